"""Tallies: what figures of many places add up to, and how sure that is (R6, R7; DESIGN §4, §5).

A rate travels as (part, whole) in scaled integers and is divided once, at the end. A missing
report is not a zero: a tally carries how many places reported, how many of those are verified and
how many were expected. Tallies of one rule form a commutative monoid, so live updates, batch and
cluster runs may add in any order and grouping and must agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Final

from vedich.core.errors import Message
from vedich.core.numbers import MAX_DECIMALS, div_round, order_key, rescale


MIXED_WHOLES = Message(
    code="tally.mixed_wholes",
    vi="Có {with_whole} nơi ghi mẫu số và {without} nơi để trống. Với quy tắc “{rule}”, hãy ghi "
    "mẫu số ở mọi nơi hoặc không nơi nào.",
    en="{with_whole} places give a whole and {without} leave it blank. Under the rule “{rule}” "
    "give it everywhere or nowhere.",
)
OTHER_RULE = Message(
    code="tally.other_rule",
    vi="Không cộng được số theo quy tắc “{left}” với số theo quy tắc “{right}”. Hãy cộng riêng "
    "từng chỉ tiêu.",
    en="A tally under “{left}” cannot be added to one under “{right}”. Add each indicator apart.",
)
BAD_DECIMALS = Message(
    code="tally.bad_decimals",
    vi="Một chỉ tiêu không thể có {value} chữ số thập phân. Hãy chọn từ 0 đến {most}.",
    en="An indicator cannot have {value} decimals. Choose 0 to {most}.",
)
NO_WEIGHTS = Message(
    code="tally.no_weights",
    vi="Không chia được {total} vì không có trọng số dương nào. Hãy cho ít nhất một nơi trọng số "
    "lớn hơn 0 và không nơi nào số âm.",
    en="{total} cannot be shared out: no weight is above 0. Give at least one place a weight above "
    "0 and none below.",
)

EXTRA_DECIMALS: Final = 6
"""A value has this many decimals more than its indicator (DESIGN §4.5)."""


class PlaceRule(StrEnum):
    """How an indicator goes from places to the place above them (R6, DESIGN §5 line 9)."""

    SUM = "sum"
    RATIO = "ratio"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    COUNT = "count"
    NONE = "none"


class TimeRule(StrEnum):
    """How an indicator goes from short periods to a longer one (R6, DESIGN §5 line 8)."""

    SUM = "sum"
    LAST = "last"
    CARRIED = "carried"
    FIRST = "first"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"


_EXTREMES: Final = (PlaceRule.MIN, PlaceRule.MAX)
_NEVER_MIXED: Final = (PlaceRule.MEAN, *_EXTREMES)


@dataclass(frozen=True, slots=True)
class Pair:
    """Part and whole, integers scaled by the indicator's decimals; whole is None if not given."""

    part: int
    whole: int | None = None

    @property
    def meets(self) -> bool:
        """Whether a place counts under ``count``: part ≥ whole, or part > 0 without a whole."""
        return self.part > 0 if self.whole is None else self.part >= self.whole


@dataclass(frozen=True, slots=True)
class Own:
    """What one place itself reported for one period, its shorter periods already folded.

    No `pair`: it reported, but pairs whose whole is 0 have no place in an order, so none could win.
    `complete` says that its figures cover the whole period.
    """

    pair: Pair | None
    verified: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """What is needed to fold and print one indicator: its two rules, unit and decimals (R6).

    `decimals` (0 to 6) is the scale of figures as they are stored. Raises Refused
    (``tally.bad_decimals``) beyond.
    """

    place_rule: PlaceRule
    time_rule: TimeRule
    unit: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= MAX_DECIMALS:
            raise BAD_DECIMALS.refuse(value=self.decimals, most=MAX_DECIMALS)

    @property
    def part_scale(self) -> int:
        """Decimals in a place's own part once its periods are folded: a mean over time adds six."""
        return self.decimals + (EXTRA_DECIMALS if self.time_rule is TimeRule.MEAN else 0)

    @property
    def whole_scale(self) -> int:
        """Decimals in a place's own whole: weights are whole numbers, others scale as the part."""
        weight = self.place_rule is PlaceRule.MEAN
        return self.part_scale - self.decimals if weight else self.part_scale

    @property
    def out_scales(self) -> tuple[int, int]:
        """Decimals in part and whole of a tally under this measure."""
        if self.place_rule is PlaceRule.COUNT:
            return 0, 0
        if self.place_rule is PlaceRule.MEAN:
            return self.part_scale + self.whole_scale, self.whole_scale
        return self.part_scale, self.whole_scale

    @property
    def value_scale(self) -> int:
        """Decimals in a value: the indicator's and six more (DESIGN §4.5)."""
        return self.decimals + EXTRA_DECIMALS

    @property
    def factor(self) -> int:
        """What a rate is multiplied by to be in its unit: 100 for %, 1000 for ‰ (§5 line 11)."""
        rate = self.place_rule in (PlaceRule.RATIO, *_EXTREMES)
        return {"%": 100, "‰": 1000}.get(self.unit.strip(), 1) if rate else 1

    def value(self, pair: Pair | None) -> int | None:
        """The value of `pair` in the indicator's unit, scaled by `value_scale`, rounded once.

        None where there is no pair or its whole is 0, and under ``ratio`` where there is no whole:
        a bare part must never be read as a rate (R7). Half is rounded away from zero.
        """
        if pair is None or (pair.whole is None and self.place_rule is PlaceRule.RATIO):
            return None
        part_scale, whole_scale = self.out_scales
        if self.place_rule in (PlaceRule.SUM, PlaceRule.COUNT) or pair.whole is None:
            return rescale(pair.part, decimals=part_scale, to=self.value_scale)
        if pair.whole == 0:
            return None
        shift = self.value_scale + whole_scale - part_scale
        return div_round(pair.part * self.factor * 10**shift, pair.whole)


