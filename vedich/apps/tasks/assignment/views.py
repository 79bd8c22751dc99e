"""The pages of assignment: matrix, by body, by person, by work item, one cell (UX 04, 04b)."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.row_keys import row_key
from vedich.apps.tasks.assignment.facts import SEES
from vedich.apps.tasks.assignment.queries import WIDE, Desk, desk
from vedich.apps.tasks.assignment.sheets import board_book
from vedich.formats.sheets.table import XLSX, as_book


TURNED: Final = "xoay"
A3: Final = "a3"


@require_safe
@kept()
@door(SEES)
def board(visit: Visit) -> HttpResponse:
    """The matrix at ?noi=; ?xoay=1 turns it, ?kho=a3 prints it on A3."""
    found = _desk(visit).board()
    turned = visit.GET.get(TURNED) or str(int(len(found.columns) > WIDE))
    shown = found.turn() if turned == "1" and found.lines else found
    paper = {"a3": visit.GET.get("kho") == A3}
    return render(visit, "assignment/board.html", {"board": shown, "tab": "matrix", **paper})


@require_safe
@door(SEES)
def board_xlsx(visit: Visit) -> HttpResponse:
    """The matrix and its tasks for Excel, a sheet each."""
    sheets = board_book(_desk(visit), label=visit.label, language=visit.language)
    return HttpResponse(
        as_book(sheets, visit.language),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="phan-cong.xlsx"'},
    )


@require_safe
@kept()
@door(SEES)
def by_body(visit: Visit) -> HttpResponse:
    """Agencies and units: who follows them, what they report, their work (UX 04b)."""
    found = _desk(visit).by_body()
    return render(visit, "assignment/bodies.html", {"board": found, "tab": "bodies"})


@require_safe
@kept()
@door(SEES)
def by_person(visit: Visit) -> HttpResponse:
    """Everybody with work or a charge."""
    found = _desk(visit).by_person()
    return render(visit, "assignment/people.html", {"board": found, "tab": "people"})


@require_safe
@kept()
@door(SEES)
def by_task(visit: Visit) -> HttpResponse:
    """Every task that is not closed, a page at a time."""
    found = _desk(visit).tasks(page=row_key(visit.GET.get("trang", "")) or 1)
    return render(visit, "assignment/tasks.html", {"board": found, "tab": "tasks"})


@require_safe
@kept()
@door(SEES)
def cell(visit: Visit) -> HttpResponse:
    """The tasks of one cell: ?l= the field, ?c= the place."""
    of = _desk(visit)
    field = of.of.field_of(visit.GET.get("l", ""))
    column = row_key(visit.GET.get("c", "")) or 0
    if field is None or column not in {one.id for one in of.of.columns} | {of.of.place.id}:
        return redirect(f"{reverse('tasks:assignment')}?noi={of.of.place.id}")
    return render(visit, "assignment/cell.html", {"board": of.cell(field, column), "tab": ""})


def _desk(visit: Visit) -> Desk:
    return desk(
        row_key(visit.GET.get("noi", "")),
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
    )
