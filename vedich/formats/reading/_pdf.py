"""A PDF with text as frozen text: paragraphs put together again, ruled tables as tables.

Page by page, and each page is closed before the next: what stays in memory are words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from vedich.core.documents import FrozenText
from vedich.formats.reading._limits import MOST_CHARACTERS
from vedich.formats.reading._pdf_paragraphs import Margins, Paragraph, right_of
from vedich.formats.reading._pdf_tables import Grid, Rule, grids
from vedich.formats.reading._pdf_words import Line, Word, without_running
from vedich.formats.reading._refusals import (
    BROKEN,
    CUT,
    PASSWORD,
    SCANNED,
    TOO_MUCH_TEXT,
    Source,
)
from vedich.formats.reading._writer import Box, Writer


_END: Final = b"%%EOF"
_TAIL: Final = 4096
_THIN: Final = 3.0
_SHORTEST: Final = 4.0
_DEEPEST: Final = 5
_MOST_SEGMENTS: Final = 500
_MOST_OBJECTS: Final = 5_000
"""More drawings on one page are a map: its lines are not a table's."""
_STAMPED: Final = 200
"""A scanned page may carry the text of an electronic signature, not more."""
_COVERED: Final = 0.5
_HYPHENS: Final = "\ufffe\x02"
"""What the library writes for a hyphen at the end of a line; the end itself is left out."""
_RUNS: Final = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?|[\r\n]+|[{_HYPHENS}]")


Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


