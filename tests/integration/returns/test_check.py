"""Figures are accepted by a second person one level up; a return with all of them is accepted."""

from __future__ import annotations

import pytest

from tests.support.returns import ROAD, WATER, Office, refusal
from vedich.apps.figures.models import Check
from vedich.apps.figures.queries import drift
from vedich.apps.returns import actions
from vedich.apps.returns.models import Step
from vedich.core.needs import State
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def test_accepted_figures_are_verified_and_the_last_accepts_the_return(office: Office) -> None:
    office.send("A1")
    water, road, members = office.figures("A1")
    actions.check(figures=[water, road], **office.when("official"))
    assert office.state("A1") is State.SUBMITTED
    assert office.pair("root", ROAD, checked=True) == Pair(5)
    actions.check(figures=[members], **office.when("official_2"))
    assert office.state("A1") is State.ACCEPTED
    step = Step.objects.filter(move="accept").get()
    assert (step.of_id, step.by) == (office.of("A1").pk, office.actor("official_2").person)
    assert drift() == []


def test_several_returns_are_checked_at_once(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    actions.check(figures=office.figures("A1") + office.figures("A2"), **office.when("official"))
    assert (office.state("A1"), office.state("A2")) == (State.ACCEPTED, State.ACCEPTED)
    assert office.tally("root", WATER, checked=True).reported == 2


def test_whoever_entered_it_cannot_check_it(office: Office) -> None:
    office.send("A1", by="official")
    with refusal("permit.same_person"):
        office.check("A1", by="official")
    office.check("A1", by="official_2")
    assert office.state("A1") is State.ACCEPTED


def test_two_levels_up_is_too_far(office: Office) -> None:
    office.send("A1")
    with refusal("permit.not_one_up"):
        office.check("A1", by="clerk")
    assert office.state("A1") is State.SUBMITTED


def test_the_district_checks_communes_and_its_own_organs(office: Office) -> None:
    office.send("A")
    office.send("agency")
    office.check("A", by="clerk")
    office.check("agency", by="clerk_b")
    assert (office.state("A"), office.state("agency")) == (State.ACCEPTED, State.ACCEPTED)


@pytest.mark.parametrize("name", ["cell_secretary", "official_b", "secretary", "outsider"])
def test_nobody_else_checks(office: Office, name: str) -> None:
    office.send("A1")
    with pytest.raises(NotPermitted):
        office.check("A1", by=name)
    assert not Check.objects.exists()


def test_a_figure_that_was_checked_or_changed_waits_no_more(office: Office) -> None:
    office.send("A1")
    figures = office.figures("A1")
    office.check("A1")
    with refusal("return.not_waiting"):
        actions.check(figures=figures, **office.when("official"))
    with refusal("return.not_waiting"):
        actions.check(figures=[10**6], **office.when("official"))


def test_figures_that_are_with_the_body_are_not_checked(office: Office) -> None:
    office.send("A1")
    actions.send_back(of=office.of("A1").pk, reason="Xem lại", **office.when("official"))
    with refusal("return.is_returned"):
        office.check("A1")


def test_a_second_click_is_harmless(office: Office) -> None:
    office.send("A1")
    figures = office.figures("A1")
    for _ in range(2):
        actions.check(figures=figures, key="check-1", **office.when("official"))
    assert Check.objects.count() == 3


def test_blanks_are_not_waited_for(office: Office) -> None:
    office.send("A1", changed={ROAD: {"part": None, "why": "Chưa nghiệm thu"}})
    office.check("A1")
    assert office.state("A1") is State.ACCEPTED
