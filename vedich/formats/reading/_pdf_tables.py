"""Tables of a PDF page, by the lines drawn around their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.formats.reading._joining import together
from vedich.formats.reading._pdf_words import Word
from vedich.formats.reading._writer import Box


_NEAR: Final = 3.0
"""Lines closer than this (in points) are one, or touch."""
_MOST_LINES: Final = 400
"""More lines in one table are a drawing or a map."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: at `at`, from `start` to `end` along the other axis."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its vertical lines from left to right, its horizontal ones from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        """Whether the word stands inside."""
        x, y = _middle(word)
        return self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]

    def boxes(self, words: Iterable[Word]) -> list[Box]:
        """The cells with their words; lines that are missing inside make merged cells."""
        owners = self._owners()
        said: dict[tuple[int, int], list[Word]] = {}
        heights = [-y for y in self.ys]
        for word in words:
            x, y = _middle(word)
            place = bisect_right(heights, -y) - 1, bisect_right(self.xs, x) - 1
            said.setdefault(owners[place], []).append(word)
        return [
            Box(_words(said.get((row, column), ())), row, column, rows, columns)
            for row, column, rows, columns in sorted(self._merged(owners))
        ]

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place of the grid the upper left place of its cell."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        for row in range(rows):
            for column in range(columns):
                if (row, column) in owners:
                    continue
                right, below = column + 1, row + 1
                while right < columns and (row, right) not in owners and self._open(row, right):
                    right += 1
                while below < rows and self._open_below(below, column, right):
                    below += 1
                for r in range(row, below):
                    owners.update(
                        dict.fromkeys(((r, c) for c in range(column, right)), (row, column))
                    )
        return owners

    def _merged(
        self, owners: dict[tuple[int, int], tuple[int, int]]
    ) -> Iterator[tuple[int, int, int, int]]:
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for place, owner in owners.items():
            last[owner] = max(last.get(owner, place), place)
        for (row, column), (down, right) in last.items():
            yield row, column, down - row + 1, right - column + 1

    def _open(self, row: int, column: int) -> bool:
        """Whether no line stands left of this place."""
        return not self._drawn(True, self.xs[column], (self.ys[row] + self.ys[row + 1]) / 2)

    def _open_below(self, row: int, column: int, right: int) -> bool:
        """Whether no line lies above these places of a row."""
        return not any(
            self._drawn(False, self.ys[row], (self.xs[c] + self.xs[c + 1]) / 2)
            for c in range(column, right)
        )

    def _drawn(self, upright: bool, at: float, through: float) -> bool:
        return any(
            rule.upright is upright
            and abs(rule.at - at) <= _NEAR
            and rule.start < through < rule.end
            for rule in self.rules
        )


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The tables that these lines draw, from the top: at least two rows and two columns each."""
    merged = list(_merged(rules))
    if len(merged) > _MOST_LINES:
        return []
    found = [grid for group in _groups(merged) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: -grid.ys[0])


def _merged(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Pieces of one line put together: a cell's border ends where the next one's begins."""
    ordered = sorted(rules, key=lambda rule: (rule.upright, rule.at, rule.start))
    rows: list[list[Rule]] = []
    for rule in ordered:
        if rows and rows[-1][0].upright is rule.upright and rule.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        at, upright = row[0].at, row[0].upright
        start: float | None = None
        end = 0.0
        for rule in sorted(row, key=lambda rule: rule.start):
            if start is not None and rule.start > end + _NEAR:
                yield Rule(upright, at, start, end)
                start = None
            end = rule.end if start is None else max(end, rule.end)
            start = rule.start if start is None else start
        if start is not None:
            yield Rule(upright, at, start, end)


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Lines that touch each other, directly or through others."""
    left = list(rules)
    while left:
        group = [left.pop()]
        for rule in group:
            touching = [one for one in left if _touch(rule, one)]
            group += touching
            left = [one for one in left if one not in touching]
        yield group


def _touch(one: Rule, other: Rule) -> bool:
    if one.upright is other.upright:
        return False
    return (
        one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


def _grid(group: Sequence[Rule]) -> Grid | None:
    xs = sorted({rule.at for rule in group if rule.upright})
    ys = sorted({rule.at for rule in group if not rule.upright}, reverse=True)
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(group))


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2


def _words(words: Sequence[Word]) -> str:
    """The words of a cell in the order of the file, a new line where they stand lower."""
    lines: list[list[str]] = []
    height = 0.0
    for word in words:
        if lines and abs(word.y0 - height) < (word.y1 - word.y0) / 2:
            lines[-1].append(word.text)
        else:
            lines.append([word.text])
        height = word.y0
    return together([" ".join(line) for line in lines])
