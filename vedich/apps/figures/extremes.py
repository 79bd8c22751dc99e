"""Winners under min and max, carried up level by level.

A sum forgets nothing, an extreme does: where the winner itself fell, the next one is looked for
among the place's own figures and the tallies right below it. The rows are locked already, by the
statement that added the counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from vedich.apps.figures import sql
from vedich.apps.figures.limbs import Sums, read_best, write_best
from vedich.apps.figures.models import Tally
from vedich.apps.figures.series import Known, told
from vedich.core.periods import Period
from vedich.core.rollup import Figure, own
from vedich.core.tallies import Measure, Pair, PlaceRule, extreme


class Fall(NamedTuple):
    """A place's own winner was `old` and is `new`; `ids` is the path of the place, root first."""

    ids: Sequence[int]
    indicator: int
    rule: PlaceRule
    period: Period
    checked: bool
    old: Pair | None
    new: Pair | None


class Changed(Protocol):
    """What is known of a place that changed in this very action."""

    @property
    def measure(self) -> Measure:
        """How it is folded."""

    @property
    def after(self) -> Sequence[Figure]:
        """Its series as it now stands."""


class _At(NamedTuple):
    place: int
    indicator: int
    period: Period
    checked: bool


@dataclass(slots=True)
class _Waiting:
    """One tally whose winner may change: the place above it, and what its givers had and have."""

    rule: PlaceRule
    above: int | None
    old: list[Pair | None]
    new: list[Pair | None]


def settle(falls: Sequence[Fall], changed: Mapping[tuple[int, int], Changed]) -> None:
    """Put the right winner into every tally at or above these places."""
    levels: dict[int, dict[_At, _Waiting]] = {}
    paths: dict[tuple[int, Period], Sequence[int]] = {}
    for fall in falls:
        at = _At(fall.ids[-1], fall.indicator, fall.period, fall.checked)
        for depth, place in enumerate(fall.ids):
            paths[place, fall.period] = fall.ids[: depth + 1]
        _give(levels, at, fall.rule, fall.ids, fall.old, fall.new)
    everywhere = {place for place, _ in paths}
    kinds = {(f.indicator, f.period, f.checked) for f in falls}
    stored = _stored(kinds, place_id__in=everywhere)
    put: list[sql.Row] = []
    for depth in range(max(levels), -1, -1):
        level = levels.get(depth, {})
        fallen = {at: one for at, one in level.items() if _fell(one, stored.get(at))}
        fresh = _anew(fallen, stored, changed)
        for at, one in sorted(level.items()):
            before = stored.get(at)
            now = fresh[at] if at in fresh else _best(one, before)
            if now == before:
                continue
            stored[at] = now
            period = at.period
            put.append(
                sql.Row(
                    at.place, period.first, period.months, at.indicator, at.checked,
                    one.above, write_best(now), Sums(),
                )
            )  # fmt: skip
            if one.above is not None:
                ids = paths[one.above, period]
                _give(levels, at._replace(place=one.above), one.rule, ids, before, now)
    sql.put_best(put)


def _give(
    levels: dict[int, dict[_At, _Waiting]],
    at: _At,
    rule: PlaceRule,
    ids: Sequence[int],
    old: Pair | None,
    new: Pair | None,
) -> None:
    above = ids[-2] if len(ids) > 1 else None
    level = levels.setdefault(len(ids) - 1, {})
    waiting = level.setdefault(at, _Waiting(rule, above, [], []))
    waiting.old.append(old)
    waiting.new.append(new)


def _best(one: _Waiting, stored: Pair | None) -> Pair | None:
    return extreme(one.rule, [pair for pair in (stored, *one.new) if pair])


def _fell(one: _Waiting, stored: Pair | None) -> bool:
    """Whether the stored winner left and nothing that came is as good as it was."""
    return stored is not None and stored in one.old and _best(one, stored) not in one.new


def _stored(
    kinds: Collection[tuple[int, Period, bool]], **where: Collection[int]
) -> dict[_At, Pair | None]:
    """The winners stored for these indicators, periods and kinds, by tally."""
    return {at: pair for at, _, pair in _winners(kinds, **where)}


def _winners(
    kinds: Collection[tuple[int, Period, bool]], **where: Collection[int]
) -> Iterator[tuple[_At, int | None, Pair | None]]:
    rows = Tally.objects.filter(
        indicator_id__in={indicator for indicator, _, _ in kinds},
        first__in={period.first for _, period, _ in kinds},
        months__in={period.months for _, period, _ in kinds},
        **where,
    ).values_list("place_id", "indicator_id", "first", "months", "checked", "parent_id", "best")
    for place, indicator, first, months, checked, parent, best in rows:
        at = _At(place, indicator, Period(first, months), checked)
        yield at, parent, read_best(best)


def _anew(
    fallen: Mapping[_At, _Waiting],
    stored: Mapping[_At, Pair | None],
    changed: Mapping[tuple[int, int], Changed],
) -> dict[_At, Pair | None]:
    """The winners of these tallies from the place's own figures and the tallies right below."""
    if not fallen:
        return {}
    kinds = {(at.indicator, at.period, at.checked) for at in fallen}
    pairs: dict[_At, list[Pair]] = {at: [] for at in fallen}
    for child, parent, best in _winners(kinds, parent_id__in={at.place for at in fallen}):
        # what this very action found out below is not written yet
        now = stored.get(child, best)
        above = child._replace(place=parent or 0)
        if now is not None and above in pairs:
            pairs[above].append(now)
    for at, series, measure in _own_series(fallen, changed):
        told = own(measure, [f for f in series if f.verified or not at.checked], at.period)
        if told is not None and told.pair is not None:
            pairs[at].append(told.pair)
    return {at: extreme(fallen[at].rule, found) for at, found in pairs.items()}


def _own_series(
    fallen: Iterable[_At], changed: Mapping[tuple[int, int], Changed]
) -> Iterator[tuple[_At, Sequence[Figure], Measure]]:
    unread = {(at.place, at.indicator) for at in fallen} - changed.keys()
    read: dict[tuple[int, int], list[Known]] = {}
    measures = {one_indicator: series.measure for (_, one_indicator), series in changed.items()}
    if unread:
        places, indicators = zip(*unread, strict=True)
        for row in sql.current(sorted({*places}), sorted({*indicators}), 0, sql.NEVER):
            known = Known(*row)
            read.setdefault(known[1:3], []).append(known)
    for at in fallen:
        mine = changed.get((at.place, at.indicator))
        series = mine.after if mine else told(read.get((at.place, at.indicator), ()))
        yield at, series, measures[at.indicator]
