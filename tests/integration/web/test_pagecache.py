"""Kept pages are answered without being made again, and are never stale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from tests.cast import District
from vedich.apps.journal.actions import move_day, recording
from vedich.apps.people.actions import choose_settings
from vedich.apps.people.doors import SIGNED_IN, Visit, door, kept
from vedich.apps.people.models import Post
from vedich.web.pagecache import shelf
from vedich.web.urls import urlpatterns as real_pages


made: list[str] = []
"""Which pages were really made, in order."""


def _page(visit: Visit, name: str) -> HttpResponse:
    made.append(name)
    posts = ", ".join(post.role for post in visit.actor.posts)
    shown = {"reason": f"{visit.day} {posts} {visit.state}", "code": name}
    return render(visit, "faults/refused.html", shown)


@kept()
@door(SIGNED_IN)
def whole(visit: Visit) -> HttpResponse:
    """Follows from everything."""
    return _page(visit, "whole")


def _place(place: str) -> str:
    return place


@kept(place=_place)
@door(SIGNED_IN)
def local(visit: Visit, place: str) -> HttpResponse:
    """Follows from one place."""
    return _page(visit, place)


@door(SIGNED_IN)
def never(visit: Visit) -> HttpResponse:
    """Is made every time."""
    return _page(visit, "never")


urlpatterns = [
    *real_pages,
    path("whole", whole),
    path("never", never),
    path("local/<str:place>", local),
]


@pytest.fixture
def browser(clerk: Client, settings: Settings) -> Iterator[Client]:
    settings.ROOT_URLCONF = __name__
    settings.PAGE_CACHE = 4
    shelf.clear()
    # the first page brings the cookie that forms need
    clerk.get("/them")
    made.clear()
    yield clerk
    shelf.clear()


def times(browser: Client, address: str = "/whole", **headers: str) -> int:
    """How often the page is made when it is asked for once more."""
    before = len(made)
    assert browser.get(address, headers=headers).status_code in (200, 304)
    return len(made) - before


def write(district: District, *where: str) -> None:
    """A write at these places, as every action makes it."""
    with recording(by=district.actor("clerk"), at=district.at) as ledger:
        ledger.note("test.write", "test", tuple(district.spot(one).reference for one in where))


def test_the_second_time_a_page_is_not_made_again(browser: Client) -> None:
    assert (times(browser), times(browser)) == (1, 0)


def test_the_kept_page_is_the_page(browser: Client) -> None:
    first, second = browser.get("/whole"), browser.get("/whole")
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert second["Cache-Control"] == "private, no-cache"
    assert second["Content-Type"] == first["Content-Type"]


def test_a_browser_that_has_it_gets_three_letters(browser: Client) -> None:
    tag = browser.get("/whole")["ETag"]
    shelf.clear()
    answer = browser.get("/whole", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content, len(made)) == (304, b"", 1)
    assert answer["ETag"] == tag


def test_a_write_anywhere_makes_it_anew(browser: Client, district: District) -> None:
    times(browser)
    tag = browser.get("/whole")["ETag"]
    write(district, "root", "B")
    answer = browser.get("/whole", headers={"if-none-match": tag})
    assert (answer.status_code, len(made)) == (200, 2)


def test_a_local_page_changes_with_its_place_and_below_only(
    browser: Client, district: District
) -> None:
    here = f"/local/{district.spot('A').reference}"
    assert times(browser, here) == 1
    write(district, "root", "B", "B1")
    assert times(browser, here) == 0
    write(district, "root", "A", "A1")
    assert times(browser, here) == 1


def test_a_new_right_makes_it_anew(browser: Client, district: District) -> None:
    times(browser)
    # without any journal line: even then the page of yesterday's rights is not shown
    Post.objects.create(
        person=district.people["clerk"],
        role="supervisor",
        title="Giám sát",
        place_id=district.place("root"),
        held_from=date(2021, 1, 1),
    )
    assert "supervisor" in browser.get("/whole").content.decode()


def test_a_right_that_ends_makes_it_anew(browser: Client, district: District) -> None:
    times(browser)
    Post.objects.filter(person=district.people["clerk"]).update(held_until=date(2022, 7, 1))
    assert times(browser) == 1


def test_another_language_makes_it_anew_and_both_are_kept(browser: Client) -> None:
    times(browser)
    browser.get("/them?lang=en")
    answer = browser.get("/whole").content.decode()
    assert '<html lang="en"' in answer
    assert "Not done" in answer
    browser.get("/them?lang=vi")
    assert times(browser) == 0


def test_a_page_asked_for_in_a_language_sets_it_and_is_not_kept(browser: Client) -> None:
    assert (times(browser, "/whole?lang=en"), times(browser, "/whole?lang=en")) == (1, 1)


def test_another_text_size_makes_it_anew(browser: Client, district: District) -> None:
    times(browser)
    choose_settings(language="vi", text_size="lon", by=district.actor("clerk"), at=district.at)
    assert 'data-size="lon"' in browser.get("/whole").content.decode()


def test_the_next_day_makes_it_anew(browser: Client, district: District) -> None:
    times(browser)
    move_day(to=district.day + timedelta(days=1), by=district.actor("clerk"), at=district.at)
    assert "2022-07-12" in browser.get("/whole").content.decode()


def test_another_hat_makes_it_anew(browser: Client, district: District) -> None:
    post = Post.objects.create(
        person=district.people["clerk"],
        role="supervisor",
        title="Giám sát",
        place_id=district.place("root"),
        held_from=date(2021, 1, 1),
    )
    assert "clerk, " in browser.get("/whole").content.decode().replace(
        "supervisor, clerk", "clerk, s"
    )
    session = browser.session
    session["hat"] = post.reference
    session.save()
    page = browser.get("/whole").content.decode()
    assert "supervisor" in page
    assert "clerk" not in page.split("note off")[1].split("</p>")[0]


def test_another_person_never_sees_it(browser: Client, district: District) -> None:
    mine = browser.get("/whole")
    other = Client()
    other.force_login(district.people["secretary"])
    answer = other.get("/whole", headers={"if-none-match": mine["ETag"]})
    assert answer.status_code == 200
    assert "secretary" in answer.content.decode()


def test_without_a_session_nothing_is_answered_from_the_shelf(browser: Client) -> None:
    tag = browser.get("/whole")["ETag"]
    browser.post("/ra")
    assert browser.get("/whole", headers={"if-none-match": tag}).status_code == 302


def test_another_filter_is_another_page(browser: Client) -> None:
    assert (times(browser, "/whole?mui=1"), times(browser, "/whole?mui=2")) == (1, 1)


def test_a_page_that_is_not_marked_is_made_every_time(browser: Client) -> None:
    assert (times(browser, "/never"), times(browser, "/never")) == (1, 1)


def test_the_shelf_is_bounded_and_the_oldest_goes(browser: Client, settings: Settings) -> None:
    for number in range(5):
        times(browser, f"/whole?n={number}")
    assert times(browser, "/whole?n=4") == 0
    assert times(browser, "/whole?n=0") == 1


def test_a_database_made_anew_with_the_same_versions_is_another_one(
    browser: Client, district: District
) -> None:
    here = f"/local/{district.spot('A').reference}"
    times(browser, here)
    first = browser.get("/whole")["ETag"]
    write(district, "root", "B")
    assert browser.get("/whole")["ETag"] != first
