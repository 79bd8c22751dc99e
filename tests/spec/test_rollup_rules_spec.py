"""What the rules of the roll-up mean, as tables: over time, over places, over a merger.

A pair is written part/whole, or part alone where there is no whole. A figure is a period and a
pair, “✓” where it is verified. “–” is no figure, or no answer.
"""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.numbers import write_machine
from vedich.core.periods import Period
from vedich.core.places import Edge, Event, PlaceId, Succession
from vedich.core.rollup import Figure, own, restate
from vedich.core.tallies import Measure, Own, Pair, PlaceRule, Tally, TimeRule


TABLE_TIME_RULES_COLUMNS = ("time rule", "figures", "asked", "result", "verified", "covers")
# Over time. Figures inside the asked period speak; one that lies inside another does not, so a
# quarter and its months never count twice. A figure longer than the period is never split. What
# they fold to is verified if every figure used is, or, where one is chosen, if that one is. It
# covers the period if the figures used leave no month out; under last, first and carried always.
TABLE_TIME_RULES = [
    ("sum", "2022-01 10, 2022-02 20, 2022-03 30", "2022-Q1", "60", "no", "yes"),
    ("sum", "2022-01 10 ✓, 2022-02 20 ✓", "2022-Q1", "30", "yes", "no"),
    ("sum", "2022-01 10 ✓, 2022-02 20", "2022-Q1", "30", "no", "no"),
    ("sum", "2022-Q1 70, 2022-01 10, 2022-02 20, 2022-04 5", "2022-H1", "75", "no", "no"),
    ("sum", "2022-Q1 70, 2021-12 10, 2022 900", "2022-Q1", "70", "no", "yes"),
    ("sum", "2022-01 1/2, 2022-02 3/4, 2022-03 5/6", "2022-Q1", "9/12", "no", "yes"),
    ("sum", "2022-01 1/2, 2022-02 3, 2022-03 5/6", "2022-Q1", "9", "no", "yes"),
    ("sum", "2022 900", "2022-Q1", "–", "–", "–"),
    ("last", "2022-02 20 ✓, 2022-01 10", "2022-Q1", "20", "yes", "yes"),
    ("last", "2022-02 20, 2022-Q1 70 ✓", "2022-H1", "70", "yes", "yes"),
    ("last", "2021-12 10", "2022-Q1", "–", "–", "–"),
    ("carried", "2021-12 10 ✓", "2022-Q1", "10", "yes", "yes"),
    ("carried", "2021-12 10, 2022-02 20, 2022-04 40", "2022-Q1", "20", "no", "yes"),
    ("carried", "2021-12 10, 2021-H2 60", "2022-Q1", "60", "no", "yes"),
    ("first", "2022-02 20, 2022-01 10 ✓", "2022-Q1", "10", "yes", "yes"),
    ("mean", "2022-01 10, 2022-02 20, 2022-03 31", "2022-Q1", "20.333333", "no", "yes"),
    ("mean", "2022-Q1 10, 2022-04 30", "2022", "15", "no", "no"),
    ("mean", "2022-01 -1, 2022-Q2 0, 2022-Q3 0", "2022", "-0.142857", "no", "no"),
    ("min", "2022-01 10 ✓, 2022-02 20, 2022-03 30", "2022-Q1", "10", "yes", "yes"),
    ("min", "2022-01 1/2, 2022-02 2/5, 2022-03 9/0", "2022-Q1", "2/5", "no", "yes"),
    ("max", "2022-01 10 ✓, 2022-02 20", "2022-Q1", "20", "no", "no"),
    ("max", "2022-01 20 ✓, 2022-02 20", "2022-Q1", "20", "yes", "no"),
    ("max", "2022-01 1/2, 2022-02 5/10", "2022-Q1", "5/10", "no", "no"),
]

