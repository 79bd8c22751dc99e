"""What a reader makes of the tasks of a document: the paper as drawn, then a line a task.

A line says what is to be done, who leads, who cooperates, by when and what comes out, as far as the
paper says so. In a drawing “# ” marks a heading, “<” is covered by the cell on its left and “^” by
the one above it.
"""

from __future__ import annotations

import pytest

from tests.support.drawn_tables import drawn, told_tasks
from vedich.rulebook.lexicon import lexicon


# A sentence tells an organ to do something: “giao …”, “… chủ trì, phối hợp …”, “… có trách nhiệm
# …”; or an organ is to do it by a day.
TABLE_ORDERS = [
    (
        """\
Giao Phòng Nông nghiệp chủ trì, phối hợp với Hội Nông dân, UBND các xã, thị trấn tham mưu xây \
dựng Đề án phát triển cây giống, hoàn thành trước 30/6/2022.
""",
        """\
tham mưu xây dựng Đề án phát triển cây giống · lead: Phòng Nông nghiệp · with: Hội Nông dân; \
UBND các xã, thị trấn · time: trước 30/6/2022
""",
    ),
    (
        """\
Giao cho Văn phòng Huyện ủy tham mưu chương trình công tác toàn khóa, trình Ban Thường vụ trong \
quý I/2021.
""",
        """\
tham mưu chương trình công tác toàn khóa, trình Ban Thường vụ · lead: Văn phòng Huyện ủy · \
time: trong quý I/2021
""",
    ),
    (
        """\
Ban Thường vụ Huyện ủy giao Ban Tổ chức Huyện ủy rà soát, bổ sung quy hoạch cán bộ, xong trước \
ngày 15 tháng 9 năm 2022.
""",
        """\
rà soát, bổ sung quy hoạch cán bộ · lead: Ban Tổ chức Huyện ủy · time: trước ngày 15 tháng 9 \
năm 2022
""",
    ),
    (
        """\
UBND huyện chủ trì, phối hợp với Ủy ban Mặt trận Tổ quốc và các đoàn thể triển khai kế hoạch \
chuyển đổi số.
""",
        """\
triển khai kế hoạch chuyển đổi số · lead: UBND huyện · with: Ủy ban Mặt trận Tổ quốc; các đoàn \
thể
""",
    ),
    (
        """\
Sở Tài nguyên và Môi trường chủ trì phối hợp với Sở Lao động - Thương binh và Xã hội, Sở Nông \
nghiệp và Phát triển nông thôn rà soát quỹ đất.
""",
        """\
rà soát quỹ đất · lead: Sở Tài nguyên và Môi trường · with: Sở Lao động - Thương binh và Xã \
hội; Sở Nông nghiệp và Phát triển nông thôn
""",
    ),
    (
        """\
Văn phòng Huyện ủy có trách nhiệm theo dõi, đôn đốc và định kỳ hằng quý báo cáo Ban Thường vụ.
""",
        """\
theo dõi, đôn đốc và định kỳ hằng quý báo cáo Ban Thường vụ · lead: Văn phòng Huyện ủy · time: \
định kỳ hằng quý
""",
    ),
    (
        """\
Đề nghị MTTQ Việt Nam huyện và các tổ chức chính trị - xã hội tuyên truyền sâu rộng trong Nhân \
dân.
""",
        """\
tuyên truyền sâu rộng trong Nhân dân · lead: MTTQ Việt Nam huyện và các tổ chức chính trị - xã \
hội
""",
    ),
    (
        "Các chi bộ xây dựng kế hoạch thực hiện trong quý I năm 2022.",
        "xây dựng kế hoạch thực hiện · lead: Các chi bộ · time: trong quý I năm 2022",
    ),
    (
        """\
Căn cứ Nghị quyết này, các cấp ủy trực thuộc xây dựng kế hoạch thực hiện, báo cáo về Đảng ủy \
trước ngày 30/9/2025.
""",
        """\
xây dựng kế hoạch thực hiện, báo cáo về Đảng ủy · lead: các cấp ủy trực thuộc · time: trước \
ngày 30/9/2025
""",
    ),
    (
        """\
Giao Phòng Văn hóa - Xã hội tham mưu kế hoạch tuyên truyền; giao Phòng Kinh tế rà soát danh mục \
công trình; đề nghị Công an xã nắm tình hình địa bàn.
""",
        """\
tham mưu kế hoạch tuyên truyền · lead: Phòng Văn hóa - Xã hội
rà soát danh mục công trình · lead: Phòng Kinh tế
nắm tình hình địa bàn · lead: Công an xã
""",
    ),
    (
        """\
Yêu cầu thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, phường nghiêm túc triển khai \
thực hiện Công điện này.
""",
        """\
nghiêm túc triển khai thực hiện Công điện này · lead: thủ trưởng các cơ quan, đơn vị và Chủ \
tịch UBND các xã, phường
""",
    ),
    (
        "Công an tỉnh chịu trách nhiệm bảo đảm an ninh trật tự tại các khu công nghiệp.",
        "bảo đảm an ninh trật tự tại các khu công nghiệp · lead: Công an tỉnh",
    ),
    (
        """\
Bộ phận Tài chính - Kế toán có nhiệm vụ cân đối kinh phí và hướng dẫn quyết toán.
""",
        "cân đối kinh phí và hướng dẫn quyết toán · lead: Bộ phận Tài chính - Kế toán",
    ),
    (
        "Hằng năm, UBND các xã rà soát hộ nghèo, báo cáo UBND huyện trước ngày 15/12.",
        """\
rà soát hộ nghèo, báo cáo UBND huyện · lead: UBND các xã · time: trước ngày 15/12
""",
    ),
    (
        """\
Phòng Giáo dục và Đào tạo chủ trì xây dựng 5 trường đạt chuẩn quốc gia mức độ 2 trước năm học \
2023 - 2024.
""",
        """\
xây dựng 5 trường đạt chuẩn quốc gia mức độ 2 · lead: Phòng Giáo dục và Đào tạo · time: trước \
năm học 2023 - 2024
""",
    ),
    (
        """\
Trung tâm Văn hóa, Thể thao và Truyền thanh huyện có trách nhiệm mở chuyên trang, chuyên mục \
tuyên truyền Nghị quyết.
""",
        """\
mở chuyên trang, chuyên mục tuyên truyền Nghị quyết · lead: Trung tâm Văn hóa, Thể thao và \
Truyền thanh huyện
""",
    ),
    (
        """\
Liên đoàn Lao động, Hội Liên hiệp Phụ nữ và Huyện đoàn tham mưu phát động thi đua, hoàn thành \
trong tháng 02/2022.
""",
        """\
tham mưu phát động thi đua · lead: Liên đoàn Lao động, Hội Liên hiệp Phụ nữ và Huyện đoàn · \
time: trong tháng 02/2022
""",
    ),
    (
        """\
Điều 2. Giao các sở, ban, ngành; UBND các huyện, thành phố xây dựng kế hoạch triển khai cụ thể, \
đề ra các nhiệm vụ phù hợp.
""",
        """\
xây dựng kế hoạch triển khai cụ thể, đề ra các nhiệm vụ phù hợp · lead: các sở, ban, ngành; \
UBND các huyện, thành phố
""",
    ),
    (
        """\
Ủy ban nhân dân xã đề nghị Ủy ban nhân dân tỉnh xem xét, hỗ trợ kinh phí xây dựng trạm y tế.
""",
        "xem xét, hỗ trợ kinh phí xây dựng trạm y tế · lead: Ủy ban nhân dân tỉnh",
    ),
    (
        """\
Các đơn vị trường học (Mầm non Hoa Sen, Tiểu học An Bình) chủ trì tổ chức hội thi trong tháng \
11/2025.
""",
        """\
tổ chức hội thi · lead: Các đơn vị trường học (Mầm non Hoa Sen, Tiểu học An Bình) · time: trong \
tháng 11/2025
""",
    ),
    (
        """\
Giao đồng chí Nguyễn Văn Hùng, Phó Chủ tịch UBND xã trực tiếp chỉ đạo thực hiện mục tiêu nông \
thôn mới.
""",
        """\
trực tiếp chỉ đạo thực hiện mục tiêu nông thôn mới · lead: đồng chí Nguyễn Văn Hùng, Phó Chủ \
tịch UBND xã
""",
    ),
    (
        """\
Đảng ủy Công an tỉnh, Đảng ủy Quân sự tỉnh phối hợp với các cấp ủy lãnh đạo giữ vững an ninh, \
chậm nhất ngày 01/12/2025 báo cáo Ban Thường vụ.
""",
        """\
lãnh đạo giữ vững an ninh, chậm nhất ngày 01/12/2025 báo cáo Ban Thường vụ · lead: Đảng ủy Công \
an tỉnh, Đảng ủy Quân sự tỉnh · with: các cấp ủy · time: chậm nhất ngày 01/12/2025
""",
    ),
]

