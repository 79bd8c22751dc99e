"""Whose task it is: who holds it, who may see it, where its pages change (R14, R34)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.models import Task, TaskPlace
from vedich.apps.tasks.refusals import NOBODY_HOLDS, NOT_A_POST, NOT_HOLDER, UNKNOWN
from vedich.core.permits import Actor, Locus, Path, Scope
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require, table


SEES: Final = "tasks.view"
GIVES: Final = "tasks.give"
REPORTS: Final = "tasks.report"
REPORTS_FOR: Final = "tasks.report_for"


def path_of(task: Task, tree: Map) -> Path:
    """Where the task was given. A place that no longer stands gives the empty path."""
    return tree[task.place_id].path if task.place_id in tree else ()


def paths_of(task: Task, tree: Map) -> Sequence[Path]:
    """Where its work lies: the pages of these places change with it."""
    keys = TaskPlace.objects.filter(task=task).order_by("pk").values_list("place_id", flat=True)
    return [tree[key].path for key in keys if key in tree]


def locked(task: int) -> Task:
    """The task, held until the transaction ends. Raises Refused (``task.unknown``)."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("accountable")
    found = rows.filter(pk=task).first()
    if found is None:
        raise UNKNOWN.refuse(value=task)
    return found


def post_on(post: int, day: date) -> Post:
    """A post that is held on that day. Raises Refused (``task.not_a_post``)."""
    held = Q(held_until__isnull=True) | Q(held_until__gt=day)
    row = Post.objects.filter(held, pk=post, held_from__lte=day).select_related("person").first()
    if row is None:
        raise NOT_A_POST.refuse(value=post)
    return row


def own_posts(actor: Actor, day: date) -> frozenset[int]:
    """Keys of the posts the actor wears on the day."""
    return frozenset(
        int(post.reference.removeprefix("post:")) for post in actor.posts if post.in_force(day)
    )


def stands_in_for(actor: Actor, day: date) -> frozenset[int]:
    """Keys of his own posts and of those lent to him: what he answers for today (R14)."""
    own = own_posts(actor, day)
    lent = [post for post in actor.posts if post.in_force(day) and post.delegated_by]
    if not lent:
        return own
    givers = [(post.delegated_by or "").removeprefix("person:") for post in lent]
    held = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(
        held,
        person__in=[int(key) for key in givers if key.isdigit()],
        role__in=[post.role for post in lent],
        held_from__lte=day,
        lent_by__isnull=True,
    )
    return own | set(rows.values_list("pk", flat=True))


def holds(actor: Actor, task: Task, day: date) -> bool:
    """Whether the actor answers for the task: himself, or in somebody's place."""
    if task.accountable is None:
        return False
    return task.accountable_id in stands_in_for(actor, day)


def reporter(by: Actor, task: Task, tree: Map, day: date) -> tuple[CorePost, str]:
    """(the post he acts under, the post he writes for or “”): the holder, or the office for him.

    Raises Refused (``task.nobody_holds``, ``task.not_holder``), NotPermitted.
    """
    if task.accountable is None:
        raise NOBODY_HOLDS.refuse(value=task.title)
    if holds(by, task, day):
        wearing = [post for post in by.posts if post.in_force(day)]
        own = [post for post in wearing if post.reference == _reference(task)]
        return (own or [post for post in wearing if post.delegated_by] or wearing)[0], ""
    for path in (path_of(task, tree), *paths_of(task, tree)):
        decision = may(by, REPORTS_FOR, Locus(path), on=day)
        if decision:
            return decision.require(), _reference(task)
    raise NOT_HOLDER.refuse(value=task.title)


def _reference(task: Task) -> str:
    return f"post:{task.accountable_id}" if task.accountable_id else ""


def giver(by: Actor, task: Task, tree: Map, day: date) -> CorePost:
    """The post under which `by` may give, change and accept this task. Raises NotPermitted."""
    return require(by, GIVES, Locus(path_of(task, tree), task.field or None), on=day)


def may_give(by: Actor, task: Task, tree: Map, day: date) -> bool:
    """Whether `by` may give, change and accept this task."""
    return bool(may(by, GIVES, Locus(path_of(task, tree), task.field or None), on=day))


# -- who sees what ---------------------------------------------------------------------------------


def visible(actor: Actor, day: date) -> QuerySet[Task]:
    """The tasks the actor may see: where a post of his may, where the work lies there, his own."""
    scopes = _scopes(actor, day)
    if sees_all(actor, day):
        return Task.objects.all()
    inside = places_of((post for post, scope in scopes if Scope.INSIDE in scope), on(day))
    lies = TaskPlace.objects.filter(task=OuterRef("pk"), place__in=inside)
    own = Q(accountable__in=stands_in_for(actor, day))
    return Task.objects.filter(Q(place__in=inside) | Exists(lies) | own)


def sees_all(actor: Actor, day: date) -> bool:
    """Whether the actor may see the tasks of every place."""
    return any(Scope.OUTSIDE in scope for _, scope in _scopes(actor, day))


def _scopes(actor: Actor, day: date) -> Sequence[tuple[CorePost, Collection[Scope]]]:
    rights = table(day)
    held = (post for post in actor.posts if post.in_force(day))
    return [(post, rights.scopes(post.role, SEES)) for post in held]


def sees(actor: Actor, task: Task, day: date) -> bool:
    """Whether the actor may see this task."""
    return visible(actor, day).filter(pk=task.pk).exists()


def places_of(posts: Iterable[CorePost], tree: Map) -> Sequence[int]:
    """Keys of all places at or below those of the posts; an organ's post reaches its own place."""
    found: set[int] = set()
    for post in posts:
        path = [step for step in post.place_range if not step.startswith("body:")]
        spot = tree.by_code(path[-1].partition("@")[0]) if path else None
        if spot:
            found |= {one.id for one in tree.below(spot.id)}
    return sorted(found)
