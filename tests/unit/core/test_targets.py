"""The edges of targets that the tables of the manual do not show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.numbers import MAX_SCALED
from vedich.core.periods import Period
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule
from vedich.core.targets import (
    LIFT,
    AtLeast,
    AtMost,
    Basis,
    Between,
    Bounds,
    Clause,
    DecreaseBy,
    Exactly,
    IncreaseBy,
    Judgement,
    Kind,
    Milestone,
    NamedSet,
    Outcome,
    Override,
    Reading,
    Settles,
    Standing,
    Target,
    Thresholds,
    Unknown,
    Value,
    Verdict,
    Version,
    YesNo,
    in_force,
    judge,
    score,
)


YEAR = Period.year(2022)
JUNE = date(2022, 6, 30)
PARTY = Target(AtLeast(120), YEAR, Settles.FLOW)
COMMUNES = Target(NamedSet(("A", "B")), YEAR, Settles.DECISION)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def in_june(target: Target, verified: Value | None, **more: object) -> Verdict:
    reading = None if verified is None else Reading(verified)
    return judge(target, Standing(reading), on=JUNE, over=False, **more)  # type: ignore[arg-type]


# -- kinds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda: AtLeast(MAX_SCALED + 1), "number.too_large"),
        (lambda: Between(5, 5), "target.empty_between"),
        (lambda: Between(6, 5), "target.empty_between"),
        (lambda: IncreaseBy(0), "target.no_change"),
        (lambda: DecreaseBy(-1), "target.no_change"),
        (lambda: NamedSet(()), "target.no_names"),
        (lambda: NamedSet(("A", "")), "target.no_names"),
        (lambda: NamedSet(("A", "A")), "target.no_names"),
    ],
)
def test_a_kind_cannot_be_built_wrongly(act: Callable[[], Kind], refusal: str) -> None:
    assert code(act) == refusal


def test_a_kind_cannot_be_changed() -> None:
    kind = AtLeast(1)
    with pytest.raises(FrozenInstanceError):
        kind.level = 2  # type: ignore[misc]


def test_kinds_of_one_level_are_told_apart() -> None:
    assert AtLeast(5) == AtLeast(5)
    assert len({AtLeast(5), AtMost(5), Exactly(5), IncreaseBy(5), DecreaseBy(5)}) == 5


def test_the_nearest_value_that_meets() -> None:
    assert [Bounds(2, 4).nearest(n) for n in (1, 3, 9)] == [2, 3, 4]
    assert (Bounds(None, 4).edge, Bounds(2, 4).edge) == (4, 2)


# -- target and path -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "settles", "decimals", "baseline", "refusal"),
    [
        (IncreaseBy(1), Settles.LEVEL, 0, None, "target.no_baseline"),
        (DecreaseBy(1, percent=True), Settles.LEVEL, 0, 0, "target.percent_of_nothing"),
        (AtLeast(1), Settles.LEVEL, 7, None, "target.bad_decimals"),
        (AtLeast(1), Settles.LEVEL, -1, None, "target.bad_decimals"),
        (YesNo(), Settles.FLOW, 1, None, "target.bad_decimals"),
        (NamedSet(("A",)), Settles.DECISION, 1, None, "target.bad_decimals"),
        (AtLeast(1), Settles.LEVEL, 0, MAX_SCALED + 1, "number.too_large"),
        (AtMost(-1), Settles.FLOW, 1, None, "target.flow_below_zero"),
        (DecreaseBy(9), Settles.FLOW, 0, 8, "target.flow_below_zero"),
    ],
)
def test_a_target_whose_parts_do_not_fit_is_refused(
    kind: Kind, settles: Settles, decimals: int, baseline: int | None, refusal: str
) -> None:
    assert code(lambda: Target(kind, YEAR, settles, decimals, baseline)) == refusal


def test_a_refusal_writes_levels_as_people_do() -> None:
    with pytest.raises(Refused) as caught:
        Target(AtMost(-15), YEAR, Settles.FLOW, decimals=1)
    assert "không quá −1,5." in caught.value.say("vi")


@pytest.mark.parametrize(
    "periods",
    [
        ["2021-12"],
        ["2023-01"],
        ["2022-Q2", "2022-Q1"],
        ["2022-Q2", "2022-06"],
        ["2022-H2"],
        ["2022"],
        ["2020..2025"],
    ],
)
def test_milestones_lie_in_order_inside_the_period(periods: list[str]) -> None:
    marks = tuple(Milestone(Period.parse(text), 1) for text in periods)
    assert code(lambda: replace(PARTY, milestones=marks)) == "target.bad_milestone"


@pytest.mark.parametrize(
    ("place_rule", "time_rule", "settles"),
    [
        (PlaceRule.SUM, TimeRule.SUM, Settles.FLOW),
        (PlaceRule.COUNT, TimeRule.SUM, Settles.FLOW),
        (PlaceRule.SUM, TimeRule.LAST, Settles.LEVEL),
        (PlaceRule.RATIO, TimeRule.SUM, Settles.LEVEL),
    ],
)
def test_a_sum_over_time_and_places_is_a_flow(
    place_rule: PlaceRule, time_rule: TimeRule, settles: Settles
) -> None:
    assert Settles.of(Measure(place_rule, time_rule)) is settles


def test_yes_no_and_named_sets_go_by_steps() -> None:
    done_by_spring = replace(COMMUNES, milestones=(Milestone(Period.parse("2022-Q1"), 1),))
    days = (date(2022, 3, 30), date(2022, 3, 31), date(2022, 12, 30), date(2022, 12, 31))
    assert [done_by_spring.path(day) for day in days] == [0, LIFT, LIFT, 2 * LIFT]
    assert COMMUNES.path(JUNE) is None


def test_a_percentage_that_falls_between_two_counts_is_not_rounded_up_on_the_path() -> None:
    models = Target(IncreaseBy(10_0000, percent=True), YEAR, Settles.FLOW, baseline=45)
    assert models.path(date(2022, 12, 30)) == 49 * LIFT
    assert models.path(date(2022, 12, 31)) == 49_500_000
    ceiling = Target(DecreaseBy(10_0000, percent=True), YEAR, Settles.FLOW, baseline=45)
    assert ceiling.path(date(2022, 12, 31)) == 40_500_000


def test_a_term_gives_the_milestone_of_each_year() -> None:
    years = tuple(Milestone(Period.year(n), level) for n, level in ((2021, 46), (2023, 54)))
    term = Target(AtLeast(62), Period.term(2020, 2025), Settles.LEVEL, 0, 44, years)
    due = [term.milestone(Period.year(n)) for n in range(2020, 2026)]
    assert due == [level * LIFT for level in (45, 46, 50, 54, 58, 62)]
    once = replace(term, settles=Settles.YEARLY)
    assert once.milestone(Period.year(2022)) == 46 * LIFT


def test_nothing_is_due_where_the_threshold_is_unknown() -> None:
    target = Target(Unknown(), YEAR, Settles.FLOW)
    assert target.path(JUNE) is None
    assert target.due(0) is None
    assert not target.is_running_ceiling


# -- judging ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("target", "value"), [(PARTY, frozenset("A")), (COMMUNES, LIFT)])
def test_names_and_numbers_are_not_mixed_up(target: Target, value: Value) -> None:
    assert code(lambda: in_june(target, value)) == "target.wrong_value"


@pytest.mark.parametrize(("on_track", "at_risk"), [(100, 0), (90, 100), (100, -1)])
def test_thresholds_stand_in_order(on_track: int, at_risk: int) -> None:
    assert code(lambda: Thresholds(on_track, at_risk)) == "target.bad_thresholds"


def test_the_issuing_body_may_set_other_thresholds() -> None:
    target = replace(PARTY, milestones=(Milestone(Period.parse("2022-H1"), 60),))
    strict, mild = Thresholds(110, 100), Thresholds(80, 50)
    found = [in_june(target, 60 * LIFT, thresholds=given).outcome for given in (strict, mild)]
    assert found == [Outcome.AT_RISK, Outcome.ON_TRACK]


def test_reported_stands_beside_verified_and_is_never_merged() -> None:
    standing = Standing(Reading(119 * LIFT), Reading(121 * LIFT))
    verdict = judge(PARTY, standing, on=JUNE, over=False)
    assert verdict.outcome is Outcome.ON_TRACK
    assert verdict.reported.outcome is Outcome.MET
    assert verdict.awaits_check
    assert not in_june(PARTY, 121 * LIFT).awaits_check


def test_done_against_plan_and_path_are_exact_pairs() -> None:
    verdict = in_june(PARTY, 49 * LIFT)
    assert verdict.path == 60 * LIFT
    assert verdict.verified.of_plan == Pair(49 * LIFT, 120 * LIFT)
    assert verdict.verified.of_path == Pair(49 * LIFT, 60 * LIFT)


def test_a_count_on_an_estimate_says_so() -> None:
    standing = Standing(Reading(121 * LIFT, Basis.ESTIMATE))
    verdict = judge(PARTY, standing, on=date(2022, 12, 31), over=True)
    assert verdict.verified == Judgement(
        Outcome.MET, True, Pair(121 * LIFT, 120 * LIFT), Pair(121 * LIFT, 120 * LIFT)
    )


def test_a_decision_needs_no_figure_beside_it() -> None:
    done = Standing(recognised=frozenset("AB"))
    assert judge(COMMUNES, done, on=JUNE, over=False).outcome is Outcome.MET


def test_a_decision_under_a_ceiling_can_be_followed_by_another() -> None:
    target = Target(Exactly(2), YEAR, Settles.DECISION)
    standing = Standing(Reading(2 * LIFT), recognised=2 * LIFT)
    assert judge(target, standing, on=JUNE, over=False).outcome is Outcome.QUALIFIES


def test_what_is_recognised_counts_only_where_the_decision_is_the_result() -> None:
    standing = Standing(Reading(49 * LIFT), recognised=120 * LIFT)
    assert judge(PARTY, standing, on=JUNE, over=False).outcome is Outcome.HARD


@pytest.mark.parametrize(
    ("outcome", "reason", "body"),
    [
        (Outcome.MET, "vì", "Ban Thường vụ"),
        (Outcome.NO_FIGURE, "vì", "Ban Thường vụ"),
        (Outcome.HARD, " ", "Ban Thường vụ"),
        (Outcome.HARD, "vì", ""),
    ],
)
def test_a_committee_overrides_a_status_with_a_reason_and_never_a_fact(
    outcome: Outcome, reason: str, body: str
) -> None:
    assert code(lambda: Override(outcome, reason, body)) == "target.bad_override"


@pytest.mark.parametrize(
    ("value", "computed", "shown"),
    [
        (49 * LIFT, Outcome.HARD, Outcome.AT_RISK),
        (70 * LIFT, Outcome.ON_TRACK, Outcome.AT_RISK),
        (120 * LIFT, Outcome.MET, Outcome.MET),
        (None, Outcome.NO_FIGURE, Outcome.NO_FIGURE),
    ],
)
def test_an_override_keeps_both_and_gives_way_to_facts(
    value: int | None, computed: Outcome, shown: Outcome
) -> None:
    word = Override(Outcome.AT_RISK, "đã có nguồn kế cận", "Ban Thường vụ")
    verdict = in_june(PARTY, value, override=word)
    assert (verdict.outcome, verdict.shown, verdict.override) == (computed, shown, word)


# -- resolution and scorecard ----------------------------------------------------------------------

CLAUSE = Clause(3, 1, "Tổ chức", "Kết nạp 120 đảng viên trở lên.", "Ban Tổ chức", "Trưởng ban")


@pytest.mark.parametrize(
    "change",
    [{"number": 0}, {"field": ""}, {"sentence": " "}, {"owner_body": ""}, {"owner_post": ""}],
)
def test_a_place_in_the_resolution_is_complete(change: dict[str, object]) -> None:
    assert code(lambda: replace(CLAUSE, **change)) == "target.bad_clause"  # type: ignore[arg-type]


def test_a_target_is_not_public_unless_said_so() -> None:
    assert not CLAUSE.public
    assert replace(CLAUSE, prong=None).prong is None


FIRST = Version(PARTY, date(2022, 1, 1), "15-NQ/HU")
AMENDED = Version(
    replace(PARTY, kind=AtLeast(100)), date(2022, 7, 15), "21-NQ/HU", "Tách chi bộ cơ quan."
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2022, 1, 1), FIRST),
        (date(2022, 7, 14), FIRST),
        (date(2022, 7, 15), AMENDED),
        (date(2023, 1, 1), AMENDED),
    ],
)
def test_the_version_that_counts_on_a_day(on: date, expected: Version) -> None:
    assert in_force([AMENDED, FIRST], on) is expected


@pytest.mark.parametrize(
    ("versions", "refusal"),
    [
        ([FIRST], "target.not_yet"),
        ([], "target.not_yet"),
        ([FIRST, replace(AMENDED, reason=" ")], "target.no_reason"),
        ([FIRST, replace(AMENDED, since=FIRST.since)], "target.same_day"),
    ],
)
def test_versions_that_leave_a_doubt_are_refused(versions: list[Version], refusal: str) -> None:
    assert code(lambda: in_force(versions, date(2021, 12, 31))) == refusal


def test_a_version_names_its_document() -> None:
    assert code(lambda: replace(FIRST, document=" ")) == "target.no_document"


def test_twenty_of_twenty_five_of_which_four_by_estimate() -> None:
    def at(value: int | None, basis: Basis = Basis.ACTUAL) -> Verdict:
        reading = None if value is None else Reading(value * LIFT, basis)
        standing = Standing(reading, Reading(121 * LIFT))
        return judge(PARTY, standing, on=date(2022, 12, 31), over=True)

    cards = [at(120)] * 16 + [at(125, Basis.ESTIMATE)] * 4 + [at(119)] * 3 + [at(None)] * 2
    found = score(cards)
    assert (found.met, found.total, found.by_estimate, found.awaits_check) == (20, 25, 4, 5)
    assert (found[Outcome.NOT_MET], found[Outcome.NO_FIGURE]) == (3, 2)


def test_the_scorecard_counts_what_is_shown_and_says_how_often_a_committee_spoke() -> None:
    word = Override(Outcome.AT_RISK, "đã có nguồn kế cận", "Ban Thường vụ")
    found = score([in_june(PARTY, 49 * LIFT, override=word), in_june(PARTY, 49 * LIFT)])
    assert (found[Outcome.AT_RISK], found[Outcome.HARD], found.overridden) == (1, 1, 1)
    assert score([]).total == 0
