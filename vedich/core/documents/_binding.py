"""How the words around a number bind it: comparator, change, rank, baseline."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._proposals import Comparator
from vedich.core.documents._quantities import Quantity
from vedich.core.documents._setting import Setting


_LEAST: Final = re.compile(
    r"(?:trên|hơn|tối thiểu(?: là| đạt| phải đạt| có)?|ít nhất(?: là| có)?|không dưới"
    r"|không thấp hơn"
    r"|không ít hơn|không nhỏ hơn|thấp nhất(?: là)?|≥|>=|>|lớn hơn|cao hơn"
    r"|vượt mức)\s*(?:khoảng )?$"
)
_MOST: Final = re.compile(
    r"(?:dưới|không quá|không [^,;.]{1,20} quá|không vượt(?: quá| mức)?|tối đa(?: là| không quá"
    r"| chỉ)?|nhiều nhất(?: là)?|≤|<=|<"
    r"|không cao hơn|không lớn hơn|không nhiều hơn|nhỏ hơn|ít hơn|thấp hơn|chưa (?:đến|tới))\s*$"
)
_UPWARDS: Final = re.compile(
    r"[^,;.()]{0,40}?(?<![^\W_])(?:trở lên|hoặc hơn|trở ra|hoặc cao hơn)(?![^\W_])"
)
_DOWNWARDS: Final = re.compile(r"[^,;.()]{0,40}?(?<![^\W_])(?:trở xuống)(?![^\W_])")
_ABOUT: Final = re.compile(
    r"(?:khoảng|gần|xấp xỉ|trên dưới|ước|chừng|độ|là|vào khoảng|tương đương|:|=|đúng|thêm|tới|đến"
    r"|được"
    r"|chỉ|bình quân|trung bình|ở mức|mức|với|cả|từ)\s*$"
)
_MOVES: Final = re.compile(
    r"(?<![^\W_])(?:(?P<up>(?<!tỷ lệ )(?<!tỉ lệ )(?<!tốc độ )"
    r"tăng(?! trưởng| cường| ca| tốc| tính| lên| từ| giá trị)|vượt(?! qua)"
    r"|(?<!không )cao hơn|nhiều hơn)"
    r"|(?P<down>(?:sụt |kéo |cắt |suy )?giảm(?! nghèo| xuống| còn| từ| thiểu| tải| nhẹ)"
    r"|hạ(?! tầng| viện| long| lưu| du)"
    r"|rút ngắn|(?<!không )thấp hơn|(?<!không )ít hơn|tụt)"
    r"|(?P<still>đạt|còn|lên|xuống|là|có|chiếm|bằng|ước|khoảng|tăng lên|tăng trưởng|giảm xuống"
    r"|giảm còn|giảm nghèo"
    r"|tăng từ|giảm từ|giữ|duy trì|xây dựng|công nhận|hỗ trợ|hoàn thành|với|tổng|từ|về))(?![^\W_])"
)
_LOOSE: Final = frozenset(("khoảng", "ước", "từ"))
_BROKEN: Final = re.compile(r"[;:]| và |, (?!bình quân|trung bình|mỗi)")
_SPREAD: Final = re.compile(r"(tăng|giảm) từ\s*$")
_GROWN: Final = re.compile(r"tăng(?: lên)?(?: gấp)?(?: khoảng| hơn| trên)?\s*$")
_NEITHER: Final = re.compile(r"(?:trên dưới|lớn hơn hoặc bằng)\s*$")
_SO_VOI: Final = re.compile(r"so với[^,;]*? là(?: hơn| trên| khoảng| gần)?\s*$")
_GATHER: Final = re.compile(r"gấp(?: hơn| trên| khoảng| ít nhất| tối thiểu)?\s*$")


def comparator(at: Setting) -> Comparator:
    """The comparator of a number by the words around it.

    “tăng 769 xã” is a change, “tăng lên 1.200” and “giảm còn 5,35%” are levels.
    """
    return _change(at.before, at.one) or _bound(at)


def _bound(at: Setting) -> Comparator:
    low, one, before = at.low, at.one, at.before
    end = min(at.after, one.end + 60)
    if _UPWARDS.match(low, one.end, end):
        return Comparator.AT_LEAST
    if _DOWNWARDS.match(low, one.end, end):
        return Comparator.AT_MOST
    while not _NEITHER.search(before):
        most, least = _MOST.search(before), _LEAST.search(before)
        if most and (not least or most.start() < least.start()):
            return Comparator.AT_MOST
        if least:
            return Comparator.AT_LEAST
        about = _ABOUT.search(before)
        if about is None:
            break
        before = before[: about.start()]
    return Comparator.EQUAL


def _change(before: str, one: Quantity) -> Comparator | None:
    """Increase or decrease, if the verb that governs the number is one of change."""
    if _GATHER.search(before):
        return Comparator.DECREASE_BY if "giảm" in before[-20:] else Comparator.INCREASE_BY
    if one.unit == "lần" and _GROWN.search(before):
        return Comparator.INCREASE_BY
    spread = _SPREAD.search(before) if one.high is not None else None
    if spread:
        return Comparator.INCREASE_BY if spread[1] == "tăng" else Comparator.DECREASE_BY
    moves = list(_MOVES.finditer(before))
    compared = _SO_VOI.search(before)
    if compared:
        moves = [move for move in moves if move.start() < compared.start()]
    governing = next((move for move in reversed(moves) if move[0] not in _LOOSE), None)
    if governing is None or governing["still"]:
        return None
    if _BROKEN.search(before, governing.end()) and not compared:
        return None
    return Comparator.INCREASE_BY if governing["up"] else Comparator.DECREASE_BY


_LOW_END: Final = re.compile(r"(?:từ|từ mức|từ khoảng|từ chỗ|từ chỉ|từ trên|từ gần|từ hơn)\s*$")
_TO: Final = re.compile(
    r"[^;.]{0,80}?(?<![^\W_])(?:lên|xuống|còn|tăng lên|giảm còn|đến|tới|thành)(?: còn| đạt| trên"
    r"| khoảng| gần| hơn"
    r"| dưới| thành| đến| mức| tới| ít nhất| tối thiểu| không quá| tối đa)*\s*$"
)


def starts_from(low: str, one: Quantity, other: Quantity) -> bool:
    """Whether `one` is the earlier value of `other`, as in “từ A (năm 2020) lên B”."""
    if not _LOW_END.search(low, max(0, one.at - 14), one.at):
        return False
    return other.at - one.end < 90 and _TO.match(low, one.end, other.at) is not None


_TURN: Final = re.compile(r"(?<![^\W_])(?:tăng lên|giảm còn|xuống còn|lên|xuống|còn|đến|tới|thành)")
_LEADING: Final = re.compile(
    r"dẫn đầu|đầu|cả nước|toàn quốc|toàn tỉnh|tốt|cao|có|phát triển|chế biến|khá|mạnh"
)
_RANK: Final = re.compile(
    r"(?<![^\W_])(?:(?P<among>nhóm|tốp|top)|(?P<at>(?:xếp|đứng|vị trí|xếp hạng|vươn lên)(?: ở"
    r"| vị trí| hạng)*(?: thứ)?"
    r"|hạng(?: thứ)?))\s*$"
)


def turn(low: str, before: Quantity, one: Quantity) -> int:
    """Where “lên B” begins between “từ A” and B: the words before it belong to A."""
    turns = [found.start() for found in _TURN.finditer(low, before.end, one.at)]
    return turns[-1] if turns else before.end


def rank(at: Setting) -> Comparator | None:
    """“nhóm 20 tỉnh dẫn đầu”, “xếp thứ 5”: a place in an order, whose unit is hạng."""
    one = at.one
    found = _RANK.search(at.low, max(at.clause, one.at - 30), one.at)
    if found is None or one.rate:
        return None
    if found["among"]:
        leads = _LEADING.search(at.low, one.end, one.end + 60)
        return Comparator.AT_MOST if leads else None
    return Comparator.EQUAL if found["at"] != "hạng" or not one.known else None
