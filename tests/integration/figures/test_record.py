"""Recording figures: rows, tallies up the path, corrections, refusals, the journal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import District
from tests.integration.figures.desk import numbers, refused
from vedich.apps.figures.actions import record_figures
from vedich.apps.figures.models import Figure, Tally
from vedich.apps.journal.models import Line
from vedich.apps.journal.queries import audit, page_version
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.permits import NotPermitted


# -- what goes up ----------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["2022-06", "2022-Q2", "2022-H1", "2022"])
@pytest.mark.parametrize("place", ["A1", "A", "root"])
def test_a_figure_reaches_every_place_and_period_above_it(
    district: District, place: str, period: str
) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    assert roads.part(place, period) == 7
    assert roads.cell(place, period).reported.reported == 1
    assert roads.checked(place, period) is None


def test_other_places_and_periods_do_not_move(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    assert roads.part("A2", "2022-06") is None
    assert roads.part("B", "2022-06") is None
    assert roads.part("root", "2022-05") is None
    assert roads.part("root", "2022-H2") is None


def test_figures_of_many_places_add_up_in_one_call(district: District) -> None:
    roads = numbers(district)
    roads.record(*(roads.new(place, "2022-06", 10) for place in ("A1", "A2", "B1", "A")))
    assert roads.part("A", "2022-06") == 30
    assert roads.part("root", "2022") == 40
    assert roads.cell("root", "2022").reported.reported == 4


def test_the_tally_of_a_place_and_its_parent_are_linked(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    rows = Tally.objects.filter(months=1).values_list("place_id", "parent_id")
    commune, root = district.place("A"), district.place("root")
    assert set(rows) == {(district.place("A1"), commune), (commune, root), (root, None)}


def test_a_figure_of_an_agency_is_its_places(district: District) -> None:
    income = numbers(district, "none", "last")
    income.send("agency", "2022-06", 62)
    income.send("A", "2022-06", 55)
    assert income.part("root", "2022") == 62
    assert income.part("A", "2022") == 55
    assert income.cell("root", "2022").reported.reported == 2


def test_without_a_place_rule_a_place_without_a_figure_shows_none(district: District) -> None:
    income = numbers(district, "none", "last")
    income.send("A1", "2022-06", 62)
    assert income.part("A", "2022-06") is None
    assert income.cell("A", "2022-06").reported.reported == 1


def test_a_sum_beyond_sixty_four_bits_is_exact(district: District) -> None:
    weight = numbers(district, "mean", "last", whole="người")
    for place in ("A1", "A2", "A3", "B1"):
        weight.send(place, "2022-06", 10**15, 10**9)
    assert weight.part("root", "2022") == 4 * 10**24


# -- a figure replaced -----------------------------------------------------------------------------


def test_a_correction_is_a_new_row_and_moves_the_tallies_by_the_difference(
    district: District,
) -> None:
    roads = numbers(district)
    first = roads.send("A1", "2022-06", 7)
    second = roads.send("A1", "2022-06", 5, reason="gõ nhầm")
    first.refresh_from_db()
    assert (first.current, first.part) == (False, 7)
    assert (second.current, second.part, second.reason) == (True, 5, "gõ nhầm")
    assert roads.part("root", "2022") == 5


def test_an_actual_takes_the_place_of_an_estimate(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7, basis="estimate")
    actual = roads.send("A1", "2022-06", 7)
    assert actual.basis == "actual"
    assert Figure.objects.count() == 2
    assert roads.part("root", "2022") == 7


def test_the_same_figure_again_makes_no_new_row(district: District) -> None:
    roads = numbers(district)
    first = roads.send("A1", "2022-06", 7, why="mưa nhiều")
    lines = Line.objects.count()
    assert roads.send("A1", "2022-06", 7).pk == first.pk
    assert Figure.objects.count() == 1
    assert Line.objects.count() == lines


def test_new_words_make_a_new_row(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    assert roads.send("A1", "2022-06", 7, why="mưa nhiều").why == "mưa nhiều"
    assert Figure.objects.count() == 2


def test_a_corrected_figure_must_be_checked_again(district: District) -> None:
    roads = numbers(district)
    roads.check(roads.send("A1", "2022-06", 7))
    roads.send("A1", "2022-06", 8)
    assert roads.checked("root", "2022") is None
    assert roads.cell("root", "2022").reported.verified == 0


def test_a_withdrawn_figure_is_no_zero(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    roads.send("A2", "2022-06", 1)
    gone = roads.send("A1", "2022-06", None, why="chưa nghiệm thu")
    assert gone.part is None
    assert roads.part("A1", "2022-06") is None
    assert roads.part("A", "2022-06") == 1
    assert roads.cell("A", "2022-06").reported.reported == 1


def test_no_figure_and_why_can_be_said_first(district: District) -> None:
    roads = numbers(district)
    said = roads.send("A1", "2022-06", None, why="chưa có số")
    assert (said.part, said.why, said.current) == (None, "chưa có số", True)
    assert roads.part("root", "2022") is None


def test_a_quarter_takes_the_place_of_its_months(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-04", 3)
    roads.send("A1", "2022-05", 4)
    roads.send("A1", "2022-Q2", 10)
    assert roads.part("root", "2022-Q2") == 10
    assert roads.part("root", "2022") == 10
    assert roads.part("root", "2022-05") == 4


def test_a_late_month_is_added_to_its_year(district: District) -> None:
    stock = numbers(district, "sum", "last")
    stock.send("A1", "2022-06", 9)
    stock.send("A1", "2022-04", 5)
    assert stock.part("root", "2022") == 9
    assert stock.part("root", "2022-04") == 5


# -- winners ---------------------------------------------------------------------------------------


def test_the_greatest_wins_on_every_level(district: District) -> None:
    depth = numbers(district, "max", "last")
    for place, part in (("A1", 3), ("A2", 8), ("B1", 5)):
        depth.send(place, "2022-06", part)
    assert [depth.part(place, "2022") for place in ("A1", "A", "B", "root")] == [3, 8, 5, 8]


def test_where_the_winner_falls_the_next_one_is_found(district: District) -> None:
    depth = numbers(district, "max", "last")
    for place, part in (("A1", 3), ("A2", 8), ("B1", 5)):
        depth.send(place, "2022-06", part)
    depth.send("A2", "2022-06", 1)
    assert [depth.part(place, "2022") for place in ("A", "root")] == [3, 5]


def test_a_place_of_its_own_may_be_the_next_winner(district: District) -> None:
    depth = numbers(district, "min", "last")
    depth.send("A", "2022-06", 4)
    depth.send("A1", "2022-06", 2)
    depth.send("A1", "2022-06", None)
    assert depth.part("root", "2022-06") == 4


def test_of_two_equal_winners_one_may_fall(district: District) -> None:
    depth = numbers(district, "max", "last")
    depth.record(depth.new("A1", "2022-06", 8), depth.new("A2", "2022-06", 8))
    depth.send("A1", "2022-06", 2)
    assert depth.part("root", "2022-06") == 8


def test_winners_that_fall_together_are_all_replaced(district: District) -> None:
    depth = numbers(district, "max", "last", whole="hộ")
    depth.record(
        *(
            depth.new(place, "2022-06", part, 10)
            for place, part in (("A1", 9), ("A2", 4), ("B1", 8), ("B2", 2))
        )
    )
    depth.record(depth.new("A1", "2022-06", 1, 10), depth.new("B1", "2022-06", 3, 10))
    assert [depth.part(place, "2022") for place in ("A", "B", "root")] == [4, 3, 4]


# -- what is refused -------------------------------------------------------------------------------


def test_a_figure_beyond_the_limit_is_refused(district: District) -> None:
    roads = numbers(district)
    with refused("number.too_large"):
        roads.send("A1", "2022-06", 10**15 + 1)


def test_a_weight_beyond_its_limit_is_refused(district: District) -> None:
    weight = numbers(district, "mean", "last", whole="người")
    with refused("number.not_a_weight"):
        weight.send("A1", "2022-06", 1, 10**9 + 1)


def test_a_product_that_the_limbs_cannot_hold_is_refused(district: District) -> None:
    weight = numbers(district, "mean", "mean", whole="người")
    with refused("figures.too_large_sum"):
        weight.send("A1", "2022-06", 10**12, 10**9)


def test_a_rate_without_its_whole_is_refused(district: District) -> None:
    water = numbers(district, "ratio", "last", whole="hộ")
    with refused("figures.no_whole"):
        water.send("A1", "2022-06", 5)


def test_a_whole_that_no_other_place_gives_is_refused(district: District) -> None:
    depth = numbers(district, "min", "last")
    with refused("figures.no_whole_asked"):
        depth.send("A1", "2022-06", 5, 10)


def test_a_whole_without_a_part_is_refused(district: District) -> None:
    water = numbers(district, "ratio", "last", whole="hộ")
    with refused("figures.whole_alone"):
        water.send("A1", "2022-06", None, 10)


def test_a_term_is_no_period_of_a_figure(district: District) -> None:
    roads = numbers(district)
    with refused("figures.too_long"):
        roads.send("A1", "2021..2025", 5)


def test_a_place_that_does_not_stand_in_the_period_is_refused(district: District) -> None:
    roads = numbers(district)
    with refused("place.unknown"):
        roads.send("A1", "2019-06", 5)


def test_one_figure_twice_in_one_call_is_refused(district: District) -> None:
    roads = numbers(district)
    with refused("figures.twice"):
        roads.record(roads.new("A1", "2022-06", 5), roads.new("A1", "2022-06", 6))


def test_one_wrong_figure_takes_back_the_whole_call(district: District) -> None:
    roads = numbers(district)
    with refused("number.too_large"):
        roads.record(roads.new("A1", "2022-06", 5), roads.new("A2", "2022-06", 10**16))


def test_a_mended_figure_wants_a_reason(district: District) -> None:
    roads = numbers(district)
    roads.send("A1", "2022-06", 7)
    new = roads.new("A1", "2022-06", 5)
    with refused("figures.no_reason"):
        roads.record(new, operation="figures.mend")
    roads.record(replace(new, reason="đo lại"), operation="figures.mend")
    assert roads.part("root", "2022") == 5


@pytest.mark.parametrize(
    ("who", "operation", "place"),
    [
        ("cell_secretary", "returns.send", "A2"),
        ("cell_secretary", "returns.send_for", "A1"),
        ("official", "returns.send_for", "B1"),
        ("clerk", "returns.send", "A1"),
        ("supervisor", "returns.send", "A1"),
        ("outsider", "returns.send", "A1"),
        ("agency", "returns.send", "A"),
    ],
)
def test_who_has_no_right_to_write_is_refused(
    district: District, who: str, operation: str, place: str
) -> None:
    roads = numbers(district)
    with pytest.raises(NotPermitted):
        roads.record(roads.new(place, "2022-06", 5), by=who, operation=operation)
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("who", "operation", "place"),
    [
        ("cell_secretary", "returns.send", "A1"),
        ("official", "returns.send", "A"),
        ("official", "returns.send_for", "A1"),
        ("clerk", "returns.send_for", "B1"),
        ("agency", "returns.send", "agency"),
    ],
)
def test_who_has_the_right_writes_under_that_post(
    district: District, who: str, operation: str, place: str
) -> None:
    roads = numbers(district)
    figure = roads.record(roads.new(place, "2022-06", 5), by=who, operation=operation)[0]
    assert figure.entered_by == district.people[who].reference
    assert figure.entered_post == district.actor(who).posts[0].reference


# -- the journal -----------------------------------------------------------------------------------


def test_one_figure_is_one_line_with_its_numbers(district: District) -> None:
    roads = numbers(district)
    figure = roads.send("A1", "2022-06", 7, source="return:4")
    line = Line.objects.latest("sequence")
    assert (line.action, line.subject) == ("figures.record", "return:4")
    for said in ('"part":7', '"period":"2022-06"', f'"figure":"figure:{figure.pk}"', "901-01"):
        assert said in line.text
    assert audit().broken is None


def test_many_figures_are_one_line_with_a_digest(district: District) -> None:
    roads = numbers(district)
    lines = Line.objects.count()
    roads.record(*(roads.new(place, "2022-06", 10) for place in ("A1", "B1")))
    assert Line.objects.count() == lines + 1
    line = Line.objects.latest("sequence")
    assert (line.action, line.subject) == ("figures.record", "figures")
    assert '"count":2' in line.text
    assert '"rows":"' in line.text


def test_the_pages_of_every_place_above_change(district: District) -> None:
    roads = numbers(district)
    names = ("A1", "A2", "A", "B1", "B", "root")
    before = {name: page_version(district.spot(name).reference) for name in names}
    roads.record(roads.new("A1", "2022-06", 1), roads.new("B1", "2022-06", 1))
    after = {name: page_version(district.spot(name).reference) for name in names}
    assert {name for name in names if after[name] > before[name]} == {"A1", "A", "B1", "B", "root"}


def test_nothing_is_written_for_nothing(district: District) -> None:
    lines = Line.objects.count()
    made = record_figures(
        figures=[],
        operation="returns.send",
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    assert (made, Line.objects.count()) == ([], lines)


def test_a_refusal_says_the_value_and_the_remedy(district: District) -> None:
    water = numbers(district, "ratio", "last", whole="tổng số hộ")
    with pytest.raises(Refused) as found:
        water.send("A1", "2022-06", 5)
    assert "tổng số hộ" in found.value.say("vi")


def test_rows_come_back_in_the_order_asked(district: District) -> None:
    roads = numbers(district)
    old = roads.send("A2", "2022-06", 2)
    new = [roads.new(place, "2022-06", 2) for place in ("A1", "A2", "A3")]
    made = roads.record(*new)
    assert [row.place_id for row in made] == [district.place(n) for n in ("A1", "A2", "A3")]
    assert made[1].pk == old.pk
    assert made[0].period == Period.parse("2022-06")
