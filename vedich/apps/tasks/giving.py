"""Giving tasks, changing them, passing them on (R14, R15).

A task has one accountable post; whoever held it before stays in `Holding`. Every change raises the
task's stamp, so that a form opened earlier cannot undo it unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from vedich.apps.tasks.finding import index
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
        index(made, on_day)
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