@dataclass(frozen=True, slots=True)
class Tally:
    """Own pairs of any number of places under one rule; ``Tally(rule)`` is empty, ``+`` adds.

    `part` and `whole` are sums of scaled integers (for ``mean``: Σ part × weight and Σ weight; for
    ``count``: places that meet and places that reported), `pairs` how many pairs are in them and
    `wholes` how many of those have a whole. `best` is the winner under ``min`` and ``max``.
    """

    rule: PlaceRule
    part: int = 0
    whole: int = 0
    pairs: int = 0
    wholes: int = 0
    best: Pair | None = None
    reported: int = 0
    verified: int = 0
    complete: int = 0
    expected: int = 0

    @staticmethod
    def of(measure: Measure, own: Own | None, *, expected: bool = True) -> Tally:
        """The tally of one place: `own` is None where it did not report; `expected`: it should."""
        rule = measure.place_rule
        if own is None:
            return Tally(rule, expected=int(expected))
        counts = Tally(
            rule,
            reported=1,
            verified=int(own.verified),
            complete=int(own.complete),
            expected=int(expected),
        )
        if rule is PlaceRule.COUNT:
            meets = own.pair is not None and own.pair.meets
            return replace(counts, part=int(meets), whole=1, pairs=1, wholes=1)
        if own.pair is None:
            return counts
        part, whole = own.pair.part, own.pair.whole or 0
        if rule is PlaceRule.MEAN:
            # without weights every place weighs 1, at the scale that weights have
            whole = 10**measure.whole_scale if own.pair.whole is None else whole
            part *= whole
        return replace(
            counts,
            part=part,
            whole=whole,
            pairs=1,
            wholes=int(own.pair.whole is not None),
            best=extreme(rule, [own.pair]),
        )

    def __add__(self, other: Tally) -> Tally:
        if self.rule is not other.rule:
            raise OTHER_RULE.refuse(left=self.rule, right=other.rule)
        return Tally(
            self.rule,
            part=self.part + other.part,
            whole=self.whole + other.whole,
            pairs=self.pairs + other.pairs,
            wholes=self.wholes + other.wholes,
            best=extreme(self.rule, [b for b in (self.best, other.best) if b]),
            reported=self.reported + other.reported,
            verified=self.verified + other.verified,
            complete=self.complete + other.complete,
            expected=self.expected + other.expected,
        )

    @staticmethod
    def total(rule: PlaceRule, tallies: Iterable[Tally]) -> Tally:
        """All of `tallies` added up; the empty tally where there are none."""
        return reduce(Tally.__add__, tallies, Tally(rule))

    @property
    def pair(self) -> Pair | None:
        """What the tally comes to; None where no pair won, none was added or the rule adds none.

        Raises Refused (``tally.mixed_wholes``) under ``mean``, ``min`` and ``max`` where some
        places gave a whole and others did not: weights of different kinds, or a rate beside a bare
        number, cannot be put in one order.
        """
        if not self.pairs or self.rule is PlaceRule.NONE:
            return None
        if self.rule in _NEVER_MIXED and 0 < self.wholes < self.pairs:
            raise MIXED_WHOLES.refuse(
                with_whole=self.wholes, without=self.pairs - self.wholes, rule=self.rule.value
            )
        if self.rule in _EXTREMES:
            return self.best
        has_whole = self.wholes == self.pairs or self.rule is PlaceRule.MEAN
        return Pair(self.part, self.whole if has_whole else None)


def extreme(rule: PlaceRule | TimeRule, pairs: Sequence[Pair]) -> Pair | None:
    """The pair with the greatest key under ``max``, the least under ``min``; None without keys.

    Keys are those of DESIGN §5 line 10: a total order, so that every engine picks the same pair.
    Under any other rule there is no winner: None.
    """
    keyed = [(key, p) for p in pairs if (key := order_key(p.part, p.whole)) is not None]
    if not keyed or rule.value not in ("min", "max"):
        return None
    pick = max if rule.value == "max" else min
    return pick(keyed, key=lambda entry: entry[0])[1]


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Share the integer `total` by `weights` so that the shares add up to it exactly.

    Largest remainder (Hamilton's method): every share is rounded down, what is left goes one by one
    to the largest remainders, ties to the earlier place; so no share is a unit or more off. A
    negative total is shared as its opposite. Raises Refused (``tally.no_weights``) unless weights
    are ≥ 0 and one is above.
    """
    if not weights or min(weights) < 0 or not any(weights):
        raise NO_WEIGHTS.refuse(total=total)
    whole = sum(weights)
    shares, remainders = zip(
        *(divmod(abs(total) * weight, whole) for weight in weights), strict=True
    )
    left = abs(total) - sum(shares)
    first = set(sorted(range(len(weights)), key=lambda place: -remainders[place])[:left])
    sign = -1 if total < 0 else 1
    return [sign * (share + (place in first)) for place, share in enumerate(shares)]
