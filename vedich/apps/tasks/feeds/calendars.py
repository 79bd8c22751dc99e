"""A calendar as iCalendar text (RFC 5545), the same bytes for the same events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from vedich.apps.tasks.feeds.queries import Event


HALF_AN_HOUR: Final = timedelta(minutes=30)


def as_ics(
    events: Iterable[Event], *, name: str, made_at: datetime, office: ZoneInfo, mark: str = ""
) -> bytes:
    """The events as a feed called `name`; `mark` stands before the title of every entry.

    `made_at` stamps every entry: it is the instant the address was made, and no clock's, so that
    nothing changes while nothing has changed. An hour is that of `office`.
    """
    made = Calendar()
    made.add("prodid", "-//Về Đích//Việc của tôi//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval;value=duration", "PT6H")
    for one in events:
        made.add_component(_entry(one, made_at, office, mark))
    return bytes(made.to_ical())


def _entry(of: Event, made_at: datetime, office: ZoneInfo, mark: str) -> Entry:
    entry = Entry()
    entry.add("uid", of.uid)
    entry.add("dtstamp", made_at.astimezone(UTC))
    entry.add("sequence", of.revision)
    entry.add("summary", f"{mark}: {of.title}" if mark else of.title)
    entry.add("transp", "TRANSPARENT")
    if of.at is None:
        entry.add("dtstart", of.on)
        entry.add("dtend", of.on + timedelta(days=1))
    else:
        start = datetime.combine(of.on, of.at, tzinfo=office).astimezone(UTC)
        entry.add("dtstart", start)
        entry.add("dtend", start + HALF_AN_HOUR)
    return entry
