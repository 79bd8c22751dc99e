"""Who writes a visit, who sees it, who says for the place whether a promise was kept (R34)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.places.queries import Map
from vedich.apps.tasks.matters.rights import (
    RAISE,
    SEES,
    VISITS,
    inside,
    is_organ,
    post_keys,
    posts_with,
    reads,
    spot_of,
    standing,
)
from vedich.apps.tasks.models import Visit
from vedich.core.permits import Actor, Decision, Path


WRITES: Final = VISITS
CONFIRMS: Final = RAISE
"""Whoever speaks for the place when it raises something also says whether it got what it was
promised."""


def writer(by: Actor, path: Path, on: date) -> Decision:
    """May `by` write down that he was there."""
    return inside(by, WRITES, path, on)


def is_own(by: Actor, visit: Visit, on: date) -> bool:
    """Whether the visit was made under a post that `by` holds. `visitor` must be loaded."""
    return visit.visitor_id in post_keys(by, on)


def sees(by: Actor, visit: Visit, tree: Map, on: date) -> bool:
    """Whether the visit lies in the charge of a post of `by`, or is his own."""
    place = standing(visit.place_id, tree)
    return is_own(by, visit, on) or (place is not None and reads(by, place.path, on))


def visible(by: Actor, tree: Map, on: date) -> Q:
    """The same as `sees`, as a condition for the database."""
    wanted = Q(visitor_id__in=post_keys(by, on))
    for post in {post for one in (SEES, WRITES, RAISE) for post in posts_with(by, one, on)}:
        spot = None if is_organ(post.place_range) else spot_of(post.place_range, tree)
        if spot:
            wanted |= Q(place__in=[below.id for below in tree.below(spot.id)])
    return wanted


def confirmer(by: Actor, visit: Visit, tree: Map, on: date) -> Decision:
    """May `by` say for the place whether it was done: posts between the place and the visitor.

    Whoever promised, and those beside and above him, may not: they would confirm their own word.
    `visitor` must be loaded.
    """
    place, home = standing(visit.place_id, tree), standing(visit.visitor.place_id, tree)
    path: Path = place.path if place else ()
    depth = len(home.path) if home else 0
    near = by.wearing(
        *(post.reference for post in by.posts if len(post.place_range) > depth)
        if by.person != f"person:{visit.visitor.person_id}"
        else ()
    )
    return inside(near, CONFIRMS, path, on)


def places_written(by: Actor, tree: Map, on: date) -> Mapping[int, Path]:
    """The places `by` may have visited, by key: all below his posts, and a lowest one itself."""
    found: dict[int, Path] = {}
    for post in posts_with(by, WRITES, on):
        spot = spot_of(post.place_range, tree)
        if spot is None or is_organ(post.place_range):
            continue
        below = [one for one in tree.below(spot.id) if one.id != spot.id] or [spot]
        found.update({one.id: one.path for one in below})
    return found


def own_places(by: Actor, tree: Map, on: date) -> list[int]:
    """The places for which `by` himself says whether promises were kept."""
    found = {
        spot.id
        for post in posts_with(by, CONFIRMS, on)
        if not is_organ(post.place_range) and (spot := spot_of(post.place_range, tree))
    }
    return sorted(found)
