"""Laws of periods: a period is a set of months, and working days only ever add up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.strategies import days, periods
from vedich.core.periods import Length, Period, WorkingDays


NEAR = periods(2019, 2023)
CALENDARS = st.builds(
    WorkingDays, st.frozensets(days(), max_size=20), st.frozensets(days(), max_size=5)
)


def months(period: Period) -> set[int]:
    return set(range(period.first, period.last))


@given(periods())
def test_a_text_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods(), periods())
def test_two_periods_never_share_a_text_or_a_name(one: Period, two: Period) -> None:
    assume(one != two)
    assert str(one) != str(two)
    assert one.name("vi") != two.name("vi")
    assert one.name("en") != two.name("en")


@given(NEAR, st.sampled_from(Length))
def test_parts_are_a_partition(period: Period, length: Length) -> None:
    assume(length <= period.months)
    parts = list(period.parts(length))
    assert sum(part.months for part in parts) == period.months
    assert set[int]().union(*map(months, parts)) == months(period)
    assert parts == sorted(parts)


@given(NEAR, NEAR)
def test_to_hold_is_to_hold_every_month(one: Period, two: Period) -> None:
    assert one.holds(two) == (months(one) >= months(two))


@given(NEAR, NEAR)
def test_to_overlap_is_to_share_a_month(one: Period, two: Period) -> None:
    assert one.overlaps(two) == bool(months(one) & months(two))


@given(periods(2022, 2022, terms=False), periods(2022, 2022, terms=False))
def test_within_a_year_periods_nest_or_stand_apart(one: Period, two: Period) -> None:
    assert one.holds(two) or two.holds(one) or not one.overlaps(two)


@given(periods(2000, 2030), st.integers(-3, 3))
def test_shifted_periods_meet_without_gap(period: Period, steps: int) -> None:
    moved = period.shifted(steps)
    assert moved.end == moved.shifted(1).start
    assert moved.shifted(-steps) == period


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.sampled_from(Length))
def test_the_period_of_a_day_has_that_day(day: date, length: Length) -> None:
    period = Period.of(day, length)
    assert period.start <= day <= period.last_day < period.end
    assert period.months == length


@given(NEAR, NEAR)
def test_periods_order_as_their_days_do(one: Period, two: Period) -> None:
    assert (one < two) == ((one.start, one.end) < (two.start, two.end))


@given(NEAR, st.dates(date(2018, 1, 1), date(2030, 1, 1)))
def test_days_gone_are_the_days_that_were_lived(period: Period, on: date) -> None:
    gone, total = period.elapsed(on)
    lived = [n for n in range(total) if period.start + timedelta(days=n) <= on]
    assert (gone, total) == (len(lived), (period.end - period.start).days)


@given(CALENDARS, days(), days())
def test_late_counts_the_working_days_gone(calendar: WorkingDays, due: date, on: date) -> None:
    gone = [due + timedelta(days=n) for n in range(1, 100) if due + timedelta(days=n) <= on]
    assert calendar.late(due, on) == sum(map(calendar.works, gone))


@given(CALENDARS, days(), days(), days())
def test_nobody_gets_less_late_by_waiting(
    calendar: WorkingDays, due: date, on: date, later: date
) -> None:
    on, later = sorted((on, later))
    assert calendar.late(due, on) <= calendar.late(due, later)
    assert calendar.late(later, due) <= calendar.late(on, due)


@given(CALENDARS, days(), st.integers(1, 15))
def test_the_day_n_working_days_on_is_n_days_late(
    calendar: WorkingDays, day: date, count: int
) -> None:
    found = calendar.after(day, count)
    assert calendar.works(found)
    assert calendar.late(day, found) == count
    assert calendar.after(day, count + 1) > found


@given(CALENDARS, days())
def test_no_working_days_on_is_the_next_day_offices_work(calendar: WorkingDays, day: date) -> None:
    found = calendar.after(day, 0)
    assert found == (day if calendar.works(day) else calendar.after(day, 1))
