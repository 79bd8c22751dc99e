"""Values of law and fact by first valid day, each with its source and how sure we are of it.

In files `from` is the first valid day and `until` the last one, as decrees say it and as the places
file of DESIGN §5 does; here spans are half-open. A later value ends an earlier one, and a later
``value: null`` ends it without a successor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Generic, TypeVar

from vedich.core.errors import Message
from vedich.core.places import ALWAYS
from vedich.rulebook.located import Entry
from vedich.rulebook.refusals import Spot


NO_DATE = Message(
    code="rulebook.no_date",
    vi="Giá trị này không có ngày bắt đầu. Hãy ghi “from:” với ngày đầu tiên có hiệu lực, như "
    "2022-01-01.",
    en="This value has no date. Write “from:” with the first day it holds, like 2022-01-01.",
)
NO_SOURCE = Message(
    code="rulebook.no_source",
    vi="Giá trị này không có nguồn. Hãy ghi “source:” với số, ngày văn bản hoặc trang đã đọc.",
    en="This value has no source. Write “source:” with the number and date of the document, or the "
    "page it was read on.",
)
UNKNOWN_START = Message(
    code="rulebook.unknown_start",
    vi="“from: always” nghĩa là không ai biết ngày bắt đầu. Hãy ghi “note:” nói rõ điều đó.",
    en="“from: always” means that nobody knows the first day. Write a “note:” that says so.",
)
ENDS_BEFORE_START = Message(
    code="rulebook.ends_before_start",
    vi="“until” ({until}) trước “from” ({start}). Hãy sửa một trong hai ngày.",
    en="“until” ({until}) is before “from” ({start}). Correct one of the days.",
)
TWO_AT_ONCE = Message(
    code="rulebook.two_at_once",
    vi="Hai giá trị cùng hiệu lực ngày {day}: {one} và {two}. Hãy cho giá trị trước kết thúc trước "
    "khi giá trị sau bắt đầu.",
    en="Two values are in force on {day}: {one} and {two}. End the first before the second begins.",
)

UNKNOWN: Final = "always"
"""What a file writes for a first day that nobody looked up; blank is refused."""

T = TypeVar("T")


class Confidence(StrEnum):
    """How sure we are that a value is what its source says. Screens show it."""

    SOURCED = "sourced"
    """Read in the source that is named."""

    UNCONFIRMED = "unconfirmed"
    """Recalled, inferred or set by us; to be compared with the document before it counts."""

    SAMPLE = "sample"
    """Made up for the sample data; never law."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """From which day a value holds until before which, who says so, how sure we are, and where.

    `start` is ALWAYS where nobody knows the first day, `end` None while it is in force.
    """

    start: date
    end: date | None
    source: str
    confidence: Confidence
    note: str
    spot: Spot

    @staticmethod
    def read(entry: Entry) -> Stamp:
        """The stamp in `entry`. Raises RefusedAt without date, source or confidence."""
        if not entry.has("from"):
            entry.refuse(NO_DATE.refuse(), "from")
        if not entry.has("source"):
            entry.refuse(NO_SOURCE.refuse(), "source")
        note = entry.text("note") if entry.has("note") else ""
        start = _start(entry, note)
        return Stamp(
            start=start,
            end=_end(entry, start) if entry.has("until") else None,
            source=entry.text("source"),
            confidence=entry.choice("confidence", Confidence),
            note=note,
            spot=entry.spot,
        )

    def stands(self, day: date) -> bool:
        """True where the value is in force on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """A value with its stamp; None where from that day on there is no value."""

    stamp: Stamp
    value: T | None


class Dated(Generic[T]):
    """The versions of one thing, oldest first. Immutable once made.

    Raises Refused (``rulebook.two_at_once``) where two are in force on one day: an end that was
    written down must not be overrun by the next value.
    """

    def __init__(self, versions: Iterable[Version[T]]) -> None:
        self.versions = tuple(sorted(versions, key=lambda version: version.stamp.start))
        for one, two in zip(self.versions, self.versions[1:], strict=False):
            first, second = one.stamp, two.stamp
            overrun = first.end is not None and second.start < first.end
            if overrun or second.start == first.start:
                raise TWO_AT_ONCE.refuse(day=second.start, one=first.spot, two=second.spot)

    @staticmethod
    def read(entry: Entry, key: str, build: Callable[[Entry], T]) -> Dated[T]:
        """The list of `key`: stamps, each with a ``value`` that `build` reads, or null."""

        def version(entry: Entry) -> Version[T]:
            stamp = Stamp.read(entry)
            return Version(stamp, entry.one("value", build) if entry.has("value") else None)

        return Dated(entry.many(key, version))

    def __iter__(self) -> Iterator[Version[T]]:
        return iter(self.versions)

    def version(self, day: date) -> Version[T] | None:
        """The version in force on `day`, None before the first and after an end."""
        begun = [version for version in self.versions if version.stamp.start <= day]
        return begun[-1] if begun and begun[-1].stamp.stands(day) else None

    def at(self, day: date) -> T | None:
        """The value in force on `day`, None where there is none."""
        version = self.version(day)
        return version.value if version else None


def _start(entry: Entry, note: str) -> date:
    if entry.text("from") != UNKNOWN:
        return entry.day("from")
    if not note:
        entry.refuse(UNKNOWN_START.refuse(), "from")
    return ALWAYS


def _end(entry: Entry, start: date) -> date | None:
    until = entry.day("until")
    if until < start:
        entry.refuse(ENDS_BEFORE_START.refuse(until=until, start=start), "until")
    # some write 9999-12-31 for "no end", and no date comes after it
    return until + timedelta(days=1) if until < date.max else None
