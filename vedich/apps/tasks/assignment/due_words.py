"""When a task is due, as plans and annexes write it: “30/6”, “quý II”, “06/2022”. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from vedich.apps.tasks.terms import last_day_of
from vedich.core.errors import Message, Refused
from vedich.core.periods import Period
from vedich.core.vietnamese import fold, normalise, read_date, write_date


NOT_READ: Final = Message(
    code="bulk.not_a_day",
    vi="Thời gian “{value}” không đọc được thành hạn. Hãy ghi như 30/6/{year} hoặc quý II/{year}.",
    en="The time “{value}” cannot be read as a due day. Write 30/6/{year} or quý II/{year}.",
)
FAR_DAY: Final = Message(
    code="bulk.far_day",
    vi="Hạn {value} cách năm {year} quá xa. Hãy xem lại năm.",
    en="The due day {value} is far from {year}. Look at the year again.",
)

FAR: Final = 5
"""Years from the plan's own from which a day is held to be a slip."""

_SHORT_MONTH: Final = re.compile(r"(1[0-2]|0?[1-9]) ?/ ?(20[0-9]{2})")
_DAY: Final = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?")
_QUARTER_ONLY: Final = re.compile(r"q(?:uy)? ?(iv|i{1,3}|[1-4])(?: ?/ ?(20[0-9]{2}))?")
_ONGOING: Final = ("thuong xuyen", "hang thang", "hang quy", "hang nam", "lien tuc")


class Due(NamedTuple):
    """The day (None: work without an end), and whether the words were just that day."""

    day: date | None
    plain: bool


def read_due(text: str, *, year: int) -> Due:
    """The due day in `text`; a period gives its last day. `year` is the plan's, where none is said.

    Raises Refused (``bulk.not_a_day``, ``bulk.far_day``, ``date.*``).
    """
    words = " ".join(normalise(text).split())
    try:
        return Due(_near(read_date(words, year=year), year), plain=True)
    except Refused as refused:
        if refused.code.startswith("date.") and refused.code != "date.unreadable":
            raise
        if refused.code == FAR_DAY.code:
            raise
    found = _month(words) or last_day_of(_full(words), year)
    if found:
        return Due(_near(found, year), plain=False)
    if any(one in fold(words) for one in _ONGOING):
        return Due(None, plain=False)
    wrong = _DAY.search(words)
    if wrong:
        read_date(wrong.group(), year=year)
    raise NOT_READ.refuse(value=text[:60], year=year)


def _month(words: str) -> date | None:
    found = _SHORT_MONTH.fullmatch(words)
    return Period.parse(f"{found[2]}-{int(found[1]):02d}").last_day if found else None


def _full(words: str) -> str:
    """“Q2/2022” written out, “cả năm” as the end of the year."""
    said = fold(words)
    found = _QUARTER_ONLY.fullmatch(said)
    if found:
        return f"quý {found[1]}" + (f"/{found[2]}" if found[2] else "")
    return "cuối năm" if said in ("ca nam", "nam", "6 thang cuoi nam") else words


def _near(day: date, year: int) -> date:
    if abs(day.year - year) > FAR:
        raise FAR_DAY.refuse(value=write_date(day), year=year)
    return day
