"""Documents for tests of the reader: little Word files part by part, and the laws of their text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from docx import Document
from docx.document import Document as WordDocument

from vedich.core.documents import Cell, FrozenText


W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TARGETS: Final = (
    "Thu ngân sách nhà nước trên địa bàn huyện đạt 118,5 tỷ đồng, tăng 8,5% so với năm trước.",
    "Giảm tỷ lệ hộ nghèo xuống còn dưới 1,5% theo chuẩn mới, không để phát sinh hộ tái nghèo.",
    "Phấn đấu có thêm 4 xã đạt chuẩn nông thôn mới nâng cao và 2 xã nông thôn mới kiểu mẫu.",
)


def word() -> WordDocument:
    """An empty Word document, as python-docx makes it."""
    return Document()


def saved(document: WordDocument) -> bytes:
    """The file of a Word document."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def body(content: str, **parts: str | bytes) -> bytes:
    """A .docx whose body is `content`; `styles` and `numbering` are the parts of that name."""
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return packed({"word/document.xml": document(content), **more})


def document(content: str, head: str = "") -> str:
    """The part with the words."""
    spaces = (
        f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return (
        f"<?xml version='1.0'?>{head}<w:document {spaces}><w:body>{content}</w:body></w:document>"
    )


def part(tag: str, content: str) -> str:
    """Another part, like `styles` or `numbering`."""
    return f'<w:{tag} xmlns:w="{W}">{content}</w:{tag}>'


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    said = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{said}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def blocks(source: FrozenText) -> list[str]:
    """The words of each block."""
    return [source.quote(block.start, block.end) for block in source.blocks]


def headings(source: FrozenText) -> list[str]:
    """The words of each heading."""
    found = [block for block in source.blocks if block.kind.value == "heading"]
    return [source.quote(block.start, block.end) for block in found]


def cells(source: FrozenText, table: int = 0) -> dict[tuple[int, int], str]:
    """The words of a table's cells by row and column."""
    found = source.tables[table].cells
    return {(cell.row, cell.column): source.quote(cell.start, cell.end) for cell in found}


def spans(source: FrozenText, table: int = 0) -> dict[str, tuple[int, int]]:
    """How many rows and columns each merged cell takes, by its words."""
    found = [cell for cell in source.tables[table].cells if (cell.rows, cell.columns) != (1, 1)]
    return {source.quote(c.start, c.end): (c.rows, c.columns) for c in found}


def check(source: FrozenText, *, exact: bool = True) -> None:
    """The laws of a frozen text: spans in order, apart, whole lines, and nothing outside them.

    `exact`: between cells stands one sign; in plain text also what the text has there.
    """
    parts = sorted(
        [(one.start, one.end, "block") for one in source.blocks]
        + [(one.start, one.end, "table") for one in source.tables]
    )
    for (_, end, _), (start, _, _) in zip(parts, parts[1:], strict=False):
        assert end < start
        assert not _words(source.text[end:start], exact)
    for block in source.blocks:
        words = source.quote(block.start, block.end)
        assert words and words == words.strip()
        assert "\n" not in words
    for table in source.tables:
        _check_table(source, table.start, table.end, table.cells, exact)
    outside = source.text
    for start, end, _ in reversed(parts):
        outside = outside[:start] + outside[end:]
    assert not _words(outside, exact)
    assert list(source.blocks) == sorted(source.blocks, key=lambda one: one.start)


def _words(text: str, exact: bool) -> str:
    """What of `text` may not stand outside blocks and cells; plain text may have bars there."""
    return text.strip() if exact else "".join(filter(str.isalnum, text))


def _check_table(
    source: FrozenText, start: int, end: int, found: tuple[Cell, ...], exact: bool
) -> None:
    assert (found[0].start, found[-1].end) == (start, end)
    places: set[tuple[int, int]] = set()
    for cell in found:
        assert "\t" not in source.quote(cell.start, cell.end)
        assert "\n" not in source.quote(cell.start, cell.end)
        mine = {
            (cell.row + down, cell.column + right)
            for down in range(cell.rows)
            for right in range(cell.columns)
        }
        assert not places & mine
        places |= mine
    for before, after in zip(found, found[1:], strict=False):
        between = source.text[before.end : after.start]
        assert between in ("\t", "\n") or not (exact or _words(between, exact))
        assert before.row == after.row or "\n" in between
