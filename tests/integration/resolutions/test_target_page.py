"""The page of one target: months, places below as far as a reader may see, words of bodies."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.support.cards import DAY, FEBRUARY, Year
from vedich.apps.journal.actions import move_day
from vedich.apps.resolutions import queries
from vedich.apps.resolutions.target_page import TargetPage
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


def page(year: Year, number: int = 1, who: str = "secretary", day: date = DAY) -> TargetPage:
    by = year.district.actor(who)
    return queries.target_page(year.resolution, number, by=by, day=day, language="vi")


def test_months_that_are_over_have_both_numbers_and_all_have_a_path(year: Year) -> None:
    months = page(year).months
    assert [(one.verified, one.reported) for one in months[:3]] == [
        ("22,0", "30,0"),
        ("—", "33,5"),
        ("", ""),
    ]
    assert (months[5].path, months[11].path) == ("21,0", "42,0")


def test_a_month_without_a_report_is_no_zero(year: Year) -> None:
    assert [one.reported for one in page(year, 2).months[:2]] == ["—", "45,0"]


def test_missing_places_come_first_and_say_what_waits(year: Year) -> None:
    told = [
        (one.name, one.verified, one.reported, one.waiting, one.places) for one in page(year).places
    ]
    assert told == [("Xã A", "22,0", "25,5", "3,5", "1/3"), ("Xã B", "—", "8,0", "8,0", "0/3")]


def test_what_waits_of_a_rate_is_no_difference(year: Year) -> None:
    assert [one.waiting for one in page(year, 2).places] == ["", ""]
    assert [(one.name, one.waits) for one in page(year, 2).places] == [
        ("Xã B", True),
        ("Xã A", False),
    ]


def test_a_place_that_owes_nothing_is_not_listed(year: Year) -> None:
    assert page(year, 3).places == ()


def test_words_travel_with_the_figure(year: Year) -> None:
    (words,) = page(year).words
    assert (words.body, words.place, words.why, words.request) == (
        "Chi bộ Ấp A1",
        "Xã A",
        "Thiếu đá.",
        "Xin ứng vốn.",
    )


def test_an_official_sees_his_own_commune_and_is_told_whom_to_ask(year: Year) -> None:
    mine, other = page(year, who="official"), page(year, who="official_b")
    assert [one.code for one in mine.places] == ["901"]
    assert "Xã B" in mine.hidden
    assert "hãy hỏi" in mine.hidden
    assert [one.code for one in other.places] == ["902"]
    assert other.words == ()


def test_the_agency_sees_no_place_below(year: Year) -> None:
    told = page(year, who="agency")
    assert told.places == ()
    assert told.hidden
    assert told.row.verified == "22,0"


def test_who_sees_all_is_told_nothing(year: Year) -> None:
    assert page(year).hidden == ""


def test_nobody_without_a_post_sees_it(year: Year) -> None:
    with pytest.raises(NotPermitted):
        page(year, who="outsider")


def test_there_is_no_target_without_its_number(year: Year) -> None:
    with pytest.RaisesExc(Refused, check=lambda error: error.code == "scorecard.no_target"):
        page(year, 99)


def test_the_number_of_queries_is_fixed(year: Year, django_assert_num_queries: object) -> None:
    by = year.district.actor("secretary")
    with django_assert_num_queries(8):  # type: ignore[operator]
        queries.target_page(year.resolution, 1, by=by, day=DAY, language="vi")


@pytest.fixture
def browser(client: Client, year: Year) -> Client:
    move_day(to=DAY, by=None, at=year.district.at)
    client.force_login(year.district.people["secretary"])
    return client


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (1, "=Đường ấp: 22,0 km, kế hoạch 42,0 km"),
        (5, "Có kế hoạch: có, đã đạt kế hoạch"),
        (7, "Thu nhập bình quân: đã báo cáo 29,6 triệu đồng, chưa số nào được kiểm chứng"),
    ],
)
def test_the_heading_says_how_it_stands(
    browser: Client, year: Year, number: int, heading: str
) -> None:
    told = browser.get(f"/nq/{year.resolution}/chi-tieu/{number}").content.decode()
    assert f"<h1>{heading}</h1>" in told.replace("\n", "")


@pytest.mark.parametrize("number", range(1, 8))
def test_every_kind_has_a_page_in_both_languages(browser: Client, year: Year, number: int) -> None:
    for language in ("vi", "en"):
        answer = browser.get(f"/nq/{year.resolution}/chi-tieu/{number}?lang={language}")
        assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    for vietnamese in ("Đã kiểm", "Từng tháng", "Phụ trách", "lộ trình", "Chỉ số"):
        assert vietnamese not in main


def test_the_page_links_to_the_passports(browser: Client, year: Year) -> None:
    told = browser.get(f"/nq/{year.resolution}/chi-tieu/1").content.decode()
    assert f"/nq/{year.resolution}/chi-tieu/1/ho-chieu?noi=901" in told


def test_the_actual_that_replaces_a_word_takes_the_word_away(year: Year) -> None:
    year.send(year.new(1, "A1", FEBRUARY, 40, reason="Đo lại"))
    assert page(year).words == ()
