"""A table as people send it: cells pasted from Excel, Word or a message, or a workbook.

Nothing is understood here: lines of texts come out, blank lines among them, so that the number of
a line is the one the sender sees.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from vedich.core.errors import Message
from vedich.core.vietnamese import write_date


NOT_A_TABLE: Final = Message(
    code="pasted.not_a_table",
    vi="“{value}” không đọc được thành bảng. Hãy lưu lại thành .xlsx rồi chọn lại, hoặc chép dán.",
    en="“{value}” cannot be read as a table. Save it as .xlsx and choose it again, or paste it.",
)
LOCKED: Final = Message(
    code="pasted.locked",
    vi="Tệp “{value}” có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại.",
    en="The file “{value}” has a password. Take it off and choose it again.",
)
LONG: Final = Message(
    code="pasted.long",
    vi="Bảng có hơn {value} dòng. Hãy chia thành nhiều lần.",
    en="The table has more than {value} rows. Divide it.",
)
HEAVY: Final = Message(
    code="pasted.heavy",
    vi="Tệp “{value}” lớn hơn {most} MB. Hãy chỉ giữ trang cần dùng.",
    en="The file “{value}” is larger than {most} MB. Keep only the sheet that is needed.",
)

T = TypeVar("T")

MOST_LINES: Final = 5000
MOST_MEGABYTES: Final = 5
BOOKS: Final = (".xlsx", ".xls", ".xlsm", ".ods")

_WAYS: Final = (re.compile(r" {3,}| {2}(?=\S)"), re.compile(r"\s+[-–—]\s+"), re.compile(r"[,;]\s*"))
"""How the parts of a line are told apart where nobody pressed Tab, the surest first."""


def of_text(text: str, most: int = MOST_LINES) -> Sequence[Sequence[str]]:
    """Lines of cells: tabs between them as Excel copies, else the sign most lines share.

    Quotes frame a break inside a cell. Raises Refused (``pasted.long``, ``pasted.not_a_table``).
    """
    plain = text.strip("\ufeff\r\n").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if "\t" not in plain:
        return [_split(line, _way(plain)) for line in _few(plain.split("\n"), most)]
    # a quote that is never closed is a sign of its own, not a frame around the rest of the table
    quotes: Literal[0, 3] = csv.QUOTE_NONE if plain.count('"') % 2 else csv.QUOTE_MINIMAL
    lines: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(plain, newline=""), delimiter="\t", quoting=quotes)
        for line in reader:
            lines.append([" ".join(cell.split()) for cell in line])
            _few(lines, most)
    except csv.Error:
        raise NOT_A_TABLE.refuse(value=f"{plain[:20]}…") from None
    return lines


def of_file(data: bytes, name: str, most: int = MOST_LINES) -> Sequence[Sequence[str]]:
    """Lines of the first sheet that has any, of .xlsx, .xls or .ods; other files as text.

    Raises Refused (``pasted.…``).
    """
    if len(data) > MOST_MEGABYTES << 20:
        raise HEAVY.refuse(value=name, most=MOST_MEGABYTES)
    if not name.lower().endswith(BOOKS):
        try:
            return of_text(data.decode("utf-8-sig"), most)
        except UnicodeDecodeError:
            raise NOT_A_TABLE.refuse(value=name) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheet_names:
            lines = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for line in lines for cell in line):
                return [[_said(cell) for cell in line] for line in _few(lines, most)]
    except CalamineError as wrong:
        if "assword" in type(wrong).__name__ + str(wrong):
            raise LOCKED.refuse(value=name) from None
        raise NOT_A_TABLE.refuse(value=name) from None
    return []


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """The lines as they would be pasted, for a box that carries them along."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def _few(lines: list[T], most: int) -> list[T]:
    if len(lines) > most:
        raise LONG.refuse(value=most)
    return lines


def _way(text: str) -> re.Pattern[str] | None:
    """What separates the parts in at least two thirds of the lines; None: each is one cell."""
    lines = [line for line in text.split("\n") if line.strip()]
    for way in _WAYS:
        if lines and sum(bool(way.search(line.strip())) for line in lines) * 3 >= len(lines) * 2:
            return way
    return None


def _split(line: str, way: re.Pattern[str] | None) -> list[str]:
    parts = way.split(line.strip()) if way else [line]
    return [" ".join(part.split()) for part in parts]


_Cell = int | float | str | bool | time | date | datetime | timedelta


def _said(cell: _Cell | None) -> str:
    if isinstance(cell, datetime):
        return write_date(cell.date())
    if isinstance(cell, date):
        return write_date(cell)
    if isinstance(cell, float):
        # a decimal comma, as people here write; Excel's own digits and no more
        return str(int(cell)) if cell.is_integer() else f"{cell:.10g}".replace(".", ",")
    return "" if cell is None else " ".join(str(cell).split())