# In the part that organises the work a name with a verb is enough, and a line that is a name alone
# gives its doer to the lines below it.
TABLE_LISTS = [
    (
        """\
# III. TỔ CHỨC THỰC HIỆN
1. Ban Tuyên giáo Huyện ủy: chủ trì, phối hợp với Phòng Văn hóa và Thông tin hướng dẫn học tập, \
quán triệt Nghị quyết.
2. Ủy ban nhân dân huyện
- Cụ thể hóa Nghị quyết thành kế hoạch hằng năm.
- Phân bổ nguồn lực, hoàn thành trước ngày 15 tháng 3 năm 2022.
3. Tiếp tục đẩy mạnh công tác tuyên truyền.
- Ủy ban Kiểm tra Huyện ủy: tham mưu chương trình kiểm tra, giám sát.
Nghị quyết này được phổ biến đến chi bộ.
# IV. KIẾN NGHỊ
Ủy ban nhân dân huyện tổ chức hội nghị tổng kết.
""",
        """\
hướng dẫn học tập, quán triệt Nghị quyết · lead: Ban Tuyên giáo Huyện ủy · with: Phòng Văn hóa \
và Thông tin
Cụ thể hóa Nghị quyết thành kế hoạch hằng năm · lead: Ủy ban nhân dân huyện
Phân bổ nguồn lực · lead: Ủy ban nhân dân huyện · time: trước ngày 15 tháng 3 năm 2022
tham mưu chương trình kiểm tra, giám sát · lead: Ủy ban Kiểm tra Huyện ủy
""",
    ),
    (
        """\
# IV. PHÂN CÔNG NHIỆM VỤ
ĐẢNG ỦY CÁC XÃ, PHƯỜNG
- Quán triệt Nghị quyết đến toàn thể đảng viên.
BAN XÂY DỰNG ĐẢNG
- Tham mưu kế hoạch kiểm tra chuyên đề trong quý IV/2025.
""",
        """\
Quán triệt Nghị quyết đến toàn thể đảng viên · lead: ĐẢNG ỦY CÁC XÃ, PHƯỜNG
Tham mưu kế hoạch kiểm tra chuyên đề · lead: BAN XÂY DỰNG ĐẢNG · time: trong quý IV/2025
""",
    ),
    (
        """\
# Phần thứ ba. TỔ CHỨC THỰC HIỆN
1. Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy tổ chức quán triệt và xây dựng chương \
trình hành động thực hiện Nghị quyết.
2. Đảng đoàn Hội đồng nhân dân tỉnh, Ban cán sự đảng Ủy ban nhân dân tỉnh lãnh đạo thể chế hóa \
Nghị quyết.
3. Giao Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, tuyên \
truyền; Văn phòng Tỉnh ủy theo dõi, tổng hợp báo cáo Ban Thường vụ.
""",
        """\
tổ chức quán triệt và xây dựng chương trình hành động thực hiện Nghị quyết · lead: Các huyện \
ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy
hướng dẫn, tuyên truyền · lead: Ban Tuyên giáo Tỉnh ủy · with: các cơ quan liên quan
theo dõi, tổng hợp báo cáo Ban Thường vụ · lead: Văn phòng Tỉnh ủy
""",
    ),
    (
        """\
Điều 3. Tổ chức thực hiện
1. Giao Ủy ban nhân dân xã tổ chức triển khai thực hiện Nghị quyết.
2. Thường trực Hội đồng nhân dân, các Ban của Hội đồng nhân dân và đại biểu Hội đồng nhân dân \
xã giám sát việc thực hiện Nghị quyết.
Nghị quyết này được Hội đồng nhân dân xã khóa II thông qua ngày 25 tháng 7 năm 2025.
""",
        """\
tổ chức triển khai thực hiện Nghị quyết · lead: Ủy ban nhân dân xã
giám sát việc thực hiện Nghị quyết · lead: Thường trực Hội đồng nhân dân, các Ban của Hội đồng \
nhân dân và đại biểu Hội đồng nhân dân xã
""",
    ),
    (
        """\
# V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
a) Chủ trì tham mưu phân bổ vốn đầu tư công.
b) Phối hợp với Trung tâm Dịch vụ sự nghiệp công mở 04 lớp tập huấn kỹ thuật.
2. Công an xã
Tăng cường tuần tra, kiểm soát địa bàn trọng điểm.
Nơi nhận:
- Thường trực Tỉnh ủy;
- Phòng Kinh tế;
""",
        """\
tham mưu phân bổ vốn đầu tư công · lead: Phòng Kinh tế
mở 04 lớp tập huấn kỹ thuật · lead: Phòng Kinh tế · with: Trung tâm Dịch vụ sự nghiệp công
Tăng cường tuần tra, kiểm soát địa bàn trọng điểm · lead: Công an xã
""",
    ),
    (
        """\
Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng khẩn trương rà soát quy hoạch vùng tỉnh.
2. Sở Công Thương: Tham mưu phương án phát triển cụm công nghiệp, trình trước ngày 20/11/2025.
""",
        """\
khẩn trương rà soát quy hoạch vùng tỉnh · lead: Sở Xây dựng
Tham mưu phương án phát triển cụm công nghiệp, trình · lead: Sở Công Thương · time: trước ngày \
20/11/2025
""",
    ),
    (
        """\
Giao Ủy ban nhân dân huyện:
- Ban hành kế hoạch sử dụng đất năm 2023.
- Báo cáo kết quả tại kỳ họp cuối năm.
""",
        """\
Ban hành kế hoạch sử dụng đất năm 2023 · lead: Ủy ban nhân dân huyện
Báo cáo kết quả tại kỳ họp cuối năm · lead: Ủy ban nhân dân huyện
""",
    ),
    (
        """\
Điều 2. Tổ chức thực hiện:
Giao UBND tỉnh tổ chức triển khai thực hiện và định kỳ báo cáo kết quả thực hiện cho HĐND tỉnh.
Giao Thường trực HĐND, các Ban của HĐND và đại biểu HĐND tỉnh giám sát việc triển khai thực \
hiện Nghị quyết này.
Nghị quyết có hiệu lực sau 10 ngày kể từ ngày HĐND tỉnh thông qua.
""",
        """\
tổ chức triển khai thực hiện và định kỳ báo cáo kết quả thực hiện cho HĐND tỉnh · lead: UBND \
tỉnh
giám sát việc triển khai thực hiện Nghị quyết này · lead: Thường trực HĐND, các Ban của HĐND và \
đại biểu HĐND tỉnh
""",
    ),
    (
        """\
# TỔ CHỨC THỰC HIỆN
- Ban Thường vụ Huyện ủy lãnh đạo, chỉ đạo; Ủy ban Kiểm tra phối hợp với Văn phòng Huyện ủy \
kiểm tra, giám sát; Ban Tuyên giáo hướng dẫn, tuyên truyền.
Các đồng chí Ủy viên Ban Thường vụ theo lĩnh vực được phân công chỉ đạo các ngành thực hiện.
Quá trình thực hiện nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Văn phòng để tổng hợp.
""",
        """\
lãnh đạo, chỉ đạo · lead: Ban Thường vụ Huyện ủy
kiểm tra, giám sát · lead: Ủy ban Kiểm tra · with: Văn phòng Huyện ủy
hướng dẫn, tuyên truyền · lead: Ban Tuyên giáo
theo lĩnh vực được phân công chỉ đạo các ngành thực hiện · lead: Các đồng chí Ủy viên Ban \
Thường vụ
""",
    ),
    (
        """\
# V. TỔ CHỨC THỰC HIỆN
1. Đối với Ủy ban nhân dân huyện
- Xây dựng kế hoạch chi tiết.
2. Đối với các phòng, ban chuyên môn
Theo chức năng, nhiệm vụ được giao tham mưu triển khai thực hiện.
3. Kinh phí: từ nguồn ngân sách huyện.
""",
        """\
Xây dựng kế hoạch chi tiết · lead: Ủy ban nhân dân huyện
Theo chức năng, nhiệm vụ được giao tham mưu triển khai thực hiện · lead: các phòng, ban chuyên \
môn
""",
    ),
]

