"""Reminding, with ten seconds to take it back; and what one was told oneself."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.desk.reminding.queries import SENDS, reminder
from vedich.apps.notices import actions, queries
from vedich.apps.notices.mail import refused_address
from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@door(SENDS)
def remind(visit: Visit) -> HttpResponse:
    """What ?viec= would say to whom; sent by a press, or copied."""
    what = (visit.POST if visit.method == "POST" else visit.GET).get("viec", "")
    if not what:
        return redirect("desk:notices")
    found = reminder(what, actor=visit.actor, day=visit.day, language=visit.language)
    shown = {
        "found": found,
        "site": f"{visit.scheme}://{visit.get_host()}",
        "key": page_key(visit),
        "sent": [],
        "refused": "",
        "seconds": int(actions.UNDO.total_seconds()),
    }
    if visit.method == "POST":
        tellings = [line.telling for line in found.lines if line.telling.to]
        try:
            told = actions.remind(
                tellings=tellings,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            shown["sent"] = [notice.pk for notice in told]
            shown["done"] = True
        except Refused as refused:
            shown["refused"] = refused.say(visit.language)
    return render(visit, "notices/remind.html", shown)


@require_POST
@door(SENDS)
def take_back(visit: Visit) -> HttpResponse:
    """Undo what was just sent; too late, it says so."""
    sent = map(row_key, visit.POST.getlist("notice"))
    keys = [key for key in sent if key is not None]
    actions.take_back(notices=keys, by=visit.actor, at=visit.at)
    return redirect("/thong-bao?rut=1")


@require_safe
@door(SIGNED_IN)
def mine(visit: Visit) -> HttpResponse:
    """What I was told, and what I told others."""
    if visit.person is None:
        return redirect("/")
    shown = {
        "inbox": queries.inbox(visit.person, visit.language),
        "sent": queries.sent(visit.person, visit.language),
        "undone": "rut" in visit.GET,
        "refused": refused_address(visit.person),
    }
    return render(visit, "notices/mine.html", shown)


@require_POST
@door(SIGNED_IN)
def take_note(visit: Visit, number: int) -> HttpResponse:
    """“Đã biết”."""
    actions.take_note(notice=number, by=visit.everything, at=visit.at, on_day=visit.day)
    return redirect("desk:notices")
