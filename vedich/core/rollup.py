"""The roll-up: restate, fold time, fold places, always in this order (DESIGN §3.4, §5 lines 7–12).

Folding places first gave 310 where the truth was 160: a quarter and its months may reach a place
from different rows, and only the place's own series can tell them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vedich.core.errors import Message
from vedich.core.numbers import div_round
from vedich.core.periods import Period
from vedich.core.places import PlaceId, Succession, Tree
from vedich.core.tallies import (
    EXTRA_DECIMALS,
    OTHER_RULE,
    Measure,
    Own,
    Pair,
    PlaceRule,
    Tally,
    TimeRule,
    apportion,
    extreme,
)


OVERLAP = Message(
    code="rollup.overlap",
    vi="Hai kỳ {one} và {two} chỉ trùng nhau một phần nên sẽ bị tính hai lần. Hãy giữ một kỳ, "
    "hoặc tách thành các kỳ không trùng.",
    en="The periods {one} and {two} overlap only in part, so months would count twice. Keep one, "
    "or split them into periods that do not overlap.",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a place is known to have had in a period: the latest row, not withdrawn (§5 line 6)."""

    period: Period
    pair: Pair
    verified: bool = False


def concerns(rule: TimeRule, figure: Period, asked: Period) -> bool:
    """Whether a figure's own period could speak for the asked one (§5 line 7)."""
    return figure.last <= asked.last if rule is TimeRule.CARRIED else asked.holds(figure)


def used(rule: TimeRule, series: Iterable[Figure], period: Period) -> Sequence[Figure]:
    """The figures of one place that speak for `period`, in order of time (§5 line 7).

    Those inside the period, less those inside a longer one of them, so that a quarter and its
    months never count twice; a figure longer than the period is never split. Under ``carried``
    instead the one that ends last by the period's end, however old, the longest if two.
    Raises Refused (``rollup.overlap``) where two overlap only in part.
    """
    inside = [figure for figure in series if concerns(rule, figure.period, period)]
    if rule is TimeRule.CARRIED:
        return sorted(inside, key=lambda f: (f.period.last, f.period.months))[-1:]
    longest = set(_longest(figure.period for figure in inside))
    return sorted((f for f in inside if f.period in longest), key=lambda f: f.period)


def _longest(periods: Iterable[Period]) -> list[Period]:
    """Those of `periods` that lie in no longer one. Raises Refused (``rollup.overlap``)."""
    kept: list[Period] = []
    for period in sorted(periods, key=lambda period: (period.first, -period.months)):
        if not kept or not kept[-1].overlaps(period):
            kept.append(period)
        elif not kept[-1].holds(period):
            raise OVERLAP.refuse(one=kept[-1], two=period)
    return kept


def own(measure: Measure, series: Iterable[Figure], period: Period) -> Own | None:
    """What one place itself reported for `period`, None where it did not (§5 line 8).

    A whole survives only where every figure used has one. Raises Refused as `used` does.
    """
    rule = measure.time_rule
    figures = used(rule, series, period)
    if not figures:
        return None
    if any(figure.pair.whole is None for figure in figures):
        figures = [replace(figure, pair=Pair(figure.pair.part)) for figure in figures]
    covered = sum(figure.period.months for figure in figures) == period.months
    if rule is TimeRule.SUM or rule is TimeRule.MEAN:
        fold = _sum if rule is TimeRule.SUM else _mean
        return Own(fold(figures), all(figure.verified for figure in figures), covered)
    if rule is TimeRule.MIN or rule is TimeRule.MAX:
        best = extreme(rule, [figure.pair for figure in figures])
        # of equal winners one verified is enough: somebody has checked this very value
        return Own(best, any(f.verified for f in figures if f.pair == best), covered)
    chosen = figures[0] if rule is TimeRule.FIRST else figures[-1]
    return Own(chosen.pair, chosen.verified, complete=True)


def _sum(figures: Sequence[Figure]) -> Pair:
    whole = None if figures[0].pair.whole is None else sum(f.pair.whole or 0 for f in figures)
    return Pair(sum(figure.pair.part for figure in figures), whole)


