"""What hangs on a task: where it lies, whom it serves, who helps, what goes first, its steps.

Written by the actions that give and change tasks. Each list is replaced whole; a key that is not
there is refused, so that a stale choice never fails later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks import refusals
from vedich.apps.tasks.models import (
    Cooperation,
    Milestone,
    Task,
    TaskAfter,
    TaskPlace,
    TaskTarget,
)
from vedich.apps.tasks.said import counted, says


STEP_TITLE = 200


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A step on the way: what, by which day, and how much where it is counted."""

    title: str
    due_on: date
    amount: int | None = None


def put_places(row: Task, places: Sequence[int], tree: Map) -> None:
    """Where the work lies: at or below the place that gives it.

    Raises Refused (``task.not_there``, ``task.outside``).
    """
    for key in places:
        if key not in tree:
            raise refusals.NOT_THERE.refuse(what="địa bàn", value=key)
        if row.place_id not in tree[key].ids:
            raise refusals.OUTSIDE.refuse(value=tree[key].name)
    TaskPlace.objects.filter(task=row).exclude(place__in=places).delete()
    have = set(TaskPlace.objects.filter(task=row).values_list("place_id", flat=True))
    TaskPlace.objects.bulk_create(
        TaskPlace(task=row, place_id=key) for key in dict.fromkeys(places) if key not in have
    )


def put_targets(row: Task, targets: Sequence[tuple[int, str]]) -> None:
    """The targets it serves and what it brings each. Raises Refused (``task.not_there``)."""
    keys = [key for key, _ in targets]
    known = set(Target.objects.filter(pk__in=keys).values_list("pk", flat=True))
    for key in keys:
        if key not in known:
            raise refusals.NOT_THERE.refuse(what="chỉ tiêu", value=key)
    TaskTarget.objects.filter(task=row).delete()
    TaskTarget.objects.bulk_create(
        TaskTarget(task=row, target_id=key, brings=brings[:200])
        for key, brings in dict(targets).items()
    )


def put_cooperating(row: Task, bodies: Sequence[int]) -> None:
    """Who helps. Raises Refused (``task.not_there``)."""
    known = set(Body.objects.filter(pk__in=bodies).values_list("pk", flat=True))
    for key in bodies:
        if key not in known:
            raise refusals.NOT_THERE.refuse(what="đơn vị", value=key)
    Cooperation.objects.filter(task=row).delete()
    Cooperation.objects.bulk_create(
        Cooperation(task=row, body_id=key) for key in dict.fromkeys(bodies)
    )


def put_after(row: Task, tasks: Sequence[int]) -> None:
    """What must be closed first. Raises Refused (``task.unknown``, ``task.circle``)."""
    wanted: Mapping[int, Task] = Task.objects.in_bulk(tasks)
    for key in tasks:
        if key not in wanted:
            raise refusals.UNKNOWN.refuse(value=key)
        if key == row.pk or _waits_for(key, row.pk):
            raise refusals.CIRCLE.refuse(value=wanted[key].title)
    TaskAfter.objects.filter(task=row).delete()
    TaskAfter.objects.bulk_create(
        TaskAfter(task=row, waits_for_id=key) for key in dict.fromkeys(tasks)
    )


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


def put_milestones(row: Task, milestones: Sequence[NewMilestone]) -> None:
    """Its steps, by number: one that is reached stays reached while it is the same step.

    Raises Refused (``task.no_title``, ``task.amount``).
    """
    have = {one.number: one for one in Milestone.objects.filter(task=row)}
    days = _reached(list(have.values()), milestones)
    Milestone.objects.filter(task=row, number__gt=len(milestones)).delete()
    for number, new in enumerate(milestones, 1):
        step = have.get(number) or Milestone(task=row, number=number)
        title = new.title.strip()[:STEP_TITLE]
        if not says(title):
            raise refusals.NO_TITLE.refuse(value=f"{row.title}: {number}")
        step.title, step.due_on, step.amount = title, new.due_on, counted(new.amount)
        step.reached_on = days.get(number)
        step.save()


def _reached(old: Sequence[Milestone], new: Sequence[NewMilestone]) -> Mapping[int, date]:
    """The day each new step was reached, by number: steps are renamed, and move up and down."""
    done = {one.title: one for one in old if one.reached_on}
    kept = {step.title for step in new}
    left = {one.number: one for one in done.values() if one.title not in kept}
    found = ((n, done.get(step.title) or left.get(n)) for n, step in enumerate(new, 1))
    return {n: one.reached_on for n, one in found if one and one.reached_on}
