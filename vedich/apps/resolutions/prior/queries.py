"""Prior years as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from vedich.apps.evidence.models import File
from vedich.apps.resolutions.models import PriorTarget, PriorYear, Resolution, State


class Tally(NamedTuple):
    """Of a year by its report: so many met, of so many, and of how many it is not clear."""

    met: int
    of: int
    unclear: int


@dataclass(frozen=True, slots=True)
class Prior:
    """A year of a place as a report had it; `file` has the name of the sheet it came in."""

    id: int
    year: int
    place: int
    source: str
    entered_on: date
    file: str
    edited: bool
    targets: tuple[PriorTarget, ...]

    @property
    def met(self) -> int:
        """How many were met."""
        return sum(one.met is True for one in self.targets)

    @property
    def unclear(self) -> int:
        """Of how many nobody has said whether they were met."""
        return sum(one.met is None for one in self.targets)

    @property
    def differ(self) -> int:
        """Of how many the report's word and its own numbers disagree."""
        return sum(
            one.met is not None and one.by_numbers not in (None, one.met) for one in self.targets
        )


def priors(places: Sequence[int]) -> Sequence[Prior]:
    """The years kept for these places, the latest first."""
    rows = PriorYear.objects.filter(place__in=places, taken_back_on__isnull=True)
    rows = rows.select_related("file").prefetch_related("targets").order_by("-year", "place_id")
    return [
        Prior(
            id=row.pk,
            year=row.year,
            place=row.place_id,
            source=row.source,
            entered_on=row.entered_on,
            file=row.file.name if row.file else "",
            edited=row.edited,
            targets=tuple(row.targets.all()),
        )
        for row in rows
    ]


def tally(place: int, year: int) -> Tally | None:
    """What a year reached by its report; None where none is kept."""
    rows = PriorYear.objects.filter(place=place, year=year, taken_back_on__isnull=True)
    found = rows.annotate(
        of=Count("targets"),
        met=Count("targets", filter=Q(targets__met=True)),
        unclear=Count("targets", filter=Q(targets__met__isnull=True)),
    ).first()
    return Tally(found.met, found.of, found.unclear) if found else None


def own_resolution(place: int, year: int) -> str:
    """The number, or title, of a resolution of the place in force in that year; blank: none."""
    rows = Resolution.objects.filter(place=place).exclude(state=State.DRAFT)
    start = year * 12
    found = rows.filter(first__gte=start, first__lt=start + 12).order_by("pk").first()
    return (found.number or found.title) if found else ""


def file_of(prior: int) -> tuple[int, File] | None:
    """The place of a year and the sheet it came in; None where there is none."""
    row = PriorYear.objects.select_related("file").filter(pk=prior).first()
    return (row.place_id, row.file) if row and row.file else None
