"""The page on which the office of a place sets what is its own to set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vedich.apps.people.doors import Visit, door
from vedich.apps.places.offices import (
    BOUNDS,
    NOT_WITHIN,
    WRITES,
    OfficeValues,
    office_of,
    set_office,
)
from vedich.apps.places.queries import Spot, on
from vedich.apps.resolutions.form_keys import key_of, page_key
from vedich.core.errors import Refused
from vedich.core.permits import Locus
from vedich.rulebook.permits import may, require


_BOX: Final = {"office.not_a_phone": "phone", "office.thresholds": "at_risk"}
_LONGEST: Final = 4


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def settings(visit: Visit) -> HttpResponse:
    """What is set now; changed by one form."""
    spot = _place(visit)
    values = office_of(spot.id)
    typed = _shown(values)
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        typed = {name: visit.POST.get(name, "") for name in typed}
        wanted, errors = _read(visit, typed)
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
                errors = [(_BOX.get(refused.code, ""), refused.say(visit.language))]
    shown = {
        "place": spot.say(visit.language),
        "typed": typed,
        "errors": errors,
        "wrong": dict(errors),
        "saved": "da" in visit.GET,
        "key": page_key(visit),
    }
    return render(visit, "office/page.html", shown, status=400 if errors else 200)


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


def _shown(values: OfficeValues) -> Mapping[str, str]:
    return {
        "phone": values.phone,
        "fields": "\n".join(values.fields),
        **{name: str(getattr(values, name)) for name in BOUNDS},
    }


def _read(
    visit: Visit, typed: Mapping[str, str]
) -> tuple[OfficeValues | None, list[tuple[str, str]]]:
    numbers: dict[str, int] = {}
    errors = []
    for name, (low, high) in BOUNDS.items():
        text = typed[name].strip()
        if text.isdecimal() and len(text) <= _LONGEST and low <= int(text) <= high:
            numbers[name] = int(text)
        else:
            refused = NOT_WITHIN.refuse(value=text, low=low, high=high)
            errors.append((name, refused.say(visit.language)))
    if errors:
        return None, errors
    fields = tuple(typed["fields"].splitlines())
    return OfficeValues(phone=typed["phone"], fields=fields, **numbers), []
