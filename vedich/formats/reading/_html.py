"""A page, or what Word and Excel put on the clipboard, as frozen text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import lxml.html
from lxml import etree

from vedich.core.documents import FrozenText
from vedich.formats.reading._charset import decoded
from vedich.formats.reading._docx_numbers import written
from vedich.formats.reading._joining import starts_item
from vedich.formats.reading._limits import MOST_COLUMNS
from vedich.formats.reading._refusals import BROKEN, EMPTY, ENTITIES, UNKNOWN, Source
from vedich.formats.reading._writer import Box, Writer, cleaned


_LEFT_OUT: Final = frozenset({
    "script", "style", "nav", "header", "footer", "head", "title", "noscript", "template",
    "iframe", "object", "embed", "svg", "math", "button", "select", "option", "textarea", "audio",
    "video", "canvas", "del", "datalist", "dialog",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "hgroup", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_CELLS: Final = ("td", "th")
_ENTITY: Final = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
# also the lists that Word puts at the end: comments and notes
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(?:comment|footnote|endnote)-list",
    re.IGNORECASE,
)
# footnotes of Word: the mark in the text and the note at the end
_NOTES: Final = re.compile(r"\b(?:MsoFootnoteReference|MsoEndnoteReference)\b")
_NOTE_IDS: Final = re.compile(r"(?:_?ftn|_?edn)(?:ref)?[0-9]+")
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_COUNTED: Final = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_DEEP: Final = "Excessive depth"
_MOST_ITEMS: Final = 9_999


def read(source: Source) -> FrozenText:
    """The text of an HTML page or fragment. Raises Refused."""
    text = decoded(source.data, declares=True)
    if text is None:
        raise source.refuse(UNKNOWN)
    if _ENTITY.search(text):
        raise source.refuse(ENTITIES)
    page = _Page(Writer(source))
    page.add(_parsed(source, text))
    return page.writer.frozen()


def _parsed(source: Source, text: str) -> etree._Element:
    # as bytes: a declaration of another charset inside must not be believed any more
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if any(_DEEP in error.message for error in parser.error_log):
        raise source.refuse(BROKEN)
    if root is None:
        raise source.refuse(EMPTY)
    return root


class _Page:
    """Writes blocks as their elements end; what stands outside tables is read on the way."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._words: list[str] = []
        self._heading = False
        self._sign = ""
        self._kept: etree._Element | None = None
        self._counts: dict[etree._Element, int] = {}

    def add(self, root: etree._Element) -> None:
        """Write everything under `root`, without recursion: pages nest as deep as they like."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = _tag(element)
            if event == "end":
                self._end(element, tag)
            elif _unseen(element, tag):
                walk.skip_subtree()
            elif tag == "table" and _is_data(element):
                self._flush()
                self.writer.table(_boxes(element))
                walk.skip_subtree()
            else:
                self._start(element, tag)
        self._flush()

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._heading = tag in _HEADINGS
            if tag == "li":
                self._sign = self._item(element)
        if tag == "pre" and self._kept is None:
            self._kept = element
        self._words.append("\n" if tag == "br" else self._text(element.text))

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if element is self._kept:
            self._kept = None
        self._words.append(self._text(element.tail))

    def _text(self, text: str | None) -> str:
        """Words of an element; their line breaks count in <pre> only."""
        return (text or "") if self._kept is not None else _BLANKS.sub(" ", text or "")

    def _item(self, element: etree._Element) -> str:
        """What a browser draws before an item: its number, or a dash."""
        above = element.getparent()
        if above is None or _tag(above) != "ol":
            return "-"
        first = _number(above.get("start"), 1, most=_MOST_ITEMS)
        following = self._counts.get(above, first - 1) + 1
        count = _number(element.get("value"), following, most=_MOST_ITEMS)
        self._counts[above] = count
        return written(count, _COUNTED.get(above.get("type", ""), "decimal")) + "."

    def _flush(self) -> None:
        lines = [cleaned(_BLANKS.sub(" ", one)) for one in "".join(self._words).split("\n")]
        self._words.clear()
        for line in filter(None, lines):
            sign = "" if starts_item(line) else self._sign
            self._sign = ""
            self.writer.block(f"{sign} {line}" if sign else line, heading=self._heading)
        if any(lines):
            self._heading = False


def _tag(element: etree._Element) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _unseen(element: etree._Element, tag: str) -> bool:
    if not tag or tag in _LEFT_OUT or element.get("hidden") is not None:
        return True
    if _HIDDEN.search(element.get("style", "")):
        return True
    if tag in ("a", "span", "sup") and _NOTES.search(element.get("class", "")):
        return True
    return tag == "div" and _NOTE_IDS.fullmatch(element.get("id", "")) is not None


# -- tables ----------------------------------------------------------------------------------------


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds rows of cells; one around tables, or of one column, is layout."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    return any(len(row) > 1 for row in _rows(table))


def _rows(table: etree._Element) -> Iterator[Sequence[etree._Element]]:
    for row in table.iter("tr"):
        if not _unseen(row, "tr"):
            yield [cell for cell in row if _tag(cell) in _CELLS]


def _boxes(table: etree._Element) -> Iterator[Box]:
    """The cells in their grid, as HTML places them: what reaches down pushes others aside."""
    rows = list(_rows(table))
    busy: dict[int, int] = {}
    for row, cells in enumerate(rows):
        column = 0
        taken: dict[int, int] = {}
        for cell in cells:
            while busy.get(column, 0) > row:
                column += 1
            columns = _number(cell.get("colspan"), 1, most=MOST_COLUMNS)
            stops = (at for at in range(1, columns) if busy.get(column + at, 0) > row)
            columns = next(stops, columns)
            reach = _number(cell.get("rowspan"), 1, most=len(rows) - row)
            if column + columns > MOST_COLUMNS:
                break
            yield Box(_cell(cell), row, column, reach, columns)
            taken.update(dict.fromkeys(range(column, column + columns), row + reach))
            column += columns
        busy.update(taken)


def _number(text: str | None, otherwise: int, *, most: int) -> int:
    plain = re.fullmatch(r"\s*([0-9]{1,6})\s*", text or "")
    return min(max(int(plain[1]), 1), most) if plain else otherwise


def _cell(cell: etree._Element) -> str:
    """The words of a cell on one line."""
    words: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = _tag(element)
        if event == "end":
            words.append(" " if tag in _BLOCKS else "")
            words.append("" if element is cell else element.tail or "")
        elif _unseen(element, tag):
            walk.skip_subtree()
        else:
            words.append(" " if tag in _BLOCKS or tag == "br" else "")
            words.append(element.text or "")
    return _BLANKS.sub(" ", "".join(words))
