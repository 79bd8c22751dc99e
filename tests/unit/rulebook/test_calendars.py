from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.periods import Period, WorkingDays
from vedich.rulebook.calendars import DueRule, due_days, read
from vedich.rulebook.calendars.public_holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    holiday_law,
    public_holidays,
    working_days,
)
from vedich.rulebook.load import files
from vedich.rulebook.located import parse
from vedich.rulebook.refusals import RefusedAt


ALWAYS_OPEN = WorkingDays()


def test_a_due_day_counts_from_the_last_month_of_the_period() -> None:
    year = Period.year(2022)
    assert DueRule(day=5, months_after=1).nominal(year) == date(2023, 1, 5)
    assert DueRule(day=15, months_after=0).nominal(year) == date(2022, 12, 15)
    assert DueRule(day=28, months_after=3).nominal(year) == date(2023, 3, 28)


@pytest.mark.parametrize("period", ["2020..2025", "2019-12"])
def test_a_period_without_a_rule_has_no_due_day(period: str) -> None:
    with pytest.raises(Refused) as caught:
        due_days().due(Period.parse(period), ALWAYS_OPEN)
    assert caught.value.code == "calendar.no_due_day"
    assert period in caught.value.say("vi")


_RULE = (
    "{due: [{from: 2020-01-01, source: s, confidence: sample, value: {day: 5, months_after: 1}}]"
)
STAYS = "returns:\n" + "".join(
    f"  {span}: {_RULE}, name: {{vi: v, en: e}}}}\n"
    for span in ("month", "quarter", "half", "year")
)
STAYS += (
    "closed_offices:\n  - {from: 2020-01-01, source: s, confidence: sample, value: {move: stays}}\n"
)


def test_a_due_day_with_closed_offices_moves_or_stays_as_the_law_of_the_day_says() -> None:
    month = Period.parse("2022-01")
    assert due_days().moves.at(date(2016, 12, 31)) is None
    assert due_days().due(month, ALWAYS_OPEN) == date(2022, 2, 7)
    stays = parse(STAYS, "calendars/test.yaml", read)
    assert stays.due(month, ALWAYS_OPEN) == date(2022, 2, 5)


def test_every_kind_of_period_must_have_its_return() -> None:
    with pytest.raises(RefusedAt) as caught:
        parse(STAYS.replace("  half:", "  halves:"), "calendars/test.yaml", read)
    assert caught.value.code == "rulebook.key_missing"


@pytest.mark.parametrize("day", [0, 29])
def test_a_due_day_is_one_that_every_month_has(day: int) -> None:
    with pytest.raises(RefusedAt) as caught:
        parse(STAYS.replace("day: 5", f"day: {day}", 1), "calendars/test.yaml", read)
    assert (caught.value.code, caught.value.spot.line) == ("rulebook.not_whole", 2)


def test_holidays_are_named_in_both_languages() -> None:
    found = public_holidays(2022, 2022)
    assert found[date(2022, 2, 1)].vi == "Tết Nguyên Đán"
    assert found[date(2022, 2, 1)].en == "Lunar New Year"
    assert list(found) == sorted(found)
    assert {day.year for day in found} == {2022}


def test_a_saturday_worked_for_a_holiday_of_the_year_before_counts() -> None:
    assert working_days(2019, 2019).works(date(2019, 1, 5))
    assert working_days(2018, 2018).made_up == frozenset()
    assert not working_days(2018, 2018).works(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"),
    [(FIRST_YEAR - 1, 2000), (2000, LAST_YEAR + 1), (2023, 2022)],
)
def test_years_whose_holidays_are_not_known_are_refused(first: int, last: int) -> None:
    for ask in (public_holidays, working_days):
        with pytest.raises(Refused) as caught:
            ask(first, last)
        assert caught.value.code == "calendar.not_known"


def test_the_first_and_the_last_year_have_their_holidays() -> None:
    assert date(FIRST_YEAR, 1, 1) in public_holidays(FIRST_YEAR, FIRST_YEAR)
    assert date(LAST_YEAR, 9, 2) in public_holidays(LAST_YEAR, LAST_YEAR)


def test_the_law_behind_the_holidays_is_dated() -> None:
    law = holiday_law().at(date(2022, 2, 1))
    assert law is not None
    assert law.say("en") == "Labour Code 2019, Article 112"
    assert holiday_law().at(date(1994, 12, 31)) is None


def test_due_days_do_not_wait_for_the_holiday_library() -> None:
    code = (
        "import sys, vedich.rulebook.calendars as c; c.due_days(); print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_shelf_lists_its_files_in_order() -> None:
    assert files("calendars") == ("calendars/due_days.yaml", "calendars/holiday_law.yaml")
