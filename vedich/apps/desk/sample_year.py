"""The demo's resolution and its six months, through the same actions that people use.

Months come one after the other: the period is opened, bodies send what the sample's figures say,
officials check what the figures say is verified. So what the pages show was really done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from vedich.apps.desk.opening import OPENS_ON
from vedich.apps.desk.sample_cast import FOCUS, Cast
from vedich.apps.desk.sample_words import BEHIND, REOPEN_WISH, SENT_BACK
from vedich.apps.figures.actions import NewAsk, add_indicators, from_catalogue, write_asks
from vedich.apps.figures.models import Figure as FigureRow
from vedich.apps.figures.models import Indicator
from vedich.apps.places.models import Body
from vedich.apps.resolutions.actions import (
    NewProng,
    NewResolution,
    NewTarget,
    add_targets,
    adopt,
    draft,
)
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
from vedich.core.targets import LIFT, ODD, AtLeast, AtMost, NamedSet
from vedich.engine.sample import Figure
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleTarget, SampleYear
from vedich.rulebook.samples.tree import reporters


VIET_NAM: Final = timezone(timedelta(hours=7))
ESTIMATED: Final = "san_luong_trai_cay"
"""The indicator whose last month is an estimate (ước): the harvest is still on the trees."""

UNSURE: Final = "thu_nhap_binh_quan"
"""The indicator that nobody has verified: an estimate all through the year."""

ALL_ODD: Final = tuple(code.value for code in ODD)

Step = Callable[[str, int, int], None]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=VIET_NAM)


# -- the resolution --------------------------------------------------------------------------------


def adopt_resolution(year: SampleYear, rows: tuple[PlaceRow, ...], cast: Cast) -> None:
    """Indicators, a draft by the office, adopted by the secretary; the asks follow."""
    drafted, adopted = date(year.period.start.year, 1, 4), date(year.period.start.year, 1, 5)
    new = from_catalogue(year.on)
    made = add_indicators(indicators=new, by=None, at=at(drafted, 8))
    indicators = {one.code: one for one in made}
    row = draft(
        resolution=_resolution(year, cast), by=cast.office, at=at(drafted, 9), on_day=drafted
    )
    add_targets(
        resolution=row.pk,
        targets=[_target(one, year, rows, cast, indicators) for one in year.targets],
        by=cast.office,
        at=at(drafted, 10),
        on_day=drafted,
    )
    adopt(
        resolution=row.pk,
        number="01-NQ/HU",
        issued_on=adopted,
        by=cast.secretary,
        at=at(adopted, 15),
        on_day=adopted,
    )


def _resolution(year: SampleYear, cast: Cast) -> NewResolution:
    shorts = {1: ("Xây dựng Đảng", "Party building"), 2: ("Kinh tế - xã hội", "Economy, society")}
    return NewResolution(
        place=cast.places[year.place].pk,
        issuer="Ban Chấp hành Đảng bộ huyện Chợ Lách",
        issuer_en="Executive Committee of the Party Organisation of Chợ Lách District",
        title=year.name.vi,
        title_en=year.name.en,
        period=year.period,
        prongs=tuple(
            NewProng(one.number, one.name.vi, one.name.en, *shorts[one.number])
            for one in year.prongs
        ),
        motto="Đoàn kết, kỷ cương, đồng khởi mới (mẫu)",
        motto_en="Unity, discipline, a new uprising (sample)",
        last_targets=year.last_targets,
        last_met=year.last_met,
    )


def _target(
    of: SampleTarget,
    year: SampleYear,
    rows: tuple[PlaceRow, ...],
    cast: Cast,
    indicators: Mapping[str, Indicator],
) -> NewTarget:
    kind, level, names = _kind(of)
    return NewTarget(
        number=of.number,
        prong=of.prong,
        name=of.name.vi,
        name_en=of.name.en,
        field=of.field.vi,
        field_en=of.field.en,
        indicator=indicators[of.indicator.code].pk,
        kind=kind,
        level=level,
        names=names,
        baseline=of.target.baseline,
        settles=of.target.settles.value,
        milestones=tuple((str(one.period), one.level) for one in of.target.milestones),
        recognised=None if of.recognised is None else of.recognised // LIFT,
        speaks_for_year=of.speaks_for_year,
        reporters=_reporters(of, year, rows, cast),
        owner_body=cast.organs[of.owner.body.vi].pk,
        owner_post=of.owner.post.vi,
        owner_post_en=of.owner.post.en,
        public=of.public,
    )


def _kind(of: SampleTarget) -> tuple[str, int | None, tuple[str, ...]]:
    match of.target.kind:
        case AtLeast(level):
            return "at_least", level, ()
        case AtMost(level):
            return "at_most", level, ()
        case NamedSet(names):
            return "named_set", None, tuple(names)
        case other:
            raise NotImplementedError(other)


def _reporters(
    of: SampleTarget, year: SampleYear, rows: tuple[PlaceRow, ...], cast: Cast
) -> tuple[str, ...]:
    places = [row.code for row in reporters(of, rows, year.on)]
    if places == [year.place]:
        return (cast.organs[of.indicator.compiled_by.vi].reference,)
    if of.from_kinds:
        return tuple(cast.own[place].reference for place in places)
    return of.indicator.reported_by


# -- the months ------------------------------------------------------------------------------------


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
        back = next(self._of(last, "submitted"), None)
        if back is not None:
            send_back(of=back.pk, reason=SENT_BACK, by=by, at=at(day, 16), on_day=day)
        again = next(self._of(before, "accepted"), None)
        if again is not None:
            sender = self.cast.senders[again.body_id]
            ask_reopen(of=again.pk, reason=REOPEN_WISH, by=sender, at=at(day, 17), on_day=day)

    def _of(self, period: Period, state: str) -> Iterator[Return]:
        """Returns of the cells of the commune with names, from its second cell on."""
        rows = Return.objects.filter(
            first=period.first,
            months=period.months,
            state=state,
            body__code__startswith=f"{FOCUS}-",
        )
        return iter(rows.exclude(body__code=f"{FOCUS}-01").order_by("body__code"))
