"""The address under which a person's calendar can be read without signing in (R15)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Person


class CalendarToken(models.Model):
    """One address of a person's calendar. Only its digest is kept; one at a time is alive.

    A row is never used again: another address is another row, and the old one has its
    `revoked_at`.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_one_address_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"

    @property
    def reference(self) -> str:
        """How the journal names the address."""
        return f"calendar:{self.pk}"
