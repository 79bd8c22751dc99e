"""Whom a name in a table means: a post, a body, a place; the nearest where none fits. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from vedich.core.vietnamese import fold, normalise


NEAREST: Final = 5
"""How many like names are offered."""

MOST_ASKED: Final = 60
"""Unknown names for which the nearest are looked for: it takes a while, and nobody mends more."""

ALIKE: Final = 0.5
"""How alike two names must be to be offered."""

_ADDRESS: Final = re.compile(r"^(?:d/c|dc|dong chi|ong|ba|anh|chi)\.? +")
_PLACE_TAIL: Final = re.compile(r" (?:huyen(?: uy)?|tinh(?: uy)?|xa|thi tran|cap huyen)$")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something to choose: its key, how it is shown, and what it may be called.

    The first of `names` is its own; by another one it is found, and said how it was understood.
    """

    key: int
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means. `sure` is the one meant, None where a person must choose.

    `plain`: it is called just so; else it is said how it was understood. `near` are those to choose
    from.
    """

    sure: Named | None
    plain: bool = True
    near: tuple[Named, ...] = ()


class Names:
    """All that may be meant, looked up by any of their names without marks and case."""

    def __init__(self, known: Iterable[Named]) -> None:
        self.known = tuple(known)
        self._by_name: defaultdict[str, list[Named]] = defaultdict(list)
        self._loose: defaultdict[str, list[Named]] = defaultdict(list)
        for one in self.known:
            for key in dict.fromkeys(fold(name) for name in (one.text, *one.names)):
                self._by_name[key].append(one)
            for key in dict.fromkeys(k for name in one.names for k in _loosely(name)):
                self._loose[key].append(one)
        self._folded = [(one, tuple(dict.fromkeys(map(fold, one.names)))) for one in self.known]
        self._kept: dict[str, Match] = {}
        self._asked = 0

    def of(self, key: int | None) -> Named | None:
        """The one with this key."""
        return next((one for one in self.known if one.key == key), None) if key else None

    def find(self, text: str) -> Match:
        """What `text` means."""
        wanted = fold(normalise(text))
        if wanted not in self._kept:
            self._kept[wanted] = self._find(wanted)
        return self._kept[wanted]

    def _find(self, wanted: str) -> Match:
        found = self._by_name.get(wanted, [])
        if len(found) == 1:
            said = (found[0].text, *found[0].names[:1])
            return Match(found[0], plain=wanted in map(fold, said))
        if found:
            return Match(None, near=tuple(found[:NEAREST]))
        for key in (wanted, *_loosely(wanted)):
            loose = self._by_name.get(key) or self._loose.get(key) or []
            if len(loose) == 1:
                return Match(loose[0], plain=False)
            if loose:
                return Match(None, near=tuple(loose[:NEAREST]))
        return Match(None, near=self._near(wanted))

    def _near(self, wanted: str) -> tuple[Named, ...]:
        self._asked += 1
        if self._asked > MOST_ASKED:
            return ()
        told: list[tuple[float, int, Named]] = []
        matcher = SequenceMatcher(b=wanted, autojunk=False)
        for order, (one, names) in enumerate(self._folded):
            best = 0.0
            for name in names:
                matcher.set_seq1(name)
                if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE:
                    best = max(best, matcher.ratio())
            if best > ALIKE:
                told.append((-best, order, one))
        return tuple(one for _, _, one in sorted(told, key=lambda one: one[:2])[:NEAREST])


def _loosely(name: str) -> Sequence[str]:
    """How a name may be shortened: without “đ/c”, without “huyện” at the end."""
    plain = _ADDRESS.sub("", fold(name))
    bare = _PLACE_TAIL.sub("", plain)
    return [one for one in dict.fromkeys((plain, bare)) if one and one != fold(name)]


def several(text: str) -> Sequence[str]:
    """The names in a cell that holds several: “Ban A; Phòng B, Phòng C”."""
    parts: list[str] = []
    for piece in re.split(r"[;\n]+", text):
        for part in re.split(r",\s*", normalise(piece)):
            clean = part.strip(" .-")
            # “Phòng Lao động, thương binh” goes on; a new name begins with a capital
            if parts and clean[:1].islower():
                parts[-1] = f"{parts[-1]}, {clean}"
            elif clean:
                parts.append(clean)
    return parts
