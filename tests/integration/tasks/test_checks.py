"""Checks of tasks: planned, made, never by who does the work, never over the figure (R15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import District
from tests.support.refusals import refused
from tests.support.tasks import give, new, post_of
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import (
    NewPlannedCheck,
    Paper,
    drop,
    drop_check,
    make_check,
    note_progress,
    plan_checks,
)
from vedich.apps.tasks.models import Attachment, Check, Progress
from vedich.core.permits import NotPermitted


def said(district: District, by: str = "deputy") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def plan(district: District, task: int, by: str = "deputy", **other: Any) -> list[Check]:
    new_one: dict[str, Any] = {
        "task": task,
        "checker": post_of(district, "deputy"),
        "planned_on": district.day + timedelta(days=3),
    }
    wanted = NewPlannedCheck(**new_one | other)
    return list(plan_checks(checks=[wanted], **said(district, by)))


def test_a_planned_check_is_made_good_by_its_checker(district: District) -> None:
    (task,) = give(district)
    (planned,) = plan(district, task.pk, reason="late")
    note_progress(task=task.pk, words="", amount=31, **said(district, "head"))
    made = make_check(task=task.pk, found="differs", amount=28, **said(district))
    assert made is not None
    assert (made.pk, made.amount, made.reported, made.reason) == (planned.pk, 28, 31, "late")
    assert Progress.objects.get().amount == 31


def test_a_check_without_a_plan_is_a_row_of_its_own(district: District) -> None:
    (task,) = give(district)
    papers = [Paper(b"anh", "anh.jpg")]
    made = make_check(task=task.pk, found="as_reported", papers=papers, **said(district))
    assert made is not None
    assert made.planned_on is None
    assert Attachment.objects.get().check_made_id == made.pk


@pytest.mark.parametrize(
    ("found", "more", "code"),
    [
        ("", {}, "task.no_finding"),
        ("fine", {}, "task.no_finding"),
        ("differs", {"words": " - "}, "task.no_seen"),
        ("as_reported", {"done_on": 1}, "task.to_come"),
        ("as_reported", {"planned": 10**6}, "task.plan_gone"),
    ],
)
def test_what_cannot_have_been_found_is_refused(
    district: District, found: str, more: dict[str, Any], code: str
) -> None:
    (task,) = give(district)
    if "done_on" in more:
        more = {"done_on": district.day + timedelta(days=1)}
    with refused(code):
        make_check(task=task.pk, found=found, **more, **said(district))
    assert not Check.objects.exists()


def test_an_amount_is_seen_only_where_one_is_counted(district: District) -> None:
    (task,) = give(district, new(district, unit="", amount=None))
    with refused("task.no_amount"):
        make_check(task=task.pk, found="differs", amount=3, **said(district))
    assert make_check(task=task.pk, found="differs", words="mới đào", **said(district))


def test_nobody_checks_his_own_task(district: District) -> None:
    (task,) = give(district, new(district, accountable=post_of(district, "deputy")))
    with refused("task.own_check"):
        make_check(task=task.pk, found="as_reported", **said(district))
    with refused("task.own_check"):
        plan(district, task.pk, by="clerk")


@pytest.mark.parametrize("by", ["clerk", "agency", "official", "supervisor", "outsider"])
def test_only_leaders_check(district: District, by: str) -> None:
    (task,) = give(district)
    with pytest.raises(NotPermitted):
        make_check(task=task.pk, found="as_reported", **said(district, by))


def test_a_plan_is_for_today_or_later_and_for_open_tasks(district: District) -> None:
    (task,) = give(district)
    with refused("task.planned_past"):
        plan(district, task.pk, planned_on=district.day - timedelta(days=1))
    with pytest.raises(NotPermitted):
        plan(district, task.pk, by="official")


def test_a_dropped_plan_is_gone(district: District) -> None:
    (task,) = give(district)
    (planned,) = plan(district, task.pk)
    drop_check(check=planned.pk, **said(district, "clerk"))
    with refused("task.plan_gone"):
        drop_check(check=planned.pk, **said(district, "clerk"))
    with refused("task.plan_gone"):
        make_check(task=task.pk, found="as_reported", planned=planned.pk, **said(district))
    assert make_check(task=task.pk, found="as_reported", **said(district)) is not None


def test_a_check_sent_twice_is_made_once(district: District) -> None:
    (task,) = give(district)
    for _ in range(2):
        make_check(task=task.pk, found="as_reported", key="k", **said(district))
    assert Check.objects.count() == 1


def test_who_stands_in_for_the_holder_does_not_check_it(district: District) -> None:
    (task,) = give(district)
    held = Post.objects.get(pk=post_of(district, "head"))
    Post.objects.create(
        person=district.people["deputy"],
        role=held.role,
        title=held.title,
        place=held.place,
        held_from=held.held_from,
        lent_by=held.person,
    )
    with refused("task.own_check"):
        make_check(task=task.pk, found="as_reported", **said(district))


def test_who_stands_in_for_the_checker_makes_his_plan_good(district: District) -> None:
    (task,) = give(district)
    (planned,) = plan(district, task.pk)
    held = Post.objects.get(pk=post_of(district, "deputy"))
    Post.objects.create(
        person=district.people["secretary"],
        role=held.role,
        title=held.title,
        place=held.place,
        held_from=held.held_from,
        lent_by=held.person,
    )
    made = make_check(task=task.pk, found="as_reported", **said(district, "secretary"))
    assert made is not None
    assert (made.pk, made.checker_id) == (planned.pk, held.pk)
    assert made.done_by == district.people["secretary"].reference


def test_who_comes_instead_of_the_planned_checker_is_the_one_who_saw(district: District) -> None:
    (task,) = give(district)
    (planned,) = plan(district, task.pk)
    made = make_check(
        task=task.pk, planned=planned.pk, found="as_reported", **said(district, "secretary")
    )
    assert made is not None
    assert (made.pk, made.checker_id) == (planned.pk, post_of(district, "secretary"))


def test_the_plan_of_another_task_is_not_made_good(district: District) -> None:
    task, other = give(district, new(district), new(district, "Việc hai"))
    (planned,) = plan(district, other.pk)
    with refused("task.plan_gone"):
        make_check(task=task.pk, planned=planned.pk, found="as_reported", **said(district))


@pytest.mark.parametrize(
    ("other", "code"),
    [({"reason": "bored"}, "task.no_such"), ({"planned_at": "8 giờ"}, "task.no_clock")],
)
def test_a_plan_that_cannot_be_read_is_refused(
    district: District, other: dict[str, Any], code: str
) -> None:
    (task,) = give(district)
    with refused(code):
        plan(district, task.pk, by="clerk", **other)


def test_a_plan_has_its_hour(district: District) -> None:
    (task,) = give(district)
    (planned,) = plan(district, task.pk, by="clerk", planned_at="08:00")
    assert planned.planned_at == "08:00"


def test_a_task_that_has_ended_is_not_planned_for(district: District) -> None:
    (task,) = give(district)
    drop(task=task.pk, why="trùng", **said(district, "clerk"))
    with refused("task.not_open"):
        plan(district, task.pk)


def test_sent_twice_a_plan_is_made_and_dropped_once(district: District) -> None:
    (task,) = give(district)
    wanted = NewPlannedCheck(task.pk, post_of(district, "deputy"), district.day)
    (planned,) = plan_checks(checks=[wanted], key="p", **said(district))
    assert plan_checks(checks=[wanted], key="p", **said(district)) == ()
    for _ in range(2):
        drop_check(check=planned.pk, key="d", **said(district))
    assert Check.objects.count() == 1


def test_an_amount_that_cannot_be_kept_is_not_seen(district: District) -> None:
    (task,) = give(district)
    with refused("task.amount"):
        make_check(task=task.pk, found="differs", amount=-3, **said(district))
