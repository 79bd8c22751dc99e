"""Changing a task, its day, its person (R14, R15).

Every change raises the task's stamp, so that a form opened earlier cannot undo it unseen: it is
refused with what stands now and what the form says. Whoever held a task stays in `Holding`, both
days of a moved one in `DueChange`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from vedich.apps.figures.models import Indicator
from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks import refusals, said
from vedich.apps.tasks.changes import CHANGEABLE, TaskChanges
from vedich.apps.tasks.clear import Clear
from vedich.apps.tasks.days import check_days
from vedich.apps.tasks.finding import index
from vedich.apps.tasks.giving import check_key
from vedich.apps.tasks.hanging import (
    put_after,
    put_cooperating,
    put_milestones,
    put_places,
    put_targets,
)
from vedich.apps.tasks.models import Check, DueChange, Holding, Progress, Task
from vedich.apps.tasks.rights import GIVES, giver, locked, path_of, paths_of, post_on
from vedich.apps.tasks.stale import Pair, check_stamp, hung
from vedich.core.chain import Plain
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


_CLEARS: Final[Mapping[str, str]] = {
    Clear.WORK: "detail",
    Clear.RESPONSIBILITY: "answers_for",
    Clear.PRODUCT: "product",
    Clear.AUTHORITY: "authority",
}


def change_task(
    *,
    task: int,
    stamp: int | None,
    changes: TaskChanges,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Task:
    """Change what is said of an open task. `stamp` is that of the form; None: none was shown.

    Another field needs the right in that field too. Raises Refused (``task.stale``,
    ``task.unit_fixed``, …), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        unknown = set(changes.said) - set(CHANGEABLE)
        if unknown:
            raise ValueError(unknown)
        check_stamp(row, stamp, [*_pairs(row, changes.said), *hung(row, changes, tree)])
        before = paths_of(row, tree)
        _say(row, changes.said)
        require(by, GIVES, Locus(path_of(row, tree), row.field or None), on=on_day)
        _put(row, changes, tree)
        save(row)
        ledger.note(
            "tasks.change",
            row.reference,
            path_of(row, tree),
            post=post,
            facts={"changed": ", ".join(changes.named)},
            touched=[*before, *paths_of(row, tree)],
        )
        index([row], on_day)
        return row


def clear_up(
    *,
    task: int,
    which: str,
    text: str,
    by: Actor,
    at: datetime,
    on_day: date,
    stamp: int | None = None,
    key: str = "",
) -> Task:
    """Say one of the six clears that was missing: work, responsibility, product or authority.

    Person and time have actions of their own (`pass_on`, `move_due`). Raises Refused
    (``task.unknown_clear``, ``task.no_reason``, ``task.stale``), NotPermitted.
    """
    if which not in _CLEARS:
        raise refusals.UNKNOWN_CLEAR.refuse(value=which)
    need_reason(text)
    changes = TaskChanges({_CLEARS[which]: text.strip()})
    return change_task(
        task=task, stamp=stamp, changes=changes, by=by, at=at, on_day=on_day, key=key
    )


