"""What a return asks of somebody becomes a matter, with an owner and a clock (R16, R18)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vedich.apps.figures.actions import NewFigure
from vedich.apps.places.queries import on
from vedich.apps.returns.models import Return
from vedich.apps.returns.steps import Act
from vedich.apps.tasks.matters.actions import raise_matter
from vedich.apps.tasks.models import Matter
from vedich.core.errors import Message


ASKED: Final = Message(
    code="return.asked",
    vi="{request} Đề nghị trong báo cáo {period}, về “{indicator}”.",
    en="{request} Asked in the return of {period}, about “{indicator}”.",
)


def ask_for(of: Return, figures: Sequence[NewFigure], operation: str, act: Act) -> None:
    """Raise a matter for every figure whose answer asks for something.

    Once a figure and submission, and not again while the same words stand: a return that was sent
    back and comes again with what it asked before has asked already. It is raised under the right
    to send the return, so that a clerk who enters it on behalf asks on behalf too.
    """
    asking = [one for one in figures if any(sign.isalnum() for sign in one.request)]
    # a place that has gone since the period has nobody above it to ask
    if not asking or of.body.place_id not in on(act.on_day):
        return
    before = f"{of.reference}:"
    known = Matter.objects.filter(body=of.body_id, origin__startswith=before)
    said = {(one.origin.rpartition(":")[0], one.words) for one in known}
    for one in asking:
        figure = f"{before}{one.indicator.pk}"
        words = words_of(of, one)
        if (figure, words) in said:
            continue
        raise_matter(
            body=of.body_id,
            kind=Matter.Kind.OTHER,
            words=words,
            origin=f"{figure}:{of.round}",
            operation=operation,
            by=act.by,
            at=act.at,
            on_day=act.on_day,
        )


def words_of(of: Return, figure: NewFigure) -> str:
    """The request, and what it is about: “… Đề nghị trong báo cáo tháng 6/2022, về “…”.”."""
    request = figure.request if figure.request.endswith((".", "!", "?")) else f"{figure.request}."
    said = {"indicator": figure.indicator.name, "period": of.period.name("vi"), "request": request}
    return ASKED.say("vi", said)
