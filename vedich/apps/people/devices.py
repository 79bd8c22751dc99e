"""The browsers somebody is signed in with: listed roughly, signed out one by one (lost phone)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.timezone import localtime

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Device, Person
from vedich.apps.people.rights import held_or_to_come, issuing_post
from vedich.apps.places.queries import on
from vedich.core.errors import Language
from vedich.core.permits import Actor


_BROWSERS: Final = (
    ("Zalo", "Zalo"),
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
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
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser}, {system}"


def say_device(name: str, language: Language) -> str:
    """“Chrome trên Android”, “Chrome on Android”."""
    browser, _, system = name.partition(", ")
    browser = browser or ("Trình duyệt" if language == "vi" else "A browser")
    between = "trên" if language == "vi" else "on"
    return f"{browser} {between} {system}" if system else browser


def remember(person: Person, session: str, agent: str, day: date) -> None:
    """Keep that a session began in this browser; nobody's data change, so no journal line.

    What is left of sessions that ended meanwhile goes.
    """
    gone = Device.objects.filter(person=person).exclude(session__in=_running())
    gone.exclude(session=session).delete()
    Device.objects.update_or_create(
        session=session, defaults={"person": person, "name": rough_name(agent), "since": day}
    )


def renamed(was: str, now: str) -> None:
    """Keep the device of a session whose key has changed."""
    Device.objects.filter(session=was).update(session=now)


def devices_of(person: Person, day: date, language: Language, session: str = "") -> Sequence[Shown]:
    """The browsers in which the person's session goes on, the newest first.

    `day` is today, which in a sample is not the day on the clock by which sessions end.
    """
    rows = list(Device.objects.filter(person=person))
    running = Session.objects.filter(expire_date__gt=Now())
    keys = [row.session for row in rows]
    ends = dict(running.filter(session_key__in=keys).values_list("session_key", "expire_date"))
    return [
        Shown(
            row.pk,
            say_device(row.name, language),
            row.since,
            _seen(ends[row.session], row, day),
            row.session == session,
        )
        for row in rows
        if row.session in ends
    ]


def sign_out(
    *,
    person: int,
    device: int | None = None,
    but: str = "",
    by: Actor,
    at: datetime,
    on_day: date,
) -> int:
    """End one session of somebody, or all (`but` the one with that key); gives how many ended.

    By himself, or by who may issue a code for him: lost telephones are the office's business.
    Raises Refused (``code.*``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        row, tree = Person.objects.get(pk=person), on(on_day)
        held = held_or_to_come([person], on_day).get(person, ())
        own = row.reference == by.person
        post = None if own else issuing_post(by, row, held, tree, on_day)
        ended = sign_out_devices(row, device=device, but=but)
        path = next((tree[one.place_id].path for one in held if one.place_id in tree), ())
        if ended:
            reference = post.reference if post else None
            facts = {"sessions": ended}
            ledger.note("people.sign_out", row.reference, path, post=reference, facts=facts)
        return ended


def sign_out_devices(person: Person, *, device: int | None = None, but: str = "") -> int:
    """End one session of the person, or all (`but` one); part of a greater change."""
    rows = Device.objects.filter(person=person)
    if device is not None:
        rows = rows.filter(pk=device)
    keys = [row.session for row in rows if row.session != but]
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    Device.objects.filter(person=person, session__in=keys).delete()
    return ended


def _seen(ends: datetime, row: Device, day: date) -> date:
    # a session is written again as it is used, and then ends so much later
    used = localtime(ends - timedelta(seconds=settings.SESSION_COOKIE_AGE)).date()
    return min(max(used, row.since), max(day, row.since))


def _running() -> QuerySet[Session, str]:
    return Session.objects.filter(expire_date__gt=Now()).values_list("session_key", flat=True)
