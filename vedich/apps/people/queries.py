"""Who somebody is on a day: the actor of an action, and the names behind references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vedich.apps.people.models import Person, Post
from vedich.apps.places.queries import Map, on
from vedich.core.errors import Language
from vedich.core.permits import Actor, Path
from vedich.core.permits import Post as CorePost


def posts_of(person: Person) -> Sequence[Post]:
    """Every post the person ever held, the latest first."""
    held = Post.objects.filter(person=person).select_related("body", "lent_by")
    return list(held.order_by("-held_from", "-pk"))


def actor(person: Person, day: date) -> Actor:
    """The person with all posts, their places as the tree of `day` has them (R34)."""
    return actor_of(person, posts_of(person), on(day))


def actor_of(person: Person, posts: Iterable[Post], tree: Map) -> Actor:
    """As `actor`, from posts already read. A post whose place does not stand is left out."""
    return Actor(
        person.reference,
        tuple(core_post(post, tree) for post in posts if post.place_id in tree),
    )


def core_post(post: Post, tree: Map) -> CorePost:
    """The post as a core value; an organ's post reaches the organ, not its whole place."""
    return CorePost(
        reference=post.reference,
        role=post.role,
        place_range=_range(post, tree),
        held_from=post.held_from,
        held_until=post.held_until,
        fields=None if post.fields is None else frozenset(post.fields),
        delegated_by=post.lent_by.reference if post.lent_by else None,
    )


def _range(post: Post, tree: Map) -> Path:
    path = tree[post.place_id].path
    return (*path, post.body.reference) if post.body and post.body.inner else path


def names(references: Iterable[str], language: Language) -> Mapping[str, str]:
    """Names for references of people and posts (“person:3”, “post:8”), for sentences on pages."""
    people: set[int] = set()
    posts: set[int] = set()
    for reference in references:
        kind, _, number = reference.partition(":")
        if number.isdigit() and kind in ("person", "post"):
            (people if kind == "person" else posts).add(int(number))
    found = {f"person:{pk}": name for pk, name in _people(people)}
    for post in Post.objects.filter(pk__in=posts).select_related("lent_by"):
        found[post.reference] = say_post(post, language)
    return found


def say_post(post: Post, language: Language) -> str:
    """The title of a post; one that is lent says who lent it (R14)."""
    title = post.title if language == "vi" else post.title_en or post.title
    if post.lent_by is None:
        return title
    lent = "do {name} ủy quyền" if language == "vi" else "lent by {name}"
    return f"{title} ({lent.format(name=post.lent_by.name)})"


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


def _people(keys: set[int]) -> Iterable[tuple[int, str]]:
    return Person.objects.filter(pk__in=keys).values_list("pk", "name") if keys else ()
