"""Laws of the dated tree: on a day it holds exactly what is in force, and it is a tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.strategies import DAY, days, trees
from vedich.core.errors import Refused
from vedich.core.places import Book, Edge, Event, Link, PlaceId, Succession, Tree


CODES = st.sampled_from("abcde")
SPANS = st.tuples(days(), st.none() | st.integers(1, 40))


@st.composite
def wild_links(draw: st.DrawFn) -> Link:
    """A link that may overlap others, name a parent that does not stand, or close a circle."""
    start, length = draw(SPANS)
    until = None if length is None else start + timedelta(days=length)
    return Link(PlaceId(draw(CODES), start), draw(st.none() | CODES), start, until)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Links in a row for each code, so that none overlap; parents may be anybody."""
    links: list[Link] = []
    for code in "abcde":
        cuts = sorted(draw(st.sets(days(), max_size=3)))
        for start, until in zip(cuts, [*cuts[1:], None], strict=False):
            if draw(st.integers(0, 3)):  # else a gap
                parent = draw(st.none() | CODES)
                links.append(Link(PlaceId(code, start), parent, start, until))
    return Book(draw(st.permutations(links)))


def up(links: dict[str, Link], code: str) -> list[str]:
    """`code` and all above it, one by one; stops where a circle closes."""
    seen = [code]
    while (parent := links[seen[-1]].parent) is not None and parent not in seen:
        seen.append(parent)
    return seen


def sound(links: dict[str, Link]) -> bool:
    if any(one.parent is not None and one.parent not in links for one in links.values()):
        return False
    return all(links[up(links, code)[-1]].parent is None for code in links)


def shared_day(one: Link, two: Link) -> bool:
    ends = [link.until or date.max for link in (one, two)]
    return max(one.start, two.start) < min(ends)


@given(st.lists(wild_links(), max_size=6))
def test_a_code_never_means_two_places_on_a_day(links: Sequence[Link]) -> None:
    clash = any(
        one.place.code == two.place.code and shared_day(one, two)
        for number, one in enumerate(links)
        for two in links[:number]
    )
    if clash:
        with pytest.raises(Refused, match="two rows in force"):
            Book(links)
    else:
        assert sorted(map(str, Book(links))) == sorted(map(str, links))


@given(books(), days())
def test_the_tree_of_a_day_holds_exactly_the_links_in_force(book: Book, day: date) -> None:
    links = {link.place.code: link for link in book if link.stands(day)}
    if not sound(links):
        with pytest.raises(Refused) as refused:
            book.tree(day)
        missing = any(one.parent and one.parent not in links for one in links.values())
        assert refused.value.code == ("place.no_parent" if missing else "place.circle")
        return
    tree = book.tree(day)
    assert {link.place.code: link for link in tree} == links
    assert all((link.place in tree) == link.stands(day) for link in book)
    assert all(book.on(code, day) == links.get(code) for code in "abcde")


@given(trees())
def test_path_and_depth_are_the_steps_up(tree: Tree) -> None:
    links = {link.place.code: link for link in tree}
    for code in links:
        assert tree.path(code) == tuple(reversed(up(links, code)))
        assert tree.depth(code) == len(up(links, code)) - 1


@given(trees())
def test_below_a_place_is_everybody_whose_path_has_it(tree: Tree) -> None:
    links = {link.place.code: link for link in tree}
    for code in links:
        found = list(tree.below(code))
        assert sorted(found) == sorted(other for other in links if code in up(links, other))
        assert all(
            found.index(str(links[other].parent)) < found.index(other) for other in found[1:]
        )


@given(trees())
def test_children_are_those_one_step_below(tree: Tree) -> None:
    for link in tree:
        found = sorted(tree.children(link.place.code))
        assert found == sorted(
            other.place.code for other in tree if other.parent == link.place.code
        )


@given(trees())
def test_deepest_first_names_everybody_after_all_below(tree: Tree) -> None:
    order = tree.deepest_first()
    assert sorted(order) == sorted(link.place.code for link in tree)
    for code in order:
        assert all(order.index(other) <= order.index(code) for other in tree.below(code))


@given(trees(), st.randoms(use_true_random=False))
def test_the_order_of_links_is_irrelevant(tree: Tree, chance: Random) -> None:
    links = list(tree)
    chance.shuffle(links)
    other = Tree(DAY, links)
    assert all(other.path(one.place.code) == tree.path(one.place.code) for one in links)


@given(trees(), st.data())
def test_any_circle_is_refused_and_shown(tree: Tree, data: st.DataObject) -> None:
    top = data.draw(st.sampled_from(sorted(link.place.code for link in tree)))
    bottom = data.draw(st.sampled_from(sorted(tree.below(top))))
    links = [Link(one.place, bottom if one.place.code == top else one.parent) for one in tree]
    with pytest.raises(Refused) as refused:
        Tree(DAY, links)
    circle = str(refused.value.values["path"]).split(" → ")
    assert circle[0] == circle[-1]
    assert set(circle) == set(tree.path(bottom)) - set(tree.path(top)[:-1])


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.integers(0, 500))
def test_the_shares_of_a_split_are_all_of_it(weights: list[int], size: int) -> None:
    old = PlaceId("old")
    edges = tuple(Edge(old, PlaceId(f"n{n}"), weight) for n, weight in enumerate(weights))
    split = Succession(Event.SPLIT, DAY, "NQ", edges, {old: sum(weights)})
    assert split.shares(old) == edges
    assume(size != sum(weights))
    with pytest.raises(Refused, match=f"add up to {sum(weights)} and must be {size}"):
        Succession(Event.SPLIT, DAY, "NQ", edges, {old: size})
