"""Laws of the cascade, on random targets and places."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vedich.core.cascade import Answer, Rule, Share, residual, share_out, sums


DAY = date(2022, 1, 27)

totals = st.integers(0, 10**12)
weighted = st.sampled_from([rule for rule in Rule if rule is not Rule.HAND])
places = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=3), st.integers(1, 10**6), min_size=1, max_size=12
)
answers = st.none() | st.integers(0, 10**6).map(lambda n: Answer(DAY, n, "thiếu vốn"))
shares = st.lists(
    st.builds(Share, st.text("ABC", min_size=1), st.integers(0, 10**6), st.just(DAY), answers)
)


@given(totals, weighted, places)
def test_shares_add_up_to_the_target(total: int, rule: Rule, numbers: dict[str, int]) -> None:
    assert sum(share_out(total, rule, numbers).values()) == total


@given(totals, places)
def test_each_share_is_less_than_a_unit_from_its_exact_part(
    total: int, numbers: dict[str, int]
) -> None:
    whole = sum(numbers.values())
    for place, amount in share_out(total, Rule.POPULATION, numbers).items():
        assert abs(amount * whole - total * numbers[place]) < whole


@given(totals, weighted, places, st.randoms(use_true_random=False))
def test_the_order_of_the_places_changes_nothing(
    total: int, rule: Rule, numbers: dict[str, int], chance: Random
) -> None:
    rows = list(numbers.items())
    chance.shuffle(rows)
    assert share_out(total, rule, dict(rows)) == share_out(total, rule, numbers)


@given(totals, places, st.integers(1, 1000))
def test_only_the_proportions_of_the_numbers_matter(
    total: int, numbers: dict[str, int], factor: int
) -> None:
    larger = {place: number * factor for place, number in numbers.items()}
    assert share_out(total, Rule.CAPACITY, larger) == share_out(total, Rule.CAPACITY, numbers)


@given(totals, weighted, places)
def test_what_a_rule_shares_out_may_be_entered_by_hand(
    total: int, rule: Rule, numbers: dict[str, int]
) -> None:
    proposed = share_out(total, rule, numbers)
    assert share_out(total, Rule.HAND, proposed) == proposed


@given(totals, shares)
def test_residual_and_taken_make_the_target(total: int, rows: list[Share]) -> None:
    assert residual(total, rows) + sums(rows).taken == total


@given(shares)
def test_the_gaps_are_taken_less_assigned(rows: list[Share]) -> None:
    found = sums(rows)
    assert sum(row.gap for row in rows) == found.taken - found.assigned


@given(totals, weighted, places)
def test_what_is_accepted_as_given_leaves_nothing(
    total: int, rule: Rule, numbers: dict[str, int]
) -> None:
    given_out = share_out(total, rule, numbers)
    rows = [Share(place, part, DAY, Answer(DAY, part)) for place, part in given_out.items()]
    assert residual(total, rows) == 0
