"""Tasks as search shows them: one row each, made anew with every change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.apps.search.actions import Entry, drop, put
from vedich.apps.tasks.models import Task, TaskPlace


def entries(tasks: Sequence[Task], tree: Map) -> Iterable[Entry]:
    """Each task at every place where its work lies, and where it was given if that is elsewhere."""
    keys = [task.pk for task in tasks]
    lies: dict[int, list[int]] = {}
    for key, place in TaskPlace.objects.filter(task__in=keys).values_list("task_id", "place_id"):
        lies.setdefault(key, []).append(place)
    held = {task.accountable_id for task in tasks if task.accountable_id}
    names = {
        post.pk: post.person.name
        for post in Post.objects.filter(pk__in=held).select_related("person")
    }
    for task in tasks:
        places = [one for one in lies.get(task.pk, ()) if one in tree]
        said = ", ".join(tree[one].name for one in places[:3])
        name = names.get(task.accountable_id or 0, "")
        if task.place_id in tree:
            given = tree[task.place_id].path
            if not any(tree[one].path[: len(given)] == given for one in places):
                places.append(task.place_id)
        for where in places:
            yield Entry(
                reference=task.reference,
                kind="task",
                title=task.title,
                more=" · ".join(part for part in (said, name) if part),
                address=f"/dau-viec/{task.pk}",
                path=tree[where].path,
                keys=(str(task.number), said, task.field),
            )


def index(tasks: Sequence[Task], day: date) -> None:
    """Make the rows of these tasks anew."""
    put(entries(tasks, on(day)))


def unindex(tasks: Sequence[Task]) -> None:
    """Take the rows of these tasks away."""
    drop([task.reference for task in tasks])
