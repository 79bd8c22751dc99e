"""Places and bodies entered on day one, and taken out again while nothing hangs on them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import District
from tests.support.refusals import refused
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import on
from vedich.apps.places.settling import (
    NewOrgan,
    NewSpot,
    add_organs,
    add_spots,
    withdraw_organ,
    withdraw_place,
)
from vedich.core.permits import NotPermitted


def said(district: District, by: str = "administrator") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def hamlets(district: District, *names: str) -> list[NewSpot]:
    return [NewSpot(name, "hamlet_cell", district.place("A")) for name in names]


def test_a_place_comes_with_a_code_and_the_body_that_speaks_for_it(district: District) -> None:
    add_spots(spots=hamlets(district, "Ấp Phú Thới", "Ấp Mới"), **said(district))
    spot = on(district.day).by_code("901-04")
    assert spot is not None
    assert spot.name == "Ấp Phú Thới"
    body = Body.objects.get(place=spot.id)
    assert (body.kind, body.name, body.inner) == ("hamlet_cell", "Chi bộ Ấp Phú Thới", False)


def test_a_commune_has_an_office_and_may_bring_its_code(district: District) -> None:
    new = NewSpot("Xã Phú Phụng", "commune", district.place("root"), "28879")
    add_spots(spots=[new], **said(district))
    assert Body.objects.get(place__code="28879").name == "Văn phòng xã Phú Phụng"
    with refused("place.code_taken"):
        add_spots(spots=[new], **said(district))


def test_sent_twice_with_one_key_it_counts_once(district: District) -> None:
    for _ in range(2):
        assert add_spots(spots=hamlets(district, "Ấp Mới"), key="k", **said(district)) == 1
    assert Place.objects.filter(code__startswith="901-").count() == 4


def test_bodies_belong_to_the_place_with_their_group(district: District) -> None:
    new = [NewOrgan("Phòng Nội vụ", "district_agency", "Chính quyền"), NewOrgan("Phòng A", "x")]
    assert add_organs(place=district.place("root"), organs=new, **said(district)) == 2
    row = Body.objects.get(name="Phòng Nội vụ")
    assert (row.block, row.inner, row.code) == ("Chính quyền", True, "900-phong-noi-vu")


def test_what_was_entered_by_mistake_goes_again(district: District) -> None:
    add_spots(spots=hamlets(district, "Ấp Nhầm"), **said(district))
    spot = on(district.day).by_code("901-04")
    assert spot is not None
    withdraw_place(place=spot.id, **said(district))
    assert on(district.day).by_code("901-04") is None
    assert not Body.objects.filter(place=spot.id).exists()
    add_organs(place=district.place("root"), organs=[NewOrgan("Phòng B", "x")], **said(district))
    withdraw_organ(body=Body.objects.get(name="Phòng B").pk, **said(district))
    assert not Body.objects.filter(name="Phòng B").exists()


def test_what_work_hangs_on_stays(district: District) -> None:
    with refused("place.in_use"):
        withdraw_place(place=district.place("A1"), **said(district))
    with refused("place.in_use"):
        withdraw_place(place=district.place("A"), **said(district))
    with refused("place.in_use"):
        withdraw_organ(body=district.body("agency").pk, **said(district))
    with refused("place.not_below"):
        withdraw_place(place=district.place("root"), **said(district))
    with refused("place.not_below"):
        withdraw_organ(body=district.body("A1").pk, **said(district))


def test_only_whoever_enters_places_may(district: District) -> None:
    for name in ("secretary", "clerk", "official", "outsider"):
        with pytest.raises(NotPermitted):
            add_spots(spots=hamlets(district, "Ấp X"), **said(district, name))
        with pytest.raises(NotPermitted):
            add_organs(place=district.place("root"), organs=[], **said(district, name))
        with pytest.raises(NotPermitted):
            withdraw_place(place=district.place("A1"), **said(district, name))
