"""Whose calendar an address is, and what stands in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q, QuerySet

from vedich.apps.journal.models import Line
from vedich.apps.people.models import Person, Post
from vedich.apps.tasks.models import CalendarToken, Check, Milestone, Task
from vedich.core.errors import Language, Message


DUE = Message(
    code="calendar.due",
    vi="Hạn: {title}.",
    en="Due: {title}.",
)
STEP = Message(
    code="calendar.milestone",
    vi="Mốc: {step} ({title}).",
    en="Milestone: {step} ({title}).",
)
CHECK = Message(
    code="calendar.check",
    vi="Kiểm: {title}.",
    en="Check: {title}.",
)
NAME = Message(
    code="calendar.name",
    vi="Việc của tôi (Về Đích).",
    en="My tasks (Về Đích).",
)


@dataclass(frozen=True, slots=True)
class Event:
    """A day in the calendar, or an hour of it. `uid` never changes while the thing is the same."""

    uid: str
    title: str
    on: date
    at: time | None
    revision: int


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(person: Person) -> CalendarToken | None:
    """The address of a person that is alive."""
    return CalendarToken.objects.filter(person=person, revoked_at=None).first()


def owner_of(token: str) -> CalendarToken | None:
    """Whose address this is; None for a wrong one, a revoked one, a person who may not sign in."""
    found = CalendarToken.objects.filter(
        digest=digest_of(token), revoked_at=None, person__is_active=True
    )
    return found.select_related("person").first()


def events(person: Person, day: date, language: Language) -> list[Event]:
    """Open tasks, their milestones and planned checks of the posts held on `day`, by day."""
    held = Q(person=person, held_from__lte=day) & (
        Q(held_until__isnull=True) | Q(held_until__gt=day)
    )
    posts = list(Post.objects.filter(held).values_list("pk", flat=True))
    first = Line.objects.filter(sequence=1).values_list("digest", flat=True).first() or ""
    host = f"{first[:12]}.vedich"
    made = [*_tasks(posts, host, language), *_steps(posts, host, language)]
    made += _checks(posts, host, language)
    return sorted(made, key=lambda one: (one.on, one.at or time.min, one.uid))


def _tasks(posts: Iterable[int], host: str, language: Language) -> Iterator[Event]:
    for row in _mine(posts).filter(due_on__isnull=False):
        if row.due_on:
            title = _plain(DUE, language, title=row.title)
            yield Event(f"task-{row.pk}@{host}", title, row.due_on, None, row.stamp)


def _steps(posts: Iterable[int], host: str, language: Language) -> Iterator[Event]:
    steps = Milestone.objects.filter(task__in=_mine(posts), reached_on=None).select_related("task")
    for row in steps:
        title = _plain(STEP, language, step=row.title, title=row.task.title)
        yield Event(f"milestone-{row.pk}@{host}", title, row.due_on, None, row.task.stamp)


def _checks(posts: Iterable[int], host: str, language: Language) -> Iterator[Event]:
    waiting = Check.objects.filter(
        checker__in=posts, found="", dropped_on=None, planned_on__isnull=False
    )
    for row in waiting.select_related("task"):
        if row.planned_on:
            title = _plain(CHECK, language, title=row.task.title)
            yield Event(f"check-{row.pk}@{host}", title, row.planned_on, _hour(row.planned_at), 0)


def _mine(posts: Iterable[int]) -> QuerySet[Task]:
    return Task.objects.filter(accountable__in=posts, state__in=["open", "claimed"])


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _plain(message: Message, language: Language, **values: str) -> str:
    # in a calendar a title has no full stop
    return message.say(language, values).removesuffix(".")
