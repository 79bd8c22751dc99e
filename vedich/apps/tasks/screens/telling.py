"""Progress that comes with a photo: both are written, or neither (R33)."""

from __future__ import annotations

from datetime import date, datetime

from vedich.apps.journal.actions import recording
from vedich.apps.tasks.actions import attach, note_progress
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.reporting import missing_evidence
from vedich.apps.tasks.screens.forms_acts import Told
from vedich.core.permits import Actor


def tell(*, task: Task, told: Told, by: Actor, at: datetime, on_day: date, key: str) -> None:
    """Note progress with its photo. Raises what `note_progress` and `attach` raise.

    The photo is put first: it may be the evidence without which the task cannot be said to be done.
    """
    with recording(by=by, at=at, key=key):
        if told.paper is not None:
            kinds = missing_evidence(task) if told.claim else ()
            attach(
                task=task.pk,
                data=told.paper.data,
                name=told.paper.name,
                kind=kinds[0] if kinds else "",
                by=by,
                at=at,
                on_day=on_day,
            )
        note_progress(
            task=task.pk,
            words=told.words,
            amount=told.amount,
            trouble=told.trouble,
            claim=told.claim,
            by=by,
            at=at,
            on_day=on_day,
        )
