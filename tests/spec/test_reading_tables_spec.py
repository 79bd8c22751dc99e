"""What a reader makes of tables of targets and results: the paper as drawn, then what is read.

Each number is written as its kind, its name, how it binds, the value and unit, and by when. In a
drawing “<” is covered by the cell on its left and “^” by the one above it.
"""

from __future__ import annotations

import pytest

from tests.support.drawn_tables import drawn, told_numbers
from vedich.rulebook.lexicon import lexicon


# A column is a target or a result by the words and years of its header, in one row or in two.
# Columns that only compare, judge or remark are passed over.
TABLE_HEADERS = [
    (
        """\
Biểu 1. Chỉ tiêu kinh tế - xã hội năm 2022
TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2021 | Kế hoạch năm 2022 | So sánh (%) | Ghi chú
I | KINH TẾ | | | | |
1 | Tổng giá trị sản xuất | Tỷ đồng | 4.210,5 | 4.550 | 108,06 |
2 | Thu nhập bình quân đầu người | Triệu đồng/người/năm | 48,2 | ≥ 52 | |
3 | Tỷ lệ hộ nghèo | % | 3,12 | dưới 2,5 | |
 | - Trong đó: hộ dân tộc | % | 5 | giảm 1-1,5 | |
""",
        """\
result: Tổng giá trị sản xuất = 4210.5 tỷ đồng, 2021
target: Tổng giá trị sản xuất = 4550 tỷ đồng, 2022
result: Thu nhập bình quân đầu người = 48.2 triệu đồng/người/năm, 2021
target: Thu nhập bình quân đầu người >= 52 triệu đồng/người/năm, 2022
result: Tỷ lệ hộ nghèo = 3.12 %, 2021
target: Tỷ lệ hộ nghèo <= 2.5 %, 2022
result: Tỷ lệ hộ nghèo: hộ dân tộc = 5 %, 2021
target: Tỷ lệ hộ nghèo: hộ dân tộc decrease-by 1-1.5 %, 2022
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kế hoạch | < | < | Ghi chú
^ | ^ | ^ | 2021 | 2022 | 2023 | ^
1 | Số xã đạt chuẩn nông thôn mới | xã | 7 | 8 | 9 |
2 | Thu ngân sách | tỷ đồng | 120 | 12.000 - 13.000 | … |
""",
        """\
target: Số xã đạt chuẩn nông thôn mới = 7 xã, 2021
target: Số xã đạt chuẩn nông thôn mới = 8 xã, 2022
target: Số xã đạt chuẩn nông thôn mới = 9 xã, 2023
target: Thu ngân sách = 120 tỷ đồng, 2021
target: Thu ngân sách = 12000-13000 tỷ đồng, 2022
""",
    ),
    (
        """\
Đơn vị tính: tỷ đồng
STT | Nội dung | Năm 2021 | < | < | Năm 2022
^ | ^ | KH | TH | TH/KH (%) | KH
1 | Thu ngân sách trên địa bàn | 110 | 118,5 | 107,7 | 125
2 | - Thu nội địa | 90 | 95 | 105 | 100
""",
        """\
target: Thu ngân sách trên địa bàn = 110 tỷ đồng, 2021
result: Thu ngân sách trên địa bàn = 118.5 tỷ đồng, 2021
target: Thu ngân sách trên địa bàn = 125 tỷ đồng, 2022
target: Thu ngân sách trên địa bàn: Thu nội địa = 90 tỷ đồng, 2021
result: Thu ngân sách trên địa bàn: Thu nội địa = 95 tỷ đồng, 2021
target: Thu ngân sách trên địa bàn: Thu nội địa = 100 tỷ đồng, 2022
""",
    ),
    (
        """\
Báo cáo tiến độ năm 2022
TT | Chỉ tiêu | Đơn vị | Nghị quyết năm | Thực hiện 6 tháng | % so nghị quyết | Cùng kỳ | Ước \
năm | Đánh giá
(1) | (2) | (3) | (4) | (5) | (6)=(5)/(4) | (7) | (8) | (9)
1 | Diện tích lúa | Ha | 12.500 | 6.400 | 51,2 | 6.300 | 12.600 | Đạt
2 | Sản lượng lương thực | 1.000 tấn | 80,5 | 41 | 50,9 | 40 | 81 | Đạt
""",
        """\
target: Diện tích lúa = 12500 ha, 2022
result: Diện tích lúa = 6400 ha, 6 tháng năm 2022
result: Diện tích lúa = 6300 ha, 2021
result: Diện tích lúa = 12600 ha, 2022
target: Sản lượng lương thực = 80.5 nghìn tấn, 2022
result: Sản lượng lương thực = 41 nghìn tấn, 6 tháng năm 2022
result: Sản lượng lương thực = 40 nghìn tấn, 2021
result: Sản lượng lương thực = 81 nghìn tấn, 2022
""",
    ),
    (
        """\
Tên chỉ tiêu | Đơn vị | Ước thực hiện 2024 | Dự kiến kế hoạch 2025
Sản lượng thủy sản | tấn | 1.250 | 1.300
Giá trị xuất khẩu | triệu USD | 45,2 | 50
""",
        """\
result: Sản lượng thủy sản = 1250 tấn, 2024
target: Sản lượng thủy sản = 1300 tấn, 2025
result: Giá trị xuất khẩu = 45.2 triệu USD, 2024
target: Giá trị xuất khẩu = 50 triệu USD, 2025
""",
    ),
    (
        """\
Kết quả thực hiện các chỉ tiêu Nghị quyết Đại hội nhiệm kỳ 2020 - 2025
TT | Chỉ tiêu | ĐVT | Nghị quyết | Thực hiện | Đánh giá
1 | Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ | % | 90 trở lên | 96,4 | Vượt
2 | Số xã đạt chuẩn nông thôn mới | xã | 20/25 | 22/25 | Vượt
""",
        """\
target: Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ >= 90 %, 2020-2025
result: Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ = 96.4 %, 2020-2025
target: Số xã đạt chuẩn nông thôn mới = 20/25 xã, 2020-2025
result: Số xã đạt chuẩn nông thôn mới = 22/25 xã, 2020-2025
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Hiện trạng 2020 | Mục tiêu 2025
1 | Tỷ lệ che phủ rừng | % | 41,2 | 42
2 | Giảm tỷ lệ hộ nghèo | % | | 1 - 1,5
""",
        """\
baseline: Tỷ lệ che phủ rừng = 41.2 %, 2020
target: Tỷ lệ che phủ rừng = 42 %, 2025
target: Giảm tỷ lệ hộ nghèo decrease-by 1-1.5 %, 2025
""",
    ),
    (
        """\
Lộ trình xây dựng trường chuẩn quốc gia
TT | Nội dung | ĐVT | Lộ trình thực hiện | < | <
^ | ^ | ^ | Năm 2023 | Năm 2024 | Năm 2025
1 | Trường mầm non đạt chuẩn | trường | 2 | 1 | 3
""",
        """\
target: Trường mầm non đạt chuẩn = 2 trường, 2023
target: Trường mầm non đạt chuẩn = 1 trường, 2024
target: Trường mầm non đạt chuẩn = 3 trường, 2025
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2023 | Trong đó | < | <
^ | ^ | ^ | ^ | Quý I | Quý II | 6 tháng cuối năm
1 | Kết nạp đảng viên mới | đảng viên | 120 | 25 | 35 | 60
""",
        """\
target: Kết nạp đảng viên mới = 120 đảng viên, 2023
target: Kết nạp đảng viên mới = 25 đảng viên, quý I/2023
target: Kết nạp đảng viên mới = 35 đảng viên, quý II/2023
target: Kết nạp đảng viên mới = 60 đảng viên, 6 tháng cuối năm 2023
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Năm 2020 (năm gốc) | Mục tiêu năm 2025
1 | Số hợp tác xã hoạt động hiệu quả | HTX | 12 | 20
""",
        """\
baseline: Số hợp tác xã hoạt động hiệu quả = 12 HTX, 2020
target: Số hợp tác xã hoạt động hiệu quả = 20 HTX, 2025
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Thực hiện 2023 | Kế hoạch 2024 | < | TH 2024/KH 2024
^ | ^ | ^ | ^ | Tỉnh giao | Xã phấn đấu | ^
1 | Số hộ thoát nghèo | hộ | 45 | 40 | 50 | 125%
""",
        """\
result: Số hộ thoát nghèo = 45 hộ, 2023
target: Số hộ thoát nghèo = 40 hộ, 2024
target: Số hộ thoát nghèo = 50 hộ, 2024
""",
    ),
    (
        """\
STT | Chỉ tiêu | ĐVT | Giai đoạn 2021-2025 | < | < | Giai đoạn 2026-2030
^ | ^ | ^ | Mục tiêu | Thực hiện | Tỷ lệ % | Mục tiêu
1 | Đường giao thông nông thôn được bê tông hóa | km | 150 | 162,4 | 108,3 | 200
""",
        """\
target: Đường giao thông nông thôn được bê tông hóa = 150 km, 2021-2025
result: Đường giao thông nông thôn được bê tông hóa = 162.4 km, 2021-2025
target: Đường giao thông nông thôn được bê tông hóa = 200 km, 2026-2030
""",
    ),
    (
        """\
Phụ lục: Các chỉ tiêu chủ yếu nhiệm kỳ 2025 - 2030
STT | Tên chỉ tiêu | Đơn vị tính | Kết quả đạt được đến năm 2025 | Mục tiêu phấn đấu đến năm \
2030 | Cơ quan chủ trì tham mưu | Ghi chú
I | Nhóm chỉ tiêu về kinh tế (08 chỉ tiêu) | | | | |
1 | Tốc độ tăng trưởng kinh tế bình quân hằng năm | %/năm | 7,8 | 10 trở lên | Phòng Kinh tế |
2 | GRDP bình quân đầu người đến cuối nhiệm kỳ | Triệu đồng | 62 | 118-120 | |
""",
        """\
result: Tốc độ tăng trưởng kinh tế bình quân hằng năm = 7.8 %/năm, 2025
target: Tốc độ tăng trưởng kinh tế bình quân hằng năm >= 10 %/năm, 2030
result: GRDP bình quân đầu người đến cuối nhiệm kỳ = 62 triệu đồng, 2025
target: GRDP bình quân đầu người đến cuối nhiệm kỳ = 118-120 triệu đồng, 2030
""",
    ),
    (
        """\
Tổng hợp kết quả thực hiện nhiệm vụ năm 2023, kế hoạch năm 2024
TT | Chỉ tiêu | ĐVT | Năm 2023 | < | < | Kế hoạch năm 2024
^ | ^ | ^ | Kế hoạch | Ước TH cả năm | Đạt % KH | ^
1 | Tổng diện tích gieo trồng | Ha | 5.230 | 5.245,7 | 100,3 | 5.250
 | Trong đó: - Lúa | Ha | 3.100 | 3.105 | 100,2 | 3.100
 | - Ngô | Ha | 700 | 690 | 98,6 | 700
""",
        """\
target: Tổng diện tích gieo trồng = 5230 ha, 2023
result: Tổng diện tích gieo trồng = 5245.7 ha, 2023
target: Tổng diện tích gieo trồng = 5250 ha, 2024
target: Tổng diện tích gieo trồng: Lúa = 3100 ha, 2023
result: Tổng diện tích gieo trồng: Lúa = 3105 ha, 2023
target: Tổng diện tích gieo trồng: Lúa = 3100 ha, 2024
target: Tổng diện tích gieo trồng: Ngô = 700 ha, 2023
result: Tổng diện tích gieo trồng: Ngô = 690 ha, 2023
target: Tổng diện tích gieo trồng: Ngô = 700 ha, 2024
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Thực hiện 2021 | Năm 2022 | < | So sánh KH 2022 với (%) | <
^ | ^ | ^ | ^ | Kế hoạch | Ước thực hiện | TH 2021 | Ước TH 2022
1 | Sản lượng cá | tấn | 500 | 550 | 560 | 110 | 98,2
""",
        """\
result: Sản lượng cá = 500 tấn, 2021
target: Sản lượng cá = 550 tấn, 2022
result: Sản lượng cá = 560 tấn, 2022
""",
    ),
    (
        """\
TT | Chỉ tiêu | Đơn vị tính | Kế hoạch | Thực hiện | Tỷ lệ (%)
1 | Số hội viên mới | hội viên | 250 | 261 | 104,4
""",
        """\
target: Số hội viên mới = 250 hội viên
result: Số hội viên mới = 261 hội viên
""",
    ),
]

