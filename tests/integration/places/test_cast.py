"""The small district that tests play with stands as its table says."""

from __future__ import annotations

from tests.cast import District
from vedich.apps.places.queries import body_path, on
from vedich.core.permits import Locus
from vedich.rulebook.permits import may


def test_a_cell_stands_under_its_commune_and_the_district(district: District) -> None:
    assert district.spot("A1").path == ("900@2020-01-01", "901@2020-01-01", "901-01@2020-01-01")


def test_an_agency_is_one_step_below_its_place(district: District) -> None:
    path = body_path(district.body("agency"), on(district.day))
    assert path == ("900@2020-01-01", "body:phong-a")
    officer = district.actor("agency")
    assert may(officer, "returns.send", Locus(path), on=district.day)
    assert not may(officer, "returns.send", Locus(path[:1]), on=district.day)


def test_the_outsider_holds_no_post(district: District) -> None:
    assert district.actor("outsider").posts == ()
