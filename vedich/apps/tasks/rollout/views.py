"""The board of a roll-out, the form of one body, the days, the table for Excel (UX 17)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.tasks.rollout import actions, forms, queries
from vedich.apps.tasks.rollout.queries import OFFICE, SEES, WRITES
from vedich.apps.tasks.rollout.shapes import Board
from vedich.apps.tasks.rollout.sheets import board_sheet
from vedich.core.errors import Refused
from vedich.core.permits import Locus
from vedich.formats.sheets.table import XLSX, as_xlsx
from vedich.rulebook.permits import require


# which box a refusal of the action speaks of
_BOX: Final = {"rollout.half": "number", "rollout.to_come": "met_on", "rollout.before": "met_on"}


@require_safe
@kept()
@door(SEES)
def newest(visit: Visit) -> HttpResponse:
    """The board of the newest resolution the visitor may see; a page that says so if none."""
    found = queries.choices(actor=visit.actor, day=visit.day, language=visit.language)
    if found:
        return redirect("tasks:rollout", found[0][0])
    return render(visit, "rollout/none.html", {})


@require_safe
@kept()
@door(SEES)
def board(visit: Visit, resolution: int) -> HttpResponse:
    """Who has met, who has issued a document, at ?noi=."""
    found = _board(visit, resolution)
    choices = queries.choices(actor=visit.actor, day=visit.day, language=visit.language)
    return render(visit, "rollout/board.html", {"board": found, "choices": choices})


@require_safe
@door(SEES)
def board_xlsx(visit: Visit, resolution: int) -> HttpResponse:
    """The same board for Excel."""
    found = _board(visit, resolution)
    sheet = board_sheet(found, label=visit.label, language=visit.language)
    name = f"trien-khai-{resolution}.xlsx"
    return HttpResponse(
        as_xlsx(sheet, visit.language),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def note(visit: Visit, resolution: int, body: int) -> HttpResponse:
    """What one body has done: its meeting, its document, what it handed in."""
    found = queries.noted(
        resolution, body, actor=visit.actor, day=visit.day, language=visit.language
    )
    typed = forms.shown(found)
    if visit.method == "POST":
        meant, typed = forms.read_note(visit.POST, visit.FILES)
        if meant is not None:
            try:
                actions.note(
                    resolution=resolution,
                    body=body,
                    met_on=meant.met_on,
                    number=meant.number,
                    issued_on=meant.issued_on,
                    paper=meant.paper,
                    handed=meant.handed,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect(f"/trien-khai/{resolution}?da={body}")
            except Refused as refused:
                box = _BOX.get(refused.code, "")
                typed = replace(typed, wrong=((box, refused),))
    return _form(visit, "rollout/note.html", typed, {"noted": found})


@require_http_methods(["GET", "HEAD", "POST"])
@door(OFFICE)
def dates(visit: Visit, resolution: int) -> HttpResponse:
    """By when everybody below must have done what."""
    of = queries.resolution_of(resolution)
    path = queries.tree_of(of, visit.day)[of.place_id].path
    require(visit.actor, OFFICE, Locus(path), on=visit.day)
    typed = forms.shown_dates(queries.dates_of(of))
    if visit.method == "POST":
        meant, typed = forms.read_dates(visit.POST)
        if meant is not None:
            actions.set_dates(
                resolution=resolution,
                dates=meant,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return redirect("tasks:rollout", resolution)
    title = queries.title_of(of, visit.language)
    return _form(visit, "rollout/dates.html", typed, {"resolution": of.pk, "title": title})


def _form(visit: Visit, template: str, typed: forms.Typed, more: dict[str, object]) -> HttpResponse:
    said = [(box, refused.say(visit.language)) for box, refused in typed.wrong]
    shown = {"typed": typed, "errors": said, "wrong": dict(said), "key": page_key(visit)}
    return render(visit, template, {**shown, **more}, status=400 if said else 200)


def _board(visit: Visit, resolution: int) -> Board:
    place = row_key(visit.GET.get("noi"))
    return queries.board(
        resolution, place=place, actor=visit.actor, day=visit.day, language=visit.language
    )
