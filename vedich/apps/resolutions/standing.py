"""How the targets of a resolution stand on a day: tallies read once, every target judged (R7–R10).

Numbers here are integers at the scale of values; `scorecard`, `target_page` and `passport` turn
them into what a page prints. The number of queries does not depend on how many targets there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.db.models import Exists, OuterRef, Q

from vedich.apps.figures.limbs import Sums, joined
from vedich.apps.figures.models import Figure
from vedich.apps.figures.models import Tally as Stored
from vedich.apps.figures.queries import done_by
from vedich.apps.figures.queries import pair_of as stored_pair
from vedich.apps.figures.series import current_rows
from vedich.apps.journal.memory import Memory
from vedich.apps.journal.queries import head
from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.core_values import core_target
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.models import Target as Row
from vedich.core.errors import Message, Refused
from vedich.core.periods import Length, Period
from vedich.core.tallies import Measure, Pair, PlaceRule, Tally, TimeRule
from vedich.core.targets import (
    LIFT,
    Basis,
    NamedSet,
    Reading,
    Standing,
    Target,
    Thresholds,
    Value,
    Verdict,
    judge,
)


GONE = Message(
    code="scorecard.gone",
    vi="Nghị quyết này không có hoặc chưa ban hành nên chưa có bảng chỉ tiêu. Hãy mở danh sách "
    "nghị quyết.",
    en="There is no such resolution in force, so it has no scorecard. Open the list of "
    "resolutions.",
)

_LATEST: Final = (TimeRule.LAST, TimeRule.CARRIED)
_BASES: Final = (Basis.ESTIMATE, Basis.PRELIMINARY, Basis.ACTUAL)
"""From the softest: a sum is as soft as the softest figure in it (R9)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A resolution's period as seen on a day: what of it is over.

    `as_of` is the last day of the latest month that is over, or the day before the period begins.
    `months` and `quarters` are those that are over; `latest` the latest month, quarter, half-year
    and year that are over, the shortest first.
    """

    period: Period
    as_of: date
    months: tuple[Period, ...]
    quarters: tuple[Period, ...]
    latest: tuple[Period, ...]

    @staticmethod
    def of(period: Period, day: date) -> Stretch:
        """What is over of `period` on `day`; a month is over from the next one's first day on."""
        before = max(day.replace(day=1), period.start) - timedelta(days=1)
        return _stretch(period, min(before, period.last_day))


@lru_cache(maxsize=256)
def _stretch(period: Period, as_of: date) -> Stretch:
    over = {
        length: tuple(part for part in period.parts(length) if part.last_day <= as_of)
        for length in Length
        if period.months % length == 0
    }
    latest = tuple(part for parts in over.values() for part in parts[-1:])
    return Stretch(period, as_of, over[Length.MONTH], over.get(Length.QUARTER, ()), latest)


@dataclass(frozen=True, slots=True)
class Line:
    """One target with its numbers at one place; the verdict is None where nothing is committed.

    `series` holds the value at the end of each month that is over (None: no report in it), running
    where the time rule sums. `waits`: something reported is not verified yet (R9). `sent` of
    `expected` places reported the latest period asked for, `sent_for`.
    """

    row: Row
    core: Target
    measure: Measure
    verdict: Verdict | None
    verified: Reading | None
    reported: Reading | None
    waits: bool
    series: tuple[int | None, ...]
    sent: int
    expected: int
    sent_for: Period | None


def resolution_of(pk: int) -> Resolution:
    """A resolution that was adopted. Raises Refused (``scorecard.gone``)."""
    found = Resolution.objects.exclude(state=State.DRAFT).filter(pk=pk).first()
    if found is None:
        raise GONE.refuse()
    return found


def targets_of(resolution: Resolution, number: int | None = None) -> Sequence[Row]:
    """Its targets in order, or the one with this number, with all that judging them needs."""
    rows = Row.objects.filter(resolution=resolution).select_related(
        "indicator", "owner_body", "prong"
    )
    found = list(rows if number is None else rows.filter(number=number))
    for row in found:
        row.resolution = resolution
    return found


def lines(resolution: Resolution, rows: Sequence[Row], numbers: Numbers) -> Sequence[Line]:
    """How the targets stand where `numbers` were read: judged at the resolution's own place only.

    A place below has no share of the plan yet, so nothing can be said of it but its numbers (R13).
    """
    judges = numbers.spot.id == resolution.place_id and numbers.stretch.period == resolution.period
    over = _Over(
        resolution.state == State.CLOSED, numbers.stretch.as_of == resolution.period.last_day
    )
    thresholds = Thresholds(resolution.on_track, resolution.at_risk)
    return [_line(row, numbers, thresholds if judges else None, over) for row in rows]


