"""Reading a document in a real browser: by keys, by paste, on a phone, printed, by axe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as site_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.fixtures import Settings

from tests.cast import District, make_district
from tests.support import drafts, readings
from tests.support.looks import fits
from tests.support.return_pages import BACKEND
from tests.support.tools import chromium
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText


FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
PASTED = (
    "<html><head><style>p{margin:0}</style></head><body><!--StartFragment-->"
    '<p class="MsoNormal" style="color:red">Các chỉ tiêu chủ yếu năm 2022 của huyện</p>'
    '<table border="1"><tr><td style="width:9pt"><p>TT</p></td><td>Chỉ tiêu</td><td>Đơn vị</td>'
    "<td>Kế hoạch</td></tr><tr><td>1</td><td><p>Đường ấp</p><p>bê tông hóa</p></td><td>km</td>"
    '<td>42</td></tr></table><img src="x.png"><script>alert(1)</script><!--EndFragment-->'
    "</body></html>"
)
PASTE = """(html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', 'chữ trơn');
    const area = document.getElementById('f-text');
    area.focus();
    const said = {clipboardData: data, bubbles: true, cancelable: true};
    area.dispatchEvent(new ClipboardEvent('paste', said));
}"""

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@dataclass(frozen=True)
class Desk:
    """A draft with a document that was read, at a server that runs."""

    district: District
    server: str
    row: Resolution
    text: ResolutionText

    def enter(self, browser: Browser, *, width: int = 1440, script: bool = True) -> Page:
        """A window of the clerk, with the session that signing in would make."""
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 400 else 844},
            locale="vi-VN",
            java_script_enabled=script,
        )
        person = self.district.people["clerk"]
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        name, value = site_settings.SESSION_COOKIE_NAME, str(session.session_key)
        context.add_cookies([{"name": name, "value": value, "url": self.server}])
        return context.new_page()

    def at(self, number: int) -> str:
        """The page with that proposal open."""
        return f"{self.server}/van-ban/{self.text.pk}?muc={number}#c{number}"

    def state(self, number: int) -> str:
        """What was decided of a proposal."""
        return ProposalRow.objects.get(text=self.text, number=number).state


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # its driver runs an event loop in this thread; Django would refuse the database there
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def desk(
    browser: Browser,
    transactional_db: None,
    live_server: object,
    settings: Settings,
    tmp_path: Path,
) -> Desk:
    settings.EVIDENCE = tmp_path / "evidence"
    district = make_district()
    drafts.indicator()
    drafts.water()
    row = drafts.draft(district)
    return Desk(district, str(live_server), row, readings.read(district, row))


def faults(page: Page) -> list[str]:
    """What axe finds on the open page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def opened(page: Page) -> str:
    """The number of the proposal that is open."""
    return page.locator("li.op .oh .tnum").inner_text()


