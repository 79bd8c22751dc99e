"""The edges of the cascade that the tables of the manual do not show."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.cascade import (
    Answer,
    Rule,
    Share,
    State,
    check_sum,
    residual,
    share_out,
    sums,
)
from vedich.core.errors import Refused
from vedich.core.periods import WorkingDays


DAY = date(2022, 1, 27)


def test_by_hand_a_wrong_sum_is_refused_with_the_difference_named() -> None:
    with pytest.raises(Refused) as caught:
        share_out(420, Rule.HAND, {"A": 200, "B": 176}, decimals=1)
    assert caught.value.say("vi") == (
        "Các phần giao cộng lại được 37,6, chỉ tiêu là 42,0, lệch −4,4. Hãy sửa cho bằng nhau."
    )


def test_places_without_a_number_are_all_named() -> None:
    with pytest.raises(Refused) as caught:
        share_out(10, Rule.POPULATION, {"C": None, "A": 5, "B": None})
    assert "B, C" in str(caught.value)


def test_a_negative_total_cannot_be_shared() -> None:
    with pytest.raises(Refused) as caught:
        share_out(-10, Rule.EQUAL, {"A": None})
    assert caught.value.code == "cascade.below_zero"


def test_stored_shares_can_be_checked_again() -> None:
    check_sum(10, {"A": 4, "B": 6})
    with pytest.raises(Refused):
        check_sum(11, {"A": 4, "B": 6})


@pytest.mark.parametrize(("assigned", "taken"), [(-1, 0), (4, -1)])
def test_no_share_and_no_offer_is_below_zero(assigned: int, taken: int) -> None:
    with pytest.raises(Refused) as caught:
        Share("A", assigned, DAY, Answer(DAY, taken, "vì"))
    assert caught.value.code == "cascade.below_zero"


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_objection_needs_a_reason(reason: str) -> None:
    with pytest.raises(Refused) as caught:
        Share("A", 40, DAY, Answer(DAY, 31, reason))
    assert caught.value.code == "cascade.no_answer_reason"


def test_an_answer_after_the_days_given_still_counts() -> None:
    late = Share("A", 40, DAY, Answer(date(2022, 12, 1), 40))
    assert late.state(date(2022, 12, 1), WorkingDays(), 5) is State.ACCEPTED
    assert late.taken == 40


def test_pledged_beyond_the_target_the_residual_is_below_zero() -> None:
    shares = [Share("A", 5, DAY, Answer(DAY, 9)), Share("B", 5, DAY)]
    assert residual(8, shares) == -1


def test_a_missing_figure_is_not_a_zero_done() -> None:
    assert sums([Share("A", 5, DAY), Share("B", 5, DAY, done=0)]) == (10, 0, 0, 1)
    assert sums([]) == (0, 0, 0, 0)
