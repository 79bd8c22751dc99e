"""A figure that was sent is mended: a new row with a reason, that waits for its check again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.returns import BUDGET, ROAD, WATER, Office, refusal
from vedich.apps.figures.models import Figure
from vedich.apps.figures.queries import drift
from vedich.apps.journal.models import Line
from vedich.apps.returns import actions
from vedich.apps.returns.actions import Impossible, Unconfirmed
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def mend(office: Office, code: str = ROAD, part: int = 9, by: str = "cell_secretary",
         body: str = "A1", month: int = 6, **more: Any) -> None:  # fmt: skip
    given: dict[str, Any] = {"whole": None, "reason": "Ghi nhầm đơn vị", **more}
    row = given.pop("figure", None) or office.figure(body, code, month).pk
    actions.mend_figure(figure=row, part=part, **given, **office.when(by))


@pytest.fixture
def accepted(office: Office) -> Office:
    office.send("A1")
    office.check("A1")
    return office


def test_the_old_row_stays_and_the_new_one_waits(accepted: Office) -> None:
    before = accepted.figure("A1", ROAD)
    mend(accepted)
    after = accepted.figure("A1", ROAD)
    assert (after.part, after.reason, after.source) == (9, "Ghi nhầm đơn vị", before.source)
    assert not after.verified
    before.refresh_from_db()
    assert (before.current, before.part) == (False, 5)
    assert accepted.pair("root", ROAD) == Pair(9)
    assert accepted.pair("root", ROAD, checked=True) is None
    assert drift() == []


def test_the_return_stays_accepted_and_the_figure_is_checked_alone(accepted: Office) -> None:
    mend(accepted)
    assert accepted.state("A1") is State.ACCEPTED
    actions.check(figures=[accepted.figure("A1", ROAD).pk], **accepted.when("official"))
    assert accepted.pair("root", ROAD, checked=True) == Pair(9)
    assert accepted.state("A1") is State.ACCEPTED


def test_whoever_mended_it_cannot_check_it(accepted: Office) -> None:
    mend(accepted, by="official")
    row = accepted.figure("A1", ROAD)
    assert row.entered_for == accepted.actor("cell_secretary").person
    with refusal("permit.same_person"):
        actions.check(figures=[row.pk], **accepted.when("official"))
    actions.check(figures=[row.pk], **accepted.when("official_2"))


def test_a_reason_is_required(accepted: Office) -> None:
    with refusal("return.no_reason"):
        mend(accepted, reason=" … ")
    assert accepted.figure("A1", ROAD).part == 5


def test_the_impossible_and_the_odd_are_asked_about_here_too(accepted: Office) -> None:
    with pytest.raises(Impossible):
        mend(accepted, WATER, 2460, whole=2450)
    accepted.open(5)
    accepted.send("A1", 5)
    with pytest.raises(Unconfirmed):
        mend(accepted, WATER, 1600, whole=2400)
    mend(accepted, WATER, 1600, whole=2400, confirmed=("whole_fell",))
    assert accepted.figure("A1", WATER).oddities == ["whole_fell"]


def test_an_estimate_becomes_actual_without_another_number(office: Office) -> None:
    office.send("A1", changed={ROAD: {"part": 5, "basis": "estimate"}})
    with refusal("return.same_figure"):
        mend(office, part=5)
    mend(office, part=5, basis="actual")
    assert office.figure("A1", ROAD).basis == "actual"


def test_a_figure_mended_meanwhile_is_not_overwritten(accepted: Office) -> None:
    seen = accepted.figure("A1", ROAD).pk
    mend(accepted)
    with refusal("return.changed_since"):
        mend(accepted, part=7, figure=seen)
    with refusal("return.changed_since"):
        mend(accepted, part=7, figure=10**6)
    assert accepted.figure("A1", ROAD).part == 9


@pytest.mark.parametrize("name", ["cell_secretary_2", "official_b", "secretary", "outsider"])
def test_nobody_else_mends_it(accepted: Office, name: str) -> None:
    with pytest.raises(NotPermitted):
        mend(accepted, by=name)
    assert Figure.objects.count() == 3


def test_what_the_body_has_itself_is_mended_in_its_form(office: Office) -> None:
    office.send("A1")
    row = office.figure("A1", ROAD).pk
    actions.send_back(of=office.of("A1").pk, reason="Xem lại", **office.when("official"))
    with refusal("return.is_returned"):
        mend(office, figure=row)


def test_a_second_click_is_harmless(accepted: Office) -> None:
    seen = accepted.figure("A1", ROAD).pk
    for _ in range(2):
        mend(accepted, figure=seen, key="mend-1")
    assert Figure.objects.count() == 4


def test_a_running_figure_is_mended_as_it_was_typed(office: Office) -> None:
    office.open(5)
    office.send("agency", 5, changed={BUDGET: 5500})
    office.send("agency", 6, changed={BUDGET: 6000})
    mend(office, BUDGET, 5600, body="agency", by="agency", month=5)
    assert office.figure("agency", BUDGET, 5).part == 5600
    assert office.figure("agency", BUDGET, 6).part == 400
    assert office.pair("root", BUDGET, Period.year(2022)) == Pair(6000)
    assert drift() == []


def test_the_journal_names_the_figure_and_no_person(accepted: Office) -> None:
    mend(accepted, by="official")
    line = Line.objects.get(action="returns.mend_figure")
    assert line.actor == accepted.actor("official").person
    assert "Cán bộ" not in line.text
