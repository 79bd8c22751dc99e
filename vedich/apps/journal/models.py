"""The register of a database, its journal lines, the keys of forms already taken, page versions.

No foreign keys: a journal refers by text and outlives the tables it speaks of (DESIGN §3.1).
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q

from vedich.core.errors import Message


REGISTER: Final = 1
"""The primary key of the only row of Register."""

EVERYWHERE: Final = "/"
"""The page version that every write raises, whatever place it touches."""

NOT_OPEN = Message(
    code="journal.not_open",
    vi="Cơ sở dữ liệu này chưa được lập. Hãy chạy vedich init (thật) hoặc vedich demo (mẫu).",
    en="This database has not been made yet. Run vedich init (real) or vedich demo (sample).",
)


class Register(models.Model):
    """What this database is, and where its journal stands. One row, made with the database.

    `day` is the pinned day of a sample (R4) and empty in a real one. `sequence` and `digest` are
    the head of the chain.
    """

    id = models.SmallIntegerField(primary_key=True, default=REGISTER)
    sample = models.BooleanField()
    day = models.DateField(null=True)
    practice = models.DateField(null=True)
    """The day a practice copy was made on; None in what is no such copy."""
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=REGISTER), name="register_is_one_row"),
            models.CheckConstraint(
                condition=Q(sample=True, day__isnull=False) | Q(sample=False, day__isnull=True),
                name="register_sample_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"register at {self.sequence}"


class Line(models.Model):
    """One journal line. `text` is the canonical form that is hashed; the columns only find it."""

    sequence = models.BigIntegerField(primary_key=True)
    transaction = models.BigIntegerField(db_index=True)
    instant = models.DateTimeField()
    actor = models.CharField(max_length=80, null=True)  # noqa: DJ001  None: anonymous (R30)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, db_index=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.subject}"


class Personal(models.Model):
    """The personal part of a line, kept apart with its salt so that it can be erased (R33)."""

    sequence = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField()
    facts = models.JSONField()

    def __str__(self) -> str:
        return f"personal part of {self.sequence}"


class Key(models.Model):
    """A form or call that was carried out once: sent again, it is answered and not repeated."""

    key = models.CharField(max_length=200, primary_key=True)
    result = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key


class PageVersion(models.Model):
    """How often anything at or below a place changed: part of every page's key (DESIGN §3.2)."""

    place = models.CharField(max_length=120, primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.place}: {self.number}"
