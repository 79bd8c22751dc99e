"""Small things every screen of tasks needs: days and amounts as texts, the calendar, names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from vedich.apps.people.models import Post
from vedich.apps.people.queries import names
from vedich.apps.tasks.lateness import Pace, Standing, standing
from vedich.apps.tasks.models import Task
from vedich.core.errors import Language, Refused
from vedich.core.numbers import rescale, write_number
from vedich.core.periods import WorkingDays
from vedich.core.vietnamese import write_date
from vedich.rulebook.calendars.public_holidays import FIRST_YEAR, LAST_YEAR, working_days


GOING: Final = (Task.State.OPEN, Task.State.CLAIMED)
ENDED: Final = (Task.State.CLOSED, Task.State.DROPPED)

MIN_HEAD: Final = 4
MAX_HEAD: Final = 60

LOOKS: Final = {
    Pace.DONE: "done",
    Pace.LATE: "off",
    Pace.SOON: "risk",
    Pace.ON_TIME: "on",
    Pace.NO_DAY: "none",
}
"""How a pace is drawn."""


def calendar(days: Iterable[date | None], today: date) -> WorkingDays:
    """The working days of all years these days lie in, and of today's."""
    years = [today.year, *(day.year for day in days if day)]
    first, last = max(min(years), FIRST_YEAR), min(max(years) + 1, LAST_YEAR)
    return working_days(first, max(first, last))


def on_day(day: date, today: date) -> str:
    """“11/7”, or “11/7/2021” of another year."""
    return write_date(day, with_year=day.year != today.year)


def needed(amounts: Iterable[int | None], decimals: int) -> int:
    """The fewest decimals that show all these amounts whole."""
    known = [one for one in amounts if one is not None]
    for show in range(decimals):
        if all(not one % 10 ** (decimals - show) for one in known):
            return show
    return decimals


def amount(value: int | None, decimals: int, show: int, unit: str = "") -> str:
    """“2,8 km”; blank for none."""
    if value is None:
        return ""
    text = write_number(value, decimals=decimals, show=show)
    return f"{text}{unit}" if unit in ("", "%") else f"{text} {unit}"


def rescaled(value: int | None, decimals: int, to: int) -> int | None:
    """An amount at other decimals."""
    return None if value is None else rescale(value, decimals=decimals, to=to)


def short(title: str) -> str:
    """What a task is called in a headline: what stands before the colon, where one does.

    “Ống nước cấp 3: đặt 6,5 km, đấu nối 412 hộ” is “Ống nước cấp 3”.
    """
    head = title.partition(":")[0].strip()
    return head if MIN_HEAD <= len(head) <= MAX_HEAD and head != title else title


def by_name(refused: Refused, language: Language) -> Refused:
    """The same refusal with names where it holds references (“person:3”)."""
    known = names({str(one) for one in refused.values.values()}, language)
    values = {gap: known.get(str(value), value) for gap, value in refused.values.items()}
    return Refused(refused.message, values)


def title_of(post: Post, language: Language) -> str:
    """What the post is called."""
    return post.title if language == "vi" else post.title_en or post.title


def last_in_time(today: date) -> date:
    """The earliest due day that is not late today: the last day offices worked (R18)."""
    days = calendar([], today)
    while not days.works(today):
        today -= timedelta(days=1)
    return today


def pace(task: Task, today: date, days: WorkingDays) -> Standing:
    """How the task stands; what its holder said to be done in time is not late while it waits."""
    done = task.ended_on
    if task.state == Task.State.CLAIMED:
        done = task.claimed_on
    return standing(task.due_on, today, days, done_on=done)
