"""Accepted task proposals of a resolution become tasks (R9, R15): read, shown, then given.

What the document says is taken over with a link to its sentence; what it leaves open stays unclear
and is listed as such. A proposal becomes one task, however often this is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.apps.resolutions.models import ProposalRow, Resolution, State
from vedich.apps.tasks import refusals
from vedich.apps.tasks.giving import NewTask, give_tasks
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.terms import last_day_of
from vedich.core.permits import Actor
from vedich.core.vietnamese import fold


ACCEPTED = (ProposalRow.State.ACCEPTED, ProposalRow.State.CORRECTED)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as the task it would be. `lead` and `time` are the document's own words."""

    proposal: int
    task: NewTask
    lead: str
    time: str
    cooperating: tuple[str, ...]


def proposed(resolution: int, *, on_day: date) -> Sequence[Proposed]:
    """The accepted task proposals of an adopted resolution that are not tasks yet, in order.

    Raises Refused (``task.not_there``) for one that is not in force.
    """
    row = Resolution.objects.filter(pk=resolution).exclude(state=State.DRAFT).first()
    if row is None:
        raise refusals.NOT_THERE.refuse(what="nghị quyết", value=resolution)
    rows = ProposalRow.objects.filter(
        text__resolution=row, kind=ProposalRow.Kind.TASK, state__in=ACCEPTED, task__isnull=True
    )
    bodies = _bodies(row, on_day)
    year = row.period.last_day.year
    return [_proposed(one, row, bodies, year) for one in rows.order_by("text", "number")]


def take_proposals(
    *,
    resolution: int,
    by: Actor,
    at: datetime,
    on_day: date,
    chosen: Mapping[int, int | None] | None = None,
    key: str = "",
) -> Sequence[Task]:
    """Give the proposals as tasks: `chosen` says which, and the post that answers for each.

    None: all of them, nobody yet. Raises Refused, NotPermitted; all or none.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        row = Resolution.objects.select_for_update(of=("self",)).filter(pk=resolution).first()
        if row is None:
            raise refusals.NOT_THERE.refuse(what="nghị quyết", value=resolution)
        found = proposed(resolution, on_day=on_day)
        wanted = [one for one in found if chosen is None or one.proposal in chosen]
        new = [replace(one.task, accountable=(chosen or {}).get(one.proposal)) for one in wanted]
        return give_tasks(place=row.place_id, tasks=new, by=by, at=at, on_day=on_day)


def _proposed(row: ProposalRow, of: Resolution, bodies: Mapping[str, int], year: int) -> Proposed:
    helping = tuple(str(name) for name in row.cooperating)
    keys = (bodies.get(_key(name)) for name in helping)
    lead = bodies.get(_key(row.lead))
    task = NewTask(
        title=f"{row.name[:1].upper()}{row.name[1:]}",
        body=lead,
        starts_on=max(of.period.start, of.issued_on or of.period.start) if row.time else None,
        due_on=last_day_of(row.time or row.deadline, year),
        product=row.product,
        cooperating=tuple(dict.fromkeys(key for key in keys if key and key != lead)),
        resolution=of.pk,
        proposal=row.pk,
        source=of.title[:200],
    )
    if task.starts_on and task.due_on and task.due_on < task.starts_on:
        task = replace(task, starts_on=None)
    return Proposed(row.pk, task, row.lead, row.time, helping)


def _bodies(of: Resolution, day: date) -> Mapping[str, int]:
    """Bodies at or below the place of the resolution by folded name; names of several are left."""
    tree = on(day)
    inside = {spot.id for spot in tree.below(of.place_id)}
    found: dict[str, int | None] = {}
    for body in Body.objects.order_by("pk"):
        if body.place_id in inside:
            key = _key(body.name)
            found[key] = None if key in found else body.pk
    return {name: key for name, key in found.items() if key is not None}


def _key(name: str) -> str:
    return " ".join(fold(name).split())