def move_due(
    *,
    task: int,
    to: date,
    why: str,
    by: Actor,
    at: datetime,
    on_day: date,
    stamp: int | None = None,
    starts_on: date | None = None,
    key: str = "",
) -> Task:
    """Move the day a task is due; both days stay, with the reason. The first day needs none.

    Raises Refused (``task.no_reason``, ``task.same_day``, ``task.days``, ``task.stale``),
    NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        check_stamp(row, stamp, [(row.due_on, to)])
        before = row.due_on
        if before == to and starts_on in (None, row.starts_on):
            raise refusals.SAME_DAY.refuse(value=write_date(to))
        if before is not None and before != to:
            need_reason(why)
        row.starts_on = starts_on or row.starts_on
        check_days(row.starts_on, to)
        row.due_on = to
        if before != to:
            DueChange.objects.create(
                task=row,
                before=before,
                after=to,
                why=why.strip(),
                by=by.person,
                post=post,
                at=at,
                on_day=on_day,
            )
        save(row)
        facts: dict[str, Plain] = {
            "before": before.isoformat() if before else None,
            "after": to.isoformat(),
            "start": row.starts_on.isoformat() if row.starts_on else None,
        }
        ledger.note(
            "tasks.move_due",
            row.reference,
            path_of(row, tree),
            post=post,
            facts=facts,
            touched=paths_of(row, tree),
        )
        return row


def pass_on(
    *,
    task: int,
    post: int,
    by: Actor,
    at: datetime,
    on_day: date,
    why: str = "",
    stamp: int | None = None,
    key: str = "",
) -> Task:
    """Give a task to another post; who held it before stays in its history (R14).

    The first holder needs no reason. Raises Refused (``task.same_post``, ``task.not_a_post``,
    ``task.no_reason``, ``task.stale``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, giving = _opened(task, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        taker = post_on(post, on_day)
        check_stamp(row, stamp, [(_holder(row), _named(taker))])
        if row.accountable_id == taker.pk:
            raise refusals.SAME_POST.refuse(value=row.title)
        if row.accountable_id is not None:
            need_reason(why)
        before = row.accountable_id
        hold(row, taker, by=by.person, on_day=on_day, why=why.strip())
        facts: dict[str, Plain] = {
            "from": f"post:{before}" if before else None,
            "to": taker.reference,
        }
        ledger.note(
            "tasks.pass_on",
            row.reference,
            path_of(row, tree),
            post=giving,
            facts=facts,
            touched=paths_of(row, tree),
        )
        index([row], on_day)
        return row


def hold(row: Task, post: Post, *, by: str, on_day: date, why: str) -> None:
    """Write that `post` answers for the task from this day on. For actions that did the rest.

    The row before ends when the new one begins, so that the history has no gap and no overlap.
    """
    current = Holding.objects.filter(task=row, until__isnull=True).first()
    since = max(on_day, current.since) if current else on_day
    if current:
        current.until = since
        current.save(update_fields=["until"])
    Holding.objects.create(task=row, post=post, since=since, by=by, why=why)
    row.accountable = post
    save(row)


def save(row: Task) -> None:
    """Keep the task with its next stamp."""
    row.stamp += 1
    row.save()


def need_reason(why: str) -> None:
    """Raises Refused (``task.no_reason``) where the words say nothing."""
    if not said.says(why):
        raise refusals.NO_REASON.refuse(value=why)


def _opened(task: int, by: Actor, on_day: date, *, repeated: bool) -> tuple[Task, Map, str]:
    """The task, locked and open, with the tree and the post that may change it."""
    row, tree = locked(task), on(on_day)
    post = giver(by, row, tree, on_day)
    if not repeated and row.state not in (Task.State.OPEN, Task.State.CLAIMED):
        raise refusals.NOT_OPEN.refuse(value=row.title)
    return row, tree, post.reference


def _pairs(row: Task, wanted: Mapping[str, object]) -> Iterable[Pair]:
    for name, value in wanted.items():
        yield getattr(row, name), value


def _holder(row: Task) -> str:
    return _named(row.accountable) if row.accountable else ""


def _named(post: Post) -> str:
    return f"{post.person.name}, {post.title}"


# -- what is said ----------------------------------------------------------------------------------


def _say(row: Task, wanted: Mapping[str, object]) -> None:
    counted = (row.unit, row.decimals)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.title, row.detail = said.titled(row.title, row.detail, row.number)
    for name in ("answers_for", "product", "authority"):
        setattr(row, name, said.worded(getattr(row, name)))
    said.hard(row.difficulty)
    said.monthly(row.every)
    said.counted(row.amount)
    said.places_after_point(row.decimals)
    check_days(row.starts_on, row.due_on)
    if "body_id" in wanted:
        check_key(Body, [row.body_id], "đơn vị")
    if "indicator_id" in wanted:
        check_key(Indicator, [row.indicator_id], "chỉ số")
    if counted != (row.unit, row.decimals) and _has_amounts(row):
        # what was told before keeps its meaning
        raise refusals.UNIT_FIXED.refuse(value=counted[0])


def _has_amounts(row: Task) -> bool:
    told = Progress.objects.filter(task=row, amount__isnull=False)
    return told.exists() or Check.objects.filter(task=row, amount__isnull=False).exists()


def _put(row: Task, changes: TaskChanges, tree: Map) -> None:
    if changes.places is not None:
        put_places([(row, changes.places)], tree)
    if changes.targets is not None:
        put_targets([(row, changes.targets)])
    if changes.cooperating is not None:
        put_cooperating([(row, changes.cooperating)])
    if changes.after is not None:
        put_after([(row, changes.after)])
    if changes.milestones is not None:
        put_milestones([(row, changes.milestones)])
