"""What is owed, typed, waiting and checked, as plain values for pages; and what needs somebody.

The answers are the dataclasses of `shapes`, given out here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from vedich.apps.places.queries import Atlas, atlas
from vedich.apps.returns.bench import Bench, people_of
from vedich.apps.returns.desks import desk_for_checker, open_benches
from vedich.apps.returns.hands import path_of, sides
from vedich.apps.returns.listing import form, mine, on_behalf, own_returns
from vedich.apps.returns.models import Return, Step
from vedich.apps.returns.shapes import (
    Checked,
    Desk,
    Form,
    Kind,
    Mine,
    Moved,
    Odd,
    Question,
    Row,
    Sweep,
    Unsent,
    Waiting,
    Wish,
)
from vedich.core.errors import Message
from vedich.core.needs import Move, Need, Side, State, whose_turn
from vedich.core.permits import Actor


__all__ = [
    "Checked",
    "Desk",
    "Form",
    "Kind",
    "Mine",
    "Moved",
    "Odd",
    "Question",
    "Row",
    "Sweep",
    "Unsent",
    "Waiting",
    "Wish",
    "desk_for_checker",
    "form",
    "mine",
    "needs",
    "on_behalf",
    "sides",
]

TO_SEND = Message(
    code="need.return_to_send",
    vi="Gửi báo cáo {period} của {body}.",
    en="Send the return of {period} of {body}.",
)
SENT_BACK = Message(
    code="need.return_sent_back",
    vi="Báo cáo {period} của {body} bị trả lại: “{reason}”.",
    en="The return of {period} of {body} was sent back: “{reason}”.",
)
OPEN_AGAIN = Message(
    code="need.return_open_again",
    vi="Báo cáo {period} của {body} đã mở lại. Hãy sửa rồi gửi.",
    en="The return of {period} of {body} is open again. Correct it and send it.",
)
TO_CHECK = Message(
    code="need.figures_to_check",
    vi="{count} số của {period} chờ kiểm.",
    en="Figures of {period} that wait for a check: {count}.",
)
TO_CHECK_SINGLY = Message(
    code="need.figures_to_check_singly",
    vi="{count} số của {period} chờ kiểm, {odd} số cần xem từng số.",
    en="Figures of {period} that wait for a check: {count}, to look at one by one: {odd}.",
)
WISH = Message(
    code="need.wish_to_reopen",
    vi="{body} đề nghị mở lại báo cáo {period}: “{reason}”.",
    en="{body} asks to reopen its return of {period}: “{reason}”.",
)

_SENTENCES: Final = {State.RETURNED: SENT_BACK, State.REOPENED: OPEN_AGAIN}


def needs(actor: Actor, on: date) -> Sequence[Need]:
    """What waits for `actor` here: returns to send or mend, figures to check, wishes to reopen.

    The counts are those of `mine` and `desk_for_checker`.
    """
    found = open_benches(actor, on)
    own = [of for of in own_returns(actor, on) if _turn(of) is Side.SENDER]
    wishes = [of for bench in found for of in bench.returns if of.state == State.REOPEN_ASKED]
    said = _last_words([*own, *wishes])
    people = people_of(actor)
    book = atlas()
    waiting = [need for bench in found for need in _to_check(bench, people, book)]
    return [
        *(_to_send(of, said.get(of.pk), book) for of in own),
        *waiting,
        *(_wished(of, said[of.pk], book) for of in wishes),
    ]


def _to_send(of: Return, said: Step | None, book: Atlas) -> Need:
    state = State(of.state)
    sentence = _SENTENCES.get(state, TO_SEND)
    values: list[tuple[str, str | int]] = [("period", str(of.period)), ("body", of.body.name)]
    if sentence is SENT_BACK:
        values.append(("reason", said.reason if said else ""))
    return Need(
        subject=of.reference,
        kind="return.send" if sentence is TO_SEND else "return.mend",
        sentence=sentence.code,
        values=tuple(values),
        owner=of.body.reference,
        due=of.due,
        since=said.on_day if said else of.opened_on,
        link=f"/bao-cao/{of.pk}",
        place_path=path_of(of, book),
    )


def _to_check(bench: Bench, people: frozenset[str], book: Atlas) -> Iterable[Need]:
    single = [*bench.odd(people), *bench.taken_out(people)]
    rows = [*single, *bench.rest(people)]
    if not rows:
        return
    spot = book.on(bench.period.last_day)[bench.place]
    yield Need(
        subject=f"check:{spot.reference}:{bench.period}",
        kind="figures.check",
        sentence=(TO_CHECK_SINGLY if single else TO_CHECK).code,
        values=(("count", len(rows)), ("period", str(bench.period)), ("odd", len(single))),
        owner=spot.reference,
        due=None,
        since=min(row.entered_on for row in rows),
        link=f"/kiem-so?ky={bench.period}&noi={bench.place}",
        place_path=spot.path,
    )


def _wished(of: Return, said: Step, book: Atlas) -> Need:
    path = path_of(of, book)
    return Need(
        subject=of.reference,
        kind="return.reopen",
        sentence=WISH.code,
        values=(
            ("body", of.body.name),
            ("period", str(of.period)),
            ("reason", said.reason),
        ),
        owner=path[-2] if len(path) > 1 else "",
        due=None,
        since=said.on_day,
        link=f"/bao-cao/{of.pk}",
        place_path=path,
    )


def _turn(of: Return) -> Side | None:
    return whose_turn(State(of.state))


def _last_words(returns: Sequence[Return]) -> dict[int, Step]:
    moves = (Move.SEND_BACK, Move.REOPEN, Move.WITHDRAW, Move.ASK_REOPEN)
    steps = Step.objects.filter(
        of__in=[of.pk for of in returns], move__in=[move.value for move in moves]
    )
    return {step.of_id: step for step in steps.order_by("pk")}
