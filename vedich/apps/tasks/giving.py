"""Giving tasks, one or many at once (R14, R15).

A task has one accountable post; whoever held it before stays in `Holding`. What of the six clears
is not said stays blank and is listed as unclear; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Max, Model

from vedich.apps.figures.models import Indicator
from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import Map, on
from vedich.apps.resolutions.models import ProposalRow, Resolution
from vedich.apps.tasks import refusals, said
from vedich.apps.tasks.days import check_days
from vedich.apps.tasks.finding import index
from vedich.apps.tasks.hanging import (
    NewMilestone,
    put_after,
    put_cooperating,
    put_milestones,
    put_places,
    put_targets,
)
from vedich.apps.tasks.models import Holding, Task
from vedich.apps.tasks.rights import GIVES, post_on
from vedich.core.chain import Plain, rows_digest
from vedich.core.permits import Actor, Locus
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


@dataclass(frozen=True, slots=True)
class _Given:
    """Who gives, under which post, when; blank names: the system."""

    by: str
    post: str
    at: datetime
    on_day: date


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

    Each field asks for the right in that field. `by` None is the system: a task that comes again.
    `given_on` is a day before today on which it was given in truth. Raises Refused (``task.*``),
    NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        if len(tasks) > MOST:
            raise refusals.TOO_MANY.refuse(value=len(tasks), most=MOST)
        tree = on(on_day)
        if place not in tree:
            raise refusals.NOT_THERE.refuse(what="địa bàn", value=place)
        path = tree[place].path
        post = None
        for wanted in dict.fromkeys(new.field for new in tasks):
            post = require(by, GIVES, Locus(path, wanted or None), on=on_day) if by else None
        name = post.reference if post else ""
        given = _Given(by.person if by else "", name, at, given_on or on_day)
        _check_keys(tasks)
        rows = _rows(place, tasks, given)
        holders = _holders(tasks, on_day)
        for row, new in zip(rows, tasks, strict=True):
            row.accountable = holders[new.accountable] if new.accountable else None
        made = Task.objects.bulk_create(rows)
        _hang(made, tasks, given, tree)
        where = [tree[key].path for new in tasks for key in new.places]
        _note_given(ledger, made, path, name or None, where)
        index(made, on_day)
        return made


def _rows(place: int, tasks: Sequence[NewTask], given: _Given) -> list[Task]:
    # the place's row is held, so that two who give at once do not take one number
    Place.objects.select_for_update().get(pk=place)
    last = Task.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
    return [_row(place, number, new, given) for number, new in enumerate(tasks, last + 1)]


def _row(place: int, number: int, new: NewTask, given: _Given) -> Task:
    title, detail = said.titled(new.title, new.detail, number)
    check_days(new.starts_on, new.due_on)
    return Task(
        place_id=place,
        number=number,
        resolution_id=new.resolution,
        proposal_id=new.proposal,
        source=new.source[:200],
        origin=new.origin,
        field=new.field,
        title=title,
        detail=detail,
        body_id=new.body,
        starts_on=new.starts_on,
        due_on=new.due_on,
        answers_for=said.worded(new.answers_for),
        product=said.worded(new.product),
        authority=said.worded(new.authority),
        evidence_wanted=list(new.evidence_wanted),
        difficulty=said.hard(new.difficulty),
        unit=new.unit,
        decimals=said.places_after_point(new.decimals),
        amount=said.counted(new.amount),
        indicator_id=new.indicator,
        every=said.monthly(new.every),
        again_of_id=new.again_of,
        given_by=given.by,
        given_post=given.post,
        given_on=given.on_day,
        given_at=given.at,
    )


def check_key(model: type[Model], keys: Iterable[int | None], what: str) -> None:
    """Raises Refused (``task.not_there``) for a key of no row; None is no key."""
    wanted = {key for key in keys if key is not None}
    found = set(model._default_manager.in_bulk(list(wanted))) if wanted else set()
    for key in sorted(wanted - found):
        raise refusals.NOT_THERE.refuse(what=what, value=key)


def _check_keys(tasks: Sequence[NewTask]) -> None:
    check_key(Body, (new.body for new in tasks), "đơn vị")
    check_key(Indicator, (new.indicator for new in tasks), "chỉ số")
    check_key(Resolution, (new.resolution for new in tasks), "nghị quyết")
    check_key(ProposalRow, (new.proposal for new in tasks), "câu trong nghị quyết")
    proposals = [new.proposal for new in tasks if new.proposal is not None]
    taken = Task.objects.filter(proposal__in=proposals).order_by("pk").first()
    twice = next((one for one in proposals if proposals.count(one) > 1), None)
    if taken or twice is not None:
        raise refusals.GIVEN_ALREADY.refuse(value=taken.title if taken else twice)


def _holders(tasks: Sequence[NewTask], day: date) -> Mapping[int, Post]:
    wanted = {new.accountable for new in tasks if new.accountable is not None}
    return {key: post_on(key, day) for key in sorted(wanted)}


def _hang(made: Sequence[Task], tasks: Sequence[NewTask], given: _Given, tree: Map) -> None:
    Holding.objects.bulk_create(
        Holding(task=row, post_id=row.accountable_id, since=given.on_day, by=given.by)
        for row in made
        if row.accountable_id
    )
    both = list(zip(made, tasks, strict=True))
    put_places([(row, new.places) for row, new in both if new.places], tree)
    put_targets([(row, new.targets) for row, new in both if new.targets])
    put_cooperating([(row, new.cooperating) for row, new in both if new.cooperating])
    put_after([(row, new.after) for row, new in both if new.after])
    put_milestones([(row, new.milestones) for row, new in both if new.milestones])


def _note_given(
    ledger: Ledger,
    made: Sequence[Task],
    path: tuple[str, ...],
    post: str | None,
    where: Sequence[tuple[str, ...]],
) -> None:
    if len(made) == 1:
        (one,) = made
        facts: dict[str, Plain] = {
            "number": one.number,
            "holder": f"post:{one.accountable_id}" if one.accountable_id else None,
            "due": one.due_on.isoformat() if one.due_on else None,
        }
        ledger.note("tasks.give", one.reference, path, post=post, facts=facts, touched=where)
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
