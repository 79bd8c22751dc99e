"""The clock of a matter as a table: what came in on which day is due when, and climbs when (R16).

2022: 11/7 is a Monday; Tết is off from 31/1 to 4/2; 30/4 and 1/5 fall on a weekend and are made up
for on 2/5 and 3/5.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.refusals import refused
from vedich.apps.tasks.matters import clock
from vedich.apps.tasks.matters.clock import Move, Side, State
from vedich.apps.tasks.matters.offices import calendar


DUE = [
    # came in       days  urgent  due
    ("2022-07-11", 5, False, "2022-07-18"),
    ("2022-07-11", 5, True, "2022-07-12"),
    ("2022-07-15", 1, False, "2022-07-18"),
    ("2022-07-16", 1, False, "2022-07-18"),  # a Saturday: the first day counted is Monday
    ("2022-01-28", 5, False, "2022-02-11"),  # the Friday before Tết
    ("2022-01-28", 5, True, "2022-02-07"),
    ("2022-04-29", 1, False, "2022-05-04"),  # two days in lieu
    ("2022-12-30", 3, False, "2023-01-05"),  # over New Year, which is made up for on 2/1
]


@pytest.mark.parametrize(("start", "days", "urgent", "due"), DUE)
def test_due(start: str, days: int, urgent: bool, due: str) -> None:
    day = date.fromisoformat(start)
    found = clock.answer_by(day, days=days, urgent=urgent, calendar=calendar(day))
    assert found.isoformat() == due


LEFT = [
    # due           on            left  climbs
    ("2022-07-18", "2022-07-11", 5, False),
    ("2022-07-18", "2022-07-15", 1, False),
    ("2022-07-18", "2022-07-16", 1, False),
    ("2022-07-18", "2022-07-18", 0, False),
    ("2022-07-18", "2022-07-19", -1, True),
    ("2022-07-15", "2022-07-16", 0, False),  # Saturday: no office has opened since
    ("2022-07-15", "2022-07-17", 0, False),
    ("2022-07-15", "2022-07-18", -1, True),
    ("2022-01-28", "2022-02-04", 0, False),  # nothing climbs during Tết
    ("2022-01-28", "2022-02-07", -1, True),
]


@pytest.mark.parametrize(("due", "on", "left", "climbs"), LEFT)
def test_left_and_climbing(due: str, on: str, left: int, climbs: bool) -> None:
    last, day = date.fromisoformat(due), date.fromisoformat(on)
    book = calendar(last, day)
    assert clock.left(last, day, book) == left
    assert clock.climbs(State.OPEN, last, day, book) is climbs
    assert not clock.climbs(State.ANSWERED, last, day, book)
    assert not clock.climbs(State.CLOSED, last, day, book)


SILENCE = [
    # answered      on            days  closes
    ("2022-07-11", "2022-07-11", 0, False),
    ("2022-07-11", "2022-07-18", 5, False),
    ("2022-07-11", "2022-07-19", 5, True),
    ("2022-01-28", "2022-02-11", 5, False),
    ("2022-01-28", "2022-02-14", 5, True),
]


@pytest.mark.parametrize(("answered", "on", "days", "closes"), SILENCE)
def test_silence(answered: str, on: str, days: int, closes: bool) -> None:
    first, day = date.fromisoformat(answered), date.fromisoformat(on)
    book = calendar(first, day)
    found = clock.closes_by_silence(State.ANSWERED, first, day, days=days, calendar=book)
    assert found is closes
    assert not clock.closes_by_silence(State.OPEN, first, day, days=days, calendar=book)


LIFE = [
    # before        move           side            after
    ("open", "taken", "answerer", "open"),
    ("open", "passed", "answerer", "open"),
    ("open", "answered", "answerer", "answered"),
    ("open", "climbed", "clock", "open"),
    ("open", "closed", "raiser", "closed"),
    ("answered", "answered", "answerer", "answered"),
    ("answered", "not_yet", "raiser", "open"),
    ("answered", "closed", "raiser", "closed"),
    ("answered", "closed", "clock", "closed"),
]


def test_the_life_of_a_matter_is_this_table_and_nothing_else() -> None:
    possible = []
    for state in State:
        for side in Side:
            for move in Move:
                try:
                    after = clock.advance(state, move, side)
                except ValueError:
                    continue
                possible.append((state.value, move.value, side.value, after.value))
    assert sorted(possible) == sorted(LIFE)


@pytest.mark.parametrize(
    ("state", "turn"),
    [(State.OPEN, Side.ANSWERER), (State.ANSWERED, Side.RAISER), (State.CLOSED, None)],
)
def test_whose_turn(state: State, turn: Side | None) -> None:
    assert clock.whose_turn(state) is turn


@pytest.mark.parametrize("state", list(State))
def test_a_refusal_says_where_it_stands(state: State) -> None:
    with refused(f"matter.is_{state.value}"):
        clock.advance(state, Move.TAKE, Side.CLOCK)
