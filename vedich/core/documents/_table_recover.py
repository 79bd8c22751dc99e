"""Tables that lost their lines: in plain text each cell may stand on a line of its own.

Only what is regular is taken for a table again: a run of header words, then rows of as many lines,
each beginning with its number or holding a known unit at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.documents._table_columns import Role, role_of
from vedich.core.documents._table_values import is_unit, read_cell
from vedich.core.documents._text import Block, Cell, FrozenText, Table
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


_ORDER: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}|[ivx]{1,5}|[a-hđ])[.)]?|[-+*]")
_NO_NUMBER: Final = re.compile(r"[^\w]*|x|đạt|chưa đạt|không")
_LONGEST_LABEL: Final = 60
_LONGEST_CELL: Final = 400
_WIDEST: Final = 12
_FEWEST_COLUMNS: Final = 3
_FEWEST_ROWS: Final = 2
_NUMBERS: Final = (Role.VALUE, Role.TIMED, Role.RATIO)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A header found: where its rows begin, the role of each column, its cells by row."""

    below: int
    roles: tuple[Role | None, ...]
    cells: tuple[tuple[int, int, int, int], ...]


def recovered(source: FrozenText, lexicon: Lexicon, view: View) -> tuple[Table, ...]:
    """The tables of `source` that are written one cell a line; their lines are blocks as well."""
    words = [_words(block, view) for block in source.blocks]
    found: list[Table] = []
    index = 0
    while index < len(words):
        table, index = _table_at(source.blocks, words, index, lexicon)
        if table is not None:
            found.append(table)
    return tuple(found)


def _words(block: Block, view: View) -> str:
    """The words of a block in lower case, blank where it is too long for a cell."""
    if not 0 < block.end - block.start <= _LONGEST_CELL:
        return ""
    low = view.low[view.seen(block.start) : view.seen(block.end)]
    return " ".join(low.split())


def _table_at(
    blocks: Sequence[Block], words: Sequence[str], index: int, lexicon: Lexicon
) -> tuple[Table | None, int]:
    """The table whose header begins at `index`, and where to go on."""
    for shape in _shapes(words, index):
        rows, end = _rows(words, shape, lexicon)
        if sum(len(row) == len(shape.roles) for row in rows) >= _FEWEST_ROWS:
            return _table(blocks, index, shape, rows), end
    return None, index + 1


def _shapes(words: Sequence[str], index: int) -> Iterator[_Shape]:
    """The ways to read the lines from `index` as a header."""
    first = role_of(words[index]) if 0 < len(words[index]) <= _LONGEST_LABEL else None
    if first not in (Role.ORDER, Role.NAME):
        return
    roles: list[Role | None] = []
    at = index
    while at < len(words) and len(roles) < _WIDEST and _is_label(words[at]):
        roles.append(role_of(words[at]))
        at += 1
    if not {Role.NAME, Role.PLACE} & set(roles):
        return
    # the first cells of a row may read like labels: the header ends wherever rows then fit
    for stop in range(at, index + _FEWEST_COLUMNS - 1, -1):
        run = roles[: stop - index]
        if not _tells(run):
            continue
        yield _Shape(stop, tuple(run), tuple((n, 0, n, 1) for n in range(len(run))))
        yield from _in_two_rows(run, stop)


def _is_label(low: str) -> bool:
    return 0 < len(low) <= _LONGEST_LABEL and not (_ORDER.fullmatch(low) and role_of(low) is None)


def _tells(roles: Sequence[Role | None]) -> bool:
    """Whether these roles make a table: what the rows are of, and numbers or who is to act."""
    known = set(roles)
    named = Role.NAME in known or Role.PLACE in known
    told = known & {Role.VALUE, Role.TIMED, Role.LEAD, Role.WITH}
    sure = Role.ORDER in known or Role.UNIT in known
    return named and bool(told) and sure and sum(role is None for role in roles) <= 1


def _in_two_rows(roles: Sequence[Role | None], stop: int) -> Iterator[_Shape]:
    """“Kế hoạch” above “2021”, “2022”: its line is no column of its own."""
    for n, role in enumerate(roles[:-2]):
        years = 0
        while n + 1 + years < len(roles) and roles[n + 1 + years] is Role.TIMED:
            years += 1
        if role is not Role.VALUE or years < 2:
            continue
        cells = [(one, 0, one, 1) for one in range(n)]
        cells.append((n, 0, n, years))
        cells += [(n + 1 + one, 1, n + one, 1) for one in range(years)]
        cells += [(one, 0, one - 1, 1) for one in range(n + 1 + years, len(roles))]
        yield _Shape(stop, (*roles[:n], *roles[n + 1 :]), tuple(cells))


def _rows(words: Sequence[str], shape: _Shape, lexicon: Lexicon) -> tuple[list[range], int]:
    """The rows below a header as ranges of lines, and where they end."""
    rows: list[range] = []
    at, width = shape.below, len(shape.roles)
    while at < len(words):
        if _is_row(words, at, shape, lexicon):
            rows.append(range(at, at + width))
        elif size := _group(words, at, shape, lexicon):
            rows.append(range(at, at + size))
        else:
            break
        at = rows[-1].stop
    return rows, at


def _is_row(words: Sequence[str], at: int, shape: _Shape, lexicon: Lexicon) -> bool:
    cells = words[at : at + len(shape.roles)]
    if len(cells) < len(shape.roles):
        return False
    counts = False
    for role, low in zip(shape.roles, cells, strict=True):
        if role is Role.ORDER and not _ORDER.fullmatch(low):
            return False
        if role is Role.UNIT and not is_unit(low, lexicon):
            return False
        if role in _NUMBERS:
            read = read_cell(low, lexicon) is not None
            if not read and not _NO_NUMBER.fullmatch(low):
                return False
            counts = counts or read
        if role in (Role.NAME, Role.PLACE) and read_cell(low, lexicon) is not None:
            return False
    if counts:
        return True
    after = at + len(cells)
    return not set(shape.roles) & set(_NUMBERS) and (
        after >= len(words) or _ORDER.fullmatch(words[after]) is not None or not words[after]
    )


def _group(words: Sequence[str], at: int, shape: _Shape, lexicon: Lexicon) -> int:
    """How many lines at `at` head a group of rows: a number and a title, or a title alone."""
    size = 2 if shape.roles[0] is Role.ORDER else 1
    if size == 2 and not _ORDER.fullmatch(words[at]):
        return 0
    titled = at + size < len(words) and any(c.isalpha() for c in words[at + size - 1])
    return size if titled and _is_row(words, at + size, shape, lexicon) else 0


def _table(blocks: Sequence[Block], index: int, shape: _Shape, rows: Sequence[range]) -> Table:
    depth = 1 + max(row for _, row, _, _ in shape.cells)
    cells = [
        Cell(
            blocks[index + line].start,
            blocks[index + line].end,
            row,
            column,
            1 if row or columns > 1 else depth,
            columns,
        )
        for line, row, column, columns in shape.cells
    ]
    for number, lines in enumerate(rows, start=depth):
        cells += [
            Cell(blocks[line].start, blocks[line].end, number, column)
            for column, line in enumerate(lines)
        ]
    last = rows[-1][-1]
    return Table(blocks[index].start, blocks[last].end, tuple(cells), blocks[index].page)
