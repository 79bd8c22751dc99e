"""Giving tasks, changing them, passing them on: rights, refusals, history (R14, R15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import District
from tests.support.refusals import refused
from tests.support.tasks import DUE, give, new, post_of
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import (
    NewMilestone,
    TaskChanges,
    change_task,
    clear_up,
    move_due,
    pass_on,
)
from vedich.apps.tasks.models import DueChange, Holding, Milestone, Task, TaskPlace
from vedich.core.permits import NotPermitted


def said(district: District, by: str = "clerk") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def test_a_task_has_a_number_of_its_place_a_holder_and_a_line(district: District) -> None:
    one, two = give(district, new(district), new(district, "Vận động hiến đất"))
    assert [one.number, two.number] == [1, 2]
    assert Holding.objects.filter(task=one, until__isnull=True).count() == 1
    assert [row.place_id for row in TaskPlace.objects.filter(task=one)] == [district.place("A")]
    assert Line.objects.filter(action="tasks.give").count() == 1


@pytest.mark.parametrize("by", ["cell_secretary", "agency", "supervisor", "outsider", "official"])
def test_who_may_not_give_at_the_district_gives_nothing(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        give(district, by=by)
    assert not Task.objects.exists()


def test_a_commune_gives_tasks_of_its_own(district: District) -> None:
    (task,) = give(
        district,
        new(district, accountable=post_of(district, "official")),
        by="official",
        place=district.place("A"),
    )
    assert task.number == 1


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"title": " … "}, "task.no_title"),
        ({"due_on": date(2022, 1, 1)}, "task.days"),
        ({"accountable": 10**6}, "task.not_a_post"),
        ({"places": (10**6,)}, "task.not_there"),
        ({"targets": ((10**6, ""),)}, "task.not_there"),
        ({"cooperating": (10**6,)}, "task.not_there"),
        ({"after": (10**6,)}, "task.unknown"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_written(
    district: District, other: dict[str, Any], code: str
) -> None:
    with refused(code):
        give(district, new(district), new(district, **({"title": "Việc hai"} | other)))
    assert not Task.objects.exists()


def test_a_thousand_at_once_and_no_more(district: District) -> None:
    with refused("task.too_many"):
        give(district, *[new(district)] * 1001)


def test_sent_twice_it_is_given_once(district: District) -> None:
    give(district, key="k")
    assert give(district, key="k") == []
    assert Task.objects.count() == 1


def test_a_change_raises_the_stamp_and_an_old_form_is_refused(district: District) -> None:
    (task,) = give(district)
    changed = change_task(
        task=task.pk, stamp=0, changes=TaskChanges({"product": "Hồ sơ"}), **said(district)
    )
    assert (changed.product, changed.stamp) == ("Hồ sơ", 1)
    with refused("task.stale"):
        change_task(
            task=task.pk, stamp=0, changes=TaskChanges({"product": "Ảnh"}), **said(district)
        )


def test_places_targets_and_steps_are_replaced_whole(district: District) -> None:
    (task,) = give(district, new(district, milestones=(NewMilestone("Thiết kế", DUE),)))
    changes = TaskChanges(
        places=(district.place("B"),),
        milestones=(NewMilestone("Xong thiết kế", DUE), NewMilestone("Nghiệm thu", DUE, 65)),
    )
    change_task(task=task.pk, stamp=None, changes=changes, **said(district))
    assert [row.place_id for row in TaskPlace.objects.all()] == [district.place("B")]
    assert [step.title for step in Milestone.objects.all()] == ["Xong thiết kế", "Nghiệm thu"]


def test_a_change_leaves_no_task_without_words(district: District) -> None:
    (task,) = give(district)
    with refused("task.no_title"):
        change_task(task=task.pk, stamp=None, changes=TaskChanges({"title": "…"}), **said(district))


def test_tasks_do_not_wait_in_a_circle(district: District) -> None:
    first, second, third = give(district, *[new(district, f"Việc {n}") for n in range(3)])
    for task, waits in ((second, first), (third, second)):
        change_task(
            task=task.pk, stamp=None, changes=TaskChanges(after=(waits.pk,)), **said(district)
        )
    with refused("task.circle"):
        change_task(
            task=first.pk, stamp=None, changes=TaskChanges(after=(third.pk,)), **said(district)
        )


def test_one_unclear_is_cleared_up(district: District) -> None:
    (task,) = give(district, new(district, authority=""))
    clear_up(task=task.pk, which="authority", text="Chủ tịch xã duyệt", **said(district))
    task.refresh_from_db()
    assert task.authority == "Chủ tịch xã duyệt"
    with refused("task.no_reason"):
        clear_up(task=task.pk, which="authority", text=" - ", **said(district))
    with refused("task.unknown_clear"):
        clear_up(task=task.pk, which="colour", text="xanh", **said(district))


def test_a_day_is_moved_with_its_reason_and_both_days_stay(district: District) -> None:
    (task,) = give(district)
    later = DUE + timedelta(days=30)
    with refused("task.no_reason"):
        move_due(task=task.pk, to=later, why="", **said(district))
    move_due(task=task.pk, to=later, why="Mưa kéo dài", **said(district))
    change = DueChange.objects.get()
    assert (change.before, change.after, change.why) == (DUE, later, "Mưa kéo dài")
    with refused("task.same_day"):
        move_due(task=task.pk, to=later, why="lại", **said(district))
    with refused("task.days"):
        move_due(task=task.pk, to=date(2022, 1, 1), why="sớm", **said(district))


def test_the_first_day_needs_no_reason(district: District) -> None:
    (task,) = give(district, new(district, due_on=None))
    move_due(task=task.pk, to=DUE, why="", **said(district))
    task.refresh_from_db()
    assert task.due_on == DUE


def test_a_task_is_passed_on_with_its_reason_and_keeps_its_history(district: District) -> None:
    (task,) = give(district)
    deputy = post_of(district, "deputy")
    with refused("task.no_reason"):
        pass_on(task=task.pk, post=deputy, **said(district))
    pass_on(task=task.pk, post=deputy, why="Chuyển công tác", **said(district))
    held = list(Holding.objects.order_by("pk").values_list("post_id", "until"))
    assert held == [(post_of(district, "head"), district.day), (deputy, None)]
    with refused("task.same_post"):
        pass_on(task=task.pk, post=deputy, why="lại", **said(district))


def test_a_task_without_anybody_is_given_its_first_holder_without_a_reason(
    district: District,
) -> None:
    (task,) = give(district, new(district, accountable=None))
    pass_on(task=task.pk, post=post_of(district, "head"), **said(district))
    assert Holding.objects.count() == 1


def test_a_post_that_has_ended_takes_no_task(district: District) -> None:
    Post.objects.filter(pk=post_of(district, "deputy")).update(held_until=district.day)
    (task,) = give(district)
    with refused("task.not_a_post"):
        pass_on(task=task.pk, post=post_of(district, "deputy"), why="giao", **said(district))


def test_a_task_that_is_not_there_is_said_to_be_so(district: District) -> None:
    with refused("task.unknown"):
        pass_on(task=99, post=post_of(district, "head"), **said(district))
