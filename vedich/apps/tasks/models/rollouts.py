"""The roll-out of a resolution: who has met, who has issued a document of their own (UX 17)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.evidence.models import File
from vedich.apps.places.models import Body
from vedich.apps.resolutions.models import Resolution


class RolloutDates(models.Model):
    """By when every body below must have met, issued its document, and handed in what is due."""

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="rollout_dates")
    meet_by = models.DateField(null=True)
    issue_by = models.DateField(null=True)
    plan_by = models.DateField(null=True)
    pledge_by = models.DateField(null=True)
    assignment_by = models.DateField(null=True)

    def __str__(self) -> str:
        return f"dates of {self.resolution_id}"


class Rollout(models.Model):
    """What one body has done with a resolution: its meeting, its own document."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="rollouts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="rollouts")
    met_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", null=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "body"], name="rollout_once_a_body"),
            models.CheckConstraint(
                condition=Q(number="", issued_on__isnull=True)
                | (~Q(number="") & Q(issued_on__isnull=False)),
                name="rollout_document_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id} at {self.body_id}"

    @property
    def reference(self) -> str:
        """How the journal names the row."""
        return f"rollout:{self.pk}"


class Readiness(models.Model):
    """Something a body has handed in for the first quarter: plan, pledge, assignment."""

    class Kind(models.TextChoices):
        """What was handed in."""

        PLAN = "plan", "plan"
        PLEDGE = "pledge", "pledge"
        ASSIGNMENT = "assignment", "assignment"

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on_day = models.DateField()
    file = models.ForeignKey(File, models.PROTECT, related_name="+", null=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "body", "kind"], name="readiness_once_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.body_id}"
