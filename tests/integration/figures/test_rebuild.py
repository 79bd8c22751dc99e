"""Tallies folded anew: drift is found, told and mended."""

from __future__ import annotations

import pytest

from tests.cast import District
from tests.integration.figures.desk import Numbers, numbers
from vedich.apps.figures.actions import NewIndicator, add_indicators, rebuild
from vedich.apps.figures.models import Tally
from vedich.apps.figures.queries import drift
from vedich.apps.journal.models import Line
from vedich.core.permits import NotPermitted


def mended(roads: Numbers, **more: object) -> int:
    district = roads.district
    return rebuild(by=None, at=district.at, on_day=district.day, **more)  # type: ignore[arg-type]


@pytest.fixture
def roads(district: District) -> Numbers:
    found = numbers(district)
    first, *_ = found.record(*(found.new(place, "2022-06", 10) for place in ("A1", "A2", "B1")))
    found.check(first)
    return found


def test_live_tallies_do_not_drift(roads: Numbers) -> None:
    assert drift() == []


def test_a_tally_that_was_changed_by_hand_is_found_and_mended(roads: Numbers) -> None:
    root = roads.district.place("root")
    Tally.objects.filter(place_id=root, months=12, checked=False).update(part_lo=31)
    found = drift()
    assert [(one.cell.place, str(one.cell.period), one.cell.checked) for one in found] == [
        (root, "2022", False)
    ]
    assert (found[0].stored.part, found[0].true.part) == (31, 30)
    assert mended(roads) == 1
    assert roads.part("root", "2022") == 30
    assert drift() == []


def test_a_tally_that_is_missing_and_one_too_many_are_found(roads: Numbers) -> None:
    place = roads.district.place("A")
    row = Tally.objects.filter(place_id=place, months=1, checked=False)
    row.update(first=row.get().first + 1)
    assert [str(one.cell.period) for one in drift()] == ["2022-06", "2022-07"]
    assert mended(roads) == 2
    assert drift() == []


def test_after_a_rebuild_live_updates_go_on(roads: Numbers) -> None:
    mended(roads)
    roads.send("A1", "2022-06", 1)
    assert roads.part("root", "2022") == 21
    assert drift() == []


def test_only_the_indicators_asked_for_are_rebuilt(roads: Numbers) -> None:
    new = NewIndicator("khac", "Khác", "km", 0, 0, "sum", "sum", "flow")
    other = add_indicators(indicators=[new], by=None, at=roads.district.at)[0]
    Tally.objects.update(part_lo=5)
    assert mended(roads, indicators=[other.pk]) == 0
    assert len(drift([roads.indicator.pk])) > 0
    assert drift([other.pk]) == []


def test_a_rebuild_is_a_line_that_says_how_many_were_wrong(roads: Numbers) -> None:
    Tally.objects.filter(months=12, checked=True).update(part_lo=5)
    mended(roads)
    line = Line.objects.latest("sequence")
    assert line.action == "figures.rebuild"
    assert '"wrong":3' in line.text


def test_only_the_administrator_may_rebuild(roads: Numbers) -> None:
    district = roads.district
    with pytest.raises(NotPermitted):
        rebuild(by=district.actor("clerk"), at=district.at, on_day=district.day)
