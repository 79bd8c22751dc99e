"""The list of people, and the page of one, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localtime

from vedich.apps.people.codes import issued_lately
from vedich.apps.people.devices import Shown, devices_of
from vedich.apps.people.models import CodeWish, Person, Post, SignInCode
from vedich.apps.people.queries import names, say_post
from vedich.apps.people.rights import ISSUES, WRITES, Posts, held_or_to_come, may_issue
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Language
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import fold, sort_key
from vedich.rulebook.permits import may, require


STATES: Final = ("never", "code", "password", "locked")
ASKS: Final = "asks"
FILTERS: Final = ("", ASKS, *STATES)
LATELY: Final = 5
"""So many codes made lately a page shows."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list.

    `state`: “locked”, “code” (one is out, unused), “never” (no password yet), “password”.
    `issuable`: the reader may issue a code for him. `asks`: he asked for one.
    """

    id: int
    username: str
    name: str
    posts: tuple[str, ...]
    place: str
    body: str
    phone: str
    last_in: date | None
    state: str
    asks: bool
    issuable: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of one person; `mine_to_end`: the reader may end it, `lendable`: lend it for him."""

    id: int
    title: str
    place: str
    held_from: date
    held_until: date | None
    lent: bool
    in_force: bool
    to_come: bool
    mine_to_end: bool
    lendable: bool

    @property
    def over(self) -> bool:
        """Whether its days have gone by."""
        return not (self.in_force or self.to_come)


@dataclass(frozen=True, slots=True)
class CodeLine:
    """That a code was made: on which day, by whom (blank: the server), “used”, “over” or “good”."""

    day: date
    giver: str
    state: str
    last_day: date


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of one person shows."""

    row: PersonRow
    email: str
    active: bool
    oneself: bool
    posts: tuple[PostRow, ...]
    devices: tuple[Shown, ...]
    issued: tuple[CodeLine, ...]
    may_write: bool
    asked_on: date | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the reader sees of the tree on a day: keys of places, and whether all of it."""

    actor: Actor
    day: date
    language: Language
    tree: Map
    places: frozenset[int]
    whole: bool


def people_below(actor: Actor, day: date, language: Language, words: str = "") -> list[PersonRow]:
    """People with a post at or below the places where the actor issues codes or writes people.

    Who asks for a code comes first, then by place and name. Whoever looks after the whole tree also
    sees people without any post. `words` narrows by name, post, place, telephone or sign-in name,
    without marks. Raises NotPermitted.
    """
    seen = _seen(actor, day, language)
    posts = held_or_to_come(None, day)
    rows = _rows(seen, Person.objects.order_by("pk"), posts)
    return [row for row in rows if _matches(row, words)]


def narrowed(rows: Iterable[PersonRow], wanted: str) -> list[PersonRow]:
    """The rows of one of FILTERS."""
    if wanted == ASKS:
        return [row for row in rows if row.asks]
    return [row for row in rows if not wanted or row.state == wanted]


def person_page(
    key: int, *, actor: Actor, day: date, language: Language, session: str = ""
) -> PersonPage | None:
    """The page of one person the actor may see; None where there is no such person for him."""
    seen = _seen(actor, day, language)
    held = held_or_to_come([key], day)
    rows = _rows(seen, Person.objects.filter(pk=key), held)
    if not rows:
        return None
    person = Person.objects.get(pk=key)
    posts = Post.objects.filter(person=person).select_related("lent_by", "body")
    wish = CodeWish.objects.filter(person=person, answered_on__isnull=True).first()
    return PersonPage(
        row=rows[0],
        email=person.email,
        active=person.is_active,
        oneself=person.reference == actor.person,
        posts=tuple(_post_row(post, seen) for post in posts.order_by("-held_from", "-pk")),
        devices=tuple(devices_of(person, day, language, session)),
        issued=tuple(code_lines(issued_lately(person, LATELY), day, language)),
        may_write=writes(actor, held.get(key, ()), seen.tree, day),
        asked_on=wish.asked_on if wish else None,
    )


def code_lines(rows: Sequence[SignInCode], day: date, language: Language) -> Sequence[CodeLine]:
    """These codes as a person is told of them."""
    givers = names([row.issued_post for row in rows if row.issued_post], language)
    return [
        CodeLine(
            row.issued_on,
            givers.get(row.issued_post, "") or row.issued_post,
            "used" if row.used_at else "over" if row.revoked_at or row.last_day < day else "good",
            row.last_day,
        )
        for row in rows
    ]


