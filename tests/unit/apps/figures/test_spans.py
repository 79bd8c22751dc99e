"""Which periods a figure speaks for."""

from __future__ import annotations

import pytest

from vedich.apps.figures.entry import NewFigure
from vedich.apps.figures.live import touched
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.figures.recording import common
from vedich.apps.figures.series import Known
from vedich.apps.figures.spans import spans
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.rollup import Figure as Told
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2022-06", "2022-06 2022-Q2 2022-H1 2022"),
        ("2022-12", "2022-12 2022-Q4 2022-H2 2022"),
        ("2022-Q3", "2022-Q3 2022-H2 2022"),
        ("2022-H1", "2022-H1 2022"),
        ("2022", "2022"),
    ],
)
def test_a_figure_speaks_for_every_period_that_holds_it(period: str, found: str) -> None:
    assert " ".join(map(str, spans(Period.parse(period)))) == found


def test_a_span_is_a_plain_number_of_months() -> None:
    assert {type(span.months) for span in spans(Period.parse("2022-06"))} == {int}


def test_a_term_is_refused() -> None:
    with pytest.raises(Refused) as found:
        spans(Period.parse("2021..2025"))
    assert found.value.code == "figures.too_long"


def series(*texts: str) -> list[Told]:
    return [Told(Period.parse(text), Pair(1)) for text in texts]


def test_only_periods_of_changed_figures_are_touched() -> None:
    measure = Measure(PlaceRule.SUM, TimeRule.LAST)
    found = touched(measure, series("2022-01", "2022-06"), series("2022-01"), ())
    assert {str(period) for period in found} == {"2022-06", "2022-Q2", "2022-H1", "2022"}


def test_what_is_carried_touches_the_opened_periods_from_its_end_on() -> None:
    measure = Measure(PlaceRule.SUM, TimeRule.CARRIED)
    opened = [Period.parse(t) for t in ("2022-05", "2022-06", "2022-Q2", "2022-07", "2022-Q1")]
    found = touched(measure, (), series("2022-06"), opened)
    assert [str(period) for period in found] == ["2022-06", "2022-Q2", "2022-07"]
    assert touched(measure, series("2022-06"), series("2022-06"), opened) == []


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], ()),
        ([("p", "a", "x")], ("p", "a", "x")),
        ([("p", "a", "x"), ("p", "a", "y")], ("p", "a")),
        ([("p", "a", "x"), ("p",)], ("p",)),
        ([("p",), ("p", "a", "x")], ("p",)),
        ([("p", "a"), ("q", "a")], ()),
    ],
)
def test_the_common_path_is_what_all_begin_with(
    paths: list[tuple[str, ...]], found: tuple[str, ...]
) -> None:
    assert common(paths) == found


def new(**more: str) -> NewFigure:
    return NewFigure(1, 1, Indicator(pk=1), Period.parse("2022-06"), 7, **more)  # type: ignore[arg-type]


def known(part: int | None, basis: str = "actual") -> Known:
    return Known(1, 1, 1, 24269, 1, part, None, basis, False)


def test_a_figure_is_the_same_by_number_and_basis() -> None:
    assert new().same_numbers(known(7))
    assert not new().same_numbers(known(8))
    assert not new().same_numbers(known(7, "estimate"))
    assert not new().same_numbers(None)


def test_blank_words_add_nothing() -> None:
    old = Figure(why="mưa", request="xi măng")
    assert new().same_words(old)
    assert new(why="mưa").same_words(old)
    assert not new(why="nắng").same_words(old)
    assert not new(request="cát").same_words(old)
