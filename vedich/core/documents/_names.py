"""What a number is of, the words it stands in, and the names a set lists."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._quantities import Quantity


_STOP: Final = re.compile(r"[;]|[.!?…](?=\s|$)|\n")
_SOFT: Final = re.compile(r", | và (?=[^,;.]{0,60}?[0-9])|[()]")
_OPENERS: Final = re.compile(
    r"^(?:[-+*•–\s\"'(),:;]|[a-zđ]\)|\(?[0-9]{1,2}[.)](?= )|(?:phấn đấu|mục tiêu|chỉ tiêu|đến|hết|cuối|trong đó|trong|cụ thể|riêng|đồng thời"
    r"|và|để|nhằm|với|ước|đã|sẽ|phải|cần|dự kiến|tiếp tục|nâng|đưa|kéo giảm|giảm|tăng|phát triển|xây dựng|hoàn thành|có thêm|có|đạt|bảo đảm"
    r"|đảm bảo|tính|theo đó|nhờ đó|được|giữ|duy trì|là|còn|thực hiện|khoảng|hiện|toàn tỉnh|toàn huyện|toàn xã|cả nước|năm [0-9]{4}"
    r"|đến năm [0-9]{4}|quý [ivx0-9]+|bình quân|trên|hơn|tối thiểu|ít nhất|dưới|không quá|từ|mức|cho|số)(?![^\W_]))\s*",
    re.IGNORECASE,
)
_CLOSERS: Final = re.compile(
    r"(?:[-,:;(\"'\s]|(?<![^\W_])(?:đạt|còn|là|có|chiếm|tăng|giảm|lên|xuống|khoảng|ước|được|thêm|bằng|từ|đến|trên|dưới|hơn|gần"
    r"|tối thiểu|ít nhất|không quá|tối đa|bình quân|ở mức|phấn đấu|giảm còn|tăng lên|mức|xuống còn|nhanh|với|tới|trung bình|chỉ|phải"
    r"|đã|sẽ|năm [0-9]{4}|và|không thấp hơn|không dưới|mỗi năm|hàng năm|hằng năm))$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s*(?:trở lên|trở xuống)?[\s,]*([^,;.:()]{2,120})")
_NAMES: Final = re.compile(r"\s*(?:[^,;.:()]{0,60}?)(?:\(|: ?|, gồm:? |gồm:? |là:? |như:? )([^;.()]{4,400})")
_SPLIT: Final = re.compile(r",\s*(?:và\s+)?|\s+và\s+|\s*;\s*")
_PROPER: Final = re.compile(r"(?:(?:xã|phường|thị trấn|ấp|huyện|thôn|khóm|tỉnh|quận|thị xã|thành phố|đặc khu) )?[A-ZĐÀ-Ỹ]")
_LONGEST: Final = 300


def clause_start(low: str, sentence: int, previous: int, at: int) -> int:
    """Where the words begin that belong to a number at `at`; `previous` ends the number before."""
    floor = max(sentence, previous)
    start = floor
    for found in _STOP.finditer(low, floor, at):
        start = found.end()
    return start


def quote(low: str, start: int, one: Quantity, end: int) -> tuple[int, int]:
    """The span of the words a number stands in, from its clause to where the next begins."""
    stop = end
    hard = _STOP.search(low, one.end, end)
    if hard:
        stop = hard.start()
    soft = _SOFT.search(low, one.end, stop)
    if soft:
        closes = soft[0] == "("
        stop = soft.start() if not closes else soft.start()
    while start < one.at and (low[start].isspace() or low[start] in ",;:.-+*•)"):
        start += 1
    if one.at - start > _LONGEST:
        cut = low.rfind(", ", start, one.at)
        start = cut + 2 if cut > 0 else one.at - _LONGEST
    while stop > one.end and low[stop - 1].isspace():
        stop -= 1
    return start, max(stop, one.end)


def name(text: str, low: str, start: int, one: Quantity, end: int) -> str:
    """What is counted, in the document's words: those before the number, else those after it."""
    before = text[start : one.at]
    cut = before.rfind(", ")
    if cut > 0 and len(before) - cut > 18:
        before = before[cut + 2 :]
    before = _trimmed(before)
    unit = re.sub(r"^(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)(?: (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))*(?![^\W_])\s*", "", one.unit)
    found = _AFTER.match(text, one.end, end)
    after = found[1].strip() if found else ""
    if len(before) > 5 and (one.rate or not unit or "/" in unit or not after):
        return before
    counted = f"{unit} {after}".strip() if not one.rate else after
    if len(before) > 12 and not one.rate:
        return before
    return counted or before or unit


def _trimmed(words: str) -> str:
    changed = True
    while changed:
        shorter = _OPENERS.sub("", words.strip(), count=1)
        shorter = _CLOSERS.sub("", shorter.rstrip())
        changed = shorter != words
        words = shorter
    return words.strip(" -,:;(")


def members(text: str, one: Quantity, end: int) -> tuple[str, ...]:
    """The names of a set, “4 xã: A, B, C, D”, if there are as many as the number says."""
    if one.value != int(one.value) or not 1 < one.value <= 60 or one.rate:
        return ()
    found = _NAMES.match(text, one.end, end)
    if found is None:
        return ()
    names = [part.strip() for part in _SPLIT.split(found[1]) if part.strip()]
    names = [part for part in names if _PROPER.match(part)]
    names = [re.sub(r"^(?:các xã|xã|phường|thị trấn) ", "", part) for part in names]
    return tuple(names) if len(names) == int(one.value) else ()