# Where the header names years alone, the title above the table tells, or the year the text was
# written in. Without either nothing is proposed.
TABLE_TITLES = [
    (
        """\
Mục tiêu chủ yếu giai đoạn 2021-2025
TT | Chỉ tiêu | ĐVT | 2020 | 2021 | 2025
1 | Tỷ lệ lao động qua đào tạo | % | 58 | 60 | 68
2 | Sản phẩm OCOP mới | sản phẩm | 3 | 5 | 8
""",
        """\
result: Tỷ lệ lao động qua đào tạo = 58 %, 2020
target: Tỷ lệ lao động qua đào tạo = 60 %, 2021
target: Tỷ lệ lao động qua đào tạo = 68 %, 2025
result: Sản phẩm OCOP mới = 3 sản phẩm, 2020
target: Sản phẩm OCOP mới = 5 sản phẩm, 2021
target: Sản phẩm OCOP mới = 8 sản phẩm, 2025
""",
    ),
    (
        """\
Phụ lục. Giao chỉ tiêu phát triển đảng viên năm 2023
TT | Chỉ tiêu | Đơn vị tính | Toàn huyện | Xã An Hòa | Xã An Bình
1 | Đảng viên mới kết nạp | đảng viên | 85 | 40 | 45
""",
        """\
target: Đảng viên mới kết nạp = 85 đảng viên, 2023
target: Đảng viên mới kết nạp: Xã An Hòa = 40 đảng viên, 2023
target: Đảng viên mới kết nạp: Xã An Bình = 45 đảng viên, 2023
""",
    ),
    (
        """\
Kế hoạch sản xuất vụ Đông Xuân năm 2023
TT | Xã | Diện tích lúa (ha) | Sản lượng (tấn) | Ghi chú
1 | Xã Long Thới | 320 | 1.850 |
2 | Xã Phú Sơn | 210,5 | 1.200 |
""",
        """\
target: Diện tích lúa: Xã Long Thới = 320 ha, 2023
target: Sản lượng: Xã Long Thới = 1850 tấn, 2023
target: Diện tích lúa: Xã Phú Sơn = 210.5 ha, 2023
target: Sản lượng: Xã Phú Sơn = 1200 tấn, 2023
""",
    ),
    (
        """\
Phụ lục II
CHỈ TIÊU CHUYỂN ĐỔI SỐ ĐẾN NĂM 2026
TT | Chỉ tiêu | Mục tiêu
1 | Tỷ lệ thôn có tổ công nghệ số | 100%
2 | Số thủ tục thực hiện toàn trình | 350 thủ tục
3 | Ban hành kiến trúc chính quyền điện tử | Hoàn thành
""",
        """\
target: Tỷ lệ thôn có tổ công nghệ số = 100 %, 2026
target: Số thủ tục thực hiện toàn trình = 350 thủ tục, 2026
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | 2021 | 2022
1 | Dân số | người | 112.300 | 113.100
""",
        "",
    ),
    (
        """\
TT | Xã | Diện tích lúa (ha) | Sản lượng (tấn) | Ghi chú
1 | Xã Long Thới | 320 | 1.850 |
2 | Xã Phú Sơn | 210,5 | 1.200 |
""",
        "",
    ),
    (
        """\
Dân số và lao động
Chỉ tiêu | 2019 | 2020 | 2021
Dân số trung bình (người) | 101.200 | 102.300 | 103.000
""",
        "",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Quý I | Quý II | Cả năm
1 | Thu ngân sách | tỷ đồng | 20 | 30 | 110
""",
        "",
    ),
    (
        """\
Kế hoạch năm 2025
TT | Chỉ tiêu | ĐVT | Quý I | Quý II | Cả năm
1 | Thu ngân sách | tỷ đồng | 20 | 30 | 110
""",
        """\
target: Thu ngân sách = 20 tỷ đồng, quý I/2025
target: Thu ngân sách = 30 tỷ đồng, quý II/2025
target: Thu ngân sách = 110 tỷ đồng, 2025
""",
    ),
]

# A cell counts if all its words are understood: a bound, a range, part of a whole, a unit of its
# own. Marks of notes are passed over; a number that could be read two ways is left out.
TABLE_CELLS = [
    (
        """\
TT | Tiêu chí | Nội dung tiêu chí | Chỉ tiêu | Kết quả
1 | Giao thông | Tỷ lệ đường xã được nhựa hóa | 100% | 95%
^ | ^ | Tỷ lệ đường ngõ xóm sạch | ≥ 90% | Đạt
2 | Điện | Tỷ lệ hộ dùng điện | ≥98% | 99,5%
""",
        """\
target: Tỷ lệ đường xã được nhựa hóa = 100 %
result: Tỷ lệ đường xã được nhựa hóa = 95 %
target: Tỷ lệ đường ngõ xóm sạch >= 90 %
target: Tỷ lệ hộ dùng điện >= 98 %
result: Tỷ lệ hộ dùng điện = 99.5 %
""",
    ),
    (
        """\
STT | Chỉ tiêu chủ yếu | Mục tiêu đến năm 2025 | Mục tiêu đến năm 2030
1 | Tỷ lệ dân số tham gia BHYT (%) | trên 95 | 98
2 | Số doanh nghiệp thành lập mới | 120 - 150 | tối thiểu 200
3 | Thu nhập bình quân, triệu đồng/người/năm | 75 | 110
""",
        """\
target: Tỷ lệ dân số tham gia BHYT >= 95 %, 2025
target: Tỷ lệ dân số tham gia BHYT = 98 %, 2030
target: Số doanh nghiệp thành lập mới = 120-150 doanh nghiệp, 2025
target: Số doanh nghiệp thành lập mới >= 200 doanh nghiệp, 2030
target: Thu nhập bình quân = 75 triệu đồng/người/năm, 2025
target: Thu nhập bình quân = 110 triệu đồng/người/năm, 2030
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | KH 2022 | TH 2022 | KH 2023
1 | Tỷ lệ rác thải được thu gom | % | không quá 100 | 91,5 | x
2 | Số vụ tai nạn giao thông giảm | % | 5 | - | 10
3 | Trạm y tế có bác sĩ | trạm | Đạt | Đạt | 12
""",
        """\
target: Tỷ lệ rác thải được thu gom <= 100 %, 2022
result: Tỷ lệ rác thải được thu gom = 91.5 %, 2022
target: Số vụ tai nạn giao thông giảm decrease-by 5 %, 2022
target: Số vụ tai nạn giao thông giảm decrease-by 10 %, 2023
target: Trạm y tế có bác sĩ = 12 trạm, 2023
""",
    ),
    (
        """\
TT | Chỉ tiêu | Kế hoạch 2022
A | Kinh tế |
1 | Tốc độ tăng trưởng GRDP | 7,5 - 8%
2 | Thu nhập bình quân đầu người | 68 triệu đồng
B | Xã hội |
1 | Lao động được tạo việc làm | trên 3.500 người
2 | Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng | dưới 9%
""",
        """\
target: Tốc độ tăng trưởng GRDP = 7.5-8 %, 2022
target: Thu nhập bình quân đầu người = 68 triệu đồng, 2022
target: Lao động được tạo việc làm >= 3500 người, 2022
target: Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng <= 9 %, 2022
""",
    ),
    (
        """\
TT | Chỉ tiêu | Chỉ tiêu giao năm 2025 | Đơn vị thực hiện
1 | Tỷ lệ hồ sơ trực tuyến toàn trình | 80% | Trung tâm Phục vụ hành chính công
""",
        "target: Tỷ lệ hồ sơ trực tuyến toàn trình = 80 %, 2025",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kế hoạch 2022
1 | Diện tích gieo trồng | ha | 1,234.5
2 | Diện tích cây ăn trái | ha | 9.800
3 | Xây dựng 2 xã và 3 ấp | xã | 2 xã, 3 ấp
""",
        "target: Diện tích cây ăn trái = 9800 ha, 2022",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kết quả năm 2023 | Chỉ tiêu năm 2024
1 | Tỷ lệ giải ngân vốn đầu tư công (%) | % | 93,7 | từ 95 trở lên
2 | Số sáng kiến cấp tỉnh | sáng kiến | 4 (*) | 5
""",
        """\
result: Tỷ lệ giải ngân vốn đầu tư công = 93.7 %, 2023
target: Tỷ lệ giải ngân vốn đầu tư công >= 95 %, 2024
result: Số sáng kiến cấp tỉnh = 4 sáng kiến, 2023
target: Số sáng kiến cấp tỉnh = 5 sáng kiến, 2024
""",
    ),
    (
        """\
Chỉ tiêu | Kế hoạch 2025
Kết nạp đảng viên mới | 3-4% so với tổng số đảng viên
Chi bộ hoàn thành xuất sắc nhiệm vụ | không quá 20%
Kiểm tra tổ chức đảng cấp dưới | 05 cuộc
Hộ nghèo còn | 1,02%
""",
        """\
target: Kết nạp đảng viên mới = 3-4 %, 2025
target: Chi bộ hoàn thành xuất sắc nhiệm vụ <= 20 %, 2025
target: Kiểm tra tổ chức đảng cấp dưới = 5 cuộc, 2025
target: Hộ nghèo còn = 1.02 %, 2025
""",
    ),
]

# The unit stands in its column, in the name, in the header or above the table; a row below a name
# with a dash takes the unit above it, and a name that counts or rates tells it by itself.
TABLE_UNITS = [
    (
        """\
STT | Chỉ tiêu | Đơn vị | Kế hoạch 2023
1 | Thu ngân sách nhà nước | Triệu đồng | 52.300
2 | - Thuế ngoài quốc doanh | " | 18.200
3 | - Lệ phí trước bạ | nt | 7.100
""",
        """\
target: Thu ngân sách nhà nước = 52300 triệu đồng, 2023
target: Thu ngân sách nhà nước: Thuế ngoài quốc doanh = 18200 triệu đồng, 2023
target: Thu ngân sách nhà nước: Lệ phí trước bạ = 7100 triệu đồng, 2023
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Tăng trưởng bình quân | Mục tiêu 2030
1 | GRDP bình quân đầu người | USD | 8,5 | 7.500
""",
        "target: GRDP bình quân đầu người = 7500 USD, 2030",
    ),
    (
        """\
TT | Chỉ tiêu (%) | Kế hoạch 2022
1 | Tỷ lệ che phủ bảo hiểm y tế | 95,5
2 | Cơ cấu ngành nông nghiệp | 32
""",
        """\
target: Tỷ lệ che phủ bảo hiểm y tế = 95.5 %, 2022
target: Cơ cấu ngành nông nghiệp = 32 %, 2022
""",
    ),
    (
        """\
TT | Chỉ tiêu | Đơn vị tính | Kế hoạch 2026
1 | Số xã đạt chuẩn NTM hiện đại | | 3
2 | Tỷ lệ chất thải nguy hại được xử lý | | 98
""",
        """\
target: Số xã đạt chuẩn NTM hiện đại = 3 xã, 2026
target: Tỷ lệ chất thải nguy hại được xử lý = 98 %, 2026
""",
    ),
    (
        """\
TT | Nội dung | Đơn vị tính | Chỉ tiêu | Thời gian hoàn thành
1 | Xây dựng nhà văn hóa ấp | nhà | 5 | 2026
""",
        "target: Xây dựng nhà văn hóa ấp = 5 nhà, 2026",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | KH 2022 (tối thiểu)
1 | Tỷ lệ hộ gia đình văn hóa | % | 90
""",
        "target: Tỷ lệ hộ gia đình văn hóa >= 90 %, 2022",
    ),
    (
        """\
Chỉ tiêu | ĐVT | Kế hoạch 2024 | Kế hoạch 2025
Năm đạt chuẩn nông thôn mới | năm | 2024 | 2025
Tỷ lệ sử dụng nước sạch | % | 85 | 90
""",
        """\
target: Tỷ lệ sử dụng nước sạch = 85 %, 2024
target: Tỷ lệ sử dụng nước sạch = 90 %, 2025
""",
    ),
    (
        """\
TT | Mục tiêu | Chỉ số đánh giá | Đơn vị | Chỉ tiêu 2025
1 | Phát triển dữ liệu số | Tỷ lệ hồ sơ được số hóa | % | ≥ 80
2 | ^ | Số cơ sở dữ liệu dùng chung | CSDL | 3
""",
        """\
target: Tỷ lệ hồ sơ được số hóa >= 80 %, 2025
target: Số cơ sở dữ liệu dùng chung = 3 CSDL, 2025
""",
    ),
    (
        """\
Lĩnh vực | Chỉ tiêu | Kế hoạch 2025
Kinh tế | Thu ngân sách (tỷ đồng) | 120,5
^ | Tăng trưởng (%) | 8
Xã hội | Giảm nghèo (%) | 1,2
""",
        """\
target: Thu ngân sách = 120.5 tỷ đồng, 2025
target: Tăng trưởng = 8 %, 2025
target: Giảm nghèo decrease-by 1.2 %, 2025
""",
    ),
]

