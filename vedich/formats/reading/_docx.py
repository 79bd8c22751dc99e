"""A Word document as frozen text: what a reader sees with all changes accepted.

Only the parts with words, styles and numbers are unpacked. Text boxes come after the paragraph that
holds them; headers, footers, footnotes and comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from vedich.core.documents import FrozenText
from vedich.formats.reading._docx_numbers import Numbers
from vedich.formats.reading._docx_styles import (
    Numbered,
    Styles,
    number,
    numbered,
    outline_level,
)
from vedich.formats.reading._joining import joined
from vedich.formats.reading._limits import MOST_COLUMNS
from vedich.formats.reading._package import Package
from vedich.formats.reading._refusals import SCANNED, Source
from vedich.formats.reading._writer import Box, Writer
from vedich.formats.reading._xml import W, elements, tree


_P: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_ROW: Final = f"{W}tr"
_CELL: Final = f"{W}tc"
_BOX: Final = f"{W}txbxContent"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT: Final = frozenset(
    [f"{W}{tag}" for tag in ("pPr", "rPr", "del", "moveFrom", "tblPr", "trPr", "tcPr", "sectPr")]
)
_SIGNS: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
_BREAKS: Final = re.compile(r"[\t\r\n]+")
"""Of the file, not of the words: Word shows them as a blank."""
# what Vietnamese documents take from the font Symbol
_SYMBOLS: Final = {"B3": "≥", "A3": "≤", "B1": "±", "B4": "×", "2D": "-", "B7": "-", "A7": "-"}


def read(source: Source) -> FrozenText:
    """The text of a .docx. Raises Refused."""
    package = Package(source)
    styles = Styles(tree(source, package.part("word/styles.xml")))
    numbers = Numbers(tree(source, package.part("word/numbering.xml")), styles)
    writer = Writer(source)
    story = _Story(writer, styles, numbers)
    for element in elements(source, package.document(), _P, _TABLE):
        if any(above.tag in (_P, _TABLE) for above in element.iterancestors()):
            continue
        story.add(element)
        _forget(element)
    story.end()
    found = writer.frozen()
    if not found.text and package.has_pictures():
        raise source.refuse(SCANNED)
    return found


def _forget(element: etree._Element) -> None:
    """What was read need not stay in memory."""
    element.clear()
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]


class _Story:
    """Writes paragraphs and tables as they come, counting lists on the way."""

    def __init__(self, writer: Writer, styles: Styles, numbers: Numbers) -> None:
        self._writer = writer
        self._styles = styles
        self._numbers = numbers
        # words of a paragraph whose end was deleted: they go on in the next one
        self._carried = ""

    def add(self, element: etree._Element) -> None:
        """Write one paragraph or table of the running text."""
        if element.tag == _P:
            self._paragraph(element)
            return
        self.end()
        if _is_layout(element):
            for cell in (cell for row in _rows(element) for cell in _inner(row, _CELL)):
                for child in _inner(cell, _P, _TABLE):
                    self.add(child)
        else:
            self._writer.table(self._boxes(element))

    def end(self) -> None:
        """Write what waits for a next paragraph, where none comes."""
        self._writer.block(self._carried)
        self._carried = ""

    def _paragraph(self, element: etree._Element) -> None:
        boxes: list[etree._Element] = []
        text = self._carried + "".join(_pieces(element, boxes))
        self._carried = ""
        properties = element.find(f"{W}pPr")
        goes_on = _end_deleted(properties)
        if not goes_on:
            self._lines(text, properties)
        for box in boxes:
            for child in _inner(box, _P, _TABLE):
                self.add(child)
        self._carried = text if goes_on else self._carried

    def _lines(self, text: str, properties: etree._Element | None) -> None:
        sign = self._sign(properties)
        heading = self._heads(properties)
        for line in joined(text.split("\n")):
            self._writer.block(f"{sign} {line}" if sign else line, heading=heading)
            sign = ""

    def _heads(self, properties: etree._Element | None) -> bool:
        level = outline_level(properties)
        return self._styles.heads(_style(properties)) if level is None else level < 9

    def _sign(self, properties: etree._Element | None) -> str:
        """The number that Word shows before this paragraph."""
        own, styled = numbered(properties), self._styles.numbered(_style(properties))
        found = Numbered(
            styled.list_id if own.list_id is None else own.list_id,
            styled.level if own.level is None else own.level,
        )
        return self._numbers.of(found.list_id, found.level)

    def _boxes(self, table: etree._Element) -> Iterator[Box]:
        found: list[Box] = []
        above: dict[int, int] = {}
        for row, element in enumerate(_rows(table)):
            reaching: dict[int, int] = {}
            column = _grid(element.find(f"{W}trPr/{W}gridBefore"), least=0)
            for cell in _inner(element, _CELL):
                if column >= MOST_COLUMNS:
                    break
                columns = _grid(cell.find(f"{W}tcPr/{W}gridSpan"))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                begins = merge is None or merge.get(f"{W}val") == "restart"
                index = above.get(column, -1)
                if not begins and index >= 0 and found[index].columns == columns:
                    found[index] = replace(found[index], rows=row - found[index].row + 1)
                else:
                    index = len(found)
                    found.append(Box(self._cell(cell), row, column, 1, columns))
                if merge is not None:
                    reaching[column] = index
                column += columns
            above = reaching
        yield from found

    def _cell(self, cell: etree._Element) -> str:
        """The words of a cell; its paragraphs, text boxes and tables follow each other."""
        words: list[str] = []
        for paragraph in _paragraphs(cell):
            boxes: list[etree._Element] = []
            text = "".join(_pieces(paragraph, boxes)).strip()
            # “TT” columns often hold nothing but the list's number
            sign = self._sign(paragraph.find(f"{W}pPr"))
            words += [sign, text, *map(self._cell, boxes)]
        return " ".join(filter(None, words))


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The words under `element`; text boxes are put into `boxes` instead."""
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", _MATH):
            yield _BREAKS.sub(" ", child.text or "")
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == f"{W}sym":
            yield _SYMBOLS.get(child.get(f"{W}char", "")[-2:].upper(), "")
        elif tag == _BOX:
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            # the same drawing twice, for new and for old programs
            choice = child.find(f"{_MC}Choice")
            yield from _pieces(child if choice is None else choice, boxes)
        elif tag not in _LEFT_OUT and not _hidden(child):
            yield from _pieces(child, boxes)


