"""Pages that need not be made again: 304 where the browser has them, else kept bytes (DESIGN §7).

A page marked `kept` (people.doors) follows from what its key holds and from nothing else:
what was written (the journal's head, or the version of one place and of the tree), the visitor
with all posts and the hat, the day, language, text size, the token of forms, the address, and this
very program. If any of these moves, the key moves, so a kept page is never stale. Pages that set a
cookie, or were not a plain 200, are not kept. All of them are private to the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from vedich import __version__
from vedich.apps.journal.memory import Memory
from vedich.apps.journal.models import EVERYWHERE, Line, PageVersion
from vedich.apps.people.doors import KEYS_COOKIE, Visit
from vedich.apps.places.queries import TREE
from vedich.core.permits import Actor


Respond = Callable[[HttpRequest], HttpResponse]
Kept = tuple[bytes, str]

KEY: Final = "_page_key"
COOKIES: Final = (settings.CSRF_COOKIE_NAME, KEYS_COOKIE)
"""Cookies that a page shows something of."""


shelf: Final = Memory[Kept]()
"""The last pages this process made."""


class PageCacheMiddleware:
    """Answers from the browser's or this process's copy before the view runs."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, marked as private; kept where it may be."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        key = getattr(request, KEY, None)
        if key and response.status_code == 200 and not response.cookies:
            response.headers["ETag"] = _tag(key)
            if not response.streaming and not _new_token(request):
                kind = response.headers.get("Content-Type", "text/html; charset=utf-8")
                shelf.put(key, (response.content, kind))
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        rest: list[object],
        more: dict[str, object],
    ) -> HttpResponse | None:
        """A 304 or the kept page, where nothing it follows from has moved."""
        of = getattr(view, "kept", None)
        visit = cast("Visit", request)
        if of is None or visit.person is None or visit.method not in ("GET", "HEAD"):
            return None
        if visit.restored or "lang" in visit.GET:
            return None
        key = page_key(visit, of(*rest, **more))
        setattr(request, KEY, key)
        if _tag(key) in visit.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        elif page := shelf.get(key):
            response = HttpResponse(page[0], content_type=page[1])
        else:
            return None
        response.headers["ETag"] = _tag(key)
        return response


def page_key(visit: Visit, place: str) -> str:
    """Everything a page of this visit follows from, in one digest."""
    person = visit.person
    held = (
        place,
        written(visit.state, place),
        rights(visit.actor),
        rights(visit.everything),
        person and (person.name, person.text_size),
        visit.day,
        visit.language,
        [visit.COOKIES.get(name, "") for name in COOKIES],
        visit.get_full_path(),
        visit.get_host(),
        program(),
    )
    return sha256(repr(held).encode()).hexdigest()


def rights(actor: Actor) -> tuple[object, ...]:
    """Who somebody is and what he holds, written the same way in every process."""
    return (
        actor.person,
        *(
            (post.reference, post.role, post.place_range, post.held_from, post.held_until)
            + (None if post.fields is None else tuple(sorted(post.fields)), post.delegated_by)
            for post in actor.posts
        ),
    )


def written(head: str, place: str) -> tuple[object, ...]:
    """What moves when something is written that the page may show.

    The head of the journal is unique to a history, so two databases that follow each other in one
    process (a sample made anew) never share a key; a place's version is taken with line 1 for that.
    """
    if place == EVERYWHERE:
        return (head,)
    numbers = PageVersion.objects.filter(place__in=[place, TREE]).order_by("place")
    first = Line.objects.filter(sequence=1).values_list("digest", flat=True).first()
    return (first, *numbers.values_list("place", "number"))


@cache
def program() -> str:
    """A digest of this program's own files: a new version keeps no page of the old one."""
    digest = sha256(__version__.encode())
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".po", ".yaml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _tag(key: str) -> str:
    return f'"{key[:32]}"'


def _new_token(request: HttpRequest) -> bool:
    # The token of forms was made just now: its cookie is set after us, so this key is not final.
    return bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
