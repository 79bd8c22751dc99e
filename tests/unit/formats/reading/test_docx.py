"""A Word document: the words that a reader sees with all changes accepted."""

from __future__ import annotations

import pytest

from tests.support.papers import (
    TARGETS,
    W,
    blocks,
    body,
    cells,
    check,
    document,
    headings,
    p,
    packed,
    part,
    saved,
    spans,
    word,
)
from vedich.core.documents import FrozenText
from vedich.formats.reading import read_bytes


def read(data: bytes) -> FrozenText:
    found = read_bytes(data, name="a.docx")
    check(found)
    return found


def read_body(content: str, **parts: str) -> list[str]:
    return blocks(read(body(content, **parts)))


def row(*found: str) -> str:
    return f"<w:tr>{''.join(found)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def test_paragraphs_are_blocks_in_order() -> None:
    made = word()
    for text in TARGETS:
        made.add_paragraph(text)
    found = read(saved(made))
    assert found.text == "\n".join(TARGETS)
    assert blocks(found) == list(TARGETS)
    assert {block.page for block in found.blocks} == {None}


def test_a_heading_is_known_by_its_style() -> None:
    made = word()
    made.add_heading("Một số chỉ tiêu chủ yếu.", 2)
    made.add_paragraph(TARGETS[0])
    assert headings(read(saved(made))) == ["Một số chỉ tiêu chủ yếu."]


@pytest.mark.parametrize(
    "properties",
    ['<w:outlineLvl w:val="1"/>', '<w:pStyle w:val="own"/>', '<w:pStyle w:val="child"/>'],
)
def test_a_heading_is_known_by_its_level(properties: str) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="x"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="child"><w:basedOn w:val="own"/></w:style>',
    )
    found = read(body(p("Chỉ tiêu của năm.", properties) + p(TARGETS[0]), styles=styles))
    assert headings(found) == ["Chỉ tiêu của năm."]


def test_running_text_has_the_level_nine() -> None:
    found = read(body(p(TARGETS[0], '<w:outlineLvl w:val="9"/>')))
    assert headings(found) == []


def test_styles_in_a_circle_come_to_an_end() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )
    assert read_body(p("Một.", '<w:pStyle w:val="a"/>'), styles=styles) == ["Một."]


def level(at: int, form: str, text: str, *, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def kind(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


NUMBERING = part(
    "numbering",
    kind(
        0,
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)"),
        level(2, "decimal", "%1.%3."),
    )
    + kind(1, level(0, "bullet", "&#xF0B7;"), level(1, "bullet", "+"))
    + kind(2, level(0, "upperRoman", "%1.", start=4))
    + listed(1, 0)
    + listed(2, 1)
    + listed(3, 2)
    + listed(4, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
    + listed(5, 0),
)


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (item("x", 1) + item("y", 1), ["1. x", "2. y"]),
        (item("x", 1) + item("y", 1, 1) + item("z", 1, 1), ["1. x", "a) y", "b) z"]),
        (item("x", 1) + item("y", 1, 1) + item("z", 1) + item("t", 1, 1),
         ["1. x", "a) y", "2. z", "a) t"]),
        (item("x", 1) + item("y", 1, 2), ["1. x", "1.1. y"]),
        (item("x", 2) + item("y", 2, 1), ["- x", "+ y"]),
        (item("x", 3) + item("y", 3), ["IV. x", "V. y"]),
        (item("x", 1) + item("y", 4) + item("z", 4), ["1. x", "7. y", "8. z"]),
        (item("x", 1) + item("y", 5), ["1. x", "2. y"]),
        (item("x", 9), ["x"]),
        (item("x", 0), ["x"]),
        (item("x", 1, 8), ["x"]),
    ],
)  # fmt: skip
def test_numbers_that_word_counts_stand_in_the_text(content: str, said: list[str]) -> None:
    assert read_body(content, numbering=NUMBERING) == said


def test_a_style_may_number_its_paragraphs() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="muc"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>',
    )
    content = p("x", '<w:pStyle w:val="muc"/>') + p("y", '<w:pStyle w:val="muc"/>')
    assert read_body(content, numbering=NUMBERING, styles=styles) == ["IV. x", "V. y"]


