"""The chart of a year: its scale, its gaps, its plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from vedich.formats.charts.lines import Year, ticks, year


def drawn(of: Year) -> str:
    return str(year(of, label="Nhãn <x>", write=lambda value: f"{value:g}"))


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0, 42, [0, 10, 20, 30, 40, 50]),
        (0, 0.8, [0, 0.2, 0.4, 0.6, 0.8]),
        (86.5, 91.2, [86, 87, 88, 89, 90, 91, 92]),
        (-5, 5, [-6, -4, -2, 0, 2, 4, 6]),
        (0, 1_000_000, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]),
    ],
)
def test_ticks_are_round_and_cover_both_ends(low: float, high: float, told: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(told)


@pytest.mark.parametrize("low", [0.0, 1.0, 99.99, -3.3])
@pytest.mark.parametrize("size", [0.001, 0.7, 13.0, 4_200.0, 9e9])
def test_ticks_are_few(low: float, size: float) -> None:
    found = ticks(low, low + size)
    assert 2 <= len(found) <= 8
    assert found[0] <= low + size * 1e-6
    assert found[-1] >= low + size * (1 - 1e-6)


@pytest.mark.parametrize(
    ("points", "runs"),
    [([1, 2, 3], 1), ([1, None, 3], 0), ([1, 2, None, 4, 5], 2), ([None, None], 0), ([], 0)],
)
def test_a_missing_month_is_a_gap(points: Sequence[float | None], runs: int) -> None:
    assert drawn(Year(verified=points, reported=())).count("<polyline") == runs


def test_every_known_month_has_a_dot() -> None:
    assert drawn(Year(verified=[1, None, 3], reported=[1, 2, 3])).count("<circle") == 5


def test_the_plan_is_a_line_with_its_number() -> None:
    told = drawn(Year(verified=[1, 2], reported=[1, 2], plan=42))
    assert 'font-weight="600">42</text>' in told
    assert "font-weight" not in drawn(Year(verified=[1, 2], reported=[1, 2]))


@pytest.mark.parametrize("value", [0.0, 5.0, -2.0])
def test_a_single_level_has_a_scale(value: float) -> None:
    told = drawn(Year(verified=[value], reported=[value], plan=value))
    assert "nan" not in told
    heights = [float(y) for y in re.findall(r'cy="([\d.-]+)"', told)]
    assert all(0 <= y <= 230 for y in heights)


def test_nothing_known_draws_an_empty_frame() -> None:
    assert "<circle" not in drawn(Year(verified=[], reported=[]))


def test_the_label_is_escaped() -> None:
    assert 'aria-label="Nhãn &lt;x&gt;"' in drawn(Year(verified=[1], reported=[1]))
