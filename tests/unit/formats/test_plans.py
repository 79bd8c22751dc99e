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


@pytest.mark.parametrize(
    "heads",
    [
        ["Chỉ tiêu", "Thực hiện 2020", "KH 2021", "TH 2021"],
        ["Chỉ tiêu", "Thực hiện năm trước", "Kế hoạch", "Thực hiện"],
        ["Chỉ tiêu", "Thực hiện 6 tháng", "Kế hoạch", "Thực hiện cả năm"],
        ["Chỉ tiêu", "Thực hiện/kế hoạch (%)", "Kế hoạch", "Thực hiện"],
        ["Các chỉ tiêu chủ yếu", "Tỷ lệ thực hiện so với kế hoạch", "KH", "TH"],
    ],
)
def test_a_column_of_another_time_or_of_percent_of_plan_is_not_the_result(heads: list[str]) -> None:
    (one,) = read_plan([heads, ["Thu ngân sách", "999", "60", "55"]], 2021)
    assert (one.plan, one.result, one.met) == ("60", "55", False)


def test_a_sheet_of_another_year_is_refused() -> None:
    with refused("plan.other_year"):
        read_plan([HEAD, ["1", "A", "%", "1", "2", ""]], 2020)


def test_heads_of_two_merged_rows_are_read_together() -> None:
    upper = ["TT", "Chỉ tiêu", "Năm 2020", "", "Năm 2021", "", "Đánh giá", ""]
    lower = ["", "", "KH", "TH", "KH", "TH", "Đạt", "Không đạt"]
    (one,) = read_plan([upper, lower, ["1", "A", "1", "2", "95", "94", "x", ""]], 2021)
    assert (one.plan, one.result, one.said, one.by_numbers) == ("95", "94", True, False)


def test_signs_under_met_and_not_met_are_the_sheet_s_word() -> None:
    head = ["Chỉ tiêu", "Kế hoạch", "Thực hiện", "Đạt", "Không đạt"]
    rows = [["A", "3", "2", "x", ""], ["B", "3", "4", "", "x"]]
    assert [one.said for one in read_plan([head, *rows])] == [True, False]


@pytest.mark.parametrize(
    ("name", "plan", "result", "by_numbers"),
    [
        ("Tỷ lệ hộ nghèo", "3,2", "2,9", True),
        ("Tỷ lệ hộ nghèo (theo chuẩn đa chiều)", "3", "4", False),
        ("Hộ nghèo còn lại", "3", "2", True),
        ("Giảm hộ nghèo xuống còn", "3", "2", True),
        ("Số vụ tai nạn giao thông", "10", "15", False),
        ("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng", "9", "8,5", True),
        ("Đảng viên bị kỷ luật", "0,8", "1,2", False),
        ("Tỷ lệ lao động qua đào tạo", "60", "61", True),
        # which side is good is not certain: nothing is said
        ("Giảm tỷ lệ hộ nghèo", "0,5", "0,6", None),
        ("Hộ cận nghèo được vay vốn", "10", "12", None),
        ("Dự án còn lại", "3", "4", None),
        # a sign of the plan is always stronger than the name
        ("Giảm tỷ lệ hộ nghèo", "≥ 0,5", "0,6", True),
        ("Hộ cận nghèo được vay vốn", "từ 10 trở lên", "12", True),
        ("Hộ nghèo", "3 trở xuống", "3,1", False),
        ("Độ che phủ", "18–22", "20", True),
        ("Độ che phủ", "18–22", "23", False),
    ],
)
def test_a_bare_number_binds_in_the_good_direction_or_says_nothing(
    name: str, plan: str, result: str, by_numbers: bool | None
) -> None:
    assert read(["1", name, "", plan, result, ""]) == [(name, by_numbers, by_numbers)]


@pytest.mark.parametrize(
    "row",
    [
        ["", "Tổng cộng", "", "25", "20", ""],
        ["", "Tổng số chỉ tiêu đạt:", "", "25", "20", "Đạt"],
        ["", "- Trong đó: lúa", "ha", "50", "60", ""],
    ],
)
def test_totals_and_parts_of_a_target_are_no_targets(row: list[str]) -> None:
    assert len(read(["1", "Tổng vốn đầu tư", "tỷ", "95", "96", ""], row)) == 1


def test_a_target_with_a_word_and_no_numbers_counts() -> None:
    assert read(["1", "Nông thôn mới", "xã", "", "", "Đạt"]) == [("Nông thôn mới", True, None)]


def test_a_target_without_anything_but_its_unit_is_unclear_and_no_heading() -> None:
    assert read(["1", "Nông thôn mới", "xã", "", "", ""]) == [("Nông thôn mới", None, None)]


def test_a_word_in_place_of_the_result_is_the_sheet_s_word() -> None:
    assert read(["1", "Nông thôn mới", "", "đạt", "chưa đạt", ""])[0][1] is False


@pytest.mark.parametrize("word", ["Đạt 95% kế hoạch", "Đạt 94,7%"])
def test_a_share_of_the_plan_is_not_the_word_met(word: str) -> None:
    assert read(["1", "A", "km", "95", "90", word]) == [("A", False, False)]


def test_the_same_line_twice_is_refused() -> None:
    row = ["1", "A", "%", "95", "96", ""]
    with refused("plan.twice"):
        read_plan([HEAD, row, row])


def test_percentages_written_two_ways_are_not_compared() -> None:
    (one,) = read_plan([HEAD, ["1", "A", "%", "≥ 62%", "0,655", ""]])
    assert (one.fraction, one.met) == (True, None)
    (small,) = read_plan([HEAD, ["1", "A", "%", "0,5", "0,6", ""]])
    assert (small.fraction, small.met) == (True, True)


@given(st.lists(st.lists(st.text(max_size=10), max_size=7), max_size=8))
def test_whatever_is_pasted_is_read_or_refused_in_words(rows: list[list[str]]) -> None:
    try:
        read_plan([HEAD, *rows])
    except ValueError as wrong:
        assert getattr(wrong, "code", "").startswith("plan.")
