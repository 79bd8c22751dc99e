"""The checker's desk: odd figures one by one, the rest in a sweep, what is missing, wishes (R9).

One form around the whole desk: every button says what it does to which row, so the page works
without script, and the keys A, R, ↑, ↓ only press those buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.row_keys import row_key
from vedich.apps.returns import queries
from vedich.apps.returns.actions import (
    check,
    keep_accepted,
    open_drawn,
    reopen,
    send_back,
    sweep,
)
from vedich.apps.returns.queries import Desk, Waiting
from vedich.core.errors import Message, Refused


TABS: Final = ("la", "con-lai", "da-kiem", "chua-gui")
"""The four tabs as the address names them: odd, rest, checked, unsent."""

NO_DESK = Message(
    code="return.no_desk",
    vi="Bàn kiểm số này không còn việc ({value}). Hãy mở lại trang Kiểm số.",
    en="Nothing waits on this desk any more ({value}). Open the page Check figures again.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@door("returns.check")
def checks(visit: Visit) -> HttpResponse:
    """The desk of one place and period; a button pressed there."""
    desks = queries.desk_for_checker(visit.actor, visit.day, visit.language)
    if not desks:
        _require_a_desk(visit)
    desk = _chosen(visit, desks)
    if visit.method != "POST":
        return _page(visit, desks, desk)
    if desk is None:
        raise NO_DESK.refuse(value=visit.GET.get("ky", ""))
    row = ""
    try:
        for name, press in BUTTONS.items():
            pressed = row_key(visit.POST.get(name))
            if pressed is not None:
                row = f"{name}-{pressed}"
                press(visit, desk, pressed)
                return redirect(_address(visit, desk, done=name))
    except Refused as error:
        return _page(visit, desks, desk, wrong=(row, error.say(visit.language)))
    return redirect(_address(visit, desk))


def _accept(visit: Visit, desk: Desk, figure: int) -> None:
    check(figures=[figure], by=visit.actor, at=visit.at, on_day=visit.day)


def _send_back(visit: Visit, desk: Desk, figure: int) -> None:
    send_back(
        of=_return_of(desk, figure),
        reason=_words(visit, f"reason-{figure}"),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        figures=[figure],
    )


def _agrees(visit: Visit, desk: Desk, figure: int) -> None:
    open_drawn(figure=figure, agrees=True, by=visit.actor, at=visit.at, on_day=visit.day)


def _differs(visit: Visit, desk: Desk, figure: int) -> None:
    note = _words(visit, "note")
    open_drawn(
        figure=figure, agrees=False, by=visit.actor, at=visit.at, on_day=visit.day, note=note
    )


def _sweep(visit: Visit, desk: Desk, count: int) -> None:
    sweep(
        place=desk.place_id,
        period=desk.period,
        count=count,
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
    )


def _reopen(visit: Visit, desk: Desk, of: int) -> None:
    reason = _words(visit, f"answer-{of}")
    reopen(of=of, by=visit.actor, at=visit.at, on_day=visit.day, reason=reason)


def _keep(visit: Visit, desk: Desk, of: int) -> None:
    reason = _words(visit, f"answer-{of}")
    keep_accepted(of=of, reason=reason, by=visit.actor, at=visit.at, on_day=visit.day)


BUTTONS: Final[Mapping[str, Callable[[Visit, Desk, int], None]]] = {
    "accept": _accept,
    "back": _send_back,
    "agrees": _agrees,
    "differs": _differs,
    "sweep": _sweep,
    "reopen": _reopen,
    "keep": _keep,
}
"""What each button does; its value is the key of the figure or the return, or the count shown."""


def _return_of(desk: Desk, figure: int) -> int:
    for one in (*desk.odd, *desk.taken_out, *desk.rest):
        if one.figure == figure:
            return one.of
    raise NO_DESK.refuse(value=figure)


def _words(request: HttpRequest, name: str) -> str:
    return (request.POST.get(name) or "").strip()


def _require_a_desk(visit: Visit) -> None:
    """Let whoever checks somewhere see the empty desk; refuse the others, saying whom to ask."""
    ranges = [post.place_range for post in visit.actor.posts if post.in_force(visit.day)]
    if not any(visit.may("returns.check", path) for path in ranges):
        visit.require("returns.check", ranges[0] if ranges else ())


def _chosen(visit: Visit, desks: Sequence[Desk]) -> Desk | None:
    place, period = visit.GET.get("noi", ""), visit.GET.get("ky", "")
    named = [one for one in desks if (str(one.place_id), str(one.period)) == (place, period)]
    if named:
        return named[0]
    if place or period:
        return None
    # the first with work: a month just opened holds nothing to check yet
    working = [one for one in desks if one.waiting or one.wishes]
    return next(iter((*working, *desks)), None)


def _tab(visit: Visit, desk: Desk | None) -> str:
    asked = visit.GET.get("xem", "")
    if asked in TABS or desk is None:
        return asked if asked in TABS else TABS[0]
    return TABS[0] if desk.odd or desk.taken_out or not desk.rest else TABS[1]


def _address(visit: Visit, desk: Desk, *, done: str = "") -> str:
    asked = {"noi": desk.place_id, "ky": str(desk.period)}
    if visit.GET.get("xem") in TABS:
        asked["xem"] = visit.GET["xem"]
    if done:
        asked["xong"] = done
    return f"{reverse('returns:checks')}?{urlencode(asked)}"


def _page(
    visit: Visit,
    desks: Sequence[Desk],
    desk: Desk | None,
    wrong: tuple[str, str] | None = None,
) -> HttpResponse:
    rows: Sequence[Waiting] = (*desk.odd, *desk.taken_out) if desk else ()
    more = {
        "desk": desk,
        "desks": desks,
        "tab": _tab(visit, desk),
        "rows": rows,
        "wrong": wrong,
        "typed": visit.POST,
        "done": visit.GET.get("xong", ""),
        "before": desk.period.shifted(-1).name(visit.language) if desk else "",
        "site": visit.build_absolute_uri("/").rstrip("/"),
    }
    return render(visit, "returns/checks.html", more, status=422 if wrong else 200)
