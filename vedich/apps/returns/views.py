"""The pages of those who send: my returns, the form, its review, what was sent.

The form works without script: every step is a plain POST that carries all that was typed, so an
error, a stale page or a lost session loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.apps.people.kept_forms import FIELD, KeptForm
from vedich.apps.people.row_keys import row_key
from vedich.apps.returns import queries
from vedich.apps.returns.actions import Impossible, Unconfirmed, submit
from vedich.apps.returns.entrance import opened
from vedich.apps.returns.forms import (
    Fault,
    Typed,
    blanks,
    faults,
    filled,
    refused,
    standing,
    unchanged,
    unconfirmed,
)
from vedich.apps.returns.hands import due_of, late, own_posts, sides
from vedich.apps.returns.lookups import Effect, effects, previous, reading
from vedich.apps.returns.queries import Form
from vedich.core.errors import Refused
from vedich.core.needs import Side, State


MOVED = "moved"
"""Where the session keeps what the last sending moved above."""

SENT = (State.SUBMITTED, State.ACCEPTED, State.REOPEN_ASKED)

Faults = Sequence[tuple[Typed | None, Fault]]


@require_safe
@door(SIGNED_IN)
def mine(visit: Visit) -> HttpResponse:
    """What I owe, what was sent back, what is done; and whom I may enter for."""
    found = queries.mine(visit.actor, visit.day, visit.language)
    return render(visit, "returns/mine.html", {"mine": found})


@require_safe
@door("returns.send")
def form(visit: Visit, number: int) -> HttpResponse:
    """The form, or what was sent where it is not the sender's turn."""
    found = opened(visit, number)
    if not (found.editable and Side.SENDER in sides(visit.actor, found.path, visit.day)):
        return show(visit, found)
    return _form(visit, found, standing(found), key=new_key())


@require_http_methods(["GET", "HEAD", "POST"])
@door("returns.send")
def review(visit: Visit, number: int) -> HttpResponse:
    """What was typed, repeated as it was understood; or the form again with what is wrong."""
    found = opened(visit, number, to_send=True)
    if visit.method != "POST":
        return _after_sign_in(visit, found)
    answers = filled(found, visit.POST, visit.language)
    key = visit.POST.get("key", "")
    if not found.editable or visit.POST.get("round") != str(found.round):
        return _both(visit, found, answers)
    copied = row_key(visit.POST.get("same"))
    if copied is not None:
        return _form(visit, found, unchanged(answers, copied), key=key)
    if visit.POST.get("edit"):
        return _form(visit, found, answers, key=key)
    wrong = faults(answers)
    if wrong:
        return _form(visit, found, answers, key=key, wrong=wrong)
    return _review(visit, found, answers, key=key)


@require_POST
@door("returns.send")
def send(visit: Visit, number: int) -> HttpResponse:
    """Send it: once, however often it is pressed."""
    found = opened(visit, number, to_send=True)
    answers = filled(found, visit.POST, visit.language)
    key = visit.POST.get("key", "")
    wrong = faults(answers)
    if wrong:
        return _form(visit, found, answers, key=key, wrong=wrong)
    open_still = [*unconfirmed(answers, visit.language), *blanks(answers, visit.language)]
    if open_still:
        return _review(visit, found, answers, key=key, wrong=open_still)
    return _submitted(visit, found, answers, key)


@require_safe
@door("returns.send")
def sent(visit: Visit, number: int) -> HttpResponse:
    """What was sent, what it moved above, what comes next."""
    found = opened(visit, number)
    if found.state not in SENT:
        return redirect("returns:form", number)
    return show(visit, found, fresh=True)


def new_key() -> str:
    """A key for one page: sent twice, what it does is done once."""
    return uuid4().hex


def show(visit: Visit, found: Form, *, fresh: bool = False) -> HttpResponse:
    """A return as it stands, with what this visitor may do about it."""
    on_side = sides(visit.actor, found.path, visit.day)
    moved: list[Effect] = []
    if fresh:
        kept = visit.session.get(MOVED, {}).get(str(found.id), [])
        moved = [Effect(*one) for one in kept]
    more = {
        "answers": standing(found),
        "fresh": fresh,
        "moved": moved,
        "sends": Side.SENDER in on_side,
        "mends": bool(visit.may("figures.mend", found.path)),
        "next": _next(visit, found),
    }
    return render(visit, "returns/standing.html", {**_common(visit, found), **more})


