"""Every request becomes a visit: who comes, in which language, on which day, at which instant.

The day is the sample's pinned day, else today in Viet Nam; the instant in a sample is the clock's
time on the pinned day, so that what is written there stays inside the sample's year (R4).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from vedich.apps.journal.labels import label
from vedich.apps.journal.models import Register
from vedich.apps.journal.queries import register
from vedich.apps.people.doors import HAT, Visit
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor_of, posts_of
from vedich.apps.places.queries import on, one_atlas
from vedich.core.errors import LANGUAGES, Language, Refused
from vedich.core.permits import Actor
from vedich.web.faults import down, not_made
from vedich.web.translation import speaking


OFFICE: Final = ZoneInfo(settings.TIME_ZONE)
YEAR: Final = 365 * 24 * 3600
SEEN: Final = "seen"
STALE: Final = 15 * 60
"""Seconds after which a session is written again, so that it ends 12 h after the last page."""

NOBODY: Final = Actor("", ())

Respond = Callable[[HttpRequest], HttpResponse]


class _Visit(Visit, WSGIRequest):
    """A request of the server that knows what a `Visit` knows."""


class VisitMiddleware:
    """Fills the visit, and speaks its language while the page is made."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, or the page that says why the database cannot be asked."""
        visit = _entered(request)
        with speaking(visit.language):
            try:
                now = register()
            except (Refused, DatabaseError):
                return not_made(visit) if _unmade() else down(visit)
        with one_atlas():
            _fill(visit, now)
            with speaking(visit.language):
                response = self.get_response(visit)
        _keep_session(visit)
        if visit.practice:
            response.headers["X-Vedich-Practice"] = visit.practice.isoformat()
        if _asked(visit):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                visit.language,
                max_age=YEAR,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def address(request: HttpRequest) -> str:
    """The visitor's address, behind as many proxies as the settings say; for locking names only."""
    nearest: str = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXIES:
        return nearest
    passed = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    # each proxy adds whom it saw at the end; what stands before that is only a claim
    return passed[-settings.PROXIES] if len(passed) >= settings.PROXIES else nearest


def language(visit: HttpRequest, person: Person | None = None) -> Language:
    """What was asked for, else chosen here, else the person's own, else the browser's."""
    chosen = (
        _asked(visit),
        visit.COOKIES.get(settings.LANGUAGE_COOKIE_NAME),
        person and person.language,
    )
    for word in chosen:
        if word in LANGUAGES:
            return word
    return preferred(visit.headers.get("Accept-Language", ""))


def preferred(header: str) -> Language:
    """The first of our languages in an Accept-Language header, by weight; else Vietnamese."""
    weighed: list[tuple[float, int, str]] = []
    for number, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), number, tag.strip().lower()[:2]))
        except ValueError:
            continue
    for _, _, tag in sorted(weighed):
        if tag in LANGUAGES:
            return tag
    return "vi"


def instant(now: datetime, pinned: date | None) -> datetime:
    """`now` on the office's clock; in a sample, at that time of the pinned day."""
    here = now.astimezone(OFFICE)
    return here if pinned is None else datetime.combine(pinned, here.timetz())


def _entered(request: HttpRequest) -> Visit:
    # Django, and every test client, makes the request before any middleware of ours; it learns
    # here what a visit can do. What the pages of faults need is set before anything can fail.
    request.__class__ = _Visit
    visit = cast("Visit", request)
    visit.person, visit.actor, visit.everything = None, NOBODY, NOBODY
    visit.held = ()
    visit.sample, visit.restored, visit.state = False, False, ""
    visit.practice, visit.label = None, ""
    visit.needs = None
    visit.language = language(visit)
    visit.at = instant(datetime.now(OFFICE), None)
    visit.day = visit.at.date()
    return visit


def _fill(visit: Visit, now: Register) -> None:
    visit.state = now.digest
    visit.sample, visit.practice = now.sample, now.practice
    visit.at = instant(datetime.now(OFFICE), now.day)
    visit.day = visit.at.date()
    found = get_user(visit)
    if isinstance(found, Person):
        visit.person = found
        visit.language = language(visit, found)
        visit.held = posts_of(found)
        visit.everything = actor_of(found, visit.held, on(visit.day))
        hat = visit.session.get(HAT)
        worn = visit.everything.wearing(hat) if hat else visit.everything
        # a hat that is gone since must not leave somebody without any
        fits = any(post.in_force(visit.day) for post in worn.posts)
        visit.actor = worn if fits else visit.everything
    visit.label = label(sample=now.sample, practice=now.practice, language=visit.language)


def _asked(visit: HttpRequest) -> str | None:
    word = visit.GET.get("lang")
    return word if word in LANGUAGES else None


def _keep_session(visit: Visit) -> None:
    if visit.person is None or not visit.session.session_key:
        return
    now = int(datetime.now(OFFICE).timestamp())
    if now - visit.session.get(SEEN, 0) >= STALE:
        visit.session[SEEN] = now


def _unmade() -> bool:
    # a database that answers and lacks the table, or its row, was never made
    try:
        return (
            Register._meta.db_table not in connection.introspection.table_names()
            or not Register.objects.exists()
        )
    except DatabaseError:
        return False
