"""A table as it was sent: text pasted from Excel, or a file, as lines of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from python_calamine import CalamineError, CalamineWorkbook

from vedich.core.errors import Message
from vedich.core.vietnamese import write_date


NOT_A_TABLE: Final = Message(
    code="bulk.not_a_table",
    vi="Tệp “{value}” không đọc được. Hãy lưu lại thành .xlsx rồi chọn lại, hoặc chép và dán.",
    en="The file “{value}” cannot be read. Save it as .xlsx and choose it again, or paste it.",
)
LOCKED: Final = Message(
    code="bulk.locked",
    vi="Tệp “{value}” có mật khẩu. Hãy bỏ mật khẩu rồi chọn lại.",
    en="The file “{value}” has a password. Take it off and choose it again.",
)
LONG: Final = Message(
    code="bulk.long",
    vi="Bảng có hơn {value} dòng. Hãy chỉ chép phần cần giao.",
    en="The table has more than {value} rows. Copy only what is to be given.",
)

MOST_LINES: Final = 5000


def of_text(text: str) -> Sequence[Sequence[str]]:
    """Lines of cells pasted from Excel: tabs between cells, quotes around breaks inside a cell.

    Raises Refused (``bulk.long``).
    """
    mark = "\t" if "\t" in text else ";" if ";" in text.partition("\n")[0] else "\t"
    # a quote that is never closed is a sign of its own, not a frame around the rest of the table
    quotes: Literal[0, 3] = csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL
    lines: list[list[str]] = []
    source = io.StringIO(text.strip("\ufeff\r\n").replace("\0", ""), newline="")
    try:
        for line in csv.reader(source, delimiter=mark, quoting=quotes):
            if len(lines) >= MOST_LINES:
                raise LONG.refuse(value=MOST_LINES)
            lines.append(line)
    except csv.Error:
        raise NOT_A_TABLE.refuse(value=f"{text[:20]}…") from None
    return lines


def of_file(data: bytes, name: str) -> Sequence[Sequence[str]]:
    """Lines of the first sheet that has any, of .xlsx, .xls or .ods; other files as text.

    Raises Refused (``bulk.not_a_table``, ``bulk.locked``, ``bulk.long``).
    """
    if not name.lower().endswith((".xlsx", ".xls", ".xlsm", ".ods")):
        try:
            return of_text(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise NOT_A_TABLE.refuse(value=name) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheet_names:
            lines = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for line in lines for cell in line):
                if len(lines) > MOST_LINES:
                    raise LONG.refuse(value=MOST_LINES)
                return [[_said(cell) for cell in line] for line in lines]
    except CalamineError as wrong:
        if "assword" in type(wrong).__name__ + str(wrong):
            raise LOCKED.refuse(value=name) from None
        raise NOT_A_TABLE.refuse(value=name) from None
    return []


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """The lines as they would be pasted, for a form that carries them along."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(lines)
    return out.getvalue()


_Cell = int | float | str | bool | time | date | datetime | timedelta


def _said(cell: _Cell | None) -> str:
    if isinstance(cell, datetime):
        return write_date(cell.date())
    if isinstance(cell, date):
        return write_date(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
