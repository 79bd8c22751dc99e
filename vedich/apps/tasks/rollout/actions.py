"""Writing what a body has done with a resolution, and by when it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vedich.apps.evidence.actions import keep
from vedich.apps.evidence.models import File
from vedich.apps.journal.actions import recording
from vedich.apps.places.queries import body_path
from vedich.apps.resolutions.models import Resolution
from vedich.apps.tasks.models import Readiness, Rollout, RolloutDates
from vedich.apps.tasks.rollout.queries import (
    KINDS,
    OFFICE,
    WRITES,
    body_of,
    owes_papers,
    resolution_of,
    tree_of,
)
from vedich.apps.tasks.rollout.shapes import Dates
from vedich.core.chain import Plain
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus, Path
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


TO_COME = Message(
    code="rollout.to_come",
    vi="Ngày {value} chưa đến. Hãy ghi ngày đã họp hoặc đã ra văn bản.",
    en="The day {value} is still to come. Write the day on which it happened.",
)
BEFORE = Message(
    code="rollout.before",
    vi="Ngày {value} trước khi có nghị quyết ({issued}). Hãy xem lại ngày.",
    en="The day {value} is before the resolution was adopted ({issued}). Look at the day again.",
)
HALF = Message(
    code="rollout.half",
    vi="Văn bản cần cả số và ngày; đang có “{value}”. Hãy ghi đủ hai, hoặc bỏ trống cả hai.",
    en="A document needs number and day; there is “{value}”. Write both, or leave both blank.",
)
NOT_OWED = Message(
    code="rollout.not_owed",
    vi="{value} không nộp giấy tờ này cho cấp ban hành. Hãy nộp cho cấp ủy của mình.",
    en="{value} owes these papers to its own committee. Hand them in there.",
)
UNKNOWN_KIND = Message(
    code="rollout.unknown_kind",
    vi="Không có loại “{value}”. Hãy chọn kế hoạch, đăng ký hoặc phân công.",
    en="There is no kind “{value}”. Choose plan, pledge or assignment.",
)

LEAD_TIME = 60
"""Days before the adoption in which a body may have met: cells often meet while it is drafted."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it came in."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in on a day."""

    kind: str
    on_day: date
    paper: Paper | None = None


def note(
    *,
    resolution: int,
    body: int,
    met_on: date | None,
    number: str,
    issued_on: date | None,
    paper: Paper | None = None,
    handed: Sequence[Handed] = (),
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> None:
    """Write what one body has done; what it said before is replaced and stays in the journal.

    `handed` is all that is in by now: a kind left out was taken back. Raises Refused
    (``rollout.*``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        of = resolution_of(resolution)
        tree = tree_of(of, on_day)
        row = body_of(of, body, tree)
        path = body_path(row, tree)
        post = require(by, WRITES, Locus(path, owner=row.reference), on=on_day)
        _check(of, met_on, number, issued_on, handed, on_day)
        if handed and not owes_papers(of, row, tree):
            raise NOT_OWED.refuse(value=row.name)
        place = row.place_id
        found = Rollout.objects.select_for_update().filter(resolution=of, body=row).first()
        was = _said(found, "was_")
        if found is None:
            found = Rollout(resolution=of, body=row)
        found.met_on, found.number, found.issued_on = met_on, number, issued_on
        if paper:
            found.file = _kept(paper, place, path, by, at)
        elif not number:
            found.file = None
        found.written_by, found.written_at = by.person, at
        found.save()
        facts: dict[str, Plain] = {"resolution": of.reference, **was, **_said(found, "")}
        ledger.note("rollout.note", row.reference, path, post=post.reference, facts=facts)
        changes = _hand_in(of, row.pk, handed, place, path, by, at)
        if changes:
            ledger.note(
                "rollout.hand_in",
                row.reference,
                path,
                post=post.reference,
                facts={"resolution": of.reference, **changes},
            )


def set_dates(
    *, resolution: int, dates: Dates, by: Actor, at: datetime, on_day: date, key: str = ""
) -> None:
    """Say by when. Raises Refused (``rollout.gone``), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        of = resolution_of(resolution)
        path = tree_of(of, on_day)[of.place_id].path
        post = require(by, OFFICE, Locus(path), on=on_day)
        said = {name: getattr(dates, name) for name in _DATES}
        RolloutDates.objects.update_or_create(resolution=of, defaults=said)
        ledger.note(
            "rollout.set_dates",
            of.reference,
            path,
            post=post.reference,
            facts={name: day.isoformat() if day else None for name, day in said.items()},
        )


_DATES = ("meet_by", "issue_by", "plan_by", "pledge_by", "assignment_by")


def _check(
    of: Resolution,
    met_on: date | None,
    number: str,
    issued_on: date | None,
    handed: Sequence[Handed],
    on_day: date,
) -> None:
    for day in (met_on, issued_on, *(one.on_day for one in handed)):
        if day is not None and day > on_day:
            raise TO_COME.refuse(value=write_date(day))
        if day is not None and of.issued_on and (of.issued_on - day).days > LEAD_TIME:
            raise BEFORE.refuse(value=write_date(day), issued=write_date(of.issued_on))
    if bool(number) != bool(issued_on):
        raise HALF.refuse(value=number or (write_date(issued_on) if issued_on else ""))
    for one in handed:
        if one.kind not in KINDS:
            raise UNKNOWN_KIND.refuse(value=one.kind)


def _hand_in(
    of: Resolution,
    body: int,
    handed: Sequence[Handed],
    place: int,
    path: Path,
    by: Actor,
    at: datetime,
) -> dict[str, Plain]:
    """Make the rows say what was handed in; gives what changed, by kind."""
    rows = {row.kind: row for row in Readiness.objects.filter(resolution=of, body=body)}
    changes: dict[str, Plain] = {}
    for one in handed:
        row = rows.pop(one.kind, None)
        if row and row.on_day == one.on_day and one.paper is None:
            continue
        row = row or Readiness(resolution=of, body_id=body, kind=one.kind)
        row.on_day, row.written_by, row.written_at = one.on_day, by.person, at
        if one.paper:
            row.file = _kept(one.paper, place, path, by, at)
        row.save()
        changes[one.kind] = one.on_day.isoformat()
    for kind, row in rows.items():
        row.delete()
        changes[kind] = None
    return changes


def _kept(paper: Paper, place: int, path: Path, by: Actor, at: datetime) -> File:
    return keep(data=paper.data, name=paper.name, place=place, path=path, by=by, at=at)


def _said(of: Rollout | None, before: str) -> dict[str, Plain]:
    if of is None:
        return {}
    return {
        f"{before}met_on": of.met_on.isoformat() if of.met_on else None,
        f"{before}number": of.number,
        f"{before}issued_on": of.issued_on.isoformat() if of.issued_on else None,
    }
