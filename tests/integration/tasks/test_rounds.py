"""Tasks that come again: each round once, on its day, with whom it may be asked of (R15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.cast import District
from tests.support.tasks import give, new, post_of
from vedich.apps.people.models import Post
from vedich.apps.places.models import Place
from vedich.apps.tasks.actions import (
    NewMilestone,
    accept_done,
    drop,
    move_due,
    note_progress,
    repeat_due,
)
from vedich.apps.tasks.models import Holding, Milestone, Task
from vedich.apps.tasks.queries import needs


def said(district: District, by: str = "clerk") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def monthly(district: District, **other: Any) -> Task:
    wanted: dict[str, Any] = {
        "starts_on": date(2022, 4, 1),
        "due_on": date(2022, 4, 29),
        "every": 1,
    } | other
    (task,) = give(district, new(district, **wanted))
    return task


def repeat(district: District) -> list[Task]:
    return list(repeat_due(at=district.at, on_day=district.day))


def test_what_was_missed_is_caught_up_and_days_keep_their_place(district: District) -> None:
    task = monthly(district)
    given = repeat(district)
    # 29/5 is a Sunday: that round alone is due on the Monday
    assert [one.due_on for one in given] == [
        date(2022, 5, 30),
        date(2022, 6, 29),
        date(2022, 7, 29),
    ]
    assert repeat(district) == []
    assert [one.again_of_id for one in given] == [task.pk, given[0].pk, given[1].pk]
    assert {one.accountable_id for one in given} == {task.accountable_id}
    assert Holding.objects.filter(until__isnull=True).count() == 4


def test_a_round_is_asked_of_who_gave_the_first_and_accepted_by_him(district: District) -> None:
    first = monthly(district)
    second = repeat(district)[0]
    assert (second.given_by, second.given_post) == (first.given_by, first.given_post)
    note_progress(task=second.pk, words="xong", claim=True, **said(district, "head"))
    asked = [one.kind for one in needs(district.actor("clerk"), district.day)]
    assert "task.accept" in asked
    assert accept_done(task=second.pk, **said(district)).state == "closed"


def test_where_nobody_holds_the_post_the_round_is_unclear_and_nothing_stops(
    district: District,
) -> None:
    monthly(district)
    other = monthly(district, accountable=post_of(district, "deputy"))
    Post.objects.filter(pk=post_of(district, "head")).update(held_until=district.day)
    given = repeat(district)
    assert {one.accountable_id for one in given} == {None, other.accountable_id}
    assert len(given) == 6


def test_a_place_that_stands_no_more_holds_nobody_up(district: District) -> None:
    monthly(district)
    Task.objects.update(place=Place.objects.create(code="999"))
    monthly(district)
    assert len(repeat(district)) == 3


def test_a_round_whose_day_was_moved_is_moved_alone(district: District) -> None:
    monthly(district)
    second = repeat(district)[0]
    assert second.due_on == date(2022, 5, 30)
    last = Task.objects.latest("pk")
    move_due(task=last.pk, to=date(2022, 9, 15), why="Chờ vốn", **said(district))
    (after,) = repeat(district.later(70))
    assert after.due_on == date(2022, 9, 29)


def test_steps_go_with_their_round(district: District) -> None:
    monthly(district, milestones=(NewMilestone("Giữa kỳ", date(2022, 4, 15), 30),))
    repeat(district)
    days = [one.due_on for one in Milestone.objects.order_by("pk")]
    assert days == [date(2022, 4, 15), date(2022, 5, 16), date(2022, 6, 16), date(2022, 7, 18)]


def test_a_task_that_is_closed_comes_again_when_its_day_is_over(district: District) -> None:
    task = monthly(district, due_on=district.day + timedelta(days=3))
    note_progress(task=task.pk, words="xong", claim=True, **said(district, "head"))
    accept_done(task=task.pk, **said(district))
    assert repeat(district) == []
    assert len(repeat(district.later(4))) == 1


def test_a_task_that_was_dropped_does_not_come_again(district: District) -> None:
    task = monthly(district)
    drop(task=task.pk, why="thôi", **said(district))
    assert repeat(district) == []


def test_somebody_may_give_the_rounds_himself(district: District) -> None:
    monthly(district)
    given = repeat_due(**said(district, "secretary"))
    assert {one.given_by for one in given} == {district.people["secretary"].reference}
