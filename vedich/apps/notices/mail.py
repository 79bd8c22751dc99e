"""One mail a day with what is new for somebody, by the office's own mail server (R33).

Written down before it is handed over: a mail that was cut off in the middle is not sent again, one
that surely was not sent is tried again, an address that was refused three times is left alone for a
month. Mail leaves the house: what somebody wrote about people stays in it.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction

from vedich.apps.journal.actions import recording
from vedich.apps.journal.queries import practice_day
from vedich.apps.notices.models import Mailing, Notice
from vedich.apps.notices.queries import say_outside
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
    vi="Thư tự động, mỗi ngày nhiều nhất một thư. Không muốn nhận thì tắt thư ở mục Thêm.",
    en="Sent by the program, once a day at most. To stop it, switch mail off under More.",
)
REST: Final = Message(
    code="mail.rest",
    vi="Và {count} việc nữa, xem ở mục Lời nhắc.",
    en="And {count} more, under Reminders.",
)

REFUSALS: Final = 3
"""So many refusals of one address in a row, and it gets no mail for a while."""

LEFT_ALONE: Final = timedelta(days=30)
"""How long: the fault may have been the office's own server's, so an address is never given up."""

MOST: Final = 50
"""Lines of one mail; how many more there are stands in its last one."""

PERMANENT: Final = 500
"""From this answer on the server says that trying again would not help (RFC 5321)."""


class NotSent(Exception):
    """Some mails could not be handed over now: try again later."""


_SENDING, _SENT = Mailing.State.SENDING.value, Mailing.State.SENT.value
_LATER, _REFUSED = Mailing.State.LATER.value, Mailing.State.REFUSED.value


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of one mail: a state of Mailing; `stop` where nobody else's would get through."""

    state: str
    fault: str = ""
    stop: bool = False


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
    counts: dict[str, int] = {}
    fault = ""
    for person, notices in _waiting(on_day):
        mailing = _begin(person, len(notices), at, on_day)
        if mailing is None:
            continue
        fate = _hand_over(_mail(person, notices))
        _end(mailing, fate, notices, at)
        counts[fate.state] = counts.get(fate.state, 0) + 1
        if fate.state == _LATER or fate.stop:
            fault = fate.fault
        if fate.stop:
            break
    done = Sent(*(counts.get(state, 0) for state in (_SENT, _REFUSED, _LATER)))
    with recording(by=None, at=at) as ledger:
        if done.sent or done.refused:
            facts = {"sent": done.sent, "refused": done.refused}
            ledger.note("notices.mail", "notices", (), facts=facts)
    if fault:
        raise NotSent(fault)
    return done


def refused_address(person: Person) -> str:
    """The person's address, where the last mail to it was refused; blank where all is well."""
    if not person.email or not person.wants_mail:
        return ""
    last = Mailing.objects.filter(person=person, sent_to=person.email).order_by("-day").first()
    return person.email if last is not None and last.state == _REFUSED else ""


def _waiting(day: date) -> Iterable[tuple[Person, Sequence[Notice]]]:
    """People with an address, and what they were told that no mail has carried yet."""
    rows = Notice.objects.filter(
        mailed_at__isnull=True, noted_on__isnull=True, settled_on__isnull=True
    )
    rows = rows.filter(to__is_active=True, to__wants_mail=True).exclude(to__email="")
    found: dict[int, list[Notice]] = {}
    for row in rows.select_related("to").order_by("to_id", "due", "pk"):
        found.setdefault(row.to_id, []).append(row)
    alone = _left_alone(found, day)
    for notices in found.values():
        person = notices[0].to
        if (person.pk, person.email) not in alone:
            yield person, notices


