"""Indicators, asks, figures, checks and tallies.

A period is stored as (first, months): months since year 0, as `core.periods.Period` counts them.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from vedich.apps.places.models import Body, Place
from vedich.core.periods import Period
from vedich.core.tallies import Measure, PlaceRule, TimeRule


LIMB: Final = 10**12
"""A tally's sums are kept as hi × LIMB + lo, each an integer of the database (DESIGN §4).

Both limbs are added apart and carry into each other only when read. What one place adds is at most
MOST_ADDED, so that with 9 × 10^6 places neither can pass MOST_LIMB.
"""

MOST_ADDED: Final = 10**24
"""The most one place may add to a sum: under ``mean`` part × weight, 10^15 × 10^9."""

MOST_LIMB: Final = 9 * 10**18


class Indicator(models.Model):
    """What is measured, in what unit, by which rules (R5, R6). Texts in both languages."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40)
    unit_en = models.CharField(max_length=60, blank=True)
    decimals = models.SmallIntegerField()
    shown = models.SmallIntegerField()
    place_rule = models.CharField(max_length=10)
    time_rule = models.CharField(max_length=10)
    year_to_date = models.BooleanField()
    """Whether the form asks for the running figure since 1 January (R6)."""
    part = models.CharField(max_length=120, blank=True)
    part_en = models.CharField(max_length=120, blank=True)
    whole = models.CharField(max_length=120, blank=True)
    whole_en = models.CharField(max_length=120, blank=True)
    rises = models.BooleanField(default=True)
    """Whether more is better."""
    settles = models.CharField(max_length=10)
    public = models.BooleanField(default=False)
    definition = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def measure(self) -> Measure:
        """What the core needs to fold and print it."""
        return Measure(
            PlaceRule(self.place_rule), TimeRule(self.time_rule), self.unit, self.decimals
        )

    @property
    def is_rate(self) -> bool:
        """Whether a form asks for a part and a whole."""
        return self.place_rule == PlaceRule.RATIO

    @property
    def differenced(self) -> bool:
        """Whether a figure is stored as typed less what the same year already has (R6)."""
        return self.year_to_date and self.time_rule == TimeRule.SUM


class Ask(models.Model):
    """Who owes which indicator, every `months` months, in the periods from `first` to `until`.

    `until` is exclusive, None: open. `why` is a text reference, like “target:12”.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="asks")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="asks")
    months = models.SmallIntegerField(default=1)
    first = models.IntegerField()
    until = models.IntegerField(null=True)
    why = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "body", "first", "why"], name="ask_is_written_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.body_id}"


class Expected(models.Model):
    """A report of an indicator is expected of a place in a period: once, however many asks say so.

    A month that is expected is expected in the quarter, the half and the year that hold it too, a
    row each: so `Tally.expected` counts a place once a year and not once a month.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    first = models.IntegerField()
    months = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "indicator", "first", "months"], name="expected_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.place_id} in {Period(self.first, self.months)}"


class Opened(models.Model):
    """A period that latest-known figures reach (rule ``carried``); the others have no such tallies.

    Opened when its returns are asked for or the first figure of it comes in, never by the clock:
    nothing changes at midnight by itself.
    """

    first = models.IntegerField()
    months = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "months"], name="opened_once")]

    def __str__(self) -> str:
        return str(Period(self.first, self.months))


class Basis(models.TextChoices):
    """What a figure rests on (R9); the values are core.targets.Basis."""

    ACTUAL = "actual", "actual"
    PRELIMINARY = "preliminary", "preliminary"
    ESTIMATE = "estimate", "estimate"


