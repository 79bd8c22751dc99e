"""A draft into which a small document was read: what tests of its proposals share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.cast import District
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText, Target
from vedich.apps.resolutions.reading import actions
from vedich.apps.resolutions.reading.actions import Choice
from vedich.apps.resolutions.reading.documents import words_of
from vedich.apps.resolutions.reading.rows import stamp
from vedich.core.documents import plain, read


TEXT: Final = """\
NGHỊ QUYẾT
về nhiệm vụ năm 2022
I. KẾT QUẢ NĂM 2021
Năm 2021, hộ nghèo còn 3,92%.
II. CHỈ TIÊU NĂM 2022
1. Về kinh tế - xã hội
- Bê tông hóa từ 42 km đường ấp trở lên.
- Nâng tỷ lệ hộ dùng nước sạch từ 46,8% lên 62%.
- Xây dựng 2 xã nâng cao: Xã A, Xã B.
III. TỔ CHỨC THỰC HIỆN
Giao Phòng A chủ trì, phối hợp Văn phòng tham mưu kế hoạch, hoàn thành trước ngày 30/6/2022.
"""


@dataclass(frozen=True, slots=True)
class Read:
    """The text with its proposals by number."""

    district: District
    text: ResolutionText

    def row(self, number: int) -> ProposalRow:
        """The proposal as it stands now."""
        rows = ProposalRow.objects.select_related("target", "figure", "text")
        return rows.get(text=self.text, number=number)

    def of(self, kind: str, value: str = "") -> ProposalRow:
        """The one proposal of a kind, with that value if one is named."""
        rows = ProposalRow.objects.filter(text=self.text, kind=kind)
        return (rows.filter(value=value) if value else rows).get()

    def decide(self, verb: str, row: ProposalRow, by: str = "clerk", **other: Any) -> ProposalRow:
        """Accept, reject, reopen, split or merge it, as it was seen."""
        given = {"seen": stamp(row), "at": self.district.at, "on_day": self.district.day} | other
        action = getattr(actions, verb)
        done = action(proposal=row.pk, by=self.district.actor(by), **given)
        assert isinstance(done, ProposalRow)
        return done

    def accept(self, row: ProposalRow, code: str = "", **other: Any) -> ProposalRow:
        """Accept it under an indicator."""
        given = {"reporters": ("hamlet_cell",)} | other.pop("choice", {})
        choice = Choice(code=code, **given) if code else None
        return self.decide("accept", row, choice=choice, **other)

    def target(self, row: ProposalRow) -> Target:
        """What it became."""
        found = ProposalRow.objects.select_related("target").get(pk=row.pk).target
        assert found is not None
        return found


def read_into(
    district: District, row: Resolution, text: str = TEXT, name: str = "nq.txt", by: str = "clerk"
) -> Read:
    """The document read into the draft, without the child process that takes the text out."""
    source = plain(text)
    made = actions.write_reading(
        resolution=row.pk,
        data=text.encode(),
        name=name,
        source=source,
        reading=read(source, words_of(district.day)),
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )
    return Read(district, made)
