"""The checker's desk: what waits one level below, why it looks odd, who has not sent (R9, R21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from vedich.apps.figures.models import Check, Figure, Indicator
from vedich.apps.places.queries import Map, atlas
from vedich.apps.returns.bench import Bench, benches, people_of
from vedich.apps.returns.hands import check_place, late
from vedich.apps.returns.listing import say, say_body
from vedich.apps.returns.models import Step
from vedich.apps.returns.series import LOOK_BACK, Series, read_series, written
from vedich.apps.returns.shapes import Checked, Desk, Odd, Sweep, Unsent, Waiting, Wish
from vedich.core.errors import Language, Message
from vedich.core.needs import Move, Side, State, whose_turn
from vedich.core.periods import Period
from vedich.core.permits import Actor
from vedich.core.tallies import Pair
from vedich.core.targets import screen


MONTHS_BACK = 12
"""Desks of periods that started longer ago are closed."""

_Check = tuple[Figure, date | None]

WAS_ODD = Message(
    code="return.was_odd",
    vi="Đã được hỏi lại khi nhập.",
    en="It was asked about when it was typed.",
)


def offices(actor: Actor, on: date) -> Mapping[int, date]:
    """The places for whose offices `actor` checks on that day."""
    tree = atlas().on(on)
    found = (check_place(post, on, tree) for post in actor.posts)
    return {place: on for place in found if place is not None}


def open_benches(actor: Actor, on: date) -> Sequence[Bench]:
    """The benches with something to do, and the newest of each place."""
    since = Period.of(on, 1).first - MONTHS_BACK
    found: list[Bench] = []
    newest: set[int] = set()
    for bench in benches(offices(actor, on), since):
        busy = any(of.state != State.ACCEPTED for of in bench.returns) or bench.waiting()
        if busy or bench.place not in newest:
            found.append(bench)
        newest.add(bench.place)
    return found


def desk_for_checker(actor: Actor, on: date, language: Language) -> Sequence[Desk]:
    """A desk for each place and period in which something waits or is unsent, the newest first.

    Where nothing does, the newest period alone, with what was checked. The number of queries does
    not grow with the figures.
    """
    found = open_benches(actor, on)
    checked = _checked(found)
    series = _around(found, checked)
    wishes = _wishes(found)
    people = people_of(actor)
    book = atlas()

    def reader(bench: Bench) -> _Reader:
        tree = book.on(bench.period.last_day)
        return _Reader(bench, people, series[bench.period.months], tree, on, language)

    return [reader(bench).desk(checked, wishes) for bench in found]


class _Reader:
    """One desk being written; it holds what all its rows need."""

    def __init__(
        self,
        bench: Bench,
        people: frozenset[str],
        series: Series,
        tree: Map,
        on: date,
        language: Language,
    ) -> None:
        self._bench, self._people, self._series = bench, people, series
        self._on, self._language = on, language
        self._tree = tree

    def desk(self, checked: Mapping[str, Sequence[_Check]], wishes: Mapping[int, Step]) -> Desk:
        """The desk, its queries already made."""
        bench, people = self._bench, self._people
        spot = self._tree[bench.place]
        odd = [self._waiting(row) for row in bench.odd(people)]
        # the strongest first; among equals in the order in which they came in
        odd.sort(key=lambda one: (-sum(why.strong for why in one.odd), -len(one.odd), one.figure))
        rest = [self._waiting(row) for row in bench.rest(people)]
        drawn = bench.drawn(people)
        return Desk(
            place=spot.say(self._language),
            place_id=bench.place,
            place_path=spot.path,
            period=bench.period,
            period_name=bench.period.name(self._language),
            odd=tuple(odd),
            taken_out=tuple(self._waiting(row) for row in bench.taken_out(people)),
            own=tuple(self._waiting(row) for row in bench.own(people)),
            rest=tuple(rest),
            sweep=Sweep(
                count=len(rest),
                drawn=tuple(self._waiting(row) for row in drawn),
                opened=tuple(bool(bench.opened.get(row.pk)) for row in drawn),
                seed=bench.seed,
            ),
            checked=tuple(
                self._checked(row, day)
                for of in bench.returns
                for row, day in checked.get(of.reference, ())
            ),
            unsent=tuple(self._unsent()),
            wishes=tuple(self._wished(wishes)),
            bodies=len(bench.returns),
            sent=sum(whose_turn(State(of.state)) is not Side.SENDER for of in bench.returns),
        )

    def _waiting(self, row: Figure) -> Waiting:
        one, typed = row.indicator, self._typed(row)
        earlier = self._series.before(row.place_id, row.indicator_id, row.first)
        last = earlier[-1] if earlier else None
        return Waiting(
            figure=row.pk,
            of=int(row.source.removeprefix("return:")),
            body=say_body(row.body, self._language),
            place=self._tree[row.place_id].say(self._language),
            indicator=say(one.name, one.name_en, self._language),
            unit=say(one.unit, one.unit_en, self._language),
            last=written(last.part if last else None, one),
            last_whole=written(last.whole if last else None, one),
            value=written(typed.part, one),
            whole=written(typed.whole, one),
            odd=tuple(self._odd(row, typed)),
            said=row.why,
            request=row.request,
            basis=row.basis,
            mended=row.reason,
            own=bool({row.entered_by, row.entered_for} & self._people),
            entered_on=row.entered_on,
        )

    def _typed(self, row: Figure) -> Pair:
        # the row itself is in the series; it stands in for itself where it was moved meanwhile
        typed = self._series.typed(row.place_id, row.indicator_id, row.first)
        return typed or Pair(row.part or 0, row.whole)

    def _odd(self, row: Figure, typed: Pair) -> Iterable[Odd]:
        """What was odd when it was typed, in words of today's numbers."""
        rules = self._series.rules(row.place_id, row.indicator_id, row.first)
        found = {one.code.value: one for one in screen(rules, typed)}
        for code in row.oddities:
            if code in found:
                yield Odd(code, found[code].seen(self._language), found[code].strong)
            else:
                yield Odd(code, WAS_ODD.say(self._language, {}), strong=False)

    def _checked(self, row: Figure, day: date | None) -> Checked:
        typed = self._typed(row)
        return Checked(
            figure=row.pk,
            body=say_body(row.body, self._language),
            indicator=say(row.indicator.name, row.indicator.name_en, self._language),
            unit=say(row.indicator.unit, row.indicator.unit_en, self._language),
            value=written(typed.part, row.indicator),
            whole=written(typed.whole, row.indicator),
            swept=row.swept,
            on_day=day,
        )

    def _unsent(self) -> Iterable[Unsent]:
        """Who has not sent: the latest first, then by name as it is listed."""
        theirs = [of for of in self._bench.returns if whose_turn(State(of.state)) is Side.SENDER]
        for of in sorted(theirs, key=lambda of: (of.due, of.pk)):
            again = of.state in (State.RETURNED, State.REOPENED)
            yield Unsent(
                id=of.pk,
                body=say_body(of.body, self._language),
                place=self._tree[of.place_id].say(self._language),
                due=of.due,
                late=late(of.due, self._on),
                again=again,
            )

    def _wished(self, wishes: Mapping[int, Step]) -> Iterable[Wish]:
        for of in self._bench.returns:
            if of.state == State.REOPEN_ASKED and of.pk in wishes:
                yield Wish(
                    id=of.pk,
                    body=say_body(of.body, self._language),
                    period_name=of.period.name(self._language),
                    reason=wishes[of.pk].reason,
                    since=wishes[of.pk].on_day,
                )


