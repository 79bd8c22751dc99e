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
from django.db.models import F, Max

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


def take(job: str, day: date, *, at: datetime) -> int | None:
    """Take the job of that day, if it is to be done now and nobody else has it: the run's key."""
    found = Run.objects.filter(job=job, day=day).first() or _new(job, day, at)
    if found is None:
        return None
    rows = Run.objects.filter(pk=found.pk)
    gone = rows.filter(state=Run.State.TAKEN, taken_at__lte=at - LEASE)
    ready = rows.filter(state=Run.State.WAITING, next_at__lte=at)
    for mine in (ready, gone):
        if mine.update(state=Run.State.TAKEN, taken_at=at, attempts=F("attempts") + 1):
            return found.pk
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


def taken(run: int) -> Run | None:
    """The run, as long as it is somebody's."""
    return Run.objects.filter(pk=run, state=Run.State.TAKEN).first()


def done(run: int, *, at: datetime) -> None:
    """It is done."""
    rows = Run.objects.filter(pk=run)
    rows.update(state=Run.State.DONE, done_at=at, fault="", taken_at=None)


def failed(run: int, *, at: datetime, fault: str) -> None:
    """It failed: it waits for its next try, longer every time. `fault` names no person."""
    row = Run.objects.get(pk=run)
    Run.objects.filter(pk=run, state=Run.State.TAKEN).update(
        state=Run.State.WAITING,
        next_at=at + wait(max(1, row.attempts)),
        taken_at=None,
        fault=fault[:200],
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
        )
        for run in (latest[job] for job in sorted(latest))
    ]
