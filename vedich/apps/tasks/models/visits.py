"""Visits: who went where, heard what, promised what (R16)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Post
from vedich.apps.places.models import Place
from vedich.apps.tasks.models.matters import Matter
from vedich.apps.tasks.models.tasks import Task


class Visit(models.Model):
    """A member in charge was somewhere on a day. `met` says whom, by role, in words."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Post, models.PROTECT, related_name="visits")
    on_day = models.DateField()
    half = models.CharField(max_length=9, blank=True)
    """“morning”, “afternoon”, “evening”, or blank."""
    met = models.CharField(max_length=200, blank=True)
    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-on_day", "-pk"]

    def __str__(self) -> str:
        return f"{self.visitor_id} at {self.place_id} on {self.on_day}"

    @property
    def reference(self) -> str:
        """How tasks, matters and the journal name the visit."""
        return f"visit:{self.pk}"


class VisitLine(models.Model):
    """Something heard or promised. It is only noted, or it became a task or a matter.

    The place may answer a promise: done, or not done; the latest answer stands here.
    """

    class Kind(models.TextChoices):
        """Which of the two lists it is in."""

        HEARD = "heard", "heard"
        PROMISED = "promised", "promised"

    class Answer(models.TextChoices):
        """What the place says of it."""

        NONE = "", "none"
        DONE = "done", "done"
        NOT_DONE = "not_done", "not done"

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="lines")
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField()
    task = models.OneToOneField(Task, models.PROTECT, related_name="visit_line", null=True)
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="visit_line", null=True)
    owner = models.ForeignKey(Post, models.PROTECT, related_name="+", null=True)
    due_on = models.DateField(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.NONE, blank=True)
    answer_words = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="visit_line_number"),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(matter__isnull=True),
                name="visit_line_becomes_one_thing",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.visit_id}"

    @property
    def reference(self) -> str:
        """How needs and the journal name the line."""
        return f"visit_line:{self.pk}"
