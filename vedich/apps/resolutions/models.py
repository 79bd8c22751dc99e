"""Resolutions, their prongs and targets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.evidence.models import File, Frozen
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.places.models import Body, Place
from vedich.core.periods import Period


class State(models.TextChoices):
    """The life of a resolution. Amendments come as versions of targets (R11)."""

    DRAFT = "draft", "draft"
    ADOPTED = "adopted", "adopted"
    CLOSED = "closed", "closed"


class Resolution(models.Model):
    """One resolution of one place for one period. Number and day are empty until it is adopted."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    first = models.IntegerField()
    months = models.SmallIntegerField()
    motto = models.CharField(max_length=200, blank=True)
    motto_en = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    hands = models.JSONField(default=list)
    """Everybody who answers for a word of the draft: none of them may adopt it (four eyes)."""
    adopted_by = models.CharField(max_length=80, blank=True)
    adopted_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    on_track = models.SmallIntegerField(default=100)
    at_risk = models.SmallIntegerField(default=90)
    last_targets = models.SmallIntegerField(null=True)
    last_met = models.SmallIntegerField(null=True)
    """How many targets the year before had, and how many of them it met, as published."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT)
                | (Q(issued_on__isnull=False) & ~Q(number="") & ~Q(adopted_by="")),
                name="resolution_adopted_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by="", adopted_at__isnull=True)
                | (~Q(adopted_by="") & Q(adopted_at__isnull=False)),
                name="resolution_adopted_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_by="", closed_at__isnull=True)
                | (~Q(closed_by="") & Q(closed_at__isnull=False)),
                name="resolution_closed_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(last_targets__isnull=True, last_met__isnull=True)
                | Q(last_targets__isnull=False, last_met__isnull=False),
                name="resolution_last_year_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the journal names the resolution."""
        return f"resolution:{self.pk}"

    @property
    def period(self) -> Period:
        """What the resolution is for: a year, or a term."""
        return Period(self.first, self.months)


class Prong(models.Model):
    """A prong (mũi) of a resolution: Party building, socio-economic development."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="prongs")
    number = models.SmallIntegerField()
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    short = models.CharField(max_length=60, blank=True)
    short_en = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="prong_number")
        ]

    def __str__(self) -> str:
        return self.name


class ResolutionText(models.Model):
    """A document that was read for a draft; `reader` is the version of the grammar."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="texts")
    frozen = models.ForeignKey(Frozen, models.PROTECT)
    reader = models.CharField(max_length=40)
    read_by = models.CharField(max_length=80)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "frozen"], name="text_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.frozen_id} for {self.resolution_id}"

    @property
    def reference(self) -> str:
        """How figures and the journal name the text."""
        return f"text:{self.pk}"


class Target(models.Model):
    """One target as the resolution prints it. Levels are scaled by the indicator's decimals.

    `kind` is one of KINDS; `level` and `high` are what it needs, `names` the codes of a named set.
    `milestones` are [period, level] pairs. `recognised` is what decisions have recognised so far,
    at the indicator's decimals or as codes; None while none has come.
    """

    class Kind(models.TextChoices):
        """The kinds of core.targets, by name."""

        AT_LEAST = "at_least", "at least"
        AT_MOST = "at_most", "at most"
        BETWEEN = "between", "between"
        EXACTLY = "exactly", "exactly"
        INCREASE_BY = "increase_by", "increase by"
        DECREASE_BY = "decrease_by", "decrease by"
        YES_NO = "yes_no", "yes or no"
        NAMED_SET = "named_set", "named set"
        UNKNOWN = "unknown", "unknown"

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="targets")
    number = models.SmallIntegerField()
    prong = models.ForeignKey(Prong, models.PROTECT, related_name="targets", null=True)
    field = models.CharField(max_length=80)
    field_en = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sentence = models.TextField()
    sentence_en = models.TextField(blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    percent = models.BooleanField(default=False)
    """For increase and decrease: the level is percent of the baseline."""
    names = models.JSONField(default=list)
    baseline = models.BigIntegerField(null=True)
    settles = models.CharField(max_length=10)
    milestones = models.JSONField(default=list)
    recognised = models.JSONField(null=True)
    speaks_for_year = models.BooleanField(default=False)
    """Whether a figure of the indicator is that of the whole year, from the day it is in."""
    reporters = models.JSONField(default=list)
    """Who will be asked: kinds of body at or below the place, or one body (“body:CODE”)."""
    owner_body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    owner_post = models.CharField(max_length=160)
    owner_post_en = models.CharField(max_length=160, blank=True)
    public = models.BooleanField(default=False)
    text = models.ForeignKey(ResolutionText, models.PROTECT, related_name="targets", null=True)
    """The document it was read from; `text_number` is the number of its proposal there."""
    text_number = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "number"], name="target_number")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"

    @property
    def reference(self) -> str:
        """How asks and the journal name the target."""
        return f"target:{self.pk}"


