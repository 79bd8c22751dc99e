"""What the page of one task shows: values, not sentences; the template says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from vedich.apps.tasks.screens.pieces import short


@dataclass(frozen=True, slots=True)
class Linked:
    """Something with a name and an address. `done`: it has ended, for tasks."""

    name: str
    link: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers for it; blank where nobody does."""

    name: str = ""
    title: str = ""
    body: str = ""
    lent: str = ""
    """Who lent the post, where it is held in somebody's place (R14)."""


@dataclass(frozen=True, slots=True)
class ClearRow:
    """One of the six: what is said, or the question; `link` where the visitor may answer it."""

    which: str
    clear: bool
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of progress or one check; numbers are texts with their unit.

    `move` is that of a progress, or “check”; `found` of a check. `for_name`: on whose behalf.
    """

    on: str
    who: str
    move: str
    amount: str = ""
    reported: str = ""
    found: str = ""
    words: str = ""
    trouble: str = "none"
    for_name: str = ""
    files: tuple[Linked, ...] = ()

    @property
    def check(self) -> bool:
        """Whether somebody checked it on the spot."""
        return self.move == "check"


@dataclass(frozen=True, slots=True)
class Past:
    """A change of holder (`names`: before, after) or of the due day (`days`), with the reason."""

    on: str
    kind: str
    before: str
    after: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of the whole: what was checked counts, what was reported stands beside it.

    `by_figures`: both are figures of returns, verified and reported.
    """

    shown: str
    bare: str
    whole: str
    checked: bool
    on: str
    reported: str
    differs: bool
    bullet: Markup
    by_figures: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone. `late` are working days; `now` is how much there is, of one that is late."""

    title: str
    on: str
    look: str
    reached: str
    late: int
    now: str
    due_on: date
    number: int
    press: str
    """“reach”, “back” or “”: what the reader may say of it by a button."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target that is served, and how it stands."""

    number: int
    name: str
    link: str
    look: str
    verified: str
    plan: str
    word: str
    brings: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that is there."""

    name: str
    link: str
    on: str
    photo: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of evidence that must be there."""

    kind: str
    there: bool


@dataclass(frozen=True, slots=True)
class Button:
    """Something the visitor may do, by name; `primary` is the one he most likely came for."""

    act: str
    link: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Who gave it and where it is written. `resolution` is its title."""

    source: str
    resolution: str
    on: str
    by: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task. `pace` is that of `lateness`; `late_step` the latest milestone that is late."""

    id: int
    number: int
    title: str
    stamp: int
    place: str
    field: str
    detail: str
    state: str
    pace: str
    look: str
    late: int
    left: int
    due_on: date | None
    ended_on: date | None
    ended_why: str
    claimed_on: date | None
    every: int | None
    difficulty: int | None
    holder: Holder
    given: Given
    source_link: str
    origin: Linked | None
    body: str
    cooperating: tuple[str, ...]
    places: tuple[str, ...]
    clears: tuple[ClearRow, ...]
    unclear_word: str
    """How many of the six are not clear, in words where the language has them."""
    lines: tuple[Line, ...]
    history: tuple[Past, ...]
    amount: Amount | None
    late_step: Step | None
    milestones: tuple[Step, ...]
    targets: tuple[Aim, ...]
    evidence: tuple[Evidence, ...]
    wanted: tuple[Wanted, ...]
    waits_for: tuple[Linked, ...]
    holds_up: tuple[Linked, ...]
    buttons: tuple[Button, ...]
    more: tuple[Button, ...]

    @property
    def head(self) -> str:
        """What the headline calls it."""
        return short(self.title)

    @property
    def clear_count(self) -> int:
        """How many of the six are clear."""
        return sum(one.clear for one in self.clears)

    @property
    def unclear(self) -> int:
        """How many are not."""
        return SIX - self.clear_count

    @property
    def wanted_there(self) -> int:
        """How many wanted kinds of evidence are there."""
        return sum(one.there for one in self.wanted)

    @property
    def going(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("open", "claimed")


SIX: Final = 6
