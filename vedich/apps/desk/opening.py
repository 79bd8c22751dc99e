"""Which periods are due to be opened on a day: in a sample when its day moves, else by a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from vedich.apps.figures.models import Opened
from vedich.apps.returns.hands import due_of
from vedich.apps.returns.opening import asks_of
from vedich.core.periods import Length, Period


OPENS_ON: Final = 25
"""The day of a month from which its returns are open, as the mock-ups have it."""


def to_open(day: date) -> Sequence[Period]:
    """The periods that end with the month of `day`, are asked for and not open yet."""
    if day.day < OPENS_ON:
        return ()
    month = Period.of(day, Length.MONTH)
    ending = [Period.of(day, length) for length in Length]
    known = set(Opened.objects.filter(first__lte=month.first).values_list("first", "months"))
    return [
        one
        for one in ending
        if one.last == month.last and (one.first, one.months) not in known and asks_of(one)
    ]


def next_return(day: date) -> tuple[Period, date, date]:
    """The next month to be sent: (its period, when it opens, when it is due)."""
    month = Period.of(day, Length.MONTH)
    return month, month.start.replace(day=OPENS_ON), due_of(month)
