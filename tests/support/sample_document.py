"""Makes the Word document that the demo reads: sample_resolution.txt in the form of a resolution.

`python -m tests.support.sample_document` writes it where the demo finds it. The same text gives the
same bytes on every machine: no clock, and nothing compressed, since compressors differ.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

import vedich.rulebook.samples
from vedich.rulebook.samples import DOCUMENT


TARGET: Final = Path(vedich.rulebook.samples.__file__).parent / DOCUMENT
SOURCE: Final = Path(__file__).with_name("sample_resolution.txt")

LABEL: Final = "DỮ LIỆU MẪU: văn bản giả định"
TITLE: Final = ("NGHỊ QUYẾT", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN", "về nhiệm vụ năm 2022")
DRAFT: Final = "(Dự thảo)"
ISSUER: Final = ("ĐẢNG BỘ TỈNH BẾN TRE", "HUYỆN ỦY CHỢ LÁCH", "*", "Số …-NQ/HU")
PARTY: Final = ("ĐẢNG CỘNG SẢN VIỆT NAM", "", "Chợ Lách, ngày … tháng 01 năm 2022")
RECIPIENTS: Final = (
    "Nơi nhận:",
    "- Ban Thường vụ Tỉnh ủy (để báo cáo),",
    "- Các ban, cơ quan của Huyện ủy,",
    "- Ủy ban nhân dân huyện,",
    "- Đảng ủy các xã, thị trấn,",
    "- Lưu Văn phòng Huyện ủy.",
)
SIGNED: Final = ("T/M BAN CHẤP HÀNH", "BÍ THƯ", "", "", "", "(chức danh, không ghi tên người)")

FONT: Final = "Times New Roman"
SIZE: Final = Pt(14)
SMALL: Final = Pt(12)
WRITTEN: Final = datetime(2022, 1, 4, 8, tzinfo=UTC)
PACKED: Final = (2022, 1, 4, 8, 0, 0)
KEPT_STYLES: Final = (
    *("Normal", "Heading1", "Heading2", "Header", "TableNormal", "TableGrid", "NoList"),
    *("DefaultParagraphFont", "Heading1Char", "Heading2Char", "HeaderChar"),
)
UNUSED: Final = ("thumbnail", "stylesWithEffects", "customXml")
WIDTHS: Final = tuple(Mm(wide) for wide in (12, 82, 45, 52, 28, 38))


def make(text: str) -> bytes:
    """The document of a text. Marks: “# ”, “## ” headings, “= ” centred, “ | ” cells, “---” annex.

    Everything after “---” stands on wide pages behind the signature.
    """
    document = Document()
    _styles(document)
    _page(document.sections[0])
    _head(document)
    body, annex = text.split("\n---\n")
    _write(document, body)
    _signature(document)
    _wide(document.add_section(WD_SECTION.NEW_PAGE))
    _write(document, annex)
    _properties(document)
    return _packed(document)


def _write(document: WordDocument, text: str) -> None:
    for in_table, lines in groupby(filter(None, text.splitlines()), lambda line: " | " in line):
        if in_table:
            _grid(document, [line.split(" | ") for line in lines])
            continue
        for line in lines:
            _paragraph(document, line)


def _paragraph(document: WordDocument, line: str) -> None:
    mark, _, words = line.partition(" ")
    if mark in ("#", "##"):
        document.add_heading(words, len(mark))
    elif mark == "=":
        _centred(document.add_paragraph(), words, bold=True)
    else:
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)


# -- the first page and the last -------------------------------------------------------------------


def _head(document: WordDocument) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    above, issuer, star, number = _lines(left, ISSUER)
    _centred(above, ISSUER[0])
    _centred(issuer, ISSUER[1], bold=True)
    _centred(star, ISSUER[2])
    _centred(number, ISSUER[3])
    party, _, day = _lines(right, PARTY)
    _centred(party, PARTY[0], bold=True, underline=True)
    _centred(day, PARTY[2], italic=True)
    for words in TITLE:
        _centred(document.add_paragraph(), words, bold=True)
    _centred(document.add_paragraph(), DRAFT, italic=True)


def _signature(document: WordDocument) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    for paragraph, words in zip(_lines(left, RECIPIENTS), RECIPIENTS, strict=True):
        paragraph.add_run(words).font.size = SMALL
    for number, paragraph in enumerate(_lines(right, SIGNED)):
        last = number == len(SIGNED) - 1
        _centred(paragraph, SIGNED[number], bold=not last, italic=last)


def _lines(cell: _Cell, words: Sequence[str]) -> Iterator[Paragraph]:
    """An empty paragraph for each of the words."""
    yield cell.paragraphs[0]
    for _ in words[1:]:
        yield cell.add_paragraph()


def _centred(
    paragraph: Paragraph,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if words:
        run = paragraph.add_run(words)
        run.bold, run.italic, run.underline = bold or None, italic or None, underline or None


# -- the annex -------------------------------------------------------------------------------------


def _grid(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    """A table whose first row stands again on every page, as offices print it."""
    table = document.add_table(len(rows), len(WIDTHS), style="Table Grid")
    table.autofit = False
    for wide, column in zip(WIDTHS, table.columns, strict=True):
        column.width = wide
    for number, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, said, wide in zip(row.cells, words, WIDTHS, strict=True):
            cell.width = wide
            run = cell.paragraphs[0].add_run(said)
            run.font.size, run.bold = SMALL, number == 0 or None
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


# -- pages, styles and properties ------------------------------------------------------------------


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    label = section.header.paragraphs[0]
    _centred(label, LABEL, bold=True)
    _page_number(section.header.add_paragraph())


def _wide(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    etree.SubElement(paragraph._p, qn("w:fldSimple"), {qn("w:instr"): "PAGE"})


def _styles(document: WordDocument) -> None:
    """Times New Roman 14 throughout; styles that nothing uses go, they are most of the file."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            root.remove(style)
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = FONT, SIZE, None
        fonts = document.styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(script), FONT)
        document.styles[name].paragraph_format.space_after = Pt(6)
        document.styles[name].paragraph_format.line_spacing = 1.0


def _properties(document: WordDocument) -> None:
    about = document.core_properties
    about.author = about.last_modified_by = "Về Đích"
    about.title, about.subject = "Nghị quyết về nhiệm vụ năm 2022 (dự thảo)", LABEL
    about.comments, about.keywords, about.language = "", "", "vi-VN"
    about.created = about.modified = WRITTEN
    about.revision = 1


def _packed(document: WordDocument) -> bytes:
    """The file, its entries in the order of their names, dated alike and stored as they are."""
    for part in (document.part, document.part.package):
        for key, link in list(part.rels.items()):
            if any(word in link.reltype or word in link.target_ref for word in UNUSED):
                del part.rels[key]
    drawn, out = io.BytesIO(), io.BytesIO()
    document.save(drawn)
    with zipfile.ZipFile(drawn) as made, zipfile.ZipFile(out, "w") as packed:
        for name in sorted(made.namelist()):
            packed.writestr(zipfile.ZipInfo(name, PACKED), made.read(name))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(make(SOURCE.read_text(encoding="utf-8")))
