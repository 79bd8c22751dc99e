"""When a thing past its day goes one step up the line: pure, by working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedich.apps.notices.climbing import Case, next_level
from vedich.rulebook.calendars.public_holidays import working_days


CALENDAR = working_days(2022, 2023)
DUE = date(2022, 7, 5)  # a Tuesday


def level(day: date, *, grace: int = 3, **other: object) -> int | None:
    said: dict[str, object] = {"level": 0, "top": 3, "told_on": date(2022, 7, 6), "known": False}
    case = Case(due=DUE, **said | other)  # type: ignore[arg-type]
    return next_level(case, day=day, grace=grace, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2022, 7, 6), None),
        (date(2022, 7, 8), None),
        (date(2022, 7, 9), None),  # Saturday: nobody is told on a day off
        (date(2022, 7, 11), 1),  # Monday, the third working day after Wednesday
        (date(2022, 7, 12), 1),
    ],
)
def test_after_the_days_of_grace_the_next_one_is_told(day: date, found: int | None) -> None:
    assert level(day) == found


def test_the_first_word_of_anybody_ends_it() -> None:
    assert level(date(2022, 7, 29), known=True) is None


def test_the_line_has_an_end() -> None:
    assert level(date(2022, 7, 29), level=3) is None


def test_nobody_to_tell_first_the_grace_runs_from_the_day_it_was_due() -> None:
    assert level(date(2022, 7, 8), told_on=None) == 1


def test_no_grace_still_leaves_one_day() -> None:
    assert level(date(2022, 7, 6), grace=0) is None
    assert level(date(2022, 7, 7), grace=0) == 1


@given(
    days=st.lists(st.integers(0, 60), max_size=30),
    grace=st.integers(0, 8),
    known_from=st.integers(0, 60),
)
def test_day_by_day_it_climbs_one_step_at_a_time_and_stops(
    days: list[int], grace: int, known_from: int
) -> None:
    at, told, climbed = 0, date(2022, 7, 6), []
    for offset in sorted(set(days)):
        day = date(2022, 7, 6) + timedelta(days=offset)
        known = offset >= known_from
        case = Case(DUE, at, 3, told, known)
        found = next_level(case, day=day, grace=grace, calendar=CALENDAR)
        if found is not None:
            assert found == at + 1
            assert not known
            assert CALENDAR.works(day)
            climbed.append((at, told, day))
            at, told = found, day
    for _, before, after in climbed:
        assert CALENDAR.late(before, after) >= max(1, grace)