# An action programme labels who leads, who cooperates, by when and what comes out.
TABLE_PROGRAMMES = [
    (
        """\
1. Xây dựng Đề án phát triển du lịch sinh thái giai đoạn 2022 - 2025.
- Cơ quan chủ trì: Phòng Văn hóa và Thông tin
- Cơ quan phối hợp: Phòng Tài nguyên và Môi trường, Phòng Nông nghiệp và Phát triển nông thôn; \
UBND các xã.
- Thời gian hoàn thành: Quý II/2022
- Sản phẩm: Đề án trình HĐND huyện.
2. Rà soát quy hoạch chung đô thị. Cơ quan chủ trì: Phòng Kinh tế và Hạ tầng; Cơ quan phối hợp: \
Sở Xây dựng; Thời gian: tháng 9/2022; Sản phẩm: Báo cáo.
""",
        """\
Xây dựng Đề án phát triển du lịch sinh thái giai đoạn 2022 - 2025 · lead: Phòng Văn hóa và \
Thông tin · with: Phòng Tài nguyên và Môi trường; Phòng Nông nghiệp và Phát triển nông thôn; \
UBND các xã · time: Quý II/2022 · product: Đề án trình HĐND huyện
Rà soát quy hoạch chung đô thị · lead: Phòng Kinh tế và Hạ tầng · with: Sở Xây dựng · time: \
tháng 9/2022 · product: Báo cáo
""",
    ),
    (
        """\
Số hóa toàn bộ hồ sơ hộ tịch (đơn vị chủ trì: Phòng Tư pháp; đơn vị phối hợp: Công an huyện, \
UBND các xã; thời gian hoàn thành: trong năm 2023).
""",
        """\
Số hóa toàn bộ hồ sơ hộ tịch · lead: Phòng Tư pháp · with: Công an huyện; UBND các xã · time: \
trong năm 2023
""",
    ),
    (
        """\
- Triển khai chương trình mỗi xã một sản phẩm.
+ Đơn vị thực hiện: UBND các xã
+ Tiến độ: Thường xuyên
+ Kết quả: 05 sản phẩm đạt 3 sao.
""",
        """\
Triển khai chương trình mỗi xã một sản phẩm · lead: UBND các xã · time: Thường xuyên · product: \
05 sản phẩm đạt 3 sao
""",
    ),
    (
        """\
- Giao Phòng Kinh tế rà soát quy hoạch các chợ.
+ Thời gian: Quý III/2025
+ Sản phẩm: Báo cáo
""",
        """\
rà soát quy hoạch các chợ · lead: Phòng Kinh tế · time: Quý III/2025 · product: Báo cáo
""",
    ),
]

