"""Giving charges, and many tasks at once (R14)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.tasks.actions import NewTask, give_tasks, set_charge
from vedich.apps.tasks.assignment import bulk
from vedich.apps.tasks.assignment.charges import charge_form
from vedich.apps.tasks.assignment.columns import read_table
from vedich.apps.tasks.assignment.facts import GIVES, Facts, facts
from vedich.apps.tasks.assignment.forms import answers_of, read_sent
from vedich.apps.tasks.assignment.queries import Desk
from vedich.apps.tasks.assignment.sent import of_text
from vedich.core.errors import Refused


PASTED, GAPS = "dan", "phan"


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def charge(visit: Visit) -> HttpResponse:
    """Who holds a field, follows a locality or a body: ?loai= and ?cho= say which."""
    if "loai" not in visit.GET:
        return redirect("tasks:assignment")
    of = _facts(visit)
    form = charge_form(of, visit.GET.get("loai", ""), visit.GET.get("cho", ""), actor=visit.actor)
    wrong: Refused | None = None
    if visit.method == "POST":
        try:
            set_charge(
                place=form.place,
                kind=form.kind,
                field=form.field,
                locality=form.locality,
                body=form.body,
                holder=_chosen(visit.POST.get("holder", "")),
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return redirect(f"{reverse(form.back)}?noi={form.place}")
        except Refused as refused:
            wrong = refused
    errors = [("holder", wrong.say(visit.language))] if wrong else []
    shown = {"form": form, "errors": errors, "key": page_key(visit)}
    return render(visit, "assignment/charge.html", shown, status=400 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def give_many(visit: Visit) -> HttpResponse:
    """Choose where the rows come from; look at what was understood; give them."""
    of = _facts(visit)
    _require(visit, of)
    asked = visit.POST if visit.method == "POST" else visit.GET
    resolution, way = row_key(asked.get("nq", "")), asked.get("tu", "")
    if visit.method != "POST" and not resolution and way != GAPS:
        return _start(visit, of)
    try:
        return _look(visit, of, resolution, way)
    except Refused as refused:
        return _start(visit, of, refused)


def _look(visit: Visit, of: Facts, resolution: int | None, way: str) -> HttpResponse:
    answers: Mapping[str, str] = answers_of(visit.POST)
    text = ""
    bases: dict[int, NewTask] = {}
    if resolution:
        found = bulk.waiting(resolution, visit.day)
        bases = {one.proposal: one.task for one in found}
        sheet = bulk.from_resolution(of, found, answers)
    elif way == GAPS:
        sheet = bulk.from_gaps(Desk(of, visit.actor), answers)
    else:
        given = visit.POST.get("buoc") == "giao"
        text = visit.POST.get("text", "") if given else read_sent(visit.POST, visit.FILES).text
        sheet = bulk.pasted(of, read_table(of_text(text)), answers)
    errors = []
    if visit.POST.get("buoc") == "giao":
        errors = [(box, one.say(visit.language)) for box, one in sheet.problems(visit.language)]
        if not errors:
            try:
                return _give(visit, of, sheet, bases)
            except Refused as refused:
                errors = [("", refused.say(visit.language))]
    shown = {
        "place": Desk(of, visit.actor).place,
        "sheet": sheet,
        "text": text,
        "resolution": resolution,
        "way": "" if resolution else way if way == GAPS else PASTED,
        "errors": errors,
        "wrong": dict(errors),
        "key": page_key(visit),
        "language": visit.language,
    }
    return render(visit, "assignment/preview.html", shown, status=400 if errors else 200)


def _give(visit: Visit, of: Facts, sheet: bulk.Sheet, bases: Mapping[int, NewTask]) -> HttpResponse:
    tasks = bulk.to_give(sheet, of, bases)
    give_tasks(
        place=of.place.id,
        tasks=tasks,
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return redirect(f"{reverse('tasks:assignment_tasks')}?noi={of.place.id}&da={len(tasks)}")


def _start(visit: Visit, of: Facts, wrong: Refused | None = None) -> HttpResponse:
    shown = {
        "place": Desk(of, visit.actor).place,
        "sources": bulk.sources(of),
        "gaps": len(bulk.from_gaps(Desk(of, visit.actor), {}).rows),
        "text": visit.POST.get("text", ""),
        "errors": [("text", wrong.say(visit.language))] if wrong else [],
    }
    return render(visit, "assignment/bulk.html", shown, status=400 if wrong else 200)


def _chosen(text: str) -> int | None:
    """The post of a list; None: nobody. What is no key is a post that nobody holds: refused."""
    return (row_key(text) or 0) if text else None


def _facts(visit: Visit) -> Facts:
    place = row_key(visit.GET.get("noi", "") or visit.POST.get("noi", ""))
    return facts(place, actor=visit.actor, day=visit.day, language=visit.language)


def _require(visit: Visit, of: Facts) -> None:
    """Whoever may give here in all fields, or in one of his own. Raises NotPermitted."""
    fields = [field for post in visit.actor.posts for field in post.fields or ()]
    if not any(visit.may(GIVES, of.place.path, field=one) for one in fields):
        visit.require(GIVES, of.place.path)
