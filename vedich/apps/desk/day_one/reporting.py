"""Who reports which figure and when, and where nobody would send it (step 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.people.queries import range_of
from vedich.apps.people.rights import held_or_to_come
from vedich.apps.places.models import Body
from vedich.apps.places.queries import body_path, on
from vedich.apps.resolutions.models import Resolution
from vedich.apps.resolutions.reporters import asked_bodies
from vedich.apps.returns.hands import SEND, due_of
from vedich.core.errors import Language
from vedich.core.periods import Length, Period
from vedich.core.permits import Scope
from vedich.rulebook.permits import table
from vedich.rulebook.places.levels import body_versions


@dataclass(frozen=True, slots=True)
class Line:
    """One target: who is asked for its figures, as (name, count); `silent` have no sender."""

    number: int
    name: str
    who: tuple[tuple[str, int], ...]
    silent: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A body that owes figures and has nobody to send them."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Everything step 7 shows. `month` is the next period, `due` its last day in time."""

    lines: tuple[Line, ...]
    silent: tuple[Silent, ...]
    bodies: int
    month: Period
    due: date


def duties(row: Resolution, day: date, language: Language) -> Duties:
    """Who reports what, of a resolution in force or still a draft."""
    asked = asked_bodies(row.place_id, day)
    senders = _senders(day)
    tree = on(day)
    kinds = {one.code: one.name for one in body_versions().at(day) or ()}
    lines, owing, mute = [], {}, {}
    for target in row.targets.select_related("indicator").order_by("number"):
        bodies = asked.chosen(target.reporters)
        groups: dict[str, int] = {}
        for body in bodies:
            kind = kinds.get(body.kind)
            said = body.name if body.inner or kind is None else kind.say(language)
            groups[said] = groups.get(said, 0) + 1
        silent = [body for body in bodies if body_path(body, tree) not in senders]
        owing.update({body.pk: body for body in bodies})
        mute.update({body.pk: body for body in silent})
        name = target.name if language == "vi" else target.name_en or target.name
        lines.append(Line(target.number, name, tuple(groups.items()), len(silent)))
    month = Period.of(day, Length.MONTH)
    found = tuple(Silent(body.name, tree[body.place_id].say(language)) for body in mute.values())
    return Duties(tuple(lines), found, len(owing), month, due_of(month, row.place_id))


def without_sender(row: Resolution, day: date) -> Sequence[Body]:
    """The bodies that a resolution asks for figures and that nobody's post sends for."""
    asked = asked_bodies(row.place_id, day)
    wanted = {name for target in row.targets.only("reporters") for name in target.reporters}
    tree, senders = on(day), _senders(day)
    return [body for body in asked.chosen(wanted) if body_path(body, tree) not in senders]


def _senders(day: date) -> frozenset[tuple[str, ...]]:
    """The places and organs whose own return somebody's post sends."""
    rights, tree = table(day), on(day)
    roles = {role for role in rights.roles if Scope.INSIDE in rights.scopes(role, SEND)}
    return frozenset(
        range_of(post, tree)
        for posts in held_or_to_come(None, day).values()
        for post in posts
        if post.role in roles and post.place_id in tree
    )
