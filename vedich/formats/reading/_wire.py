"""A frozen text as plain values, to be sent from one process to another."""

from __future__ import annotations

from typing import Any

from vedich.core.documents import Block, BlockKind, Cell, FrozenText, Table


def packed(source: FrozenText) -> dict[str, Any]:
    """The text, blocks as [start, end, kind, page], tables as [start, end, page, cells]."""
    return {
        "text": source.text,
        "blocks": [[one.start, one.end, one.kind.value, one.page] for one in source.blocks],
        "tables": [
            [
                one.start,
                one.end,
                one.page,
                [[c.start, c.end, c.row, c.column, c.rows, c.columns] for c in one.cells],
            ]
            for one in source.tables
        ],
    }


def unpacked(values: dict[str, Any]) -> FrozenText:
    """The text that `packed` took apart. Raises KeyError, ValueError or TypeError for others."""
    return FrozenText(
        str(values["text"]),
        tuple(
            Block(start, end, BlockKind(kind), page) for start, end, kind, page in values["blocks"]
        ),
        tuple(
            Table(start, end, tuple(Cell(*cell) for cell in cells), page)
            for start, end, page, cells in values["tables"]
        ),
    )
