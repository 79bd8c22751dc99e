"""What the pages of visits show, as plain values; texts are in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Spot:
    """A place one may have visited, under the name of the place above it."""

    id: int
    name: str
    above: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a select: “post:3” or “body:8”."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """What the form of a new visit offers.

    `first` are the places in one's own charge and those visited last, `others` the rest by the
    place above. `owners` may be given a task, `answerers` a matter; `to` is who answers a matter if
    nobody is chosen, by `matter_due`. `task_due` is proposed for tasks.
    """

    place: Spot | None
    first: tuple[Spot, ...]
    others: tuple[tuple[str, tuple[Spot, ...]], ...]
    owners: tuple[Choice, ...]
    answerers: tuple[Choice, ...]
    to: str
    matter_due: date
    task_due: date
    reader: str
    """Who will see what was promised: the place's own body."""


@dataclass(frozen=True, slots=True)
class Row:
    """One visit in a list, with counts of its lines and of what the place says of promises."""

    id: int
    on_day: date
    half: str
    place: str
    above: str
    visitor: str
    met: str
    heard: int
    promised: int
    not_done: int
    done: int


@dataclass(frozen=True, slots=True)
class Board:
    """The list of visits, the latest first. `view` is “mine” or “all”, `views` those there are."""

    view: str
    views: tuple[str, ...]
    rows: tuple[Row, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Became:
    """The task or matter a line became: `kind` “task” or “matter”, where it stands, its day."""

    kind: str
    id: int
    state: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line, with what came of it and what the place says. `late`: past its day, unanswered."""

    id: int
    kind: str
    words: str
    owner: str
    due_on: date | None
    became: Became | None
    answer: str
    answer_words: str
    answered_on: date | None
    late: bool
    may_confirm: bool
    may_renew: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One visit with all its lines and photos."""

    row: Row
    heard: tuple[Line, ...]
    promised: tuple[Line, ...]
    pictures: tuple[tuple[int, date], ...]
    may_confirm: bool
