"""Short names to sign in by, made of people's names: “vo-hoang-nam”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vedich.apps.people.models import Person
from vedich.core.vietnamese import fold


SIGNS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_")
LONGEST: Final = 60
_ROOM: Final = 5
_CHUNK: Final = 300


def free_usernames(names: Sequence[str]) -> Sequence[str]:
    """A name to sign in for each, unique among themselves and against everybody's.

    A number stands behind a name that somebody has.
    """
    wanted = [_plain(name) for name in names]
    used: set[str] = set()
    for start in range(0, len(wanted), _CHUNK):
        some = "|".join(sorted(set(wanted[start : start + _CHUNK])))
        rows = Person.objects.filter(username__regex=rf"^({some})(-[0-9]+)?$")
        used |= set(rows.values_list("username", flat=True))
    found = []
    for base in wanted:
        chosen, number = base, 1
        while chosen in used:
            number += 1
            chosen = f"{base}-{number}"
        used.add(chosen)
        found.append(chosen)
    return found


def _plain(name: str) -> str:
    words = ("".join(sign for sign in word if sign in SIGNS) for word in fold(name).split())
    return "-".join(words).strip("-._").replace(".", "-")[: LONGEST - _ROOM] or "nguoi"
