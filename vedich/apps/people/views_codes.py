"""Getting in by a one-time code, asking for one, and what every way in has in common."""

from __future__ import annotations

from typing import Final

from axes.utils import reset as axes_reset
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vedich.apps.people import codes
from vedich.apps.people.devices import remember
from vedich.apps.people.doors import ANYBODY, Visit, door
from vedich.apps.people.models import Person
from vedich.apps.people.passwords import DIFFERENT, LEAST, typed_alike
from vedich.apps.people.throttle import count_try, let_try, let_wish
from vedich.apps.places.offices import phone_above
from vedich.apps.places.queries import on
from vedich.core.errors import Refused


BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
LONGEST: Final = 60
"""Characters of a sign-in name."""


@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def by_code(visit: Visit) -> HttpResponse:
    """Name, code, and a new password twice; then one is in."""
    shown = {
        "name": visit.POST.get("username", "").strip()[:LONGEST],
        "code": visit.POST.get("code", "").strip()[:40],
        "least": LEAST,
        "errors": [],
    }
    if visit.method != "POST":
        return unkept(render(visit, "people/by_code.html", shown))
    try:
        person = _redeemed(visit, str(shown["name"]), str(shown["code"]))
    except Refused as refused:
        shown["errors"] = [(_box(refused), refused.say(visit.language))]
        return unkept(render(visit, "people/by_code.html", shown, status=400))
    enter(visit, person)
    return redirect(after(person))


def _redeemed(visit: Visit, name: str, code: str) -> Person:
    let_try(visit, name)
    password = visit.POST.get("password", "")
    typed_alike(password, visit.POST.get("again", ""))
    try:
        person = codes.redeem(
            name=name, code=code, password=password, at=visit.at, on_day=visit.day
        )
    except Refused as refused:
        if refused.code == codes.WRONG_CODE.code:
            count_try(visit, name)
        raise
    axes_reset(username=name)
    return person


def _box(refused: Refused) -> str:
    """The box of the form a refusal belongs to."""
    if refused.code == codes.WRONG_CODE.code:
        return "code"
    if refused.code == "sign_in.locked":
        return "username"
    return "again" if refused.code == DIFFERENT.code else "password"


@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def forgotten(visit: Visit) -> HttpResponse:
    """Ask the office for a code; the page answers the same whether there is such a name or not."""
    name = visit.POST.get("username", "").strip()[:LONGEST]
    shown = {
        "sent": visit.method == "POST" and bool(name),
        "name": name,
        "phone": phone_above([spot.id for spot in on(visit.day).roots()]),
        "errors": [],
    }
    if shown["sent"]:
        try:
            let_wish(visit)
        except Refused as refused:
            shown |= {"sent": False, "errors": [("", refused.say(visit.language))]}
            return render(visit, "people/forgotten.html", shown, status=429)
        codes.wish_for_code(name=name, at=visit.at, on_day=visit.day)
    return render(visit, "people/forgotten.html", shown)


def enter(visit: Visit, person: Person) -> None:
    """Begin a session, and remember the browser it is in."""
    login(visit, person, backend=BACKEND)
    # Django has written the day on the clock, which in a sample is not the day of the sample
    Person.objects.filter(pk=person.pk).update(last_login=visit.at)
    visit.session.save()
    agent = visit.headers.get("User-Agent", "")
    remember(person, str(visit.session.session_key), agent, visit.day)


def after(person: Person, wanted: str = "/") -> str:
    """Where somebody goes once he is in: to be told who had a code made for him, if anybody did."""
    return "/them" if codes.untold(person) else wanted


def unkept(response: HttpResponse) -> HttpResponse:
    """A page with a code on it: no browser keeps it, so that “back” does not show it again."""
    response.headers["Cache-Control"] = "no-store"
    return response
