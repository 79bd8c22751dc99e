"""What targets mean, as tables: a target, a value and a day, and what may be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from vedich.core.numbers import MAX_DECIMALS, rate, read_scaled, write_machine
from vedich.core.periods import Period, parse_day
from vedich.core.tallies import EXTRA_DECIMALS
from vedich.core.targets import (
    AtLeast,
    AtMost,
    Basis,
    Between,
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
    Unknown,
    Value,
    YesNo,
    judge,
    score,
)


YEAR = Period.year(2022)
HALF = Period.parse("2022-H1")
MID_YEAR = date(2022, 6, 30)

FLOW, LEVEL, DECISION, YEARLY = Settles.FLOW, Settles.LEVEL, Settles.DECISION, Settles.YEARLY
MET, QUALIFIES, AT_LEVEL, NOT_MET = (
    Outcome.MET,
    Outcome.QUALIFIES,
    Outcome.AT_LEVEL,
    Outcome.NOT_MET,
)
ON_TRACK, AT_RISK, HARD = Outcome.ON_TRACK, Outcome.AT_RISK, Outcome.HARD
NO_FIGURE, UNKNOWN = Outcome.NO_FIGURE, Outcome.UNKNOWN

# Kinds, with levels at one decimal: which values meet. The level itself meets; a value short of it
# by less than a screen shows does not. A percentage is of the baseline, and of its size where the
# baseline is below zero; "points" of a rate are an absolute amount.
TABLE_KINDS = [
    # kind, baseline, value, meets
    (AtLeast(900), None, "90", True),
    (AtLeast(900), None, "89.99999", False),
    (AtMost(32), None, "3.2", True),
    (AtMost(32), None, "3.21", False),
    (Between(100, 150), None, "9.9", False),
    (Between(100, 150), None, "10", True),
    (Between(100, 150), None, "15", True),
    (Between(100, 150), None, "15.1", False),
    (Exactly(1000), None, "100", True),
    (Exactly(1000), None, "100.5", False),
    (IncreaseBy(20), 450, "46.9", False),
    (IncreaseBy(20), 450, "47", True),
    (IncreaseBy(10_0000, percent=True), 451, "49.6", False),
    (IncreaseBy(10_0000, percent=True), 451, "49.61", True),
    (IncreaseBy(10_0000, percent=True), -500, "-45", True),
    (DecreaseBy(5), 386, "38.2", False),
    (DecreaseBy(5), 386, "38.1", True),
    (DecreaseBy(5_0000, percent=True), 400, "38", True),
]

# A named set is met by the names only; others are told apart and do not stand in for them.
TABLE_NAMED = [
    # named, done, of the names, besides
    ("PP VT SD TT", "", "0/4", ""),
    ("PP VT SD TT", "PP SD TT", "3/4", ""),
    ("PP VT SD TT", "PP SD TT HK", "3/4", "HK"),
    ("PP VT SD TT", "TT SD VT PP", "4/4", ""),
]

# Before the period is over "met" is said only of what cannot be undone: a sum that passed its plan
# (not on an estimate, which its actual replaces), a decision, the yearly figure itself. A rate or a
# stock at its plan is "at the level"; what meets the terms of a decision to come "qualifies so
# far". Being under a yearly ceiling in June says nothing yet: it is held against its path.
TABLE_MID_YEAR = [
    # settles, kind, value, basis, for the whole year, outcome
    (FLOW, AtLeast(120), 121, Basis.ACTUAL, False, MET),
    (FLOW, AtLeast(120), 121, Basis.PRELIMINARY, False, MET),
    (FLOW, AtLeast(120), 121, Basis.ESTIMATE, False, AT_LEVEL),
    (FLOW, AtLeast(120), 118, Basis.ESTIMATE, True, AT_RISK),
    (FLOW, AtMost(80), 30, Basis.ACTUAL, False, ON_TRACK),
    (FLOW, AtMost(80), 81, Basis.ACTUAL, False, HARD),
    (FLOW, Exactly(100), 100, Basis.ACTUAL, False, AT_LEVEL),
    (FLOW, Between(100, 110), 60, Basis.ACTUAL, False, ON_TRACK),
    (FLOW, YesNo(), 1, Basis.ACTUAL, False, MET),
    (FLOW, YesNo(), 0, Basis.ACTUAL, False, UNKNOWN),
    (LEVEL, AtLeast(90), 91, Basis.ACTUAL, False, AT_LEVEL),
    (LEVEL, AtMost(3), 3, Basis.ACTUAL, False, AT_LEVEL),
    (LEVEL, YesNo(), 1, Basis.ACTUAL, False, AT_LEVEL),
    (LEVEL, AtLeast(90), 89, Basis.ACTUAL, False, UNKNOWN),
    (DECISION, AtLeast(11), 11, Basis.ACTUAL, False, QUALIFIES),
    (DECISION, AtLeast(11), 7, Basis.ACTUAL, False, ON_TRACK),
    (YEARLY, AtLeast(58), 60, Basis.ACTUAL, False, NO_FIGURE),
    (YEARLY, AtLeast(58), 60, Basis.ACTUAL, True, MET),
    (YEARLY, AtLeast(58), 57, Basis.ACTUAL, True, NOT_MET),
    (YEARLY, AtLeast(58), 57, Basis.ESTIMATE, True, AT_RISK),
    (YEARLY, AtLeast(58), 60, Basis.ESTIMATE, True, AT_LEVEL),
    (FLOW, Unknown(), 121, Basis.ACTUAL, False, UNKNOWN),
]

# When the period is over the plan alone decides. No figure stays no figure, not "not met"; what
# awaits a decision qualifies until it comes.
TABLE_OVER = [
    # settles, kind, value, recognised, outcome
    (FLOW, AtLeast(120), 120, None, MET),
    (FLOW, AtLeast(120), 119, None, NOT_MET),
    (FLOW, AtMost(80), 80, None, MET),
    (LEVEL, AtLeast(90), 90, None, MET),
    (LEVEL, AtLeast(90), 89, None, NOT_MET),
    (LEVEL, AtLeast(90), None, None, NO_FIGURE),
    (YEARLY, AtLeast(58), 60, None, NO_FIGURE),
    (DECISION, AtLeast(11), 11, None, QUALIFIES),
    (DECISION, AtLeast(11), 10, None, NOT_MET),
    (DECISION, AtLeast(11), 11, 10, NOT_MET),
    (DECISION, AtLeast(11), 11, 11, MET),
    (DECISION, Exactly(11), 11, 11, MET),
    (LEVEL, Unknown(), 90, None, UNKNOWN),
]

# The path to date, with levels at one decimal: a straight line by days from the start (0 for a sum,
# the baseline for a rate or stock) through the milestones to the plan, rounded half away from zero.
# It never asks for more than the plan. Without a baseline a rate has no path; yes/no and named sets
# go by steps.
TABLE_PATH = [
    # settles, kind, baseline, milestones, day, path
    (FLOW, AtLeast(1185), None, {}, "2021-12-31", "0"),
    (FLOW, AtLeast(1185), None, {}, "2022-01-01", "0.3"),
    (FLOW, AtLeast(1185), None, {}, "2022-06-30", "58.8"),
    (FLOW, AtLeast(1185), None, {"2022-H1": 593}, "2022-06-30", "59.3"),
    (FLOW, AtLeast(1185), None, {"2022-H1": 593}, "2022-03-31", "29.5"),
    (FLOW, AtLeast(1185), None, {"2022-H1": 593}, "2022-12-31", "118.5"),
    (FLOW, AtLeast(1185), None, {"2022-H1": 593}, "2023-03-01", "118.5"),
    (FLOW, AtLeast(1185), 1100, {}, "2022-06-30", "58.8"),
    (FLOW, AtMost(80), None, {}, "2022-06-30", "4"),
    (LEVEL, AtLeast(620), 470, {}, "2022-06-30", "54.4"),
    (LEVEL, AtMost(320), 386, {}, "2022-06-30", "35.3"),
    (LEVEL, AtLeast(850), 860, {}, "2022-06-30", "85"),
    (LEVEL, AtMost(32), 28, {}, "2022-06-30", "3.2"),
    (LEVEL, Between(100, 150), 200, {}, "2022-06-30", "17.5"),
    (LEVEL, Between(100, 150), 120, {}, "2022-06-30", "12"),
    (LEVEL, AtLeast(620), None, {}, "2022-06-30", None),
    (LEVEL, AtLeast(620), None, {"2022-Q2": 570}, "2022-05-31", None),
    (LEVEL, AtLeast(620), None, {"2022-Q2": 570}, "2022-06-30", "57"),
    (LEVEL, AtLeast(10), -10, {}, "2022-06-30", "0"),
    (YEARLY, AtLeast(580), 500, {}, "2022-06-30", None),
]

# Percent of path, with levels at two decimals and the path given by a milestone on the day. A sum
# is value over path. A rate or stock is the way gone from the baseline over the way asked by now,
# the same for rising and falling ones and on both sides of zero. A ceiling loses what it is over
# the path. 100 and 90 are the thresholds.
TABLE_PERCENT_OF_PATH = [
    # settles, kind, baseline, path, value, percent, outcome
    (FLOW, AtLeast(12000), None, "60", "60", "100", ON_TRACK),
    (FLOW, AtLeast(12000), None, "60", "54", "90", AT_RISK),
    (FLOW, AtLeast(12000), None, "60", "53.9", "89.8", HARD),
    (FLOW, AtLeast(12000), None, "0", "0", None, ON_TRACK),
    (FLOW, AtMost(80), None, "0.4", "0.3", "125", ON_TRACK),
    (FLOW, AtMost(80), None, "0.4", "0.44", "90", AT_RISK),
    (FLOW, AtMost(80), None, "0.4", "0.46", "85", HARD),
    (LEVEL, AtMost(320), "3.86", "3.5", "3.41", "125", ON_TRACK),
    (LEVEL, AtMost(320), "3.86", "3.5", "3.53", "91.7", AT_RISK),
    (LEVEL, AtMost(320), "3.86", "3.5", "3.86", "0", HARD),
    (LEVEL, AtLeast(6200), "47", "57", "49.8", "28", HARD),
    (LEVEL, AtLeast(6200), None, "57", "51.3", "90", AT_RISK),
    (LEVEL, AtLeast(1000), "-10", "0", "-1", "90", AT_RISK),
    (LEVEL, AtLeast(1000), "0", "5", "4.5", "90", AT_RISK),
    (LEVEL, AtLeast(9500), "96", "95", "90", "94.7", AT_RISK),
    (LEVEL, Between(1000, 1500), "20", "18", "18.1", "95", AT_RISK),
]

PP = "Phú Phụng"
FOUR = NamedSet((PP, "Vĩnh Thành", "Sơn Định", "Tân Thiềng"))

Sample = tuple[int, Settles, Kind, int, str | None, str, str | None, str | None, Outcome, Outcome]

# The 25 sample targets on 30/6/2022, without an outlook: verified against path, and beside it the
# same for what is reported. Percentages are at one decimal, poverty and discipline at two. The path
# is a milestone of the first half-year.
TABLE_SAMPLE: list[Sample] = [
    # no, settles, kind, decimals, baseline, path, verified, reported, outcome, by the reported
    (1, DECISION, AtLeast(11), 0, None, "6", "7", "8", ON_TRACK, ON_TRACK),
    (2, LEVEL, AtLeast(900), 1, "86.5", "88", "91.2", "91.2", AT_LEVEL, AT_LEVEL),
    (3, FLOW, AtLeast(120), 0, None, "60", "49", "52", HARD, HARD),
    (4, FLOW, AtMost(80), 2, None, "0.4", "0.46", "0.46", HARD, HARD),
    (5, LEVEL, AtLeast(1000), 1, "0", "95", "96.9", "96.9", ON_TRACK, ON_TRACK),
    (6, LEVEL, AtLeast(1000), 1, "0", "70", "57.1", "64.3", HARD, AT_RISK),
    (7, LEVEL, AtLeast(850), 1, "82.1", "84", "86.9", "87.4", AT_LEVEL, AT_LEVEL),
    (8, YEARLY, AtLeast(1000), 1, None, "100", "100", "100", MET, MET),
    (9, FLOW, AtLeast(45), 0, None, "22", "28", "31", ON_TRACK, ON_TRACK),
    (10, DECISION, FOUR, 0, None, "1", "", "", HARD, HARD),
    (11, YEARLY, AtLeast(580), 1, None, "28", None, "29.6", NO_FIGURE, NO_FIGURE),
    (12, FLOW, AtLeast(1185), 1, None, "59.3", "71.8", "71.8", ON_TRACK, ON_TRACK),
    (13, FLOW, AtLeast(21500), 1, None, "980", "987.3", "1024.6", ON_TRACK, ON_TRACK),
    (14, FLOW, AtLeast(965), 1, None, "46", "45.2", "47.9", AT_RISK, ON_TRACK),
    (15, FLOW, AtLeast(400), 1, None, "19.5", "21.8", "22.6", ON_TRACK, ON_TRACK),
    (16, FLOW, AtLeast(45), 0, None, "22", "27", "27", ON_TRACK, ON_TRACK),
    (17, LEVEL, AtLeast(9), 0, "5", "7", "9", "9", AT_LEVEL, AT_LEVEL),
    (18, DECISION, AtLeast(12), 0, "6", "8", "12", "12", MET, MET),
    (19, LEVEL, AtMost(320), 2, "3.86", "3.5", "3.41", "3.41", ON_TRACK, ON_TRACK),
    (20, FLOW, AtLeast(1600), 0, None, "800", "968", "1012", ON_TRACK, ON_TRACK),
    (21, LEVEL, AtLeast(950), 1, "92.9", "93", "91.8", "91.8", HARD, HARD),
    (22, DECISION, AtLeast(28), 0, "26", "27", "28", "28", MET, MET),
    (23, LEVEL, AtLeast(620), 1, "47.2", "57", "49.8", "51.3", HARD, HARD),
    (24, FLOW, AtLeast(420), 1, None, "21", "15.9", "17.4", HARD, HARD),
    (25, YEARLY, AtLeast(1000), 1, None, "100", "100", "100", MET, MET),
]

# Of the 25: what has a decision behind it already, and what is the one figure of the year.
DECIDED = {18: 12, 22: 28}
THE_YEARLY_FIGURE = {8, 25}

# What these 25 come to on the scorecard, with nothing but the path to go by.
TABLE_SAMPLE_SCORE = [
    (MET, 4),
    (QUALIFIES, 0),
    (AT_LEVEL, 3),
    (ON_TRACK, 9),
    (AT_RISK, 1),
    (HARD, 7),
    (NOT_MET, 0),
    (NO_FIGURE, 1),
    (UNKNOWN, 0),
]


def value(text: str, decimals: int) -> int:
    """`text` at the scale of values: six decimals more than the indicator has."""
    assert EXTRA_DECIMALS == MAX_DECIMALS  # so that read_scaled's six are enough
    return read_scaled(text, decimals=MAX_DECIMALS) * int(10**decimals)


@pytest.mark.parametrize(("kind", "baseline", "text", "meets"), TABLE_KINDS)
def test_a_kind_is_met_by_these_values(
    kind: Kind, baseline: int | None, text: str, meets: bool
) -> None:
    target = Target(kind, YEAR, LEVEL, decimals=1, baseline=baseline)
    assert target.bounds is not None
    assert target.bounds.reached(value(text, 1)) is meets


@pytest.mark.parametrize(("names", "done", "of_names", "besides"), TABLE_NAMED)
def test_a_named_set_counts_its_names_only(
    names: str, done: str, of_names: str, besides: str
) -> None:
    kind = NamedSet(tuple(names.split()))
    told = kind.tell(done.split())
    assert f"{len(told.done)}/{len(kind.names)}" == of_names
    assert " ".join(told.besides) == besides
    assert sorted(told.done + told.missing) == sorted(kind.names)


@pytest.mark.parametrize(("settles", "kind", "number", "basis", "whole", "outcome"), TABLE_MID_YEAR)
def test_in_june_only_what_cannot_be_undone_is_met(
    settles: Settles, kind: Kind, number: int, basis: Basis, whole: bool, outcome: Outcome
) -> None:
    reading = Reading(value(str(number), 0), basis, whole)
    verdict = judge(Target(kind, YEAR, settles), Standing(reading), on=MID_YEAR, over=False)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(("settles", "kind", "number", "recognised", "outcome"), TABLE_OVER)
def test_when_the_period_is_over_the_plan_decides(
    settles: Settles, kind: Kind, number: int | None, recognised: int | None, outcome: Outcome
) -> None:
    standing = Standing(
        None if number is None else Reading(value(str(number), 0)),
        recognised=None if recognised is None else value(str(recognised), 0),
    )
    verdict = judge(Target(kind, YEAR, settles), standing, on=date(2022, 12, 31), over=True)
    assert verdict.outcome is outcome


@pytest.mark.parametrize(("settles", "kind", "baseline", "milestones", "day", "path"), TABLE_PATH)
def test_the_path_to_date(
    settles: Settles,
    kind: Kind,
    baseline: int | None,
    milestones: dict[str, int],
    day: str,
    path: str | None,
) -> None:
    steps = tuple(Milestone(Period.parse(text), level) for text, level in milestones.items())
    target = Target(kind, YEAR, settles, decimals=1, baseline=baseline, milestones=steps)
    found = target.path(parse_day(day))
    assert (found is None and path is None) or write_machine(found or 0, decimals=7) == path


@pytest.mark.parametrize(
    ("settles", "kind", "baseline", "path", "text", "percent", "outcome"), TABLE_PERCENT_OF_PATH
)
def test_percent_of_path(
    settles: Settles,
    kind: Kind,
    baseline: str | None,
    path: str,
    text: str,
    percent: str | None,
    outcome: Outcome,
) -> None:
    target = Target(
        kind,
        YEAR,
        settles,
        decimals=2,
        baseline=None if baseline is None else read_scaled(baseline, decimals=2),
        milestones=(Milestone(HALF, read_scaled(path, decimals=2)),),
    )
    verdict = judge(target, Standing(Reading(value(text, 2))), on=MID_YEAR, over=False)
    of_path = verdict.verified.of_path
    assert of_path is not None and of_path.whole is not None
    found = rate(of_path.part, of_path.whole, decimals=1, per=100)
    assert (found if found is None else write_machine(found, decimals=1)) == percent
    assert verdict.outcome is outcome
    assert verdict.against_path


def sample(row: int) -> tuple[Target, Standing]:
    no, settles, kind, decimals, baseline, path, verified, reported, _, _ = TABLE_SAMPLE[row]

    def reading(text: str | None) -> Reading | None:
        if text is None:
            return None
        number: Value = value(text, decimals) if text else frozenset()
        return Reading(number, whole=no in THE_YEARLY_FIGURE)

    target = Target(
        kind,
        YEAR,
        settles,
        decimals,
        None if baseline is None else read_scaled(baseline, decimals=decimals),
        (Milestone(HALF, read_scaled(path, decimals=decimals)),),
    )
    decided = value(str(DECIDED[no]), 0) if no in DECIDED else None
    return target, Standing(reading(verified), reading(reported), decided)


@pytest.mark.parametrize("row", range(len(TABLE_SAMPLE)), ids=lambda row: f"target {row + 1}")
def test_the_sample_targets_in_june(row: int) -> None:
    target, standing = sample(row)
    verdict = judge(target, standing, on=MID_YEAR, over=False)
    assert (verdict.outcome, verdict.reported.outcome) == TABLE_SAMPLE[row][-2:]


def test_the_sample_scorecard_in_june() -> None:
    cases = [sample(row) for row in range(25)]
    june = score(judge(target, now, on=MID_YEAR, over=False) for target, now in cases)
    assert (june.total, june.met) == (25, 4)
    assert list(june.counts) == TABLE_SAMPLE_SCORE


def test_target_1_says_qualifies_so_far_until_the_decision() -> None:
    target, standing = sample(0)
    assert judge(target, standing, on=MID_YEAR, over=False).awaits_decision
    decided = replace(standing, recognised=value("11", 0))
    verdict = judge(target, decided, on=MID_YEAR, over=False)
    assert (verdict.outcome, verdict.awaits_decision) == (MET, False)


def test_target_10_is_not_met_by_a_fifth_commune() -> None:
    target, _ = sample(9)
    others = frozenset({PP, "Vĩnh Thành", "Sơn Định", "Hưng Khánh Trung B"})
    verdict = judge(target, Standing(Reading(others), recognised=others), on=MID_YEAR, over=False)
    assert verdict.outcome is ON_TRACK
    assert FOUR.tell(others).missing == ("Tân Thiềng",)
