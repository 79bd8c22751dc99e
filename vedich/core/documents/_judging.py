"""Whether a quantity is an item, and which: weights of what stands around it, added up.

No single word decides: “xây dựng 11 chi bộ” is a target under “đề ra mục tiêu” and a result
after “đã”. The weights are few, named here, and tried on texts that were not used to set them.
"""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._cues import after
from vedich.core.documents._proposals import Kind
from vedich.core.documents._quantities import Quantity
from vedich.core.documents._setting import Setting


_PREDICATE: Final = re.compile(
    r"(?<![^\W_])(?:đạt|còn|là|có|chiếm|tăng|giảm|lên|xuống|khoảng|ước|được|xây dựng|hoàn thành"
    r"|thành lập|công nhận"
    r"|kết nạp|phát triển|giải quyết|hỗ trợ|đào tạo|thu hút|bê tông hóa|trồng|tổ chức|huy động"
    r"|thu|đóng góp|thêm|bằng"
    r"|duy trì|giữ|xóa|tạo|cấp|thực hiện|đưa|đón|giải ngân|sản xuất|xuất khẩu|tiếp nhận|xử lý"
    r"|ban hành|khởi công"
    r"|nâng cấp|sửa chữa|cải tạo|lắp đặt|cung cấp|vượt|trên|dưới|hơn|gần|tối thiểu|ít nhất"
    r"|không quá|tối đa|mới|từ"
    r"|đến|phấn đấu|mỗi năm|bình quân|trung bình|gấp|phục vụ|bảo đảm|đảm bảo|thoát nghèo|với|số"
    r"|mức|lần lượt|tiêm"
    r"|triển khai|kiểm tra|giám sát|phát hiện|điều tra|khen thưởng|nâng|hạ|kéo|đầu tư|bố trí"
    r"|phân bổ|đăng ký|hơn nữa)"
    r"(?: (?:được|thêm|mới|cho|về|tới|đến|khoảng|gần|là|tổng cộng|tổng số|tối thiểu|ít nhất|trên"
    r"|hơn|từ|có|đạt"
    r"|bình quân|đối với|đủ|ra|lên|xuống|còn|mức|dưới|không quá))*\s*[:\"(]?\s*$"
)
_GIVES: Final = re.compile(
    r"(?<![^\W_])(?:giải quyết|tạo|hỗ trợ|đào tạo|cấp|tặng|mở|dạy|tập huấn|bồi dưỡng|khám|tư vấn"
    r"|giới thiệu|xây dựng"
    r"|vay|giúp|chi trả|tiêm)[^,;.:]{0,50} (?:cho|được)(?: (?:khoảng|gần|trên|hơn|từ|ít nhất"
    r"|tối thiểu))*\s*$"
)
_DETERMINED: Final = re.compile(
    r"(?<![^\W_])(?:cả|các|những|thuộc|tại|ở|của|giữa|trong|trong số|ngoài|cùng|theo|sau|trước"
    r"|qua|suốt|mỗi|từng|toàn bộ|trên địa bàn"
    r"|hai bên|nhóm|bằng|giữ|tất cả|vòng|kéo dài|đúng|lúc|từ|hơn|khoảng|gần)\s*$"
)
_OVER_TIME: Final = re.compile(
    r"(?:(?:năm|tháng|ngày|giờ|tuần|quý|phút|thập kỷ|thế kỷ|nhiệm kỳ|giây|tiếng|buổi|đêm|khóa"
    r"|mùa|sao)(?![^\W_]))"
)
_COSTS: Final = re.compile(
    r"(?:kinh phí|tổng mức đầu tư|trị giá|mức hỗ trợ|định mức|đơn giá|giá bán|giá(?! trị)"
    r"|suất đầu tư|phạt|mức phạt|lương|học phí|vay|tiền)"
    r"[^,;.]{0,40}$"
)
_SIZES: Final = re.compile(
    r"(?<![^\W_])(?:dài|rộng|cao|sâu|nặng|công suất|quy mô|cự ly|khoảng cách|nhiệt độ|khổ"
    r"|trọng tải)"
    r"(?: (?:khoảng|gần|trên|hơn|từ|là|tối thiểu))*\s*$"
)
_LIFESPAN: Final = re.compile(r"tuổi thọ|bình quân|trung bình")
_MEASURED: Final = re.compile(
    r"(?:nghìn |ngàn |vạn |triệu |tỷ |tỉ )*(?:đồng|usd|đô la|tấn|tạ|ha|kg|lít|kwh|mw|m2|m3|teu)\b"
)
_OUT_OF: Final = re.compile(r"(?:trên|trong) (?:tổng )?số(?: có)?\s*$")
_CLOSED: Final = re.compile(r"\s*(?:[,;.)]|trở lên|/|$)")
_FOLLOWS: Final = re.compile(
    r"[^;.]{0,60}?(?<![^\W_])(?:đạt|được|có|hoàn thành|tham gia|sử dụng|trở lên|thoát nghèo|là"
    r"|tăng|giảm|chiếm|áp dụng|kết nối"
    r"|thực hiện|xây dựng|không|đều)(?![^\W_])"
)
_AIM: Final = re.compile(
    r"\s*(?:[-+*•]\s*|[a-zđ0-9]{1,2}[.)]\s*)?(?:giảm|tăng|phát triển|xây dựng|nâng|đưa|duy trì"
    r"|giữ|tạo|giải quyết|bê tông hóa"
    r"|trồng|kết nạp|hoàn thành|thu hút|đào tạo|huy động|thành lập|hỗ trợ|xóa|cấp|bảo đảm|đảm bảo"
    r"|phủ|kéo giảm|hạ|mỗi|tổ chức"
    r"|củng cố|có|100 ?%|hàng năm|hằng năm)(?![^\W_])"
)


