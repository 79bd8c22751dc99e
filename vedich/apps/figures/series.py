"""A place's series of one indicator, as it stands: rows read, values of the core given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from vedich.apps.figures import sql
from vedich.apps.figures.models import Figure as Row
from vedich.apps.figures.models import Indicator, Opened
from vedich.core.periods import Length, Period
from vedich.core.rollup import Figure
from vedich.core.tallies import Pair, TimeRule


Key = tuple[int, int, int, int]
"""Place, indicator, and the period as (first, months): what only one current row may have."""

Pairs = Mapping[tuple[int, int], Collection[Period]]
"""(place, indicator) with the periods that matter."""


class Known(NamedTuple):
    """A current row, as far as it is rolled up; in the order of `sql.current`."""

    pk: int
    place: int
    indicator: int
    first: int
    months: int
    part: int | None
    whole: int | None
    basis: str
    verified: bool

    @staticmethod
    def of(row: Row) -> Known:
        """The same of a row that is at hand."""
        return Known(
            row.pk,
            row.place_id,
            row.indicator_id,
            row.first,
            row.months,
            row.part,
            row.whole,
            row.basis,
            row.verified,
        )

    @property
    def key(self) -> Key:
        """What only one current row may have."""
        return self.place, self.indicator, self.first, self.months

    @property
    def period(self) -> Period:
        """The figure's own period."""
        return Period(self.first, self.months)


Series = dict[tuple[int, int], list[Known]]
"""Current rows by place and indicator."""


def told(rows: Iterable[Known]) -> list[Figure]:
    """Current rows as the core takes them; withdrawn ones are no figures."""
    return [
        Figure(row.period, Pair(row.part, row.whole), bool(row.verified))
        for row in rows
        if row.part is not None
    ]


def current_rows(wanted: Pairs, indicators: Mapping[int, Indicator]) -> Series:
    """The current rows that can matter to these periods, by (place, indicator).

    All of the years the periods lie in; under ``carried`` of any year.
    """
    found: Series = {key: [] for key in wanted}
    for carried in (False, True):
        keys = [key for key in wanted if _carried(indicators[key[1]]) is carried]
        if not keys:
            continue
        first, last = (0, sql.NEVER) if carried else _years(wanted[key] for key in keys)
        places = sorted({place for place, _ in keys})
        for row in sql.current(places, sorted({of for _, of in keys}), first, last):
            known = Known(*row)
            series = found.get(known[1:3])
            if series is not None:
                series.append(known)
    return found


def latest(indicators: Sequence[int]) -> Series:
    """Every current row of these indicators, by (place, indicator)."""
    found: Series = {}
    for row in sql.current_everywhere(indicators):
        known = Known(*row)
        found.setdefault(known[1:3], []).append(known)
    return found


def _carried(indicator: Indicator) -> bool:
    return indicator.time_rule == TimeRule.CARRIED


def _years(asked: Iterable[Collection[Period]]) -> tuple[int, int]:
    """The first month of the earliest year, and the month after the last year."""
    periods = {period for some in asked for period in some}
    year = int(Length.YEAR)
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    return first - first % year, -(-last // year) * year


def opened() -> list[Period]:
    """Every period that latest-known figures reach."""
    return sorted(Period(*row) for row in Opened.objects.values_list("first", "months"))
