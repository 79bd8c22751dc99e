"""Places by date and the events between them, each with its document (R1, R2).

A place is (code, first day of this extent): on 01/07/2025 the code 28879 went from xã Vĩnh Bình to
a larger xã Phú Phụng, whose name had belonged to 28873. The first day of the old places was never
looked up; the files write ``from: always`` with a note, and rows leave the day blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vedich.core.errors import Message
from vedich.core.numbers import MAX_WEIGHT
from vedich.core.places import (
    ALWAYS,
    BAD_SHARE,
    UNKNOWN,
    Book,
    Edge,
    Event,
    Link,
    PlaceId,
    Succession,
)
from vedich.rulebook.dated import Stamp
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


NO_DAY = Message(
    code="place.event_without_day",
    vi="Một sự kiện phải có ngày. Hãy ghi “from:” với ngày nơi mới bắt đầu, theo văn bản.",
    en="An event needs its day. Write “from:” with the first day of the new places, as the "
    "document says.",
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the places file: where a place stands, under which name and kind (DESIGN §5).

    `stamp.start` is the row's first day (ALWAYS: not known), `place_from` that of the place.
    """

    code: str
    name: Words
    kind: str
    parent: str | None
    place_from: date
    stamp: Stamp

    @property
    def valid_from(self) -> date | None:
        """The first day, None where nobody looked it up."""
        return None if self.stamp.start == ALWAYS else self.stamp.start

    @property
    def valid_to(self) -> date | None:
        """The last day, None while in force."""
        return self.stamp.end and self.stamp.end - timedelta(days=1)

    @property
    def link(self) -> Link:
        """The row as the core's dated link, under its Vietnamese name."""
        return Link(
            place=PlaceId(self.code, self.place_from),
            parent=self.parent,
            start=self.stamp.start,
            until=self.stamp.end,
            name=self.name.vi,
            kind=self.kind,
        )


@dataclass(frozen=True, slots=True)
class PlaceEvent:
    """One event with its document; `ended` are places that ended without a successor."""

    succession: Succession
    ended: tuple[PlaceId, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of one file and the events between them."""

    rows: tuple[PlaceRow, ...]
    events: tuple[PlaceEvent, ...]

    @property
    def book(self) -> Book:
        """The places as the core asks them: by code and day."""
        return Book(row.link for row in self.rows)


@cache
def cho_lach() -> Gazetteer:
    """Chợ Lách: old and new places, and the events of 01/07/2025."""
    return load("places/cho_lach.yaml", read)


def places_csv_rows(gazetteer: Gazetteer) -> Iterator[tuple[str, ...]]:
    """Header and rows of the places file of `vedich rollup` (DESIGN §5); unknown days are blank."""
    yield "code", "valid_from", "valid_to", "name", "kind", "parent", "place_from"
    for row in gazetteer.rows:
        place_from = None if row.place_from == ALWAYS else row.place_from
        yield (
            row.code,
            _iso(row.valid_from),
            _iso(row.valid_to),
            row.name.vi,
            row.kind,
            row.parent or "",
            _iso(place_from),
        )


def read(entry: Entry) -> Gazetteer:
    """The places and events of one file. Raises RefusedAt, also for edges to unknown places."""
    groups = entry.many("places", _group)
    rows = tuple(row for group in groups for row in group)
    book = Book(row.link for row in rows)
    return Gazetteer(rows, entry.many("events", lambda event: _event(event, book)))


def _group(entry: Entry) -> tuple[PlaceRow, ...]:
    """Rows that one document states alike, so that it is cited once."""
    stamp = Stamp.read(entry)
    kind = entry.text("kind")
    parent = entry.text("parent") if entry.has("parent") else None

    def row(entry: Entry) -> PlaceRow:
        place_from = entry.day("place_from") if entry.has("place_from") else stamp.start
        return PlaceRow(entry.text("code"), entry.words("name"), kind, parent, place_from, stamp)

    return entry.many("rows", row)


def _event(entry: Entry, book: Book) -> PlaceEvent:
    stamp = Stamp.read(entry)
    if stamp.start == ALWAYS:
        entry.refuse(NO_DAY.refuse(), "from")
    before = stamp.start - timedelta(days=1)
    sizes: dict[PlaceId, int] = {}

    def edge(entry: Entry) -> Edge:
        old = entry.read("old", lambda code: _standing(book, code, before))
        new = entry.read("new", lambda code: _standing(book, code, stamp.start))
        weight = entry.whole("weight", 1, MAX_WEIGHT) if entry.has("weight") else 1
        whole = entry.whole("whole", 1, MAX_WEIGHT) if entry.has("whole") else 1
        if sizes.setdefault(old, whole) != whole:
            entry.refuse(BAD_SHARE.refuse(code=old.code, total=whole, whole=sizes[old]), "whole")
        return Edge(old, new, weight)

    def end(entry: Entry) -> PlaceId:
        return entry.read("old", lambda code: _standing(book, code, before))

    edges = entry.many("edges", edge) if entry.has("edges") else ()
    ended = entry.many("ended", end) if entry.has("ended") else ()
    kind = entry.choice("kind", Event)
    return PlaceEvent(Succession(kind, stamp.start, stamp.source, edges, sizes), ended, stamp)


def _standing(book: Book, code: str, day: date) -> PlaceId:
    link = book.on(code, day)
    if link is None:
        raise UNKNOWN.refuse(code=code, day=day)
    return link.place


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
