"""What the form of a task offers: people, places, targets, bodies, indicators.

Each is one question to the database, however many rows there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.offices import office_above
from vedich.apps.places.queries import Spot, on
from vedich.apps.resolutions.models import State, Target
from vedich.core.errors import Language
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import sort_key
from vedich.rulebook.permits import may, table


GIVES: Final = "tasks.give"
REPORTS: Final = "tasks.report"
CHECKS: Final = "checks.do"

Option = tuple[str, str]
Grouped = tuple[str, Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists of the form. `posts` and `bodies` come by place, the giving place first."""

    place: Spot
    givers: Sequence[Option]
    posts: Sequence[Grouped]
    places: Sequence[Option]
    targets: Sequence[Option]
    bodies: Sequence[Grouped]
    fields: Sequence[str]
    indicators: Sequence[Option]


def giving_places(actor: Actor, day: date) -> Sequence[Spot]:
    """The places whose office the actor may give tasks for: those of his posts, each once."""
    tree = on(day)
    known = {spot.reference: spot for spot in tree}
    found: dict[int, Spot] = {}
    for post in actor.posts:
        here = next((known[one] for one in reversed(post.place_range) if one in known), None)
        # who holds some fields gives in those
        fields: Sequence[str | None] = [None] if post.fields is None else sorted(post.fields)
        if here is None or not post.in_force(day):
            continue
        if any(may(actor, GIVES, Locus(here.path, one), on=day) for one in fields):
            found[here.id] = here
    return list(found.values())


def choices(place: Spot, actor: Actor, day: date, language: Language) -> Choices:
    """Everything the form offers for a task given at `place`."""
    tree = on(day)
    near = [place, *tree.children(place.id)]
    aims = _targets(place)
    return Choices(
        place=place,
        givers=[(str(one.id), one.say(language)) for one in giving_places(actor, day)],
        posts=holders(near, day, language, REPORTS),
        places=[(str(one.id), one.say(language)) for one in near[1:]],
        targets=[(str(row.pk), _aim(row, language)) for row in aims],
        bodies=_bodies(near, day, language),
        fields=_fields(place, aims, day),
        indicators=_indicators(aims, language),
    )


def _fields(place: Spot, aims: Sequence[Target], day: date) -> Sequence[str]:
    """The office's own fields in its order, then those of targets that it does not name."""
    own = office_above(place.id, day).fields
    others = {row.field for row in aims if row.field} - set(own)
    return [*own, *sorted(others, key=sort_key)]


def holders(
    near: Sequence[Spot], day: date, language: Language, operation: str
) -> Sequence[Grouped]:
    """Posts in force on `day` at these places whose role may do `operation`, by place."""
    roles = [role for role in table(day).roles if table(day).scopes(role, operation)]
    rows: dict[int, list[Post]] = defaultdict(list)
    for post in held_on(day).filter(role__in=roles, place__in=[one.id for one in near]):
        rows[post.place_id].append(post)
    return [
        (spot.say(language), [(str(post.pk), named(post, language)) for post in rows[spot.id]])
        for spot in near
        if spot.id in rows
    ]


def held_on(day: date) -> QuerySet[Post]:
    """The posts in force on `day`, as they were entered: nobody is ranked (R17)."""
    ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    return Post.objects.filter(ended, held_from__lte=day).select_related("person").order_by("pk")


def named(post: Post, language: Language) -> str:
    """“Võ Hoàng Nam · Phó Chủ tịch”."""
    title = post.title if language == "vi" else post.title_en or post.title
    return f"{post.person.name} · {title}"


def _targets(place: Spot) -> Sequence[Target]:
    # those of the place itself and of the places above it are served from here
    rows = Target.objects.filter(resolution__state=State.ADOPTED, resolution__place__in=place.ids)
    found = rows.select_related("indicator", "resolution")
    return list(found.order_by("-resolution__first", "resolution_id", "number"))


def _aim(row: Target, language: Language) -> str:
    name = row.name if language == "vi" else row.name_en or row.name
    return f"{row.number}. {name} ({row.resolution.period})"


def _bodies(near: Sequence[Spot], day: date, language: Language) -> Sequence[Grouped]:
    ended = Q(until__isnull=True) | Q(until__gt=day)
    rows: dict[int, list[Body]] = defaultdict(list)
    for body in Body.objects.filter(ended, start__lte=day, place__in=[one.id for one in near]):
        rows[body.place_id].append(body)
    return [
        (spot.say(language), _named(rows[spot.id], language)) for spot in near if spot.id in rows
    ]


def _named(bodies: Iterable[Body], language: Language) -> Sequence[Option]:
    names: Mapping[int, str] = {
        one.pk: one.name if language == "vi" else one.name_en or one.name for one in bodies
    }
    return sorted(((str(pk), name) for pk, name in names.items()), key=lambda one: sort_key(one[1]))


def _indicators(aims: Sequence[Target], language: Language) -> Sequence[Option]:
    found = {row.indicator_id: row.indicator for row in aims}
    return [
        (str(pk), f"{one.name if language == 'vi' else one.name_en or one.name} ({one.unit})")
        for pk, one in found.items()
    ]
