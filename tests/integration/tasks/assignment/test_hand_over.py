"""A post changes holder: everything moves or nothing, history stays, minutes are frozen (R14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.integration.tasks.assignment.conftest import Office
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.tasks.actions import NewPlannedCheck, plan_checks
from vedich.apps.tasks.handover import queries
from vedich.apps.tasks.handover.actions import hand_over
from vedich.apps.tasks.models import (
    Charge,
    Check,
    HandOver,
    Holding,
    Matter,
    MatterStep,
    Task,
    Visit,
    VisitLine,
)
from vedich.core.permits import NotPermitted


pytestmark = pytest.mark.django_db


def seen(office: Office, of: str = "head") -> str:
    post = queries.post_of(office.post(of))
    return queries.moves(post, office.district.day, "vi").seen


def move(
    office: Office, giver: str = "head", taker: str | None = "deputy", **more: Any
) -> HandOver:
    district = office.district
    said: dict[str, Any] = {"by": district.actor("clerk"), "seen": None, "key": "k"} | more
    said["seen"] = seen(office, giver) if said["seen"] is None else said["seen"]
    return hand_over(
        giver=office.post(giver),
        taker=office.post(taker) if taker else None,
        at=district.at,
        on_day=district.day,
        **said,
    )


def full(office: Office) -> Sequence[Task]:
    """Two tasks, a charge of each kind, a planned check, a matter and a promise of the head's."""
    district = office.district
    tasks = office.give("head", "head")
    (other,) = office.give("clerk")
    office.charge("head", field="Hạ tầng")
    office.charge("head", locality=district.place("A"))
    office.charge("head", body=district.body("agency").pk)
    plan_checks(
        checks=[NewPlannedCheck(other.pk, office.post("head"), district.day + timedelta(days=3))],
        by=district.actor("secretary"),
        at=district.at,
        on_day=district.day,
    )
    root = district.place("root")
    Matter.objects.create(
        body=district.body("A1"),
        raised_at_place_id=district.place("A1"),
        kind="road",
        words="Cầu gãy",
        raised_by="person:1",
        raised_on=district.day,
        raised_at=district.at,
        place_id=root,
        due_on=district.day,
        owner_id=office.post("head"),
    )
    visit = Visit.objects.create(
        place_id=district.place("A"),
        visitor_id=office.post("head"),
        on_day=district.day,
        written_by="person:1",
        written_at=district.at,
    )
    VisitLine.objects.create(
        visit=visit, number=1, kind="promised", words="Xin ống nước", owner_id=office.post("head")
    )
    return tasks


def test_everything_a_post_holds_moves_together(office: Office) -> None:
    full(office)
    row = move(office, witness=office.district.people["secretary"].pk)
    head, deputy = office.post("head"), office.post("deputy")
    assert not Task.objects.filter(accountable=head).exists()
    assert Task.objects.filter(accountable=deputy).count() == 2
    assert {one.kind for one in Charge.objects.filter(holder=deputy, until__isnull=True)} == {
        "field",
        "locality",
        "body",
    }
    assert not Charge.objects.filter(holder=head, until__isnull=True).exists()
    assert Charge.objects.filter(holder=head).count() == 3
    assert Check.objects.get().checker_id == deputy
    assert Matter.objects.get().owner_id == deputy
    assert [one.move for one in MatterStep.objects.all()] == ["passed"]
    assert VisitLine.objects.get().owner_id == deputy
    assert (row.giver_id, row.taker_id) == (head, deputy)
    kinds = {kind: len(items) for kind, items in row.minutes["lists"].items()}
    assert kinds == {"tasks": 2, "charges": 3, "checks": 1, "matters": 1, "promises": 1}


def test_history_keeps_who_held_what(office: Office) -> None:
    tasks = full(office)
    move(office)
    held = Holding.objects.filter(task=tasks[0]).order_by("pk")
    assert [(one.post_id, one.until is None) for one in held] == [
        (office.post("head"), False),
        (office.post("deputy"), True),
    ]
    assert Task.objects.get(pk=tasks[0].pk).stamp == tasks[0].stamp + 1


