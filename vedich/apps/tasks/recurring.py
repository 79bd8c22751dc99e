"""Tasks that come again every so many months: the days of the next round (R15). Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from vedich.core.periods import WorkingDays


@dataclass(frozen=True, slots=True)
class Round:
    """The days of one round."""

    starts_on: date
    due_on: date


def following(starts_on: date, due_on: date, every: int, days: WorkingDays) -> Round:
    """The round after this one: both days `every` months on, never on a day offices are closed.

    It starts after this round was due at the earliest. The due day keeps its place in the month
    (the 31st becomes the last day of a shorter one) and moves to the next working day, as terms do.
    """
    due = months_on(due_on, every)
    due = due if days.works(due) else days.after(due, 1)
    start = max(months_on(starts_on, every), due_on + timedelta(days=1))
    return Round(min(start, due), due)


def months_on(day: date, months: int) -> date:
    """The day so many months on; the last of the month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
