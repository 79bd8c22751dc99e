"""The monthly form in a real browser of a phone's size: type, send, and see the district move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cast import District, make_district
from tests.support.looks import fits, measured
from tests.support.return_pages import BACKEND
from tests.support.returns import MEMBERS, ROAD, WATER, Office, make_office
from vedich.core.needs import State


CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # its driver runs an event loop in this thread; Django would refuse the database there
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def office(browser: Browser, transactional_db: None) -> Office:
    made = make_office(make_district(), 5, 6)
    made.send("A1", 5)
    made.send("A2", changed={WATER: (1200, 2400)})
    return made


def signed_in(context: BrowserContext, district: District, name: str, server: str) -> Page:
    """A page of the person, with the session that signing in would make."""
    person = district.people[name]
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": server}]
    )
    return context.new_page()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_figure_typed_on_a_phone_moves_the_district(
    office: Office, browser: Browser, live_server: object, script: bool
) -> None:
    server = str(live_server)
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="vi-VN"
    )
    page = signed_in(context, office.district, "cell_secretary", server)
    page.goto(f"{server}/bao-cao")
    page.get_by_role("link", name="Báo cáo tháng 6/2022").click()

    box = {code: page.locator(f"#p{office.indicators[code].pk}") for code in (WATER, ROAD, MEMBERS)}
    assert fits(page)
    assert box[WATER].bounding_box()["height"] >= 64  # type: ignore[index]
    box[WATER].fill("170")
    # Enter goes on or does nothing, but it sends nothing
    box[WATER].press("Enter")
    assert page.url.endswith(f"/bao-cao/{office.of('A1').pk}")
    box[ROAD].fill(",06")
    box[MEMBERS].fill("1")
    page.get_by_role("button", name="Xem lại và gửi").click()

    page.get_by_text("0,06 km").wait_for()
    page.wait_for_load_state()
    for tick in page.get_by_label("Đúng vậy").all():
        tick.check()
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("heading", name="Đã gửi báo cáo").wait_for()
    expect(page.get_by_text("Huyện Mẫu: 57,7 → 59,8 %")).to_be_visible()
    assert office.state("A1") is State.SUBMITTED

    # pressed again from the page before: the same result, nothing twice
    page.go_back()
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_role("heading", name="Đã gửi báo cáo").wait_for()
    assert office.of("A1").round == 1
    context.close()


def test_large_text_needs_no_sideways_scrolling(
    office: Office, browser: Browser, live_server: object
) -> None:
    server = str(live_server)
    # 200 % on a phone: half the width to lay out in
    context = browser.new_context(viewport={"width": 195, "height": 422}, locale="vi-VN")
    page = signed_in(context, office.district, "cell_secretary", server)
    page.goto(f"{server}/bao-cao/{office.of('A1').pk}")
    assert measured(page, "document.documentElement.scrollWidth") <= 195 * 1.65
    context.close()


def test_the_checkers_keys_only_press_the_buttons(
    office: Office, browser: Browser, live_server: object
) -> None:
    server = str(live_server)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    odd = {WATER: {"part": 1600, "whole": 2000, "confirmed": ("whole_fell",)}}
    office.send("A1", changed=odd)
    page = signed_in(context, office.district, "official_2", server)
    page.goto(f"{server}/kiem-so?noi={office.district.place('A')}&ky=2022-06&xem=la")
    page.keyboard.press("r")
    page.keyboard.type("a")
    assert page.locator("textarea:focus").input_value() == "a"
    assert not office.figure("A1", WATER).verified
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.get_by_text("Đã nhận số đó.").wait_for()
    assert office.figure("A1", WATER).verified
    context.close()
