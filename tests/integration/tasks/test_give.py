"""Giving tasks, changing them, passing them on: rights, refusals, history (R14, R15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.refusals import refused
from tests.support.tasks import DUE, give, new, post_of
from vedich.apps.journal.models import Line, Personal
from vedich.apps.people.models import Post
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks.actions import (
    NewMilestone,
    TaskChanges,
    change_task,
    clear_up,
    move_due,
    note_progress,
    pass_on,
    reach_milestone,
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
        ({"body": 10**6}, "task.not_there"),
        ({"indicator": 10**6}, "task.not_there"),
        ({"resolution": 10**6}, "task.not_there"),
        ({"proposal": 10**6}, "task.not_there"),
        ({"every": 0}, "task.every"),
        ({"every": 61}, "task.every"),
        ({"difficulty": 4}, "task.difficulty"),
        ({"decimals": 7}, "task.decimals"),
        ({"amount": -1}, "task.amount"),
        ({"due_on": date(2150, 1, 1)}, "task.far_day"),
        ({"milestones": (NewMilestone(" - ", DUE),)}, "task.no_title"),
        ({"milestones": (NewMilestone("Xong", DUE, -1),)}, "task.amount"),
        ({"milestones": (NewMilestone("Xong", date(1900, 1, 1)),)}, "task.far_day"),
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


# -- what a form cannot undo -----------------------------------------------------------------------


def test_an_old_form_is_refused_with_both_values(district: District) -> None:
    (task,) = give(district)
    later, latest = DUE + timedelta(days=30), DUE + timedelta(days=60)
    move_due(task=task.pk, to=later, why="Mưa kéo dài", stamp=0, **said(district))
    with refused("task.stale") as found:
        move_due(task=task.pk, to=latest, why="Chờ vốn", stamp=0, **said(district))
    assert found.value.values["now"] == "30/10/2022"
    assert found.value.values["yours"] == "29/11/2022"


def test_an_old_form_that_says_what_stands_already_overwrites_nothing(district: District) -> None:
    (task,) = give(district)
    same = TaskChanges({"product": "Hồ sơ"})
    change_task(task=task.pk, stamp=0, changes=same, **said(district))
    assert change_task(task=task.pk, stamp=0, changes=same, **said(district)).stamp == 2


def test_an_old_form_of_all_that_hangs_on_a_task_is_shown_both(year: Year) -> None:
    district = year.district
    first, second = Target.objects.order_by("number")[:2]
    (task, other) = give(
        district,
        new(
            district,
            targets=((first.pk, "thêm 2 km"),),
            cooperating=(district.body("A").pk,),
            milestones=(NewMilestone("Thiết kế", DUE, 20),),
        ),
        new(district, "Việc hai"),
    )
    changes = TaskChanges(
        {"title": "Đặt " + "ống " * 30, "evidence_wanted": ["Ảnh", "Biên bản"]},
        places=(district.place("B"),),
        targets=((second.pk, ""),),
        cooperating=(district.body("B").pk,),
        after=(other.pk,),
        milestones=(NewMilestone("Nghiệm thu", DUE),),
    )
    clear_up(task=task.pk, which="work", text="Đặt 2 km", **said(district))
    with refused("task.stale") as found:
        change_task(task=task.pk, stamp=0, changes=changes, **said(district))
    now, yours = (str(found.value.values[name]) for name in ("now", "yours"))
    for word in ("Đặt ống cấp 3", "Xã A", "1 thêm 2 km", "Thiết kế 30/9/2022 (20)", "–"):
        assert word in now
    for word in ("…", "Ảnh, Biên bản", "Xã B", "2", "Nghiệm thu 30/9/2022"):
        assert word in yours
    assert now.count(";") == yours.count(";") == 6
    assert change_task(task=task.pk, stamp=1, changes=changes, **said(district)).stamp == 2
    assert change_task(task=task.pk, stamp=0, changes=changes, **said(district)).stamp == 3


def test_an_old_form_passes_no_task_on(district: District) -> None:
    (task,) = give(district)
    pass_on(task=task.pk, post=post_of(district, "deputy"), why="Chuyển", **said(district))
    with refused("task.stale") as found:
        pass_on(
            task=task.pk, post=post_of(district, "secretary"), why="Giao", stamp=0, **said(district)
        )
    assert "Phó Bí thư" in str(found.value.values["now"])


# -- what is said ----------------------------------------------------------------------------------


def test_what_is_told_keeps_its_meaning_whatever_is_changed(district: District) -> None:
    (task,) = give(district)
    change_task(task=task.pk, stamp=None, changes=TaskChanges({"unit": "mét"}), **said(district))
    note_progress(task=task.pk, words="", amount=31, **said(district, "head"))
    for changed in ({"unit": "km"}, {"decimals": 0}):
        with refused("task.unit_fixed"):
            change_task(task=task.pk, stamp=None, changes=TaskChanges(changed), **said(district))
    unchanged = TaskChanges({"unit": "mét", "decimals": 1})
    row = change_task(task=task.pk, stamp=None, changes=unchanged, **said(district))
    assert row.unit == "mét"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"every": 0}, "task.every"),
        ({"difficulty": 9}, "task.difficulty"),
        ({"amount": 10**16}, "task.amount"),
        ({"decimals": -1}, "task.decimals"),
        ({"starts_on": date(2023, 1, 1)}, "task.days"),
        ({"body_id": 10**6}, "task.not_there"),
        ({"indicator_id": 10**6}, "task.not_there"),
    ],
)
def test_a_change_that_cannot_be_kept_is_refused(
    district: District, changed: dict[str, object], code: str
) -> None:
    (task,) = give(district)
    with refused(code):
        change_task(task=task.pk, stamp=None, changes=TaskChanges(changed), **said(district))


def test_only_what_may_change_is_changed(district: District) -> None:
    (task,) = give(district)
    with pytest.raises(ValueError, match="state"):
        change_task(
            task=task.pk, stamp=None, changes=TaskChanges({"state": "closed"}), **said(district)
        )


def test_words_that_say_nothing_are_not_kept(district: District) -> None:
    (task,) = give(district, new(district, product=" - ", authority="…", detail=" . "))
    assert (task.product, task.authority, task.detail) == ("", "", "")


def test_a_title_that_is_too_long_stands_whole_in_the_detail(district: District) -> None:
    title = "Vận động hiến đất " * 30
    (task,) = give(district, new(district, title, detail="Ấp Bắc trước"))
    assert (len(task.title), task.title[-1]) == (300, "…")
    assert task.detail == f"{title.strip()}\nẤp Bắc trước"
    (again,) = give(district, new(district, title, detail=title.strip()))
    assert again.detail == title.strip()


def test_work_lies_within_the_place_that_gives_it(district: District) -> None:
    own = new(district, accountable=post_of(district, "official"), places=(district.place("B"),))
    with refused("task.outside"):
        give(district, own, by="official", place=district.place("A"))


def test_a_place_that_is_not_there_gives_nothing(district: District) -> None:
    with refused("task.not_there"):
        give(district, place=10**6)


def test_a_head_of_a_field_gives_and_takes_over_in_his_field_only(district: District) -> None:
    Post.objects.filter(pk=post_of(district, "head")).update(fields=["Kinh tế"])
    (task,) = give(district, by="head")
    for act in (
        lambda: give(district, new(district, field="Văn hóa"), by="head"),
        lambda: give(district, new(district), new(district, field="Văn hóa"), by="head"),
        lambda: change_task(
            task=task.pk,
            stamp=None,
            changes=TaskChanges({"field": "Văn hóa"}),
            **said(district, "head"),
        ),
    ):
        with pytest.raises(NotPermitted), transaction.atomic():
            act()
    assert Task.objects.count() == 1


def test_steps_that_are_renamed_or_moved_stay_reached(district: District) -> None:
    steps = (NewMilestone("Thiết kế", DUE), NewMilestone("Đặt ống", DUE))
    (task,) = give(district, new(district, milestones=steps))
    reach_milestone(task=task.pk, number=1, **said(district, "head"))
    wanted = (NewMilestone("Khảo sát", DUE), NewMilestone("Thiết kế", DUE), NewMilestone("X", DUE))
    change_task(task=task.pk, stamp=None, changes=TaskChanges(milestones=wanted), **said(district))
    assert [one.reached_on for one in Milestone.objects.all()] == [None, district.day, None]
    fewer = (NewMilestone("Khảo sát", DUE), NewMilestone("Bản vẽ", DUE))
    change_task(task=task.pk, stamp=None, changes=TaskChanges(milestones=fewer), **said(district))
    assert [one.reached_on for one in Milestone.objects.all()] == [None, district.day]


def test_one_start_may_be_said_without_a_new_day(district: District) -> None:
    (task,) = give(district, new(district, starts_on=None))
    move_due(task=task.pk, to=DUE, why="", starts_on=date(2022, 3, 1), **said(district))
    task.refresh_from_db()
    assert task.starts_on == date(2022, 3, 1)
    assert not DueChange.objects.exists()


def test_every_change_sent_twice_by_one_form_is_made_once(district: District) -> None:
    (task,) = give(district)
    later = DUE + timedelta(days=30)
    deputy = post_of(district, "deputy")
    acts: list[Callable[..., Task]] = [
        lambda **by: change_task(
            task=task.pk, stamp=None, changes=TaskChanges({"product": "Hồ sơ"}), **by
        ),
        lambda **by: move_due(task=task.pk, to=later, why="Mưa", **by),
        lambda **by: pass_on(task=task.pk, post=deputy, why="Chuyển", **by),
    ]
    for n, act in enumerate(acts):
        for _ in range(2):
            act(key=f"k{n}", **said(district))
        lines = Line.objects.filter(action__startswith="tasks.").exclude(action="tasks.give")
        assert lines.count() == n + 1


def test_a_task_passed_on_before_it_was_given_leaves_no_gap(district: District) -> None:
    (task,) = give(district.later(5), given_on=district.later(5).day)
    pass_on(task=task.pk, post=post_of(district, "deputy"), why="Chuyển", **said(district))
    one, two = Holding.objects.order_by("pk")
    assert one.since == one.until == two.since == district.later(5).day


def test_many_tasks_are_given_with_as_many_questions_as_a_few(
    district: District, django_assert_max_num_queries: Any
) -> None:
    body = district.body("A").pk
    many = [
        new(district, f"Việc {n}", cooperating=(body,), milestones=(NewMilestone("Xong", DUE),))
        for n in range(40)
    ]
    with django_assert_max_num_queries(60):
        give(district, *many)


def test_no_words_of_a_task_go_into_the_journal(district: District) -> None:
    give(district, new(district, "Ông Tư xin mở rộng đường"))
    line = Line.objects.get(action="tasks.give")
    assert "Tư" not in line.text
    assert "Tư" not in repr(Personal.objects.filter(sequence=line.sequence).values_list("facts"))
