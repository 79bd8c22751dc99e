"""Which figures speak for an asked period, worked out before any figure is read.

Everything here is small: periods met in the file, links of places. It becomes tables that SQL joins
with, so that no statement computes with dates, and masks of periods that let one pass over the
figures find every group in which something needs a closer look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vedich.core.periods import Period
from vedich.core.places import Book, Link, PlaceId, Tree
from vedich.core.rollup import concerns
from vedich.core.tallies import TimeRule


MASK_BITS: Final = 62
"""Periods in one mask: a signed 64-bit integer everywhere, with room to spare."""
NEVER: Final = 120_000
"""A month after all months."""


@dataclass(frozen=True)
class Window:
    """The periods met in the file that one pass reads, and how they lie in each other.

    `asked` None: periods nobody asked for, which are read only to be checked.
    """

    asked: Period | None
    periods: Sequence[Period]
    nests: bool = True

    @cached_property
    def masks(self) -> int:
        """How many masks the periods fill."""
        return (len(self.periods) + MASK_BITS - 1) // MASK_BITS

    @cached_property
    def length(self) -> int | None:
        """The months that every period here has, None where they differ."""
        lengths = {period.months for period in self.periods}
        return lengths.pop() if len(lengths) == 1 else None

    @property
    def asked_months(self) -> int:
        """The months of the asked period."""
        return self.asked.months if self.asked else 0

    def mask(self, chosen: Iterable[Period]) -> tuple[int, ...]:
        """The masks that have the bits of `chosen`."""
        chosen = set(chosen)
        bits = [0] * self.masks
        for place, period in enumerate(self.periods):
            if period in chosen:
                bits[place // MASK_BITS] |= 1 << place % MASK_BITS
        return tuple(bits)

    @cached_property
    def inside(self) -> list[tuple[str | int, ...]]:
        """Rows (period, months, last month, rank, masks …); rank orders by end, then length."""
        rows: list[tuple[str | int, ...]] = []
        for period in self.periods:
            rank = period.last * NEVER + period.months
            rows.append((str(period), period.months, period.last, rank, *self.mask([period])))
        return rows

    @cached_property
    def within(self) -> list[tuple[Period, Period]]:
        """(period, longer period that holds it), of those met here."""
        if not self.nests:
            return []
        long = [period for period in self.periods if period.months > 1]
        return [(p, q) for q in long for p in self.periods if p != q and q.holds(p)]

    @cached_property
    def clashing(self) -> list[tuple[Period, Period]]:
        """Pairs that overlap only in part; only terms can."""
        terms = [period for period in self.periods if period.months > 12 and self.nests]
        return [
            (p, q)
            for p in terms
            for q in terms
            if p < q and p.overlaps(q) and not p.holds(q) and not q.holds(p)
        ]

    @cached_property
    def doubts(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Masks of which no group may have a bit of both: a period, and those inside or across."""
        longer = {q for _, q in self.within}
        nested = [
            (self.mask([q]), self.mask(p for p, other in self.within if other == q))
            for q in sorted(longer)
        ]
        return nested + [(self.mask([p]), self.mask([q])) for p, q in self.clashing]


def window_for(asked: Period, rule: TimeRule, met: Sequence[Period]) -> Window:
    """The window of `asked` for figures under `rule`, given the periods `met` in the file."""
    carried = rule is TimeRule.CARRIED
    return Window(asked, [p for p in met if concerns(rule, p, asked)], nests=not carried)


def rest_window(asked: Sequence[Period], rule: TimeRule, met: Sequence[Period]) -> Window:
    """The periods met that no asked period concerns under `rule`."""
    idle = [p for p in met if not any(concerns(rule, p, one) for one in asked)]
    return Window(None, idle, nests=False)


# -- places ----------------------------------------------------------------------------------------


def months_of(link: Link) -> tuple[int, int]:
    """The periods that `link` covers: those whose last month is from the first number on and before
    the second. A period belongs to the link in force on its last day (§5 line 5).
    """
    return _first_month_ending(link.start), (
        NEVER if link.until is None else _first_month_ending(link.until)
    )


def _first_month_ending(day: date) -> int:
    """The first month whose last day is `day` or later, counted as Period.last counts."""
    return day.year * 12 + day.month if day > date.min else 0


@dataclass(frozen=True)
class Ground:
    """The links of a book against one tree, as rows for SQL and masks for groups.

    `tree` None: only whether a place stood at all is asked.
    """

    book: Book
    tree: Tree | None

    def covers(self) -> Iterator[tuple[str, int, int, str, str, bool]]:
        """Rows (code, from month, before month, place, kind, fits): one a link."""
        for link in self.book:
            fits = self.tree is None or link.place in self.tree
            low, high = months_of(link)
            yield link.place.code, low, high, str(link.place), link.kind, fits

    def masks(self, window: Window) -> Iterator[tuple[str | int, ...]]:
        """Rows (code, masks …) of the periods in `window` that need a closer look, by code.

        Those of a place that does not stand in the tree, or did not stand on the period's last day;
        all of a code that has had places of several kinds. Codes without any are left out.
        """
        whole = window.mask(window.periods)
        known: dict[tuple[tuple[int, int], ...], tuple[int, ...]] = {}
        for code in self.book.codes():
            links = self.book.links(code)
            spans = tuple(months_of(link) for link in links if self._fits(link.place))
            if len({link.kind for link in links}) > 1:
                spans = ()
            if spans not in known:
                fine = [p for p in window.periods if any(a <= p.last < b for a, b in spans)]
                fits = window.mask(fine)
                known[spans] = tuple(a & ~b for a, b in zip(whole, fits, strict=True))
            if any(known[spans]):
                yield (code, *known[spans])

    def _fits(self, place: PlaceId) -> bool:
        return self.tree is None or place in self.tree


def expected_counts(tree: Tree, kinds: Sequence[frozenset[str]]) -> Iterator[tuple[str, int, int]]:
    """Rows (code, number of the set of kinds, places of those kinds in or below) (§5 line 12)."""
    for number, chosen in enumerate(kinds):
        counts: defaultdict[str, int] = defaultdict(int)
        for code in tree.deepest_first():
            link = tree[code]
            counts[code] += link.kind in chosen
            if link.parent is not None:
                counts[link.parent] += counts[code]
        yield from ((code, number, count) for code, count in counts.items())


def kind_of_code(book: Book) -> Mapping[str, str]:
    """The kind of each code that never changed it."""
    kinds = {code: {link.kind for link in book.links(code)} for code in book.codes()}
    return {code: next(iter(found)) for code, found in kinds.items() if len(found) == 1}
