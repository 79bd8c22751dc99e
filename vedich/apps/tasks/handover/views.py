"""Handing over: what moves and to whom, then the minutes to print (R14)."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.tasks.handover import queries
from vedich.apps.tasks.handover.actions import hand_over
from vedich.apps.tasks.handover.shapes import Preview
from vedich.apps.tasks.queries import GIVES, SEES
from vedich.core.errors import Message, Refused
from vedich.core.vietnamese import read_date, write_date


NO_TAKER = Message(
    code="hand_over.no_taker",
    vi="Chưa chọn người nhận việc của {value}. Hãy chọn một người.",
    en="Nobody is chosen to take over from {value}. Choose somebody.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def give_over(visit: Visit) -> HttpResponse:
    """What the post ?chuc= holds, to whom it goes, from which day."""
    asked = row_key(visit.GET.get("chuc", "") or visit.POST.get("chuc", ""))
    if asked is None:
        return redirect("tasks:assignment_people")
    wrong: Refused | None = None
    if visit.method == "POST":
        try:
            return redirect("tasks:hand_over_minutes", _write(visit, asked))
        except Refused as refused:
            wrong = refused
    found = queries.preview(asked, actor=visit.actor, day=visit.day, language=visit.language)
    errors = [(_box(wrong), wrong.say(visit.language))] if wrong else []
    shown = {
        "preview": found,
        "errors": errors,
        "wrong": dict(errors),
        "typed": _typed(visit, found),
        "key": page_key(visit),
    }
    return render(visit, "assignment/hand_over.html", shown, status=400 if errors else 200)


@require_safe
@kept()
@door(SEES)
def printed(visit: Visit, hand_over: int) -> HttpResponse:
    """The minutes, A4."""
    found = queries.minutes(hand_over, actor=visit.actor, day=visit.day)
    return render(visit, "assignment/minutes.html", {"minutes": found})


def _write(visit: Visit, giver: int) -> int:
    """Hand over as the form says; gives the key of the minutes. Raises Refused, NotPermitted."""
    posted = visit.POST
    chosen = posted.get("taker", "")
    taker, person = row_key(chosen), row_key(chosen.removeprefix(queries.NEW))
    if person is None:
        of = queries.hand(queries.post_of(giver), visit.language)
        raise NO_TAKER.refuse(value=of.name)
    row = hand_over(
        giver=giver,
        taker=taker,
        person=person if taker is None else None,
        ends=posted.get("ends") == "1",
        seen=posted.get("seen", ""),
        witness=row_key(posted.get("witness", "")),
        heading=posted.get("heading", ""),
        day=_day(posted.get("day", ""), visit.day),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return row.pk


def _day(text: str, today: date) -> date:
    return read_date(text, year=today.year) if text.strip() else today


def _box(refused: Refused) -> str:
    if refused.code.startswith("date.") or refused.code == "hand_over.bad_day":
        return "day"
    return "taker" if refused.code != "hand_over.changed" else ""


def _typed(visit: Visit, found: Preview) -> dict[str, str]:
    likely = found.takers[0][0] if found.takers and found.ended else ""
    start = {"taker": likely, "witness": "", "heading": "party", "day": write_date(visit.day)}
    return start | {name: visit.POST[name] for name in start if name in visit.POST}