def _left_alone(people: Iterable[int], day: date) -> set[tuple[int, str]]:
    """Persons with an address whose last mails were all refused, the latest one lately."""
    rows = Mailing.objects.filter(person__in=list(people), day__lt=day).order_by("-day")
    tries: dict[tuple[int, str], list[tuple[str, date]]] = {}
    since = day - 2 * LEFT_ALONE
    for person, address, state, tried in rows.filter(day__gte=since).values_list(
        "person_id", "sent_to", "state", "day"
    ):
        tries.setdefault((person, address), []).append((state, tried))
    return {
        who
        for who, last in tries.items()
        if [state for state, _ in last[:REFUSALS]] == [_REFUSED] * REFUSALS
        and day - last[0][1] <= LEFT_ALONE
    }


def _begin(person: Person, told: int, at: datetime, day: date) -> Mailing | None:
    """The mail of the day as being sent; None where it was sent, refused or cut off already."""
    values = {"state": _SENDING, "told": told, "at": at, "sent_to": person.email}
    again = Mailing.objects.filter(person=person, day=day, state=_LATER)
    if again.update(**values, fault=""):
        return Mailing.objects.get(person=person, day=day)
    try:
        with transaction.atomic():
            return Mailing.objects.create(person=person, day=day, **values)
    except IntegrityError:
        return None


def _end(mailing: Mailing, fate: _Fate, notices: Sequence[Notice], at: datetime) -> None:
    with transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(state=fate.state, fault=fate.fault[:120])
        if fate.state == _SENT:
            # told again while the mail was on its way, it is news for the next one
            for one in notices:
                same = Notice.objects.filter(pk=one.pk, last_at=one.last_at)
                same.update(mailed_at=at)


def _mail(person: Person, notices: Sequence[Notice]) -> EmailMessage:
    language: Language = "en" if person.language == "en" else "vi"
    site = settings.SITE_ADDRESS.rstrip("/")
    lines = [GREETING.say(language, {"name": person.name}), ""]
    for notice in notices[:MOST]:
        due = DUE.say(language, {"day": write_date(notice.due)}) if notice.due else ""
        lines.append(f"- {say_outside(notice, language)} {due}".rstrip())
        if site:
            lines.append(f"  {site}{notice.link}")
    if len(notices) > MOST:
        lines.append(REST.say(language, {"count": len(notices) - MOST}))
    lines += ["", STOP.say(language, {})]
    subject = SUBJECT.say(language, {"count": len(notices)}).rstrip(".")
    body = "\n".join(lines) + "\n"
    # RFC 3834: no other program is to answer this one
    heads = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email], headers=heads)


def _hand_over(mail: EmailMessage) -> _Fate:
    """Give the mail to the server, and say what became of it."""
    line = get_connection(fail_silently=False)
    try:
        line.open()
    except OSError as wrong:
        # away, or it does not let the office in: nothing was handed over
        return _Fate(_LATER, type(wrong).__name__, stop=True)
    try:
        line.send_messages([mail])
    except (OSError, ValueError) as wrong:
        return _fate(wrong)
    finally:
        # it has the mail or has not: how the goodbye went does not matter
        with suppress(OSError):
            line.close()
    return _Fate(_SENT)


def _fate(wrong: Exception) -> _Fate:
    """What a failure in the middle of handing over says about the mail."""
    name = type(wrong).__name__
    match wrong:
        case smtplib.SMTPRecipientsRefused():
            codes = [int(code) for code, _ in wrong.recipients.values()]
            return _answered(f"{name} {max(codes)}", max(codes))
        case smtplib.SMTPSenderRefused():
            return _Fate(_LATER, f"{name} {wrong.smtp_code}", stop=True)
        case smtplib.SMTPResponseException():
            return _answered(f"{name} {wrong.smtp_code}", int(wrong.smtp_code))
        case ValueError() | smtplib.SMTPNotSupportedError():
            # no address that mail can have
            return _Fate(_REFUSED, name)
        case _:
            # cut off: it may have arrived, so it stays as it is and is not sent again today
            return _Fate(_SENDING, name, stop=True)


def _answered(fault: str, code: int) -> _Fate:
    """Refused in words: for good, or (as servers do with mail they see first) for the moment."""
    return _Fate(_REFUSED if code >= PERMANENT else _LATER, fault)
