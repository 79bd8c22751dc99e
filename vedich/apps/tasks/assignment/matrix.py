"""The matrix field × place, derived from tasks alone (R14), and how much each person carries.

Pure: values in, values out. A cell is flagged only where something is owed and no task serves it.
Who carries much is shown because he may need relief; nobody is ranked by what is done (R17).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Key(NamedTuple):
    """A cell: a field, and the key of the place at the head of its column."""

    field: str
    column: int


class Work(NamedTuple):
    """A task as the matrix sees it. `columns`: where its work lies, each once, at least one.

    `person` answers for it (None: nobody is named); `done` is closed and counts as served only.
    """

    task: int
    field: str
    columns: tuple[int, ...]
    person: int | None
    late: bool = False
    done: bool = False


class Owed(NamedTuple):
    """What a place owes in a field: a target, and how much of it where a share says so."""

    cell: Key
    target: int
    amount: str = ""


class Look(StrEnum):
    """What a cell says, by what is in it."""

    OPEN = "open"
    DONE = "done"
    BELOW = "below"
    EMPTY = "empty"
    NOTHING = "nothing"


@dataclass(slots=True)
class Cell:
    """The tasks of one field in one place.

    `open` of them are to be done, `late` of those are late, `done` are closed. `people` counts the
    open ones by who answers for them. `below`: the place has given itself work of this field.
    """

    open: int = 0
    late: int = 0
    done: int = 0
    people: dict[int | None, int] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)
    below: bool = False

    @property
    def look(self) -> Look:
        """Flagged as empty only where something is owed and nothing serves it."""
        if self.open:
            return Look.OPEN
        if self.done:
            return Look.DONE
        if self.below:
            return Look.BELOW
        return Look.EMPTY if self.owed else Look.NOTHING

    @property
    def first(self) -> int | None:
        """Who answers for most of the open tasks; of two alike always the same one."""
        known = [(-count, who) for who, count in self.people.items() if who is not None]
        return min(known)[1] if known else None

    @property
    def others(self) -> int:
        """How many people beside the first answer for open tasks here."""
        return max(len(self.people) - (None in self.people) - 1, 0)


def matrix(
    works: Iterable[Work], owed: Iterable[Owed] = (), below: Set[Key] = frozenset()
) -> Mapping[Key, Cell]:
    """The cells in which there is anything. The order of what comes in changes nothing.

    A task counts once in every column in which its work lies, so that the open tasks of all cells
    are the sum over tasks of their columns. `below`: cells whose place has given itself work.
    """
    cells: defaultdict[Key, Cell] = defaultdict(Cell)
    for work in works:
        for column in work.columns:
            cell = cells[Key(work.field, column)]
            if work.done:
                cell.done += 1
                continue
            cell.open += 1
            cell.late += work.late
            cell.people[work.person] = cell.people.get(work.person, 0) + 1
    for one in owed:
        cells[one.cell].owed.append(one)
    for cell in cells.values():
        if len(cell.owed) > 1:
            cell.owed = sorted(set(cell.owed))
    return with_below(cells, below)


def with_below(cells: Mapping[Key, Cell], below: Set[Key]) -> Mapping[Key, Cell]:
    """The cells, those of `below` marked: their places have given themselves work."""
    marked = dict(cells)
    for key in below:
        marked.setdefault(key, Cell()).below = True
    return marked


@dataclass(frozen=True, slots=True)
class Load:
    """What one person carries: tasks to be done, late ones among them, whether it is too much."""

    person: int
    open: int
    late: int
    over: bool


@dataclass(frozen=True, slots=True)
class Loads:
    """What everybody with work carries: `tasks` of `people` together."""

    of: Mapping[int, Load]
    tasks: int

    @property
    def people(self) -> int:
        """How many people have work."""
        return len(self.of)

    @property
    def overloaded(self) -> int:
        """How many carry too much."""
        return sum(one.over for one in self.of.values())

    @property
    def mean_tenths(self) -> int:
        """Open tasks a person on average, in tenths, rounded half up; 0 where nobody has work."""
        return (self.tasks * 20 + self.people) // (2 * self.people) if self.people else 0


def loads(works: Iterable[Work], *, percent: int) -> Loads:
    """Who carries how much: people, not posts, are counted, and a task once however many places.

    Too much is `percent` of the mean of those with work, or more: 200 for twice the mean.
    """
    open_: Counter[int] = Counter()
    late: Counter[int] = Counter()
    seen: set[int] = set()
    for work in works:
        if work.done or work.person is None or work.task in seen:
            continue
        seen.add(work.task)
        open_[work.person] += 1
        late[work.person] += work.late
    total, people = sum(open_.values()), len(open_)
    return Loads(
        {
            # integers only: count ≥ percent/100 × total/people
            who: Load(who, count, late[who], people > 1 and count * people * 100 >= percent * total)
            for who, count in open_.items()
        },
        total,
    )


def served(cells: Mapping[Key, Cell]) -> tuple[int, int]:
    """How many targets have become tasks everywhere they are owed, and of how many."""
    owing = [cell for cell in cells.values() if cell.owed]
    targets = {one.target for cell in owing for one in cell.owed}
    left = {one.target for cell in owing if cell.look is Look.EMPTY for one in cell.owed}
    return len(targets - left), len(targets)
