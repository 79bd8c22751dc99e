"""Laws of targets, on random ones of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from vedich.core.numbers import div_round
from vedich.core.periods import Period
from vedich.core.targets import (
    LIFT,
    AtLeast,
    AtMost,
    Basis,
    Between,
    Bounds,
    DecreaseBy,
    Exactly,
    IncreaseBy,
    Kind,
    Milestone,
    NamedSet,
    Outcome,
    Reading,
    Settles,
    Standing,
    Target,
    Thresholds,
    Unknown,
    Verdict,
    YesNo,
    judge,
    score,
)


YEAR = Period.year(2022)
HALF = Period.parse("2022-H1")
SCALE = 1000
"""How much finer levels get in the law of scales: three more decimals."""

ORDER = (
    Outcome.HARD,
    Outcome.NOT_MET,
    Outcome.UNKNOWN,
    Outcome.AT_RISK,
    Outcome.ON_TRACK,
    Outcome.AT_LEVEL,
    Outcome.QUALIFIES,
    Outcome.MET,
)
"""From worst to best; two outcomes of one target on one day are compared, never others."""

levels = st.integers(-60, 60)
amounts = st.integers(1, 60)
days = st.dates(date(2021, 12, 1), date(2023, 1, 31))
bases = st.sampled_from(Basis)
limits = st.tuples(st.integers(1, 120), st.integers(1, 120)).map(
    lambda pair: Thresholds(max(pair), min(pair))
)
one_sided: st.SearchStrategy[Kind] = st.one_of(
    levels.map(AtLeast),
    levels.map(AtMost),
    amounts.map(IncreaseBy),
    amounts.map(DecreaseBy),
    st.builds(IncreaseBy, st.integers(1, 10**6), st.just(True)),
    st.builds(DecreaseBy, st.integers(1, 10**6), st.just(True)),
)
kinds: st.SearchStrategy[Kind] = st.one_of(
    one_sided,
    levels.map(Exactly),
    st.builds(lambda low, more: Between(low, low + more), levels, amounts),
    st.just(YesNo()),
)
# values near levels, and on them, are where outcomes change
values = st.one_of(levels.map(lambda n: n * LIFT), st.integers(-70 * LIFT, 70 * LIFT))


@st.composite
def targets(draw: st.DrawFn, of: st.SearchStrategy[Kind] = kinds) -> Target:
    kind, settles = draw(of), draw(st.sampled_from(Settles))
    relative = isinstance(kind, IncreaseBy | DecreaseBy)
    baseline = draw(levels.filter(bool)) if relative else draw(st.none() | levels)
    target = Target(kind, YEAR, Settles.LEVEL, baseline=baseline)
    high = target.bounds.high if target.bounds else None
    if settles is Settles.FLOW and high is not None and high < 0:
        settles = Settles.LEVEL
    marks = draw(st.sampled_from([(), (Milestone(HALF, draw(levels)),)]))
    return replace(target, settles=settles, milestones=marks)


readings = st.builds(Reading, values, bases, st.booleans())


def met(bounds: Bounds | None) -> Bounds:
    assert bounds is not None
    return bounds


def better(bounds: Bounds, one: int, other: int) -> bool:
    """Whether `one` is no further from meeting than `other`, on the same side of the plan."""
    low, high = bounds
    if high is None:
        return one >= other
    if low is None:
        return one <= other
    return min(other, bounds.nearest(other)) <= one <= max(other, bounds.nearest(other))


@given(targets(), values, values, bases, st.booleans(), days, st.booleans(), limits)
def test_a_better_value_never_stands_worse(
    target: Target,
    one: int,
    other: int,
    basis: Basis,
    whole: bool,
    on: date,
    over: bool,
    thresholds: Thresholds,
) -> None:
    if not better(met(target.bounds), one, other):
        one, other = other, one
    assume(better(met(target.bounds), one, other))
    places = [
        judge(
            target,
            Standing(Reading(value, basis, whole)),
            on=on,
            over=over,
            thresholds=thresholds,
        ).outcome
        for value in (one, other)
    ]
    assume(Outcome.NO_FIGURE not in places)
    assert ORDER.index(places[0]) >= ORDER.index(places[1])


@given(targets(one_sided), readings, st.booleans())
def test_the_outcome_is_the_same_whatever_the_scale(
    target: Target, reading: Reading, over: bool
) -> None:
    on = HALF.last_day
    # off a milestone the path is rounded to the indicator's decimals, so there the scale may tell
    assume(target.milestones)
    finer = replace(
        target,
        kind=rescaled(target.kind),
        decimals=3,
        baseline=None if target.baseline is None else target.baseline * SCALE,
        milestones=tuple(Milestone(m.period, m.level * SCALE) for m in target.milestones),
    )
    assert isinstance(reading.value, int)
    same = replace(reading, value=reading.value * SCALE)
    coarse = judge(target, Standing(reading), on=on, over=over)
    fine = judge(finer, Standing(same), on=on, over=over)
    assert coarse.outcome is fine.outcome


def rescaled(kind: Kind) -> Kind:
    if isinstance(kind, AtLeast | AtMost):
        return replace(kind, level=kind.level * SCALE)
    assert isinstance(kind, IncreaseBy | DecreaseBy)
    return kind if kind.percent else replace(kind, amount=kind.amount * SCALE)


@given(st.sampled_from(Settles), readings, st.none() | values, days, st.booleans())
def test_an_unknown_threshold_is_never_met(
    settles: Settles, reading: Reading, recognised: int | None, on: date, over: bool
) -> None:
    standing = Standing(reading, reading, recognised)
    verdict = judge(Target(Unknown(), YEAR, settles), standing, on=on, over=over)
    assert {verdict.outcome, verdict.reported.outcome} == {Outcome.UNKNOWN}


@given(targets(), readings, st.none() | readings, days, st.booleans())
def test_what_is_reported_never_moves_the_outcome(
    target: Target, reported: Reading, verified: Reading | None, on: date, over: bool
) -> None:
    alone = judge(target, Standing(verified), on=on, over=over)
    beside = judge(target, Standing(verified, reported), on=on, over=over)
    assert beside.verified == alone.verified
    if verified is None:
        assert beside.outcome is Outcome.NO_FIGURE


@given(targets(), readings, st.none() | values, days)
def test_before_the_end_met_means_that_it_cannot_be_undone(
    target: Target, reading: Reading, recognised: int | None, on: date
) -> None:
    verdict = judge(target, Standing(reading, recognised=recognised), on=on, over=False)
    bounds = met(target.bounds)
    reached = isinstance(reading.value, int) and bounds.reached(reading.value)
    if target.settles is Settles.DECISION:
        earned = recognised is not None and bounds.reached(recognised) and bounds.high is None
    elif target.settles is Settles.FLOW and bounds.high is None:
        earned = reached and not reading.is_estimate
    else:
        earned = reached and not reading.is_estimate and reading.whole
    assert (verdict.outcome is Outcome.MET) == earned


@given(targets(), readings, days)
def test_before_the_end_nothing_is_not_met_but_the_final_figure(
    target: Target, reading: Reading, on: date
) -> None:
    verdict = judge(target, Standing(reading), on=on, over=False)
    final = reading.whole and reading.basis is not Basis.ESTIMATE
    assert verdict.outcome is not Outcome.NOT_MET or final


@given(targets(), values, days)
def test_what_meets_the_plan_is_never_behind_unless_a_ceiling_is_still_being_used_up(
    target: Target, value: int, on: date
) -> None:
    assume(met(target.bounds).reached(value) and not target.is_running_ceiling)
    verdict = judge(target, Standing(Reading(value)), on=on, over=False)
    assert not verdict.against_path


@given(targets(), values, days)
def test_against_path_on_track_means_no_worse_than_the_path(
    target: Target, value: int, on: date
) -> None:
    verdict = judge(target, Standing(Reading(value)), on=on, over=False)
    assume(verdict.against_path and verdict.path is not None)
    due = met(target.due(verdict.path or 0))
    lost = target.settles is Settles.FLOW and value > (met(target.bounds).high or value)
    assert (verdict.outcome is Outcome.ON_TRACK) == (due.reached(value) and not lost)


@given(levels, levels, days)
def test_a_straight_path_counts_days_as_the_period_does(start: int, plan: int, on: date) -> None:
    kind = AtLeast(plan) if start <= plan else AtMost(plan)
    target = Target(kind, YEAR, Settles.LEVEL, baseline=start)
    gone, total = YEAR.elapsed(on)
    assert target.path(on) == LIFT * div_round(start * (total - gone) + plan * gone, total)


@given(targets(), days)
def test_the_path_goes_from_the_start_to_the_plan_without_turning_back(
    target: Target, on: date
) -> None:
    plain = replace(target, milestones=())
    assume(plain.path(on) is not None)
    today, tomorrow = (plain.path(day) or 0 for day in (on, on + timedelta(days=1)))
    end, first = (plain.path(day) or 0 for day in (YEAR.last_day, date(2021, 12, 31)))
    assert min(first, end) <= today <= max(first, end)
    assert (tomorrow >= today) if end >= first else (tomorrow <= today)
    assert plain.is_running_ceiling or met(plain.bounds).reached(end)


names = st.sets(st.sampled_from("ABCDEFG"))


@given(names.filter(bool), names, names)
def test_of_a_named_set_only_the_names_count(
    named: set[str], done: set[str], others: set[str]
) -> None:
    target = Target(NamedSet(tuple(sorted(named))), YEAR, Settles.FLOW)

    def verdict(places: set[str]) -> Verdict:
        standing = Standing(Reading(frozenset(places)))
        return judge(target, standing, on=HALF.last_day, over=True)

    assert verdict(done) == verdict(done | (others - named))
    assert (verdict(done).outcome is Outcome.MET) == (named <= done)


@given(st.lists(st.tuples(targets(), st.none() | readings, st.booleans()), max_size=10))
def test_the_counts_of_a_scorecard_add_up_in_any_order(
    cases: list[tuple[Target, Reading | None, bool]],
) -> None:
    cards = [
        judge(target, Standing(reading), on=HALF.last_day, over=over)
        for target, reading, over in cases
    ]
    found = score(cards)
    assert found == score(reversed(cards))
    assert found.total == len(cards)
    assert found.by_estimate <= found.met
