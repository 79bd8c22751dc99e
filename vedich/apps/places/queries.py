"""The tree as asked: who stands where on a day, what lies below, under which name.

One atlas holds every link ever in force, read once and kept until a link changes, so that a page
asks the tree without asking the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.journal.actions import Ledger, running
from vedich.apps.places.models import Body, Link
from vedich.apps.places.sql import Mark, mark
from vedich.core.errors import Language
from vedich.core.permits import Path
from vedich.core.places import UNKNOWN, PlaceId
from vedich.core.places import Link as CoreLink
from vedich.core.vietnamese import sort_key


TREE: Final = "places"
"""The page version that every change of the tree raises, and the subject of its journal line."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it stands on one day. `path` are references, root first, itself last."""

    id: int
    code: str
    reference: str
    name: str
    name_en: str
    kind: str
    parent: int | None
    ids: tuple[int, ...]
    path: Path

    def say(self, language: Language) -> str:
        """The name in `language`; a place without an English name keeps its own."""
        return self.name if language == "vi" or not self.name_en else self.name_en


class Map:
    """The tree of one day. Children come in Vietnamese order of their names."""

    def __init__(self, rows: Iterable[tuple[int, str, date, int | None, str, str, str]]) -> None:
        standing = {row[0]: row for row in rows}
        self._spots: dict[int, Spot] = {}
        self._below: dict[int | None, list[int]] = {}
        for one in standing:
            self._place(one, standing)
        for spot in self._spots.values():
            self._below.setdefault(spot.parent, []).append(spot.id)
        for children in self._below.values():
            children.sort(key=lambda child: (sort_key(self._spots[child].name), child))
        self._by_code = {spot.code: spot for spot in self._spots.values()}

    def _place(
        self, one: int, standing: dict[int, tuple[int, str, date, int | None, str, str, str]]
    ) -> Spot:
        if one in self._spots:
            return self._spots[one]
        _, code, since, parent, name, name_en, kind = standing[one]
        above = self._place(parent, standing) if parent in standing and parent else None
        reference = str(PlaceId(code, since))
        self._spots[one] = Spot(
            one,
            code,
            reference,
            name,
            name_en,
            kind,
            above.id if above else None,
            ((*above.ids, one) if above else (one,)),
            ((*above.path, reference) if above else (reference,)),
        )
        return self._spots[one]

    def __contains__(self, place: int) -> bool:
        return place in self._spots

    def __getitem__(self, place: int) -> Spot:
        """The place with this primary key. Raises Refused (``place.unknown``)."""
        try:
            return self._spots[place]
        except KeyError:
            raise UNKNOWN.refuse(code=place, day="") from None

    def __iter__(self) -> Iterator[Spot]:
        return iter(self._spots.values())

    def by_code(self, code: str) -> Spot | None:
        """The place that has this code on the day."""
        return self._by_code.get(code)

    def roots(self) -> Sequence[Spot]:
        """The places that stand under no other."""
        return [self._spots[one] for one in self._below.get(None, ())]

    def children(self, place: int) -> Sequence[Spot]:
        """The places directly below."""
        return [self._spots[one] for one in self._below.get(place, ())]

    def below(self, place: int) -> Iterator[Spot]:
        """The place and all below it, parents first."""
        level = [place]
        while level:
            yield from (self._spots[one] for one in level)
            level = [child for one in level for child in self._below.get(one, ())]


class Atlas:
    """Every link ever in force; `on` gives the tree of a day, made once a stretch of days."""

    def __init__(self) -> None:
        self._rows = list(
            Link.objects.order_by("id").values_list(
                "place_id",
                "place__code",
                "place__since",
                "parent_id",
                "name",
                "name_en",
                "kind",
                "start",
                "until",
            )
        )
        turns = {row[7] for row in self._rows} | {row[8] for row in self._rows if row[8]}
        self._turns = sorted(turns)
        self._maps: dict[date, Map] = {}

    def on(self, day: date) -> Map:
        """The tree that stands on `day`."""
        turn = max((turn for turn in self._turns if turn <= day), default=date.min)
        if turn not in self._maps:
            self._maps[turn] = Map(
                row[:7]
                for row in self._rows
                if row[7] <= turn and (row[8] is None or turn < row[8])
            )
        return self._maps[turn]

    def links(self) -> Iterator[CoreLink]:
        """Every link as a core value, for `core.places.Book` and the engines."""
        codes = {row[0]: row[1] for row in self._rows}
        for _, code, since, parent, name, _en, kind, start, until in self._rows:
            above = codes.get(parent) if parent else None
            yield CoreLink(PlaceId(code, since), above, start, until, name, kind)


_ATLAS: Final = "atlas"

_kept: dict[str, tuple[Mark, Atlas]] = {}
_page: ContextVar[dict[str, Atlas] | None] = ContextVar("page", default=None)


@contextmanager
def one_atlas() -> Iterator[None]:
    """One request sees one tree: whether it has changed is asked of the database once.

    A request that changes the tree itself sees its own change.
    """
    token = _page.set({})
    try:
        yield
    finally:
        _page.reset(token)


def atlas() -> Atlas:
    """The atlas as it stands now, kept in this process until a link changes.

    A transaction reads it once. One that has changed the tree itself reads it anew and keeps it to
    itself: what it sees may still be rolled back.
    """
    ledger = running()
    if ledger is None:
        return _current()
    found = ledger.kept.get(_ATLAS)
    if not isinstance(found, Atlas):
        found = Atlas() if _ATLAS in ledger.changed else _current()
        ledger.kept[_ATLAS] = found
    return found


def changed(ledger: Ledger) -> None:
    """Say that the transaction of `ledger` has changed the tree."""
    ledger.changed.add(_ATLAS)
    ledger.kept.pop(_ATLAS, None)
    (_page.get() or {}).pop(_ATLAS, None)


def _current() -> Atlas:
    page = _page.get()
    if page and _ATLAS in page:
        return page[_ATLAS]
    now = mark(TREE)
    kept = _kept.get(_ATLAS)
    if kept is None or kept[0] != now:
        kept = (now, Atlas())
        _kept[_ATLAS] = kept
    if page is not None:
        page[_ATLAS] = kept[1]
    return kept[1]


def on(day: date) -> Map:
    """The tree that stands on `day`."""
    return atlas().on(day)


def body_path(body: Body, tree: Map) -> Path:
    """Where what the body owes is checked from: its place, or, for an organ, one step below it."""
    path = tree[body.place_id].path
    return (*path, body.reference) if body.inner else path
