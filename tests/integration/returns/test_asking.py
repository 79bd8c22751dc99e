"""What a return asks for becomes a matter: once a figure and submission (R16, R18)."""

from __future__ import annotations

from datetime import date

from tests.support.returns import BUDGET, MEMBERS, ROAD, Office
from vedich.apps.journal.models import Line
from vedich.apps.returns import actions
from vedich.apps.tasks.models import Matter


ASK = {"part": 60, "request": "Xin ứng xi măng đợt 2"}


def test_what_is_asked_becomes_a_matter_of_the_body_one_level_up(office: Office) -> None:
    of = office.send("A1", changed={ROAD: ASK})
    row = Matter.objects.get()
    assert row.body == office.district.body("A1")
    assert row.place_id == office.district.place("A")
    assert row.origin == f"{of.reference}:{office.indicators[ROAD].pk}:1"
    asked = "Xin ứng xi măng đợt 2. Đề nghị trong báo cáo tháng 6/2022, về “"
    assert row.words.startswith(asked)
    assert row.due_on == date(2022, 7, 18)


def test_a_return_that_asks_for_nothing_raises_nothing(office: Office) -> None:
    office.send("A1", changed={ROAD: {"part": 60, "why": "Nghiệm thu 28/6", "request": " - "}})
    assert not Matter.objects.exists()


def test_each_figure_asks_for_itself(office: Office) -> None:
    office.send("A1", changed={ROAD: ASK, MEMBERS: {"part": 1, "request": "Mở lớp cảm tình."}})
    assert Matter.objects.count() == 2


def test_sent_twice_with_one_key_it_asks_once(office: Office) -> None:
    for _ in range(2):
        office.send("A1", changed={ROAD: ASK}, round=0, key="k1")
    assert Matter.objects.count() == 1


def test_sent_again_with_the_same_words_it_has_asked_already(office: Office) -> None:
    office.send("A1", changed={ROAD: ASK})
    actions.send_back(of=office.of("A1").pk, reason="Xem lại", **office.when("official_2"))
    office.send("A1", changed={ROAD: ASK})
    assert Matter.objects.count() == 1


def test_sent_again_with_other_words_it_asks_anew(office: Office) -> None:
    office.send("A1", changed={ROAD: ASK})
    actions.send_back(of=office.of("A1").pk, reason="Xem lại", **office.when("official_2"))
    office.send("A1", changed={ROAD: ASK | {"request": "Xin ứng xi măng đợt 3"}})
    assert [row.origin[-2:] for row in Matter.objects.order_by("pk")] == [":1", ":2"]


def test_a_clerk_who_enters_on_behalf_asks_on_behalf(office: Office) -> None:
    office.send("A1", by="clerk", changed={ROAD: ASK})
    row = Matter.objects.get()
    assert (row.body, row.raised_by) == (
        office.district.body("A1"),
        office.actor("clerk").person,
    )


def test_an_agency_asks_its_own_place(office: Office) -> None:
    office.send("agency", changed={BUDGET: {"part": 1000, "request": "Đề nghị giao thêm biên chế"}})
    assert Matter.objects.get().place_id == office.district.place("root")


def test_the_journal_does_not_repeat_what_is_asked(office: Office) -> None:
    office.send("A1", changed={ROAD: ASK})
    (line,) = Line.objects.filter(action="matters.raise")
    assert "xi măng" not in line.text
