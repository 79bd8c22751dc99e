"""Who will be asked for a target's figures: kinds of body below a place, or one agency (R6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.rulebook.indicators import indicators


@dataclass(frozen=True, slots=True)
class AskedBodies:
    """The bodies that stand at or below a place on a day, in the order of the tree."""

    place: int
    bodies: tuple[Body, ...]

    def chosen(self, reporters: Iterable[str]) -> Sequence[Body]:
        """The bodies `reporters` names: kinds of body, or a body's reference."""
        wanted = frozenset(reporters)
        return [one for one in self.bodies if one.kind in wanted or one.reference in wanted]

    def kinds(self) -> Mapping[str, int]:
        """How many bodies there are of each kind that does not sit in agencies."""
        return Counter(one.kind for one in self.bodies if not one.inner)

    def agencies(self) -> Sequence[Body]:
        """Organs of places: each is named by itself, never with all of its kind."""
        return [one for one in self.bodies if one.inner]

    def usual(self, indicator: str, owner: str, day: date) -> tuple[str, ...]:
        """Who reports the indicator by the shipped catalogue; () where it does not say.

        Of a kind whose bodies are agencies, only `owner` (a body's reference) is asked.
        """
        shipped = indicators(day).get(indicator)
        kinds = self.kinds()
        found = tuple(kind for kind in shipped.reported_by if kind in kinds) if shipped else ()
        wanted = shipped.reported_by if shipped else ()
        organ = any(one.reference == owner and one.kind in wanted for one in self.agencies())
        return (*found, owner) if organ else found


def asked_bodies(place: int, day: date) -> AskedBodies:
    """The bodies at or below `place` that stand on `day`."""
    order = {spot.id: n for n, spot in enumerate(on(day).below(place))}
    rows = Body.objects.filter(start__lte=day).exclude(until__lte=day).order_by("code")
    # the places are filtered here: a list of ten thousand keys is more than a query takes
    standing = (row for row in rows if row.place_id in order)
    return AskedBodies(place, tuple(sorted(standing, key=lambda row: order[row.place_id])))
