"""Periods that latest-known figures reach: opening one carries the figures into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from django.db import connection

from vedich.apps.figures.live import Move, roll
from vedich.apps.figures.models import Indicator, Opened
from vedich.apps.figures.series import latest, opened, told
from vedich.apps.places.models import Place
from vedich.apps.places.queries import Atlas
from vedich.core.periods import Period
from vedich.core.tallies import TimeRule


_MOST: Final = 500


def hold(places: Collection[int] | None) -> None:
    """Lock these places, all for None, in one order: their series cannot change meanwhile.

    On SQLite the whole database is the writer's own already: its transactions begin as writers.
    """
    if not connection.features.has_select_for_update:
        return
    rows = Place.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    if places is None:
        list(rows)
        return
    for some in portions(sorted(places)):
        list(rows.filter(pk__in=some))


def portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """`keys` in pieces that a query takes: a bulk write may name tens of thousands."""
    return (keys[start : start + _MOST] for start in range(0, len(keys), _MOST))


def reach(periods: Iterable[Period], atlas: Atlas) -> Sequence[int]:
    """Open those of `periods` that are not, and carry the latest figures into them.

    All places must be held. Gives the places whose tallies moved.
    """
    fresh = sorted(set(periods) - set(opened()))
    if not fresh:
        return ()
    Opened.objects.bulk_create(Opened(first=p.first, months=p.months) for p in fresh)
    indicators = {one.pk: one for one in Indicator.objects.filter(time_rule=TimeRule.CARRIED.value)}
    series = latest(sorted(indicators))
    roll(
        [
            Move(*key, indicators[key[1]].measure, (), told(rows), fresh)
            for key, rows in sorted(series.items())
        ],
        atlas,
    )
    return sorted({place for place, _ in series})
