"""Notices: what somebody was told, by whom, how often, and whether he has taken note.

Beside them the mail that carried them out, and the daily jobs that make and send them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vedich.apps.people.models import Person


class Notice(models.Model):
    """One thing somebody was told. `sentence` and `values` are said in the reader's language.

    One open notice for each (person, kind, subject): told again it counts on, and does not pile up.
    `path` is where it is, references joined by “|” as search has them. Blank `told_by`: the system.
    `level` is 0 for whose turn it is, and how far up the line it went for everybody else.
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
    settled_on = models.DateField(null=True)
    """The day on which nothing was left to be done about it; closed too, without his word."""
    mailed_at = models.DateTimeField(null=True)
    level = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["to", "kind", "subject"],
                condition=Q(noted_on__isnull=True, settled_on__isnull=True),
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


class Mailing(models.Model):
    """The one mail a person gets on a day (never two): written down before it is handed over.

    A row that stays at “sending” was cut off in the middle: nobody knows whether it arrived, so it
    is not sent again, and what it told goes into the mail of the next day.
    """

    class State(models.TextChoices):
        """How far the mail got. “later”: surely not sent, and tried again."""

        SENDING = "sending", "sending"
        SENT = "sent", "sent"
        LATER = "later", "later"
        REFUSED = "refused", "refused"

    person = models.ForeignKey(Person, models.PROTECT, related_name="mailings")
    day = models.DateField()
    sent_to = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENDING)
    told = models.SmallIntegerField(default=0)
    at = models.DateTimeField()
    fault = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="mailing_is_one_a_day")
        ]

    def __str__(self) -> str:
        return f"mail of {self.day} to {self.person_id}"


class Run(models.Model):
    """One job of one day: done once, whoever looks at the clock; retried until its day is over."""

    class State(models.TextChoices):
        """Where it stands. “missed”: its day went by, the next day's run does its work too."""

        WAITING = "waiting", "waiting"
        TAKEN = "taken", "taken"
        DONE = "done", "done"
        MISSED = "missed", "missed"

    job = models.CharField(max_length=20)
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    count = models.IntegerField(default=0)
    """How much there was to do: periods opened, people told, mails sent."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "day"], name="run_is_one_a_day")]
        ordering = ["-day", "job"]

    def __str__(self) -> str:
        return f"{self.job} of {self.day}: {self.state}"
