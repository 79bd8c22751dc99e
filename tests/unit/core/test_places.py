"""The dated tree: who a place is, where it stands on a day, and what became of it."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.errors import Refused
from vedich.core.places import ALWAYS, Book, Edge, Event, Link, PlaceId, Succession, Tree


DAY = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)


def link(
    code: str, parent: str | None = None, start: date = ALWAYS, until: date | None = None
) -> Link:
    return Link(PlaceId(code, start), parent, start, until)


# A district with two communes; a cell passes from one to the other on DAY.
BOOK = Book(
    [
        link("cell", "B", DAY),
        link("A", "district"),
        link("cell", "A", until=DAY),
        link("B", "district"),
        link("district"),
    ]
)
TREE = BOOK.tree(BEFORE)


def test_a_place_is_its_code_since_a_day() -> None:
    assert str(PlaceId("07")) == "07"
    assert str(PlaceId("07", DAY)) == "07@2025-07-01"
    assert PlaceId("07") != PlaceId("07", DAY)


def test_a_link_stands_from_its_first_day_until_before_the_last() -> None:
    one = link("A", start=BEFORE, until=DAY)
    assert [one.stands(day) for day in (date(2025, 6, 29), BEFORE, DAY)] == [False, True, False]


def test_a_link_without_end_stands_for_ever() -> None:
    assert link("A").stands(date.min)
    assert link("A").stands(date.max)


def test_a_link_ends_after_it_starts() -> None:
    with pytest.raises(Refused) as refused:
        link("A", start=DAY, until=DAY)
    assert refused.value.values == {"code": "A", "last": BEFORE, "start": DAY}


def test_a_link_that_ends_before_all_days_is_refused_too() -> None:
    with pytest.raises(Refused, match="The last day 0001-01-01 of place “A”"):
        link("A", until=ALWAYS)


def test_the_book_knows_every_code_and_link() -> None:
    assert set(BOOK.codes()) == {"cell", "A", "B", "district"}
    assert len(list(BOOK)) == 5


def test_links_of_a_code_come_oldest_first() -> None:
    assert [one.parent for one in BOOK.links("cell")] == ["A", "B"]
    assert BOOK.links("nobody") == ()


def test_a_code_is_asked_with_a_day() -> None:
    found = [BOOK.on("cell", day) for day in (BEFORE, DAY)]
    assert [one.parent for one in found if one] == ["A", "B"]
    assert BOOK.on("nobody", DAY) is None


@pytest.mark.parametrize("until", [None, date(2025, 7, 2)])
def test_a_code_means_one_place_a_day(until: date | None) -> None:
    with pytest.raises(Refused) as refused:
        Book([link("A", start=DAY), link("A", until=until)])
    assert refused.value.values == {"code": "A", "day": DAY}


def test_a_code_may_be_used_again_the_day_after() -> None:
    assert len(list(Book([link("A", start=DAY), link("A", until=DAY)]))) == 2


def test_the_tree_of_a_day_holds_the_links_in_force() -> None:
    assert len(TREE) == 4
    assert TREE["cell"].parent == "A"
    assert BOOK.tree(DAY)["cell"].parent == "B"


def test_a_place_stands_only_as_itself() -> None:
    assert PlaceId("cell") in TREE
    assert PlaceId("cell", DAY) not in TREE
    assert PlaceId("nobody") not in TREE


def test_the_tree_answers_up_and_down() -> None:
    assert TREE.path("cell") == ("district", "A", "cell")
    assert TREE.depth("cell") == 2
    assert sorted(TREE.children("district")) == ["A", "B"]
    assert list(TREE.children("cell")) == []


def test_parents_come_before_children_below_a_place() -> None:
    assert list(TREE.below("district")) == ["district", "A", "B", "cell"]
    assert list(TREE.below("A")) == ["A", "cell"]


def test_children_come_before_parents_on_the_way_up() -> None:
    assert TREE.deepest_first()[0] == "cell"
    assert TREE.deepest_first()[-1] == "district"


def test_several_roots_are_allowed() -> None:
    two = Tree(DAY, [link("A"), link("B")])
    assert [two.depth(code) for code in ("A", "B")] == [0, 0]


def test_an_empty_tree_is_a_tree() -> None:
    assert list(Tree(DAY, [])) == []


def test_nobody_stands_nowhere() -> None:
    with pytest.raises(Refused) as refused:
        TREE["nobody"]
    assert refused.value.values == {"code": "nobody", "day": BEFORE}


@pytest.mark.parametrize("question", ["depth", "children", "path", "below"])
def test_nothing_is_said_of_a_place_that_does_not_stand(question: str) -> None:
    with pytest.raises(Refused, match="No place has the code “nobody”"):
        list(getattr(TREE, question)("nobody"))


def test_a_parent_stands_on_the_day() -> None:
    with pytest.raises(Refused) as refused:
        Book([link("A", "gone"), link("gone", until=DAY)]).tree(DAY)
    assert refused.value.code == "place.no_parent"


def test_a_circle_is_refused_and_shown() -> None:
    links = [link("below", "A"), link("A", "B"), link("B", "C"), link("C", "A"), link("root")]
    with pytest.raises(Refused) as refused:
        Tree(DAY, links)
    assert (refused.value.code, refused.value.values["path"]) == ("place.circle", "A → B → C → A")


def test_a_place_below_itself_is_a_circle() -> None:
    with pytest.raises(Refused, match="A → A"):
        Tree(DAY, [link("A", "A")])


OLD, NORTH, SOUTH = PlaceId("old"), PlaceId("north", DAY), PlaceId("south", DAY)
SHARES = (Edge(OLD, SOUTH, 40), Edge(OLD, NORTH, 60))


def test_a_split_knows_where_the_shares_went() -> None:
    split = Succession(Event.SPLIT, DAY, "NQ 1", SHARES, {OLD: 100})
    assert split.shares(OLD) == SHARES
    assert split.shares(NORTH) == ()


def test_a_merger_knows_whom_it_replaces() -> None:
    edges = (Edge(NORTH, OLD), Edge(SOUTH, OLD))
    merger = Succession(Event.MERGER, DAY, "NQ 2", edges)
    assert merger.predecessors == {OLD: (NORTH, SOUTH)}


@pytest.mark.parametrize(("size", "edges"), [(99, SHARES), (101, SHARES), (1, ())])
def test_no_share_is_lost_or_counted_twice(size: int, edges: tuple[Edge, ...]) -> None:
    with pytest.raises(Refused) as refused:
        Succession(Event.SPLIT, DAY, "NQ 1", edges, {OLD: size})
    assert refused.value.code == "place.bad_share"


@pytest.mark.parametrize("weight", [-1, 10**9 + 1])
def test_a_share_weighs_whole_persons_within_reason(weight: int) -> None:
    with pytest.raises(Refused) as refused:
        Edge(OLD, NORTH, weight)
    assert refused.value.code == "number.not_a_weight"
