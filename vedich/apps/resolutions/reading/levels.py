"""From the words of a document to a target: kind, level at the indicator's scale, names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from vedich.apps.figures.models import Indicator
from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Target
from vedich.apps.resolutions.reading.matching import same_unit
from vedich.apps.resolutions.reading.refusals import NO_LEVEL, UNIT_DIFFERS, UNKNOWN_PLACE
from vedich.apps.resolutions.reading.values import Corrected
from vedich.core.documents import Comparator
from vedich.core.numbers import to_scaled
from vedich.core.targets import PERCENT_DECIMALS
from vedich.core.vietnamese import same_name


_CHANGES: Final = {
    Comparator.INCREASE_BY.value: Target.Kind.INCREASE_BY,
    Comparator.DECREASE_BY.value: Target.Kind.DECREASE_BY,
}
_BOUNDS: Final = {
    Comparator.AT_LEAST.value: Target.Kind.AT_LEAST,
    Comparator.AT_MOST.value: Target.Kind.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Level:
    """What a target needs, as models.Target has it."""

    kind: str
    level: int | None
    high: int | None = None
    percent: bool = False
    names: tuple[str, ...] = ()


def level_of(said: Corrected, indicator: Indicator, place: int, tree: Map) -> Level:
    """The level that `said` sets for `indicator` at `place`.

    A bare number binds in the indicator's good direction: “đạt 62%” is at least 62, “còn 3%” of
    something that should fall is at most 3. Raises Refused (``reading.no_level``,
    ``.unit_differs``, ``.unknown_place``, ``number.…``).
    """
    if said.members:
        return Level(Target.Kind.NAMED_SET, None, names=codes_of(said.members, place, tree))
    if said.value is None:
        raise NO_LEVEL.refuse()
    change = _CHANGES.get(said.comparator)
    if change and said.unit.startswith("%") and not indicator.unit.startswith("%"):
        return Level(change, to_scaled(said.value, decimals=PERCENT_DECIMALS), percent=True)
    level = scaled(said.value, said.unit, indicator)
    if change:
        return Level(change, level)
    if said.high is not None:
        return Level(Target.Kind.BETWEEN, level, scaled(said.high, said.unit, indicator))
    good = Target.Kind.AT_LEAST if indicator.rises else Target.Kind.AT_MOST
    return Level(_BOUNDS.get(said.comparator, good), level)


def scaled(value: Decimal, unit: str, indicator: Indicator) -> int:
    """The number in the indicator's unit, at its decimals. Raises Refused, as above."""
    factor = same_unit(unit, indicator)
    if factor is None:
        raise UNIT_DIFFERS.refuse(written=unit, name=indicator.name, unit=indicator.unit)
    exact = Fraction(value) * factor
    return to_scaled(
        Decimal(exact.numerator) / Decimal(exact.denominator), decimals=indicator.decimals
    )


def codes_of(names: tuple[str, ...], place: int, tree: Map) -> tuple[str, ...]:
    """The codes of the places with these names, below `place`."""
    below = [spot for spot in tree.below(place) if spot.id != place]
    found: list[str] = []
    for name in names:
        spot = next((one for one in below if _is(one.name, name)), None)
        if spot is None:
            near = get_close_matches(name, [one.name for one in below], n=3, cutoff=0.4)
            raise UNKNOWN_PLACE.refuse(name=name, near=", ".join(near) or "–")
        found.append(spot.code)
    return tuple(found)


def _is(full: str, name: str) -> bool:
    """Whether a place is meant by a name with or without its kind (“xã Phú Phụng”)."""
    return same_name(full, name) or any(
        same_name(full, f"{kind} {name}") or same_name(f"{kind} {full}", name)
        for kind in ("xã", "phường", "thị trấn", "huyện", "tỉnh", "ấp", "khu phố")
    )
