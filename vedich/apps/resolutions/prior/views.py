"""The page that takes last year from one Excel sheet, and shows it as reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, new_key
from vedich.apps.places.queries import Spot, on
from vedich.apps.resolutions.drafting import places_to_draft
from vedich.apps.resolutions.prior.actions import (
    DRAFT,
    NOT_A_YEAR,
    UNCLEAR,
    keep_prior,
    take_back_prior,
)
from vedich.apps.resolutions.prior.queries import priors
from vedich.core.errors import Refused
from vedich.formats.sheets.pasted import as_text, of_file, of_text
from vedich.formats.sheets.plans import PlanLine, read_plan


_MOST: Final = 600
_BOX: Final = {"prior.not_a_year": "nam"}


@require_http_methods(["GET", "HEAD", "POST"])
@door(DRAFT)
def page(visit: Visit) -> HttpResponse:
    """Paste, look, take; and what was taken, with a way back."""
    places = places_to_draft(visit.actor, visit.day)
    tree = on(visit.day)
    if not places:
        visit.require(DRAFT, tree.roots()[0].path if tree.roots() else ())
    spot = _place(visit, places)
    year, text = visit.POST.get("nam", str(visit.day.year - 1))[:10], ""
    lines: list[PlanLine] = []
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            if visit.POST.get("verb") == "back":
                number = visit.POST.get("prior", "")
                take_back_prior(
                    prior=int(number) if number.isdigit() and len(number) < 10 else 0,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("/nq/nam-truoc?da=rut")
            file = visit.FILES.get("tep")
            name = (file.name or "") if file is not None else ""
            text = visit.POST.get("dan", "")
            if file is not None:
                text = as_text(of_file(file.read(), name, _MOST))
            lines = list(read_plan(of_text(text, _MOST)))
            number_of_year = _year(year)
            if visit.POST.get("verb") == "take":
                keep_prior(
                    place=spot.id,
                    year=number_of_year,
                    lines=lines,
                    source=visit.POST.get("nguon", ""),
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("/nq/nam-truoc?da=nhan")
        except Refused as refused:
            errors = [(_BOX.get(refused.code, "dan"), refused.say(visit.language))]
    unclear = sum(line.met is None for line in lines)
    shown = {
        "places": [(one.code, one.say(visit.language)) for one in places],
        "place": spot,
        "year": year,
        "text": text,
        "lines": lines,
        "met": sum(bool(line.met) for line in lines),
        "differ": sum(line.differs for line in lines),
        "unclear": unclear,
        "unclear_said": UNCLEAR.say(visit.language, {"count": unclear}) if unclear else "",
        "source": visit.POST.get("nguon", "")[:200],
        "kept": priors([one.id for one in places]),
        "saved": visit.GET.get("da", ""),
        "errors": errors,
        "wrong": dict(errors),
        "key": new_key(),
    }
    return render(visit, "resolutions/prior.html", shown, status=400 if errors else 200)


def _place(visit: Visit, places: Sequence[Spot]) -> Spot:
    code = visit.POST.get("noi", "")
    return next((one for one in places if one.code == code), places[0])


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NOT_A_YEAR.refuse(value=text)
    return int(text)
