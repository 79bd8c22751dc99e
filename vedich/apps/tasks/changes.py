"""What a form changes of a task, as `changing.change_task` takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from vedich.apps.tasks.hanging import NewMilestone


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

    @property
    def named(self) -> list[str]:
        """Names of what changes."""
        lists = (one.name for one in fields(self) if one.name != "said")
        return sorted(self.said) + [name for name in lists if getattr(self, name) is not None]


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
