"""Places and bodies as search shows them."""

from __future__ import annotations

from collections.abc import Iterable

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map
from vedich.apps.search.actions import Entry, put


def place_entries(tree: Map) -> Iterable[Entry]:
    """A row for each place that stands."""
    for spot in tree:
        above = tree[spot.parent] if spot.parent else None
        yield Entry(
            reference=f"place:{spot.reference}",
            kind="place",
            title=spot.name,
            title_en=spot.name_en,
            more=above.name if above else "",
            more_en=above.name_en if above else "",
            address=f"/noi/{spot.code}",
            path=spot.path,
            keys=(spot.code,),
        )


def body_entries(bodies: Iterable[Body], tree: Map) -> Iterable[Entry]:
    """A row for each body of a place that stands."""
    for body in bodies:
        if body.place_id in tree:
            spot = tree[body.place_id]
            yield Entry(
                reference=body.reference,
                kind="body",
                title=body.name,
                title_en=body.name_en,
                more=spot.name,
                more_en=spot.name_en,
                address=f"/noi/{spot.code}",
                path=spot.path,
            )


def index_places(tree: Map) -> None:
    """Make the rows of all places anew: a change of the tree moves many paths."""
    put(place_entries(tree))


def index_bodies(bodies: Iterable[Body], tree: Map) -> None:
    """Make the rows of these bodies anew."""
    put(body_entries(bodies, tree))
