"""The roll-up in memory: which figures speak, what they fold to, what a change and a merger do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.places import Edge, Event, Link, PlaceId, Succession, Tree
from vedich.core.rollup import (
    Change,
    Figure,
    Restated,
    change,
    concerns,
    fold_places,
    own,
    restate,
    restate_series,
    used,
)
from vedich.core.tallies import Measure, Own, Pair, PlaceRule, Tally, TimeRule


YEAR = Period.year(2022)


def figure(text: str, part: int, whole: int | None = None, verified: bool = False) -> Figure:
    return Figure(Period.parse(text), Pair(part, whole), verified)


def spoken(rule: TimeRule, *texts: str, asked: str = "2022") -> list[str]:
    series = [figure(text, 1) for text in texts]
    return [str(one.period) for one in used(rule, series, Period.parse(asked))]


def folded(rule: TimeRule, *series: Figure, asked: Period = YEAR) -> Own | None:
    return own(Measure(PlaceRule.SUM, rule), series, asked)


def test_a_figure_speaks_for_a_longer_period_only() -> None:
    assert concerns(TimeRule.SUM, Period.parse("2022-06"), YEAR)
    assert not concerns(TimeRule.SUM, YEAR, Period.parse("2022-06"))


def test_a_carried_figure_speaks_ever_after() -> None:
    assert concerns(TimeRule.CARRIED, Period.parse("2019"), YEAR)
    assert not concerns(TimeRule.CARRIED, Period.parse("2023-01"), YEAR)


def test_a_quarter_and_its_months_never_count_twice() -> None:
    assert spoken(TimeRule.SUM, "2022-03", "2022-Q1", "2022-01", "2022-04") == [
        "2022-Q1",
        "2022-04",
    ]


def test_figures_come_in_order_of_time() -> None:
    assert spoken(TimeRule.LAST, "2022-06", "2022-02", "2021-12") == ["2022-02", "2022-06"]


@pytest.mark.parametrize(
    ("texts", "carried"),
    [
        (["2022-05", "2022-06"], ["2022-06"]),
        (["2022-06", "2022-Q2", "2022-H1"], ["2022-H1"]),
        (["2015", "2023-01"], ["2015"]),
        (["2023-01"], []),
    ],
)
def test_the_latest_figure_is_carried_the_longest_of_two(
    texts: list[str], carried: list[str]
) -> None:
    assert spoken(TimeRule.CARRIED, *texts) == carried


def test_figures_that_overlap_in_part_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        spoken(TimeRule.SUM, "2021..2022", "2022..2023", asked="2020..2025")
    assert refused.value.say("en").startswith("The periods 2021..2022 and 2022..2023 overlap")


def test_nobody_reported_is_not_zero() -> None:
    assert folded(TimeRule.SUM, figure("2021-06", 5)) is None


@pytest.mark.parametrize(
    ("rule", "pair"),
    [
        (TimeRule.SUM, Pair(40, 400)),
        (TimeRule.FIRST, Pair(10, 100)),
        (TimeRule.LAST, Pair(30, 300)),
        (TimeRule.CARRIED, Pair(30, 300)),
        (TimeRule.MIN, Pair(10, 100)),
        (TimeRule.MAX, Pair(30, 300)),
        (TimeRule.MEAN, Pair(25_000000, 250_000000)),
    ],
)
def test_a_place_folds_its_periods_by_the_rule_of_time(rule: TimeRule, pair: Pair) -> None:
    found = folded(rule, figure("2022-03", 10, 100), figure("2022-Q2", 30, 300))
    assert found is not None
    assert found.pair == pair


@pytest.mark.parametrize("rule", [rule for rule in TimeRule if rule is not TimeRule.CARRIED])
@pytest.mark.parametrize("wholes", [(None, 20), (20, None)])
def test_a_whole_survives_where_every_figure_has_one(
    rule: TimeRule, wholes: tuple[int | None, int | None]
) -> None:
    found = folded(rule, figure("2022-01", 1, wholes[0]), figure("2022-02", 2, wholes[1]))
    assert found is not None
    assert found.pair is not None
    assert found.pair.whole is None


def test_a_mean_is_rounded_once_half_away_from_zero() -> None:
    months = [figure("2022-01", -1), figure("2022-Q2", 0), figure("2022-Q3", 0)]
    found = folded(TimeRule.MEAN, *months)
    assert found is not None
    assert found.pair == Pair(-142857)


@pytest.mark.parametrize(
    ("rule", "verified"),
    [
        (TimeRule.SUM, False),
        (TimeRule.MEAN, False),
        (TimeRule.FIRST, True),
        (TimeRule.LAST, False),
        (TimeRule.CARRIED, False),
        (TimeRule.MIN, True),
        (TimeRule.MAX, False),
    ],
)
def test_all_or_the_chosen_figure_must_be_verified(rule: TimeRule, verified: bool) -> None:
    found = folded(rule, figure("2022-01", 1, verified=True), figure("2022-02", 2))
    assert found is not None
    assert found.verified is verified


def test_of_equal_winners_one_verified_is_enough() -> None:
    found = folded(TimeRule.MAX, figure("2022-01", 2, verified=True), figure("2022-02", 2))
    assert found is not None
    assert found.verified


def test_nobody_wins_with_a_whole_of_zero() -> None:
    found = folded(TimeRule.MIN, figure("2022-01", 1, 0, verified=True))
    assert found == Own(None, verified=False, complete=False)


@pytest.mark.parametrize("rule", list(TimeRule))
def test_complete_says_that_the_period_is_covered(rule: TimeRule) -> None:
    chosen = rule in (TimeRule.FIRST, TimeRule.LAST, TimeRule.CARRIED)
    half, full = folded(rule, figure("2022-H1", 1)), folded(rule, figure("2022", 1))
    assert half is not None
    assert full is not None
    assert (half.complete, full.complete) == (chosen, True)


# A district, two communes, a cell below the first.
TREE = Tree(
    YEAR.last_day,
    [
        Link(PlaceId("district"), None),
        Link(PlaceId("A"), "district"),
        Link(PlaceId("B"), "district"),
        Link(PlaceId("cell"), "A"),
    ],
)


def test_a_place_and_all_below_it_add_up() -> None:
    measure = Measure(PlaceRule.SUM, TimeRule.SUM)
    owns = {"cell": Own(Pair(1)), "A": Own(Pair(10)), "district": Own(Pair(100))}
    found = fold_places(measure, TREE, owns, {"cell", "A", "B"})
    assert [(code, found[code].part) for code in ("cell", "A", "district")] == [
        ("cell", 1),
        ("A", 11),
        ("district", 111),
    ]
    assert (found["district"].reported, found["district"].expected) == (3, 3)


def test_what_a_place_reports_that_does_not_stand_goes_nowhere() -> None:
    measure = Measure(PlaceRule.SUM, TimeRule.SUM)
    found = fold_places(measure, TREE, {"gone": Own(Pair(1))}, {"gone"})
    assert found["district"] == Tally(PlaceRule.SUM)


def changed(rule: PlaceRule, before: int | None, after: int | None) -> Change:
    measure = Measure(rule, TimeRule.SUM)
    old, new = ([] if part is None else [figure("2022", part)] for part in (before, after))
    return change(measure, old, new, YEAR)


def tally_of(rule: PlaceRule, *parts: int) -> Tally:
    measure = Measure(rule, TimeRule.SUM)
    return Tally.total(rule, (Tally.of(measure, Own(Pair(part))) for part in parts))


def test_a_correction_takes_the_old_out_and_puts_the_new_in() -> None:
    after = changed(PlaceRule.SUM, 5, 7).applied(tally_of(PlaceRule.SUM, 5, 1))
    assert after == tally_of(PlaceRule.SUM, 7, 1)


def test_a_withdrawal_leaves_the_place_expected() -> None:
    after = changed(PlaceRule.SUM, 5, None).applied(tally_of(PlaceRule.SUM, 5, 1))
    assert after == replace(tally_of(PlaceRule.SUM, 1), expected=2)


@pytest.mark.parametrize(
    ("before", "after", "best"),
    [
        (3, 4, Pair(9)),  # not the winner
        (3, 12, Pair(12)),  # a new winner
        (9, 11, Pair(11)),  # the winner climbs
        (9, 9, Pair(9)),  # nothing changes
        (None, 4, Pair(9)),
    ],
)
def test_a_winner_that_stands_is_known_at_once(before: int | None, after: int, best: Pair) -> None:
    found = changed(PlaceRule.MAX, before, after).applied(tally_of(PlaceRule.MAX, 3, 9))
    assert found is not None
    assert found.best == best


@pytest.mark.parametrize("after", [8, None])
def test_nobody_knows_who_wins_when_the_winner_falls(after: int | None) -> None:
    assert changed(PlaceRule.MAX, 9, after).applied(tally_of(PlaceRule.MAX, 3, 9)) is None


A, B, AB = PlaceId("A"), PlaceId("B"), PlaceId("AB", date(2025, 7, 1))
MERGER = Succession(Event.MERGER, AB.since, "NQ", (Edge(A, AB, 30), Edge(B, AB, 10)))
SPLIT = Succession(Event.SPLIT, AB.since, "NQ", (Edge(AB, A, 3), Edge(AB, B, 1)), {AB: 4})
RENAME = Succession(Event.RENAME, AB.since, "NQ", (Edge(A, AB),))


def merged(rule: PlaceRule, one: Pair, two: Pair) -> Pair | None:
    figures = {A: Figure(YEAR, one), B: Figure(YEAR, two)}
    return restate(Measure(rule, TimeRule.SUM), MERGER, figures)[AB].pair


@pytest.mark.parametrize(
    ("rule", "one", "two", "pair"),
    [
        (PlaceRule.SUM, Pair(1, 2), Pair(3, 4), Pair(4, 6)),
        (PlaceRule.SUM, Pair(1, 2), Pair(3), Pair(4)),
        (PlaceRule.RATIO, Pair(1, 2), Pair(3, 4), Pair(4, 6)),
        (PlaceRule.MEAN, Pair(10, 3), Pair(20, 2), Pair(14, 5)),
        (PlaceRule.MEAN, Pair(10), Pair(20), Pair(13)),
        (PlaceRule.MEAN, Pair(10, 1), Pair(20), None),
        (PlaceRule.MEAN, Pair(10, 0), Pair(20, 0), None),
        (PlaceRule.MAX, Pair(1, 2), Pair(3, 4), Pair(3, 4)),
        (PlaceRule.MIN, Pair(1), Pair(3), Pair(1)),
        (PlaceRule.MIN, Pair(1), Pair(3, 4), None),
        (PlaceRule.COUNT, Pair(1), Pair(1), None),
        (PlaceRule.NONE, Pair(1), Pair(1), None),
    ],
)
def test_a_merged_place_is_told_by_the_rule(
    rule: PlaceRule, one: Pair, two: Pair, pair: Pair | None
) -> None:
    assert merged(rule, one, two) == pair


@pytest.mark.parametrize(
    ("rule", "pair", "shares"),
    [
        (PlaceRule.SUM, Pair(10), (Pair(8), Pair(2))),
        (PlaceRule.SUM, Pair(5, 6), (Pair(4, 5), Pair(1, 1))),
        (PlaceRule.RATIO, Pair(5, 6), (Pair(4, 5), Pair(1, 1))),
        (PlaceRule.MEAN, Pair(7, 8), (Pair(7, 6), Pair(7, 2))),
        (PlaceRule.MEAN, Pair(7), (Pair(7), Pair(7))),
        (PlaceRule.MAX, Pair(7), (None, None)),
        (PlaceRule.COUNT, Pair(7), (None, None)),
    ],
)
def test_a_split_place_shares_its_rows(
    rule: PlaceRule, pair: Pair, shares: tuple[Pair | None, Pair | None]
) -> None:
    told = restate(Measure(rule, TimeRule.SUM), SPLIT, {AB: Figure(YEAR, pair)})
    assert (told[A].pair, told[B].pair) == shares


def test_a_share_of_an_extreme_makes_the_merged_place_unknown() -> None:
    mixed = Succession(Event.MERGER, AB.since, "NQ", (Edge(A, AB), Edge(A, B), Edge(B, AB)))
    told = restate(
        Measure(PlaceRule.MAX, TimeRule.SUM),
        mixed,
        {A: Figure(YEAR, Pair(1)), B: Figure(YEAR, Pair(2))},
    )
    assert told[AB] == Restated(None, verified=False, whole=True)


@pytest.mark.parametrize("rule", list(PlaceRule))
@pytest.mark.parametrize("pair", [Pair(7), Pair(7, 9), Pair(7, 0)])
def test_a_renamed_place_keeps_its_figures_under_every_rule(rule: PlaceRule, pair: Pair) -> None:
    told = restate(Measure(rule, TimeRule.SUM), RENAME, {A: Figure(YEAR, pair, verified=True)})
    assert told == {AB: Restated(pair, verified=True, whole=True)}


@pytest.mark.parametrize("rule", [PlaceRule.COUNT, PlaceRule.NONE])
def test_one_of_two_predecessors_does_not_speak_for_both(rule: PlaceRule) -> None:
    told = restate(Measure(rule, TimeRule.SUM), MERGER, {A: Figure(YEAR, Pair(1))})
    assert told[AB] == Restated(None, verified=False, whole=False)


def test_a_restated_figure_is_whole_only_if_all_reported() -> None:
    told = restate(
        Measure(PlaceRule.SUM, TimeRule.SUM), MERGER, {A: Figure(YEAR, Pair(1), verified=True)}
    )
    assert told[AB] == Restated(Pair(1), verified=True, whole=False)


def test_places_an_event_does_not_touch_are_not_told() -> None:
    figures = {PlaceId("C"): Figure(YEAR, Pair(1))}
    assert restate(Measure(PlaceRule.SUM, TimeRule.SUM), MERGER, figures) == {}


MERGED = Succession(
    Event.MERGER,
    date(2025, 7, 1),
    "1687/NQ-UBTVQH15",
    (Edge(PlaceId("a"), PlaceId("ab")), Edge(PlaceId("b"), PlaceId("ab"))),
)
QUARTER = Period.parse("2025-Q1")
BY_MONTHS = [figure(f"2025-0{month}", 10, verified=True) for month in (1, 2, 3)]


def told(rule: TimeRule, *of_a: Figure, of_b: list[Figure] = BY_MONTHS) -> dict[Period, Restated]:
    series = {PlaceId("a"): list(of_a), PlaceId("b"): of_b}
    return restate_series(Measure(PlaceRule.SUM, rule), MERGED, series)[PlaceId("ab")]


def test_months_beside_a_quarter_are_folded_before_they_are_told() -> None:
    found = told(TimeRule.SUM, figure("2025-Q1", 100, verified=True))
    assert found == {QUARTER: Restated(Pair(130), verified=True, whole=True)}


def test_series_of_one_length_are_told_period_by_period() -> None:
    found = told(TimeRule.SUM, *BY_MONTHS)
    assert [str(period) for period in found] == ["2025-01", "2025-02", "2025-03"]
    assert {one.pair for one in found.values()} == {Pair(20)}


def test_a_month_that_is_missing_leaves_the_quarter_not_whole() -> None:
    found = told(TimeRule.SUM, figure("2025-Q1", 100), of_b=BY_MONTHS[:2])
    assert found[QUARTER] == Restated(Pair(120), verified=False, whole=False)


def test_a_mean_over_time_is_not_comparable_across_lengths() -> None:
    found = told(TimeRule.MEAN, figure("2025-Q1", 100))
    assert found[QUARTER] == Restated(None, verified=False, whole=True)


def test_a_predecessor_without_figures_leaves_the_rest_not_whole() -> None:
    found = told(TimeRule.SUM, figure("2025-Q1", 100, verified=True), of_b=[])
    assert found[QUARTER] == Restated(Pair(100), verified=True, whole=False)


def test_restated_series_must_not_overlap_in_part() -> None:
    with pytest.raises(Refused, match="overlap only in part"):
        told(TimeRule.SUM, figure("2020..2022", 1), of_b=[figure("2021..2023", 1)])


def test_a_change_is_for_tallies_of_its_own_rule() -> None:
    one = change(Measure(PlaceRule.SUM, TimeRule.SUM), [], [figure("2022", 1)], YEAR)
    with pytest.raises(Refused, match="cannot be added"):
        one.applied(Tally(PlaceRule.MAX))
