"""Who may take a post that somebody lends, and what is lent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from vedich.apps.people.models import Post
from vedich.apps.people.queries import holders, say_days
from vedich.core.errors import Language
from vedich.core.vietnamese import sort_key


@dataclass(frozen=True, slots=True)
class Lent:
    """A post that is lent, or will be: “1–15/7/2022”."""

    id: int
    to: str
    title: str
    days: str


def may_take(person: int, day: date) -> list[tuple[int, str]]:
    """People who hold a post of their own where `person` holds one: (key, name and title)."""
    lines = [line for line in holders(day).values() if not line.lent_by]
    places = {line.place for line in lines if line.person == person}
    found: dict[int, str] = {}
    for line in lines:
        if line.person != person and line.place in places:
            found.setdefault(line.person, f"{line.name}, {line.title}")
    return sorted(found.items(), key=lambda one: sort_key(one[1]))


def lent_by(person: int, day: date, language: Language) -> Sequence[Lent]:
    """What the person has lent and not got back yet, the first to begin first."""
    rows = Post.objects.filter(lent_by=person, held_until__gt=day).select_related("person")
    return [
        Lent(
            post.pk,
            post.person.name,
            post.title if language == "vi" else post.title_en or post.title,
            say_days(post.held_from, post.held_until),
        )
        for post in rows.exclude(held_until=F("held_from")).order_by("held_from", "pk")
    ]
