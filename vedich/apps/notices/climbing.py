"""When a thing past its day goes one step up the line, and when it stops there.

Pure: the day, the calendar and what happened so far come in, the next step comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.core.periods import WorkingDays


GRACE: Final = 3
"""Working days that everybody told has before the next one is, where an office says nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing as it stands: `due` its last day in time, `level` how far up it went.

    Level 0 is whose turn it is, `top` the last step of the line. `told_on` is the day somebody of
    that level was first told, None where nobody of it signs in. `known`: somebody who was told
    said, after `due`, that he knows.
    """

    due: date
    level: int
    top: int
    told_on: date | None
    known: bool


def next_level(case: Case, *, day: date, grace: int, calendar: WorkingDays) -> int | None:
    """The level that is told on `day`, None for nobody.

    One level at a time, each after `grace` working days (at least one) of the level before, on
    working days only; the first “I know” ends it. `calendar` knows the years from `due` to `day`.
    """
    if case.known or case.level >= case.top or not calendar.works(day):
        return None
    begun = case.due if case.told_on is None else max(case.due, case.told_on)
    if calendar.late(begun, day) < max(1, grace):
        return None
    return case.level + 1
