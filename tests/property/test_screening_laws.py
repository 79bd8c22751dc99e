"""Laws of screening: rules as data say what the definitions say, on any figures."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import MEASURES
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule
from vedich.core.targets import ODD, Screened, Shape, limits, screen


COUNTS = st.integers(-3, 60) | st.integers(-(10**15), 10**15)
TYPED = st.builds(Pair, COUNTS, st.none() | COUNTS)
SHAPES = st.builds(Shape, MEASURES, st.booleans(), st.booleans(), st.none() | COUNTS)
EARLIER = st.lists(st.none() | TYPED, max_size=8)


def held(test: dict[str, str | bool], pair: Pair) -> bool:
    """The small script, written again from the data alone."""
    if test["blank"]:
        return pair.whole is None
    part, whole, modulo = (int(test[name]) for name in ("part", "whole", "modulo"))
    if whole and pair.whole is None:
        return False
    amount = part * pair.part + whole * (pair.whole or 0)
    amount = abs(amount) % modulo if modulo else amount
    return ("low" not in test or int(test["low"]) <= amount) and (
        "high" not in test or amount <= int(test["high"])
    )


@given(SHAPES, EARLIER, TYPED)
def test_the_data_alone_finds_the_same(
    shape: Shape, earlier: list[Pair | None], typed: Pair
) -> None:
    rules = limits(shape, earlier)
    data = json.loads(json.dumps([rule.plain() for rule in rules]))
    broken = [rule for rule in data if all(held(test, typed) for test in rule["tests"])]
    blocking = [rule for rule in broken if rule["blocks"]]
    found = [one.code.value for one in screen(rules, typed)]
    assert [rule["code"] for rule in blocking or broken] == found


@given(SHAPES, EARLIER, TYPED)
def test_a_figure_is_impossible_or_odd_and_never_both(
    shape: Shape, earlier: list[Pair | None], typed: Pair
) -> None:
    found = screen(limits(shape, earlier), typed)
    assert len({one.code in ODD for one in found}) < 2
    assert len({one.code for one in found}) == len(found)


@given(SHAPES, EARLIER, TYPED)
def test_what_is_impossible_does_not_hang_on_the_past(
    shape: Shape, earlier: list[Pair | None], typed: Pair
) -> None:
    now = [one for one in screen(limits(shape, []), typed) if one.blocks]
    later = [one for one in screen(limits(shape, earlier), typed) if one.blocks]
    assert now == later


@given(SHAPES, EARLIER, TYPED)
def test_a_rate_within_its_whole_is_never_over_it(
    shape: Shape, earlier: list[Pair | None], typed: Pair
) -> None:
    codes = {one.code.value for one in screen(limits(shape, earlier), typed)}
    rate = shape.measure.place_rule is PlaceRule.RATIO
    assert ("over_whole" in codes) is (
        rate and typed.whole is not None and typed.part > typed.whole
    )


@given(SHAPES, EARLIER, TYPED)
def test_every_finding_can_be_said_in_both_languages(
    shape: Shape, earlier: list[Pair | None], typed: Pair
) -> None:
    for one in screen(limits(shape, earlier), typed):
        for said in (one.ask("vi"), one.ask("en"), one.seen("vi"), one.seen("en")):
            assert "{" not in said and "“”" not in said


@given(st.lists(st.none() | TYPED, max_size=8), COUNTS, st.integers(1, 1000))
def test_a_jump_is_a_jump_in_any_unit(earlier: list[Pair | None], part: int, times: int) -> None:
    """Who counts in kilograms is asked about the same months as who counts in tonnes."""
    flow = Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "kg", 0))

    def jumps(of: int) -> bool:
        before = [one and Pair(one.part * of) for one in earlier]
        rules = [rule for rule in limits(flow, before) if rule.code is Screened.JUMP_UP]
        return any(rule.broken_by(Pair(part * of)) for rule in rules)

    assert jumps(1) is jumps(times)
