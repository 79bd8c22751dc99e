"""Scorecard, target and passport: each view asks one query, filters by the address, and renders."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.resolutions import queries
from vedich.apps.resolutions.passport import Passport
from vedich.apps.resolutions.queries import SEES
from vedich.apps.resolutions.scorecard import Filter, Scorecard, links, select
from vedich.apps.resolutions.sheets import passport_sheet, scorecard_sheet
from vedich.formats.sheets.table import XLSX, Sheet, as_csv, as_xlsx


@kept()
@door(SEES)
def scorecard(visit: Visit, resolution: int) -> HttpResponse:
    """The targets of a resolution, filtered by mui, linh-vuc, noi and tt."""
    chosen = Filter.of(visit.GET.dict())
    card = _card(visit, resolution, chosen)
    places = [spot for spot in card.below if visit.may("figures.view", spot.path)]
    shown = select(card, chosen)
    context = {
        "card": card,
        "shown": shown,
        "rows": shown.rows,
        "chosen": chosen,
        "base": visit.path,
        "links": links(card, chosen),
        "places": [(spot.code, spot.say(visit.language)) for spot in places],
    }
    return render(visit, "resolutions/scorecard.html", context)


@door(SEES)
def scorecard_csv(visit: Visit, resolution: int) -> HttpResponse:
    """The same rows for a program."""
    return _file(f"chi-tieu-{resolution}.csv", _sheet(visit, resolution), visit)


@door(SEES)
def scorecard_xlsx(visit: Visit, resolution: int) -> HttpResponse:
    """The same rows for Excel."""
    return _file(f"chi-tieu-{resolution}.xlsx", _sheet(visit, resolution), visit)


@kept()
@door(SEES)
def target(visit: Visit, resolution: int, number: int) -> HttpResponse:
    """One target."""
    page = queries.target_page(
        resolution, number, by=visit.actor, day=visit.day, language=visit.language
    )
    return render(visit, "resolutions/target.html", {"page": page, "row": page.row})


@kept()
@door(SEES)
def passport(visit: Visit, resolution: int, number: int) -> HttpResponse:
    """Why a number is so: ?noi=CODE&ky=2022-H1."""
    page = _passport(visit, resolution, number)
    return render(visit, "resolutions/passport.html", {"page": page, "row": page.row})


@door(SEES)
def passport_csv(visit: Visit, resolution: int, number: int) -> HttpResponse:
    """The rows that make it."""
    page = _passport(visit, resolution, number)
    sheet = passport_sheet(page, label=visit.label, language=visit.language)
    return _file(f"ho-chieu-{resolution}-{number}-{page.code}.csv", sheet, visit)


def _card(visit: Visit, resolution: int, chosen: Filter) -> Scorecard:
    return queries.scorecard_for(
        resolution, code=chosen.place, by=visit.actor, day=visit.day, language=visit.language
    )


def _sheet(visit: Visit, resolution: int) -> Sheet:
    chosen = Filter.of(visit.GET.dict())
    card = select(_card(visit, resolution, chosen), chosen)
    return scorecard_sheet(card, label=visit.label, language=visit.language)


def _passport(visit: Visit, resolution: int, number: int) -> Passport:
    return queries.passport(
        resolution,
        number,
        place=visit.GET.get("noi", ""),
        period=visit.GET.get("ky", ""),
        by=visit.actor,
        day=visit.day,
        language=visit.language,
    )


def _file(name: str, sheet: Sheet, visit: Visit) -> HttpResponse:
    csv = name.endswith(".csv")
    made = as_csv(sheet) if csv else as_xlsx(sheet, visit.language)
    kind = "text/csv; charset=utf-8" if csv else XLSX
    return HttpResponse(
        made,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
