"""Words and lines of a PDF page with their places, and which of them repeat on every page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank between, and the box they fill; y grows upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side: their text, from `x0` to `x1` at height `y`, letters `size` high.

    `first` is the width of the first word, `count` how many there are. The words themselves are not
    kept: those of 300 pages fill the memory.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first: float
    count: int

    @classmethod
    def of(cls, words: Sequence[Word]) -> Line:
        """The line of these words, in reading order; there is at least one."""
        first = words[0]
        return cls(
            " ".join(word.text for word in words),
            first.x0,
            words[-1].x1,
            first.y0,
            max(word.y1 - word.y0 for word in words),
            first.x1 - first.x0,
            len(words),
        )


_EDGE: Final = 3
"""Running lines are looked for among so many at the top and at the bottom of a page."""
_SAME_PLACE: Final = 6.0
_APART: Final = 1.6
"""Of the height of letters: a footer stands further away than the next line."""
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s.|]*(?:trang|page)?\s*(?P<page>[0-9]{1,4})(?:\s*/\s*[0-9]{1,4})?[-–—\s.|]*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"[0-9]+")


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without headers, footers and page numbers.

    A running line says the same at the same height on half of the pages, or counts on with them.
    """
    edges = [_edges(lines) for lines in pages]
    repeated = _repeated([[*upper, *lower] for upper, lower in edges])
    shift = _shift(edges)
    kept: list[list[Line]] = []
    for at, lines in enumerate(pages):
        gone: set[int] = set()
        for edge in edges[at]:
            for step, (place, line) in enumerate(edge):
                alike = repeated.get(_key(place, line))
                counts = alike is False and not _close(line, edge[step + 1 :])
                # from the edge inwards: below words of the text no header stands
                if not (alike or counts or _printed(line) == at + shift):
                    break
                gone.add(id(line))
        kept.append([line for line in lines if id(line) not in gone])
    return kept


Edge = list[tuple[int, Line]]


def _edges(lines: Sequence[Line]) -> tuple[Edge, Edge]:
    """The outermost lines: 0, 1, 2 from the top, -1, -2, -3 from the bottom."""
    ordered = sorted(lines, key=lambda line: -line.y)
    lower = [(-1 - at, line) for at, line in enumerate(reversed(ordered[-_EDGE:]))]
    return list(enumerate(ordered[:_EDGE])), lower


def _close(line: Line, inwards: Edge) -> bool:
    """Whether the next line stands as near as lines of one text do: then a count is its own."""
    return bool(inwards) and abs(line.y - inwards[0][1].y) < _APART * line.size


def _key(place: int, line: Line) -> tuple[bool, int, str]:
    return place < 0, round(line.y / _SAME_PLACE), _DIGITS.sub("#", line.text)


def _repeated(edges: Sequence[Edge]) -> dict[tuple[bool, int, str], bool]:
    """The running lines; True where they are alike to the letter, False where a number counts."""
    texts: defaultdict[tuple[bool, int, str], list[tuple[int, str]]] = defaultdict(list)
    for at, found in enumerate(edges):
        for key, text in {_key(place, line): line.text for place, line in found}.items():
            texts[key].append((at, text))
    least = max(2, (len(edges) + 1) // 2)
    often = {key: said for key, said in texts.items() if len(said) >= least}
    alike = {key: len({text for _, text in said}) == 1 for key, said in often.items()}
    return {key: same for key, same in alike.items() if same or _counts(often[key])}


def _counts(said: Sequence[tuple[int, str]]) -> bool:
    """Whether lines that differ in numbers only count on with the pages."""
    numbers = [[int(one[-9:]) - at for one in _DIGITS.findall(text)] for at, text in said]
    return any(len(set(column)) == 1 for column in zip(*numbers, strict=True))


def _shift(edges: Iterable[tuple[Edge, Edge]]) -> int:
    """What to add to a page's index for its printed number."""
    found = Counter(
        number - at
        for at, both in enumerate(edges)
        for edge in both
        for _, line in edge[:1]
        if (number := _printed(line)) is not None
    )
    most = found.most_common(1)
    return most[0][0] if most and most[0][1] > 1 else 1


def _printed(line: Line) -> int | None:
    found = _PAGE_NUMBER.fullmatch(line.text)
    return int(found["page"]) if found else None
