"""How much is made to measure with, where it lies, and what is asked of it.

Apart from `data`, so that the process that measures loads no engine (see `processes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final


VERSION: Final = 1
"""Changes when other rows are made: files of an older version are not read any more."""
FIRST_YEAR: Final = 2001
MONTHS: Final = 12

WORK: Final = Path(__file__).parent / "work"


@dataclass(frozen=True)
class Shape:
    """How much is made. The defaults are the country since July 2025."""

    months: int
    provinces: int = 34
    communes: int = 3_321
    indicators: int = 50

    @classmethod
    def of_size(cls, size: int) -> Shape:
        """About `size` figures: whole years, or months where that is less than a year."""
        country = cls(0)
        months = max(1, round(size / country.pairs))
        return cls(months if months < MONTHS else MONTHS * max(1, round(months / MONTHS)))

    @property
    def pairs(self) -> int:
        """Places that report times indicators: the figures of one month."""
        return self.communes * self.indicators

    @property
    def years(self) -> list[str]:
        """The years in which there are figures: what is asked."""
        count = (self.months + MONTHS - 1) // MONTHS
        return [str(FIRST_YEAR + year) for year in range(count)]

    @property
    def folder(self) -> Path:
        """Where the files of this shape lie."""
        parts = (self.provinces, self.communes, self.indicators, self.months)
        return WORK / f"v{VERSION}-{'-'.join(map(str, parts))}"


@dataclass(frozen=True)
class Files:
    """The three inputs of a roll-up, and what is asked of them."""

    folder: Path
    years: tuple[str, ...]

    @property
    def places(self) -> Path:
        """The tree."""
        return self.folder / "places.csv"

    @property
    def indicators(self) -> Path:
        """What is measured."""
        return self.folder / "indicators.csv"

    def figures(self, suffix: str = ".parquet") -> Path:
        """The figures, as Parquet or CSV."""
        return self.folder / f"figures{suffix}"


def files_of(shape: Shape) -> Files:
    """The files of `shape`, which need not be there yet."""
    return Files(shape.folder, tuple(shape.years))
