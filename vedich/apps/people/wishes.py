"""What people need of those who look after them: a second administrator, a code (R18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from vedich.apps.people.models import CodeWish, Person, Post
from vedich.apps.people.posts import administrators
from vedich.apps.people.queries import actor_of
from vedich.apps.people.rights import ADMINISTRATOR, ISSUES, held_or_to_come, may_issue
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Scope
from vedich.rulebook.permits import table


SECOND = Message(
    code="need.people_second",
    vi="Cần người quản trị thứ hai: nay mới có một, người này vắng thì không ai giúp được.",
    en="A second administrator is needed: when the only one is away, nobody can help.",
)
WISHES = Message(
    code="need.people_code",
    vi="{name} không vào được, xin mã.",
    en="{name} cannot get in and asks for a code.",
)

CLIMBS: Final = 2
"""Days after which a wish is no longer a matter of the nearest office alone."""


def needs(actor: Actor, day: date) -> Sequence[Need]:
    """A second administrator is asked for; wishes for a code go to the nearest who may issue one.

    A wish that was not answered for some days needs everybody who may.
    """
    held = [post for post in actor.posts if post.in_force(day)]
    if not any(Scope.INSIDE in table(day).scopes(post.role, ISSUES) for post in held):
        return []
    found = [_wish(wish, actor) for wish in _mine(actor, day)]
    if any(post.role == ADMINISTRATOR for post in held) and administrators(day) == 1:
        found.append(_second(actor, day))
    return found


def _mine(actor: Actor, day: date) -> Iterable[CodeWish]:
    open_ones = CodeWish.objects.filter(answered_on__isnull=True, person__is_active=True)
    wishes = list(open_ones.select_related("person").order_by("asked_on", "pk"))
    if not wishes:
        return
    tree = on(day)
    every = held_or_to_come(None, day)
    others = _issuers(every, tree, day) if any(_fresh(one, day) for one in wishes) else []
    for wish in wishes:
        posts = every.get(wish.person_id, ())
        if not may_issue(actor, wish.person, posts, tree, day):
            continue
        near = _depth(actor, wish.person, posts, tree, day)
        if not _fresh(wish, day) or not any(
            _depth(one, wish.person, posts, tree, day) > near for one in others
        ):
            yield wish


def _fresh(wish: CodeWish, day: date) -> bool:
    return (day - wish.asked_on).days < CLIMBS


def _issuers(every: Mapping[int, Sequence[Post]], tree: Map, day: date) -> list[Actor]:
    """Everybody who may sign in and issues codes somewhere."""
    roles = {role for role in table(day).roles if Scope.INSIDE in table(day).scopes(role, ISSUES)}
    holding = {
        key: posts for key, posts in every.items() if any(post.role in roles for post in posts)
    }
    people = Person.objects.filter(pk__in=list(holding), is_active=True)
    return [actor_of(person, holding[person.pk], tree) for person in people]


def _depth(by: Actor, person: Person, posts: Sequence[Post], tree: Map, day: date) -> int:
    """How far down the tree the post stands by which `by` may issue a code; -1: he may not."""
    depths = [
        len(post.place_range)
        for post in by.posts
        if post.in_force(day) and may_issue(by.wearing(post.reference), person, posts, tree, day)
    ]
    return max(depths, default=-1)


def _wish(wish: CodeWish, actor: Actor) -> Need:
    return Need(
        subject=wish.person.reference,
        kind="people.code",
        sentence=WISHES.code,
        values=(("name", wish.person.name),),
        owner=actor.person,
        due=None,
        since=wish.asked_on,
        link=f"/nguoi/{wish.person_id}",
    )


def _second(actor: Actor, day: date) -> Need:
    return Need(
        subject="administrators",
        kind="people.second",
        sentence=SECOND.code,
        values=(),
        owner=actor.person,
        due=None,
        since=day,
        link="/nguoi",
    )
