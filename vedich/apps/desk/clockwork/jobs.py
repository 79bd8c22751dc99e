"""The daily jobs: what they are, when in the day they begin, and how they are queued and done.

The queue and the worker are django-tasks with its table in our database: no broker. That a job of a
day is done once, whoever looks at the clock, is our own book (`notices.runs`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from vedich.apps.desk.actions import open_due
from vedich.apps.desk.clockwork.noticing import notice_late
from vedich.apps.evidence.waiting import let_go
from vedich.apps.journal.queries import pinned_day
from vedich.apps.notices import runs
from vedich.apps.notices.mail import NotSent, send_digests
from vedich.apps.tasks.actions import repeat_due
from vedich.apps.tasks.matters.actions import keep_time


Job = Callable[[datetime, date], int]


def _open(at: datetime, day: date) -> int:
    return len(open_due(by=None, at=at, on_day=day))


def _rounds(at: datetime, day: date) -> int:
    return len(repeat_due(at=at, on_day=day))


def _matters(at: datetime, day: date) -> int:
    return keep_time(at=at, on_day=day)


def _notices(at: datetime, day: date) -> int:
    done = notice_late(at=at, on_day=day)
    return done.told + done.climbed


def _mail(at: datetime, day: date) -> int:
    return send_digests(at=at, on_day=day).sent


def _waiting(at: datetime, day: date) -> int:
    return let_go(at=at)


JOBS: Final[Mapping[str, tuple[time, Job]]] = {
    "open": (time(0, 0), _open),
    "rounds": (time(0, 0), _rounds),
    "matters": (time(0, 0), _matters),
    "waiting": (time(0, 0), _waiting),
    "notices": (time(6, 30), _notices),
    "mail": (time(7, 0), _mail),
}
"""Each job with the hour of the day (in Viet Nam) from which it is due, in their order."""


KEPT: Final = timedelta(days=30)
"""How long the queue keeps what was done, with the traces of what failed."""


@task()
def run(job: str, key: int, attempt: int, at: str, day: str) -> int:
    """Do one job of one day; what `at` and `day` are comes from whoever looked at the clock."""
    turn = runs.Turn(key, attempt)
    if not runs.lasts(turn):
        # it lay in the queue longer than the lease, and somebody else has it
        return 0
    instant = datetime.fromisoformat(at)
    try:
        done = JOBS[job][1](instant, date.fromisoformat(day))
    except NotSent as wrong:
        runs.failed(turn, at=instant, fault=str(wrong))
        return 0
    except Exception as wrong:
        # the class says what kind of trouble it is; its words may name people
        runs.failed(turn, at=instant, fault=type(wrong).__name__)
        raise
    runs.done(turn, at=instant, count=done)
    return done


def enqueue_due(at: datetime) -> Sequence[str]:
    """Queue every job that is due at this instant and that nobody has; their names.

    `at` is local time in Viet Nam. A sample has no jobs: its day stands still.
    """
    if pinned_day() is not None:
        return ()
    found = []
    for order, (name, (begins, _)) in enumerate(JOBS.items()):
        if at.time() < begins:
            continue
        turn = runs.take(name, at.date(), at=at)
        if turn is not None:
            queued = run.using(priority=50 - order)
            day = at.date().isoformat()
            queued.enqueue(name, turn.run, turn.attempt, at.isoformat(), day)
            found.append(name)
    if found:
        # the queue is no archive: what became of each job is in the book
        DBTaskResult.objects.filter(enqueued_at__lt=at - KEPT).delete()
    return found
