"""What the office of a place has set, and the calendar in which matters are counted (R16, R18)."""

from __future__ import annotations

from datetime import date

from vedich.apps.places.offices import office_of
from vedich.core.periods import WorkingDays
from vedich.rulebook.calendars.public_holidays import working_days


def answer_days(place: int) -> int:
    """Working days in which the office of a place answers."""
    return office_of(place).answer_days


def calendar(*days: date) -> WorkingDays:
    """The working days from the first of these days to the year after the last."""
    return working_days(min(days).year, max(days).year + 1)


def phone(place: int) -> str:
    """The telephone number of the office of a place, as it has written it; empty for none."""
    return office_of(place).phone
