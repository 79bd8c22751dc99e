"""The empty sheet for last year's plan and results, with a page of examples beside it."""

from __future__ import annotations

from typing import Final

from vedich.core.errors import Language
from vedich.formats.sheets.table import Column, Line, Sheet, as_book


COLUMNS: Final = (
    Column("number", "TT", "No", 6),
    Column("name", "Chỉ tiêu", "Target", 46),
    Column("unit", "Đơn vị tính", "Unit", 14),
    Column("plan", "Kế hoạch", "Plan", 16),
    Column("result", "Thực hiện", "Result", 16),
    Column("verdict", "Đánh giá", "Met or not", 14),
)
_EXAMPLES: Final = (
    ("1", "Thu ngân sách", "tỷ đồng", "60", "62,5", "Đạt"),
    ("2", "Tỷ lệ hộ nghèo", "%", "dưới 3", "3,4", "Không đạt"),
    ("3", "Kết nạp đảng viên", "đảng viên", "từ 40 trở lên", "41", ""),
)
_WORDS: Final[dict[str, dict[Language, str]]] = {
    "name": {"vi": "Năm trước", "en": "Last year"},
    "title": {"vi": "Kế hoạch và kết quả năm trước", "en": "Last year's plan and results"},
    "how": {"vi": "Cách ghi", "en": "How to write"},
    "text": {
        "vi": "Phần trăm ghi 62 hoặc 62%, không để Excel đổi thành 0,62. Không chắc đạt hay không "
        "thì để trống cột Đánh giá.",
        "en": "Write percentages as 62 or 62%, and do not let Excel make 0.62 of them. Leave the "
        "last column empty where it is not certain.",
    },
}


def template_book(*, label: str, language: Language) -> bytes:
    """The workbook: an empty sheet to fill in, then one with examples, which is not read."""
    codes = [column.code for column in COLUMNS]
    examples = [Line(dict(zip(codes, cells, strict=True))) for cells in _EXAMPLES]

    def say(what: str) -> str:
        return _WORDS[what][language]

    return as_book(
        [
            Sheet(say("name"), say("title"), label, (), COLUMNS, ()),
            Sheet(say("how"), say("how"), label, (say("text"),), COLUMNS, examples),
        ],
        language,
    )
