"""What becomes of a task: progress, done, accepted, sent back, dropped, opened again (R15).

Who holds it says it is done; who gave it accepts it, and never the same person. Progress is told
and never changed; what a checker saw stands beside it and never over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from vedich.apps.evidence.actions import keep
from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks import refusals, said
from vedich.apps.tasks.changing import need_reason, save
from vedich.apps.tasks.finding import index, unindex
from vedich.apps.tasks.models import (
    Attachment,
    Milestone,
    Progress,
    Task,
    TaskAfter,
)
from vedich.apps.tasks.rights import (
    giver,
    holds,
    locked,
    may_give,
    path_of,
    paths_of,
    reporter,
)
from vedich.core.chain import Plain
from vedich.core.permits import Actor, second_person


GOING: Final = (Task.State.OPEN, Task.State.CLAIMED)


def note_progress(
    *,
    task: int,
    words: str,
    by: Actor,
    at: datetime,
    on_day: date,
    amount: int | None = None,
    trouble: str = Progress.Trouble.NONE,
    claim: bool = False,
    key: str = "",
) -> Progress | None:
    """Tell how far a task is, or (`claim`) that it is done; None where it was told already.

    By its holder, somebody in his place, or the office on his behalf (both names are kept).
    Milestones whose amount is reached are marked. Raises Refused: ``task.nothing_said``,
    ``task.figures_speak``, ``task.no_amount``, ``task.waits``, ``task.no_evidence``, ….
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = locked(task), on(on_day)
        post, behalf = reporter(by, row, tree, on_day)
        if ledger.repeated:
            return None
        if row.state not in GOING:
            raise refusals.NOT_OPEN.refuse(value=row.title)
        _check_said(row, words, amount, trouble, claim)
        if claim:
            _may_be_done(row)
            row.state, row.claimed_on = Task.State.CLAIMED, on_day
        save(row)
        if amount is not None:
            steps = Milestone.objects.filter(task=row, reached_on__isnull=True)
            steps.filter(amount__lte=amount).update(reached_on=on_day)
        told = Progress.objects.create(
            task=row,
            move=Progress.Move.CLAIM if claim else Progress.Move.NOTE,
            words=words.strip(),
            amount=amount,
            trouble=trouble,
            on_day=on_day,
            at=at,
            by=by.person,
            post=post.reference,
            for_post=behalf,
        )
        facts: dict[str, Plain] = {"amount": amount, "trouble": str(trouble), "claim": claim}
        if behalf:
            facts["for"] = behalf
        _note(ledger, "tasks.note_progress", row, tree, post.reference, facts)
        return told


def reach_milestone(
    *,
    task: int,
    number: int,
    by: Actor,
    at: datetime,
    on_day: date,
    back: bool = False,
    key: str = "",
) -> None:
    """Say that a step on the way is done, or (`back`) that it is not after all.

    Raises Refused (``task.not_there``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = locked(task), on(on_day)
        post, behalf = reporter(by, row, tree, on_day)
        if ledger.repeated:
            return
        if row.state not in GOING:
            raise refusals.NOT_OPEN.refuse(value=row.title)
        step = Milestone.objects.filter(task=row, number=number).first()
        if step is None:
            raise refusals.NOT_THERE.refuse(what="mốc", value=number)
        if (step.reached_on is None) != back:
            step.reached_on = None if back else on_day
            step.save(update_fields=["reached_on"])
            row.stamp += 1
            row.save(update_fields=["stamp"])
            facts: dict[str, Plain] = {
                "milestone": number,
                "back": back,
                "for": behalf or None,
            }
            _note(ledger, "tasks.reach_milestone", row, tree, post.reference, facts)


def accept_done(
    *, task: int, by: Actor, at: datetime, on_day: date, words: str = "", key: str = ""
) -> Task:
    """Accept a task that was said to be done; it is closed. Never by who did it or said so."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _for_giver(task, by, on_day)
        if ledger.repeated:
            return row
        _claimed(row)
        _second_person(row, by, on_day)
        _end(row, Task.State.CLOSED, by, on_day, words)
        _tell(row, Progress.Move.CLOSE, words, by, at, on_day, post)
        _note(ledger, "tasks.accept_done", row, tree, post, {})
        return row


def send_back(*, task: int, why: str, by: Actor, at: datetime, on_day: date, key: str = "") -> Task:
    """Give a task that was said to be done back to its holder, with the reason."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _for_giver(task, by, on_day)
        if ledger.repeated:
            return row
        _claimed(row)
        need_reason(why)
        row.state = Task.State.OPEN
        save(row)
        _tell(row, Progress.Move.SEND_BACK, why, by, at, on_day, post)
        _note(ledger, "tasks.send_back", row, tree, post, {})
        return row


def drop(*, task: int, why: str, by: Actor, at: datetime, on_day: date, key: str = "") -> Task:
    """End a task that is not done any more, with the reason; it stays to be read."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _for_giver(task, by, on_day)
        if ledger.repeated:
            return row
        if row.state not in GOING:
            raise refusals.NOT_OPEN.refuse(value=row.title)
        need_reason(why)
        _end(row, Task.State.DROPPED, by, on_day, why)
        _tell(row, Progress.Move.DROP, why, by, at, on_day, post)
        _note(ledger, "tasks.drop", row, tree, post, {})
        unindex([row])
        return row


