"""Laws of the roll-up: steps, order and moments of folding are irrelevant; a merger loses nothing.

Restate, fold time, fold places: each law is tried under every rule it is claimed for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.strategies import (
    DAY,
    MEASURES,
    OWNS,
    PAIRS,
    PARTS,
    TIME_RULES,
    WHOLES,
    periods,
    series,
    trees,
)
from vedich.core.periods import Length, Period
from vedich.core.places import Edge, Event, Link, PlaceId, Succession, Tree
from vedich.core.rollup import (
    Figure,
    change,
    concerns,
    fold_places,
    own,
    restate,
    used,
)
from vedich.core.tallies import EXTRA_DECIMALS, Measure, Own, Pair, PlaceRule, Tally, TimeRule


ASKED = periods(2021, 2022)
ADDS = st.sampled_from([PlaceRule.SUM, PlaceRule.RATIO])
ALL_RULES = settings(max_examples=2 * settings().max_examples)
"""Seven rules of places times seven of time want more examples than one rule does."""
Series = dict[str, list[Figure]]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Tree, Series]:
    """A tree, and for some of its places figures of two years."""
    tree = draw(trees())
    codes = sorted(link.place.code for link in tree)
    silent = draw(st.sets(st.sampled_from(codes)))
    return tree, {code: [] if code in silent else draw(series()) for code in codes}


def owns_of(measure: Measure, told: Series, period: Period) -> dict[str, Own]:
    found = {code: own(measure, figures, period) for code, figures in told.items()}
    return {code: one for code, one in found.items() if one is not None}


def fold(measure: Measure, tree: Tree, told: Series, period: Period) -> dict[str, Tally]:
    expected = {link.place.code for link in tree}
    return fold_places(measure, tree, owns_of(measure, told, period), expected)


# -- places ----------------------------------------------------------------------------------------


@ALL_RULES
@given(MEASURES, trees(), st.data())
def test_step_by_step_is_at_once(measure: Measure, tree: Tree, data: st.DataObject) -> None:
    codes = [link.place.code for link in tree]
    owns = data.draw(st.dictionaries(st.sampled_from(codes), OWNS))
    expected = data.draw(st.sets(st.sampled_from(codes)))
    tallies = fold_places(measure, tree, owns, expected)
    for code in codes:
        below = tree.below(code)
        each = (Tally.of(measure, owns.get(c), expected=c in expected) for c in below)
        assert tallies[code] == Tally.total(measure.place_rule, each)


@given(MEASURES, reports(), ASKED, st.randoms(use_true_random=False))
def test_the_order_of_figures_is_irrelevant(
    measure: Measure, world: tuple[Tree, Series], period: Period, chance: Random
) -> None:
    tree, told = world
    codes = list(told)
    chance.shuffle(codes)
    mixed = {code: chance.sample(told[code], len(told[code])) for code in codes}
    assert fold(measure, tree, mixed, period) == fold(measure, tree, told, period)


@given(MEASURES, reports(), ASKED, st.data())
def test_a_silent_place_changes_only_what_is_expected(
    measure: Measure, world: tuple[Tree, Series], period: Period, data: st.DataObject
) -> None:
    tree, told = world
    parent = data.draw(st.sampled_from(sorted(told)))
    wider = Tree(DAY, [*tree, Link(PlaceId("new"), parent)])
    before, after = fold(measure, tree, told, period), fold(measure, wider, told, period)
    for code, tally in before.items():
        more = int(code in wider.path("new"))
        assert after[code] == replace(tally, expected=tally.expected + more)


@given(TIME_RULES.filter(lambda rule: rule.value not in ("min", "max")), reports(), ASKED)
def test_lower_is_better_has_no_effect_on_sums(
    rule: TimeRule, world: tuple[Tree, Series], period: Period
) -> None:
    tree, told = world
    measure = Measure(PlaceRule.SUM, rule)
    opposite = {
        code: [replace(one, pair=Pair(-one.pair.part, one.pair.whole)) for one in figures]
        for code, figures in told.items()
    }
    sums, opposites = (fold(measure, tree, each, period) for each in (told, opposite))
    assert all(opposites[code] == replace(sums[code], part=-sums[code].part) for code in sums)


@given(ADDS, trees(), st.data())
def test_a_part_of_a_whole_stays_a_part_of_a_whole(
    rule: PlaceRule, tree: Tree, data: st.DataObject
) -> None:
    inside = WHOLES.flatmap(lambda whole: st.builds(Pair, st.integers(0, whole), st.just(whole)))
    owns = {link.place.code: Own(data.draw(inside)) for link in tree}
    for tally in fold_places(Measure(rule, TimeRule.LAST), tree, owns, ()).values():
        assert 0 <= tally.part <= tally.whole


# -- time ------------------------------------------------------------------------------------------


@given(TIME_RULES, series(), ASKED)
def test_no_month_speaks_twice_and_none_is_lost(
    rule: TimeRule, told: list[Figure], period: Period
) -> None:
    chosen = [figure.period for figure in used(rule, told, period)]
    spoken = [month for one in chosen for month in range(one.first, one.last)]
    assert len(spoken) == len(set(spoken))
    inside = [figure.period for figure in told if concerns(rule, figure.period, period)]
    if rule is TimeRule.CARRIED:
        assert chosen == sorted(inside, key=lambda one: (one.last, one.months))[-1:]
    else:
        assert all(any(one.holds(other) for one in chosen) for other in inside)


@given(MEASURES, PAIRS, st.lists(PAIRS, max_size=3), st.booleans(), ASKED)
def test_a_quarter_and_its_months_never_count_twice(
    measure: Measure, pair: Pair, months: list[Pair], verified: bool, period: Period
) -> None:
    quarter = Period.parse("2022-Q1")
    assume(period.holds(quarter))
    alone = [Figure(quarter, pair, verified)]
    inside = map(Figure, quarter.parts(Length.MONTH), months)
    assert own(measure, [*inside, *alone], period) == own(measure, alone, period)


@given(st.lists(PARTS, min_size=12, max_size=12))
def test_a_year_is_the_sum_of_its_months_and_of_its_quarters(parts: list[int]) -> None:
    year = Period.year(2022)
    measure = Measure(PlaceRule.SUM, TimeRule.SUM)
    months = [Figure(one, Pair(p)) for one, p in zip(year.parts(1), parts, strict=True)]
    quarters = [own(measure, months, quarter) for quarter in year.parts(3)]
    assert own(measure, months, year) == Own(Pair(sum(parts)), verified=False, complete=True)
    assert sum(one.pair.part for one in quarters if one and one.pair) == sum(parts)


@given(series(st.builds(Pair, PARTS)), ASKED)
def test_a_mean_lies_between_the_least_and_the_greatest(told: list[Figure], period: Period) -> None:
    means = own(Measure(PlaceRule.SUM, TimeRule.MEAN), told, period)
    speaking = [figure.pair.part for figure in used(TimeRule.MEAN, told, period)]
    if means is None or means.pair is None:
        assert not speaking
    else:
        scale = 10**EXTRA_DECIMALS
        assert min(speaking) * scale <= means.pair.part <= max(speaking) * scale


# -- one place's series changes --------------------------------------------------------------------


@ALL_RULES
@given(MEASURES, reports(), ASKED, st.data())
def test_a_change_up_the_path_is_folding_anew(
    measure: Measure, world: tuple[Tree, Series], period: Period, data: st.DataObject
) -> None:
    tree, told = world
    at = data.draw(st.sampled_from(sorted(told)))
    after = data.draw(series())
    step = change(measure, told[at], after, period)
    tallies = fold(measure, tree, told, period)
    told = {**told, at: after}
    for code in reversed(tree.path(at)):
        applied = step.applied(tallies[code])
        if applied is None:
            # the winner fell: own and children anew, as the live path does (DESIGN §3.2)
            assert measure.place_rule in (PlaceRule.MIN, PlaceRule.MAX)
            mine = Tally.of(measure, own(measure, told[code], period))
            children = (tallies[child] for child in tree.children(code))
            applied = Tally.total(measure.place_rule, [mine, *children])
        tallies[code] = applied
    assert tallies == fold(measure, tree, told, period)


@given(MEASURES, reports(), ASKED, st.data())
def test_a_correction_changes_only_what_lies_above(
    measure: Measure, world: tuple[Tree, Series], period: Period, data: st.DataObject
) -> None:
    tree, told = world
    at = data.draw(st.sampled_from(sorted(told)))
    before = fold(measure, tree, told, period)
    after = fold(measure, tree, {**told, at: data.draw(series())}, period)
    assert all(before[code] == after[code] for code in before if code not in tree.path(at))


@given(MEASURES, reports(), ASKED, st.data())
def test_no_change_changes_nothing(
    measure: Measure, world: tuple[Tree, Series], period: Period, data: st.DataObject
) -> None:
    tree, told = world
    at = data.draw(st.sampled_from(sorted(told)))
    step = change(measure, told[at], told[at], period)
    tallies = fold(measure, tree, told, period)
    assert all(step.applied(tallies[code]) == tallies[code] for code in tree.path(at))


# -- a merger or a split ---------------------------------------------------------------------------

SINCE = date(2025, 7, 1)
OLD, NEW = PlaceId("old"), PlaceId("new", SINCE)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=5).filter(any)


def split(weights: list[int]) -> Succession:
    edges = tuple(Edge(OLD, PlaceId(f"n{n}", SINCE), w) for n, w in enumerate(weights))
    return Succession(Event.SPLIT, SINCE, "NQ", edges, {OLD: sum(weights)})


def joined(weights: list[int]) -> Succession:
    edges = tuple(Edge(PlaceId(f"n{n}", SINCE), NEW, w) for n, w in enumerate(weights))
    return Succession(Event.MERGER, SINCE, "NQ", edges)


def province(*places: PlaceId) -> Tree:
    return Tree(SINCE, [Link(PlaceId("province"), None), *(Link(p, "province") for p in places)])


def restated(measure: Measure, event: Succession, told: dict[PlaceId, list[Figure]]) -> Series:
    """Every stored row told on the new tree, period by period; what was not touched stays."""
    stored = {figure.period for figures in told.values() for figure in figures}
    found: Series = {new.code: [] for new in event.predecessors}
    for period in stored:
        rows = {
            place: figure
            for place, figures in told.items()
            for figure in figures
            if figure.period == period
        }
        for new, row in restate(measure, event, rows).items():
            if row.pair is not None:
                found[new.code].append(Figure(period, row.pair, row.verified))
    return found


def sums(measure: Measure, tree: Tree, told: Series, period: Period) -> tuple[int, int | None]:
    pair = fold(measure, tree, told, period)["province"].pair or Pair(0, 0)
    return pair.part, pair.whole


ALIKE = [Period.parse(text) for text in ("2021-12", "2022-01", "2022-Q2", "2022-12")]


@st.composite
def even_series(draw: st.DrawFn) -> list[list[Figure]]:
    """Series of several places with gaps, all by month, or all by quarter, half-year or year.

    A quarter of one place beside months of another are rows that no merger can align.
    """
    parts = list(Period.term(2021, 2022).parts(draw(st.sampled_from(Length))))
    figures = st.builds(Figure, st.sampled_from(parts), PAIRS, st.booleans())
    one = st.lists(figures, max_size=6, unique_by=lambda figure: figure.period)
    return draw(st.lists(one, min_size=2, max_size=4))


@given(ADDS, even_series(), series(), ASKED)
def test_a_merger_leaves_the_sum_of_the_province(
    rule: PlaceRule, merging: list[list[Figure]], other: list[Figure], period: Period
) -> None:
    measure = Measure(rule, TimeRule.SUM)
    told = {PlaceId(f"n{n}", SINCE): figures for n, figures in enumerate(merging)}
    before = {"other": other, **{place.code: figures for place, figures in told.items()}}
    after = {"other": other, **restated(measure, joined([1] * len(merging)), told)}
    apart, together = province(PlaceId("other"), *told), province(PlaceId("other"), NEW)
    assert sums(measure, apart, before, period) == sums(measure, together, after, period)


@given(
    ADDS,
    st.sampled_from([TimeRule.FIRST, TimeRule.LAST, TimeRule.CARRIED]),
    st.lists(st.lists(st.builds(Pair, PARTS, WHOLES), min_size=4, max_size=4), min_size=2),
    ASKED,
)
def test_a_merger_of_places_that_report_alike_leaves_the_province(
    rule: PlaceRule, time: TimeRule, merging: list[list[Pair]], period: Period
) -> None:
    measure = Measure(rule, time)
    told = {
        PlaceId(f"n{n}", SINCE): list(map(Figure, ALIKE, pairs)) for n, pairs in enumerate(merging)
    }
    before = {place.code: figures for place, figures in told.items()}
    after = restated(measure, joined([1] * len(merging)), told)
    assert sums(measure, province(*told), before, period) == sums(
        measure, province(NEW), after, period
    )


@given(ADDS, TIME_RULES, WEIGHTS, series(), ASKED)
def test_a_split_leaves_the_sum_of_the_province(
    rule: PlaceRule, time: TimeRule, weights: list[int], told: list[Figure], period: Period
) -> None:
    # rounding a mean twice, or the winner of each share, is not the whole's
    assume(time not in (TimeRule.MEAN, TimeRule.MIN, TimeRule.MAX))
    measure, event = Measure(rule, time), split(weights)
    after = restated(measure, event, {OLD: told})
    apart = province(*event.predecessors)
    assert sums(measure, province(OLD), {"old": told}, period) == sums(
        measure, apart, after, period
    )


@given(
    st.sampled_from([PlaceRule.SUM, PlaceRule.RATIO, PlaceRule.MEAN]),
    WEIGHTS,
    PAIRS,
    st.booleans(),
)
def test_split_then_merge_gives_back_the_row(
    rule: PlaceRule, weights: list[int], pair: Pair, verified: bool
) -> None:
    # a mean of nobody cannot be weighed, once it has been cut
    assume(rule is not PlaceRule.MEAN or pair.whole != 0 or len(weights) == 1)
    measure, period = Measure(rule, TimeRule.SUM), Period.year(2022)
    told = restate(measure, split(weights), {OLD: Figure(period, pair, verified)})
    rows = {
        place: Figure(period, row.pair, row.verified) for place, row in told.items() if row.pair
    }
    (back,) = restate(measure, joined(weights), rows).values()
    assert (back.pair, back.verified, back.whole) == (pair, verified, True)


@given(WEIGHTS, WHOLES, st.data())
def test_every_share_of_a_part_lies_in_its_share_of_the_whole(
    weights: list[int], whole: int, data: st.DataObject
) -> None:
    figure = Figure(Period.year(2022), Pair(data.draw(st.integers(0, whole)), whole))
    told = restate(Measure(PlaceRule.RATIO, TimeRule.SUM), split(weights), {OLD: figure})
    assert all(row.pair and row.pair.whole is not None for row in told.values())
    assert all(0 <= row.pair.part <= (row.pair.whole or 0) for row in told.values() if row.pair)


@given(MEASURES, WEIGHTS, st.data())
def test_a_restated_figure_is_whole_and_verified_only_if_all_were(
    measure: Measure, weights: list[int], data: st.DataObject
) -> None:
    event = joined(weights)
    places = [edge.old for edge in event.edges]
    figures = st.builds(Figure, st.just(Period.year(2022)), PAIRS, st.booleans())
    rows = data.draw(st.dictionaries(st.sampled_from(places), figures, min_size=1))
    row = restate(measure, event, rows)[NEW]
    assert row.whole == (len(rows) == len(places))
    assert row.verified == all(figure.verified for figure in rows.values())
