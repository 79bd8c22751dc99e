"""Parts of the reader that no sentence of the spec tables shows: spans, names, times, odd input."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from vedich.core.documents import BlockKind, Lexicon, Proposal, plain, read
from vedich.core.documents._view import View
from vedich.rulebook.lexicon import lexicon


def items(text: str) -> tuple[Proposal, ...]:
    return read(plain(text), lexicon()).proposals


def only(text: str) -> Proposal:
    [one] = items(text)
    return one


# -- plain text ------------------------------------------------------------------------------------


def blocks(text: str) -> list[tuple[str, str]]:
    source = plain(text)
    return [(block.kind.value, source.quote(block.start, block.end)) for block in source.blocks]


def cells(text: str) -> list[list[tuple[int, int, str]]]:
    source = plain(text)
    return [
        [(cell.row, cell.column, source.quote(cell.start, cell.end)) for cell in table.cells]
        for table in source.tables
    ]


def test_a_line_is_a_block_and_blank_lines_are_none() -> None:
    assert blocks("  Một câu.  \r\n\n \t \nHai câu;") == [
        ("paragraph", "Một câu."),
        ("paragraph", "Hai câu;"),
    ]


@pytest.mark.parametrize(
    "line",
    ["I. KẾT QUẢ NĂM 2021", "1. Về kinh tế", "NGHỊ QUYẾT", "2.1 Mục tiêu cụ thể", "Mục tiêu"],
)
def test_a_heading_is_known_by_its_look(line: str) -> None:
    assert blocks(line) == [("heading", line)]


@pytest.mark.parametrize(
    "line", ["Mục tiêu cụ thể:", "Đạt 95% kế hoạch năm nay", "- hộ nghèo còn 2%;"]
)
def test_other_lines_are_paragraphs(line: str) -> None:
    assert blocks(line) == [("paragraph", line)]


@pytest.mark.parametrize(
    "text",
    [
        "TT\tChỉ tiêu\n1\tHộ nghèo",
        "TT | Chỉ tiêu\n---|---\n1 | Hộ nghèo",
        "| TT | Chỉ tiêu |\n|----|----|\n| 1 | Hộ nghèo |",
    ],
)
def test_lines_with_tabs_or_bars_are_a_table(text: str) -> None:
    assert cells(text) == [[(0, 0, "TT"), (0, 1, "Chỉ tiêu"), (1, 0, "1"), (1, 1, "Hộ nghèo")]]
    assert blocks(text) == []


def test_a_tab_at_the_start_of_a_row_is_an_empty_cell() -> None:
    assert cells("TT\tNăm\n\t2022") == [[(0, 0, "TT"), (0, 1, "Năm"), (1, 0, ""), (1, 1, "2022")]]


def test_one_line_with_a_bar_is_a_line() -> None:
    assert cells("Trước | sau là một câu.") == []
    assert blocks("Trước | sau là một câu.") == [("paragraph", "Trước | sau là một câu.")]


def test_bars_alone_are_nothing() -> None:
    assert blocks("||\n|\n") == []
    assert cells("||\n|\n") == []


def test_text_goes_on_after_a_table() -> None:
    text = "A\t1\nB\t2\nHết bảng."
    assert len(cells(text)) == 1
    assert blocks(text) == [("paragraph", "Hết bảng.")]


# -- the view --------------------------------------------------------------------------------------


def test_a_composed_text_keeps_its_places() -> None:
    view = View("Hoà\u00a0Nghĩa – 95%")
    assert view.low == "hòa nghĩa - 95%"
    assert [view.origin(index) for index in (0, 4, 15)] == [0, 4, 15]


def test_a_decomposed_text_is_found_where_it_stands() -> None:
    source = unicodedata.normalize("NFD", "Tỷ lệ hộ nghèo còn 5%")
    view = View(source)
    at = view.low.index("nghèo")
    start, end = view.origin(at), view.origin(at + 5)
    assert unicodedata.normalize("NFC", source[start:end]) == "nghèo"
    assert view.seen(start) == at
    assert view.origin(len(view.low)) == len(source)


def test_a_mark_that_composes_with_nothing_is_kept() -> None:
    view = View("\u0301x\u0301\u0323 đạt 5%")
    assert "đạt 5%" in view.low


def test_a_letter_that_grows_in_lower_case_stays_one_letter() -> None:
    view = View("İ đạt 5%")
    assert len(view.low) == len(view.text)
    assert only("İstanbul: phấn đấu đạt 5%.").value == 5


# -- spans and names -------------------------------------------------------------------------------


def test_the_quote_is_the_clause_of_the_number() -> None:
    text = "Phấn đấu: thu ngân sách đạt 118 tỷ đồng; hộ nghèo còn 2%, nước sạch đạt 62%."
    source = plain(text)
    found = read(source, lexicon()).proposals
    assert [source.quote(one.start, one.end) for one in found] == [
        "Phấn đấu: thu ngân sách đạt 118 tỷ đồng",
        "hộ nghèo còn 2%",
        "nước sạch đạt 62%",
    ]


def test_a_long_way_before_the_number_is_cut() -> None:
    for gap in (", ", " "):
        text = "Phấn đấu" + gap + "nâng cao đời sống nhân dân " * 20 + gap + "hộ nghèo còn 2%."
        one = only(text)
        assert one.end - one.start < 340
        assert text[one.start : one.end].endswith("hộ nghèo còn 2%")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phấn đấu tỷ lệ hộ dùng nước sạch đạt 62%.", "tỷ lệ hộ dùng nước sạch"),
        ("Phấn đấu 95% người dân có bảo hiểm y tế.", "người dân có bảo hiểm y tế"),
        ("Phấn đấu xây dựng 4 xã nông thôn mới nâng cao.", "xã nông thôn mới nâng cao"),
        ("Phấn đấu bê tông hóa 42 km đường ấp.", "km đường ấp"),
        (
            "Phấn đấu đến năm 2025, kinh tế phát triển nhanh, thu nhập đạt 75 triệu đồng.",
            "thu nhập",
        ),
    ],
)
def test_a_name_is_in_the_words_of_the_document(text: str, name: str) -> None:
    assert only(text).name == name


def test_each_end_of_a_change_has_its_own_day() -> None:
    text = "Nâng nước sạch từ 46,8% cuối năm 2021 lên 62% vào cuối năm 2022."
    assert [one.deadline for one in items(text)] == ["cuối năm 2021", "cuối năm 2022"]


def test_a_year_in_brackets_is_that_of_the_number_behind_it() -> None:
    text = "Ngày 05/01/2022\nPhấn đấu bảo hiểm y tế đạt 95% trở lên (năm 2021 là 92,9%)."
    target, result = items(text)
    assert (target.kind.value, result.kind.value) == ("target", "result")
    assert (target.deadline, result.deadline) == ("2022", "năm 2021")


def test_a_change_without_a_subject_is_of_what_stood_before() -> None:
    first, second = items("Thu ngân sách đã đạt 102 tỷ đồng, tăng 12,5% so với cùng kỳ.")
    assert (first.name, second.name) == ("Thu ngân sách", "Thu ngân sách")


# -- times -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Phấn đấu đến cuối năm 2025 đạt 95%.", "cuối năm 2025"),
        ("Phấn đấu đạt 95% vào năm 2025.", "năm 2025"),
        ("Tính đến ngày 31-12-2017, đã đạt 82%.", "đến ngày 31-12-2017"),
        ("Quý 1 năm 2018, phấn đấu đạt 25%.", "Quý 1 năm 2018"),
        ("Giai đoạn 2021-2025, phấn đấu đạt 8%/năm.", "Giai đoạn 2021-2025"),
        ("Năm 2020 đã tăng 5% so với năm 2019.", "Năm 2020"),
        ("Ngày 01/10/2020. Tính đến hết 22/9, đã đạt 64%.", "hết 22/9/2020"),
        ("Năm 2018 khó khăn. Tính đến ngày 5 tháng 3 đã đạt 64%.", "đến ngày 5 tháng 3 năm 2018"),
        ("II. MỤC TIÊU NĂM 2025\nHộ nghèo còn 1%.", "2025"),
        ("Ngày 05/01/2022\nHướng tới năm 2025.\nĐã đạt 62% hộ.", "2022"),
        ("Phấn đấu đạt 95%.", ""),
        ("Ngày 05/01/2022\nPhấn đấu đạt 95% trở lên (năm 2021 là tốt).", "năm 2021"),
    ],
)
def test_by_when(text: str, deadline: str) -> None:
    assert only(text).deadline == deadline


@pytest.mark.parametrize(
    "head",
    [
        "Chợ Lách, ngày 05 tháng 01 năm 2022",
        "Báo cáo kết quả nhiệm vụ năm 2022",
        "Căn cứ Quyết định ngày 01/02/2020; họp ngày 03/03/2022",
        "Trong năm 2022 tình hình ổn định",
    ],
)
def test_a_year_to_come_is_told_from_the_year_of_the_text(head: str) -> None:
    text = head + ".\nHộ nghèo là 3% (năm 2021), 1% (năm 2025)."
    assert [one.kind.value for one in items(text)] == ["result", "target"]


# -- what must not be read, and odd input ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Trẻ em dưới 5 tuổi được chăm sóc.",
        "Sản phẩm đạt 3 sao.",
        "Mã số B12 và K95 là hai mã.",
        "Tỷ số 7/3 được giữ đến hết trận.",
        "Số " + "9" * 400 + " xã.",
        "Hội đồng gồm một chủ tịch và năm ủy viên.",
        "Trên tổng số 103 xã, công tác này tốt.",
        "không còn gì để nói",
        "hai ba bốn xã",
        "Hội nghị họp trong 2 giờ.",
        "Mộ12 xã nằm ở đó.",
    ],
)
def test_no_item(text: str) -> None:
    assert items(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tuổi thọ bình quân đã đạt 75 tuổi.", 75),
        ("Phấn đấu giảm gấp 3 lần số vụ.", 3),
        ("Đã thu lớn hơn hoặc bằng 5 tỷ đồng.", 5),
        ("Đã có trên dưới 30 xã đạt.", 30),
        ("Thu đạt 3 triệu 2 triệu đồng.", 3),
        ("Thu đạt 3 triệu 150 ngàn.", Decimal("3.15")),
        ("Thu nhập đã tăng lên 1,5 lần.", Decimal("1.5")),
        ("Hộ nghèo đã vượt và 4 xã đạt chuẩn.", 4),
        ("Năm nay đạt 7% đến 5% kế hoạch.", 7),
        ("Thu đạt 5 triệu đồng và hai trăm xã.", 5),
        ("Đã có 12 hai xã.", 12),
        ("Thành phố (tp. cần thơ) đạt. và 95% xã có điện.", 95),
    ],
)
def test_one_item(text: str, value: Decimal) -> None:
    assert items(text)[0].value == value


def test_a_sentence_without_an_end_is_cut() -> None:
    for text in ("thu đạt 95% " * 3000, "x" * 9000 + " thu đạt 95%"):
        assert items(text)


def test_an_empty_lexicon_reads_what_it_can() -> None:
    found = read(plain("Phấn đấu tỷ lệ đạt 95%; xây dựng 4 khu vườn mẫu."), Lexicon()).proposals
    assert (found[0].value, found[0].unit) == (Decimal(95), "%")


def test_deeper_headings_stand_below_higher_ones() -> None:
    text = "I. KẾT QUẢ NĂM 2021\nA. KINH TẾ\n1.1. Kinh tế\nHộ nghèo 5%.\n"
    text += "Phần thứ hai MỤC TIÊU\na) Xã hội\nHộ nghèo 4%."
    assert all(block.kind is BlockKind.HEADING for block in plain(text).blocks[:2])
    assert [one.kind.value for one in items(text)] == ["result", "target"]


def test_headings_without_numbers_lean_too() -> None:
    assert only("MỤC TIÊU\nKinh tế\nHộ nghèo 2%.").kind.value == "target"


def test_a_list_holds_what_its_first_line_says_until_it_ends() -> None:
    text = (
        "Năm qua đã làm được nhiều việc.\nPhấn đấu đạt các mức sau:\nhộ nghèo còn 2%;\n"
        "bảo hiểm 95%.\nNước sạch đã đạt 62%."
    )
    assert [one.kind.value for one in items(text)] == ["target", "target", "result"]


def test_abbreviations_do_not_end_a_sentence() -> None:
    one = only("Năm nay TP. Cần Thơ phấn đấu đạt 95%.")
    assert one.name
    assert one.kind.value == "target"