def test_each_key_presses_its_button(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(desk.at(2))
    page.keyboard.press("a")
    page.wait_for_url("**?muc=3*")
    assert desk.state(2) == "accepted"
    page.keyboard.press("b")
    page.wait_for_url("**?muc=4*")
    assert desk.state(3) == "rejected"
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**?muc=5*")
    page.keyboard.press("ArrowUp")
    page.wait_for_url("**?muc=4*")
    page.keyboard.press("t")
    expect(page.get_by_text("Tách từ chữ nào?")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("**?muc=4#c4")
    page.keyboard.press("Enter")
    page.wait_for_url("**?muc=5*")
    assert desk.state(4) == "accepted"
    page.goto(desk.at(6))
    page.keyboard.press("g")
    page.wait_for_url("**?muc=5*")
    assert ProposalRow.objects.filter(text=desk.text).count() == 5
    page.context.close()


def test_s_goes_to_the_boxes_where_letters_are_letters(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(desk.at(2))
    page.keyboard.press("s")
    expect(page.locator("#f-comparator")).to_be_focused()
    page.locator("#f-name").fill("")
    page.keyboard.type("ba")
    assert page.locator("#f-name").input_value() == "ba"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    assert desk.state(2) == "open"
    # a word that an input method still composes is nobody's command
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent('keydown',
            {key: 'a', isComposing: true, bubbles: true}))"""
    )
    page.wait_for_timeout(200)
    assert desk.state(2) == "open"
    page.locator("#f-name").press("Enter")
    page.wait_for_url("**?muc=3*")
    assert desk.state(2) == "corrected"
    page.context.close()


def test_only_the_boxes_of_the_chosen_kind_are_seen(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(desk.at(2))
    expect(page.locator("#f-lead")).to_be_hidden()
    expect(page.locator("#f-high")).to_be_hidden()
    page.locator("#f-comparator").select_option("between")
    expect(page.locator("#f-high")).to_be_visible()
    expect(page.locator("#f-new_name")).to_be_hidden()
    page.get_by_text("Chưa có, làm số mới").click()
    expect(page.locator("#f-new_name")).to_be_visible()
    page.locator("#k-task").check()
    expect(page.locator("#f-lead")).to_be_visible()
    expect(page.locator("#f-value")).to_be_hidden()
    page.context.close()


def test_the_words_that_are_open_are_in_sight_beside_them(desk: Desk, browser: Browser) -> None:
    for width in (1440, 390):
        page = desk.enter(browser, width=width)
        page.goto(desk.at(4))
        assert page.locator("mark.cur").is_visible()
        box = page.locator("mark.cur").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 844
        page.context.close()


def test_everything_works_without_script(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser, script=False)
    page.goto(desk.at(2))
    page.get_by_role("button", name="Nhận").click()
    assert desk.state(2) == "accepted"
    page.get_by_role("link", name="Tách").click()
    page.locator(".cuts button").first.click()
    assert ProposalRow.objects.filter(text=desk.text).count() == 7
    page.get_by_role("button", name="Bỏ").click()
    assert desk.state(3) == "rejected"
    page.goto(desk.at(3))
    page.get_by_role("button", name="Xem lại").click()
    assert desk.state(3) == "open"
    page.context.close()


def test_a_table_pasted_from_word_stays_a_table(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(f"{desk.server}/nq/{desk.row.pk}/doc")
    page.evaluate(PASTE, PASTED)
    shown = page.locator("#f-text").input_value()
    assert "1\tĐường ấp bê tông hóa\tkm\t42" in shown
    assert "alert" not in shown
    expect(page.get_by_text("Đã giữ nguyên 1 bảng.")).to_be_visible()
    sent = page.locator("#f-html").input_value()
    assert "<table" in sent
    assert "style" not in sent
    page.get_by_role("button", name="Đọc phần đã dán").click()
    expect(page.locator(".paper table")).to_be_visible()
    expect(page.locator(".props .vl, .op .in2[name=value]").first).to_be_visible()
    assert ProposalRow.objects.filter(value="42", unit="km").exclude(text=desk.text).exists()
    page.context.close()


def test_words_changed_after_pasting_are_what_is_read(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(f"{desk.server}/nq/{desk.row.pk}/doc")
    page.evaluate(PASTE, PASTED)
    page.locator("#f-text").press("End")
    page.keyboard.type(" ")
    assert page.locator("#f-html").input_value() == ""
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing(desk: Desk, browser: Browser, width: int, language: str) -> None:
    page = desk.enter(browser, width=width)
    text, row = f"/van-ban/{desk.text.pk}", f"/nq/{desk.row.pk}"
    wrong = {}
    for at in (f"{row}/doc?", f"{text}?muc=1&", f"{text}?muc=4&", f"{text}?muc=6&tach=1&"):
        page.goto(f"{desk.server}{at}lang={language}")
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        wrong[at] = faults(page)
        assert fits(page), at
    assert not any(wrong.values()), wrong
    page.context.close()


def test_on_a_phone_every_button_is_large_enough(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser, width=390)
    page.goto(desk.at(4))
    pressed = page.locator(".op .btn:visible, .op .kr label:visible, .props li > a:visible").all()
    boxes = [one.bounding_box() for one in pressed]
    assert len(boxes) > 6
    assert all(box and box["height"] >= 44 for box in boxes)
    # one proposal above the open one, the others behind a link
    expect(page.locator("#d3")).to_be_visible()
    expect(page.locator("#d2")).to_be_hidden()
    page.get_by_role("link", name="Xem các mục trước").click()
    expect(page.locator("#d2")).to_be_visible()
    page.context.close()


def test_large_text_does_not_scroll_sideways(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser, width=390)
    page.goto(desk.at(4))
    page.evaluate("document.documentElement.dataset.size = 'rat-lon'")
    assert fits(page)
    page.context.close()


def test_printed_it_is_the_whole_paper_with_its_marks(desk: Desk, browser: Browser) -> None:
    page = desk.enter(browser)
    page.goto(desk.at(4))
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_be_visible()
    expect(page.locator(".op form")).to_be_hidden()
    assert page.locator(".paper").evaluate("one => getComputedStyle(one).maxHeight") == "none"
    page.context.close()
