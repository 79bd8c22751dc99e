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
from vedich.core.errors import Message, Refused
from vedich.formats.sheets.pasted import as_text, of_file, of_text
from vedich.formats.sheets.plans import PlanLine, read_plan


_MOST: Final = 600
_LONGEST_KEY: Final = 9
_BOX: Final = {"prior.not_a_year": "nam", "plan.other_year": "nam", "prior.no_place": "noi"}
NO_PLACE: Final = Message(
    code="prior.no_place",
    vi="“{value}” không phải nơi đồng chí được soạn nghị quyết. Hãy chọn trong danh sách.",
    en="“{value}” is no place for which you may draft. Choose one of the list.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@door(DRAFT)
def page(visit: Visit) -> HttpResponse:
    """Paste, look, take; and what was taken, with a way back."""
    places = places_to_draft(visit.actor, visit.day)
    tree = on(visit.day)
    if not places:
        visit.require(DRAFT, tree.roots()[0].path if tree.roots() else ())
    spot = places[0]
    year, text = visit.POST.get("nam", str(visit.day.year - 1))[:10], ""
    lines: list[PlanLine] = []
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            if visit.POST.get("verb") == "back":
                take_back_prior(
                    prior=_key(visit.POST.get("prior", "")),
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("/nq/nam-truoc?da=rut")
            file = visit.FILES.get("tep")
            name = (file.name or "") if file is not None else ""
            text = visit.POST.get("dan", "")
            spot = _place(visit, places)
            if file is not None:
                text = as_text(of_file(file.read(), name, _MOST))
            number_of_year = _year(year)
            lines = list(read_plan(of_text(text, _MOST), number_of_year))
            # a file that was chosen after looking has not been looked at: it is shown, not written
            if visit.POST.get("verb") == "take" and file is None:
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
        "fraction": sum(line.fraction for line in lines),
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
    for one in places:
        if code in ("", one.code):
            return one
    raise NO_PLACE.refuse(value=code[:40])


def _key(text: str) -> int:
    """The key a form names; 0, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_KEY else 0


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NOT_A_YEAR.refuse(value=text)
    return int(text)
