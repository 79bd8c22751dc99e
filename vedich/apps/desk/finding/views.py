"""The page of a search, and the piece of it that is shown while typing (UX §8)."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.apps.places.queries import on
from vedich.apps.resolutions import queries as resolutions
from vedich.apps.search.queries import Answer, find, nearest


LONGEST: Final = 200
QUICK: Final = 4
"""Rows of each kind shown while typing."""


@require_safe
@door(SIGNED_IN)
def page(visit: Visit) -> HttpResponse:
    """What ?q= finds, by kind; where nothing is found, words that would."""
    asked = visit.GET.get("q", "").strip()[:LONGEST]
    answer = _find(visit, asked, shown=20)
    other = ""
    if asked and not answer.count:
        other = nearest(asked, actor=visit.actor, on=visit.day, language=visit.language)
    return render(visit, "search/page.html", {"answer": answer, "other": other})


@require_safe
@door(SIGNED_IN)
def quick(visit: Visit) -> HttpResponse:
    """The same while typing: a list without a frame."""
    asked = visit.GET.get("q", "").strip()[:LONGEST]
    return render(visit, "search/quick.html", {"answer": _find(visit, asked, shown=QUICK)})


def _find(visit: Visit, asked: str, *, shown: int) -> Answer:
    return find(asked, actor=visit.actor, on=visit.day, language=visit.language, shown=shown)


@require_safe
@door("figures.view")
def place(visit: Visit, code: str) -> HttpResponse:
    """A place by its code: the scorecard of the resolution in force, seen there."""
    spot = on(visit.day).by_code(code)
    chosen = resolutions.default(visit.actor, visit.day)
    if spot is None or chosen is None:
        raise Http404
    visit.require("figures.view", spot.path)
    return redirect(f"/nq/{chosen}/chi-tieu?noi={code}")
