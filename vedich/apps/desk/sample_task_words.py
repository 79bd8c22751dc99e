"""Invented tasks of the demo, by field; each place of a field takes the first, or two, or all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


DEEDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "Tổ chức": (
        "Dự sinh hoạt và giúp chi bộ yếu nâng chất lượng",
        "Rà soát quần chúng ưu tú để bồi dưỡng kết nạp",
        "Kiểm tra hồ sơ đảng viên dự bị đến hạn",
    ),
    "Kiểm tra": (
        "Theo dõi chi bộ sửa hạn chế năm 2021",
        "Giám sát thu, nộp đảng phí trong quý",
        "Giúp chi bộ làm kế hoạch khắc phục",
    ),
    "Tuyên giáo": (
        "Gửi tài liệu sinh hoạt ngắn gọn cho từng chi bộ",
        "Dự và chấm một buổi sinh hoạt chuyên đề",
        "Mở lớp bồi dưỡng cho cấp ủy mới",
    ),
    "Thi đua": (
        "Ký giao ước Đồng khởi mới với từng đơn vị",
        "Chọn công trình dễ làm trước, báo tiến độ",
        "Giới thiệu một mô hình để nhân rộng",
    ),
    "Dân vận": (
        "Xây dựng một mô hình Dân vận khéo",
        "Lắng nghe ý kiến ở tổ nhân dân tự quản",
        "Trả lời kiến nghị của người dân về đất đai",
    ),
    "Nông thôn mới": (
        "Hoàn thành tiêu chí còn thiếu theo kế hoạch xã",
        "Lấy ý kiến hài lòng của người dân",
        "Dựng vườn mẫu, tuyến đường hoa",
    ),
    "Kinh tế": (
        "Vận động hộ kinh doanh lên doanh nghiệp",
        "Thu nợ thuế phi nông nghiệp",
        "Giải ngân vốn đầu tư công của xã",
    ),
    "Nông nghiệp": (
        "Chuyển vườn kém hiệu quả sang cây giống",
        "Cấp mã số vùng trồng chôm chôm, sầu riêng",
        "Củng cố hợp tác xã, tổ hợp tác hoa kiểng",
    ),
    "Xã hội": (
        "Vận động hộ cận nghèo mua bảo hiểm y tế",
        "Giới thiệu việc làm cho lao động trẻ",
        "Sửa nhà cho hộ nghèo khó khăn về nhà ở",
    ),
    "Hạ tầng": (
        "Bê tông hóa đường ấp, liên ấp",
        "Đấu nối nước sạch cho hộ chưa có",
        "Vận động hiến đất mở rộng đường",
    ),
    "Quốc phòng": (
        "Rà soát nguồn và sơ tuyển nghĩa vụ quân sự",
        "Huấn luyện dân quân năm thứ nhất",
        "Diễn tập phòng thủ khu vực xã",
    ),
}

MEASURED: Final[Mapping[str, tuple[str, int, int]]] = {
    "Hạ tầng": ("km", 1, 24),
    "Xã hội": ("hộ", 0, 60),
    "Nông nghiệp": ("ha", 0, 12),
}
"""Fields whose tasks are counted: unit, decimals, the amount scaled by them."""

AUTHORITY: Final = "Tự quyết trong dự toán; ngoài dự toán xin ý kiến Thường trực"
ANSWERS: Final = "Chậm thì giải trình trước Ban Thường vụ"
PRODUCT: Final = "Báo cáo kết quả, có danh sách kèm theo"
SOURCE: Final = "Nghị quyết 2022, mục III"

CELL_DEED: Final = "Đăng ký và thực hiện các chỉ tiêu xây dựng Đảng của chi bộ"
SURVEY: Final = "Điều tra thu nhập bình quân, gửi số sáu tháng và cả năm"

GOING: Final = (
    "Đang làm theo kế hoạch.",
    "Đã họp dân, thống nhất cách làm.",
    "Đã lập danh sách, đang đối chiếu với ấp.",
    "Làm được một nửa, còn chờ vật tư.",
)
HARD: Final = "Khó kịp: thiếu người làm, xin thêm thời gian."
FINISHED: Final = "Đã xong, có danh sách kèm theo."

FIELDS: Final[Mapping[str, str]] = {
    "Ban Tổ chức Huyện ủy": "Tổ chức",
    "Ủy ban Kiểm tra Huyện ủy": "Kiểm tra",
    "Ban Tuyên giáo Huyện ủy": "Tuyên giáo",
    "Ban Dân vận Huyện ủy": "Thi đua",
    "Ủy ban nhân dân huyện": "Nông thôn mới",
    "Phòng Nông nghiệp và Phát triển nông thôn": "Nông nghiệp",
    "Phòng Tài chính - Kế hoạch": "Kinh tế",
    "Bảo hiểm xã hội huyện": "Xã hội",
    "Phòng Lao động - Thương binh và Xã hội": "Xã hội",
    "Phòng Giáo dục và Đào tạo": "Xã hội",
    "Trạm cấp nước huyện": "Hạ tầng",
    "Phòng Kinh tế và Hạ tầng": "Hạ tầng",
    "Ban Chỉ huy Quân sự huyện": "Quốc phòng",
}
"""The field in which a body leads a task of the resolution."""

LEADERS: Final[Mapping[str, str]] = {
    "Tổ chức": "lan",
    "Kiểm tra": "son",
    "Tuyên giáo": "be",
    "Thi đua": "be",
    "Nông thôn mới": "nam",
    "Nông nghiệp": "nam",
    "Kinh tế": "hung",
    "Xã hội": "ngoc",
    "Hạ tầng": "nam",
    "Quốc phòng": "thang",
}
"""Who follows the bodies of a field, and answers for what they lead."""

DONE_TITLES: Final = "Đã hoàn thành, đã gửi văn bản về Văn phòng Huyện ủy."

PIPES: Final = "Ống nước cấp 3: đặt 6,5 km, đấu nối 412 hộ"
DESIGN: Final = "Hồ sơ thiết kế"
PHOTOS: Final = "Ảnh hiện trường"
MINUTES: Final = "Biên bản nghiệm thu"
DESIGN_TEXT: Final = "Dữ liệu mẫu của Về Đích: hồ sơ thiết kế tuyến ống cấp 3 (giả định).\n"

DISTURBED: Final = "Mưa kéo dài, xe vật liệu không vào được ấp"
MOVED: Final = "Chuyển công tác, bàn giao cho người phụ trách mới"
