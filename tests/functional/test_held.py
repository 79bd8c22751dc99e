"""Without a network: what is written on a phone is held there, sent when it is back, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.cast import District
from tests.functional.test_matters import browser as browser
from tests.functional.test_matters import district as district
from tests.functional.test_matters import enter, noise, phone
from tests.support.looks import fits, small
from tests.support.tasks import give, new
from vedich.apps.tasks.models import Attachment, Check, Matter, Visit


pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

OFF = "Mất mạng. Vẫn ghi được, có mạng tự gửi."
SENT = "Đã gửi mục giữ trên máy này."


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = phone(browser, script=True)
    yield made
    made.close()


def bar(page: Page) -> Locator:
    return page.locator("#net")


def write(page: Page, words: str) -> None:
    page.get_by_label("Có việc gì?").fill(words)
    page.get_by_role("button", name="Gửi lên xã").click()


def held(district: District, context: BrowserContext, server: str) -> Page:
    """The page of a matter that its cell secretary wrote without a network."""
    page = enter(context, district, "cell_secretary", server)
    page.goto(f"{server}/bao-viec")
    context.set_offline(True)
    write(page, "Cống sụt.")
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    return page


def test_a_matter_with_its_photo_waits_for_the_network(
    district: District, context: BrowserContext, live_server: object, tmp_path: Path
) -> None:
    server = str(live_server)
    page = enter(context, district, "cell_secretary", server)
    page.goto(f"{server}/bao-viec")
    expect(bar(page)).to_be_hidden()
    context.set_offline(True)
    expect(bar(page).locator("span")).to_have_text(OFF)
    page.set_input_files("#photo", str(noise(tmp_path / "cong.png", 200, 120)))
    page.locator("#photo[data-ready]").wait_for()
    write(page, "Cống sụt.")
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    assert fits(page)
    assert small(page) == []
    page.get_by_role("button", name="Ghi mục khác").click()
    assert page.get_by_label("Có việc gì?").input_value() == ""
    expect(page.locator("[data-label]")).not_to_have_text("cong.png")
    write(page, "Đường ngập.")
    expect(bar(page)).to_contain_text("Đã giữ 2 mục")
    assert not Matter.objects.exists()
    context.set_offline(False)
    expect(bar(page)).to_contain_text("Đã gửi 2 mục giữ trên máy này.")
    assert set(Matter.objects.values_list("words", flat=True)) == {"Cống sụt.", "Đường ngập."}
    assert Attachment.objects.get().matter.words == "Cống sụt."  # type: ignore[union-attr]
    page.reload()
    expect(bar(page)).to_be_hidden()


def test_what_arrived_and_was_not_answered_counts_once(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    page = held(district, context, server)

    def swallow(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/bao-viec", swallow)
    with page.expect_event("requestfailed", lambda asked: asked.method == "POST"):
        context.set_offline(False)
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    assert Matter.objects.count() == 1
    page.unroute("**/bao-viec")
    # the next page of theirs sends it again
    page.goto(f"{server}/viec-phat-sinh")
    expect(bar(page).locator("span")).to_have_text(SENT)
    assert Matter.objects.count() == 1


def test_a_server_that_does_not_answer_is_no_network(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    page = enter(context, district, "cell_secretary", server)
    page.goto(f"{server}/bao-viec")
    page.route("**/*.svg*", lambda route: route.abort())
    write(page, "Cống sụt.")
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    page.unroute("**/*.svg*")
    page.goto(server)
    expect(bar(page).locator("span")).to_have_text(SENT)
    assert Matter.objects.get().words == "Cống sụt."


def test_nobody_else_on_the_device_sees_or_sends_it(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    page = held(district, context, server)
    page.close()
    context.set_offline(False)
    other = enter(context, district, "official", server)
    other.goto(f"{server}/viec-phat-sinh")
    other.wait_for_load_state("networkidle")
    expect(bar(other)).to_be_hidden()
    assert not Matter.objects.exists()
    other.close()
    again = enter(context, district, "cell_secretary", server)
    again.goto(f"{server}/viec-phat-sinh")
    expect(bar(again).locator("span")).to_have_text(SENT)
    assert Matter.objects.get().words == "Cống sụt."


def test_who_signs_in_from_another_window_does_not_send_it(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    page = held(district, context, server)
    other = enter(context, district, "cell_secretary_2", server)
    with page.expect_response("**/bao-viec"):
        context.set_offline(False)
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    assert not Matter.objects.exists()
    other.close()
    again = enter(context, district, "cell_secretary", server)
    again.goto(f"{server}/viec-phat-sinh")
    expect(bar(again).locator("span")).to_have_text(SENT)
    assert Matter.objects.get().words == "Cống sụt."


def refused(page: Page, server: str, task: int) -> None:
    """A check is held in which nothing was chosen, and the server says no."""
    page.goto(f"{server}/kiem-tra/{task}")
    page.context.set_offline(True)
    page.locator("#words").fill("Đất còn ướt.")
    page.get_by_role("button", name="Ghi kết quả kiểm").click()
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    page.context.set_offline(False)
    expect(bar(page)).to_contain_text("Chưa gửi được mục giữ trên máy này: “Đất còn ướt.”.")
    assert not Check.objects.filter(done_on__isnull=False).exists()


def test_a_check_that_is_refused_says_why_and_keeps_its_words(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    (task,) = give(district, new(district, "Đặt ống"))
    page = enter(context, district, "secretary", server)
    refused(page, server, task.pk)
    page.get_by_role("button", name="Xem vì sao").click()
    page.locator("#errors").wait_for()
    assert page.locator("#words").input_value() == "Đất còn ướt."
    expect(bar(page)).to_contain_text("Chưa gửi được")
    page.get_by_text("Cần hỗ trợ").click()
    page.get_by_role("button", name="Ghi kết quả kiểm").click()
    page.wait_for_url("**/kiem-tra/ket-qua/**")
    expect(bar(page)).to_be_hidden()
    assert Check.objects.get(done_on__isnull=False).words == "Đất còn ướt."
    page.goto(server)
    expect(bar(page)).to_be_hidden()


def test_what_is_refused_can_be_thrown_away(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    (task,) = give(district, new(district, "Đặt ống"))
    page = enter(context, district, "secretary", server)
    refused(page, server, task.pk)
    answers = iter(["dismiss", "accept"])
    page.on("dialog", lambda asked: getattr(asked, next(answers))())
    for _ in range(2):
        expect(bar(page)).to_contain_text("Chưa gửi được")
        with page.expect_event("dialog"):
            page.get_by_role("button", name="Bỏ", exact=True).click()
    expect(bar(page)).to_be_hidden()
    page.reload()
    expect(bar(page)).to_be_hidden()


def test_a_visit_is_held_with_all_its_lines_and_no_line_goes_to_the_server_meanwhile(
    district: District, context: BrowserContext, live_server: object
) -> None:
    server = str(live_server)
    page = enter(context, district, "deputy", server)
    page.goto(f"{server}/di-co-so/moi?noi={district.place('A1')}")
    context.set_offline(True)
    page.locator("#heard li textarea").nth(0).fill("Ống nước đào rồi để đó.")
    page.get_by_role("button", name="+ Thêm dòng").first.click()
    page.locator("#heard li textarea").last.fill("Đường tổ 6 còn bụi.")
    page.locator("#promised li textarea").nth(0).fill("Cho lấp tạm.")
    page.get_by_role("button", name="Lưu và gửi nơi đến").click()
    expect(bar(page)).to_contain_text("Đã giữ một mục")
    context.set_offline(False)
    expect(bar(page).locator("span")).to_have_text(SENT)
    assert Visit.objects.get().lines.count() == 3
