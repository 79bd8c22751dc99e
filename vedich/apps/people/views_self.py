"""What somebody does for himself: lend a post, sign out a device, change the password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from vedich.apps.people import posts
from vedich.apps.people.devices import renamed, sign_out
from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.apps.people.form_keys import key_of, new_key
from vedich.apps.people.forms_people import BOXES, read_days
from vedich.apps.people.lending import lent_by, may_take
from vedich.apps.people.models import Post
from vedich.apps.people.oneself import WRONG_PASSWORD, change_password
from vedich.apps.people.passwords import DIFFERENT, LEAST, typed_alike
from vedich.apps.people.row_keys import row_key
from vedich.apps.people.throttle import count_try, let_try
from vedich.core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@door(SIGNED_IN)
def lend(visit: Visit) -> HttpResponse:
    """Lend a post of one's own for some days, and take it back."""
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            _lend(visit)
            return redirect("/uy-quyen?da=1")
        except Refused as refused:
            errors = [(BOXES.get(refused.code, "last"), refused.say(visit.language))]
    me = visit.person.pk if visit.person else 0
    shown = {
        "own": _own(visit),
        "others": may_take(me, visit.day),
        "lent": lent_by(me, visit.day, visit.language),
        "typed": visit.POST,
        "errors": errors,
        "saved": "da" in visit.GET,
        "key": new_key(),
    }
    return render(visit, "people/lend.html", shown, status=400 if errors else 200)


def _own(visit: Visit) -> list[tuple[str, str]]:
    """Posts of one's own that can be lent: (key, title)."""
    held = [
        int(post.reference.removeprefix("post:"))
        for post in visit.everything.posts
        if post.in_force(visit.day) and post.delegated_by is None
    ]
    rows = Post.objects.filter(pk__in=held).order_by("pk")
    vietnamese = visit.language == "vi"
    return [(str(row.pk), row.title if vietnamese else row.title_en or row.title) for row in rows]


def _lend(visit: Visit) -> None:
    said: dict[str, Any] = {"by": visit.everything, "at": visit.at, "on_day": visit.day}
    back = row_key(visit.POST.get("back"))
    if back is not None:
        posts.take_back(post=back, **said)
        return
    post, to = visit.POST.get("post", ""), visit.POST.get("to", "")
    start, until = read_days(visit.POST, visit.day)
    posts.lend_post(
        post=int(post) if post in dict(_own(visit)) else 0,
        to=row_key(to) or 0,
        start=start,
        until=until,
        key=key_of(visit),
        **said,
    )


@require_POST
@door(SIGNED_IN)
def sign_out_device(visit: Visit) -> HttpResponse:
    """End one of one's own sessions, or all but this."""
    if visit.person is not None:
        sign_out(
            person=visit.person.pk,
            device=row_key(visit.POST.get("device")),
            but=str(visit.session.session_key or ""),
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
        )
    return redirect("/them#may")


@sensitive_post_parameters("password", "password_new", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
@door(SIGNED_IN)
def password(visit: Visit) -> HttpResponse:
    """Change one's password; every other device is signed out by it."""
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            _change(visit)
            return redirect("/them?mat-khau=1")
        except Refused as refused:
            errors = [(_box(refused.code), refused.say(visit.language))]
    shown = {
        "errors": errors,
        "least": LEAST,
        "has_one": bool(visit.person and visit.person.has_usable_password()),
    }
    return render(visit, "people/password.html", shown, status=400 if errors else 200)


def _change(visit: Visit) -> None:
    new = visit.POST.get("password_new", "")
    name = visit.person.username if visit.person else ""
    let_try(visit, name)
    typed_alike(new, visit.POST.get("password_again", ""))
    try:
        person = change_password(
            old=visit.POST.get("password", ""),
            new=new,
            here=str(visit.session.session_key or ""),
            by=visit.everything,
            at=visit.at,
            on_day=visit.day,
        )
    except Refused as refused:
        if refused.code == WRONG_PASSWORD.code:
            count_try(visit, name)
        raise
    # this very session goes on, under a new key and with the new password's hash
    was = str(visit.session.session_key or "")
    visit.session.cycle_key()
    visit.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    renamed(was, str(visit.session.session_key or ""))


def _box(code: str) -> str:
    if code in (WRONG_PASSWORD.code, "sign_in.locked"):
        return "password"
    return "password_again" if code == DIFFERENT.code else "password_new"
