"""People: the list, the page of one, sign-in slips, codes, posts lent (issue “day one”)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import segno
from axes.utils import reset as axes_reset
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from vedich.apps.people import codes, devices, listing, posts
from vedich.apps.people.actions import NewPost
from vedich.apps.people.doors import ANYBODY, SIGNED_IN, Visit, door
from vedich.apps.people.models import Person, Post, SignInCode
from vedich.apps.people.queries import holders, say_post
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import on
from vedich.core.errors import Message, Refused
from vedich.core.permits import Post as CorePost
from vedich.core.vietnamese import read_date
from vedich.rulebook.permits import table


BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
TRIES: Final = "code_tries"
MOST_TRIES: Final = 8
"""Wrong codes in one session before it must begin anew; a code has 30⁸ forms and lives 14 days."""

MOST_SLIPS: Final = 400

TOO_OFTEN = Message(
    code="code.too_often",
    vi="Đã gõ sai {times} lần. Hãy đóng trang, xin mã mới rồi thử lại.",
    en="Typed wrongly {times} times. Close the page, ask for a new code and try again.",
)
NOBODY_CHOSEN = Message(
    code="slips.nobody",
    vi="Chưa chọn ai ({count} người). Hãy đánh dấu người cần phiếu.",
    en="Nobody is chosen ({count} people). Tick those who need a slip.",
)
TOO_MANY = Message(
    code="slips.too_many",
    vi="{count} phiếu một lần là quá nhiều. Hãy in tối đa {most} phiếu mỗi lần.",
    en="{count} slips at once are too many. Print {most} at most.",
)
NO_VERB = Message(
    code="people.no_verb",
    vi="Không rõ phải làm gì ({value}). Hãy mở lại trang và bấm một nút.",
    en="It is not clear what to do ({value}). Open the page again and press a button.",
)
NOT_A_PLACE = Message(
    code="people.not_a_place",
    vi="Không có nơi mã “{value}”. Hãy chọn trong danh sách.",
    en="There is no place “{value}”. Choose one of the list.",
)


class Signs:
    """Chance as the server has it, for the signs of codes."""

    def choice(self, seq: str, /) -> str:
        """One sign of the text."""
        return get_random_string(1, seq)


# -- getting in by a code --------------------------------------------------------------------------


@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def by_code(visit: Visit) -> HttpResponse:
    """Name, code, and a new password twice; then one is in."""
    typed = visit.POST if visit.method == "POST" else visit.GET
    shown = {
        "name": typed.get("username", typed.get("ten", "")).strip(),
        "code": typed.get("code", typed.get("ma", "")).strip(),
        "least": codes.LEAST,
        "errors": [],
    }
    if visit.method != "POST":
        return render(visit, "people/by_code.html", shown)
    try:
        person = _redeemed(visit, str(shown["name"]), str(shown["code"]))
    except Refused as refused:
        box = "password" if refused.code in ("code.short", "code.different") else "code"
        shown["errors"] = [(box, refused.say(visit.language))]
        return render(visit, "people/by_code.html", shown, status=400)
    enter(visit, person)
    return redirect(after(person))


def _redeemed(visit: Visit, name: str, code: str) -> Person:
    tries = int(visit.session.get(TRIES, 0))
    if tries >= MOST_TRIES:
        raise TOO_OFTEN.refuse(times=tries)
    password, again = visit.POST.get("password", ""), visit.POST.get("again", "")
    if password != again:
        raise codes.DIFFERENT.refuse(count=len(password), other=len(again))
    try:
        person = codes.redeem(
            name=name, code=code, password=password, at=visit.at, on_day=visit.day
        )
    except Refused as refused:
        if refused.code == codes.WRONG_CODE.code:
            visit.session[TRIES] = tries + 1
        raise
    axes_reset(username=name)
    return person


def enter(visit: Visit, person: Person) -> None:
    """Begin a session, and remember the browser it is in."""
    login(visit, person, backend=BACKEND)
    visit.session.save()
    agent = visit.headers.get("User-Agent", "")
    devices.remember(person, str(visit.session.session_key), agent, visit.day)


def after(person: Person, wanted: str = "/") -> str:
    """Where somebody goes once he is in: to be told who had a code made for him, if anybody did."""
    rows = SignInCode.objects.filter(person=person, told_at__isnull=True).exclude(issued_by="")
    return "/them" if rows.exclude(issued_by=person.reference).exists() else wanted


@require_http_methods(["GET", "HEAD", "POST"])
@door(ANYBODY)
def forgotten(visit: Visit) -> HttpResponse:
    """Ask the office for a code; the page answers the same whether there is such a name or not."""
    sent = visit.method == "POST"
    name = visit.POST.get("username", "").strip()
    if sent and name and not visit.session.get("wished"):
        codes.wish_for_code(name=name, at=visit.at, on_day=visit.day)
        visit.session["wished"] = True
    return render(visit, "people/forgotten.html", {"sent": sent and bool(name), "name": name})


# -- the list and one person -----------------------------------------------------------------------


@require_safe
@door(codes.ISSUES)
def people(visit: Visit) -> HttpResponse:
    """People of the visitor's places, ?q= narrows."""
    words = visit.GET.get("q", "")[:100]
    rows = listing.people_below(visit.actor, visit.day, visit.language, words)
    shown = {
        "rows": rows,
        "words": words,
        "never": sum(row.state == "never" for row in rows),
        "alone": posts.administrators(visit.day) == 1,
    }
    return render(visit, "people/people.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door(codes.ISSUES)
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
    return _shown(visit, _page(visit, number), issued=issued)


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
    issued: codes.Issued | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    rights = table(visit.day)
    english = visit.language == "en"
    shown = {
        "page": page,
        "issued": issued,
        "errors": [("", refused.say(visit.language))] if refused else [],
        "roles": [(code, name.en if english else name.vi) for code, name in rights.roles.items()],
        "places": sorted((spot.code, spot.say(visit.language)) for spot in on(visit.day)),
        "typed": visit.POST if refused else {},
        "saved": "da" in visit.GET,
    }
    return render(visit, "people/person.html", shown, status=400 if refused else 200)


def _do(visit: Visit, number: int) -> codes.Issued | None:
    """Carry out the button that was pressed; gives a code where one was made."""
    verb, _, of = visit.POST.get("verb", "").partition(":")
    said: dict[str, Any] = {"by": visit.actor, "at": visit.at, "on_day": visit.day}
    if verb == "code":
        chance = Signs()
        found = codes.issue_codes(people=[number], chance=chance, **said)
        return found[0] if found else None
    if verb in ("lock", "unlock"):
        posts.set_active(person=number, active=verb == "unlock", **said)
    elif verb == "end" and of.isdigit():
        text = visit.POST.get("until", "").strip()
        until = read_date(text, year=visit.day.year) if text else visit.day
        posts.end_post(post=int(of), until=until, **said)
    elif verb == "give":
        posts.give_post(person=number, new=_new_post(visit), **said)
    elif verb == "correct":
        posts.correct_person(
            person=number,
            name=visit.POST.get("name", ""),
            phone=visit.POST.get("phone", ""),
            email=visit.POST.get("email", ""),
            **said,
        )
    elif verb == "out":
        person = Person.objects.get(pk=number)
        if not codes.may_issue(visit.actor, person, visit.day):
            raise codes.NOT_YOURS.refuse(value=person.name)
        devices.sign_out_devices(person, device=int(of) if of.isdigit() else None)
    else:
        raise NO_VERB.refuse(value=verb[:20])
    return None


def _new_post(visit: Visit) -> NewPost:
    code = visit.POST.get("place", "").strip()
    spot = on(visit.day).by_code(code)
    if spot is None:
        raise NOT_A_PLACE.refuse(value=code)
    body = Body.objects.filter(code=visit.POST.get("body", "")).first()
    title = " ".join(visit.POST.get("title", "").split())[:160]
    if not title:
        raise posts.NO_NAME.refuse(value=title)
    start = visit.POST.get("held_from", "").strip()
    return NewPost(
        role=visit.POST.get("role", ""),
        title=title,
        place=Place.objects.get(pk=spot.id),
        held_from=read_date(start, year=visit.day.year) if start else visit.day,
        body=body,
    )


# -- slips -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to cut out."""

    name: str
    posts: tuple[str, ...]
    place: str
    username: str
    code: str
    last_day: date
    square: Markup


@require_POST
@door(codes.ISSUES)
def slips(visit: Visit) -> HttpResponse:
    """Sign-in slips of those who were ticked: a code each, shown on this page and never again."""
    chosen = [int(key) for key in visit.POST.getlist("person") if key.isdigit()]
    rows = {row.id: row for row in listing.people_below(visit.actor, visit.day, visit.language)}
    if "never" in visit.POST:
        chosen = [key for key, row in rows.items() if row.state == "never"]
    wanted = [key for key in dict.fromkeys(chosen) if key in rows]
    try:
        if not wanted:
            raise NOBODY_CHOSEN.refuse(count=0)
        if len(wanted) > MOST_SLIPS:
            raise TOO_MANY.refuse(count=len(wanted), most=MOST_SLIPS)
        issued = codes.issue_codes(
            people=wanted,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            chance=Signs(),
        )
    except Refused as refused:
        shown = {
            "rows": list(rows.values()),
            "words": "",
            "never": sum(row.state == "never" for row in rows.values()),
            "alone": False,
            "refused": refused.say(visit.language),
        }
        return render(visit, "people/people.html", shown, status=400)
    made = [_slip(visit, one, rows[one.person.pk]) for one in issued]
    site = visit.build_absolute_uri("/vao/ma")
    return render(visit, "people/slips.html", {"slips": made, "site": site})


def _slip(visit: Visit, one: codes.Issued, row: listing.PersonRow) -> Slip:
    query = urlencode({"ten": one.person.username, "ma": one.code})
    code = segno.make(f"{visit.build_absolute_uri('/vao/ma')}?{query}", error="m", micro=False)
    # the drawing comes from our own text; what it holds is encoded in squares
    drawn = Markup(code.svg_inline(scale=2, border=2, omitsize=True, svgclass="qr", lineclass=None))
    return Slip(row.name, row.posts, row.place, one.person.username, one.code, one.last_day, drawn)


# -- for oneself -----------------------------------------------------------------------------------


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
            errors = [("", refused.say(visit.language))]
    own = [
        (post.reference.removeprefix("post:"), title)
        for post, title in _own(visit)
        if post.delegated_by is None
    ]
    me = visit.person.pk if visit.person else 0
    lent = Post.objects.filter(lent_by=me, held_until__gt=visit.day).select_related("person")
    shown = {
        "own": own,
        "others": _others(visit, me),
        "lent": [(post, say_post(post, visit.language)) for post in lent.order_by("held_from")],
        "typed": visit.POST,
        "errors": errors,
        "saved": "da" in visit.GET,
    }
    return render(visit, "people/lend.html", shown, status=400 if errors else 200)


def _own(visit: Visit) -> list[tuple[CorePost, str]]:
    held = [post for post in visit.everything.posts if post.in_force(visit.day)]
    rows = {
        post.reference: say_post(post, visit.language)
        for post in Post.objects.filter(
            pk__in=[int(post.reference.removeprefix("post:")) for post in held]
        ).select_related("lent_by")
    }
    return [(post, rows[post.reference]) for post in held if post.reference in rows]


def _others(visit: Visit, me: int) -> list[tuple[int, str]]:
    """People who hold a post at one of the visitor's places: who may stand in for him."""
    lines = holders(visit.day)
    places = {line.place for line in lines.values() if line.person == me}
    found = {
        line.person: f"{line.name}, {line.title}"
        for line in lines.values()
        if line.person != me and line.place in places and line.role != codes.ADMINISTRATOR
    }
    return sorted(found.items(), key=lambda one: one[1])


def _lend(visit: Visit) -> None:
    said: dict[str, Any] = {"by": visit.everything, "at": visit.at, "on_day": visit.day}
    back = visit.POST.get("back", "")
    if back.isdigit():
        posts.take_back(post=int(back), **said)
        return
    post, to = visit.POST.get("post", ""), visit.POST.get("to", "")
    posts.lend_post(
        post=int(post) if post.isdigit() else 0,
        to=int(to) if to.isdigit() else 0,
        start=read_date(visit.POST.get("start", ""), year=visit.day.year),
        until=read_date(visit.POST.get("until", ""), year=visit.day.year),
        **said,
    )


@require_POST
@door(SIGNED_IN)
def sign_out_device(visit: Visit) -> HttpResponse:
    """End one of one's own sessions, or all but this."""
    if visit.person is not None:
        of = visit.POST.get("device", "")
        here = str(visit.session.session_key or "")
        if of.isdigit():
            devices.sign_out_devices(visit.person, device=int(of))
        else:
            devices.sign_out_devices(visit.person, but=here)
    return redirect("people:more")
