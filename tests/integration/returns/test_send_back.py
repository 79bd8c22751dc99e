"""A return goes back with a reason, is mended and comes again."""

from __future__ import annotations

import pytest

from tests.support.returns import ROAD, WATER, Office, refusal
from vedich.apps.returns import actions
from vedich.apps.returns.queries import form
from vedich.core.needs import Side, State
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def send_back(office: Office, body: str = "A1", by: str = "official", **more: object) -> None:
    given = {"reason": "Thiếu đoạn tổ 3", **more}
    actions.send_back(of=office.of(body).pk, **given, **office.when(by))  # type: ignore[arg-type]


def test_the_body_reads_why_and_which_figure(office: Office) -> None:
    office.send("A1")
    send_back(office, figures=[office.figure("A1", ROAD).pk])
    seen = form(office.of("A1").pk, "vi")
    assert (seen.state, seen.turn, seen.editable) == (State.RETURNED, Side.SENDER, True)
    assert seen.reason == "Thiếu đoạn tổ 3"
    assert [one.code for one in seen.questions if one.pointed_out] == [ROAD]


def test_what_was_reported_stays_reported_meanwhile(office: Office) -> None:
    office.send("A1")
    send_back(office)
    assert office.pair("root", ROAD) == Pair(5)
    assert office.of("A1").submitted_on is None


def test_only_what_changes_is_written_anew(office: Office) -> None:
    office.send("A1")
    water = office.figure("A1", WATER).pk
    send_back(office)
    office.send("A1", changed={ROAD: 9})
    assert office.figure("A1", WATER).pk == water
    road = office.figure("A1", ROAD)
    assert (road.part, road.reason) == (9, "Sửa vì báo cáo bị trả lại: “Thiếu đoạn tổ 3”.")


def test_what_was_accepted_of_it_stays_accepted_unless_changed(office: Office) -> None:
    office.send("A1")
    actions.check(figures=office.figures("A1")[:2], **office.when("official"))
    send_back(office)
    office.send("A1", changed={ROAD: 9})
    assert office.figure("A1", WATER).verified
    assert not office.figure("A1", ROAD).verified
    assert form(office.of("A1").pk, "vi").reason == ""


@pytest.mark.parametrize("reason", ["", "  ", "…?!"])
def test_a_reason_is_required(office: Office, reason: str) -> None:
    office.send("A1")
    with refusal("return.no_reason"):
        send_back(office, reason=reason)
    assert office.state("A1") is State.SUBMITTED


def test_a_figure_of_another_return_is_not_pointed_out(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    with refusal("return.not_of_it"):
        send_back(office, figures=[office.figure("A2", ROAD).pk])


def test_only_one_level_up_and_a_second_person(office: Office) -> None:
    office.send("A1", by="official")
    with refusal("permit.same_person"):
        send_back(office)
    with refusal("permit.not_one_up"):
        send_back(office, by="clerk")
    with pytest.raises(NotPermitted):
        send_back(office, by="cell_secretary")


def test_what_was_not_sent_or_is_accepted_does_not_go_back(office: Office) -> None:
    with refusal("return.is_draft"):
        send_back(office)
    office.send("A1")
    office.check("A1")
    with refusal("return.is_accepted"):
        send_back(office)
