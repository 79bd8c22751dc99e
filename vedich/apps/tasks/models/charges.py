"""Who holds a field, a local Party organisation, an agency (R14); and work handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Person, Post
from vedich.apps.places.models import Body, Place


class Charge(models.Model):
    """A post that answers for a field, follows a locality or a body; one at a time for each.

    `place` is whose committee gives the charge. Just one of `field`, `locality`, `body` is given,
    as `kind` says. Rows end and are never changed.
    """

    class Kind(models.TextChoices):
        """What is in charge of the holder."""

        FIELD = "field", "field"
        LOCALITY = "locality", "locality"
        BODY = "body", "body"

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    field = models.CharField(max_length=80, blank=True)
    locality = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="charges", null=True)
    holder = models.ForeignKey(Post, models.PROTECT, related_name="charges")
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="field", locality__isnull=True, body__isnull=True) & ~Q(field=""))
                | Q(kind="locality", field="", locality__isnull=False, body__isnull=True)
                | Q(kind="body", field="", locality__isnull=True, body__isnull=False),
                name="charge_names_its_kind",
            ),
            models.UniqueConstraint(
                fields=["place", "field"],
                condition=Q(until__isnull=True, kind="field"),
                name="charge_one_a_field",
            ),
            models.UniqueConstraint(
                fields=["place", "locality"],
                condition=Q(until__isnull=True, kind="locality"),
                name="charge_one_a_locality",
            ),
            models.UniqueConstraint(
                fields=["place", "body"],
                condition=Q(until__isnull=True, kind="body"),
                name="charge_one_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.place_id} by {self.holder_id}"

    @property
    def reference(self) -> str:
        """How the journal names the charge."""
        return f"charge:{self.pk}"


class HandOver(models.Model):
    """Work that moved because a post changed holder; `minutes` are frozen as they were printed.

    `giver` and `taker` are the same post in two hands: two rows of Post.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Post, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Post, models.PROTECT, related_name="+")
    witness = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    on_day = models.DateField()
    minutes = models.JSONField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.giver_id} to {self.taker_id}"

    @property
    def reference(self) -> str:
        """How the journal names the hand-over."""
        return f"hand_over:{self.pk}"
