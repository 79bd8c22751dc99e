"""Vietnamese public holidays, Tết and the days taken in lieu included, from the `holidays` library.

Apart from the rest of the shelf, because importing the library takes a quarter of a second: only
who counts working days imports this module. What the days rest on is on the shelf as dated law
(`holiday_law`).

Limits, to be said wherever lateness is judged: days in lieu of coming years are a forecast until
the yearly announcement. Swaps (a weekday off, a Saturday worked for it) are known only where the
library lists the announcement for the whole country; a province's or an agency's own swap is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from holidays import HolidayBase, country_holidays

from vedich.core.errors import Message
from vedich.core.periods import WorkingDays
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


FIRST_YEAR: Final = 1995
"""The first labour code with a list of paid holidays is in force from this year."""

LAST_YEAR: Final = 2100
"""The last year whose lunar dates the library holds."""

NOT_KNOWN = Message(
    code="calendar.not_known",
    vi="Không biết ngày nghỉ lễ của các năm {first} đến {last}. Hãy hỏi từ năm {lowest} đến năm "
    "{highest}, năm đầu trước.",
    en="The public holidays of the years {first} to {last} are not known. Ask for {lowest} to "
    "{highest}, the first year first.",
)


def public_holidays(first_year: int, last_year: int) -> Mapping[date, Words]:
    """The days off in the years `first_year` to `last_year`, both included, with their names.

    Weekends that are no holiday are not listed. Raises Refused (``calendar.not_known``).
    """
    vietnamese = _ask(first_year, last_year, "vi")
    english = _ask(first_year, last_year, "en_US")
    return {day: Words(vietnamese[day], english[day]) for day in sorted(vietnamese)}


@cache
def working_days(first_year: int, last_year: int) -> WorkingDays:
    """The working days of these years, both included. Raises Refused (``calendar.not_known``).

    A deadline near New Year or Tết needs the year after as well.
    """
    days = _ask(first_year, last_year, "vi")
    # the library lists swaps across a New Year whatever years it is asked for
    made_up = (day for day in days.weekend_workdays if first_year <= day.year <= last_year)
    return WorkingDays(holidays=frozenset(days), made_up=frozenset(made_up))


@cache
def holiday_law() -> Dated[Words]:
    """The law that grants the holidays, by first valid day."""
    return load("calendars/holiday_law.yaml", read_law)


def read_law(entry: Entry) -> Dated[Words]:
    """The dated law of one file. Raises RefusedAt."""
    return Dated.read(entry, "holiday_law", Words.read)


def _ask(first_year: int, last_year: int, language: str) -> HolidayBase:
    if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
        raise NOT_KNOWN.refuse(
            first=first_year, last=last_year, lowest=FIRST_YEAR, highest=LAST_YEAR
        )
    years = range(first_year, last_year + 1)
    # the language is named because the library otherwise follows the machine's locale, and years
    # are not added on demand, so that a day outside them is not a holiday by surprise
    return country_holidays("VN", years=years, language=language, expand=False)
