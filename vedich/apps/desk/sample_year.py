"""The six months of the demo, through the same actions that people use.

Months come one after the other: the period is opened, bodies send what the sample's figures say,
officials check what the figures say is verified. So what the pages show was really done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from vedich.apps.desk.opening import OPENS_ON
from vedich.apps.desk.sample_cast import FOCUS, Cast
from vedich.apps.desk.sample_resolution import at
from vedich.apps.desk.sample_words import BEHIND, REOPEN_WISH, SENT_BACK
from vedich.apps.figures.actions import NewAsk, write_asks
from vedich.apps.figures.models import Figure as FigureRow
from vedich.apps.figures.models import Indicator
from vedich.apps.places.models import Body
from vedich.apps.returns.actions import (
    Answer,
    ask_reopen,
    check,
    open_drawn,
    open_period,
    send_back,
    submit,
    sweep,
)
from vedich.apps.returns.bench import bench_of, people_of
from vedich.apps.returns.models import Return
from vedich.apps.returns.series import around
from vedich.core.numbers import read_scaled
from vedich.core.periods import Length, Period
from vedich.core.permits import Actor
from vedich.core.targets import ODD
from vedich.engine.sample import Figure
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleYear


ESTIMATED: Final = "san_luong_trai_cay"
"""The indicator whose last month is an estimate (ước): the harvest is still on the trees."""

UNSURE: Final = "thu_nhap_binh_quan"
"""The indicator that nobody has verified: an estimate all through the year."""

ALL_ODD: Final = tuple(code.value for code in ODD)

Step = Callable[[str, int, int], None]


@dataclass(slots=True)
class Months:
    """Carries the sample's figures through opening, sending and checking, month by month."""

    year: SampleYear
    rows: Sequence[PlaceRow]
    cast: Cast
    figures: Sequence[Figure]
    _indicators: Mapping[str, Indicator] = field(default_factory=dict)
    _returns: dict[tuple[int, Period], Return] = field(default_factory=dict)

    def go_through(self, step: Step) -> None:
        """Every period that has figures, in order; `step` is told which."""
        self._indicators = {one.code: one for one in Indicator.objects.all()}
        by_period: defaultdict[Period, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            by_period[Period.parse(figure.period)].append(figure)
        periods = sorted(by_period, key=lambda one: (one.last, one.months))
        for done, period in enumerate(periods):
            step(str(period), done, len(periods))
            self._month(period, by_period[period])
        self._exceptions()
        step("", len(periods), len(periods))

    def _month(self, period: Period, figures: Sequence[Figure]) -> None:
        if period.months != Length.MONTH:
            self._ask(period, figures)
        opens = period.last_day.replace(day=OPENS_ON)
        for one in open_period(period=period, by=None, at=at(opens, 7), on_day=opens):
            self._returns[one.body_id, period] = one
        sent: dict[int, date] = {}
        for body, answers in self._by_body(figures).items():
            day = self._send(body, period, answers)
            sent[self._returns[body.pk, period].pk] = day
        self._check(period, figures, sent)

    def _ask(self, period: Period, figures: Iterable[Figure]) -> None:
        """What somebody owes in a longer period beside his months: a settled quarter."""
        opens = period.last_day.replace(day=OPENS_ON)
        asks = [
            NewAsk(
                indicator=self._indicators[one.indicator].pk,
                place=self.cast.places[one.place].pk,
                body=self._body(one).pk,
                first=period.first,
                until=period.last,
                why=f"settled:{period}",
                months=period.months,
            )
            for one in figures
        ]
        write_asks(asks=asks, by=None, at=at(opens, 6))

    def _body(self, figure: Figure) -> Body:
        if figure.place != self.year.place:
            return self.cast.own[figure.place]
        return self.cast.organs[self._compilers[figure.indicator]]

    @property
    def _compilers(self) -> Mapping[str, str]:
        return {one.indicator.code: one.indicator.compiled_by.vi for one in self.year.targets}

    def _by_body(self, figures: Iterable[Figure]) -> Mapping[Body, list[Figure]]:
        compilers = self._compilers
        found: defaultdict[Body, list[Figure]] = defaultdict(list)
        for one in figures:
            local = one.place != self.year.place
            body = self.cast.own[one.place] if local else self.cast.organs[compilers[one.indicator]]
            found[body].append(one)
        return found

    def _send(self, body: Body, period: Period, figures: Sequence[Figure]) -> date:
        of = self._returns[body.pk, period]
        day = self._sent_on(figures[0], period)
        submit(
            of=of.pk,
            answers=[self._answer(one, period) for one in figures],
            round=of.round,
            by=self.cast.senders[body.pk],
            at=at(day, 8 + of.pk % 9, of.pk % 60),
            on_day=day,
        )
        return day

    def _sent_on(self, figure: Figure, period: Period) -> date:
        # the sample's figures come in within eleven days; half of that keeps nearly all in time
        after = (date.fromisoformat(figure.known_since) - period.end).days
        return period.end + timedelta(days=after // 2)

    def _answer(self, figure: Figure, period: Period) -> Answer:
        of = self._indicators[figure.indicator]
        part = read_scaled(figure.part, decimals=of.decimals)
        if of.differenced:
            # the form asks what has been reached since 1 January
            place = self.cast.places[figure.place].pk
            part += around(place, [of], period).base(place, of.pk, period.first)
        last = period == self.year.months[-1]
        why, request = BEHIND.get((figure.indicator, figure.place), ("", "")) if last else ("", "")
        estimated = figure.indicator == UNSURE or (last and figure.indicator == ESTIMATED)
        return Answer(
            indicator=of.pk,
            part=part,
            whole=read_scaled(figure.whole, decimals=of.decimals) if figure.whole else None,
            basis="estimate" if estimated else "actual",
            why=why,
            request=request,
            confirmed=ALL_ODD,
        )

    # -- checking ----------------------------------------------------------------------------------

    def _check(self, period: Period, figures: Sequence[Figure], sent: Mapping[int, date]) -> None:
        """Each office checks what came in, two days after the last of it; swept where it can be."""
        right = {
            (self.cast.places[one.place].pk, self._indicators[one.indicator].pk)
            for one in figures
            if one.verified == "1"
        }
        waiting: defaultdict[str, list[FigureRow]] = defaultdict(list)
        found = FigureRow.objects.filter(
            first=period.first, months=period.months, current=True, part__isnull=False
        )
        above = self._checked_at()
        for row in found.order_by("pk"):
            waiting[above[row.place_id]].append(row)
        for place, rows in waiting.items():
            ready = [row.pk for row in rows if (row.place_id, row.indicator_id) in right]
            day = max(sent[int(row.source.removeprefix("return:"))] for row in rows)
            day += timedelta(days=2)
            by = self.cast.checkers[place]
            if len(ready) == len(rows) and place == FOCUS:
                self._sweep(place, period, by, day)
                ready = self._odd_ones(rows)
            if ready:
                check(figures=ready, by=by, at=at(day, 15), on_day=day)

    def _checked_at(self) -> Mapping[int, str]:
        district = self.year.place
        return {self.cast.places[row.code].pk: (row.parent or district) for row in self.rows}

    def _sweep(self, place: str, period: Period, by: Actor, day: date) -> None:
        key = self.cast.places[place].pk
        people = people_of(by)
        bench = bench_of(key, period, period.last_day)
        for row in bench.drawn(people):
            open_drawn(figure=row.pk, agrees=True, by=by, at=at(day, 13), on_day=day)
        rest = len(bench.rest(people))
        sweep(place=key, period=period, count=rest, by=by, at=at(day, 14), on_day=day)

    def _odd_ones(self, rows: Sequence[FigureRow]) -> list[int]:
        keys = [row.pk for row in rows]
        left = FigureRow.objects.filter(pk__in=keys, verified=False)
        return list(left.values_list("pk", flat=True))

    # -- what went otherwise -----------------------------------------------------------------------

    def _exceptions(self) -> None:
        """A return sent back with its reason, and a wish to open an accepted one again."""
        last, before = self.year.months[-1], self.year.months[-2]
        day = self.year.known_by - timedelta(days=3)
        by = self.cast.checkers[FOCUS]
        back = self._of(last, "submitted").first()
        if back is not None:
            send_back(of=back.pk, reason=SENT_BACK, by=by, at=at(day, 16), on_day=day)
        others = self._of(before, "accepted")
        again = (others.exclude(body=back.body) if back else others).first()
        if again is not None:
            sender = self.cast.senders[again.body_id]
            ask_reopen(of=again.pk, reason=REOPEN_WISH, by=sender, at=at(day, 17), on_day=day)

    def _of(self, period: Period, state: str) -> QuerySet[Return]:
        """Returns of the cells of the commune with names, in their order."""
        cells = Return.objects.filter(body__code__startswith=f"{FOCUS}-", state=state)
        return cells.filter(first=period.first, months=period.months).order_by("body__code")
