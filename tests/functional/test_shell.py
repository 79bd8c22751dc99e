"""The frame by keyboard and by phone, and a form that outlives its session, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.functional.conftest import Site
from tests.functional.crawling import CAST


def test_g_and_a_digit_open_a_page(site: Site, page: Page) -> None:
    site.enter(page, CAST[1])
    page.keyboard.press("g")
    page.keyboard.press("2")
    expect(page).to_have_url(f"{site.address}/nq/1/chi-tieu")


def test_a_question_mark_shows_the_keys_and_escape_closes_them(site: Site, page: Page) -> None:
    site.enter(page, CAST[1])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_arrows_walk_the_table_and_enter_opens_the_row(site: Site, page: Page) -> None:
    site.enter(page, CAST[0], "/nq/1/chi-tieu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("tr[data-here]").count() == 1
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/nq/1/chi-tieu/2")


def test_keys_do_nothing_in_a_field_or_while_a_word_is_composed(site: Site, page: Page) -> None:
    site.enter(page, CAST[1])
    page.evaluate(
        """() => {
            const field = document.createElement('input');
            document.querySelector('main').append(field);
            field.focus();
        }"""
    )
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent('keydown',
            {key: '?', isComposing: true, bubbles: true}))"""
    )
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_keys_are_switched_off(site: Site, page: Page) -> None:
    site.enter(page, CAST[1])
    page.get_by_role("radio", name="Tắt").check()
    page.get_by_role("button", name="Lưu").click()
    page.keyboard.press("g")
    page.keyboard.press("2")
    page.wait_for_timeout(200)
    expect(page).to_have_url(f"{site.address}/them?da=1")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(site: Site, page: Page) -> None:
    site.enter(page, CAST[1])
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_every_target_of_the_bar_is_large_enough(site: Site, phone: Page) -> None:
    site.enter(phone, CAST[1])
    boxes = [one.bounding_box() for one in phone.locator(".tabbar a").all()]
    assert len(boxes) >= 3
    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    expect(phone.locator(".side")).to_be_hidden()


def test_the_site_works_without_scripts(site: Site, page: Page) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    plain = context.new_page()
    plain.goto(f"{site.address}/xem-thu")
    plain.locator("button[name=person]").first.click()
    plain.goto(f"{site.address}/nq/1/chi-tieu")
    expect(plain.locator("h1")).to_contain_text("25 chỉ tiêu")
    context.close()


def test_what_was_written_outlives_the_session(site: Site, phone: Page) -> None:
    site.enter(phone, "Lý Kim Yến", "/nq/moi")
    field = phone.locator("main form input[type=text], main form input:not([type])").first
    field.fill("Nghị quyết thử <&> “một”")
    name = field.get_attribute("name")
    phone.context.clear_cookies(name="vedich_session")
    phone.locator("main form button[type=submit], main form button").last.click()
    expect(phone.locator("h1")).to_contain_text("Phiên làm việc đã hết")
    phone.locator("button[name=person]", has_text="Lý Kim Yến").click()
    expect(phone).to_have_url(f"{site.address}/nq/moi")
    expect(phone.locator(f"[name='{name}']")).to_have_value("Nghị quyết thử <&> “một”")
    expect(phone.get_by_text("Chưa gửi.")).to_be_visible()
