"""Small questions of the pages: the return before, where a figure may be moved, what moved above.

`moved` compares two readings of the reported tallies: the year so far, of the widest place above
the return, as the scorecard adds it up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vedich.apps.figures.models import Ask, Figure, Indicator
from vedich.apps.figures.queries import cells
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Spot
from vedich.apps.places.queries import on as tree_on
from vedich.apps.returns.models import Return
from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.periods import Period


@dataclass(frozen=True, slots=True)
class Reading:
    """What the widest place above stands at, in each of a return's indicators: printable texts."""

    place: str
    values: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one sending moved above: “51,3” became “51,4”."""

    place: str
    indicator: str
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Target:
    """A body that owes the same figure, to which a figure sent for the wrong one may be moved."""

    body: int
    name: str
    place: str


def previous(return_id: int) -> int | None:
    """The same body's return for the period just before, if there is one."""
    here = Return.objects.filter(pk=return_id).first()
    if here is None:
        return None
    before = here.period.shifted(-1)
    return (
        Return.objects.filter(body=here.body_id, first=before.first, months=before.months)
        .values_list("pk", flat=True)
        .first()
    )


def reading(return_id: int, indicators: Sequence[int], language: Language) -> Reading | None:
    """The reported year so far of the widest place above; None where the return is its own root."""
    here = Return.objects.get(pk=return_id)
    root = _root(here)
    if root is None:
        return None
    year = Period.of(here.period.start, 12)
    known = {one.pk: one for one in Indicator.objects.filter(pk__in=indicators)}
    found = cells(places=[root.id], indicators=list(known), periods=[year])
    values: dict[int, str] = {}
    for key, one in known.items():
        cell = found.get((root.id, key, year))
        measure = one.measure
        value = measure.value(cell.reported.pair) if cell else None
        if value is not None:
            values[key] = write_number(value, decimals=measure.value_scale, show=one.shown)
    return Reading(root.say(language), values)


def effects(before: Reading | None, after: Reading | None, language: Language) -> Sequence[Effect]:
    """Every indicator whose printed value changed between two readings."""
    if before is None or after is None:
        return []
    changed = [key for key, value in after.values.items() if before.values.get(key) != value]
    return [
        Effect(
            after.place,
            one.name if language == "vi" else one.name_en or one.name,
            one.unit if language == "vi" else one.unit_en or one.unit,
            before.values.get(one.pk, "–"),
            after.values[one.pk],
        )
        for one in Indicator.objects.filter(pk__in=changed).order_by("pk")
    ]


def destinations(figure: int, day: date, language: Language) -> Sequence[Target]:
    """The other bodies under the same checker that owe this figure, in Vietnamese order."""
    row = Figure.objects.filter(pk=figure).first()
    if row is None:
        return []
    tree = tree_on(day)
    above = tree[row.place_id].parent
    near = {spot.id for spot in tree.children(above)} if above else {row.place_id}
    asks = Ask.objects.filter(
        Q(until__isnull=True) | Q(until__gt=row.first),
        indicator=row.indicator_id,
        months=row.months,
        first__lte=row.first,
        place__in=near,
    ).exclude(body=row.body_id)
    bodies = Body.objects.filter(pk__in=asks.values("body"), inner=False)
    found = {body.place_id: body for body in bodies}
    order = [spot for spot in (tree.children(above) if above else ()) if spot.id in found]
    return [
        Target(found[spot.id].pk, _named(found[spot.id], language), spot.say(language))
        for spot in order
    ]


def _root(of: Return) -> Spot | None:
    tree = tree_on(of.period.last_day)
    ids = tree[of.place_id].ids
    return tree[ids[0]] if len(ids) > 1 or of.body.inner else None


def _named(body: Body, language: Language) -> str:
    return body.name if language == "vi" else body.name_en or body.name
