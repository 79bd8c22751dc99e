"""The files of a task and of its checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.tasks.models import Attachment, Task
from vedich.apps.tasks.screens.pieces import on_day
from vedich.apps.tasks.screens.shapes import Evidence, Linked, Wanted


PHOTOS: Final = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif")


@dataclass(frozen=True, slots=True)
class Files:
    """Attachments as read, the newest first."""

    rows: Sequence[Attachment]
    day: date

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every file: a kind by its name, else the file by its own."""
        return tuple(
            Evidence(one.kind or one.file.name, link(one), on_day(one.on_day, self.day), photo(one))
            for one in self.rows
        )

    def of_check(self, check: int) -> tuple[Linked, ...]:
        """The files of one check."""
        found = [one for one in self.rows if one.check_made_id == check]
        return tuple(Linked(one.file.name, link(one)) for one in found)

    def wanted(self, kinds: Sequence[str]) -> tuple[Wanted, ...]:
        """Which kinds that must be there are."""
        there = {one.kind for one in self.rows if one.task_id}
        return tuple(Wanted(kind, kind in there) for kind in kinds)


def files_of(task: Task, checks: Sequence[int], day: date) -> Files:
    """The files of a task and of these checks of it. One question."""
    rows = Attachment.objects.filter(Q(task=task) | Q(check_made__in=checks))
    return Files(list(rows.select_related("file").order_by("-pk")), day)


def link(attachment: Attachment) -> str:
    """The address of a file."""
    return f"/dau-viec/tep/{attachment.pk}"


def photo(attachment: Attachment) -> bool:
    """Whether the file is a photo, by its name."""
    return attachment.file.name.lower().endswith(PHOTOS)
