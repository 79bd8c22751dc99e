"""A small document read for a draft, shared by tests of its pages; nothing here reads by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.cast import District
from vedich.apps.resolutions.models import Resolution, ResolutionText
from vedich.apps.resolutions.reading.actions import write_reading
from vedich.core.documents import (
    Block,
    BlockKind,
    Cell,
    Comparator,
    FrozenText,
    Kind,
    Proposal,
    Reading,
    Table,
    TaskProposal,
)


LINES = (
    "I. KẾT QUẢ NĂM 2021",
    "Năm 2021 kết nạp 117 đảng viên mới.",
    "II. CHỈ TIÊU NĂM 2022",
    "Bê tông hóa 42 km đường ấp. Nâng hộ dùng nước sạch từ 46,8% lên 62% trở lên.",
    "Hộ nghèo còn từ 3,1 đến 3,5%.",
    "III. NHIỆM VỤ",
)
ROWS = (("TT", "Nội dung", "Chủ trì"), ("1", "Rà soát hộ nghèo", "Phòng A"))


def paper() -> FrozenText:
    """Six paragraphs and a table of two rows, on two pages."""
    text, blocks, cells = "", [], []
    for number, line in enumerate(LINES):
        kind = BlockKind.HEADING if line.isupper() or line[:3].strip(".I ") == "" else None
        page = 1 if number < 2 else 2
        end = len(text) + len(line)
        blocks.append(Block(len(text), end, kind or BlockKind.PARAGRAPH, page))
        text += line + "\n"
    start = len(text)
    for number, row in enumerate(ROWS):
        for column, words in enumerate(row):
            cells.append(Cell(len(text), len(text) + len(words), number, column))
            text += words + ("\t" if column < len(row) - 1 else "\n")
    text = text.removesuffix("\n")
    return FrozenText(text, tuple(blocks), (Table(start, len(text), tuple(cells), 2),))


def understood(source: FrozenText) -> Reading:
    """1 a result, 2 road, 3 the baseline of 4 water, 5 a range, 6 a task of the table."""

    def number(words: str, kind: Kind, name: str, value: str, unit: str) -> Proposal:
        start = source.text.index(words)
        return Proposal(
            start=start,
            end=start + len(words),
            kind=kind,
            name=name,
            comparator=Comparator.AT_LEAST,
            value=Decimal(value),
            unit=unit,
        )

    equal = Comparator.EQUAL
    task = source.text.index("Rà soát hộ nghèo")
    return Reading(
        proposals=(
            replace(
                number(
                    "kết nạp 117 đảng viên mới", Kind.RESULT, "đảng viên mới", "117", "đảng viên"
                ),
                comparator=equal,
            ),
            number("Bê tông hóa 42 km đường ấp", Kind.TARGET, "đường ấp làm mới", "42", "km"),
            replace(
                number("từ 46,8%", Kind.BASELINE, "hộ dùng nước sạch", "46.8", "%"),
                comparator=equal,
            ),
            replace(
                number("lên 62% trở lên", Kind.TARGET, "hộ dùng nước sạch", "62", "%"),
                baseline=2,
                deadline="cuối năm 2022",
            ),
            replace(
                number("Hộ nghèo còn từ 3,1 đến 3,5%", Kind.TARGET, "hộ nghèo còn", "3.1", "%"),
                high=Decimal("3.5"),
                comparator=equal,
            ),
        ),
        tasks=(
            TaskProposal(
                start=task,
                end=task + len("Rà soát hộ nghèo"),
                what="Rà soát hộ nghèo",
                lead="Phòng A",
                cooperating=("Mặt trận", "Hội Nông dân"),
                time="quý I",
                product="Danh sách",
            ),
        ),
    )


def read(
    district: District,
    row: Resolution,
    *,
    source: FrozenText | None = None,
    understood_as: FrozenText | None = None,
    by: str = "clerk",
) -> ResolutionText:
    """The document, read for the draft; `source` another one, in which nothing was found.

    `understood_as` is the beginning of `source` in which the proposals of `paper` stand.
    """
    text = source or paper()
    return write_reading(
        resolution=row.pk,
        data=text.text.encode(),
        name="nghi-quyet.docx",
        source=text,
        reading=Reading((), ()) if source and not understood_as else understood(text),
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )
