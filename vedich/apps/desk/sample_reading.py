"""The demo's resolution is read, not typed: its document goes the way of every other (R8, R15).

The office hands in the Word file, goes through what the reader proposes in the document's order
and chooses an indicator for each target. Kinds, levels, units and comparators stay as they were
read; the names a person puts right are in one table, `MISNAMED`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from vedich.apps.resolutions.reading.actions import Choice, accept, read_document
from vedich.apps.resolutions.reading.rows import corrected_of
from vedich.core.permits import Actor
from vedich.rulebook.samples import DOCUMENT, SampleTarget, SampleYear, document


MISNAMED: Final[Mapping[str, str]] = {
    "Bên cạnh những việc làm": "chỉ tiêu chưa đạt nghị quyết",
    "chi bộ trong sạch": "chi bộ trong sạch, vững mạnh toàn diện",
    "cung ứng cho thị trường sản phẩm": "cây giống, hoa kiểng cung ứng cho thị trường",
    "km đường ấp": "bê tông hóa đường ấp, liên ấp",
}
"""Names as they were read, and what a person writes instead. May it become shorter."""

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
        said = corrected_of(row)
        said = replace(said, name=MISNAMED.get(said.name, said.name))
        code = _indicator(said.kind, said.value, left)
        row = accept(
            proposal=row.pk,
            corrected=said,
            choice=Choice(code=code),
            by=by,
            at=at + timedelta(minutes=row.number),
            on_day=on_day,
        )
        if row.target_id is not None:
            made[row.target_id] = left.popleft()
    return {target: key for key, target in made.items()}


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
