"""Laws of numbers, on random ones."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import assume, example, given
from hypothesis import strategies as st

from vedich.core.errors import Refused
from vedich.core.numbers import (
    KEY_FACTOR,
    MAX_SCALED,
    Amount,
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
    rescale,
    to_scaled,
    write_machine,
    write_number,
    write_range,
    write_words,
)


scaled = st.integers(-MAX_SCALED, MAX_SCALED)
decimals = st.integers(0, 6)
wide = st.integers(-(10**38), 10**38)
divisors = wide.filter(bool)
SCALES = ("", "nghìn ", "triệu ", "tỷ ", "nghìn tỷ ")


@given(wide, divisors)
def test_cutting_goes_toward_zero(number: int, divisor: int) -> None:
    assert div_trunc(number, divisor) == int(Fraction(number, divisor))


@given(wide, divisors)
@example(5, 10)
@example(-5, 10)
@example(15, -10)
def test_rounding_goes_to_the_nearest_and_halves_away_from_zero(number: int, divisor: int) -> None:
    exact = Fraction(number, divisor)
    nearest = floor(abs(exact) + Fraction(1, 2))
    assert div_round(number, divisor) == (nearest if exact > 0 else -nearest)


@given(wide, divisors)
def test_division_is_odd(number: int, divisor: int) -> None:
    assert div_round(-number, divisor) == -div_round(number, divisor) == div_round(number, -divisor)
    assert div_trunc(-number, divisor) == -div_trunc(number, divisor) == div_trunc(number, -divisor)


@given(scaled, st.integers(1, MAX_SCALED), scaled, st.integers(1, MAX_SCALED))
def test_the_order_key_orders_by_rate_and_tells_every_two_pairs_apart(
    part: int, whole: int, part_2: int, whole_2: int
) -> None:
    one, two = order_key(part, whole), order_key(part_2, whole_2)
    assert one is not None
    assert two is not None
    assert (one == two) == ((part, whole) == (part_2, whole_2))
    difference = Fraction(part, whole) - Fraction(part_2, whole_2)
    if abs(difference) >= Fraction(1, KEY_FACTOR):
        assert (one < two) == (difference < 0)


@given(scaled, scaled, decimals, st.sampled_from([1, 100, 1000]))
def test_a_rate_is_within_half_a_digit_of_the_truth(
    part: int, whole: int, digits: int, per: int
) -> None:
    value = rate(part, whole, decimals=digits, per=per)
    if whole == 0:
        assert value is None
    else:
        assert value is not None
        error = Fraction(part * per, whole) - Fraction(value, 10**digits)
        assert abs(error) * 2 <= Fraction(1, 10**digits)


@given(scaled, decimals, decimals)
def test_more_decimals_and_back_change_nothing(number: int, few: int, more: int) -> None:
    assume(few <= more)
    assert rescale(rescale(number, decimals=few, to=more), decimals=more, to=few) == number


@given(scaled, decimals)
def test_decimals_and_integers_are_one_number(number: int, digits: int) -> None:
    value = from_scaled(number, decimals=digits)
    assert Fraction(value) == Fraction(number, 10**digits)
    assert to_scaled(value, decimals=digits) == number


@given(scaled, decimals)
def test_what_is_written_for_files_is_read_back(number: int, digits: int) -> None:
    text = write_machine(number, decimals=digits)
    assert read_scaled(text, decimals=digits) == number
    assert read_machine(text).decimals <= digits
    assert not (("." in text) and text.endswith("0"))


@given(scaled, decimals)
def test_what_is_written_for_people_is_read_back(number: int, digits: int) -> None:
    text = write_number(number, decimals=digits)
    reading = read_number(text)
    assert (reading.scaled, reading.decimals) == (number, digits)
    assert reading.value == from_scaled(number, decimals=digits)


@given(scaled, decimals)
def test_a_percentage_is_read_back_with_its_mark(number: int, digits: int) -> None:
    reading = read_number(write_number(number, decimals=digits, mark="%"))
    assert (reading.scaled, reading.mark) == (number, "%")


@given(scaled, scaled, decimals)
def test_a_range_is_read_back(one: int, other: int, digits: int) -> None:
    low, high = sorted((one, other))
    span = read_range(write_range(low, high, decimals=digits))
    assert (span.low.scaled, span.high.scaled) == (low, high)


@given(scaled)
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert read_number(write_words(number)).value == number


@given(st.integers(0, 999), st.integers(0, 4))
def test_words_and_scale_words_multiply(number: int, place: int) -> None:
    text = f"{number} {SCALES[place]}".strip()
    assert read_number(text).value == Decimal(number) * 10 ** (3 * place)


@given(scaled, decimals)
def test_the_english_text_swaps_the_signs_and_nothing_else(number: int, digits: int) -> None:
    english = write_number(number, decimals=digits, language="en")
    assert english.translate(str.maketrans(",.", ".,")) == write_number(number, decimals=digits)


@given(st.one_of(st.text(max_size=20), st.text("0123456789.,-−– %triệutỷnăm", max_size=20)))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_number, read_range, read_machine, read_unit):
        try:
            read(text)
        except Refused as refused:
            assert refused.say("vi")


@given(scaled, scaled, st.sampled_from(["", "nghìn ", "triệu ", "tỷ "]))
def test_comparing_does_not_depend_on_the_scale(one: int, other: int, scale: str) -> None:
    unit, base = read_unit(f"{scale}đồng"), read_unit("đồng")
    first, second = Amount(Decimal(one), unit), Amount(Decimal(other), unit)
    grown = Amount(Decimal(other * int(unit.factor)), base)
    assert compare(first, second) == compare(first, grown) == -compare(grown, first)
