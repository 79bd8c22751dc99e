"""Periods that are due are opened by the office, from its home page, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import District
from tests.support.returns import make_office
from vedich.apps.desk.actions import open_due
from vedich.apps.desk.opening import to_open
from vedich.apps.desk.queries import home, needs
from vedich.apps.people.models import Person
from vedich.apps.returns.models import Return
from vedich.core.permits import NotPermitted


pytestmark = pytest.mark.django_db

NAMES = tuple(f"tháng {month}/2022" for month in range(1, 7))


@pytest.fixture(autouse=True)
def asked(district: District) -> None:
    """Asks for the whole year are written, and no month is open."""
    make_office(district)


def visitor(client: Client, district: District, name: str) -> Client:
    person = Person.objects.get(pk=int(district.actor(name).person.partition(":")[2]))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def waiting(district: District) -> list[str]:
    return [str(period) for period in to_open(district.day)]


def test_months_gone_by_wait_to_be_opened_and_the_office_is_told(district: District) -> None:
    told = home(district.actor("clerk"), district.day, "vi").to_open
    assert told == NAMES


@pytest.mark.parametrize("name", ["secretary", "official", "cell_secretary", "supervisor"])
def test_nobody_else_is_told(district: District, name: str) -> None:
    assert home(district.actor(name), district.day, "vi").to_open == ()


def test_the_button_opens_them_once(district: District, client: Client) -> None:
    office = visitor(client, district, "clerk")
    page = office.get("/").content.decode()
    assert 'action="/mo-ky"' in page
    for _ in range(2):
        answer = office.post("/mo-ky")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert waiting(district) == []
    made = Return.objects.count()
    assert made > 0
    assert 'action="/mo-ky"' not in office.get("/").content.decode()
    office.post("/mo-ky")
    assert Return.objects.count() == made


def test_a_month_waits_from_the_day_it_may_be_opened(district: District) -> None:
    open_due(by=district.actor("clerk"), at=district.at, on_day=district.day)
    assert list(to_open(date(2022, 7, 24))) == []
    assert [str(period) for period in to_open(date(2022, 7, 25))] == ["2022-07"]


def test_who_has_not_the_right_opens_nothing(district: District) -> None:
    with pytest.raises(NotPermitted):
        open_due(by=district.actor("official"), at=district.at, on_day=district.day)
    assert Return.objects.count() == 0


def test_the_rail_counts_what_the_page_counts(district: District, client: Client) -> None:
    page = visitor(client, district, "clerk").get("/").content.decode()
    told = home(district.actor("clerk"), district.day, "vi").count
    assert told == len(needs(district.actor("clerk"), district.day)) > 0
    assert f'<span class="count hot">{told}<span' in page
