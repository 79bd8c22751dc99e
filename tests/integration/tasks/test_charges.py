"""Who holds a field, follows a locality, follows a body: one each at a time (R14)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.refusals import refused
from tests.support.tasks import give, new, post_of
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.places.queries import on
from vedich.apps.tasks import queries
from vedich.apps.tasks.actions import drop, set_charge
from vedich.apps.tasks.assignment.facts import facts
from vedich.apps.tasks.gaps import left_behind, targets_in_force, without_holder, without_task
from vedich.apps.tasks.models import Charge, TaskTarget
from vedich.core.permits import NotPermitted


def charge(district: District, holder: str | None, by: str = "clerk", **of: Any) -> Charge | None:
    wanted = {"kind": "field", "field": "Kinh tế"} | of
    return set_charge(
        place=wanted.pop("place", district.place("root")),
        holder=post_of(district, holder) if holder else None,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
        **wanted,
    )


def standing() -> list[tuple[int, date | None]]:
    return list(Charge.objects.order_by("pk").values_list("holder_id", "until"))


@pytest.mark.parametrize("kind", ["field", "locality", "body"])
def test_each_kind_has_one_holder_at_a_time(district: District, kind: str) -> None:
    every: dict[str, dict[str, Any]] = {
        "field": {"kind": "field", "field": "Kinh tế"},
        "locality": {"kind": "locality", "field": "", "locality": district.place("A")},
        "body": {"kind": "body", "field": "", "body": district.body("agency").pk},
    }
    of = every[kind]
    charge(district, "head", **of)
    charge(district.later(5), "deputy", **of)
    assert standing() == [
        (post_of(district, "head"), district.day + timedelta(days=5)),
        (post_of(district, "deputy"), None),
    ]
    assert Line.objects.filter(action="tasks.set_charge").count() == 2


def test_the_same_holder_again_changes_nothing(district: District) -> None:
    first = charge(district, "head")
    again = charge(district.later(5), "head")
    assert first is not None
    assert again is not None
    assert again.pk == first.pk
    assert Line.objects.filter(action="tasks.set_charge").count() == 1


def test_taken_away_nobody_holds_it(district: District) -> None:
    assert charge(district, None) is None
    assert not Line.objects.filter(action="tasks.set_charge").exists()
    first = charge(district, "head")
    assert first is not None
    assert charge(district.later(5), None) is None
    assert standing() == [(post_of(district, "head"), district.day + timedelta(days=5))]
    assert Line.objects.filter(action="tasks.set_charge").last().subject == first.reference  # type: ignore[union-attr]


def test_given_and_taken_back_on_one_day_it_was_never_held(district: District) -> None:
    first = charge(district, "head")
    assert first is not None
    named = first.reference
    charge(district, None)
    assert standing() == []
    last = Line.objects.filter(action="tasks.set_charge").order_by("-pk")[0]
    assert last.subject == named


def test_sent_twice_it_is_set_once(district: District) -> None:
    charge(district, "head", key="k")
    assert charge(district, "deputy", key="k") is None
    assert standing() == [(post_of(district, "head"), None)]


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ({"kind": "colour"}, "task.unknown_kind"),
        ({"field": " "}, "task.unknown_kind"),
        ({"kind": "locality"}, "task.unknown_kind"),
        ({"kind": "locality", "locality": 10**6}, "task.not_there"),
        ({"kind": "body", "body": 10**6}, "task.not_there"),
        ({"place": 10**6}, "task.not_there"),
    ],
)
def test_what_cannot_be_in_charge_is_refused(
    district: District, of: dict[str, Any], code: str
) -> None:
    with refused(code):
        charge(district, "head", **of)
    assert standing() == []


def test_a_committee_gives_charges_of_its_own_only(district: District) -> None:
    own: dict[str, Any] = {"place": district.place("A"), "field": "", "by": "official"}
    with refused("task.outside"):
        charge(district, "official", kind="locality", locality=district.place("B"), **own)
    with refused("task.outside"):
        charge(district, "official", kind="body", body=district.body("agency").pk, **own)
    assert charge(district, "official", kind="locality", locality=district.place("A1"), **own)


def test_a_post_that_has_ended_takes_none(district: District) -> None:
    Post.objects.filter(pk=post_of(district, "head")).update(held_until=district.day)
    with refused("task.not_a_post"):
        charge(district, "head")


@pytest.mark.parametrize("by", ["agency", "official", "cell_secretary", "supervisor", "outsider"])
def test_who_may_not_give_sets_no_charge(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        charge(district, "head", by=by)


# -- gaps ------------------------------------------------------------------------------------------


def missing(year: Year) -> int:
    district = year.district
    spot = district.spot("root")
    targets = targets_in_force(spot, district.day)
    return without_holder(spot, on(district.day), targets, district.day)


def on_the_board(year: Year) -> int:
    district = year.district
    of = facts(None, actor=district.actor("secretary"), day=district.day, language="vi")
    return (
        sum(aim not in of.charged_fields for aim in {one.field for one in of.aims.values()})
        + sum(one.id not in of.charged_places for one in of.columns)
        + sum(one.pk not in of.charged_bodies for one in of.bodies)
    )


def test_the_need_and_the_board_count_the_same(year: Year) -> None:
    district = year.district
    before = missing(year)
    assert before == on_the_board(year) > 3
    fields = list(targets_in_force(district.spot("root"), district.day).values_list("field"))
    charge(district, "head", field=fields[0][0])
    charge(district, "deputy", kind="locality", field="", locality=district.place("A"))
    charge(district, "deputy", kind="body", field="", body=district.body("agency").pk)
    assert missing(year) == on_the_board(year) == before - 3


def test_a_charge_of_a_post_that_has_ended_is_nobody_s(year: Year) -> None:
    district = year.district
    before = missing(year)
    charge(district, "deputy", kind="locality", field="", locality=district.place("A"))
    Post.objects.filter(pk=post_of(district, "deputy")).update(held_until=district.day)
    assert missing(year) == on_the_board(year) == before


def test_a_task_that_was_dropped_serves_no_target(year: Year) -> None:
    district = year.district
    targets = targets_in_force(district.spot("root"), district.day)
    assert without_task(targets).count() == 7
    (task,) = give(district, new(district, targets=((targets[0].pk, "thêm 2 km"),)))
    assert TaskTarget.objects.get().brings == "thêm 2 km"
    assert without_task(targets).count() == 6
    drop(
        task=task.pk,
        why="trùng",
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert without_task(targets).count() == 7


def test_a_resolution_whose_year_is_over_owes_nothing(year: Year) -> None:
    spot = year.district.spot("root")
    assert not targets_in_force(spot, date(2023, 1, 2)).exists()


def test_tasks_of_who_has_left_the_post_wait_to_be_handed_over(district: District) -> None:
    give(district, new(district), new(district, "Việc hai"))
    spot = district.spot("root")
    assert not left_behind(spot, district.day).exists()
    Post.objects.filter(pk=post_of(district, "head")).update(held_until=district.day)
    assert left_behind(spot, district.day).count() == 2
    (need,) = [
        one
        for one in queries.needs(district.actor("secretary"), district.day)
        if one.kind == "task.handover"
    ]
    assert dict(need.values)["count"] == 2
    assert need.link.startswith("/phan-cong/nguoi?noi=")
