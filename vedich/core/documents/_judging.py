"""Whether a quantity is an item, and which: weights of what stands around it, added up.

No single word decides: “xây dựng 11 chi bộ” is a target under “đề ra mục tiêu” and a result
after “đã”. The weights are few, named here, and tried on texts that were not used to set them.
"""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents._cues import Cue, after
from vedich.core.documents._proposals import Kind
from vedich.core.documents._quantities import Quantity
from vedich.core.documents._sentences import Sentence


_PREDICATE: Final = re.compile(
    r"(?<![^\W_])(?:đạt|còn|là|có|chiếm|tăng|giảm|lên|xuống|khoảng|ước|được|xây dựng|hoàn thành|thành lập|công nhận"
    r"|kết nạp|phát triển|giải quyết|hỗ trợ|đào tạo|thu hút|bê tông hóa|trồng|tổ chức|huy động|thu|đóng góp|thêm|bằng"
    r"|duy trì|giữ|xóa|tạo|cấp|thực hiện|đưa|đón|giải ngân|sản xuất|xuất khẩu|tiếp nhận|xử lý|ban hành|khởi công"
    r"|nâng cấp|sửa chữa|cải tạo|lắp đặt|cung cấp|vượt|trên|dưới|hơn|gần|tối thiểu|ít nhất|không quá|tối đa|mới|từ"
    r"|đến|phấn đấu|mỗi năm|bình quân|trung bình|gấp|phục vụ|bảo đảm|đảm bảo|thoát nghèo|với|số|mức|lần lượt|tiêm"
    r"|triển khai|kiểm tra|giám sát|phát hiện|điều tra|khen thưởng|nâng|hạ|kéo|đầu tư|bố trí|phân bổ|đăng ký|hơn nữa)"
    r"(?: (?:được|thêm|mới|cho|về|tới|đến|khoảng|gần|là|tổng cộng|tổng số|tối thiểu|ít nhất|trên|hơn|từ|có|đạt"
    r"|bình quân|đối với|đủ|ra|lên|xuống|còn|mức|dưới|không quá))*\s*[:\"(]?\s*$"
)
_GIVES: Final = re.compile(
    r"(?<![^\W_])(?:giải quyết|tạo|hỗ trợ|đào tạo|cấp|tặng|mở|dạy|tập huấn|bồi dưỡng|khám|tư vấn|giới thiệu|xây dựng"
    r"|vay|giúp|chi trả|tiêm)[^,;.:]{0,50} (?:cho|được)(?: (?:khoảng|gần|trên|hơn|từ|ít nhất|tối thiểu))*\s*$"
)
_DETERMINED: Final = re.compile(
    r"(?<![^\W_])(?:cả|các|những|thuộc|tại|ở|của|giữa|trong|trong số|ngoài|cùng|theo|sau|trước|qua|suốt|mỗi|từng|toàn bộ|trên địa bàn"
    r"|hai bên|nhóm|bằng|giữ|tất cả|vòng|kéo dài|đúng|lúc|từ|hơn|khoảng|gần)\s*$"
)
_OVER_TIME: Final = re.compile(
    r"(?:(?:năm|tháng|ngày|giờ|tuần|quý|phút|thập kỷ|thế kỷ|nhiệm kỳ|giây|tiếng|buổi|đêm|khóa|mùa)(?![^\W_]))"
)
_COSTS: Final = re.compile(
    r"(?:kinh phí|tổng mức đầu tư|trị giá|mức hỗ trợ|định mức|đơn giá|giá bán|giá(?! trị)|suất đầu tư|phạt|mức phạt|lương|học phí|vay|tiền)"
    r"[^,;.]{0,40}$"
)
_SIZES: Final = re.compile(
    r"(?<![^\W_])(?:dài|rộng|cao|sâu|nặng|công suất|quy mô|cự ly|khoảng cách|nhiệt độ|khổ|trọng tải)"
    r"(?: (?:khoảng|gần|trên|hơn|từ|là|tối thiểu))*\s*$"
)
_CLOSED: Final = re.compile(r"\s*(?:[,;.)]|trở lên|/|$)")
_FOLLOWS: Final = re.compile(
    r"[^;.]{0,60}?(?<![^\W_])(?:đạt|được|có|hoàn thành|tham gia|sử dụng|trở lên|thoát nghèo|là|tăng|giảm|chiếm|áp dụng|kết nối"
    r"|thực hiện|xây dựng|không|đều)(?![^\W_])"
)
_AIM: Final = re.compile(
    r"\s*(?:[-+*•]\s*|[a-zđ0-9]{1,2}[.)]\s*)?(?:giảm|tăng|phát triển|xây dựng|nâng|đưa|duy trì|giữ|tạo|giải quyết|bê tông hóa"
    r"|trồng|kết nạp|hoàn thành|thu hút|đào tạo|huy động|thành lập|hỗ trợ|xóa|cấp|bảo đảm|đảm bảo|phủ|kéo giảm|hạ|mỗi|tổ chức"
    r"|củng cố|có|100 ?%|hàng năm|hằng năm)(?![^\W_])"
)


