"""What a person does with proposals: accept, correct, split, merge, drop, look again.

Two people may work on one document: each decision says which proposal it saw, and the second of
two is told what the first one decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.people.queries import names
from vedich.apps.resolutions.actions import draft_to_change, drop_target, note_line
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText, Target
from vedich.apps.resolutions.reading.accepting import accept_number
from vedich.apps.resolutions.reading.documents import read_document, read_pasted, write_reading
from vedich.apps.resolutions.reading.figures import take_back
from vedich.apps.resolutions.reading.refusals import (
    ACCEPTED,
    BAD_CUT,
    CHANGED,
    GONE,
    NOT_BESIDE,
    NOT_DECIDED,
    REJECTED,
)
from vedich.apps.resolutions.reading.rows import said_of, stamp, write_said
from vedich.apps.resolutions.reading.values import Choice, Corrected
from vedich.core.chain import Plain, rows_digest
from vedich.core.errors import Refused
from vedich.core.permits import Actor, Path, Post


__all__ = [
    "Choice",
    "Corrected",
    "accept",
    "merge",
    "read_document",
    "read_pasted",
    "reject",
    "reopen",
    "split",
    "write_reading",
]


@dataclass(frozen=True, slots=True)
class _Desk:
    """One decision while it is made."""

    ledger: Ledger
    row: ProposalRow
    resolution: Resolution
    path: Path
    post: Post

    def note(self, action: str, **facts: Plain) -> None:
        """One line: what was decided of which proposal, with all it says."""
        told: dict[str, Plain] = {
            "text": self.row.text.reference,
            "number": self.row.number,
            "state": self.row.state,
            **facts,
        }
        digest = rows_digest([said_of(self.row)])
        note_line(self.ledger, action, self.resolution, self.path, self.post, told, digest)


def accept(
    *,
    proposal: int,
    by: Actor,
    at: datetime,
    on_day: date,
    corrected: Corrected | None = None,
    choice: Choice | None = None,
    seen: str = "",
    key: str = "",
) -> ProposalRow:
    """Take a proposal as it stands, or as `corrected` says it.

    A target goes into the draft under the indicator of `choice`. A result or a baseline becomes a
    figure with the document as its source if `choice` names an indicator, never verified; a
    baseline also becomes that of the target it leads to. A task is kept for assignment. `seen` is
    `rows.stamp` of the proposal as it was shown. Raises Refused (``reading.…``, ``resolution.…``,
    ``target.…``, ``number.…``), NotPermitted.
    """
    with _deciding(proposal, by, at, on_day, seen, key) as desk:
        if desk.ledger.repeated:
            return desk.row
        row = desk.row
        changed = corrected is not None and write_said(row, corrected)
        row.state = ProposalRow.State.CORRECTED if changed else ProposalRow.State.ACCEPTED
        row.decided_by, row.decided_at = by.person, at
        if row.kind != ProposalRow.Kind.TASK:
            accept_number(row, desk.resolution, choice, by=by, at=at, on_day=on_day)
        row.save()
        made: dict[str, Plain] = {}
        if row.target is not None:
            made["target"] = row.target.reference
        if row.figure is not None:
            made["figure"] = row.figure.reference
        desk.note("resolutions.accept_proposal", **made)
        return row


def reject(
    *, proposal: int, by: Actor, at: datetime, on_day: date, seen: str = "", key: str = ""
) -> ProposalRow:
    """Drop a proposal: it is none. It stays on the page, struck, and can be looked at again."""
    with _deciding(proposal, by, at, on_day, seen, key) as desk:
        if not desk.ledger.repeated:
            desk.row.state = ProposalRow.State.REJECTED
            desk.row.decided_by, desk.row.decided_at = by.person, at
            desk.row.save()
            desk.note("resolutions.reject_proposal")
        return desk.row


def reopen(
    *, proposal: int, by: Actor, at: datetime, on_day: date, seen: str = "", key: str = ""
) -> ProposalRow:
    """Look again: the proposal is open, its target leaves the draft, its figure is withdrawn.

    Raises Refused (``reading.not_decided``) for one that is open.
    """
    with recording(by=by, at=at, key=key) as ledger:
        row = _row(proposal)
        if ledger.repeated:
            return row
        resolution, path, post = draft_to_change(row.text.resolution_id, by, on_day)
        row = _row(proposal)  # again, now that the resolution is locked
        if seen and seen != stamp(row):
            raise _decided(row)
        if row.state == ProposalRow.State.OPEN:
            raise NOT_DECIDED.refuse(number=row.number)
        if row.figure is not None:
            take_back(row.figure, row, by=by, at=at, on_day=on_day)
        target, row.target, row.figure, row.indicator = row.target, None, None, None
        row.state, row.decided_by, row.decided_at = ProposalRow.State.OPEN, "", None
        row.save()
        if target is not None:
            drop_target(target=target.pk, by=by, at=at, on_day=on_day)
        _Desk(ledger, row, resolution, path, post).note("resolutions.reopen_proposal")
        return row


def split(
    *,
    proposal: int,
    cut: int,
    by: Actor,
    at: datetime,
    on_day: date,
    seen: str = "",
    key: str = "",
) -> ProposalRow:
    """Make two of one: its words up to `cut`, a place in the frozen text, and those behind it.

    Both keep what was read and are decided apart. Raises Refused (``reading.bad_cut``).
    """
    with _deciding(proposal, by, at, on_day, seen, key) as desk:
        row = desk.row
        if desk.ledger.repeated:
            return row
        if not row.start < cut < row.end:
            raise BAD_CUT.refuse()
        end, row.end = row.end, cut
        _trim(row)
        row.save()
        _shift(row.text, behind=row.number, by=1)
        second = _row(row.pk)
        second.pk, second.number, second.start, second.end = None, row.number + 1, cut, end
        second.starts_from = None
        _trim(second)
        second.save(force_insert=True)
        desk.note("resolutions.split_proposal", cut=cut)
        return row


def merge(
    *,
    proposal: int,
    other: int,
    by: Actor,
    at: datetime,
    on_day: date,
    seen: str = "",
    key: str = "",
) -> ProposalRow:
    """Make one of two neighbours: the words of both, what is said of `proposal`.

    Raises Refused (``reading.not_beside``).
    """
    with _deciding(proposal, by, at, on_day, seen, key) as desk:
        row = desk.row
        if desk.ledger.repeated:
            return row
        gone = ProposalRow.objects.filter(pk=other, text=row.text).first()
        near = gone is not None and abs(gone.number - row.number) == 1
        if gone is None or not near or gone.state != ProposalRow.State.OPEN:
            raise NOT_BESIDE.refuse()
        row.start, row.end = min(row.start, gone.start), max(row.end, gone.end)
        number = min(row.number, gone.number)
        if row.starts_from == gone:
            row.starts_from = None
        gone.delete()
        row.number = number
        row.save()
        _shift(row.text, behind=number + 1, by=-1)
        desk.note("resolutions.merge_proposals")
        return row


# -- parts -----------------------------------------------------------------------------------------


@contextmanager
def _deciding(
    proposal: int, by: Actor, at: datetime, on_day: date, seen: str, key: str
) -> Iterator[_Desk]:
    """The proposal, open and as it was seen, with its draft locked."""
    with recording(by=by, at=at, key=key) as ledger:
        row = _row(proposal)
        resolution, path, post = draft_to_change(row.text.resolution_id, by, on_day)
        row = _row(proposal)  # again, now that the resolution is locked
        open_now = row.state == ProposalRow.State.OPEN and (not seen or seen == stamp(row))
        if not ledger.repeated and not open_now:
            raise _decided(row)
        yield _Desk(ledger, row, resolution, path, post)


def _row(proposal: int) -> ProposalRow:
    rows = ProposalRow.objects.select_related("text__resolution", "target", "figure", "indicator")
    row = rows.filter(pk=proposal).first()
    if row is None:
        raise GONE.refuse()
    return row


def _decided(row: ProposalRow) -> Refused:
    """What somebody else made of it meanwhile."""
    if row.state == ProposalRow.State.OPEN or row.decided_at is None:
        return CHANGED.refuse(number=row.number)
    name = names([row.decided_by], "vi").get(row.decided_by, "–")
    hour = f"{localtime(row.decided_at):%H:%M}"
    message = REJECTED if row.state == ProposalRow.State.REJECTED else ACCEPTED
    return message.refuse(number=row.number, name=name, hour=hour)


def _trim(row: ProposalRow) -> None:
    """Keep blanks and stops at a cut out of the marks."""
    text = row.text.frozen.text
    while row.start < row.end - 1 and not text[row.start].isalnum():
        row.start += 1
    while row.end > row.start + 1 and text[row.end - 1] in " \t\n,;.":
        row.end -= 1


def _shift(text: ResolutionText, *, behind: int, by: int) -> None:
    """Move the numbers of all proposals behind one, so that none is ever held twice."""
    order = "-number" if by > 0 else "number"
    for row in text.proposals.filter(number__gt=behind).order_by(order):
        row.number += by
        row.save(update_fields=["number"])
        if row.target_id is not None:
            Target.objects.filter(pk=row.target_id).update(text_number=row.number)
