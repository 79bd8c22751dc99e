"""The page on which the office of a place sets what is its own to set."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vedich.apps.desk.office.forms import BOX, due_lines, read, shown, typed
from vedich.apps.notices.mail import ready
from vedich.apps.notices.runs import book
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.places.offices import WRITES, office_of, set_office
from vedich.apps.places.queries import Spot, on
from vedich.core.errors import Refused
from vedich.core.permits import Locus
from vedich.rulebook.permits import may, require


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def settings(visit: Visit) -> HttpResponse:
    """What is set now; changed by one form."""
    spot = _place(visit)
    values = office_of(spot.id)
    boxes = shown(values)
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        boxes = typed(visit.POST, values)
        wanted, errors = read(boxes, values, visit.language)
        if wanted is not None:
            try:
                set_office(
                    place=spot.id,
                    to=wanted,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("/van-phong?da=1")
            except Refused as refused:
                errors = [(BOX.get(refused.code, ""), refused.say(visit.language))]
    page = {
        "place": spot.say(visit.language),
        "typed": boxes,
        "dues": due_lines(visit.day, visit.language),
        "errors": errors,
        "wrong": dict(errors),
        "runs": book(),
        "mail": ready(),
        "sample": visit.sample,
        "saved": "da" in visit.GET,
        "key": page_key(visit),
    }
    return render(visit, "office/page.html", page, status=400 if errors else 200)


def _place(visit: Visit) -> Spot:
    """The highest place whose office the visitor may change. Raises NotPermitted."""
    tree = on(visit.day)
    for root in tree.roots():
        for spot in tree.below(root.id):
            if may(visit.actor, WRITES, Locus(spot.path), on=visit.day):
                return spot
    roots = tree.roots()
    require(visit.actor, WRITES, Locus(roots[0].path if roots else ()), on=visit.day)
    return roots[0]