def _mean(figures: Sequence[Figure]) -> Pair:
    """The only rounding before the end (DESIGN §4.4)."""
    months = sum(figure.period.months for figure in figures)

    def mean(numbers: Iterable[tuple[int, int]]) -> int:
        total = sum(number * length * 10**EXTRA_DECIMALS for number, length in numbers)
        return div_round(total, months)

    part = mean((f.pair.part, f.period.months) for f in figures)
    if figures[0].pair.whole is None:
        return Pair(part)
    return Pair(part, mean((f.pair.whole or 0, f.period.months) for f in figures))


def fold_places(
    measure: Measure,
    tree: Tree,
    owns: Mapping[str, Own],
    expected: Container[str],
) -> dict[str, Tally]:
    """The tally of every place of `tree`, itself and all below (§5 line 9).

    `owns` holds what places reported, by code; `expected` are the codes of which a report is due.
    """
    tallies = {
        code: Tally.of(measure, owns.get(code), expected=code in expected)
        for code in tree.deepest_first()
    }
    for code in tallies:  # deepest first, as made
        parent = tree[code].parent
        if parent is not None:
            tallies[parent] += tallies[code]
    return tallies


# -- one place's series changes --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What a new row does to every tally above: take `minus` out, put `plus` in (DESIGN §3.2)."""

    minus: Tally
    plus: Tally

    def applied(self, tally: Tally) -> Tally | None:
        """`tally` after the change; None where the winner itself fell and nobody knows the next.

        Then own and children are folded anew: a sum forgets nothing, an extreme does.
        Raises Refused (``tally.other_rule``) for a tally under another rule.
        """
        if tally.rule is not self.plus.rule:
            raise OTHER_RULE.refuse(left=tally.rule.value, right=self.plus.rule.value)
        best = extreme(tally.rule, [b for b in (tally.best, self.plus.best) if b])
        if self._falls(tally) and best != self.plus.best:
            return None
        minus, plus = self.minus, self.plus
        return replace(
            tally,
            part=tally.part - minus.part + plus.part,
            whole=tally.whole - minus.whole + plus.whole,
            pairs=tally.pairs - minus.pairs + plus.pairs,
            wholes=tally.wholes - minus.wholes + plus.wholes,
            best=best,
            reported=tally.reported - minus.reported + plus.reported,
            verified=tally.verified - minus.verified + plus.verified,
            complete=tally.complete - minus.complete + plus.complete,
        )

    def _falls(self, tally: Tally) -> bool:
        return self.minus.best is not None and self.minus.best == tally.best


def change(
    measure: Measure, before: Iterable[Figure], after: Iterable[Figure], period: Period
) -> Change:
    """What it changes for `period` that ONE place's series went from `before` to `after`.

    Raises Refused (``rollup.overlap``) where a series overlaps itself in part.
    """
    return Change(
        Tally.of(measure, own(measure, before, period)),
        Tally.of(measure, own(measure, after, period)),
    )


# -- a merger or split between figure and question -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Restated:
    """One stored row told on the tree after an event (R2, DESIGN §3.4).

    No `pair`: not comparable, which is an answer. `whole` only if all predecessors reported.
    """

    pair: Pair | None
    verified: bool
    whole: bool


def restate(
    measure: Measure, succession: Succession, figures: Mapping[PlaceId, Figure]
) -> dict[PlaceId, Restated]:
    """The rows of one indicator and period, told for the places that came after `succession`.

    `figures` are stored rows by old place: rows are split, never totals; part and (whole − part)
    each by largest remainder, so that nothing is lost. ``sum`` and ``ratio`` add, ``mean`` weighs
    by the whole (by the edge's weight where there is none; rounded once, half away from zero).
    Of an extreme a merged place keeps the winner, a split one nothing; ``count`` and ``none`` are
    comparable only where one place became one, as by a rename.
    """
    moved: defaultdict[PlaceId, list[tuple[int, Pair | None]]] = defaultdict(list)
    for old, figure in figures.items():
        edges = succession.shares(old)
        shares = _split(measure, figure.pair, [edge.weight for edge in edges])
        for edge, pair in zip(edges, shares, strict=True):
            moved[edge.new].append((edge.weight, pair))
    told: dict[PlaceId, Restated] = {}
    for new, olds in succession.predecessors.items():
        if new in moved:
            # of one predecessor nothing is joined: a rename leaves every rule comparable
            pair = moved[new][0][1] if len(olds) == 1 else _join(measure, moved[new])
            told[new] = Restated(
                pair,
                verified=all(figures[old].verified for old in olds if old in figures),
                whole=all(old in figures for old in olds),
            )
    return told


