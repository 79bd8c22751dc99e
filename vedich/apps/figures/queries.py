"""What figures are asked: tallies of places, who has done it, the rows behind a number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.figures.audit import Drift, drift
from vedich.apps.figures.limbs import Sums, joined
from vedich.apps.figures.models import Check, Figure, Indicator
from vedich.apps.figures.models import Tally as Row
from vedich.apps.figures.series import Known, current_rows, told
from vedich.apps.places.queries import on
from vedich.core.periods import Period
from vedich.core.rollup import Figure as Fact
from vedich.core.rollup import own
from vedich.core.tallies import Measure, Pair, PlaceRule, Tally


__all__ = [
    "Cell",
    "CheckRow",
    "Drift",
    "FigureRow",
    "cells",
    "current",
    "doers",
    "done_by",
    "drift",
    "history",
    "pair_of",
]

_MOST: Final = 5000
"""Places asked for in one query."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a place and all below it come to: of all figures, and of verified ones only."""

    reported: Tally
    checked: Tally

    def pair(self, *, checked: bool) -> Pair | None:
        """The pair to show; under ``none`` the place's own. Raises Refused as Tally.pair does."""
        return pair_of(self.checked if checked else self.reported)


def pair_of(tally: Tally) -> Pair | None:
    """The pair of a stored tally; under ``none`` it is the place's own. Raises as Tally.pair does.

    Such an indicator adds nothing up, so what is stored at a place is what the place reported.
    """
    if tally.rule is not PlaceRule.NONE:
        return tally.pair
    return Pair(tally.part, tally.whole if tally.wholes else None) if tally.pairs else None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One desk check of a figure; `undone_at` where its return was opened again."""

    by: str
    post: str
    at: datetime
    on_day: date
    swept: bool
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of figures as plain values; see models.Figure. `checks` only from `history`."""

    pk: int
    place: int
    indicator: int
    period: Period
    part: int | None
    whole: int | None
    basis: str
    body: int
    entered_by: str
    entered_post: str
    entered_for: str
    entered_at: datetime
    entered_on: date
    source: str
    reason: str
    why: str
    request: str
    oddities: tuple[str, ...]
    current: bool
    verified: bool
    swept: bool
    checks: tuple[CheckRow, ...] = ()


def cells(
    *, places: Sequence[int], indicators: Sequence[int], periods: Sequence[Period]
) -> Mapping[tuple[int, int, Period], Cell]:
    """The cell of every place, indicator and period asked for; empty tallies where nothing is.

    Periods are months, quarters, half-years and years. Raises KeyError for an indicator nobody has.
    """
    rules = {
        pk: PlaceRule(rule)
        for pk, rule in Indicator.objects.filter(pk__in=indicators).values_list("pk", "place_rule")
    }
    stored = {
        (place, indicator, period, checked): joined(rules[indicator], sums, best)
        for place, indicator, period, checked, best, sums in _tallies(places, rules, set(periods))
    }
    empty = {indicator: Tally(rules[indicator]) for indicator in indicators}
    return {
        (place, indicator, period): Cell(
            *(
                stored.get((place, indicator, period, checked), empty[indicator])
                for checked in (False, True)
            )
        )
        for place in places
        for indicator in indicators
        for period in periods
    }


def _tallies(
    places: Sequence[int], indicators: Collection[int], periods: Collection[Period]
) -> Iterator[tuple[int, int, Period, bool, str, Sums]]:
    rows = Row.objects.filter(
        indicator_id__in=list(indicators),
        first__in={period.first for period in periods},
        months__in={period.months for period in periods},
    ).values_list("place_id", "indicator_id", "first", "months", "checked", "best", *Sums._fields)
    for start in range(0, len(places), _MOST):
        some = rows.filter(place_id__in=places[start : start + _MOST])
        for place, indicator, first, months, checked, best, *sums in some:
            period = Period(first, months)
            if period in periods:
                yield place, indicator, period, checked, best, Sums(*sums)


def doers(
    *, indicators: Sequence[int], place: int, period: Period
) -> Mapping[int, tuple[frozenset[str], frozenset[str]]]:
    """Of each indicator the codes of places at or below `place` that did it: reported, verified.

    Done is an own value of 1 or more in `period` (a named set's places, R8).
    """
    tree = on(period.last_day)
    spots = {spot.id: spot.code for spot in tree.below(place)} if place in tree else {}
    found = {one.pk: one for one in Indicator.objects.filter(pk__in=indicators)}
    series = current_rows({(p, i): {period} for p in spots for i in found}, found)
    by_place: dict[int, dict[str, Sequence[Known]]] = {pk: {} for pk in indicators}
    for (one, indicator), rows in series.items():
        by_place[indicator][spots[one]] = rows
    return {pk: done_by(found[pk].measure, by_place[pk], period) for pk in found}


def done_by(
    measure: Measure, series: Mapping[str, Iterable[Known]], period: Period
) -> tuple[frozenset[str], frozenset[str]]:
    """Whose own value in `period` is 1 or more: by all figures, and by verified ones (R8)."""
    facts = {code: told(rows) for code, rows in series.items()}
    reported, verified = (
        frozenset(
            code
            for code, known in facts.items()
            if _did(measure, [fact for fact in known if fact.verified or not checked], period)
        )
        for checked in (False, True)
    )
    return reported, verified


def _did(measure: Measure, known: Sequence[Fact], period: Period) -> bool:
    mine = own(measure, known, period)
    return bool(mine and mine.pair and mine.pair.part >= 10**measure.part_scale)


def current(
    *, places: Sequence[int], indicators: Sequence[int], first: int, until: int
) -> Sequence[FigureRow]:
    """The rows that stand, of periods that begin from month `first` until before `until`.

    By place, indicator and period; withdrawn ones (part None) are among them.
    """
    rows = Figure.objects.filter(
        current=True, indicator_id__in=indicators, first__gte=first, first__lt=until
    )
    found = [
        _plain(row)
        for start in range(0, len(places), _MOST)
        for row in rows.filter(place_id__in=places[start : start + _MOST])
    ]
    return sorted(found, key=lambda row: (row.place, row.indicator, row.period))


def history(*, place: int, indicator: int, period: Period) -> Sequence[FigureRow]:
    """Every row there ever was of one place, indicator and period, oldest first, with checks."""
    rows = Figure.objects.filter(
        place_id=place, indicator_id=indicator, first=period.first, months=period.months
    ).order_by("pk")
    return [
        _plain(row, [_check(check) for check in row.checks.all()])
        for row in rows.prefetch_related("checks")
    ]


def _check(check: Check) -> CheckRow:
    return CheckRow(check.by, check.post, check.at, check.on_day, check.swept, check.undone_at)


def _plain(row: Figure, checks: Sequence[CheckRow] = ()) -> FigureRow:
    return FigureRow(
        pk=row.pk,
        place=row.place_id,
        indicator=row.indicator_id,
        period=row.period,
        part=row.part,
        whole=row.whole,
        basis=row.basis,
        body=row.body_id,
        entered_by=row.entered_by,
        entered_post=row.entered_post,
        entered_for=row.entered_for,
        entered_at=row.entered_at,
        entered_on=row.entered_on,
        source=row.source,
        reason=row.reason,
        why=row.why,
        request=row.request,
        oddities=tuple(row.oddities),
        current=row.current,
        verified=row.verified,
        swept=row.swept,
        checks=tuple(sorted(checks, key=lambda check: check.at)),
    )
