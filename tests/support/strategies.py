"""What laws of the core are tried on: periods, pairs, rules, dated trees and series of figures."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from vedich.core.periods import FIRST_YEAR, LAST_YEAR, Length, Period
from vedich.core.places import Link, PlaceId, Tree
from vedich.core.rollup import Figure
from vedich.core.tallies import Measure, Own, Pair, PlaceRule, TimeRule


DAY = date(2022, 7, 1)
PLACE_RULES = st.sampled_from(PlaceRule)
TIME_RULES = st.sampled_from(TimeRule)
PARTS = st.integers(-20, 20) | st.integers(-(10**15), 10**15)
"""Small numbers meet each other often, large ones find what overflows."""
WHOLES = st.integers(0, 20) | st.integers(0, 10**15)
PAIRS = st.builds(Pair, PARTS, st.none() | WHOLES)
OWNS = st.builds(Own, st.none() | PAIRS, st.booleans(), st.booleans())
MEASURES = st.builds(
    Measure, PLACE_RULES, TIME_RULES, st.sampled_from(["km", "%", "‰"]), st.integers(0, 6)
)


@st.composite
def periods(
    draw: st.DrawFn, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR, *, terms: bool = True
) -> Period:
    """A period of any length that lies in the years `first_year` to `last_year`."""
    year = draw(st.integers(first_year, last_year))
    if terms and draw(st.integers(0, 4)) == 0:
        return Period.term(year, draw(st.integers(year, min(year + 5, last_year))))
    return Period.of(date(year, draw(st.integers(1, 12)), 1), draw(st.sampled_from(Length)))


def series(rule: st.SearchStrategy[Pair] = PAIRS) -> st.SearchStrategy[list[Figure]]:
    """One place's figures of two years: any lengths, but never two that overlap only in part."""
    figures = st.builds(Figure, periods(2021, 2022, terms=False), rule, st.booleans())
    return st.lists(figures, max_size=6, unique_by=lambda figure: figure.period)


@st.composite
def trees(draw: st.DrawFn, most: int = 9) -> Tree:
    """A tree of up to `most` places, of any shape, with one or more roots."""
    links: list[Link] = []
    for number in range(draw(st.integers(1, most))):
        above = draw(st.none() | st.sampled_from(links)) if links else None
        links.append(Link(PlaceId(f"p{number}"), above.place.code if above else None))
    return Tree(DAY, draw(st.permutations(links)))


def days(start: date = DAY, most: int = 60) -> st.SearchStrategy[date]:
    """Days close together, so that they often meet."""
    return st.integers(0, most).map(lambda count: start + timedelta(days=count))
