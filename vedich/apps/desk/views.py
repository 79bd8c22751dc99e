"""The home page, its button that opens periods, and the two that only a sample has."""

from __future__ import annotations

from random import Random

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from vedich.apps.desk import actions
from vedich.apps.desk.opening import top
from vedich.apps.desk.queries import home as home_of
from vedich.apps.people.doors import ANYBODY, SIGNED_IN, Visit, door, kept


SEED = 2022


@require_safe
@kept()
@door(SIGNED_IN)
def home(visit: Visit) -> HttpResponse:
    """What needs the visitor, and how the year stands."""
    found = home_of(visit.actor, visit.day, visit.language)
    visit.needs = found.needs
    page = "desk/large.html" if found.large else "desk/home.html"
    return render(visit, page, {"home": found, "card": found.card})


@require_POST
@door("returns.open")
def open_periods(visit: Visit) -> HttpResponse:
    """Open the periods that are due to be opened; sent twice, the second finds none."""
    visit.require("returns.open", top(visit.day))
    actions.open_due(by=visit.actor, at=visit.at, on_day=visit.day)
    return redirect("desk:home")


@require_POST
@door(ANYBODY)
def move_day(visit: Visit) -> HttpResponse:
    """The sample's next day; sent twice, it moves once."""
    if not visit.sample:
        raise Http404
    # the day the page meant stands in the form: a second press asks for a day that is here
    if visit.POST.get("ngay", "") > visit.day.isoformat():
        by = visit.actor if visit.person else None
        actions.move_day(by=by, at=visit.at, on_day=visit.day)
    return redirect("people:demo")


@require_POST
@door(ANYBODY)
def rebuild(visit: Visit) -> HttpResponse:
    """The sample as on its first day; everybody is signed out by it."""
    if not visit.sample:
        raise Http404
    actions.rebuild_sample(chance=Random(SEED), step=lambda doing, done, steps: None)
    visit.session.flush()
    return redirect("people:demo")
