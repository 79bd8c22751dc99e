"""Every page for everybody: by axe, in both languages, wide and narrow, large and printed."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.functional.conftest import PHONE, WIDE, Site
from tests.functional.crawling import CAST, walk
from tests.support.looks import measured, sideways


def faults(page: Page) -> list[str]:
    """What axe finds on the open page, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_on_any_page(
    site: Site, browser: Browser, size: tuple[int, int], language: str
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    wrong = {at: found for at in walk(site, page, f"?lang={language}") if (found := faults(page))}
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [640, 320])
def test_enlarged_no_page_scrolls_sideways(site: Site, browser: Browser, width: int) -> None:
    # 640: 200 % of 1280 (WCAG 1.4.4); 320: 400 % (1.4.10)
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    wrong = {at: over for at in walk(site, page) if (over := sideways(page)) > 0}
    context.close()
    assert wrong == {}


def test_every_page_of_the_sample_says_so_on_screen_and_on_paper(site: Site, page: Page) -> None:
    for at in walk(site, page):
        for medium in ("screen", "print"):
            page.emulate_media(media=medium)
            label = page.locator(".sample")
            assert label.is_visible(), (at, medium)
            assert "Dữ liệu mẫu" in label.inner_text(), at
        assert page.locator("h1").count() == 1, at


def test_the_scorecard_prints_on_two_sheets(site: Site, page: Page) -> None:
    site.enter(page, CAST[0], "/nq/1/chi-tieu")
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 2


def test_very_large_text_is_larger_everywhere(site: Site, page: Page) -> None:
    site.enter(page, CAST[0], "/them")
    size = "getComputedStyle(document.querySelector('h1')).fontSize"
    before = measured(page, size)
    page.get_by_role("radio", name="Rất lớn").check()
    page.get_by_role("button", name="Lưu").click()
    after = measured(page, size)
    assert float(after[:-2]) == pytest.approx(1.4 * float(before[:-2]))
    page.get_by_role("radio", name="Thường").check()
    page.get_by_role("button", name="Lưu").click()
