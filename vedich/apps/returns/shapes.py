"""What the queries of returns answer with: frozen plain values, texts already in one language.

Numbers that a page prints are strings (“1.234,5”, “” where there is none); days are dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from vedich.core.needs import Side, State
from vedich.core.periods import Period
from vedich.core.permits import Path
from vedich.core.targets import Rule


Kind = Literal["number", "running", "rate", "yes_no"]
"""What a question asks: a number, a running figure since 1 January, part and whole, yes or no."""


@dataclass(frozen=True, slots=True)
class Row:
    """One return in a list.

    `late` counts working days after `due` by the day asked for, or by the day it was submitted; 0
    in time. `turn` is None once it is accepted. `reason` is why it was sent back or opened again,
    “” otherwise. `asked` and `answered` count questions and figures that stand.
    """

    id: int
    reference: str
    body: str
    place: str
    period: Period
    period_name: str
    state: State
    turn: Side | None
    due: date
    late: int
    submitted_on: date | None
    reason: str
    asked: int
    answered: int
    verified: int
    on_behalf: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """The returns that are somebody's own (`own`), and those he may only enter on behalf.

    `waiting` of `own` are his turn, the earliest due first; `done` the others, the latest first.
    `on_behalf` are not yet sent, of bodies one level or more below him.
    """

    waiting: tuple[Row, ...]
    done: tuple[Row, ...]
    on_behalf: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form, with what is known and what was answered.

    `part_name` and `whole_name` are what a rate counts (“hộ có nước sạch”, “tổng số hộ”). `last`
    is the latest figure before, typed as this one (`last_whole` its whole), from the period called
    `last_period`; “” where none is. `part`, `whole` hold the answer that stands, as text to put
    into the boxes; a withdrawn or empty one is “”. `unchanged` is what “no change since last month”
    writes into them; None where the button has no sense (a month's own flow, or nothing before).
    `rules` are the limits, `limits` the same as JSON for the small script. `verified` says that the
    answer was checked; `pointed_out` that it was named when the return was sent back.
    """

    indicator: int
    code: str
    name: str
    unit: str
    definition: str
    kind: Kind
    part_name: str
    whole_name: str
    decimals: int
    typed_decimals: int
    last: str
    last_whole: str
    last_period: str
    unchanged: tuple[str, str] | None
    figure: int | None
    part: str
    whole: str
    basis: str
    why: str
    request: str
    confirmed: tuple[str, ...]
    verified: bool
    pointed_out: bool
    rules: tuple[Rule, ...]
    limits: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One step of a return's life. `who` is a post's title, never a person's name."""

    move: str
    before: State
    after: State
    who: str
    on_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Form:
    """A return as its form shows it.

    `path` is where the right to send is asked. `round` goes into the form and comes back with it.
    `editable` says that it is the sender's turn. `possible` are the moves of each side, from
    core.needs. `reason` is why it was sent back or opened again. `checker` is the name of the place
    whose office checks.
    """

    id: int
    reference: str
    path: Path
    body: str
    place: str
    period: Period
    period_name: str
    state: State
    turn: Side | None
    editable: bool
    due: date
    round: int
    submitted_on: date | None
    reason: str
    checker: str
    questions: tuple[Question, ...]
    history: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """Why a figure looks odd: the code, the sentence, and whether it is a strong sign."""

    code: str
    sentence: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One figure that waits for the checker.

    `figure` is its key for `check`, `of` the return's. `last` is the figure of the period before.
    `said` are the body's own words (why), `request` what it asks of whom. `own` says that the
    person who looks entered it himself: locked, somebody else must check. `mended` is the reason
    it replaced an earlier row, “” for the first.
    """

    figure: int
    of: int
    body: str
    place: str
    indicator: str
    unit: str
    last: str
    last_whole: str
    value: str
    whole: str
    odd: tuple[Odd, ...]
    said: str
    request: str
    basis: str
    mended: str
    own: bool
    entered_on: date


@dataclass(frozen=True, slots=True)
class Sweep:
    """The figures in their usual step, and the ten of them to be opened first.

    `count` is how many would be accepted together and goes into the form. `drawn` are the ones to
    open, in their order; `opened` says of each whether it was confirmed. `ready`: all were.
    `seed` is what the draw can be repeated with.
    """

    count: int
    drawn: tuple[Waiting, ...]
    opened: tuple[bool, ...]
    seed: str

    @property
    def confirmed(self) -> int:
        """How many of the drawn ones were opened and found right."""
        return sum(self.opened)

    @property
    def ready(self) -> bool:
        """Whether the rest may be accepted now."""
        return self.count > 0 and all(self.opened)

    @property
    def next(self) -> Waiting | None:
        """The first drawn one that still has to be opened."""
        shut = (one for one, seen in zip(self.drawn, self.opened, strict=True) if not seen)
        return next(shut, None)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A body that has not sent its return; `late` in working days. `again`: it was sent back."""

    id: int
    body: str
    place: str
    due: date
    late: int
    again: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure that was accepted; `swept` with a whole list."""

    figure: int
    body: str
    indicator: str
    unit: str
    value: str
    whole: str
    swept: bool
    on_day: date | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A body's wish to open an accepted return again."""

    id: int
    body: str
    period_name: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class Desk:
    """The checker's desk for one place and period.

    `place_path` is the checker's place, whose children and organs he checks. `odd` are looked at
    one by one, the strongest first; so are figures taken out of a sweep (`taken_out`). `own` are
    figures he entered himself. `sent` of `bodies` have sent.
    """

    place: str
    place_id: int
    place_path: Path
    period: Period
    period_name: str
    odd: tuple[Waiting, ...]
    taken_out: tuple[Waiting, ...]
    own: tuple[Waiting, ...]
    rest: tuple[Waiting, ...]
    sweep: Sweep
    checked: tuple[Checked, ...]
    unsent: tuple[Unsent, ...]
    wishes: tuple[Wish, ...]
    bodies: int
    sent: int

    @property
    def waiting(self) -> int:
        """How many figures wait for this checker, his own not counted."""
        return len(self.odd) + len(self.taken_out) + len(self.rest)
