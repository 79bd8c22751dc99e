"""Giving tasks, changing them, passing them on (R14, R15).

A task has one accountable post; whoever held it before stays in `Holding`. Every change raises the
task's stamp, so that a form opened earlier cannot undo it unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Final

from django.db.models import Max

from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import Map, on
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks import refusals
from vedich.apps.tasks.clear import Clear
from vedich.apps.tasks.finding import index, unindex
from vedich.apps.tasks.models import (
    Cooperation,
    DueChange,
    Holding,
    Milestone,
    Task,
    TaskAfter,
    TaskPlace,
    TaskTarget,
)
from vedich.apps.tasks.rights import GIVES, giver, locked, path_of, paths_of, post_on
from vedich.core.chain import Plain, rows_digest
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import normalise, write_date
from vedich.rulebook.permits import require


MOST: Final = 1000
"""Tasks given at once."""

LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class NewMilestone:
    """A step on the way: what, by which day, and how much where it is counted."""

    title: str
    due_on: date
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to give. Keys are those of rows; amounts are scaled by `decimals`.

    Only the title is needed: whatever of the six clears is missing is listed as unclear.
    """

    title: str
    field: str = ""
    detail: str = ""
    accountable: int | None = None
    body: int | None = None
    places: tuple[int, ...] = ()
    targets: tuple[tuple[int, str], ...] = ()
    """(target, what it brings: “thêm 412 hộ”)"""
    starts_on: date | None = None
    due_on: date | None = None
    answers_for: str = ""
    product: str = ""
    authority: str = ""
    evidence_wanted: tuple[str, ...] = ()
    difficulty: int | None = None
    unit: str = ""
    decimals: int = 0
    amount: int | None = None
    indicator: int | None = None
    every: int | None = None
    cooperating: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    milestones: tuple[NewMilestone, ...] = ()
    resolution: int | None = None
    proposal: int | None = None
    source: str = ""
    origin: str = ""
    again_of: int | None = None


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What changes of a task; what is not named stays. The day and the person have own actions."""

    said: Mapping[str, object] = field(default_factory=dict)
    """Any of `CHANGEABLE`."""
    places: tuple[int, ...] | None = None
    targets: tuple[tuple[int, str], ...] | None = None
    cooperating: tuple[int, ...] | None = None
    after: tuple[int, ...] | None = None
    milestones: tuple[NewMilestone, ...] | None = None


CHANGEABLE: Final = (
    "title",
    "field",
    "detail",
    "body_id",
    "starts_on",
    "answers_for",
    "product",
    "authority",
    "evidence_wanted",
    "difficulty",
    "unit",
    "decimals",
    "amount",
    "indicator_id",
    "every",
    "source",
)
"""Columns of Task that `change_task` writes."""

_CLEARS: Final[Mapping[str, str]] = {
    Clear.WORK: "detail",
    Clear.RESPONSIBILITY: "answers_for",
    Clear.PRODUCT: "product",
    Clear.AUTHORITY: "authority",
}


def give_tasks(
    *,
    place: int,
    tasks: Sequence[NewTask],
    by: Actor | None,
    at: datetime,
    on_day: date,
    key: str = "",
    given_on: date | None = None,
) -> Sequence[Task]:
    """Give tasks at a place; all of them or none. Sent again with the same key gives none.

    `by` None is the system: a task that comes again. Raises Refused (``task.*``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        if len(tasks) > MOST:
            raise refusals.TOO_MANY.refuse(value=len(tasks), most=MOST)
        tree = on(on_day)
        path = tree[place].path
        post = None
        for wanted in dict.fromkeys(new.field for new in tasks):
            post = require(by, GIVES, Locus(path, wanted or None), on=on_day) if by else None
        rows = _rows(place, tasks, by, post.reference if post else "", at, given_on or on_day)
        holders = _holders(tasks, on_day)
        for row, new in zip(rows, tasks, strict=True):
            row.accountable = holders[new.accountable] if new.accountable else None
        made = Task.objects.bulk_create(rows)
        _attach_all(made, tasks, by, given_on or on_day)
        where = [tree[key].path for new in tasks for key in new.places if key in tree]
        _note_given(ledger, made, path, post.reference if post else None, where)
        index(made)
        return made


def _rows(
    place: int, tasks: Sequence[NewTask], by: Actor | None, post: str, at: datetime, day: date
) -> list[Task]:
    # the place's row is held, so that two who give at once do not take one number
    Place.objects.select_for_update().get(pk=place)
    last = Task.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    return [
        _row(place, number, new, by, post, at, day) for number, new in enumerate(tasks, last + 1)
    ]


def _row(
    place: int, number: int, new: NewTask, by: Actor | None, post: str, at: datetime, day: date
) -> Task:
    title = normalise(new.title)[:LONGEST]
    if not any(sign.isalnum() for sign in title):
        raise refusals.NO_TITLE.refuse(value=number)
    _check_days(new.starts_on, new.due_on)
    return Task(
        place_id=place,
        number=number,
        resolution_id=new.resolution,
        proposal_id=new.proposal,
        source=new.source[:200],
        origin=new.origin,
        field=new.field,
        title=title,
        detail=new.detail,
        body_id=new.body,
        starts_on=new.starts_on,
        due_on=new.due_on,
        answers_for=new.answers_for,
        product=new.product,
        authority=new.authority,
        evidence_wanted=list(new.evidence_wanted),
        difficulty=new.difficulty,
        unit=new.unit,
        decimals=new.decimals,
        amount=new.amount,
        indicator_id=new.indicator,
        every=new.every,
        again_of_id=new.again_of,
        given_by=by.person if by else "",
        given_post=post,
        given_on=day,
        given_at=at,
    )


def _holders(tasks: Sequence[NewTask], day: date) -> Mapping[int, Post]:
    wanted = {new.accountable for new in tasks if new.accountable is not None}
    return {key: post_on(key, day) for key in sorted(wanted)}


def _attach_all(
    made: Sequence[Task], tasks: Sequence[NewTask], by: Actor | None, day: date
) -> None:
    person = by.person if by else ""
    Holding.objects.bulk_create(
        Holding(task=row, post_id=row.accountable_id, since=day, by=person)
        for row in made
        if row.accountable_id
    )
    for row, new in zip(made, tasks, strict=True):
        if new.places or new.targets or new.cooperating or new.after or new.milestones:
            _put_places(row, new.places)
            _put_targets(row, new.targets)
            _put_cooperating(row, new.cooperating)
            _put_after(row, new.after)
            _put_milestones(row, new.milestones)


def _note_given(
    ledger: Ledger,
    made: Sequence[Task],
    path: tuple[str, ...],
    post: str | None,
    where: Sequence[tuple[str, ...]],
) -> None:
    if len(made) == 1:
        facts: dict[str, Plain] = {"number": made[0].number, "title": made[0].title}
        facts |= _facts_of(made[0])
        ledger.note("tasks.give", made[0].reference, path, post=post, facts=facts, touched=where)
        return
    if made:
        rows = rows_digest({"number": row.number, "title": row.title} for row in made)
        ledger.note(
            "tasks.give",
            f"{made[0].reference}..{made[-1].pk}",
            path,
            post=post,
            facts={"count": len(made)},
            rows=rows,
            touched=where,
        )


def _facts_of(task: Task) -> dict[str, Plain]:
    return {
        "holder": f"post:{task.accountable_id}" if task.accountable_id else None,
        "due": task.due_on.isoformat() if task.due_on else None,
    }


# -- changing --------------------------------------------------------------------------------------


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
    """Change what is said of an open task. Raises Refused (``task.stale``, …), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        unknown = set(changes.said) - set(CHANGEABLE)
        if unknown:
            raise ValueError(unknown)
        for name, value in changes.said.items():
            setattr(row, name, value)
        row.title = normalise(row.title)[:LONGEST]
        if not any(sign.isalnum() for sign in row.title):
            raise refusals.NO_TITLE.refuse(value=row.number)
        _check_days(row.starts_on, row.due_on)
        before = paths_of(row, tree)
        _put_all(row, changes)
        _save(row)
        named = sorted(changes.said) + [
            one.name
            for one in fields(TaskChanges)
            if one.name != "said" and getattr(changes, one.name) is not None
        ]
        ledger.note(
            "tasks.change",
            row.reference,
            path_of(row, tree),
            post=post,
            facts={"changed": ", ".join(named)},
            touched=[*before, *paths_of(row, tree)],
        )
        index([row])
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

    Person and time have actions of their own (`pass_on`, `move_due`).
    """
    if which not in _CLEARS:
        raise refusals.UNKNOWN_CLEAR.refuse(value=which)
    if not any(sign.isalnum() for sign in text):
        raise refusals.NO_REASON.refuse(value=text)
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

    Raises Refused (``task.no_reason``, ``task.same_day``, ``task.days``, …), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        before = row.due_on
        if before == to and starts_on in (None, row.starts_on):
            raise refusals.SAME_DAY.refuse(value=write_date(to))
        if before is not None and before != to:
            _need_reason(why)
        row.starts_on = starts_on or row.starts_on
        _check_days(row.starts_on, to)
        row.due_on = to
        DueChange.objects.create(
            task=row,
            before=before,
            after=to,
            why=why,
            by=by.person,
            post=post,
            at=at,
            on_day=on_day,
        )
        _save(row)
        facts: dict[str, Plain] = {
            "before": before.isoformat() if before else None,
            "after": to.isoformat(),
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

    The first holder needs no reason. Raises Refused (``task.same_post``, …), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, giving = _opened(task, stamp, by, on_day, repeated=ledger.repeated)
        if ledger.repeated:
            return row
        taker = post_on(post, on_day)
        if row.accountable_id == taker.pk:
            raise refusals.SAME_POST.refuse(value=row.title)
        if row.accountable_id is not None:
            _need_reason(why)
        before = row.accountable_id
        hold(row, taker.pk, by=by.person, on_day=on_day, why=why)
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
        index([row])
        return row


def hold(row: Task, post: int, *, by: str, on_day: date, why: str) -> None:
    """Write that `post` answers for the task from this day on. For actions that did the rest."""
    Holding.objects.filter(task=row, until__isnull=True).update(until=on_day)
    Holding.objects.create(task=row, post_id=post, since=on_day, by=by, why=why)
    row.accountable_id = post
    _save(row)


def ended(row: Task) -> None:
    """Take a task that is no more out of what can be found."""
    unindex([row])


def _opened(
    task: int, stamp: int | None, by: Actor, on_day: date, *, repeated: bool
) -> tuple[Task, Map, str]:
    """The task, locked and open, with the tree and the post that may change it."""
    row, tree = locked(task), on(on_day)
    post = giver(by, row, tree, on_day)
    if not repeated:
        if stamp is not None and stamp != row.stamp:
            raise refusals.STALE.refuse(value=row.title)
        if row.state not in (Task.State.OPEN, Task.State.CLAIMED):
            raise refusals.NOT_OPEN.refuse(value=row.title)
    return row, tree, post.reference


def _save(row: Task) -> None:
    row.stamp += 1
    row.save()


def _need_reason(why: str) -> None:
    if not any(sign.isalnum() for sign in why):
        raise refusals.NO_REASON.refuse(value=why)


def _check_days(start: date | None, due: date | None) -> None:
    if start and due and due < start:
        raise refusals.DAYS.refuse(due=write_date(due), start=write_date(start))


# -- what hangs on a task --------------------------------------------------------------------------


def _put_all(row: Task, changes: TaskChanges) -> None:
    if changes.places is not None:
        _put_places(row, changes.places)
    if changes.targets is not None:
        _put_targets(row, changes.targets)
    if changes.cooperating is not None:
        _put_cooperating(row, changes.cooperating)
    if changes.after is not None:
        _put_after(row, changes.after)
    if changes.milestones is not None:
        _put_milestones(row, changes.milestones)


def _put_places(row: Task, places: Sequence[int]) -> None:
    known = set(Place.objects.filter(pk__in=places).values_list("pk", flat=True))
    for key in places:
        if key not in known:
            raise refusals.NOT_THERE.refuse(what="địa bàn", value=key)
    TaskPlace.objects.filter(task=row).exclude(place__in=places).delete()
    have = set(TaskPlace.objects.filter(task=row).values_list("place_id", flat=True))
    TaskPlace.objects.bulk_create(
        TaskPlace(task=row, place_id=key) for key in dict.fromkeys(places) if key not in have
    )


def _put_targets(row: Task, targets: Sequence[tuple[int, str]]) -> None:
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


def _put_cooperating(row: Task, bodies: Sequence[int]) -> None:
    known = set(Body.objects.filter(pk__in=bodies).values_list("pk", flat=True))
    for key in bodies:
        if key not in known:
            raise refusals.NOT_THERE.refuse(what="đơn vị", value=key)
    Cooperation.objects.filter(task=row).delete()
    Cooperation.objects.bulk_create(
        Cooperation(task=row, body_id=key) for key in dict.fromkeys(bodies)
    )


def _put_after(row: Task, tasks: Sequence[int]) -> None:
    wanted = {one.pk: one for one in Task.objects.filter(pk__in=tasks)}
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


def _put_milestones(row: Task, milestones: Sequence[NewMilestone]) -> None:
    have = {one.number: one for one in Milestone.objects.filter(task=row)}
    Milestone.objects.filter(task=row, number__gt=len(milestones)).delete()
    for number, new in enumerate(milestones, 1):
        step = have.get(number) or Milestone(task=row, number=number)
        step.title, step.due_on, step.amount = new.title[:200], new.due_on, new.amount
        step.save()
