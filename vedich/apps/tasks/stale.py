"""A form that was opened before somebody else's change is refused with both values (R33)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks import refusals
from vedich.apps.tasks.changes import TaskChanges
from vedich.apps.tasks.models import Task
from vedich.core.vietnamese import normalise, write_date


Pair = tuple[object, object]
"""(what stands now, what the form says)"""

SHOWN: Final = 60
"""Letters shown of each value."""

NOTHING: Final = "–"


def check_stamp(row: Task, stamp: int | None, pairs: Iterable[Pair]) -> None:
    """Raises Refused (``task.stale``) where the form is old and would overwrite something.

    A form that says what stands already overwrites nothing.
    """
    if stamp is None or stamp == row.stamp:
        return
    differ = [(now, yours) for now, yours in pairs if _bare(now) != _bare(yours)]
    if differ:
        raise refusals.STALE.refuse(
            value=row.title,
            now="; ".join(_word(now) for now, _ in differ),
            yours="; ".join(_word(yours) for _, yours in differ),
        )


def _bare(value: object) -> object:
    """What tells two values apart: not blanks around words, not how nothing is written."""
    if isinstance(value, str):
        value = " ".join(normalise(value).split())
    return value if value or value == 0 else None


def _word(value: object) -> str:
    if isinstance(value, date):
        return write_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_word, value)) or NOTHING
    text = "" if value is None else str(value)
    return f"{text[: SHOWN - 1]}…" if len(text) > SHOWN else text or NOTHING


def hung(row: Task, changes: TaskChanges, tree: Map) -> Iterable[Pair]:
    """What hangs on the task now and what the form hangs on it, in words."""
    if changes.places is not None:
        held = row.places.values_list("place_id", flat=True)
        yield _places(held, tree), _places(changes.places, tree)
    if changes.targets is not None:
        served = tuple(row.targets.values_list("target_id", "brings"))
        if set(served) != set(changes.targets):
            yield _numbers(served), _numbers(changes.targets)
    if changes.cooperating is not None:
        yield (
            _bodies(row.cooperations.values_list("body_id", flat=True)),
            _bodies(changes.cooperating),
        )
    if changes.after is not None:
        yield (
            _tasks(row.after.values_list("waits_for_id", flat=True)),
            _tasks(changes.after),
        )
    if changes.milestones is not None:
        yield (
            [_step(one.title, one.due_on, one.amount) for one in row.milestones.all()],
            [_step(one.title, one.due_on, one.amount) for one in changes.milestones],
        )


def _places(keys: Iterable[int], tree: Map) -> Sequence[str]:
    return sorted(tree[key].name for key in keys if key in tree)


def _numbers(aims: Iterable[tuple[int, str]]) -> Sequence[str]:
    brings = dict(aims)
    rows = Target.objects.in_bulk(list(brings)).values()
    return sorted(f"{row.number} {brings[row.pk]}".strip() for row in rows)


def _bodies(keys: Iterable[int]) -> Sequence[str]:
    return sorted(row.name for row in Body.objects.in_bulk(list(keys)).values())


def _tasks(keys: Iterable[int]) -> Sequence[str]:
    return sorted(str(row.number) for row in Task.objects.in_bulk(list(keys)).values())


def _step(title: str, due: date, amount: int | None) -> str:
    shown = "" if amount is None else f" ({amount})"
    return f"{title.strip()} {write_date(due)}{shown}"
