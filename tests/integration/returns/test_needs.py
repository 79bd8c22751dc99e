"""What needs somebody: the same counts as on the pages, and nothing for anybody else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.returns import ROAD, WATER, Office
from vedich.apps.returns import actions
from vedich.apps.returns.queries import desk_for_checker, mine, needs
from vedich.core.errors import LANGUAGES
from vedich.core.needs import Need


def of(office: Office, name: str) -> list[Need]:
    return list(needs(office.actor(name), office.district.day))


def said(need: Need) -> str:
    return need.say("vi")


def test_a_return_to_send(office: Office) -> None:
    (need,) = of(office, "cell_secretary")
    assert said(need) == "Gửi báo cáo tháng 6/2022 của Chi bộ Ấp A1."
    assert (need.kind, need.due, need.link) == (
        "return.send",
        date(2022, 7, 5),
        f"/bao-cao/{office.of('A1').pk}",
    )
    assert need.place_path == office.district.spot("A1").path
    assert need.owner == office.district.body("A1").reference


def test_what_was_sent_needs_the_checker(office: Office) -> None:
    office.send("A1")
    assert of(office, "cell_secretary") == []
    check = next(need for need in of(office, "official") if need.kind == "figures.check")
    assert said(check) == "3 số của tháng 6/2022 chờ kiểm."
    assert check.since == office.district.day
    assert check.link == f"/kiem-so?ky=2022-06&noi={office.district.place('A')}"


def test_what_came_back_needs_the_body_again(office: Office) -> None:
    office.send("A1")
    actions.send_back(of=office.of("A1").pk, reason="Thiếu tổ 3", **office.when("official"))
    (need,) = of(office, "cell_secretary")
    assert said(need) == "Báo cáo tháng 6/2022 của Chi bộ Ấp A1 bị trả lại: “Thiếu tổ 3”."
    assert all(one.kind != "figures.check" for one in of(office, "official"))


def test_what_is_open_again_needs_the_body(office: Office) -> None:
    office.send("A1")
    office.check("A1")
    assert of(office, "cell_secretary") == []
    actions.reopen(of=office.of("A1").pk, reason="Sót", **office.when("official"))
    (need,) = of(office, "cell_secretary")
    assert (need.kind, said(need)) == (
        "return.mend",
        "Báo cáo tháng 6/2022 của Chi bộ Ấp A1 đã mở lại. Hãy sửa rồi gửi.",
    )


def test_a_wish_needs_the_checker(office: Office) -> None:
    office.send("A1")
    office.check("A1")
    actions.ask_reopen(of=office.of("A1").pk, reason="Nhầm", **office.when("cell_secretary"))
    (wish,) = [need for need in of(office, "official") if need.kind == "return.reopen"]
    assert said(wish) == "Chi bộ Ấp A1 đề nghị mở lại báo cáo tháng 6/2022: “Nhầm”."
    assert wish.owner == office.district.spot("A").reference
    assert of(office, "cell_secretary") == []


@pytest.mark.parametrize("name", ["secretary", "supervisor", "administrator", "outsider"])
def test_who_neither_sends_nor_checks_needs_nothing(office: Office, name: str) -> None:
    office.send("A1")
    assert of(office, name) == []


def test_the_counts_are_those_of_the_pages(office: Office) -> None:
    office.open(5)
    office.send("A1", 5)
    office.send("A1", changed={WATER: {"part": 1600, "whole": 2400, "confirmed": ("whole_fell",)}})
    office.send("A2", 5)
    office.send("A3", 5, by="official")
    for name in ("cell_secretary", "cell_secretary_2", "official", "official_2", "clerk"):
        person, day = office.actor(name), office.district.day
        found = of(office, name)
        rows = mine(person, day, "vi").waiting
        sending = {need.subject for need in found if need.kind in ("return.send", "return.mend")}
        assert sending == {row.reference for row in rows}
        desks = desk_for_checker(person, day, "vi")
        checking = {
            str(dict(need.values)["period"]): dict(need.values)
            for need in found
            if need.kind == "figures.check"
        }
        for desk in desks:
            counted = checking.get(str(desk.period), {"count": 0, "odd": 0})
            assert counted["count"] == desk.waiting
            assert counted["odd"] == len(desk.odd) + len(desk.taken_out)


def test_every_sentence_can_be_said(office: Office) -> None:
    office.send("A1", changed={ROAD: 6})
    for name in ("cell_secretary_2", "official", "clerk", "agency"):
        for need in of(office, name):
            for language in LANGUAGES:
                assert "{" not in need.say(language)
