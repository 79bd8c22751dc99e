"""Places and the dated tree they stand in (R1, R2, R3).

A place is (code, since): after a merger codes and names are used again for other extents, so the
code alone names nobody. A link says under which parent, name and kind a place stood from one day to
another. Mergers, splits and renames are events whose edges say which share of an old place became
part of which new one. Rows are never moved, added together or deleted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from vedich.core.errors import Message
from vedich.core.numbers import check_weight


ALWAYS: Final = date.min
"""The first day of a place whose beginning nobody wrote down."""

ENDS_BEFORE_START = Message(
    code="place.ends_before_start",
    vi="Ngày cuối {last} của nơi “{code}” đứng trước ngày đầu {start}. Hãy sửa một trong hai ngày.",
    en="The last day {last} of place “{code}” is before its first, {start}. Correct one of them.",
)
OVERLAPS = Message(
    code="place.overlaps",
    vi="Mã “{code}” có hai dòng cùng hiệu lực ngày {day}. Hãy cho dòng trước kết thúc trước khi "
    "dòng sau bắt đầu.",
    en="Code “{code}” has two rows in force on {day}. End the first before the second begins.",
)
NO_PARENT = Message(
    code="place.no_parent",
    vi="Nơi trên “{parent}” của “{code}” không tồn tại ngày {day}. Hãy ghi nơi trên có hiệu lực "
    "ngày đó, hoặc để trống.",
    en="The parent “{parent}” of “{code}” does not stand on {day}. Name one that does, or leave it "
    "blank.",
)
CIRCLE = Message(
    code="place.circle",
    vi="Ngày {day}, “{code}” nằm dưới chính nó: {path}. Hãy sửa nơi trên của một nơi trong vòng.",
    en="On {day} “{code}” stands below itself: {path}. Correct the parent of one of these.",
)
UNKNOWN = Message(
    code="place.unknown",
    vi="Không có nơi nào mang mã “{code}” ngày {day}. Hãy kiểm tra mã và ngày.",
    en="No place has the code “{code}” on {day}. Check the code and the day.",
)
BAD_SHARE = Message(
    code="place.bad_share",
    vi="Các phần của “{code}” chia cho nơi mới cộng lại bằng {total}, phải bằng {whole}. Hãy sửa "
    "các phần chia.",
    en="The shares of “{code}” that go to new places add up to {total} and must be {whole}. "
    "Correct the shares.",
)


class PlaceId(NamedTuple):
    """Who a place is: its code, and the day from which the code means this extent (R1)."""

    code: str
    since: date = ALWAYS

    def __str__(self) -> str:
        return self.code if self.since == ALWAYS else f"{self.code}@{self.since}"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a place stood: under `parent` (a code; None: a root) from `start` until before `until`.

    `until` None: still in force. Raises Refused (``place.ends_before_start``).
    """

    place: PlaceId
    parent: str | None
    start: date = ALWAYS
    until: date | None = None
    name: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.start:
            # people write the last day, not the day after it
            last = date.fromordinal(max(self.until.toordinal() - 1, 1))
            raise ENDS_BEFORE_START.refuse(code=self.place.code, last=last, start=self.start)

    def stands(self, day: date) -> bool:
        """True where the link is in force on `day`."""
        return self.start <= day and (self.until is None or day < self.until)


class Event(StrEnum):
    """What may happen to a place (R1)."""

    MERGER = "merger"
    SPLIT = "split"
    RENAME = "rename"
    END = "end"


@dataclass(frozen=True, slots=True)
class Edge:
    """`weight` persons, households or hectares of place `old` became part of place `new` (R1).

    A whole merged place has one edge. Weights are integers from 0 to 10^9 (DESIGN §4.1). Raises
    Refused (``number.not_a_weight``).
    """

    old: PlaceId
    new: PlaceId
    weight: int = 1

    def __post_init__(self) -> None:
        check_weight(self.weight)