@pytest.mark.parametrize("home", [3, 4])
def test_a_list_may_be_defined_by_way_of_a_style(home: int) -> None:
    linked = '<w:numStyleLink w:val="muc"/>'
    link = '<w:styleLink w:val="muc"/>' if home == 3 else ""
    numbering = part(
        "numbering",
        kind(0, linked)
        + kind(1, link, level(0, "upperLetter", "%1."))
        + listed(1, 0)
        + listed(7, 1),
    )
    styles = part(
        "styles",
        '<w:style w:styleId="muc"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>',
    )
    content = item("x", 1) + item("y", 1)
    assert read_body(content, numbering=numbering, styles=styles) == ["A. x", "B. y"]


@pytest.mark.parametrize(
    ("form", "count", "said"),
    [
        ("decimalZero", 5, "05"), ("lowerLetter", 28, "bb"), ("upperRoman", 1949, "MCMXLIX"),
        ("lowerRoman", 4, "iv"), ("lowerRoman", 0, "0"), ("ordinalText", 3, "3"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_its_list_wants(form: str, count: int, said: str) -> None:
    numbering = part("numbering", kind(0, level(0, form, "%1", start=count)) + listed(1, 0))
    assert read_body(item("x", 1), numbering=numbering) == [f"{said} x"]


def test_insertions_are_in_and_deletions_out() -> None:
    content = (
        "<w:p><w:r><w:t>Đạt </w:t></w:r>"
        "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>xa</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>120</w:t></w:r></w:ins><w:r><w:t> tỷ đồng.</w:t></w:r></w:p>"
    )
    assert read_body(content) == ["Đạt 120 tỷ đồng."]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    content = p("Thu ngân sách ", "<w:rPr><w:del/></w:rPr>") + p("đạt 118,5 tỷ đồng.")
    assert read_body(content) == ["Thu ngân sách đạt 118,5 tỷ đồng."]


def test_words_whose_end_was_deleted_are_not_lost() -> None:
    left = p("Thu ngân sách", "<w:rPr><w:del/></w:rPr>")
    found = read(body(left + table(row(cell("a"), cell("b"))) + left))
    assert blocks(found) == ["Thu ngân sách", "Thu ngân sách"]


def test_a_deleted_row_is_no_row() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('a')}{cell('b')}</w:tr>"
    found = read(body(table(gone, row(cell("một"), cell("hai")))))
    assert cells(found) == {(0, 0): "một", (0, 1): "hai"}


def test_hidden_words_are_not_read() -> None:
    hidden = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>Rõ.</w:t></w:r></w:p>"
    )
    assert read_body(hidden) == ["Rõ."]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('Trong khung.')}</w:txbxContent>"
    content = (
        "<w:p><w:r><w:t>Ngoài khung.</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read_body(content) == ["Ngoài khung.", "Trong khung."]


def test_signs_inside_a_line() -> None:
    content = (
        "<w:p><w:r><w:t>Thu</w:t><w:tab/><w:t>ngân</w:t><w:softHyphen/><w:t>\u00ad sách</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:t>5</w:t><w:noBreakHyphen/><w:t>6%</w:t></w:r>'
        "<m:oMath><m:r><m:t> và 7</m:t></m:r></m:oMath></w:p>"
    )
    assert read_body(content) == ["Thu ngân sách≥5\u20116% và 7"]


def test_footnotes_and_field_codes_are_left_out() -> None:
    content = (
        '<w:p><w:r><w:t>Đạt 5%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t> nữa</w:t></w:r>"
        "</w:fldSimple></w:p>"
    )
    assert read_body(content) == ["Đạt 5% nữa"]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Thu ngân sách", "đạt 5 tỷ đồng.", ["Thu ngân sách đạt 5 tỷ đồng."]),
        ("Thu đạt 5 tỷ đồng;", "chi đạt 4 tỷ đồng.",
         ["Thu đạt 5 tỷ đồng;", "chi đạt 4 tỷ đồng."]),
        ("Các chỉ tiêu", "- Thu đạt 5 tỷ đồng", ["Các chỉ tiêu", "- Thu đạt 5 tỷ đồng"]),
        ("NGHỊ QUYẾT", "Về nhiệm vụ năm 2022", ["NGHỊ QUYẾT", "Về nhiệm vụ năm 2022"]),
        ("phát triển kinh tế", "- xã hội", ["phát triển kinh tế - xã hội"]),
        ("giai đoạn 2021-", "2025", ["giai đoạn 2021-2025"]),
    ],
)  # fmt: skip
def test_a_line_broken_by_hand(first: str, second: str, said: list[str]) -> None:
    content = f"<w:p><w:r><w:t>{first}</w:t><w:br/><w:t>{second}</w:t></w:r></w:p>"
    assert read_body(content) == said