# A table by places takes what it measures from its title.
TABLE_PLACES = [
    (
        """\
CHỈ TIÊU THU NGÂN SÁCH NĂM 2022 GIAO CHO CÁC XÃ
(Kèm theo Nghị quyết số 12/NQ-HĐND ngày 10/12/2021)
Đơn vị tính: triệu đồng
STT | Xã, thị trấn | Dự toán năm 2022
1 | Xã Vĩnh Bình | 1.200
2 | Thị trấn Chợ Mới | 4.350,5
 | Tổng cộng | 5.550,5
""",
        """\
target: Thu ngân sách: Xã Vĩnh Bình = 1200 triệu đồng, 2022
target: Thu ngân sách: Thị trấn Chợ Mới = 4350.5 triệu đồng, 2022
target: Thu ngân sách: Tổng cộng = 5550.5 triệu đồng, 2022
""",
    ),
    (
        """\
TT | Tên xã | Chỉ tiêu giao | Ghi chú
1 | An Bình | 15 |
2 | Phú Lộc | 20 |
""",
        """\
target: An Bình = 15
target: Phú Lộc = 20
""",
    ),
    (
        """\
Biểu giao chỉ tiêu phát triển người tham gia bảo hiểm y tế năm 2024 cho các xã (người)
TT | Đơn vị | Chỉ tiêu giao
1 | Xã An Bình | 1.520
2 | Xã Phú Lộc | 2.010
""",
        """\
target: Phát triển người tham gia bảo hiểm y tế: Xã An Bình = 1520 người, 2024
target: Phát triển người tham gia bảo hiểm y tế: Xã Phú Lộc = 2010 người, 2024
""",
    ),
]