TABLE_PLACE_RULES_COLUMNS = ("place rule", "unit", "places", "result", "value", "reported")
# Over places. Own pairs of a place and of all below it. Rates travel as part and whole and are
# divided once, at the end: 1/2 and 3/4 are 4/6, never 62.5 %. Who did not report is expected, not
# zero. Of mean, the whole is a weight, and where nobody gives one every place weighs 1. Of min and
# max, a pair whose whole is 0 has no rate and cannot win. Count says how many of those who reported
# reach their whole, or have more than nothing. None is not added up.
TABLE_PLACE_RULES = [
    ("sum", "km", "4, 8, –", "12", "12", "2 of 3"),
    ("sum", "hộ", "1/2, 3/4", "4/6", "4", "2 of 2"),
    ("sum", "hộ", "1/2, 3", "4", "4", "2 of 2"),
    ("sum", "hộ", "-5, 0", "-5", "-5", "2 of 2"),
    ("sum", "km", "–, –", "–", "–", "0 of 2"),
    ("ratio", "%", "1/2, 3/4", "4/6", "66.666667", "2 of 2"),
    ("ratio", "%", "142/100, –", "142/100", "142", "1 of 2"),
    ("ratio", "‰", "3/1000, 5/1000", "8/2000", "4", "2 of 2"),
    ("ratio", "%", "0/0, 0/0", "0/0", "–", "2 of 2"),
    ("mean", "điểm", "7, 8, –", "15/2", "7.5", "2 of 3"),
    ("mean", "điểm", "7/300, 8/100", "2900/400", "7.25", "2 of 2"),
    ("mean", "điểm", "7/0, 8/0", "0/0", "–", "2 of 2"),
    ("mean", "điểm", "7/300, 8", "tally.mixed_wholes", "–", "2 of 2"),
    ("min", "điểm", "7, -8, –", "-8", "-8", "2 of 3"),
    ("min", "%", "1/2, 2/5, 9/0", "2/5", "40", "3 of 3"),
    ("max", "%", "1/2, 5/10", "5/10", "50", "2 of 2"),
    ("max", "%", "9/0, –", "–", "–", "1 of 2"),
    ("max", "%", "1/2, 7", "tally.mixed_wholes", "–", "2 of 2"),
    ("count", "xã", "19/19, 18/19, –", "1/2", "1", "2 of 3"),
    ("count", "xã", "1, 0, 2", "2/3", "2", "3 of 3"),
    ("none", "hạng", "1, 2", "–", "–", "2 of 2"),
]

TABLE_RESTATE_COLUMNS = ("place rule", "event", "rows", "told")
# Over a merger or a split. Stored rows are told anew for the places that came after; in brackets
# how many people each share has. Rows are split, never totals: part and the rest of the whole each
# by largest remainder, so that nothing is lost. “not comparable” is an answer. A merged row is
# whole only if all predecessors reported.
TABLE_RESTATE = [
    ("sum", "A + B = AB", "A 10, B 20", "AB 30"),
    ("sum", "A + B = AB", "A 10", "AB 10 (not whole)"),
    ("sum", "A + B = AB", "A 1/2, B 3", "AB 4"),
    ("sum", "AB = A (3) + B (1)", "AB 10", "A 8, B 2"),
    ("sum", "AB = A (3) + B (1)", "AB 5/6", "A 4/5, B 1/1"),
    ("ratio", "A + B = AB", "A 1/2, B 3/4", "AB 4/6"),
    ("ratio", "AB = A (3) + B (1)", "AB 6/8", "A 5/7, B 1/1"),
    ("mean", "A + B = AB", "A 10/300, B 20/100", "AB 13/400"),
    ("mean", "A (300) + B (100) = AB", "A 10, B 20", "AB 13"),
    ("mean", "AB = A (3) + B (1)", "AB 7/400", "A 7/300, B 7/100"),
    ("mean", "A + B = AB", "A 10/300, B 20", "AB not comparable"),
    ("max", "A + B = AB", "A 1/2, B 3/4", "AB 3/4"),
    ("min", "A + B = AB", "A 10, B 20", "AB 10"),
    ("min", "AB = A (3) + B (1)", "AB 10", "A not comparable, B not comparable"),
    ("count", "A + B = AB", "A 1, B 0", "AB not comparable"),
    ("none", "A + B = AB", "A 1, B 2", "AB not comparable"),
    ("none", "A = B", "A 1", "B 1"),
    ("count", "A = B", "A 19/19", "B 19/19"),
]


