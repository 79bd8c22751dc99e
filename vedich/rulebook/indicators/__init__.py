"""The shelf of indicators: what is measured, in what unit, by which rules, and who reports it (R6).

An indicator lasts; what a resolution commits to on it is a target and lives elsewhere (R5). The
shelf holds the 25 of the sample resolution. They are made up for the sample and say so; the rules
are meant to be reviewed by the agency that compiles each.

Reading of `entered`: a form asks either what the month itself brought (of a stock or rate: where it
stands when the month ends) or the running figure since 1 January. A running figure under the time
rule ``sum`` is stored as its difference from the one before, so that months add up; under any other
rule it is stored as typed, and then the last one of a year is the year's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from vedich.core.errors import Language, Message
from vedich.core.numbers import MAX_DECIMALS
from vedich.core.tallies import Measure, PlaceRule, TimeRule
from vedich.core.targets import Settles
from vedich.rulebook.dated import Dated, Stamp, Version
from vedich.rulebook.load import files, load
from vedich.rulebook.located import Entry, Words


PAIR_MISMATCH = Message(
    code="indicator.pair_mismatch",
    vi="Quy tắc “{rule}”: tỷ lệ (ratio) phải ghi “part” và “whole”, quy tắc khác thì không. Hãy "
    "thêm hoặc bỏ hai dòng này.",
    en="The rule is “{rule}”: a ratio must say what its “part” and “whole” are, others must not. "
    "Add the two lines or leave them out.",
)
NO_WHY = Message(
    code="indicator.no_why",
    vi="Quy tắc {rules} không phải cách thường gặp (cộng/cộng, tỷ lệ/cuối kỳ). Hãy ghi “why:” để "
    "nói vì sao.",
    en="The rules {rules} are not the usual ones (sum/sum, ratio/last). Write a “why:” that says "
    "why.",
)
LEVEL_OF_SUMS = Message(
    code="indicator.level_of_sums",
    vi="Số cộng dồn theo thời gian thì không thể quay lại, nên “settles” không thể là “level”. Hãy "
    "ghi flow, hoặc sửa quy tắc thời gian.",
    en="What is summed over time cannot fall back, so “settles” cannot be “level”. Write flow, or "
    "correct the time rule.",
)

_USUAL = {(PlaceRule.SUM, TimeRule.SUM), (PlaceRule.RATIO, TimeRule.LAST)}


class Entered(StrEnum):
    """What the form asks for (R6); see the module for how each is stored."""

    MONTH = "month"
    YEAR_TO_DATE = "year_to_date"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as it is in force; `stamp` says since when, by whom and how sure we are.

    `decimals` (0 to 6) is the scale of stored figures and of levels in resolutions, `shown` what a
    scorecard prints. `reported_by` are codes of body kinds on the shelf of places; `compiled_by`
    answers for the figure. `settles` says when a result is beyond undoing (R10). `why` is there
    where the rules are not the usual ones.
    """

    code: str
    name: Words
    unit: Words
    decimals: int
    shown: int
    place_rule: PlaceRule
    time_rule: TimeRule
    entered: Entered
    reported_by: tuple[str, ...]
    compiled_by: Words
    direction: Direction
    settles: Settles
    public: bool
    definition: Words
    stamp: Stamp
    part: Words | None = None
    whole: Words | None = None
    why: Words | None = None

    @property
    def measure(self) -> Measure:
        """What the core needs to fold and print it."""
        return Measure(self.place_rule, self.time_rule, self.unit.vi, self.decimals)

    @property
    def typed_decimals(self) -> int:
        """Decimals a person may type: part and whole of a rate are counted, so whole numbers.

        They are stored at `decimals` like all figures, because a resolution writes 3,20 %.
        """
        return 0 if self.part else self.decimals

    @property
    def differenced(self) -> bool:
        """Whether a figure is stored as typed less the one before it in the same year."""
        return self.entered is Entered.YEAR_TO_DATE and self.time_rule is TimeRule.SUM


@cache
def catalogue() -> Mapping[str, Dated[Indicator]]:
    """Every indicator ever shipped, by code, in the order of the files."""
    versions: defaultdict[str, list[Version[Indicator]]] = defaultdict(list)
    for file in files("indicators"):
        for indicator in load(file, read):
            versions[indicator.code].append(Version(indicator.stamp, indicator))
    return MappingProxyType({code: Dated(found) for code, found in versions.items()})


def indicators(day: date) -> Mapping[str, Indicator]:
    """The indicators in force on `day`, by code."""
    standing = ((code, dated.at(day)) for code, dated in catalogue().items())
    return {code: indicator for code, indicator in standing if indicator}


def indicators_csv_rows(day: date, language: Language) -> Iterator[tuple[str, ...]]:
    """Header and rows of the indicators file of `vedich rollup` (DESIGN §5), as on `day`."""
    yield "code", "name", "unit", "place_rule", "time_rule", "decimals"
    for code, of in indicators(day).items():
        name, unit = of.name.say(language), of.unit.say(language)
        yield code, name, unit, of.place_rule.value, of.time_rule.value, str(of.decimals)


def read(entry: Entry) -> tuple[Indicator, ...]:
    """The indicators of one file: ``indicators:`` and its list. Raises RefusedAt."""
    return entry.many("indicators", _indicator)


def _indicator(entry: Entry) -> Indicator:
    decimals = entry.whole("decimals", 0, MAX_DECIMALS)
    indicator = Indicator(
        code=entry.text("code"),
        name=entry.words("name"),
        unit=entry.words("unit"),
        decimals=decimals,
        shown=entry.whole("shown", 0, decimals) if entry.has("shown") else decimals,
        place_rule=entry.choice("place_rule", PlaceRule),
        time_rule=entry.choice("time_rule", TimeRule),
        entered=entry.choice("entered", Entered),
        reported_by=entry.texts("reported_by"),
        compiled_by=entry.words("compiled_by"),
        direction=entry.choice("direction", Direction),
        settles=entry.choice("settles", Settles),
        public=entry.flag("public"),
        definition=entry.words("definition"),
        stamp=Stamp.read(entry),
        part=_words(entry, "part"),
        whole=_words(entry, "whole"),
        why=_words(entry, "why"),
    )
    _check(entry, indicator)
    return indicator


def _words(entry: Entry, key: str) -> Words | None:
    return entry.words(key) if entry.has(key) else None


def _check(entry: Entry, of: Indicator) -> None:
    rate = of.place_rule is PlaceRule.RATIO
    if not (rate is (of.part is not None) is (of.whole is not None)):
        entry.refuse(PAIR_MISMATCH.refuse(rule=of.place_rule.value), "place_rule")
    usual = Settles.of(of.measure)
    if usual is Settles.FLOW and of.settles is Settles.LEVEL:
        entry.refuse(LEVEL_OF_SUMS.refuse(), "settles")
    odd = (of.place_rule, of.time_rule) not in _USUAL or of.settles is not usual
    if odd and of.why is None:
        rules = f"{of.place_rule.value}/{of.time_rule.value}/{of.settles.value}"
        entry.refuse(NO_WHY.refuse(rules=rules), "place_rule")
