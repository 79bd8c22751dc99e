"""People as search shows them: name and post, never a telephone number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.apps.search.actions import Entry, drop, put


def post_entries(posts: Iterable[Post], tree: Map) -> Iterable[Entry]:
    """A row for each post that is held, with its person; it opens the tasks of the post."""
    for post in posts:
        if post.place_id in tree:
            yield Entry(
                reference=post.reference,
                kind="person",
                title=post.person.name,
                more=post.title,
                more_en=post.title_en,
                address=f"/dau-viec?nguoi={post.pk}",
                path=tree[post.place_id].path,
                keys=(post.title, post.title_en),
            )


def held(day: date) -> Iterable[Post]:
    """Posts that are held on the day by people who may sign in."""
    open_ended = Q(held_until__isnull=True) | Q(held_until__gt=day)
    rows = Post.objects.filter(open_ended, held_from__lte=day, person__is_active=True)
    return rows.select_related("person").order_by("pk")


def index_posts(posts: Iterable[Post], day: date) -> None:
    """Make the rows of these posts anew, with their people; what is over is not found any more."""
    stands: list[Post] = []
    over: list[str] = []
    for post in posts:
        ended = post.held_until is not None and post.held_until <= day
        if ended or not post.person.is_active:
            over.append(post.reference)
        else:
            stands.append(post)
    drop(over)
    put(post_entries(stands, on(day)))
