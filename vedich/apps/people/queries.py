"""Who somebody is on a day: the actor of an action, and the names behind references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from vedich.apps.people.models import Person, Post
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Language
from vedich.core.permits import Actor, Path
from vedich.core.permits import Post as CorePost
from vedich.core.vietnamese import fold, sort_key, write_date


def posts_of(person: Person) -> Sequence[Post]:
    """Every post the person ever held, the latest first."""
    held = Post.objects.filter(person=person).select_related("body", "lent_by")
    return list(held.order_by("-held_from", "-pk"))


def actor(person: Person, day: date) -> Actor:
    """The person with all posts, their places as the tree of `day` has them (R34)."""
    return actor_of(person, posts_of(person), on(day))


def actor_of(person: Person, posts: Iterable[Post], tree: Map) -> Actor:
    """As `actor`, from posts already read. A post whose place does not stand is left out."""
    held = (post for post in posts if post.place_id in tree and post.held_until != post.held_from)
    return Actor(person.reference, tuple(core_post(post, tree) for post in held))


def core_post(post: Post, tree: Map) -> CorePost:
    """The post as a core value; an organ's post reaches the organ, not its whole place."""
    return CorePost(
        reference=post.reference,
        role=post.role,
        place_range=range_of(post, tree),
        held_from=post.held_from,
        held_until=post.held_until,
        fields=None if post.fields is None else frozenset(post.fields),
        delegated_by=post.lent_by.reference if post.lent_by else None,
    )


def range_of(post: Post, tree: Map) -> Path:
    """The path the post reaches: its place, or the organ of the place it belongs to."""
    path = tree[post.place_id].path
    return (*path, post.body.reference) if post.body and post.body.inner else path


def names(references: Iterable[str], language: Language) -> Mapping[str, str]:
    """Names for references of people and posts (“person:3”, “post:8”), for sentences on pages."""
    people: set[int] = set()
    posts: set[int] = set()
    for reference in references:
        kind, _, number = reference.partition(":")
        key = row_key(number)
        if key is not None and kind in ("person", "post"):
            (people if kind == "person" else posts).add(key)
    found = {f"person:{pk}": name for pk, name in _people(people)}
    for post in Post.objects.filter(pk__in=posts).select_related("lent_by"):
        found[post.reference] = say_post(post, language)
    return found


def say_post(post: Post, language: Language) -> str:
    """The title of a post; one that is lent says who lent it, and for which days (R14)."""
    title = post.title if language == "vi" else post.title_en or post.title
    if post.lent_by is None:
        return title
    days = say_days(post.held_from, post.held_until)
    lent = "do {name} ủy quyền {days}" if language == "vi" else "lent by {name}, {days}"
    return f"{title} ({lent.format(name=post.lent_by.name, days=days)})"


def say_days(start: date, until: date | None) -> str:
    """The days from `start` until before `until`: “1–15/7/2022”, “28/6–3/7/2022”, “1/7/2022–”."""
    if until is None:
        return f"{write_date(start)}–"
    last = max(start, until - timedelta(days=1))
    if last == start:
        return write_date(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{write_date(last)}"
    return f"{write_date(start, with_year=start.year != last.year)}–{write_date(last)}"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that is held, as lists need it. `lent_by` is a name, or blank."""

    id: int
    person: int
    name: str
    title: str
    title_en: str
    role: str
    place: int
    body: int | None
    fields: tuple[str, ...] | None
    lent_by: str

    @property
    def reference(self) -> str:
        """How the journal names the post."""
        return f"post:{self.id}"


def holders(day: date) -> Mapping[int, PostLine]:
    """Every post that is held on the day by somebody who may sign in, by key: one question."""
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, held_from__lte=day, person__is_active=True)
    return {
        post.pk: PostLine(
            post.pk,
            post.person_id,
            post.person.name,
            post.title,
            post.title_en,
            post.role,
            post.place_id,
            post.body_id,
            None if post.fields is None else tuple(post.fields),
            post.lent_by.name if post.lent_by else "",
        )
        for post in rows.select_related("person", "lent_by").order_by("pk")
    }


def find_people(
    words: str, day: date, *, places: Collection[int] | None = None, most: int = 20
) -> Sequence[PostLine]:
    """Posts held on the day whose holder and title hold all the words, by name.

    Without marks and case. `places` are the places (keys) the posts stand at; None: any. One
    question to the database.
    """
    wanted = fold(words).split()
    found = [
        line
        for line in holders(day).values()
        if (places is None or line.place in places)
        and all(word in fold(f"{line.name} {line.title} {line.title_en}") for word in wanted)
    ]
    return sorted(found, key=lambda line: (sort_key(line.name), line.id))[:most]


def _people(keys: set[int]) -> Iterable[tuple[int, str]]:
    return Person.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
