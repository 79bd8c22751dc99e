"""The page of the plan's health."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vedich.apps.desk.health.queries import SEES, health, place_of
from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import on


@require_safe
@kept()
@door(SEES)
def page(visit: Visit) -> HttpResponse:
    """The measures at the highest place the visitor may see, or at ?noi=."""
    tree = on(visit.day)
    asked = row_key(visit.GET.get("noi"))
    known = asked if asked is not None and asked in tree else None
    place = known or place_of(visit.actor, visit.day) or tree.roots()[0].id
    found = health(place, actor=visit.actor, day=visit.day, language=visit.language)
    return render(visit, "health/page.html", {"health": found})
