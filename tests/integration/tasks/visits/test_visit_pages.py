"""The pages of visits: the form that loses nothing, the list, what is said of promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import District
from tests.support.matters import PNG, who
from vedich.apps.tasks.models import Attachment, Matter, Task, Visit, VisitLine
from vedich.apps.tasks.visits import actions
from vedich.apps.tasks.visits.actions import NewLine


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


def filled(district: District, **more: str) -> dict[str, str]:
    said = {
        "place": str(district.place("A1")),
        "met": "Bí thư chi bộ, 6 hộ tổ 6",
        "on": "11/7/2022",
        "half": "morning",
        "heard-words-0": "Ống nước đào rồi để đó.",
        "heard-as-0": "matter",
        "heard-words-1": "Chôm chôm trúng mùa.",
        "heard-as-1": "",
        "promised-words-0": "Cho lấp tạm đoạn tổ 6.",
        "promised-as-0": "task",
        "promised-due-0": "15/7",
        "key": KEY,
    }
    return said | more


def written(district: District) -> Visit:
    lines = [NewLine("promised", "Lấp tạm đoạn tổ 6.", due_on=district.day)]
    return actions.write_visit(
        place=district.place("A1"), visited_on=district.day, lines=lines, **who(district, "deputy")
    )


def test_the_form_asks_for_a_place_first(district: District, enter: Enter) -> None:
    shown = page(enter("deputy"), "/di-co-so/moi")
    assert "chọn nơi" in shown
    shown = page(enter("deputy"), f"/di-co-so/moi?noi={district.place('A1')}")
    assert "Chi bộ Ấp A1 sẽ thấy lời hứa" in shown
    assert "trả lời chậm nhất Thứ Hai 18/7" in shown


def test_sent_it_becomes_lines_a_task_and_a_matter(district: District, enter: Enter) -> None:
    answer = enter("deputy").post("/di-co-so/moi", filled(district))
    row = Visit.objects.get()
    assert answer.headers["Location"] == f"/di-co-so/{row.pk}?gui=1"
    assert (row.half, row.met) == ("morning", "Bí thư chi bộ, 6 hộ tổ 6")
    assert [line.kind for line in row.lines.all()] == ["heard", "heard", "promised"]
    assert (Task.objects.count(), Matter.objects.count()) == (1, 1)
    shown = page(enter("cell_secretary"), f"/di-co-so/{row.pk}")
    assert "Cho lấp tạm đoạn tổ 6." in shown
    assert "đầu việc, hạn 15/7" in shown


def test_pressed_twice_it_is_written_once(district: District, enter: Enter) -> None:
    client = enter("deputy")
    first = client.post("/di-co-so/moi", filled(district))
    second = client.post("/di-co-so/moi", filled(district))
    assert first.headers["Location"] == second.headers["Location"]
    assert (Visit.objects.count(), Task.objects.count()) == (1, 1)


@pytest.mark.parametrize(("button", "box"), [("heard", "heard-words-2"), ("promised", "-words-1")])
def test_one_more_line_keeps_everything_and_sends_nothing(
    district: District, enter: Enter, button: str, box: str
) -> None:
    answer = enter("deputy").post("/di-co-so/moi", filled(district, do=button))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert box in shown
    assert "Ống nước đào rồi để đó." in shown
    assert "Bí thư chi bộ, 6 hộ tổ 6" in shown
    assert 'name="heard-as-0" value="matter" checked' in shown
    assert not Visit.objects.exists()


def test_another_place_keeps_what_was_typed(district: District, enter: Enter) -> None:
    said = filled(district, do="noi", place=str(district.place("B1")))
    shown = enter("deputy").post("/di-co-so/moi", said).content.decode()
    assert "Chi bộ Ấp B1 sẽ thấy lời hứa" in shown
    assert "Cho lấp tạm đoạn tổ 6." in shown


@pytest.mark.parametrize(
    ("more", "box", "words"),
    [
        ({"on": "31/2/2022"}, "on", "không có trong lịch"),
        ({"on": ""}, "on", "Chưa ghi ngày đi"),
        ({"on": "12/7/2022"}, "on", "chưa đến"),
        ({"promised-due-0": "mai"}, "promised-due-0", "không đọc được"),
        ({"promised-due-0": "1/7"}, "promised-due-0", "đã qua"),
        ({"promised-as-0": "", "promised-by-0": "x"}, "promised-by-0", "không đọc được"),
        ({"heard-to-0": "post:x"}, "heard-to-0", "không trả lời được"),
        ({"place": ""}, "place", "Chưa chọn nơi đến"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_box_and_nothing_is_lost(
    district: District, enter: Enter, more: dict[str, str], box: str, words: str
) -> None:
    answer = enter("deputy").post("/di-co-so/moi", filled(district, **more))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{box}"' in shown
    assert words in shown
    assert "Chôm chôm trúng mùa." in shown
    assert not Visit.objects.exists()


def test_boxes_of_another_choice_are_not_meant(district: District, enter: Enter) -> None:
    more = {"promised-as-0": "", "promised-due-0": "mai", "heard-as-0": "", "heard-to-0": "x"}
    enter("deputy").post("/di-co-so/moi", filled(district, **more))
    assert VisitLine.objects.filter(due_on=None).count() == 3


def test_a_photo_is_shown_to_those_who_see_the_visit(district: District, enter: Enter) -> None:
    photo = SimpleUploadedFile("to6.png", PNG)
    enter("deputy").post("/di-co-so/moi", {**filled(district), "photo": photo})
    address = f"/di-co-so/{Visit.objects.get().pk}/anh/{Attachment.objects.get().pk}"
    assert enter("cell_secretary").get(address).content == PNG
    assert enter("cell_secretary_2").get(address).status_code == 403


def test_a_file_that_is_no_photo_is_said_so(district: District, enter: Enter) -> None:
    file = SimpleUploadedFile("a.txt", b"not a picture")
    answer = enter("deputy").post("/di-co-so/moi", {**filled(district), "photo": file})
    assert answer.status_code == 422
    assert 'href="#photo"' in answer.content.decode()


@pytest.mark.parametrize("name", ["cell_secretary", "agency", "supervisor", "outsider"])
def test_who_writes_no_visits_is_told_whom_to_ask(
    district: District, enter: Enter, name: str
) -> None:
    assert enter(name).get("/di-co-so/moi").status_code == 403
    assert enter(name).post("/di-co-so/moi", filled(district)).status_code == 403


def test_the_cell_says_not_done_and_the_visitor_sets_a_new_day(
    district: District, enter: Enter
) -> None:
    row = written(district)
    line = row.lines.get()
    address = f"/di-co-so/{row.pk}"
    cell, deputy = enter("cell_secretary"), enter("deputy")
    assert "Chưa làm" in page(cell, address)
    said = {"answer": "not_done", "words": "Chưa thấy ai.", "key": KEY}
    answer = cell.post(f"{address}/{line.pk}/noi", said)
    assert answer.headers["Location"] == f"{address}#d{line.pk}"
    shown = page(deputy, address)
    assert "1 lời hứa chưa làm" in shown
    assert "Chưa thấy ai." in shown
    assert "1 lời hứa nơi đến nói là chưa làm" in page(deputy, "/di-co-so")
    wrong = deputy.post(f"{address}/{line.pk}/hen-lai", {"due": "1/7"})
    assert wrong.status_code == 422
    deputy.post(f"{address}/{line.pk}/hen-lai", {"due": "22/7", "key": KEY})
    assert VisitLine.objects.get().answer == ""
    cell.post(f"{address}/{line.pk}/noi", {"answer": "done", "key": KEY})
    assert "đã làm xong mọi lời hứa" in page(cell, address)


def test_a_line_is_answered_under_its_own_visit_only(district: District, enter: Enter) -> None:
    row, other = written(district), written(district)
    line = other.lines.get()
    answer = enter("cell_secretary").post(f"/di-co-so/{row.pk}/{line.pk}/noi", {"answer": "done"})
    assert answer.status_code == 400
    assert VisitLine.objects.get(pk=line.pk).answer == ""


@pytest.mark.parametrize("name", ["official_b", "cell_secretary_2", "agency", "administrator"])
def test_strangers_are_refused_everywhere(district: District, enter: Enter, name: str) -> None:
    row = written(district)
    line = row.lines.get()
    client = enter(name)
    assert client.get(f"/di-co-so/{row.pk}").status_code == 403
    for move in ("noi", "hen-lai"):
        assert client.post(f"/di-co-so/{row.pk}/{line.pk}/{move}", {}).status_code == 403


@pytest.mark.parametrize("name", ["administrator", "outsider"])
def test_the_list_is_not_for_everybody(district: District, enter: Enter, name: str) -> None:
    assert enter(name).get("/di-co-so").status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_can_be_drawn_in_both_languages(
    district: District, enter: Enter, language: str
) -> None:
    enter("deputy").post("/di-co-so/moi", filled(district))
    row = Visit.objects.get()
    actions.confirm(
        line=row.lines.get(kind="promised").pk,
        answer="not_done",
        **who(district, "cell_secretary"),
    )
    for address in ("/di-co-so", "/di-co-so?xem=mine", f"/di-co-so/{row.pk}", "/di-co-so/moi"):
        answer = enter("deputy").get(address, {"lang": language})
        assert answer.status_code == 200
        assert answer.content.decode().count("<h1") == 1
    assert enter("cell_secretary").get("/di-co-so", {"lang": language}).status_code == 200
