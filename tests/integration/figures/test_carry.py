"""Latest-known figures reach every opened period, and no other."""

from __future__ import annotations

from tests.cast import District
from tests.integration.figures.desk import Numbers, numbers
from vedich.apps.figures.actions import carry
from vedich.apps.figures.models import Opened
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import page_version
from vedich.core.periods import Period


def open_month(roads: Numbers, period: str) -> None:
    carry(period=Period.parse(period), by=None, at=roads.district.at)


def test_a_known_figure_is_carried_into_a_newly_opened_period(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-03", 40)
    open_month(homes, "2022-07")
    for period in ("2022-07", "2022-Q3", "2022-H2", "2022"):
        assert homes.part("root", period) == 40
    assert homes.part("root", "2022-06") is None


def test_a_new_figure_moves_the_opened_periods_after_it(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-03", 40)
    open_month(homes, "2022-05")
    open_month(homes, "2022-07")
    homes.send("A1", "2022-04", 50)
    found = [homes.part("root", f"2022-0{month}") for month in (3, 4, 5, 7)]
    assert found == [40, 50, 50, 50]


def test_the_next_figure_ends_the_reach_of_the_one_before(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    open_month(homes, "2022-07")
    homes.send("A1", "2022-06", 60)
    homes.send("A1", "2022-03", 40)
    found = [homes.part("root", period) for period in ("2022-03", "2022-06", "2022-07", "2022")]
    assert found == [40, 60, 60, 60]


def test_a_figure_of_one_place_brings_the_latest_of_the_others_along(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-01", 40)
    homes.send("A2", "2022-06", 5)
    assert homes.part("root", "2022-06") == 45
    assert homes.cell("root", "2022-06").reported.reported == 2


def test_a_withdrawn_figure_lets_the_one_before_speak_again(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-01", 40)
    homes.send("A1", "2022-06", 5)
    homes.send("A1", "2022-06", None)
    assert homes.part("root", "2022-06") == 40


def test_a_check_reaches_as_far_as_its_figure(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    figure = homes.send("A1", "2022-01", 40)
    open_month(homes, "2022-07")
    homes.check(figure)
    assert homes.checked("root", "2022-07") == 40


def test_a_winner_is_carried_too(district: District) -> None:
    depth = numbers(district, "max", "carried")
    depth.send("A1", "2022-01", 9)
    depth.send("A2", "2022-01", 4)
    open_month(depth, "2022-07")
    depth.send("A1", "2022-06", 2)
    assert [depth.part("A", f"2022-0{month}") for month in (1, 6, 7)] == [9, 4, 4]


def test_other_rules_are_not_carried(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    open_month(roads, "2022-07")
    assert roads.part("root", "2022-07") is None


def test_a_period_is_opened_once(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-01", 40)
    open_month(homes, "2022-07")
    lines = Line.objects.count()
    open_month(homes, "2022-07")
    assert homes.part("root", "2022-07") == 40
    assert Line.objects.count() == lines
    assert Opened.objects.count() == 7  # January and July, two quarters, two halves, one year


def test_the_pages_of_places_whose_figures_are_carried_change(district: District) -> None:
    homes = numbers(district, "sum", "carried")
    homes.send("A1", "2022-01", 40)
    before = [page_version(district.spot(name).reference) for name in ("A", "B")]
    open_month(homes, "2022-07")
    after = [page_version(district.spot(name).reference) for name in ("A", "B")]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 0]
    assert Line.objects.latest("sequence").action == "figures.carry"
