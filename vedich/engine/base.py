"""What every engine is given and gives back (DESIGN §5). An engine turns a Request into rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from vedich.core.errors import Language, Message
from vedich.core.periods import Period
from vedich.core.places import Book
from vedich.core.tallies import Measure, PlaceRule, TimeRule


OUT_COLUMNS: Final = (
    "place",
    "indicator",
    "period",
    "value",
    "part",
    "whole",
    "reported",
    "expected",
    "verified",
    "complete",
)
MOST: Final = 10**38
"""No sum or product in a plan reaches this (DESIGN §4.1)."""

MIXED = Message(
    code="rollup.mixed",
    vi="Kỳ {period}: “{place}” để trống cột whole trong khi nơi khác của “{indicator}” có ghi. "
    "Với quy tắc “{rule}”, hãy ghi whole ở mọi nơi hoặc không nơi nào.",
    en="For {period}, “{place}” leaves whole blank while others of “{indicator}” give it. Under "
    "the rule “{rule}” give whole everywhere or nowhere.",
)
TOO_LARGE = Message(
    code="rollup.too_large",
    vi="Một tổng hoặc tích vượt quá 10^38 nên không giữ được chính xác. Hãy dùng đơn vị lớn hơn "
    "cho chỉ tiêu có số lớn nhất.",
    en="A sum or product passes 10^38 and could not be kept exact. Use a larger unit for the "
    "indicator with the largest numbers.",
)
LEFT_OUT = Message(
    code="rollup.left_out",
    vi="Bỏ ra {count} số liệu của “{place}” cho kỳ {period}: nơi này không có trong cây ngày "
    "{day}.",
    en="Left out of “{place}” for {period}: {count} of its figures, since it does not stand in the "
    "tree of {day}.",
)
UNKNOWN_COLUMNS = Message(
    code="rollup.unknown_columns",
    vi="{file}: bỏ qua cột không dùng đến: {columns}.",
    en="{file}: columns that are not used here were ignored: {columns}.",
)
REST_LEFT_OUT = Message(
    code="rollup.rest_left_out",
    vi="Và {count} số liệu của {places} nơi khác cũng bị bỏ ra vì lý do đó.",
    en="And {count} figures of {places} other places were left out for the same reason.",
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the indicators file. `decimals` None: as many as its figures have (§5 line 2)."""

    code: str
    place_rule: PlaceRule
    time_rule: TimeRule
    name: str = ""
    unit: str = ""
    decimals: int | None = None

    def measure(self, met: int = 0) -> Measure:
        """Its rules and scale, given the most decimals `met` in its figures."""
        decimals = met if self.decimals is None else self.decimals
        return Measure(self.place_rule, self.time_rule, self.unit, decimals)


@dataclass(frozen=True, slots=True)
class Request:
    """One roll-up to make: checked small inputs, and the file of figures still to be read."""

    book: Book
    indicators: Mapping[str, Indicator]
    figures: Path
    periods: Sequence[Period]
    tree_on: date | None = None
    known_by: date | None = None
    only_verified: bool = False

    def tree_day(self, period: Period) -> date:
        """The day whose tree `period` is rolled up on (§5 line 4)."""
        return self.tree_on or period.last_day


class OutRow(NamedTuple):
    """A row of the result. Numbers are scaled integers; `scales` says of value, part and whole."""

    place: str
    indicator: str
    period: Period
    value: int | None
    part: int | None
    whole: int | None
    reported: int
    expected: int
    verified: int
    complete: int
    scales: tuple[int, int, int]


@dataclass
class LeftOut:
    """Figures whose place does not stand in the tree, counted by place and period (§5 line 5)."""

    counts: dict[tuple[str, Period, date], int] = field(default_factory=dict)

    def add(self, place: str, period: Period, day: date, count: int = 1) -> None:
        """Count `count` figures of `place` that `period` would have used."""
        key = (place, period, day)
        self.counts[key] = self.counts.get(key, 0) + count

    def notices(self, language: Language, most: int = 20) -> list[str]:
        """Sentences for standard error, the largest counts first."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        said = [
            LEFT_OUT.say(language, {"count": count, "place": place, "period": period, "day": day})
            for (place, period, day), count in ordered[:most]
        ]
        if len(ordered) > most:
            rest = sum(count for _, count in ordered[most:])
            places = len({key[0] for key, _ in ordered[most:]})
            said.append(REST_LEFT_OUT.say(language, {"count": rest, "places": places}))
        return said


Progress = Callable[[str, int, int], None]
"""Called with what is being done, steps done and steps in all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What went on the side: rows written, columns nobody knew, figures left out."""

    rows: int
    unknown_columns: tuple[str, ...]
    left_out: LeftOut


class Engine(Protocol):
    """Rolls up a request into a file. All engines write the same bytes (§5 line 16)."""

    def __call__(self, request: Request, out: Path, progress: Progress) -> Report:
        """Write the rows to `out`, whole or not at all.

        Raises BadInput; nothing is written then.
        """
        ...
