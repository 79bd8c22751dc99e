"""A document as text that no longer moves: its words, where its blocks and table cells stand.

Everything a reader says about a document is a span of this text, so the text is kept as it was
taken out of the file; whatever is folded for reading is folded in a view (`view`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading outside tables: a span of the text, on a page where one is known."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its span of the text, its place in the grid, how far it reaches.

    `row` and `column` count from 0; a merged cell stands once, at its upper left.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the span of all its rows, and its cells in reading order."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FrozenText:
    """The text of one document with its blocks and tables, both in the order of the text.

    Blocks are separated by a line feed; in a table the rows are lines and the cells of a row are
    separated by a tab. Spans are half-open and count characters (code points).
    """

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """The words of a span, as they stand."""
        return self.text[start:end]
