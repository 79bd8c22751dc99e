"""Figures in their usual step are accepted together, after ten drawn were opened."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.returns import ROAD, WATER, Office, period, refusal
from vedich.apps.figures.models import Check, Figure
from vedich.apps.figures.queries import drift
from vedich.apps.journal.models import Line
from vedich.apps.returns import actions
from vedich.apps.returns.models import Opening
from vedich.apps.returns.queries import Desk, desk_for_checker
from vedich.core.needs import State
from vedich.core.permits import NotPermitted
from vedich.core.sampling import draw


@pytest.fixture
def sent(office: Office) -> Office:
    """Three cells of commune A, three figures each, A3 entered by the district."""
    office.send("A1")
    office.send("A2")
    office.send("A3", by="clerk")
    return office


def the_desk(office: Office, by: str = "official") -> Desk:
    (found,) = [
        one
        for one in desk_for_checker(office.actor(by), office.district.day, "vi")
        if one.period == period(6)
    ]
    return found


def look(office: Office, figures: Sequence[int], *, agrees: bool = True) -> None:
    for figure in figures:
        actions.open_drawn(figure=figure, agrees=agrees, **office.when("official"))


def sweep(office: Office, count: int, by: str = "official", key: str = "") -> int:
    return actions.sweep(
        place=office.district.place("A"), period=period(6), count=count, key=key, **office.when(by)
    )


def drawn(office: Office) -> list[int]:
    return [one.figure for one in the_desk(office).sweep.drawn]


def test_with_fewer_than_ten_all_are_opened(sent: Office) -> None:
    assert the_desk(sent).sweep.count == 9
    assert len(drawn(sent)) == 9


def test_the_rest_waits_until_all_drawn_were_opened(sent: Office) -> None:
    with refusal("return.still_shut"):
        sweep(sent, 9)
    look(sent, drawn(sent)[:8])
    seen = the_desk(sent).sweep
    assert (seen.confirmed, seen.ready) == (8, False)
    assert seen.next is not None and seen.next.figure == drawn(sent)[8]
    with refusal("return.still_shut"):
        sweep(sent, 9)
    assert not Check.objects.exists()


def test_after_that_everything_is_accepted(sent: Office) -> None:
    look(sent, drawn(sent))
    assert the_desk(sent).sweep.ready
    assert sweep(sent, 9) == 9
    assert {sent.state(body) for body in ("A1", "A2", "A3")} == {State.ACCEPTED}
    assert drift() == []


def test_only_ten_are_drawn_and_the_others_are_marked_as_swept(
    sent: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vedich.apps.returns.bench.DRAWN", 4)
    opened = drawn(sent)
    assert len(opened) == 4
    look(sent, opened)
    assert drawn(sent) == opened
    assert sweep(sent, 9) == 9
    swept = set(Figure.objects.filter(swept=True).values_list("pk", flat=True))
    assert len(swept) == 5
    assert not swept & set(opened)
    assert Check.objects.filter(swept=True).count() == 5


def test_the_draw_can_be_repeated_from_the_journal(
    sent: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vedich.apps.returns.bench.DRAWN", 4)
    line = Line.objects.get(action="returns.open_period")
    seed = f"{line.digest}:{sent.district.spot('A').reference}"
    assert the_desk(sent).sweep.seed == seed
    keys = [f"figure:{pk}" for body in ("A1", "A2", "A3") for pk in sent.figures(body)]
    assert tuple(f"figure:{pk}" for pk in drawn(sent)) == draw(seed, keys, 4)


def test_one_that_does_not_agree_takes_its_return_out(sent: Office) -> None:
    first, *others = drawn(sent)
    cell = Figure.objects.get(pk=first).body_id
    look(sent, [first], agrees=False)
    desk = the_desk(sent)
    assert desk.sweep.count == 6
    assert {one.figure for one in desk.taken_out} == set(
        Figure.objects.filter(body=cell, current=True).values_list("pk", flat=True)
    )
    left = [pk for pk in others if Figure.objects.get(pk=pk).body_id != cell]
    look(sent, left)
    assert sweep(sent, 6) == 6
    assert Check.objects.count() == 6
    assert desk.waiting == 9


def test_a_mended_figure_brings_its_return_back(sent: Office) -> None:
    road = sent.figure("A1", ROAD).pk
    look(sent, [road], agrees=False)
    actions.send_back(
        of=sent.of("A1").pk, reason="Không khớp", figures=[road], **sent.when("official")
    )
    assert the_desk(sent).sweep.count == 6
    sent.send("A1", changed={ROAD: 6})
    assert the_desk(sent).sweep.count == 9
    assert the_desk(sent).taken_out == ()


def test_a_figure_that_comes_in_meanwhile_is_not_swept_unseen(office: Office) -> None:
    office.send("A1")
    office.send("A2")
    look(office, drawn(office))
    office.send("A3", by="clerk")
    with refusal("return.other_count"):
        sweep(office, 6)
    with refusal("return.still_shut"):
        sweep(office, 9)


def test_odd_figures_are_not_in_the_sweep(office: Office) -> None:
    office.open(5)
    office.send("A1", 5)
    fell = {"part": 1600, "whole": 2400, "confirmed": ("whole_fell",)}
    office.send("A1", changed={WATER: fell})
    desk = the_desk(office)
    assert [one.indicator for one in desk.odd] == ["Hộ dùng nước sạch quy chuẩn"]
    assert desk.sweep.count == 2


def test_ones_own_figures_are_left_for_somebody_else(office: Office) -> None:
    office.send("A1")
    office.send("A3", by="official")
    desk = the_desk(office)
    assert (desk.sweep.count, len(desk.own)) == (3, 3)
    assert all(one.own for one in desk.own)
    look(office, drawn(office))
    assert sweep(office, 3) == 3
    assert office.state("A3") is State.SUBMITTED
    assert the_desk(office, "official_2").sweep.count == 3


def test_only_what_was_drawn_is_opened(sent: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vedich.apps.returns.bench.DRAWN", 4)
    other = next(
        pk for body in ("A1", "A2", "A3") for pk in sent.figures(body) if pk not in drawn(sent)
    )
    with refusal("return.not_drawn"):
        look(sent, [other])
    assert not Opening.objects.exists()


def test_only_one_level_up(sent: Office) -> None:
    figure = drawn(sent)[0]
    with refusal("permit.not_one_up"):
        actions.open_drawn(figure=figure, agrees=True, **sent.when("clerk_b"))
    for name in ("official_b", "cell_secretary"):
        with pytest.raises(NotPermitted):
            actions.open_drawn(figure=figure, agrees=True, **sent.when(name))
    look(sent, drawn(sent))
    with pytest.raises(NotPermitted):
        sweep(sent, 9, by="official_b")
    with refusal("permit.not_one_up"):
        sweep(sent, 9, by="clerk_b")
    assert not Check.objects.exists()


def test_the_opening_is_in_the_journal(sent: Office) -> None:
    figure = drawn(sent)[0]
    actions.open_drawn(figure=figure, agrees=False, note=" Sổ ghi 4 ", **sent.when("official"))
    line = Line.objects.get(action="returns.open_drawn")
    assert line.subject == f"figure:{figure}"
    assert '"agrees":false' in line.text
    assert Opening.objects.get().note == "Sổ ghi 4"


def test_a_second_click_is_harmless(sent: Office) -> None:
    look(sent, drawn(sent))
    assert sweep(sent, 9, key="sweep-1") == 9
    assert sweep(sent, 9, key="sweep-1") == 9
    assert Check.objects.count() == 9


def test_nothing_left_is_said(sent: Office) -> None:
    look(sent, drawn(sent))
    sweep(sent, 9)
    with refusal("return.nothing_left"):
        sweep(sent, 9)