_OWN_WORDS: Final = " -+*•\"'("
_ENOUGH: Final = 1.0


def is_item(at: Setting) -> bool:
    """Whether a number is worth a person's look: counted, said of something, not a side remark."""
    one, before, behind = at.one, at.before, at.behind
    unit = one.unit
    if _OVER_TIME.match(unit) and one.of is None:
        return False
    if one.unit == "tuổi" and not _LIFESPAN.search(before):
        return False
    said = (_PREDICATE.search(before) or _GIVES.search(before)) and not _OUT_OF.search(before)
    measured = one.rate or _MEASURED.match(one.unit)
    opens = not before.strip(_OWN_WORDS) or before.rstrip().endswith((",", ":", "(", ";"))
    weights = (
        (1.2, one.rate),
        (0.7, one.known and not one.rate),
        (-0.2, bool(unit) and not one.known),
        (-1.2, not unit),
        (0.8, one.of is not None and bool(unit)),
        (-0.4, one.worded),
        (0.8, said),
        (-1.2, not said and not measured and _DETERMINED.search(before)),
        (-0.6, _OUT_OF.search(before)),
        (0.3, opens),
        (0.4, _FOLLOWS.match(behind)),
        (0.3, one.known and before.strip() and _CLOSED.match(behind)),
        (-1.0, _COSTS.search(before)),
        (-1.2, not one.rate and _SIZES.search(before)),
        (0.4, at.cues),
        (0.2, at.sentence.above),
    )
    return sum(weight for weight, holds in weights if holds) >= _ENOUGH


_SET: Final = re.compile(
    r"(?:so với )?(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết)[^,;.()0-9]{0,50}"
    r"(?:\((?:[^()0-9]{0,30})|(?:giao|đề ra|đặt ra) là |là )(?:trên |dưới |tối thiểu |ít nhất "
    r"|khoảng |đạt )?$"
)


_RECALLED: Final = re.compile(r"\([^()]{0,30}(?:19|20)[0-9]{2}[^()]{0,30}$")


def is_set(at: Setting) -> bool:
    """Whether the number is said to be the plan itself: “so với chỉ tiêu giao (3.400 tỷ đồng)”."""
    start = max(at.sentence.start, at.one.at - 80)
    return _SET.search(at.low, start, at.one.at) is not None


def kind_of(at: Setting, years: tuple[int, int] | None, written: int | None, usual: float) -> Kind:
    """Target or result. `years` are those named for the number, `written` is that of the text.

    `usual` is what the text, and the item before, lean to.
    """
    if is_set(at):
        return Kind.TARGET
    if years and written and years[1] < written and _RECALLED.search(at.before):
        return Kind.RESULT
    named = at.sentence.year
    near = (named, named) if named else None
    score = (
        usual
        + _by_cues(at)
        + after(at.low, at.one.end, at.after)
        + (_by_year(years, written) if years else 0.2 * _by_year(near, written))
        + 0.6 * at.sentence.above
        + (0.4 if _orders(at) else 0.0)
    )
    return Kind.TARGET if score > 0 else Kind.RESULT


def _by_cues(at: Setting) -> float:
    """The nearest cue before the number counts whole, those before it less; “;” keeps some out."""
    left = [cue for cue in at.cues if cue.end <= at.one.at]
    here = [cue for cue in left if ";" not in at.low[cue.end : at.one.at]]
    share, counted = (0.4, here) if here else (0.21, left)
    if not counted:
        return 0.0
    nearest = counted[-1].weight * (1.0 if here else 0.7)
    return nearest + share * sum(cue.weight for cue in counted[-4:-1])


def _orders(at: Setting) -> bool:
    """Whether the sentence or the clause begins as an order does: “Giảm …”, “Kết nạp …”."""
    starts = (at.sentence.start, at.opening)
    return any(_AIM.match(at.low, start, at.one.at) for start in starts)


def _by_year(years: tuple[int, int] | None, written: int | None) -> float:
    """A period still to come leans to a target, one that is over to a result."""
    if years is None or written is None:
        return 0.0
    first, last = years
    if last > written:
        return 2.5 if first == last or first >= written - 1 else 0.8
    return -2.0 if last < written else 0.0


_NESTED: Final = re.compile(r"[^,;:()]{0,40}")
_OWN_VERB: Final = re.compile(
    r"(?<![^\W_])(?:và|bằng|tăng|giảm|còn|lên|xuống|vượt|chiếm|là|với|đến|tới|hoặc"
    r"|trong đó)(?![^\W_])"
)


def is_nested(low: str, before: Quantity, one: Quantity) -> bool:
    """Whether `one` only describes what `before` counts: “10 xã dưới 5 tiêu chí”."""
    between = low[before.end : one.at]
    if one.of is not None or before.rate or not _NESTED.fullmatch(between):
        return False
    if _OWN_VERB.search(between):
        return False
    reaches = re.search(r"(?<![^\W_])đạt(?![^\W_])", between) is not None
    return not reaches or one.unit in ("tiêu chí", "chỉ tiêu") or "từ" in between