class ProposalRow(models.Model):
    """What the reader proposes, tied to its words, and what a person made of it.

    `start` and `end` are the span in the frozen text. `name` is what is counted, or for a task
    what is to be done; `value`, `high`, `of` are decimals as text, blank where there is none.
    `starts_from` is the earlier value of “từ A lên B”. `machine` keeps what the reader said first.
    """

    class Kind(models.TextChoices):
        """What a proposal is (UX 12)."""

        TARGET = "target", "target"
        RESULT = "result", "result"
        BASELINE = "baseline", "baseline"
        TASK = "task", "task"

    class State(models.TextChoices):
        """What was decided; `corrected` is accepted with a change."""

        OPEN = "open", "open"
        ACCEPTED = "accepted", "accepted"
        CORRECTED = "corrected", "corrected"
        REJECTED = "rejected", "rejected"

    text = models.ForeignKey(ResolutionText, models.PROTECT, related_name="proposals")
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    start = models.IntegerField()
    end = models.IntegerField()
    name = models.TextField()
    comparator = models.CharField(max_length=12, blank=True)
    value = models.CharField(max_length=40, blank=True)
    high = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    deadline = models.CharField(max_length=80, blank=True)
    of = models.CharField(max_length=40, blank=True)
    members = models.JSONField(default=list)
    starts_from = models.ForeignKey("self", models.SET_NULL, related_name="leads_to", null=True)
    lead = models.TextField(blank=True)
    cooperating = models.JSONField(default=list)
    time = models.TextField(blank=True)
    product = models.TextField(blank=True)
    machine = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    target = models.OneToOneField(Target, models.SET_NULL, related_name="proposal", null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True)
    figure = models.ForeignKey(Figure, models.PROTECT, related_name="+", null=True)
    """The figure that was written from it, with the document as its source."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="proposal_number"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="proposal_span"),
            models.CheckConstraint(
                condition=Q(state="open", decided_by="", decided_at__isnull=True)
                | (~Q(state="open") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="proposal_decided_by_and_at",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class PriorYear(models.Model):
    """A year before the first one kept here: its plan and results as a report had them.

    “Theo báo cáo”: texts of a report, no figures. Nobody verified them and nothing can.
    `taken_back_on` closes it; a year of a place has one open row. `file` is the sheet as it came,
    or the text that was pasted; `edited`: somebody changed lines of it before they were taken.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    source = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=80)
    entered_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    edited = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year"],
                condition=Q(taken_back_on__isnull=True),
                name="prior_year_is_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} of {self.place_id}"

    @property
    def reference(self) -> str:
        """How the journal names the year."""
        return f"prior:{self.pk}"


class PriorTarget(models.Model):
    """One target of a prior year as the report prints it; `met` is what the report says of it.

    None where it says nothing clear; `by_hand`: it said nothing clear, and somebody here decided.
    `by_numbers` is what its own numbers say: None where they cannot. `counted`: the report has no
    word of it, and `met` was counted from its numbers here.
    """

    of = models.ForeignKey(PriorYear, models.CASCADE, related_name="targets")
    order = models.SmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=400)
    unit = models.CharField(max_length=60, blank=True)
    plan = models.CharField(max_length=120)
    result = models.CharField(max_length=120)
    met = models.BooleanField(null=True)
    by_hand = models.BooleanField(default=False)
    by_numbers = models.BooleanField(null=True)
    counted = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
