"""What an office sets: who may, within which bounds, where it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.places.offices import (
    OfficeValues,
    office_above,
    office_of,
    phone_above,
    set_office,
)
from vedich.core.permits import NotPermitted


GOOD = OfficeValues(phone="0275 387 1234", fields=("Kinh tế", " Kinh tế ", "", "Xã hội"))


def put(district: District, to: OfficeValues = GOOD, by: str = "clerk", at: str = "root") -> None:
    set_office(
        place=district.place(at),
        to=to,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )


def test_a_place_without_settings_has_the_shipped_ones(district: District) -> None:
    assert office_of(district.place("root")) == OfficeValues()


def test_what_is_set_is_kept_without_blanks_and_twins(district: District) -> None:
    put(district)
    assert office_of(district.place("root")).fields == ("Kinh tế", "Xã hội")
    assert "Kinh tế | Xã hội" in Line.objects.latest("sequence").text


def test_below_the_nearest_office_counts(district: District) -> None:
    put(district, replace(GOOD, overload=300))
    assert office_above(district.place("A1"), district.day).overload == 300
    spot = district.spot("A1")
    assert phone_above(spot.ids) == "0275 387 1234"


@pytest.mark.parametrize("by", ["official", "secretary", "cell_secretary", "outsider"])
def test_only_the_office_and_administrators_set(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        put(district, by=by)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"answer_days": 0}, "office.not_within"),
        ({"overload": 99}, "office.not_within"),
        ({"on_track": 101}, "office.not_within"),
        ({"on_track": 80, "at_risk": 80}, "office.thresholds"),
        ({"phone": "gọi anh Ba"}, "office.not_a_phone"),
        ({"phone": "123"}, "office.not_a_phone"),
    ],
)
def test_what_cannot_be_set_is_refused(
    district: District, other: dict[str, Any], code: str
) -> None:
    with refused(code):
        put(district, replace(GOOD, **other))


def test_the_page_sets_and_keeps_what_is_wrong(district: District, client: Client) -> None:
    client.force_login(district.people["clerk"])
    data = {
        "phone": "0275 387 1234",
        "fields": "Kinh tế\nXã hội",
        "answer_days": "7",
        "overload": "150",
        "on_track": "95",
        "at_risk": "80",
        "key": "k" * 22,
    }
    assert client.post("/van-phong", data).status_code == 302
    assert office_of(district.place("root")).answer_days == 7
    wrong = client.post("/van-phong", {**data, "overload": "nhiều"})
    assert wrong.status_code == 400
    assert "nhiều" in wrong.content.decode()
    new = client.get("/nq/moi").content.decode()
    assert 'value="95"' in new
    help_page = client.get("/tro-giup/home").content.decode()
    assert "0275 387 1234" in help_page
