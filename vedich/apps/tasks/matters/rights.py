"""Who may see, raise, answer and judge a matter: always one row of the table of rights (R34).

A matter is of no one field, so a head of some fields answers only what was handed to him: then it
is his own work, and the right is that of reporting on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, Spot, body_path
from vedich.apps.tasks.models import Matter
from vedich.apps.tasks.rights import stands_in_for
from vedich.core.permits import Actor, Decision, Locus, Path, Post, Scope
from vedich.rulebook.permits import may, table


RAISE: Final = "matters.raise"
ANSWER: Final = "matters.answer"
SEES: Final = "tasks.view"
OWN_WORK: Final = "tasks.report"
VISITS: Final = "visits.write"

_READ: Final = (SEES, ANSWER, RAISE)


def inside(by: Actor, operation: str, path: Path, on: date, *, owner: str = "") -> Decision:
    """As `may`, but a post of some fields counts in its own charge, whichever its fields are."""
    whole = may(by, operation, Locus(path, owner=owner or None), on=on)
    if whole:
        return whole
    for post in by.posts:
        for field in sorted(post.fields or ()):
            found = may(by.wearing(post.reference), operation, Locus(path, field), on=on)
            if found:
                return found
    return whole


def field_for(by: Actor, operation: str, path: Path, on: date) -> str:
    """The field under which `by` may do it there; empty where he may for every field.

    Raises NotPermitted.
    """
    if may(by, operation, Locus(path), on=on):
        return ""
    post = inside(by, operation, path, on).require()
    return min(post.fields or ("",))


def posts_with(by: Actor, operation: str, on: date) -> Iterator[Post]:
    """The posts of `by` in force on the day whose role may do `operation` in its own charge."""
    for post in by.posts:
        if post.in_force(on) and Scope.INSIDE in table(on).scopes(post.role, operation):
            yield post


def roles_with(operation: str, on: date) -> Sequence[str]:
    """The roles that may do `operation` in their own charge."""
    rows = table(on)
    return [role for role in rows.roles if Scope.INSIDE in rows.scopes(role, operation)]


def spot_of(path: Path, tree: Map) -> Spot | None:
    """The place a path ends in, or, for an organ's, the place the organ belongs to."""
    last = next((step for step in reversed(path) if not step.startswith("body:")), "")
    return tree.by_code(last.partition("@")[0])


def standing(place: int, tree: Map) -> Spot | None:
    """The place as it stands in the tree; None where it has gone."""
    found = place in tree
    return tree[place] if found else None


def is_organ(path: Path) -> bool:
    """Whether the path ends in an organ of a place."""
    return bool(path) and path[-1].startswith("body:")


def reads(by: Actor, path: Path, on: date) -> bool:
    """Whether something that lies at `path` is in the charge of a post that may read it."""
    return any(post.covers_place(path) for one in _READ for post in posts_with(by, one, on))


def sees(by: Actor, matter: Matter, tree: Map, on: date) -> bool:
    """Whether `by` may open the matter: in whose charge it was raised, or who has it now."""
    if reads(by, path_of(matter, tree), on):
        return True
    return bool(own_work(by, matter, tree, on)) or by.person == matter.raised_by


def visible(by: Actor, tree: Map, on: date) -> Q:
    """The same as `sees`, as a condition for the database."""
    wanted = Q(raised_by=by.person) | Q(owner_id__in=post_keys(by, on))
    for post in {post for one in _READ for post in posts_with(by, one, on)}:
        if is_organ(post.place_range):
            code = post.place_range[-1].removeprefix("body:")
            wanted |= Q(body__code=code) | Q(owner_body__code=code)
        elif spot := spot_of(post.place_range, tree):
            wanted |= Q(raised_at_place__in=[below.id for below in tree.below(spot.id)])
            wanted |= Q(owner_body__place=spot.id, owner_body__inner=False)
    return wanted


def path_of(matter: Matter, tree: Map) -> Path:
    """Where the matter was raised: the place of its body, or the organ. `body` must be loaded."""
    if matter.body.place_id in tree:
        return body_path(matter.body, tree)
    # its place has gone since: the matter lives on where it is answered
    return tree[matter.place_id].path if matter.place_id in tree else ()


def post_keys(by: Actor, on: date) -> frozenset[int]:
    """The keys of the posts `by` holds on the day, and of those lent to him (R14)."""
    return stands_in_for(by, on)


def own_work(by: Actor, matter: Matter, tree: Map, on: date) -> Decision | None:
    """The right by which `by` answers what was handed to his post or his body; None: it was not."""
    mine = [post for post in by.posts if post.in_force(on) and _handed(post, matter, tree)]
    for post in mine:
        found = inside(by.wearing(post.reference), OWN_WORK, post.place_range, on)
        if found:
            return found
    return None


def _handed(post: Post, matter: Matter, tree: Map) -> bool:
    owner = matter.owner
    if owner is not None:
        lent = post.delegated_by == f"person:{owner.person_id}" and post.role == owner.role
        return post.reference == owner.reference or lent
    body = matter.owner_body
    return body is not None and body.place_id in tree and post.place_range == body_path(body, tree)


def answerer(by: Actor, matter: Matter, tree: Map, on: date) -> Decision:
    """May `by` answer: whoever answers at the place that has it or above, or who was handed it."""
    path = tree[matter.place_id].path if matter.place_id in tree else ()
    handed = own_work(by, matter, tree, on)
    return handed or may(by, ANSWER, Locus(path), on=on)


def raiser(by: Actor, matter: Matter, tree: Map, on: date) -> Decision:
    """May `by` judge the answer: the posts of the very body, and the person who raised it.

    A wider post may not, even where it may raise: it would be praising its own answer. Nor may the
    person who raised it, where the answer is his own.
    """
    path = path_of(matter, tree)
    own = by.wearing(*(post.reference for post in by.posts if post.place_range == path))
    found = inside(own, RAISE, path, on)
    if found or by.person != matter.raised_by or by.person == matter.answered_by:
        return found or may(own, RAISE, Locus(path), on=on)
    return inside(by, RAISE, path, on) or inside(by, VISITS, path, on)


def raising_bodies(by: Actor, tree: Map, on: date) -> Sequence[Body]:
    """The bodies for which `by` raises matters: those of his own posts, the narrowest first."""
    wanted = Q(pk__in=[])
    for post in posts_with(by, RAISE, on):
        spot = spot_of(post.place_range, tree)
        if is_organ(post.place_range):
            wanted |= Q(code=post.place_range[-1].removeprefix("body:"))
        elif spot:
            # at the top no body speaks for the place, so its organs are offered
            wanted |= Q(place=spot.id, inner=spot.parent is None)
    standing = Q(until__isnull=True) | Q(until__gt=on)
    return list(Body.objects.filter(wanted, standing, start__lte=on).order_by("name", "pk"))


def answering_places(by: Actor, tree: Map, on: date) -> Sequence[Spot]:
    """The places for whose office `by` answers: those of his own posts, not all below them."""
    found = {
        spot.id: spot
        for post in posts_with(by, ANSWER, on)
        if not is_organ(post.place_range) and post.fields is None
        for spot in [spot_of(post.place_range, tree)]
        if spot
    }
    return list(found.values())
