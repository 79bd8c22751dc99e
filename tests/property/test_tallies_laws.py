"""Laws of tallies: a commutative monoid under every rule, shares that lose nothing, one round."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import MEASURES, OWNS, PAIRS
from vedich.core.errors import Refused
from vedich.core.numbers import order_key
from vedich.core.tallies import (
    EXTRA_DECIMALS,
    Measure,
    Own,
    Pair,
    PlaceRule,
    Tally,
    TimeRule,
    apportion,
    extreme,
)


@st.composite
def tallies(draw: st.DrawFn, count: int) -> list[Tally]:
    """`count` tallies under one measure, of some places each: silent, bare, mixed, keyless."""
    measure = draw(MEASURES)
    rule = measure.place_rule
    found: list[Tally] = []
    for _ in range(count):
        owns = draw(st.lists(st.none() | OWNS, max_size=3))
        of = (Tally.of(measure, own, expected=draw(st.booleans())) for own in owns)
        found.append(Tally.total(rule, of))
    return found


def outcome(tally: Tally) -> Pair | str | None:
    try:
        return tally.pair
    except Refused as refused:
        return refused.say("vi")


@given(tallies(3))
def test_grouping_is_irrelevant(three: list[Tally]) -> None:
    a, b, c = three
    assert (a + b) + c == a + (b + c)


@given(tallies(2))
def test_order_is_irrelevant(two: list[Tally]) -> None:
    a, b = two
    assert a + b == b + a


@given(tallies(1))
def test_the_empty_tally_changes_nothing(one: list[Tally]) -> None:
    (a,) = one
    assert a + Tally(a.rule) == a == Tally(a.rule) + a


@given(tallies(5), st.randoms(use_true_random=False))
def test_a_total_says_the_same_in_any_order(many: list[Tally], chance: Random) -> None:
    rule = many[0].rule
    before = Tally.total(rule, many)
    chance.shuffle(many)
    assert Tally.total(rule, many) == before
    assert outcome(Tally.total(rule, many)) == outcome(before)


@given(MEASURES, st.lists(OWNS, max_size=5))
def test_counts_never_pass_each_other(measure: Measure, owns: list[Own]) -> None:
    total = Tally.total(measure.place_rule, (Tally.of(measure, own) for own in owns))
    assert total.expected == total.reported == len(owns)
    assert 0 <= total.verified <= total.reported >= total.complete >= 0
    assert 0 <= total.wholes <= total.pairs <= total.reported


@given(tallies(1))
def test_silence_adds_nothing_but_an_expectation(one: list[Tally]) -> None:
    (a,) = one
    silent = Tally.of(Measure(a.rule, TimeRule.SUM), None)
    assert outcome(a + silent) == outcome(a)
    assert (a + silent).expected == a.expected + 1


@given(st.lists(PAIRS), st.sampled_from([PlaceRule.MIN, PlaceRule.MAX]))
def test_the_winner_beats_everybody(pairs: list[Pair], rule: PlaceRule) -> None:
    winner = extreme(rule, pairs)
    keys = [key for pair in pairs if (key := order_key(pair.part, pair.whole)) is not None]
    if winner is None:
        assert not keys
    else:
        best = (min if rule is PlaceRule.MIN else max)(keys)
        assert winner in pairs
        assert order_key(winner.part, winner.whole) == best


# -- value -----------------------------------------------------------------------------------------


def half_away(number: Fraction) -> int:
    cut = int(abs(number) + Fraction(1, 2))
    return cut if number >= 0 else -cut


@given(MEASURES, PAIRS)
def test_a_value_is_the_exact_one_rounded_half_away_from_zero(measure: Measure, pair: Pair) -> None:
    part_scale, whole_scale = measure.out_scales
    part = Fraction(pair.part, 10**part_scale)
    amount = measure.place_rule in (PlaceRule.SUM, PlaceRule.COUNT)
    if not amount and pair.whole == 0:
        expected = None
    elif amount or pair.whole is None:
        bare_rate = measure.place_rule is PlaceRule.RATIO
        expected = None if bare_rate else half_away(part * 10**measure.value_scale)
    else:
        exact = part / Fraction(pair.whole, 10**whole_scale) * measure.factor
        expected = half_away(exact * 10**measure.value_scale)
    assert measure.value(pair) == expected


@given(st.integers(0, 6), st.lists(st.tuples(st.integers(-99, 99), st.integers(1, 99)), min_size=1))
def test_a_mean_of_places_is_the_weighted_mean(
    decimals: int, weighed: list[tuple[int, int]]
) -> None:
    measure = Measure(PlaceRule.MEAN, TimeRule.LAST, decimals=decimals)
    owns = (Tally.of(measure, Own(Pair(part, weight))) for part, weight in weighed)
    exact = Fraction(sum(p * w for p, w in weighed), sum(w for _, w in weighed))
    found = measure.value(Tally.total(PlaceRule.MEAN, owns).pair)
    assert found == half_away(exact * 10**EXTRA_DECIMALS)


# -- shares ----------------------------------------------------------------------------------------

TOTALS = st.integers(-100, 100) | st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 9) | st.integers(0, 10**9), min_size=1, max_size=8).filter(any)


@given(TOTALS, WEIGHTS)
def test_shares_add_up_exactly(total: int, weights: list[int]) -> None:
    assert sum(apportion(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_no_share_is_a_unit_off(total: int, weights: list[int]) -> None:
    for share, weight in zip(apportion(total, weights), weights, strict=True):
        exact = Fraction(total * weight, sum(weights))
        assert abs(share - exact) < 1
        if exact.denominator == 1:
            assert share == exact


@given(TOTALS, WEIGHTS)
def test_a_heavier_place_never_gets_less(total: int, weights: list[int]) -> None:
    shares = sorted(zip(weights, map(abs, apportion(total, weights)), strict=True))
    for (light, less), (heavy, more) in zip(shares, shares[1:], strict=False):
        assert light == heavy or less <= more


@given(TOTALS, WEIGHTS)
def test_an_opposite_total_has_opposite_shares(total: int, weights: list[int]) -> None:
    assert apportion(-total, weights) == [-share for share in apportion(total, weights)]
