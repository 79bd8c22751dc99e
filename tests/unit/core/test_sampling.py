"""A draw that can be repeated."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from vedich.core.errors import Refused
from vedich.core.sampling import draw, rank


KEYS = [f"figure:{number}" for number in range(40)]


def test_the_same_seed_draws_the_same() -> None:
    assert draw("seed", KEYS, 10) == draw("seed", KEYS, 10)


def test_another_seed_draws_otherwise() -> None:
    assert draw("seed", KEYS, 10) != draw("other", KEYS, 10)


def test_the_draw_can_be_repeated_by_hand() -> None:
    by_hand = sorted(KEYS, key=lambda key: hashlib.sha256(f"4:seed{key}".encode()).hexdigest())
    assert draw("seed", KEYS, 10) == tuple(by_hand[:10])


def test_a_known_draw_never_changes() -> None:
    # a journal printed years ago must still be checkable
    assert rank("seed", "figure:1").startswith("5a7d9551cd03")


def test_seed_and_key_do_not_run_together() -> None:
    assert rank("ab", "c") != rank("a", "bc")


def test_fewer_keys_than_asked_for_are_all_drawn() -> None:
    assert set(draw("seed", KEYS[:4], 10)) == set(KEYS[:4])


def test_none_of_nothing() -> None:
    assert draw("seed", [], 10) == ()
    assert draw("seed", KEYS, 0) == ()


def test_a_repeated_key_counts_once() -> None:
    assert len(draw("seed", ["a", "a", "b"], 3)) == 2


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        draw("seed", KEYS, -1)
    assert refused.value.code == "sampling.bad_count"


def test_every_key_has_the_same_odds() -> None:
    draws = 2000
    times = Counter(key for seed in range(draws) for key in draw(str(seed), KEYS, 10))
    # 2 000 draws of 10 from 40: 500 each, with a deviation of 19; five of them are 97
    assert set(times) == set(KEYS)
    assert all(abs(count - draws // 4) < 97 for count in times.values())


def test_every_pair_has_the_same_odds() -> None:
    small, draws = KEYS[:6], 3000
    pairs = Counter(frozenset(draw(str(seed), small, 2)) for seed in range(draws))
    # 15 pairs, 200 each, with a deviation of 14
    assert len(pairs) == 15
    assert all(abs(count - draws // 15) < 70 for count in pairs.values())
