"""A return is sent: by its body, or on its behalf; once, with figures that can be."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.returns import (
    BUDGET,
    MEMBERS,
    POOR,
    ROAD,
    WATER,
    Office,
    period,
    refusal,
)
from vedich.apps.figures.models import Figure
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Post
from vedich.apps.returns import actions
from vedich.apps.returns.actions import Answer, Blank, Impossible, Unconfirmed
from vedich.apps.returns.models import Step
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def test_a_sent_return_waits_and_its_figures_count(office: Office) -> None:
    of = office.send(
        "A1", changed={ROAD: {"part": 60, "why": " Nghiệm thu 28/6 ", "request": "Đá"}}
    )
    assert (of.state, of.round, of.submitted_on) == ("submitted", 1, office.district.day)
    assert of.submitted_by == office.actor("cell_secretary").person
    row = office.figure("A1", ROAD)
    assert (row.part, row.why, row.request, row.source, row.entered_for) == (
        60,
        "Nghiệm thu 28/6",
        "Đá",
        of.reference,
        "",
    )
    assert office.pair("root", ROAD) == Pair(60)
    assert office.pair("root", WATER) == Pair(1600, 2450)
    assert office.tally("root", WATER).reported == 1
    assert office.pair("root", WATER, checked=True) is None


def test_the_step_and_the_journal_say_who_and_under_which_post(office: Office) -> None:
    of = office.send("A1")
    step = Step.objects.get()
    assert (step.of_id, step.move, step.before, step.after) == (
        of.pk,
        "submit",
        "draft",
        "submitted",
    )
    assert step.by == office.actor("cell_secretary").person
    assert step.post == Post.objects.get(person__username="cell_secretary").reference
    told = set(Line.objects.filter(subject=of.reference).values_list("action", flat=True))
    assert told == {"returns.submit", "figures.record"}


def test_late_is_allowed_and_told(office: Office) -> None:
    of = office.send("A1")
    # due on Tuesday 5 July, sent on Monday the 11th: four working days
    line = Line.objects.get(subject=of.reference, action="returns.submit")
    assert '"late":4' in line.text


@pytest.mark.parametrize(
    "name",
    ["cell_secretary_2", "cell_secretary_b", "official_b", "agency", "secretary", "outsider"],
)
def test_nobody_sends_for_another_place(office: Office, name: str) -> None:
    with pytest.raises(NotPermitted):
        office.send("A1", by=name)
    assert office.state("A1") is State.DRAFT
    assert not Figure.objects.exists()


def test_a_refusal_says_whose_it_is(office: Office) -> None:
    with pytest.raises(NotPermitted) as refused:
        office.send("A1", by="cell_secretary_2")
    assert refused.value.code == "permit.elsewhere"


def test_an_organ_sends_its_own(office: Office) -> None:
    office.send("agency")
    assert office.pair("root", BUDGET) == Pair(1000)
    with pytest.raises(NotPermitted):
        office.send("A", by="agency")


# -- on behalf -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["official", "clerk"])
def test_an_office_enters_on_behalf_under_both_names(office: Office, name: str) -> None:
    of = office.send("A1", by=name)
    row = office.figure("A1", WATER)
    assert row.entered_by == office.actor(name).person
    assert row.entered_for == office.actor("cell_secretary").person
    line = Line.objects.get(subject=of.reference, action="returns.submit")
    assert '"operation":"returns.send_for"' in line.text
    assert row.entered_for in line.text


def test_a_body_without_a_secretary_is_named_itself(office: Office) -> None:
    office.send("A3", by="official")
    assert office.figure("A3", WATER).entered_for == office.district.body("A3").reference


def test_ones_own_office_is_not_on_behalf(office: Office) -> None:
    office.send("A", by="official")
    assert office.figure("A", POOR).entered_for == ""


# -- twice, and too late ---------------------------------------------------------------------------


def test_a_second_click_is_harmless(office: Office) -> None:
    office.send("A1", key="form-1", round=0)
    lines = Line.objects.count()
    again = office.send("A1", key="form-1", round=0)
    assert (again.round, Step.objects.count(), Line.objects.count()) == (1, 1, lines)


def test_a_stale_form_is_refused(office: Office) -> None:
    office.send("A1")
    with refusal("return.stale"):
        office.send("A1", round=0, changed={ROAD: 7})
    assert office.figure("A1", ROAD).part == 5


def test_what_was_sent_is_not_sent_again(office: Office) -> None:
    office.send("A1")
    with refusal("return.is_submitted"):
        office.send("A1")


def test_an_unknown_return_is_refused(office: Office) -> None:
    with refusal("return.unknown"):
        actions.submit(of=10**6, answers=[], round=0, **office.when("cell_secretary"))


def test_a_period_to_come_is_refused(office: Office) -> None:
    with refusal("return.future"):
        office.send("A1", day=date(2022, 5, 31))
    office.send("A1", day=date(2022, 6, 1))


# -- figures that cannot be, look odd, or are missing ----------------------------------------------


def test_a_part_above_its_whole_blocks_and_is_named(office: Office) -> None:
    with pytest.raises(Impossible) as refused:
        office.send("A1", changed={WATER: (2460, 2450)})
    key = office.indicators[WATER].pk
    (finding,) = refused.value.found[key]
    assert finding.code == "over_whole"
    assert "Hộ dùng nước sạch" in refused.value.say("vi")
    assert office.state("A1") is State.DRAFT
    assert not Figure.objects.exists()


def test_confirming_does_not_make_the_impossible_possible(office: Office) -> None:
    with pytest.raises(Impossible):
        office.send("A1", changed={ROAD: {"part": -1, "confirmed": ("negative",)}})


def test_what_is_odd_is_asked_once_and_recorded(office: Office) -> None:
    office.open(3, 4, 5)
    for month in (3, 4, 5):
        office.send("A1", month)
    with pytest.raises(Unconfirmed) as refused:
        office.send("A1", changed={ROAD: 60, WATER: (1610, 2450)})
    assert {key: [one.code for one in them] for key, them in refused.value.found.items()} == {
        office.indicators[ROAD].pk: ["jump_up"]
    }
    assert office.state("A1") is State.DRAFT
    office.send(
        "A1", changed={ROAD: {"part": 60, "confirmed": ("jump_up", "alike")}, WATER: (1610, 2450)}
    )
    assert office.figure("A1", ROAD).oddities == ["jump_up"]


def test_another_code_confirms_nothing(office: Office) -> None:
    office.open(5)
    office.send("A1", 5)
    with pytest.raises(Unconfirmed):
        office.send("A1", changed={WATER: {"part": 1600, "whole": 2400, "confirmed": ("jump_up",)}})


def test_the_first_month_after_a_gap_is_asked_about(office: Office) -> None:
    office.open(4)
    office.send("A1", 4)
    with pytest.raises(Unconfirmed) as refused:
        office.send("A1")
    assert {one.code for them in refused.value.found.values() for one in them} == {"after_gap"}


def test_a_blank_needs_a_word(office: Office) -> None:
    with pytest.raises(Blank) as refused:
        office.send("A1", changed={ROAD: {"part": None}})
    assert set(refused.value.found) == {office.indicators[ROAD].pk}
    with pytest.raises(Blank):
        office.send("A1", answers=office.answers("A1")[:2])
    office.send("A1", changed={ROAD: {"part": None, "why": "Chưa nghiệm thu"}})
    row = office.figure("A1", ROAD)
    assert (row.part, row.why) == (None, "Chưa nghiệm thu")
    assert office.tally("root", ROAD).reported == 0


def test_a_return_of_blanks_is_no_return(office: Office) -> None:
    blank = {"part": None, "whole": None, "why": "Chưa có"}
    with refusal("return.all_blank"):
        office.send("A1", changed=dict.fromkeys((WATER, ROAD, MEMBERS), blank))


def test_an_indicator_that_is_not_asked_is_refused(office: Office) -> None:
    other = Answer(indicator=office.indicators[POOR].pk, part=1, whole=2)
    with refusal("return.not_asked"):
        office.send("A1", answers=[*office.answers("A1"), other])


# -- running figures -------------------------------------------------------------------------------


def test_a_running_figure_is_stored_as_what_the_month_added(office: Office) -> None:
    office.open(4, 5)
    office.send("agency", 4, changed={BUDGET: 4000})
    office.send("agency", 5, changed={BUDGET: 5500})
    assert office.figure("agency", BUDGET, 5).part == 1500
    assert office.pair("root", BUDGET, period(5)) == Pair(1500)
    assert office.pair("root", BUDGET, Period.year(2022)) == Pair(5500)


def test_a_running_figure_starts_anew_in_january(office: Office) -> None:
    office.open(1)
    office.send("agency", 1, changed={BUDGET: 700})
    assert office.figure("agency", BUDGET, 1).part == 700


def test_a_running_figure_that_falls_is_asked_about(office: Office) -> None:
    office.open(5)
    office.send("agency", 5, changed={BUDGET: 5000})
    with pytest.raises(Unconfirmed):
        office.send("agency", changed={BUDGET: 4900})
    office.send("agency", changed={BUDGET: {"part": 4900, "confirmed": ("running_fell",)}})
    assert office.figure("agency", BUDGET).part == -100


def test_a_month_sent_late_leaves_the_running_figures_after_it_as_typed(office: Office) -> None:
    office.open(4, 5)
    office.send("agency", 4, changed={BUDGET: 4000})
    office.send("agency", 6, changed={BUDGET: {"part": 6000, "confirmed": ("after_gap",)}})
    office.send("agency", 5, changed={BUDGET: 5500})
    assert office.figure("agency", BUDGET, 5).part == 1500
    june = office.figure("agency", BUDGET, 6)
    assert (june.part, bool(june.reason)) == (500, True)
    assert office.pair("root", BUDGET, Period.year(2022)) == Pair(6000)
