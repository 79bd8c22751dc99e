"""Questions about figures: cells, doers, rows, and what they cost."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.cast import District
from tests.integration.figures.desk import Numbers, numbers
from vedich.apps.figures.queries import cells, current, doers, history
from vedich.core.periods import Period
from vedich.core.tallies import Pair


PLACES = ("A1", "A2", "A3", "B1", "B2", "B3")


def month(number: int) -> str:
    return f"2022-{number:02}"


def test_a_cell_where_nothing_is_has_empty_tallies(district: District) -> None:
    roads = numbers(district)
    cell = roads.cell("A", "2022-06")
    assert (cell.reported.reported, cell.checked.expected) == (0, 0)
    assert cell.pair(checked=False) is None


def test_a_rate_shows_part_and_whole(district: District) -> None:
    water = numbers(district, "ratio", "last", whole="hộ")
    water.record(water.new("A1", "2022-06", 3, 10), water.new("A2", "2022-06", 5, 6))
    assert water.cell("A", "2022-06").pair(checked=False) == Pair(8, 16)


def test_every_cell_asked_for_is_given(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    places = [district.place(place) for place in PLACES]
    periods = [Period.parse("2022-06"), Period.parse("2022-Q2"), Period.parse("2021")]
    found = cells(places=places, indicators=[roads.indicator.pk], periods=periods)
    assert len(found) == len(places) * len(periods)


# -- doers -----------------------------------------------------------------------------------------


def who(met: Numbers, place: str, period: str = "2022") -> tuple[set[str], set[str]]:
    where = met.district.place(place)
    asked = doers(indicators=[met.indicator.pk], place=where, period=Period.parse(period))
    reported, verified = asked[met.indicator.pk]
    return set(reported), set(verified)


def test_doers_are_the_places_that_did_it(district: District) -> None:
    met = numbers(district, "count", "last")
    first, *_ = met.record(
        met.new("A1", "2022-06", 1), met.new("A2", "2022-06", 0), met.new("B1", "2022-06", 1)
    )
    met.check(first)
    assert who(met, "root") == ({"901-01", "902-01"}, {"901-01"})
    assert who(met, "A") == ({"901-01"}, {"901-01"})
    assert who(met, "A3") == (set(), set())


def test_who_did_it_is_told_of_the_period_asked_for(district: District) -> None:
    met = numbers(district, "count", "last")
    met.send("A1", "2022-03", 1)
    met.send("A1", "2022-06", 0)
    assert who(met, "root", "2022-Q1")[0] == {"901-01"}
    assert who(met, "root", "2022")[0] == set()


# -- rows ------------------------------------------------------------------------------------------


def test_current_rows_are_those_that_stand(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-05", 7)
    last = roads.send("A1", "2022-05", 8, why="đo lại", request="thêm xi măng")
    roads.send("A1", "2022-06", 9)
    row = only(roads, "A1", Period.parse("2022-05"))
    assert (row.pk, row.part, row.why, row.request) == (last.pk, 8, "đo lại", "thêm xi măng")
    assert (row.entered_on, row.current, row.verified) == (district.day, True, False)


def only(roads: Numbers, place: str, period: Period):  # type: ignore[no-untyped-def]
    (row,) = current(
        places=[roads.district.place(place)],
        indicators=[roads.indicator.pk],
        first=period.first,
        until=period.last,
    )
    return row


def test_history_holds_every_row_with_its_checks(district: District) -> None:
    roads = numbers(district)
    first = roads.send("A1", "2022-05", 7)
    roads.check(first)
    roads.uncheck(first)
    roads.check(first, swept=True)
    roads.send("A1", "2022-05", 8)
    rows = history(
        place=district.place("A1"), indicator=roads.indicator.pk, period=Period.parse("2022-05")
    )
    assert [(row.part, row.current) for row in rows] == [(7, False), (8, True)]
    assert [(c.swept, c.undone_at is None) for c in rows[0].checks] == [
        (False, False),
        (True, True),
    ]
    assert rows[1].checks == ()


# -- what they cost --------------------------------------------------------------------------------


def test_questions_cost_the_same_whatever_the_number_of_figures(
    district: District, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    roads = numbers(district)
    places = [district.place(place) for place in PLACES]
    keys, root = [roads.indicator.pk], district.place("root")
    year = Period.parse("2022")
    for months in (1, 6):
        roads.record(*(roads.new(p, month(m), m) for p in PLACES for m in range(1, months + 1)))
        with django_assert_num_queries(2):
            cells(places=places, indicators=keys, periods=[year, *year.parts(1)])
        with django_assert_num_queries(3):
            doers(indicators=keys, place=root, period=year)
        with django_assert_num_queries(1):
            current(places=places, indicators=keys, first=year.first, until=year.last)
        with django_assert_num_queries(2):
            history(place=places[0], indicator=keys[0], period=Period.parse("2022-01"))


@pytest.mark.parametrize(("place_rule", "most"), [("sum", 20), ("max", 25)])
def test_writing_costs_the_same_whatever_the_number_of_figures(
    district: District,
    place_rule: str,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    found = numbers(district, place_rule, "last")
    costs = []
    for part, places in ((9, PLACES), (8, PLACES[:1]), (7, PLACES)):
        new = [found.new(place, month(m), part) for place in places for m in range(1, 7)]
        with django_assert_max_num_queries(most) as asked:
            made = found.record(*(new if len(places) > 1 else new[:1]))
        costs.append(len(asked))
        mine = [row for row in made if row.place_id in {district.place(p) for p in PLACES[:3]}]
        with django_assert_max_num_queries(most):
            found.check(*mine)
    # where winners fall, each level that looks for the next one asks twice more
    assert max(costs) - min(costs) <= (2 if place_rule == "sum" else 8), costs
