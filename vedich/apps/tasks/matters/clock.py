"""The clock and the life of a matter: by when, how late, when it climbs, whose turn (R16).

Pure: days and the calendar of working days come in as arguments. Nothing here is stored but the
day an answer is due; how late a matter is follows from the day asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from vedich.core.errors import Message
from vedich.core.periods import WorkingDays


URGENT_DAYS: Final = 1
"""Working days in which an urgent matter is answered, whatever the office has set."""


class State(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Side(StrEnum):
    """Who moves a matter: the body that raised it, whoever answers it, or the clock."""

    RAISER = "raiser"
    ANSWERER = "answerer"
    CLOCK = "clock"


class Move(StrEnum):
    """What can be done with a matter."""

    TAKE = "taken"
    PASS = "passed"
    ANSWER = "answered"
    NOT_YET = "not_yet"
    CLIMB = "climbed"
    CLOSE = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table of a matter's life."""

    before: State
    side: Side
    move: Move
    after: State


# An open matter may be closed by who raised it: what has settled itself should not climb. Only
# silence after an answer closes a matter by itself; silence before one makes it climb.
STEPS: Final[tuple[Step, ...]] = (
    Step(State.OPEN, Side.ANSWERER, Move.TAKE, State.OPEN),
    Step(State.OPEN, Side.ANSWERER, Move.PASS, State.OPEN),
    Step(State.OPEN, Side.ANSWERER, Move.ANSWER, State.ANSWERED),
    Step(State.OPEN, Side.RAISER, Move.CLOSE, State.CLOSED),
    Step(State.OPEN, Side.CLOCK, Move.CLIMB, State.OPEN),
    Step(State.ANSWERED, Side.ANSWERER, Move.ANSWER, State.ANSWERED),
    Step(State.ANSWERED, Side.RAISER, Move.NOT_YET, State.OPEN),
    Step(State.ANSWERED, Side.RAISER, Move.CLOSE, State.CLOSED),
    Step(State.ANSWERED, Side.CLOCK, Move.CLOSE, State.CLOSED),
)

_TURN: Final[Mapping[State, Side]] = {State.OPEN: Side.ANSWERER, State.ANSWERED: Side.RAISER}

WHERE_IT_STANDS: Final[Mapping[State, Message]] = {
    State.OPEN: Message(
        code="matter.is_open",
        vi="Việc này chưa được trả lời nên chưa làm bước đó được. Hãy mở lại trang để xem.",
        en="This matter is not answered yet, so this is not possible. Open the page again.",
    ),
    State.ANSWERED: Message(
        code="matter.is_answered",
        vi="Việc này đã có trả lời. Hãy mở lại trang để xem.",
        en="This matter has been answered. Open the page again to see it.",
    ),
    State.CLOSED: Message(
        code="matter.is_closed",
        vi="Việc này đã khép lại. Còn vướng thì hãy báo một việc mới.",
        en="This matter is closed. If something is left, raise a new one.",
    ),
}


def advance(state: State, move: Move, side: Side) -> State:
    """The state after `move` by `side`. Raises Refused where the table has no such step."""
    for step in STEPS:
        if (step.before, step.side, step.move) == (state, side, move):
            return step.after
    raise WHERE_IT_STANDS[state].refuse()


def whose_turn(state: State) -> Side | None:
    """Who has to act now; None once it is closed."""
    return _TURN.get(state)


def answer_by(start: date, *, days: int, urgent: bool, calendar: WorkingDays) -> date:
    """The last day in time for an answer to what came in on `start`: so many working days on."""
    return calendar.after(start, URGENT_DAYS if urgent else days)


def left(due: date, on: date, calendar: WorkingDays) -> int:
    """Working days left on the day `on` until `due`, itself included; negative once it is late.

    On a day off right after `due` it is 0: not late before an office has opened again.
    """
    return calendar.late(on, due) if on <= due else -calendar.late(due, on)


def climbs(state: State, due: date, on: date, calendar: WorkingDays) -> bool:
    """Whether a matter goes one level up on the day `on`: open on a working day after `due`."""
    return state is State.OPEN and left(due, on, calendar) < 0


def closes_by_silence(
    state: State, answered: date, on: date, *, days: int, calendar: WorkingDays
) -> bool:
    """Whether an answer has stood for more than so many working days without a word."""
    return state is State.ANSWERED and on > answered and calendar.late(answered, on) > days
