"""Periods are values: month, quarter, half-year, year, term; half-open (R4).

Nothing here reads a clock: the day is always an argument. The text forms are the ones people type
and files carry: ``2022-06``, ``2022-Q2``, ``2022-H1``, ``2022``, ``2020..2025``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from vedich.core.errors import Language, Message


UNREADABLE = Message(
    code="period.unreadable",
    vi="“{value}” không phải là một kỳ. Hãy viết như 2022-06 (tháng), 2022-Q2 (quý), "
    "2022-H1 (nửa năm), 2022 (năm) hoặc 2020..2025 (nhiều năm).",
    en="“{value}” is not a period. Write it like 2022-06 (month), 2022-Q2 (quarter), "
    "2022-H1 (half-year), 2022 (year) or 2020..2025 (several years).",
)
BACKWARDS = Message(
    code="period.backwards",
    vi="Kỳ “{value}” kết thúc trước khi bắt đầu. Hãy viết năm đầu trước, năm cuối sau.",
    en="The period “{value}” ends before it starts. Write the first year first.",
)
NO_SUCH_SPAN = Message(
    code="period.no_such_span",
    vi="Không có kỳ nào dài {months} tháng bắt đầu từ tháng {month}. Kỳ là tháng, quý, nửa năm, "
    "năm hoặc nhiều năm trọn.",
    en="No period of {months} months starts in month {month}. A period is a month, a quarter, a "
    "half-year, a year or several whole years.",
)
NO_SUCH_YEAR = Message(
    code="period.no_such_year",
    vi="Kỳ bắt đầu từ năm {year} không nằm trong các năm {first} đến {last}. Hãy kiểm tra năm.",
    en="A period that starts in {year} is not within the years {first} to {last}. Check the year.",
)
UNREADABLE_DAY = Message(
    code="period.unreadable_day",
    vi="“{value}” không phải là một ngày. Hãy viết như 2022-06-30 (năm-tháng-ngày).",
    en="“{value}” is not a day. Write it like 2022-06-30 (year-month-day).",
)

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 9998  # the day after the last one must still be a date

_TEXT = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12]))|\.\.(\d{4}))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Length(IntEnum):
    """How many months each kind of period has; a term is any number of whole years over one."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A stretch of whole months that people report on.

    `first` counts months since January of the year 0, `months` is the length. Periods order by
    start, then by length. Raises Refused (``period.no_such_span``) for any stretch that is not a
    month, quarter, half-year, year or several calendar years: an odd stretch cannot be built; nor
    can one outside the years that have days on both sides (``period.no_such_year``).
    """

    first: int
    months: int

    def __post_init__(self) -> None:
        step = min(self.months, 12)
        whole = step in (1, 3, 6, 12) and self.months % step == 0
        if not whole or self.first % step:
            raise NO_SUCH_SPAN.refuse(months=self.months, month=self.first % 12 + 1)
        if self.first < FIRST_YEAR * 12 or self.last > (LAST_YEAR + 1) * 12:
            raise NO_SUCH_YEAR.refuse(year=self.first // 12, first=FIRST_YEAR, last=LAST_YEAR)

    @staticmethod
    def parse(text: str) -> Period:
        """The period that `text` names. Raises Refused (``period.unreadable``, ``.backwards``)."""
        match = _TEXT.fullmatch(text)
        if match is None:
            raise UNREADABLE.refuse(value=text)
        year, month, quarter, half, last = (int(group) if group else 0 for group in match.groups())
        if (
            not FIRST_YEAR <= year <= LAST_YEAR
            or last > LAST_YEAR
            or (match[2] and not 0 < month < 13)
        ):
            raise UNREADABLE.refuse(value=text)
        if match[5] and last < year:
            raise BACKWARDS.refuse(value=text)
        if month:
            return Period(year * 12 + month - 1, 1)
        if quarter:
            return Period(year * 12 + (quarter - 1) * 3, 3)
        if half:
            return Period(year * 12 + (half - 1) * 6, 6)
        return Period(year * 12, 12 * (last - year + 1) if last else 12)

    @staticmethod
    def of(day: date, length: int) -> Period:
        """The month, quarter, half-year or year (`length` in months) that holds `day`."""
        month = day.year * 12 + day.month - 1
        return Period(month - month % length, length)

    @staticmethod
    def year(number: int) -> Period:
        """The calendar year `number`."""
        return Period(number * 12, 12)

    @staticmethod
    def term(first_year: int, last_year: int) -> Period:
        """The years `first_year` to `last_year`, both included, as in 2020..2025."""
        return Period(first_year * 12, 12 * (last_year - first_year + 1))

    @property
    def start(self) -> date:
        """The first day."""
        return _first_day(self.first)

    @property
    def end(self) -> date:
        """The day after the last day: periods are half-open."""
        return _first_day(self.first + self.months)

    @property
    def last_day(self) -> date:
        """The last day: the tree of a period is that of this day (DESIGN §3.4)."""
        return self.end - timedelta(days=1)

    @property
    def last(self) -> int:
        """The month after the last month, counted like `first`."""
        return self.first + self.months

    def holds(self, other: Period) -> bool:
        """True where `other` lies inside this period or is this period."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """True where the two share at least a month."""
        return self.first < other.last and other.first < self.last

    def shifted(self, steps: int) -> Period:
        """The period `steps` lengths later (earlier where negative): the next month, last year."""
        return Period(self.first + steps * self.months, self.months)

    def year_before(self) -> Period:
        """The same stretch one year earlier, for “cùng kỳ”."""
        return Period(self.first - 12, self.months)

    def parts(self, length: int) -> Iterator[Period]:
        """The months, quarters, half-years or years (`length` in months) it is made of, in order.

        Raises Refused (``period.no_such_span``) where they do not fill it.
        """
        if length < 1 or self.months % length:
            raise NO_SUCH_SPAN.refuse(months=length, month=self.first % 12 + 1)
        # made at once: a generator would refuse only when somebody reads it
        return iter([Period(first, length) for first in range(self.first, self.last, length)])

    def elapsed(self, on: date) -> tuple[int, int]:
        """(days gone by the end of day `on`, days in all); never under 0, never over all."""
        total = (self.end - self.start).days
        gone = (on - self.start).days + 1
        return max(0, min(gone, total)), total

    def name(self, language: Language) -> str:
        """How people say it: “quý II/2022”, “6 tháng đầu năm 2022”, “June 2022”."""
        year, month = divmod(self.first, 12)
        if self.months > 12:
            years = f"{year}–{year + self.months // 12 - 1}"
            return f"giai đoạn {years}" if language == "vi" else f"the years {years}"
        if self.months == 12:
            return f"năm {year}" if language == "vi" else f"{year}"
        if self.months == 6:
            vietnamese = ("6 tháng đầu năm", "6 tháng cuối năm")[month // 6]
            english = ("first half of", "second half of")[month // 6]
            return f"{vietnamese if language == 'vi' else english} {year}"
        if self.months == 3:
            roman = _ROMAN[month // 3]
            return f"quý {roman}/{year}" if language == "vi" else f"quarter {roman} of {year}"
        return f"tháng {month + 1}/{year}" if language == "vi" else f"{_MONTHS[month]} {year}"

    def __str__(self) -> str:
        """The text form that `parse` reads back."""
        year, month = divmod(self.first, 12)
        if self.months > 12:
            return f"{year}..{year + self.months // 12 - 1}"
        tail = {12: "", 6: f"-H{month // 6 + 1}", 3: f"-Q{month // 3 + 1}", 1: f"-{month + 1:02}"}
        return f"{year}{tail[self.months]}"


def parse_day(text: str) -> date:
    """The day that ISO `text` (2022-06-30) names. Raises Refused (``period.unreadable_day``)."""
    try:
        # fromisoformat alone would also take 20220630 and 2022-W26-4
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise UNREADABLE_DAY.refuse(value=text) from None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days offices work: Monday to Friday, less `holidays`, plus `made_up` Saturdays (R18).

    Holidays are Vietnamese public holidays of the years in question, Tết and the days taken in
    lieu included; the rulebook supplies them.
    """

    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """True where offices work on `day`."""
        return day in self.made_up or (day.weekday() < 5 and day not in self.holidays)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (`count` ≥ 1); for 0, `day` or the next one."""
        current = day if count else day - timedelta(days=1)
        left = max(count, 1)
        while left:
            current += timedelta(days=1)
            left -= self.works(current)
        return current

    def late(self, due: date, on: date) -> int:
        """Working days gone after `due` by the end of `on`; 0 on time. Tết does not count (R18)."""
        return sum(self.works(due + timedelta(days=n)) for n in range(1, (on - due).days + 1))


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
