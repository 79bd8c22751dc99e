"""Assignment in a real browser: the phone's list, a table that is pasted, looked at and given."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.conftest import Site
from tests.support.looks import fits


SECRETARY = "Bí thư Huyện ủy"
TABLE = (
    "TT\tNội dung\tChủ trì\tThời gian\tNgười\n"
    "1\tNối nước sạch cho 12 hộ\tTrạm cấp nước\t31/9/2022\tNgười không có\n"
)


def test_a_phone_opens_on_what_needs_action_and_shows_the_grid_when_asked(
    site: Site, phone: Page
) -> None:
    site.enter(phone, SECRETARY, "/phan-cong")
    expect(phone.locator(".todo li").first).to_be_visible()
    expect(phone.locator(".mx")).to_be_hidden()
    assert fits(phone)
    low = phone.locator(".todo .btn").first.bounding_box()
    assert low
    assert low["height"] >= 44
    phone.get_by_role("link", name="Xem cả bảng").click()
    expect(phone.locator(".mx")).to_be_visible()
    assert fits(phone)


def test_an_empty_cell_opens_the_form_that_gives_with_what_is_known(site: Site, page: Page) -> None:
    site.enter(page, SECRETARY, "/phan-cong")
    page.locator(".mx td.e a").first.click()
    assert "/dau-viec/giao?" in page.url
    assert page.locator("[name=field]").input_value()


def test_a_pasted_table_is_mended_in_its_preview_and_given(site: Site, page: Page) -> None:
    site.enter(page, SECRETARY, "/phan-cong/giao-nhieu")
    page.fill("#text", TABLE)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("h1")).to_contain_text("1 dòng cần xem")
    page.get_by_role("button", name="Giao 1 việc").click()
    expect(page.locator("#errors")).to_be_visible()
    page.fill("[name=time-2]", "30/9/2022")
    page.select_option("[name=person-2]", "-")
    lead = page.locator("[name=lead-2]")
    if lead.count() and lead.evaluate("one => one.tagName") == "SELECT":
        lead.select_option("-")
    page.get_by_role("button", name="Giao 1 việc").click()
    expect(page.get_by_role("status")).to_contain_text("Đã giao 1 việc")
