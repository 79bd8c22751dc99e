"""Raising a matter (UX 15b), the list of matters, the page of one and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypedDict

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.evidence.queries import bytes_of
from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import on
from vedich.apps.tasks.matters import actions, forms, queries
from vedich.apps.tasks.matters.photos import read_photo, type_of
from vedich.apps.tasks.matters.rights import ANSWER, RAISE, SEES
from vedich.apps.tasks.models import Attachment
from vedich.core.errors import Refused
from vedich.core.permits import Actor, NotPermitted


@require_http_methods(["GET", "HEAD", "POST"])
@door(RAISE)
def raise_one(visit: Visit) -> HttpResponse:
    """One box, six kinds, a photo, “urgent”: sent one level up."""
    found = queries.routes(actor=visit.actor, day=visit.day, language=visit.language)
    if not found:
        # says whose it is and whom to ask, where the post has no such right
        roots = on(visit.day).roots()
        visit.require(RAISE, roots[0].path if roots else ())
        return render(visit, "matters/none.html", {})
    asked = visit.GET.get("dv", "")
    typed = forms.typed(visit.POST, body=asked or str(found[0].body))
    if visit.method == "POST":
        try:
            made = actions.raise_matter(
                body=row_key(typed["body"]) or 0,
                kind=forms.kind_of(typed),
                words=typed["words"],
                urgent=bool(typed["urgent"]),
                photo=read_photo(visit.FILES),
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return redirect(f"/viec-phat-sinh/{made.pk}?gui=1")
        except NotPermitted:
            raise
        except Refused as refusal:
            typed = typed.refused(refusal)
    chosen = next((one for one in found if str(one.body) == typed["body"]), found[0])
    more = {"routes": found, "route": chosen}
    return _form(visit, "matters/new.html", typed, more)


@require_safe
@kept()
@door(SEES)
def board(visit: Visit) -> HttpResponse:
    """The matters of one view: to answer, raised, or below; worst first."""
    found = queries.board(
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
        view=visit.GET.get("xem", ""),
    )
    if not found.views:
        roots = on(visit.day).roots()
        visit.require(ANSWER, roots[0].path if roots else ())
    return render(visit, "matters/board.html", {"board": found})


@require_safe
@door(SEES)
def page(visit: Visit, matter: int) -> HttpResponse:
    """One matter with everything said and done."""
    return _page(visit, matter, forms.Typed({}))


@require_safe
@door(SEES)
def photo(visit: Visit, matter: int, picture: int) -> HttpResponse:
    """A photo of a matter, for whoever may see the matter."""
    row = queries.seen(matter, actor=visit.actor, day=visit.day)
    return picture_of(queries.photo(row, picture))


def picture_of(one: Attachment) -> HttpResponse:
    """The bytes of a photo as they came in; never anything that a browser would run."""
    data = bytes_of(one.file)
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    kind = type_of(data) or "application/octet-stream"
    return HttpResponse(data, content_type=kind, headers=headers)


@require_POST
@door(ANSWER)
def take(visit: Visit, matter: int) -> HttpResponse:
    """“Nhận”: one's own post sees to it."""
    return _done(visit, matter, lambda _: actions.take(matter=matter, **_by(visit)))


@require_POST
@door(ANSWER)
def answer(visit: Visit, matter: int) -> HttpResponse:
    """The answer, in words, with a photo if there is one."""

    def act(typed: forms.Typed) -> object:
        picture = read_photo(visit.FILES)
        return actions.answer(matter=matter, words=typed["words"], photo=picture, **_by(visit))

    return _done(visit, matter, act)


@require_POST
@door(ANSWER)
def pass_to(visit: Visit, matter: int) -> HttpResponse:
    """Pass it to a post or a body."""

    def act(typed: forms.Typed) -> object:
        if not typed["to"]:
            raise forms.NO_ONE.refuse(value="")
        return actions.pass_to(matter=matter, to=typed["to"], words=typed["note"], **_by(visit))

    return _done(visit, matter, act)


@require_POST
@door(ANSWER)
def make_task(visit: Visit, matter: int) -> HttpResponse:
    """Give a task out of it."""

    def act(typed: forms.Typed) -> object:
        return actions.make_task(
            matter=matter,
            title=typed["title"],
            holder=row_key(typed["holder"]),
            due_on=forms.due_day(typed["due"], visit.day),
            **_by(visit),
        )

    return _done(visit, matter, act)


@require_POST
@door(RAISE)
def not_yet(visit: Visit, matter: int) -> HttpResponse:
    """“Chưa xong”: open again, with a new clock."""

    def act(typed: forms.Typed) -> object:
        return actions.not_yet(matter=matter, words=typed["missing"], **_by(visit))

    return _done(visit, matter, act)


@require_POST
@door(RAISE)
def close(visit: Visit, matter: int) -> HttpResponse:
    """“Xong rồi”: closed."""
    return _done(visit, matter, lambda _: actions.close(matter=matter, **_by(visit)))


class By(TypedDict):
    """Who acts, when, and the key of the form: what every action is told."""

    by: Actor
    at: datetime
    on_day: date
    key: str


def _by(visit: Visit) -> By:
    return By(by=visit.actor, at=visit.at, on_day=visit.day, key=key_of(visit))


def _done(visit: Visit, matter: int, act: Callable[[forms.Typed], object]) -> HttpResponse:
    """Carry it out and go back to the page; refused, the page again with what was typed."""
    # whoever may not see it is not told that it has moved on meanwhile
    queries.seen(matter, actor=visit.actor, day=visit.day)
    typed = forms.typed(visit.POST)
    try:
        act(typed)
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(visit, matter, typed.refused(refusal))
    return redirect("tasks:matter", matter)


def _page(visit: Visit, matter: int, typed: forms.Typed) -> HttpResponse:
    found = queries.page(matter, actor=visit.actor, day=visit.day, language=visit.language)
    more = {"page": found, "row": found.row, "sent": visit.GET.get("gui", "")}
    return _form(visit, "matters/page.html", typed, more)


def _form(visit: Visit, template: str, typed: forms.Typed, more: dict[str, object]) -> HttpResponse:
    said = [(box, refusal.say(visit.language)) for box, refusal in typed.wrong]
    shown = {"typed": typed, "errors": said, "wrong": dict(said), "key": page_key(visit)}
    return render(visit, template, {**shown, **more}, status=422 if said else 200)
