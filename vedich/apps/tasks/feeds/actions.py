"""Making, changing and revoking the address of one's own calendar."""

from __future__ import annotations

from datetime import datetime

from django.utils.crypto import salted_hmac

from vedich.apps.journal.actions import recording
from vedich.apps.people.models import Person
from vedich.apps.tasks.feeds.queries import digest_of
from vedich.apps.tasks.models import CalendarToken
from vedich.core.errors import Message
from vedich.core.permits import Actor


NO_KEY = Message(
    code="calendar.no_key",
    vi="Trang này đã cũ nên chưa lập được địa chỉ lịch ({value}). Hãy mở lại trang rồi bấm lại.",
    en="This page is old, so no calendar address was made ({value}). Open it again, press again.",
)


def make_address(*, person: Person, by: Actor, at: datetime, key: str) -> str:
    """The token of a new address of one's own calendar; the address before it ends.

    The token follows from the form's `key` and the secret of this installation, so that a form sent
    twice shows the same address twice. It is never kept. Raises Refused (``calendar.no_key``).
    """
    if not key:
        raise NO_KEY.refuse(value=key)
    token = salted_hmac(
        "vedich.calendar", f"{person.reference}:{key}", algorithm="sha256"
    ).hexdigest()[:40]
    with recording(by=by, at=at, key=f"calendar:{key}") as ledger:
        if not ledger.repeated:
            _revoke(person, at)
            row = CalendarToken.objects.create(
                person=person, digest=digest_of(token), made_at=at, revoked_at=None
            )
            ledger.note("calendar.make", row.reference, ())
    return token


def revoke_address(*, person: Person, by: Actor, at: datetime, key: str = "") -> None:
    """End the address of one's own calendar; without one nothing happens."""
    with recording(by=by, at=at, key=f"calendar:{key}" if key else "") as ledger:
        if ledger.repeated:
            return
        for reference in _revoke(person, at):
            ledger.note("calendar.revoke", reference, ())


def _revoke(person: Person, at: datetime) -> list[str]:
    alive = CalendarToken.objects.filter(person=person, revoked_at=None).select_for_update()
    ended = [row.reference for row in alive]
    alive.update(revoked_at=at)
    return ended
