"""What stands above a table: its title, the unit of all its numbers, the year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.documents._proposals import Kind
from vedich.core.documents._table_grid import Row, spots
from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View


@dataclass(frozen=True, slots=True)
class Caption:
    """The title of a table as far as it tells: target or result, years, unit, what is measured.

    `aside` is what stands in brackets at the title's end, which may be the unit: “(triệu đồng)”.
    """

    kind: Kind | None = None
    first_year: int | None = None
    time: str = ""
    unit: str = ""
    aside: str = ""
    measure: str = ""

    def kind_at(self, time: str) -> Kind | None:
        """What a column headed by a year alone holds: before the title's years, a result."""
        years = re.findall(r"(?:19|20)[0-9]{2}", time)
        if self.kind is Kind.TARGET and years and self.first_year:
            return Kind.RESULT if int(years[-1]) < self.first_year else Kind.TARGET
        return self.kind


_UNIT: Final = re.compile(r"(?:đơn vị tính|đơn vị|đvt|đ\.v\.t)\.? ?: ?([^()\n;.]{1,40})")
_ASIDE: Final = re.compile(r"\(([^()]{1,30})\)$")
_KEM: Final = re.compile(r"\(?(?:ban hành )?kèm theo[^()\n]{0,300}\)?")
_NUMBERED: Final = re.compile(r"(?:số|ngày) [0-9][^\s,;]*(?: (?:tháng|năm) [0-9]{1,4}){0,2}")
_SURE: Final = re.compile(
    r"(?P<result>kết quả|tình hình|báo cáo|đánh giá|hiện trạng|thực trạng|(?<!\w)ước|đã đạt)"
    r"|(?P<target>kế hoạch|mục tiêu|(?<!\w)giao(?!\w)|phân bổ|lộ trình|dự toán|phấn đấu|đăng ký"
    r"|phân khai)"
)
_YEARS: Final = re.compile(
    r"(?<![0-9./-])((?:19|20)[0-9]{2})(?: ?- ?((?:19|20)?[0-9]{2}))?(?![0-9/])"
)
_TITLE: Final = re.compile(
    r"^(?:(?:phụ lục|biểu|bảng|phụ biểu|biểu số)(?: số)?\.? ?[0-9ivx]*[a-z]?(?!\w)[.:]?\s*)?"
    r"(?:(?:giao|phân bổ|chỉ tiêu|kế hoạch|mục tiêu|kết quả|thực hiện|biểu|tổng hợp"
    r"|tình hình)(?!\w)\s*)*"
)
_TAIL: Final = re.compile(
    r"(?<!\w)(?:(?:trong |đến )?(?:năm|giai đoạn|nhiệm kỳ) (?:19|20)[0-9]{2}|giao (?:cho )?(?:các"
    r"|từng)"
    r"|(?:của |cho |theo |đến )?(?:các|từng) (?:xã|phường|huyện|địa phương|đơn vị)|trên địa bàn"
    r"|phân theo|\().*$"
)
_LINES: Final = 4
_LONGEST: Final = 300


def caption_of(
    source: FrozenText, view: View, table: Table, top: Sequence[Row], floor: int
) -> Caption:
    """The caption of `table`: up to four short lines above it and its own rows above the header.

    Nothing before `floor`, the end of the table before it, belongs to it.
    """
    inside = [spot.low for row in top for spot in spots(row)][: 2 * _LINES]
    lines = [
        *(line for line in inside if len(line) < _LONGEST),
        *_above(source, view, table, floor),
    ]
    lines = [" ".join(_KEM.sub(" ", line).split()) for line in lines]
    unit = next((found[1].strip() for line in lines if (found := _UNIT.search(line))), "")
    titles = [line for line in lines if line and not line.startswith(("đơn vị", "đvt", "("))]
    kind = next((kind for line in titles if (kind := _kind(line))), None)
    if kind is None and any("chỉ tiêu" in line for line in titles):
        kind = Kind.TARGET
    first, time = next((named for line in titles if (named := _years(line))), (None, ""))
    aside = next((found[1].strip() for line in titles if (found := _ASIDE.search(line))), "")
    return Caption(kind, first, time, unit, aside, _measure(titles))


def _above(source: FrozenText, view: View, table: Table, floor: int) -> Iterator[str]:
    """The lines above a table, the nearest first, until one that is a paragraph of its own."""
    count = bisect_right(source.blocks, table.start, key=lambda block: block.start)
    for block in reversed(source.blocks[max(0, count - _LINES) : count]):
        if block.end > table.start or block.start < floor or block.end - block.start > _LONGEST:
            return
        line = view.low[view.seen(block.start) : view.seen(block.end)]
        yield " ".join(line.split())


def _kind(line: str) -> Kind | None:
    found = _SURE.search(line)
    if found is None:
        return None
    return Kind.RESULT if found["result"] else Kind.TARGET


def _years(line: str) -> tuple[int | None, str] | None:
    found = list(_YEARS.finditer(_NUMBERED.sub(" ", line)))
    if not found:
        return None
    first, second = found[-1][1], found[-1][2]
    return int(first), f"{first}-{second}" if second else first


def _measure(titles: Sequence[str]) -> str:
    for line in titles:
        words = _TAIL.sub("", _TITLE.sub("", line, count=1)).strip(" :.-")
        if words and not words.startswith(("phụ lục", "biểu", "bảng")):
            return words[0].upper() + words[1:]
    return ""
