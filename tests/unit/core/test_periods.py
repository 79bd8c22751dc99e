"""Periods as values, days as people write them, and the days offices work."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.periods import Length, Period, WorkingDays, parse_day


JUNE, Q2, H1, YEAR = (Period.parse(text) for text in ("2022-06", "2022-Q2", "2022-H1", "2022"))
TERM = Period.term(2020, 2025)


@pytest.mark.parametrize(
    ("text", "start", "last_day"),
    [
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2020..2025", date(2020, 1, 1), date(2025, 12, 31)),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9998", date(9998, 1, 1), date(9998, 12, 31)),
    ],
)
def test_a_text_names_its_days(text: str, start: date, last_day: date) -> None:
    period = Period.parse(text)
    assert (period.start, period.last_day) == (start, last_day)
    assert str(period) == text


def test_a_period_ends_before_the_next_begins() -> None:
    assert YEAR.end == date(2023, 1, 1) == Period.year(2023).start


def test_a_term_of_one_year_is_that_year() -> None:
    assert Period.parse("2022..2022") == YEAR


@pytest.mark.parametrize(
    "text",
    [
        "", "22", "2022-00", "2022-13", "2022-6", "2022-Q0", "2022-Q5", "2022-H3", "2022-q2",
        "2022 ", "2022\n", "2022-06-30", "2022..", "0999", "9999", "2020..9999", "٢٠٢٢", "quý II",
    ],
)  # fmt: skip
def test_another_text_is_not_a_period(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Period.parse(text)
    assert (refused.value.code, refused.value.values) == ("period.unreadable", {"value": text})


@pytest.mark.parametrize("text", ["2025..2020", "2020..0000"])
def test_a_term_runs_forwards(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Period.parse(text)
    assert refused.value.code == "period.backwards"


@pytest.mark.parametrize(
    ("first", "months"),
    [(24264, 0), (24264, -1), (24264, 2), (24264, 9), (24264, 18), (24265, 3), (24267, 6)],
)
def test_an_odd_stretch_cannot_be_built(first: int, months: int) -> None:
    with pytest.raises(Refused) as refused:
        Period(first, months)
    assert refused.value.code == "period.no_such_span"


@pytest.mark.parametrize("year", [999, 9999])
def test_a_year_has_days_on_both_sides(year: int) -> None:
    with pytest.raises(Refused, match=f"starts in {year} is not within the years 1000 to 9998"):
        Period.year(year)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (Length.MONTH, "2022-08"),
        (Length.QUARTER, "2022-Q3"),
        (Length.HALF, "2022-H2"),
        (Length.YEAR, "2022"),
    ],
)
def test_a_day_lies_in_one_period_of_each_length(length: Length, text: str) -> None:
    assert str(Period.of(date(2022, 8, 31), length)) == text


def test_a_year_holds_its_quarters_and_itself() -> None:
    assert YEAR.holds(Q2)
    assert YEAR.holds(YEAR)
    assert not Q2.holds(YEAR)


def test_neighbours_share_nothing() -> None:
    assert H1.overlaps(JUNE)
    assert not H1.overlaps(Period.parse("2022-H2"))
    assert not Period.parse("2022-H2").overlaps(H1)


def test_periods_order_by_start_then_by_length() -> None:
    january, first = Period.parse("2022-01"), Period.parse("2022-Q1")
    assert sorted([JUNE, YEAR, first, january]) == [january, first, YEAR, JUNE]


@pytest.mark.parametrize(
    ("period", "steps", "text"),
    [(JUNE, 1, "2022-07"), (Q2, -2, "2021-Q4"), (H1, 1, "2022-H2"), (TERM, 1, "2026..2031")],
)
def test_a_period_moves_by_its_own_length(period: Period, steps: int, text: str) -> None:
    assert str(period.shifted(steps)) == text


def test_the_same_stretch_a_year_before() -> None:
    assert str(Q2.year_before()) == "2021-Q2"
    assert str(YEAR.year_before()) == "2021"


def test_a_half_year_is_made_of_quarters() -> None:
    assert [str(part) for part in H1.parts(Length.QUARTER)] == ["2022-Q1", "2022-Q2"]


@pytest.mark.parametrize("length", [-1, 0, 2, 12])
def test_parts_that_do_not_fill_a_period_are_refused_at_once(length: int) -> None:
    with pytest.raises(Refused) as refused:
        H1.parts(length)
    assert refused.value.code == "period.no_such_span"


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        (date(2022, 5, 31), 0),
        (date(2022, 6, 1), 1),
        (date(2022, 6, 30), 30),
        (date(2022, 7, 1), 30),
    ],
)
def test_days_gone_never_pass_the_days_there_are(day: date, gone: int) -> None:
    assert JUNE.elapsed(day) == (gone, 30)


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("2022-06", "tháng 6/2022", "June 2022"),
        ("2022-Q2", "quý II/2022", "quarter II of 2022"),
        ("2022-H1", "6 tháng đầu năm 2022", "first half of 2022"),
        ("2022-H2", "6 tháng cuối năm 2022", "second half of 2022"),
        ("2022", "năm 2022", "2022"),
        ("2020..2025", "giai đoạn 2020–2025", "the years 2020–2025"),
    ],
)
def test_people_say_periods_in_their_language(text: str, vietnamese: str, english: str) -> None:
    assert Period.parse(text).name("vi") == vietnamese
    assert Period.parse(text).name("en") == english


def test_a_day_is_written_year_month_day() -> None:
    assert parse_day("2022-06-30") == date(2022, 6, 30)


@pytest.mark.parametrize(
    "text", ["", "20220630", "2022-W26-4", "30/6/2022", "2022-06-31", "2022-06-30\n"]
)
def test_another_text_is_not_a_day(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_day(text)
    assert refused.value.say("vi").startswith(f"“{text}” không phải là một ngày.")


# Tết 2022 from 31 January to 4 February; the Saturday after is made up, for the example.
TET = WorkingDays(
    holidays=frozenset({date(2022, 1, 31), *(date(2022, 2, day) for day in range(1, 5))}),
    made_up=frozenset({date(2022, 2, 12)}),
)
FRIDAY, FIRST_DAY_BACK = date(2022, 1, 28), date(2022, 2, 7)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (FRIDAY, True),
        (date(2022, 1, 29), False),
        (date(2022, 2, 1), False),
        (FIRST_DAY_BACK, True),
        (date(2022, 2, 12), True),
        (date(2022, 2, 13), False),
    ],
)
def test_offices_rest_at_weekends_and_tet(day: date, works: bool) -> None:
    assert TET.works(day) is works


def test_without_a_calendar_only_weekends_are_off() -> None:
    assert WorkingDays().works(date(2022, 2, 1))


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (FRIDAY, 0, FRIDAY),
        (date(2022, 1, 29), 0, FIRST_DAY_BACK),
        (FRIDAY, 1, FIRST_DAY_BACK),
        (FRIDAY, 6, date(2022, 2, 12)),
        (FRIDAY, 7, date(2022, 2, 14)),
    ],
)
def test_working_days_are_counted_over_tet(day: date, count: int, found: date) -> None:
    assert TET.after(day, count) == found


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (date(2022, 1, 27), 0),
        (FRIDAY, 0),
        (date(2022, 2, 6), 0),
        (FIRST_DAY_BACK, 1),
        (date(2022, 2, 12), 6),
    ],
)
def test_tet_makes_nobody_late(on: date, late: int) -> None:
    assert TET.late(FRIDAY, on) == late
