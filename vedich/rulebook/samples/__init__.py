"""The shelf of sample years: a resolution with its targets and invented figures, labelled so.

The YAML says of each target what the resolution commits to and what the district's figures came to
month by month. What a target shares with its indicator (unit, decimals, rules, who reports, when it
settles) is read from the shelf of indicators, so that it is written once. No person is named: work
follows the post (R14).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from vedich.core.errors import Message
from vedich.core.numbers import MAX_WEIGHT, read_scaled
from vedich.core.periods import Length, Period
from vedich.core.targets import LIFT, AtLeast, AtMost, Kind, Milestone, NamedSet, Target
from vedich.rulebook.dated import Stamp
from vedich.rulebook.indicators import Indicator, indicators
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


NOT_AN_INDICATOR = Message(
    code="sample.not_an_indicator",
    vi="Ngày {day} không có chỉ số “{code}” trong danh mục. Hãy kiểm tra mã.",
    en="On {day} no indicator on the shelf has the code “{code}”. Check the code.",
)
NOT_AN_OWNER = Message(
    code="sample.not_an_owner",
    vi="Không có chức danh “{code}” trong “owners”. Hãy thêm vào đó hoặc sửa mã.",
    en="There is no post “{code}” among the “owners”. Add it there or correct the code.",
)
ONE_A_MONTH = Message(
    code="sample.one_a_month",
    vi="“{key}” có {found} số, cần mỗi tháng một số: {wanted}. Hãy ghi đủ.",
    en="“{key}” has {found} numbers and needs one a month: {wanted}. Write all of them.",
)
RATE_OR_NOT = Message(
    code="sample.rate_or_not",
    vi="“wholes” chỉ dành cho tỷ lệ và tỷ lệ nào cũng phải có; “{code}” thì không đúng như vậy. "
    "Hãy thêm hoặc bỏ.",
    en="“wholes” belongs to rates, and every rate has it; with “{code}” that is not so. Add it or "
    "leave it out.",
)

FILE: Final = "samples/cho_lach_2022.yaml"

DOCUMENT: Final = "cho_lach_2022.docx"
"""The sample's resolution as the office would hand it in, beside this module."""


class Shared(StrEnum):
    """How a figure of the district is spread over the places that report it."""

    EVENLY = "evenly"
    BY_HOUSEHOLDS = "by_households"

    IN_PATCHES = "in_patches"
    """By households, but in any month only in a few places: works, not habits."""


