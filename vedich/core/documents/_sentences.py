"""Sentences with what stands above them: the heading, the line that opens a list, the years named.

A resolution says “phấn đấu đến năm 2025:” once and lists thirty numbers below it. What such lines
say holds for all that follows until the next of the same rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vedich.core.documents._cues import lean, title_lean
from vedich.core.documents._deadlines import last_year
from vedich.core.documents._text import BlockKind, FrozenText
from vedich.core.documents._view import View


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the view. `above` leans to target (+) or result (-) by what stands above it.

    `year` is the last year named before it, `listed` that it stands in a list which a line opened,
    `block` the number of its block.
    """

    start: int
    end: int
    above: float
    year: int | None
    listed: bool
    block: int


_END: Final = re.compile(r"[.!?…]+[\"')\]]*(?:\s+[\"'(\[+•*-]*\s?(?P<next>\S)|\s*$)|\n")
_SHORT: Final = re.compile(
    r"(?:^|[\s(])(?:tp|q|p|tx|tt|h|x|gs|pgs|ts|ths|bs|ks|cn|tr|v\.v|st|[a-zđ]|[0-9]{1,2}|[ivx]+)\.$"
)
_ITEM: Final = re.compile(
    r"\s*(?:[-+*•–▪◦]|[a-zđ]\)|\(?[0-9]{1,2}\)|[0-9]{1,2}(?:\.[0-9]{1,2})*\.(?!\d))\s*"
)
_RANK: Final = re.compile(
    r"\s*(?:(?P<part>phần (?:thứ )?[^\W_]+)|(?P<roman>[ivx]+)\s?[.)/:-]|(?P<letter>[a-hđ])\s?[.)/-]"
    r"|(?P<deep>[0-9]+(?:\.[0-9]+)+)\.?|(?P<number>[0-9]+)\s?[.)/:-])\s"
)
_UNNUMBERED: Final = 9
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading: its rank (1 is the highest), what it leans to, the year it names."""

    rank: int
    lean: float
    year: int | None


class _Outline:
    """What stands above the block that is read now."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._heads: list[_Head] = []
        self._listed = 0.0
        self._goes_on = False
        self.in_list = False
        self.year: int | None = None

    def enter(self, start: int, end: int, kind: BlockKind) -> None:
        """Come to the next block."""
        low = self._view.low
        if kind is BlockKind.HEADING:
            rank, year = _rank(self._view, start, end), last_year(low, start, end)
            while self._heads and self._heads[-1].rank >= rank:
                self._heads.pop()
            self._heads.append(_Head(rank, title_lean(low[start:end]), year))
            self.year = year or self.year
            self._end_list()
        elif self.in_list and not self._goes_on and not _ITEM.match(low, start, end):
            self._end_list()

    def leave(self, start: int, end: int, last: int, kind: BlockKind) -> None:
        """Leave a block whose last sentence begins at `last`: a line ending in “:” opens a list."""
        low = self._view.low
        words = low[start:end].rstrip()
        if kind is not BlockKind.HEADING and words.endswith(":"):
            self.in_list, self._listed = True, lean(self._view.text, low, last, end)
        # a list without marks: what follows the colon, or an item that ends with a semicolon
        self._goes_on = words.endswith((":", ";", ","))

    def _end_list(self) -> None:
        self.in_list, self._listed = False, 0.0

    @property
    def lean(self) -> float:
        """To which side the nearest heading that says anything leans, and the list."""
        return next((head.lean for head in reversed(self._heads) if head.lean), 0.0) + self._listed

    @property
    def named_year(self) -> int | None:
        """The last year named so far, else that of a heading."""
        return self.year or next((head.year for head in reversed(self._heads) if head.year), None)


def sentences(source: FrozenText, view: View) -> Iterator[Sentence]:
    """The sentences of all blocks in order, each with its context."""
    outline = _Outline(view)
    for number, block in enumerate(source.blocks):
        start, end = view.seen(block.start), view.seen(block.end)
        outline.enter(start, end, block.kind)
        last = start
        for last, stop in _split(view, start, end):
            year = outline.named_year
            yield Sentence(last, stop, outline.lean, year, outline.in_list, number)
            outline.year = last_year(view.low, last, stop) or outline.year
        outline.leave(start, end, last, block.kind)


def _split(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _END.finditer(view.text, start, end):
        follows = found["next"]
        stop = found.start("next") if follows else found.end()
        if follows and not (follows.isupper() or follows.isdigit()):
            continue
        dot = found.start()
        if found[0][0] == "." and _SHORT.search(view.low, max(at, dot - 6), dot + 1):
            continue
        yield from _bounded(view.low, at, stop)
        at = stop
    yield from _bounded(view.low, at, end)


def _bounded(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no sentence can be as long as, so that time grows with the text only."""
    while end - start > _LONGEST:
        cut = low.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    if low[start:end].strip():
        yield start, end


def _rank(view: View, start: int, end: int) -> int:
    found = _RANK.match(view.low, start, end)
    if found is None:
        return 1 if view.text[start:end].isupper() else _UNNUMBERED
    ranks = {"part": 1, "roman": 2, "number": 4, "letter": 3, "deep": 5}
    rank = ranks[found.lastgroup or "number"]
    if found["deep"]:
        rank += found["deep"].count(".")
    return rank
