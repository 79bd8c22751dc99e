"""Running figures are put together and taken apart within one calendar year."""

from __future__ import annotations

from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.returns.series import Series, written
from vedich.core.tallies import Pair


DECEMBER = 2021 * 12 + 11


def series(*, running: bool, time_rule: str = "sum", **months: int | None) -> Series:
    """Figures of place 1 and indicator 1; `m11` is December 2021, `m12` January 2022."""
    indicator = Indicator(
        pk=1,
        unit="tỷ đồng",
        decimals=1,
        place_rule="sum",
        time_rule=time_rule,
        year_to_date=running,
    )
    rows = {
        2021 * 12 + int(name[1:]): Figure(part=part, first=2021 * 12 + int(name[1:]), months=1)
        for name, part in months.items()
    }
    return Series({(1, 1): rows}, {1: indicator}, 1)


def test_a_running_figure_starts_anew_in_january() -> None:
    found = series(running=True, m10=40, m11=60, m12=7, m13=8)
    assert found.typed(1, 1, DECEMBER) == Pair(100)
    assert found.typed(1, 1, DECEMBER + 1) == Pair(7)
    assert found.typed(1, 1, DECEMBER + 2) == Pair(15)
    assert found.before(1, 1, DECEMBER + 1) == []
    assert found.before(1, 1, DECEMBER + 3) == [Pair(7), Pair(15)]


def test_the_next_figure_of_the_year_is_the_one_that_takes_a_change_up() -> None:
    found = series(running=True, m10=40, m12=7, m13=None, m15=9)
    following = found.next_in_year(1, 1, DECEMBER + 1)
    assert following is not None and following.first == DECEMBER + 4
    assert found.next_in_year(1, 1, DECEMBER - 1) is None


def test_any_other_figure_looks_back_over_new_year() -> None:
    found = series(running=False, m10=40, m11=None, m12=7)
    assert found.before(1, 1, DECEMBER + 2)[-4:] == [None, Pair(40), None, Pair(7)]
    assert found.next_in_year(1, 1, DECEMBER - 1) is None


def test_a_running_figure_that_is_not_summed_is_stored_as_typed() -> None:
    found = series(running=True, time_rule="last", m12=7, m13=15)
    assert (found.base(1, 1, DECEMBER + 2), found.typed(1, 1, DECEMBER + 2)) == (0, Pair(15))
    assert found.before(1, 1, DECEMBER + 2) == [Pair(7)]


def test_counts_have_no_decimals_unless_they_came_with_some() -> None:
    rate = Indicator(unit="%", decimals=2, place_rule="ratio", time_rule="last")
    assert (written(160000, rate), written(160050, rate), written(None, rate)) == (
        "1.600",
        "1.600,50",
        "",
    )
