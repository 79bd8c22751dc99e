"""Spelling, search, order and dates of Vietnamese text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from vedich.core import vietnamese
from vedich.core.errors import LANGUAGES, Refused
from vedich.core.vietnamese import (
    fold,
    normalise,
    read_date,
    same_name,
    sort_key,
    write_date,
    write_formal_date,
)


TABLE_FOLDED = [
    ("nước sạch", "nuoc sach"),
    ("Nước  Sạch ", "nuoc sach"),
    ("ĐƯỜNG", "duong"),
    ("Đồng khởi mới", "dong khoi moi"),
    ("Ðồng", "dong"),
    ("m²", "m2"),
    ("Ｘã", "xa"),
    ("", ""),
]
"""What a search compares: no marks, no case, đ as d, single spaces."""

TABLE_NORMALISED = [
    ("Hoà Nghĩa", "Hòa Nghĩa"),
    ("Hòa Nghĩa", "Hòa Nghĩa"),
    ("khoẻ", "khỏe"),
    ("thuỷ", "thủy"),
    ("UỶ BAN", "ỦY BAN"),
    ("Uỷ ban", "Ủy ban"),
    ("Thuý", "Thúy"),
    ("(xoá)", "(xóa)"),
    ("nghoẹ", "nghọe"),
    ("Ðảng", "Đảng"),
]
"""One spelling: the tone of an open oa, oe, uy stands on its first letter, as in the names of
places; eth becomes Đ."""

TABLE_UNTOUCHED = [
    "quý", "quỳ", "Quỷ", "QUÝ", "quà", "que", "già", "giá", "gì", "giữ gìn", "giếng", "hoàn",
    "hoài", "xoáy", "toán", "huỳnh", "khuỷu", "thuở", "của", "mía", "Chloé", "café", "hoa", "tuy",
    "ngoằn ngoèo", "oă", "số 5  ha",
]  # fmt: skip
"""Spelled one way only, or not Vietnamese."""

TABLE_ORDER = [
    "", "2", "10", "a", "A", "à", "ả", "ã", "á", "ạ", "An Bình", "Anh", "ăn", "ân", "Ấp 2",
    "Ấp 10", "ba", "Ba", "bà", "bả", "bã", "bá", "bạ", "bà cụ", "ba mẹ", "c", "da", "dạ", "dê",
    "đa", "Đa", "e", "ê", "f", "h", "hoa", "hòa", "hoàn", "i", "l", "o", "ô", "ơ", "p", "q", "s",
    "t", "u", "ư", "v", "x", "y", "z",
]  # fmt: skip
"""Vietnamese order: the letters first, then the tones (ngang huyền hỏi ngã sắc nặng), then case."""

TABLE_DATES = [
    ("30/6/2022", date(2022, 6, 30)),
    ("01-07-2025", date(2025, 7, 1)),
    ("28.02.2022", date(2022, 2, 28)),
    ("28/02/2022", date(2022, 2, 28)),
    (" 30 / 6 / 2022 ", date(2022, 6, 30)),
    ("２８/０２/２０２２", date(2022, 2, 28)),
    ("2022-06-30", date(2022, 6, 30)),
    ("ngày 28 tháng 02 năm 2022", date(2022, 2, 28)),
    ("Ngày 05 tháng 01 năm 2022", date(2022, 1, 5)),
    ("28 tháng 2, năm 2022", date(2022, 2, 28)),
    ("ngày 28 tháng 2/2022", date(2022, 2, 28)),
    ("ngày 30/6/2021", date(2021, 6, 30)),
    ("ngày 30/6 năm 2021", date(2021, 6, 30)),
    ("ngày mùng 3 tháng 2 năm 1930", date(1930, 2, 3)),
    ("29/2/2024", date(2024, 2, 29)),
    ("30/6", date(2030, 6, 30)),
    ("ngày 31-3", date(2030, 3, 31)),
    ("ngày 2 tháng 9", date(2030, 9, 2)),
]
"""Dates as people and documents write them; where the text has no year it is 2030."""

TABLE_DATES_REFUSED = [
    ("", "date.unreadable"),
    ("hôm qua", "date.unreadable"),
    ("tháng 6 năm 2022", "date.unreadable"),
    ("30/6-2022", "date.unreadable"),
    ("30/6/0022", "date.unreadable"),
    ("0000-01-01", "date.unreadable"),
    ("٣/٦/2022", "date.unreadable"),
    ("30/6/22", "date.no_year"),
    ("ngày 30 tháng 6 năm 22", "date.no_year"),
    ("30/6", "date.no_year"),
    ("6/30/2022", "date.no_such_month"),
    ("1/0/2022", "date.no_such_month"),
    ("2022-13-01", "date.no_such_month"),
    ("31/6/2022", "date.no_such_day"),
    ("29/2/2022", "date.no_such_day"),
    ("0/1/2022", "date.no_such_day"),
]
"""Texts that are not one day of the calendar."""


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


# -- spelling --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "folded"), TABLE_FOLDED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_search_ignores_marks_case_and_the_form_of_unicode(
    text: str, folded: str, form: str
) -> None:
    composed = unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)
    assert fold(composed) == folded


@pytest.mark.parametrize(("text", "spelled"), TABLE_NORMALISED)
def test_a_tone_is_put_where_the_names_of_places_have_it(text: str, spelled: str) -> None:
    assert normalise(text) == spelled
    assert normalise(unicodedata.normalize("NFD", text)) == spelled


@pytest.mark.parametrize("text", TABLE_UNTOUCHED)
def test_what_has_one_spelling_is_left_alone(text: str) -> None:
    assert normalise(text) == text


def test_normalising_keeps_blanks_and_case() -> None:
    assert normalise("  HOÀ  bình\n") == "  HÒA  bình\n"


@pytest.mark.parametrize(
    "other", ["hòa nghĩa", "Hoà Nghĩa", " HÒA  NGHĨA ", unicodedata.normalize("NFD", "Hòa Nghĩa")]
)
def test_a_name_is_the_same_however_it_is_typed(other: str) -> None:
    assert same_name("Hòa Nghĩa", other)


@pytest.mark.parametrize("other", ["Hoa Nghĩa", "Hòa Nghia", "Hòa", "Hòa Nghĩa A", "HòaNghĩa"])
def test_another_name_is_another_name(other: str) -> None:
    assert not same_name("Hòa Nghĩa", other)


def test_a_misplaced_tone_after_q_is_still_the_same_name() -> None:
    assert same_name("Phú Quý", "Phú Qúy")


# -- order -----------------------------------------------------------------------------------------


def test_names_stand_in_vietnamese_order() -> None:
    assert sorted(TABLE_ORDER, key=sort_key) == TABLE_ORDER


def test_the_place_of_a_tone_does_not_part_neighbours() -> None:
    names = ["hoá", "hóa", "hoả", "hỏa"]
    assert [fold(name) for name in names] == ["hoa"] * 4
    assert {*sorted(names, key=sort_key)[:2]} == {"hoả", "hỏa"}


def test_tones_count_by_word_and_not_by_their_sum() -> None:
    assert sort_key("hoa-bình") < sort_key("hòa-binh")


def test_other_letters_and_signs_have_a_place() -> None:
    names = ["(a)", "1", "o", "ö", "ơ", "z", "д"]
    assert sorted(names, key=sort_key) == names


def test_leading_zeros_do_not_make_a_number_larger() -> None:
    assert sort_key("Tổ 2") < sort_key("Tổ 03") < sort_key("Tổ 10")


# -- dates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "day"), TABLE_DATES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_date_is_read(text: str, day: date, form: str) -> None:
    composed = unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)
    assert read_date(composed, year=2030) == day


@pytest.mark.parametrize(("text", "code"), TABLE_DATES_REFUSED)
def test_what_is_no_date_is_refused_with_its_reason(text: str, code: str) -> None:
    error = refusal(lambda: read_date(text))
    assert error.code == code
    for language in LANGUAGES:
        assert f"“{text}”" in error.say(language)


def test_an_impossible_day_names_the_last_one() -> None:
    error = refusal(lambda: read_date("29/2", year=2022))
    assert error.say("vi").endswith("tháng 2/2022 có 28 ngày. Hãy viết ngày từ 1 đến 28.")


def test_a_long_text_is_shortened_in_the_message() -> None:
    assert len(str(refusal(lambda: read_date("ngày " * 1000)))) < 200


def test_a_date_on_a_screen_has_no_zeros() -> None:
    assert write_date(date(2022, 7, 15)) == "15/7/2022"
    assert write_date(date(2022, 6, 3)) == "3/6/2022"
    assert write_date(date(2022, 6, 30), with_year=False) == "30/6"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (date(2022, 2, 28), "ngày 28 tháng 02 năm 2022"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (date(2022, 12, 10), "ngày 10 tháng 12 năm 2022"),
    ],
)
def test_a_date_in_a_document_has_the_zeros_the_decree_asks_for(day: date, text: str) -> None:
    assert write_formal_date(day) == text


# -- the door --------------------------------------------------------------------------------------


def test_everything_that_is_offered_exists() -> None:
    assert all(hasattr(vietnamese, name) for name in vietnamese.__all__)
