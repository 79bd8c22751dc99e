"""What a hand-over moves, and the minutes of it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedich.core.chain import Plain


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that moves: its key, how it is called, by when, how late (working days)."""

    key: int
    words: str
    due_on: date | None = None
    late: int = 0
    where: str = ""

    def frozen(self) -> dict[str, Plain]:
        """The item as the minutes keep it."""
        due = self.due_on.isoformat() if self.due_on else ""
        return {"words": self.words, "due": due, "late": self.late, "where": self.where}


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything a post holds. `asked`: what its body goes on reporting, whoever holds it."""

    tasks: tuple[Item, ...]
    charges: tuple[Item, ...]
    checks: tuple[Item, ...]
    matters: tuple[Item, ...]
    promises: tuple[Item, ...]
    asked: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many things move."""
        return sum(len(one) for one in self.lists.values())

    @property
    def lists(self) -> Mapping[str, tuple[Item, ...]]:
        """The things that move, by kind, in the order of the minutes."""
        return {
            "tasks": self.tasks,
            "charges": self.charges,
            "checks": self.checks,
            "matters": self.matters,
            "promises": self.promises,
        }

    @property
    def seen(self) -> str:
        """What a form says it showed: it changes as soon as anything is added or taken away."""
        return ".".join(
            f"{kind[:2]}{'-'.join(str(one.key) for one in items)}"
            for kind, items in self.lists.items()
        )


@dataclass(frozen=True, slots=True)
class Hand:
    """A post in somebody's hands: key, the person's name, the title of the post."""

    post: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What will move from `giver`, and to whom it may go: (value, words).

    `people` are those who may be given the very same post, for a reader who may write posts.
    """

    place: int
    place_name: str
    giver: Hand
    ended: bool
    moves: Moves
    takers: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    witnesses: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as they were printed the first time; nothing in them changes any more."""

    id: int
    heading: str
    place_name: str
    on_day: date
    giver: Hand
    taker: Hand
    witness: str
    lists: Mapping[str, Sequence[Mapping[str, Plain]]]
    asked: Sequence[str]
    released: Sequence[str]
    """Tasks whose planned check was dropped: the taker cannot check his own work."""
    count: int
