"""A core tally as the columns of a row and back: sums in two limbs, the winner as text."""

from __future__ import annotations

from operator import sub
from typing import Final, NamedTuple

from vedich.apps.figures.models import LIMB, MOST_ADDED
from vedich.core.errors import Message
from vedich.core.tallies import Pair, PlaceRule, Tally


TOO_LARGE_SUM = Message(
    code="figures.too_large_sum",
    vi="Số của một nơi cộng theo kỳ và nhân trọng số thành {value}, vượt giới hạn {limit}. Hãy "
    "dùng đơn vị lớn hơn.",
    en="The figures of one place, added over time and weighted, come to {value}, beyond {limit}. "
    "Use a larger unit.",
)


class Sums(NamedTuple):
    """The columns of a tally that only ever add up, in the order of the statement."""

    part_hi: int = 0
    part_lo: int = 0
    whole_hi: int = 0
    whole_lo: int = 0
    pairs: int = 0
    wholes: int = 0
    reported: int = 0
    verified: int = 0
    complete: int = 0
    expected: int = 0


COUNTS: Final = ("reported", "verified", "complete", "expected")


def sums(tally: Tally) -> Sums:
    """The columns of what ONE place adds. Raises Refused (``figures.too_large_sum``)."""
    for value in (tally.part, tally.whole):
        if abs(value) > MOST_ADDED:
            raise TOO_LARGE_SUM.refuse(value=value, limit=MOST_ADDED)
    return split(tally)


def split(tally: Tally) -> Sums:
    """The columns of any tally."""
    return Sums(
        *divmod(tally.part, LIMB),
        *divmod(tally.whole, LIMB),
        tally.pairs,
        tally.wholes,
        tally.reported,
        tally.verified,
        tally.complete,
        tally.expected,
    )


def difference(plus: Sums, minus: Sums) -> Sums:
    """What to add to the columns so that `plus` stands where `minus` stood.

    Limb by limb: a limb then always is the sum of the limbs of what stands, however often it was
    changed, and stays as small as that.
    """
    return Sums(*map(sub, plus, minus))


def joined(rule: PlaceRule, columns: Sums, best: str) -> Tally:
    """The tally that the columns of a row stand for."""
    return Tally(
        rule,
        part=columns.part_hi * LIMB + columns.part_lo,
        whole=columns.whole_hi * LIMB + columns.whole_lo,
        pairs=columns.pairs,
        wholes=columns.wholes,
        best=read_best(best),
        reported=columns.reported,
        verified=columns.verified,
        complete=columns.complete,
        expected=columns.expected,
    )


def write_best(pair: Pair | None) -> str:
    """The winner as text: “part/whole”, “part” without a whole, “” where nobody won."""
    if pair is None:
        return ""
    return str(pair.part) if pair.whole is None else f"{pair.part}/{pair.whole}"


def read_best(text: str) -> Pair | None:
    """What `write_best` wrote."""
    if not text:
        return None
    part, _, whole = text.partition("/")
    return Pair(int(part), int(whole) if whole else None)