def writes(actor: Actor, posts: Sequence[Post], tree: Map, day: date) -> bool:
    """Whether the actor may change who holds these posts; without any, at the top of the tree."""
    paths = [tree[post.place_id].path for post in posts if post.place_id in tree]
    if not paths:
        paths = [spot.path for spot in tree.roots()[:1]]
    return bool(paths) and all(may(actor, WRITES, Locus(path), on=day) for path in paths)


def places_of(actor: Actor, operation: str, day: date) -> frozenset[int]:
    """Keys of the places at or below which the actor may do this."""
    tree = on(day)
    found: set[int] = set()
    for post in actor.posts:
        if not post.in_force(day) or not post.place_range:
            continue
        top = next((spot for spot in tree if spot.path == post.place_range), None)
        if top and may(actor, operation, Locus(top.path), on=day):
            found |= {one.id for one in tree.below(top.id)}
    return frozenset(found)


def _seen(actor: Actor, day: date, language: Language) -> _Seen:
    tree = on(day)
    places = places_of(actor, ISSUES, day) | places_of(actor, WRITES, day)
    roots = list(tree.roots())
    if not places:
        require(actor, ISSUES, Locus(roots[0].path if roots else ()), on=day)
    whole = any(spot.id in places for spot in roots)
    return _Seen(actor, day, language, tree, places, whole)


def _rows(seen: _Seen, people: Iterable[Person], posts: Posts) -> list[PersonRow]:
    asking = set(
        CodeWish.objects.filter(answered_on__isnull=True).values_list("person_id", flat=True)
    )
    unused = SignInCode.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    coded = set(unused.filter(last_day__gte=seen.day).values_list("person_id", flat=True))
    found: list[tuple[tuple[object, ...], PersonRow]] = []
    for person in people:
        held = [post for post in posts.get(person.pk, ()) if post.place_id in seen.tree]
        if not (any(post.place_id in seen.places for post in held) or (seen.whole and not held)):
            continue
        row = _row(person, held, seen, coded=person.pk in coded, asks=person.pk in asking)
        spot = seen.tree[held[0].place_id] if held else None
        order = (len(spot.path), sort_key(spot.name)) if spot else (0, ())
        found.append(((not row.asks, *order, sort_key(row.name), row.id), row))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _row(
    person: Person, posts: Sequence[Post], seen: _Seen, *, coded: bool, asks: bool
) -> PersonRow:
    first = posts[0] if posts else None
    if not person.is_active:
        state = "locked"
    elif coded:
        state = "code"
    else:
        state = "password" if person.has_usable_password() else "never"
    return PersonRow(
        id=person.pk,
        username=person.username,
        name=person.name,
        posts=tuple(say_post(post, seen.language) for post in posts),
        place=seen.tree[first.place_id].say(seen.language) if first else "",
        body=first.body.name if first and first.body else "",
        phone=person.phone,
        last_in=localtime(person.last_login).date() if person.last_login else None,
        state=state,
        asks=asks and person.is_active,
        issuable=may_issue(seen.actor, person, posts, seen.tree, seen.day),
    )


def _matches(row: PersonRow, words: str) -> bool:
    said = fold(" ".join((row.name, row.username, row.place, row.body, row.phone, *row.posts)))
    return all(word in said for word in fold(words).split())


def _post_row(post: Post, seen: _Seen) -> PostRow:
    stands, day = post.place_id in seen.tree, seen.day
    open_ended = post.held_until is None or post.held_until > day
    empty = post.held_until == post.held_from
    force = post.held_from <= day and open_ended
    to_come = post.held_from > day and not empty
    path = seen.tree[post.place_id].path if stands else ()
    may_end = stands and (force or to_come) and may(seen.actor, WRITES, Locus(path), on=day)
    return PostRow(
        id=post.pk,
        title=say_post(post, seen.language),
        place=seen.tree[post.place_id].say(seen.language) if stands else "",
        held_from=post.held_from,
        held_until=post.held_until,
        lent=post.lent_by_id is not None,
        in_force=force,
        to_come=to_come,
        mine_to_end=bool(may_end),
        lendable=bool(may_end) and post.lent_by_id is None,
    )
