"""Signing in and out, choosing a role in a sample, and what a person sets for himself."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vedich.apps.people.actions import choose_settings
from vedich.apps.people.codes import tell_issued
from vedich.apps.people.demo import cast
from vedich.apps.people.devices import devices_of
from vedich.apps.people.doors import ANYBODY, HAT, KEYS_COOKIE, SIGNED_IN, Visit, door
from vedich.apps.people.forms import KEYS, LOCKED, WRONG, Settings, SignIn
from vedich.apps.people.kept_forms import FIELD, KeptForm
from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import names
from vedich.apps.people.views_people import after, enter
from vedich.core.errors import Refused
from vedich.rulebook.permits import table


HOME: Final = "/"
ADMINISTRATOR: Final = "administrator"


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
            raise _refusal(visit, typed.name)
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
        person = visit.POST.get("person", "")
        chosen = get_object_or_404(Person, pk=person if person.isdigit() else 0, is_active=True)
        return _enter(visit, chosen)
    shown = {"cast": cast(visit.day, visit.language), "next": _next(visit), "packed": ""}
    return render(visit, "people/demo.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door(SIGNED_IN)
def more(visit: Visit) -> HttpResponse:
    """Everything else there is, and the person's own settings."""
    held = [post for post in visit.everything.posts if post.in_force(visit.day)]
    hats = tuple(post.reference for post in held)
    refused = None
    if visit.method == "POST":
        try:
            return _settle(visit, Settings.read(visit.POST, hats))
        except Refused as error:
            refused = error
    titles = names(hats, visit.language)
    shown = {
        "hats": [(hat, titles.get(hat, hat)) for hat in hats],
        "hat": visit.session.get(HAT, ""),
        "keys": visit.COOKIES.get(KEYS_COOKIE, KEYS[0]),
        "saved": "da" in visit.GET,
        "refused": refused.say(visit.language) if refused else "",
        "devices": devices_of(visit.person, str(visit.session.session_key or ""))
        if visit.person
        else (),
        "told": tell_issued(visit.person, at=visit.at) if visit.person else (),
    }
    return render(visit, "people/more.html", shown, status=400 if refused else 200)


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
    return wanted if _ours(visit, wanted) else HOME


def _ours(visit: Visit, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={visit.get_host()}, require_https=visit.is_secure()
    )


def _settle(visit: Visit, chosen: Settings) -> HttpResponse:
    choose_settings(
        language=chosen.language, text_size=chosen.text_size, by=visit.actor, at=visit.at
    )
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


def _refusal(visit: Visit, name: str) -> Refused:
    failed = AxesProxyHandler.get_failures(visit, {"username": name})
    left = settings.AXES_FAILURE_LIMIT - failed
    if left > 0:
        return WRONG.refuse(name=name, left=left)
    return LOCKED.refuse(
        times=settings.AXES_FAILURE_LIMIT, name=name, time=_open_again(visit, name), ask=_ask(visit)
    )


def _open_again(visit: Visit, name: str) -> str:
    wait: timedelta = settings.AXES_COOLOFF_TIME
    tried = (
        AccessAttempt.objects.filter(username=name, ip_address=get_client_ip_address(visit))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    # rounded up to the next minute: at the time shown the door is open for certain
    again = (tried or visit.at) + wait + timedelta(minutes=1)
    return again.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M")


def _ask(visit: Visit) -> str:
    held = Post.objects.filter(role=ADMINISTRATOR, held_from__lte=visit.day)
    people = held.exclude(held_until__lte=visit.day).select_related("person").order_by("pk")
    if found := [post.person.name for post in people[:2]]:
        return ", ".join(found)
    role = table(visit.day).roles[ADMINISTRATOR]
    return role.vi if visit.language == "vi" else role.en
