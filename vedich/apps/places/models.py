"""Places, their links, and the bodies that belong to them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from vedich.core.places import ALWAYS, PlaceId


class Place(models.Model):
    """Who a place is: a code, and the day from which the code means this extent (R1)."""

    code = models.CharField(max_length=20)
    since = models.DateField(default=ALWAYS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "since"], name="place_identity")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How the journal and a right name the place: “28894” or “28894@2025-07-01”."""
        return str(PlaceId(self.code, self.since))


class Link(models.Model):
    """Where a place stood, under which name and kind, from `start` until before `until`."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="links")
    parent = models.ForeignKey(Place, models.PROTECT, related_name="child_links", null=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)
    start = models.DateField(default=ALWAYS)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("start")), name="link_days_in_order"
            ),
            models.UniqueConstraint(fields=["place", "start"], name="link_starts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place_id} from {self.start})"

    def stands(self, day: date) -> bool:
        """True where the link is in force on `day`."""
        return self.start <= day and (self.until is None or day < self.until)


class Body(models.Model):
    """A Party organisation, agency or cell of one place: it owes returns, tasks, pledges (R3).

    `kind` is a code on the shelf of bodies (rulebook), `block` the group it belongs to (khối), as
    its place calls it. `inner` bodies are organs of their place,
    checked by the place itself; the others speak for the place and are checked one level up.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="bodies")
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    block = models.CharField(max_length=60, blank=True)
    inner = models.BooleanField(default=False)
    start = models.DateField(default=ALWAYS)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("start")), name="body_days_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal and a right name the body."""
        return f"body:{self.code}"


class Office(models.Model):
    """What the office of a place has set for itself; a place without a row has the defaults.

    `answer_days` are working days for a matter (R16), `overload` percent of the mean from which
    somebody carries too much, `fields` the fields of work in their order, `prongs` those offered
    to new resolutions. `grace_days` are working days before a reminder goes up the line. `due` has
    the due days that differ from the shipped ones: months of the period → [day, months after].
    `start` is the day from which posts and places are entered here (day one).
    """

    place = models.OneToOneField(Place, models.PROTECT, related_name="office")
    phone = models.CharField(max_length=20, blank=True)
    fields = models.JSONField(default=list)
    prongs = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    party_sign = models.CharField(max_length=40, blank=True)
    state_sign = models.CharField(max_length=40, blank=True)
    due = models.JSONField(default=dict)
    start = models.DateField(null=True)
    skipped = models.JSONField(default=list)
    """Steps of day one that this place does without."""
    grace_days = models.SmallIntegerField(default=3)
    answer_days = models.SmallIntegerField(default=5)
    overload = models.SmallIntegerField(default=200)
    on_track = models.SmallIntegerField(default=100)
    at_risk = models.SmallIntegerField(default=90)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=60), name="office_answers_in_days"
            ),
            models.CheckConstraint(
                condition=Q(grace_days__gte=0, grace_days__lte=60), name="office_grace"
            ),
            models.CheckConstraint(
                condition=Q(overload__gte=100, overload__lte=1000), name="office_overload"
            ),
            models.CheckConstraint(
                condition=Q(at_risk__gte=1) & Q(on_track__gt=F("at_risk")) & Q(on_track__lte=200),
                name="office_thresholds",
            ),
        ]

    def __str__(self) -> str:
        return f"office of {self.place_id}"
