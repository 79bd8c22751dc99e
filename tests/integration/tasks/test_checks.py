"""Checks of tasks: planned, made, never by who does the work, never over the figure (R15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import District
from tests.support.refusals import refused
from tests.support.tasks import give, new, post_of
from vedich.apps.tasks.actions import (
    NewPlannedCheck,
    Paper,
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
