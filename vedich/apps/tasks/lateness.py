"""How a task stands against its day, in working days (R15, R18). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from vedich.core.periods import WorkingDays


SOON: Final = 7
"""Calendar days before its day from which a task is due soon."""


class Pace(StrEnum):
    """How it stands on a day."""

    DONE = "done"
    LATE = "late"
    SOON = "soon"
    ON_TIME = "on_time"
    NO_DAY = "no_day"


@dataclass(frozen=True, slots=True)
class Standing:
    """`late`: working days gone after the day; `left`: those from tomorrow to it; 0: today."""

    pace: Pace
    late: int = 0
    left: int = 0


def standing(
    due: date | None, on: date, calendar: WorkingDays, *, done_on: date | None = None
) -> Standing:
    """How a task, a milestone or a check with that day stands on `on`.

    Late is only what at least one working day has gone by: a day that falls on a Sunday is in time
    until the office opens again and closes. What is done keeps how late it was.
    """
    if done_on is not None:
        return Standing(Pace.DONE, late=calendar.late(due, done_on) if due else 0)
    if due is None:
        return Standing(Pace.NO_DAY)
    late = calendar.late(due, on)
    if late:
        return Standing(Pace.LATE, late=late)
    left = calendar.late(on, due)
    soon = (due - on).days <= SOON
    return Standing(Pace.SOON if soon else Pace.ON_TIME, left=left)


def in_time_from(on: date, calendar: WorkingDays) -> date:
    """The first due day that is not late on `on`: whatever was due before it is late.

    On a Monday that is the Monday; on the Sunday before it, the Friday. So that lists ask the
    database for what is late and count working days only of what they show.
    """
    day = on
    while not calendar.works(day):
        day -= timedelta(days=1)
    return day