# a page may be stored lying on its side: its boxes as they are seen, wherever the origin is
_TURNS: Final[dict[int, Turn]] = {
    0: _box,
    90: lambda x0, y0, x1, y1: _box(y0, -x0, y1, -x1),
    180: lambda x0, y0, x1, y1: _box(-x0, -y0, -x1, -y1),
    270: lambda x0, y0, x1, y1: _box(-y0, x0, -y1, x1),
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table of one page: where its upright lines are, how high it begins, its cells."""

    page: int
    xs: tuple[float, ...]
    top: float
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its lines outside tables, and its tables."""

    lines: Sequence[Line]
    tables: Sequence[Ruled]
    width: int
    letters: int
    scanned: bool


def read(source: Source) -> FrozenText:
    """The text of a PDF. Raises Refused; a picture without text is `reading.scanned`."""
    if _END not in source.data.rstrip(b"\0 \t\r\n")[-_TAIL:]:
        raise source.refuse(CUT)
    sheets = _sheets(source)
    used = [sheet for sheet in sheets if sheet.letters or sheet.scanned]
    if 2 * sum(sheet.scanned for sheet in used) >= len(used):
        raise source.refuse(SCANNED)
    return _written(source, sheets)


def _sheets(source: Source) -> list[Sheet]:
    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as wrong:
        locked = getattr(wrong, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise source.refuse(PASSWORD if locked else BROKEN) from None
    sheets: list[Sheet] = []
    letters = 0
    try:
        for index in range(len(document)):
            page = document[index]
            sheet = _sheet(page, index + 1)
            page.close()
            letters += sheet.letters
            if letters > MOST_CHARACTERS:
                raise source.refuse(TOO_MUCH_TEXT, most=MOST_CHARACTERS)
            sheets.append(sheet)
    finally:
        document.close()
    return sheets


# -- one page --------------------------------------------------------------------------------------


def _sheet(page: Any, number: int) -> Sheet:
    turn = _TURNS.get(page.get_rotation(), _TURNS[0])
    rules, covered = _drawn(page, turn)
    tables: list[tuple[Grid, list[Word]]] = [(grid, []) for grid in grids(rules)]
    outside: list[Line] = []
    letters = 0
    for words in _lines(page, turn):
        letters += sum(sum(map(str.isalnum, word.text)) for word in words)
        rest: list[Word] = []
        for word in words:
            next((found for grid, found in tables if grid.holds(word)), rest).append(word)
        if rest:
            outside.append(Line.of(rest))
    return Sheet(
        outside,
        [Ruled(number, grid.xs, grid.ys[0], grid.boxes(words)) for grid, words in tables],
        round(page.get_width()),
        letters,
        covered >= _COVERED and letters < _STAMPED,
    )


def _lines(page: Any, turn: Turn) -> Iterator[list[Word]]:
    """The lines of a page as the library finds them, each word with its box."""
    textpage = page.get_textpage()
    try:
        text = _letters(textpage)
        box = raw.FS_RECTF()
        words: list[Word] = []
        for found in _RUNS.finditer(text):
            if not found[0].isspace():
                words.append(_word(textpage, found, box, turn))
            if words and found[0][-1] in f"\r\n{_HYPHENS}":
                yield words
                words = []
        if words:
            yield words
    finally:
        textpage.close()


def _letters(textpage: Any) -> str:
    """The text with one sign for each of the library's places."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count else ""
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage, at) for at in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else " " for code in codes)


def _word(textpage: Any, found: re.Match[str], box: Any, turn: Turn) -> Word:
    raw.FPDFText_GetLooseCharBox(textpage, found.start(), box)
    x0, y0, _, y1 = turn(box.left, box.bottom, box.right, box.top)
    last = max(found.start(), found.end() - 1 - (found[0][-1] in _HYPHENS))
    raw.FPDFText_GetLooseCharBox(textpage, last, box)
    _, _, x1, _ = turn(box.left, box.bottom, box.right, box.top)
    text = re.sub(f"[{_HYPHENS}]", "-", found[0])
    return Word(text, x0, y0, max(x1, x0), max(y1, y0))


def _drawn(page: Any, turn: Turn) -> tuple[list[Rule], float]:
    """The straight lines drawn on a page, and how much of it the largest picture covers."""
    rules: list[Rule] = []
    area = page.get_width() * page.get_height()
    covered = 0.0
    kinds = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
    for count, drawn in enumerate(page.get_objects(filter=kinds, max_depth=_DEEPEST)):
        if count > _MOST_OBJECTS:
            return [], covered
        left, bottom, right, top = turn(*drawn.get_bounds())
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, (right - left) * (top - bottom) / area if area > 0 else 0.0)
        elif min(right - left, top - bottom) <= _THIN:
            rules += _straight(left, bottom, right, top)
        else:
            rules += _edges(drawn, turn)
    return rules, covered


def _edges(drawn: Any, turn: Turn) -> Iterator[Rule]:
    """The straight pieces of a larger path: borders drawn in one go, or one box around a cell."""
    count = raw.FPDFPath_CountSegments(drawn)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    matrix = drawn.get_matrix()
    first = before = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        x, y = raw.c_float(), raw.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point: tuple[float, float] = matrix.on_point(x.value, y.value)
        if not at or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            first = point
        else:
            yield from _straight(*turn(*before, *point))
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(*turn(*point, *first))
        before = point


def _straight(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    """What runs along or across the page and is thin, as a rule; a slanting piece is none."""
    if top - bottom <= _THIN and right - left >= _SHORTEST:
        yield Rule(False, (bottom + top) / 2, left, right)
    elif right - left <= _THIN and top - bottom >= _SHORTEST:
        yield Rule(True, (left + right) / 2, bottom, top)


# -- all pages -------------------------------------------------------------------------------------


def _written(source: Source, sheets: Sequence[Sheet]) -> FrozenText:
    writer = Writer(source)
    for part in _parts(sheets):
        if isinstance(part, Paragraph):
            writer.block(part.text, page=part.page)
        else:
            writer.table(part.boxes, page=part.page)
    return writer.frozen()


def _parts(sheets: Sequence[Sheet]) -> Sequence[Paragraph | Ruled]:
    """Paragraphs and tables in order; both may go on over the edge of a page."""
    parts: list[Paragraph | Ruled] = []
    margins = Margins(0.0, 0.0)
    pages = without_running([sheet.lines for sheet in sheets])
    rights = _rights(sheets, pages)
    for index, lines in enumerate(pages):
        here = Margins.of(lines, rights[sheets[index].width])
        waiting = list(sheets[index].tables)
        for at, line in enumerate(lines):
            while waiting and line.y < waiting[0].top:
                _add_table(parts, waiting.pop(0))
            last = parts[-1] if parts else None
            ends = here if at else margins
            if isinstance(last, Paragraph) and last.takes(line, ends, same_page=bool(at)):
                last.lines.append(line)
            else:
                parts.append(Paragraph(index + 1, [line]))
        for table in waiting:
            _add_table(parts, table)
        margins = here
    return parts


def _rights(sheets: Sequence[Sheet], pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The right margin of all pages of one width."""
    found: dict[int, list[Line]] = {}
    for sheet, lines in zip(sheets, pages, strict=True):
        found.setdefault(sheet.width, []).extend(lines)
    return {width: right_of(lines) for width, lines in found.items()}


def _add_table(parts: list[Paragraph | Ruled], table: Ruled) -> None:
    last = parts[-1] if parts else None
    if isinstance(last, Ruled) and last.page < table.page and _same_columns(last, table):
        _go_on(last.boxes, table.boxes)
    else:
        parts.append(table)


def _same_columns(one: Ruled, other: Ruled) -> bool:
    return len(one.xs) == len(other.xs) and all(
        abs(a - b) <= _THIN for a, b in zip(one.xs, other.xs, strict=True)
    )


def _go_on(above: list[Box], below: Sequence[Box]) -> None:
    """Rows of the next page; a header that is printed again is left out."""
    first = max(box.row + box.rows for box in above)
    again = _row(above, 0) == _row(below, 0)
    for box in below:
        if not (again and box.row == 0):
            above.append(replace(box, row=first + box.row - again))


def _row(boxes: Sequence[Box], row: int) -> list[tuple[str, int, int]]:
    return [(box.text, box.rows, box.columns) for box in boxes if box.row == row]
