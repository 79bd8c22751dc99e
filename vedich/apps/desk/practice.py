"""What makes a copied database a practice copy: its mark, and nothing left to use."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from vedich.apps.journal.actions import mark_practice, recording
from vedich.apps.people.models import Device, SignInCode
from vedich.apps.tasks.models import CalendarToken


def make_practice(*, at: datetime, on_day: date) -> None:
    """Mark this database, and void what would let anybody in or reach out of it.

    Sessions and devices are gone, unused codes and addresses of calendars are good for nothing,
    queued jobs are forgotten. Passwords stay, so that people practise under their own names.
    """
    with recording(by=None, at=at):
        mark_practice(at=at, on_day=on_day)
        Session.objects.all().delete()
        Device.objects.all().delete()
        codes = SignInCode.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
        codes.update(revoked_at=at)
        CalendarToken.objects.filter(revoked_at__isnull=True).update(revoked_at=at)
        DBTaskResult.objects.all().delete()
