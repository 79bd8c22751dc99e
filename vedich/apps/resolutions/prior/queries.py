"""Prior years as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from vedich.apps.resolutions.models import PriorTarget, PriorYear


@dataclass(frozen=True, slots=True)
class Prior:
    """A year as a report had it: how many targets, how many met, and each of them."""

    id: int
    year: int
    source: str
    met: int
    targets: tuple[PriorTarget, ...]

    @property
    def differ(self) -> int:
        """Of how many the report's word and its own numbers disagree."""
        return sum(one.by_numbers not in (None, one.met) for one in self.targets)


def priors(places: Sequence[int]) -> Sequence[Prior]:
    """The years kept for these places, the latest first."""
    rows = PriorYear.objects.filter(place__in=places, taken_back_on__isnull=True)
    rows = rows.prefetch_related("targets").order_by("-year", "place_id")
    found = []
    for row in rows:
        targets = tuple(row.targets.all())
        met = sum(one.met for one in targets)
        found.append(Prior(row.pk, row.year, row.source, met, targets))
    return found


def tally(place: int, year: int) -> tuple[int, int] | None:
    """(met, of) of a year by its report; None where none is kept."""
    rows = PriorYear.objects.filter(place=place, year=year, taken_back_on__isnull=True)
    found = rows.annotate(
        of=Count("targets"), met=Count("targets", filter=Q(targets__met=True))
    ).first()
    return (found.met, found.of) if found else None
