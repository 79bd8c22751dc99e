"""Charges, and many tasks at once: previews, questions, wrong days, giving once (R14)."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.integration.tasks.assignment.conftest import Office
from vedich.apps.journal.models import Line
from vedich.apps.tasks.models import Charge, Task


pytestmark = pytest.mark.django_db

HEADER = "TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\tNgười\tĐịa phương\tChỉ tiêu\n"
GOOD = (
    "1\tLàm 2 km đường\tPhòng A\tVăn phòng\t30/9\tBiên bản\tPhó Bí thư Thường trực\tXã A\t1\n"
    "2\tNối nước 40 hộ\tPhòng A\t\tQuý III/2022\t\tPhó Chủ tịch phụ trách kinh tế\tXã B; Xã A\t2\n"
)


def look(client: Client, text: str, **more: Any) -> Any:
    said = {"tu": "dan", "buoc": "xem", "text": text} | more
    return client.post("/phan-cong/giao-nhieu", said)


def give(client: Client, page: str, **more: str) -> Any:
    """Send the preview as a browser would: every box as it stands, with `more` typed over."""
    boxes: dict[str, str] = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    )
    for name, value in re.findall(
        r'<input class="in[^"]*" id="[^"]+" name="([^"]+)"[^>]*? value="([^"]*)"', page
    ):
        boxes[name] = value
    for name in re.findall(r'<select class="in" id="[^"]+" name="([^"]+)"', page):
        boxes[name] = ""
    text = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    if text:
        boxes["text"] = text[1]
    boxes.pop("csrfmiddlewaretoken", None)
    return client.post("/phan-cong/giao-nhieu", boxes | more)


def test_a_pasted_table_is_shown_and_then_given_once(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "clerk")
    page = look(browser, HEADER + GOOD).content.decode()
    assert "2 việc đã rõ" in page
    assert "30/9/2022" in page
    assert not Task.objects.exists()
    lines = Line.objects.count()
    for _ in range(2):
        assert give(browser, page).status_code == 302
    first, second = Task.objects.order_by("number")
    assert (first.title, first.product, str(first.due_on)) == (
        "Làm 2 km đường",
        "Biên bản",
        "2022-09-30",
    )
    assert first.accountable_id == office.post("deputy")
    assert first.body == office.district.body("agency")
    assert [one.body.name for one in first.cooperations.all()] == ["Văn phòng"]
    assert first.field == "Hạ tầng"
    assert {one.place_id for one in second.places.all()} == {
        office.district.place("A"),
        office.district.place("B"),
    }
    assert [one.target.number for one in second.targets.all()] == [2]
    assert Line.objects.count() == lines + 1


def test_a_table_pasted_a_second_time_says_what_is_there_already(
    office: Office, client: Client
) -> None:
    browser = office.sign_in(client, "clerk")
    give(browser, look(browser, HEADER + GOOD).content.decode())
    again = look(browser, HEADER + GOOD).content.decode()
    assert "trùng nội dung với đầu việc số 1 đang làm" in again


def test_an_unknown_person_is_asked_for_with_the_nearest(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "clerk")
    table = "Nội dung\tNgười\tChủ trì\nLàm đường\tPhó Bí thư Thường vụ\tPhòng B\n"
    page = look(browser, table).content.decode()
    assert "“Phó Bí thư Thường vụ” là ai, giữ chức vụ nào?" in page
    assert "“Phòng B” là cơ quan, đơn vị nào?" in page
    refused = give(browser, page)
    assert refused.status_code == 400
    assert not Task.objects.exists()
    text = refused.content.decode()
    near = re.search(r'<option value="(Phó Bí thư Thường trực[^"]*)"', text)
    assert near
    done = give(browser, text, **{"person-2": near[1], "lead-2": "-"})
    assert done.status_code == 302
    task = Task.objects.get()
    assert (task.accountable_id, task.body_id) == (office.post("deputy"), None)


def test_a_wrong_day_says_row_and_remedy_and_is_mended_in_place(
    office: Office, client: Client
) -> None:
    browser = office.sign_in(client, "clerk")
    page = look(browser, "Nội dung\tThời gian\nLàm đường\t31/9/2022\n").content.decode()
    assert "“31/9/2022” không có trong lịch" in page
    assert give(browser, page).status_code == 400
    assert give(browser, page, **{"time-2": "30/9/2022"}).status_code == 302
    assert str(Task.objects.get().due_on) == "2022-09-30"


def test_a_row_can_be_left_out_but_not_all(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "clerk")
    page = look(browser, "Nội dung\tThời gian\nMột\t31/9\nHai\t30/9\n").content.decode()
    assert give(browser, page, **{"skip-2": "1", "skip-3": "1"}).status_code == 400
    assert give(browser, page, **{"skip-2": "1"}).status_code == 302
    assert [task.title for task in Task.objects.all()] == ["Hai"]


def test_a_person_may_be_chosen_or_taken_out_in_the_table(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "clerk")
    page = look(browser, HEADER + GOOD).content.decode()
    offered = re.search(r'<option value="(Chuyên viên Văn phòng[^"]*)"', page)
    assert offered
    assert give(browser, page, **{"person-2": offered[1], "person-3": ""}).status_code == 302
    first, second = Task.objects.order_by("number")
    assert first.accountable_id in (office.post("clerk"), office.post("clerk_b"))
    assert second.accountable_id is None


def xlsx(*lines: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Phụ lục")
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            page.write(row, column, cell)
    book.close()
    return out.getvalue()


def test_an_excel_file_is_read_with_its_title_rows_and_headings(
    office: Office, client: Client
) -> None:
    browser = office.sign_in(client, "clerk")
    data = xlsx(
        ("PHỤ LỤC PHÂN CÔNG",),
        ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian hoàn thành", "Mã riêng"),
        ("I", "Xây dựng Đảng", "", "", ""),
        (1, "Kết nạp đảng viên", "Phòng A", "Quý IV", "x"),
    )
    file = SimpleUploadedFile("phu-luc.xlsx", data)
    page = look(browser, "", file=file).content.decode()
    assert "1 việc đã rõ" in page
    assert "1 dòng tiêu đề được bỏ qua" in page
    assert "Không dùng cột: Mã riêng" in page
    assert give(browser, page).status_code == 302
    assert str(Task.objects.get().due_on) == "2022-12-31"


def test_days_and_numbers_of_excel_are_read_as_such(office: Office, client: Client) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Trống")
    page = book.add_worksheet("Việc")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, ["Nội dung", "Thời hạn", "Chỉ tiêu"])
    page.write(1, 0, "Làm đường")
    page.write_datetime(1, 1, date(2022, 9, 30), day)
    page.write_number(1, 2, 2)
    book.close()
    browser = office.sign_in(client, "clerk")
    shown = look(browser, "", file=SimpleUploadedFile("v.xlsx", out.getvalue())).content.decode()
    assert give(browser, shown).status_code == 302
    task = Task.objects.get()
    assert str(task.due_on) == "2022-09-30"
    assert [one.target.number for one in task.targets.all()] == [2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Ô dán còn trống"),
        ("Làm đường\nLàm cầu\n", "Không thấy dòng tên cột"),
        ("TT\tNội dung\n", "Không có dòng việc nào"),
        ("Nội dung\n" + "Việc\n" * 1001, "Bảng có 1001 việc"),
        ("Nội dung\n" + "Việc\n" * 6000, "hơn 5000 dòng"),
    ],
)
def test_a_table_that_cannot_be_read_says_why_and_keeps_what_was_typed(
    office: Office, client: Client, text: str, said: str
) -> None:
    found = look(office.sign_in(client, "clerk"), text)
    assert found.status_code == 400
    assert said in found.content.decode()


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods", "x.xls", "anh.jpg"])
def test_a_file_that_is_no_table_is_refused(office: Office, client: Client, name: str) -> None:
    file = SimpleUploadedFile(name, b"\xff\xd8 no table \x00\xff")
    found = look(office.sign_in(client, "clerk"), "", file=file)
    assert found.status_code == 400
    assert "không đọc được" in found.content.decode()


def test_empty_cells_become_tasks_and_are_empty_no_more(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "secretary")
    place = office.district.place("root")
    page = browser.get(f"/phan-cong/giao-nhieu?noi={place}&tu=phan").content.decode()
    assert "4 việc đã rõ" in page
    assert give(browser, page).status_code == 302
    board = office.desk().board()
    assert (board.empty, board.tasks, board.served) == (0, 4, 3)
    assert {task.field for task in Task.objects.all()} == {"Hạ tầng", "Nông thôn mới"}


def test_a_charge_is_given_changed_and_taken_back(office: Office, client: Client) -> None:
    browser = office.sign_in(client, "secretary")
    address = f"/phan-cong/giao?noi={office.district.place('root')}&loai=field&cho=ha-tang"
    assert "Ai phụ trách lĩnh vực Hạ tầng?" in browser.get(address).content.decode()
    found = browser.post(address, {"holder": office.post("deputy"), "key": "k"})
    assert found.status_code == 302
    assert Charge.objects.get().holder_id == office.post("deputy")
    assert "Đang là Phó Bí thư Thường trực" in browser.get(address).content.decode()
    browser.post(address, {"holder": "", "key": "l"})
    assert not Charge.objects.filter(until__isnull=True).exists()


@pytest.mark.parametrize("holder", ["999999", "x", "-1"])
def test_a_charge_for_a_post_nobody_holds_is_refused_and_changes_nothing(
    office: Office, client: Client, holder: str
) -> None:
    office.charge("head", field="Hạ tầng")
    browser = office.sign_in(client, "secretary")
    address = f"/phan-cong/giao?noi={office.district.place('root')}&loai=field&cho=ha-tang"
    assert browser.post(address, {"holder": holder, "key": "k"}).status_code == 400
    assert Charge.objects.get(until__isnull=True).holder_id == office.post("head")


@pytest.mark.parametrize("query", ["loai=field&cho=x", "loai=body&cho=1", "loai=x"])
def test_a_charge_of_nothing_is_said_to_be_none(office: Office, client: Client, query: str) -> None:
    found = office.sign_in(client, "secretary").get(f"/phan-cong/giao?{query}")
    assert found.status_code == 400


@pytest.mark.parametrize("query", ["", "noi=x"])
def test_a_bare_address_of_a_charge_leads_to_the_matrix(
    office: Office, client: Client, query: str
) -> None:
    found = office.sign_in(client, "secretary").get(f"/phan-cong/giao?{query}")
    assert found.headers["Location"] == "/phan-cong"


@pytest.mark.parametrize("who", ["supervisor", "agency", "outsider", "cell_secretary"])
@pytest.mark.parametrize(
    "path", ["/phan-cong/giao?loai=field&cho=ha-tang", "/phan-cong/giao-nhieu"]
)
def test_who_may_not_give_gets_no_form(office: Office, client: Client, who: str, path: str) -> None:
    assert office.sign_in(client, who).get(path).status_code == 403
