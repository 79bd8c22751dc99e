"""What hangs on a task: where it lies, whom it serves, who helps, what goes first, its steps.

Written by the actions that give and change tasks, for many tasks in as many questions as for one.
A key that is not there is refused, so that a stale choice never fails later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import models

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks import refusals
from vedich.apps.tasks.days import check_year
from vedich.apps.tasks.models import (
    Cooperation,
    Milestone,
    Task,
    TaskAfter,
    TaskPlace,
    TaskTarget,
)
from vedich.apps.tasks.said import counted, says


STEP_TITLE: Final = 200
BRINGS: Final = 200


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A step on the way: what, by which day, and how much where it is counted."""

    title: str
    due_on: date
    amount: int | None = None


Aims = Sequence[tuple[int, str]]
"""(target, what the task brings to it)"""


def put_places(of: Sequence[tuple[Task, Sequence[int]]], tree: Map) -> None:
    """Where the work of each task lies: at or below the place that gives it.

    Raises Refused (``task.not_there``, ``task.outside``).
    """
    for task, keys in of:
        for key in keys:
            if key not in tree:
                raise refusals.NOT_THERE.refuse(what="địa bàn", value=key)
            if task.place_id not in tree[key].ids:
                raise refusals.OUTSIDE.refuse(value=tree[key].name)
    rows = (TaskPlace(task=task, place_id=key) for task, keys in of for key in dict.fromkeys(keys))
    _replace(TaskPlace, of, rows)


def put_targets(of: Sequence[tuple[Task, Aims]]) -> None:
    """The targets each task serves and what it brings. Raises Refused (``task.not_there``)."""
    _known(Target, (key for _, aims in of for key, _ in aims), "chỉ tiêu")
    rows = (
        TaskTarget(task=task, target_id=key, brings=brings[:BRINGS])
        for task, aims in of
        for key, brings in dict(aims).items()
    )
    _replace(TaskTarget, of, rows)


def put_cooperating(of: Sequence[tuple[Task, Sequence[int]]]) -> None:
    """Who helps. Raises Refused (``task.not_there``)."""
    _known(Body, (key for _, keys in of for key in keys), "đơn vị")
    rows = (Cooperation(task=task, body_id=key) for task, keys in of for key in dict.fromkeys(keys))
    _replace(Cooperation, of, rows)


def put_after(of: Sequence[tuple[Task, Sequence[int]]]) -> None:
    """What must be closed first. Raises Refused (``task.unknown``, ``task.circle``)."""
    wanted: Mapping[int, Task] = Task.objects.in_bulk([key for _, keys in of for key in keys])
    for task, keys in of:
        for key in keys:
            if key not in wanted:
                raise refusals.UNKNOWN.refuse(value=key)
            if key == task.pk or _waits_for(key, task.pk):
                raise refusals.CIRCLE.refuse(value=wanted[key].title)
    rows = (
        TaskAfter(task=task, waits_for_id=key) for task, keys in of for key in dict.fromkeys(keys)
    )
    _replace(TaskAfter, of, rows)


def _waits_for(task: int, other: int) -> bool:
    """Whether `task` waits for `other`, in however many steps."""
    seen, level = {task}, {task}
    while level:
        found = TaskAfter.objects.filter(task__in=level).values_list("waits_for_id", flat=True)
        level = set(found) - seen
        if other in level:
            return True
        seen |= level
    return False


def put_milestones(of: Sequence[tuple[Task, Sequence[NewMilestone]]]) -> None:
    """The steps of each task; one that was reached stays so. Raises Refused (``task.no_title``)."""
    old: dict[int, list[Milestone]] = {}
    for step in Milestone.objects.filter(task__in=[task for task, _ in of]):
        old.setdefault(step.task_id, []).append(step)
    rows = [
        _step(task, number, new, days)
        for task, steps in of
        for days in [_reached(old.get(task.pk, ()), steps)]
        for number, new in enumerate(steps, 1)
    ]
    _replace(Milestone, of, rows)


def _step(task: Task, number: int, new: NewMilestone, days: Mapping[int, date]) -> Milestone:
    title = new.title.strip()[:STEP_TITLE]
    if not says(title):
        raise refusals.NO_TITLE.refuse(value=f"{task.title}: {number}")
    check_year(new.due_on)
    return Milestone(
        task=task,
        number=number,
        title=title,
        due_on=new.due_on,
        amount=counted(new.amount),
        reached_on=days.get(number),
    )


def _reached(old: Iterable[Milestone], new: Sequence[NewMilestone]) -> Mapping[int, date]:
    """The day each new step was reached, by number: steps are renamed, and move up and down."""
    done = {one.title: one for one in old if one.reached_on}
    kept = {step.title.strip() for step in new}
    renamed = {one.number: one for one in done.values() if one.title not in kept}
    found = ((n, done.get(step.title.strip()) or renamed.get(n)) for n, step in enumerate(new, 1))
    return {n: one.reached_on for n, one in found if one and one.reached_on}


def _known(model: type[models.Model], keys: Iterable[int], what: str) -> None:
    wanted = list(dict.fromkeys(keys))
    found = model._default_manager.in_bulk(wanted) if wanted else {}
    for key in wanted:
        if key not in found:
            raise refusals.NOT_THERE.refuse(what=what, value=key)


def _replace(
    model: type[models.Model], of: Sequence[tuple[Task, object]], rows: Iterable[models.Model]
) -> None:
    manager = model._default_manager
    manager.filter(task__in=[task for task, _ in of]).delete()
    manager.bulk_create(rows)
