"""Who is asked: kinds of body, one agency, or what the shipped catalogue says."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.apps.places.models import Body
from vedich.apps.resolutions.reporters import AskedBodies


DAY = date(2022, 7, 11)
BODIES = AskedBodies(
    1,
    tuple(
        Body(pk=pk, place_id=pk, kind=kind, code=code, name=code, inner=inner)
        for pk, kind, code, inner in [
            (1, "district_agency", "phong-a", True),
            (2, "district_agency", "phong-b", True),
            (3, "hamlet_cell", "cb-1", False),
            (4, "hamlet_cell", "cb-2", False),
            (5, "commune_office", "vp", False),
        ]
    ),
)


@pytest.mark.parametrize(
    ("reporters", "codes"),
    [
        (("hamlet_cell",), ["cb-1", "cb-2"]),
        (("body:phong-b",), ["phong-b"]),
        (("commune_office", "body:phong-a", "hamlet_cell"), ["phong-a", "cb-1", "cb-2", "vp"]),
        ((), []),
        (("body:gone", "town_office"), []),
    ],
)
def test_the_bodies_chosen(reporters: tuple[str, ...], codes: list[str]) -> None:
    assert [one.code for one in BODIES.chosen(reporters)] == codes


def test_agencies_are_named_one_by_one_and_the_rest_by_kind() -> None:
    assert BODIES.kinds() == {"hamlet_cell": 2, "commune_office": 1}
    assert [one.code for one in BODIES.agencies()] == ["phong-a", "phong-b"]


@pytest.mark.parametrize(
    ("indicator", "owner", "reporters"),
    [
        ("ho_dung_nuoc_sach", "body:phong-a", ("hamlet_cell",)),
        ("thu_ngan_sach", "body:phong-a", ("body:phong-a",)),
        ("thu_ngan_sach", "body:vp", ()),
        ("khong_co", "body:phong-a", ()),
    ],
)
def test_the_catalogue_says_who_usually_reports(
    indicator: str, owner: str, reporters: tuple[str, ...]
) -> None:
    assert BODIES.usual(indicator, owner, DAY) == reporters
