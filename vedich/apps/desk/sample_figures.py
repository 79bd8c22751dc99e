"""The figures of a sample year, for `vedich sample` and for the demo alike.

The shelf says what the district came to and the engine takes it apart; here the two meet. Knows no
database, so that `vedich sample` starts without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from vedich.engine import sample
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleTarget, SampleYear, Shared
from vedich.rulebook.samples.tree import reporters


Thing = TypeVar("Thing")


class Chance(sample.Chance, Protocol):
    """Where chance comes from: `random.Random` of a seed, made by the door."""

    def sample(self, population: Sequence[Thing], k: int) -> list[Thing]:
        """`k` of them, each as likely."""
        ...


def figures(
    year: SampleYear, rows: tuple[PlaceRow, ...], chance: Chance
) -> Iterator[sample.Figure]:
    """The figures of `year` that `chance` makes, as rows of the figures file."""
    cells = [row for row in rows if row.kind == "hamlet_cell"]
    sizes = sample.shares_of(year.places.households, [cell.code for cell in cells], chance)
    for cell in cells:
        unit = cell.parent or ""
        sizes[unit] = sizes.get(unit, 0) + sizes[cell.code]
    late = chance.sample([cell.code for cell in cells], year.places.late)
    series = [_series(target, year, rows, sizes) for target in year.targets]
    return sample.figures(series, year.months, late, chance)


def _series(
    target: SampleTarget, year: SampleYear, rows: tuple[PlaceRow, ...], sizes: dict[str, int]
) -> sample.Series:
    return sample.Series(
        indicator=target.indicator.code,
        measure=target.indicator.measure,
        reporters=[
            sample.Reporter(row.code, sizes.get(row.code, 1))
            for row in reporters(target, rows, year.on)
        ],
        values=target.series,
        verified=target.verified,
        wholes=target.wholes,
        by_size=target.shared is not Shared.EVENLY,
        in_patches=target.shared is Shared.IN_PATCHES,
    )
