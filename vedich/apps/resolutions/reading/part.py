"""Which stretch of a long document a page shows: the paper and the list around one proposal.

A document of some 25 pages is shown whole. Of a longer one the page holds what a person needs to
decide the open proposal, and says where the stretch begins and ends; links lead on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vedich.apps.resolutions.reading.queries import ItemLine, PaperBlock, ReadingPage


WHOLE: Final = 60_000
"""Characters up to which a paper is shown whole."""

AROUND: Final = 12_000
"""Characters before and after the open proposal in a longer one."""

LINES: Final = 40
"""Proposals listed at once."""

BEFORE: Final = 6
"""Of these, how many stand above the open one."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows.

    `blocks` come with the number of the page that begins with them, if one does. `before` and
    `after` are the nearest proposals outside a cut paper, `pages` its first and last page.
    `earlier` and `later` count the proposals above and below the list; `from_earlier` is where the
    list starts one screen up, `next_later` the first below. `moved`: the list was asked for from
    another place than the open one.
    """

    current: int | None
    dropped: frozenset[int]
    blocks: Sequence[tuple[PaperBlock, int | None]]
    cut: bool
    pages: tuple[int, int] | None
    before: int | None
    after: int | None
    items: Sequence[ItemLine]
    earlier: int
    from_earlier: int
    later: int
    next_later: int
    moved: bool
    above: int
    """Where a narrow page, which shows one proposal above the open one, begins to show all."""
    line: ItemLine | None
    """The open proposal as the list would print it."""


def part_of(page: ReadingPage, start: int | None = None) -> Part:
    """The stretch around the open proposal; `start` moves the list to begin with that number."""
    current = page.open.number if page.open else None
    first, last = _stretch(page.paper, current)
    shown = page.paper[first:last]
    cut = len(shown) < len(page.paper)
    inside = _numbers(shown)
    known = [block.page for block in shown if block.page]
    listed = _listed(page.items, current, start)
    low = page.items.index(listed[0]) if listed else 0
    high = low + len(listed)
    return Part(
        current=current,
        dropped=frozenset(one.number for one in page.items if one.state == "rejected"),
        blocks=_with_pages(shown),
        cut=cut,
        pages=(known[0], known[-1]) if known else None,
        before=max((n for n in _numbers(page.paper[:first]) if n not in inside), default=None),
        after=min((n for n in _numbers(page.paper[last:]) if n not in inside), default=None),
        items=listed,
        earlier=low,
        from_earlier=page.items[max(0, low - LINES + BEFORE)].number if low else 0,
        later=len(page.items) - high,
        next_later=page.items[high].number if high < len(page.items) else 0,
        moved=start is not None,
        above=_above(page.items, listed, current),
        line=next((one for one in page.items if one.number == current), None),
    )


def _listed(
    items: Sequence[ItemLine], current: int | None, start: int | None
) -> Sequence[ItemLine]:
    numbers = [one.number for one in items]
    if start in numbers:
        low = numbers.index(start)
    elif current in numbers:
        low = max(0, numbers.index(current) - BEFORE)
    else:
        low = 0
    return items[low : low + LINES]


def _above(items: Sequence[ItemLine], listed: Sequence[ItemLine], current: int | None) -> int:
    """The first of a screen of proposals above the open one; 0 where at most one stands there."""
    at = next((n for n, one in enumerate(items) if one.number == current), 0)
    return items[max(0, at - LINES + BEFORE)].number if at > 1 and listed else 0


def _stretch(paper: Sequence[PaperBlock], current: int | None) -> tuple[int, int]:
    sizes = [_size(block) for block in paper]
    if sum(sizes) <= WHOLE:
        return 0, len(paper)
    here = next((n for n, one in enumerate(paper) if current in _numbers([one])), 0)
    first, left = here, AROUND
    while first > 0 and left > 0:
        first -= 1
        left -= sizes[first]
    last, left = here + 1, AROUND
    while last < len(paper) and left > 0:
        left -= sizes[last]
        last += 1
    return first, last


def _size(block: PaperBlock) -> int:
    return sum(len(run.text) for run in block.runs) + sum(
        len(run.text) for row in block.rows for cell in row for run in cell
    )


def _numbers(blocks: Sequence[PaperBlock]) -> set[int]:
    runs = (
        run
        for block in blocks
        for cell in (block.runs, *(cell for row in block.rows for cell in row))
        for run in cell
    )
    return {run.number for run in runs if run.number is not None}


def _with_pages(blocks: Sequence[PaperBlock]) -> list[tuple[PaperBlock, int | None]]:
    shown: list[tuple[PaperBlock, int | None]] = []
    page: int | None = None
    for block in blocks:
        turned = block.page is not None and block.page != page
        # nothing is said above the first: the paper's head says where it begins
        shown.append((block, block.page if turned and page is not None else None))
        page = block.page if block.page is not None else page
    return shown