class Figure(models.Model):
    """One reported number: of one indicator, place and period, as known from an instant on.

    Scaled integers. `part` None withdraws the figure. Of rows alike in place, indicator and period
    only the latest is `current`; `verified` and `swept` say what checks made of it. These three
    follow from the other rows and are kept for speed. `source` is the return it came in, `reason`
    why it replaces an earlier row (blank for the first). `entered_for`: whose figure it is where
    a clerk typed it (R22).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    first = models.IntegerField()
    months = models.SmallIntegerField()
    part = models.BigIntegerField(null=True)
    whole = models.BigIntegerField(null=True)
    basis = models.CharField(max_length=12, choices=Basis.choices, default=Basis.ACTUAL)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    entered_by = models.CharField(max_length=80)
    entered_post = models.CharField(max_length=80)
    entered_for = models.CharField(max_length=80, blank=True)
    entered_at = models.DateTimeField()
    entered_on = models.DateField()
    """The day of the office on which it came in; in a sample that is the pinned day."""
    source = models.CharField(max_length=40, blank=True, db_index=True)
    reason = models.TextField(blank=True)
    why = models.TextField(blank=True)
    request = models.TextField(blank=True)
    oddities = models.JSONField(default=list)
    """Codes of what looked odd when it was typed, and was said to be right (R19)."""
    current = models.BooleanField(default=True)
    verified = models.BooleanField(default=False)
    swept = models.BooleanField(default=False)
    soft = models.GeneratedField(
        expression=models.ExpressionWrapper(
            Q(Q(current=True) & ~Q(basis=Basis.ACTUAL)), models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    """Current and not actual: a column, because a partial index wants a condition without values
    that are bound later. Such figures are few, and every scorecard asks for them."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "indicator", "first", "months"],
                condition=Q(current=True),
                name="figure_has_one_current_row",
            ),
            models.CheckConstraint(
                condition=Q(part__isnull=False) | Q(whole__isnull=True),
                name="figure_whole_needs_a_part",
            ),
            models.CheckConstraint(
                condition=Q(swept=False) | Q(verified=True), name="figure_swept_is_verified"
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "first", "place"], name="figure_by_indicator"),
            models.Index(fields=["indicator", "first"], condition=Q(soft=True), name="figure_soft"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.place_id}: {self.part}"

    @property
    def reference(self) -> str:
        """How the journal names the figure."""
        return f"figure:{self.pk}"

    @property
    def period(self) -> Period:
        """The figure's own period."""
        return Period(self.first, self.months)


class Check(models.Model):
    """The desk check of one figure by a second person one level up (R9).

    `swept`: accepted with a whole list after ten drawn at random were opened. `undone_at`: the
    return was opened again, so that the figure waits once more.
    """

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="checks")
    by = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    at = models.DateTimeField()
    on_day = models.DateField()
    swept = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["figure"], condition=Q(undone_at__isnull=True), name="check_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"check of {self.figure_id}"


class Tally(models.Model):
    """What a place and all below it come to, of one indicator in one period (R7).

    `checked`: of verified figures only. `parent` is the place above on the period's last day, so
    that the children of a place are found without the tree. Fields are those of core.tallies.Tally,
    with one difference: under ``none`` part, whole, pairs and wholes are the place's own pair
    alone, which is all that may be shown (DESIGN §5 line 9).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    parent = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    first = models.IntegerField()
    months = models.SmallIntegerField()
    checked = models.BooleanField()
    part_hi = models.BigIntegerField(default=0)
    part_lo = models.BigIntegerField(default=0)
    whole_hi = models.BigIntegerField(default=0)
    whole_lo = models.BigIntegerField(default=0)
    pairs = models.IntegerField(default=0)
    wholes = models.IntegerField(default=0)
    best = models.CharField(max_length=90, blank=True)
    """The winner under min and max, “part/whole” or “part”; a mean over time has 22 digits."""
    reported = models.IntegerField(default=0)
    verified = models.IntegerField(default=0)
    complete = models.IntegerField(default=0)
    expected = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "first", "months", "indicator", "checked"], name="tally_key"
            ),
            # SQLite turns an integer that overflows into a REAL without a word: that breaks this.
            # No constraint may compare columns: a difference is checked like a row of its own
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{limb}__range": (-MOST_LIMB, MOST_LIMB)}),
                    name=f"tally_{limb}_in_range",
                )
                for limb in ("part_hi", "part_lo", "whole_hi", "whole_lo")
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "indicator", "first"], name="tally_by_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.place_id}"
