"""What the board of a roll-out shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """One body below a row: a square of the board. `done` of what the square stands for."""

    body: int
    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Whether plan, pledge or assignment is in; `late` once its day is over without it."""

    kind: str
    on_day: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the board: its own body, and the bodies below it as squares.

    `body` is None for a group of bodies that stand directly under the board's place: they follow
    its document. `may_write` says whether the reader may note it.
    """

    name: str
    body: int | None
    place: int | None
    met_on: date | None
    number: str
    issued_on: date | None
    no_meeting: bool
    no_document: bool
    """Whether the day is over without it."""
    met: tuple[Mark, ...]
    issued: tuple[Mark, ...]
    handed_in: tuple[HandedIn, ...]
    may_write: bool

    @property
    def waits(self) -> bool:
        """Whether anything of the row or below it is missing."""
        marks = (*self.met, *self.issued)
        return self.lags or any(not one.done for one in marks) or self.gaps

    @property
    def lags(self) -> bool:
        """Whether the row's own meeting or document is missing."""
        return self.body is not None and (self.met_on is None or not self.number)

    @property
    def gaps(self) -> bool:
        """Whether something has not been handed in."""
        return any(one.on_day is None for one in self.handed_in)


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Dates:
    """By when; None: nobody has said."""

    meet_by: date | None = None
    issue_by: date | None = None
    plan_by: date | None = None
    pledge_by: date | None = None
    assignment_by: date | None = None

    def of(self, kind: str) -> date | None:
        """The day of plan, pledge or assignment."""
        return {
            "plan": self.plan_by,
            "pledge": self.pledge_by,
            "assignment": self.assignment_by,
        }[kind]


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one resolution at one place, whoever has most to do first.

    `bodies_met` and the like count the rows' own bodies, `cells_met` the squares. `flat` where the
    rows have nothing below them: a commune's board of its cells.
    """

    resolution: int
    title: str
    place: int
    place_name: str
    issued_on: date | None
    dates: Dates
    rows: tuple[Row, ...]
    bodies_met: Tally
    bodies_issued: Tally
    cells_met: Tally
    cells_issued: Tally
    flat: bool
    may_set_dates: bool
    may_remind: bool
    own: Row | None
    """The place's own body, on the board of a place below the resolution's own."""

    @property
    def lagging(self) -> tuple[str, ...]:
        """Names of the rows that have not met or not issued a document."""
        return tuple(row.name for row in self.rows if row.lags)

    @property
    def cells_left(self) -> int:
        """Bodies below that have not met or not issued."""
        left = {mark.body for row in self.rows for mark in (*row.met, *row.issued) if not mark.done}
        return len(left)


@dataclass(frozen=True, slots=True)
class Noted:
    """What one body has done, for its form."""

    resolution: int
    title: str
    body: int
    name: str
    place: int
    met_on: date | None
    number: str
    issued_on: date | None
    file: int | None
    file_name: str
    handed_in: tuple[HandedIn, ...]
    dates: Dates
