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

    `year` is the last year named above it or before it in its part of the text; `lead` is the
    text of the line that opens the list it stands in.
    """

    start: int
    end: int
    above: float
    year: int | None
    lead: tuple[int, int] | None
    title: tuple[int, int] | None
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


def sentences(source: FrozenText, view: View) -> Iterator[Sentence]:
    """The sentences of all blocks in order, each with its context."""
    heads: list[tuple[int, float, tuple[int, int], int | None]] = []
    lead: tuple[int, int] | None = None
    lead_lean = 0.0
    year: int | None = None
    for number, block in enumerate(source.blocks):
        start, end = view.seen(block.start), view.seen(block.end)
        low = view.low
        heading = block.kind is BlockKind.HEADING
        if heading:
            rank = _rank(view, start, end)
            while heads and heads[-1][0] >= rank:
                heads.pop()
            heads.append(
                (rank, title_lean(low[start:end]), (start, end), last_year(low, start, end))
            )
            lead, lead_lean = None, 0.0
            year = last_year(low, start, end) or year
        elif (
            lead is not None
            and not _ITEM.match(low, start, end)
            and not low[start : start + 1].islower()
        ):
            if _is_open(low, *lead) < start and not low[start:end].rstrip().endswith(";"):
                lead, lead_lean = None, 0.0
        section = next((one for one in reversed(heads) if one[1]), None)
        above = (section[1] if section else 0.0) + lead_lean
        title = heads[-1][2] if heads else None
        headed_year = next((one[3] for one in reversed(heads) if one[3]), None)
        for at, stop in _split(view, start, end):
            yield Sentence(at, stop, above, year or headed_year, lead, title, number)
            year = last_year(low, at, stop) or year
        if low[start:end].rstrip().endswith(":") and not heading:
            tail = next(iter(reversed(list(_split(view, start, end)))), (start, end))
            lead, lead_lean = tail, lean(view.text, low, *tail)


def _is_open(low: str, start: int, end: int) -> int:
    """Where the paragraph that a leading line opens begins: right after it, a list without marks."""
    return end + 3 if low[end - 1 : end] == ":" else end


def _split(view: View, start: int, end: int) -> Iterator[tuple[int, int]]:
    low, text, at = view.low, view.text, start
    for found in _END.finditer(text, start, end):
        stop = found.end()
        if found["next"]:
            stop = found.start("next")
            if not (found["next"].isupper() or found["next"].isdigit()):
                continue
        if found[0][0] == "." and _SHORT.search(low, max(at, found.start() - 6), found.start() + 1):
            continue
        if low[at:stop].strip():
            yield at, stop
        at = stop
    if low[at:end].strip():
        yield at, end


def _rank(view: View, start: int, end: int) -> int:
    found = _RANK.match(view.low, start, end)
    if found is None:
        return 1 if view.text[start:end].isupper() else _UNNUMBERED
    ranks = {"part": 1, "roman": 2, "number": 4, "letter": 3, "deep": 5}
    rank = ranks[found.lastgroup or "number"]
    if found["deep"]:
        rank += found["deep"].count(".")
    return rank
