"""A return is taken back: its figures leave the reported tally and come back when it is sent."""

from __future__ import annotations

import pytest

from tests.support.returns import BUDGET, ROAD, WATER, Office, refusal
from vedich.apps.figures.models import Figure
from vedich.apps.figures.queries import drift
from vedich.apps.returns import actions
from vedich.apps.returns.queries import form
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def withdraw(office: Office, body: str = "A1", by: str = "cell_secretary", month: int = 6) -> None:
    actions.withdraw(of=office.of(body, month).pk, **office.when(by))


def test_what_was_withdrawn_counts_no_more(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    withdraw(office)
    assert office.state("A1") is State.WITHDRAWN
    assert office.of("A1").submitted_on is None
    assert office.tally("root", WATER).reported == 1
    assert office.pair("root", ROAD) == Pair(5)
    row = office.figure("A1", ROAD)
    assert (row.part, bool(row.reason)) == (None, True)
    assert drift() == []


def test_it_comes_back_when_it_is_sent_again(office: Office) -> None:
    office.send("A1")
    withdraw(office)
    office.send("A1", changed={ROAD: 7})
    assert office.state("A1") is State.SUBMITTED
    assert office.of("A1").round == 2
    assert office.pair("root", ROAD) == Pair(7)
    assert office.figure("A1", ROAD).reason == "Gửi lại sau khi rút về."
    assert drift() == []


def test_the_form_still_holds_what_was_typed(office: Office) -> None:
    office.send("A1", changed={ROAD: {"part": 60, "why": "Nghiệm thu 28/6"}})
    withdraw(office)
    road = next(one for one in form(office.of("A1").pk, "vi").questions if one.code == ROAD)
    assert (road.part, road.why) == ("0,60", "Nghiệm thu 28/6")


def test_what_is_partly_checked_stays(office: Office) -> None:
    office.send("A1")
    actions.check(figures=office.figures("A1")[:1], **office.when("official"))
    with refusal("return.partly_checked"):
        withdraw(office)
    assert office.state("A1") is State.SUBMITTED


def test_what_is_accepted_or_never_sent_cannot_be_withdrawn(office: Office) -> None:
    with refusal("return.is_draft"):
        withdraw(office)
    office.send("A1")
    office.check("A1")
    with refusal("return.is_accepted"):
        withdraw(office)


@pytest.mark.parametrize("name", ["cell_secretary_2", "official_b", "secretary"])
def test_nobody_else_withdraws_it(office: Office, name: str) -> None:
    office.send("A1")
    with pytest.raises(NotPermitted):
        withdraw(office, by=name)
    assert Figure.objects.filter(part__isnull=True).count() == 0


def test_running_figures_after_it_stay_as_typed(office: Office) -> None:
    office.open(5)
    office.send("agency", 5, changed={BUDGET: 5500})
    office.send("agency", 6, changed={BUDGET: 6000})
    withdraw(office, "agency", "agency", 5)
    assert office.pair("root", BUDGET, Period.year(2022)) == Pair(6000)
    assert office.figure("agency", BUDGET, 6).part == 6000
    assert drift() == []