def restate_series(
    measure: Measure, succession: Succession, series: Mapping[PlaceId, Sequence[Figure]]
) -> dict[PlaceId, dict[Period, Restated]]:
    """Whole series of stored rows, told for the places that came after `succession`.

    Where one predecessor reported a quarter and another its months, the months are folded to the
    quarter first: told apart, the quarter would drop the other's months from every longer period.
    A mean over time cannot be folded without rounding before the end, so there it is not
    comparable. Raises Refused (``rollup.overlap``) where periods overlap only in part.
    """
    told: dict[PlaceId, dict[Period, Restated]] = {}
    for new, olds in succession.predecessors.items():
        met = {figure.period for old in olds for figure in series.get(old, ())}
        for period in _longest(met):
            owns = {old: _inside(measure, series.get(old, ()), period) for old in olds}
            rows = {
                old: Figure(period, one.pair, one.verified)
                for old, one in owns.items()
                if one is not None and one.pair is not None
            }
            restated = restate(measure, succession, rows).get(new)
            every = all(one is not None and one.complete for one in owns.values())
            if restated is None or any(one and one.pair is None for one in owns.values()):
                verified = all(one.verified for one in owns.values() if one)
                restated = Restated(None, verified, every)
            told.setdefault(new, {})[period] = replace(restated, whole=restated.whole and every)
    return told


def _inside(measure: Measure, series: Iterable[Figure], period: Period) -> Own | None:
    """What a place's figures inside `period` come to, at the scale they are stored in."""
    figures = [figure for figure in series if period.holds(figure.period)]
    if [figure.period for figure in figures] == [period]:
        return Own(figures[0].pair, figures[0].verified)
    folded = own(measure, figures, period)
    if folded is not None and measure.time_rule is TimeRule.MEAN:
        return replace(folded, pair=None)
    return folded


def _split(measure: Measure, pair: Pair, weights: Sequence[int]) -> Sequence[Pair | None]:
    if len(weights) < 2:
        return [pair] * len(weights)
    if measure.place_rule in (PlaceRule.SUM, PlaceRule.RATIO):
        parts = apportion(pair.part, weights)
        if pair.whole is None:
            return [Pair(part) for part in parts]
        rests = apportion(pair.whole - pair.part, weights)
        return [Pair(part, part + rest) for part, rest in zip(parts, rests, strict=True)]
    if measure.place_rule is PlaceRule.MEAN:
        if pair.whole is None:
            return [pair] * len(weights)
        return [Pair(pair.part, whole) for whole in apportion(pair.whole, weights)]
    return [None] * len(weights)


def _join(measure: Measure, got: Sequence[tuple[int, Pair | None]]) -> Pair | None:
    rule = measure.place_rule
    pairs = [pair for _, pair in got if pair is not None]
    if len(pairs) < len(got) or rule in (PlaceRule.COUNT, PlaceRule.NONE):
        return None
    wholes = [pair.whole for pair in pairs if pair.whole is not None]
    every_whole = len(wholes) == len(pairs)
    if rule in (PlaceRule.MIN, PlaceRule.MAX):
        return extreme(rule, pairs) if every_whole or not wholes else None
    if rule is PlaceRule.MEAN:
        weights = wholes if every_whole else [weight for weight, _ in got]
        total = sum(pair.part * weight for pair, weight in zip(pairs, weights, strict=True))
        if not sum(weights) or (wholes and not every_whole):
            return None
        return Pair(div_round(total, sum(weights)), sum(wholes) if every_whole else None)
    return Pair(sum(pair.part for pair in pairs), sum(wholes) if every_whole else None)
