"""Forms sent after the session had ended are kept, not lost; see `people.kept_forms` for the way.

Here is the web layer's half: it answers such a POST with the sign-in form, and after signing in
puts the values into the page the form stood on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vedich.apps.people.doors import ANYBODY, Visit
from vedich.apps.people.kept_forms import FIELD, KeptForm
from vedich.apps.people.views import ask_again
from vedich.web.refill import refill


Respond = Callable[[HttpRequest], HttpResponse]


class KeepingMiddleware:
    """Keeps what was written, and gives it back."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; with a kept form in it, if this is the one it stood on."""
        visit = cast("Visit", request)
        kept = _waiting(visit)
        if kept is None:
            return self.get_response(request)
        visit.restored = True
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming:
            return response
        del visit.session[FIELD]
        page = response.content.decode()
        filled = refill(page, visit.get_full_path(), kept.to, kept.fields)
        if filled is None:
            # the form is gone from its page: what was written is still shown, to be copied
            return render(visit, "people/kept.html", {"fields": kept.fields})
        response.content = filled.encode()
        response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        rest: list[object],
        more: dict[str, object],
    ) -> HttpResponse | None:
        """The sign-in form instead of the view, for a form sent without a session."""
        visit = cast("Visit", request)
        closed = getattr(view, "operation", ANYBODY) != ANYBODY
        if visit.method != "POST" or visit.person is not None or not closed:
            return None
        return ask_again(visit, KeptForm.of(visit))


def _waiting(visit: Visit) -> KeptForm | None:
    if visit.method != "GET" or visit.person is None:
        return None
    kept = KeptForm.read(visit.session.get(FIELD))
    return kept if kept and kept.page == visit.get_full_path() else None
