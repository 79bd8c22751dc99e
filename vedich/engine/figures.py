"""Figures as they stand in a file: read, checked cell by cell, the latest chosen (§5 lines 1–6).

This is the one place that says what is wrong with a figure. The fast engines find out that
something is wrong by themselves and come here to have it explained.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Final, NamedTuple, TypeVar

from vedich.core.errors import Message, Refused
from vedich.core.numbers import MachineNumber, read_machine, read_weight
from vedich.core.periods import Period, parse_day
from vedich.core.places import UNKNOWN, Book
from vedich.core.tallies import PlaceRule
from vedich.engine.base import Indicator
from vedich.engine.faults import BLANK, NOT_A_CHOICE, Faults
from vedich.engine.tables import Row


FIGURE_COLUMNS: Final = (
    "place",
    "indicator",
    "period",
    "part",
    "whole",
    "known_since",
    "verified",
)
TRUE_WORDS: Final = frozenset(("1", "true", "yes"))
FALSE_WORDS: Final = frozenset(("0", "false", "no", ""))

UNKNOWN_PLACE = Message(
    code="figure.unknown_place",
    vi="Tệp nơi không có mã “{value}”. Hãy sửa mã, hoặc thêm nơi này vào tệp nơi.",
    en="The places file has no code “{value}”. Correct the code, or add the place to that file.",
)
UNKNOWN_INDICATOR = Message(
    code="figure.unknown_indicator",
    vi="Tệp chỉ tiêu không có mã “{value}”. Hãy sửa mã, hoặc thêm chỉ tiêu vào tệp đó.",
    en="The indicators file has no code “{value}”. Correct the code, or add the indicator to it.",
)
NO_WHOLE = Message(
    code="figure.no_whole",
    vi="Chỉ tiêu “{value}” là tỷ lệ nên cần cả cột whole. Hãy ghi whole, hoặc để trống part nếu "
    "rút số liệu.",
    en="The indicator “{value}” is a ratio and needs whole as well. Write whole, or leave part "
    "blank to withdraw the figure.",
)
NEGATIVE_WHOLE = Message(
    code="figure.negative_whole",
    vi="Cột whole là “{value}”, nhỏ hơn 0. Hãy ghi số từ 0 trở lên.",
    en="The whole is “{value}”, below 0. Write 0 or more.",
)
DOUBLE_NOT_WHOLE = Message(
    code="figure.double_not_whole",
    vi="“{value}” nằm trong cột kiểu DOUBLE, kiểu này không giữ đúng số lẻ. Hãy ghi cột thành "
    "DECIMAL, số nguyên hoặc chữ.",
    en="“{value}” stands in a column of type DOUBLE, which does not keep decimals exactly. Write "
    "the column as DECIMAL, whole numbers or text.",
)
TWO_FIGURES = Message(
    code="figure.two_figures",
    vi="Dòng {one} và dòng {two} cùng nơi, chỉ tiêu, kỳ ({period}) và ngày biết, nhưng khác số. "
    "Hãy bỏ một dòng, hoặc ghi known_since muộn hơn cho dòng đúng.",
    en="Lines {one} and {two} share place, indicator, period ({period}) and known_since but "
    "differ. Delete one, or give the right one a later known_since.",
)


Value = TypeVar("Value")


class FigureRow(NamedTuple):
    """One checked line. `part` None: the figure is withdrawn. `known` "": known from always."""

    line: int
    place: str
    indicator: str
    period: Period
    part: MachineNumber | None
    whole: MachineNumber | None
    known: str
    verified: bool

    @property
    def content(self) -> tuple[object, ...]:
        """What two rows of one known_since must share to be the same (§5 line 6)."""
        numbers = [(n.digits, n.decimals) if n else None for n in (self.part, self.whole)]
        return (*numbers, self.verified)


class Checker:
    """Checks the cells of a row against the small inputs; notes faults and goes on."""

    def __init__(
        self,
        file: str,
        book: Book,
        indicators: Mapping[str, Indicator],
        faults: Faults,
        doubles: Container[str] = (),
    ) -> None:
        self._file, self._book, self._indicators, self._faults = file, book, indicators, faults
        self._doubles = doubles
        self._periods: dict[str, Period | None] = {}

    def row(self, row: Row) -> FigureRow | None:
        """The row, checked; None where a cell is wrong (each fault is noted with its column)."""
        cells = row.cells
        noted = self._faults.count
        self._cell(row, "place", lambda text: self._place(text, cells["period"]))
        indicator = self._cell(row, "indicator", self._indicator)
        period = self._cell(row, "period", self._period)
        part = self._cell(row, "part", lambda text: self._number("part", text))
        self._cell(row, "known_since", lambda text: parse_day(text) if text else None)
        verified = self._cell(row, "verified", truth)
        whole = None
        if indicator is not None:
            whole = self._cell(row, "whole", lambda text: self._whole(text, indicator, cells))
        if self._faults.count > noted or period is None or indicator is None:
            return None
        known = cells["known_since"]
        code = indicator.code
        return FigureRow(row.line, cells["place"], code, period, part, whole, known, bool(verified))

    def _cell(self, row: Row, column: str, read: Callable[[str], Value]) -> Value | None:
        try:
            return read(row.cells[column])
        except Refused as wrong:
            self._faults.add(self._file, row.line, column, wrong)
            return None

    def _place(self, code: str, period: str) -> None:
        if not code:
            raise BLANK.refuse(column="place")
        if not self._book.links(code):
            raise UNKNOWN_PLACE.refuse(value=code)
        try:
            day = self._period(period).last_day
        except Refused:
            return  # the period has its own fault; without it nobody knows the day to ask about
        if self._book.on(code, day) is None:
            raise UNKNOWN.refuse(code=code, day=day)

    def _indicator(self, code: str) -> Indicator:
        if not code:
            raise BLANK.refuse(column="indicator")
        if code not in self._indicators:
            raise UNKNOWN_INDICATOR.refuse(value=code)
        return self._indicators[code]

    def _period(self, text: str) -> Period:
        if not text:
            raise BLANK.refuse(column="period")
        return Period.parse(text)

    def _number(self, column: str, text: str) -> MachineNumber | None:
        if not text:
            return None
        if column in self._doubles and not text.removeprefix("-").isdecimal():
            raise DOUBLE_NOT_WHOLE.refuse(value=text)
        return read_machine(text)

    def _whole(
        self, text: str, indicator: Indicator, cells: Mapping[str, str]
    ) -> MachineNumber | None:
        number = self._number("whole", text)
        if number is None:
            if indicator.place_rule is PlaceRule.RATIO and cells["part"]:
                raise NO_WHOLE.refuse(value=indicator.code)
            return None
        if indicator.place_rule is PlaceRule.MEAN:
            read_weight(text)
        elif number.digits < 0:
            raise NEGATIVE_WHOLE.refuse(value=text)
        return number


def truth(text: str) -> bool:
    """What a cell of the column verified says (§5 line 14). Raises Refused."""
    word = text.casefold()
    if word not in TRUE_WORDS and word not in FALSE_WORDS:
        raise NOT_A_CHOICE.refuse(value=text, choices="1, 0, true, false, yes, no")
    return word in TRUE_WORDS
