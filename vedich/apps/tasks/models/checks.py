"""Checks of tasks by the Standing members: planned, then found (R15)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Post
from vedich.apps.tasks.models.tasks import Task


class Check(models.Model):
    """One check of a task: planned for a day, or made without a plan (`planned_on` None).

    `amount` is what the checker saw, beside `reported`, what was said then; neither overwrites the
    other. `found` is blank until it is made.
    """

    class Found(models.TextChoices):
        """How it ended."""

        NOT_YET = "", "not yet"
        AS_REPORTED = "as_reported", "as reported"
        DIFFERS = "differs", "differs"
        NEEDS_HELP = "needs_help", "needs help"

    class Reason(models.TextChoices):
        """Why this task was chosen."""

        HARD = "hard", "its target is hard to reach"
        LATE = "late", "late"
        RECURS = "recurs", "recurs"
        DIFFERS = "differs", "figures differ"
        UNCHECKED = "unchecked", "not checked for a quarter"
        RANDOM = "random", "drawn at random"
        OTHER = "other", "other"

    task = models.ForeignKey(Task, models.PROTECT, related_name="checks")
    checker = models.ForeignKey(Post, models.PROTECT, related_name="checks")
    planned_on = models.DateField(null=True)
    planned_at = models.CharField(max_length=5, blank=True)
    """The time of day, “08:00”, or blank."""
    reason = models.CharField(max_length=10, choices=Reason.choices, default=Reason.OTHER)
    planned_by = models.CharField(max_length=80, blank=True)
    dropped_on = models.DateField(null=True)
    found = models.CharField(
        max_length=12, choices=Found.choices, default=Found.NOT_YET, blank=True
    )
    amount = models.BigIntegerField(null=True)
    reported = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(found="", done_on__isnull=True)
                | (~Q(found="") & Q(done_on__isnull=False, dropped_on__isnull=True)),
                name="check_found_has_a_day",
            )
        ]
        indexes = [models.Index(fields=["checker", "planned_on"], name="check_by_plan")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"check of {self.task_id} by {self.checker_id}"

    @property
    def reference(self) -> str:
        """How the journal and notices name the check."""
        return f"task_check:{self.pk}"
