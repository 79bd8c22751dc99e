"""Pages for what goes wrong (UX §7): what, when, what to do; never “an error occurred”.

A want of a right says whose it is and whom to ask; a refusal says its own sentence; the rest names
the time and a code that leads to the server's log.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vedich.apps.people.doors import Visit
from vedich.apps.people.models import Post
from vedich.apps.people.queries import names
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.core.errors import Refused
from vedich.core.permits import Name, NotPermitted
from vedich.rulebook.permits import table
from vedich.web.translation import speaking


Respond = Callable[[HttpRequest], HttpResponse]

MOST_NAMED: Final = 3
"""How many people the page “no access” names."""


class FaultMiddleware:
    """Turns what a view refuses into a page."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; in words where Django would leave it blank."""
        if _without_text(request):
            return odd(request)
        response = self.get_response(request)
        if response.status_code == 405 and request.method in ("GET", "HEAD"):
            # an address that only takes forms, opened again by itself
            page = missing(request)
            page.status_code, page.headers["Allow"] = 405, response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A page for a refusal; anything else is a defect and goes on to `broken`."""
        visit = cast("Visit", request)
        if isinstance(fault, NotPermitted):
            more = {"reason": sentence(fault, visit), "holders": holders(fault, visit)}
            return render(visit, "faults/no_access.html", more, status=403)
        if isinstance(fault, Refused):
            more = {"reason": sentence(fault, visit), "code": fault.code}
            return render(visit, "faults/refused.html", more, status=400)
        return None


def sentence(fault: Refused, visit: Visit) -> str:
    """What a refusal says, with names in place of references."""
    if isinstance(fault, NotPermitted):
        spoken = [part for parts in fault.decision.words.values() for part in parts]
        known = called((part for part in spoken if isinstance(part, str)), visit)
        return fault.decision.say(visit.language, known)
    known = called((one for one in fault.values.values() if isinstance(one, str)), visit)
    named = {
        gap: known.get(value, value) if isinstance(value, str) else value
        for gap, value in fault.values.items()
    }
    return fault.message.say(visit.language, named)


def called(references: Iterable[str], visit: Visit) -> Mapping[str, str]:
    """Names for references of people, posts, places and bodies, in the visit's language."""
    asked = set(references)
    found = dict(names(asked, visit.language))
    found |= {
        spot.reference: spot.say(visit.language)
        for spot in on(visit.day)
        if spot.reference in asked
    }
    codes = [one.removeprefix("body:") for one in asked if one.startswith("body:")]
    for body in Body.objects.filter(code__in=codes) if codes else ():
        found[body.reference] = body.name if visit.language == "vi" else body.name_en or body.name
    return found


def holders(fault: NotPermitted, visit: Visit) -> Sequence[tuple[str, str]]:
    """Who could be asked, at the place that owns it or above: (name, post), the nearest first."""
    words = fault.decision.words
    asked = {one for one in words.get("ask", ()) if isinstance(one, Name)}
    roles = [code for code, name in table(visit.day).roles.items() if name in asked]
    owners = {one for one in words.get("owner", ()) if isinstance(one, str)}
    places = {one for spot in on(visit.day) if spot.reference in owners for one in spot.ids}
    found = (
        Post.objects.filter(role__in=roles, place__in=places, held_from__lte=visit.day)
        .exclude(held_until__lte=visit.day)
        .select_related("person")
    )
    tree = on(visit.day)
    near = sorted(found, key=lambda post: (-len(tree[post.place_id].ids), post.pk))[:MOST_NAMED]
    vietnamese = visit.language == "vi"
    return [
        (post.person.name, post.title if vietnamese else post.title_en or post.title)
        for post in near
    ]


# -- pages without a view --------------------------------------------------------------------------


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is not there for this visitor."""
    return render(request, "faults/missing.html", {"address": request.path}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours, or of the machine: when it was, and the code that finds it in the log."""
    fault = secrets.token_hex(3)
    request.fault = fault  # type: ignore[attr-defined]
    return _plain(request, "faults/broken.html", 500, fault=fault)


def odd(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours makes: a strange host name, too many fields, a NUL."""
    return _plain(request, "faults/odd.html", 400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one opened before signing in again."""
    return _plain(request, "faults/forged.html", 403)


def not_made(request: HttpRequest) -> HttpResponse:
    """The database was never made: which command makes it."""
    return _plain(request, "faults/not_made.html", 503, folder=str(settings.DATA))


def down(request: HttpRequest) -> HttpResponse:
    """The database does not answer."""
    return _plain(request, "faults/down.html", 503)


def _without_text(request: HttpRequest) -> bool:
    # NUL stands in no text that a person can type, and PostgreSQL takes none that holds one
    boxes = [request.GET, request.POST] if request.method == "POST" else [request.GET]
    texts = [part for box in boxes for name, values in box.lists() for part in (name, *values)]
    return any("\0" in text for text in (request.path, *texts))


def _plain(request: HttpRequest, template: str, status: int, **more: object) -> HttpResponse:
    # These pages ask the database for nothing: it may be what is broken.
    with speaking(getattr(request, "language", "vi")):
        return render(request, template, more, status=status)
