"""Words that tell a commitment from a result, and how strongly.

A weight above 0 leans to a target, below 0 to a result; nothing here decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Cue(NamedTuple):
    """A word and its weight."""

    start: int
    end: int
    weight: float


_WEIGHTS: Final[tuple[tuple[float, str], ...]] = (
    (
        3.0,
        (
            r"phấn đấu|quyết tâm|đặt (?:ra )?mục tiêu|đặt (?:ra )?chỉ tiêu|mục tiêu(?! quốc gia)"
            r"|hướng (?:tới|đến)|đề ra (?:các )?(?:mục tiêu|chỉ tiêu)|chỉ tiêu (?:đến|năm|đề ra"
            r"|chủ yếu"
            r"|cụ thể|phấn đấu|được giao|giao)|kế hoạch đề ra|giao chỉ tiêu|sẽ\b|tầm nhìn"
        ),
    ),
    (
        2.0,
        (
            r"phải\b|dự kiến|nhằm|được giao|yêu cầu|đăng ký|đề ra|đặt ra|xác định|kế hoạch(?! số)"
            r"|bảo đảm|đảm bảo|cần\b|chỉ tiêu|định hướng|dự toán|kỳ vọng|cố gắng|lộ trình|đề nghị"
            r"|trở thành|đưa vào kế hoạch|cam kết|quy hoạch|giao cho|giao\b|dự báo"
        ),
    ),
    (1.5, r"(?<!tính )đến (?:hết |cuối |trước )?năm(?= 2)"),
    (
        1.0,
        (
            r"tập trung|tiếp tục|đẩy mạnh|duy trì|không để|kéo giảm|nâng (?:cao )?(?:tỷ|tỉ) (?:lệ"
            r"|trọng)"
            r"|tối thiểu|ít nhất|không quá|trở lên|hằng năm|hàng năm|mỗi năm|đến hết năm|cơ bản"
            r"|tăng cường"
            r"|thực hiện thành công|thực hiện hoàn thành|tổ chức thực hiện"
        ),
    ),
    (
        -3.0,
        (
            r"(?:đã|vừa)(?! (?:đề ra|đặt ra|được đề ra|xác định|ban hành|định))|ước (?:đạt"
            r"|thực hiện"
            r"|tính"
            r"|tăng|giảm|còn|có|khoảng|cả năm)?"
            r"|(?<!nhằm )(?<!để )(?<!đấu )(?<!sẽ )(?<!phải )(?<!tiêu )đạt được"
            r"|kết quả(?! thực hiện (?:mục|chỉ) tiêu)|tính đến"
            r"|lũy kế|luỹ kế|đến nay|hiện nay|hiện có|hiện tại|hiện(?= (?:đạt|còn|có|đang|là))"
            r"|ghi nhận"
            r"|thực hiện được|vừa qua|thời gian qua|thống kê|giải ngân được"
        ),
    ),
    (
        -2.0,
        (
            r"năm trước|năm ngoái|trước đó|trước đây|vượt|báo cáo|theo số liệu"
            r"|theo đánh giá|tổng kết|qua \d+ năm|sau \d+ năm|trong \d+ năm qua|trung bình mỗi năm"
            r"|bình quân giai đoạn|đánh giá|đứng thứ|xếp thứ|xếp hạng"
            r"|được (?:[^,;.]{0,30} )?công nhận|nhờ (?:đó|vậy)|tuy nhiên|mới (?:đạt|có|chỉ)"
            r"|chỉ (?:đạt|còn|có|chiếm|bằng)|chưa đạt|qua các năm|qua kiểm tra|qua đánh giá"
            r"|đón được"
            r"|thu hút được"
        ),
    ),
    (-1.0, r"hoàn thành|thực hiện|gồm|có(?= \d)|tổng số|hiện\b|bằng(?= \d)"),
)
_AFTER: Final = re.compile(
    r"(?P<told>cùng kỳ|so với|so cùng|(?:cao|thấp|nhiều|ít) hơn|năm trước|hiện nay|năm ngoái)"
    r"|(?P<aim>trở lên|trở xuống|vào (?:cuối )?năm 20|mỗi năm|hằng năm|hàng năm)"
)
_CUES: Final = re.compile(
    "|".join(
        rf"(?P<w{i}>(?<![^\W_])(?:{words})(?![^\W_]))" for i, (_, words) in enumerate(_WEIGHTS)
    )
)
_SPENT: Final = re.compile(
    r"(?:so với|vượt(?: mức)?|bằng [0-9.,]+ ?%|đạt [0-9.,]+ ?%|[0-9] ?%|hoàn thành|thực hiện"
    r"|đạt(?: được)?"
    r"|[0-9] |triển khai|chương trình|không đạt|(?:các|những|một số))"
    r" (?:so với )?(?:các |những |toàn bộ |tổng )?$"
)
_PLANNED: Final = ("mục tiêu", "chỉ tiêu", "kế hoạch", "dự toán", "đề ra", "được giao")
_TITLE_RESULT: Final = re.compile(
    r"kết quả|tình hình|đạt được|hạn chế|khuyết điểm|ưu điểm|thực trạng|đánh giá|tồn tại"
    r"|nguyên nhân"
    r"|thành tựu|tổng kết|sơ kết|nhìn lại|bối cảnh|hiện trạng"
)
_TITLE_TARGET: Final = re.compile(
    r"mục tiêu|chỉ tiêu|phương hướng|kế hoạch|nhiệm vụ|giải pháp|phấn đấu|định hướng|dự kiến"
    r"|lộ trình"
    r"|tầm nhìn|chương trình hành động|dự toán|quyết nghị|nghị quyết"
)


def after(low: str, start: int, end: int) -> float:
    """What the words right behind a number say: those before it decide, these only lean."""
    found = _AFTER.search(low, start, end)
    if found is None:
        return 0.0
    return -1.2 if found["told"] else 0.6


def cues(text: str, low: str, start: int, end: int) -> Iterator[Cue]:
    """The cues between `start` and `end`, in order; a name (Cần Giờ) is none.

    A plan that was measured against (“vượt chỉ tiêu”, “đạt 102% kế hoạch”) is no aim: it is left
    out.
    """
    for found in _CUES.finditer(low, start, end):
        word = found[0]
        if text[found.start()].isupper() and _inside(text, start, found.start()):
            continue
        weight = _WEIGHTS[int((found.lastgroup or "w0")[1:])][0]
        if (
            weight > 0
            and word.startswith(_PLANNED)
            and (_SPENT.search(low, max(start, found.start() - 24), found.start()))
        ):
            continue
        yield Cue(found.start(), found.end(), weight)


def _inside(text: str, start: int, at: int) -> bool:
    """Whether a capital letter at `at` stands within a sentence, where it makes a name."""
    return bool(text[start:at].strip()) and text[:at].rstrip()[-1:] not in '.:;"(-+'


def lean(text: str, low: str, start: int, end: int) -> float:
    """To which side a line as a whole leans, between -3 and 3."""
    total = sum(cue.weight for cue in cues(text, low, start, end))
    return max(-3.0, min(3.0, total))


def title_lean(title: str) -> float:
    """To which side a heading leans: the first word that says anything decides."""
    result, target = _TITLE_RESULT.search(title), _TITLE_TARGET.search(title)
    if result and (not target or result.start() < target.start()):
        return -2.0
    return 2.0 if target else 0.0
