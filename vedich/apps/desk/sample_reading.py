"""The demo's resolution is read, not typed: its document goes the way of every other (R8, R15).

The office hands in the Word file, goes through what the reader proposes in the document's order,
chooses an indicator for each target and drops what is none. What the reader got wrong is in one
table, `MISREAD`; nothing else of the document is put right behind its back.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from vedich.apps.resolutions.models import ProposalRow
from vedich.apps.resolutions.reading.actions import (
    Choice,
    Corrected,
    accept,
    read_document,
    reject,
)
from vedich.apps.resolutions.reading.rows import corrected_of
from vedich.core.documents import Comparator
from vedich.core.permits import Actor
from vedich.rulebook.samples import DOCUMENT, SampleTarget, SampleYear, document


@dataclass(frozen=True, slots=True)
class Misread:
    """A number that the reader got wrong: what it took it for, and what it is.

    `value` and `unit` are as written. `is_kind` blank: it is none at all and is dropped; what is
    left states a value, so nothing compares it.
    """

    value: Decimal
    unit: str
    kind: str
    is_kind: str = ""


MISREAD: Final[tuple[Misread, ...]] = (Misread(Decimal(3), "sao", "target"),)
"""What a person has to put right. May it become shorter."""

STATED: Final[Mapping[Decimal, str]] = {
    Decimal("3.86"): "ho_ngheo",
    Decimal(26): "truong_chuan_quoc_gia",
    Decimal("47.2"): "ho_dung_nuoc_sach",
    Decimal("92.9"): "bao_hiem_y_te",
}
"""Results of the year before that are figures of an indicator; of others only the words stay."""


def read_targets(
    *, resolution: int, year: SampleYear, by: Actor, at: datetime, on_day: date
) -> Mapping[SampleTarget, int]:
    """Read the document for a draft and decide every proposal; gives the targets by their keys."""
    text = read_document(
        resolution=resolution, data=document(), name=DOCUMENT, by=by, at=at, on_day=on_day
    )
    left = deque(year.targets)
    made: dict[int, SampleTarget] = {}
    for row in list(text.proposals.order_by("number")):
        moment = at + timedelta(minutes=row.number)
        said = _said(row)
        if said is None:
            reject(proposal=row.pk, by=by, at=moment, on_day=on_day)
            continue
        code = _indicator(said.kind, said.value, left)
        row = accept(
            proposal=row.pk,
            corrected=said,
            choice=Choice(code=code),
            by=by,
            at=moment,
            on_day=on_day,
        )
        if row.target_id is not None:
            made[row.target_id] = left.popleft()
    return {target: key for key, target in made.items()}


def _said(row: ProposalRow) -> Corrected | None:
    """The proposal as a person says it, mostly as it is; None for what is none."""
    said = corrected_of(row)
    for one in MISREAD:
        if (one.value, one.unit, one.kind) == (said.value, said.unit, said.kind):
            right = replace(said, kind=one.is_kind, comparator=Comparator.EQUAL)
            return right if one.is_kind else None
    return said


def _indicator(kind: str, value: Decimal | None, left: deque[SampleTarget]) -> str:
    """The indicator a person chooses: the document has the targets in the order of the shelf.

    A baseline stands right before the target that starts from it.
    """
    match kind:
        case "target" | "baseline":
            return left[0].indicator.code
        case "result" if value is not None:
            return STATED.get(value, "")
    return ""
