"""Rows of this app, by subject: tasks, charges, checks, visits, matters, the roll-out, files."""

from __future__ import annotations

from vedich.apps.tasks.models.attachments import Attachment
from vedich.apps.tasks.models.charges import Charge, HandOver
from vedich.apps.tasks.models.checks import Check
from vedich.apps.tasks.models.feeds import CalendarToken
from vedich.apps.tasks.models.matters import Matter, MatterStep
from vedich.apps.tasks.models.rollouts import Readiness, Rollout, RolloutDates
from vedich.apps.tasks.models.tasks import (
    Cooperation,
    DueChange,
    Holding,
    Milestone,
    Progress,
    Task,
    TaskAfter,
    TaskPlace,
    TaskTarget,
)
from vedich.apps.tasks.models.visits import Visit, VisitLine


__all__ = [
    "Attachment",
    "CalendarToken",
    "Charge",
    "Check",
    "Cooperation",
    "DueChange",
    "HandOver",
    "Holding",
    "Matter",
    "MatterStep",
    "Milestone",
    "Progress",
    "Readiness",
    "Rollout",
    "RolloutDates",
    "Task",
    "TaskAfter",
    "TaskPlace",
    "TaskTarget",
    "Visit",
    "VisitLine",
]
