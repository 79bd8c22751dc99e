"""What numbers mean, as tables: a text and the value it has, or why it has none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vedich.core.errors import Refused
from vedich.core.numbers import (
    Mark,
    read_machine,
    read_number,
    read_range,
    read_unit,
    write_machine,
    write_number,
    write_words,
)


TABLE_DIGITS = [
    ("15", "15"),
    ("05", "5"),
    ("1.234,5", "1234.5"),
    ("1 234,5", "1234.5"),
    ("1\u00a0234,5", "1234.5"),
    ("1\u202f234\u2009567", "1234567"),
    ("1.234.567", "1234567"),
    ("7.066,524", "7066.524"),
    ("0,55", "0.55"),
    ("0.55", "0.55"),
    (",55", "0.55"),
    (".55", "0.55"),
    ("0.550", "0.550"),
    ("62,0", "62.0"),
    ("1234,567", "1234.567"),
    ("−12,5", "-12.5"),
    ("-12,5", "-12.5"),
    ("–12,5", "-12.5"),
    ("âm 12,5", "-12.5"),
    ("１．２３４，５", "1234.5"),
]
"""Numbers in digits. A point or a space groups by three, a comma is decimal; a point that cannot
group is decimal too. The kind of blank, of minus and of digit does not matter, and the zeros a
person wrote at the end are kept."""

TABLE_MARKS = [
    ("38.81%", "38.81", "%"),
    ("97,5 %", "97.5", "%"),
    ("1,2‰", "1.2", "‰"),
    ("năm phần trăm", "5", "%"),
    ("3 phần nghìn", "3", "‰"),
    ("62", "62", ""),
]
"""Percent and per mille. The mark is read beside the number and never divides it: 38,81% is 38.81
of the unit %."""

TABLE_AMBIGUOUS = [
    ("1.234", "1234", "1.234"),
    ("1,234", "1.234", "1234"),
    ("1.200", "1200", "1.2"),
    ("1234.567", "1234.567", "1234567"),
    ("1.234 tỷ", "1234000000000", "1234000000"),
    ("268.780 tỉ", "268780000000000", "268780000000"),
    ("1,500 triệu", "1500000", "1500000000"),
    ("−1.234%", "-1234", "-1.234"),
]
"""Numbers that another habit reads a thousand times larger or smaller. They have the value in the
second column; the third says what else was possible, so that the screen can ask once."""

TABLE_SCALE_WORDS = [
    ("15 nghìn", "15000"),
    ("15 ngàn", "15000"),
    ("3 triệu 150 ngàn", "3150000"),
    ("3triệu 150 ngàn", "3150000"),
    ("2,5 tỷ", "2500000000"),
    ("2,5 tỉ", "2500000000"),
    ("1 tỷ 200 triệu", "1200000000"),
    ("1 tỷ 200,5 triệu", "1200500000"),
    ("15 nghìn 300", "15300"),
    ("2 triệu rưỡi", "2500000"),
    ("2 tỷ rưỡi", "2500000000"),
    ("3 trăm rưỡi", "350"),
    ("5 trăm triệu", "500000000"),
    ("3 chục", "30"),
    ("2,5 trăm", "250"),
    ("15 nghìn 3 trăm", "15300"),
    ("3 trăm rưỡi triệu", "350000000"),
    ("2 vạn", "20000"),
    ("3 tr", "3000000"),
    ("90 nghìn tỷ", "90000000000000"),
    ("1 nghìn 200 tỷ", "1200000000000"),
]
"""Digits with scale words. Each scale is smaller than the one before it; rưỡi adds half of the
scale before it; what stands before tỷ is a number of its own."""

TABLE_WORDS = [
    ("không", "0"),
    ("bốn", "4"),
    ("tư", "4"),
    ("mười", "10"),
    ("mười lăm", "15"),
    ("hai mốt", "21"),
    ("hai mươi mốt", "21"),
    ("hai tư", "24"),
    ("ba mươi lăm", "35"),
    ("ba lăm", "35"),
    ("bẩy mươi nhăm", "75"),
    ("ba chục", "30"),
    ("một trăm", "100"),
    ("một trăm lẻ một", "101"),
    ("hai trăm linh năm", "205"),
    ("một trăm rưỡi", "150"),
    ("một trăm hai mươi", "120"),
    ("hai nghìn không trăm hai mươi lăm", "2025"),
    ("hai nghìn linh năm", "2005"),
    ("một triệu không trăm linh hai", "1000002"),
    ("một triệu không nghìn ba trăm", "1000300"),
    ("hai triệu rưỡi", "2500000"),
    ("một nghìn hai trăm tỷ ba triệu", "1200003000000"),
    ("nửa tỷ", "500000000"),
    ("một nửa", "0.5"),
    ("Ba Mươi Lăm", "35"),
    ("hai trie\u0302\u0323u", "2000000"),
    ("hai triêụ", "2000000"),
]
"""Numbers in words. Case, composed or decomposed letters and the place of the tone do not
matter."""

TABLE_REFUSED = [
    ("", "number.unreadable"),
    ("%", "number.unreadable"),
    ("nhiều", "number.unreadable"),
    ("12.34.5", "number.unreadable"),
    ("1.234.5", "number.unreadable"),
    ("1 234.5", "number.unreadable"),
    ("012.345", "number.unreadable"),
    ("10²", "number.unreadable"),
    ("1e5", "number.unreadable"),
    ("- 5", "number.unreadable"),
    ("--5", "number.unreadable"),
    ("5 xã", "number.unreadable"),
    ("1/2", "number.unreadable"),
    ("1,234.5", "number.english_style"),
    ("1,234,567", "number.english_style"),
    ("3 triệu 2", "number.heard_two_ways"),
    ("một triệu ba trăm", "number.heard_two_ways"),
    ("3 triệu 150", "number.heard_two_ways"),
    ("3 triệu 2 trăm", "number.heard_two_ways"),
    ("3 triệu 2 trăm rưỡi", "number.heard_two_ways"),
    ("ba trăm triệu rưỡi", "number.heard_two_ways"),
    ("5 trăm tỷ rưỡi", "number.heard_two_ways"),
    ("15 nghìn 3", "number.heard_two_ways"),
    ("hai trăm năm", "number.heard_two_ways"),
    ("hai nghìn năm", "number.heard_two_ways"),
    ("hai ba", "number.heard_two_ways"),
    ("mười năm", "number.heard_two_ways"),
    ("2 nghìn tỷ rưỡi", "number.heard_two_ways"),
    ("0,1234567", "number.too_fine"),
    ("1.000.000.000.000.001", "number.too_large"),
    ("2 triệu tỷ", "number.too_large"),
]
"""Texts that are not a number, or not one number. What is heard two ways is refused with both in
mind: "3 triệu 2" is 3 200 000 in speech, "hai ba" may be two to three."""

TABLE_RANGES = [
    ("3-5", "3", "5", ""),
    ("3–5", "3", "5", ""),
    ("18 – 22", "18", "22", ""),
    ("từ 3 đến 5", "3", "5", ""),
    ("từ ba tới năm", "3", "5", ""),
    ("1-1,5%", "1", "1.5", "%"),
    ("3%-4%", "3", "4", "%"),
    ("2-3 triệu", "2000000", "3000000", ""),
    ("500 nghìn – 1 triệu", "500000", "1000000", ""),
    ("−5 – −3", "-5", "-3", ""),
    ("-3–5", "-3", "5", ""),
]
"""Ranges. A mark or scale word that stands only at the upper end holds for both ends."""

TABLE_MACHINE = [
    ("-12.5", -125, 1),
    ("0", 0, 0),
    ("-0", 0, 0),
    ("007", 7, 0),
    ("1.50", 15, 1),
    ("1.50000000", 15, 1),
    ("100", 100, 0),
    ("0.000001", 1, 6),
    ("1000000000000000", 10**15, 0),
]
"""Numbers in files, with the integer they are and how many decimals they need. Zeros at the end
are not decimals, so CSV and a padded DECIMAL column agree on the scale."""

TABLE_WRITTEN = [
    (12345, 1, None, "", "1.234,5", "1,234.5"),
    (-125, 1, None, "", "−12,5", "−12.5"),
    (620, 1, None, "%", "62,0%", "62.0%"),
    (62049, 3, 1, "%", "62,0%", "62.0%"),
    (62050, 3, 1, "%", "62,1%", "62.1%"),
    (-62050, 3, 1, "", "−62,1", "−62.1"),
    (-4, 2, 1, "", "0,0", "0.0"),
    (5, 0, 2, "", "5,00", "5.00"),
    (1234567, 0, None, "", "1.234.567", "1,234,567"),
    (5, 2, None, "", "0,05", "0.05"),
]
"""Numbers for people: the integer, its decimals, the decimals shown, the mark, in Vietnamese and
in English. Halves round away from zero; what rounds to zero has no minus."""

TABLE_WRITTEN_FOR_FILES = [
    (-125, 1, "-12.5"),
    (12500, 3, "12.5"),
    (-40, 1, "-4"),
    (5, 6, "0.000005"),
    (0, 3, "0"),
]
"""Numbers for files: no zeros at the end, an ASCII minus."""

TABLE_WRITTEN_IN_WORDS = [
    (0, "không"),
    (10, "mười"),
    (15, "mười lăm"),
    (21, "hai mươi mốt"),
    (44, "bốn mươi tư"),
    (105, "một trăm linh năm"),
    (110, "một trăm mười"),
    (1234, "một nghìn hai trăm ba mươi tư"),
    (2005, "hai nghìn không trăm linh năm"),
    (3150000, "ba triệu một trăm năm mươi nghìn"),
    (1200003000000, "một nghìn hai trăm tỷ không trăm linh ba triệu"),
    (1000300, "một triệu không nghìn ba trăm"),
    (10**9 + 5, "một tỷ không triệu không nghìn không trăm linh năm"),
    (10**15, "một triệu tỷ"),
    (-7, "âm bảy"),
]
"""Whole numbers in words, as they are repeated back: every place within the number is said."""

TABLE_UNITS = [
    ("đồng", 1, "đồng"),
    ("triệu đồng", 10**6, "đồng"),
    ("tr.đ", 10**6, "đồng"),
    ("trđ", 10**6, "đồng"),
    ("tr đồng", 10**6, "đồng"),
    ("Tỷ đồng", 10**9, "đồng"),
    ("tỉ đồng", 10**9, "đồng"),
    ("nghìn tỷ đồng", 10**12, "đồng"),
    ("1.000 đồng", 10**3, "đồng"),
    ("1000đ", 10**3, "đồng"),
    ("tỷ USD", 10**9, "usd"),
    ("triệu đồng/người/năm", 10**6, "đồng/người/năm"),
    ("ngàn tấn", 10**3, "tấn"),
    ("triệu SP", 10**6, "sản phẩm"),
    ("triệu lượt khách", 10**6, "lượt khách"),
    ("triệu", 10**6, ""),
    ("tỷ lệ %", 1, "tỷ lệ %"),
    ("%", 1, "%"),
    ("‰", 1, "‰"),
    ("phần trăm", 1, "%"),
    ("m²/người", 1, "m2/người"),
    ("ha", 1, "ha"),
    ("km", 1, "km"),
    ("xã", 1, "xã"),
    ("trường", 1, "trường"),
]
"""Units: how many of which base. Scale words multiply; "tỷ lệ" is a rate and no billion."""


@pytest.mark.parametrize(("text", "value"), TABLE_DIGITS + TABLE_SCALE_WORDS + TABLE_WORDS)
def test_a_number_has_one_value(text: str, value: str) -> None:
    reading = read_number(text)
    assert (str(reading.value), reading.ambiguous) == (value, False)


@pytest.mark.parametrize(("text", "value", "mark"), TABLE_MARKS)
def test_a_mark_is_read_beside_the_number(text: str, value: str, mark: str) -> None:
    reading = read_number(text)
    assert (str(reading.value), reading.mark) == (value, mark)


@pytest.mark.parametrize(("text", "value", "other"), TABLE_AMBIGUOUS)
def test_an_ambiguous_number_says_what_else_it_may_mean(text: str, value: str, other: str) -> None:
    reading = read_number(text)
    assert (str(reading.value), str(reading.other)) == (value, other)
    assert reading.ambiguous


@pytest.mark.parametrize(("text", "code"), TABLE_REFUSED)
def test_what_is_no_number_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read_number(text)
    assert caught.value.code == code
    assert f"“{text}”" in caught.value.say("vi")


@pytest.mark.parametrize(("text", "low", "high", "mark"), TABLE_RANGES)
def test_a_range_has_two_ends(text: str, low: str, high: str, mark: str) -> None:
    span = read_range(text)
    assert (span.low.value, span.high.value) == (Decimal(low), Decimal(high))
    assert (span.low.mark, span.high.mark) == (mark, mark)


@pytest.mark.parametrize(("text", "digits", "decimals"), TABLE_MACHINE)
def test_a_number_in_a_file_is_an_integer_and_its_decimals(
    text: str, digits: int, decimals: int
) -> None:
    number = read_machine(text)
    assert (number.digits, number.decimals) == (digits, decimals)


@pytest.mark.parametrize(("scaled", "decimals", "show", "mark", "vi", "en"), TABLE_WRITTEN)
def test_a_number_is_written_for_people(
    scaled: int, decimals: int, show: int | None, mark: Mark, vi: str, en: str
) -> None:
    assert write_number(scaled, decimals=decimals, show=show, mark=mark) == vi
    assert write_number(scaled, decimals=decimals, show=show, mark=mark, language="en") == en


@pytest.mark.parametrize(("scaled", "decimals", "text"), TABLE_WRITTEN_FOR_FILES)
def test_a_number_is_written_for_files(scaled: int, decimals: int, text: str) -> None:
    assert write_machine(scaled, decimals=decimals) == text


@pytest.mark.parametrize(("number", "words"), TABLE_WRITTEN_IN_WORDS)
def test_a_number_is_written_in_words(number: int, words: str) -> None:
    assert write_words(number) == words


@pytest.mark.parametrize(("text", "factor", "base"), TABLE_UNITS)
def test_a_unit_is_a_factor_and_a_base(text: str, factor: int, base: str) -> None:
    unit = read_unit(text)
    assert unit.factor == factor
    assert (unit.base, unit.name) == (base, text)
