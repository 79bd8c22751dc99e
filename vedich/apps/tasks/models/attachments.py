"""Files that belong to a task, a check, a visit or a matter (R22)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.evidence.models import File
from vedich.apps.tasks.models.checks import Check
from vedich.apps.tasks.models.matters import Matter
from vedich.apps.tasks.models.tasks import Task
from vedich.apps.tasks.models.visits import Visit


class Attachment(models.Model):
    """A photo or document. Just one of the four is given; `kind` is which evidence it is."""

    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, related_name="attachments", null=True)
    check_made = models.ForeignKey(Check, models.PROTECT, related_name="attachments", null=True)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="attachments", null=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="attachments", null=True)
    kind = models.CharField(max_length=120, blank=True)
    by = models.CharField(max_length=80)
    on_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    task__isnull=False,
                    check_made__isnull=True,
                    visit__isnull=True,
                    matter__isnull=True,
                )
                | Q(
                    task__isnull=True,
                    check_made__isnull=False,
                    visit__isnull=True,
                    matter__isnull=True,
                )
                | Q(
                    task__isnull=True,
                    check_made__isnull=True,
                    visit__isnull=False,
                    matter__isnull=True,
                )
                | Q(
                    task__isnull=True,
                    check_made__isnull=True,
                    visit__isnull=True,
                    matter__isnull=False,
                ),
                name="attachment_belongs_to_one",
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.file_id}"
