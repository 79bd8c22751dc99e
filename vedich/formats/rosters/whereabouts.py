"""Which place or body a list means by “ấp Vĩnh Hưng”, “UBND xã Phú Sơn” or “Phòng Nội vụ”.

Exact names come first, then names that only begin so; of several nobody chooses but a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from vedich.core.vietnamese import fold


class How(StrEnum):
    """How a unit was found."""

    EXACT = "exact"
    """Its name stands there."""
    INFERRED = "inferred"
    """Only a part of it does, and nothing else is called so: the reader shall see it."""
    MANY = "many"
    NONE = "none"
    BLANK = "blank"
    """Nothing was written: the place at the top."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place or body that lists may mean. `at` is top, middle, cell or body.

    `above` is what it lies in, `names` are names it has besides `name`, as in English.
    """

    key: str
    name: str
    at: str
    above: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The unit meant, or those it may be: one where `how` is exact, inferred or blank."""

    units: tuple[Unit, ...]
    how: How

    @property
    def one(self) -> Unit | None:
        """The unit, where there is no doubt which."""
        return self.units[0] if self.how in _SURE and len(self.units) == 1 else None


_SURE: Final = (How.EXACT, How.INFERRED, How.BLANK)

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "cell",
        "chi bo ap|chi bo khu pho|chi bo khom|chi bo thon|ap|khu pho|khom|thon|ban|to dan pho",
    ),
    ("middle", "xa|phuong|thi tran|tt|dac khu"),
    ("top", "huyen|tinh|quan|thanh pho|tp|thi xa"),
)
"""Words that say the kind of a place, without marks."""

_WORDS: Final = frozenset(word for _, words in _KINDS for word in words.split("|"))

_BEFORE: Final = re.compile(
    r"^(?:dang uy|dang bo|ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|ubmttq"
    r"|uy ban mat tran to quoc|mttq|mat tran to quoc|ban chap hanh|van phong|chi bo)\s+"
)
_TOP: Final = re.compile(r"^(?:huyen uy|tinh uy|dang uy|thanh uy|quan uy|thi uy|ubnd|hdnd)$")
_COMMITTEE: Final = re.compile(r"^(?:huyen uy|tinh uy|thanh uy|quan uy|thi uy)\b\s*")
_MOST: Final = 4


class Whereabouts:
    """The units of one database, to be asked for many rows."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self._whole: dict[str, list[Unit]] = {}
        self._bare: dict[str, list[Unit]] = {}
        for unit in self.units:
            for name in dict.fromkeys(fold(one) for one in (unit.name, *unit.names) if one):
                self._whole.setdefault(name, []).append(unit)
                if unit.at != "body":
                    self._bare.setdefault(_bare(name), []).append(unit)

    @property
    def top(self) -> Unit | None:
        """The place at the top."""
        return next((unit for unit in self.units if unit.at == "top"), None)

    def find(self, text: str) -> Found:
        """The unit that `text` means; a comma or bracket divides it from what it lies in."""
        plain = " ".join(re.sub(r"[().;:-]", " ", fold(text)).split())
        if not plain:
            return self._top(How.BLANK)
        name, _, rest = (part.strip() for part in plain.partition(","))
        if _TOP.match(name) and not rest:
            return self._top(How.EXACT)
        found = self._named(name)
        if rest and len(found.units) > 1:
            within = tuple(one for one in found.units if _bare(rest) in _bare(fold(one.above)))
            if within:
                return _found(within, How.EXACT)
        if found.how is How.NONE and not rest:
            # “ấp Phú Thới xã Phú Phụng”: the commune behind its hamlet without a comma
            cut = re.search(r" (?=(?:xa|phuong|thi tran|tt) )", name)
            if cut:
                return self.find(f"{name[: cut.start()]}, {name[cut.end() :]}")
        if found.how is How.NONE and rest:
            return self._named(rest)
        return found

    def near(self, text: str) -> Sequence[Unit]:
        """A few units whose names look like `text`, the likest first."""
        close = get_close_matches(_bare(fold(text)), list(self._bare), n=_MOST, cutoff=0.6)
        close += get_close_matches(fold(text), list(self._whole), n=_MOST, cutoff=0.6)
        every = [unit for name in close for unit in self._bare.get(name) or self._whole[name]]
        return list(dict.fromkeys(every))[:_MOST]

    def _top(self, how: How) -> Found:
        return Found((self.top,), how) if self.top else Found((), How.NONE)

    def _named(self, name: str) -> Found:
        whole = self._whole.get(name, [])
        if whole:
            return _found(_of_kind(whole, name), How.EXACT)
        plain = _COMMITTEE.sub("", _BEFORE.sub("", name))
        if not plain:
            return self._top(How.EXACT)
        kind, bare = _kind(plain), _bare(plain)
        if self.top and kind and plain in _WORDS and fold(self.top.name).startswith(f"{plain} "):
            # “UBND xã”, where the whole database is that of one commune
            return self._top(How.EXACT)
        same = [one for one in self._bare.get(bare, []) if not kind or _kind_of(one) == kind]
        if same:
            return _found(same, How.EXACT if kind else How.INFERRED)
        begins = [
            unit
            for other, units in self._bare.items()
            if bare and other.startswith(f"{bare} ")
            for unit in units
            if not kind or _kind_of(unit) == kind
        ]
        bodies = [
            unit
            for other, units in self._whole.items()
            if other.startswith(f"{name} ") or name.startswith(f"{other} ")
            for unit in units
            if unit.at == "body"
        ]
        return _found(begins or bodies, How.INFERRED)


def _found(units: Sequence[Unit], how: How) -> Found:
    every = tuple(dict.fromkeys(units))
    if not every:
        return Found((), How.NONE)
    return Found(every, how if len(every) == 1 else How.MANY)


def _of_kind(units: Sequence[Unit], name: str) -> Sequence[Unit]:
    kind = _kind(name)
    return [one for one in units if _kind_of(one) == kind] or units


def _kind_of(unit: Unit) -> str:
    """The kind a unit's own name says; a hamlet may be called by its name alone."""
    return _kind(fold(unit.name)) or (unit.at if unit.at == "cell" else "")


def _kind(name: str) -> str:
    for kind, words in _KINDS:
        if re.match(rf"(?:{words})\b", name):
            return kind
    return ""


def _bare(name: str) -> str:
    """A folded name without the words that say its kind."""
    for _, words in _KINDS:
        shorter = re.sub(rf"^(?:{words})\b\s*", "", name)
        # “Ấp 1” is a name of its own: a number alone would fit too much
        if shorter != name and not shorter.isdecimal():
            return shorter
    return name
