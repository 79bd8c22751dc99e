"""A task, who holds it, where it lies, whom it serves, how far it is (R14, R15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vedich.apps.figures.models import Indicator
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body, Place
from vedich.apps.resolutions.models import ProposalRow, Resolution, Target


class Task(models.Model):
    """One work item. Exactly one post answers for it; None is a task that is unclear in “who”.

    `place` is where it was given (its office gives, changes and accepts it); where the work lies is
    `TaskPlace`. `number` counts the tasks of a place. The six clears are `accountable`, `title`
    with `detail`, `starts_on` with `due_on`, `answers_for`, `product`, `authority`; blank: unclear.
    `amount` and `Progress.amount` are scaled by `decimals` and in `unit`; with an `indicator` the
    figures of its places speak instead. `origin` is a reference (“visit:3”, “matter:5”), or blank.
    """

    class State(models.TextChoices):
        """The life of a task: who holds it says done, who gave it accepts or sends it back."""

        OPEN = "open", "open"
        CLAIMED = "claimed", "claimed"
        CLOSED = "closed", "closed"
        DROPPED = "dropped", "dropped"

    class Difficulty(models.IntegerChoices):
        """How hard it is held to be: easy first, hard later."""

        EASY = 1, "easy"
        MEDIUM = 2, "medium"
        HARD = 3, "hard"

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    number = models.IntegerField()
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="tasks", null=True)
    proposal = models.OneToOneField(ProposalRow, models.PROTECT, related_name="task", null=True)
    source = models.CharField(max_length=200, blank=True)
    """Where it is written, in words: “Nghị quyết 2022, mục III.4”."""
    origin = models.CharField(max_length=80, blank=True)
    field = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    accountable = models.ForeignKey(Post, models.PROTECT, related_name="tasks", null=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="tasks", null=True)
    """The body that leads it, where one does: an agency, a cell."""
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    answers_for = models.TextField(blank=True)
    product = models.TextField(blank=True)
    authority = models.TextField(blank=True)
    evidence_wanted = models.JSONField(default=list)
    """Kinds of evidence that must be there, in words."""
    difficulty = models.SmallIntegerField(choices=Difficulty.choices, null=True)
    unit = models.CharField(max_length=40, blank=True)
    decimals = models.SmallIntegerField(default=0)
    amount = models.BigIntegerField(null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True)
    every = models.SmallIntegerField(null=True)
    """Months after which it comes again; None: once."""
    again_of = models.OneToOneField("self", models.PROTECT, related_name="again", null=True)
    """The task of the round before, for one that comes again."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    given_by = models.CharField(max_length=80)
    given_post = models.CharField(max_length=80, blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    claimed_on = models.DateField(null=True)
    """The day it was last said to be done; kept when it is accepted."""
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_why = models.TextField(blank=True)
    stamp = models.IntegerField(default=0)
    """Raised by every change, so that an old form cannot overwrite a newer one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="task_number"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="task_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "dropped"], ended_on__isnull=False)
                | Q(state__in=["open", "claimed"], ended_on__isnull=True),
                name="task_ended_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "due_on"], name="task_by_due"),
            models.Index(fields=["accountable", "state"], name="task_by_accountable"),
            models.Index(fields=["given_by", "state"], name="task_by_giver"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def reference(self) -> str:
        """How the journal, notices and search name the task."""
        return f"task:{self.pk}"


class Holding(models.Model):
    """Which post answered for a task, from when until before when: its history (R14)."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=80)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(until__isnull=True), name="task_held_by_one"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.task_id} by {self.post_id}"


class TaskPlace(models.Model):
    """A place where the work of a task lies: the columns of the matrix."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "place"], name="task_place")]

    def __str__(self) -> str:
        return f"{self.task_id} at {self.place_id}"


class TaskTarget(models.Model):
    """A target that a task serves, and what it brings: “thêm 412 hộ”."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="targets")
    target = models.ForeignKey(Target, models.PROTECT, related_name="tasks")
    brings = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "target"], name="task_target")]

    def __str__(self) -> str:
        return f"{self.task_id} for {self.target_id}"


class Cooperation(models.Model):
    """A body that helps with a task."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="cooperations")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "body"], name="task_cooperation")]

    def __str__(self) -> str:
        return f"{self.body_id} with {self.task_id}"


class TaskAfter(models.Model):
    """A task that can only go on once another one is closed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="after")
    waits_for = models.ForeignKey(Task, models.PROTECT, related_name="before")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "waits_for"], name="task_after"),
            models.CheckConstraint(
                condition=~Q(task=F("waits_for")), name="task_never_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} after {self.waits_for_id}"


class Milestone(models.Model):
    """A step on the way with its day; `amount` where it is counted, as `Task.amount` is."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="milestones")
    number = models.SmallIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    amount = models.BigIntegerField(null=True)
    reached_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "number"], name="milestone_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.title}"


class Progress(models.Model):
    """What the holder says of a task on a day: words, an amount, how hard it is going.

    Never changed: a later one speaks. `for_post` is the post reported for, where a clerk wrote it.
    """

    class Trouble(models.TextChoices):
        """The holder's own estimate."""

        NONE = "none", "none"
        SOME = "some", "some"
        STUCK = "stuck", "stuck"

    class Move(models.TextChoices):
        """What the note did beside telling."""

        NOTE = "note", "note"
        CLAIM = "claim", "claim"
        SEND_BACK = "send_back", "send back"
        CLOSE = "close", "close"
        DROP = "drop", "drop"
        REOPEN = "reopen", "reopen"

    task = models.ForeignKey(Task, models.PROTECT, related_name="progress")
    move = models.CharField(max_length=10, choices=Move.choices, default=Move.NOTE)
    words = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=5, choices=Trouble.choices, default=Trouble.NONE)
    on_day = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    post = models.CharField(max_length=80, blank=True)
    for_post = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.move} on {self.task_id}"


class DueChange(models.Model):
    """A due day that was moved: both days stay, with the reason."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="due_changes")
    before = models.DateField(null=True)
    after = models.DateField()
    why = models.TextField()
    by = models.CharField(max_length=80)
    post = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    on_day = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.before} → {self.after}"
