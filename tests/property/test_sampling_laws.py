"""Laws of the draw."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from vedich.core.sampling import draw


KEYS = st.lists(st.text(max_size=6), max_size=30, unique=True)
COUNTS = st.integers(0, 12)


@given(st.text(), KEYS, COUNTS)
def test_a_draw_is_so_many_of_the_keys(seed: str, keys: list[str], count: int) -> None:
    drawn = draw(seed, keys, count)
    assert set(drawn) <= set(keys)
    assert len(drawn) == len(set(drawn)) == min(count, len(keys))


@given(st.text(), KEYS, COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_keys_does_not_matter(
    seed: str, keys: list[str], count: int, chance: Random
) -> None:
    mixed = list(keys)
    chance.shuffle(mixed)
    assert draw(seed, mixed, count) == draw(seed, keys, count)


@given(st.text(), KEYS, COUNTS)
def test_a_longer_draw_begins_with_the_shorter(seed: str, keys: list[str], count: int) -> None:
    assert draw(seed, keys, count + 1)[:count] == draw(seed, keys, count)


@given(st.text(), KEYS, COUNTS, st.text(min_size=7, max_size=8))
def test_a_key_more_displaces_at_most_one(seed: str, keys: list[str], count: int, new: str) -> None:
    before, after = set(draw(seed, keys, count)), set(draw(seed, [*keys, new], count))
    assert len(before - after) <= 1
    assert after - before <= {new}


@given(st.text(), KEYS, COUNTS, st.data())
def test_a_key_less_leaves_the_others_drawn(
    seed: str, keys: list[str], count: int, data: st.DataObject
) -> None:
    drawn = draw(seed, keys, count)
    if drawn:
        gone = data.draw(st.sampled_from(drawn))
        rest = [key for key in keys if key != gone]
        assert set(drawn) - {gone} <= set(draw(seed, rest, count))
