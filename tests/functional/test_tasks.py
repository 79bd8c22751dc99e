"""A task on a phone: given by the office, told by its holder, checked on the spot (UX 14, 16)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cast import District, make_district
from tests.support.looks import fits, measured, small
from tests.support.return_pages import BACKEND
from tests.support.tasks import give, new, post_of
from vedich.apps.tasks.models import Check, Progress, Task


CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
PHONE = {"width": 390, "height": 844}

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # its driver runs an event loop in this thread; Django would refuse the database there
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


def phone(browser: Browser, *, script: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="vi-VN"
    )


def enter(context: BrowserContext, district: District, name: str, server: str) -> Page:
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
def test_a_task_is_given_told_and_checked_on_a_phone(
    browser: Browser, transactional_db: None, live_server: object, script: bool
) -> None:
    district, server = make_district(), str(live_server)

    # the office gives it
    context = phone(browser, script=script)
    page = enter(context, district, "clerk", server)
    page.goto(f"{server}/dau-viec")
    page.get_by_role("link", name="Giao việc").first.click()
    assert fits(page)
    assert small(page) == []
    page.locator("#title").fill("Đặt 6,5 km ống cấp 3")
    page.locator("#accountable").select_option(str(post_of(district, "head")))
    page.locator("#due_on").fill("31/2")
    page.get_by_text("Khối lượng và các mốc").click()
    page.locator("#amount").fill("6,5")
    page.locator("#unit").fill("km")
    page.get_by_role("button", name="Giao việc").click()
    # a day that is none: nothing typed is lost
    page.get_by_text("Có 1 chỗ cần sửa").wait_for()
    assert page.locator("#amount").input_value() == "6,5"
    page.locator("#due_on").fill("30/9")
    page.get_by_role("button", name="Giao việc").click()
    page.get_by_text("Đã giao việc.").wait_for()
    task = Task.objects.get()
    assert fits(page)
    context.close()

    # its holder tells
    context = phone(browser, script=script)
    page = enter(context, district, "head", server)
    page.goto(f"{server}/dau-viec/{task.pk}")
    page.get_by_role("link", name="Ghi tiến độ").click()
    assert fits(page)
    assert small(page) == []
    page.locator("#words").fill("Thiếu ống phi 60.")
    page.locator("#amount").fill("3,1")
    page.get_by_text("khó kịp").click()
    page.get_by_role("button", name="Ghi tiến độ").click()
    page.get_by_text("Đã ghi tiến độ.").wait_for()
    expect(page.get_by_text("Tự đánh giá: khó kịp.")).to_be_visible()
    assert fits(page)
    context.close()

    # a Standing member sees for himself
    context = phone(browser, script=script)
    page = enter(context, district, "deputy", server)
    page.goto(f"{server}/kiem-tra/{task.pk}")
    page.get_by_text("báo đã được 3,1 km").wait_for()
    for number in range(3):
        box = page.locator(".big3 label").nth(number).bounding_box()
        assert box is not None
        assert box["height"] >= 58
    seen = page.locator("#amount")
    assert not seen.is_visible()
    page.get_by_text("Khác báo cáo").click()
    assert seen.is_visible()
    seen.fill("2,8")
    if script:
        assert page.locator("[data-difference]").text_content() == "−0,3"
    assert page.get_by_text("Số báo cáo giữ nguyên.").is_visible()
    assert fits(page)
    # pressed twice in a hurry: nothing twice
    page.get_by_role("button", name="Ghi kết quả kiểm").dblclick()
    page.get_by_text("Đã ghi kết quả kiểm").wait_for()
    expect(page.get_by_text("−0,3 km")).to_be_visible()
    assert (Check.objects.get().amount, Progress.objects.get().amount) == (280, 310)

    page.get_by_role("link", name="Xem đầu việc").click()
    page.get_by_role("heading", name="thấy 2,8 trên 6,5 km").wait_for()
    assert fits(page)
    context.close()


def test_a_large_photo_is_made_smaller_before_it_is_sent(
    browser: Browser, transactional_db: None, live_server: object
) -> None:
    district, server = make_district(), str(live_server)
    context = phone(browser)
    page = enter(context, district, "clerk", server)
    page.goto(f"{server}/dau-viec/giao")
    page.locator("#title").fill("Sửa cầu")
    page.locator("#accountable").select_option(str(post_of(district, "head")))
    page.get_by_role("button", name="Giao việc").click()
    page.get_by_text("Đã giao việc.").wait_for()
    page.get_by_role("link", name="Thêm minh chứng").click()
    # a picture of noise, drawn in the browser, put into the box as a person would
    measured(
        page,
        """async () => {
            const canvas = document.createElement('canvas');
            canvas.width = 3000; canvas.height = 2000;
            const ink = canvas.getContext('2d');
            for (let n = 0; n < 60000; n++) {
                ink.fillStyle = `rgb(${n % 251},${(n * 7) % 251},${(n * 13) % 251})`;
                ink.fillRect((n * 131) % 3000, (n * 197) % 2000, 40, 40);
            }
            const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 1));
            window.before = blob.size;
            const list = new DataTransfer();
            list.items.add(new File([blob], 'cau.jpg', {type: 'image/jpeg'}));
            const box = document.getElementById('photo');
            box.files = list.files;
            box.dispatchEvent(new Event('change', {bubbles: true}));
        }""",
    )
    size = "document.getElementById('photo').files[0].size < window.before / 2"
    for _ in range(100):
        if page.evaluate(size):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(size)
    page.get_by_role("button", name="Thêm minh chứng").click()
    page.get_by_text("Đã thêm minh chứng.").wait_for()
    context.close()


def test_the_sheet_of_a_member_is_one_page_upright(
    browser: Browser, transactional_db: None, live_server: object
) -> None:
    district, server = make_district(), str(live_server)
    for name in ("head", "deputy"):
        more = {"accountable": post_of(district, name), "product": "Báo cáo kết quả. " * 12}
        give(
            district,
            *(new(district, f"Việc dài {n} " + "rất dài " * 20, **more) for n in range(40)),
        )
    context = phone(browser)
    page = enter(context, district, "clerk", server)
    page.goto(f"{server}/dau-viec/cua-toi?ca=1&in=1")
    printed = page.pdf(prefer_css_page_size=True)
    sheets = page.locator("section.a4").count()
    assert sheets == 2
    assert printed.count(b"/Type /Page\n") == sheets
    # 595 points are 210 mm
    assert b"/MediaBox [0 0 595" in printed or b"/MediaBox [0 0 594" in printed
    context.close()
