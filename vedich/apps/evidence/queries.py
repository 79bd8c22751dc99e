"""Files and texts as they were kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from vedich.apps.evidence.models import File, Frozen
from vedich.apps.evidence.store import path_of
from vedich.core.documents import Block, BlockKind, Cell, FrozenText, Table
from vedich.core.errors import Message


LOST = Message(
    code="evidence.lost",
    vi="Tệp “{name}” không còn trên đĩa hoặc đã bị đổi. Hãy khôi phục thư mục evidence từ bản sao "
    "lưu.",
    en="The file “{name}” is no longer on the disk, or was changed. Restore the folder evidence "
    "from a backup.",
)


def bytes_of(file: File) -> bytes:
    """The bytes as they came in. Raises Refused (``evidence.lost``) if they are so no longer."""
    path = path_of(file.sha256)
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise LOST.refuse(name=file.name)
    return data


def frozen_text(row: Frozen) -> FrozenText:
    """The text as the core reads it."""
    return FrozenText(
        row.text,
        tuple(Block(start, end, BlockKind(kind), page) for start, end, kind, page in row.blocks),
        tuple(_table(one["span"], one["cells"]) for one in row.tables),
    )


def _table(span: tuple[int, int, int | None], cells: Iterable[Sequence[int]]) -> Table:
    start, end, page = span
    return Table(start, end, tuple(Cell(*cell) for cell in cells), page)
