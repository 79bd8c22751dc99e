"""Pages of help: of one screen, the signs, the guides to print."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vedich.apps.desk.help.catalogue import GUIDES, HELP
from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.apps.places.offices import phone_above
from vedich.apps.places.queries import on


@require_safe
@door(SIGNED_IN)
def index(visit: Visit) -> HttpResponse:
    """All there is to read."""
    return render(visit, "help/index.html", {"help": HELP, "guides": GUIDES})


@require_safe
@door(SIGNED_IN)
def signs(visit: Visit) -> HttpResponse:
    """What marks, colours and hatching mean."""
    return render(visit, "help/signs.html", {})


@require_safe
@door(SIGNED_IN)
def screen(visit: Visit, key: str) -> HttpResponse:
    """One screen: what it is, what to do, whom to ask."""
    if key not in HELP:
        raise Http404
    shown = {"help": HELP[key], "guides": GUIDES, "phone": _phone(visit)}
    return render(visit, "help/screen.html", shown)


def _phone(visit: Visit) -> str:
    """The number of the nearest office at or above the visitor's own place, if one is given."""
    tree = on(visit.day)
    for post in visit.actor.posts:
        path = [step for step in post.place_range if not step.startswith("body:")]
        spot = tree.by_code(path[-1].partition("@")[0]) if path else None
        if spot and post.in_force(visit.day):
            return phone_above(spot.ids)
    return ""


@require_safe
@door(SIGNED_IN)
def guide(visit: Visit, key: str) -> HttpResponse:
    """A page to print for one kind of person."""
    if key not in GUIDES:
        raise Http404
    return render(visit, "help/guide.html", {"guide": GUIDES[key]})
