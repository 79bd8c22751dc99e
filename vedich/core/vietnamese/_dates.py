"""Days as Vietnamese documents write them (UX §6; Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

from vedich.core.errors import Message


UNREADABLE = Message(
    code="date.unreadable",
    vi="“{value}” không đọc được thành một ngày. "
    "Hãy viết như 30/6/2022 hoặc ngày 30 tháng 6 năm 2022.",
    en="“{value}” cannot be read as a date. Write it like 30/6/2022 or ngày 30 tháng 6 năm 2022.",
)
NO_YEAR = Message(
    code="date.no_year",
    vi="“{value}” chưa ghi đủ năm. Hãy viết đủ bốn chữ số của năm, như 30/6/2022.",
    en="“{value}” does not give the full year. Write it in four digits, like 30/6/2022.",
)
NO_SUCH_MONTH = Message(
    code="date.no_such_month",
    vi="“{value}” có tháng {month}, mà năm chỉ có tháng 1 đến 12. "
    "Hãy viết ngày trước, tháng sau, như 30/6/2022.",
    en="“{value}” has month {month}, and months go from 1 to 12. "
    "Write the day before the month, like 30/6/2022.",
)
NO_SUCH_DAY = Message(
    code="date.no_such_day",
    vi="“{value}” không có trong lịch: tháng {month}/{year} có {days} ngày. "
    "Hãy viết ngày từ 1 đến {days}.",
    en="“{value}” is not in the calendar: month {month}/{year} has {days} days. "
    "Write a day from 1 to {days}.",
)

# As in numbers, which this module must not import: the two are siblings.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_YEAR = r"(?P<year>[1-9][0-9]{3}|[0-9]{2})"
_DAY = r"(?:ngày )?(?:(?:mùng|mồng) )?(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY} ?(?P<sign>[/.-]) ?{_MONTH}(?:(?: ?(?P=sign) ?| năm ){_YEAR})?",
        rf"{_DAY} tháng {_MONTH}(?:(?:,? năm |/){_YEAR})?",
        r"(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})",
    )
)


def read_date(text: str, *, year: int | None = None) -> date:
    """The day in `text`: "30/6/2022", "01-07-2025", "ngày 28 tháng 02 năm 2022", "2022-06-30".

    The day stands before the month. `year` is the year of a text that names none ("30/6"), and is
    not used otherwise. Case, blanks and the form of Unicode do not matter.

    Refused: no date, a missing or short year ("30/6/22"), a month or day the calendar lacks.
    """
    plain = unicodedata.normalize("NFC", text.translate(_FULL_WIDTH)).lower()
    found = next(filter(None, (s.fullmatch(" ".join(plain.split())) for s in _SHAPES)), None)
    shown = text if len(text) <= 60 else text[:59] + "…"
    if found is None:
        raise UNREADABLE.refuse(value=shown)
    # "22" is refused, not guessed: nothing says which century a document looks to.
    written = found["year"] or str(year or "")
    if len(written) != 4:
        raise NO_YEAR.refuse(value=shown)
    return _checked(int(written), int(found["month"]), int(found["day"]), text=shown)


def _checked(year: int, month: int, day: int, *, text: str) -> date:
    if not 1 <= month <= 12:
        raise NO_SUCH_MONTH.refuse(value=text, month=month)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NO_SUCH_DAY.refuse(value=text, month=month, year=year, days=days)
    return date(year, month, day)


def write_date(day: date, *, with_year: bool = True) -> str:
    """A day for screens and tables, without zeros: "15/7/2022", or "30/6" (UX §6)."""
    short = f"{day.day}/{day.month}"
    return f"{short}/{day.year}" if with_year else short


def write_formal_date(day: date) -> str:
    """A day as documents print it: "ngày 05 tháng 01 năm 2022", "ngày 15 tháng 7 năm 2022".

    A 0 stands before days under 10 and before months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