# An annex of assignment: a cell merged over several rows holds for each; a row with a title alone
# heads a group.
TABLE_ANNEXES = [
    (
        """\
TT | Nội dung | Chủ trì | Phối hợp | Thời gian hoàn thành | Sản phẩm
I | Lĩnh vực kinh tế | < | < | < | <
1 | Xây dựng Đề án phát triển cây giống | Phòng Nông nghiệp và Phát triển nông thôn | Phòng \
TC-KH; UBND các xã, thị trấn | Quý II/2022 | Đề án
2 | Rà soát quy hoạch sử dụng đất | Phòng Tài nguyên và Môi trường | Các phòng, ban, ngành \
huyện | Tháng 9/2022 | Báo cáo
3 | Hoàn thiện chợ trung tâm | ^ | UBND thị trấn | 2022 |
""",
        """\
Xây dựng Đề án phát triển cây giống · lead: Phòng Nông nghiệp và Phát triển nông thôn · with: \
Phòng TC-KH; UBND các xã, thị trấn · time: Quý II/2022 · product: Đề án
Rà soát quy hoạch sử dụng đất · lead: Phòng Tài nguyên và Môi trường · with: Các phòng, ban, \
ngành huyện · time: Tháng 9/2022 · product: Báo cáo
Hoàn thiện chợ trung tâm · lead: Phòng Tài nguyên và Môi trường · with: UBND thị trấn · time: \
2022
""",
    ),
    (
        """\
STT | Nhiệm vụ | Phân công | < | Thời hạn | Kết quả
^ | ^ | Chủ trì | Phối hợp | ^ | ^
1 | Kiện toàn Ban Chỉ đạo chuyển đổi số | Văn phòng HĐND và UBND xã | Công an xã và các đoàn \
thể | Tháng 8/2025 | Quyết định
2 | Mở chuyên mục trên trang thông tin | Phòng Văn hóa - Xã hội | | Thường xuyên | Chuyên mục
""",
        """\
Kiện toàn Ban Chỉ đạo chuyển đổi số · lead: Văn phòng HĐND và UBND xã · with: Công an xã; các \
đoàn thể · time: Tháng 8/2025 · product: Quyết định
Mở chuyên mục trên trang thông tin · lead: Phòng Văn hóa - Xã hội · time: Thường xuyên · \
product: Chuyên mục
""",
    ),
    (
        """\
TT | Cơ quan, đơn vị | Nhiệm vụ được giao | Thời gian
1 | Ban Dân vận | Tham mưu kế hoạch dân vận khéo | Quý I
^ | ^ | Sơ kết các mô hình tự quản | Quý IV
2 | Huyện đoàn | Phát động công trình thanh niên | Tháng 3
""",
        """\
Tham mưu kế hoạch dân vận khéo · lead: Ban Dân vận · time: Quý I
Sơ kết các mô hình tự quản · lead: Ban Dân vận · time: Quý IV
Phát động công trình thanh niên · lead: Huyện đoàn · time: Tháng 3
""",
    ),
    (
        """\
TT | Nội dung công việc | Cơ quan chủ trì, phối hợp | Tiến độ
1 | Lập danh sách hộ nghèo cần hỗ trợ nhà ở | Phòng LĐ-TB&XH; UBND các xã | 15/4/2022
2 | Xây dựng phương án di dời | Chủ trì: Phòng Kinh tế; Phối hợp: Công an huyện, Ban Chỉ huy \
Quân sự | 30/4/2022
""",
        """\
Lập danh sách hộ nghèo cần hỗ trợ nhà ở · lead: Phòng LĐ-TB&XH · with: UBND các xã · time: \
15/4/2022
Xây dựng phương án di dời · lead: Phòng Kinh tế · with: Công an huyện; Ban Chỉ huy Quân sự · \
time: 30/4/2022
""",
    ),
    (
        """\
TT | Họ và tên, chức vụ | Lĩnh vực | Địa bàn | Đầu việc, chỉ tiêu | Thời hạn
1 | Nguyễn Thị Lan, Phó Bí thư | Văn hóa | Xã An Hòa | Theo dõi xây dựng xã nông thôn mới nâng \
cao | 30/11/2022
""",
        """\
Theo dõi xây dựng xã nông thôn mới nâng cao · lead: Nguyễn Thị Lan, Phó Bí thư · time: \
30/11/2022
""",
    ),
    (
        """\
TT
Nội dung
Chủ trì
Thời gian
1
Xây dựng quy chế làm việc
Văn phòng Đảng ủy
Tháng 8/2025
2
Rà soát chức năng, nhiệm vụ
Ban Xây dựng Đảng
Quý III/2025
""",
        """\
Xây dựng quy chế làm việc · lead: Văn phòng Đảng ủy · time: Tháng 8/2025
Rà soát chức năng, nhiệm vụ · lead: Ban Xây dựng Đảng · time: Quý III/2025
""",
    ),
    (
        """\
TT | Nội dung | Chủ trì | Thời gian
1 | Xây dựng chương trình giám sát | Ban Pháp chế | Quý I
TT | Nội dung | Chủ trì | Thời gian
2 | Tiếp xúc cử tri trước kỳ họp | Thường trực HĐND | Tháng 6
""",
        """\
Xây dựng chương trình giám sát · lead: Ban Pháp chế · time: Quý I
Tiếp xúc cử tri trước kỳ họp · lead: Thường trực HĐND · time: Tháng 6
""",
    ),
    (
        """\
TT | Nội dung | Kinh phí (triệu đồng) | Đơn vị thực hiện | Ghi chú
1 | Mua sắm trang thiết bị phòng họp | 250 | Văn phòng |
2 | Sửa chữa nhà làm việc | 1.200 | Phòng Kinh tế |
""",
        """\
Mua sắm trang thiết bị phòng họp · lead: Văn phòng
Sửa chữa nhà làm việc · lead: Phòng Kinh tế
""",
    ),
]

