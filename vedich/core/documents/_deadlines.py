"""By when: the day or period a sentence names for a number, as written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final


_YEAR: Final = r"(?:19|20)[0-9]{2}"
_TIME: Final = re.compile(
    rf"(?:hết |cuối |đầu |trước |trong "
    rf"|đến )*ngày [0-9]{{1,2}}(?: ?[/.-] ?[0-9]{{1,2}}(?: ?[/.-] ?{_YEAR})?"
    rf"| tháng [0-9]{{1,2}}(?: năm {_YEAR})?)"
    rf"|(?<![0-9.,/])[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?{_YEAR}"
    r"|(?:hết |cuối |trước )?(?<![0-9])[0-3]?[0-9]/(?:1[0-2]|0?[1-9])(?![0-9/]|[.,][0-9]"
    r"| ?%)(?= ?[,.;:)]| (?:đã|toàn|có|các|chỉ|mới))"
    rf"|(?:hết |cuối |đầu |trong )*(?:quý [ivx0-9]+|(?:6|9|sáu|chín) tháng(?: đầu năm| cuối năm)?"
    rf"|tháng [0-9]{{1,2}}"
    rf"|nửa (?:đầu|cuối) năm)(?:(?: năm |[/-]| ?- ?){_YEAR})"
    rf"|(?:giai đoạn|nhiệm kỳ|thời kỳ|những năm)? ?\(?(?<![0-9]){_YEAR} ?- ?{_YEAR}(?![0-9])"
    rf"|(?:hết |cuối |đầu |trước )?(?:năm |niên độ ){_YEAR}"
    rf"|(?<![0-9.,/]){_YEAR}(?![0-9]|[.,][0-9])"
)
_OF_ANOTHER: Final = re.compile(r"(?: là| đạt| có| còn|:) ?[0-9]")
_RIGHT_BEHIND: Final = re.compile(r"[0-9.,]+ ?(?:%|[^\W\d_]+(?: [^\W\d_]+)?)? ?(?:\(|vào |trong )?")
_AGAINST: Final = re.compile(
    r"(?:so với|so|hơn|cùng kỳ|bằng|kể từ|từ|với|giá|của)"
    r" (?:bình quân |mức |thời điểm |kế hoạch |thực hiện |cùng kỳ |các |chỉ tiêu |số thu thực tế "
    r"|số nợ |giai đoạn |năm |cả )*"
    r"(?:cuối |đầu |hết )?$|lần (?:của |cùng kỳ )*$|% (?:của |cùng kỳ )+$"
)


Span = tuple[int, int]


def times(low: str, start: int, end: int) -> list[Span]:
    """The spans of the times named between `start` and `end`, but those only compared with."""
    return [
        found.span()
        for found in _TIME.finditer(low, start, end)
        if not _AGAINST.search(low, max(start, found.start() - 40), found.start())
    ]


def deadline(low: str, named: Sequence[Span], at: int) -> Span | None:
    """Which of the times `named` in a sentence holds for the number at `at`.

    The one right behind it, else the nearest before it, else the nearest after it.
    """
    turn = bisect_right(named, (at, at))
    before = named[turn - 1] if turn else None
    after = named[turn] if turn < len(named) else None
    if after and _OF_ANOTHER.match(low, after[1]):
        # “95% (năm 2021 là 92,9%)”: the year is that of the number behind it
        after = None
    if after and _RIGHT_BEHIND.fullmatch(low, at, after[0]):
        return after
    return before or after


def years_of(low: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first and the last year a time names."""
    if span is None:
        return None
    named = re.findall(_YEAR, low[span[0] : span[1]])
    return (int(named[0]), int(named[-1])) if named else None


def last_year(low: str, start: int, end: int) -> int | None:
    """The last year named between `start` and `end` that is not only compared with."""
    named = (years_of(low, span) for span in reversed(times(low, start, end)))
    return next((years[1] for years in named if years), None)


def with_year(words: str, year: int | None) -> str:
    """A day or month as written, with `year` where it names none: “22/9” becomes “22/9/2020”."""
    if year is None or re.search(_YEAR, words):
        return words
    return f"{words}/{year}" if words[-1:].isdigit() and "/" in words else f"{words} năm {year}"


_DATED: Final = re.compile(
    rf"ngày [0-9]{{1,2}} tháng [0-9]{{1,2}} năm ({_YEAR})"
    rf"|[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?({_YEAR})"
)
_SPOKEN: Final = re.compile(
    rf"(?<!\()(?<!đến )(?<!tới )(?<!từ )(?<!trước )(?<!cuối )(?<!hết )(?:năm"
    rf"|tháng [0-9]{{1,2}}[/-]) ?({_YEAR})"
    r"(?![0-9]|[.,][0-9]| ?-)"
)
_HEAD: Final = 1500


def year_of_text(low: str) -> int | None:
    """The year a text was written in or for: its title's, its latest day's, else the last one it
    speaks of without “đến”."""
    head = low[:_HEAD]
    dated = [int(one or other) for one, other in _DATED.findall(low)]
    title = re.search(
        rf"(?:nhiệm vụ|kế hoạch|nghị quyết|chương trình|báo cáo)[^\n]{{0,80}}năm ({_YEAR})", head
    )
    first = _DATED.search(head)
    if first and not re.search(
        r"(?:căn cứ|theo|quyết định|nghị)", head[max(0, first.start() - 80) : first.start()]
    ):
        return int(first[1] or first[2])
    if title:
        return int(title[1])
    if dated:
        return max(dated)
    named = [int(found[1]) for found in _SPOKEN.finditer(low)]
    return max(named) if named else None