class _Form(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NAMED_SET = "named_set"


@dataclass(frozen=True, slots=True)
class Owner:
    """A body and the post in it that answers for a target; never a person (R14)."""

    code: str
    body: Words
    post: Words


@dataclass(frozen=True, slots=True)
class SampleTarget:
    """One target of the sample resolution and what the district's figures came to.

    `series` are the district's values month by month as a scorecard prints them, running since 1
    January where the indicator is summed over time, `verified` what of the last is verified, both
    scaled by the indicator's decimals; `verified` is None where nothing is. `wholes` are a rate's
    wholes, one a month. `recognised` is what decisions have recognised, at the scale of values.
    `speaks_for_year`: a figure is that of the whole year. `from_kinds` are the kinds of place that
    report, where they are fewer than the indicator's.
    """

    number: int
    prong: int
    name: Words
    field: Words
    owner: Owner
    public: bool
    indicator: Indicator
    target: Target
    series: tuple[int, ...]
    verified: int | None
    wholes: tuple[int, ...]
    shared: Shared
    recognised: int | None
    speaks_for_year: bool
    from_kinds: tuple[str, ...]
    note: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Prong:
    """One of the prongs (mũi) that targets are printed under."""

    number: int
    name: Words


@dataclass(frozen=True, slots=True)
class Places:
    """What is made up below the real places: cells of each unit, of agencies, and households.

    `late` is how many hamlet cells have not sent the last month.
    """

    stamp: Stamp
    households: int
    agency_cells: int
    late: int
    hamlet_cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SampleYear:
    """A resolution's year with its targets in the order of the resolution.

    `place` is the code of the district, `milestone` the stretch that has figures, `known_by` the
    day the sample is pinned to (R4). Of the year before only `last_targets` and how many were met
    are known.
    """

    label: Words
    name: Words
    place: str
    period: Period
    milestone: Period
    known_by: date
    last_targets: int
    last_met: int
    places: Places
    prongs: tuple[Prong, ...]
    targets: tuple[SampleTarget, ...]
    stamp: Stamp

    @property
    def months(self) -> tuple[Period, ...]:
        """The months that have figures, in order."""
        return tuple(self.milestone.parts(Length.MONTH))

    @property
    def on(self) -> date:
        """The day the figures speak for."""
        return self.milestone.last_day


@cache
def cho_lach_2022() -> SampleYear:
    """The sample year of Chợ Lách."""
    return load(FILE, read)


def document() -> bytes:
    """The Word file of the sample's resolution, as the office hands it in (R8)."""
    return (resources.files(__name__) / DOCUMENT).read_bytes()


def read(entry: Entry) -> SampleYear:
    """The sample year of one file. Raises RefusedAt."""
    label = entry.words("label")
    (head,) = entry.many("resolutions", _Head)
    (places,) = entry.many("places", _places)
    groups = entry.many("targets", lambda group: _Group(group, head))
    return SampleYear(
        label=label,
        name=head.name,
        place=head.place,
        period=head.period,
        milestone=head.milestone,
        known_by=head.known_by,
        last_targets=head.last[0],
        last_met=head.last[1],
        places=places,
        prongs=tuple(group.prong for group in groups),
        targets=tuple(target for group in groups for target in group.targets),
        stamp=head.stamp,
    )


class _Head:
    """The resolution itself, and what reading its targets needs."""

    def __init__(self, entry: Entry) -> None:
        self.stamp = Stamp.read(entry)
        self.name = entry.words("name")
        self.place = entry.text("place")
        self.period = entry.read("period", Period.parse)
        self.milestone = entry.read("milestone", Period.parse)
        self.known_by = entry.day("known_by")
        self.last = entry.one("last_year", _last_year)
        self.owners = {owner.code: owner for owner in entry.many("owners", _owner)}
        self.shelf = indicators(self.milestone.last_day)


class _Group:
    """The targets under one prong, which one source states alike."""

    def __init__(self, entry: Entry, head: _Head) -> None:
        self.stamp = Stamp.read(entry)
        self.prong = Prong(entry.whole("prong", 1, 9), entry.words("name"))
        self.targets = entry.many("rows", lambda row: self._target(row, head))

    def _target(self, entry: Entry, head: _Head) -> SampleTarget:
        of = _indicator(entry, head)
        verified = entry.has("verified")
        return SampleTarget(
            number=entry.whole("number", 1, 99),
            prong=self.prong.number,
            name=entry.words("name") if entry.has("name") else of.name,
            field=entry.words("field"),
            owner=_owned(entry, head),
            public=entry.flag("public"),
            indicator=of,
            target=_core_target(entry, of, head),
            series=_series(entry, of, head),
            verified=_level(entry, "verified", of) if verified else None,
            wholes=_wholes(entry, of, head),
            shared=entry.choice("shared", Shared) if entry.has("shared") else Shared.EVENLY,
            recognised=_recognised(entry, of),
            speaks_for_year=entry.has("speaks_for_year") and entry.flag("speaks_for_year"),
            from_kinds=entry.texts("from_kinds") if entry.has("from_kinds") else (),
            note=entry.text("note") if entry.has("note") else "",
            stamp=self.stamp,
        )


# -- parts of a target -----------------------------------------------------------------------------


def _core_target(entry: Entry, of: Indicator, head: _Head) -> Target:
    return Target(
        kind=_kind(entry, of),
        period=head.period,
        settles=of.settles,
        decimals=of.decimals,
        baseline=_level(entry, "baseline", of) if entry.has("baseline") else None,
        milestones=(Milestone(head.milestone, _level(entry, "path", of)),),
    )


def _kind(entry: Entry, of: Indicator) -> Kind:
    form = entry.choice("kind", _Form)
    if form is _Form.NAMED_SET:
        return NamedSet(entry.texts("names"))
    level = _level(entry, "level", of)
    return AtLeast(level) if form is _Form.AT_LEAST else AtMost(level)


def _level(entry: Entry, key: str, of: Indicator) -> int:
    return entry.read(key, lambda text: read_scaled(text, decimals=of.decimals))


def _recognised(entry: Entry, of: Indicator) -> int | None:
    return _level(entry, "recognised", of) * LIFT if entry.has("recognised") else None


def _series(entry: Entry, of: Indicator, head: _Head) -> tuple[int, ...]:
    texts = entry.texts("series")
    _one_a_month(entry, "series", texts, head)
    return tuple(read_scaled(text, decimals=of.decimals) for text in texts)


def _wholes(entry: Entry, of: Indicator, head: _Head) -> tuple[int, ...]:
    if entry.has("wholes") is not (of.part is not None):
        entry.refuse(RATE_OR_NOT.refuse(code=of.code), "wholes")
    if of.part is None:
        return ()
    texts = entry.texts("wholes")
    if len(texts) == 1:
        texts *= head.milestone.months
    _one_a_month(entry, "wholes", texts, head)
    return tuple(read_scaled(text, decimals=0) for text in texts)


def _one_a_month(entry: Entry, key: str, texts: tuple[str, ...], head: _Head) -> None:
    wanted = head.milestone.months
    if len(texts) != wanted:
        entry.refuse(ONE_A_MONTH.refuse(key=key, found=len(texts), wanted=wanted), key)


def _indicator(entry: Entry, head: _Head) -> Indicator:
    code = entry.text("indicator")
    if code not in head.shelf:
        day = head.milestone.last_day
        entry.refuse(NOT_AN_INDICATOR.refuse(code=code, day=day), "indicator")
    return head.shelf[code]


# -- posts and places ------------------------------------------------------------------------------


def _owned(entry: Entry, head: _Head) -> Owner:
    code = entry.text("owner")
    if code not in head.owners:
        entry.refuse(NOT_AN_OWNER.refuse(code=code), "owner")
    return head.owners[code]


def _owner(entry: Entry) -> Owner:
    return Owner(entry.text("code"), entry.words("body"), entry.words("post"))


def _last_year(entry: Entry) -> tuple[int, int]:
    targets = entry.whole("targets", 1, 99)
    return targets, entry.whole("met", 0, targets)


def _places(entry: Entry) -> Places:
    return Places(
        stamp=Stamp.read(entry),
        households=entry.whole("households", 1, MAX_WEIGHT),
        agency_cells=entry.whole("agency_cells", 1, 99),
        late=entry.whole("late", 0, 99),
        hamlet_cells=entry.many("hamlet_cells", _cells),
    )


def _cells(entry: Entry) -> tuple[str, int]:
    return entry.text("unit"), entry.whole("cells", 1, 99)
