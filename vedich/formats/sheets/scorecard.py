"""Columns of the scorecard's and the passport's sheets, and the words of their coded cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Language
from vedich.core.targets import Basis, Outcome
from vedich.formats.sheets.table import Column


@dataclass(frozen=True, slots=True)
class Words:
    """A word in both languages."""

    vi: str
    en: str

    def say(self, language: Language) -> str:
        """The word in `language`."""
        return self.vi if language == "vi" else self.en


OUTCOMES: Final[Mapping[str, Words]] = {
    Outcome.MET: Words("Đã đạt", "Met"),
    Outcome.QUALIFIES: Words("Đủ điều kiện đến nay", "Qualifies so far"),
    Outcome.AT_LEVEL: Words("Đang ở mức đạt", "At the level"),
    Outcome.ON_TRACK: Words("Đúng tiến độ", "On track"),
    Outcome.AT_RISK: Words("Có nguy cơ", "At risk"),
    Outcome.HARD: Words("Khó đạt", "Hard to meet"),
    Outcome.NOT_MET: Words("Không đạt", "Not met"),
    Outcome.NO_FIGURE: Words("Chưa có số", "No figure"),
    Outcome.UNKNOWN: Words("Chưa rõ", "Unknown"),
}
BASES: Final[Mapping[str, Words]] = {
    Basis.ACTUAL: Words("thực hiện", "actual"),
    Basis.PRELIMINARY: Words("sơ bộ", "preliminary"),
    Basis.ESTIMATE: Words("ước", "estimate"),
}
YES: Final = Words("có", "yes")
NO: Final = Words("chưa", "not yet")
BY_PATH: Final = Words("so với lộ trình", "against path")
SWEPT: Final = Words("kiểm một lượt", "in a sweep")
ONE_BY_ONE: Final = Words("kiểm từng số", "one by one")

SCORECARD: Final = (
    Column("number", "STT", "No.", 5),
    Column("prong", "Mũi", "Prong", 5),
    Column("field", "Lĩnh vực", "Field", 14),
    Column("name", "Chỉ tiêu", "Target", 44),
    Column("unit", "Đơn vị", "Unit", 10),
    Column("plan_sign", "So sánh", "Comparison", 8),
    Column("plan", "Kế hoạch", "Plan"),
    Column("verified", "Đã kiểm chứng", "Verified"),
    Column("reported", "Đã báo cáo", "Reported"),
    Column("path", "Lộ trình đến nay", "Path to date"),
    Column("basis", "Loại số", "Basis", 10),
    Column("outcome", "Tình trạng", "Status", 18),
    Column("by", "Căn cứ", "By", 14),
    Column("sent", "Nơi đã gửi", "Places sent", 8),
    Column("expected", "Nơi phải gửi", "Places asked", 8),
    Column("post", "Chức danh phụ trách", "Post in charge", 26),
    Column("body", "Đơn vị phụ trách", "Body in charge", 30),
)
AT_A_PLACE: Final = tuple(
    column
    for column in SCORECARD
    if column.code not in ("plan_sign", "plan", "path", "outcome", "by")
)
"""Below the resolution's own place nothing is committed yet, so there is nothing to compare."""

PASSPORT: Final = (
    Column("code", "Mã", "Code", 12),
    Column("place", "Nơi", "Place", 22),
    Column("period", "Kỳ", "Period", 10),
    Column("part", "Số", "Part"),
    Column("whole", "Mẫu số", "Whole"),
    Column("basis", "Loại số", "Basis", 10),
    Column("body", "Đơn vị", "Body", 24),
    Column("entered_by", "Người nhập", "Entered by", 24),
    Column("entered_on", "Ngày nhập", "Entered on", 11),
    Column("checked_by", "Người kiểm", "Checked by", 24),
    Column("checked_on", "Ngày kiểm", "Checked on", 11),
    Column("checked", "Cách kiểm", "How checked", 14),
)
