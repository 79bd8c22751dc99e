"""Reports expected: once a place and period, however many ask, on every level."""

from __future__ import annotations

from tests.cast import District
from tests.integration.figures.desk import Numbers, numbers
from vedich.apps.figures.actions import NewAsk, expect, write_asks
from vedich.apps.figures.models import Ask, Expected
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import page_version
from vedich.core.periods import Period


def asks(roads: Numbers, *places: str, why: str = "target:1") -> list[Ask]:
    new = [
        NewAsk(
            indicator=roads.indicator.pk,
            place=roads.district.place(place),
            body=roads.district.body(place).pk,
            first=2022 * 12,
            until=2023 * 12,
            why=why,
        )
        for place in places
    ]
    return list(write_asks(asks=new, by=None, at=roads.district.at))


def expected(roads: Numbers, place: str, period: str) -> int:
    cell = roads.cell(place, period)
    assert cell.reported.expected == cell.checked.expected
    return cell.reported.expected


def ask_for(roads: Numbers, period: str, *found: Ask) -> None:
    expect(asks=found, period=Period.parse(period), by=None, at=roads.district.at)


def test_expected_reports_are_counted_on_every_level(district: District) -> None:
    roads = numbers(district)
    ask_for(roads, "2022-06", *asks(roads, "A1", "A2", "B1"))
    for period in ("2022-06", "2022-Q2", "2022-H1", "2022"):
        found = [expected(roads, place, period) for place in ("A1", "A", "B", "root")]
        assert found == [1, 2, 1, 3]
    assert expected(roads, "root", "2022-05") == 0


def test_a_year_expects_a_place_once_and_not_every_month(district: District) -> None:
    roads = numbers(district)
    found = asks(roads, "A1")
    for period in ("2022-04", "2022-05", "2022-06", "2022-06"):
        ask_for(roads, period, *found)
    for period in ("2022-05", "2022-06", "2022-Q2", "2022"):
        assert expected(roads, "root", period) == 1


def test_two_asks_expect_one_report(district: District) -> None:
    roads = numbers(district)
    ask_for(roads, "2022-06", *asks(roads, "A1"), *asks(roads, "A1", why="target:2"))
    assert expected(roads, "root", "2022") == 1
    assert Expected.objects.count() == 4


def test_what_is_expected_already_writes_no_line(district: District) -> None:
    roads = numbers(district)
    found = asks(roads, "A1")
    ask_for(roads, "2022-06", *found)
    lines = Line.objects.count()
    ask_for(roads, "2022-06", *found)
    ask_for(roads, "2022-06")
    assert Line.objects.count() == lines


def test_expecting_and_reporting_meet_in_one_tally(district: District) -> None:
    roads = numbers(district)
    ask_for(roads, "2022-06", *asks(roads, "A1", "A2"))
    roads.send("A1", "2022-06", 7)
    tally = roads.cell("A", "2022-06").reported
    assert (tally.reported, tally.expected, tally.part) == (1, 2, 7)


def test_the_pages_of_those_who_are_asked_change(district: District) -> None:
    roads = numbers(district)
    found = asks(roads, "A1")
    before = page_version(district.spot("A").reference)
    ask_for(roads, "2022-06", *found)
    assert page_version(district.spot("A").reference) > before


# -- asks ------------------------------------------------------------------------------------------


def test_an_ask_is_written_once(district: District) -> None:
    roads = numbers(district)
    first = asks(roads, "A1", "A2")
    again = asks(roads, "A2", "A3")
    assert again[0].pk == first[1].pk
    assert Ask.objects.count() == 3


def test_asks_are_one_line_with_their_count(district: District) -> None:
    roads = numbers(district)
    asks(roads, "A1", "A2")
    line = Line.objects.latest("sequence")
    assert line.action == "figures.write_asks"
    assert '"count":2' in line.text
    asks(roads, "A1")
    assert Line.objects.latest("sequence").pk == line.pk


def test_no_asks_write_nothing(district: District) -> None:
    lines = Line.objects.count()
    assert write_asks(asks=[], by=None, at=district.at) == []
    assert Line.objects.count() == lines
