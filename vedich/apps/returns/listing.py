"""Reads of single returns: the rows of a list, the form, the history (R18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q

from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.people.queries import names
from vedich.apps.places.models import Body
from vedich.apps.places.queries import atlas
from vedich.apps.returns.hands import (
    SEND_FOR,
    UNKNOWN,
    bodies_under,
    late,
    own_bodies,
    path_of,
)
from vedich.apps.returns.models import Return, Step
from vedich.apps.returns.series import Series, around, as_json, asked_of, asked_of_all, written
from vedich.apps.returns.shapes import Form, Kind, Mine, Moved, Question, Row
from vedich.core.errors import Language
from vedich.core.needs import Move, Side, State, whose_turn
from vedich.core.periods import Period
from vedich.core.permits import Actor
from vedich.core.tallies import PlaceRule, TimeRule


GIVES_BACK = (Move.SEND_BACK.value, Move.REOPEN.value)
"""Moves whose reason the sender must read."""


def rows_of(
    returns: Sequence[Return], on: date, language: Language, *, on_behalf: bool
) -> Sequence[Row]:
    """The returns as rows of a list; `returns` come with their bodies."""
    if not returns:
        return ()
    asked = asked_of_all(returns)
    counts = _counts(returns)
    reasons = _reasons(returns)
    found = []
    book = atlas()
    for of in returns:
        state = State(of.state)
        answered, verified = counts.get(of.reference, (0, 0))
        found.append(
            Row(
                id=of.pk,
                reference=of.reference,
                body=say_body(of.body, language),
                place=book.on(of.period.last_day)[of.place_id].say(language),
                period=of.period,
                period_name=of.period.name(language),
                state=state,
                turn=whose_turn(state),
                due=of.due,
                late=late(of.due, of.submitted_on or on),
                submitted_on=of.submitted_on,
                reason=reasons.get(of.pk, "") if whose_turn(state) is Side.SENDER else "",
                asked=len(asked.get(of.pk, ())),
                answered=answered,
                verified=verified,
                on_behalf=on_behalf,
            )
        )
    return found


def own_returns(actor: Actor, on: date) -> Sequence[Return]:
    """The returns `actor` sends: all whose turn it is, and those of the last twelve months."""
    since = Period.of(on, 1).first - 11
    bodies = [body.pk for body in own_bodies(actor, on)]
    if not bodies:
        return ()
    closed = [state.value for state in State if whose_turn(state) is not Side.SENDER]
    return list(
        Return.objects.filter(Q(first__gte=since) | ~Q(state__in=closed), body__in=bodies)
        .select_related("body")
        .order_by("first", "months", "pk")
    )


def mine(actor: Actor, on: date, language: Language) -> Mine:
    """The returns that `actor` sends, and those he may enter on behalf of somebody.

    The number of queries does not grow with the returns.
    """
    own = rows_of(own_returns(actor, on), on, language, on_behalf=False)
    waiting = [row for row in own if row.turn is Side.SENDER]
    done = [row for row in own if row.turn is not Side.SENDER]
    others = on_behalf(actor, on, language)
    return Mine(
        waiting=tuple(sorted(waiting, key=lambda row: (row.due, row.id))),
        done=tuple(sorted(done, key=lambda row: (row.period, row.id), reverse=True)),
        on_behalf=tuple(others),
    )


def on_behalf(actor: Actor, on: date, language: Language) -> Sequence[Row]:
    """The unsent returns that `actor` may enter on behalf of somebody."""
    return rows_of(_for_others(actor, on), on, language, on_behalf=True)


def form(return_id: int, language: Language) -> Form:
    """The form of one return. Raises Refused (``return.unknown``)."""
    of = Return.objects.select_related("body").filter(pk=return_id).first()
    if of is None:
        raise UNKNOWN.refuse(value=return_id)
    book = atlas()
    state, path = State(of.state), path_of(of, book)
    tree = book.on(of.period.last_day)
    steps = list(of.steps.all())
    given_back = [step for step in steps if step.move in GIVES_BACK]
    turn = whose_turn(state)
    theirs = turn is Side.SENDER and given_back
    above = tree[of.place_id].parent
    checker = of.place_id if of.body.inner else above or of.place_id
    return Form(
        id=of.pk,
        reference=of.reference,
        path=path,
        body=say_body(of.body, language),
        place=tree[of.place_id].say(language),
        period=of.period,
        period_name=of.period.name(language),
        state=state,
        turn=turn,
        editable=turn is Side.SENDER,
        due=of.due,
        round=of.round,
        submitted_on=of.submitted_on,
        reason=given_back[-1].reason if theirs else "",
        checker=tree[checker].say(language),
        questions=tuple(_questions(of, given_back[-1].figures if theirs else (), language)),
        history=tuple(history(steps, language)),
    )


def history(steps: Sequence[Step], language: Language) -> Iterable[Moved]:
    """The steps with the posts' titles; people's names stay out (R34)."""
    titles = names([step.post for step in steps], language)
    for step in steps:
        yield Moved(
            move=step.move,
            before=State(step.before),
            after=State(step.after),
            who=titles.get(step.post, step.post),
            on_day=step.on_day,
            reason=step.reason,
        )


def say_body(body: Body, language: Language) -> str:
    """The body's name in `language`; one without an English name keeps its own."""
    return body.name if language == "vi" or not body.name_en else body.name_en