def reopen(*, task: int, why: str, by: Actor, at: datetime, on_day: date, key: str = "") -> Task:
    """Open a task again that was closed or dropped, with the reason (R36)."""
    with recording(by=by, at=at, key=key) as ledger:
        row, tree, post = _for_giver(task, by, on_day)
        if ledger.repeated:
            return row
        if row.state in GOING:
            raise refusals.NOT_ENDED.refuse(value=row.title)
        need_reason(why)
        row.state, row.ended_on, row.ended_by, row.ended_why = Task.State.OPEN, None, "", ""
        save(row)
        _tell(row, Progress.Move.REOPEN, why, by, at, on_day, post)
        _note(ledger, "tasks.reopen", row, tree, post, {})
        index([row], on_day)
        return row


def attach(
    *,
    task: int,
    data: bytes,
    name: str,
    by: Actor,
    at: datetime,
    on_day: date,
    kind: str = "",
    shows_on: date | None = None,
    key: str = "",
) -> Attachment | None:
    """Put a file with a task; `kind` is which of the wanted kinds of evidence it is, or words.

    By who may report or give. None where it was sent already.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row, tree = locked(task), on(on_day)
        allowed = may_give(by, row, tree, on_day)
        post = giver(by, row, tree, on_day) if allowed else reporter(by, row, tree, on_day)[0]
        if ledger.repeated:
            return None
        if row.state not in GOING:
            raise refusals.NOT_OPEN.refuse(value=row.title)
        path = path_of(row, tree)
        file = keep(
            data=data, name=name, place=row.place_id, path=path, by=by, at=at, shows_on=shows_on
        )
        made = Attachment.objects.create(
            file=file, task=row, kind=kind[:120], by=by.person, on_day=on_day
        )
        facts: dict[str, Plain] = {"sha256": file.sha256}
        _note(ledger, "tasks.attach", row, tree, post.reference, facts)
        return made


# -- rules -----------------------------------------------------------------------------------------


def missing_evidence(row: Task) -> Sequence[str]:
    """Kinds of evidence that are wanted and not there yet."""
    there = set(Attachment.objects.filter(task=row).values_list("kind", flat=True))
    return [kind for kind in row.evidence_wanted if kind not in there]


def waiting_for(row: Task) -> Task | None:
    """A task that must be closed first, if one is not."""
    held = TaskAfter.objects.filter(task=row).exclude(waits_for__state=Task.State.CLOSED)
    held = held.exclude(waits_for__state=Task.State.DROPPED)
    found = held.select_related("waits_for").order_by("pk").first()
    return found.waits_for if found else None


def _check_said(row: Task, words: str, amount: int | None, trouble: str, claim: bool) -> None:
    if trouble not in Progress.Trouble.values:
        raise refusals.NO_SUCH.refuse(value=trouble[:40])
    said.counted(amount)
    if amount is not None and row.indicator_id is not None:
        raise refusals.FIGURES_SPEAK.refuse(value=row.title)
    if amount is not None and not row.unit:
        raise refusals.NO_AMOUNT.refuse(value=row.title)
    if not claim and amount is None and not said.says(words):
        raise refusals.NOTHING_SAID.refuse(value=row.title)


def _may_be_done(row: Task) -> None:
    first = waiting_for(row)
    if first is not None:
        raise refusals.WAITS.refuse(value=first.title)
    missing = missing_evidence(row)
    if missing:
        raise refusals.NO_EVIDENCE.refuse(value=", ".join(missing))


def _for_giver(task: int, by: Actor, on_day: date) -> tuple[Task, Map, str]:
    row, tree = locked(task), on(on_day)
    return row, tree, giver(by, row, tree, on_day).reference


def _claimed(row: Task) -> None:
    if row.state != Task.State.CLAIMED:
        raise refusals.NOT_CLAIMED.refuse(value=row.title)


def _second_person(row: Task, by: Actor, day: date) -> None:
    """Four eyes: not who holds it, nor who stands in for him, nor who said that it is done."""
    claim = Progress.objects.filter(task=row, move=Progress.Move.CLAIM).order_by("-pk").first()
    did = {claim.by} if claim else set()
    if row.accountable is not None:
        did.add(f"person:{row.accountable.person_id}")
    if second_person({by.person}, did) or holds(by, row, day):
        raise refusals.OWN_WORK.refuse(value=by.person)


def _end(row: Task, state: Task.State, by: Actor, on_day: date, why: str) -> None:
    row.state, row.ended_on, row.ended_by, row.ended_why = state, on_day, by.person, why
    save(row)


def _tell(
    row: Task,
    move: Progress.Move,
    words: str,
    by: Actor,
    at: datetime,
    on_day: date,
    post: str,
) -> None:
    Progress.objects.create(
        task=row, move=move, words=words.strip(), on_day=on_day, at=at, by=by.person, post=post
    )


def _note(
    ledger: Ledger, action: str, row: Task, tree: Map, post: str, facts: dict[str, Plain]
) -> None:
    ledger.note(
        action,
        row.reference,
        path_of(row, tree),
        post=post,
        facts=facts,
        touched=paths_of(row, tree),
    )
