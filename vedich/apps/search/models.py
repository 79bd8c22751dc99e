"""What can be found, and the words it is found by.

A row is made by the action that changes the thing; nothing here is truth, all of it can be made
anew (`desk.finding`).
"""

from __future__ import annotations

from django.db import models


class Found(models.Model):
    """One thing at one place: what it is called, where it opens, who may see it there.

    A thing that lies at several places has a row for each. `path` is the place, references joined
    by “|” with one at each end, so that a place holds what begins with its own path. The kind says
    which right opens it (`queries.OPENED_BY`).
    """

    class Kind(models.TextChoices):
        """What can be found, in the order of the page."""

        TARGET = "target", "target"
        TASK = "task", "task"
        PERSON = "person", "person"
        PLACE = "place", "place"
        BODY = "body", "body"
        RESOLUTION = "resolution", "resolution"

    reference = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    more = models.CharField(max_length=300, blank=True)
    more_en = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    folded = models.CharField(max_length=400)
    """The title without marks and case: what ranks it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "path"], name="found_once_a_place")
        ]
        indexes = [models.Index(fields=["kind", "path"], name="found_may_be_seen")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of a thing, folded. A search for its beginning is a range of the index.

    Both orders are indexed: the one finds the things that hold a word, the other asks a thing for
    its further words without reading its rows.
    """

    found = models.ForeignKey(Found, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "found"], name="word_of_found")]
        indexes = [models.Index(fields=["found", "word"], name="found_of_word")]

    def __str__(self) -> str:
        return self.word
