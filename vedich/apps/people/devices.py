"""The browsers somebody is signed in with: listed roughly, signed out one by one (lost phone)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session

from vedich.apps.people.models import Device, Person


_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A device as a page lists it. `seen` is the last day it was used; `here`: this very one."""

    id: int
    name: str
    since: date
    seen: date
    here: bool


def rough_name(agent: str) -> str:
    """“Chrome, Android”: enough to know one's own phone again, not enough to follow anybody."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "Trình duyệt")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser}, {system}" if system else browser


def remember(person: Person, session: str, agent: str, day: date) -> None:
    """Keep that a session began in this browser; nobody's data change, so no journal line."""
    Device.objects.update_or_create(
        session=session, defaults={"person": person, "name": rough_name(agent), "since": day}
    )


def devices_of(person: Person, session: str = "") -> Sequence[Shown]:
    """The browsers in which the person's session goes on, the newest first."""
    rows = list(Device.objects.filter(person=person))
    ends = dict(
        Session.objects.filter(session_key__in=[row.session for row in rows]).values_list(
            "session_key", "expire_date"
        )
    )
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        Shown(row.pk, row.name, row.since, (ends[row.session] - age).date(), row.session == session)
        for row in rows
        if row.session in ends
    ]


def sign_out_devices(person: Person, *, device: int | None = None, but: str = "") -> int:
    """End one session of the person, or all (`but` one); gives how many ended."""
    rows = Device.objects.filter(person=person)
    if device is not None:
        rows = rows.filter(pk=device)
    keys = [row.session for row in rows if row.session != but]
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    Device.objects.filter(person=person, session__in=keys).delete()
    return ended
