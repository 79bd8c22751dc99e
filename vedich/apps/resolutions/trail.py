"""Every row ever written of one indicator in a period: what was used, replaced, checked (R11, R35).

Two queries, however many rows: figures, and the checks that stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.figures.models import Check, Figure, Indicator
from vedich.apps.resolutions.printing import NONE
from vedich.core.numbers import rescale, write_number
from vedich.core.periods import Period
from vedich.core.rollup import Figure as Fact
from vedich.core.rollup import own, used
from vedich.core.tallies import Measure, Pair, PlaceRule


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of figures as it was written, with the check that stands; `part` None withdraws."""

    pk: int
    place: int
    period: Period
    part: int | None
    whole: int | None
    basis: str
    body: str
    body_en: str
    post: str
    entered_for: str
    on: date
    reason: str
    why: str
    request: str
    current: bool
    verified: bool
    swept: bool
    check_post: str = ""
    check_on: date | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in force: the latest row, and not taken back."""
        return self.current and self.part is not None


@dataclass(frozen=True, slots=True)
class Trail:
    """The rows of some places, oldest first; `measure` is how they are folded."""

    measure: Measure
    shown: int
    period: Period
    by_place: Mapping[int, Sequence[Entry]]

    def __iter__(self) -> Iterator[Entry]:
        for entries in self.by_place.values():
            yield from entries

    def of(self, place: int) -> Sequence[Entry]:
        """The rows of one place."""
        return self.by_place.get(place, ())

    def references(self) -> Iterable[str]:
        """The posts that stand on rows and checks, for their names."""
        return {one for entry in self for one in (entry.post, entry.check_post, entry.entered_for)}

    def used(self, place: int) -> Sequence[Entry]:
        """The rows that make the place's own number in the period, in order of time."""
        standing = {entry.period: entry for entry in self.of(place) if entry.counts}
        facts = (_fact(entry) for entry in standing.values())
        kept = used(self.measure.time_rule, facts, self.period)
        return [standing[fact.period] for fact in kept]

    def value(self, place: int, *, checked: bool) -> int | None:
        """The place's own number, of all its rows or of the verified ones."""
        facts = [
            _fact(entry)
            for entry in self.of(place)
            if entry.counts and (entry.verified or not checked)
        ]
        told = own(self.measure, facts, self.period)
        return _value(self.measure, told.pair if told else None)

    @property
    def all_withdrawn(self) -> bool:
        """Whether there were figures and every one was taken back."""
        current = [entry for entry in self if entry.current]
        return bool(current) and not any(entry.counts for entry in current)

    def write(self, entry: Entry) -> str:
        """One row's number as people read it: “1.560/1.600” for a rate, else its value."""
        if entry.part is None:
            return NONE
        decimals = self.measure.decimals
        if self.measure.place_rule is PlaceRule.RATIO and entry.whole is not None:
            part, whole = (
                write_number(n, decimals=decimals, show=0) for n in (entry.part, entry.whole)
            )
            return f"{part}/{whole}"
        value = _value(self.measure, Pair(entry.part, entry.whole))
        if value is None:
            return NONE
        return write_number(value, decimals=self.measure.value_scale, show=self.shown)


def trail(indicator: Indicator, keep: Callable[[int], bool], period: Period) -> Trail:
    """Every row of `indicator` inside `period` at the places that `keep` lets through."""
    checks = {
        figure: (post, on)
        for figure, post, on in Check.objects.filter(
            figure__indicator=indicator,
            figure__first__gte=period.first,
            figure__first__lt=period.last,
            undone_at__isnull=True,
        ).values_list("figure_id", "post", "on_day")
    }
    by_place: defaultdict[int, list[Entry]] = defaultdict(list)
    rows = Figure.objects.filter(
        indicator=indicator, first__gte=period.first, first__lt=period.last
    )
    for row in rows.order_by("first", "months", "pk").values_list(
        "pk",
        "place_id",
        "first",
        "months",
        "part",
        "whole",
        "basis",
        "body__name",
        "body__name_en",
        "entered_post",
        "entered_for",
        "entered_on",
        "reason",
        "why",
        "request",
        "current",
        "verified",
        "swept",
    ):
        pk, place = row[:2]
        if keep(place):
            check = checks.get(pk, ("", None))
            by_place[place].append(Entry(pk, place, Period(row[2], row[3]), *row[4:], *check))
    return Trail(indicator.measure, indicator.shown, period, dict(by_place))


def _fact(entry: Entry) -> Fact:
    return Fact(entry.period, Pair(entry.part or 0, entry.whole), entry.verified)


def _value(measure: Measure, pair: Pair | None) -> int | None:
    if pair is not None and measure.place_rule in (PlaceRule.MEAN, PlaceRule.COUNT):
        return rescale(pair.part, decimals=measure.part_scale, to=measure.value_scale)
    return measure.value(pair)
