"""What a reader makes of the sentences of resolutions and reports, as tables.

An item is written as kind, comparator, value and unit; several are separated by a bar. The reader
proposes and a person decides, so a sentence that could be read two ways gives the likelier one.
"""

from __future__ import annotations

import unicodedata

import pytest

from vedich.core.documents import Proposal, plain, read
from vedich.rulebook.lexicon import lexicon


# The words right before or behind a number bind it, literally.
TABLE_COMPARATORS = [
    # sentence, read as
    ("Phấn đấu thu ngân sách đạt từ 118,5 tỷ đồng trở lên.", "target >= 118.5 tỷ đồng"),
    ("Phấn đấu kết nạp trên 120 đảng viên.", "target >= 120 đảng viên"),
    ("Phấn đấu có ít nhất 90% chi bộ hoàn thành tốt.", "target >= 90 %"),
    ("Phấn đấu tỷ lệ tham gia tối thiểu 95%.", "target >= 95 %"),
    ("Mục tiêu: tỷ lệ hộ nghèo còn dưới 1,5%.", "target <= 1.5 %"),
    ("Mục tiêu: không quá 2% tổ chức đảng bị kỷ luật.", "target <= 2 %"),
    ("Mục tiêu: tối đa 5 vụ tai nạn giao thông.", "target <= 5 vụ tai nạn giao thông"),
    ("Phấn đấu tỷ lệ che phủ rừng khoảng 42%.", "target = 42 %"),
    ("Phấn đấu đạt ≥ 95% hộ dân.", "target >= 95 %"),
    ("Phấn đấu không dưới 30 sản phẩm OCOP.", "target >= 30 sản phẩm OCOP"),
    ("Phấn đấu còn 3% trở xuống.", "target <= 3 %"),
]

# A verb of change that governs the number makes it a change; a level that follows does not.
TABLE_CHANGES = [
    # sentence, read as
    ("Năm nay thu đã tăng 12,5% so với cùng kỳ.", "result increase-by 12.5 %"),
    ("Hộ nghèo đã giảm còn 5,35%.", "result = 5.35 %"),
    ("Thu nhập đã tăng lên 52,3 triệu đồng.", "result = 52.3 triệu đồng"),
    ("Phấn đấu giảm tỷ lệ hộ nghèo bình quân 1-1,5%/năm.", "target decrease-by 1..1.5 %/năm"),
    ("Phấn đấu thu nhập tăng gấp 2 lần.", "target increase-by 2 lần"),
    (
        "Đã có 3.838 xã đạt chuẩn, tăng 769 xã (8,62%) so với năm trước.",
        "result = 3838 xã | result increase-by 769 xã | result increase-by 8.62 %",
    ),
    ("Tốc độ tăng trưởng đã đạt 12,16%.", "result = 12.16 %"),
    (
        "Số người tham gia đã sụt giảm so với năm trước là hơn 231.000 người.",
        "result decrease-by 231000 người",
    ),
    (
        "Hộ nghèo đã giảm bình quân 2%/năm, riêng xã khó khăn khoảng 4%/năm.",
        "result decrease-by 2 %/năm | result decrease-by 4 %/năm",
    ),
    ("Phấn đấu kéo giảm từ 5 - 10% số vụ.", "target decrease-by 5..10 %"),
    ("Phấn đấu thu không thấp hơn 8.200 tỷ đồng.", "target >= 8200 tỷ đồng"),
    ("Chỉ số sản xuất đã gấp 2,1 lần năm trước.", "result increase-by 2.1 lần"),
]

