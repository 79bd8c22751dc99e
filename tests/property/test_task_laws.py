"""Laws of tasks: one holder at a time and no gap, a second person, no circle, rounds that stay put.

Random people try random things with a few tasks in a real database; whatever is refused leaves no
trace, and whatever is done leaves the laws standing (R14, R15).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import District, make_district
from tests.support.tasks import give, new, post_of
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.tasks import actions
from vedich.apps.tasks.lateness import Pace, in_time_from, standing
from vedich.apps.tasks.models import Holding, Progress, Task, TaskAfter
from vedich.apps.tasks.queries import unclear_of, unclear_rows
from vedich.apps.tasks.recurring import Round, following
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted
from vedich.rulebook.calendars.public_holidays import working_days


BOOK = working_days(2015, 2045)
COUNT = 3
"""Tasks a walk plays with."""

PEOPLE = ("clerk", "clerk_b", "head", "deputy", "secretary", "official", "outsider")
REASONS = ("", "Chuyển công tác")


class Traces(NamedTuple):
    """What an act that is refused leaves as it was."""

    lines: int
    holdings: int
    told: int
    tasks: list[tuple[object, ...]]


Walk = Callable[[list[Task], int, int, dict[str, Any], str], object]


def pass_on(tasks: list[Task], n: int, m: int, said: dict[str, Any], why: str) -> object:
    posts = [post.pk for post in Post.objects.order_by("pk")]
    return actions.pass_on(task=tasks[n].pk, post=posts[m % len(posts)], why=why, **said)


def wait_for(tasks: list[Task], n: int, m: int, said: dict[str, Any], why: str) -> object:
    changes = actions.TaskChanges(after=(tasks[m % COUNT].pk,))
    return actions.change_task(task=tasks[n].pk, stamp=None, changes=changes, **said)


def claim(tasks: list[Task], n: int, m: int, said: dict[str, Any], why: str) -> object:
    return actions.note_progress(task=tasks[n].pk, words=why, claim=True, **said)


MOVES: dict[str, Walk] = {
    "pass_on": pass_on,
    "wait_for": wait_for,
    "claim": claim,
    "tell": lambda tasks, n, m, said, why: actions.note_progress(
        task=tasks[n].pk, words=why, amount=m, **said
    ),
    "accept": lambda tasks, n, m, said, why: actions.accept_done(task=tasks[n].pk, **said),
    "send_back": lambda tasks, n, m, said, why: actions.send_back(
        task=tasks[n].pk, why=why, **said
    ),
    "drop": lambda tasks, n, m, said, why: actions.drop(task=tasks[n].pk, why=why, **said),
    "reopen": lambda tasks, n, m, said, why: actions.reopen(task=tasks[n].pk, why=why, **said),
}
TRIES = st.lists(
    st.tuples(
        st.sampled_from([*MOVES, "pass_on", "claim", "accept"]),
        st.integers(0, COUNT - 1),
        st.integers(0, 20),
        # those who may are tried more often, or hardly anything would happen
        st.sampled_from((*PEOPLE, "clerk", "clerk", "head", "secretary")),
        st.sampled_from((*REASONS, "Chuyển công tác")),
        st.integers(0, 3),
    ),
    max_size=16,
)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TRIES)
def test_no_walk_breaks_the_laws(tries: list[tuple[str, int, int, str, str, int]]) -> None:
    with transaction.atomic():
        district = make_district()
        nobody = new(district, "Việc chưa rõ người", accountable=None)
        tasks = give(district, new(district), new(district, "Việc hai"), nobody)
        for what, n, m, by, why, days in tries:
            district = district.later(days)
            _try(district, tasks, (what, n, m, by, why))
            _laws(district)
        transaction.set_rollback(True)


def _try(district: District, tasks: list[Task], tried: tuple[str, int, int, str, str]) -> None:
    what, n, m, by, why = tried
    said = {"by": district.actor(by), "at": district.at, "on_day": district.day}
    before = _traces()
    try:
        with transaction.atomic():
            MOVES[what](tasks, n, m, said, why)
    except (Refused, NotPermitted):
        assert _traces() == before
    else:
        assert Line.objects.count() == before.lines + 1


def _traces() -> Traces:
    tasks = Task.objects.order_by("pk").values_list("state", "accountable", "stamp", "ended_on")
    return Traces(
        Line.objects.count(), Holding.objects.count(), Progress.objects.count(), list(tasks)
    )


def _laws(district: District) -> None:
    for task in Task.objects.select_related("accountable"):
        _one_holder_and_no_gap(task, district.day)
        assert (task.ended_on is not None) == (task.state in ("closed", "dropped"))
        if task.state == Task.State.CLOSED:
            told = Progress.objects.filter(task=task, move="claim").latest("pk")
            held = task.accountable
            assert held is not None
            assert task.ended_by not in (told.by, f"person:{held.person_id}")
    _no_circle()


def _one_holder_and_no_gap(task: Task, day: date) -> None:
    held = list(Holding.objects.filter(task=task).order_by("pk"))
    assert [one.post_id for one in held if one.until is None] == (
        [task.accountable_id] if task.accountable_id else []
    )
    for one, following_one in zip(held, held[1:], strict=False):
        assert one.until == following_one.since
        assert one.since <= one.until <= day


def _no_circle() -> None:
    waits = dict(TaskAfter.objects.values_list("task_id", "waits_for_id"))
    for start in waits:
        seen, one = {start}, waits.get(start)
        while one is not None:
            assert one not in seen
            seen.add(one)
            one = waits.get(one)


# -- clear -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(["", " ", "-", "…", " . ", "Biên bản", " 3 "])


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, WORDS, WORDS, st.booleans(), st.booleans()), max_size=6))
def test_the_database_and_the_page_agree_on_what_is_unclear(
    rows: list[tuple[str, str, str, bool, bool]],
) -> None:
    with transaction.atomic():
        district = make_district()
        tasks = [
            new(
                district,
                answers_for=answers,
                product=product,
                authority=authority,
                due_on=date(2022, 9, 30) if due else None,
                accountable=post_of(district, "head") if held else None,
            )
            for answers, product, authority, due, held in rows
        ]
        made = give(district, *tasks) if tasks else []
        asked = set(unclear_rows(Task.objects.all()).values_list("pk", flat=True))
        assert asked == {task.pk for task in made if unclear_of(task)}
        transaction.set_rollback(True)


# -- days ------------------------------------------------------------------------------------------

DAYS = st.dates(date(2016, 1, 1), date(2034, 12, 31))


@given(DAYS, DAYS)
def test_lists_and_pages_agree_on_what_is_late(due: date, on: date) -> None:
    late = standing(due, on, BOOK).pace is Pace.LATE
    assert late == (due < in_time_from(on, BOOK))


@given(DAYS, st.integers(0, 90), st.sampled_from([1, 2, 3, 6, 12]), st.integers(1, 24))
def test_rounds_are_due_on_working_days_one_after_another_and_keep_their_place(
    start: date, length: int, every: int, rounds: int
) -> None:
    first = Round(start, date.fromordinal(start.toordinal() + length))
    over, gone = first.due_on, 0
    for _ in range(rounds):
        turn = following(first, gone, every, over, BOOK)
        gone += every
        assert BOOK.works(turn.due_on)
        assert over < turn.starts_on <= turn.due_on
        months = (turn.due_on.year - first.due_on.year) * 12 + turn.due_on.month
        # closed days move it by a Tết at most, and never for good
        assert 0 <= months - first.due_on.month - gone <= 1
        over = turn.due_on
        if over.year > 2040:
            return