def read_pair(text: str) -> Pair:
    part, _, whole = text.partition("/")
    return Pair(int(part), int(whole) if whole else None)


def write_pair(pair: Pair | None, scales: tuple[int, int] = (0, 0)) -> str:
    if pair is None:
        return "–"
    part = write_machine(pair.part, decimals=scales[0])
    return part if pair.whole is None else f"{part}/{write_machine(pair.whole, decimals=scales[1])}"


def read_figure(text: str) -> Figure:
    period, pair, *mark = text.split()
    return Figure(Period.parse(period), read_pair(pair), verified=bool(mark))


def measure_of(place_rule: str, time_rule: str = "sum", unit: str = "") -> Measure:
    return Measure(PlaceRule(place_rule), TimeRule(time_rule), unit)


@pytest.mark.parametrize(
    ("rule", "figures", "asked", "result", "verified", "covers"), TABLE_TIME_RULES
)
def test_a_place_folds_its_periods(
    rule: str, figures: str, asked: str, result: str, verified: str, covers: str
) -> None:
    measure = measure_of("sum", rule)
    found = own(measure, map(read_figure, figures.split(", ")), Period.parse(asked))
    if found is None:
        assert (result, verified, covers) == ("–", "–", "–")
        return
    assert write_pair(found.pair, (measure.part_scale, measure.whole_scale)) == result
    said = ["yes" if yes else "no" for yes in (found.verified, found.complete)]
    assert said == [verified, covers]


@pytest.mark.parametrize(
    ("rule", "unit", "places", "result", "value", "reported"), TABLE_PLACE_RULES
)
def test_places_fold_into_the_place_above(
    rule: str, unit: str, places: str, result: str, value: str, reported: str
) -> None:
    measure = measure_of(rule, "last", unit)
    owns = [None if text == "–" else Own(read_pair(text)) for text in places.split(", ")]
    tally = Tally.total(measure.place_rule, (Tally.of(measure, one) for one in owns))
    assert f"{tally.reported} of {tally.expected}" == reported
    try:
        pair = tally.pair
    except Refused as refused:
        assert (refused.code, "–") == (result, value)
        return
    number = measure.value(pair)
    assert write_pair(pair, measure.out_scales) == result
    said = "–" if number is None else write_machine(number, decimals=measure.value_scale)
    assert said == value


def read_places(text: str) -> list[tuple[PlaceId, int]]:
    """“A (3) + B (1)” as places, each with its weight."""
    shares = [share.partition(" (") for share in text.split(" + ")]
    return [(PlaceId(code), int(weight.rstrip(")") or 1)) for code, _, weight in shares]


def read_event(text: str) -> Succession:
    olds, news = map(read_places, text.split(" = "))
    edges = tuple(Edge(old, new, one * two) for old, one in olds for new, two in news)
    kind = Event.SPLIT if len(news) > 1 else Event.MERGER if len(olds) > 1 else Event.RENAME
    return Succession(kind, date(2025, 7, 1), "NQ", edges)


@pytest.mark.parametrize(("rule", "event", "rows", "told"), TABLE_RESTATE)
def test_rows_are_told_anew_after_an_event(rule: str, event: str, rows: str, told: str) -> None:
    cells = (row.split() for row in rows.split(", "))
    figures = {PlaceId(code): Figure(Period.year(2024), read_pair(pair)) for code, pair in cells}
    found = restate(measure_of(rule), read_event(event), figures)
    said = [
        f"{new.code} {write_pair(row.pair) if row.pair else 'not comparable'}"
        f"{'' if row.whole else ' (not whole)'}"
        for new, row in found.items()
    ]
    assert ", ".join(said) == told
