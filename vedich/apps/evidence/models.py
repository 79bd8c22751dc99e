"""Files that came in, and texts taken out of them."""

from __future__ import annotations

from django.db import models

from vedich.apps.places.models import Place


class File(models.Model):
    """One file as it came in. `shows_on` is the day it shows, `received_at` when it came (R22)."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    shows_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the journal names the file."""
        return f"file:{self.sha256}"


class Frozen(models.Model):
    """The text of a file with the spans of its blocks and tables, as `extractor` took it out."""

    file = models.ForeignKey(File, models.PROTECT, related_name="texts")
    extractor = models.CharField(max_length=40)
    text = models.TextField()
    blocks = models.JSONField()
    tables = models.JSONField()
    pages = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "extractor"], name="frozen_once_an_extractor")
        ]

    def __str__(self) -> str:
        return f"{self.file_id} by {self.extractor}"
