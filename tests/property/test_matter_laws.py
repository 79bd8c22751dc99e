"""Laws of the clock of matters: nothing is forgotten, nothing climbs twice, Tết costs nobody."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vedich.apps.tasks.matters import clock
from vedich.apps.tasks.matters.clock import STEPS, Move, Side, State
from vedich.apps.tasks.matters.offices import calendar


DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(1, 30)


@given(DAYS, COUNTS)
def test_an_answer_is_due_on_a_working_day_so_many_working_days_on(start: date, days: int) -> None:
    book = calendar(start)
    due = clock.answer_by(start, days=days, urgent=False, calendar=book)
    assert book.works(due)
    assert book.late(start, due) == days
    assert clock.left(due, start, book) == days


@given(DAYS, COUNTS)
def test_urgent_is_never_later(start: date, days: int) -> None:
    book = calendar(start)
    urgent = clock.answer_by(start, days=days, urgent=True, calendar=book)
    assert start < urgent <= clock.answer_by(start, days=days, urgent=False, calendar=book)


@given(DAYS, st.integers(-60, 60))
def test_left_goes_down_by_one_each_working_day_and_only_then(due: date, offset: int) -> None:
    day = due + timedelta(days=offset)
    book = calendar(due, day, day + timedelta(days=1))
    today = clock.left(due, day, book)
    tomorrow = clock.left(due, day + timedelta(days=1), book)
    assert today - tomorrow == book.works(day + timedelta(days=1))


@given(DAYS, st.integers(0, 60))
def test_it_climbs_first_on_a_working_day_after_its_own(due: date, later: int) -> None:
    day = due + timedelta(days=later)
    book = calendar(due, day)
    if clock.climbs(State.OPEN, due, day, book):
        assert day > due
        first = next(
            one
            for one in (due + timedelta(days=n) for n in range(1, 61))
            if clock.climbs(State.OPEN, due, one, book)
        )
        assert book.works(first)


@given(DAYS, COUNTS, st.booleans())
def test_what_has_just_climbed_does_not_climb_again_that_day(
    day: date, days: int, urgent: bool
) -> None:
    book = calendar(day)
    due = clock.answer_by(day, days=days, urgent=urgent, calendar=book)
    assert not clock.climbs(State.OPEN, due, day, book)


@given(DAYS, COUNTS)
def test_an_answer_has_its_full_days_before_silence_closes_it(day: date, days: int) -> None:
    book = calendar(day)
    last = clock.answer_by(day, days=days, urgent=False, calendar=book)
    after = clock.answer_by(last, days=1, urgent=False, calendar=calendar(last))
    for one, closes in ((day, False), (last, False), (after, True)):
        found = clock.closes_by_silence(
            State.ANSWERED, day, one, days=days, calendar=calendar(day, one)
        )
        assert found is closes


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_is_done_a_matter_stays_somebodys_until_it_is_closed(
    steps: list[clock.Step],
) -> None:
    state = State.OPEN
    for step in steps:
        if step.before is state:
            state = clock.advance(state, step.move, step.side)
    assert (clock.whose_turn(state) is None) == (state is State.CLOSED)


def test_every_step_is_one_sides_own() -> None:
    keys = [(step.before, step.side, step.move) for step in STEPS]
    assert len(keys) == len(set(keys))
    assert {step.side for step in STEPS if step.move is Move.CLIMB} == {Side.CLOCK}
