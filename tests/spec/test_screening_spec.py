"""What a form says of a number while it is typed, as tables: what is impossible, what is odd."""

from __future__ import annotations

import pytest

from vedich.core.numbers import read_scaled
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule
from vedich.core.targets import Shape, limits, screen


SHAPES = {
    "rate": Shape(Measure(PlaceRule.RATIO, TimeRule.LAST, "%", 1)),
    "flow": Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "km", 2)),
    "stock": Shape(Measure(PlaceRule.SUM, TimeRule.LAST, "người", 0)),
    "running": Shape(Measure(PlaceRule.SUM, TimeRule.SUM, "tỷ đồng", 1), running=True),
    "yes or no": Shape(Measure(PlaceRule.COUNT, TimeRule.LAST, "xã", 0)),
}
"""A rate is typed as part/whole; a flow is each month's own; a running figure is since January."""

# What cannot be, whatever came before. It blocks: the number has to be typed anew.
TABLE_IMPOSSIBLE = [
    # asked, typed, found
    ("rate", "246/245", "over_whole"),
    ("rate", "245/245", ""),
    ("rate", "0/0", ""),
    ("rate", "200", "no_whole"),
    ("rate", "100.5/200", "too_fine"),
    ("flow", "-0.05", "negative"),
    ("flow", "0", ""),
    ("stock", "1000000000000001", "too_large"),
]
TABLE_IMPOSSIBLE_COLUMNS = ("asked", "typed", "found")

# What is odd beside the figures of the periods before, oldest first (a dash: none). It is asked
# once, recorded when it is confirmed, and shown to the checker. The usual step is the upper median
# of the steps there were, and three are needed; beyond three times that is a jump.
TABLE_ODD = [
    # asked, before, typed, found
    ("flow", "0.05 0.04 0.05", "0.15", ""),
    ("flow", "0.05 0.04 0.05", "0.16", "jump_up"),
    ("flow", "0.05 0.04", "9", ""),
    ("flow", "0.05 0.04 0.05", "0", ""),
    ("flow", "0 0.3 0 0 0.3 0 0.3 0", "0.8", ""),
    ("stock", "200 204 208 212", "224", ""),
    ("stock", "200 204 208 212", "225", "jump_up"),
    ("stock", "200 204 208 212", "168", "jump_down"),
    ("stock", "17 17 17", "17", "alike"),
    ("stock", "7 7 7", "7", ""),
    ("stock", "5 -", "6", "after_gap"),
    ("running", "10 20 30 40", "70", ""),
    ("running", "10 20 30 40", "70.1", "jump_up"),
    ("running", "10 20 30 40", "39.9", "running_fell"),
    ("running", "40 40 40", "40", ""),
    ("rate", "140/245", "142/198", "whole_fell"),
    ("rate", "140/200", "142/210", ""),
    ("rate", "140/200", "142/211", "whole_rose"),
    ("yes or no", "1 1 1", "1", ""),
    ("yes or no", "0 0 0 0", "1", ""),
]
TABLE_ODD_COLUMNS = ("asked", "before", "typed", "found")


def read(text: str, decimals: int) -> Pair | None:
    """The pair that a table writes; None for a dash."""
    if text == "-":
        return None
    part, _, whole = text.partition("/")
    return Pair(
        read_scaled(part, decimals=decimals),
        read_scaled(whole, decimals=decimals) if whole else None,
    )


def found(asked: str, before: str, typed: str) -> str:
    """The codes, one after the other."""
    shape = SHAPES[asked]
    decimals = shape.measure.decimals
    # one digit past the largest figure cannot be read at all, so it is built here
    pair = Pair(int(typed)) if len(typed) > 15 else read(typed, decimals)
    assert pair is not None
    rules = limits(shape, [read(text, decimals) for text in before.split()])
    return " ".join(one.code.value for one in screen(rules, pair))


@pytest.mark.parametrize(("asked", "typed", "expected"), TABLE_IMPOSSIBLE)
def test_what_is_impossible(asked: str, typed: str, expected: str) -> None:
    assert found(asked, "", typed) == expected


@pytest.mark.parametrize(("asked", "before", "typed", "expected"), TABLE_ODD)
def test_what_is_odd(asked: str, before: str, typed: str, expected: str) -> None:
    assert found(asked, before, typed) == expected