# The earlier value of “từ A lên B” is a baseline, whatever B is.
TABLE_BASELINES = [
    # sentence, read as
    (
        "Phấn đấu nâng tỷ lệ hộ dùng nước sạch từ 46,8% cuối năm 2021 lên 62% vào cuối năm 2022.",
        "baseline = 46.8 % | target = 62 %",
    ),
    (
        "Tỷ lệ hộ nghèo đã giảm từ 5,2% xuống còn 3,9%.",
        "baseline = 5.2 % | result = 3.9 %",
    ),
    (
        "Thu nhập đã tăng từ 45 triệu đồng lên trên 52,3 triệu đồng.",
        "baseline = 45 triệu đồng | result >= 52.3 triệu đồng",
    ),
]

# However it is spelled: grouped, in words, in two scales, decomposed, glued, listed.
TABLE_NUMBERS = [
    # sentence, read as
    ("Phấn đấu đạt 268.780 tỉ đồng.", "target = 268780 tỉ đồng"),
    ("Phấn đấu đạt 7.066,524 tỷ đồng.", "target = 7066.524 tỷ đồng"),
    ("Phấn đấu tăng trưởng đạt 6.5%.", "target = 6.5 %"),
    ("Phấn đấu thu 1,250,000 lượt khách.", "target = 1250000 lượt khách"),
    ("Mức chi trả đạt 3 triệu 150 ngàn đồng/người.", "result = 3.15 triệu đồng/người"),
    ("Thu ngân sách đạt 1 tỷ 200 triệu.", "result = 1.2 tỷ"),
    ("Phấn đấu xây dựng mười hai xã nông thôn mới.", "target = 12 xã"),
    ("Đến năm 2020,100% xã có trạm y tế.", "target = 100 %"),
    ("Phấn đấu đạt95% hộ.", "target = 95 %"),
    ("Phấn đấu đạt ,55%.", "target = 0.55 %"),
    (
        "Phấn đấu đạt lần lượt 91, 82 và 75,4%.",
        "target = 91 % | target = 82 % | target = 75.4 %",
    ),
    ("Phấn đấu tăng trưởng 8 - 8,5%/năm.", "target = 8..8.5 %/năm"),
    ("Phấn đấu đạt từ 6,5 đến 7%.", "target = 6.5..7 %"),
    ("Phấn đấu thu từ 10 triệu đến 12 triệu đồng.", "target = 10..12 triệu đồng"),
    ("Đã có 8/10 phường đạt văn minh đô thị.", "result = 8/10 phường"),
    ("Phấn đấu cả huyện không còn hộ nghèo.", "target = 0 hộ nghèo"),
]

# “4 xã: A, B, C, D” keeps its names; a place in an order is counted in hạng.
TABLE_SETS_AND_RANKS = [
    # sentence, read as
    (
        "Mục tiêu xây dựng 4 xã nâng cao (Phú Phụng, Vĩnh Thành, Sơn Định, Tân Thiềng).",
        "target = 4 xã {Phú Phụng, Vĩnh Thành, Sơn Định, Tân Thiềng}",
    ),
    (
        "Mục tiêu xây dựng 2 xã kiểu mẫu: Vĩnh Thành và Sơn Định.",
        "target = 2 xã {Vĩnh Thành, Sơn Định}",
    ),
    ("Mục tiêu xây dựng 3 xã kiểu mẫu: Vĩnh Thành, Sơn Định.", "target = 3 xã"),
    ("Phấn đấu lọt vào nhóm 20 tỉnh dẫn đầu cả nước.", "target <= 20 hạng"),
    ("Phấn đấu lọt vào tốp 30 của cả nước.", "target <= 30 hạng"),
    ("Chỉ số cải cách đã xếp thứ 12/63 tỉnh.", "result = 12/63 hạng"),
]

