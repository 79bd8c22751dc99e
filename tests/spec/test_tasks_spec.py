"""When a task is clear, late, due; when it comes again; by when, in words. Tables of the manual."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.apps.tasks.clear import QUESTIONS, Clear, Said, unclear
from vedich.apps.tasks.lateness import Pace, standing
from vedich.apps.tasks.recurring import Round, following, months_on
from vedich.apps.tasks.terms import last_day_of
from vedich.rulebook.calendars.public_holidays import working_days


TET = working_days(2022, 2023)


def said(**other: object) -> Said:
    whole = {
        "person": True,
        "work": "Đặt 6,5 km ống cấp 3",
        "starts_on": date(2022, 2, 21),
        "due_on": date(2022, 9, 30),
        "answers_for": "Chậm thì giải trình trước Ban Thường vụ",
        "product": "Biên bản nghiệm thu",
        "authority": "Chủ tịch xã duyệt ống qua đất của dân",
    }
    return Said(**(whole | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lacks", "missing"),
    [
        ({}, ()),
        ({"person": False}, (Clear.PERSON,)),
        ({"work": "…"}, (Clear.WORK,)),
        ({"starts_on": None}, (Clear.TIME,)),
        ({"due_on": None}, (Clear.TIME,)),
        ({"answers_for": " "}, (Clear.RESPONSIBILITY,)),
        ({"product": "-"}, (Clear.PRODUCT,)),
        ({"authority": ""}, (Clear.AUTHORITY,)),
        ({"person": False, "authority": ""}, (Clear.PERSON, Clear.AUTHORITY)),
    ],
)
def test_what_is_missing_of_the_six_clears(
    lacks: dict[str, object], missing: tuple[Clear, ...]
) -> None:
    assert unclear(said(**lacks)) == missing


def test_every_one_of_the_six_has_its_question() -> None:
    assert set(QUESTIONS) == set(Clear)
    for message in QUESTIONS.values():
        assert message.say("vi", {}).endswith("?")


@pytest.mark.parametrize(
    ("due", "on", "pace", "late", "left"),
    [
        # Monday 11/7/2022 to Friday 15/7
        (date(2022, 7, 15), date(2022, 7, 11), Pace.SOON, 0, 4),
        (date(2022, 7, 11), date(2022, 7, 11), Pace.SOON, 0, 0),
        (date(2022, 7, 8), date(2022, 7, 11), Pace.LATE, 1, 0),
        # a Sunday is in time until Monday is over, so on Monday it is one working day late
        (date(2022, 7, 10), date(2022, 7, 10), Pace.SOON, 0, 0),
        (date(2022, 7, 10), date(2022, 7, 11), Pace.LATE, 1, 0),
        (date(2022, 9, 30), date(2022, 7, 11), Pace.ON_TIME, 0, 57),
        # Tết 2022: offices closed from 31/1 to 4/2
        (date(2022, 1, 28), date(2022, 2, 6), Pace.SOON, 0, 0),
        (date(2022, 1, 28), date(2022, 2, 7), Pace.LATE, 1, 0),
        (None, date(2022, 7, 11), Pace.NO_DAY, 0, 0),
    ],
)
def test_late_and_due_count_working_days(
    due: date | None, on: date, pace: Pace, late: int, left: int
) -> None:
    found = standing(due, on, TET)
    assert (found.pace, found.late) == (pace, late)
    if pace in (Pace.SOON, Pace.ON_TIME):
        assert found.left == left


def test_what_is_done_keeps_how_late_it_was() -> None:
    found = standing(date(2022, 7, 8), date(2022, 7, 20), TET, done_on=date(2022, 7, 12))
    assert (found.pace, found.late) == (Pace.DONE, 2)


@pytest.mark.parametrize(
    ("starts_on", "due_on", "every", "next_start", "next_due"),
    [
        (date(2022, 1, 1), date(2022, 1, 31), 1, date(2022, 2, 1), date(2022, 2, 28)),
        (date(2022, 1, 1), date(2022, 3, 31), 3, date(2022, 4, 1), date(2022, 6, 30)),
        # 5/2/2023 is a Sunday
        (date(2023, 1, 1), date(2023, 1, 5), 1, date(2023, 2, 1), date(2023, 2, 6)),
    ],
)
def test_the_next_round_is_never_due_on_a_closed_day(
    starts_on: date, due_on: date, every: int, next_start: date, next_due: date
) -> None:
    found = following(Round(starts_on, due_on), 0, every, due_on, TET)
    assert (found.starts_on, found.due_on) == (next_start, next_due)
    assert TET.works(found.due_on)


def test_the_last_of_a_month_stays_the_last() -> None:
    assert months_on(date(2022, 12, 31), 2) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Quý II/2022", date(2022, 6, 30)),
        ("quý 3", date(2022, 9, 30)),
        ("trước 30/9/2022", date(2022, 9, 30)),
        ("từ 01/3 đến 15/5/2022", date(2022, 5, 15)),
        ("Tháng 6", date(2022, 6, 30)),
        ("tháng 11/2023", date(2023, 11, 30)),
        ("6 tháng đầu năm", date(2022, 6, 30)),
        ("Cuối năm", date(2022, 12, 31)),
        ("Trong năm 2023", date(2023, 12, 31)),
        ("Thường xuyên", None),
        ("31/2/2022", None),
        ("tháng 13", None),
        ("", None),
    ],
)
def test_by_when_in_words(words: str, day: date | None) -> None:
    assert last_day_of(words, 2022) == day
