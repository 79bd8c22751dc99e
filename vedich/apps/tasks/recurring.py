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


def following(first: Round, gone: int, every: int, over: date, days: WorkingDays) -> Round:
    """The round after one that was due on `over`, of a task first asked for as `first` says.

    `gone` are the months from the first round to the one that is over. Days are counted from the
    first round, so that they keep their place in the month: the 31st becomes the last day of a
    shorter month and is the 31st again after it. A due day on which offices are closed moves to
    the next working day, as terms do, for that round alone. A round whose day was moved beyond
    the next ones takes their place: what is due is always after `over`, and so is its start.
    """
    months = gone + every
    while months_on(first.due_on, months) <= over:
        months += every
    due = days.after(months_on(first.due_on, months), 0)
    start = max(months_on(first.starts_on, months), over + timedelta(days=1))
    return Round(min(start, due), due)


def months_on(day: date, months: int) -> date:
    """The day so many months on; the last of the month where it is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
