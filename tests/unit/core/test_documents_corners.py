"""Tables and tasks at the edges: numbered columns, groups, prose too long, names like units."""

from __future__ import annotations

import pytest

from tests.support.drawn_tables import drawn, told_numbers, told_tasks
from vedich.core.documents import Cell, FrozenText, Table, plain, read
from vedich.rulebook.lexicon import lexicon


LONG = "rất dài " * 60


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                "TT\tNội dung\tChủ trì\tThời gian\n"
                "1\tRà soát hộ nghèo toàn huyện\tPhòng A\tQuý I\n"
                "\n"
                "A\tB\n"
                "\n"
                "3\tXây dựng kế hoạch năm\tPhòng B\tQuý II\n"
                "4\tSơ kết sáu tháng đầu năm\tPhòng B\tQuý II"
            ),
            [
                "Rà soát hộ nghèo toàn huyện · lead: Phòng A · time: Quý I",
                "Xây dựng kế hoạch năm · lead: Phòng B · time: Quý II",
                "Sơ kết sáu tháng đầu năm · lead: Phòng B · time: Quý II",
            ],
        ),
        (
            (
                "TT\tNhiệm vụ\tChủ trì\tKế hoạch 2022\n"
                "1\tRà soát hộ nghèo\tPhòng A\t95\n"
                "2\tXây dựng kế hoạch\tPhòng B\t96"
            ),
            ["target: Rà soát hộ nghèo = 95, 2022", "target: Xây dựng kế hoạch = 96, 2022"],
        ),
        (
            ("TT\tChỉ tiêu @LONG@\tĐVT\tKế hoạch 2022\n1\tHộ nghèo\t%\t3"),
            ["target: Hộ nghèo = 3 %, 2022"],
        ),
        (
            ("TT\tChỉ tiêu\tĐVT\t@LONG@\tKế hoạch 2022\n1\tHộ nghèo\t%\t1\t3"),
            ["target: Hộ nghèo = 3 %, 2022"],
        ),
        (
            (
                "TT\tChỉ tiêu\tĐVT\tKế hoạch\t\t\n"
                "\t\t\t2021\t2022\t2023\n"
                "1\tHộ nghèo\t%\t3\t2\t1\n"
                "2\tNước sạch\t%\t60\t62\t64"
            ),
            [
                "target: Hộ nghèo = 3 %, 2021",
                "target: Hộ nghèo = 2 %, 2022",
                "target: Hộ nghèo = 1 %, 2023",
                "target: Nước sạch = 60 %, 2021",
                "target: Nước sạch = 62 %, 2022",
                "target: Nước sạch = 64 %, 2023",
            ],
        ),
        (
            ("TT\tChỉ tiêu\tĐVT\tKế hoạch\t\n\t\t\tSáu tháng\tCả năm\n1\tHộ nghèo\t%\t3\t2"),
            ["target: Hộ nghèo = 3 %, sáu tháng", "target: Hộ nghèo = 2 %"],
        ),
        (
            (
                "Kế hoạch năm 2022\n"
                "TT\tDự án\tĐVT\tKế hoạch 2022\n"
                "1\tĐường ấp\tkm\t3\n"
                "2\tCầu\tcái\t4"
            ),
            [],
        ),
        (
            ("TT\tChỉ tiêu\tĐVT\t2021\t2022\n1\tHộ nghèo\t%\t3\t2\n2\tNước sạch\t%\t4\t5"),
            [],
        ),
        (
            (
                "Nghị quyết năm 2022\n"
                "TT\tChỉ tiêu\tĐVT\t2021\t2022\t2025\n"
                "1\tHộ nghèo\t%\t3\t2\t1\n"
                "2\tNước sạch\t%\t4\t5\t6"
            ),
            [
                "result: Hộ nghèo = 3 %, 2021",
                "target: Hộ nghèo = 1 %, 2025",
                "result: Nước sạch = 4 %, 2021",
                "target: Nước sạch = 6 %, 2025",
            ],
        ),
        (
            (
                "TT\tChỉ tiêu\tĐVT\tKế hoạch 2022\n"
                "1\tTỷ lệ hộ nghèo còn dưới\t%\t3\n"
                "2\tTỷ lệ hộ dân tối thiểu\t%\t95\n"
                "3\tGiảm số vụ\t%\t5"
            ),
            [
                "target: Tỷ lệ hộ nghèo <= 3 %, 2022",
                "target: Tỷ lệ hộ dân >= 95 %, 2022",
                "target: Giảm số vụ decrease-by 5 %, 2022",
            ],
        ),
        (
            (
                "TT\n"
                "Chỉ tiêu\n"
                "ĐVT\n"
                "Kế hoạch 2022\n"
                "1\n"
                "Hộ nghèo\n"
                "%\n"
                "3\n"
                "2\n"
                "Nước sạch\n"
                "%\n"
                "62\n"
                "3\n"
                "Thu nhập\n"
            ),
            ["target: Hộ nghèo = 3 %, 2022", "target: Nước sạch = 62 %, 2022"],
        ),
        (
            (
                "TT\n"
                "Chỉ tiêu\n"
                "ĐVT\n"
                "TH 2021\n"
                "KH 2022\n"
                "1\n"
                "Hộ nghèo\n"
                "%\n"
                "4\n"
                "3\n"
                "2\n"
                "Nước sạch\n"
                "%\n"
                "60\n"
                "62\n"
                "3\n"
                "Thu nhập\n"
                "triệu đồng\n"
            ),
            [
                "result: Hộ nghèo = 4 %, 2021",
                "target: Hộ nghèo = 3 %, 2022",
                "result: Nước sạch = 60 %, 2021",
                "target: Nước sạch = 62 %, 2022",
            ],
        ),
        (
            (
                "Chỉ tiêu\tKế hoạch 2022\n"
                "Hộ nghèo, theo chuẩn mới\t3\n"
                "Thu ngân sách, tỷ đồng\t118\n"
                "Tỷ lệ (theo chuẩn) (%)\t3\n"
                "Số xã, rất\t4"
            ),
            [
                "target: Hộ nghèo, theo chuẩn mới = 3, 2022",
                "target: Thu ngân sách = 118 tỷ đồng, 2022",
                "target: Tỷ lệ (theo chuẩn) = 3 %, 2022",
                "target: Số xã, rất = 4, 2022",
            ],
        ),
        (
            (
                "TT\tChỉ tiêu\tTổng số\tKế hoạch 2022\tTrong đó: quý I\n"
                "1\tHộ nghèo\t4\t3\t2\n"
                "2\tXã\t4\t3\t1"
            ),
            ["target: Hộ nghèo = 3, 2022"],
        ),
        (
            ("1\t2\t3\nTT\tChỉ tiêu\tKế hoạch 2022\n(1)\t(2)\t(3)\n1\tHộ nghèo\t3"),
            ["target: Hộ nghèo = 3, 2022"],
        ),
        (
            (
                "TT\n"
                "Chỉ tiêu\n"
                "ĐVT\n"
                "Kế hoạch 2022\n"
                "1\n"
                "Hộ nghèo\n"
                "%\n"
                "3\n"
                "2\n"
                "Nước sạch\n"
                "%\n"
                "62\n"
                "II\n"
                "Xã hội\n"
            ),
            ["target: Hộ nghèo = 3 %, 2022", "target: Nước sạch = 62 %, 2022"],
        ),
        (
            ("TT\tTên dự án\tĐVT\tKế hoạch 2022\n1\tĐường ấp\tkm\t3\n2\tCầu\tcây\t4"),
            [],
        ),
        (
            ("TT\tChỉ tiêu\t\tKế hoạch\n\t\tĐVT\tnăm 2022\n1\tHộ nghèo\t%\t3\n2\tNước sạch\t%\t62"),
            ["target: Hộ nghèo = 3 %, 2022", "target: Nước sạch = 62 %, 2022"],
        ),
        (
            (
                "TT\tChỉ tiêu\tKế hoạch 2022\t\n"
                "\t\tXã A\tXã B\n"
                "1\tHộ nghèo (%)\t3\t4\n"
                "2\tNước sạch (%)\t62\t63"
            ),
            [
                "target: Hộ nghèo: Xã A = 3 %, 2022",
                "target: Hộ nghèo: Xã B = 4 %, 2022",
                "target: Nước sạch: Xã A = 62 %, 2022",
                "target: Nước sạch: Xã B = 63 %, 2022",
            ],
        ),
        (
            (
                "TT\tChỉ tiêu\tKế hoạch 2022\n"
                "(1)\t(2)\t(3)\n"
                "1\tHộ nghèo (%)\t3\n"
                "2\tNước sạch (%)\t62"
            ),
            ["target: Hộ nghèo = 3 %, 2022", "target: Nước sạch = 62 %, 2022"],
        ),
    ],
)
def test_a_paper_is_read(text: str, told: list[str]) -> None:
    source = plain(text.replace("@LONG@", LONG))
    assert told_numbers(source, lexicon()) + told_tasks(source, lexicon()) == told


