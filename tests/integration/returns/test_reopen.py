"""An accepted return is opened again: on a wish or by the checker, with a reason."""

from __future__ import annotations

import pytest

from tests.support.returns import ROAD, WATER, Office, refusal
from vedich.apps.figures.queries import drift
from vedich.apps.returns import actions
from vedich.apps.returns.queries import form
from vedich.core.needs import State
from vedich.core.permits import NotPermitted
from vedich.core.tallies import Pair


@pytest.fixture
def accepted(office: Office) -> Office:
    office.send("A1")
    office.check("A1")
    return office


def ask(office: Office, reason: str = "Ghi nhầm tổ 3", by: str = "cell_secretary") -> None:
    actions.ask_reopen(of=office.of("A1").pk, reason=reason, **office.when(by))


def reopen(office: Office, reason: str = "", by: str = "official") -> None:
    actions.reopen(of=office.of("A1").pk, reason=reason, **office.when(by))


def keep(office: Office, reason: str = "Đã in báo cáo", by: str = "official") -> None:
    actions.keep_accepted(of=office.of("A1").pk, reason=reason, **office.when(by))


def test_a_wish_leaves_the_figures_verified_until_it_is_granted(accepted: Office) -> None:
    ask(accepted)
    assert accepted.state("A1") is State.REOPEN_ASKED
    assert accepted.pair("root", ROAD, checked=True) == Pair(5)
    reopen(accepted)
    assert accepted.state("A1") is State.REOPENED
    assert accepted.pair("root", ROAD, checked=True) is None
    assert accepted.pair("root", ROAD) == Pair(5)
    assert drift() == []


def test_what_is_sent_again_is_checked_again(accepted: Office) -> None:
    ask(accepted)
    reopen(accepted)
    accepted.send("A1", changed={ROAD: 9})
    accepted.check("A1")
    assert accepted.state("A1") is State.ACCEPTED
    assert accepted.pair("root", ROAD, checked=True) == Pair(9)
    assert accepted.pair("root", WATER, checked=True) == Pair(1600, 2450)


def test_a_wish_may_be_refused_with_a_reason(accepted: Office) -> None:
    ask(accepted)
    with refusal("return.no_reason"):
        keep(accepted, "")
    keep(accepted)
    assert accepted.state("A1") is State.ACCEPTED
    assert accepted.figure("A1", ROAD).verified
    assert [step.reason for step in form(accepted.of("A1").pk, "vi").history][-1] == "Đã in báo cáo"


def test_a_wish_needs_a_reason(accepted: Office) -> None:
    with refusal("return.no_reason"):
        ask(accepted, " ")
    assert accepted.state("A1") is State.ACCEPTED


def test_the_checker_opens_it_with_a_reason_of_his_own(accepted: Office) -> None:
    with refusal("return.no_reason"):
        reopen(accepted)
    reopen(accepted, "Sót một đoạn")
    seen = form(accepted.of("A1").pk, "vi")
    assert (seen.state, seen.reason) == (State.REOPENED, "Sót một đoạn")


def test_only_what_is_accepted_is_opened_again(office: Office) -> None:
    office.send("A1")
    with refusal("return.is_submitted"):
        ask(office)
    with refusal("return.is_submitted"):
        reopen(office, "Sót")
    with refusal("return.is_submitted"):
        keep(office)


def test_each_side_does_its_own(accepted: Office) -> None:
    with pytest.raises(NotPermitted):
        ask(accepted, by="cell_secretary_2")
    ask(accepted)
    for act in (reopen, keep):
        with pytest.raises(NotPermitted):
            act(accepted, "Sót", by="cell_secretary")
        with refusal("permit.not_one_up"):
            act(accepted, "Sót", by="clerk")