@dataclass(frozen=True, slots=True)
class Succession:
    """One event of the tree: on `day`, by `source`, old places became new ones along `edges`.

    `sizes` gives, for a place that is split, its whole weight: its edges must add up to it, so that
    no share of it is lost or counted twice. Raises Refused (``place.bad_share``) otherwise.
    """

    kind: Event
    day: date
    source: str
    edges: tuple[Edge, ...]
    sizes: Mapping[PlaceId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for old, size in self.sizes.items():
            total = sum(edge.weight for edge in self.edges if edge.old == old)
            if total != size:
                raise BAD_SHARE.refuse(code=old.code, total=total, whole=size)

    @property
    def predecessors(self) -> Mapping[PlaceId, tuple[PlaceId, ...]]:
        """For each new place, the old ones that a restated figure needs to be whole (§3.4)."""
        found: defaultdict[PlaceId, list[PlaceId]] = defaultdict(list)
        for edge in self.edges:
            found[edge.new].append(edge.old)
        return {new: tuple(olds) for new, olds in found.items()}

    def shares(self, old: PlaceId) -> tuple[Edge, ...]:
        """Where the place `old` went, in the order of the document."""
        return tuple(edge for edge in self.edges if edge.old == old)


class Book:
    """Every link ever in force, asked by code and day. Immutable once made.

    Raises Refused (``place.overlaps``) where two links of one code share a day.
    """

    def __init__(self, links: Iterable[Link]) -> None:
        by_code: defaultdict[str, list[Link]] = defaultdict(list)
        for link in links:
            by_code[link.place.code].append(link)
        for rows in by_code.values():
            rows.sort(key=lambda link: link.start)
            clash = first_overlap(rows)
            if clash:
                raise OVERLAPS.refuse(code=clash[1].place.code, day=clash[1].start)
        self._by_code: Mapping[str, Sequence[Link]] = dict(by_code)

    def __iter__(self) -> Iterator[Link]:
        return (link for rows in self._by_code.values() for link in rows)

    def codes(self) -> Iterator[str]:
        """Every code that any place ever had."""
        return iter(self._by_code)

    def links(self, code: str) -> Sequence[Link]:
        """The links of `code`, oldest first; none where nobody ever had it."""
        return self._by_code.get(code, ())

    def on(self, code: str, day: date) -> Link | None:
        """The link of `code` in force on `day`, None where there is none."""
        return next((link for link in self.links(code) if link.stands(day)), None)

    def tree(self, day: date) -> Tree:
        """The tree that stands on `day` (R2). Raises Refused as Tree does."""
        return Tree(day, (link for link in self if link.stands(day)))


class Tree:
    """The places that stand on one day, each below its parent; several roots are allowed.

    Raises Refused (``place.no_parent``, ``place.circle``).
    """

    def __init__(self, day: date, links: Iterable[Link]) -> None:
        self.day = day
        self._links = {link.place.code: link for link in links}
        self._below: defaultdict[str | None, list[str]] = defaultdict(list)
        for code, link in self._links.items():
            if link.parent is not None and link.parent not in self._links:
                raise NO_PARENT.refuse(parent=link.parent, code=code, day=day)
            self._below[link.parent].append(code)
        self._depths = self._measure_depths()

    def _measure_depths(self) -> Mapping[str, int]:
        depths: dict[str, int] = {}
        level = self._below.get(None, [])
        depth = 0
        while level:
            depths.update(dict.fromkeys(level, depth))
            level = [child for code in level for child in self._below.get(code, ())]
            depth += 1
        lost = next((code for code in self._links if code not in depths), None)
        if lost is not None:
            circle = self._circle(lost)
            raise CIRCLE.refuse(day=self.day, code=circle[0], path=" → ".join(circle))
        return depths

    def _circle(self, code: str) -> list[str]:
        seen: list[str] = []
        while code not in seen:
            seen.append(code)
            code = str(self._links[code].parent)
        return [*seen[seen.index(code) :], code]

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links.values())

    def __len__(self) -> int:
        return len(self._links)

    def __contains__(self, place: PlaceId) -> bool:
        link = self._links.get(place.code)
        return link is not None and link.place == place

    def __getitem__(self, code: str) -> Link:
        """The link of `code`. Raises Refused (``place.unknown``)."""
        try:
            return self._links[code]
        except KeyError:
            raise UNKNOWN.refuse(code=code, day=self.day) from None

    def depth(self, code: str) -> int:
        """How many places stand above `code`; 0 for a root. Raises Refused (``place.unknown``)."""
        return self._depths[self[code].place.code]

    def children(self, code: str) -> Sequence[str]:
        """The codes directly below `code`. Raises Refused (``place.unknown``)."""
        return self._below.get(self[code].place.code, ())

    def path(self, code: str) -> tuple[str, ...]:
        """Codes from the root down to `code`. Raises Refused (``place.unknown``)."""
        up = [code]
        while (parent := self[up[-1]].parent) is not None:
            up.append(parent)
        return tuple(reversed(up))

    def below(self, code: str) -> Iterator[str]:
        """`code` and every code below it, parents before children.

        Raises Refused (``place.unknown``) when it is read.
        """
        level = [self[code].place.code]
        while level:
            yield from level
            level = [child for parent in level for child in self._below.get(parent, ())]

    def deepest_first(self) -> Sequence[str]:
        """Every code, each after all below it: the order in which tallies go up."""
        return sorted(self._links, key=lambda code: -self._depths[code])


def first_overlap(rows: Sequence[Link]) -> tuple[Link, Link] | None:
    """The first two of `rows` (one code, sorted by start) that share a day, None where none do."""
    for one, two in zip(rows, rows[1:], strict=False):
        if one.until is None or two.start < one.until:
            return one, two
    return None
