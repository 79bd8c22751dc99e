"""Tasks in annexes of assignment: TT | Nội dung | Chủ trì | Phối hợp | Thời gian "
"| Sản phẩm (R15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedich.core.documents._proposals import Kind, TaskProposal
from vedich.core.documents._table_columns import Column, Head, Role, find_head, repeats
from vedich.core.documents._table_grid import NUMBER, Grid, Row, Spot, goes_on, grid_of, spots
from vedich.core.documents._table_values import read_cell
from vedich.core.documents._task_names import split_names
from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


_SHARED: Final = re.compile(
    r"(?:^|[;.\n]|\s-)\s*(?:(?:cơ quan|đơn vị) )?(?P<label>chủ trì|phối hợp)(?: thực hiện)?\s*:",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"chủ trì.*phối hợp")
_BLANK: Final = frozenset(("", "-", "…", "...", "x", "không", "//"))
_FEWEST_LETTERS: Final = 8


@dataclass(frozen=True, slots=True)
class _Shape:
    """An assignment table: which column holds what; None where it has none."""

    head: Head
    what: Column
    lead: Column | None
    cooperating: Column | None
    time: Column | None
    product: Column | None


def tasks_of_tables(
    source: FrozenText,
    tables: Sequence[Table],
    lexicon: Lexicon,
    known: frozenset[str],
    view: View,
) -> Iterator[TaskProposal]:
    """The tasks of every table that assigns work; one without a header goes on from the last."""
    before: tuple[_Shape, int, int] | None = None
    for table in tables:
        grid = grid_of(table, view, len(source.text))
        head = find_head(grid, lexicon)
        shape = _shape(grid, head, lexicon) if head else None
        if head is None and before is not None and goes_on(source, grid, *before[1:]):
            shape = replace(before[0], head=replace(before[0].head, first=0, rows=0))
        before = (shape, grid.width, grid.end) if shape else None
        if shape:
            yield from _tasks(grid, shape, known)


def _shape(grid: Grid, head: Head, lexicon: Lexicon) -> _Shape | None:
    """How `grid` assigns work, None where it does not."""
    if head.of(Role.UNIT) and any(column.kind for column in head.columns):
        return None
    leads, helpers = head.of(Role.LEAD), head.of(Role.WITH)
    times, persons = head.of(Role.TIME), head.of(Role.PERSON)
    bodies = head.of(Role.BODY, Role.PLACE)
    if not leads and not helpers and times:
        leads = persons or bodies
    names = [one for one in head.of(Role.NAME) if not _is_numbers(grid, head, one, lexicon)]
    if not names or not (leads or helpers):
        return None
    products = head.of(Role.PRODUCT) or [
        one for one in head.columns if one.kind is Kind.RESULT and not one.time
    ]
    if any(_is_numbers(grid, head, one, lexicon) for one in head.of(Role.VALUE, Role.TIMED)):
        return None
    return _Shape(
        head,
        max(names, key=lambda one: _letters(grid, head, one)),
        leads[0] if leads else None,
        helpers[0] if helpers else None,
        times[0] if times else None,
        products[0] if products else None,
    )


def _cells(grid: Grid, head: Head, column: Column) -> list[Spot]:
    cells = (row[column.index] for row in grid.rows[head.first + head.rows :])
    return [spot for spot in cells if spot is not None and spot.text]


def _letters(grid: Grid, head: Head, column: Column) -> int:
    return sum(len(spot.text) for spot in _cells(grid, head, column))


def _is_numbers(grid: Grid, head: Head, column: Column, lexicon: Lexicon) -> bool:
    told = _cells(grid, head, column)
    read = sum(read_cell(spot.low, lexicon) is not None for spot in told)
    return read * 2 > len(told)


def _tasks(grid: Grid, shape: _Shape, known: frozenset[str]) -> Iterator[TaskProposal]:
    for index in range(shape.head.first + shape.head.rows, len(grid.rows)):
        row = grid.rows[index]
        task = None if repeats(row, shape.head) else _task(index, row, shape, known)
        if task:
            yield task


def _task(index: int, row: Row, shape: _Shape, known: frozenset[str]) -> TaskProposal | None:
    """The task of a row, None where it only heads a group of rows."""
    cell = row[shape.what.index]
    if cell is None or cell.row != index:
        return None
    what = NUMBER.sub("", cell.text).strip(" ;")
    if sum(letter.isalpha() for letter in what) < _FEWEST_LETTERS:
        return None
    lead, cooperating = _parties(row, shape, known, cell)
    time, product = _words(row, shape.time, cell), _words(row, shape.product, cell)
    if not lead and not cooperating and not time:
        return None
    own = [spot for spot in spots(row) if spot.row == index]
    return TaskProposal(
        start=min(spot.start for spot in own),
        end=max(spot.end for spot in own),
        what=what,
        lead=lead,
        cooperating=cooperating,
        time=time,
        product=product,
    )


def _parties(
    row: Row, shape: _Shape, known: frozenset[str], what: Spot
) -> tuple[str, tuple[str, ...]]:
    """Who leads and who cooperates; one column for both names the leader first."""
    lead = _words(row, shape.lead, what)
    helpers = split_names(_raw(row, shape.cooperating, what), known)
    parts = list(_SHARED.finditer(lead))
    if parts:
        said = {
            one["label"].lower(): lead[
                one.end() : (parts[i + 1].start() if i + 1 < len(parts) else len(lead))
            ]
            for i, one in enumerate(parts)
        }
        helpers = helpers or split_names(said.get("phối hợp", ""), known)
        return said.get("chủ trì", lead[: parts[0].start()]).strip(" ;,.-"), helpers
    if shape.lead is not None and shape.cooperating is None and _BOTH.search(shape.lead.heard):
        first, *others = split_names(_raw(row, shape.lead, what), known) or ("",)
        return first, tuple(others)
    return lead, helpers


def _raw(row: Row, column: Column | None, what: Spot) -> str:
    spot = row[column.index] if column is not None else None
    if spot is None or spot is what or spot.low in _BLANK:
        return ""
    return spot.raw


def _words(row: Row, column: Column | None, what: Spot) -> str:
    """A cell's words; blank where it is empty or one with the cell that says what to do."""
    return " ".join(_raw(row, column, what).split()).strip(" ;,").lstrip("-+*•– ")
