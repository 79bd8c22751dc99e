"""Tasks that come again: the next round of each, given once (R15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.giving import NewTask, give_tasks
from vedich.apps.tasks.hanging import NewMilestone
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.recurring import Round, following, months_on
from vedich.core.permits import Actor
from vedich.rulebook.calendars.public_holidays import LAST_YEAR, working_days


AT_ONCE: Final = 200


def repeat_due(*, by: Actor | None = None, at: datetime, on_day: date) -> Sequence[Task]:
    """Give the next round of every task that comes again and whose round is over.

    A round is over once its day is gone, closed or not; a late one stays where it is. For a job:
    what was missed while nothing ran is caught up round by round; run twice, nothing is given
    twice. Where nobody holds the post any more the next round is unclear in its person.
    """
    with recording(by=by, at=at):
        given: list[Task] = []
        tree, last = on(on_day), 0
        # a new round has a higher key than all before it, so that one walk meets it as well
        while waiting := list(_over(on_day).filter(pk__gt=last)[:AT_ONCE]):
            last = waiting[-1].pk
            for row in waiting:
                if row.place_id in tree:
                    given.append(_give(row, tree, by, at, on_day))
        return given


def _over(day: date) -> QuerySet[Task]:
    rows = Task.objects.select_for_update(of=("self",)).select_related("accountable")
    return rows.filter(
        state__in=[Task.State.OPEN, Task.State.CLAIMED, Task.State.CLOSED],
        every__isnull=False,
        due_on__lt=day,
        again__isnull=True,
    ).order_by("pk")


def _give(row: Task, tree: Map, by: Actor | None, at: datetime, on_day: date) -> Task:
    new = _again(row, tree, on_day)
    (made,) = give_tasks(place=row.place_id, tasks=[new], by=by, at=at, on_day=on_day)
    if by is None:
        # whoever gave the first round is asked to accept the next ones
        made.given_by, made.given_post = row.given_by, row.given_post
        made.save(update_fields=["given_by", "given_post"])
    return made


def _first(row: Task) -> tuple[Round, int]:
    """The days of the first round, and the months from it to this one."""
    gone, one = 0, row
    while one.again_of is not None:
        one = one.again_of
        gone += one.every or 0
    due = one.due_on or row.due_on
    if due is None:
        raise ValueError(row.pk)
    return Round(one.starts_on or due, due), gone


def _again(row: Task, tree: Map, day: date) -> NewTask:
    if row.due_on is None or row.every is None:
        raise ValueError(row.pk)
    first, gone = _first(row)
    every = row.every
    years = range(first.due_on.year, row.due_on.year + every // 12 + 3)
    days = working_days(years[0], min(years[-1], LAST_YEAR))
    turn = following(first, gone, every, row.due_on, days)
    return NewTask(
        title=row.title,
        field=row.field,
        detail=row.detail,
        accountable=row.accountable_id if _held(row.accountable, day) else None,
        body=row.body_id,
        places=tuple(
            key
            for key in row.places.order_by("pk").values_list("place_id", flat=True)
            if key in tree and row.place_id in tree[key].ids
        ),
        targets=tuple(row.targets.order_by("pk").values_list("target_id", "brings")),
        starts_on=turn.starts_on,
        due_on=turn.due_on,
        answers_for=row.answers_for,
        product=row.product,
        authority=row.authority,
        evidence_wanted=tuple(row.evidence_wanted),
        difficulty=row.difficulty,
        unit=row.unit,
        decimals=row.decimals,
        amount=row.amount,
        indicator=row.indicator_id,
        every=every,
        cooperating=tuple(row.cooperations.order_by("pk").values_list("body_id", flat=True)),
        milestones=tuple(
            NewMilestone(
                step.title,
                min(days.after(months_on(step.due_on, every), 0), turn.due_on),
                step.amount,
            )
            for step in row.milestones.all()
        ),
        resolution=row.resolution_id,
        source=row.source,
        again_of=row.pk,
    )


def _held(post: Post | None, day: date) -> bool:
    return post is not None and (post.held_until is None or day < post.held_until)
