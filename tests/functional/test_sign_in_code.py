"""On a phone: the office issues a code, its holder sets a password by it, and is told who did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.conftest import PHONE, Site
from tests.support.looks import fits


NAME = "28870-01"
PASSWORD = "bến nước cây đa 7"


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The telephone of somebody else."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    yield context.new_page()
    context.close()


def issued(site: Site, office: Page) -> str:
    """A code from the page of the person, by the administrator."""
    site.enter(office, "Người quản trị", f"/nguoi?q={quote(NAME)}")
    assert fits(office)
    office.locator("table a.row").click()
    assert fits(office)
    office.locator("button[value=code]").click()
    text = office.locator(".codebox .code").inner_text()
    assert re.fullmatch(r"[3-9A-Y]{4}-[3-9A-Y]{4}", text)
    return text


def test_a_code_from_the_office_lets_somebody_in_on_a_phone(
    site: Site, phone: Page, other: Page
) -> None:
    code = issued(site, other)
    phone.goto(f"{site.address}/vao")
    phone.get_by_text("Tôi có mã").click()
    phone.fill("#username", NAME)
    phone.fill("#code", code.lower().replace("-", " "))
    phone.fill("#password", "ngắn")
    phone.fill("#again", "ngắn")
    phone.locator("form.sign button").click()
    assert "cần ít nhất 10" in phone.locator("#password-error").inner_text()
    assert phone.input_value("#code") == code.lower().replace("-", " ")
    assert fits(phone)
    phone.fill("#password", PASSWORD)
    phone.fill("#again", PASSWORD)
    phone.locator("form.sign button").click()
    told = phone.locator("[role=status]").first.inner_text()
    assert "Đã có người cấp mã" in told
    assert "Người quản trị" in told
    assert fits(phone)
    phone.goto(f"{site.address}/them")
    assert "Đã có người cấp mã" not in phone.locator("main").inner_text()


def test_the_square_of_a_slip_fills_the_form_and_leaves_no_code_in_the_address(
    site: Site, phone: Page, other: Page
) -> None:
    code = issued(site, other)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{site.address}/vao/ma#ten={NAME}&ma={code}")
    phone.wait_for_function("document.getElementById('code').value !== ''")
    assert (phone.input_value("#username"), phone.input_value("#code")) == (NAME, code)
    assert code not in phone.url
    assert not any(code in address for address in asked)
