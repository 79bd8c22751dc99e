"""Progress, done, accepted, sent back, dropped, opened again, coming again (R15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.refusals import refused
from tests.support.tasks import give, new, post_of
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import (
    NewMilestone,
    TaskChanges,
    accept_done,
    attach,
    change_task,
    drop,
    note_progress,
    reach_milestone,
    reopen,
    send_back,
)
from vedich.apps.tasks.models import Attachment, Milestone, Progress, Task
from vedich.core.permits import NotPermitted


def said(district: District, by: str = "head") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def claim(district: District, task: Task, by: str = "head") -> None:
    note_progress(task=task.pk, words="Đã xong", claim=True, **said(district, by))


def test_the_holder_tells_and_marks_steps_that_are_reached(district: District) -> None:
    steps = (
        NewMilestone("Đặt 2,0 km", date(2022, 5, 30), 20),
        NewMilestone("Đặt 4,0 km", date(2022, 6, 30), 40),
    )
    (task,) = give(district, new(district, milestones=steps))
    told = note_progress(task=task.pk, words="", amount=31, trouble="some", **said(district))
    assert told is not None
    assert (told.amount, told.trouble, told.for_post) == (31, "some", "")
    reached = list(Milestone.objects.values_list("reached_on", flat=True))
    assert reached == [district.day, None]


def test_the_office_tells_on_behalf_and_both_names_stay(district: District) -> None:
    (task,) = give(district)
    told = note_progress(task=task.pk, words="đang làm", **said(district, "clerk"))
    assert told is not None
    assert told.by == district.people["clerk"].reference
    assert told.for_post == f"post:{post_of(district, 'head')}"


def test_who_stands_in_for_the_holder_tells_for_himself(district: District) -> None:
    (task,) = give(district)
    held = Post.objects.get(pk=post_of(district, "head"))
    Post.objects.create(
        person=district.people["agency"],
        role=held.role,
        title=held.title,
        place=held.place,
        held_from=held.held_from,
        lent_by=held.person,
    )
    told = note_progress(task=task.pk, words="đang làm", **said(district, "agency"))
    assert told is not None
    assert told.for_post == ""


@pytest.mark.parametrize("by", ["deputy", "agency", "cell_secretary", "supervisor", "outsider"])
def test_somebody_else_tells_nothing(district: District, by: str) -> None:
    (task,) = give(district)
    with refused("task.not_holder"):
        note_progress(task=task.pk, words="xong", **said(district, by))


@pytest.mark.parametrize(
    ("other", "told", "code"),
    [
        ({}, {"words": " . "}, "task.nothing_said"),
        ({"unit": "", "amount": None}, {"amount": 3}, "task.no_amount"),
        ({"accountable": None}, {"words": "xong"}, "task.nobody_holds"),
        ({"evidence_wanted": ("Biên bản",)}, {"words": "xong", "claim": True}, "task.no_evidence"),
    ],
)
def test_what_cannot_be_told_is_refused(
    district: District, other: dict[str, Any], told: dict[str, Any], code: str
) -> None:
    (task,) = give(district, new(district, **other))
    by = "clerk" if code == "task.nobody_holds" else "head"
    with refused(code):
        note_progress(task=task.pk, **({"words": ""} | told), **said(district, by))
    assert not Progress.objects.exists()


def test_evidence_that_is_wanted_lets_the_task_be_done(district: District) -> None:
    (task,) = give(district, new(district, evidence_wanted=("Biên bản",)))
    attach(task=task.pk, data=b"bien ban", name="bb.pdf", kind="Biên bản", **said(district))
    claim(district, task)
    task.refresh_from_db()
    assert task.state == Task.State.CLAIMED
    assert Attachment.objects.get().kind == "Biên bản"


def test_a_stranger_attaches_nothing(district: District) -> None:
    (task,) = give(district)
    with refused("task.not_holder"):
        attach(task=task.pk, data=b"x", name="x.pdf", **said(district, "agency"))


def test_done_is_accepted_by_a_second_person_only(district: District) -> None:
    (task,) = give(district)
    with refused("task.not_claimed"):
        accept_done(task=task.pk, **said(district, "clerk"))
    claim(district, task, by="clerk")
    with refused("task.own_work"):
        accept_done(task=task.pk, **said(district, "clerk"))
    with pytest.raises(NotPermitted):
        accept_done(task=task.pk, **said(district, "agency"))
    closed = accept_done(task=task.pk, **said(district, "secretary"))
    assert (closed.state, closed.ended_on) == ("closed", district.day)


def test_the_holder_never_accepts_his_own_work(district: District) -> None:
    (task,) = give(district, new(district, accountable=post_of(district, "secretary")))
    claim(district, task, by="secretary")
    with refused("task.own_work"):
        accept_done(task=task.pk, **said(district, "secretary"))


def test_sent_back_it_is_open_again_with_the_reason(district: District) -> None:
    (task,) = give(district)
    claim(district, task)
    with refused("task.no_reason"):
        send_back(task=task.pk, why=" ", **said(district, "clerk"))
    send_back(task=task.pk, why="Thiếu hồ sơ hoàn công", **said(district, "clerk"))
    task.refresh_from_db()
    assert task.state == "open"
    last = Progress.objects.latest("pk")
    assert (last.move, last.words) == ("send_back", "Thiếu hồ sơ hoàn công")


def test_a_task_waits_for_the_one_before_it(district: District) -> None:
    first, second = give(district, new(district, "Thiết kế"), new(district, "Thi công"))
    changes = TaskChanges(after=(first.pk,))
    change_task(task=second.pk, stamp=None, changes=changes, **said(district, "clerk"))
    with refused("task.waits") as found:
        claim(district, second)
    assert found.value.values["value"] == "Thiết kế"
    claim(district, first)
    accept_done(task=first.pk, **said(district, "clerk"))
    claim(district, second)


def test_what_is_dropped_or_closed_can_be_opened_again(district: District) -> None:
    (task,) = give(district)
    with refused("task.not_ended"):
        reopen(task=task.pk, why="nhầm", **said(district, "clerk"))
    drop(task=task.pk, why="Trùng việc 12", **said(district, "clerk"))
    for act in (
        lambda: note_progress(task=task.pk, words="xong", **said(district)),
        lambda: drop(task=task.pk, why="lại", **said(district, "clerk")),
        lambda: change_task(
            task=task.pk, stamp=None, changes=TaskChanges({}), **said(district, "clerk")
        ),
    ):
        with refused("task.not_open"), transaction.atomic():
            act()
    reopen(task=task.pk, why="Bỏ nhầm", **said(district, "clerk"))
    task.refresh_from_db()
    assert (task.state, task.ended_on) == ("open", None)


def test_a_step_is_reached_once(district: District) -> None:
    steps = (NewMilestone("Xong thiết kế", date(2022, 3, 31)),)
    (task,) = give(district, new(district, milestones=steps))
    reach_milestone(task=task.pk, number=1, **said(district))
    reach_milestone(task=task.pk, number=1, **said(district.later(3)))
    assert Milestone.objects.get().reached_on == district.day
    with refused("task.not_there"):
        reach_milestone(task=task.pk, number=7, **said(district))


def test_told_twice_by_one_form_it_is_told_once(district: District) -> None:
    (task,) = give(district)
    for _ in range(2):
        note_progress(task=task.pk, words="đang làm", key="k", **said(district))
    assert Progress.objects.count() == 1


# -- who does not accept, who does not tell --------------------------------------------------------


def lent(district: District, to: str) -> None:
    """The head's post, lent to somebody else."""
    held = Post.objects.get(pk=post_of(district, "head"))
    Post.objects.create(
        person=district.people[to],
        role=held.role,
        title=held.title,
        place=held.place,
        held_from=held.held_from,
        lent_by=held.person,
    )


