"""Numbers as people type them into a return, and what the form makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from vedich.apps.returns.forms import (
    Typed,
    blanks,
    faults,
    filled,
    standing,
    unchanged,
    unconfirmed,
)
from vedich.apps.returns.queries import Form, Question
from vedich.apps.returns.typed_numbers import understand
from vedich.core.errors import Refused
from vedich.core.needs import Side, State
from vedich.core.periods import Period
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule
from vedich.core.targets import Shape, limits


SHAPE = Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "km", 2))
RATE_SHAPE = Shape(Measure(PlaceRule.RATIO, TimeRule.LAST, "%", 1))

ROAD = Question(
    indicator=1,
    code="duong",
    name="đường bê tông",
    unit="km",
    definition="",
    kind="number",
    part_name="",
    whole_name="",
    decimals=2,
    typed_decimals=2,
    last="0,45",
    last_whole="",
    last_period="tháng 5/2022",
    unchanged=None,
    figure=None,
    part="",
    whole="",
    basis="actual",
    why="",
    request="",
    confirmed=(),
    verified=False,
    pointed_out=False,
    rules=limits(SHAPE, [Pair(45)]),
    limits="[]",
)
WATER = replace(
    ROAD,
    indicator=2,
    name="Hộ dùng nước sạch",
    unit="%",
    kind="rate",
    part_name="hộ có nước sạch",
    whole_name="tổng số hộ",
    decimals=1,
    typed_decimals=0,
    last="168",
    last_whole="245",
    unchanged=("168", "245"),
    rules=limits(RATE_SHAPE, [Pair(1680, 2450)]),
)
INCOME = replace(ROAD, indicator=3, unit="triệu đồng/người/năm", decimals=2, typed_decimals=2)

FORM = Form(
    id=9,
    reference="return:9",
    path=("a", "b", "c"),
    body="Chi bộ",
    place="Ấp",
    period=Period(2022 * 12 + 5, 1),
    period_name="tháng 6/2022",
    state=State.DRAFT,
    turn=Side.SENDER,
    editable=True,
    due=date(2022, 7, 5),
    round=0,
    submitted_on=None,
    reason="",
    checker="Xã",
    questions=(ROAD, WATER),
    history=(),
)


def typed(**values: str) -> tuple[Typed, Typed]:
    posted = QueryDict(mutable=True)
    for name, value in values.items():
        posted[name] = value
    road, water = filled(FORM, posted, "vi")
    return road, water


@pytest.mark.parametrize(
    ("text", "scaled"),
    [
        ("0,55", 55),
        ("0.55", 55),
        (",55", 55),
        ("0,5", 50),
        ("  0,55 km", 55),
        ("0,55km", 55),
        ("12", 1200),
        ("1.234", 123400),
        ("1 234,5", 123450),
        ("năm mươi", 5000),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, scaled: int) -> None:
    assert understand(text, ROAD, "vi").scaled == scaled


@pytest.mark.parametrize(
    ("text", "scaled"),
    [("3 triệu 150 ngàn", 315), ("3,15", 315), ("3,15 triệu", 315), ("42 triệu", 4200)],
)
def test_words_of_money_are_brought_to_the_unit_of_the_question(text: str, scaled: int) -> None:
    assert understand(text, INCOME, "vi").scaled == scaled


def test_words_are_repeated_back_in_the_unit() -> None:
    doubt = understand("3 triệu 150 ngàn", INCOME, "vi").doubt
    assert doubt == "“3 triệu 150 ngàn” được hiểu là 3,15 triệu đồng/người/năm."


def test_what_another_habit_reads_otherwise_is_repeated_back_in_words() -> None:
    doubt = understand("1.234", ROAD, "vi").doubt
    assert doubt == "“1.234” được hiểu là 1.234 (một nghìn hai trăm ba mươi tư), không phải 1,234."
    assert understand("1234", ROAD, "vi").doubt == ""


@pytest.mark.parametrize("text", ["abc", "12 13", "1,234.5", "0,555", "5 %", "mười lăm xã"])
def test_what_cannot_be_read_is_refused_with_the_words(text: str) -> None:
    with pytest.raises(Refused) as refused:
        understand(text, ROAD, "vi")
    assert text in refused.value.say("vi")


def test_a_percentage_in_a_box_that_counts_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        understand("97,5%", WATER, "vi")
    assert refused.value.code == "form.not_a_rate"


def test_an_error_stands_at_its_box_and_loses_nothing() -> None:
    road, water = typed(p1="nhiều lắm", p2="170", w2="abc", y1="mưa", r1="xin cát", e1="1")
    assert [fault.box for _, fault in faults((road, water))] == ["p1", "w2"]
    assert (road.part_text, road.why, road.request, road.estimate) == (
        "nhiều lắm",
        "mưa",
        "xin cát",
        True,
    )
    assert (water.part_text, water.whole_text) == ("170", "abc")


def test_a_part_above_the_whole_is_impossible() -> None:
    _, water = typed(p2="250", w2="245")
    assert [fault.sentence for fault in water.faults] == [
        "“250” lớn hơn tổng số “245”. Hãy sửa một trong hai số."
    ]
    assert not water.missing


def test_a_part_without_its_whole_points_at_the_box_of_the_whole() -> None:
    _, water = typed(p2="170", w2="")
    assert [fault.box for fault in water.faults] == ["w2"]


def test_the_whole_that_the_box_opened_with_is_no_answer() -> None:
    _, water = typed(w2="245")
    assert water.missing and water.faults == ()


def test_another_whole_without_a_part_is_asked_for() -> None:
    _, water = typed(w2="250")
    assert [fault.box for fault in water.faults] == ["p2"]


def test_half_a_household_is_too_fine() -> None:
    _, water = typed(p2="170,5", w2="245")
    assert [fault.sentence for fault in water.faults] == [
        "“170,5” có số lẻ, còn ô này chỉ đếm. Hãy ghi số nguyên."
    ]


def test_odd_figures_are_asked_until_they_are_confirmed() -> None:
    odd = typed(p2="170", w2="200")[1]
    assert [str(one.code) for one in odd.odd] == ["whole_fell"]
    assert len(unconfirmed((odd,), "vi")) == 1
    said = typed(p2="170", w2="200", c2="whole_fell")[1]
    assert unconfirmed((said,), "vi") == []
    assert said.answer().confirmed == ("whole_fell",)


def test_only_codes_that_were_found_are_handed_on_as_confirmed() -> None:
    assert typed(p2="170", w2="245", c2="jump_up")[1].answer().confirmed == ()


def test_a_blank_question_wants_a_word_why() -> None:
    road, water = typed(p2="170", w2="245")
    assert [fault.box for _, fault in blanks((road, water), "vi")] == ["y1"]
    road, water = typed(y1="chưa nghiệm thu", p2="170", w2="245")
    assert blanks((road, water), "vi") == []
    assert road.answer().part is None and road.answer().why == "chưa nghiệm thu"


def test_no_change_writes_the_last_figures_into_the_boxes() -> None:
    road, water = unchanged(typed(p1="0,5", p2=""), 2)
    assert (water.part_text, water.whole_text) == ("168", "245")
    assert road.part_text == "0,5"


def test_no_change_has_no_sense_for_a_months_own_flow() -> None:
    road, _ = unchanged(typed(), 1)
    assert road.part_text == ""


def test_an_estimate_says_so_and_nothing_is_no_estimate() -> None:
    assert typed(p1="0,5", e1="1")[0].answer().basis == "estimate"
    assert typed(e1="1", y1="mưa")[0].answer().basis == "actual"


def test_the_form_opens_with_what_stands_and_the_last_whole() -> None:
    road, water = standing(FORM)
    assert (road.part_text, water.part_text, water.whole_text) == ("", "", "245")
    assert faults((road, water)) == []


def test_a_rate_is_shown_with_its_counts() -> None:
    _, water = typed(p2="171", w2="245")
    assert (water.number, water.total, water.percent) == ("171", "245", "69,8")
    assert water.name == "Hộ có nước sạch"


def test_a_yes_or_no_is_a_number_of_one_or_nothing() -> None:
    form = replace(FORM, questions=(replace(ROAD, kind="yes_no", decimals=0, rules=()),))
    (one,) = filled(form, QueryDict("p1=1"), "vi")
    assert one.answer().part == 1
    (one,) = filled(form, QueryDict(""), "vi")
    assert one.missing


def test_what_the_page_itself_printed_is_not_doubted() -> None:
    form = replace(FORM, questions=(replace(WATER, last_whole="1.550", rules=()),))
    (one,) = filled(form, QueryDict("p2=1.430&w2=1.550"), "vi")
    assert len(one.doubts) == 1 and "1.430" in one.doubts[0]
