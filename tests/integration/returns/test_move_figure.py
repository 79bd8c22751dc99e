"""A figure that was entered at the wrong place: withdrawn there, written where it belongs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.returns import ROAD, Office, refusal
from vedich.apps.figures.queries import drift
from vedich.apps.returns import actions
from vedich.core.needs import State
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


def move(office: Office, to: str = "A2", by: str = "official", code: str = ROAD,
         **more: Any) -> None:  # fmt: skip
    given: dict[str, Any] = {"reason": "Đoạn đường của Ấp A2", **more}
    row = given.pop("figure", None) or office.figure("A1", code).pk
    body = office.district.body(to).pk
    actions.move_figure(figure=row, to=body, **given, **office.when(by))


def test_a_figure_moves_to_the_place_it_belongs_to(office: Office) -> None:
    office.send("A1", changed={ROAD: {"part": 60, "why": "Nghiệm thu 28/6"}})
    move(office)
    assert office.figure("A1", ROAD).part is None
    there = office.figure("A2", ROAD)
    assert (there.part, there.why, there.reason, there.source) == (
        60,
        "Nghiệm thu 28/6",
        "Đoạn đường của Ấp A2",
        office.of("A2").reference,
    )
    assert office.pair("A1", ROAD) is None
    assert office.pair("A2", ROAD) == Pair(60)
    assert office.pair("root", ROAD) == Pair(60)
    assert drift() == []


def test_a_return_that_was_not_sent_keeps_waiting_with_the_answer_in_it(office: Office) -> None:
    office.send("A1", changed={ROAD: 60})
    move(office)
    assert office.state("A2") is State.DRAFT
    office.send("A2", changed={ROAD: 60})
    assert office.pair("root", ROAD) == Pair(60)


def test_it_does_not_replace_a_figure_that_is_there(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    with refusal("return.occupied"):
        move(office)
    assert office.pair("root", ROAD) == Pair(10)


def test_it_moves_only_where_it_is_asked_for(office: Office) -> None:
    office.send("A1")
    for to in ("A", "agency", "committee", "A1"):
        with refusal("return.no_return_there"):
            move(office, to, by="clerk")


def test_whoever_moves_it_may_mend_at_both_places(office: Office) -> None:
    office.send("A1")
    for name in ("cell_secretary", "cell_secretary_2", "official_b"):
        with pytest.raises(NotPermitted):
            move(office, by=name)
    with pytest.raises(NotPermitted):
        move(office, "B1")
    move(office, "B1", by="clerk")
    assert office.pair("B", ROAD) == Pair(5)


def test_moving_wants_a_reason_and_the_current_figure(office: Office) -> None:
    office.send("A1")
    seen = office.figure("A1", ROAD).pk
    with refusal("return.no_reason"):
        move(office, reason="")
    move(office)
    with refusal("return.changed_since"):
        move(office, "A3", figure=seen)


def test_a_second_move_by_one_click_is_harmless(office: Office) -> None:
    office.send("A1")
    seen = office.figure("A1", ROAD).pk
    for _ in range(2):
        move(office, figure=seen, key="move-1")
    assert office.pair("root", ROAD) == Pair(5)


def test_what_was_moved_waits_for_its_check(office: Office) -> None:
    office.send("A1")
    office.send("A2", changed={ROAD: {"part": None, "why": "Chưa rõ"}})
    office.check("A1")
    office.check("A2")
    move(office)
    assert office.pair("root", ROAD, checked=True) is None
    with refusal("permit.same_person"):
        actions.check(figures=[office.figure("A2", ROAD).pk], **office.when("official"))
    actions.check(figures=[office.figure("A2", ROAD).pk], **office.when("official_2"))
    assert office.pair("root", ROAD, checked=True) == Pair(5)
