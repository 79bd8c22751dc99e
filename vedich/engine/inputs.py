"""The small inputs of a roll-up: places, indicators, asked periods (DESIGN §5 lines 1–4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from vedich.core.errors import Message, Refused
from vedich.core.numbers import MAX_DECIMALS
from vedich.core.periods import Period, parse_day
from vedich.core.places import ALWAYS, OVERLAPS, Book, Link, PlaceId
from vedich.core.tallies import PlaceRule, TimeRule
from vedich.engine.base import Indicator
from vedich.engine.faults import BLANK, NOT_A_CHOICE, BadInput, Fault, Faults
from vedich.engine.tables import Row, Table


PLACE_COLUMNS: Final = ("code", "valid_from", "valid_to", "name", "kind", "parent")
INDICATOR_COLUMNS: Final = ("code", "name", "unit", "place_rule", "time_rule")

CODE_TWICE = Message(
    code="file.code_twice",
    vi="Mã “{value}” đã có ở dòng {line}. Hãy giữ một dòng hoặc đổi mã.",
    en="The code “{value}” is already on line {line}. Keep one of the lines or change the code.",
)
NO_PERIOD = Message(
    code="rollup.no_period",
    vi="Chưa nêu kỳ nào. Hãy ghi ít nhất một kỳ, như --periods 2022-Q2,2022.",
    en="No period was asked for. Name at least one, like --periods 2022-Q2,2022.",
)
PERIOD_TWICE = Message(
    code="rollup.period_twice",
    vi="Kỳ “{value}” được hỏi hai lần. Hãy bỏ một lần.",
    en="The period “{value}” is asked for twice. Leave one out.",
)

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)


def read_periods(text: str) -> tuple[Period, ...]:
    """The asked periods of ``--periods``, in order. Raises Refused; two alike are refused (13)."""
    periods: list[Period] = []
    for item in text.split(","):
        if not item.strip():
            continue
        period = Period.parse(item.strip())
        if period in periods:
            raise PERIOD_TWICE.refuse(value=item.strip())
        periods.append(period)
    if not periods:
        raise NO_PERIOD.refuse()
    return tuple(periods)


class _Cells:
    """The cells of one row, read one by one; what is wrong goes to the list of faults."""

    def __init__(self, file: str, row: Row, faults: Faults) -> None:
        self.file, self.row, self.faults = file, row, faults

    def read(self, column: str, reader: Callable[[str], Value], blank: Value) -> Value:
        text = self.row.cells.get(column, "")
        if not text:
            return blank
        try:
            return reader(text)
        except Refused as wrong:
            self.faults.add(self.file, self.row.line, column, wrong)
            return blank

    def text(self, column: str) -> str:
        text = self.row.cells[column]
        if not text:
            self.faults.add(self.file, self.row.line, column, BLANK.refuse(column=column))
        return text


# -- places ----------------------------------------------------------------------------------------


def read_places(path: Path) -> tuple[Book, tuple[str, ...]]:
    """The dated tree in a places file, and the columns nobody knows.

    Raises BadInput: what §5 lines 1 and 3 refuse, each with its line. That a parent stands and that
    there is no circle is asked of each tree that is used (`check_tree`).
    """
    table = Table(path, PLACE_COLUMNS, ("place_from",))
    faults = Faults()
    read = [(row, _link(_Cells(table.file, row, faults))) for row in table]
    by_code: defaultdict[str, list[tuple[Row, Link]]] = defaultdict(list)
    for row, link in read:
        if link is not None:
            by_code[link.place.code].append((row, link))
    for rows in by_code.values():
        rows.sort(key=lambda entry: entry[1].start)
        for (_, one), (row, two) in zip(rows, rows[1:], strict=False):
            if one.until is None or two.start < one.until:
                error = OVERLAPS.refuse(code=two.place.code, day=two.start)
                faults.add(table.file, row.line, "valid_from", error)
    faults.check()
    return Book(link for _, link in read if link is not None), table.header.unknown


def _link(cells: _Cells) -> Link | None:
    start = cells.read("valid_from", parse_day, ALWAYS)
    until = cells.read("valid_to", _day_after, None)
    since = cells.read("place_from", parse_day, start)
    code = cells.text("code")
    parent = cells.row.cells["parent"] or None
    try:
        names = cells.row.cells["name"], cells.row.cells["kind"]
        return Link(PlaceId(code, since), parent, start, until, *names)
    except Refused as wrong:
        cells.faults.add(cells.file, cells.row.line, "valid_to", wrong)
        return None


def _day_after(text: str) -> date | None:
    last = parse_day(text)
    return None if last == date.max else last + timedelta(days=1)


def check_trees(path: Path, book: Book, days: Sequence[date]) -> None:
    """Raises BadInput where a tree that will be used has a parent that does not stand, or a circle.

    The line is that of the row named in the message.
    """
    for day in days:
        try:
            book.tree(day)
        except Refused as wrong:
            line = _line_of(path, str(wrong.values["code"]), day)
            raise BadInput([Fault(str(path), line, "parent", wrong)]) from None


def _line_of(path: Path, code: str, day: date) -> int:
    quiet = Faults()
    for row in Table(path, PLACE_COLUMNS, ("place_from",)):
        link = _link(_Cells(str(path), row, quiet))
        if link is not None and link.place.code == code and link.stands(day):
            return row.line
    return 1


# -- indicators ------------------------------------------------------------------------------------


def read_indicators(path: Path) -> tuple[dict[str, Indicator], tuple[str, ...]]:
    """The indicators by code, and the columns nobody knows. Raises BadInput (§5 lines 1 and 2)."""
    table = Table(path, INDICATOR_COLUMNS, ("decimals",))
    faults = Faults()
    found: dict[str, Indicator] = {}
    lines: dict[str, int] = {}
    for row in table:
        cells = _Cells(table.file, row, faults)
        code = cells.text("code")
        if code in found:
            error = CODE_TWICE.refuse(value=code, line=lines[code])
            faults.add(table.file, row.line, "code", error)
        lines[code] = row.line
        found[code] = Indicator(
            code,
            _rule(cells, "place_rule", PlaceRule.SUM),
            _rule(cells, "time_rule", TimeRule.SUM),
            row.cells["name"],
            row.cells["unit"],
            cells.read("decimals", _decimals, None),
        )
    faults.check()
    return found, table.header.unknown


def _rule(cells: _Cells, column: str, blank: Choice) -> Choice:
    rules = type(blank)
    cells.text(column)
    return cells.read(column, lambda text: _choice(text, rules), blank)


def _choice(text: str, rules: type[Choice]) -> Choice:
    try:
        return rules(text)
    except ValueError:
        raise NOT_A_CHOICE.refuse(value=text, choices=", ".join(rules)) from None


def _decimals(text: str) -> int | None:
    choices = [str(number) for number in range(MAX_DECIMALS + 1)]
    if text not in choices:
        raise NOT_A_CHOICE.refuse(value=text, choices=", ".join(choices))
    return int(text)
