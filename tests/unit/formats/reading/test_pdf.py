"""A PDF with text: lines become paragraphs again, ruled tables become tables."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.support.papers import TARGETS, blocks, cells, check, spans
from tests.support.pdfs import LEFT, PITCH, TOP, Line, Page, Picture, Rule, grid, paragraphs, pdf
from vedich.core.documents import FrozenText
from vedich.core.errors import Refused
from vedich.formats.reading import read_bytes


LONG = (
    "Thu ngân sách nhà nước trên địa bàn huyện đạt 118,5 tỷ đồng, tăng 8,5% so với năm trước, "
    "trong đó thu từ doanh nghiệp ngoài quốc doanh và hộ kinh doanh cá thể đạt 40 tỷ đồng."
)


def read(pages: list[Page]) -> FrozenText:
    found = read_bytes(pdf(pages), name="a.pdf")
    check(found)
    return found


def lines(*texts: str) -> list[Line]:
    return [Line(text, LEFT, TOP - at * PITCH) for at, text in enumerate(texts)]


@pytest.mark.parametrize("indent", [0, 30])
def test_lines_become_paragraphs_again(indent: int) -> None:
    texts = [LONG, "- Hộ nghèo còn dưới 1,5%.", LONG, "II. NHIỆM VỤ", LONG]
    assert blocks(read(paragraphs(texts, indent=indent))) == texts


def test_a_paragraph_goes_on_over_the_page() -> None:
    texts = [f"{at}. {LONG}" for at in range(1, 16)]
    found = read(paragraphs(texts, number=True))
    assert blocks(found) == texts
    assert [block.page for block in found.blocks] == sorted(
        block.page or 0 for block in found.blocks
    )
    assert found.blocks[-1].page == 2


def test_a_dash_inside_a_name_begins_no_item() -> None:
    first = "Phát triển nhanh và bền vững trên mọi lĩnh vực về kinh tế đời sống văn hóa"
    assert blocks(read([lines(first, "- xã hội của huyện.")])) == [f"{first} - xã hội của huyện."]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Giai đoạn 2021-", "2025 phấn đấu", "Giai đoạn 2021-2025 phấn đấu"),
        ("Hợp tác với Ma-", "rốc trong năm", "Hợp tác với Ma-rốc trong năm"),
        ("Bình quân 65 triệu đồng/", "người/năm", "Bình quân 65 triệu đồng/người/năm"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_takes_no_blank(first: str, second: str, said: str) -> None:
    assert blocks(read([lines(first, second)])) == [said]


def test_a_larger_gap_parts_paragraphs() -> None:
    above = lines(LONG[:70], LONG[70:140])
    below = Line(LONG[:70], LEFT, TOP - 4 * PITCH)
    assert len(blocks(read([[*above, below]]))) == 2


def numbered(count: int, *, foot: str = "{}", head: str = "") -> list[Page]:
    pages: list[Page] = []
    for at in range(1, count + 1):
        words = lines(f"{at}. Chỉ tiêu thứ {at} của nghị quyết.", f"Đạt {at}18 tỷ đồng.")
        pages.append(
            [*([Line(head, LEFT, 810)] if head else []), *words, Line(foot.format(at), 290, 40)]
        )
    return pages


@pytest.mark.parametrize("foot", ["{}", "- {} -", "Trang {}/5", "Nghị quyết năm 2022 | {}"])
@pytest.mark.parametrize("head", ["", "HUYỆN ỦY CHỢ LÁCH"])
def test_running_lines_are_left_out(foot: str, head: str) -> None:
    found = read(numbered(5, foot=foot, head=head))
    assert len(blocks(found)) == 10
    assert blocks(found)[0] == "1. Chỉ tiêu thứ 1 của nghị quyết."


def test_page_numbers_may_begin_later() -> None:
    pages = numbered(5)
    pages = [
        pages[0][:-1],
        *([*page[:-1], Line(str(at), 290, 40)] for at, page in enumerate(pages[1:], 7)),
    ]
    assert len(blocks(read(pages))) == 10


def test_the_number_of_a_single_page_is_left_out() -> None:
    assert len(blocks(read(numbered(1)))) == 2


def test_a_number_inside_the_text_stays() -> None:
    assert "118" in read([lines("Tổng số xã trong huyện:", "118", "Hết.")]).text


def table(ys: list[float], words: list[Line], xs: tuple[float, ...] = (72, 120, 400, 520)) -> Page:
    return [*grid(xs, ys), *words]


def test_a_ruled_table_is_a_table() -> None:
    words = [
        Line("Phụ lục", LEFT, 790),
        Line("TT", 80, 755), Line("Chỉ tiêu", 130, 755), Line("Năm 2022", 410, 755),
        Line("1", 80, 725), Line("Thu ngân sách", 130, 730), Line("nhà nước", 130, 716),
        Line("118,5", 410, 725),
        Line("Hết.", LEFT, 650),
    ]  # fmt: skip
    found = read([table([770, 745, 705], words)])
    assert blocks(found) == ["Phụ lục", "Hết."]
    assert found.text.splitlines()[1:3] == [
        "TT\tChỉ tiêu\tNăm 2022",
        "1\tThu ngân sách nhà nước\t118,5",
    ]
    assert found.tables[0].page == 1


def test_missing_lines_make_merged_cells() -> None:
    rules: list[object] = [
        Rule(72, 770, 520, 770), Rule(200, 745, 520, 745), Rule(72, 705, 520, 705),
        Rule(72, 770, 72, 705), Rule(200, 770, 200, 705), Rule(360, 745, 360, 705),
        Rule(520, 770, 520, 705),
    ]  # fmt: skip
    words = [Line("Tên", 80, 740), Line("Năm", 210, 752), Line("2021", 210, 720)]
    found = read([[*rules, *words, Line("2022", 370, 720)]])
    assert spans(found) == {"Tên": (2, 1), "Năm": (1, 2)}
    assert cells(found)[1, 2] == "2022"


def test_a_table_goes_on_over_the_page() -> None:
    def head(y: float) -> list[Line]:
        return [Line("TT", 80, y), Line("Chỉ tiêu", 130, y), Line("Năm", 410, y)]

    def row(number: str, y: float) -> list[Line]:
        return [Line(number, 80, y), Line(f"Số {number}", 130, y), Line("5%", 410, y)]

    first = table([200, 175, 150], [*head(180), *row("1", 155)])
    second = table([770, 745, 720], [*head(750), *row("2", 725)])
    found = read([[*lines("Phụ lục"), *first], second])
    assert len(found.tables) == 1
    assert cells(found)[2, 1] == "Số 2"


def test_a_box_around_words_is_no_table() -> None:
    assert blocks(read([[*grid((60, 530), (790, 700)), *lines("Trong khung.")]])) == [
        "Trong khung."
    ]


class Lying(Line):
    """A line that runs up the page."""

    def __str__(self) -> str:
        return super().__str__().replace(f"{self.x} {self.y} Td", f"0 1 -1 0 {self.x} {self.y} Tm")


def test_a_page_stored_on_its_side_is_read_upright() -> None:
    first, second = LONG[:81], LONG[82:]
    words = [Lying(first, 100, 72), Lying(second, 118, 72)]
    boxed = [Lying("TT", 214, 70), Lying("Tên", 214, 310), Lying("1", 234, 70)]
    page = [*words, *grid((200, 220, 240), (60, 300, 700)), *boxed, Lying("Thu", 234, 310)]
    data = pdf([page]).replace(b"/Parent", b"/Rotate 90 /Parent")
    found = read_bytes(data, name="a.pdf")
    assert blocks(found) == [LONG]
    assert cells(found) == {(0, 0): "TT", (0, 1): "Tên", (1, 0): "1", (1, 1): "Thu"}


def test_borders_drawn_in_one_go_are_a_table() -> None:
    @dataclass(frozen=True)
    class Path:
        def __str__(self) -> str:
            return "0.5 w 72 700 300 60 re 172 700 m 172 760 l 72 730 m 372 730 l S"

    words = [Line("TT", 80, 740), Line("Tên", 180, 740), Line("1", 80, 710), Line("Thu", 180, 710)]
    found = read_bytes(pdf([[Path(), *words]]), name="a.pdf")
    assert cells(found) == {(0, 0): "TT", (0, 1): "Tên", (1, 0): "1", (1, 1): "Thu"}


def test_decomposed_letters_are_kept() -> None:
    written = "Gia\u0309m ngheo\u0300"
    assert read([lines(written)]).text == written


@pytest.mark.parametrize(
    "pages",
    [
        [[Picture()]],
        [[]],
        [[Picture(), Line("Người ký: Văn phòng Huyện ủy", 300, 800, 8)], [Picture()], [Picture()]],
    ],
)
def test_pictures_of_pages_are_refused(pages: list[Page]) -> None:
    with pytest.raises(Refused) as refused:
        read(pages)
    assert refused.value.code == "reading.scanned"


def test_a_scanned_page_among_many_is_passed_over() -> None:
    pages = paragraphs([f"{at}. {target}" for at in range(20) for target in TARGETS])
    assert len(blocks(read([*pages, [Picture()]]))) == 60


def test_a_password_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(pdf([lines("Mật")], locked=True), name="a.pdf")
    assert refused.value.code == "reading.password"


def test_a_cut_file_is_refused() -> None:
    data = pdf([lines("Thu ngân sách")] * 3)
    for end in (len(data) // 2, len(data) - 10, 200):
        with pytest.raises(Refused) as refused:
            read_bytes(data[:end], name="a.pdf")
        assert refused.value.code == "reading.cut"
