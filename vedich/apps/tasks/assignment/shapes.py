"""What the pages of assignment show, as plain values with ready texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a list to choose from."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands, and which other places its reader may go to."""

    id: int
    name: str
    up: int | None
    choices: tuple[Choice, ...]
    may_give: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A field or a locality at the edge of the matrix; `holder` is blank where nobody has it.

    `charge` is the query of the form that gives it to somebody (blank: no such form), `link` leads
    to the locality's own matrix. `own`: no locality, but what lies in none of them.
    """

    name: str
    slug: str
    holder: str
    charge: str = ""
    link: str = ""
    own: bool = False


class Box(NamedTuple):
    """A cell. `look` is one of matrix.Look; `words` say what is owed, in few words.

    `link` is the address of the page of its tasks; `give`, where there is one, the query of the
    form that gives a task here.
    """

    look: str
    name: str = ""
    others: int = 0
    open: int = 0
    late: int = 0
    done: int = 0
    words: str = ""
    link: str = ""
    give: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the matrix."""

    head: Head
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """A row of the list that needs action: a part without work, or late work."""

    field: str
    place: str
    box: Box


@dataclass(frozen=True, slots=True)
class Carried:
    """What one person carries; `posts` are his posts in words."""

    person: int
    name: str
    posts: str
    open: int
    late: int
    over: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The matrix of a place: columns, rows, what needs action, who carries how much.

    `served` of `targets` have become tasks everywhere they are owed. `mean` is in tenths.
    """

    place: Place
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]
    turned: bool
    todo: tuple[Todo, ...]
    empty: int
    late: int
    overloaded: int
    tasks: int
    served: int
    targets: int
    carried: tuple[Carried, ...]
    mean: int
    bodies: int
    no_holder: int
    """Fields and localities that nobody has in charge."""

    def turn(self) -> Board:
        """Rows for columns: a province has more places than a screen is wide."""
        boxes = zip(*(line.boxes for line in self.lines), strict=True)
        lines = [Line(head, tuple(row)) for head, row in zip(self.columns, boxes, strict=True)]
        heads = tuple(line.head for line in self.lines)
        return replace(self, columns=heads, lines=tuple(lines), turned=not self.turned)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body: who follows it, what it reports, its tasks, and what is wanting.

    `unfollowed`: nobody follows it; `unserved`: numbers of targets it owes, with no task at all.
    """

    id: int
    name: str
    kind: str
    holder: str
    holder_title: str
    targets: str
    open: int
    late: int
    unfollowed: bool
    unserved: str
    charge: str
    give: str


@dataclass(frozen=True, slots=True)
class BodyBoard:
    """Every agency and unit of a place, who needs looking at first."""

    place: Place
    rows: tuple[BodyRow, ...]

    @property
    def right(self) -> int:
        """How many have somebody who follows them, and work where they owe something."""
        return sum(not row.unfollowed and not row.unserved for row in self.rows)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with his posts at the place, his charges and his work. `posts`: (key, title)."""

    person: int
    name: str
    posts: tuple[tuple[int, str], ...]
    charges: tuple[str, ...]
    open: int
    late: int
    over: bool


@dataclass(frozen=True, slots=True)
class PersonBoard:
    """Everybody with work or a charge, in the order of their names."""

    place: Place
    rows: tuple[PersonRow, ...]
    mean: int
    overloaded: int
    tasks: int
    nobody: int
    """Open tasks for which nobody is named."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list: its number and title, field, where, who, by when, how late."""

    id: int
    number: int
    title: str
    field: str
    places: str
    person: str
    due_on: date | None
    late: int
    claimed: bool
    done: bool
    targets: str


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """The tasks of a place, or of one cell of its matrix. `page` of `pages`."""

    place: Place
    field: str
    where: str
    rows: Sequence[TaskLine]
    count: int
    late: int
    owed: tuple[str, ...]
    give: str
    page: int = 1
    pages: int = 1
