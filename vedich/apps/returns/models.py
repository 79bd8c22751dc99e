"""Returns, and every move they made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.figures.models import Figure
from vedich.apps.places.models import Body, Place
from vedich.core.needs import Move, State
from vedich.core.periods import Period


class Return(models.Model):
    """What one body owes for one period: made when the period opens, never deleted.

    `place` is the body's place on the period's last day. `due` is the last day that is in time.
    `round` counts the submissions, so that an old form cannot overwrite a newer one.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="returns")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    first = models.IntegerField()
    months = models.SmallIntegerField()
    due = models.DateField()
    opened_on = models.DateField()
    state = models.CharField(
        max_length=14, choices=[(s.value, s.value) for s in State], default=State.DRAFT.value
    )
    round = models.SmallIntegerField(default=0)
    submitted_on = models.DateField(null=True)
    """The day of the latest submission that stands; empty while the sender has it."""
    submitted_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "first", "months"], name="return_key"),
            models.CheckConstraint(
                condition=Q(submitted_on__isnull=True, submitted_by="")
                | (Q(submitted_on__isnull=False) & ~Q(submitted_by="")),
                name="return_submitted_on_and_by",
            ),
        ]
        indexes = [models.Index(fields=["first", "months", "state"], name="return_by_period")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.period}"

    @property
    def reference(self) -> str:
        """How figures and the journal name the return."""
        return f"return:{self.pk}"

    @property
    def period(self) -> Period:
        """The period it is for."""
        return Period(self.first, self.months)


class Step(models.Model):
    """One move of a return: from where, to where, who, when, why (a change of state is a row).

    `figures` are the keys of those pointed out when it was sent back.
    """

    of = models.ForeignKey(Return, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=14, choices=[(m.value, m.value) for m in Move])
    before = models.CharField(max_length=14)
    after = models.CharField(max_length=14)
    by = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    at = models.DateTimeField()
    on_day = models.DateField()
    reason = models.TextField(blank=True)
    figures = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.move} of {self.of_id}"


class Opening(models.Model):
    """One of the figures drawn before a sweep was opened: does it agree with what the body has?

    A figure that does not agree takes the others of its return out of the sweep, for as long as it
    stands: a corrected one is another row. `note` is what the checker saw.
    """

    figure = models.OneToOneField(Figure, models.PROTECT, related_name="opening")
    agrees = models.BooleanField()
    by = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    at = models.DateTimeField()
    on_day = models.DateField()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"opening of {self.figure_id}"
