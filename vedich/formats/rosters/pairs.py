"""Rows of a list that may be one person: the same telephone, or the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vedich.core.vietnamese import fold


class Why(StrEnum):
    """What two rows share."""

    BOTH = "both"
    """Name and telephone: one person who holds two posts."""
    NAME = "name"
    """The name only: two people, most likely."""
    PHONE = "phone"
    """The telephone only: two people who share one, or a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows by their index, the earlier first."""

    first: int
    second: int
    why: Why

    @property
    def likely_one(self) -> bool:
        """Whether one person is the likelier answer."""
        return self.why is Why.BOTH


def pairs(people: Sequence[tuple[str, str]]) -> Sequence[Pair]:
    """The pairs among (name, digits of the telephone), each row against the first it resembles.

    Many of one name give one pair a row: with the first of them.
    """
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    by_phone: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for index, (name, phone) in enumerate(people):
        plain = fold(name)
        same_name = by_name[plain] if plain else []
        same_phone = by_phone[phone] if phone else []
        both = [one for one in same_name if one in same_phone]
        if both:
            found.append(Pair(both[0], index, Why.BOTH))
        elif same_phone:
            found.append(Pair(same_phone[0], index, Why.PHONE))
        elif same_name:
            found.append(Pair(same_name[0], index, Why.NAME))
        same_name.append(index)
        same_phone.append(index)
    return found
