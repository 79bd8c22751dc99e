"""The shelf of titles: how lists of people write their posts, and which role that suggests (R34).

A suggestion only: whoever takes a list over sees the role beside each row and may choose another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

from vedich.core.vietnamese import fold, normalise
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry


_WORD: Final = re.compile(r"[^\W\d_]+")


class At(StrEnum):
    """Where somebody stands, seen from the place at the top of the database."""

    TOP = "top"
    MIDDLE = "middle"
    CELL = "cell"
    BODY = "body"
    ANY = "any"


class Fields(StrEnum):
    """Which fields of work a post has until somebody says more."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the shelf: a title that holds one of `words` at such a place is `role`."""

    words: tuple[str, ...]
    at: At
    role: str
    fields: Fields
    unit: tuple[str, ...] = ()

    def fits(self, title: str, unit: str, at: At) -> bool:
        """Whether the folded title, in the folded name of its unit, is of this kind."""
        return (
            self.at in (At.ANY, at)
            and any(_holds(title, word) for word in self.words)
            and (not self.unit or any(_holds(unit, word) for word in self.unit))
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title means: written out in full, and the role it suggests (“”: nobody knows)."""

    title: str
    role: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Titles:
    """The shelf of one time."""

    short: dict[str, str]
    posts: tuple[Pattern, ...]

    def read(self, title: str, unit: str, at: At) -> Meaning:
        """What `title` in the unit called `unit` means. Any text is allowed."""
        full = self.in_full(title)
        plain, where = fold(full), fold(unit)
        for pattern in self.posts:
            # the Front is known by its name, wherever that stands
            text = f"{plain} {where}" if pattern.at is At.ANY else plain
            if pattern.fits(text, where, at):
                return Meaning(full, pattern.role, pattern.fields)
        return Meaning(full, "", Fields.ALL)

    def in_full(self, title: str) -> str:
        """The title without abbreviations; only words in capitals are any."""
        plain = " ".join(normalise(title).split())
        return _WORD.sub(lambda word: self.short.get(word[0], word[0]), plain)


@cache
def title_versions() -> Dated[Titles]:
    """The shelf by first valid day. Raises RefusedAt where it is not as it must be."""
    return load("titles/titles.yaml", read)


def titles(day: date) -> Titles:
    """What titles mean on `day`; before the first known day nothing does."""
    return title_versions().at(day) or Titles({}, ())


def read(entry: Entry) -> Dated[Titles]:
    """The whole file. Raises RefusedAt."""
    return Dated.read(entry, "titles", _titles)


def _titles(entry: Entry) -> Titles:
    return Titles(dict(entry.many("short", _short)), entry.many("posts", _pattern))


def _short(entry: Entry) -> tuple[str, str]:
    return entry.text("short"), entry.text("full")


def _pattern(entry: Entry) -> Pattern:
    return Pattern(
        words=_folded(entry.texts("words")),
        at=entry.choice("at", At),
        role=entry.text("role"),
        fields=entry.choice("fields", Fields),
        unit=_folded(entry.texts("unit")) if entry.has("unit") else (),
    )


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _holds(text: str, words: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(words)}(?![a-z0-9])", text) is not None
