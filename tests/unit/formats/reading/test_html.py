"""A page of the web, or what Word and Excel put on the clipboard."""

from __future__ import annotations

import pytest

from tests.support.papers import TARGETS, blocks, cells, check, headings, spans
from vedich.core.documents import FrozenText
from vedich.core.errors import Refused
from vedich.formats.reading import read_bytes


def read(page: str | bytes) -> FrozenText:
    data = page.encode() if isinstance(page, str) else page
    found = read_bytes(data, name="a.html")
    check(found)
    return found


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>Một <b>đậm</b> nét.<p>Hai.", ["Một đậm nét.", "Hai."]),
        ("<div>Một<div>Hai</div>Ba</div>", ["Một", "Hai", "Ba"]),
        ("<p>Thu\n   ngân  sách\n</p>", ["Thu ngân sách"]),
        ("<p>Một<br>Hai<br/><br>Ba", ["Một", "Hai", "Ba"]),
        ("<pre>Một\n  hai</pre>", ["Một", "hai"]),
        ("<pre hidden>x</pre><p>Một\nhai<pre><b>Ba\nbốn</b></pre>", ["Một hai", "Ba", "bốn"]),
        ("<ol><li value=4>Một<li>Hai</ol><ol><li>Ba</ol>", ["4. Một", "5. Hai", "1. Ba"]),
        ("<p>10 m<sup>2</sup> &ge; 5&nbsp;%", ["10 m2 ≥ 5\u00a0%"]),
        ("<ul><li>Một<li>Hai</ul>", ["- Một", "- Hai"]),
        ("<ol><li>Một<li>Hai</ol>", ["1. Một", "2. Hai"]),
        ("<ol type=a start=3><li>Một<li value=9>Hai</ol>", ["c. Một", "i. Hai"]),
        ("<ul><li>- Một<li><p>Hai</ul>", ["- Một", "- Hai"]),
        ("<p>Cũ <del>mất</del><ins>mới</ins>", ["Cũ mới"]),
    ],
)
def test_blocks_are_what_stands_apart(page: str, said: list[str]) -> None:
    assert blocks(read(f"<html><body>{page}</body></html>")) == said


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var a = 'x';</script>",
        "<style>p { color: red }</style>",
        "<nav>Trang chủ</nav>",
        "<header>Báo</header>",
        "<footer>Bản quyền</footer>",
        "<!-- ghi chú -->",
        "<?php echo ?>",
        "<p style='display: none'>ẩn</p>",
        "<p hidden>ẩn</p>",
        "<select><option>chọn</select>",
        "<div id=ftn1>Chú thích</div>",
        "<div style='mso-element:comment-list'>Ghi chú</div>",
    ],
)
def test_what_is_no_text_of_the_document_is_left_out(unseen: str) -> None:
    page = f"<title>Tên</title><p>Trước.</p>{unseen}<p>Sau.</p>"
    assert blocks(read(f"<html>{page}</html>")) == ["Trước.", "Sau."]


def test_marks_of_footnotes_are_left_out() -> None:
    page = "<p>Đạt 95%<a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a> số hộ.</p>"
    assert blocks(read(page)) == ["Đạt 95% số hộ."]


def test_headings_are_known_by_their_tags() -> None:
    assert headings(read("<h2><span>Chỉ tiêu của năm.</span></h2><p>Một.</p>")) == [
        "Chỉ tiêu của năm."
    ]


def test_a_table_has_cells_that_reach_over_rows_and_columns() -> None:
    page = """<table><thead><tr><th rowspan=2>TT<th colspan=2>Chỉ tiêu</tr><tr><th>Tên<th>Mức</tr>
      <tbody><tr><td>1<td><p>Thu</p><p>ngân sách</p><td>118,5<br>tỷ đồng</table>"""
    found = read(page)
    assert found.text == "TT\tChỉ tiêu\nTên\tMức\n1\tThu ngân sách\t118,5 tỷ đồng"
    assert cells(found)[1, 1] == "Tên"
    assert cells(found)[2, 2] == "118,5 tỷ đồng"
    assert spans(found) == {"TT": (2, 1), "Chỉ tiêu": (1, 2)}


