"""Sample figures: a district's months taken apart into what each place would have reported.

It runs the roll-up backwards. Given what the district came to, month by month, it makes figures of
places that add up to exactly that, some of them not verified, so that the verified figures alone
come to the verified value. Invented, and only for samples; chance is an argument, so that one seed
makes the same year everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol

from vedich.core.numbers import div_round, write_machine
from vedich.core.periods import Length, Period
from vedich.core.tallies import Measure, PlaceRule, TimeRule, apportion


COLUMNS: Final = ("place", "indicator", "period", "part", "whole", "known_since", "verified")
"""Of the figures file (DESIGN §5)."""

_NO_LIMIT: Final = 10**15
_DAYS_TO_SEND: Final = 11
# at most this much of a month waits for its check: (3, 5) is three fifths of it
_MOST_DOUBT: Final = (3, 5)


class Chance(Protocol):
    """Where chance comes from: `random.Random` of a seed, made by the door."""

    def randrange(self, start: int, /) -> int:
        """A number from 0 to below `start`, each as likely."""
        ...


class Reporter(NamedTuple):
    """A place that reports, and how large it is (households)."""

    code: str
    size: int


@dataclass(frozen=True, slots=True)
class Series:
    """What the district came to under one indicator, and who reported it.

    `values` are one a month at `measure.decimals`, running since the first month where the time
    rule is ``sum``; `wholes` are a rate's wholes, one a month. `verified` is what of the last value
    is verified (None: nothing at all). `by_size`: larger places have more; `in_patches`: few places
    have any in a month.
    """

    indicator: str
    measure: Measure
    reporters: Sequence[Reporter]
    values: Sequence[int]
    verified: int | None
    wholes: Sequence[int] = ()
    by_size: bool = False
    in_patches: bool = False

    @property
    def summed(self) -> bool:
        """Whether months add up; otherwise the last one stands."""
        return self.measure.time_rule is TimeRule.SUM

    @property
    def rate(self) -> bool:
        """Whether figures have a part and a whole."""
        return self.measure.place_rule is PlaceRule.RATIO

    @property
    def limited(self) -> bool:
        """Whether a place can have no more than its whole, or, where places are counted, one."""
        return self.measure.place_rule in (PlaceRule.RATIO, PlaceRule.COUNT)

    @property
    def per(self) -> int:
        """What part over whole is multiplied by to be scaled like `values`."""
        return self.measure.factor * int(10**self.measure.decimals)

    @property
    def scale(self) -> int:
        """Decimals inside figures: of a rate people count cases, which are whole."""
        return 0 if self.limited else self.measure.decimals


class Figure(NamedTuple):
    """A row of the figures file, as text."""

    place: str
    indicator: str
    period: str
    part: str
    whole: str
    known_since: str
    verified: str


def shares_of(total: int, codes: Sequence[str], chance: Chance) -> dict[str, int]:
    """`total` households shared among places; the largest has about twice the smallest."""
    weights = [100 + chance.randrange(101) for _ in codes]
    return dict(zip(codes, apportion(total, weights), strict=True))


def figures(
    year: Sequence[Series], months: Sequence[Period], late: Sequence[str], chance: Chance
) -> Iterator[Figure]:
    """The figures behind `year`, month by month; `late` places have not sent the last month."""
    days: dict[tuple[str, Period], date] = {}
    for series in year:
        for place, _ in series.reporters:
            for month in months:
                sent = month.end + timedelta(days=chance.randrange(_DAYS_TO_SEND))
                days.setdefault((place, month), sent)
    for series in year:
        yield from _Places(series, _course(series), months, frozenset(late), chance).rows(days)


# -- the district ----------------------------------------------------------------------------------


class _Course(NamedTuple):
    """What each month added to the district, and how much of that is not verified.

    `quarter` is the figure of the last quarter, where it supersedes its months.
    """

    added: list[int]
    unchecked: list[int]
    quarter: int | None = None


def _course(series: Series) -> _Course:
    parts = [_part(series, n, value) for n, value in enumerate(series.values)]
    added = [after - before for before, after in zip([0, *parts], parts, strict=False)]
    unchecked = _unchecked(series, parts, added)
    if len(series.reporters) > 1 or not unchecked[-1]:
        return _Course(added, unchecked)
    # one place reports, and no month of it can be verified in part: so its months are what is
    # verified, and the figure of the quarter, which supersedes them (§5 line 7), is not
    quarter = sum(added[-Length.QUARTER :])
    return _Course([*added[:-1], added[-1] - unchecked[-1]], [0] * len(added), quarter)


def _part(series: Series, n: int, value: int) -> int:
    """The part behind a rate as printed, since the first month where parts are summed."""
    if not series.rate:
        return value
    whole = sum(series.wholes[: n + 1]) if series.summed else series.wholes[n]
    return div_round(value * whole, series.per)


def _unchecked(series: Series, parts: Sequence[int], added: Sequence[int]) -> list[int]:
    """How much of what each month added is not verified: of the latest months first."""
    found = [0] * len(added)
    if series.verified is None:
        return found
    if series.rate and series.summed:
        found[-1] = _unchecked_cases(series, parts[-1], added[-1])
        return found
    left = parts[-1] - _part(series, len(parts) - 1, series.verified)
    for n in reversed(range(len(found))):
        found[n] = max(0, min(left, added[n]))
        left -= found[n]
    return found


def _unchecked_cases(series: Series, part: int, added: int) -> int:
    """How many of the last month's good cases to leave out until the rate is the verified one."""
    whole = sum(series.wholes)
    rates = (div_round((part - n) * series.per, whole - n) for n in range(added))
    return next((n for n, rate in enumerate(rates) if rate == series.verified), 0)


