"""What a number is of, the words it stands in, and the names a set lists."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._setting import Setting


_STOP: Final = re.compile(r"[;]|[.!?…](?=\s|$)|\n")
_SOFT: Final = re.compile(
    r", (?=[^;.]*[0-9])|, (?=(?:trong đó|góp phần|nhằm|để|phấn đấu|tạo|bảo đảm|đảm bảo|gắn|qua đó"
    r"|từ đó|đồng thời|nhất là|đặc biệt)(?![^\W_]))| và (?=[^,;.]{0,60}?[0-9])|[()]"
)
_OPENERS: Final = re.compile(
    r"^(?:[-+*•–\s\"'(),:;]|[a-zđ]\)|\(?[0-9]{1,2}[.)](?= )|(?:phấn đấu|mục tiêu|chỉ tiêu|đến|hết"
    r"|cuối|trong đó|trong|cụ thể|riêng|đồng thời"
    r"|và|để|nhằm|với|ước|đã|sẽ|phải|cần|dự kiến|tiếp tục|nâng|đưa|kéo giảm|giảm|tăng|phát triển"
    r"|xây dựng|hoàn thành|có thêm|có|đạt|bảo đảm"
    r"|đảm bảo|tính|theo đó|nhờ đó|được|giữ|duy trì|là|còn|thực hiện|khoảng|hiện|toàn tỉnh"
    r"|toàn huyện|toàn xã|cả nước|năm [0-9]{4}"
    r"|đến năm [0-9]{4}|quý [ivx0-9]+|bình quân|trên|hơn|tối thiểu|ít nhất|dưới|không quá|từ|mức"
    r"|cho|số)(?![^\W_]))\s*",
    re.IGNORECASE,
)
_CLOSERS: Final = re.compile(
    r"(?:[-,:;(\"'\s]|(?<![^\W_])(?:đạt|còn|là|có|chiếm|tăng|giảm|trở lên|trở|lên|xuống|khoảng"
    r"|ước|được|thêm"
    r"|bằng|từ|đến|trên|dưới|hơn|gần"
    r"|tối thiểu|ít nhất|không quá|tối đa|bình quân|ở mức|phấn đấu|giảm còn|tăng lên|mức"
    r"|xuống còn|nhanh|với|tới|trung bình|chỉ|phải"
    r"|đã|sẽ|năm [0-9]{4}|và|không thấp hơn|không dưới|mỗi năm|hàng năm|hằng năm))$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s*(?:trở lên|trở xuống)?[\s,]*([^,;.:()]{2,120})")
_NAMES: Final = re.compile(
    r"\s*(?:[^,;.:()]{0,60}?)(?:\(|: ?|, gồm:? |gồm:? |là:? |như:? )([^;.()]{4,400})"
)
_SPLIT: Final = re.compile(r",\s*(?:và\s+)?|\s+và\s+|\s*;\s*")
_PROPER: Final = re.compile(
    r"(?:(?:xã|phường|thị trấn|ấp|huyện|thôn|khóm|tỉnh|quận|thị xã|thành phố|đặc khu) )?[A-ZĐÀ-Ỹ]"
)
_KIND: Final = re.compile(r"^(?:các xã|xã|phường|thị trấn) ")
_SCALES: Final = re.compile(
    r"^(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)(?: (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))*(?![^\W_])\s*"
)
_COMPARES: Final = re.compile(r"$|so với|so cùng|cùng kỳ|(?:theo |của )?(?:kế hoạch|dự toán)")
_DEED: Final = re.compile(
    r"(?:thành lập|vận động|cung ứng|kết nạp|trồng|giải quyết|tạo|đào tạo|mở|tổ chức|công nhận"
    r"|hỗ trợ|cấp|thu hút"
    r"|giới thiệu|khởi công|sửa chữa|lắp đặt|bồi dưỡng|kiểm tra|giám sát|xóa|tuyển)"
    r"(?: (?:mới|thêm|cho|được|việc làm|việc làm mới|thị trường|ra|thành lập))*",
    re.IGNORECASE,
)
_LONGEST: Final = 300
_MOST_NAMES: Final = 60
_A_NAME: Final = 5
_LONG_NAME: Final = 12
_A_SUBJECT: Final = 7


def clause_start(low: str, floor: int, at: int) -> int:
    """Where the clause begins that holds `at`, not before `floor`."""
    start = floor
    for found in _STOP.finditer(low, floor, at):
        start = found.end()
    return start


def quote(at: Setting) -> tuple[int, int]:
    """The span of the words a number stands in: from its clause to where the next begins."""
    low, one = at.low, at.one
    start, stop = at.since, at.sentence.end
    for sign in (_STOP, _SOFT):
        found = sign.search(low, one.end, stop)
        stop = found.start() if found else stop
    while start < one.at and not low[start].isalnum():
        start += 1
    if one.at - start > _LONGEST:
        cut = low.rfind(", ", start, one.at)
        start = cut + 2 if cut > 0 else one.at - _LONGEST
    while stop > one.end and low[stop - 1].isspace():
        stop -= 1
    return start, stop


def name(at: Setting, start: int, inherited: str) -> str:
    """What is counted, in the document's words: those before the number, else those after it.

    A change or a percentage without a subject of its own (“tăng 12,5% so với cùng kỳ”) is of what
    the number before it was of: `inherited`.
    """
    text, one = at.view.text, at.one
    before = text[start : one.at]
    cut = before.rfind(", ")
    if cut > 0 and len(before) - cut > _A_SUBJECT:
        before = before[cut + 2 :]
    before = _trimmed(before)
    found = _AFTER.match(text, one.end, at.sentence.end)
    after = found[1].strip() if found else ""
    unit = _SCALES.sub("", one.unit)
    if _DEED.fullmatch(before) and (unit or after):
        # “Thành lập mới 45 doanh nghiệp”: what is done, and to what
        return f"{before} {after if one.rate else unit or after}".strip()
    if _COMPARES.match(after.lower()):
        return before or inherited
    if len(before) > _A_NAME and (one.rate or not unit or "/" in unit or not after):
        return before
    if len(before) > _LONG_NAME and not one.rate:
        return before
    counted = after if one.rate else f"{unit} {after}".strip()
    return counted or before or inherited


def _trimmed(words: str) -> str:
    changed = True
    while changed:
        shorter = _OPENERS.sub("", words.strip(), count=1)
        shorter = _CLOSERS.sub("", shorter.rstrip())
        changed = shorter != words
        words = shorter
    return words.strip(" -,:;(")


def members(at: Setting) -> tuple[tuple[str, ...], int]:
    """The names of a set, “4 xã: A, B, C, D”, and where they end.

    Only if there are as many as the number says; else none, and the end of the number.
    """
    one = at.one
    if one.value != int(one.value) or not 1 < one.value <= _MOST_NAMES or one.rate:
        return (), one.end
    found = _NAMES.match(at.view.text, one.end, at.sentence.end)
    if found is None:
        return (), one.end
    parts = (part.strip() for part in _SPLIT.split(found[1]))
    names = tuple(_KIND.sub("", part) for part in parts if _PROPER.match(part))
    if len(names) != int(one.value):
        return (), one.end
    return names, found.start(1) + len(found[1].rstrip())
