"""The note of a visit (UX 15), the list of visits, the page of one and what is said of promises."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import on
from vedich.apps.tasks.matters.forms import due_day
from vedich.apps.tasks.matters.photos import read_photo
from vedich.apps.tasks.matters.rights import SEES, posts_with
from vedich.apps.tasks.matters.views import picture_of
from vedich.apps.tasks.models import Visit as VisitRow
from vedich.apps.tasks.models import VisitLine
from vedich.apps.tasks.visits import actions, forms, queries
from vedich.apps.tasks.visits.rights import CONFIRMS, WRITES, writer
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def write(visit: Visit) -> HttpResponse:
    """Where, whom, what was heard and promised: in under two minutes."""
    asked = row_key(visit.POST.get("place", "") or visit.GET.get("noi", ""))
    blank = queries.blank(actor=visit.actor, day=visit.day, language=visit.language, place=asked)
    if blank is None:
        roots = on(visit.day).roots()
        visit.require(WRITES, roots[0].path if roots else ())
        return render(visit, "visits/none.html", {})
    if visit.method != "POST":
        chosen = blank.place.id if blank.place else None
        return _form(visit, forms.fresh(chosen, visit.day, visit.at.hour), blank)
    typed = forms.read(visit.POST)
    if visit.POST.get(forms.MORE):
        return _form(visit, typed, blank)
    meant, wrong = forms.understood(typed, visit.day)
    if meant is None:
        return _form(visit, replace(typed, wrong=wrong), blank)
    try:
        made = actions.write_visit(
            place=meant.place,
            visited_on=meant.on,
            half=meant.half,
            met=meant.met,
            lines=meant.lines,
            photo=read_photo(visit.FILES),
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        photo = "photo" if refusal.code.startswith("photo.") else ""
        box = photo or forms.BOXES.get(refusal.code, "")
        return _form(visit, replace(typed, wrong=((box, refusal),)), blank)
    return redirect(f"/di-co-so/{made.pk}?gui=1")


def _form(visit: Visit, typed: forms.Typed, blank: object) -> HttpResponse:
    said = [(box, refusal.say(visit.language)) for box, refusal in typed.wrong]
    shown = {
        "typed": typed,
        "blank": blank,
        "errors": said,
        "wrong": dict(said),
        "key": page_key(visit),
    }
    return render(visit, "visits/new.html", shown, status=422 if said else 200)


@require_safe
@kept()
@door(SEES)
def board(visit: Visit) -> HttpResponse:
    """Visits by day, the latest first."""
    found = queries.board(
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
        view=visit.GET.get("xem", ""),
    )
    if not any(posts_with(visit.actor, SEES, visit.day)):
        # who has no such post is told so, and not that nobody went anywhere
        roots = on(visit.day).roots()
        visit.require(SEES, roots[0].path if roots else ())
    return render(visit, "visits/board.html", {"board": found})


@require_safe
@door(SEES)
def page(visit: Visit, trip: int) -> HttpResponse:
    """One visit with its lines."""
    return _page(visit, trip)


@require_safe
@door(SEES)
def photo(visit: Visit, trip: int, picture: int) -> HttpResponse:
    """A photo of a visit, for whoever may see the visit."""
    row = queries.seen(trip, actor=visit.actor, day=visit.day)
    return picture_of(queries.photo(row, picture))


@require_POST
@door(CONFIRMS)
def confirm(visit: Visit, trip: int, line: int) -> HttpResponse:
    """“Đã làm” or “chưa làm”, as the place says."""
    _of(visit, trip, line)
    try:
        actions.confirm(
            line=line,
            answer=visit.POST.get("answer", ""),
            words=visit.POST.get("words", ""),
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(visit, trip, (line, refusal))
    return redirect(f"/di-co-so/{trip}#d{line}")


@require_POST
@door(WRITES)
def renew(visit: Visit, trip: int, line: int) -> HttpResponse:
    """A new day for a promise that was said not to be done."""
    row = _of(visit, trip, line)
    # whoever writes no visits there is told so before his day is read
    writer(visit.actor, on(visit.day)[row.place_id].path, visit.day).require()
    try:
        due = due_day(visit.POST.get("due", ""), visit.day)
        if due is None:
            raise forms.NO_DAY.refuse(value="")
        actions.renew(
            line=line,
            due_on=due,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(visit, trip, (line, refusal))
    return redirect(f"/di-co-so/{trip}#d{line}")


def _of(visit: Visit, trip: int, line: int) -> VisitRow:
    """Whoever may not see the visit learns nothing of its lines, nor under another's address."""
    row = queries.seen(trip, actor=visit.actor, day=visit.day)
    if not VisitLine.objects.filter(pk=line, visit=row).exists():
        raise actions.NO_PROMISE.refuse(value=line)
    return row


def _page(visit: Visit, trip: int, wrong: tuple[int, Refused] | None = None) -> HttpResponse:
    found = queries.page(trip, actor=visit.actor, day=visit.day, language=visit.language)
    said = [(f"d{wrong[0]}", wrong[1].say(visit.language))] if wrong else []
    shown = {
        "page": found,
        "row": found.row,
        "errors": said,
        "wrong": dict(said),
        "posted": visit.POST,
        "key": page_key(visit),
        "sent": visit.GET.get("gui", ""),
    }
    return render(visit, "visits/page.html", shown, status=422 if said else 200)