def _hidden(run: etree._Element) -> bool:
    if run.tag != f"{W}r":
        return False
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _inner(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The nearest parts with these tags, also through content controls and marks of change."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in _LEFT_OUT and child.tag not in (_P, _TABLE):
            yield from _inner(child, *tags)


def _rows(table: etree._Element) -> Sequence[etree._Element]:
    return [row for row in _inner(table, _ROW) if row.find(f"{W}trPr/{W}del") is None]


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of tables inside it as well."""
    for child in _inner(cell, _P, _TABLE):
        if child.tag == _P:
            yield child
            continue
        for row in _rows(child):
            for inner in _inner(row, _CELL):
                yield from _paragraphs(inner)


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only places words on the page: one column, or one row around a table."""
    rows = _rows(table)
    if all(len(list(_inner(row, _CELL))) <= 1 for row in rows):
        return True
    return len(rows) == 1 and table.find(f".//{_TABLE}") is not None


def _grid(element: etree._Element | None, *, least: int = 1) -> int:
    found = number(element)
    return least if found is None else min(max(found, least), MOST_COLUMNS)


def _style(properties: etree._Element | None) -> str | None:
    found = None if properties is None else properties.find(f"{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def _end_deleted(properties: etree._Element | None) -> bool:
    return properties is not None and properties.find(f"{W}rPr/{W}del") is not None
