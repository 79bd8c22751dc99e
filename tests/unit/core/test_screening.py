"""What is impossible and what is odd in a figure as it is typed."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from vedich.core.numbers import MAX_SCALED
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule
from vedich.core.targets import ODD, Finding, Limit, Screened, Shape, limits, screen
from vedich.core.targets._screening import ASKED, SEEN


RATE = Shape(Measure(PlaceRule.RATIO, TimeRule.LAST, "%", 1))
FLOW = Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "km", 2))
STOCK = Shape(Measure(PlaceRule.SUM, TimeRule.LAST, "người", 0))
RUNNING = Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "tỷ đồng", 1), running=True)
TICK = Shape(Measure(PlaceRule.COUNT, TimeRule.LAST, "xã", 0))


def households(part: int, whole: int | None = None) -> Pair:
    """A rate's counts, as they are stored: at the rate's one decimal."""
    return Pair(part * 10, None if whole is None else whole * 10)


def found(shape: Shape, earlier: Sequence[Pair | None], typed: Pair) -> tuple[Finding, ...]:
    return screen(limits(shape, earlier), typed)


def codes(shape: Shape, earlier: Sequence[Pair | None], typed: Pair) -> list[str]:
    return [one.code.value for one in found(shape, earlier, typed)]


# -- impossible ------------------------------------------------------------------------------------


def test_a_part_above_its_whole_is_impossible() -> None:
    (finding,) = found(RATE, [], households(246, 245))
    assert finding.code is Screened.OVER_WHOLE
    assert finding.blocks
    assert finding.ask("vi") == "“246” lớn hơn tổng số “245”. Hãy sửa một trong hai số."
    assert finding.ask("en") == "“246” is more than the total “245”. Correct one of the two."
    assert finding.seen("vi") == finding.ask("vi")


def test_all_of_the_whole_is_possible() -> None:
    assert codes(RATE, [], households(245, 245)) == []


def test_a_whole_of_nothing_takes_a_part_of_nothing() -> None:
    assert codes(RATE, [], households(0, 0)) == []
    assert codes(RATE, [], households(1, 0)) == ["over_whole"]


def test_a_rate_without_its_whole_is_impossible() -> None:
    assert codes(RATE, [], households(200)) == ["no_whole"]


def test_a_bare_number_needs_no_whole() -> None:
    assert codes(STOCK, [], Pair(200)) == []


def test_below_zero_is_impossible() -> None:
    (finding,) = found(FLOW, [], Pair(-5))
    assert (finding.code, finding.values["part"]) == (Screened.NEGATIVE, "−0,05")
    assert codes(FLOW, [], Pair(0)) == []


def test_what_may_be_below_zero_is_left_alone() -> None:
    growth = Shape(Measure(PlaceRule.SUM, TimeRule.LAST, "%", 1), signed=True)
    assert codes(growth, [], Pair(-5)) == []


def test_half_a_household_is_impossible() -> None:
    (finding,) = found(RATE, [], Pair(1005, 2000))
    assert finding.code is Screened.TOO_FINE
    assert finding.ask("vi") == "“100,5” có nhiều hơn 0 chữ số thập phân. Hãy làm tròn."


def test_what_is_beyond_the_largest_figure_is_impossible() -> None:
    assert codes(STOCK, [], Pair(MAX_SCALED + 1)) == ["too_large"]
    assert codes(STOCK, [], Pair(MAX_SCALED)) == []


def test_the_odd_is_kept_back_while_something_is_impossible() -> None:
    earlier = [households(n, 245) for n in (100, 101, 102, 103)]
    assert codes(RATE, earlier, households(400, 200)) == ["over_whole"]


# -- jumps -----------------------------------------------------------------------------------------


def test_a_flow_beyond_three_times_the_usual_is_a_jump() -> None:
    earlier = [Pair(5), Pair(4), Pair(5)]
    (finding,) = found(FLOW, earlier, Pair(60))
    assert finding.code is Screened.JUMP_UP
    assert finding.strong and not finding.blocks
    assert finding.seen("vi") == "Tăng gấp 12 lần thường kỳ."
    assert finding.ask("vi") == (
        "“0,60” tăng hơn 3 lần mức thường kỳ (0,05); kỳ trước 0,05. Đúng vậy?"
    )
    assert codes(FLOW, earlier, Pair(15)) == []
    assert codes(FLOW, earlier, Pair(16)) == ["jump_up"]


def test_a_flow_that_stops_is_no_jump() -> None:
    assert codes(FLOW, [Pair(50), Pair(40), Pair(50)], Pair(0)) == []


def test_a_stock_jumps_by_its_change_either_way() -> None:
    earlier = [Pair(n) for n in (200, 204, 208, 212)]
    assert codes(STOCK, earlier, Pair(224)) == []
    assert codes(STOCK, earlier, Pair(225)) == ["jump_up"]
    assert codes(STOCK, earlier, Pair(200)) == []
    (finding,) = found(STOCK, earlier, Pair(168))
    assert finding.code is Screened.JUMP_DOWN
    assert finding.seen("vi") == "Giảm 44, gấp 11 lần thường kỳ."


def test_two_steps_are_no_habit() -> None:
    assert codes(STOCK, [Pair(200), Pair(201), Pair(202)], Pair(900)) == []
    assert codes(FLOW, [Pair(1), Pair(1)], Pair(900)) == []


def test_months_without_a_step_say_nothing_of_the_usual_one() -> None:
    earlier = [Pair(0), Pair(30), Pair(0), Pair(0), Pair(30), Pair(0), Pair(30), Pair(0)]
    assert codes(FLOW, earlier, Pair(80)) == []
    assert codes(FLOW, earlier, Pair(91)) == ["jump_up"]


def test_a_step_over_a_gap_says_nothing_of_the_usual_one() -> None:
    earlier = [Pair(100), None, Pair(190), Pair(191), Pair(192), Pair(193)]
    assert codes(STOCK, earlier, Pair(197)) == ["jump_up"]


def test_yes_after_no_is_no_jump() -> None:
    assert codes(TICK, [Pair(0)] * 4, Pair(1)) == []


def test_a_running_figure_that_falls_is_odd_however_little() -> None:
    earlier = [Pair(100), Pair(200), Pair(300)]
    (finding,) = found(RUNNING, earlier, Pair(299))
    assert (finding.code, finding.strong) == (Screened.RUNNING_FELL, True)
    assert finding.seen("vi") == "Số từ đầu năm giảm 0,1."
    assert codes(RUNNING, earlier, Pair(300)) == []


def test_a_running_figure_jumps_by_its_change() -> None:
    earlier = [Pair(n) for n in (100, 200, 300, 400)]
    assert codes(RUNNING, earlier, Pair(700)) == []
    assert codes(RUNNING, earlier, Pair(701)) == ["jump_up"]
    assert codes(RUNNING, earlier, Pair(0)) == ["running_fell"]


# -- wholes ----------------------------------------------------------------------------------------


def test_a_whole_that_falls_is_odd() -> None:
    (finding,) = found(RATE, [households(140, 245)], households(142, 198))
    assert (finding.code, finding.strong) == (Screened.WHOLE_FELL, True)
    assert finding.seen("vi") == "Tổng số đổi 245 thành 198."


def test_a_whole_that_grows_by_a_twentieth_is_usual() -> None:
    earlier = [households(140, 200)]
    assert codes(RATE, earlier, households(142, 210)) == []
    (finding,) = found(RATE, earlier, households(142, 211))
    assert (finding.code, finding.strong) == (Screened.WHOLE_ROSE, False)


# -- the level to be reached -----------------------------------------------------------------------

NEEDED = Shape(STOCK.measure, level=900)
CEILING = Shape(STOCK.measure, rises=False, level=900)
RATE_NEEDED = Shape(RATE.measure, level=620)


def test_a_figure_that_just_reaches_what_is_needed_is_odd() -> None:
    (finding,) = found(NEEDED, [Pair(861)], Pair(905))
    assert (finding.code, finding.strong) == (Screened.JUST_ENOUGH, False)
    assert finding.seen("vi") == "Vừa đủ mức cần 900."
    assert codes(NEEDED, [Pair(861)], Pair(900)) == ["just_enough"]
    assert codes(NEEDED, [Pair(861)], Pair(918)) == ["just_enough"]
    assert codes(NEEDED, [Pair(861)], Pair(919)) == []
    assert codes(NEEDED, [Pair(861)], Pair(899)) == []


def test_what_already_reached_it_stays_so_unasked() -> None:
    assert codes(NEEDED, [Pair(903)], Pair(905)) == []
    assert codes(RATE_NEEDED, [households(150, 240)], households(151, 240)) == []


def test_below_a_ceiling_is_just_enough_too() -> None:
    assert codes(CEILING, [Pair(950)], Pair(900)) == ["just_enough"]
    assert codes(CEILING, [Pair(950)], Pair(882)) == ["just_enough"]
    assert codes(CEILING, [Pair(950)], Pair(881)) == []
    assert codes(CEILING, [Pair(950)], Pair(901)) == []
    assert codes(CEILING, [Pair(890)], Pair(889)) == []


def test_a_rate_is_compared_without_dividing() -> None:
    below = [households(120, 200)]
    # 62 % of 200 are 124; 63,2 % are 126,4
    assert codes(RATE_NEEDED, below, households(123, 200)) == []
    assert codes(RATE_NEEDED, below, households(124, 200)) == ["just_enough"]
    assert codes(RATE_NEEDED, below, households(126, 200)) == ["just_enough"]
    assert codes(RATE_NEEDED, below, households(127, 200)) == []
    assert found(RATE_NEEDED, below, households(124, 200))[0].values["level"] == "62,0%"


def test_nothing_of_nothing_reaches_no_level() -> None:
    assert codes(RATE_NEEDED, [], households(0, 0)) == []


def test_a_small_level_has_a_margin_of_one() -> None:
    small = Shape(STOCK.measure, level=2)
    assert codes(small, [Pair(0)], Pair(2)) == ["just_enough"]
    assert codes(small, [Pair(0)], Pair(3)) == ["just_enough"]
    assert codes(small, [Pair(0)], Pair(4)) == []


# -- habits ----------------------------------------------------------------------------------------


def test_the_same_as_three_times_before_is_odd() -> None:
    same = households(168, 245)
    (finding,) = found(RATE, [same] * 3, same)
    assert (finding.code, finding.strong) == (Screened.ALIKE, False)
    assert finding.seen("vi") == "Giống hệt 3 kỳ trước."
    assert codes(RATE, [same] * 2, same) == []
    assert codes(RATE, [same] * 3, households(168, 246)) == []
    assert codes(RATE, [same] * 3, households(169, 245)) == []
    assert codes(STOCK, [Pair(10)] * 3, Pair(10)) == ["alike"]


def test_numbers_of_one_digit_repeat_by_themselves() -> None:
    assert codes(STOCK, [Pair(9)] * 3, Pair(9)) == []
    assert codes(FLOW, [Pair(5)] * 3, Pair(5)) == []
    assert codes(RATE, [households(9, 245)] * 3, households(9, 245)) == []


def test_nothing_month_after_month_is_usual() -> None:
    assert codes(FLOW, [Pair(0)] * 3, Pair(0)) == []


def test_a_yes_that_stays_and_a_year_that_rests_are_usual() -> None:
    assert codes(TICK, [Pair(1)] * 3, Pair(1)) == []
    assert codes(RUNNING, [Pair(5)] * 3, Pair(5)) == []


def test_the_first_figure_after_a_gap_is_odd() -> None:
    (finding,) = found(STOCK, [Pair(5), None], Pair(5))
    assert finding.code is Screened.AFTER_GAP
    assert codes(STOCK, [None, Pair(5)], Pair(5)) == []
    assert codes(STOCK, [None, None], Pair(5)) == []


# -- as data ---------------------------------------------------------------------------------------


def test_a_rule_becomes_plain_data_with_both_sentences() -> None:
    rules = limits(RATE, [households(140, 245)])
    plain = json.loads(json.dumps([rule.plain() for rule in rules]))
    over = next(rule for rule in plain if rule["code"] == "over_whole")
    assert over == {
        "code": "over_whole",
        "blocks": True,
        "tests": [{"part": "1", "whole": "-1", "modulo": "0", "blank": False, "low": "1"}],
        "vi": "“{part}” lớn hơn tổng số “{whole}”. Hãy sửa một trong hai số.",
        "en": "“{part}” is more than the total “{whole}”. Correct one of the two.",
    }
    fell = next(rule for rule in plain if rule["code"] == "whole_fell")
    assert (fell["blocks"], fell["tests"][0]["high"]) == (False, "2449")


def test_an_open_end_takes_everything() -> None:
    assert Limit(part=1).holds(Pair(-(10**15)))
    assert not Limit(whole=1).holds(Pair(1))


def test_every_code_has_its_sentences() -> None:
    assert set(ASKED) == set(Screened)
    assert set(SEEN) == set(ODD)


@pytest.mark.parametrize("code", Screened)
def test_what_is_impossible_and_what_is_odd_part_the_codes(code: Screened) -> None:
    finding = Finding(code, {})
    assert finding.blocks is (code not in ODD)
    assert finding.strong or not finding.blocks


def test_a_rule_knows_how_strong_it_is() -> None:
    rules = {rule.code: rule for rule in limits(RATE, [households(140, 245)])}
    assert rules[Screened.OVER_WHOLE].strong and rules[Screened.WHOLE_FELL].strong
    assert not rules[Screened.WHOLE_ROSE].strong
