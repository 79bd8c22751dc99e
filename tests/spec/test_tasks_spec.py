"""A task is clear in six ways or listed as unclear; late and due are counted in working days (R15).

Days are as offices work: Saturdays, Sundays, public holidays, Tết and the days in lieu do not
count. 11/7/2022 is a Monday; Tết 2022 closes offices from 31/1 to 4/2.
"""

from __future__ import annotations

from datetime import date

import pytest

from vedich.apps.tasks.clear import QUESTIONS, Clear, Said, unclear
from vedich.apps.tasks.lateness import Pace, standing
from vedich.apps.tasks.recurring import Round, following, months_on
from vedich.apps.tasks.terms import last_day_of
from vedich.core.vietnamese import read_date
from vedich.rulebook.calendars.public_holidays import working_days


DAYS = working_days(2021, 2024)


def day(text: str | None) -> date | None:
    return read_date(text) if text else None


def a_day(text: str) -> date:
    return read_date(text)


# What is asked of each of the six, where the task does not say it.
TABLE_SIX_CLEARS: list[tuple[Clear, str]] = [
    (Clear.PERSON, "Ai chịu trách nhiệm chính việc này?"),
    (Clear.WORK, "Làm gì, ở đâu, bao nhiêu thì xong?"),
    (Clear.TIME, "Làm từ ngày nào đến ngày nào?"),
    (Clear.RESPONSIBILITY, "Chậm hoặc không xong thì giải trình với ai?"),
    (Clear.PRODUCT, "Xong thì có sản phẩm gì để nhận?"),
    (Clear.AUTHORITY, "Được quyết đến đâu, việc gì phải xin ai duyệt?"),
]
TABLE_SIX_CLEARS_COLUMNS = ("clear", "the question")


@pytest.mark.parametrize(("which", "question"), TABLE_SIX_CLEARS)
def test_every_one_of_the_six_has_its_question(which: Clear, question: str) -> None:
    assert QUESTIONS[which].say("vi", {}) == question


def test_there_are_six() -> None:
    assert [which for which, _ in TABLE_SIX_CLEARS] == list(Clear) == list(QUESTIONS)


WHOLE: dict[str, object] = {
    "person": True,
    "work": "Đặt 6,5 km ống cấp 3",
    "starts_on": date(2022, 2, 21),
    "due_on": date(2022, 9, 30),
    "answers_for": "Chậm thì giải trình trước Ban Thường vụ",
    "product": "Biên bản nghiệm thu",
    "authority": "Chủ tịch xã duyệt ống qua đất của dân",
}

# A task that says all six, and what it lacks when one thing is said differently. Words without a
# letter or digit say nothing; one of the two days alone is no time.
TABLE_UNCLEAR: list[tuple[str, str, str]] = [
    ("", "", ""),
    ("person", "", "person"),
    ("work", "…", "work"),
    ("starts_on", "", "time"),
    ("due_on", "", "time"),
    ("answers_for", " ", "responsibility"),
    ("product", "-", "product"),
    ("authority", "", "authority"),
    ("authority", "Tự quyết", ""),
    ("person, authority", "", "person, authority"),
    ("starts_on, due_on, product", "", "time, product"),
]
TABLE_UNCLEAR_COLUMNS = ("what is said differently", "how", "what is missing")


@pytest.mark.parametrize(("names", "said", "missing"), TABLE_UNCLEAR)
def test_what_is_missing_of_the_six_clears(names: str, said: str, missing: str) -> None:
    changed: dict[str, object] = {
        name: None if name.endswith("_on") else False if name == "person" else said
        for name in names.split(", ")
        if name
    }
    found = unclear(Said(**(WHOLE | changed)))  # type: ignore[arg-type]
    assert ", ".join(found) == missing


# How a task with that day stands. `late` counts the working days after the day, `left` those from
# tomorrow to it. What falls on a closed day is in time until the next working day is over.
TABLE_LATENESS: list[tuple[str | None, str, Pace, int, int]] = [
    ("15/7/2022", "11/7/2022", Pace.SOON, 0, 4),
    ("11/7/2022", "11/7/2022", Pace.SOON, 0, 0),
    ("8/7/2022", "11/7/2022", Pace.LATE, 1, 0),
    ("8/7/2022", "10/7/2022", Pace.SOON, 0, 0),
    ("10/7/2022", "10/7/2022", Pace.SOON, 0, 0),
    ("10/7/2022", "11/7/2022", Pace.LATE, 1, 0),
    ("18/7/2022", "11/7/2022", Pace.SOON, 0, 5),
    ("19/7/2022", "11/7/2022", Pace.ON_TIME, 0, 6),
    ("30/9/2022", "11/7/2022", Pace.ON_TIME, 0, 57),
    ("30/6/2022", "11/7/2022", Pace.LATE, 7, 0),
    ("28/1/2022", "6/2/2022", Pace.SOON, 0, 0),
    ("28/1/2022", "7/2/2022", Pace.LATE, 1, 0),
    ("29/4/2022", "3/5/2022", Pace.SOON, 0, 0),
    ("29/4/2022", "4/5/2022", Pace.LATE, 1, 0),
    (None, "11/7/2022", Pace.NO_DAY, 0, 0),
]
TABLE_LATENESS_COLUMNS = ("due", "on", "stands", "late", "left")


