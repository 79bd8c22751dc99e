"""Periods are opened; and what only a sample can do: its day moves on, it is made anew (R4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.management import call_command
from django.db import transaction

from vedich.apps.desk.opening import to_open
from vedich.apps.desk.sample import make_sample
from vedich.apps.desk.sample_figures import Chance
from vedich.apps.desk.sample_year import Step
from vedich.apps.journal.actions import move_day as move_pinned_day
from vedich.apps.journal.actions import recording
from vedich.apps.journal.queries import register
from vedich.apps.returns.actions import open_period
from vedich.core.errors import Message
from vedich.core.periods import Period
from vedich.core.permits import Actor


NOT_SAMPLE = Message(
    code="desk.not_sample",
    vi="Đây là cơ sở dữ liệu thật nên không làm lại được. Chỉ bản mẫu mới làm lại được.",
    en="This is a real database and cannot be made anew. Only a sample can.",
)


def move_day(*, by: Actor | None, at: datetime, on_day: date) -> date:
    """Move the sample one day on from `on_day` and open what is due then; gives the new day.

    Raises Refused (``journal.not_sample``).
    """
    with recording(by=by, at=at):
        to = on_day + timedelta(days=1)
        move_pinned_day(to=to, by=by, at=at)
        for period in to_open(to):
            open_period(period=period, by=None, at=at, on_day=to)
        return to


def open_due(*, by: Actor | None, at: datetime, on_day: date) -> Sequence[Period]:
    """Open every period that is due to be opened; gives them, none where nothing was.

    `by` None is the daily job. Raises NotPermitted where a body lies outside the places of `by`.
    """
    with recording(by=by, at=at):
        due = to_open(on_day)
        for period in due:
            open_period(period=period, by=by, at=at, on_day=on_day)
        return due


def rebuild_sample(*, chance: Chance, step: Step) -> None:
    """Sweep the sample away, sessions too, and make it anew: all of it or nothing.

    Raises Refused (``desk.not_sample``) for a real database, which nothing may sweep away.
    """
    if not register().sample:
        raise NOT_SAMPLE.refuse()
    with transaction.atomic():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        make_sample(chance=chance, step=step)
