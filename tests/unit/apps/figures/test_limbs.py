"""Sums in two limbs: what is written is read back, differences cancel to nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedich.apps.figures.limbs import (
    Sums,
    difference,
    joined,
    read_best,
    split,
    sums,
    write_best,
)
from vedich.apps.figures.models import LIMB, MOST_ADDED, MOST_LIMB
from vedich.core.errors import Refused
from vedich.core.tallies import Pair, PlaceRule, Tally


NUMBERS = st.integers(-MOST_ADDED, MOST_ADDED)
COUNTS = st.integers(0, 10**6)
TALLIES = st.builds(
    Tally,
    st.just(PlaceRule.SUM),
    part=NUMBERS,
    whole=NUMBERS,
    pairs=COUNTS,
    wholes=COUNTS,
    reported=COUNTS,
    verified=COUNTS,
    complete=COUNTS,
    expected=COUNTS,
)


@given(TALLIES)
def test_a_tally_is_read_back_as_it_was_written(tally: Tally) -> None:
    assert joined(PlaceRule.SUM, split(tally), "") == tally


@given(st.lists(TALLIES, max_size=5))
def test_columns_added_apart_are_the_tally_added_up(tallies: list[Tally]) -> None:
    columns = Sums(*(sum(column) for column in zip(*(sums(t) for t in tallies), strict=True)))
    added = joined(PlaceRule.SUM, columns if tallies else Sums(), "")
    assert added == Tally.total(PlaceRule.SUM, tallies)


@given(TALLIES, TALLIES)
def test_there_and_back_leaves_every_limb_as_it_was(one: Tally, two: Tally) -> None:
    there, back = difference(sums(two), sums(one)), difference(sums(one), sums(two))
    assert [a + b for a, b in zip(there, back, strict=True)] == [0] * len(Sums._fields)


@given(NUMBERS)
def test_nine_million_places_fit_into_the_limbs(number: int) -> None:
    high, low = divmod(number, LIMB)
    assert max(abs(high), abs(low)) * 9 * 10**6 <= MOST_LIMB


@pytest.mark.parametrize("part", [MOST_ADDED + 1, -MOST_ADDED - 1])
def test_more_than_a_place_may_add_is_refused(part: int) -> None:
    with pytest.raises(Refused) as found:
        sums(Tally(PlaceRule.MEAN, part=part))
    assert found.value.code == "figures.too_large_sum"
    assert str(part) in found.value.say("vi")


@given(st.none() | st.builds(Pair, NUMBERS, st.none() | NUMBERS))
def test_a_winner_is_read_back_as_it_was_written(pair: Pair | None) -> None:
    text = write_best(pair)
    assert len(text) <= 90
    assert read_best(text) == pair
