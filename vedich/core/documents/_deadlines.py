"""By when: the day or period a sentence names for a number, as written."""

from __future__ import annotations

import re
from typing import Final


_YEAR: Final = r"(?:19|20)[0-9]{2}"
_TIME: Final = re.compile(
    rf"(?:hết |cuối |đầu |trước |trong |đến )*ngày [0-9]{{1,2}}(?: ?[/.-] ?[0-9]{{1,2}}(?: ?[/.-] ?{_YEAR})?"
    rf"| tháng [0-9]{{1,2}}(?: năm {_YEAR})?)"
    rf"|(?<![0-9.,/])[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?{_YEAR}"
    rf"|(?:hết |cuối |đầu |trong )*(?:quý [ivx0-9]+|(?:6|9|sáu|chín) tháng(?: đầu năm| cuối năm)?|tháng [0-9]{{1,2}}"
    rf"|nửa (?:đầu|cuối) năm)(?:(?: năm |[/-]| ?- ?){_YEAR})"
    rf"|(?:giai đoạn|nhiệm kỳ|thời kỳ|những năm)? ?\(?(?<![0-9]){_YEAR} ?- ?{_YEAR}(?![0-9])"
    rf"|(?:hết |cuối |đầu |trước )?(?:năm |niên độ ){_YEAR}"
    rf"|(?<![0-9.,/]){_YEAR}(?![0-9]|[.,][0-9])"
)
_AGAINST: Final = re.compile(
    r"(?:so với|so|hơn|cùng kỳ|bằng|kể từ|từ|với|giá|của)"
    r" (?:bình quân |mức |thời điểm |kế hoạch |thực hiện |cùng kỳ |các |chỉ tiêu |số thu thực tế |số nợ |giai đoạn )*"
    r"(?:cuối |đầu |hết )?$"
)


def deadline(low: str, start: int, end: int, at: int) -> tuple[int, int] | None:
    """The span of the time that holds for a number at `at`, among those from `start` to `end`.

    The nearest one before it, else the nearest after it; never one that is only compared with.
    """
    before = after = None
    for found in _TIME.finditer(low, start, end):
        if _AGAINST.search(low, max(start, found.start() - 40), found.start()):
            continue
        if found.end() <= at:
            before = found.span()
        elif after is None:
            after = found.span()
    return before or after


def years_of(low: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first and the last year a time names."""
    if span is None:
        return None
    named = re.findall(_YEAR, low[span[0] : span[1]])
    return (int(named[0]), int(named[-1])) if named else None


_DATED: Final = re.compile(
    rf"ngày [0-9]{{1,2}} tháng [0-9]{{1,2}} năm ({_YEAR})|[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?({_YEAR})"
)
_SPOKEN: Final = re.compile(
    rf"(?<!đến )(?<!tới )(?<!từ )(?<!trước )(?<!cuối )(?<!hết )(?:năm|tháng [0-9]{{1,2}}[/-]) ?({_YEAR})"
    r"(?![0-9]|[.,][0-9]| ?-)"
)
_HEAD: Final = 1500


def year_of_text(low: str) -> int | None:
    """The year a text was written in or for: its title's, its latest day's, else the last one it
    speaks of without “đến”."""
    head = low[:_HEAD]
    dated = [int(one or other) for one, other in _DATED.findall(low)]
    title = re.search(rf"(?:nhiệm vụ|kế hoạch|nghị quyết|chương trình|báo cáo)[^\n]{{0,80}}năm ({_YEAR})", head)
    first = _DATED.search(head)
    if first and not re.search(r"(?:căn cứ|theo|quyết định|nghị)", head[max(0, first.start() - 80) : first.start()]):
        return int(first[1] or first[2])
    if title:
        return int(title[1])
    if dated:
        return max(dated)
    named = [int(found[1]) for found in _SPOKEN.finditer(low)]
    return max(named) if named else None