def test_nobody_is_left_to_check_his_own_work(office: Office) -> None:
    district = office.district
    (task,) = office.give("head")
    (own,) = office.give("deputy")
    plan_checks(
        checks=[
            NewPlannedCheck(task.pk, office.post("deputy"), district.day + timedelta(days=3)),
            NewPlannedCheck(own.pk, office.post("head"), district.day + timedelta(days=3)),
        ],
        by=district.actor("secretary"),
        at=district.at,
        on_day=district.day,
    )
    row = move(office)
    assert not Check.objects.filter(dropped_on__isnull=True).exists()
    assert row.minutes["released"] == [f"{task.number}. {task.title}", f"{own.number}. {own.title}"]


def test_what_is_closed_stays_with_who_did_it(office: Office) -> None:
    done, _ = office.give("head", "head")
    Task.objects.filter(pk=done.pk).update(state="closed", ended_on=office.district.day)
    move(office)
    assert Task.objects.get(pk=done.pk).accountable_id == office.post("head")


def test_sent_twice_it_counts_once(office: Office) -> None:
    full(office)
    shown = seen(office)
    lines = Line.objects.count()
    first, second = move(office, seen=shown), move(office, seen=shown)
    assert first.pk == second.pk
    assert HandOver.objects.count() == 1
    assert Line.objects.count() == lines + 1


def test_a_list_that_changed_meanwhile_is_shown_again(office: Office) -> None:
    full(office)
    shown = seen(office)
    office.give("head")
    with refused("hand_over.changed"):
        move(office, seen=shown)
    assert not HandOver.objects.exists()


def test_nothing_moves_when_something_is_refused(office: Office) -> None:
    full(office)
    shown = seen(office)
    before = list(Task.objects.values_list("pk", "accountable_id"))
    for taker, code in (("head", "hand_over.same"), ("official", "hand_over.elsewhere")):
        with refused(code):
            move(office, taker=taker, seen=shown, key=taker)
    for day in (office.district.day + timedelta(days=1), date(2021, 1, 1)):
        with refused("hand_over.bad_day"):
            move(office, day=day, key=str(day))
    with refused("hand_over.no_heading"):
        move(office, heading="x", key="h")
    Post.objects.filter(pk=office.post("deputy")).update(held_until=office.district.day)
    with refused("task.not_a_post"):
        move(office, key="e")
    assert list(Task.objects.values_list("pk", "accountable_id")) == before
    assert not HandOver.objects.exists()


def test_who_holds_nothing_hands_nothing_over(office: Office) -> None:
    with refused("hand_over.nothing"):
        move(office)


def test_a_post_that_has_ended_can_still_be_handed_over(office: Office) -> None:
    full(office)
    Post.objects.filter(pk=office.post("head")).update(held_until=office.district.day)
    assert office.desk().by_person().rows[0].posts
    assert move(office).taker_id == office.post("deputy")


def both_hats(office: Office) -> Any:
    """The clerk who is the administrator as well."""
    district = office.district
    Post.objects.create(
        person=district.people["clerk"],
        role="administrator",
        title="Người quản trị",
        place_id=district.place("root"),
        held_from=date(2021, 1, 1),
    )
    return district.actor("clerk")


def test_the_post_itself_can_change_hands_in_the_same_step(office: Office) -> None:
    full(office)
    person = office.district.people["outsider"]
    row = move(office, taker=None, person=person.pk, ends=True, by=both_hats(office))
    old, new = Post.objects.get(pk=office.post("head")), row.taker
    assert (new.person, new.role, new.title) == (person, old.role, old.title)
    assert old.held_until == new.held_from == office.district.day
    assert Task.objects.filter(accountable=new).count() == 2


def test_who_may_not_write_posts_changes_nothing_by_trying(office: Office) -> None:
    full(office)
    posts = Post.objects.count()
    person = office.district.people["outsider"].pk
    tries: list[dict[str, Any]] = [{"taker": None, "person": person}, {"ends": True}]
    for more in tries:
        with pytest.raises(NotPermitted):
            move(office, key=str(more), **more)
    assert not HandOver.objects.exists()
    assert Post.objects.count() == posts
    assert Task.objects.filter(accountable=office.post("head")).count() == 2


def test_nobody_is_given_his_own_post_again(office: Office) -> None:
    full(office)
    with refused("hand_over.same"):
        move(office, taker=None, person=office.district.people["head"].pk)