@pytest.mark.parametrize(
    "text",
    [
        "V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nông nghiệp:\nTrời mưa nhiều ngày liền trên địa bàn.",
        "Giao Phòng Nông nghiệp nộp .,.,.,.,.,.,.,.,. trước ngày 30/6/2022.",
        "Giao Phòng Nông nghiệp rà soát, , , , , , , , , , , , trước ngày 30/6/2022.",
        "Giao Phòng Nông nghiệp một việc rất lớn.",
        "Giao Phòng Nông nghiệp báo cáo.",
        "Giao Phòng Nông nghiệp chịu trách nhiệm thi hành Nghị quyết này.",
        "Giao Phòng Nông nghiệp; cùng với trời đất; tham mưu kế hoạch sản xuất cho huyện.",
        "Giao Phòng Nông nghiệp: việc lớn. Sau đó tham mưu kế hoạch.",
        "V. TỔ CHỨC THỰC HIỆN\nTrời đẹp, giao Phòng Nông nghiệp tham mưu kế hoạch sản xuất.",
        "Trên cơ sở một, hai, ba, bốn, năm, sáu việc, ai cũng làm tham mưu kế hoạch.",
        "V. TỔ CHỨC THỰC HIỆN\nPhòng Nông nghiệp: đủ.",
    ],
)
def test_words_that_give_nobody_work_are_no_task(text: str) -> None:
    assert told_tasks(plain(text), lexicon()) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Giao Phòng Nông nghiệp chủ trì, phối hợp với Hội Nông dân.",
            ["phối hợp với Hội Nông dân · lead: Phòng Nông nghiệp"],
        ),
        (
            "Giao Phòng Nông nghiệp chủ trì, phối hợp với trời mây tham mưu kế hoạch sản xuất.",
            ["phối hợp với trời mây tham mưu kế hoạch sản xuất · lead: Phòng Nông nghiệp"],
        ),
        (
            "Giao Phòng Nông nghiệp báo cáo trước ngày 30/6/2022.",
            ["báo cáo trước ngày 30/6/2022 · lead: Phòng Nông nghiệp · time: trước ngày 30/6/2022"],
        ),
        (
            "Giao Phòng Nông nghiệp hoàn thành kế hoạch trong quý I/2022.",
            [
                (
                    "hoàn thành kế hoạch trong quý I/2022 · lead: Phòng Nông nghiệp · "
                    "time: trong quý I/2022"
                )
            ],
        ),
        (
            (
                "V. TỔ CHỨC THỰC HIỆN\nGiao:\n"
                "- Phòng Nông nghiệp tham mưu kế hoạch trước ngày 30/6/2022."
            ),
            ["tham mưu kế hoạch · lead: Phòng Nông nghiệp · time: trước ngày 30/6/2022"],
        ),
        (
            (
                "V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nông nghiệp: tham mưu.\n"
                "Giao Phòng Nông nghiệp tham mưu kế hoạch."
            ),
            ["tham mưu kế hoạch · lead: Phòng Nông nghiệp"],
        ),
    ],
)
def test_a_sentence_that_gives_work(text: str, told: list[str]) -> None:
    assert told_tasks(plain(text), lexicon()) == told


