"""All tallies folded anew from the figures, to mend them or to find those that differ.

Written with the core's own fold over whole trees and not with the live update, so that a fault of
that one shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from vedich.apps.figures.limbs import Sums, joined, split, write_best
from vedich.apps.figures.models import Expected, Indicator
from vedich.apps.figures.models import Tally as Row
from vedich.apps.figures.opening import hold
from vedich.apps.figures.series import latest, opened, told
from vedich.apps.figures.spans import spans
from vedich.apps.journal.actions import recording
from vedich.apps.places.queries import TREE, Atlas, atlas
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus
from vedich.core.places import Book, Tree
from vedich.core.rollup import Figure as Told
from vedich.core.rollup import fold_places, own
from vedich.core.tallies import Own, PlaceRule, Tally, TimeRule
from vedich.rulebook.permits import require


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Which tally: place and indicator by key, period, of verified figures only or of all."""

    place: int
    indicator: int
    period: Period
    checked: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """A tally that is not what the figures come to."""

    cell: Cell
    stored: Tally
    true: Tally


def rebuild(
    *,
    by: Actor | None,
    at: datetime,
    on_day: date,
    indicators: Collection[int] | None = None,
) -> int:
    """Fold the tallies of `indicators` (None: all) anew; gives how many were wrong.

    Nobody can write figures meanwhile. `by` None is a job. Raises NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated:
            return 0
        post = require(by, "places.write", Locus(()), on=on_day) if by else None
        hold(None)
        wrong = drift(indicators)
        found = _indicators(indicators)
        Row.objects.filter(indicator__in=found).delete()
        book = atlas()
        for one in found:
            rows = (_row(cell, tally, book) for cell, tally in fold(one, book))
            Row.objects.bulk_create(rows, batch_size=1000)
        ledger.note(
            "figures.rebuild",
            "tallies",
            (),
            post=post.reference if post else None,
            facts={"indicators": len(found), "wrong": len(wrong)},
            touched=[(TREE,), *(spot.path for spot in book.on(on_day))],
        )
        return len(wrong)


def drift(indicators: Collection[int] | None = None) -> Sequence[Drift]:
    """The tallies of `indicators` (None: all) that differ from what the figures come to."""
    found: list[Drift] = []
    book = atlas()
    for one in _indicators(indicators):
        rule = PlaceRule(one.place_rule)
        stored = dict(_stored(one))
        true = dict(fold(one, book))
        for cell in sorted(stored.keys() | true.keys()):
            two = stored.get(cell, Tally(rule)), true.get(cell, Tally(rule))
            if two[0] != two[1]:
                found.append(Drift(cell, *two))
    return found


def fold(indicator: Indicator, book: Atlas) -> Iterator[tuple[Cell, Tally]]:
    """Every tally of the indicator, from its current figures; empty ones are left out."""
    known = {place: told(rows) for (place, _), rows in latest([indicator.pk]).items()}
    expected: dict[Period, set[int]] = {}
    for place, *span in Expected.objects.filter(indicator=indicator).values_list(
        "place_id", "first", "months"
    ):
        expected.setdefault(Period(*span), set()).add(place)
    links = Book(book.links())
    trees: dict[date, Tree] = {}
    spoken = _periods(indicator, known.values())
    for period in sorted(spoken | expected.keys()):
        day = period.last_day
        if day not in trees:
            trees[day] = links.tree(day)
        due = expected.get(period, set())
        for checked in (False, True):
            heard = known if period in spoken else {}
            tallies = _fold(indicator, book, trees[day], period, checked, heard, due)
            for place, tally in tallies:
                yield Cell(place, indicator.pk, period, checked), tally


def _periods(indicator: Indicator, series: Iterable[Sequence[Told]]) -> set[Period]:
    if indicator.time_rule == TimeRule.CARRIED:
        return set(opened())
    return {span for figures in series for figure in figures for span in spans(figure.period)}


def _fold(
    indicator: Indicator,
    book: Atlas,
    tree: Tree,
    period: Period,
    checked: bool,
    series: Mapping[int, Sequence[Told]],
    due: Collection[int],
) -> Iterator[tuple[int, Tally]]:
    spots = book.on(period.last_day)
    measure = indicator.measure
    owns: dict[str, Own] = {}
    for place, figures in series.items():
        speaking = [figure for figure in figures if figure.verified or not checked]
        told_own = own(measure, speaking, period) if place in spots else None
        if told_own is not None:
            owns[spots[place].code] = told_own
    expected = {spots[place].code for place in due if place in spots}
    for code, tally in fold_places(measure, tree, owns, expected).items():
        spot = spots.by_code(code)
        if spot is None or not (tally.reported or tally.expected):
            continue
        if measure.place_rule is PlaceRule.NONE:
            # nothing adds up: the place's own pair alone is kept
            mine = Tally.of(measure, owns.get(code))
            tally = replace(
                tally, part=mine.part, whole=mine.whole, pairs=mine.pairs, wholes=mine.wholes
            )
        yield spot.id, tally


def _stored(indicator: Indicator) -> Iterator[tuple[Cell, Tally]]:
    rule = PlaceRule(indicator.place_rule)
    rows = Row.objects.filter(indicator=indicator).values_list(
        "place_id", "first", "months", "checked", "best", *Sums._fields
    )
    for place, first, months, checked, best, *columns in rows:
        cell = Cell(place, indicator.pk, Period(first, months), checked)
        yield cell, joined(rule, Sums(*columns), best)


def _indicators(keys: Collection[int] | None) -> Sequence[Indicator]:
    rows = Indicator.objects.order_by("pk")
    return list(rows if keys is None else rows.filter(pk__in=keys))


def _row(cell: Cell, tally: Tally, book: Atlas) -> Row:
    return Row(
        place_id=cell.place,
        parent_id=book.on(cell.period.last_day)[cell.place].parent,
        indicator_id=cell.indicator,
        first=cell.period.first,
        months=cell.period.months,
        checked=cell.checked,
        best=write_best(tally.best),
        **split(tally)._asdict(),
    )