# History, general calls, citations, news, what only opens a list, and tables of other things are
# no tasks.
TABLE_NO_TASKS = [
    (
        """\
Trong quá trình thực hiện, nếu có vướng mắc, các sở, ban, ngành phản ánh về Sở Tài chính để \
tổng hợp.
""",
        "",
    ),
    (
        "Sở Y tế đã chủ trì, phối hợp với các huyện tiêm chủng cho 12.000 trẻ.",
        "",
    ),
    (
        "Đồng chí Bí thư Huyện ủy chủ trì hội nghị và phát biểu kết luận.",
        "",
    ),
    (
        """\
Cục Thuế sẽ phối hợp với Sở Y tế để quản lý nhà thuốc. Sở đã hỗ trợ xây dựng năm mô hình.
""",
        "",
    ),
    (
        "Tiếp tục đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ, đảng viên.",
        "",
    ),
    (
        """\
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Xét Tờ trình số 15/TTr-UBND của Ủy ban nhân dân xã đề nghị ban hành nghị quyết;
""",
        "",
    ),
    (
        """\
Chánh Văn phòng và Thủ trưởng các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.
""",
        "",
    ),
    (
        "Đại biểu Nguyễn Văn Bình đề nghị UBND huyện sớm sửa chữa tuyến đường liên xã.",
        "",
    ),
    (
        """\
Công trình được giao Ban Quản lý dự án làm chủ đầu tư và đã hoàn thành trong quý I/2022.
""",
        "",
    ),
    (
        """\
TT | Chỉ tiêu | ĐVT | Kế hoạch 2022 | Cơ quan chủ trì
1 | Tỷ lệ hộ nghèo | % | 2,5 | Phòng Lao động
""",
        "",
    ),
    (
        """\
TT | Họ và tên | Chức vụ | Điện thoại
1 | Trần Văn Minh | Trưởng phòng | 0912 345 678
""",
        "",
    ),
    (
        """\
Để triển khai hiệu quả, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng tập trung lãnh \
đạo thực hiện một số nội dung sau:
""",
        "",
    ),
    (
        "Năm 2021, Phòng Nông nghiệp phối hợp với Hội Nông dân mở 12 lớp tập huấn.",
        "",
    ),
    (
        """\
Điều 3. Giám đốc Sở, Thủ trưởng các cơ quan thuộc UBND tỉnh, UBND các huyện và các đơn vị liên \
quan căn cứ Quyết định thi hành./.
""",
        "",
    ),
    (
        """\
# II. KẾT QUẢ
Ủy ban Kiểm tra các cấp đã kiểm tra 45 tổ chức đảng. Ban Tổ chức tham mưu luân chuyển 12 cán bộ \
trong năm 2021.
Các chi bộ xây dựng kế hoạch và hoàn thành 100% chỉ tiêu trong quý IV.
""",
        "",
    ),
    (
        "Hội đồng nhân dân tỉnh giao chỉ tiêu thu ngân sách 5.000 tỷ đồng.",
        "",
    ),
    (
        """\
# III. NHIỆM VỤ, GIẢI PHÁP
1. Công tác xây dựng Đảng
- Cấp ủy các cấp tiếp tục đổi mới phương thức lãnh đạo.
- Đẩy mạnh học tập và làm theo Bác.
- Phấn đấu kết nạp 120 đảng viên.
""",
        "",
    ),
    (
        """\
Trên đây là Kế hoạch thực hiện Nghị quyết, đề nghị các đơn vị nghiêm túc triển khai thực hiện.
""",
        "",
    ),
    (
        """\
Trưởng Công an xã chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân xã về an ninh trật tự.
""",
        "",
    ),
    (
        "Mục tiêu: 100% cơ quan, đơn vị xây dựng kế hoạch trước ngày 30/6.",
        "",
    ),
    (
        "Cơ quan chủ trì: Sở Nội vụ.",
        "",
    ),
    (
        """\
Thời gian: 7 giờ 30 ngày 12/5/2022. Địa điểm: Hội trường Huyện ủy. Thành phần: các đồng chí Ủy \
viên.
""",
        "",
    ),
    (
        """\
TT | Thủ tục hành chính | Cơ quan thực hiện | Thời hạn giải quyết
1 | Đăng ký kết hôn có yếu tố nước ngoài | UBND cấp xã | 10 ngày
""",
        "",
    ),
    (
        """\
Công tác tuyên truyền được các cấp chủ trì thực hiện tốt. Việc này do Phòng Nội vụ chủ trì tham \
mưu.
""",
        "",
    ),
]

TABLE_ORDERS_COLUMNS = ("paper", "tasks")
TABLE_LISTS_COLUMNS = ("paper", "tasks")
TABLE_PROGRAMMES_COLUMNS = ("paper", "tasks")
TABLE_ANNEXES_COLUMNS = ("paper", "tasks")
TABLE_NO_TASKS_COLUMNS = ("paper", "tasks")


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        *TABLE_ORDERS,
        *TABLE_LISTS,
        *TABLE_PROGRAMMES,
        *TABLE_ANNEXES,
        *TABLE_NO_TASKS,
    ],
)
def test_tasks_are_read_as_the_manual_says(paper: str, told: str) -> None:
    assert told_tasks(drawn(paper), lexicon()) == told.splitlines()
