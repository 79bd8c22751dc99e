"""Which periods a figure speaks for: those that tallies are kept of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from vedich.core.errors import Message
from vedich.core.periods import Length, Period
from vedich.core.rollup import Figure


TOO_LONG = Message(
    code="figures.too_long",
    vi="Kỳ {period} dài hơn một năm nên không nhập một số cho cả kỳ được. Hãy nhập từng năm.",
    en="The period {period} is longer than a year, so no single figure can be entered for it. "
    "Enter each year.",
)


@lru_cache(maxsize=4096)
def spans(period: Period) -> Sequence[Period]:
    """The period and the quarter, half and year that hold it, the shortest first.

    Raises Refused (``figures.too_long``): of stretches beyond a year no tallies are kept.
    """
    if period.months > Length.YEAR:
        raise TOO_LONG.refuse(period=period)
    year, month = divmod(period.first, 12)
    return tuple(
        Period(year * 12 + month - month % length, int(length))
        for length in Length
        if length >= period.months
    )


def differing(before: Iterable[Figure], after: Iterable[Figure]) -> set[Period]:
    """The periods whose figure is not the same in both series."""
    return {figure.period for figure in set(before) ^ set(after)}
