"""What the actions on figures share: locks, rights, tallies moved, the journal line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.figures.live import Move, roll, touched
from vedich.apps.figures.models import Figure as Row
from vedich.apps.figures.models import Indicator
from vedich.apps.figures.opening import hold, reach
from vedich.apps.figures.series import Pairs, Series, current_rows, opened, told
from vedich.apps.figures.spans import spans
from vedich.apps.journal.actions import Ledger
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Atlas, Map, body_path
from vedich.core.chain import Plain, rows_digest
from vedich.core.periods import Period
from vedich.core.permits import Actor, Decision, Locus, Path, one_level_up
from vedich.core.tallies import TimeRule
from vedich.rulebook.permits import may


@dataclass(frozen=True, slots=True)
class Stand:
    """Where things stand while one action runs: the trees, and the day of the office."""

    atlas: Atlas
    on_day: date

    def tree(self, place: int, period: Period) -> Map:
        """Today's tree; that of the period's last day for a place that no longer stands."""
        today = self.atlas.on(self.on_day)
        return today if place in today else self.atlas.on(period.last_day)

    def place_path(self, place: int, period: Period) -> Path:
        """The place's path, for the journal."""
        return self.tree(place, period)[place].path

    def path(self, place: int, body: Body, period: Period) -> Path:
        """Where a right over a figure is asked: at its body if that is the place's own."""
        tree = self.tree(place, period)
        return body_path(body, tree) if body.place_id == place else tree[place].path


def checker(by: Actor, path: Path, on: date) -> Decision:
    """The decision that lets `by` check what is owed at `path`, under the hat one level up.

    Raises NotPermitted, Refused (``permit.not_one_up``).
    """
    above = [p.reference for p in by.posts if p.in_force(on) and p.place_range == path[:-1]]
    decision = may(by.wearing(*above) if above else by, "returns.check", Locus(path), on=on)
    refusal = one_level_up(decision.require(), path)
    if refusal:
        raise refusal
    return decision


def lock(keys: Pairs, by_id: Mapping[int, Indicator], stand: Stand) -> Series:
    """Lock the places, open what their figures reach, and read the current rows.

    `keys` are (place, indicator) with the periods about to change.
    """
    reached = {
        span
        for key, periods in keys.items()
        if by_id[key[1]].time_rule == TimeRule.CARRIED
        for period in periods
        for span in spans(period)
    }
    closed = bool(reached) and not reached <= set(opened())
    hold(None if closed else {place for place, _ in keys})
    if closed:
        reach(reached, stand.atlas)
    return current_rows(keys, by_id)


def move_tallies(
    before: Series, after: Series, by_id: Mapping[int, Indicator], atlas: Atlas
) -> None:
    """Roll up what changed between the rows `before` and `after` of each place and indicator."""
    moves: list[Move] = []
    reached: list[Period] | None = None
    for key, rows in before.items():
        measure = by_id[key[1]].measure
        if measure.time_rule is TimeRule.CARRIED and reached is None:
            reached = opened()
        was, now = told(rows), told(after[key])
        periods = touched(measure, was, now, reached or ())
        if periods:
            moves.append(Move(*key, measure, was, now, periods))
    roll(moves, atlas)


@dataclass(frozen=True, slots=True)
class Done:
    """One figure an action changed, for the journal: under which post, where."""

    row: Row
    post: str
    path: Path
    touched: tuple[Path, ...]


def done(row: Row, post: str, stand: Stand) -> Done:
    """The figure with the paths whose pages it changes: today's, and those of its periods."""
    trees = {stand.atlas.on(span.last_day) for span in spans(row.period)}
    paths = tuple(tree[row.place_id].path for tree in trees if row.place_id in tree)
    return Done(row, post, stand.place_path(row.place_id, row.period), paths)


def note(ledger: Ledger, action: str, changed: Sequence[Done], by_id: Mapping[int, Indicator],
         **facts: Plain) -> None:  # fmt: skip
    """One line for all that was done under one post; a single figure is told in full."""
    posts: dict[str, list[Done]] = {}
    for one in changed:
        posts.setdefault(one.post, []).append(one)
    for post, some in posts.items():
        told_rows = [_facts(one.row, by_id[one.row.indicator_id]) for one in some]
        sources = {one.row.source for one in some}
        subject = some[0].row.reference if len(some) == 1 else "figures"
        single = told_rows[0] if len(some) == 1 else {}
        ledger.note(
            action,
            (sources.pop() if len(sources) == 1 else "") or subject,
            common(one.path for one in some),
            post=post,
            facts={"count": len(some), **single, **facts},
            rows=rows_digest(
                {**row, "place": one.path[-1]} for one, row in zip(some, told_rows, strict=True)
            ),
            touched={path for one in some for path in (one.path, *one.touched)},
        )


def _facts(row: Row, indicator: Indicator) -> dict[str, Plain]:
    return {
        "figure": row.reference,
        "indicator": indicator.code,
        "period": str(row.period),
        "part": row.part,
        "whole": row.whole,
        "basis": row.basis,
    }


def common(paths: Iterable[Path]) -> Path:
    """What all the paths begin with."""
    found: Path | None = None
    for path in paths:
        if found is None:
            found = path
        same = (n for n, (a, b) in enumerate(zip(found, path, strict=False)) if a != b)
        found = found[: next(same, min(len(found), len(path)))]
    return found or ()