# Not everything with a number is an item.
TABLE_NO_ITEMS = [
    # sentence, read as
    ("Căn cứ Nghị quyết số 26-NQ/TW ngày 05/8/2008, Điều 4 Nghị định số 120/2018/NĐ-CP.", ""),
    ("Hội nghị họp ngày 17/4 tại Quốc lộ 57, lúc 7h30, với sự có mặt của các ngành.", ""),
    ("Trong 3 năm 2019-2021 và nhiệm kỳ 2020-2025, tình hình ổn định.", ""),
    ("Tuyến đường dài 12,5 km, rộng 5,5 m đi qua xã.", ""),
    ("Đã công nhận 41 huyện thuộc 13 tỉnh.", "result = 41 huyện"),
    ("Cả nước còn 10 xã dưới 5 tiêu chí.", "result = 10 xã"),
    ("Ứng dụng công nghệ 4.0 và dịch vụ mức độ 3, 4.", ""),
    ("Tập trung cho cả 2 chương trình mục tiêu quốc gia.", ""),
]

# What stands above or before a number leans it to a commitment or to a result.
TABLE_KINDS = [
    # text, read as
    ("II. CHỈ TIÊU NĂM 2025\n- Tỷ lệ hộ nghèo còn 1,5%.", "target = 1.5 %"),
    ("I. KẾT QUẢ NĂM 2024\n- Tỷ lệ hộ nghèo còn 1,5%.", "result = 1.5 %"),
    (
        "Phấn đấu đến cuối năm:\n- Hộ nghèo còn 2%;\n- Bảo hiểm y tế đạt 95%.",
        "target = 2 % | target = 95 %",
    ),
    ("Đã đạt 108% kế hoạch năm.", "result = 108 %"),
    (
        "Thu 3.000 tỷ đồng so với chỉ tiêu giao (3.400 tỷ đồng).",
        "result = 3000 tỷ đồng | target = 3400 tỷ đồng",
    ),
    (
        "Ngày 05/01/2022\nNăm 2021, hộ nghèo là 3,92%. Đến năm 2025 còn 1%.",
        "result = 3.92 % | target = 1 %",
    ),
    ("Huyện Cần Giờ đã đạt 42,48%.", "result = 42.48 %"),
    ("", ""),
    ("Đoàn kết, kỷ cương, phát triển.", ""),
]

TABLE_COMPARATORS_COLUMNS = TABLE_CHANGES_COLUMNS = TABLE_BASELINES_COLUMNS = (
    "sentence",
    "read as",
)
TABLE_NUMBERS_COLUMNS = TABLE_SETS_AND_RANKS_COLUMNS = TABLE_NO_ITEMS_COLUMNS = (
    "sentence",
    "read as",
)
TABLE_KINDS_COLUMNS = ("text", "read as")

TABLES = (
    TABLE_COMPARATORS
    + TABLE_CHANGES
    + TABLE_BASELINES
    + TABLE_NUMBERS
    + TABLE_SETS_AND_RANKS
    + TABLE_NO_ITEMS
    + TABLE_KINDS
)


def say(item: Proposal) -> str:
    """An item in the short form of the tables."""
    high = "" if item.high is None else f"..{item.high}"
    of = "" if item.of is None else f"/{item.of}"
    names = f" {{{', '.join(item.members)}}}" if item.members else ""
    return f"{item.kind} {item.comparator} {item.value}{high}{of} {item.unit}{names}"


def found(text: str) -> str:
    """What a text is read as."""
    return " | ".join(say(item) for item in read(plain(text), lexicon()).proposals)


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_sentence_is_read(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_spelling_does_not_matter(text: str, expected: str) -> None:
    loose = text.replace(" ", "\u00a0", 1).replace(" - ", " – ")
    decomposed = unicodedata.normalize("NFD", loose)
    read_as = found(decomposed)
    assert unicodedata.normalize("NFC", read_as) == expected


@pytest.mark.parametrize(("text", "_expected"), TABLES)
def test_the_words_of_an_item_stand_in_the_text(text: str, _expected: str) -> None:
    source = plain(unicodedata.normalize("NFD", text))
    for item in read(source, lexicon()).proposals:
        words = source.quote(item.start, item.end)
        assert 0 <= item.start < item.end <= len(source.text)
        assert words == words.strip()
