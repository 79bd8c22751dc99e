"""The list of people, and the page of one, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.people.codes import ISSUES, may_issue
from vedich.apps.people.devices import Shown, devices_of
from vedich.apps.people.models import CodeWish, Person, Post, SignInCode
from vedich.apps.people.posts import administrators
from vedich.apps.people.queries import say_post
from vedich.apps.places.queries import Map, Spot, on
from vedich.core.errors import Language, Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import fold, sort_key
from vedich.rulebook.permits import may, require


SECOND = Message(
    code="need.people_second",
    vi="Mới có một người quản trị. Lập người thứ hai, kẻo người này vắng thì không ai giúp được.",
    en="There is only one administrator. Make a second, or nobody can help when this one is away.",
)
WISHES = Message(
    code="need.people_code",
    vi="{name} không vào được, xin mã.",
    en="{name} cannot get in and asks for a code.",
)

ADMINISTERS: Final = "places.write"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list. `state`: “password”, “code”, “never”, “locked”."""

    id: int
    username: str
    name: str
    posts: tuple[str, ...]
    place: str
    phone: str
    last_in: date | None
    state: str
    asks: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of one person; `mine_to_end`: the reader may end it."""

    id: int
    title: str
    place: str
    held_from: date
    held_until: date | None
    lent: bool
    in_force: bool
    mine_to_end: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of one person shows."""

    row: PersonRow
    email: str
    active: bool
    posts: tuple[PostRow, ...]
    devices: tuple[Shown, ...]
    may_issue: bool
    may_write: bool
    asked_on: date | None


def people_below(actor: Actor, day: date, language: Language, words: str = "") -> list[PersonRow]:
    """People with a post at or below the places where the actor issues codes; by place, then name.

    Whoever administers the whole also sees people without any post. `words` narrows by name, post
    or sign-in name, without marks. Raises NotPermitted.
    """
    tree = on(day)
    reach = _reach(actor, tree, day)
    by_person = _posts(day)
    asking = set(
        CodeWish.objects.filter(answered_on__isnull=True).values_list("person_id", flat=True)
    )
    coded = set(
        SignInCode.objects.filter(
            used_at__isnull=True, revoked_at__isnull=True, last_day__gte=day
        ).values_list("person_id", flat=True)
    )
    whole = any(spot.parent is None for spot in tree if spot.id in reach)
    found: list[tuple[tuple[object, ...], PersonRow]] = []
    for person in Person.objects.order_by("pk"):
        posts = [post for post in by_person.get(person.pk, ()) if post.place_id in tree]
        if not (any(post.place_id in reach for post in posts) or (whole and not posts)):
            continue
        spot = tree[posts[0].place_id] if posts else None
        row = _row(person, posts, spot, coded, asking, language)
        if _matches(row, words):
            depth = len(spot.path) if spot else 0
            place = sort_key(spot.name) if spot else ()
            found.append(((not row.asks, depth, place, sort_key(row.name), row.id), row))
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def person_page(
    key: int, *, actor: Actor, day: date, language: Language, session: str = ""
) -> PersonPage | None:
    """The page of one person the actor may see; None where there is no such person for him."""
    row = next((one for one in people_below(actor, day, language) if one.id == key), None)
    if row is None:
        return None
    tree = on(day)
    person = Person.objects.get(pk=key)
    posts = Post.objects.filter(person=person).select_related("lent_by").order_by("-held_from")
    wish = CodeWish.objects.filter(person=person, answered_on__isnull=True).first()
    written = [
        bool(may(actor, "people.write", Locus(tree[post.place_id].path), on=day))
        for post in posts
        if post.place_id in tree
    ]
    anywhere = tree.roots()
    may_write = (
        all(written)
        if written
        else bool(anywhere and may(actor, "people.write", Locus(anywhere[0].path), on=day))
    )
    return PersonPage(
        row=row,
        email=person.email,
        active=person.is_active,
        posts=tuple(_post_row(post, tree, actor, day, language) for post in posts),
        devices=tuple(devices_of(person, session)),
        may_issue=may_issue(actor, person, day),
        may_write=may_write,
        asked_on=wish.asked_on if wish else None,
    )


def needs(actor: Actor, day: date) -> Sequence[Need]:
    """A second administrator is asked for; wishes for a code go to the nearest office."""
    held = [post for post in actor.posts if post.in_force(day)]
    found = []
    if any(post.role == "administrator" for post in held) and administrators(day) == 1:
        found.append(
            Need(
                subject="administrators",
                kind="people.second",
                sentence=SECOND.code,
                values=(),
                owner=actor.person,
                due=None,
                since=day,
                link="/nguoi",
            )
        )
    for wish in CodeWish.objects.filter(answered_on__isnull=True).select_related("person"):
        if may_issue(actor, wish.person, day):
            found.append(
                Need(
                    subject=wish.person.reference,
                    kind="people.code",
                    sentence=WISHES.code,
                    values=(("name", wish.person.name),),
                    owner=actor.person,
                    due=None,
                    since=wish.asked_on,
                    link=f"/nguoi/{wish.person_id}",
                )
            )
    return found


def _reach(actor: Actor, tree: Map, day: date) -> frozenset[int]:
    found: set[int] = set()
    for post in actor.posts:
        spot = tree.by_code(post.place_range[-1].partition("@")[0]) if post.place_range else None
        if spot and post.in_force(day) and may(actor, ISSUES, Locus(spot.path), on=day):
            found |= {one.id for one in tree.below(spot.id)}
    if not found:
        roots = tree.roots()
        require(actor, ISSUES, Locus(roots[0].path if roots else ()), on=day)
    return frozenset(found)


def _posts(day: date) -> dict[int, list[Post]]:
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, held_from__lte=day).select_related("lent_by")
    found: dict[int, list[Post]] = {}
    for post in rows.order_by("pk"):
        found.setdefault(post.person_id, []).append(post)
    return found


def _row(
    person: Person,
    posts: Sequence[Post],
    spot: Spot | None,
    coded: set[int],
    asking: set[int],
    language: Language,
) -> PersonRow:
    if not person.is_active:
        state = "locked"
    elif person.pk in coded:
        state = "code"
    else:
        state = "password" if person.has_usable_password() else "never"
    return PersonRow(
        id=person.pk,
        username=person.username,
        name=person.name,
        posts=tuple(say_post(post, language) for post in posts),
        place=spot.say(language) if spot else "",
        phone=person.phone,
        last_in=person.last_login.date() if person.last_login else None,
        state=state,
        asks=person.pk in asking,
    )


def _matches(row: PersonRow, words: str) -> bool:
    said = fold(" ".join((row.name, row.username, row.place, *row.posts)))
    return all(word in said for word in fold(words).split())


def _post_row(post: Post, tree: Map, actor: Actor, day: date, language: Language) -> PostRow:
    stands = post.place_id in tree
    force = post.held_from <= day and (post.held_until is None or post.held_until > day)
    to_come = post.held_from > day
    ends = stands and (force or to_come)
    may_end = ends and may(actor, "people.write", Locus(tree[post.place_id].path), on=day)
    return PostRow(
        id=post.pk,
        title=say_post(post, language),
        place=tree[post.place_id].say(language) if stands else "",
        held_from=post.held_from,
        held_until=post.held_until,
        lent=post.lent_by_id is not None,
        in_force=force,
        mine_to_end=bool(may_end),
    )
