"""The words of tasks: verbs that say what to do, times by which, labels of an action programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal


_LETTER: Final = r"[^\W\d_]"
_YEAR: Final = r"(?:19|20)[0-9]{2}"

_VERBS: Final = (
    # what binds or leads
    "chủ trì|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|phối hợp|(?<!cơ quan )tham mưu|cần|phải|sẽ"
    # how it is done: the name ends here as well
    "|tiếp tục|thường xuyên|nghiêm túc|kịp thời|khẩn trương|chủ động|tích cực|định kỳ|hằng năm"
    "|hàng năm|hằng quý|hàng quý|căn cứ|theo chức năng|theo lĩnh vực|theo thẩm quyền"
    "|theo nhiệm vụ|trực tiếp|trên cơ sở|dựa trên|làm tốt|tập trung"
    "|tăng cường|đẩy mạnh|phấn đấu|quan tâm|ưu tiên|giúp(?! việc)"
    # what is done
    "|xây dựng|ban hành|theo dõi|đôn đốc|giám sát|triển khai|rà soát|thực hiện|lãnh đạo|chỉ đạo"
    "|tuyên truyền|cụ thể hóa|thể chế hóa|báo cáo|tổng hợp|bố trí|phân bổ|cân đối|huy động|vận động"
    "|quán triệt|đề xuất|nghiên cứu|hoàn thành|hoàn thiện|phát huy|thẩm định|nâng cao|đổi mới"
    "|phát động|tham gia|bảo đảm|đảm bảo|xử lý|giải quyết|hỗ trợ|cung cấp|công bố|công khai"
    "|khai thác|phổ biến|biên soạn|chuẩn bị|củng cố|kiện toàn|phân công|lồng ghép|thành lập|đăng ký"
    "|sơ kết|tổng kết|xác định|sắp xếp|bồi dưỡng|khảo sát|thu hút|chấn chỉnh|kết nạp|giới thiệu"
    "|ký kết|vận hành|cập nhật|số hóa|nhân rộng|nắm|phản ánh|sửa chữa|khắc phục|duy trì|giữ vững"
    "|sử dụng|nghiệm thu|đánh giá|tiếp nhận|tiếp xúc|kết nối|xem xét|phê duyệt|thông báo|niêm yết"
    "|tuần tra|ngăn chặn|chỉnh trang|chi trả|bình xét|khen thưởng|lựa chọn|quyết định|điều tra"
    "|góp ý|lấy ý kiến|rút kinh nghiệm|đưa|hòa giải|quy hoạch|xúc tiến|mời gọi|kêu gọi|nâng cấp"
    "|cải tạo|mở rộng|tôn tạo|bảo tồn|phân loại|thu gom|đấu tranh|trấn áp|tháo gỡ|thu thập|dự báo"
    "|phân tích|kiến nghị|đối thoại|nêu gương|gương mẫu|cam kết|soạn thảo|điều chỉnh|bổ sung"
    "|sửa đổi|tích hợp|chia sẻ|phản biện|góp phần|vào cuộc|giải phóng|bàn giao|tiết kiệm|rút ngắn"
    # parts of names too: “Giáo dục và đào tạo”, “Chương trình”, “Ngoại giao”
    "|(?<!và )(?:phát triển|đầu tư|đào tạo|bảo vệ|hướng dẫn|thống kê|(?<!ủy ban )kiểm tra"
    "|(?<!ban )(?<!cơ quan )quản lý)"
    "|(?<!ương )(?<!ông )(?<!uy )(?<!ộ )trình|(?<!oại )(?<!àn )giao"
    "|(?:lập|cử|mở)(?= (?:danh|kế|hồ|quy|dự|phương|đoàn|tổ|báo|biên|cán|người|đại|công|lớp"
    "|chuyên|rộng|các|đợt|[0-9]))"
    "|tổ chức(?! (?:chính trị|đảng|cơ sở|đoàn|hội(?! [nt])|xã hội|thành viên|tín dụng|kinh tế"
    "|quần chúng"
    "|cán bộ|liên quan))"
)
VERB: Final = re.compile(rf"(?<!{_LETTER})(?:{_VERBS})(?!{_LETTER})")
PAST: Final = re.compile(
    rf"(?<!{_LETTER})(?:đã|vừa|đang|từng|được(?! (?:phân công|giao))|bị|là|còn|có (?!trách nhiệm"
    rf"|nhiệm vụ|kế hoạch)|gồm|nơi|do|mà|ước)(?!{_LETTER})"
)
STRONG: Final = re.compile(
    rf"(?:chủ trì(?! (?:hội nghị|cuộc|buổi|phiên|đại hội|lễ|kỳ họp|họp|tiếp|làm việc))"
    r"|(?:có|chịu) trách nhiệm(?! (?:trước|thi hành|chung trước|pháp))|có nhiệm vụ)"
    rf"(?!{_LETTER})"
)
BOILERPLATE: Final = re.compile(
    r"(?:chịu )?trách nhiệm (?:thi hành|thực hiện) (?:nghị quyết|quyết định|kế hoạch|chỉ thị"
    r"|quy định) này[./ ]*$"
)

_DAY: Final = rf"(?:ngày )?[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}}(?: ?[/.-] ?{_YEAR})?(?![0-9])"
_LONG_DAY: Final = rf"ngày [0-9]{{1,2}} tháng [0-9]{{1,2}}(?:,? năm {_YEAR})?"
_PERIOD: Final = (
    rf"(?:(?:các )?quý (?:iii|ii|iv|i|[1-4])(?!{_LETTER})|tháng [0-9]{{1,2}}|(?:[0-9]{{1,2}}|sáu"
    rf"|chín|ba) tháng"
    r"(?: (?:đầu|cuối) năm)?)"
    rf"(?:(?:,? ?năm |/| ?- ?){_YEAR})?"
)
_WHEN: Final = (
    rf"(?:{_LONG_DAY}|{_DAY}|{_PERIOD}"
    rf"|(?:năm(?: học)?|giai đoạn|nhiệm kỳ) {_YEAR}(?: ?- ?{_YEAR})?)"
)
_TIME: Final = re.compile(
    rf"(?P<done>(?:,? ?(?:và )?(?:hoàn thành|xong|hoàn tất|thực hiện|trình|báo cáo"
    rf"|gửi)[^,;.0-9]{{0,60}} )?)"
    rf"(?P<time>(?:trước|chậm nhất(?: là)?(?: trước| đến| vào| trong)?|muộn nhất(?: là)?|đến hết"
    rf"|trong|từ nay đến(?: hết)?"
    rf"|ngay trong|xong trong|trước hết|đến|vào|cuối|(?<!tháng )đầu|hạn) (?:cuối |đầu "
    rf"|hết )?{_WHEN}"
    rf"|(?:định kỳ |^|(?<=, ))(?:hằng|hàng) (?:năm|quý|tháng|tuần)|định kỳ (?:[0-9]+ tháng"
    rf"|hằng quý|hàng quý)(?:, (?:hằng năm|hàng năm|năm))?)"
    rf"(?!{_LETTER})"
)


@dataclass(frozen=True, slots=True)
class When:
    """By when: the span of the words, and where to cut them off if they end what is to be done."""

    start: int
    end: int
    cut: int


def find_time(low: str) -> When | None:
    """By when, as `low` says it, None where it does not.

    A time with “hoàn thành” wins over others; a mere year (“kế hoạch năm 2022”) is none.
    """
    best: re.Match[str] | None = None
    for found in _TIME.finditer(low):
        if best is None or (_finishes(found) and not _finishes(best)):
            best = found
    if best is None:
        return None
    cut = best.start("done") if _finishes(best) else best.start("time")
    return When(best.start("time"), best.end("time"), cut)


def _finishes(found: re.Match[str]) -> bool:
    return "hoàn" in found["done"] or "xong" in found["done"]


Label = Literal["lead", "with", "time", "product"]

_ORGANS: Final = r"(?:các )?(?:cơ quan|đơn vị|bộ phận|ngành)(?:, (?:đơn vị|cơ quan|bộ phận))?"
_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;,(\n])|(?<=[.;,(–•*+-] ))\s?(?:"
    rf"(?P<lead>(?:{_ORGANS} )?(?:chủ trì|chịu trách nhiệm(?: chính)?|đầu mối"
    rf"|phụ trách)(?: thực hiện| tham mưu| triển khai)*"
    rf"|{_ORGANS} (?:thực hiện|tham mưu)|phân công thực hiện|người thực hiện)"
    rf"|(?P<with>(?:{_ORGANS} )?phối hợp(?: thực hiện| tham mưu)?)"
    r"|(?P<time>(?:thời gian|thời hạn|tiến độ|hạn)(?: thực hiện| hoàn thành| trình| ban hành)*"
    r"|hoàn thành)"
    r"|(?P<product>(?:sản phẩm|kết quả)(?:,? (?:kết quả|đầu ra|dự kiến|hoàn thành|cần đạt"
    r"|sản phẩm))*)"
    r")\s?:"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """“Cơ quan chủ trì: …”: the label, where it begins, the span of what it says."""

    label: Label
    at: int
    start: int
    end: int


def labels(low: str, start: int, end: int) -> Iterator[Labelled]:
    """The labels between `start` and `end` of `low`, in order, each up to the next."""
    found = list(_LABEL.finditer(low, start, end))
    for index, one in enumerate(found):
        stop = found[index + 1].start() if index + 1 < len(found) else end
        name = one.lastgroup
        if name == "lead":
            yield Labelled("lead", one.start(), one.end(), stop)
        elif name == "with":
            yield Labelled("with", one.start(), one.end(), stop)
        elif name == "time":
            yield Labelled("time", one.start(), one.end(), stop)
        else:
            yield Labelled("product", one.start(), one.end(), stop)


_NUMBERED: Final = re.compile(
    r"\s*(?:(?P<part>(?:phần|chương) (?:thứ )?[^\W_]{1,8}[.:]?)|(?P<article>điều [0-9]{1,3}[.:])"
    r"|(?P<roman>[ivx]{1,6}\s?[./)-])|(?P<deep>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?)"
    r"|(?P<number>[0-9]{1,2}\s?[./-])"
    r"|(?P<bracket>\(?[0-9]{1,2}\))|(?P<letter>[a-eghđ]\s?[.)])|(?P<dash>[-–•▪*])"
    r"|(?P<plus>[+○◦]))(?:\s+|(?=[^\W\d_]))"
)
RANKS: Final = {
    "part": 0, "article": 1, "roman": 2, "number": 4, "deep": 5,
    "bracket": 8, "letter": 9, "dash": 10, "plus": 11,
}  # fmt: skip
PLAIN: Final = 12


def numbered(low: str, start: int, end: int) -> tuple[int, int]:
    """The rank of a line by its number or mark, 0 the highest, and where its words begin."""
    found = _NUMBERED.match(low, start, end)
    if found is None:
        return PLAIN, start
    kind = found.lastgroup or "number"
    rank = RANKS[kind]
    if kind == "deep":
        rank += min(2, found["deep"].strip(".").count(".") - 1)
    return rank, found.end()
