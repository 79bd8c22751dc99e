"""The pages on which people mend what they sent (R36): nothing here needs a programmer.

Withdraw, ask to reopen, correct one figure, move one that was entered at the wrong place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.row_keys import row_key
from vedich.apps.returns.actions import (
    Impossible,
    Unconfirmed,
    ask_reopen,
    mend_figure,
    move_figure,
    withdraw,
)
from vedich.apps.returns.entrance import opened
from vedich.apps.returns.lookups import destinations
from vedich.apps.returns.queries import Form, Question
from vedich.apps.returns.typed_numbers import understand
from vedich.core.errors import Message, Refused
from vedich.core.targets import Finding


NOT_THERE = Message(
    code="return.figure_not_there",
    vi="Báo cáo này không còn số {value}: số đã được sửa hoặc chuyển. Hãy mở lại báo cáo.",
    en="The figure {value} is no longer in this return: it was mended or moved. Open it again.",
)
CHOOSE_BODY = Message(
    code="form.choose_body",
    vi="Chưa chọn đơn vị ({value}). Hãy chọn đơn vị có số này.",
    en="No body is chosen ({value}). Choose the body whose figure it is.",
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Mending:
    """What was typed on a mending page, and what is wrong with it, by box."""

    part: str = ""
    whole: str = ""
    reason: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
    odd: tuple[Finding, ...] = ()

    @property
    def boxes(self) -> dict[str, str]:
        """The sentence of each box that is wrong."""
        return dict(self.wrong)


@require_POST
@door("returns.send")
def take_back(visit: Visit, number: int) -> HttpResponse:
    """Withdraw a return that nobody has checked; the form opens again with what was in it."""
    opened(visit, number, to_send=True)
    withdraw(of=number, by=visit.actor, at=visit.at, on_day=visit.day)
    return redirect("returns:form", number)


@get_or_post
@door("returns.send")
def wish(visit: Visit, number: int) -> HttpResponse:
    """Ask the checker to open an accepted return again."""
    found = opened(visit, number, to_send=True)
    typed = Mending(reason=_posted(visit, "reason"))
    if visit.method == "POST":
        try:
            ask_reopen(
                of=number, reason=typed.reason, by=visit.actor, at=visit.at, on_day=visit.day
            )
            return redirect("returns:form", number)
        except Refused as error:
            typed = Mending(reason=typed.reason, wrong=(("reason", error.say(visit.language)),))
    return _page(visit, "returns/wish.html", found, None, typed)


@get_or_post
@door("figures.mend")
def mend(visit: Visit, number: int, figure: int) -> HttpResponse:
    """Correct one figure: old, new, why."""
    found = opened(visit, number)
    visit.require("figures.mend", found.path)
    asked = _asked(visit, found, figure)
    if visit.method != "POST":
        typed = Mending(asked.part, asked.whole)
        return _page(visit, "returns/mend.html", found, asked, typed, figure=figure)
    typed = Mending(_posted(visit, "part"), _posted(visit, "whole"), _posted(visit, "reason"))
    (part, whole), wrong = _understood(visit, asked, typed)
    if wrong or part is None:
        typed = Mending(typed.part, typed.whole, typed.reason, wrong)
    else:
        typed = _try_to_mend(visit, figure, asked, typed, part, whole)
        if not typed.wrong and not typed.odd:
            return redirect("returns:form", number)
    return _page(visit, "returns/mend.html", found, asked, typed, figure=figure)


@get_or_post
@door("figures.mend")
def move(visit: Visit, number: int, figure: int) -> HttpResponse:
    """Move a figure to the body whose it is."""
    found = opened(visit, number)
    visit.require("figures.mend", found.path)
    asked = _asked(visit, found, figure)
    typed = Mending(part=_posted(visit, "to"), reason=_posted(visit, "reason"))
    if visit.method == "POST":
        try:
            to = row_key(typed.part)
            if to is None:
                raise CHOOSE_BODY.refuse(value=typed.part)
            move_figure(
                figure=figure,
                to=to,
                reason=typed.reason,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=f"move:{figure}:{typed.part}",
            )
            return redirect("returns:form", number)
        except Refused as error:
            box = "reason" if error.code == "return.no_reason" else "to"
            wrong = ((box, error.say(visit.language)),)
            typed = Mending(part=typed.part, reason=typed.reason, wrong=wrong)
    choices = destinations(figure, found.period.last_day, visit.language)
    return _page(visit, "returns/move.html", found, asked, typed, choices=choices, figure=figure)


def _try_to_mend(
    visit: Visit, figure: int, asked: Question, typed: Mending, part: int, whole: int | None
) -> Mending:
    try:
        mend_figure(
            figure=figure,
            part=part,
            whole=whole,
            reason=typed.reason,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            confirmed=visit.POST.getlist("confirmed"),
            # pressed twice it is one correction; another number is another one, and comes too late
            key=f"mend:{figure}:{part}:{whole}",
        )
    except Impossible as error:
        found = error.found.get(asked.indicator, ())
        wrong = tuple(("part", one.ask(visit.language)) for one in found)
        return Mending(typed.part, typed.whole, typed.reason, wrong)
    except Unconfirmed as error:
        odd = tuple(error.found.get(asked.indicator, ()))
        return Mending(typed.part, typed.whole, typed.reason, (), odd)
    except Refused as error:
        box = "reason" if error.code == "return.no_reason" else "part"
        wrong = ((box, error.say(visit.language)),)
        return Mending(typed.part, typed.whole, typed.reason, wrong)
    return typed


def _understood(
    visit: Visit, asked: Question, typed: Mending
) -> tuple[tuple[int | None, int | None], tuple[tuple[str, str], ...]]:
    wrong: list[tuple[str, str]] = []
    numbers: list[int | None] = []
    for box, text in (("part", typed.part), ("whole", typed.whole)):
        if box == "whole" and (asked.kind != "rate" or not text):
            numbers.append(None)
            continue
        try:
            numbers.append(understand(text, asked, visit.language).scaled)
        except Refused as error:
            wrong.append((box, error.say(visit.language)))
            numbers.append(None)
    return (numbers[0], numbers[1]), tuple(wrong)


def _asked(visit: Visit, found: Form, figure: int) -> Question:
    """The question of the figure; where it was replaced, the one the page was about."""
    about = _posted(visit, "about")
    for question in found.questions:
        if figure == question.figure or about == str(question.indicator):
            return question
    raise NOT_THERE.refuse(value=figure)


def _posted(visit: Visit, name: str) -> str:
    return (visit.POST.get(name) or "").strip()


def _page(
    visit: Visit,
    template: str,
    found: Form,
    asked: Question | None,
    typed: Mending,
    **more: object,
) -> HttpResponse:
    context = {"form": found, "asked": asked, "typed": typed, **more}
    status = 422 if typed.wrong or typed.odd else 200
    return render(visit, template, context, status=status)
