"""What needs me: one order for every screen, and the life of a return."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedich.core.errors import Message, Refused
from vedich.core.needs import (
    FOR_SIDE,
    STEPS,
    WHERE_IT_STANDS,
    Move,
    Need,
    Side,
    State,
    Step,
    Urgency,
    advance,
    join,
    order,
    possible,
    whose_turn,
)


DAY = date(2022, 7, 11)
NEED = Need(
    subject="return/4",
    kind="returns.due",
    sentence="needs.return_due",
    values=(("period", "2022-06"), ("missing", 2)),
    owner="body/cell-4",
    due=DAY,
    since=date(2022, 7, 1),
    link="/bao-cao/4",
    place_path=("83", "832"),
)


def due(
    days: int | None,
    *,
    kind: str = NEED.kind,
    subject: str = NEED.subject,
    owner: str = NEED.owner,
) -> Need:
    last = None if days is None else DAY + timedelta(days=days)
    return replace(NEED, due=last, kind=kind, subject=subject, owner=owner)


@pytest.mark.parametrize("link", ["", "bao-cao/4", "/bao-cao?noi=1?noi=1"])
def test_a_link_that_opens_another_page_is_no_need(link: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        replace(NEED, link=link)


TABLE_URGENCY = [
    (-1, Urgency.OVERDUE),
    (0, Urgency.DUE_SOON),
    (7, Urgency.DUE_SOON),
    (8, Urgency.LATER),
    (None, Urgency.UNDATED),
]


@pytest.mark.parametrize(("days", "urgency"), TABLE_URGENCY)
def test_urgency_follows_from_the_day(days: int | None, urgency: Urgency) -> None:
    assert due(days).urgency(DAY) is urgency


def test_what_is_soon_is_for_the_asker_to_say() -> None:
    assert due(8).urgency(DAY, soon=30) is Urgency.DUE_SOON
    assert due(1).urgency(DAY, soon=0) is Urgency.LATER


def test_days_late_are_calendar_days() -> None:
    assert due(-10).days_late(DAY) == 10
    assert due(3).days_late(DAY) == -3
    assert due(None).days_late(DAY) == 0


PLAIN = Message(
    code="needs.test_plain",
    vi="Còn {missing} nơi chưa gửi.",
    en="Places that are missing: {missing}.",
)
DATED = Message(code="needs.test_dated", vi="Báo cáo {period} đến hạn.", en="Due: {period}.")


def test_a_need_says_a_period_by_its_name() -> None:
    need = replace(NEED, sentence=DATED.code, values=(("period", "2022-Q2"),))
    assert (need.say("vi"), need.say("en")) == (
        "Báo cáo quý II/2022 đến hạn.",
        "Due: quarter II of 2022.",
    )


def test_a_need_without_a_period_says_its_values() -> None:
    need = replace(NEED, sentence=PLAIN.code, values=(("missing", 2),))
    assert need.say("vi") == "Còn 2 nơi chưa gửi."


def test_the_worst_comes_first_in_every_order_of_asking() -> None:
    wanted = (
        due(-9, kind="tasks.late"),
        due(-2, kind="returns.due"),
        due(-2, kind="tasks.late", subject="task/1"),
        due(-2, kind="tasks.late", subject="task/2"),
        due(0),
        due(5),
        due(40),
        due(None),
    )
    for some in permutations(wanted[:6]):
        assert order([*wanted[6:], *some], on=DAY) == wanted


def test_equal_needs_of_two_owners_still_have_one_order() -> None:
    pair = [due(0, owner="body/b"), due(0, owner="body/a")]
    assert order(pair, on=DAY) == order(pair[::-1], on=DAY) == (pair[1], pair[0])


def test_the_same_need_seen_by_two_hats_is_one_need() -> None:
    assert join([NEED], [NEED], []) == (NEED,)


def test_of_two_versions_of_a_need_the_more_pressing_stays() -> None:
    undated, later, sooner = due(None), due(9), due(2)
    for some in permutations([undated, later, sooner]):
        assert join(*([need] for need in some)) == (sooner,)


def test_needs_of_one_subject_and_two_kinds_are_two() -> None:
    odd = replace(NEED, kind="figures.odd")
    assert join([NEED], [odd]) == (odd, NEED)


NEEDS = st.lists(
    st.builds(
        Need,
        subject=st.sampled_from("ab"),
        kind=st.sampled_from("xy"),
        sentence=st.just("s"),
        values=st.sampled_from([(), (("n", 1),), (("n", "1"),)]),
        owner=st.sampled_from("pq"),
        due=st.none() | st.dates(DAY, DAY + timedelta(days=2)) | st.just(date.max),
        since=st.just(DAY),
        link=st.just("/"),
    ),
    max_size=5,
)


@given(NEEDS, NEEDS, NEEDS)
def test_joining_forgets_order_grouping_and_repetition(
    a: list[Need], b: list[Need], c: list[Need]
) -> None:
    assert join(a, b) == join(b, a)
    assert join(join(a, b), c) == join(a, join(b, c)) == join(a, b, c)
    assert join(a, a) == join(a)


@given(NEEDS)
def test_the_order_is_total(needs: list[Need]) -> None:
    assert order(needs, on=DAY) == order(needs[::-1], on=DAY)


# -- the life of a return --------------------------------------------------------------------------

SENDER, CHECKER = Side.SENDER, Side.CHECKER
DRAFT, SUBMITTED, ACCEPTED = State.DRAFT, State.SUBMITTED, State.ACCEPTED
RETURNED, WITHDRAWN = State.RETURNED, State.WITHDRAWN
REOPEN_ASKED, REOPENED = State.REOPEN_ASKED, State.REOPENED

TABLE_TURNS = [
    (DRAFT, SENDER),
    (SUBMITTED, CHECKER),
    (ACCEPTED, None),
    (RETURNED, SENDER),
    (WITHDRAWN, SENDER),
    (REOPEN_ASKED, CHECKER),
    (REOPENED, SENDER),
]
TABLE_LIVES = [
    ("sent and accepted", [(Move.SUBMIT, SENDER), (Move.ACCEPT, CHECKER)], ACCEPTED),
    (
        "sent back once",
        [(Move.SUBMIT, SENDER), (Move.SEND_BACK, CHECKER), (Move.SUBMIT, SENDER)],
        SUBMITTED,
    ),
    ("withdrawn in time", [(Move.SUBMIT, SENDER), (Move.WITHDRAW, SENDER)], WITHDRAWN),
    (
        "reopened on request",
        [
            (Move.SUBMIT, SENDER),
            (Move.ACCEPT, CHECKER),
            (Move.ASK_REOPEN, SENDER),
            (Move.REOPEN, CHECKER),
            (Move.SUBMIT, SENDER),
        ],
        SUBMITTED,
    ),
    (
        "the request is refused",
        [
            (Move.SUBMIT, SENDER),
            (Move.ACCEPT, CHECKER),
            (Move.ASK_REOPEN, SENDER),
            (Move.KEEP_ACCEPTED, CHECKER),
        ],
        ACCEPTED,
    ),
    (
        "reopened by the checker",
        [(Move.SUBMIT, SENDER), (Move.ACCEPT, CHECKER), (Move.REOPEN, CHECKER)],
        REOPENED,
    ),
]


@pytest.mark.parametrize(("state", "side"), TABLE_TURNS)
def test_whose_turn_it_is_can_be_computed_at_any_moment(state: State, side: Side | None) -> None:
    assert whose_turn(state) is side


@pytest.mark.parametrize(("what", "moves", "end"), TABLE_LIVES)
def test_a_return_lives_as_people_expect(
    what: str, moves: list[tuple[Move, Side]], end: State
) -> None:
    state = DRAFT
    for move, side in moves:
        state = advance(state, move, side=side, reason="thiếu ảnh")
    assert state is end, what


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("reason", ["", "  ", "…!"])
def test_a_move_that_wants_a_reason_gets_one(step: Step, reason: str) -> None:
    if not step.needs_reason:
        assert advance(step.before, step.move, side=step.side, reason=reason) is step.after
        return
    with pytest.raises(Refused) as refusal:
        advance(step.before, step.move, side=step.side, reason=reason)
    assert refusal.value.code == "return.no_reason"
    assert f"“{reason}”" in refusal.value.say("vi")


@pytest.mark.parametrize("step", STEPS)
def test_a_move_of_the_other_side_says_whose_it_is(step: Step) -> None:
    other = CHECKER if step.side is SENDER else SENDER
    with pytest.raises(Refused) as refusal:
        advance(step.before, step.move, side=other, reason="thiếu ảnh")
    assert refusal.value.message is FOR_SIDE[step.side]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_any_other_move_is_refused_by_saying_where_the_return_stands(
    state: State, move: Move
) -> None:
    if any((step.before, step.move) == (state, move) for step in STEPS):
        return
    with pytest.raises(Refused) as refusal:
        advance(state, move, side=SENDER, reason="thiếu ảnh")
    assert refusal.value.message is WHERE_IT_STANDS[state]


def test_a_page_knows_its_buttons() -> None:
    assert [step.move for step in possible(SUBMITTED, CHECKER)] == [Move.ACCEPT, Move.SEND_BACK]
    assert [step.move for step in possible(SUBMITTED, SENDER)] == [Move.WITHDRAW]
    assert possible(DRAFT, CHECKER) == ()


@pytest.mark.parametrize("state", State)
def test_whoever_has_the_turn_can_move_and_nothing_is_a_dead_end(state: State) -> None:
    turn = whose_turn(state)
    assert turn is None or possible(state, turn)
    assert any(step.before is state for step in STEPS)


def test_each_move_from_a_state_has_one_side_and_one_end() -> None:
    assert len({(step.before, step.move) for step in STEPS}) == len(STEPS)
