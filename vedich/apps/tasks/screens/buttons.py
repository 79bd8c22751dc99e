"""What the visitor may do with a task: only that is offered (R34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vedich.apps.places.queries import Map
from vedich.apps.tasks.models import Check, Task
from vedich.apps.tasks.rights import (
    REPORTS_FOR,
    holds,
    may_give,
    path_of,
    paths_of,
)
from vedich.apps.tasks.screens.pieces import GOING
from vedich.apps.tasks.screens.shapes import Button
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may


PLANS = "checks.plan"
CHECKS = "checks.do"

MOST_BUTTONS = 4


@dataclass
class Rights:
    """The rights of one visitor over one task, each asked once."""

    task: Task
    actor: Actor
    day: date
    tree: Map

    def __post_init__(self) -> None:
        path = path_of(self.task, self.tree)
        self.holds = holds(self.actor, self.task, self.day)
        self.gives = may_give(self.actor, self.task, self.tree, self.day)
        self.helps = (
            not self.holds
            and self.task.accountable_id is not None
            and any(
                may(self.actor, REPORTS_FOR, Locus(one), on=self.day)
                for one in (path, *paths_of(self.task, self.tree))
            )
        )
        locus = Locus(path, self.task.field or None)
        own = self.task.accountable and self.task.accountable.person.reference
        self.checks = own != self.actor.person and bool(may(self.actor, CHECKS, locus, on=self.day))
        self.plans = bool(may(self.actor, PLANS, Locus(path), on=self.day))
        self.accepts = self.gives and own != self.actor.person

    def buttons(self, planned: Check | None) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
        """(those in the head, the others): what he most likely came for is the primary one."""
        acts = self._acts(planned)
        order = ("accept", "progress", "check", "progress_for", "edit", "reopen")
        primary = next((act for act in order if act in acts), None)
        first = ("pass_on", "move_due", "send_back", "progress_for", "check", "progress", "accept")
        head = [act for act in first if act in acts and act != primary]
        # few beside the one: the rest stands below
        head = head[-(MOST_BUTTONS - 1) :]
        shown = [Button(act, acts[act]) for act in head]
        if primary:
            shown.append(Button(primary, acts[primary], primary=True))
        rest = [Button(act, to) for act, to in acts.items() if act not in head and act != primary]
        return tuple(shown), tuple(rest)

    def _acts(self, planned: Check | None) -> dict[str, str]:
        base = f"/dau-viec/{self.task.pk}"
        if self.task.state not in GOING:
            return {"reopen": f"{base}/mo-lai"} if self.gives else {}
        acts: dict[str, str] = {}
        claimed = self.task.state == Task.State.CLAIMED
        if self.holds:
            acts["progress"] = f"{base}/tien-do"
        elif self.helps:
            acts["progress_for"] = f"{base}/tien-do"
        if claimed and self.accepts:
            acts |= {"accept": f"{base}/nhan", "send_back": f"{base}/tra-lai"}
        if self.checks:
            acts["check"] = f"/kiem-tra/{self.task.pk}"
        if self.holds or self.helps or self.gives:
            acts["attach"] = f"{base}/minh-chung"
        if self.gives:
            acts |= {
                "move_due": f"{base}/han",
                "pass_on": f"{base}/chuyen",
                "edit": f"{base}/sua",
                "drop": f"{base}/bo",
            }
        if self.plans and planned is None:
            acts["plan_check"] = f"/kiem-tra/hen?viec={self.task.pk}&noi={self.task.place_id}"
        return acts
