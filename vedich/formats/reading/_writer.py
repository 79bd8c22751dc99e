"""Writes a frozen text: words go in block by block and table by table, spans come out exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vedich.core.documents import Block, BlockKind, Cell, FrozenText, Table, plain
from vedich.formats.reading._limits import MOST_CHARACTERS
from vedich.formats.reading._refusals import TOO_MUCH_TEXT, Source


# Marks of layout that nobody sees (soft hyphen, zero-width blank, byte order) and what no database
# keeps (controls, halves of pairs) are left out; a line break inside a block is a blank.
_LINES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN: Final = "\u00ad\u200b\u2060\ufeff\ufffe\uffff"
_CLEAN: Final[dict[int, str | None]] = {
    **dict.fromkeys(range(0x20)),
    **dict.fromkeys(range(0x7F, 0xA0)),
    **dict.fromkeys(range(0xD800, 0xE000)),
    **dict.fromkeys(map(ord, _UNSEEN)),
    **dict.fromkeys(map(ord, _LINES), " "),
}


def cleaned(text: str) -> str:
    """`text` on one line, without what is not seen; blanks at its ends are cut."""
    return text.translate(_CLEAN).strip()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell to be written: its words, its upper left place in the grid, how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Writer:
    """Collects the text of one document. Raises Refused where it grows past all measure."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []

    def block(self, text: str, *, heading: bool = False, page: int | None = None) -> None:
        """A paragraph, or a heading where the file says so or the words look like one."""
        text = cleaned(text)
        if not text:
            return
        start = self._line()
        self._add(text)
        heads = heading or _heads(text)
        kind = BlockKind.HEADING if heads else BlockKind.PARAGRAPH
        self._blocks.append(Block(start, self._length, kind, page))

    def table(self, boxes: Iterable[Box], *, page: int | None = None) -> None:
        """A table; `boxes` come row by row. One without words leaves no trace."""
        clean = [(cleaned(box.text), box) for box in boxes]
        if not any(text for text, _ in clean):
            return
        cells: list[Cell] = []
        row = None
        for text, box in clean:
            start = self._line() if box.row != row else self._add("\t")
            row = box.row
            self._add(text)
            cells.append(Cell(start, self._length, box.row, box.column, box.rows, box.columns))
        self._tables.append(Table(cells[0].start, cells[-1].end, tuple(cells), page))

    def frozen(self) -> FrozenText:
        """The whole, once everything is in."""
        return FrozenText("".join(self._parts), tuple(self._blocks), tuple(self._tables))

    def _line(self) -> int:
        return self._add("\n") if self._parts else 0

    def _add(self, text: str) -> int:
        """Append, and say where the text ends now."""
        self._parts.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise self._source.refuse(TOO_MUCH_TEXT, most=MOST_CHARACTERS)
        return self._length


def _heads(line: str) -> bool:
    """Whether these words head what follows, by the same rule as in plain text."""
    blocks = plain(line).blocks
    return bool(blocks) and blocks[0].kind is BlockKind.HEADING
