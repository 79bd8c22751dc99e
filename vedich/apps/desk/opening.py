"""Which periods are due to be opened: by the office, and in a sample when its day moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, Min, OuterRef

from vedich.apps.figures.models import Ask, Expected
from vedich.apps.places.queries import on
from vedich.apps.returns.hands import due_of
from vedich.apps.returns.opening import owed
from vedich.core.periods import Length, Period
from vedich.core.permits import Path


OPENS_ON: Final = 25
"""The day of a month from which its returns are open, as the mock-ups have it."""


def to_open(day: date) -> Sequence[Period]:
    """The periods that are over, or about to be, and not yet asked of everybody; the oldest first.

    After an adoption these may be many: the months of the resolution that have gone by, also those
    that were opened before for other indicators.
    """
    asked = Ask.objects.aggregate(first=Min("first"))["first"]
    if asked is None:
        return ()
    lengths = sorted(set(Ask.objects.values_list("months", flat=True)))
    this = Period.of(day, Length.MONTH).first
    ended = range(asked, this + (1 if day.day >= OPENS_ON else 0))
    ending = (Period.of(Period(n, 1).start, length) for n in ended for length in lengths)
    last = {one for one in ending if one.last <= ended.stop}
    return [one for one in sorted(last, key=lambda p: (p.last, p.months)) if _waits(one)]


def _waits(period: Period) -> bool:
    """Whether anything is owed for `period` that nobody has been asked for."""
    told = Expected.objects.filter(
        place=OuterRef("place"),
        indicator=OuterRef("indicator"),
        first=period.first,
        months=period.months,
    )
    return Ask.objects.filter(owed(period), ~Exists(told)).exists()


def top(day: date) -> Path:
    """Where the right to open periods is asked: at the top of the tree, for they hold for all."""
    roots = on(day).roots()
    return roots[0].path if roots else ()


def next_return(day: date) -> tuple[Period, date, date]:
    """The next month to be sent: (its period, when it opens, when it is due)."""
    month = Period.of(day, Length.MONTH)
    return month, month.start.replace(day=OPENS_ON), due_of(month)
