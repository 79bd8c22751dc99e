"""What the pages of matters show, as plain values; texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Route:
    """Where a matter of one body goes: for the page before it is sent.

    `due` and `due_urgent` are the last days in time for an answer, `days` the working days it
    takes; `then` is where it climbs, empty at the top. `level` is the kind of place in small
    letters: “xã”.
    """

    body: int
    body_name: str
    to: str
    level: str
    then: str
    days: int
    due: date
    due_urgent: date


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a list. `left` are working days until its day, negative once it is late.

    `above` is the place over that of the body, `place` who has the matter. `climbed`: it came from
    below unanswered. `stuck`: late, and nobody stands above.
    """

    id: int
    short: str
    kind: str
    urgent: bool
    state: str
    body: str
    above: str
    place: str
    owner: str
    raised_on: date
    due_on: date
    left: int
    climbed: bool
    stuck: bool
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The list of matters: for whom, the rows that wait worst first, then those that are over.

    `view` is “answer”, “raised” or “below”; `views` those this reader has.
    """

    view: str
    views: tuple[str, ...]
    waiting: tuple[Row, ...]
    answered: tuple[Row, ...]
    closed: tuple[Row, ...]
    may_raise: bool

    @property
    def late(self) -> int:
        """How many are past their day."""
        return sum(row.left < 0 for row in self.waiting)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: its key, and whether it came with the matter or with the answer."""

    id: int
    of: str
    on_day: date


@dataclass(frozen=True, slots=True)
class StepRow:
    """One move. `who` is a post's title or a person's name; empty: the clock."""

    move: str
    who: str
    place: str
    on_day: date
    words: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task that came of the matter."""

    id: int
    title: str
    due_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a select: “post:3” or “body:8”, under a heading."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """One matter with everything said and done, and what this reader may do now."""

    row: Row
    words: str
    answer: str
    pictures: tuple[Picture, ...]
    steps: tuple[StepRow, ...]
    tasks: tuple[TaskRow, ...]
    from_visit: int | None
    from_return: int | None
    days: int
    may_take: bool
    may_answer: bool
    may_pass: bool
    may_task: bool
    may_judge: bool
    posts: tuple[Choice, ...]
    bodies: tuple[Choice, ...]
    then: str
