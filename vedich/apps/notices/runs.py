"""The daily jobs' book: whose turn it is to do one, and what became of it.

Every step is one statement that only one of several processes can win, so that two workers never
do one job of one day twice. The book is about the machine and not about anybody's work: what a job
changes is in the journal, the book itself is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from vedich.apps.notices.models import Run


LEASE: Final = timedelta(minutes=15)
"""After so long a job that was taken and never ended is anybody's again: its process is gone."""

WAITS: Final = (1, 2, 4, 8, 16, 30)
"""Minutes before the second, third … try; the last one from then on."""

SHOWN: Final = 14
"""Days of the book that a page shows."""


def wait(attempts: int) -> timedelta:
    """How long to wait after so many tries (1 or more) that failed."""
    return timedelta(minutes=WAITS[min(attempts, len(WAITS)) - 1])


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: the key of a run, and which try of it this is.

    The try tells a turn from an older one of the same run, whose process was thought to be gone.
    """

    run: int
    attempt: int


def take(job: str, day: date, *, at: datetime) -> Turn | None:
    """Take the job of that day, if it is to be done now and nobody else has it."""
    found = Run.objects.filter(job=job, day=day).first() or _new(job, day, at)
    if found is None:
        return None
    # nobody has taken it since it was read: the number of tries is still the same
    rows = Run.objects.filter(pk=found.pk, attempts=found.attempts)
    gone = rows.filter(state=Run.State.TAKEN, taken_at__lte=at - LEASE)
    ready = rows.filter(state=Run.State.WAITING, next_at__lte=at)
    for mine in (ready, gone):
        if mine.update(state=Run.State.TAKEN, taken_at=at, attempts=found.attempts + 1):
            return Turn(found.pk, found.attempts + 1)
    return None


def _new(job: str, day: date, at: datetime) -> Run | None:
    try:
        with transaction.atomic():
            run = Run.objects.create(job=job, day=day, next_at=at)
            # a later day's run does what an earlier one did not get done
            left = Run.objects.filter(job=job, day__lt=day)
            left.exclude(state=Run.State.DONE).update(state=Run.State.MISSED)
            return run
    except IntegrityError:
        return None


def _still(turn: Turn) -> QuerySet[Run]:
    rows = Run.objects.filter(pk=turn.run, attempts=turn.attempt)
    return rows.filter(state=Run.State.TAKEN)


def lasts(turn: Turn) -> bool:
    """Whether it is still this one's turn, and nobody took the job over."""
    return _still(turn).exists()


def done(turn: Turn, *, at: datetime, count: int = 0) -> None:
    """It is done: `count` periods, tasks, people, mails. Nothing where another took it over."""
    _still(turn).update(state=Run.State.DONE, done_at=at, fault="", taken_at=None, count=count)


def failed(turn: Turn, *, at: datetime, fault: str) -> None:
    """It failed: it waits for its next try, longer every time. `fault` names no person."""
    _still(turn).update(
        state=Run.State.WAITING, next_at=at + wait(turn.attempt), taken_at=None, fault=fault[:200]
    )


@dataclass(frozen=True, slots=True)
class Last:
    """How a job stands: its latest run, and the last day on which it got done."""

    job: str
    day: date
    state: str
    attempts: int
    next_at: datetime
    done_at: datetime | None
    fault: str
    done_on: date | None
    count: int


def book() -> Sequence[Last]:
    """The latest run of every job, by name; empty where no job ever ran here."""
    ended = dict(
        Run.objects.filter(state=Run.State.DONE)
        .values_list("job")
        .annotate(last=Max("day"))
        .order_by("job")
    )
    latest: dict[str, Run] = {}
    for run in Run.objects.order_by("-day", "job")[: SHOWN * 2]:
        latest.setdefault(run.job, run)
    return [
        Last(
            job=run.job,
            day=run.day,
            state=run.state,
            attempts=run.attempts,
            next_at=run.next_at,
            done_at=run.done_at,
            fault=run.fault,
            done_on=ended.get(run.job),
            count=run.count,
        )
        for run in (latest[job] for job in sorted(latest))
    ]
