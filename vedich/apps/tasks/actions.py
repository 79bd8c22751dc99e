"""Writing tasks, charges and checks; each is one action with its journal line (R33)."""

from __future__ import annotations

from vedich.apps.tasks.changes import TaskChanges
from vedich.apps.tasks.changing import change_task, clear_up, hold, move_due, pass_on
from vedich.apps.tasks.charging import set_charge
from vedich.apps.tasks.checking import (
    NewPlannedCheck,
    Paper,
    drop_check,
    make_check,
    plan_checks,
)
from vedich.apps.tasks.giving import NewTask, give_tasks
from vedich.apps.tasks.hanging import NewMilestone
from vedich.apps.tasks.proposing import take_proposals
from vedich.apps.tasks.reporting import (
    accept_done,
    attach,
    drop,
    note_progress,
    reach_milestone,
    reopen,
    send_back,
)
from vedich.apps.tasks.rounds import repeat_due


__all__ = [
    "NewMilestone",
    "NewPlannedCheck",
    "NewTask",
    "Paper",
    "TaskChanges",
    "accept_done",
    "attach",
    "change_task",
    "clear_up",
    "drop",
    "drop_check",
    "give_tasks",
    "hold",
    "make_check",
    "move_due",
    "note_progress",
    "pass_on",
    "plan_checks",
    "reach_milestone",
    "reopen",
    "repeat_due",
    "send_back",
    "set_charge",
    "take_proposals",
]
