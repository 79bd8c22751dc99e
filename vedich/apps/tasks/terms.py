"""By when, in words: “Quý II/2022”, “trước 30/9/2022”, “tháng 6” → the last day meant. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from vedich.core.errors import Refused
from vedich.core.vietnamese import fold, read_date


_DAY: Final = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?")
_QUARTER: Final = re.compile(r"quy\s+(iv|i{1,3}|[1-4])\b(?:\s*[/,-]?\s*(?:nam\s*)?(\d{4}))?")
_MONTH: Final = re.compile(r"thang\s+(\d{1,2})\b(?:\s*[/,-]?\s*(?:nam\s*)?(\d{4}))?")
_YEAR: Final = re.compile(r"\b(?:nam|cuoi nam)\s*(\d{4})\b")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALF: Final = re.compile(r"(?:6|sau) thang dau nam")


def last_day_of(words: str, year: int) -> date | None:
    """The last day the words allow; None where they name none (“thường xuyên”).

    `year` is meant where they name no year. Of several days the last one counts: “từ 1/3 đến 30/9”.
    """
    days = [found for text in _DAY.findall(words) if (found := _day(text, year))]
    if days:
        return max(days)
    said = fold(words)
    if _HALF.search(said):
        return date(year, 6, 30)
    if quarters := _QUARTER.findall(said):
        number, named = quarters[-1]
        quarter = _ROMAN.get(number) or int(number)
        return _month_end(int(named or year), quarter * 3)
    if months := _MONTH.findall(said):
        number, named = months[-1]
        return _month_end(int(named or year), int(number)) if 1 <= int(number) <= 12 else None
    if named_year := _YEAR.search(said):
        return date(int(named_year[1]), 12, 31)
    return date(year, 12, 31) if "cuoi nam" in said or "trong nam" in said else None


def _day(text: str, year: int) -> date | None:
    try:
        return read_date(text, year=year)
    except Refused:
        return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