kept_lines: Final = Memory[tuple[Line, ...]]()


def standing_lines(
    resolution: Resolution, spot: Spot, tree: Map, stretch: Stretch
) -> Sequence[Line]:
    """How all targets stand at `spot`, read once until something is written.

    The home page, the rail's counts and the scorecard ask the same: the head of the journal says
    whether the answer still holds.
    """
    # the path of the tree is in it for the day after a merger
    key = repr((head().digest, resolution.pk, spot.path, stretch))
    found = kept_lines.get(key)
    if found is None:
        rows = targets_of(resolution)
        found = tuple(lines(resolution, rows, Numbers.read(rows, spot, tree, stretch)))
        kept_lines.put(key, found)
    return found


# -- what is stored --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number of some targets at one place, read once."""

    spot: Spot
    stretch: Stretch
    tallies: Mapping[tuple[int, bool, Period], Tally]
    done: Mapping[int, tuple[frozenset[str], frozenset[str]]]
    soft: Mapping[tuple[int, bool], Basis]

    @staticmethod
    def read(
        rows: Sequence[Row],
        spot: Spot,
        tree: Map,
        stretch: Stretch,
        *,
        checked_series: bool = False,
    ) -> Numbers:
        """Two queries, and one more where a target names places.

        `checked_series`: the verified tallies of months and quarters as well, which only a page
        about one target shows.
        """
        return Numbers(
            spot=spot,
            stretch=stretch,
            tallies=_tallies(rows, spot, stretch, every=checked_series),
            done=_done(rows, tree, stretch.period),
            soft=_soft(rows, spot, tree, stretch.period),
        )

    def tally(self, row: Row, period: Period, *, checked: bool = False) -> Tally:
        """What all figures of a target's indicator, or the verified ones, come to in a period."""
        found = self.tallies.get((row.indicator_id, checked, period))
        return found or Tally(PlaceRule(row.indicator.place_rule))

    def basis(self, row: Row, *, checked: bool) -> Basis:
        """The softest basis among all current figures, or among the verified ones."""
        return self.soft.get((row.indicator_id, checked), Basis.ACTUAL)


def _tallies(
    rows: Sequence[Row], spot: Spot, stretch: Stretch, *, every: bool
) -> Mapping[tuple[int, bool, Period], Tally]:
    """One place's tallies, read narrowly: a scorecard is asked for more often than anything."""
    rules = {row.indicator_id: PlaceRule(row.indicator.place_rule) for row in rows}
    wanted = {
        (part.first, part.months): part
        for part in (*stretch.months, *stretch.quarters, *stretch.latest, stretch.period)
    }
    found = Stored.objects.filter(
        place=spot.id,
        indicator__in=rules,
        first__in={first for first, _ in wanted},
        months__in={months for _, months in wanted},
    )
    if not every:
        found = found.filter(Q(checked=False) | Q(months=stretch.period.months))
    columns = found.values_list("indicator_id", "checked", "first", "months", "best", *Sums._fields)
    return {
        (indicator, checked, wanted[first, months]): joined(rules[indicator], Sums(*sums), best)
        for indicator, checked, first, months, best, *sums in columns
        if (first, months) in wanted
    }


def _done(
    rows: Sequence[Row], tree: Map, period: Period
) -> Mapping[int, tuple[frozenset[str], frozenset[str]]]:
    """Of each named set the named places that did it: by all figures, and by verified ones.

    Only the places named are asked: no other can stand in for them (R8).
    """
    named = [row for row in rows if row.kind == Row.Kind.NAMED_SET]
    if not named:
        return {}
    spots = {spot.id: code for row in named for code in row.names if (spot := tree.by_code(code))}
    indicators = {row.indicator_id: row.indicator for row in named}
    wanted = {(place, of): {period} for place in spots for of in indicators}
    series = current_rows(wanted, indicators)
    return {
        of: done_by(
            indicator.measure,
            {code: series[place, of] for place, code in spots.items()},
            period,
        )
        for of, indicator in indicators.items()
    }


def pair_of(tally: Tally) -> Pair | None:
    """The pair of a tally; None also where weights of different kinds met, which has no value."""
    try:
        return stored_pair(tally)
    except Refused:
        return None


