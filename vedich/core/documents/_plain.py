"""Plain text as a frozen text: a block a line, and lines of cells as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vedich.core.documents._text import Block, BlockKind, Cell, FrozenText, Table


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_TAB = re.compile(r"\t")
_BAR = re.compile(r"\|")
_RULE = re.compile(r"[\s|:+=_-]+")
_NUMBERED = re.compile(r"\s*(?:[IVXLC]+|[A-Z]|[0-9]+(?:\.[0-9]+)*)[.)/:-]?\s+\S")
_LONGEST_HEADING = 160
_LONGEST_TITLE = 60
_LEAST_COLUMNS = 2


def plain(text: str) -> FrozenText:
    """`text` as it stands, with its blocks and tables found.

    Two or more lines in a row with a tab or a bar in each are one table. A line is a heading if it
    is all in capitals, or without a stop at its end and numbered or very short.
    """
    blocks: list[Block] = []
    tables: list[Table] = []
    rows: list[list[tuple[int, int]]] = []
    for start, end in (found.span() for found in _LINE.finditer(text)):
        cells = list(_cells(text, start, end, goes_on=bool(rows)))
        if len(cells) >= _LEAST_COLUMNS:
            rows.append(cells)
            continue
        if rows and _RULE.fullmatch(text, start, end):
            continue
        _close(text, rows, blocks, tables)
        rows = []
        blocks += _block(text, start, end)
    _close(text, rows, blocks, tables)
    return FrozenText(text, tuple(blocks), tuple(tables))


def is_heading(line: str) -> bool:
    """Whether a line of plain text heads what follows."""
    line = line.strip()
    if not line or len(line) > _LONGEST_HEADING or line[-1] in ".;,":
        return False
    letters = [c for c in line if c.isalpha()]
    if len(letters) > 3 and all(c == c.upper() for c in letters):
        return True
    if line[-1] == ":":
        return False
    bare = len(line) <= _LONGEST_TITLE and line[0].isupper() and not any(c.isdigit() for c in line)
    return bare or _NUMBERED.match(line) is not None


def _block(text: str, start: int, end: int) -> Sequence[Block]:
    """The block of a line, none for a line of blanks and rules."""
    start, end = _stripped(text, start, end)
    if _RULE.fullmatch(text, start, end) or start == end:
        return ()
    heads = is_heading(text[start:end])
    return (Block(start, end, BlockKind.HEADING if heads else BlockKind.PARAGRAPH),)


def _cells(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[tuple[int, int]]:
    """The cells of a line; in a table that goes on, a line indented by a tab is a row too."""
    inside = text[start:end] if goes_on else text[start:end].strip()
    sign = _TAB if "\t" in inside else _BAR
    line_start, line_end = _stripped(text, start, end)
    if sign is _TAB:
        # a tab at the start or the end of a row is an empty cell
        line_start, line_end = start, end
    if sign is _BAR:
        line_start += text.startswith("|", line_start)
        line_end -= text.endswith("|", line_start, line_end)
    if line_start >= line_end:
        return
    if sign is _BAR and _RULE.fullmatch(text, line_start, line_end):
        return
    at = line_start
    for found in sign.finditer(text, line_start, line_end):
        yield _stripped(text, at, found.start())
        at = found.end()
    yield _stripped(text, at, line_end)


def _close(
    text: str, rows: list[list[tuple[int, int]]], blocks: list[Block], tables: list[Table]
) -> None:
    """Two rows make a table; one is a line like any other."""
    if len(rows) == 1:
        blocks += _block(text, rows[0][0][0], rows[0][-1][1])
    if len(rows) > 1:
        cells = tuple(
            Cell(start, end, row, column)
            for row, spans in enumerate(rows)
            for column, (start, end) in enumerate(spans)
        )
        tables.append(Table(rows[0][0][0], rows[-1][-1][1], cells))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
