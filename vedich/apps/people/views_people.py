"""People for those who look after them: the list, somebody new, the page of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vedich.apps.people import listing, posts
from vedich.apps.people.adding import add_people
from vedich.apps.people.codes import Issued, issue_codes
from vedich.apps.people.devices import sign_out
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, new_key
from vedich.apps.people.forms_people import (
    BOXES,
    NO_VERB,
    bodies_offered,
    places_offered,
    read_day,
    read_days,
    read_person,
    read_post,
    roles,
)
from vedich.apps.people.lending import may_take
from vedich.apps.people.rights import ISSUES, WRITES
from vedich.apps.people.row_keys import row_key
from vedich.apps.people.signs import Signs
from vedich.apps.people.views_codes import unkept
from vedich.apps.places.queries import on
from vedich.core.errors import Refused


ON_A_PAGE: Final = 100


@require_safe
@door(ISSUES)
def people(visit: Visit) -> HttpResponse:
    """People of the visitor's places: ?q= narrows by words, ?loc= by state, ?trang= turns pages."""
    return shown_list(visit)


def shown_list(visit: Visit, *, refused: Refused | None = None) -> HttpResponse:
    """The list, with what was refused above it."""
    words = visit.GET.get("q", "")[:100]
    every = listing.people_below(visit.actor, visit.day, visit.language, words)
    wanted = visit.GET.get("loc", "")
    wanted = wanted if wanted in listing.FILTERS else ""
    rows = listing.narrowed(every, wanted)
    last = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(max(1, row_key(visit.GET.get("trang")) or 1), last)
    never = [row for row in every if row.state == "never" and row.issuable]
    shown = {
        "rows": rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        "found": len(rows),
        "every": len(every),
        "page": page,
        "last": last,
        "words": words,
        "wanted": wanted,
        "counts": {key: len(listing.narrowed(every, key)) for key in listing.FILTERS},
        "never": len(never),
        "picked": visit.POST.getlist("person"),
        "may_write": bool(listing.places_of(visit.actor, WRITES, visit.day)),
        "alone": posts.administrators(visit.day) == 1,
        "refused": refused.say(visit.language) if refused else "",
        "key": new_key(),
    }
    return render(visit, "people/people.html", shown, status=400 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def add(visit: Visit) -> HttpResponse:
    """Enter somebody with his first post."""
    tree = on(visit.day)
    within = listing.places_of(visit.actor, WRITES, visit.day)
    if not within:
        visit.require(WRITES, tree.roots()[0].path if tree.roots() else ())
    errors: list[tuple[str, str]] = []
    if visit.method == "POST":
        try:
            post = read_post(visit.POST, tree, within, visit.day)
            (made,) = add_people(
                people=[read_person(visit.POST, post)],
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return redirect(f"/nguoi/{made.pk}?da=1")
        except Refused as refused:
            errors = [(BOXES.get(refused.code, "held_from"), refused.say(visit.language))]
    shown = {"errors": errors, "typed": visit.POST, "key": new_key(), **_offers(visit, within)}
    return render(visit, "people/add.html", shown, status=400 if errors else 200)


def _offers(visit: Visit, within: frozenset[int]) -> dict[str, object]:
    return {
        "roles": roles(visit.day, english=visit.language == "en"),
        "places": places_offered(on(visit.day), within),
        "bodies": bodies_offered(within),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@door(ISSUES)
def person(visit: Visit, number: int) -> HttpResponse:
    """One person: codes, devices, posts; every button is one form."""
    page = _page(visit, number)
    if visit.method != "POST":
        return _shown(visit, page)
    try:
        issued = _do(visit, number)
    except Refused as refused:
        return _shown(visit, page, refused=refused)
    if issued is None:
        return redirect(f"/nguoi/{number}?da=1")
    return unkept(_shown(visit, _page(visit, number), issued=issued))


def _page(visit: Visit, number: int) -> listing.PersonPage:
    page = listing.person_page(
        number,
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
        session=str(visit.session.session_key or ""),
    )
    if page is None:
        raise Http404
    return page


def _shown(
    visit: Visit,
    page: listing.PersonPage,
    *,
    issued: Issued | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    within = listing.places_of(visit.actor, WRITES, visit.day) if page.may_write else frozenset()
    errors = [(BOXES.get(refused.code, ""), refused.say(visit.language))] if refused else []
    lendable = [(post.id, post.title) for post in page.posts if post.lendable]
    shown = {
        "page": page,
        "issued": issued,
        "errors": errors,
        "typed": visit.POST if refused else QueryDict(),
        "verb": visit.POST.get("verb", "").partition(":")[0] if refused else "",
        "saved": "da" in visit.GET,
        "key": new_key(),
        "lendable": lendable,
        "takers": may_take(page.row.id, visit.day) if lendable else [],
        **_offers(visit, within),
    }
    return render(visit, "people/person.html", shown, status=400 if refused else 200)


def _do(visit: Visit, number: int) -> Issued | None:
    """Carry out the button that was pressed; gives a code where one was made."""
    verb, _, of = visit.POST.get("verb", "").partition(":")
    said: dict[str, Any] = {"by": visit.actor, "at": visit.at, "on_day": visit.day}
    if verb == "code":
        return issue_codes(people=[number], chance=Signs(), **said)[0]
    done = _DOES.get(verb)
    if done is None:
        raise NO_VERB.refuse(value=verb[:20])
    done(visit, number, row_key(of) or 0, said)
    return None


def _end(visit: Visit, number: int, of: int, said: Mapping[str, Any]) -> None:
    until = read_day(visit.POST.get("until", ""), visit.day)
    posts.end_post(post=_of_person(visit, number, of), until=until, **said)


def _give(visit: Visit, number: int, of: int, said: Mapping[str, Any]) -> None:
    within = listing.places_of(visit.actor, WRITES, visit.day)
    new = read_post(visit.POST, on(visit.day), within, visit.day)
    posts.give_post(person=number, new=new, key=key_of(visit), **said)


def _correct(visit: Visit, number: int, of: int, said: Mapping[str, Any]) -> None:
    posts.correct_person(
        person=number,
        name=visit.POST.get("name", ""),
        phone=visit.POST.get("phone", ""),
        email=visit.POST.get("email", ""),
        **said,
    )


def _lend(visit: Visit, number: int, of: int, said: Mapping[str, Any]) -> None:
    start, until = read_days(visit.POST, visit.day)
    post, to = visit.POST.get("post", ""), visit.POST.get("to", "")
    posts.lend_post(
        post=_of_person(visit, number, row_key(post) or 0),
        to=row_key(to) or 0,
        start=start,
        until=until,
        key=key_of(visit),
        **said,
    )


def _sign_out(visit: Visit, number: int, of: int, said: Mapping[str, Any]) -> None:
    sign_out(person=number, device=of or None, **said)


def _of_person(visit: Visit, number: int, post: int) -> int:
    """The key of a post of this very person, 0 for another's: a page acts on its own person."""
    return post if any(one.id == post for one in _page(visit, number).posts) else 0


_DOES: Final[Mapping[str, Callable[[Visit, int, int, Mapping[str, Any]], None]]] = {
    "lock": lambda visit, number, of, said: posts.set_active(person=number, active=False, **said),
    "unlock": lambda visit, number, of, said: posts.set_active(person=number, active=True, **said),
    "end": _end,
    "give": _give,
    "correct": _correct,
    "lend": _lend,
    "back": lambda visit, number, of, said: posts.take_back(
        post=_of_person(visit, number, of), **said
    ),
    "out": _sign_out,
}
"""What each button of the page of one person does."""