def test_who_stands_in_for_the_holder_does_not_accept_it(district: District) -> None:
    (task,) = give(district)
    claim(district, task)
    lent(district, "deputy")
    with refused("task.own_work"):
        accept_done(task=task.pk, **said(district, "deputy"))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"amount": -1}, "task.amount"),
        ({"amount": 10**16}, "task.amount"),
        ({"trouble": "huge"}, "task.no_such"),
    ],
)
def test_what_cannot_be_kept_is_not_told(
    district: District, told: dict[str, Any], code: str
) -> None:
    (task,) = give(district)
    with refused(code):
        note_progress(task=task.pk, **({"words": "đang làm"} | told), **said(district))


def test_a_figure_speaks_where_there_is_one(year: Year) -> None:
    district = year.district
    indicator = year.indicators[1].pk
    (task,) = give(district, new(district, indicator=indicator))
    with refused("task.figures_speak"):
        note_progress(task=task.pk, words="", amount=3, **said(district))
    assert note_progress(task=task.pk, words="đang làm", **said(district))


def test_nothing_is_attached_to_a_task_that_has_ended(district: District) -> None:
    (task,) = give(district)
    drop(task=task.pk, why="trùng", **said(district, "clerk"))
    with refused("task.not_open"):
        attach(task=task.pk, data=b"x", name="x.pdf", **said(district))
    assert not Attachment.objects.exists()


