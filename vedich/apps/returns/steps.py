"""The steps of a return: every move goes through the table of core.needs and leaves a row (R18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from vedich.apps.journal.actions import Ledger
from vedich.apps.returns.hands import path_of
from vedich.apps.returns.models import Return, Step
from vedich.core.chain import Plain
from vedich.core.needs import Move, Side, State, advance
from vedich.core.permits import Actor, Post


NO_FACTS: Final[Mapping[str, Plain]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, under which post, when: what every step and row of one action says."""

    by: Actor
    post: Post
    at: datetime
    on_day: date


def move(
    of: Return,
    what: Move,
    side: Side,
    act: Act,
    ledger: Ledger,
    *,
    reason: str = "",
    figures: Sequence[int] = (),
    facts: Mapping[str, Plain] = NO_FACTS,
) -> None:
    """Carry out one move: the return, its step and the journal line, with more `facts` if any.

    Raises Refused where the table of core.needs does not have it, or wants a reason.
    """
    before = State(of.state)
    of.state = advance(before, what, side=side, reason=reason).value
    if what is Move.SUBMIT:
        of.round += 1
        of.submitted_on, of.submitted_by = act.on_day, act.by.person
    elif what in (Move.WITHDRAW, Move.SEND_BACK, Move.REOPEN):
        of.submitted_on, of.submitted_by = None, ""
    of.save(update_fields=["state", "round", "submitted_on", "submitted_by"])
    Step.objects.create(
        of=of,
        move=what.value,
        before=before.value,
        after=of.state,
        by=act.by.person,
        post=act.post.reference,
        at=act.at,
        on_day=act.on_day,
        reason=reason.strip(),
        figures=list(figures),
    )
    ledger.note(
        f"returns.{what.value}",
        of.reference,
        path_of(of),
        post=act.post.reference,
        facts={"period": str(of.period), "before": before.value, "round": of.round, **facts},
    )
