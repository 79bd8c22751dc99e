"""What pages read: one's own returns, the form, the checker's desk; in how many queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.returns import (
    BUDGET,
    MEMBERS,
    ROAD,
    STANDARD,
    WATER,
    Office,
    period,
    refusal,
)
from vedich.apps.returns import actions
from vedich.apps.returns.queries import (
    Desk,
    Mine,
    Question,
    desk_for_checker,
    form,
    mine,
    needs,
)
from vedich.core.needs import Side, State


def ones(office: Office, name: str, on: date | None = None) -> Mine:
    return mine(office.actor(name), on or office.district.day, "vi")


def question(office: Office, body: str, code: str, month: int = 6) -> Question:
    seen = form(office.of(body, month).pk, "vi")
    return next(one for one in seen.questions if one.code == code)


def the_desk(office: Office, by: str, month: int = 6) -> Desk:
    desks = desk_for_checker(office.actor(by), office.district.day, "vi")
    return next(one for one in desks if one.period == period(month))


def queries(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        read()
    return len(seen)


# -- mine ------------------------------------------------------------------------------------------


def test_a_cell_sees_its_own_return_and_how_late_it_is(office: Office) -> None:
    (row,) = ones(office, "cell_secretary").waiting
    assert (row.id, row.body, row.place) == (office.of("A1").pk, "Chi bộ Ấp A1", "Ấp A1")
    assert (row.state, row.turn, row.due) == (State.DRAFT, Side.SENDER, date(2022, 7, 5))
    # Wednesday to Friday and Monday
    assert (row.late, row.asked, row.answered) == (4, 3, 0)
    assert row.period_name == "tháng 6/2022"
    assert ones(office, "cell_secretary").on_behalf == ()


def test_in_time_is_not_late(office: Office) -> None:
    assert ones(office, "cell_secretary", date(2022, 7, 5)).waiting[0].late == 0


def test_what_was_sent_is_done_and_late_no_further(office: Office) -> None:
    office.send("A1", day=date(2022, 7, 6))
    found = ones(office, "cell_secretary")
    assert found.waiting == ()
    (row,) = found.done
    assert (row.late, row.answered, row.verified) == (1, 3, 0)
    assert (row.submitted_on, row.turn) == (date(2022, 7, 6), Side.CHECKER)
    office.check("A1")
    (row,) = ones(office, "cell_secretary").done
    assert (row.verified, row.turn) == (3, None)


def test_what_came_back_says_why(office: Office) -> None:
    office.send("A1")
    actions.send_back(of=office.of("A1").pk, reason="Thiếu tổ 3", **office.when("official"))
    (row,) = ones(office, "cell_secretary").waiting
    assert (row.state, row.reason) == (State.RETURNED, "Thiếu tổ 3")


def test_an_official_sees_his_own_and_those_he_may_enter(office: Office) -> None:
    found = ones(office, "official")
    assert [row.body for row in found.waiting] == ["Văn phòng Xã A"]
    assert [row.body for row in found.on_behalf] == [f"Chi bộ Ấp A{n}" for n in (1, 2, 3)]
    assert all(row.on_behalf for row in found.on_behalf)


def test_an_officer_sees_the_organ_only(office: Office) -> None:
    found = ones(office, "agency")
    assert [row.body for row in found.waiting] == ["Phòng A"]
    assert found.on_behalf == ()


@pytest.mark.parametrize("name", ["secretary", "supervisor", "outsider"])
def test_who_sends_nothing_sees_nothing(office: Office, name: str) -> None:
    assert ones(office, name) == Mine((), (), ())


# -- the form --------------------------------------------------------------------------------------


def test_the_form_asks_what_the_body_owes(office: Office) -> None:
    seen = form(office.of("A1").pk, "vi")
    assert (seen.body, seen.period_name, seen.round, seen.editable) == (
        "Chi bộ Ấp A1",
        "tháng 6/2022",
        0,
        True,
    )
    assert (seen.checker, seen.path) == ("Xã A", office.district.spot("A1").path)
    assert [one.code for one in seen.questions] == [WATER, ROAD, MEMBERS]
    assert seen.history == ()


def test_a_rate_asks_for_two_counts(office: Office) -> None:
    water = question(office, "A1", WATER)
    assert (water.kind, water.unit, water.decimals, water.typed_decimals) == ("rate", "%", 1, 0)
    assert (water.part_name, water.whole_name) == ("hộ có nước sạch", "tổng số hộ")
    assert (water.last, water.last_whole, water.unchanged, water.part) == ("", "", None, "")


def test_the_kinds_of_question(office: Office) -> None:
    assert question(office, "A1", ROAD).kind == "number"
    assert question(office, "A", STANDARD).kind == "yes_no"
    assert question(office, "agency", BUDGET).kind == "running"


def test_the_figure_before_stands_beside_the_box(office: Office) -> None:
    office.open(4, 5)
    office.send("A1", 4, changed={ROAD: 45})
    water, road = question(office, "A1", WATER), question(office, "A1", ROAD)
    assert (water.last, water.last_whole, water.last_period) == ("160", "245", "tháng 4/2022")
    assert water.unchanged == ("160", "245")
    # a month's own kilometres are never “as last month”
    assert (road.last, road.unchanged) == ("0,45", None)


def test_a_running_figure_stands_as_it_was_typed(office: Office) -> None:
    office.open(4, 5)
    office.send("agency", 4, changed={BUDGET: 4000})
    office.send("agency", 5, changed={BUDGET: 5500})
    assert question(office, "agency", BUDGET, 5).part == "5,500"
    june = question(office, "agency", BUDGET)
    assert (june.last, june.unchanged) == ("5,500", ("5,500", ""))


def test_the_answer_that_stands_is_in_the_boxes(office: Office) -> None:
    office.send(
        "A1", changed={ROAD: {"part": 60, "basis": "estimate", "why": "Ước", "request": "Đá"}}
    )
    road = question(office, "A1", ROAD)
    assert (road.part, road.basis, road.why, road.request, road.verified) == (
        "0,60",
        "estimate",
        "Ước",
        "Đá",
        False,
    )
    assert road.figure == office.figure("A1", ROAD).pk
    office.check("A1")
    assert question(office, "A1", ROAD).verified


def test_the_limits_come_as_data_in_both_languages(office: Office) -> None:
    rules = json.loads(question(office, "A1", WATER).limits)
    assert {"negative", "no_whole", "over_whole"} <= {rule["code"] for rule in rules}
    assert all(rule["vi"] and rule["en"] for rule in rules)


def test_the_form_in_english(office: Office) -> None:
    seen = form(office.of("A1").pk, "en")
    assert seen.period_name == "June 2022"
    assert seen.questions[0].name == "Households with clean water"


def test_the_history_names_posts_and_no_people(office: Office) -> None:
    office.send("A1")
    actions.send_back(of=office.of("A1").pk, reason="Thiếu", **office.when("official"))
    steps = form(office.of("A1").pk, "vi").history
    assert [(step.move, step.who, step.reason) for step in steps] == [
        ("submit", "Bí thư Ấp A1", ""),
        ("send_back", "Cán bộ Xã A", "Thiếu"),
    ]


@pytest.mark.django_db
def test_an_unknown_form_is_refused() -> None:
    with refusal("return.unknown"):
        form(10**6, "vi")


# -- the desk --------------------------------------------------------------------------------------


def test_an_odd_figure_comes_with_why_and_what_the_body_said(office: Office) -> None:
    office.open(3, 4, 5)
    for month in (3, 4, 5):
        office.send("A1", month)
        office.check("A1", month)
    said = {"part": 60, "why": "Nghiệm thu 28/6", "confirmed": ("jump_up",)}
    office.send("A1", changed={ROAD: said, WATER: (1610, 2450)})
    (odd,) = the_desk(office, "official").odd
    assert (odd.body, odd.indicator, odd.unit) == (
        "Chi bộ Ấp A1",
        "Đường ấp, liên ấp bê tông hóa",
        "km",
    )
    assert (odd.last, odd.value, odd.said) == ("0,05", "0,60", "Nghiệm thu 28/6")
    assert [(why.sentence, why.strong) for why in odd.odd] == [("Tăng gấp 12 lần thường kỳ.", True)]


def test_the_strongest_come_first(office: Office) -> None:
    office.open(5)
    office.send("A1", 5)
    office.send("A2", 5)
    rose, fell = (1600, 2600), (1600, 2400)
    for body, whole, code in (("A1", rose, "whole_rose"), ("A2", fell, "whole_fell")):
        office.send(
            body, changed={WATER: {"part": whole[0], "whole": whole[1], "confirmed": (code,)}}
        )
    assert [one.body for one in the_desk(office, "official").odd] == [
        "Chi bộ Ấp A2",
        "Chi bộ Ấp A1",
    ]


def test_what_was_odd_once_says_so_when_the_past_has_changed(office: Office) -> None:
    office.open(5)
    office.send("A1", 5)
    office.send("A1", changed={WATER: {"part": 1600, "whole": 2400, "confirmed": ("whole_fell",)}})
    actions.mend_figure(
        figure=office.figure("A1", WATER, 5).pk,
        part=1600,
        whole=2400,
        reason="Nhầm tổng số",
        **office.when("cell_secretary"),
    )
    (odd,) = the_desk(office, "official").odd
    assert [why.sentence for why in odd.odd] == ["Đã được hỏi lại khi nhập."]


def test_who_has_not_sent_and_how_late(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    actions.send_back(of=office.of("A2").pk, reason="Thiếu", **office.when("official"))
    desk = the_desk(office, "official")
    assert (desk.place, desk.bodies, desk.sent) == ("Xã A", 3, 1)
    assert [(one.body, one.late, one.again) for one in desk.unsent] == [
        ("Chi bộ Ấp A2", 4, True),
        ("Chi bộ Ấp A3", 4, False),
    ]


def test_what_was_checked_is_listed(office: Office) -> None:
    office.send("A1")
    actions.check(figures=office.figures("A1")[:1], **office.when("official"))
    (checked,) = the_desk(office, "official").checked
    assert (checked.value, checked.whole, checked.swept, checked.on_day) == (
        "160",
        "245",
        False,
        office.district.day,
    )


def test_a_wish_to_reopen_is_on_the_desk(office: Office) -> None:
    office.send("A1")
    office.check("A1")
    actions.ask_reopen(of=office.of("A1").pk, reason="Nhầm", **office.when("cell_secretary"))
    (wish,) = the_desk(office, "official").wishes
    assert (wish.id, wish.body, wish.reason) == (office.of("A1").pk, "Chi bộ Ấp A1", "Nhầm")


def test_the_district_sees_communes_and_organs_and_no_cells(office: Office) -> None:
    office.send("A1")
    office.send("A")
    office.send("agency")
    desk = the_desk(office, "clerk")
    assert {one.body for one in desk.rest} == {"Văn phòng Xã A", "Phòng A"}
    assert [one.body for one in desk.unsent] == ["Văn phòng Xã B"]


@pytest.mark.parametrize("name", ["cell_secretary", "agency", "secretary", "outsider"])
def test_who_checks_nothing_has_no_desk(office: Office, name: str) -> None:
    office.send("A1")
    assert desk_for_checker(office.actor(name), office.district.day, "vi") == []


def test_a_finished_month_leaves_the_desk_when_a_newer_one_is_there(office: Office) -> None:
    office.open(5)
    for body, by in (("A1", ""), ("A2", ""), ("A3", "clerk")):
        office.send(body, 5, by=by)
        office.check(body, 5)
    desks = desk_for_checker(office.actor("official"), office.district.day, "vi")
    assert [desk.period for desk in desks] == [period(6)]
    actions.mend_figure(
        figure=office.figure("A1", ROAD, 5).pk,
        part=9,
        whole=None,
        reason="Nhầm",
        **office.when("cell_secretary"),
    )
    desks = desk_for_checker(office.actor("official"), office.district.day, "vi")
    assert [desk.period for desk in desks] == [period(6), period(5)]
    assert [one.mended for one in desks[1].rest] == ["Nhầm"]


def test_desks_in_english(office: Office) -> None:
    office.send("A1")
    (desk,) = desk_for_checker(office.actor("official"), office.district.day, "en")
    assert desk.period_name == "June 2022"
    assert desk.rest[0].indicator == "Households with clean water"


# -- how many queries ------------------------------------------------------------------------------


def test_queries_do_not_grow_with_returns_or_figures(office: Office) -> None:
    day = office.district.day
    cell, official = office.actor("cell_secretary"), office.actor("official")
    reads: list[Callable[[], object]] = [
        lambda: mine(cell, day, "vi"),
        lambda: mine(official, day, "vi"),
        lambda: form(office.of("A1").pk, "vi"),
        lambda: desk_for_checker(official, day, "vi"),
        lambda: needs(official, day),
        lambda: needs(cell, day),
    ]
    office.open(7)
    office.send("A1")
    before = [queries(read) for read in reads]
    office.open(4, 5)
    for month in (4, 5):
        for body in ("A1", "A2"):
            office.send(body, month)
    office.send("A2", changed={MEMBERS: 2})
    office.send("A")
    after = [queries(read) for read in reads]
    assert after == before
    assert max(after) <= 16


def test_a_return_of_long_ago_waits_still(office: Office) -> None:
    later = office.district.day + timedelta(days=900)
    assert [row.id for row in ones(office, "cell_secretary", later).waiting] == [office.of("A1").pk]
