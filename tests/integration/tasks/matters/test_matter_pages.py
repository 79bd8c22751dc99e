"""The pages of matters: raising in one form, the list, the page of one with its buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import District
from tests.support.matters import PNG, WORDS, again, answered, raised, who
from vedich.apps.tasks.matters import actions
from vedich.apps.tasks.matters.photos import MOST
from vedich.apps.tasks.models import Attachment, Matter, Task


KEY = "k" * 22
Enter = Callable[[str], Client]


@pytest.fixture
def enter(district: District) -> Enter:
    def of(name: str) -> Client:
        browser = Client()
        browser.force_login(district.people[name])
        return browser

    return of


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_says_to_whom_it_goes_and_by_when(district: District, enter: Enter) -> None:
    shown = page(enter("cell_secretary"), "/bao-viec")
    assert "Gửi đến: Xã A" in shown
    assert "Chậm nhất <b>Thứ Hai 18/7</b> có trả lời (5 ngày làm việc)." in shown
    assert "Gấp: chậm nhất <b>Thứ Ba 12/7</b> có trả lời." in shown
    assert "Quá hạn, tự chuyển lên Huyện Mẫu." in shown
    assert "Gửi lên xã" in shown


def test_one_box_is_enough(district: District, enter: Enter) -> None:
    body = district.body("A1").pk
    said = {"body": body, "words": WORDS, "key": KEY}
    answer = enter("cell_secretary").post("/bao-viec", said)
    row = Matter.objects.get()
    assert answer.headers["Location"] == f"/viec-phat-sinh/{row.pk}?gui=1"
    assert (row.words, row.kind, row.urgent) == (WORDS, "other", False)
    shown = page(enter("cell_secretary"), f"/viec-phat-sinh/{row.pk}?gui=1")
    assert "Đã gửi." in shown


def test_pressed_twice_it_is_raised_once(district: District, enter: Enter) -> None:
    said = {"body": district.body("A1").pk, "words": WORDS, "kind": "road", "key": KEY}
    client = enter("cell_secretary")
    first, second = client.post("/bao-viec", said), client.post("/bao-viec", said)
    assert first.headers["Location"] == second.headers["Location"]
    assert Matter.objects.count() == 1


def test_a_photo_comes_along_and_only_those_who_may_see_it(
    district: District, enter: Enter
) -> None:
    said = {"body": district.body("A1").pk, "words": WORDS, "urgent": "1", "key": KEY}
    photo = SimpleUploadedFile("cong.png", PNG, content_type="image/png")
    enter("cell_secretary").post("/bao-viec", {**said, "photo": photo})
    row, kept = Matter.objects.get(), Attachment.objects.get()
    assert row.urgent
    address = f"/viec-phat-sinh/{row.pk}/anh/{kept.pk}"
    assert address in page(enter("official"), f"/viec-phat-sinh/{row.pk}")
    answer = enter("official").get(address)
    assert (answer.headers["Content-Type"], answer.content) == ("image/png", PNG)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert enter("official_b").get(address).status_code == 403


def test_a_photo_of_another_matter_is_not_shown(district: District, enter: Enter) -> None:
    said = {"body": district.body("A1").pk, "words": WORDS, "key": KEY}
    photo = SimpleUploadedFile("cong.png", PNG)
    enter("cell_secretary").post("/bao-viec", {**said, "photo": photo})
    other = raised(district)
    address = f"/viec-phat-sinh/{other.pk}/anh/{Attachment.objects.get().pk}"
    assert enter("official").get(address).status_code == 400


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4"), "không phải ảnh"),
        (SimpleUploadedFile("to.png", PNG + b"0" * MOST), "nặng hơn 8 MB"),
    ],
)
def test_a_file_that_is_no_photo_keeps_what_was_typed(
    district: District, enter: Enter, file: SimpleUploadedFile, words: str
) -> None:
    file.seek(0)
    said = {"body": district.body("A1").pk, "words": WORDS, "kind": "water", "photo": file}
    answer = enter("cell_secretary").post("/bao-viec", said)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert WORDS in shown
    assert 'value="water" checked' in shown
    assert not Matter.objects.exists()


def test_nothing_typed_is_said_so_beside_the_box(district: District, enter: Enter) -> None:
    answer = enter("cell_secretary").post(
        "/bao-viec", {"body": district.body("A1").pk, "words": " "}
    )
    assert answer.status_code == 422
    assert 'href="#words"' in answer.content.decode()


def test_a_secretary_at_the_top_chooses_the_organ(district: District, enter: Enter) -> None:
    shown = page(enter("secretary"), "/bao-viec")
    assert "Phòng A" in shown
    assert "Quá hạn, tự chuyển lên" not in shown


@pytest.mark.parametrize("name", ["clerk", "deputy", "supervisor", "administrator", "outsider"])
def test_who_may_raise_nothing_is_told_whom_to_ask(
    district: District, enter: Enter, name: str
) -> None:
    assert enter(name).get("/bao-viec").status_code == 403


def test_the_list_puts_what_is_late_first_and_says_so(district: District, enter: Enter) -> None:
    raised(district)
    row = raised(district, words="Đèn đường tổ 1 cháy.")
    Matter.objects.filter(pk=row.pk).update(due_on="2022-07-07")
    shown = page(enter("official"), "/viec-phat-sinh")
    assert "1 việc phát sinh quá hạn trả lời" in shown
    assert shown.index("Đèn đường") < shown.index("Cống ngang")
    assert "quá 2 ngày làm việc" in shown


@pytest.mark.parametrize("name", ["administrator", "outsider"])
def test_the_list_is_not_for_everybody(district: District, enter: Enter, name: str) -> None:
    assert enter(name).get("/viec-phat-sinh").status_code == 403


def test_the_commune_takes_answers_and_the_cell_says_not_yet(
    district: District, enter: Enter
) -> None:
    row = raised(district)
    address = f"/viec-phat-sinh/{row.pk}"
    official, cell = enter("official"), enter("cell_secretary")
    assert official.post(f"{address}/nhan", {"key": KEY}).status_code == 302
    assert "Nhận" in page(official, address)
    official.post(f"{address}/tra-loi", {"words": "Sáng mai sửa.", "key": KEY})
    shown = page(cell, address)
    assert "Sáng mai sửa." in shown
    assert "Việc này xong chưa?" in shown
    cell.post(f"{address}/chua-xong", {"missing": "Vẫn sụt.", "key": KEY})
    assert again(row).state == "open"
    assert "Vẫn sụt." in page(official, address)
    official.post(f"{address}/tra-loi", {"words": "Đã lấp.", "key": KEY})
    cell.post(f"{address}/xong", {"key": KEY})
    assert "Việc này đã xong" in page(cell, address)


def test_an_empty_answer_comes_back_with_its_box(district: District, enter: Enter) -> None:
    row = raised(district)
    answer = enter("official").post(f"/viec-phat-sinh/{row.pk}/tra-loi", {"words": "  "})
    assert answer.status_code == 422
    assert 'href="#words"' in answer.content.decode()


def test_passing_to_nobody_is_asked_about(district: District, enter: Enter) -> None:
    row = raised(district)
    address = f"/viec-phat-sinh/{row.pk}/chuyen"
    answer = enter("official").post(address, {"to": "", "note": "Nhờ anh xem."})
    assert answer.status_code == 422
    assert "Nhờ anh xem." in answer.content.decode()
    post = district.people["cell_secretary_2"].posts.get()
    assert enter("official").post(address, {"to": post.reference}).status_code == 302
    assert again(row).owner == post


def test_a_task_is_given_on_the_page(district: District, enter: Enter) -> None:
    row = raised(district)
    address = f"/viec-phat-sinh/{row.pk}"
    post = district.people["official_2"].posts.get()
    said = {"title": "Sửa cống", "holder": post.pk, "due": "1/7", "key": KEY}
    answer = enter("official").post(f"{address}/dau-viec", said)
    assert answer.status_code == 422
    assert "đã qua" in answer.content.decode()
    enter("official").post(f"{address}/dau-viec", said | {"due": "20/7"})
    assert Task.objects.get().accountable == post
    assert "Sửa cống" in page(enter("official"), address)


@pytest.mark.parametrize("move", ["nhan", "tra-loi", "chuyen", "dau-viec", "chua-xong", "xong"])
@pytest.mark.parametrize("name", ["official_b", "cell_secretary_2", "agency", "outsider"])
def test_strangers_are_refused_everywhere(
    district: District, enter: Enter, move: str, name: str
) -> None:
    row = raised(district)
    assert enter(name).post(f"/viec-phat-sinh/{row.pk}/{move}", {}).status_code == 403


def test_the_front_reads_and_presses_nothing(district: District, enter: Enter) -> None:
    row = answered(district)
    shown = page(enter("supervisor"), f"/viec-phat-sinh/{row.pk}")
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    answer = enter("supervisor").post(f"/viec-phat-sinh/{row.pk}/xong", {})
    assert answer.status_code == 403


def test_what_moved_on_meanwhile_is_said_and_not_done_twice(
    district: District, enter: Enter
) -> None:
    row = answered(district)
    actions.close(matter=row.pk, **who(district, "cell_secretary"))
    answer = enter("official").post(f"/viec-phat-sinh/{row.pk}/tra-loi", {"words": "Thêm."})
    assert answer.status_code == 422
    assert "đã khép lại" in answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_can_be_drawn_in_both_languages(
    district: District, enter: Enter, language: str
) -> None:
    rows = [raised(district, urgent=True), answered(district)]
    later = district.later(8)
    actions.climb_due(at=later.at, on_day=later.day)
    addresses = ["/bao-viec", "/viec-phat-sinh", "/viec-phat-sinh?xem=raised"]
    addresses += [f"/viec-phat-sinh/{row.pk}" for row in rows]
    for address in addresses:
        for name in ("cell_secretary", "official"):
            answer = enter(name).get(address, {"lang": language})
            assert answer.status_code == 200
            assert answer.content.decode().count("<h1") == 1


def test_a_matter_that_is_not_there_is_said_so(district: District, enter: Enter) -> None:
    assert enter("official").get("/viec-phat-sinh/99").status_code == 400
