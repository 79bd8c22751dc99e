"""Days that may be written on a task: in order, and in years whose working days are known. Pure."""

from __future__ import annotations

from datetime import date

from vedich.apps.tasks import refusals
from vedich.core.vietnamese import write_date
from vedich.rulebook.calendars.public_holidays import FIRST_YEAR, LAST_YEAR


def check_days(start: date | None, due: date | None) -> None:
    """Raises Refused: ``task.days`` where it is due before it starts, ``task.far_day``."""
    check_year(start)
    check_year(due)
    if start and due and due < start:
        raise refusals.DAYS.refuse(due=write_date(due), start=write_date(start))


def check_year(day: date | None) -> None:
    """Raises Refused (``task.far_day``): of such a year nobody could say how late a task is."""
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refusals.FAR_DAY.refuse(value=write_date(day), first=FIRST_YEAR, last=LAST_YEAR)
