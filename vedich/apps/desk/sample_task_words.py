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
        "Giám sát thu, nộp đảng phí quý II",
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
PIPES: Final = "Ống nước cấp 3: đặt 6,5 km, đấu nối 412 hộ"