def _after_sign_in(visit: Visit, found: Form) -> HttpResponse:
    """The page a session ended on, made anew; the web layer puts what was written into it."""
    kept = KeptForm.read(visit.session.get(FIELD)) if visit.restored else None
    if kept is None or not found.editable:
        return redirect("returns:form", found.id)
    held = QueryDict(mutable=True)
    for name, value in kept.fields:
        held.appendlist(name, value)
    answers = filled(found, held, visit.language)
    key = held.get("key", "")
    if kept.to == reverse("returns:send", args=[found.id]) and not faults(answers):
        return _review(visit, found, answers, key=key)
    return _form(visit, found, answers, key=key)


def _submitted(visit: Visit, found: Form, answers: tuple[Typed, ...], key: str) -> HttpResponse:
    asked = [one.question.indicator for one in answers]
    before = reading(found.id, asked, visit.language)
    try:
        done = submit(
            of=found.id,
            answers=[one.answer() for one in answers],
            round=_round(visit.POST),
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key,
        )
    except (Impossible, Unconfirmed) as error:
        again = refused(answers, error.found, visit.language)
        return _refused(visit, found, again, key)
    except Refused as error:
        newest = queries.form(found.id, visit.language)
        if newest.round != found.round or not newest.editable or error.code == "return.stale":
            return _both(visit, newest, answers)
        return _review(visit, newest, answers, key=key, wrong=[(None, _said(visit, error))])
    if State(done.state) not in SENT:
        # sent with this key before, and withdrawn or sent back since
        return _both(visit, queries.form(found.id, visit.language), answers)
    after = reading(found.id, asked, visit.language)
    _remember(visit, found.id, effects(before, after, visit.language))
    return redirect("returns:sent", found.id)


def _refused(visit: Visit, found: Form, answers: tuple[Typed, ...], key: str) -> HttpResponse:
    wrong = faults(answers)
    if wrong:
        return _form(visit, found, answers, key=key, wrong=wrong)
    return _review(visit, found, answers, key=key, wrong=unconfirmed(answers, visit.language))


def _remember(visit: Visit, number: int, moved: Sequence[Effect]) -> None:
    if moved:
        texts = [[one.place, one.indicator, one.unit, one.before, one.after] for one in moved]
        visit.session[MOVED] = {str(number): texts}


def _said(visit: Visit, error: Refused) -> Fault:
    return Fault("", error.say(visit.language))


def _round(posted: QueryDict) -> int:
    found = row_key(posted.get("round"))
    return -1 if found is None else found


def _common(visit: Visit, found: Form) -> dict[str, Any]:
    own = own_posts(visit.actor, found.path).posts
    return {
        "form": found,
        "on_behalf": not own and Side.SENDER in sides(visit.actor, found.path, visit.day),
        "late": late(found.due, found.submitted_on or visit.day),
        "today": visit.day,
    }


def _form(
    visit: Visit, found: Form, answers: Sequence[Typed], *, key: str, wrong: Faults = ()
) -> HttpResponse:
    more = {
        "answers": answers,
        "wrong": wrong,
        "boxes": {fault.box: fault.sentence for _, fault in wrong},
        "key": key or new_key(),
    }
    status = 422 if wrong else 200
    return render(visit, "returns/form.html", {**_common(visit, found), **more}, status=status)


def _review(
    visit: Visit, found: Form, answers: Sequence[Typed], *, key: str, wrong: Faults = ()
) -> HttpResponse:
    more = {
        "answers": answers,
        "wrong": wrong,
        "boxes": {fault.box: fault.sentence for _, fault in wrong},
        "key": key,
        "odd": [one for one in answers if one.odd],
        "missing": [one for one in answers if one.missing],
        "previous": previous(found.id) if any(one.odd for one in answers) else None,
    }
    status = 422 if wrong else 200
    return render(visit, "returns/review.html", {**_common(visit, found), **more}, status=status)


def _both(visit: Visit, found: Form, answers: Sequence[Typed]) -> HttpResponse:
    """Somebody was faster: what stands beside what was just typed; a person chooses."""
    stands = {one.question.indicator: one for one in standing(found)}
    typed = [
        (stands[one.question.indicator], one) for one in answers if one.question.indicator in stands
    ]
    more = {"pairs": typed, "answers": answers, "key": new_key()}
    return render(visit, "returns/both.html", {**_common(visit, found), **more}, status=409)


def _next(visit: Visit, found: Form) -> tuple[str, date] | None:
    """The name of the next period's return and its due day."""
    coming = found.period.shifted(1)
    try:
        return coming.name(visit.language), due_of(coming)
    except Refused:
        return None