def is_item(low: str, sentence: Sentence, clause: int, one: Quantity, after: int, near: list[Cue]) -> bool:
    """Whether a number is worth a person's look: counted, said of something, not a side remark."""
    before, behind = low[clause : one.at], low[one.end : after]
    unit = low[one.number_end : one.end].strip()
    if _OVER_TIME.match(unit) and one.of is None:
        return False
    score = 0.0
    if one.rate:
        score += 1.2
    elif one.known:
        score += 0.7
    elif not unit:
        score -= 1.2
    else:
        score -= 0.2
    if one.of is not None and unit:
        score += 0.8
    if one.worded:
        score -= 0.4
    if _PREDICATE.search(before):
        score += 0.8
    elif _GIVES.search(before):
        score += 0.8
    elif before.strip() and _DETERMINED.search(before) and not one.rate:
        score -= 1.2
    if not before.strip(" -+*•\"'(") or before.rstrip().endswith((",", ":", "(", ";")):
        score += 0.3
    if _FOLLOWS.match(behind):
        score += 0.4
    if _COSTS.search(before):
        score -= 1.0
    if _SIZES.search(before):
        score -= 1.2
    if one.known and before.strip() and _CLOSED.match(behind):
        score += 0.3
    if near:
        score += 0.4
    if sentence.above:
        score += 0.2
    return score >= 1.0


_SET: Final = re.compile(
    r"(?:so với )?(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|nghị quyết)[^,;.()0-9]{0,50}"
    r"(?:\((?:[^()0-9]{0,30})|(?:giao|đề ra|đặt ra) là |là )(?:trên |dưới |tối thiểu |ít nhất |khoảng |đạt )?$"
)


def is_set(low: str, sentence: Sentence, one: Quantity) -> bool:
    """Whether the number is said to be the plan itself: “so với chỉ tiêu giao (3.400 tỷ đồng)”."""
    return _SET.search(low, max(sentence.start, one.at - 80), one.at) is not None


def kind_of(
    low: str,
    sentence: Sentence,
    clause: int,
    one: Quantity,
    near: list[Cue],
    behind: int,
    own: tuple[int, int] | None,
    written: int | None,
    usual: float,
) -> Kind:
    """Target or result. `behind` is where the words after the number end, `own` are the years named for the number, `written` is that of the text.

    `usual` is what the text, and the item before, lean to.
    """
    if is_set(low, sentence, one):
        return Kind.TARGET
    left = [cue for cue in near if cue.end <= one.at]
    here = [cue for cue in left if ";" not in low[cue.end : one.at]]
    score = 0.0
    if here:
        score += here[-1].weight + 0.4 * sum(cue.weight for cue in here[:-1][-3:])
    elif left:
        score += 0.7 * (left[-1].weight + 0.3 * sum(cue.weight for cue in left[:-1][-3:]))
    score += after(low, one.end, behind)
    score += _by_year(own, written) if own else 0.2 * _by_year(
        (sentence.year, sentence.year) if sentence.year else None, written
    )
    score += 0.6 * sentence.above
    score += usual
    if _AIM.match(low, sentence.start, one.at) or _AIM.match(low, clause, one.at):
        score += 0.4
    return Kind.TARGET if score > 0 else Kind.RESULT


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
    r"(?<![^\W_])(?:và|bằng|tăng|giảm|còn|lên|xuống|vượt|chiếm|là|với|đến|tới|hoặc|trong đó)(?![^\W_])"
)


def is_nested(low: str, before: Quantity, one: Quantity) -> bool:
    """Whether `one` only describes what `before` counts: “10 xã dưới 5 tiêu chí”."""
    between = low[before.end : one.at]
    if one.of is not None or before.rate or not _NESTED.fullmatch(between):
        return False
    if _OWN_VERB.search(between):
        return False
    if re.search(r"(?<![^\W_])đạt(?![^\W_])", between):
        return one.unit in ("tiêu chí", "chỉ tiêu") or "từ" in between
    return True
