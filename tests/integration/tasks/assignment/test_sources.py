"""Tasks of a resolution given in the preview, sheets for Excel, rights of a field (R14, R34)."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.integration.tasks.assignment.conftest import Office
from tests.integration.tasks.assignment.test_giving import give
from vedich.apps.evidence.models import File, Frozen
from vedich.apps.people.models import Post
from vedich.apps.resolutions.models import ProposalRow, ResolutionText
from vedich.apps.tasks.assignment.shapes import Box
from vedich.apps.tasks.assignment.sheets import said
from vedich.apps.tasks.models import Charge, Task


pytestmark = pytest.mark.django_db


@pytest.fixture
def read(office: Office) -> list[ProposalRow]:
    """Three tasks the reader found in the resolution: two accepted, one dropped."""
    district = office.district
    file = File.objects.create(
        sha256="0" * 64,
        name="nq.txt",
        size=1,
        received_at=district.at,
        received_by="person:1",
        place_id=district.place("root"),
    )
    frozen = Frozen.objects.create(file=file, extractor="1", text="…", blocks=[], tables=[])
    text = ResolutionText.objects.create(
        resolution_id=office.year.resolution,
        frozen=frozen,
        reader="1",
        read_by="person:1",
        read_at=district.at,
    )
    decided = {"decided_by": "person:1", "decided_at": district.at}
    rows = [
        ("Làm 2 km đường", "Phòng A", "quý III/2022", "accepted"),
        ("Nối nước 40 hộ", "Trạm lạ", "", "corrected"),
        ("Việc đã bỏ", "", "", "rejected"),
    ]
    return [
        ProposalRow.objects.create(
            text=text,
            number=number,
            kind="task",
            start=number,
            end=number + 1,
            name=name,
            lead=lead,
            time=time,
            state=state,
            **decided,
        )
        for number, (name, lead, time, state) in enumerate(rows, 1)
    ]


def test_accepted_tasks_of_a_resolution_are_given_with_a_person_each(
    office: Office, client: Client, read: list[ProposalRow]
) -> None:
    browser = office.sign_in(client, "clerk")
    start = browser.get("/phan-cong/giao-nhieu").content.decode()
    assert "2 nhiệm vụ đã nhận, chưa giao" in start
    address = f"/phan-cong/giao-nhieu?nq={office.year.resolution}"
    page = browser.get(address).content.decode()
    assert "“Trạm lạ” là cơ quan, đơn vị nào?" in page
    assert "Việc đã bỏ" not in page
    offered = re.search(r'<option value="(Phó Bí thư[^"]*)"', page)
    assert offered
    boxes = {f"person-p{read[0].pk}": offered[1], f"lead-p{read[1].pk}": "-"}
    assert give(browser, page, **boxes).status_code == 302
    first, second = Task.objects.order_by("number")
    assert (first.proposal, first.resolution_id) == (read[0], office.year.resolution)
    assert first.accountable_id == office.post("deputy")
    assert str(first.due_on) == "2022-09-30"
    assert first.body == office.district.body("agency")
    assert second.accountable_id is None
    assert "Không còn việc nào để giao" in browser.get(address).content.decode()


def test_a_resolution_that_is_none_is_refused(office: Office, client: Client) -> None:
    found = office.sign_in(client, "clerk").get("/phan-cong/giao-nhieu?nq=9999")
    assert found.status_code == 400


def test_excel_has_the_matrix_and_its_tasks(office: Office, client: Client) -> None:
    office.give("head", where=("A", "B"))
    office.charge("deputy", field="Hạ tầng")
    answer = office.sign_in(client, "supervisor").get("/phan-cong.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Lĩnh vực × địa phương", "Đầu việc"]
    matrix = book.get_sheet_by_name("Lĩnh vực × địa phương").to_python()
    flat = [str(cell) for row in matrix for cell in row]
    assert "Dữ liệu mẫu: số liệu và tên người là giả định." in flat
    assert "Phó Chủ tịch phụ trách kinh tế 1" in flat
    assert "[chỉ tiêu 4]" in flat
    assert "Phó Bí thư Thường trực" in flat
    tasks = book.get_sheet_by_name("Đầu việc").to_python()
    assert ["Việc của head" in row for row in tasks].count(True) == 1
    english = office.sign_in(client, "supervisor").get("/phan-cong.xlsx?lang=en")
    assert english.status_code == 200


def test_who_holds_some_fields_gives_in_those_only(office: Office, client: Client) -> None:
    Post.objects.filter(pk=office.post("head")).update(fields=["Hạ tầng"])
    board = office.desk("head").board()
    gives = {
        line.head.name: any(box.give for box in line.boxes)
        for line in board.lines
        if any(box.look == "empty" for box in line.boxes)
    }
    assert gives == {"Hạ tầng": True, "Nông thôn mới": False}
    browser = office.sign_in(client, "head")
    page = browser.get("/phan-cong/giao-nhieu?tu=phan").content.decode()
    assert "2 việc đã rõ" in page
    assert give(browser, page).status_code == 302
    assert {task.field for task in Task.objects.all()} == {"Hạ tầng"}


@pytest.mark.parametrize(
    ("kind", "asked"), [("locality", "Ai theo dõi Xã A?"), ("body", "Phòng A")]
)
def test_places_and_bodies_are_given_to_somebody_too(
    office: Office, client: Client, kind: str, asked: str
) -> None:
    district = office.district
    of = district.place("A") if kind == "locality" else district.body("agency").pk
    browser = office.sign_in(client, "clerk")
    address = f"/phan-cong/giao?noi={district.place('root')}&loai={kind}&cho={of}"
    assert asked in browser.get(address).content.decode()
    found = browser.post(address, {"holder": office.post("head"), "key": "k"})
    assert found.status_code == 302
    charge = Charge.objects.get()
    assert (charge.kind, charge.holder_id) == (kind, office.post("head"))


def test_a_cell_says_what_is_done_and_what_is_given_below() -> None:
    assert said(Box("done", done=2), "vi") == "2 xong"
    assert said(Box("below"), "vi") == "cấp dưới đã giao"
    assert said(Box("open", name="Châu", others=1, open=3, late=2), "vi") == "Châu +1 3 (trễ 2)"
    assert said(Box("nothing"), "en") == "–"