# -- its places ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Places:
    """Takes one series apart. Lists run over the reporters, in their order."""

    series: Series
    course: _Course
    months: Sequence[Period]
    late: frozenset[str]
    chance: Chance

    def rows(self, days: Mapping[tuple[str, Period], date]) -> Iterator[Figure]:
        """The figures of this series."""
        series = self.series
        nothing = [0] * len(series.reporters)
        unasked = series.verified is None
        wholes, stand, doubt = nothing, nothing, [False] * len(nothing)
        for n, month in enumerate(self.months):
            # a sum begins anew every month; of a level what is in doubt stays in doubt
            held = nothing if series.summed else stand
            barred = [was and not series.summed for was in doubt]
            wholes = self._wholes(n, wholes)
            more, rest = self._month(n, self._room(n, held, wholes), barred)
            stand = [a + b + c for a, b, c in zip(held, more, rest, strict=True)]
            doubt = [bool(part) or bar or unasked for part, bar in zip(more, barred, strict=True)]
            for p, (place, _) in enumerate(series.reporters):
                if not self._silent(n, p):
                    whole = wholes[p] if series.rate else None
                    yield self._row(place, month, stand[p], whole, days[place, month], not doubt[p])
        if self.course.quarter is not None:
            place, last = series.reporters[0].code, self.months[-1]
            quarter = Period.of(last.start, Length.QUARTER)
            yield self._row(place, quarter, self.course.quarter, None, days[place, last], False)

    def _month(
        self, n: int, room: Sequence[int], barred: Sequence[bool]
    ) -> tuple[list[int], list[int]]:
        """What each place has more this month: the part that is not verified, and the rest."""
        added, unchecked = self.course.added[n], self.course.unchecked[n]
        weights = self._weights()
        more = [0] * len(room)
        if unchecked:
            order = self._shuffled(range(len(room)), barred)
            inside = self._first(order, room, weights, (unchecked, added))
            more = self._spread(unchecked, room, weights, inside)
        # where nothing is verified, all are barred, and still have what they have
        sure = [
            self.series.verified is None or not (part or bar)
            for part, bar in zip(more, barred, strict=True)
        ]
        return more, self._spread(added - unchecked, room, weights, sure)

    def _first(
        self,
        order: Sequence[int],
        room: Sequence[int],
        weights: Sequence[int],
        part: tuple[int, int],
    ) -> list[bool]:
        """The first places that have about the unchecked `part` of the month, and room for it."""
        unchecked, increase = part
        most, of = _MOST_DOUBT
        goal = min(of * unchecked, most * increase) * sum(weights)
        inside = [False] * len(room)
        have = space = 0
        for p in order:
            if have * of * increase >= goal and space >= unchecked:
                break
            inside[p] = True
            have += weights[p]
            space += room[p] if weights[p] else 0
        return inside

    def _silent(self, n: int, p: int) -> bool:
        return n == len(self.months) - 1 and self.series.reporters[p].code in self.late

    def _wholes(self, n: int, before: list[int]) -> list[int]:
        """The whole of every place: of a stock that of the month before, if the sum is the same."""
        series = self.series
        if not series.rate or (not series.summed and sum(before) == series.wholes[n]):
            return before
        if series.by_size:
            return apportion(series.wholes[n], [reporter.size for reporter in series.reporters])
        held = [p for p in range(len(before)) if not (series.summed and self._silent(n, p))]
        # the same for each; who has one more is drawn
        each, rest = divmod(series.wholes[n], len(held))
        extra = self._shuffled(held)[:rest]
        return [each * (p in held) + (p in extra) for p in range(len(before))]

    def _room(self, n: int, stand: Sequence[int], wholes: Sequence[int]) -> list[int]:
        """How much more each place can have this month, or, where it falls, how much less."""
        if self.course.added[n] < 0:
            room = list(stand)
        elif self.series.rate:
            room = [whole - part for whole, part in zip(wholes, stand, strict=True)]
        elif self.series.limited:
            room = [1 - part for part in stand]
        else:
            room = [_NO_LIMIT] * len(stand)
        return [left * (not self._silent(n, p)) for p, left in enumerate(room)]

    def _weights(self) -> list[int]:
        """How much of a month each place may have, before limits."""
        jitter = [50 + self.chance.randrange(101) for _ in self.series.reporters]
        if self.series.in_patches:
            here = self._shuffled(range(len(jitter)))[: max(1, len(jitter) // 6)]
            jitter = [weight * (p in here) for p, weight in enumerate(jitter)]
        if not self.series.by_size:
            return jitter
        return [
            weight * reporter.size
            for weight, reporter in zip(jitter, self.series.reporters, strict=True)
        ]

    def _shuffled(self, places: Sequence[int], first: Sequence[bool] = ()) -> list[int]:
        """The places in a drawn order, those marked `first` before the others."""
        drawn = {p: self.chance.randrange(10**6) for p in places}
        return sorted(places, key=lambda p: (bool(first) and not first[p], drawn[p], p))

    def _spread(
        self, amount: int, room: Sequence[int], weights: Sequence[int], among: Sequence[bool]
    ) -> list[int]:
        """`amount` shared by the weights among some places, none beyond its room."""
        free = [r * a for r, a in zip(room, among, strict=True)]
        size = abs(amount)
        if self.series.limited and 2 * size > sum(free):
            # nearly all have it: share out who has it not, or every place would stand at its limit
            lacking = self._filled(sum(free) - size, free, weights)
            found = [f - gap for f, gap in zip(free, lacking, strict=True)]
        else:
            found = self._filled(size, free, weights)
        return [-part if amount < 0 else part for part in found]

    def _filled(self, amount: int, room: Sequence[int], weights: Sequence[int]) -> list[int]:
        found = [0] * len(room)
        while left := amount - sum(found):
            free = [r - f for r, f in zip(room, found, strict=True)]
            # what has a limit grows with the room that is left, the rest with the place alone
            drawn = [
                w * (f if self.series.limited else f > 0)
                for w, f in zip(weights, free, strict=True)
            ]
            more = apportion(left, drawn)
            found = [f + min(m, r) for f, m, r in zip(found, more, free, strict=True)]
        return found

    def _row(
        self, place: str, period: Period, part: int, whole: int | None, sent: date, verified: bool
    ) -> Figure:
        return Figure(
            place,
            self.series.indicator,
            str(period),
            write_machine(part, decimals=self.series.scale),
            "" if whole is None else str(whole),
            sent.isoformat(),
            "1" if verified else "0",
        )
