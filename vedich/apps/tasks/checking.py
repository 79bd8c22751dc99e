"""The Standing members' checks: planned, dropped, made on the spot (R15).

What a checker saw goes to his own row; what was reported stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.evidence.actions import keep
from vedich.apps.journal.actions import recording
from vedich.apps.places.queries import on
from vedich.apps.tasks import refusals
from vedich.apps.tasks.models import Attachment, Check, Progress, Task
from vedich.apps.tasks.rights import holds, locked, path_of, paths_of, post_on, stands_in_for
from vedich.apps.tasks.said import counted, says
from vedich.core.chain import Plain
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


PLANS: Final = "checks.plan"
CHECKS: Final = "checks.do"
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class NewPlannedCheck:
    """A check to plan: which task, by whose post, on which day, at what time, why it was chosen."""

    task: int
    checker: int
    planned_on: date
    planned_at: str = ""
    reason: str = Check.Reason.OTHER


@dataclass(frozen=True, slots=True)
class Paper:
    """A photo or document as it came in."""

    data: bytes
    name: str


def plan_checks(
    *,
    checks: Sequence[NewPlannedCheck],
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Sequence[Check]:
    """Plan checks; all of them or none. Raises Refused (``task.planned_past``, …), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        tree = on(on_day)
        made = []
        for new in checks:
            task = locked(new.task)
            path = path_of(task, tree)
            post = require(by, PLANS, Locus(path), on=on_day)
            _check_plan(new)
            if new.planned_on < on_day:
                raise refusals.PLANNED_PAST.refuse(value=write_date(new.planned_on))
            if task.state not in (Task.State.OPEN, Task.State.CLAIMED):
                raise refusals.NOT_OPEN.refuse(value=task.title)
            checker = post_on(new.checker, new.planned_on)
            if task.accountable and task.accountable.person_id == checker.person_id:
                raise refusals.OWN_CHECK.refuse(value=checker.title)
            row = Check.objects.create(
                task=task,
                checker=checker,
                planned_on=new.planned_on,
                planned_at=new.planned_at,
                reason=new.reason,
                planned_by=by.person,
            )
            facts: dict[str, Plain] = {
                "task": task.reference,
                "checker": checker.reference,
                "on": new.planned_on.isoformat(),
                "reason": str(new.reason),
            }
            ledger.note(
                "checks.plan",
                row.reference,
                path,
                post=post.reference,
                facts=facts,
                touched=paths_of(task, tree),
            )
            made.append(row)
        return made


def drop_check(*, check: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Take a planned check out of the plan. Raises Refused (``task.plan_gone``), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        row = _planned(check)
        tree = on(on_day)
        path = path_of(row.task, tree)
        post = require(by, PLANS, Locus(path), on=on_day)
        row.dropped_on = on_day
        row.save(update_fields=["dropped_on"])
        ledger.note("checks.drop", row.reference, path, post=post.reference)


def make_check(
    *,
    task: int,
    found: str,
    by: Actor,
    at: datetime,
    on_day: date,
    planned: int | None = None,
    amount: int | None = None,
    words: str = "",
    done_on: date | None = None,
    papers: Sequence[Paper] = (),
    key: str = "",
) -> Check | None:
    """Write what was found on the spot; None where it was sent already.

    `planned` is the planned check it makes good; without one, a plan of the same checker for this
    task is taken if there is one. Raises Refused (``task.no_finding``, ``task.no_seen``,
    ``task.own_check``, ``task.to_come``, ``task.plan_gone``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = locked(task), on(on_day)
        path = path_of(row, tree)
        post = require(by, CHECKS, Locus(path, row.field or None), on=on_day)
        if ledger.repeated:
            return None
        day = done_on or on_day
        _check_finding(row, found, amount, words, day, on_day, by)
        mine = stands_in_for(by, on_day)
        check = _planned(planned, row) if planned is not None else _own_plan(row, mine)
        if check is None:
            check = Check(task=row, reason=Check.Reason.OTHER)
        if check.checker_id not in mine:
            # who came instead of the one who was planned is the one who saw it
            check.checker_id = int(post.reference.removeprefix("post:"))
        check.found, check.amount, check.words = found, amount, words.strip()
        check.reported = reported_of(row)
        check.done_on, check.done_at, check.done_by = day, at, by.person
        check.save()
        for paper in papers:
            file = keep(
                data=paper.data, name=paper.name, place=row.place_id, path=path, by=by, at=at
            )
            Attachment.objects.create(file=file, check_made=check, by=by.person, on_day=on_day)
        facts: dict[str, Plain] = {
            "task": row.reference,
            "found": found,
            "amount": amount,
            "reported": check.reported,
            "on": day.isoformat(),
        }
        ledger.note(
            "checks.make",
            check.reference,
            path,
            post=post.reference,
            facts=facts,
            touched=paths_of(row, tree),
        )
        return check


def reported_of(task: Task) -> int | None:
    """The amount last told by who holds the task; None where none was."""
    told = Progress.objects.filter(task=task, amount__isnull=False)
    return told.order_by("-pk").values_list("amount", flat=True).first()


def _check_finding(
    task: Task,
    found: str,
    amount: int | None,
    words: str,
    day: date,
    on_day: date,
    by: Actor,
) -> None:
    if found not in Check.Found.values or not found:
        raise refusals.NO_FINDING.refuse(value=found)
    counted(amount)
    if found == Check.Found.DIFFERS and amount is None and not says(words):
        raise refusals.NO_SEEN.refuse(value=task.title)
    if amount is not None and not task.unit:
        raise refusals.NO_AMOUNT.refuse(value=task.title)
    if day > on_day:
        raise refusals.TO_COME.refuse(value=write_date(day))
    own = task.accountable is not None and f"person:{task.accountable.person_id}" == by.person
    if own or holds(by, task, on_day):
        raise refusals.OWN_CHECK.refuse(value=by.person)


def _check_plan(new: NewPlannedCheck) -> None:
    if new.reason not in Check.Reason.values:
        raise refusals.NO_SUCH.refuse(value=str(new.reason)[:40])
    if new.planned_at and not CLOCK.fullmatch(new.planned_at):
        raise refusals.NO_CLOCK.refuse(value=new.planned_at[:40])


def _planned(check: int, task: Task | None = None) -> Check:
    rows = Check.objects.select_for_update(of=("self",)).select_related("task")
    row = rows.filter(pk=check, found="", dropped_on__isnull=True).first()
    if row is None or (task is not None and row.task_id != task.pk):
        raise refusals.PLAN_GONE.refuse(value=check)
    return row


def _own_plan(task: Task, mine: Collection[int]) -> Check | None:
    rows = Check.objects.select_for_update(of=("self",)).filter(
        task=task, found="", dropped_on__isnull=True, checker__in=mine
    )
    return rows.order_by("planned_on", "pk").first()
