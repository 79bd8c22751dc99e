"""A matter and a visit on a phone, in a real browser: raised, answered, “not yet”; lines added."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cast import District, make_district
from tests.support.looks import fits, measured, small
from tests.support.matters import raised
from tests.support.return_pages import BACKEND
from tests.support.tools import chromium
from vedich.apps.tasks.models import Attachment, Matter, Task, Visit


pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # its driver runs an event loop in this thread; Django would refuse the database there
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def district(browser: Browser, transactional_db: None) -> District:
    return make_district()


def phone(browser: Browser, *, script: bool) -> BrowserContext:
    return browser.new_context(viewport=PHONE, java_script_enabled=script, locale="vi-VN")  # type: ignore[arg-type]


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


def noise(path: Path, width: int, height: int) -> Path:
    """A picture that does not compress: as heavy as a phone's."""

    def part(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = b"".join(b"\0" + os.urandom(width * 3) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows, 1)) + part(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_cell_raises_the_commune_answers_and_the_cell_says_not_yet(
    district: District, browser: Browser, live_server: object, script: bool
) -> None:
    server = str(live_server)
    cell_phone, office_phone = phone(browser, script=script), phone(browser, script=script)
    cell = enter(cell_phone, district, "cell_secretary", server)
    cell.goto(f"{server}/bao-viec")
    assert fits(cell)
    assert small(cell) == []
    assert cell.get_by_text("Chậm nhất Thứ Hai 18/7 có trả lời").is_visible()
    assert not cell.get_by_text("Gấp: chậm nhất").is_visible()
    cell.get_by_label("Có việc gì?").fill("Cống ngang đường tổ 3 sụt, xe không qua được.")
    cell.get_by_text("Đường, cầu").click()
    cell.get_by_text("Gấp, có người bị nạn").click()
    assert cell.get_by_text("Gấp: chậm nhất Thứ Ba 12/7 có trả lời.").is_visible()
    cell.get_by_role("button", name="Gửi lên xã").click()
    expect(cell.get_by_text("Đã gửi.")).to_be_visible()
    row = Matter.objects.get()
    assert (row.kind, row.urgent) == ("road", True)

    office = enter(office_phone, district, "official", server)
    office.goto(f"{server}/viec-phat-sinh")
    assert fits(office)
    office.get_by_role("link", name="Cống ngang đường").click()
    assert fits(office)
    assert small(office) == []
    office.get_by_role("button", name="Nhận", exact=True).click()
    office.get_by_label("Trả lời", exact=True).fill("Sáng mai thợ xuống.")
    office.get_by_role("button", name="Gửi trả lời").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Xã A đã trả lời")

    cell.goto(f"{server}/viec-phat-sinh/{row.pk}")
    assert cell.locator("q", has_text="Sáng mai thợ xuống.").is_visible()
    cell.locator("summary", has_text="Chưa xong").click()
    assert small(cell) == []
    cell.get_by_label("Còn thiếu gì?").fill("Chưa thấy ai.")
    cell.get_by_role("button", name="Gửi lại: chưa xong").click()
    expect(cell.get_by_role("heading", level=1)).to_contain_text("Xã A trả lời chậm nhất")
    row.refresh_from_db()
    assert (row.state, row.due_on.isoformat()) == ("open", "2022-07-12")
    assert fits(cell)
    cell_phone.close()
    office_phone.close()


def test_a_heavy_photo_is_made_smaller_before_it_is_sent(
    district: District, browser: Browser, live_server: object, tmp_path: Path
) -> None:
    server = str(live_server)
    context = phone(browser, script=True)
    page = enter(context, district, "cell_secretary", server)
    picture = noise(tmp_path / "cong.png", 2000, 1200)
    page.goto(f"{server}/bao-viec")
    page.get_by_label("Có việc gì?").fill("Cống sụt.")
    page.set_input_files("#photo", str(picture))
    expect(page.locator("[data-label]")).to_have_text("cong.png")
    page.locator("#photo[data-ready]").wait_for()
    page.get_by_role("button", name="Gửi lên xã").click()
    page.get_by_text("Đã gửi.").wait_for()
    kept = Attachment.objects.get().file
    assert kept.size < picture.stat().st_size / 2
    shown = page.locator(".pics img")
    assert shown.evaluate("async one => { await one.decode(); return one.naturalWidth }") == 1600
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_visit_with_added_lines_becomes_a_task_and_a_matter(
    district: District, browser: Browser, live_server: object, script: bool
) -> None:
    server = str(live_server)
    context = phone(browser, script=script)
    page = enter(context, district, "deputy", server)
    page.goto(f"{server}/di-co-so/moi")
    page.get_by_label("Nơi đến").select_option(label="Ấp A1, Xã A")
    if not script:
        page.get_by_role("button", name="Đổi").click()
    page.get_by_text("Chi bộ Ấp A1 sẽ thấy lời hứa").wait_for()
    page.get_by_label("Gặp ai").fill("Bí thư chi bộ")
    heard, promised = page.locator("#heard li"), page.locator("#promised li")
    heard.nth(0).locator("textarea").fill("Ống nước đào rồi để đó.")
    heard.nth(0).get_by_text("Việc phát sinh").click()
    assert heard.nth(0).get_by_text("trả lời chậm nhất Thứ Hai 18/7").is_visible()
    heard.nth(1).locator("textarea").fill("Chôm chôm trúng mùa.")
    page.get_by_role("button", name="+ Thêm dòng").first.click()
    expect(heard).to_have_count(3)
    assert heard.nth(0).locator("textarea").input_value() == "Ống nước đào rồi để đó."
    assert heard.nth(2).locator("textarea").input_value() == ""
    heard.nth(2).locator("textarea").fill("Đường tổ 6 còn bụi.")
    promised.nth(0).locator("textarea").fill("Cho lấp tạm đoạn tổ 6.")
    promised.nth(0).get_by_text("Đầu việc").click()
    promised.nth(0).locator("[name=promised-due-0]").fill("15/7")
    assert not promised.nth(0).get_by_text("Hẹn ngày").is_visible()
    assert fits(page)
    assert small(page) == []
    page.get_by_role("button", name="Lưu và gửi nơi đến").click()
    page.get_by_text("Đã lưu.").wait_for()
    assert fits(page)
    assert Visit.objects.get().lines.count() == 4
    assert Task.objects.get().due_on.isoformat() == "2022-07-15"  # type: ignore[union-attr]
    assert Matter.objects.get().words == "Ống nước đào rồi để đó."
    context.close()


def test_large_text_needs_no_sideways_scrolling(
    district: District, browser: Browser, live_server: object
) -> None:
    server = str(live_server)
    row = raised(district)
    # 200 % on a phone: half the width to lay out in
    context = browser.new_context(viewport={"width": 195, "height": 422}, locale="vi-VN")
    page = enter(context, district, "official", server)
    for address in ("/bao-viec", "/di-co-so/moi", f"/viec-phat-sinh/{row.pk}"):
        page.goto(server + address)
        assert measured(page, "document.documentElement.scrollWidth") <= 195 * 1.65
    context.close()