def say(vietnamese: str, english: str, language: Language) -> str:
    """One of two columns; where there is no English text the Vietnamese stands."""
    return vietnamese if language == "vi" or not english else english


def _questions(of: Return, pointed_out: Sequence[int], language: Language) -> Iterable[Question]:
    indicators = asked_of(of)
    series = around(of.place_id, indicators, of.period)
    pointed = set(Figure.objects.filter(pk__in=pointed_out).values_list("indicator_id", flat=True))
    answers = _answers(of, indicators)
    for one in indicators:
        yield _question(of, one, series, answers.get(one.pk), one.pk in pointed, language)


def _answers(of: Return, indicators: Sequence[Indicator]) -> Mapping[int, Figure]:
    """The latest answer to each question; of a withdrawn return what it had held before."""
    rows = Figure.objects.filter(
        place=of.place_id, indicator__in=indicators, first=of.first, months=of.months
    ).order_by("pk")
    found: dict[int, Figure] = {}
    for row in rows:
        kept = found.get(row.indicator_id)
        if row.part is not None or kept is None or of.state != State.WITHDRAWN:
            found[row.indicator_id] = row
    return found


def _question(
    of: Return,
    one: Indicator,
    series: Series,
    answer: Figure | None,
    pointed: bool,
    language: Language,
) -> Question:
    rules = series.rules(of.place_id, one.pk, of.first)
    earlier = series.before(of.place_id, one.pk, of.first)
    known = [(number, pair) for number, pair in enumerate(earlier) if pair]
    last = known[-1][1] if known else None
    ago = len(earlier) - known[-1][0] if known else 0
    part = None if answer is None or answer.part is None else answer.part
    if part is not None:
        part += series.base(of.place_id, one.pk, of.first)
    before = (written(last.part, one), written(last.whole, one)) if last else ("", "")
    flows = one.time_rule == TimeRule.SUM and not one.year_to_date
    return Question(
        indicator=one.pk,
        code=one.code,
        name=say(one.name, one.name_en, language),
        unit=say(one.unit, one.unit_en, language),
        definition=say(one.definition, one.definition_en, language),
        kind=kind_of(one),
        part_name=say(one.part, one.part_en, language),
        whole_name=say(one.whole, one.whole_en, language),
        decimals=one.decimals,
        typed_decimals=0 if one.is_rate else one.decimals,
        last=before[0],
        last_whole=before[1],
        last_period=of.period.shifted(-ago).name(language) if last else "",
        unchanged=before if last and not flows else None,
        figure=answer.pk if answer and answer.current and answer.part is not None else None,
        part=written(part, one),
        whole=written(answer.whole, one) if answer and answer.part is not None else "",
        basis=answer.basis if answer else "actual",
        why=answer.why if answer else "",
        request=answer.request if answer else "",
        confirmed=tuple(answer.oddities) if answer else (),
        verified=bool(answer and answer.current and answer.verified),
        pointed_out=pointed,
        rules=rules,
        limits=as_json(rules),
    )


def kind_of(one: Indicator) -> Kind:
    """What the form asks for an indicator."""
    if one.is_rate:
        return "rate"
    if one.place_rule == PlaceRule.COUNT:
        return "yes_no"
    return "running" if one.year_to_date else "number"


def _for_others(actor: Actor, on: date) -> Sequence[Return]:
    """Unsent returns of bodies in the actor's charge that are not his own."""
    own = {body.pk for body in own_bodies(actor, on)}
    theirs = bodies_under(actor, SEND_FOR, on)
    if not theirs:
        return ()
    turns = [state.value for state in State if whose_turn(state) is Side.SENDER]
    query = Return.objects.filter(body__in=theirs, state__in=turns).exclude(body__in=own)
    return list(query.select_related("body").order_by("due", "pk"))


def _counts(returns: Sequence[Return]) -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    rows = Figure.objects.filter(
        source__in=[of.reference for of in returns], current=True, part__isnull=False
    )
    for source, verified in rows.values_list("source", "verified"):
        answered, checked = found.get(source, (0, 0))
        found[source] = (answered + 1, checked + verified)
    return found


def _reasons(returns: Sequence[Return]) -> Mapping[int, str]:
    steps = Step.objects.filter(of__in=[of.pk for of in returns], move__in=GIVES_BACK)
    return dict(steps.order_by("pk").values_list("of_id", "reason"))
