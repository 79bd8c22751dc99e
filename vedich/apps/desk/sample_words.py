"""What people of the demo wrote in their returns. Invented, like everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


SENT_BACK: Final = "Số hộ có nước sạch chưa khớp sổ trạm cấp nước. Xem lại rồi gửi giúp."
REOPEN_WISH: Final = "Tháng 5 ghi sót một đảng viên mới kết nạp ngày 30/5."

_WATER: Final = "ho_dung_nuoc_sach"
_ROAD: Final = "duong_be_tong"
_NEW_MEMBERS: Final = "ket_nap_dang_vien"
_INSURANCE: Final = "bao_hiem_y_te"

BEHIND: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    (_WATER, "28882-01"): (
        "Tuyến ống qua cầu Hòa Nghĩa vướng mặt bằng từ tháng 3.",
        "Đề nghị huyện làm việc với đơn vị thi công trong tháng 7.",
    ),
    (_WATER, "28882-04"): ("Trạm bơm hỏng 12 ngày, chưa lắp thêm đồng hồ.", ""),
    (_WATER, "28894-01"): ("Còn 18 hộ cuối tuyến chưa có ống nhánh.", "Xin thêm 600 m ống D27."),
    (_ROAD, "28885-02"): ("Chưa có cát, đá: nhà thầu giao chậm.", "Xin ứng xi măng đợt 2."),
    (_ROAD, "28888-03"): ("Hai hộ chưa đồng ý hiến đất.", "Đề nghị xã cùng đi vận động."),
    (_NEW_MEMBERS, "28888-01"): ("Hai quần chúng đi làm xa, chưa học xong lớp cảm tình.", ""),
    (_INSURANCE, "28891-05"): ("Hộ cận nghèo hết hạn thẻ, chờ danh sách hỗ trợ.", ""),
}
"""(indicator, place) → why it is behind, and what is asked of whom, in the last month."""
