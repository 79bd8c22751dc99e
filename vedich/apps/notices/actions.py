"""Telling somebody, taking that back within ten seconds, taking note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from vedich.apps.journal.actions import recording
from vedich.apps.notices.models import Notice
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path
from vedich.rulebook.permits import require


SENDS: Final = "notices.send"
UNDO: Final = timedelta(seconds=10)
"""How long a reminder can be taken back; the page offers it as long."""

GONE = Message(
    code="notice.gone",
    vi="Không còn lời nhắc số {value}. Hãy mở lại trang.",
    en="There is no notice {value} any more. Open the page again.",
)
TOO_LATE = Message(
    code="notice.too_late",
    vi="Lời nhắc số {value} gửi đã quá {seconds} giây nên không rút lại được.",
    en="Notice {value} was sent more than {seconds} seconds ago and cannot be taken back.",
)
NOBODY = Message(
    code="notice.nobody",
    vi="Chưa có ai để nhắc về “{value}”. Hãy giao người trước.",
    en="There is nobody to remind of “{value}”. Put somebody in charge first.",
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told: a need's kind, subject, sentence and values; where it is; to whom."""

    kind: str
    subject: str
    sentence: str
    values: Sequence[tuple[str, object]]
    link: str
    path: Path
    to: tuple[int, ...]
    due: date | None = None
    level: int = 0
    """How far up the line this is told; 0 for whose turn it is."""


def remind(
    *,
    tellings: Sequence[Telling],
    by: Actor | None,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Sequence[Notice]:
    """Tell people of something that needs them; who was told already is told once more.

    `by` None is the system. Raises Refused (``notice.nobody``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return ()
        told = []
        for one in tellings:
            post = require(by, SENDS, Locus(one.path), on=on_day) if by else None
            if not one.to:
                raise NOBODY.refuse(value=one.subject)
            for person in dict.fromkeys(one.to):
                notice = _tell(one, person, by, post.reference if post else "", at, on_day)
                told.append(notice)
                ledger.note(
                    "notices.remind",
                    notice.reference,
                    one.path,
                    post=post.reference if post else None,
                    facts={"to": f"person:{person}", "kind": one.kind, "times": notice.times},
                )
        return told


def _tell(
    one: Telling, person: int, by: Actor | None, post: str, at: datetime, day: date
) -> Notice:
    rows = (
        Notice.objects.select_for_update()
        .filter(to=person, kind=one.kind, subject=one.subject)
        .filter(noted_on__isnull=True, settled_on__isnull=True)
    )
    notice = rows.first()
    if notice is None:
        notice = Notice(to_id=person, kind=one.kind, subject=one.subject, first_on=day, times=0)
    notice.sentence, notice.values = one.sentence, [list(pair) for pair in one.values]
    notice.link, notice.due, notice.level = one.link, one.due, one.level
    # told again it is news again: the next mail carries it
    notice.mailed_at = None
    notice.path = "|" + "".join(f"{step}|" for step in one.path)
    notice.told_by, notice.told_post = (by.person if by else ""), post
    notice.last_on, notice.last_at = day, at
    notice.times += 1
    notice.save()
    return notice


def settle(*, notices: Sequence[int], at: datetime, on_day: date) -> int:
    """Close what the system told and nothing is left to be done about; how many."""
    with recording(by=None, at=at) as ledger:
        rows = Notice.objects.filter(pk__in=notices, noted_on__isnull=True, settled_on__isnull=True)
        count = rows.update(settled_on=on_day)
        if count:
            ledger.note("notices.settle", "notices", (), facts={"count": count})
        return count


def take_back(*, notices: Sequence[int], by: Actor, at: datetime) -> None:
    """Undo a reminder of one's own within ten seconds: as if it had not been sent this time.

    Raises Refused (``notice.gone``, ``notice.too_late``); all or none.
    """
    with recording(by=by, at=at) as ledger:
        for key in notices:
            row = Notice.objects.select_for_update().filter(pk=key, told_by=by.person).first()
            if row is None or row.noted_on is not None:
                raise GONE.refuse(value=key)
            if at - row.last_at > UNDO:
                raise TOO_LATE.refuse(value=key, seconds=int(UNDO.total_seconds()))
            ledger.note("notices.take_back", row.reference, (), facts={"times": row.times})
            if row.times == 1:
                row.delete()
            else:
                row.times -= 1
                row.save(update_fields=["times"])


def take_note(*, notice: int, by: Actor, at: datetime, on_day: date) -> None:
    """Say that one knows: the notice is closed, and climbs no further. Only whom it was told."""
    with recording(by=by, at=at) as ledger:
        rows = Notice.objects.select_for_update().filter(pk=notice, noted_on__isnull=True)
        row = rows.filter(settled_on__isnull=True).first()
        if row is None or f"person:{row.to_id}" != by.person:
            raise GONE.refuse(value=notice)
        row.noted_on = on_day
        row.save(update_fields=["noted_on"])
        ledger.note("notices.take_note", row.reference, ())