def _around(
    found: Sequence[Bench], checked: Mapping[str, Sequence[_Check]]
) -> Mapping[int, Series]:
    """The figures around all benches, one query for each length of period."""
    by_length: dict[int, list[Bench]] = {}
    for bench in found:
        by_length.setdefault(bench.period.months, []).append(bench)
    return {months: _series(those, checked, months) for months, those in by_length.items()}


def _series(found: Sequence[Bench], checked: Mapping[str, Sequence[_Check]], months: int) -> Series:
    rows = [row for bench in found for row in bench.figures]
    returns = (of.reference for bench in found for of in bench.returns)
    rows += [row for reference in returns for row, _ in checked.get(reference, ())]
    firsts = [bench.period.first for bench in found]
    indicators: dict[int, Indicator] = {row.indicator_id: row.indicator for row in rows}
    start = min(firsts)
    return read_series(
        places={row.place_id for row in rows},
        indicators=indicators.values(),
        first=min(start - start % 12, start - LOOK_BACK * months),
        until=max(firsts) + months,
        months=months,
    )


def _checked(found: Sequence[Bench]) -> Mapping[str, Sequence[_Check]]:
    """The checked figures of the benches with the day of their check, by return."""
    sources = [of.reference for bench in found for of in bench.returns]
    rows = Figure.objects.filter(source__in=sources, current=True, verified=True)
    stand = Check.objects.filter(figure__in=rows, undone_at__isnull=True)
    days = dict(stand.values_list("figure_id", "on_day"))
    kept: dict[str, list[_Check]] = {}
    for row in rows.select_related("indicator", "body").order_by("pk"):
        kept.setdefault(row.source, []).append((row, days.get(row.pk)))
    return kept


def _wishes(found: Sequence[Bench]) -> Mapping[int, Step]:
    keys = [of.pk for bench in found for of in bench.returns if of.state == State.REOPEN_ASKED]
    asked = Step.objects.filter(of__in=keys, move=Move.ASK_REOPEN.value).order_by("pk")
    return {step.of_id: step for step in asked}
