"""The home page: what needs whom, worst first, and how the year stands."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import District
from tests.support.cards import JANUARY, Year
from tests.support.cards import year as year
from tests.support.returns import Office, make_office
from vedich.apps.desk.opening import next_return, to_open
from vedich.apps.desk.queries import Home, home
from vedich.apps.desk.sections import SECTIONS
from vedich.core.errors import LANGUAGES


pytestmark = pytest.mark.django_db


def of(name: str, district: District) -> Home:
    return home(district.actor(name), district.day, "vi")


@pytest.fixture
def office(district: District) -> Office:
    """Six months are open, A1 has sent June, nobody else has sent anything."""
    made = make_office(district, 6)
    made.send("A1")
    return made


def test_who_leads_sees_targets_behind_their_path_the_worst_first(year: Year) -> None:
    year.uncheck(year.figure(1, "A1", JANUARY), by="official")
    found = of("secretary", year.district)
    assert found.card is not None
    keys = [section.key for section in found.sections]
    assert keys == sorted(keys, key=SECTIONS.index)
    rows = [item for section in found.sections for item in section.items if item.kind == "target"]
    looks = [item.look for item in rows]
    assert looks == sorted(looks, key=("off", "risk").index)
    first = rows[0]
    assert first.title
    assert first.link.startswith(f"/nq/{year.resolution}/chi-tieu/")
    assert first.bullet


def test_the_waffle_has_every_target_once_under_its_prong(year: Year) -> None:
    found = of("secretary", year.district)
    numbers = [row.number for prong in found.prongs for row in prong.rows]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6, 7]
    assert sum(count for _, count in found.totals) == 7
    assert found.card is not None
    assert found.card.head.last == (20, 25)


def test_whoever_has_no_post_sees_no_targets(year: Year) -> None:
    found = of("outsider", year.district)
    assert (found.card, found.sections, found.prongs) == (None, (), ())


def test_without_a_resolution_the_page_says_when_to_come_back(district: District) -> None:
    found = of("secretary", district)
    assert found.card is None
    assert found.count == 0
    assert (found.opens, found.due) == (date(2022, 7, 25), date(2022, 8, 5))


def test_a_checker_sees_what_waits_for_his_check_and_who_is_late(office: Office) -> None:
    found = of("official_2", office.district)
    sections = {section.key: section.items for section in found.sections}
    assert [item.kind for item in sections["check"]] == ["figures.check"]
    (unsent,) = found.unsent
    assert {row.body for row in unsent.rows} == {"Chi bộ Ấp A2", "Chi bộ Ấp A3"}
    assert unsent.latest == 4


def test_a_return_to_send_is_overdue_after_its_day(office: Office) -> None:
    found = of("agency", office.district)
    (section,) = found.sections
    assert section.key == "send"
    (item,) = section.items
    assert (item.kind, item.late, item.due) == ("return.send", True, date(2022, 7, 5))


def test_only_a_cell_secretary_gets_large_rows(office: Office) -> None:
    large = {name for name in office.district.people if of(name, office.district).large}
    assert large == {"cell_secretary", "cell_secretary_2", "cell_secretary_b"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_home_can_be_drawn(office: Office, client: Client, language: str) -> None:
    for person in office.district.people.values():
        client.force_login(person)
        response = client.get("/", {"lang": language})
        assert response.status_code == 200
        assert response.content.decode().count("<h1") == 1


def test_the_page_of_a_leader_links_every_target(year: Year, client: Client) -> None:
    client.force_login(year.district.people["secretary"])
    page = client.get("/").content.decode()
    for number in range(1, 8):
        assert f'href="/nq/{year.resolution}/chi-tieu/{number}"' in page


def test_a_month_is_opened_on_its_twenty_fifth_day_and_once(office: Office) -> None:
    office.open(*range(1, 6))
    assert list(to_open(date(2022, 7, 24))) == []
    assert [str(period) for period in to_open(date(2022, 7, 25))] == ["2022-07"]
    office.open(7)
    assert list(to_open(date(2022, 7, 26))) == []


def test_the_next_return_is_that_of_the_month_going_on() -> None:
    period, opens, due = next_return(date(2022, 9, 30))
    assert str(period) == "2022-09"
    assert (opens, due) == (date(2022, 9, 25), date(2022, 10, 5))