# In plain text a table may come one cell a line, and again with its header on the next page.
TABLE_LOST_LINES = [
    (
        """\
Biểu chỉ tiêu năm 2022
TT
Chỉ tiêu
ĐVT
Kế hoạch 2022
I
Kinh tế
1
Giá trị sản xuất
Tỷ đồng
1.234,5
2
Thu nhập bình quân
Triệu đồng/người
55
Ghi chú thêm ở đây.
""",
        """\
target: Giá trị sản xuất = 1234.5 tỷ đồng, 2022
target: Thu nhập bình quân = 55 triệu đồng/người, 2022
""",
    ),
    (
        """\
Chỉ tiêu
Đơn vị tính
Kế hoạch
2021
2022
Tỷ lệ hộ nghèo
%
3
2,5
Số xã đạt chuẩn
xã
4
5
""",
        """\
target: Tỷ lệ hộ nghèo = 3 %, 2021
target: Tỷ lệ hộ nghèo = 2.5 %, 2022
target: Số xã đạt chuẩn = 4 xã, 2021
target: Số xã đạt chuẩn = 5 xã, 2022
""",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kế hoạch 2022
1 | Giá trị sản xuất nông nghiệp | tỷ đồng | 1.150
TT | Chỉ tiêu | ĐVT | Kế hoạch 2022
2 | Tổng đàn bò | con | 8.400
""",
        """\
target: Giá trị sản xuất nông nghiệp = 1150 tỷ đồng, 2022
target: Tổng đàn bò = 8400 con, 2022
""",
    ),
]

# Tables of tasks, people, projects, papers and money, and the two columns at the top of a letter.
TABLE_NOT_READ = [
    (
        """\
TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | Sản phẩm
1 | Xây dựng đề án | Phòng Nội vụ | Các xã | Quý I/2022 | Đề án
""",
        "",
    ),
    (
        """\
TT | Họ và tên | Điện thoại
1 | Nguyễn Văn A | 0912345678
""",
        "",
    ),
    (
        """\
TT | Danh mục dự án | Tổng mức đầu tư | Kế hoạch vốn 2022
1 | Đường ĐH.05 | 12.000 | 5.000
""",
        "",
    ),
    (
        """\
Phân bổ dự toán chi năm 2024
TT | Nội dung | Số tiền | Nguồn vốn
1 | Chi sự nghiệp giáo dục | 12.500 | NSNN
""",
        "",
    ),
    (
        """\
TT | Tên văn bản | Số ký hiệu | Ngày ban hành
1 | Kế hoạch chuyển đổi số | 45/KH-UBND | 12/3/2022
""",
        "",
    ),
    (
        """\
Cộng hòa xã hội chủ nghĩa Việt Nam | Số: 12/NQ-HĐND
Độc lập - Tự do - Hạnh phúc | Chợ Mới, ngày 10 tháng 12 năm 2021
""",
        "",
    ),
    (
        """\
TT | Tiêu chí | Mức độ đạt | Năm đăng ký
1 | Quy hoạch | Đạt | 2024
""",
        "",
    ),
    (
        """\
TT | Họ và tên | Năm sinh | Chức vụ | Đơn vị công tác
1 | Lê Văn A | 1975 | Bí thư | Xã An Bình
""",
        "",
    ),
    (
        """\
TT | Nội dung | ĐVT | Số lượng | Đơn giá | Thành tiền
1 | Băng rôn | cái | 10 | 250.000 | 2.500.000
""",
        "",
    ),
    (
        """\
Điểm | Nội dung | Điểm tối đa | Điểm tự chấm
1 | Công tác tuyên truyền | 10 | 9
""",
        "",
    ),
]

TABLE_HEADERS_COLUMNS = ("paper", "read")
TABLE_TITLES_COLUMNS = ("paper", "read")
TABLE_CELLS_COLUMNS = ("paper", "read")
TABLE_UNITS_COLUMNS = ("paper", "read")
TABLE_PLACES_COLUMNS = ("paper", "read")
TABLE_LOST_LINES_COLUMNS = ("paper", "read")
TABLE_NOT_READ_COLUMNS = ("paper", "read")


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        *TABLE_HEADERS,
        *TABLE_TITLES,
        *TABLE_CELLS,
        *TABLE_UNITS,
        *TABLE_PLACES,
        *TABLE_LOST_LINES,
        *TABLE_NOT_READ,
    ],
)
def test_a_table_is_read_as_the_manual_says(paper: str, told: str) -> None:
    assert told_numbers(drawn(paper), lexicon()) == told.splitlines()
