"""A period is opened: due returns are made once, and what is expected is counted."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import District
from tests.support.returns import BUDGET, POOR, WATER, Office, make_office, period, refusal
from vedich.apps.figures.actions import NewAsk, write_asks
from vedich.apps.journal.models import Line
from vedich.apps.returns import actions
from vedich.apps.returns.models import Return
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted


def test_every_body_that_is_asked_gets_one_return(office: Office) -> None:
    assert Return.objects.count() == 9
    of = office.of("A1")
    assert (of.place_id, of.period, of.state) == (
        office.district.place("A1"),
        period(6),
        State.DRAFT,
    )
    assert (of.due, of.opened_on, of.round) == (date(2022, 7, 5), office.district.day, 0)


def test_what_is_expected_is_counted_up_the_tree(office: Office) -> None:
    assert office.tally("A", WATER).expected == 3
    assert office.tally("root", WATER).expected == 6
    assert office.tally("root", WATER, Period.year(2022)).expected == 6
    assert office.tally("root", POOR).expected == 2
    assert office.tally("root", BUDGET).expected == 1


def test_opening_again_makes_nothing_twice(office: Office) -> None:
    lines = Line.objects.count()
    office.open(6)
    assert Return.objects.count() == 9
    assert office.tally("root", WATER).expected == 6
    assert Line.objects.count() == lines


def test_an_ask_written_later_is_opened_later(office: Office) -> None:
    district = office.district
    new = NewAsk(
        indicator=office.indicators[POOR].pk,
        place=district.place("root"),
        body=district.body("committee").pk,
        first=2022 * 12,
        until=None,
        why="target:2",
    )
    write_asks(asks=[new], by=None, at=district.at)
    made = actions.open_period(period=period(6), by=None, at=district.at, on_day=district.day)
    assert [of.body_id for of in made] == [district.body("committee").pk]
    assert Return.objects.count() == 10


def test_an_ask_that_ended_is_not_opened(district: District) -> None:
    office = make_office(district)
    moved = district.later(365)
    actions.open_period(period=Period.parse("2023-01"), by=None, at=moved.at, on_day=moved.day)
    assert not Return.objects.exists()
    assert office.tally("root", WATER).expected == 0


def test_a_quarter_asks_for_nothing_that_is_asked_by_month(office: Office) -> None:
    office.district.later(0)
    quarter = Period.parse("2022-Q2")
    actions.open_period(period=quarter, by=None, at=office.district.at, on_day=office.district.day)
    assert not Return.objects.filter(months=3).exists()


def test_the_office_opens_a_period_itself(district: District) -> None:
    office = make_office(district)
    made = actions.open_period(period=period(6), **office.when("clerk"))
    assert len(made) == 9
    line = Line.objects.get(action="returns.open_period")
    assert (line.actor, line.subject) == (office.actor("clerk").person, "period:2022-06")


@pytest.mark.parametrize("name", ["secretary", "official", "cell_secretary", "outsider"])
def test_nobody_else_opens_a_period(district: District, name: str) -> None:
    office = make_office(district)
    with pytest.raises(NotPermitted):
        actions.open_period(period=period(6), **office.when(name))
    assert not Return.objects.exists()


def test_a_period_to_come_is_not_opened(district: District) -> None:
    office = make_office(district)
    with refusal("return.too_early"):
        office.open(8)
    office.open(7)
    assert Return.objects.count() == 9