def test_every_act_sent_twice_by_one_form_is_done_once(district: District) -> None:
    steps = (NewMilestone("Xong thiết kế", date(2022, 3, 31)),)
    (task,) = give(district, new(district, milestones=steps))
    acts: list[tuple[str, Any]] = [
        ("head", lambda **by: reach_milestone(task=task.pk, number=1, **by)),
        ("head", lambda **by: attach(task=task.pk, data=b"x", name="x.pdf", **by)),
        ("head", lambda **by: note_progress(task=task.pk, words="xong", claim=True, **by)),
        ("clerk", lambda **by: send_back(task=task.pk, why="thiếu", **by)),
        ("head", lambda **by: note_progress(task=task.pk, words="xong", claim=True, **by)),
        ("clerk", lambda **by: accept_done(task=task.pk, **by)),
        ("clerk", lambda **by: reopen(task=task.pk, why="nhầm", **by)),
        ("clerk", lambda **by: drop(task=task.pk, why="thôi", **by)),
    ]
    for n, (by, act) in enumerate(acts):
        act(key=f"k{n}", **said(district, by))
        before = Line.objects.count(), Progress.objects.count(), Attachment.objects.count()
        act(key=f"k{n}", **said(district, by))
        assert before == (
            Line.objects.count(),
            Progress.objects.count(),
            Attachment.objects.count(),
        )


def test_steps_of_a_task_that_has_ended_stay_as_they_are(district: District) -> None:
    steps = (NewMilestone("Xong thiết kế", date(2022, 3, 31)),)
    (task,) = give(district, new(district, milestones=steps))
    drop(task=task.pk, why="thôi", **said(district, "clerk"))
    with refused("task.not_open"):
        reach_milestone(task=task.pk, number=1, **said(district))


def test_a_dropped_task_holds_nobody_up(district: District) -> None:
    first, second = give(district, new(district, "Thiết kế"), new(district, "Thi công"))
    changes = TaskChanges(after=(first.pk,))
    change_task(task=second.pk, stamp=None, changes=changes, **said(district, "clerk"))
    drop(task=first.pk, why="đã có sẵn", **said(district, "clerk"))
    claim(district, second)


def test_an_official_tells_for_who_holds_a_task_in_his_commune(district: District) -> None:
    (task,) = give(district)
    told = note_progress(task=task.pk, words="đang làm", **said(district, "official"))
    assert told is not None
    assert told.for_post == f"post:{post_of(district, 'head')}"
    with refused("task.not_holder"):
        note_progress(task=task.pk, words="đang làm", **said(district, "official_b"))