def test_a_list_of_names_too_long_for_one_gives_none() -> None:
    names = "Phòng A, " * 400
    text = f"TT | Nội dung | Chủ trì | Phối hợp\n1 | Rà soát hộ nghèo | Phòng A | {names}\n"
    text += "2 | Xây dựng kế hoạch | Phòng A | Phòng B), Phòng C"
    assert told_tasks(drawn(text), lexicon()) == [
        "Rà soát hộ nghèo · lead: Phòng A",
        "Xây dựng kế hoạch · lead: Phòng A · with: Phòng B; Phòng C",
    ]


def test_a_cell_with_a_measure_alone_names_nothing() -> None:
    text = "TT | Chỉ tiêu | Kế hoạch 2022\n1 | tỷ đồng | 3\n2 | Hộ nghèo (%) | 2"
    assert told_numbers(drawn(text), lexicon()) == ["target: Hộ nghèo = 2 %, 2022"]


def test_the_first_of_two_times_is_the_task_s() -> None:
    text = "Giao Phòng A tham mưu kế hoạch trước ngày 30/6/2022, sơ kết trước ngày 30/7/2022."
    [told] = told_tasks(plain(text), lexicon())
    assert told.endswith("time: trước ngày 30/6/2022")


def test_a_table_of_tasks_goes_on_over_a_page() -> None:
    head = "TT | Nội dung | Chủ trì | Thời gian\n1 | Rà soát hộ nghèo | Phòng A | Quý I"
    tail = "2 | Sơ kết sáu tháng đầu năm | Phòng B | Quý II\n3 | Tổng kết năm | Phòng B | Quý IV"
    one, two = drawn(head), drawn(tail)
    moved = tuple(
        Table(
            table.start + len(one.text),
            table.end + len(one.text),
            tuple(
                Cell(c.start + len(one.text), c.end + len(one.text), c.row, c.column)
                for c in table.cells
            ),
        )
        for table in two.tables
    )
    both = FrozenText(one.text + two.text, (), one.tables + moved)
    assert [line.partition(" · ")[0] for line in told_tasks(both, lexicon())] == [
        "Rà soát hộ nghèo",
        "Sơ kết sáu tháng đầu năm",
        "Tổng kết năm",
    ]


def test_a_row_that_numbers_merged_columns_is_part_of_the_head() -> None:
    text = "TT | Chỉ tiêu | Kế hoạch 2022 | <\n^ | ^ | 1 | 2\n1 | Hộ nghèo (%) | 3 | 4"
    assert told_numbers(drawn(text), lexicon()) == [
        "target: Chỉ tiêu = 1, 2022",
        "target: Chỉ tiêu = 2, 2022",
        "target: Hộ nghèo = 3 %, 2022",
        "target: Hộ nghèo = 4 %, 2022",
    ]


def test_a_row_below_a_merged_task_is_none_of_its_own() -> None:
    text = (
        "TT | Nội dung | Chủ trì | Thời gian\n1 | Rà soát hộ nghèo | Phòng A | Quý I\n"
        "2 | ^ | Phòng B | Quý II"
    )
    assert len(told_tasks(drawn(text), lexicon())) == 1


def test_a_table_as_wide_as_a_field_is_cut_and_not_lost() -> None:
    names = "\t".join(f"c{number}" for number in range(70))
    numbers = "\t".join(str(number) for number in range(70))
    assert read(plain(f"{names}\n{numbers}"), lexicon()).proposals == ()
