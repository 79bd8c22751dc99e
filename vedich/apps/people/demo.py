"""Who may be tried in a sample, by place and post, for the page “choose a role” (shot 19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Language
from vedich.core.permits import Path
from vedich.rulebook.permits import table


LEVELS: Final = (1, 2, 3)
"""Steps below the root, the root first, of which a place is shown to begin with."""


@dataclass(frozen=True, slots=True)
class Played:
    """A person of the sample, under the first of his posts; `posts` says how many he holds."""

    id: int
    name: str
    title: str
    posts: int


_Ranked = tuple[tuple[int, int, int], Played]


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one place; `path` says where it stands."""

    name: str
    path: Path
    people: Sequence[Played]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody: a few groups to begin with, one for each level; then the other places."""

    first: Sequence[Group]
    others: Sequence[Group]


def cast(day: date, language: Language) -> Cast:
    """Everybody who holds a post on the day, once, at the highest place; places from the top."""
    tree, found = on(day), _held(day, language)
    groups = [
        Group(
            organ or _name(tree, place, language),
            tree[place].path,
            [played for _, played in sorted(found[place, organ], key=_rank)],
        )
        for place, organ in sorted(found, key=lambda at: (tree[at[0]].path, at[1]))
    ]
    first: list[Group] = []
    for depth in LEVELS:
        first += _fullest(groups, depth, first)
    return Cast(first, [group for group in groups if group not in first])


def _fullest(groups: Sequence[Group], depth: int, above: Sequence[Group]) -> Sequence[Group]:
    # of each level the place with the most people, where there is most to see, under the last one
    level = [group for group in groups if len(group.path) == depth]
    if above:
        path = above[-1].path
        level = [group for group in level if group.path[: len(path)] == path]
    return [max(level, key=lambda group: len(group.people))] if level else []


def _held(day: date, language: Language) -> dict[tuple[int, str], list[_Ranked]]:
    tree = on(day)
    roles = {role: number for number, role in enumerate(table(day).roles)}
    held: defaultdict[int, list[Post]] = defaultdict(list)
    rows = Post.objects.filter(held_from__lte=day, person__is_active=True)
    rows = rows.filter(Q(held_until=None) | Q(held_until__gt=day))
    for post in rows.select_related("person", "body"):
        if post.place_id in tree:
            held[post.person_id].append(post)

    def rank(post: Post) -> tuple[int, int, int]:
        return (len(tree[post.place_id].path), roles.get(post.role, len(roles)), post.pk)

    found: defaultdict[tuple[int, str], list[_Ranked]] = defaultdict(list)
    for person, posts in held.items():
        first = min(posts, key=rank)
        played = Played(
            person,
            first.person.name,
            first.title if language == "vi" else first.title_en or first.title,
            len(posts),
        )
        found[first.place_id, _organ(first, language)].append((rank(first), played))
    return found


def _name(tree: Map, place: int, language: Language) -> str:
    # hamlets of one name stand in many communes
    spot = tree[place]
    name = spot.say(language)
    if spot.parent is None or len(spot.ids) < LEVELS[-1]:
        return name
    return f"{name}, {tree[spot.parent].say(language)}"


def _organ(post: Post, language: Language) -> str:
    body = post.body
    if body is None or not body.inner:
        return ""
    return body.name if language == "vi" else body.name_en or body.name


def _rank(one: _Ranked) -> tuple[int, int, int]:
    return one[0]
