"""Writing the tree: places, links and bodies come with a source, in bulk, and never move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vedich.apps.journal.actions import recording
from vedich.apps.places.finding import index_bodies, index_places
from vedich.apps.places.models import Body, Link, Place
from vedich.apps.places.queries import TREE, changed, on
from vedich.core.chain import rows_digest
from vedich.core.permits import Actor, Locus, Post
from vedich.core.places import ALWAYS, UNKNOWN, Book, PlaceId
from vedich.core.places import Link as CoreLink
from vedich.rulebook.permits import require


WRITES: Final = "places.write"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to write: core's, with the English name. `parent` is a code that stands on its day."""

    link: CoreLink
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body to write, of the place that has `place` as its code on `start`."""

    code: str
    place: str
    kind: str
    name: str
    name_en: str = ""
    inner: bool = False
    block: str = ""
    start: date = ALWAYS


def add_links(
    *, links: Sequence[NewLink], source: str, by: Actor | None, at: datetime, on_day: date
) -> None:
    """Write places and where they stand. `source` is the document that says so (R1).

    `by` None: while the database is made. Raises Refused for a tree that cannot stand
    (``place.overlaps``, ``place.no_parent``, ``place.circle``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        # a place that stands already is moved: that takes the right where it stands as well
        stands = {code for new in links if on(on_day).by_code(code := new.link.place.code)}
        post = _allowed(by, {*stands, *(new.link.parent for new in links)}, on_day)
        ids = _identities([new.link.place for new in links])
        stored = [_core(link) for link in Link.objects.select_related("place", "parent")]
        book = Book([*stored, *(new.link for new in links)])
        for day in sorted({new.link.start for new in links}):
            book.tree(day)
        Link.objects.bulk_create(
            Link(
                place_id=ids[new.link.place],
                parent_id=_parent(book, new.link, ids),
                name=new.link.name,
                name_en=new.name_en,
                kind=new.link.kind,
                start=new.link.start,
                until=new.link.until,
            )
            for new in links
        )
        changed(ledger)
        index_places(on(on_day))
        rows = rows_digest(
            {"place": str(new.link.place), "parent": new.link.parent, "name": new.link.name}
            for new in links
        )
        ledger.note(
            "places.add_links",
            TREE,
            (TREE,),
            post=post.reference if post else None,
            facts={"source": source, "count": len(links)},
            rows=rows,
        )


def add_bodies(
    *, bodies: Sequence[NewBody], by: Actor | None, at: datetime, on_day: date
) -> Sequence[Body]:
    """Write bodies. Raises Refused (``place.unknown``) for a place that does not stand."""
    with recording(by=by, at=at) as ledger:
        post = _allowed(by, {new.place for new in bodies}, on_day)
        made = []
        for new in bodies:
            spot = on(max(new.start, on_day)).by_code(new.place)
            if spot is None:
                raise UNKNOWN.refuse(code=new.place, day=on_day)
            made.append(
                Body(
                    place_id=spot.id,
                    kind=new.kind,
                    code=new.code,
                    name=new.name,
                    name_en=new.name_en,
                    inner=new.inner,
                    block=new.block,
                    start=new.start,
                )
            )
        Body.objects.bulk_create(made)
        index_bodies(made, on(on_day))
        ledger.note(
            "places.add_bodies",
            TREE,
            (TREE,),
            post=post.reference if post else None,
            facts={"count": len(made)},
            rows=rows_digest({"code": body.code, "name": body.name} for body in made),
        )
        return made


def _allowed(by: Actor | None, within: Iterable[str | None], on_day: date) -> Post | None:
    """The post that may write places or bodies within all of these; None for the system.

    A place under no other, or under one that does not stand yet, needs the right everywhere.
    """
    if by is None:
        return None
    tree = on(on_day)
    spots = [tree.by_code(code) if code else None for code in within]
    paths = {spot.path if spot else () for spot in spots} or {()}
    found = [require(by, WRITES, Locus(path), on=on_day) for path in sorted(paths)]
    return found[0]


def _identities(places: Sequence[PlaceId]) -> dict[PlaceId, int]:
    known = {PlaceId(p.code, p.since): p.pk for p in Place.objects.all()}
    fresh = [
        Place(code=one.code, since=one.since) for one in dict.fromkeys(places) if one not in known
    ]
    for place in Place.objects.bulk_create(fresh):
        known[PlaceId(place.code, place.since)] = place.pk
    return known


def _parent(book: Book, link: CoreLink, ids: dict[PlaceId, int]) -> int | None:
    above = book.on(link.parent, link.start) if link.parent else None
    return ids[above.place] if above else None


def _core(link: Link) -> CoreLink:
    return CoreLink(
        PlaceId(link.place.code, link.place.since),
        link.parent.code if link.parent else None,
        link.start,
        link.until,
        link.name,
        link.kind,
    )