def test_a_table_around_tables_only_places_words() -> None:
    page = "<table><tr><td>Trái<td><table><tr><td>a<td>b<tr><td>c<td>d</table></table>"
    found = read(page)
    assert blocks(found) == ["Trái"]
    assert cells(found) == {(0, 0): "a", (0, 1): "b", (1, 0): "c", (1, 1): "d"}


def test_spans_beyond_the_table_are_cut() -> None:
    found = read("<table><tr><td rowspan=99999 colspan=9>a<td>b<tr><td>c</table>")
    assert spans(found) == {"a": (2, 9)}


def test_cells_copied_from_excel() -> None:
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><!--StartFragment-->"
        "<table><col width=64><tr height=20><td class=xl65>Chỉ tiêu</td><td>Năm 2022</td></tr>"
        "<tr><td>Thu ngân sách</td><td align=right x:num>118,5</td></tr></table>"
        "<!--EndFragment--></body></html>"
    )
    assert cells(read(page)) == {
        (0, 0): "Chỉ tiêu",
        (0, 1): "Năm 2022",
        (1, 0): "Thu ngân sách",
        (1, 1): "118,5",
    }


def test_a_list_copied_from_word_keeps_its_signs() -> None:
    page = (
        "<html><head><meta charset=utf-8></head><body><p class=MsoListParagraph>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>"
        "<![endif]>Thu ngân sách đạt <o:p></o:p>118,5 tỷ đồng.</p></body></html>"
    )
    assert blocks(read(page)) == ["1.\u00a0\u00a0 Thu ngân sách đạt 118,5 tỷ đồng."]


def test_a_pasted_piece_may_begin_with_words() -> None:
    assert blocks(read("Thu <b>ngân sách</b> đạt<br>5 tỷ đồng")) == [
        "Thu ngân sách đạt",
        "5 tỷ đồng",
    ]


PAGE = "<html><head>{}</head><body><p>" + " ".join(TARGETS) + "</p></body></html>"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ("<meta charset='utf-8'>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<meta charset='utf-16'>", "utf-8"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=us-ascii'>", "utf-8"),
    ],
)
def test_the_bytes_decide_before_what_the_page_says(head: str, charset: str) -> None:
    page = PAGE.format(head)
    assert blocks(read(page.encode(charset))) == [" ".join(TARGETS)]


@pytest.mark.parametrize("head", ["", "<meta charset=windows-1258>", "<meta charset=x-unheard>"])
def test_the_old_vietnamese_code_page_is_read(head: str) -> None:
    # in that code page some letters carry their tone as a sign of its own
    words = "Giảm nghèo bền vững".replace("ả", "a\u0309").replace("ữ", "ư\u0303")
    words = words.replace("è", "e\u0300").replace("ề", "ê\u0300")
    data = f"<html>{head}<p>{words}</p></html>".encode("cp1258")
    assert blocks(read(data)) == [words]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><html><p>&x;</html>",
        "<?xml version='1.0'?><!DOCTYPE html [ <!ENTITY a 'b'> ]><html><p>&a;</p></html>",
    ],
)
def test_entities_of_its_own_are_refused(page: str) -> None:
    with pytest.raises(Refused) as refused:
        read(page)
    assert refused.value.code == "reading.entities"


def test_a_page_nested_beyond_reason_is_read_or_refused() -> None:
    page = "<html>" + "<div>" * 20_000 + "Sâu" + "</div>" * 20_000
    with pytest.raises(Refused) as refused:
        read(page)
    assert refused.value.code in ("reading.broken", "reading.empty")


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(Refused) as refused:
        read("<html><body><img src=x><p> </p></body></html>")
    assert refused.value.code == "reading.empty"
