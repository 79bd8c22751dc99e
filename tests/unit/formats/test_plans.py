"""Last year's sheet: columns by their heads, what its word and its numbers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refusals import refused
from vedich.formats.sheets.plans import read_plan


HEAD = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch 2021", "Thực hiện 2021", "Đánh giá"]


def read(*rows: list[str], head: list[str] = HEAD) -> list[tuple[str, bool | None, bool | None]]:
    return [(one.name, one.met, one.by_numbers) for one in read_plan([head, *rows])]


@pytest.mark.parametrize(
    ("plan", "result", "verdict", "met", "by_numbers"),
    [
        ("95", "96,2", "", True, True),
        ("95%", "93,1%", "", False, False),
        ("≥ 1.200", "1.250", "Vượt", True, True),
        ("Dưới 2,5", "2,1", "", True, True),
        ("≤ 3", "3,4", "", False, False),
        ("4 xã", "3 xã", "Không đạt", False, None),
        ("95", "96", "Chưa đạt", False, True),
        ("95", "90", "Đạt", True, False),
        ("hoàn thành", "hoàn thành", "Đạt", True, None),
        ("hoàn thành", "đang làm", "", None, None),
    ],
)
def test_the_sheet_s_word_comes_first_and_its_numbers_stand_beside(
    plan: str, result: str, verdict: str, met: bool | None, by_numbers: bool | None
) -> None:
    assert read(["1", "Hộ dùng nước sạch", "%", plan, result, verdict]) == [
        ("Hộ dùng nước sạch", met, by_numbers)
    ]


def test_columns_come_in_any_order_under_other_names() -> None:
    head = ["Kết quả thực hiện", "Nội dung", "Chỉ tiêu giao", "Đơn vị tính"]
    (one,) = read_plan([["BÁO CÁO"], head, ["62", "Thu ngân sách", "60", "tỷ đồng"]])
    assert (one.plan, one.result, one.unit, one.met) == ("60", "62", "tỷ đồng", True)


def test_headings_between_the_rows_are_groups() -> None:
    (one,) = read_plan([HEAD, ["I", "Kinh tế", "", "", "", ""], ["1", "Thu", "tỷ", "1", "1", ""]])
    assert (one.group, one.number) == ("Kinh tế", "1")


def test_a_sheet_without_the_columns_or_without_rows_is_refused() -> None:
    with refused("plan.no_columns"):
        read_plan([["a", "b"], ["1", "2"]])
    with refused("plan.no_lines"):
        read_plan([HEAD])
    with refused("plan.no_lines"):
        read_plan([[], [""]])


@given(st.lists(st.lists(st.text(max_size=10), max_size=7), max_size=8))
def test_whatever_is_pasted_is_read_or_refused_in_words(rows: list[list[str]]) -> None:
    try:
        read_plan([HEAD, *rows])
    except ValueError as wrong:
        assert getattr(wrong, "code", "").startswith("plan.")