def test_the_text_is_kept_as_it_is_written() -> None:
    written = "Gia\u0309m\u00a0ngheo\u0300 – “chuẩn”, hoà và hòa"
    assert read_body(p(written)) == [written]


def test_a_table_has_rows_and_merged_cells() -> None:
    made = word()
    made.add_paragraph("Phụ lục")
    grid = made.add_table(3, 3)
    for at, text in enumerate(["TT", "Chỉ tiêu", "Năm 2022"]):
        grid.cell(0, at).text = text
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "1"
    grid.cell(1, 1).merge(grid.cell(1, 2)).text = "Thu ngân sách\nnhà nước"
    grid.cell(2, 1).text = "Tỷ đồng"
    grid.cell(2, 2).text = "118,5"
    made.add_paragraph("Hết.")
    found = read(saved(made))
    assert found.text.splitlines()[1:4] == [
        "TT\tChỉ tiêu\tNăm 2022",
        "1\tThu ngân sách nhà nước",
        "Tỷ đồng\t118,5",
    ]
    assert cells(found)[2, 1] == "Tỷ đồng"
    assert spans(found) == {"1": (2, 1), "Thu ngân sách nhà nước": (1, 2)}
    assert blocks(found) == ["Phụ lục", "Hết."]


def test_a_column_of_counted_cells_has_its_numbers() -> None:
    empty = "<w:tc>" + item("", 1) + "</w:tc>"
    found = read(body(table(row(empty, cell("Thu")), row(empty, cell("Chi"))), numbering=NUMBERING))
    assert cells(found) == {(0, 0): "1.", (0, 1): "Thu", (1, 0): "2.", (1, 1): "Chi"}


def test_a_row_may_begin_further_right() -> None:
    late = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("b") + "</w:tr>"
    found = read(body(table(row(cell("a"), cell("c")), late)))
    assert cells(found)[1, 1] == "b"


def test_a_table_that_only_places_words_is_paragraphs() -> None:
    inner = table(row(cell("TT"), cell("Nội dung")), row(cell("1"), cell("Thu")))
    outer = table(row(f"<w:tc>{p('Khung.')}{inner}<w:p/></w:tc>"))
    found = read(body(outer))
    assert blocks(found) == ["Khung."]
    assert cells(found)[1, 1] == "Thu"


def test_a_table_inside_a_cell_is_words_of_that_cell() -> None:
    inner = table(row(cell("x"), cell("y")), row(cell("z"), cell("t")))
    nested = f"<w:tc>{inner}<w:p/></w:tc>"
    found = read(body(table(row(cell("a"), cell("b")), row(cell("c"), nested))))
    assert cells(found)[1, 1] == "x y z t"


def test_content_controls_hold_paragraphs_rows_and_cells() -> None:
    def held(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    found = read(body(held(p("Một.")) + table(held(row(held(cell("a")), cell("b"))))))
    assert blocks(found) == ["Một."]
    assert cells(found) == {(0, 0): "a", (0, 1): "b"}


def test_the_strict_variant_is_read_as_well() -> None:
    data = body(p("Một."))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    words = document(p("Một.")).encode().replace(W.encode(), strict)
    assert blocks(read(packed({"word/document.xml": words}))) == blocks(read(data))
