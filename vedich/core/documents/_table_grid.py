"""A table as rows and columns in which a merged cell stands wherever it reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View


NUMBER: Final = re.compile(
    r"^(?:[-+*•–.]+\s*|\(?(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}|[ivxIVX]{1,5}|[a-hA-HđĐ])[.)/]\s*"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\s+)+"
)
"""The number or mark before the words of a cell."""
_MOST_COLUMNS: Final = 60
_BETWEEN: Final = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell as it is read: its span in the source, its words folded, where it begins.

    `raw` has the blanks and lines of the cell, `text` single blanks, `low` is that in lower case.
    """

    start: int
    end: int
    row: int
    column: int
    raw: str
    text: str
    low: str


Row: TypeAlias = tuple[Spot | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, all of one width; None where nothing stands."""

    start: int
    end: int
    rows: Sequence[Row]
    width: int


def grid_of(table: Table, view: View, length: int) -> Grid:
    """The grid of `table` in a text of `length` characters.

    Rows and columns are counted anew, so that whatever numbers the cells carry cost no more than
    the cells do; spans outside the text and columns beyond sixty are left out.
    """
    cells = [cell for cell in table.cells if 0 <= cell.start <= cell.end <= length]
    columns = sorted({cell.column for cell in cells})[:_MOST_COLUMNS]
    rows = sorted({cell.row for cell in cells})
    across = {column: index for index, column in enumerate(columns)}
    down = {row: index for index, row in enumerate(rows)}
    filled: list[list[Spot | None]] = [[None] * len(columns) for _ in rows]
    left = len(rows) * len(columns)
    for cell in cells:
        if cell.column not in across:
            continue
        spot = _spot(cell.start, cell.end, down[cell.row], across[cell.column], view, length)
        for row in range(spot.row, len(rows)):
            if left <= 0 or (row > spot.row and rows[row] >= cell.row + cell.rows):
                break
            left -= _fill(filled[row], columns, spot, cell.column + cell.columns)
    return Grid(table.start, table.end, [tuple(row) for row in filled], len(columns))


def _fill(row: list[Spot | None], columns: list[int], spot: Spot, stop: int) -> int:
    """Put `spot` where nothing stands yet, up to the column `stop`; how many places it took."""
    taken = 0
    for column in range(spot.column, len(columns)):
        if column > spot.column and columns[column] >= stop:
            break
        taken += 1
        if row[column] is None:
            row[column] = spot
    return taken


def _spot(start: int, end: int, row: int, column: int, view: View, length: int) -> Spot:
    same = len(view.text) == length
    first, last = (start, end) if same else (view.seen(start), view.seen(end))
    raw = view.text[first:last]
    text = " ".join(raw.split())
    low = " ".join(view.low[first:last].split())
    return Spot(start, end, row, column, raw, text, low)


def spots(row: Row) -> list[Spot]:
    """The cells of a row that have words, each once, from the left."""
    found: list[Spot] = []
    for spot in row:
        if spot is not None and spot.text and (not found or found[-1] is not spot):
            found.append(spot)
    return found


def goes_on(source: FrozenText, grid: Grid, width: int, end: int) -> bool:
    """Whether `grid` goes on from a table of `width` that ends at `end`, as over a page.

    It is as wide, and nothing but a page number stands between.
    """
    if grid.width != width or not end <= grid.start <= end + _BETWEEN:
        return False
    return not any(letter.isalpha() for letter in source.text[end : grid.start])
