"""One mail a day with what is new for somebody, by the office's own mail server (R33).

Written down before it is handed over: a mail that was cut off in the middle is not sent again, one
that surely was not sent is tried again, an address that was refused three times is left alone.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction

from vedich.apps.journal.actions import recording
from vedich.apps.journal.queries import practice_day
from vedich.apps.notices.models import Mailing, Notice
from vedich.apps.notices.queries import say
from vedich.apps.people.models import Person
from vedich.core.errors import Language, Message
from vedich.core.vietnamese import write_date


SUBJECT: Final = Message(
    code="mail.subject",
    vi="Về Đích: việc cần đồng chí xem ({count}).",
    en="Về Đích: things for you to look at ({count}).",
)
GREETING: Final = Message(
    code="mail.greeting",
    vi="Kính gửi đồng chí {name}. Từ thư trước đến nay có những việc sau.",
    en="To {name}. Since the last mail there is the following.",
)
DUE: Final = Message(code="mail.due", vi="Hạn {day}.", en="Due by {day}.")
STOP: Final = Message(
    code="mail.stop",
    vi="Thư tự động, mỗi ngày nhiều nhất một thư. Không muốn nhận thì bỏ địa chỉ thư ở mục Thêm.",
    en="Sent by the program, once a day at most. To stop it, take your address out under More.",
)

REFUSALS: Final = 3
"""So many refusals of one address in a row, and it gets no more mail until it is another one."""

MOST: Final = 50
"""Lines of one mail."""


class NotSent(Exception):
    """Some mails could not be handed over now: try again later."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the mails of a day."""

    sent: int
    refused: int
    later: int


def ready() -> bool:
    """Whether the office has set a mail server; a practice copy never sends mail."""
    return bool(settings.EMAIL_HOST) and practice_day() is None


def send_digests(*, at: datetime, on_day: date) -> Sent:
    """Send everybody who has an address the one mail of the day, if there is anything new.

    Run again on the same day it sends only what surely was not sent. Raises NotSent where the
    server could not be reached; what it could send stays sent.
    """
    if not ready():
        return Sent(0, 0, 0)
    sent = refused = later = 0
    why = ""
    for person, notices in _waiting(on_day):
        mailing = _begin(person, len(notices), at, on_day)
        if mailing is None:
            continue
        fault = _hand_over(_mail(person, notices[:MOST]))
        if fault is None:
            _end(mailing, Mailing.State.SENT, "")
            Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=at)
            sent += 1
        elif isinstance(fault, smtplib.SMTPRecipientsRefused):
            _end(mailing, Mailing.State.REFUSED, type(fault).__name__)
            refused += 1
        else:
            why = type(fault).__name__
            _end(mailing, Mailing.State.LATER, why)
            later += 1
            if not isinstance(fault, smtplib.SMTPResponseException):
                # the server itself is away: nobody else's mail would get through either
                break
    with recording(by=None, at=at) as ledger:
        if sent or refused:
            facts = {"sent": sent, "refused": refused}
            ledger.note("notices.mail", "notices", (), facts=facts)
    if later:
        raise NotSent(why)
    return Sent(sent, refused, later)


def _waiting(day: date) -> Iterable[tuple[Person, Sequence[Notice]]]:
    """People with an address, and what they were told that no mail has carried yet."""
    rows = Notice.objects.filter(
        mailed_at__isnull=True, noted_on__isnull=True, settled_on__isnull=True
    )
    rows = rows.filter(to__is_active=True).exclude(to__email="").select_related("to")
    found: dict[int, list[Notice]] = {}
    for row in rows.order_by("to_id", "due", "pk"):
        found.setdefault(row.to_id, []).append(row)
    for notices in found.values():
        person = notices[0].to
        if not _given_up(person, day):
            yield person, notices


def _given_up(person: Person, day: date) -> bool:
    last = Mailing.objects.filter(person=person, sent_to=person.email, day__lt=day)
    states = list(last.order_by("-day").values_list("state", flat=True)[:REFUSALS])
    return states == [Mailing.State.REFUSED] * REFUSALS


def _begin(person: Person, told: int, at: datetime, day: date) -> Mailing | None:
    """The mail of the day as being sent; None where it was sent, refused or cut off already."""
    values = {"state": Mailing.State.SENDING, "told": told, "at": at, "sent_to": person.email}
    again = Mailing.objects.filter(person=person, day=day, state=Mailing.State.LATER)
    if again.update(**values, fault=""):
        return Mailing.objects.get(person=person, day=day)
    try:
        with transaction.atomic():
            return Mailing.objects.create(person=person, day=day, **values)
    except IntegrityError:
        return None


def _end(mailing: Mailing, state: str, fault: str) -> None:
    Mailing.objects.filter(pk=mailing.pk).update(state=state, fault=fault[:120])


def _mail(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    language: Language = "en" if person.language == "en" else "vi"
    site = settings.SITE_ADDRESS.rstrip("/")
    lines = [GREETING.say(language, {"name": person.name}), ""]
    for notice in notices:
        due = DUE.say(language, {"day": write_date(notice.due)}) if notice.due else ""
        lines.append(f"- {say(notice, language)} {due}".rstrip())
        if site:
            lines.append(f"  {site}{notice.link}")
    lines += ["", STOP.say(language, {})]
    subject = SUBJECT.say(language, {"count": len(notices)}).rstrip(".")
    body = "\n".join(lines) + "\n"
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])


def _hand_over(mail: EmailMessage) -> Exception | None:
    """Give the mail to the server; what went wrong, if anything did."""
    try:
        get_connection(fail_silently=False).send_messages([mail])
    except (smtplib.SMTPException, OSError) as wrong:
        return wrong
    return None
