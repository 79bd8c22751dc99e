"""Tables of targets and results: each number with its row's name, its column's meaning (R8, R12).

A column is a target or a result by its header; where that is silent, by the title above the table
and the year. Numbers that are only compared, shares of money and tables of tasks are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedich.core.documents._deadlines import year_of_text
from vedich.core.documents._proposals import Comparator, Kind, Proposal
from vedich.core.documents._table_caption import Caption, caption_of
from vedich.core.documents._table_columns import Column, Head, Role, dated, find_head, repeats
from vedich.core.documents._table_grid import NUMBER, Grid, Row, Spot, goes_on, grid_of, spots
from vedich.core.documents._table_recover import recovered
from vedich.core.documents._table_values import (
    CellValue,
    is_unit,
    read_cell,
    spelled,
    unit_by_name,
    unit_of_name,
)
from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


_LONGEST_QUOTE: Final = 1400
_FEWEST_LETTERS: Final = 3
_AN_ORDER: Final = re.compile(r"[^\w]*|[^\s]{1,5}[.)]?")
_CHILD: Final = re.compile(r"^(?:[-+*•–]|trong đó|tr\.đó|bao gồm|gồm)")
_DITTO: Final = frozenset(('"', "''", "nt", "-nt-", "như trên", "//", ",,"))
_ENDS: Final = re.compile(
    r"[\s,:;]{0,3}\(?(?:tối thiểu|ít nhất|(?<!cấp )(?<!nêu )trên|≥|>=|đạt từ)\)?\s*[:,]?$"
)
_ENDS_BELOW: Final = re.compile(
    r"[\s,:;]{0,3}\(?(?:tối đa|không quá|(?<!cấp )dưới|≤|<=|còn dưới|giảm còn dưới)\)?\s*[:,]?$"
)
_FALLS: Final = re.compile(
    r" giảm$|^(?:tỷ lệ |mức |số (?:hộ |xã )?)?(?:kéo )?giảm (?!còn|xuống|nghèo đa chiều còn)"
)
_RISES: Final = re.compile(
    r" tăng(?: thêm)?$|^(?:tăng thêm|tăng|số [^ ]+ tăng thêm) (?!trưởng|lên|cường)"
)
_MEASURE: Final = re.compile(
    r"(?:nghìn |ngàn |vạn |triệu |tỷ |tỉ )*(?:đồng|usd|đô la|tấn|ha|km|kg|lít|lượt|%|1\.000|m[23])"
)
_PROJECTS: Final = re.compile(r"dự án|công trình|gói thầu|văn bản|thủ tục|hồ sơ")
_TASKS: Final = (Role.LEAD, Role.WITH)


def read_tables(
    source: FrozenText,
    lexicon: Lexicon,
    view: View | None = None,
    tables: Sequence[Table] | None = None,
) -> tuple[Proposal, ...]:
    """The targets, results and baselines in the tables of `source`, in order. Never raises.

    `tables` are those of `tables_of`, where they are known already.

    The span of a proposal runs from the name's cell to the number's. What a cell says beyond one
    number (words, two numbers that are no range) is left out, not guessed at.
    """
    view = view or View(source.text)
    places = frozenset(place.lower() for place in lexicon.places)
    found: list[Proposal] = []
    before: tuple[Head, int, int] | None = None
    floor = 0
    written = year_of_text(view.low)
    for table in tables_of(source, lexicon, view) if tables is None else tables:
        grid = grid_of(table, view, len(source.text))
        head = find_head(grid, lexicon)
        if head is None and before is not None and goes_on(source, grid, *before[1:]):
            head = replace(before[0], first=0, rows=0)
        if head is None:
            before, floor = None, max(floor, table.end)
            continue
        before = (head, grid.width, grid.end)
        caption = caption_of(source, view, table, grid.rows[: head.first], floor)
        floor = max(floor, table.end)
        found += _Reader(grid, head, caption, lexicon, places, written).proposals()
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def tables_of(source: FrozenText, lexicon: Lexicon, view: View) -> tuple[Table, ...]:
    """The tables of `source`, with those among its blocks that lost their lines, in order."""
    found = (*source.tables, *recovered(source, lexicon, view))
    return tuple(sorted(found, key=lambda table: (table.start, table.end)))


@dataclass(slots=True)
class _Reader:
    grid: Grid
    head: Head
    caption: Caption
    lexicon: Lexicon
    places: frozenset[str]
    written: int | None
    group_unit: str = ""
    parent: str = ""
    last_unit: str = ""
    units: Sequence[Column] = ()
    times: Sequence[Column] = ()

    def proposals(self) -> Iterator[Proposal]:
        """The numbers of all rows, none where the table is of another kind."""
        head, names = self.head, self._names()
        values = [
            column for column in map(self._meant, self._numbers(names)) if column.kind is not None
        ]
        if not values or not names or self._is_of_tasks(values):
            return
        if any(_PROJECTS.search(column.heard) for column in names):
            return
        self.units, self.times = self._units(), head.of(Role.TIME)
        for index in range(head.first + head.rows, len(self.grid.rows)):
            row = self._aligned(self.grid.rows[index])
            if not spots(row) or repeats(row, head):
                continue
            yield from self._row(index, row, names, values)

    def _aligned(self, row: Row) -> Row:
        """A row that lost its blank first cell, as text without lines does, moved to its place."""
        orders = self.head.of(Role.ORDER)
        if not orders or orders[0].index > 0 or row[0] is None or row[-1] is not None:
            return row
        words = row[0].text
        return row if _AN_ORDER.fullmatch(words) or len(words) < 5 else (None, *row[:-1])

    def _is_of_tasks(self, values: list[Column]) -> bool:
        """An assignment of tasks: a body leads, and no column of numbers has a unit beside it."""
        if not self.head.of(*_TASKS, Role.PERSON):
            return False
        units = self.head.of(Role.UNIT)
        return not units and not any(self._share(column) > 0.6 for column in values)

    def _names(self) -> list[Column]:
        columns = self.head.of(Role.NAME, Role.PLACE)
        columns = columns or self.head.of(Role.BODY)
        return [one for one in columns if self._share(one) < 0.5 and not self._is_units(one)]

    def _is_units(self, column: Column) -> bool:
        if column.role is not Role.BODY:
            return False
        told = [spot.low for spot in self._cells(column) if spot.low not in _DITTO]
        known = sum(is_unit(low, self.lexicon) for low in told)
        return known > 0 and known * 2 >= len(told)

    def _units(self) -> list[Column]:
        return [one for one in self.head.columns if one.role is Role.UNIT or self._is_units(one)]

    def _numbers(self, names: list[Column]) -> Iterator[Column]:
        """The columns whose cells are numbers and whose header does not forbid them."""
        allowed = (Role.VALUE, Role.TIMED, Role.SHARE, Role.NAME, Role.PLACE, None)
        for column in self.head.columns:
            if column.role not in allowed or column in names:
                continue
            if column.role in (Role.VALUE, Role.TIMED) or self._share(column) >= 0.5:
                yield column

    def _cells(self, column: Column) -> list[Spot]:
        first = self.head.first + self.head.rows
        cells = (row[column.index] for row in self.grid.rows[first:])
        return [spot for spot in cells if spot is not None and spot.text]

    def _share(self, column: Column) -> float:
        """How much of a column reads as numbers."""
        told = self._cells(column)
        read = sum(read_cell(spot.low, self.lexicon) is not None for spot in told)
        return read / len(told) if told else 0.0

    def _meant(self, column: Column) -> Column:
        """A column with the kind its header or, if that is silent, the title gives it."""
        kind, time = column.kind, self._time(column)
        if kind is None and column.role is Role.NAME and self._share(column) > 0.5:
            kind = Kind.TARGET
        if kind is None and (column.role is Role.TIMED or column.time):
            kind = self.caption.kind_at(column.time) or self._by_year(column.time)
        if kind is None and column.role in (Role.SHARE, Role.PLACE, None):
            kind = self.caption.kind if self._is_sure(column) else None
        return replace(column, kind=kind, time=time)

    def _by_year(self, time: str) -> Kind | None:
        """What a year alone tells: after the text was written, a target; before it, a result."""
        years = _A_YEAR.findall(time)
        if not years or self.written is None or int(years[-1]) == self.written:
            return None
        return Kind.TARGET if int(years[-1]) > self.written else Kind.RESULT

    def _time(self, column: Column) -> str:
        """By when: the header's time, with the title's year where it names only a part of one."""
        year = self.caption.time
        if _YEAR_BEFORE.search(column.heard):
            return column.time or (str(int(year) - 1) if _A_YEAR.fullmatch(year) else "")
        if column.time and not _A_YEAR.search(column.time):
            return dated(column.time, year)
        return column.time or year

    def _is_sure(self, column: Column) -> bool:
        """Whether a column its header leaves open is one of places, or has a unit of its own."""
        if column.unit or column.role is Role.SHARE:
            return True
        return column.label.lower() in self.places or _A_PLACE.match(column.label) is not None

    def _row(
        self, index: int, row: Row, names: list[Column], values: list[Column]
    ) -> Iterator[Proposal]:
        named = [spot for one in names if (spot := row[one.index]) is not None and spot.text]
        named = [spot for spot in named if self._is_name(spot.low)]
        if not named:
            return
        unit_cell, told = self._unit_cell(row), list(self._told(index, row, values))
        name = self._name(named[-1])
        if not told:
            if not unit_cell or len(spots(row)) <= 2:
                self._open_group(named[-1], name)
            self.last_unit = unit_cell or self.last_unit
            return
        child = _CHILD.match(named[-1].low) is not None
        full = f"{self.parent}: {name}" if child and self.parent else name
        if not child:
            self.parent = name
        due = self._due(row)
        for column, spot, value in told:
            column = column if column.time else replace(column, time=due)
            unit = self._unit(value, unit_cell, column, named[-1], child=child)
            if unit == "năm" or (not unit and _A_YEAR.fullmatch(spot.low)):
                continue
            self.last_unit = unit or self.last_unit
            yield self._proposal(full, named[-1], column, spot, value, unit)

    def _due(self, row: Row) -> str:
        """What the row says in a column of times, for numbers whose header names none."""
        cells = (row[column.index] for column in self.times)
        return next((spot.text for spot in cells if spot is not None and spot.text), "")

    def _is_name(self, low: str) -> bool:
        """Whether a cell can name what is measured: words, and no number or unit alone.

        “Hộ nghèo” is a unit elsewhere and a name here; “tỷ đồng” and “xã” are units only.
        """
        if sum(letter.isalpha() for letter in low) < _FEWEST_LETTERS:
            return False
        if is_unit(low, self.lexicon) and (" " not in low or _MEASURE.match(low)):
            return False
        return read_cell(low, self.lexicon) is None

    def _open_group(self, spot: Spot, name: str) -> None:
        self.parent = name if spot.low.rstrip().endswith(":") else ""
        self.group_unit = unit_of_name(spot.low, self.lexicon)[0]

    def _told(
        self, index: int, row: Row, values: list[Column]
    ) -> Iterator[tuple[Column, Spot, CellValue]]:
        seen: list[Spot] = []
        for column in values:
            spot = row[column.index]
            if spot is None or spot.row != index or any(spot is one for one in seen):
                continue
            seen.append(spot)
            value = read_cell(spot.low, self.lexicon)
            if value is not None:
                yield column, spot, value

    def _unit_cell(self, row: Row) -> str:
        for column in self.units:
            spot = row[column.index]
            if spot is not None and spot.low in _DITTO:
                return self.last_unit
            if spot is not None and spot.text and any(c.isalpha() or c in "%‰" for c in spot.low):
                return spelled(spot.text)
        return ""

    def _name(self, spot: Spot) -> str:
        _, (start, end) = unit_of_name(spot.low, self.lexicon)
        text = spot.text[:start] + spot.text[end:]
        text = re.sub(r"^trong đó\s*:?\s*", "", NUMBER.sub("", text), flags=re.IGNORECASE)
        for ends in (_ENDS, _ENDS_BELOW):
            text = ends.sub("", text)
        return text.strip(" :;,-") or spot.text

    def _unit(self, value: CellValue, cell: str, column: Column, name: Spot, *, child: bool) -> str:
        headed = next((one.unit for one in self.head.of(Role.NAME, Role.PLACE) if one.unit), "")
        own = value.unit or cell or unit_of_name(name.low, self.lexicon)[0] or column.unit or headed
        inherited = self.last_unit if child else ""
        by_name = unit_by_name(NUMBER.sub("", name.low), self.lexicon)
        aside = self.caption.aside if is_unit(self.caption.aside, self.lexicon) else ""
        above = self.caption.unit or aside
        return spelled(own or by_name or self.group_unit or above or inherited)

    def _proposal(
        self, name: str, named: Spot, column: Column, spot: Spot, value: CellValue, unit: str
    ) -> Proposal:
        start, end = min(named.start, spot.start), max(named.end, spot.end)
        if end - start > _LONGEST_QUOTE:
            start, end = spot.start, spot.end
        label = _UNIT_IN_LABEL.sub("", column.label) or (
            self.caption.measure if self._is_of_places() else ""
        )
        if label:
            name = f"{label}: {name}" if self._is_of_places() else f"{name}: {label}"
        return Proposal(
            start=start,
            end=end,
            kind=column.kind or Kind.TARGET,
            name=name,
            comparator=_bound(named.low, column, value),
            value=value.value,
            unit=unit,
            high=value.high,
            deadline=column.time,
            of=value.of,
        )

    def _is_of_places(self) -> bool:
        return not self.head.of(Role.NAME)


_A_PLACE: Final = re.compile(
    r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|tp\.?|ấp|thôn) [A-ZĐÀ-Ỹ0-9]", re.IGNORECASE
)
_UNIT_IN_LABEL: Final = re.compile(r"\s*\([^()]{1,30}\)\s*$")
_A_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_YEAR_BEFORE: Final = re.compile(r"cùng kỳ|năm trước")


def _bound(name: str, column: Column, value: CellValue) -> Comparator:
    """How the number binds: by its cell, else by the name of a target, else it is what it is."""
    if value.bound is not None:
        return value.bound
    name = unit_free(name)
    if column.kind is Kind.TARGET:
        if column.bound is not None or _ENDS.search(name):
            return column.bound or Comparator.AT_LEAST
        if _ENDS_BELOW.search(name):
            return Comparator.AT_MOST
    if _FALLS.search(name):
        return Comparator.DECREASE_BY
    return Comparator.INCREASE_BY if _RISES.search(name) else Comparator.EQUAL


def unit_free(name: str) -> str:
    """A name without its number and what stands in brackets at its end."""
    return re.sub(r"\s*\((?!tối|ít|trên|dưới|không|≥|≤)[^()]{0,40}\)\s*$", "", NUMBER.sub("", name))