def test_a_hand_over_written_down_later_counts_from_its_day(office: Office) -> None:
    tasks = full(office)
    Holding.objects.update(since=office.district.day - timedelta(days=20))
    day = office.district.day - timedelta(days=5)
    move(office, day=day)
    assert Holding.objects.get(task=tasks[0], until__isnull=True).since == day


@pytest.mark.parametrize("who", ["supervisor", "agency", "official"])
def test_who_may_not_give_may_not_hand_over(office: Office, who: str) -> None:
    full(office)
    with pytest.raises(NotPermitted):
        move(office, by=office.district.actor(who))


def test_the_pages_show_what_moves_and_then_the_minutes(office: Office, client: Client) -> None:
    full(office)
    browser = office.sign_in(client, "clerk")
    head, deputy = office.post("head"), office.post("deputy")
    page = browser.get(f"/phan-cong/ban-giao?chuc={head}").content.decode()
    assert "bàn giao 8 mục" in page
    assert "Cầu gãy" in page
    form = {"taker": deputy, "seen": seen(office), "heading": "state", "day": "11/7/2022"}
    found = browser.post(f"/phan-cong/ban-giao?chuc={head}", {**form, "key": "k"})
    assert found.status_code == 302
    minutes = browser.get(found["Location"]).content.decode()
    assert "BIÊN BẢN BÀN GIAO CÔNG VIỆC" in minutes
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in minutes
    assert "Dữ liệu mẫu" in minutes
    again = browser.get(f"/phan-cong/ban-giao?chuc={head}").content.decode()
    assert "không giữ việc nào cần bàn giao" in again


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Chưa chọn người nhận"),
        ({"day": "31/2"}, "không có trong lịch"),
        ({"day": "1/1/2021"}, "Ngày bàn giao 1/1/2021"),
        ({"seen": "x"}, "vừa thay đổi"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_keeps_what_was_typed(
    office: Office, client: Client, form: dict[str, str], said: str
) -> None:
    full(office)
    browser = office.sign_in(client, "clerk")
    start = {"seen": seen(office), "heading": "state", "taker": office.post("deputy"), "key": "k"}
    sent = {**start, **form} if form else {**start, "taker": ""}
    found = browser.post(f"/phan-cong/ban-giao?chuc={office.post('head')}", sent)
    page = found.content.decode()
    assert found.status_code == 400
    assert said in page
    assert 'value="state" checked' in page
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("clerk", "/phan-cong/ban-giao", 302),
        ("clerk", "/phan-cong/ban-giao?chuc=99999", 400),
        ("clerk", "/phan-cong/ban-giao/99999", 400),
        ("supervisor", "/phan-cong/ban-giao?chuc={head}", 403),
        ("outsider", "/phan-cong/ban-giao?chuc={head}", 403),
    ],
)
def test_addresses_of_nothing_and_of_others(
    office: Office, client: Client, who: str, path: str, status: int
) -> None:
    browser = office.sign_in(client, who)
    assert browser.get(path.format(head=office.post("head"))).status_code == status


def test_who_may_write_posts_gives_the_post_in_the_form(office: Office, client: Client) -> None:
    full(office)
    both_hats(office)
    browser = office.sign_in(client, "clerk")
    address = f"/phan-cong/ban-giao?chuc={office.post('head')}"
    person = office.district.people["outsider"].pk
    page = browser.get(address).content.decode()
    assert f'value="p{person}"' in page
    form = {"taker": f"p{person}", "seen": seen(office), "heading": "party", "ends": "1"}
    assert browser.post(address, {**form, "key": "k"}).status_code == 302
    assert HandOver.objects.get().taker.person_id == person


def test_figures_stay_with_the_body_and_are_named_in_the_minutes(office: Office) -> None:
    office.give("agency")
    row = move(office, giver="agency", taker="head")
    assert row.minutes["asked"] == ["Kế hoạch", "Kỷ luật", "Thu nhập", "Việc khác"]


def test_a_body_and_a_place_in_charge_have_their_names(office: Office) -> None:
    full(office)
    post = queries.post_of(office.post("head"))
    found = queries.moves(post, office.district.day, "vi")
    assert {one.words for one in found.charges} == {"Hạ tầng", "Xã A", "Phòng A"}
    assert [one.where for one in found.promises] == ["Xã A"]
