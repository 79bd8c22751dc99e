"""A sample's day moves on by itself only when somebody says so, and a real one never."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.cast import District
from tests.support.returns import Office, make_office
from vedich.apps.desk import actions
from vedich.apps.journal.actions import move_day
from vedich.apps.journal.models import Register
from vedich.apps.journal.queries import audit, pinned_day
from vedich.apps.returns.models import Return
from vedich.core.errors import Refused


pytestmark = pytest.mark.django_db


@pytest.fixture
def office(district: District) -> Office:
    return make_office(district, 6)


def next_day(office: Office, day: date) -> date:
    return actions.move_day(by=None, at=office.district.at, on_day=day)


def test_the_day_moves_by_one(office: Office) -> None:
    assert next_day(office, office.district.day) == date(2022, 7, 12)
    assert pinned_day() == date(2022, 7, 12)


def test_on_the_day_a_month_is_due_to_open_its_returns_are_there(office: Office) -> None:
    july = Return.objects.filter(first=2022 * 12 + 6)
    move_day(to=date(2022, 7, 23), by=None, at=office.district.at)
    next_day(office, date(2022, 7, 23))
    assert not july.exists()
    next_day(office, date(2022, 7, 24))
    assert july.count() == 9
    next_day(office, date(2022, 7, 25))
    assert july.count() == 9
    assert audit().broken is None


def test_anybody_may_press_the_button_of_a_sample(office: Office, client: Client) -> None:
    response = client.post("/ngay", {"ngay": "2022-07-12"})
    assert (response.status_code, response.headers["Location"]) == (302, "/xem-thu")
    assert pinned_day() == date(2022, 7, 12)


def test_the_button_pressed_twice_moves_one_day(office: Office, client: Client) -> None:
    for _ in range(2):
        client.post("/ngay", {"ngay": "2022-07-12"})
    assert pinned_day() == date(2022, 7, 12)


@pytest.mark.parametrize("address", ["/ngay", "/lam-lai"])
def test_a_real_database_has_no_such_button(office: Office, client: Client, address: str) -> None:
    Register.objects.update(sample=False, day=None)
    tomorrow = office.district.day + timedelta(days=1)
    assert client.post(address, {"ngay": tomorrow.isoformat()}).status_code == 404
    assert Return.objects.exists()


@pytest.mark.parametrize("address", ["/ngay", "/lam-lai"])
def test_a_link_cannot_press_a_button(office: Office, client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


def test_a_real_database_is_never_swept_away(office: Office) -> None:
    Register.objects.update(sample=False, day=None)
    with pytest.raises(Refused) as refused:
        actions.rebuild_sample(chance=None, step=None)  # type: ignore[arg-type]
    assert refused.value.code == "desk.not_sample"
    assert Return.objects.exists()