def _soft(
    rows: Sequence[Row], spot: Spot, tree: Map, period: Period
) -> Mapping[tuple[int, bool], Basis]:
    """The softest basis by indicator, of all figures used and of the verified ones (R9)."""
    rules = {row.indicator_id: row.indicator.time_rule for row in rows}
    later = Figure.objects.filter(
        place=OuterRef("place"),
        indicator=OuterRef("indicator"),
        current=True,
        part__isnull=False,
        first__gt=OuterRef("first"),
        first__lt=period.last,
    )
    found = (
        Figure.objects.filter(
            soft=True,
            part__isnull=False,
            indicator__in=rules,
            first__gte=period.first,
            first__lt=period.last,
        )
        .annotate(replaced=Exists(later))
        .values_list("place_id", "indicator_id", "basis", "verified", "replaced")
    )
    kept: defaultdict[tuple[int, bool], list[Basis]] = defaultdict(list)
    for place, indicator, basis, verified, replaced in found:
        outdated = replaced and rules[indicator] in _LATEST
        if outdated or place not in tree or spot.id not in tree[place].ids:
            continue
        kept[indicator, False].append(Basis(basis))
        if verified:
            kept[indicator, True].append(Basis(basis))
    return {key: min(bases, key=_BASES.index) for key, bases in kept.items()}


# -- one target ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Over:
    closed: bool
    past: bool


def _line(row: Row, numbers: Numbers, thresholds: Thresholds | None, over: _Over) -> Line:
    core, stretch = core_target(row), numbers.stretch
    verified = _reading(row, core, numbers, checked=True)
    reported = _reading(row, core, numbers, checked=False)
    sent, expected, sent_for = _coverage(row, numbers)
    verdict = None
    if thresholds is not None:
        verdict = judge(
            core,
            Standing(verified, reported, _recognised(row)),
            on=stretch.as_of,
            over=over.closed or (over.past and 0 < expected <= sent),
            thresholds=thresholds,
        )
    year = numbers.tally(row, stretch.period)
    return Line(
        row=row,
        core=core,
        measure=row.indicator.measure,
        verdict=verdict,
        verified=verified,
        reported=reported,
        waits=year.verified < year.reported,
        series=series_of(row, numbers, reported, checked=False),
        sent=sent,
        expected=expected,
        sent_for=sent_for,
    )


def _reading(row: Row, core: Target, numbers: Numbers, *, checked: bool) -> Reading | None:
    basis = numbers.basis(row, checked=checked)
    tally = numbers.tally(row, numbers.stretch.period, checked=checked)
    if isinstance(core.kind, NamedSet):
        if not tally.reported:
            return None
        done = numbers.done[row.indicator_id][checked]
        return Reading(done, basis, whole=row.speaks_for_year)
    value = row.indicator.measure.value(pair_of(tally))
    return None if value is None else Reading(value, basis, whole=row.speaks_for_year)


def _recognised(row: Row) -> Value | None:
    if row.recognised is None:
        return None
    if isinstance(row.recognised, list):
        return frozenset(row.recognised)
    return int(row.recognised) * LIFT


def number_of(core: Target, reading: Reading | None) -> int | None:
    """A reading as a number at the scale of values: of a named set, how many names are done."""
    if reading is None:
        return None
    if isinstance(reading.value, int):
        return reading.value
    if not isinstance(core.kind, NamedSet):
        return None
    return len(core.kind.tell(reading.value).done) * LIFT


def _coverage(row: Row, numbers: Numbers) -> tuple[int, int, Period | None]:
    """(places that sent, places expected, the period): of the shortest period anybody owes."""
    for period in numbers.stretch.latest:
        tally = numbers.tally(row, period)
        if tally.expected:
            return min(tally.reported, tally.expected), tally.expected, period
    tally = numbers.tally(row, numbers.stretch.period)
    return tally.reported, tally.expected, None


def series_of(
    row: Row, numbers: Numbers, now: Reading | None, *, checked: bool
) -> tuple[int | None, ...]:
    """The value at the end of each month that is over; the last one known is `now`."""
    months = numbers.stretch.months
    told = list(_values(row, numbers, months, checked=checked))
    if all(value is None for value in told):
        # a body that reports by quarters has points at their ends only
        quarters = numbers.stretch.quarters
        values = _values(row, numbers, quarters, checked=checked)
        ends = {part.last: value for part, value in zip(quarters, values, strict=True)}
        told = [ends.get(month.last) for month in months]
    known = [n for n, value in enumerate(told) if value is not None]
    if known and now is not None and isinstance(now.value, int):
        told[known[-1]] = now.value
    return tuple(told)


def _values(
    row: Row, numbers: Numbers, periods: Sequence[Period], *, checked: bool
) -> Iterable[int | None]:
    """The value at the end of each period: running where time sums, else the period's own."""
    measure = row.indicator.measure
    running = Tally(measure.place_rule)
    for period in periods:
        tally = numbers.tally(row, period, checked=checked)
        running = running + tally if measure.time_rule is TimeRule.SUM else tally
        yield measure.value(pair_of(running)) if tally.reported else None
