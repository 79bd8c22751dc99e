"""Notices: what somebody was told, by whom, how often, and whether he has taken note."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Person


class Notice(models.Model):
    """One thing somebody was told. `sentence` and `values` are said in the reader's language.

    One open notice for each (person, kind, subject): told again it counts on, and does not pile up.
    `path` is where it is, references joined by “|” as search has them. Blank `told_by`: the system.
    """

    to = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    sentence = models.CharField(max_length=80)
    values = models.JSONField(default=list)
    link = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    due = models.DateField(null=True)
    told_by = models.CharField(max_length=80, blank=True)
    told_post = models.CharField(max_length=80, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    last_at = models.DateTimeField()
    times = models.SmallIntegerField(default=1)
    noted_on = models.DateField(null=True)
    """The day he said that he knows; then the notice is closed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "kind", "subject"],
                condition=Q(noted_on__isnull=True),
                name="notice_is_open_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "subject"], name="notice_of_subject")]
        ordering = ["-last_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} to {self.to_id}"

    @property
    def reference(self) -> str:
        """How the journal names the notice."""
        return f"notice:{self.pk}"
