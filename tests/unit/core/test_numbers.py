"""The edges of numbers that the tables of the manual do not show."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from vedich.core import numbers
from vedich.core.errors import LANGUAGES, Refused
from vedich.core.numbers import (
    MAX_SCALED,
    MAX_WEIGHT,
    Amount,
    check_scaled,
    check_weight,
    compare,
    div_round,
    div_trunc,
    from_scaled,
    order_key,
    rate,
    read_machine,
    read_number,
    read_range,
    read_scaled,
    read_unit,
    read_weight,
    rescale,
    to_scaled,
    write_number,
    write_range,
)


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


def amount(value: str, unit: str) -> Amount:
    return Amount(Decimal(value), read_unit(unit))


# -- exact -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "divisor", "rounded", "cut"),
    [(7, 2, 4, 3), (-7, 2, -4, -3), (7, -2, -4, -3), (-7, -2, 4, 3), (1, 3, 0, 0), (2, 3, 1, 0)],
)
def test_division_rounds_or_cuts_as_sql_does(
    number: int, divisor: int, rounded: int, cut: int
) -> None:
    assert (div_round(number, divisor), div_trunc(number, divisor)) == (rounded, cut)


@pytest.mark.parametrize("divide", [div_round, div_trunc])
def test_a_zero_divisor_is_the_callers_mistake(divide: Callable[[int, int], int]) -> None:
    with pytest.raises(ZeroDivisionError):
        divide(1, 0)


def test_the_order_key_of_a_part_alone_is_the_part() -> None:
    assert order_key(-5, None) == (-5,)


def test_the_order_key_of_a_pair_is_its_rate_then_whole_then_part() -> None:
    assert order_key(1, 3) == (333_333_333_333_333, 3, 1)
    assert order_key(-1, 3) == (-333_333_333_333_333, 3, -1)


def test_a_whole_of_zero_has_no_order_key() -> None:
    assert order_key(5, 0) is None


def test_a_rate_is_rounded_once_from_its_pair() -> None:
    assert rate(1560, 1600, decimals=1, per=100) == 975
    assert rate(-1, 3, decimals=2) == -33
    assert rate(5, 0, decimals=1) is None


def test_fewer_decimals_round_and_more_add_zeros() -> None:
    assert rescale(1245, decimals=2, to=1) == 125
    assert rescale(-1245, decimals=2, to=1) == -125
    assert rescale(12, decimals=1, to=1) == 12
    assert rescale(12, decimals=1, to=3) == 1200


def test_a_decimal_becomes_an_integer_at_its_scale() -> None:
    assert to_scaled(Decimal("38.81"), decimals=2) == 3881
    assert to_scaled(Decimal("1.50"), decimals=1) == 15


def test_a_digit_is_never_lost_on_the_way_to_an_integer() -> None:
    error = refusal(lambda: to_scaled(Decimal("38.81"), decimals=1))
    assert error.code == "number.too_fine"
    assert "38.81" in str(error)


def test_the_limit_itself_is_allowed_and_one_more_is_not() -> None:
    assert check_scaled(-MAX_SCALED) == -MAX_SCALED
    error = refusal(lambda: check_scaled(MAX_SCALED + 1))
    assert error.code == "number.too_large"
    assert "1\u202f000\u202f000\u202f000\u202f000\u202f000" in error.say("vi")


def test_a_decimal_beyond_the_limit_is_refused() -> None:
    assert refusal(lambda: to_scaled(Decimal(10**15), decimals=1)).code == "number.too_large"


def test_a_weight_is_a_count_within_its_limit() -> None:
    assert (check_weight(0), check_weight(MAX_WEIGHT)) == (0, MAX_WEIGHT)
    assert refusal(lambda: check_weight(-1)).code == "number.not_a_weight"
    assert refusal(lambda: check_weight(MAX_WEIGHT + 1)).code == "number.not_a_weight"


def test_a_decimal_is_exact_whatever_the_context() -> None:
    with localcontext(prec=3):
        assert str(from_scaled(123_456, decimals=2)) == "1234.56"
        assert str(read_number("1.234,56").value) == "1234.56"


# -- machine ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+1",
        "1,5",
        ".5",
        "5.",
        "1e5",
        " 1",
        "1 ",
        "1\n",
        "1 000",
        "−1",
        "1.2.3",
        "١",
        "nan",
    ],
)
def test_a_file_holds_plain_numbers_only(text: str) -> None:
    assert refusal(lambda: read_machine(text)).code == "number.not_machine"


def test_a_file_number_keeps_to_six_decimals() -> None:
    assert refusal(lambda: read_machine("0.1234567")).code == "number.too_fine"


@pytest.mark.parametrize(
    "text", ["1000000000000001", "-1000000000000001", "9" * 5000, "1000000000.000001"]
)
def test_a_file_number_beyond_the_limit_is_refused(text: str) -> None:
    error = refusal(lambda: read_machine(text))
    assert error.code == "number.too_large"
    assert len(str(error)) < 250


def test_a_file_number_is_read_at_a_scale() -> None:
    assert read_scaled("1.50000000", decimals=1) == 15
    assert read_scaled("-12.5", decimals=3) == -12500


def test_a_scale_never_drops_a_digit() -> None:
    assert refusal(lambda: read_scaled("12.55", decimals=1)).code == "number.too_fine"


def test_the_limit_holds_at_the_scale_asked_for() -> None:
    error = refusal(lambda: read_scaled("1000000000000000", decimals=2))
    assert "10\u202f000\u202f000\u202f000\u202f000." in str(error)


def test_a_weight_in_a_file_may_end_in_zeros() -> None:
    assert read_weight("1500.0") == 1500


@pytest.mark.parametrize("text", ["1.5", "-1", "1000000001"])
def test_a_weight_in_a_file_is_a_whole_number(text: str) -> None:
    assert refusal(lambda: read_weight(text)).code == "number.not_a_weight"


# -- typed -----------------------------------------------------------------------------------------


def test_a_dot_before_three_digits_groups() -> None:
    reading = read_number("1.234")
    assert (reading.value, reading.decimals) == (Decimal(1234), 0)


def test_english_grouping_is_refused_with_the_way_to_write_it() -> None:
    error = refusal(lambda: read_number("1,234.5"))
    assert error.say("vi").endswith("Hãy viết 1.234,5.")


def test_the_decimals_written_are_kept() -> None:
    assert read_number("62,0").decimals == 1
    assert read_number("2,50 triệu").decimals == 0


def test_zeros_beyond_six_decimals_do_no_harm() -> None:
    reading = read_number("1,50000000")
    assert (reading.value, reading.decimals) == (Decimal("1.5"), 1)


def test_zeros_that_would_pass_the_limit_are_left_off() -> None:
    assert read_number("1.000.000.000.000.000,0").decimals == 0


def test_a_reading_can_be_repeated_back() -> None:
    reading = read_number(",55")
    assert write_number(reading.scaled, decimals=reading.decimals) == "0,55"


@pytest.mark.parametrize(
    "text",
    [
        "triệu", "tỷ", "rưỡi", "2 rưỡi", "2,5 triệu rưỡi", "2,5 tỷ 200 triệu", "2,5 triệu 3 nghìn",
        "2 nghìn 3 triệu", "3 triệu 1500 nghìn", "1 tỷ 2000 triệu", "2 triệu rưỡi 3 nghìn",
        "5 ba", "linh năm", "nhiều tỷ", "1 tỷ nhiều", "2,5 tỷ rưỡi", "1 tỷ 200", "3 . triệu",
        "2 chục 3", "1.234 trăm", "3 trăm x", "1 2 trăm",
        "1 triệu 2,5 nghìn 300", "x tỷ tỷ", "tỷ " * 100, "1" * 61, "a_b", "5 5%",
        "một nghìn 20 tỷ", "20 triệu 3 vạn 20 nghìn",
    ],
)  # fmt: skip
def test_words_out_of_order_are_refused(text: str) -> None:
    assert refusal(lambda: read_number(text)).code.startswith("number.")


def test_a_long_text_is_shortened_in_the_message() -> None:
    assert len(str(refusal(lambda: read_number("dài " * 1000)))) < 200


@pytest.mark.parametrize("text", ["3", "1-2-3", "3%-5", "3‰-5%", "a-5", "5-b", ""])
def test_what_is_no_range_is_refused(text: str) -> None:
    assert refusal(lambda: read_range(text)).code == "number.not_a_range"


@pytest.mark.parametrize(
    "text",
    [
        "hai đến ba trăm",
        "2-3 chục",
        "hai đến ba mươi",
        "3 đến 5 trăm nghìn",
        "3-5 trăm tỷ",
        "2 đến 3 triệu 200 nghìn",
        "2 đến 2 tỷ rưỡi",
    ],
)
def test_a_range_whose_lower_end_is_unsure_is_refused(text: str) -> None:
    assert refusal(lambda: read_range(text)).code == "number.heard_two_ways"


@pytest.mark.parametrize("text", ["hai trăm đến ba trăm", "20-30", "mười đến ba mươi", "2-300"])
def test_a_range_whose_ends_stand_alone_is_read(text: str) -> None:
    assert read_range(text).low.value < read_range(text).high.value


@pytest.mark.parametrize("text", ["5-3", "500 đến 1 triệu", "-3 – -5"])
def test_a_range_that_runs_backwards_is_refused(text: str) -> None:
    assert refusal(lambda: read_range(text)).code == "number.reversed_range"


def test_the_scale_word_of_the_upper_end_keeps_the_doubt_of_the_lower() -> None:
    span = read_range("1.200-1.500 tỷ")
    assert span.low.other == Decimal("1.2e9")


# -- written ---------------------------------------------------------------------------------------


def test_a_range_is_written_with_an_en_dash_and_one_mark() -> None:
    assert write_range(18, 22, decimals=0) == "18–22"
    assert write_range(100, 155, decimals=2, show=1, mark="%") == "1,0–1,6%"
    assert write_range(1000, 2000, decimals=0, language="en") == "1,000–2,000"


def test_a_range_below_zero_is_written_with_room() -> None:
    assert write_range(-5, -3, decimals=0) == "−5 – −3"


def test_a_range_is_not_written_backwards() -> None:
    with pytest.raises(ValueError, match="above its end"):
        write_range(5, 3, decimals=0)


# -- units -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        (("1.2", "tỷ đồng"), ("1200", "tr.đ"), 0),
        (("1.3", "tỷ đồng"), ("1200", "triệu đồng"), 1),
        (("999", "nghìn tấn"), ("1", "triệu tấn"), -1),
        (("9", "bác sĩ/vạn dân"), ("0.9", "bác sĩ/1.000 dân"), 0),
        (("5", "triệu đồng/năm/người"), ("5000000", "đồng/người/năm"), 0),
        (("1", "nhà văn hóa"), ("1", "Nhà văn hoá"), 0),
    ],
)
def test_amounts_of_one_base_compare_exactly(
    one: tuple[str, str], other: tuple[str, str], order: int
) -> None:
    assert compare(amount(*one), amount(*other)) == order


@pytest.mark.parametrize(
    ("one", "other"), [("đồng", "người"), ("%", "‰"), ("kg", "tấn"), ("triệu", "triệu đồng")]
)
def test_different_bases_are_not_compared(one: str, other: str) -> None:
    error = refusal(lambda: compare(amount("1", one), amount("1", other)))
    assert error.code == "unit.bases_differ"
    assert f"“{one}”" in str(error)
    assert f"“{other}”" in str(error)


@pytest.mark.parametrize("text", ["", "  ", "đồng/", "/người", "đồng//năm"])
def test_a_blank_unit_is_refused(text: str) -> None:
    assert refusal(lambda: read_unit(text)).code == "unit.blank"


def test_a_unit_is_the_same_however_it_is_spelled() -> None:
    assert read_unit("Triệu đồng") == read_unit("tr.đ")
    assert read_unit("giường/vạn dân").factor == Fraction(1, 10_000)


# -- the door --------------------------------------------------------------------------------------


def test_everything_that_is_offered_exists() -> None:
    assert all(hasattr(numbers, name) for name in numbers.__all__)


def test_every_refusal_says_a_remedy_in_each_language() -> None:
    error = refusal(lambda: read_number("abc"))
    for language in LANGUAGES:
        assert re.fullmatch(r".*“abc”.+\. .+1\.234,5.+\.", error.say(language))
