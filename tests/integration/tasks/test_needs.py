"""What of tasks needs whom: late, due, steps, to accept, to check, gaps (R15, R18)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.tasks import give, new, post_of
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import (
    NewMilestone,
    NewPlannedCheck,
    accept_done,
    make_check,
    note_progress,
    plan_checks,
    set_charge,
)
from vedich.apps.tasks.lateness import Pace, Standing
from vedich.apps.tasks.models import Charge, Task
from vedich.apps.tasks.queries import needs, standing_of, unchecked, unclear_of, visible
from vedich.core.needs import Need


OLD = date(2022, 2, 21)


def of(district: District, name: str, day: date | None = None) -> list[Need]:
    return list(needs(district.actor(name), day or district.day))


def kinds(district: District, name: str, day: date | None = None) -> list[str]:
    return [need.kind for need in of(district, name, day)]


def said(district: District, by: str = "head") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


@pytest.mark.parametrize(
    ("due", "wanted"),
    [
        (date(2022, 7, 8), ["task.late"]),
        (date(2022, 7, 10), ["task.late"]),
        (date(2022, 7, 11), ["task.due"]),
        (date(2022, 7, 18), ["task.due"]),
        (date(2022, 7, 19), []),
    ],
)
def test_a_task_is_asked_for_a_week_before_its_day_and_after_it(
    district: District, due: date, wanted: list[str]
) -> None:
    give(district, new(district, due_on=due))
    assert kinds(district, "head") == wanted
    assert kinds(district, "agency") == []


def test_a_step_that_is_late_is_said_unless_the_task_is_late_itself(district: District) -> None:
    steps = (NewMilestone("Đặt 4,0 km", date(2022, 6, 30), 40),)
    give(district, new(district, milestones=steps))
    (need,) = of(district, "head")
    assert need.kind == "task.milestone"
    assert "Đặt 4,0 km" in need.say("vi")
    Task.objects.update(due_on=date(2022, 7, 1))
    assert kinds(district, "head") == ["task.late"]


def test_unclear_tasks_are_one_need_of_who_holds_and_who_gave_them(district: District) -> None:
    give(district, new(district, authority=""), new(district, "Việc hai", product=""))
    (need,) = of(district, "head")
    assert (need.kind, dict(need.values)["count"]) == ("task.unclear", 2)
    assert "task.unclear" in kinds(district, "clerk")
    assert kinds(district, "clerk_b").count("task.unclear") == 0
    assert [str(one) for one in unclear_of(Task.objects.first() or Task())] == ["authority"]


def test_who_gave_a_task_is_asked_to_accept_it_then_others_who_may(district: District) -> None:
    (task,) = give(district)
    note_progress(task=task.pk, words="xong", claim=True, **said(district))
    assert "task.accept" in kinds(district, "clerk")
    assert "task.accept" not in kinds(district, "secretary")
    assert "task.accept" in kinds(district, "secretary", district.day + timedelta(days=5))
    assert "task.accept" not in kinds(district, "head", district.day + timedelta(days=5))


def test_a_planned_check_is_asked_of_its_checker(district: District) -> None:
    (task,) = give(district)
    plan_checks(
        checks=[NewPlannedCheck(task.pk, post_of(district, "deputy"), district.day)],
        **said(district, "clerk"),
    )
    (need,) = [need for need in of(district, "deputy") if need.kind == "check.due"]
    assert need.due == district.day
    make_check(task=task.pk, found="as_reported", **said(district, "deputy"))
    assert "check.due" not in kinds(district, "deputy")


def test_what_nobody_checked_for_a_quarter_is_one_need_of_the_leaders(district: District) -> None:
    tasks = give(district, new(district), new(district, "Việc hai"), given_on=OLD)
    (need,) = [need for need in of(district, "deputy") if need.kind == "check.unchecked"]
    assert dict(need.values)["count"] == 2
    make_check(task=tasks[0].pk, found="as_reported", **said(district, "deputy"))
    plan_checks(
        checks=[NewPlannedCheck(tasks[1].pk, post_of(district, "deputy"), district.day)],
        **said(district, "clerk"),
    )
    assert not unchecked(Task.objects.all(), district.day).exists()


def test_a_plan_that_is_overdue_stands_in_its_checker_s_list_and_one_of_nobody_in_none(
    district: District,
) -> None:
    (task,) = give(district, given_on=OLD)
    deputy = post_of(district, "deputy")
    plan = [NewPlannedCheck(task.pk, deputy, district.day)]
    plan_checks(checks=plan, **said(district, "clerk"))
    later = district.day + timedelta(days=3)
    assert not unchecked(Task.objects.all(), later).exists()
    assert kinds(district, "deputy", later).count("check.due") == 1
    Post.objects.filter(pk=deputy).update(held_until=later)
    assert unchecked(Task.objects.all(), later).count() == 1


def test_a_task_given_lately_is_not_unchecked(district: District) -> None:
    give(district)
    assert not unchecked(Task.objects.all(), district.day).exists()


def test_leaders_are_told_of_targets_without_a_task_and_of_what_nobody_holds(year: Year) -> None:
    district = year.district
    found = {need.kind: dict(need.values)["count"] for need in of(district, "secretary")}
    assert found["target.no_task"] == 7
    (need,) = [one for one in of(district, "secretary") if one.kind == "target.no_task"]
    browser = Client()
    browser.force_login(district.people["secretary"])
    assert need.link == f"/phan-cong/viec?noi={district.place('root')}"
    assert "7 chỉ tiêu chưa có đầu việc nào" in browser.get(need.link).content.decode()
    before = found["charge.missing"]
    set_charge(
        place=district.place("root"),
        kind="locality",
        locality=district.place("A"),
        holder=post_of(district, "deputy"),
        **said(district, "clerk"),
    )
    found = {need.kind: dict(need.values)["count"] for need in of(district, "secretary")}
    assert found["charge.missing"] == int(before) - 1
    assert "charge.missing" not in kinds(district, "official")


def test_the_same_questions_for_one_task_and_for_many(
    district: District, django_assert_max_num_queries: Any
) -> None:
    give(district, *[new(district, f"Việc {n}", due_on=district.day) for n in range(60)])
    actor = district.actor("secretary")
    with django_assert_max_num_queries(16):
        needs(actor, district.day)


# -- charges ---------------------------------------------------------------------------------------


def test_one_holder_at_a_time_and_the_one_before_stays_in_history(district: District) -> None:
    wanted: dict[str, Any] = {"kind": "field", "field": "Kinh tế"}
    for name, days in (("head", 0), ("deputy", 5)):
        later = district.later(days)
        set_charge(
            place=district.place("root"),
            **wanted,
            holder=post_of(district, name),
            by=later.actor("clerk"),
            at=later.at,
            on_day=later.day,
        )
    held = list(Charge.objects.order_by("pk").values_list("holder_id", "until"))
    assert held == [
        (post_of(district, "head"), district.day + timedelta(days=5)),
        (post_of(district, "deputy"), None),
    ]


# -- who sees --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("secretary", 2),
        ("supervisor", 2),
        ("agency", 2),
        ("official", 1),
        ("cell_secretary", 0),
        ("official_b", 1),
        ("outsider", 0),
        ("administrator", 0),
    ],
)
def test_who_sees_tasks_of_communes(district: District, name: str, seen: int) -> None:
    give(district, new(district), new(district, "Việc hai", places=(district.place("B"),)))
    assert visible(district.actor(name), district.day).count() == seen


def test_who_holds_a_task_sees_it_wherever_it_lies(district: District) -> None:
    give(district, new(district, accountable=post_of(district, "cell_secretary_b"), places=()))
    assert visible(district.actor("cell_secretary_b"), district.day).count() == 1


# -- how it stands ---------------------------------------------------------------------------------


def test_what_was_said_to_be_done_in_time_is_not_late_while_it_waits(district: District) -> None:
    due = date(2022, 7, 8)
    (task,) = give(district, new(district, due_on=due))
    assert standing_of(task, district.day).pace is Pace.LATE
    earlier: dict[str, Any] = {"by": district.actor("head"), "at": district.at, "on_day": due}
    note_progress(task=task.pk, words="xong", claim=True, **earlier)
    task.refresh_from_db()
    assert standing_of(task, district.day) == Standing(Pace.DONE)
    accept_done(task=task.pk, **said(district, "clerk"))
    task.refresh_from_db()
    assert standing_of(task, district.day) == Standing(Pace.DONE)


def test_who_has_no_post_needs_nothing(district: District) -> None:
    give(district)
    assert of(district, "outsider") == []


def test_a_clerk_of_another_field_is_not_asked_to_accept(district: District) -> None:
    (task,) = give(district, new(district, field="Văn hóa"))
    note_progress(task=task.pk, words="xong", claim=True, **said(district))
    Post.objects.filter(pk=post_of(district, "head")).update(fields=["Kinh tế"])
    later = district.day + timedelta(days=5)
    for name, asked in (("head", False), ("secretary", True), ("official", False)):
        assert ("task.accept" in kinds(district, name, later)) is asked
