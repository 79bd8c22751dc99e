"""Figures of a place as people type them: asked questions, earlier figures, running ones (R6).

A running figure under the time rule ``sum`` is stored as its difference to the months before; here
it is put together again, and taken apart for storing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from vedich.apps.figures.models import Ask, Figure, Indicator
from vedich.apps.figures.opening import hold
from vedich.apps.returns.models import Return
from vedich.core.numbers import write_number
from vedich.core.periods import Period
from vedich.core.tallies import Pair
from vedich.core.targets import Rule, Shape, limits


LOOK_BACK: Final = 12
"""So many earlier periods say what is usual."""

Key = tuple[int, int]
"""(place, indicator)"""


def shape_of(indicator: Indicator) -> Shape:
    """What the form asks of an indicator. No level: places have no shares of targets yet."""
    return Shape(indicator.measure, running=indicator.year_to_date, rises=indicator.rises)


def asked_of(of: Return) -> Sequence[Indicator]:
    """The indicators the return is to answer, in the order they were asked; each once."""
    return asked_of_all([of]).get(of.pk, [])


def asked_of_all(returns: Sequence[Return]) -> Mapping[int, list[Indicator]]:
    """As `asked_of`, for many returns in one query, by the return's key."""
    asks = list(
        Ask.objects.filter(body__in={of.body_id for of in returns})
        .select_related("indicator")
        .order_by("pk")
    )
    found: dict[int, list[Indicator]] = {}
    for of in returns:
        due = {
            ask.indicator_id: ask.indicator
            for ask in asks
            if ask.body_id == of.body_id
            and ask.months == of.months
            and ask.first <= of.first
            and (ask.until is None or of.first < ask.until)
        }
        found[of.pk] = list(due.values())
    return found


@dataclass(frozen=True, slots=True)
class Series:
    """The current figures of some places and indicators around one length of period."""

    rows: Mapping[Key, Mapping[int, Figure]]
    indicators: Mapping[int, Indicator]
    months: int

    def at(self, place: int, indicator: int, first: int) -> Figure | None:
        """The current row of the period that starts at `first`; a withdrawn one too."""
        return self.rows.get((place, indicator), {}).get(first)

    def before(self, place: int, indicator: int, first: int) -> list[Pair | None]:
        """The figures as typed of the periods before `first`, oldest first, None where none was.

        Of a running figure those of the same year only.
        """
        running = self.indicators[indicator].year_to_date
        start = first - first % 12 if running else first - LOOK_BACK * self.months
        firsts = range(start, first, self.months)
        return [self.typed(place, indicator, one) for one in firsts]

    def typed(self, place: int, indicator: int, first: int) -> Pair | None:
        """The figure of a period as it was typed: running where the form asks that."""
        row = self.at(place, indicator, first)
        if row is None or row.part is None:
            return None
        base = self.base(place, indicator, first)
        return Pair(base + row.part, row.whole)

    def base(self, place: int, indicator: int, first: int) -> int:
        """What the same year already has before `first`: typed less this is what is stored."""
        if not self.indicators[indicator].differenced:
            return 0
        found = self.rows.get((place, indicator), {})
        year = first - first % 12
        return sum(row.part or 0 for at, row in found.items() if year <= at < first)

    def next_in_year(self, place: int, indicator: int, first: int) -> Figure | None:
        """The next figure of the same year, where a change of this one must be taken up."""
        if not self.indicators[indicator].differenced:
            return None
        found = self.rows.get((place, indicator), {})
        end = first - first % 12 + 12
        later = [at for at, row in found.items() if first < at < end and row.part is not None]
        return found[min(later)] if later else None

    def rules(self, place: int, indicator: int, first: int) -> tuple[Rule, ...]:
        """The limits of a figure of that period."""
        shape = shape_of(self.indicators[indicator])
        return limits(shape, self.before(place, indicator, first))


def read_series(
    *,
    places: Iterable[int],
    indicators: Iterable[Indicator],
    first: int,
    until: int,
    months: int,
) -> Series:
    """The current figures of periods that start from `first` and before `until`: one query."""
    known = {one.pk: one for one in indicators}
    rows = Figure.objects.filter(
        Q(place__in=set(places), indicator__in=known),
        current=True,
        months=months,
        first__gte=first,
        first__lt=until,
    )
    found: dict[Key, dict[int, Figure]] = {}
    for row in rows:
        found.setdefault((row.place_id, row.indicator_id), {})[row.first] = row
    return Series(found, known, months)


def around(place: int, indicators: Iterable[Indicator], period: Period) -> Series:
    """What is needed to screen and store figures of one place in `period`."""
    year = period.first - period.first % 12
    return read_series(
        places=[place],
        indicators=indicators,
        first=min(year, period.first - LOOK_BACK * period.months),
        until=year + 12,
        months=period.months,
    )


def held_around(place: int, indicators: Iterable[Indicator], period: Period) -> Series:
    """As `around`, with the place held until the transaction ends: for what is written from it."""
    hold({place})
    return around(place, indicators, period)


def written(scaled: int | None, indicator: Indicator) -> str:
    """A part or whole as people read and type it; “” for None. Counts have no decimals (R7)."""
    if scaled is None:
        return ""
    show = shape_of(indicator).typed_decimals
    # figures that came in by another way may be finer than a form would take
    if scaled % 10 ** (indicator.decimals - show):
        show = indicator.decimals
    return write_number(scaled, decimals=indicator.decimals, show=show)


def as_json(rules: Sequence[Rule]) -> str:
    """The limits as the small script reads them."""
    return json.dumps([rule.plain() for rule in rules], ensure_ascii=False)