@pytest.mark.parametrize(("due", "on", "pace", "late", "left"), TABLE_LATENESS)
def test_late_and_due_count_working_days(
    due: str | None, on: str, pace: Pace, late: int, left: int
) -> None:
    found = standing(day(due), a_day(on), DAYS)
    assert (found.pace, found.late, found.left) == (pace, late, left)


# What is done keeps how late it was said to be done, however long ago.
TABLE_DONE: list[tuple[str | None, str, int]] = [
    ("8/7/2022", "8/7/2022", 0),
    ("8/7/2022", "12/7/2022", 2),
    ("30/5/2022", "3/6/2022", 4),
    ("28/1/2022", "7/2/2022", 1),
    (None, "12/7/2022", 0),
]
TABLE_DONE_COLUMNS = ("due", "done", "late")


@pytest.mark.parametrize(("due", "done", "late"), TABLE_DONE)
def test_what_is_done_keeps_how_late_it_was(due: str | None, done: str, late: int) -> None:
    found = standing(day(due), date(2022, 12, 30), DAYS, done_on=day(done))
    assert (found.pace, found.late) == (Pace.DONE, late)


# The round after the one that was due on `over`. Days are counted from the first round: the last of
# a month stays the last, and a day moved off a closed day is moved for that round alone.
TABLE_COMES_AGAIN: list[tuple[str, str, int, int, str, str, str]] = [
    ("1/1/2022", "31/1/2022", 1, 0, "31/1/2022", "1/2/2022", "28/2/2022"),
    ("1/1/2022", "31/1/2022", 1, 1, "28/2/2022", "1/3/2022", "31/3/2022"),
    ("1/1/2022", "31/3/2022", 3, 0, "31/3/2022", "1/4/2022", "30/6/2022"),
    ("1/1/2023", "5/1/2023", 1, 0, "5/1/2023", "1/2/2023", "6/2/2023"),
    ("1/1/2023", "5/1/2023", 1, 1, "6/2/2023", "1/3/2023", "6/3/2023"),
    ("1/1/2023", "5/1/2023", 1, 2, "6/3/2023", "1/4/2023", "5/4/2023"),
    ("1/12/2021", "31/12/2021", 1, 0, "31/12/2021", "1/1/2022", "7/2/2022"),
    ("1/4/2022", "29/4/2022", 1, 0, "29/4/2022", "1/5/2022", "30/5/2022"),
    ("1/4/2022", "29/4/2022", 1, 0, "8/8/2022", "9/8/2022", "29/8/2022"),
    ("1/1/2022", "1/1/2022", 12, 0, "4/1/2022", "1/1/2023", "3/1/2023"),
]
TABLE_COMES_AGAIN_COLUMNS = (
    "first from",
    "first to",
    "every … months",
    "months gone",
    "over",
    "next from",
    "next to",
)


@pytest.mark.parametrize(
    ("start", "due", "every", "gone", "over", "next_start", "next_due"), TABLE_COMES_AGAIN
)
def test_the_next_round_is_never_due_on_a_closed_day(
    start: str, due: str, every: int, gone: int, over: str, next_start: str, next_due: str
) -> None:
    first = Round(a_day(start), a_day(due))
    found = following(first, gone, every, a_day(over), DAYS)
    assert found == Round(a_day(next_start), a_day(next_due))
    assert DAYS.works(found.due_on)


def test_the_last_of_a_month_stays_the_last() -> None:
    assert months_on(date(2022, 12, 31), 2) == date(2023, 2, 28)


# The last day that words of a resolution allow, read in 2022; blank: they name no day.
TABLE_BY_WHEN: list[tuple[str, str | None]] = [
    ("Quý II/2022", "30/6/2022"),
    ("quý 3", "30/9/2022"),
    ("trước 30/9/2022", "30/9/2022"),
    ("từ 01/3 đến 15/5/2022", "15/5/2022"),
    ("Tháng 6", "30/6/2022"),
    ("tháng 11/2023", "30/11/2023"),
    ("6 tháng đầu năm", "30/6/2022"),
    ("Cuối năm", "31/12/2022"),
    ("Trong năm 2023", "31/12/2023"),
    ("Thường xuyên", None),
    ("31/2/2022", None),
    ("tháng 13", None),
    ("", None),
]
TABLE_BY_WHEN_COLUMNS = ("words", "last day")


@pytest.mark.parametrize(("words", "last"), TABLE_BY_WHEN)
def test_by_when_in_words(words: str, last: str | None) -> None:
    assert last_day_of(words, 2022) == day(last)
