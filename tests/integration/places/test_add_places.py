"""Places and bodies are written with a source, by whoever may, and refused in words."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import CELLS, COMMUNES, ROOT, SINCE, SOURCE, District
from vedich.apps.journal.models import Line
from vedich.apps.people.actions import NewPerson, NewPost, add_people
from vedich.apps.people.queries import actor
from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
from vedich.apps.places.models import Body, Place
from vedich.apps.places.models import Link as LinkRow
from vedich.apps.places.queries import on
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted
from vedich.core.places import Link, PlaceId


def link(code: str, parent: str | None, name: str = "Ấp mới") -> NewLink:
    return NewLink(Link(PlaceId(code, SINCE), parent, SINCE, None, name, "hamlet_cell"), "New")


def add(district: District, *links: NewLink, by: str | None = None) -> None:
    giver = district.actor(by) if by else None
    add_links(links=links, source=SOURCE, by=giver, at=district.at, on_day=district.day)


def test_a_place_stands_under_its_parent_and_speaks_two_languages(district: District) -> None:
    add(district, link("901-04", COMMUNES["A"]))
    spot = district.spot("901-04")
    assert spot.path[:-1] == district.spot("A").path
    assert (spot.say("vi"), spot.say("en")) == ("Ấp mới", "New")
    assert district.spot("A1").say("en") == "Ấp A1"


def test_the_source_and_the_count_are_in_the_journal(district: District) -> None:
    add(district, link("901-04", COMMUNES["A"]), link("901-05", COMMUNES["A"]))
    line = Line.objects.filter(action="places.add_links").latest("sequence")
    assert f'"count":2,"source":"{SOURCE}"' in line.text


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (link("901-04", "999"), "place.no_parent"),
        (link(CELLS["A1"], COMMUNES["B"]), "place.overlaps"),
        (link("901-04", "901-04"), "place.circle"),
    ],
)
def test_a_tree_that_cannot_stand_is_refused_and_nothing_is_written(
    district: District, new: NewLink, code: str
) -> None:
    before = LinkRow.objects.count(), Place.objects.count()
    with pytest.raises(Refused) as refused:
        add(district, new)
    assert refused.value.code == code
    assert (LinkRow.objects.count(), Place.objects.count()) == before


@pytest.mark.parametrize("by", ["secretary", "clerk", "official", "outsider"])
def test_the_tree_is_written_by_nobody_but_whoever_looks_after_it(
    district: District, by: str
) -> None:
    with pytest.raises(NotPermitted):
        add(district, link("901-04", COMMUNES["A"]), by=by)


def test_an_administrator_writes_within_his_place_and_not_beside_it(district: District) -> None:
    add(district, link("901-04", COMMUNES["A"]), by="administrator")
    with pytest.raises(NotPermitted):
        add(district, link("950", None), by="administrator")


def test_nobody_takes_over_a_place_that_stands_where_he_has_no_right(district: District) -> None:
    of_a = NewPost("administrator", "Quản trị Xã A", Place.objects.get(code="901"), SINCE)
    (person,) = add_people(
        people=[NewPerson("a", "Quản trị A", (of_a,))],
        by=None,
        at=district.at,
        on_day=district.day,
    )
    moved = link("902-01", COMMUNES["A"])
    with pytest.raises(NotPermitted):
        add_links(
            links=[moved],
            source="x",
            by=actor(person, district.day),
            at=district.at,
            on_day=district.day,
        )


def test_a_body_belongs_to_a_place_that_stands(district: District) -> None:
    with pytest.raises(Refused) as refused:
        add_bodies(
            bodies=[NewBody("x", "999", "hamlet_cell", "Chi bộ X")],
            by=None,
            at=district.at,
            on_day=district.day,
        )
    assert refused.value.code == "place.unknown"
    assert not Body.objects.filter(code="x").exists()


def test_children_come_in_vietnamese_order_and_parents_first(district: District) -> None:
    tree = on(district.day)
    root = district.place("root")
    assert [spot.name for spot in tree.children(root)] == ["Xã A", "Xã B"]
    codes = [spot.code for spot in tree.below(root)]
    assert codes[0] == ROOT
    assert codes.index(COMMUNES["B"]) < codes.index(CELLS["A1"])
    assert len(codes) == 9


def test_a_place_that_does_not_stand_is_refused_by_its_key(district: District) -> None:
    with pytest.raises(Refused) as refused:
        on(date(2019, 12, 31))[district.place("A1")]
    assert refused.value.code == "place.unknown"
