"""Tallies: what many places add up to, what it is worth, and how to share it out."""

from __future__ import annotations

import pytest

from vedich.core.errors import Refused
from vedich.core.tallies import (
    Measure,
    Own,
    Pair,
    PlaceRule,
    Tally,
    TimeRule,
    apportion,
    extreme,
)


SUM, RATIO, MEAN, COUNT, NONE = (
    PlaceRule.SUM,
    PlaceRule.RATIO,
    PlaceRule.MEAN,
    PlaceRule.COUNT,
    PlaceRule.NONE,
)


def measure(rule: PlaceRule, time: TimeRule = TimeRule.SUM, unit: str = "", s: int = 0) -> Measure:
    return Measure(rule, time, unit, s)


def tally(rule: PlaceRule, *pairs: Pair | None, time: TimeRule = TimeRule.SUM) -> Tally:
    return Tally.total(rule, (Tally.of(measure(rule, time), Own(pair)) for pair in pairs))


@pytest.mark.parametrize(
    ("pair", "meets"),
    [
        (Pair(5, 5), True),
        (Pair(4, 5), False),
        (Pair(0, 0), True),
        (Pair(1), True),
        (Pair(0), False),
        (Pair(-1), False),
    ],
)
def test_a_place_meets_its_whole_or_more_than_nothing(pair: Pair, meets: bool) -> None:
    assert pair.meets is meets


@pytest.mark.parametrize(
    ("rule", "time", "own", "out"),
    [
        (SUM, TimeRule.SUM, (2, 2), (2, 2)),
        (SUM, TimeRule.MEAN, (8, 8), (8, 8)),
        (RATIO, TimeRule.MEAN, (8, 8), (8, 8)),
        (MEAN, TimeRule.LAST, (2, 0), (2, 0)),
        (MEAN, TimeRule.MEAN, (8, 6), (14, 6)),
        (COUNT, TimeRule.MEAN, (8, 8), (0, 0)),
    ],
)
def test_every_number_has_a_scale(
    rule: PlaceRule, time: TimeRule, own: tuple[int, int], out: tuple[int, int]
) -> None:
    one = measure(rule, time, s=2)
    assert (one.part_scale, one.whole_scale) == own
    assert one.out_scales == out
    assert one.value_scale == 8


@pytest.mark.parametrize(
    ("rule", "unit", "factor"),
    [
        (RATIO, "%", 100),
        (RATIO, " ‰ ", 1000),
        (RATIO, "người/km²", 1),
        (PlaceRule.MIN, "%", 100),
        (PlaceRule.MAX, "‰", 1000),
        (MEAN, "%", 1),
        (SUM, "%", 1),
        (NONE, "%", 1),
    ],
)
def test_only_a_rate_is_multiplied_into_its_unit(rule: PlaceRule, unit: str, factor: int) -> None:
    assert measure(rule, unit=unit).factor == factor


@pytest.mark.parametrize(
    ("one", "pair", "value"),
    [
        (measure(SUM, s=1), Pair(15, 7), 15_000000),
        (measure(COUNT, s=1), Pair(3, 4), 3_0000000),
        (measure(RATIO, unit="%"), Pair(1560, 1600), 97_500000),
        (measure(RATIO, unit="%"), Pair(2, 3), 66_666667),
        (measure(RATIO, unit="%"), Pair(-2, 3), -66_666667),
        (measure(MEAN), Pair(7, 2), 3_500000),
        (measure(MEAN, TimeRule.MEAN), Pair(7 * 10**12, 2 * 10**6), 3_500000),
        (measure(PlaceRule.MIN), Pair(7), 7_000000),
        (measure(NONE), Pair(7), 7_000000),
        (measure(NONE, unit="%"), Pair(1, 4), 250000),
    ],
)
def test_a_value_is_made_once_from_the_integers(one: Measure, pair: Pair, value: int) -> None:
    assert one.value(pair) == value


@pytest.mark.parametrize("pair", [None, Pair(5, 0), Pair(5)])
def test_a_rate_without_a_whole_has_no_value(pair: Pair | None) -> None:
    assert measure(RATIO).value(pair) is None


def test_silence_is_not_zero() -> None:
    silent = Tally.of(measure(SUM), None)
    assert silent == Tally(SUM, expected=1)
    assert silent.pair is None


def test_a_place_may_report_what_nobody_expected() -> None:
    assert Tally.of(measure(SUM), None, expected=False) == Tally(SUM)
    assert Tally.of(measure(SUM), Own(Pair(1)), expected=False).expected == 0


