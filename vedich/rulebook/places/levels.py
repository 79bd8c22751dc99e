"""The levels of the tree and the kinds of body that report, by date: data, not code (R3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from vedich.core.errors import Message
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


T = TypeVar("T")

NOT_ON_SHELF = Message(
    code="place.not_on_shelf",
    vi="Ngày {day} không có “{code}” trong danh mục cấp, loại nơi hoặc loại đơn vị. Có: {known}.",
    en="On {day} no level, kind of place or kind of body has the code “{code}”. There are: "
    "{known}.",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place, as in the `kind` column of the places file: commune, town, hamlet_cell."""

    code: str
    name: Words


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the tree with the kinds of place that stand on it (R3)."""

    code: str
    name: Words
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body that reports; it belongs to one place of the level `level` (R3)."""

    code: str
    name: Words
    level: str


@cache
def level_versions() -> Dated[tuple[Level, ...]]:
    """The levels by first valid day, each list from the top down."""
    return load("places/levels.yaml", read_levels)


@cache
def body_versions() -> Dated[tuple[BodyKind, ...]]:
    """The kinds of body that report, by first valid day."""
    return load("places/bodies.yaml", read_bodies)


def levels(day: date) -> tuple[Level, ...]:
    """The levels in force on `day`, from the top down; none before the first known day."""
    return level_versions().at(day) or ()


def level_of_kind(kind: str, day: date) -> Level:
    """The level on which places of `kind` stand on `day`. Raises Refused."""
    by_kind = {found.code: level for level in levels(day) for found in level.kinds}
    return _known(kind, by_kind, day)


def body_kind(code: str, day: date) -> BodyKind:
    """The kind of body `code` on `day`. Raises Refused (``place.not_on_shelf``)."""
    return _known(code, {body.code: body for body in body_versions().at(day) or ()}, day)


def _known(code: str, shelf: Mapping[str, T], day: date) -> T:
    if code not in shelf:
        raise NOT_ON_SHELF.refuse(code=code, day=day, known=", ".join(shelf) or "–")
    return shelf[code]


def read_levels(entry: Entry) -> Dated[tuple[Level, ...]]:
    """The dated levels of one file. Raises RefusedAt."""
    return Dated.read(entry, "levels", _levels)


def read_bodies(entry: Entry) -> Dated[tuple[BodyKind, ...]]:
    """The dated kinds of body of one file. Raises RefusedAt."""
    return Dated.read(entry, "bodies", _bodies)


def _levels(entry: Entry) -> tuple[Level, ...]:
    return entry.many("levels", _level)


def _level(entry: Entry) -> Level:
    return Level(entry.text("code"), entry.words("name"), entry.many("kinds", _kind))


def _kind(entry: Entry) -> Kind:
    return Kind(entry.text("code"), entry.words("name"))


def _bodies(entry: Entry) -> tuple[BodyKind, ...]:
    return entry.many("bodies", _body)


def _body(entry: Entry) -> BodyKind:
    return BodyKind(entry.text("code"), entry.words("name"), entry.text("level"))
