"""Signing in and out, choosing a role in a sample, and what a person sets for himself."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vedich.apps.people.codes import issued_lately, tell_issued
from vedich.apps.people.demo import cast
from vedich.apps.people.devices import devices_of
from vedich.apps.people.doors import ANYBODY, HAT, KEYS_COOKIE, SIGNED_IN, Visit, door
from vedich.apps.people.forms import KEYS, Settings, SignIn, read_hat
from vedich.apps.people.kept_forms import FIELD, KeptForm
from vedich.apps.people.listing import LATELY, code_lines
from vedich.apps.people.models import Person
from vedich.apps.people.oneself import choose_settings, set_contact
from vedich.apps.people.queries import names
from vedich.apps.people.row_keys import row_key
from vedich.apps.people.throttle import refusal, whom_to_ask
from vedich.apps.people.views_codes import after, enter
from vedich.core.errors import Refused


HOME: Final = "/"
MAIL: Final = {"on": True, "off": False}
"""What the choice of the daily mail sends; a page without it leaves that as it is."""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def sign_in(visit: Visit) -> HttpResponse:
    """The form for name and password; afterwards back to where the visitor was going."""
    if visit.method != "POST":
        if visit.person is not None:
            return redirect(_next(visit))
        return _form(visit)
    try:
        typed = SignIn.read(visit.POST)
        found = authenticate(visit, username=typed.name, password=typed.password)
        if not isinstance(found, Person):
            raise refusal(visit, typed.name)
    except Refused as refused:
        return _form(visit, name=visit.POST.get("username", ""), refused=refused, status=400)
    return _enter(visit, found)


@require_POST
@door(ANYBODY)
def sign_out(visit: Visit) -> HttpResponse:
    """End the session; the page after it is the sign-in form."""
    logout(visit)
    return redirect("people:demo" if visit.sample else "people:sign_in")


@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def demo(visit: Visit) -> HttpResponse:
    """The people of a sample by role; one press signs in. A real database has no such page."""
    if not visit.sample:
        raise Http404
    if visit.method == "POST":
        person = row_key(visit.POST.get("person"))
        chosen = get_object_or_404(Person, pk=person or 0, is_active=True)
        return _enter(visit, chosen)
    shown = {"cast": cast(visit.day, visit.language), "next": _next(visit), "packed": ""}
    return render(visit, "people/demo.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door(SIGNED_IN)
def more(visit: Visit) -> HttpResponse:
    """Everything else there is, and the person's own settings; a hat is one press."""
    held = [post for post in visit.everything.posts if post.in_force(visit.day)]
    hats = tuple(post.reference for post in held)
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            return _settled(visit, hats)
        except Refused as refused:
            box = {"people.bad_phone": "phone", "people.bad_email": "email"}
            errors = [(box.get(refused.code, ""), refused.say(visit.language))]
    titles = names(hats, visit.language)
    shown = {
        "hats": [(hat, titles.get(hat, hat)) for hat in hats],
        "hat": visit.session.get(HAT, ""),
        "keys": visit.COOKIES.get(KEYS_COOKIE, KEYS[0]),
        "saved": "da" in visit.GET,
        "changed": "mat-khau" in visit.GET,
        "errors": errors,
        "typed": visit.POST if errors else {},
        **_mine(visit),
    }
    return render(visit, "people/more.html", shown, status=400 if errors else 200)


def _mine(visit: Visit) -> dict[str, object]:
    """The person's devices, the codes made for him, and what he was not told of yet."""
    if visit.person is None:
        return {"devices": (), "told": (), "issued": (), "ask": ""}
    told = tell_issued(visit.person, at=visit.at) if visit.method == "GET" else ()
    key = str(visit.session.session_key or "")
    return {
        "devices": devices_of(visit.person, visit.day, visit.language, key),
        "told": code_lines(told, visit.day, visit.language),
        "issued": code_lines(issued_lately(visit.person, LATELY), visit.day, visit.language),
        "ask": whom_to_ask(visit) if told else "",
    }


def ask_again(visit: Visit, kept: KeptForm) -> HttpResponse:
    """The way in for somebody whose session ended while he wrote; it carries what he wrote."""
    packed = kept.pack()
    if not visit.sample:
        return _form(visit, packed=packed, status=403)
    shown = {"cast": cast(visit.day, visit.language), "next": kept.page, "packed": packed}
    return render(visit, "people/demo.html", shown, status=403)


def _form(
    visit: Visit,
    *,
    name: str = "",
    packed: str = "",
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "name": name,
        "next": _next(visit),
        "packed": packed or visit.POST.get(FIELD, ""),
        "refused": refused.say(visit.language) if refused else "",
    }
    return render(visit, "people/sign_in.html", shown, status=status)


def _enter(visit: Visit, person: Person) -> HttpResponse:
    kept = KeptForm.unpack(visit.POST.get(FIELD, ""))
    enter(visit, person)
    if kept is None or not _ours(visit, kept.page):
        return redirect(after(person, _next(visit)))
    visit.session[FIELD] = {"page": kept.page, "to": kept.to, "fields": list(kept.fields)}
    return redirect(kept.page)


def _next(visit: Visit) -> str:
    wanted = visit.POST.get("den") or visit.GET.get("den") or HOME
    # a path: a bare word would be looked up as the name of a page
    return wanted if wanted.startswith("/") and _ours(visit, wanted) else HOME


def _ours(visit: Visit, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={visit.get_host()}, require_https=visit.is_secure()
    )


def _settled(visit: Visit, hats: tuple[str, ...]) -> HttpResponse:
    """Carry out the one of the page's forms that was sent. Raises Refused."""
    if "hat" in visit.POST and "language" not in visit.POST:
        visit.session[HAT] = read_hat(visit.POST.get("hat", ""), hats)
        return redirect("/")
    if "contact" in visit.POST:
        phone, email = visit.POST.get("phone", ""), visit.POST.get("email", "")
        mail = MAIL.get(visit.POST.get("mail", ""))
        set_contact(phone=phone, email=email, mail=mail, by=visit.everything, at=visit.at)
        return redirect("/them?da=1")
    return _settle(visit, Settings.read(visit.POST, hats))


def _settle(visit: Visit, chosen: Settings) -> HttpResponse:
    choose_settings(
        language=chosen.language, text_size=chosen.text_size, by=visit.actor, at=visit.at
    )
    if chosen.hat is not None:
        visit.session[HAT] = chosen.hat
    response = redirect("/them?da=1")
    # an older choice for this browser would hide the new one
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    response.set_cookie(
        KEYS_COOKIE,
        chosen.keys,
        max_age=365 * 24 * 3600,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
