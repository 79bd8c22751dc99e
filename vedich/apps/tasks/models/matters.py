"""Matters arising: raised by a cell or unit, with an owner and a working-day clock (R16)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Post
from vedich.apps.places.models import Body, Place
from vedich.apps.tasks.models.tasks import Task


class Matter(models.Model):
    """Something raised from below. `place` must answer it by `due_on`; unanswered it climbs.

    `origin` is what it came from (“visit:3”, “return:7”), or blank. `task` is the task it became.
    """

    class Kind(models.TextChoices):
        """What it is about, as the six buttons say."""

        ROAD = "road", "road, bridge"
        WATER = "water", "water"
        LAND = "land", "land"
        SECURITY = "security", "security"
        LIVING = "living", "living"
        OTHER = "other", "other"

    class State(models.TextChoices):
        """Its life: an answer may be taken back to open by who raised it (“not yet”)."""

        OPEN = "open", "open"
        ANSWERED = "answered", "answered"
        CLOSED = "closed", "closed"

    body = models.ForeignKey(Body, models.PROTECT, related_name="matters")
    raised_at_place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField()
    urgent = models.BooleanField(default=False)
    origin = models.CharField(max_length=80, blank=True)
    raised_by = models.CharField(max_length=80)
    raised_on = models.DateField()
    raised_at = models.DateTimeField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    due_on = models.DateField()
    owner = models.ForeignKey(Post, models.PROTECT, related_name="matters", null=True)
    owner_body = models.ForeignKey(Body, models.PROTECT, related_name="+", null=True)
    """The body it was passed to, until a post of it takes it."""
    task = models.ForeignKey(Task, models.PROTECT, related_name="matters", null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_on__isnull=False),
                name="matter_answered_has_a_day",
            )
        ]
        indexes = [models.Index(fields=["place", "state", "due_on"], name="matter_by_due")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.body_id}"

    @property
    def reference(self) -> str:
        """How tasks, notices and the journal name the matter."""
        return f"matter:{self.pk}"


class MatterStep(models.Model):
    """One move of a matter: raised, taken, passed on, answered, not yet, climbed, closed."""

    class Move(models.TextChoices):
        """What happened."""

        RAISED = "raised", "raised"
        TAKEN = "taken", "taken"
        PASSED = "passed", "passed on"
        ANSWERED = "answered", "answered"
        NOT_YET = "not_yet", "not yet"
        CLIMBED = "climbed", "climbed"
        CLOSED = "closed", "closed"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=8, choices=Move.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    """Who has it after the move."""
    words = models.TextField(blank=True)
    by = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    on_day = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.move} of {self.matter_id}"
