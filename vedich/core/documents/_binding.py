"""How the words around a number bind it: comparator, change, baseline, and what cannot be an item."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._proposals import Comparator
from vedich.core.documents._quantities import Quantity


_LEAST: Final = re.compile(
    r"(?:trên|hơn|tối thiểu(?: là| đạt| phải đạt| có)?|ít nhất(?: là| có)?|không dưới|không thấp hơn"
    r"|không ít hơn|không nhỏ hơn|thấp nhất(?: là)?|≥|>=|>|lớn hơn|cao hơn|vượt mức|đạt từ|từ)\s*(?:khoảng )?$"
)
_MOST: Final = re.compile(
    r"(?:dưới|không quá|không vượt(?: quá| mức)?|tối đa(?: là| không quá| chỉ)?|nhiều nhất(?: là)?|≤|<=|<"
    r"|không cao hơn|không lớn hơn|không nhiều hơn|nhỏ hơn|ít hơn|thấp hơn|chưa (?:đến|tới))\s*$"
)
_FROM: Final = re.compile(r"(?:từ|đạt từ|từ mức|từ khoảng)\s*$")
_UPWARDS: Final = re.compile(
    r"[^,;.()]{0,40}?(?<![^\W_])(?:trở lên|hoặc hơn|trở ra|hoặc cao hơn)(?![^\W_])"
)
_DOWNWARDS: Final = re.compile(r"[^,;.()]{0,40}?(?<![^\W_])(?:trở xuống)(?![^\W_])")
_ABOUT: Final = re.compile(
    r"(?:khoảng|gần|xấp xỉ|trên dưới|ước|chừng|độ|là|vào khoảng|tương đương|:|=|đúng|thêm|tới|đến|được"
    r"|chỉ|bình quân|trung bình|ở mức|mức|với|cả)\s*$"
)
_MOVES: Final = re.compile(
    r"(?<![^\W_])(?:(?P<up>tăng(?! trưởng| cường| ca| tốc| tính| lên| từ| giá trị)|vượt(?! qua)|cao hơn|nhiều hơn)"
    r"|(?P<down>(?:sụt |kéo |cắt |suy )?giảm(?! nghèo| xuống| còn| từ| thiểu| tải| nhẹ)|hạ(?! tầng| viện| long| lưu| du)"
    r"|rút ngắn|thấp hơn|ít hơn)"
    r"|(?P<still>đạt|còn|lên|xuống|là|có|chiếm|bằng|ước|khoảng|tăng lên|tăng trưởng|giảm xuống|giảm còn|giảm nghèo"
    r"|tăng từ|giảm từ|giữ|duy trì|thu|xây dựng|công nhận|hỗ trợ|hoàn thành|với|tổng|từ|về))(?![^\W_])"
)
_SO_VOI: Final = re.compile(r"so với[^,;]*? là(?: hơn| trên| khoảng| gần)?\s*$")
_GATHER: Final = re.compile(r"gấp(?: hơn| trên| khoảng| ít nhất| tối thiểu)?\s*$")


def comparator(low: str, clause: int, one: Quantity, after: int) -> Comparator:
    """The comparator of `one`, whose clause starts at `clause`; `after` ends what may follow it.

    “tăng 769 xã” is a change, “tăng lên 1.200” and “giảm còn 5,35%” are levels.
    """
    before = low[clause : one.at]
    bound = _bound(low, before, one, after)
    change = _change(before, one)
    if change is not None:
        return change
    return bound


def _bound(low: str, before: str, one: Quantity, after: int) -> Comparator:
    if _UPWARDS.match(low, one.end, min(after, one.end + 60)):
        return Comparator.AT_LEAST
    if _DOWNWARDS.match(low, one.end, min(after, one.end + 60)):
        return Comparator.AT_MOST
    for _ in range(3):
        if re.search(r"(?:trên dưới|lớn hơn hoặc bằng)\s*$", before):
            return Comparator.EQUAL
        if _MOST.search(before):
            return Comparator.AT_MOST
        if _LEAST.search(before) and not (_FROM.search(before) and one.high is not None):
            return Comparator.EQUAL if _FROM.search(before) else Comparator.AT_LEAST
        about = _ABOUT.search(before)
        if about is None:
            return Comparator.EQUAL
        before = before[: about.start()]
    return Comparator.EQUAL


def _change(before: str, one: Quantity) -> Comparator | None:
    if _GATHER.search(before):
        return Comparator.INCREASE_BY if "giảm" not in before[-20:] else Comparator.DECREASE_BY
    moves = list(_MOVES.finditer(before))
    if not moves:
        return None
    last = moves[-1]
    if last["still"]:
        if one.unit == "lần" and re.search(r"tăng(?: lên)?(?: gấp)?(?: khoảng| hơn| trên)?\s*$", before):
            return Comparator.INCREASE_BY
        inner = _SO_VOI.search(before)
        earlier = [move for move in moves if not inner or move.start() < inner.start()]
        loose = inner or last[0] in ("khoảng", "ước", "từ")
        if loose:
            if not inner:
                earlier = [move for move in moves[:-1] if move[0] not in ("khoảng", "ước", "từ")]
            if earlier and not earlier[-1]["still"]:
                return Comparator.INCREASE_BY if earlier[-1]["up"] else Comparator.DECREASE_BY
        return None
    between = before[last.end() :]
    if re.search(r"[;:]| và |, (?!bình quân|trung bình|mỗi)", between):
        return None
    return Comparator.INCREASE_BY if last["up"] else Comparator.DECREASE_BY


_LOW_END: Final = re.compile(r"(?:từ|từ mức|từ khoảng|từ chỗ|từ chỉ|từ trên|từ gần|từ hơn)\s*$")
_TO: Final = re.compile(
    r"[^;.]{0,80}?(?<![^\W_])(?:lên|xuống|còn|tăng lên|giảm còn|đến|tới|thành)(?: còn| đạt| trên| khoảng| gần| hơn"
    r"| dưới| thành| đến| mức| tới)*\s*$"
)


def starts_from(low: str, one: Quantity, other: Quantity) -> bool:
    """Whether `one` is the earlier value of `other`, as in “từ A (năm 2020) lên B”."""
    if not _LOW_END.search(low, max(0, one.at - 14), one.at):
        return False
    return other.at - one.end < 90 and _TO.match(low, one.end, other.at) is not None


_RANK: Final = re.compile(
    r"(?<![^\W_])(?:(?P<among>nhóm|tốp|top)|(?P<at>(?:xếp|đứng|vị trí|xếp hạng|thứ|vươn lên)(?: ở| vị trí| hạng)*(?: thứ)?"
    r"|hạng(?: thứ)?))\s*$"
)


def rank(low: str, clause: int, one: Quantity) -> Comparator | None:
    """“nhóm 20 tỉnh dẫn đầu”, “xếp thứ 5”: a place in an order, whose unit is hạng."""
    found = _RANK.search(low, max(clause, one.at - 30), one.at)
    if found is None or one.rate:
        return None
    if found["among"]:
        leads = re.search(r"(?:dẫn đầu|đầu|hàng đầu|tốt|cao|có|phát triển|chế biến|khá|mạnh)", low[one.end : one.end + 60])
        return Comparator.AT_MOST if leads else None
    return Comparator.EQUAL if found["at"] != "hạng" or not one.known else None
