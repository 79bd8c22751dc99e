"""Indicators written: those of the shelf, new ones, and none twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cast import District
from tests.integration.figures.desk import refused
from vedich.apps.figures.actions import NewIndicator, add_indicators, from_catalogue
from vedich.apps.figures.models import Indicator
from vedich.apps.journal.models import Line
from vedich.core.tallies import PlaceRule
from vedich.rulebook.indicators import indicators


NEW = NewIndicator("duong", "Đường", "km", 2, 1, "sum", "sum", "flow")


def test_the_shelf_is_written_as_it_stands(district: District) -> None:
    day = date(2022, 7, 11)
    made = add_indicators(indicators=from_catalogue(day), by=None, at=district.at)
    shipped = indicators(day)
    assert [one.code for one in made] == list(shipped)
    assert len(made) == 25
    for row in Indicator.objects.all():
        assert row.measure == shipped[row.code].measure
        assert row.differenced is shipped[row.code].differenced
        assert row.is_rate is (shipped[row.code].place_rule is PlaceRule.RATIO)
        assert bool(row.whole) is row.is_rate


def test_indicators_are_one_line_with_a_digest(district: District) -> None:
    add_indicators(indicators=[NEW], by=None, at=district.at)
    line = Line.objects.latest("sequence")
    assert line.action == "figures.add_indicators"
    assert '"count":1' in line.text


def test_a_code_is_taken_once(district: District) -> None:
    add_indicators(indicators=[NEW], by=None, at=district.at)
    with refused("figures.code_taken"):
        add_indicators(indicators=[NEW], by=None, at=district.at)


def test_a_code_twice_in_one_call_is_refused(district: District) -> None:
    with refused("figures.code_taken"):
        add_indicators(indicators=[NEW, NEW], by=None, at=district.at)


def test_too_many_decimals_are_refused(district: District) -> None:
    with refused("tally.bad_decimals"):
        add_indicators(indicators=[replace(NEW, decimals=7)], by=None, at=district.at)


@pytest.mark.parametrize("wrong", ["place_rule", "time_rule", "settles"])
def test_a_rule_that_is_none_is_a_slip_of_the_program(district: District, wrong: str) -> None:
    slip = replace(NEW, **{wrong: "total"})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="total"):
        add_indicators(indicators=[slip], by=None, at=district.at)


def test_nothing_is_written_for_no_indicators(district: District) -> None:
    lines = Line.objects.count()
    assert add_indicators(indicators=[], by=None, at=district.at) == []
    assert Line.objects.count() == lines
