"""Rolling up live: what changed at one place moves the tallies of every place above it.

`core.rollup.change` folds that one place's own series before and after; only the difference goes
up. Everything one action changed goes up together, in one statement (DESIGN §3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Final, NamedTuple

from vedich.apps.figures import sql
from vedich.apps.figures.extremes import Fall, settle
from vedich.apps.figures.limbs import COUNTS, Sums, difference, sums
from vedich.apps.figures.spans import differing, spans
from vedich.apps.places.queries import Atlas
from vedich.core.periods import Period
from vedich.core.rollup import Change, Figure, change
from vedich.core.tallies import Measure, PlaceRule, TimeRule


_EXTREMES: Final = (PlaceRule.MIN, PlaceRule.MAX)
_NO_PAIR: Final = tuple(name not in COUNTS for name in Sums._fields)


@dataclass(frozen=True, slots=True)
class Move:
    """One place's series of one indicator, before and after; `periods` whose tallies may change."""

    place: int
    indicator: int
    measure: Measure
    before: Sequence[Figure]
    after: Sequence[Figure]
    periods: Sequence[Period]


def touched(
    measure: Measure, before: Sequence[Figure], after: Sequence[Figure], opened: Iterable[Period]
) -> Sequence[Period]:
    """The periods whose tallies may change with the series; under ``carried`` those `opened`."""
    changed = differing(before, after)
    if measure.time_rule is TimeRule.CARRIED:
        earliest = min((period.last for period in changed), default=None)
        return [p for p in opened if earliest is not None and p.last >= earliest]
    return sorted({span for period in changed for span in spans(period)})


class _Key(NamedTuple):
    depth: int
    place: int
    first: int
    months: int
    indicator: int
    checked: bool


def roll(moves: Sequence[Move], atlas: Atlas) -> None:
    """Move every tally of the places above; one move a place and indicator.

    Raises Refused (``rollup.overlap``, ``figures.too_large_sum``). A place that no longer stands on
    a period's last day has no share in that period (DESIGN §5 line 5).
    """
    found: dict[_Key, tuple[int | None, Sums]] = {}
    falls: list[Fall] = []
    for move in moves:
        rule = move.measure.place_rule
        for period, checked, moved in _changes(move):
            tree = atlas.on(period.last_day)
            if move.place not in tree:
                continue
            ids = tree[move.place].ids
            added = difference(sums(moved.plus), sums(moved.minus))
            _climb(found, move, ids, period, checked, added)
            if rule in _EXTREMES and moved.minus.best != moved.plus.best:
                best = (moved.minus.best, moved.plus.best)
                falls.append(Fall(ids, move.indicator, rule, period, checked, *best))
    write(found)
    if falls:
        settle(falls, {(move.place, move.indicator): move for move in moves})


def _changes(move: Move) -> Iterator[tuple[Period, bool, Change]]:
    for checked in (False, True):
        before, after = (
            [f for f in series if f.verified or not checked] for series in (move.before, move.after)
        )
        if before == after:
            continue
        for period in move.periods:
            moved = change(move.measure, before, after, period)
            if moved.minus != moved.plus:
                yield period, checked, moved


def _climb(
    found: dict[_Key, tuple[int | None, Sums]],
    move: Move,
    ids: Sequence[int],
    period: Period,
    checked: bool,
    added: Sums,
) -> None:
    above = added
    if move.measure.place_rule is PlaceRule.NONE:
        # nothing adds up above the place itself but who reported
        above = Sums(*(0 if pair else n for pair, n in zip(_NO_PAIR, added, strict=True)))
    own = len(ids) - 1
    for depth, place in enumerate(ids):
        key = _Key(-depth, place, period.first, period.months, move.indicator, checked)
        more = added if depth == own else above
        so_far = found.get(key)
        if so_far is not None:
            more = Sums(*map(add, so_far[1], more))
        found[key] = ids[depth - 1] if depth else None, more


def write(found: Mapping[_Key, tuple[int | None, Sums]]) -> None:
    """Add it all up in the database, deepest place first."""
    rows = [sql.Row(*key[1:], parent, "", added) for key, (parent, added) in sorted(found.items())]
    sql.add(rows)


def expect(reports: Iterable[tuple[int, int, Period]], atlas: Atlas) -> None:
    """One more (place, indicator) expected in each of these periods, there and above."""
    found: dict[_Key, tuple[int | None, Sums]] = {}
    for place, indicator, period in reports:
        tree = atlas.on(period.last_day)
        if place not in tree:
            continue
        ids = tree[place].ids
        for depth, above in enumerate(ids):
            for checked in (False, True):
                key = _Key(-depth, above, period.first, period.months, indicator, checked)
                _, so_far = found.get(key, (None, Sums()))
                parent = ids[depth - 1] if depth else None
                found[key] = parent, so_far._replace(expected=so_far.expected + 1)
    write(found)