def test_a_report_is_counted_verified_and_complete() -> None:
    own = [Own(Pair(1), True, True), Own(Pair(2), False, True), Own(Pair(3), False, False), None]
    all_four = Tally.total(SUM, (Tally.of(measure(SUM), one) for one in own))
    assert (all_four.verified, all_four.complete, all_four.reported, all_four.expected) == (
        1,
        2,
        3,
        4,
    )


@pytest.mark.parametrize(
    ("rule", "pairs", "result"),
    [
        (SUM, [Pair(1, 2), Pair(3, 4)], Pair(4, 6)),
        (SUM, [Pair(1, 2), Pair(3)], Pair(4)),
        (RATIO, [Pair(1, 2), Pair(3, 4)], Pair(4, 6)),
        (MEAN, [Pair(10, 3), Pair(20, 1)], Pair(50, 4)),
        (MEAN, [Pair(10), Pair(20)], Pair(30, 2)),
        (PlaceRule.MIN, [Pair(5), Pair(-2)], Pair(-2)),
        (PlaceRule.MAX, [Pair(1, 2), Pair(2, 3), Pair(9, 0)], Pair(2, 3)),
        (PlaceRule.MAX, [Pair(9, 0)], None),
        (COUNT, [Pair(5, 5), Pair(4, 5), Pair(1), None], Pair(2, 4)),
        (NONE, [Pair(1), Pair(2)], None),
        (SUM, [], None),
        (SUM, [None], None),
    ],
)
def test_pairs_add_by_the_rule_of_places(
    rule: PlaceRule, pairs: list[Pair | None], result: Pair | None
) -> None:
    assert tally(rule, *pairs).pair == result


def test_a_place_without_weight_weighs_one_at_the_scale_of_weights() -> None:
    assert tally(MEAN, Pair(10**7), Pair(10**6), time=TimeRule.MEAN).pair == Pair(
        11 * 10**12, 2 * 10**6
    )


def test_a_report_without_a_winner_is_still_a_report() -> None:
    assert tally(PlaceRule.MIN, None, Pair(3, 0)).reported == 2


@pytest.mark.parametrize("rule", [MEAN, PlaceRule.MIN, PlaceRule.MAX])
@pytest.mark.parametrize(("with_whole", "without"), [(1, 1), (1, 2), (2, 1)])
def test_a_rate_beside_a_bare_number_is_refused(
    rule: PlaceRule, with_whole: int, without: int
) -> None:
    mixed = tally(rule, *[Pair(1, 2)] * with_whole, *[Pair(3)] * without)
    with pytest.raises(Refused) as refused:
        _ = mixed.pair
    values = {"with_whole": with_whole, "without": without, "rule": rule.value}
    assert refused.value.values == values


def test_tallies_of_two_rules_do_not_add() -> None:
    with pytest.raises(Refused, match="under “sum” cannot be added to one under “ratio”"):
        Tally(SUM) + Tally(RATIO)


def test_the_winner_is_picked_by_a_total_order() -> None:
    third, sixth = Pair(1, 3), Pair(2, 6)
    assert extreme(PlaceRule.MAX, [sixth, third]) == sixth
    assert extreme(TimeRule.MIN, [sixth, third]) == third


@pytest.mark.parametrize("rule", [SUM, TimeRule.LAST])
def test_other_rules_have_no_winner(rule: PlaceRule | TimeRule) -> None:
    assert extreme(rule, [Pair(1)]) is None


def test_nobody_wins_without_a_key() -> None:
    assert extreme(PlaceRule.MIN, [Pair(1, 0)]) is None
    assert extreme(PlaceRule.MIN, []) is None


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (-10, [1, 1, 1], [-4, -3, -3]),
        (10, [1, 2], [3, 7]),
        (1, [0, 5, 5], [0, 1, 0]),
        (0, [3, 4], [0, 0]),
        (7, [2], [7]),
    ],
)
def test_the_largest_remainders_get_what_is_left(
    total: int, weights: list[int], shares: list[int]
) -> None:
    assert apportion(total, weights) == shares


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_nothing_is_shared_by_no_weight(weights: list[int]) -> None:
    with pytest.raises(Refused) as refused:
        apportion(5, weights)
    assert (refused.value.code, refused.value.values) == ("tally.no_weights", {"total": 5})


@pytest.mark.parametrize("decimals", [-1, 7])
def test_an_indicator_has_no_more_decimals_than_six(decimals: int) -> None:
    with pytest.raises(Refused, match="0 to 6"):
        Measure(PlaceRule.SUM, TimeRule.SUM, "", decimals)
