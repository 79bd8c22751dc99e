"""Integers at a scale: their limits, and the only divisions there are (DESIGN §4.1 to §4.3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from vedich.core.errors import Message
from vedich.core.numbers._plain import in_groups


# The limits leave room: a part averaged over time (× 10^6) and weighted (× 10^9) is at most 10^30,
# and the widest integers of all the engines end at 10^38.
MAX_DECIMALS = 6
"""The most decimals an indicator can have."""

MAX_SCALED = 10**15
"""The greatest part or whole, as an integer at its indicator's scale, of either sign."""

MAX_WEIGHT = 10**9
"""The greatest weight: persons, households, hectares."""

KEY_FACTOR = 10**15
"""How finely `order_key` tells two rates apart before it looks at their wholes."""

TOO_LARGE = Message(
    code="number.too_large",
    vi="“{value}” vượt giới hạn {limit}. Hãy dùng đơn vị lớn hơn, như triệu đồng thay cho đồng.",
    en="“{value}” is beyond the limit of {limit}. Use a larger unit, like million đồng for đồng.",
)
TOO_FINE = Message(
    code="number.too_fine",
    vi="“{value}” có nhiều hơn {decimals} chữ số thập phân. "
    "Hãy làm tròn hoặc tăng số chữ số thập phân của chỉ tiêu.",
    en="“{value}” has more than {decimals} decimals. "
    "Round it, or give the indicator more decimals.",
)
NOT_A_WEIGHT = Message(
    code="number.not_a_weight",
    vi="Trọng số “{value}” phải là số nguyên từ 0 đến {limit}. "
    "Hãy đếm bằng người, hộ hoặc héc-ta chẵn.",
    en="The weight “{value}” must be a whole number from 0 to {limit}. "
    "Count in whole persons, households or hectares.",
)


def div_trunc(number: int, divisor: int) -> int:
    """`number / divisor` cut toward zero, as SQL cuts it: -7 by 2 is -3 (DESIGN §4.2).

    Raises ZeroDivisionError for a zero divisor: the caller knows what an empty whole means.
    """
    # On absolute values, because Python's // goes down: -7 // 2 is -4, and -3 in SQL.
    quotient = abs(number) // abs(divisor)
    return quotient if (number < 0) == (divisor < 0) else -quotient


def div_round(number: int, divisor: int) -> int:
    """`number / divisor` to the nearest integer, halves away from zero (DESIGN §4.2).

    Raises ZeroDivisionError for a zero divisor: the caller knows what an empty whole means.
    """
    # Twice the rest against the divisor: halving the divisor would lose its last bit.
    quotient, rest = divmod(abs(number), abs(divisor))
    quotient += 2 * rest >= abs(divisor)
    return quotient if (number < 0) == (divisor < 0) else -quotient


def order_key(part: int, whole: int | None) -> tuple[int, ...] | None:
    """What pairs of one indicator are ordered by, the same in every engine (DESIGN §4.3, §5.10).

    Without a whole the part itself; with one, the rate cut at 10^-15, then whole, then part, so
    that two different pairs never tie. A whole of 0 has no rate, hence no key: None.
    """
    if whole is None:
        # Never mixed with pairs: an indicator has wholes or it has none (R6).
        return (part,)
    if whole == 0:
        return None
    return (div_trunc(part * KEY_FACTOR, whole), whole, part)


def rate(part: int, whole: int, *, decimals: int, per: int = 1) -> int | None:
    """`part / whole × per` as an integer at `decimals`, rounded once; None when `whole` is 0.

    Part and whole are at one scale, which cancels. `per` is 100 for %, 1000 for ‰ (DESIGN §5.11).
    Screens call this on the pair itself, never on a rounded value (DESIGN §4.5; R7).
    """
    if whole == 0:
        return None
    return div_round(part * per * 10**decimals, whole)


def rescale(scaled: int, *, decimals: int, to: int) -> int:
    """The same number at `to` decimals; fewer decimals round half away from zero."""
    if to < decimals:
        return div_round(scaled, 10 ** (decimals - to))
    return int(scaled * 10 ** (to - decimals))


def check_scaled(scaled: int) -> int:
    """`scaled` itself. Refused when it is beyond 10^15 either way (DESIGN §4.1)."""
    if abs(scaled) > MAX_SCALED:
        raise TOO_LARGE.refuse(value=scaled, limit=in_groups(MAX_SCALED))
    return scaled


def check_weight(weight: int) -> int:
    """`weight` itself. Refused unless it is between 0 and 10^9 (DESIGN §4.1).

    A negative weight is refused because persons, households and hectares cannot be owed.
    """
    if not 0 <= weight <= MAX_WEIGHT:
        raise NOT_A_WEIGHT.refuse(value=weight, limit=in_groups(MAX_WEIGHT))
    return weight


def to_scaled(value: Decimal, *, decimals: int) -> int:
    """`value` as an integer at `decimals`: 38.81 at 2 is 3881, and 1.50 at 1 is 15.

    Refused when a digit other than 0 would be lost, or beyond 10^15 (DESIGN §4.1).
    """
    # Through Fraction, which no decimal context can round.
    scaled = Fraction(value) * 10**decimals
    if scaled.denominator != 1:
        raise TOO_FINE.refuse(value=value, decimals=decimals)
    return check_scaled(scaled.numerator)


def from_scaled(scaled: int, *, decimals: int) -> Decimal:
    """The number an integer at `decimals` stands for, keeping its zeros: 620 at 1 is 62.0."""
    # Built from text: arithmetic would round to the precision of whoever set the decimal context.
    return Decimal(f"{scaled}E-{decimals}")
