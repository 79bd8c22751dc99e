"""The matrix of assignment on the small district: cells, flags, loads, who sees what (R14)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.integration.tasks.assignment.conftest import Office
from tests.support.refusals import refused
from vedich.apps.people.models import Post
from vedich.apps.places.offices import OfficeValues, set_office
from vedich.apps.tasks.actions import accept_done, drop, note_progress
from vedich.apps.tasks.assignment import wanting
from vedich.apps.tasks.assignment.facts import facts
from vedich.apps.tasks.assignment.queries import desk
from vedich.apps.tasks.assignment.shapes import Board, Box
from vedich.core.permits import NotPermitted


pytestmark = pytest.mark.django_db


def box(board: Board, field: str, place: str) -> Box:
    line = next(line for line in board.lines if line.head.name == field)
    return line.boxes[[head.name for head in board.columns].index(place)]


def test_without_any_task_only_what_is_owed_is_flagged(office: Office) -> None:
    board = office.desk().board()
    assert [head.name for head in board.columns] == ["Xã A", "Xã B"]
    assert box(board, "Hạ tầng", "Xã A").look == "empty"
    assert box(board, "Hạ tầng", "Xã A").words == "chỉ tiêu 1, 2"
    assert box(board, "Nông thôn mới", "Xã B").words == "chỉ tiêu 4"
    # the agency answers for it, no commune owes anything
    assert box(board, "Kiểm tra", "Xã A").look == "nothing"
    assert (board.empty, board.late, board.tasks) == (4, 0, 0)
    assert (board.served, board.targets) == (0, 3)


def test_a_task_fills_the_cells_of_its_places(office: Office) -> None:
    office.give("deputy", "deputy", "head", where=("A", "B"))
    board = office.desk().board()
    for place in ("Xã A", "Xã B"):
        found = box(board, "Hạ tầng", place)
        assert (found.look, found.open, found.others) == ("open", 3, 1)
        assert found.name == "Phó Bí thư Thường trực"
    assert board.tasks == 3
    assert board.empty == 2


def test_a_task_in_a_hamlet_stands_in_its_commune_once(office: Office) -> None:
    office.give("head", where=("A1", "A2"))
    assert box(office.desk().board(), "Hạ tầng", "Xã A").open == 1


def test_work_that_lies_in_no_locality_has_a_column_of_its_own(office: Office) -> None:
    office.give("head", where=())
    board = office.desk().board()
    assert board.columns[-1].own
    assert box(board, "Hạ tầng", "Chung").open == 1


def test_a_late_task_marks_its_cell_and_comes_into_the_list(office: Office) -> None:
    office.give("head", due=office.district.day - timedelta(days=10))
    board = office.desk().board()
    assert box(board, "Hạ tầng", "Xã A").late == board.late == 1
    looks = [one.box.look for one in board.todo]
    assert looks == ["empty", "empty", "empty", "open"]


def test_a_weekend_makes_nothing_late(office: Office) -> None:
    district = office.district
    office.give("head", due=district.day - timedelta(days=2))
    sunday = desk(
        None,
        actor=district.actor("secretary"),
        day=district.day - timedelta(days=1),
        language="vi",
    )
    assert sunday.board().late == 0
    assert office.desk().board().late == 1


def test_closed_work_still_serves_what_is_owed(office: Office) -> None:
    district = office.district
    (task,) = office.give("head")
    said: dict[str, Any] = {"at": district.at, "on_day": district.day, "task": task.pk}
    note_progress(words="Xong", claim=True, by=district.actor("head"), **said)
    accept_done(by=district.actor("secretary"), **said)
    found = box(office.desk().board(), "Hạ tầng", "Xã A")
    assert (found.look, found.done, found.open) == ("done", 1, 0)


def test_dropped_work_serves_nothing(office: Office) -> None:
    district = office.district
    (task,) = office.give("head")
    drop(
        task=task.pk,
        why="Trùng việc",
        by=district.actor("secretary"),
        at=district.at,
        on_day=district.day,
    )
    assert box(office.desk().board(), "Hạ tầng", "Xã A").look == "empty"


def test_work_a_commune_gave_itself_is_no_gap_but_is_not_counted(office: Office) -> None:
    office.give("official", at="A", where=("A1",), by="official")
    board = office.desk().board()
    assert box(board, "Hạ tầng", "Xã A").look == "below"
    assert (board.tasks, board.empty) == (0, 3)


def test_a_commune_has_a_matrix_of_its_hamlets_with_work_given_above(office: Office) -> None:
    office.give("head", where=("A1",))
    board = office.desk("official").board()
    assert [head.name for head in board.columns] == ["Ấp A1", "Ấp A2", "Ấp A3"]
    assert box(board, "Hạ tầng", "Ấp A1").open == 1
    assert box(board, "Hạ tầng", "Ấp A2").words == "chỉ tiêu 1, 2"


def test_people_are_counted_and_not_posts(office: Office) -> None:
    first = Post.objects.get(pk=office.post("head"))
    second = Post.objects.create(
        person=first.person,
        role="field_head",
        title="Phó ban",
        place=first.place,
        held_from=first.held_from,
    )
    office.give("head")
    (task,) = office.give("head")
    task.accountable = second
    task.save()
    board = office.desk().board()
    assert (box(board, "Hạ tầng", "Xã A").open, box(board, "Hạ tầng", "Xã A").others) == (2, 0)
    assert [one.open for one in board.carried] == [2]


def test_who_carries_twice_the_mean_is_overloaded_and_comes_first(office: Office) -> None:
    office.give(*["head"] * 6, "deputy", "clerk")
    board = office.desk().board()
    assert [(one.name, one.over) for one in board.carried][0] == (
        "Phó Chủ tịch phụ trách kinh tế",
        True,
    )
    assert (board.overloaded, board.mean) == (1, 27)


def test_the_office_says_which_fields_there_are_and_who_is_overloaded(office: Office) -> None:
    district = office.district
    set_office(
        place=district.place("root"),
        to=OfficeValues(fields=("Quốc phòng", "Hạ tầng"), overload=150),
        by=district.actor("clerk"),
        at=district.at,
        on_day=district.day,
    )
    office.give(*["head"] * 3, "deputy")
    board = office.desk().board()
    assert [line.head.name for line in board.lines][:2] == ["Quốc phòng", "Hạ tầng"]
    assert board.overloaded == 1


def test_a_charge_stands_at_the_edge_and_a_post_that_ended_holds_none(office: Office) -> None:
    office.charge("deputy", field="Hạ tầng")
    office.charge("head", locality=office.district.place("A"))
    board = office.desk().board()
    assert board.lines[0].head.holder == "Phó Bí thư Thường trực"
    assert board.columns[0].holder == "Phó Chủ tịch phụ trách kinh tế"
    assert board.columns[1].holder == ""
    Post.objects.filter(pk=office.post("deputy")).update(held_until=office.district.day)
    assert office.desk().board().lines[0].head.holder == ""


def test_agencies_and_units_say_what_is_wanting(office: Office) -> None:
    board = office.desk().by_body()
    rows = {row.name: row for row in board.rows}
    assert set(rows) == {"Phòng A", "Văn phòng"}
    assert (rows["Phòng A"].targets, rows["Phòng A"].unserved) == ("3, 5, 6, 7", "3, 5, 6, 7")
    assert rows["Văn phòng"].unserved == ""
    office.charge("head", body=office.district.body("agency").pk)
    office.give("agency", where=())
    rows = {row.name: row for row in office.desk().by_body().rows}
    assert not rows["Phòng A"].unfollowed
    assert (rows["Phòng A"].open, rows["Phòng A"].unserved) == (1, "")
    assert office.desk().by_body().right == 1


def test_people_with_a_charge_and_no_work_are_listed_too(office: Office) -> None:
    office.charge("deputy", field="Hạ tầng")
    office.give("head", None)
    board = office.desk().by_person()
    assert [row.name for row in board.rows] == [
        "Phó Bí thư Thường trực",
        "Phó Chủ tịch phụ trách kinh tế",
    ]
    assert [row.charges for row in board.rows] == [("Hạ tầng",), ()]
    assert board.nobody == 1


def test_an_official_sees_his_commune_only(office: Office) -> None:
    with pytest.raises(NotPermitted):
        office.desk("official", "B").board()
    with pytest.raises(NotPermitted):
        office.desk("official", "root").board()
    assert [one.text for one in office.desk("official").place.choices] == ["Xã A"]
    assert [one.text for one in office.desk("secretary").place.choices] == [
        "Huyện Mẫu",
        "Xã A",
        "Xã B",
    ]


def test_a_place_nobody_knows_is_refused(office: Office) -> None:
    district = office.district
    with refused("assignment.nowhere"):
        facts(99999, actor=district.actor("secretary"), day=district.day, language="vi")


@pytest.mark.parametrize("page", ["", "/co-quan", "/nguoi", "/viec", ".xlsx"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("clerk", 200), ("agency", 200), ("supervisor", 200), ("outsider", 403)],
)
def test_who_may_open_the_pages(
    office: Office, client: Client, page: str, who: str, status: int
) -> None:
    office.give("head")
    found = office.sign_in(client, who).get(f"/phan-cong{page}")
    assert found.status_code == status


@pytest.mark.parametrize(("who", "buttons"), [("secretary", True), ("supervisor", False)])
def test_buttons_are_for_who_may_give(
    office: Office, client: Client, who: str, buttons: bool
) -> None:
    page = office.sign_in(client, who).get("/phan-cong").content.decode()
    assert ("Giao 4 phần" in page) == buttons
    assert ("/phan-cong/giao?" in page) == buttons
    assert "4 phần chỉ tiêu chưa thành việc" in page


def gaps(office: Office, who: str) -> dict[str, object]:
    """The places whose gaps this person is told of, and how many."""
    found = wanting.needs(office.district.actor(who), office.district.day)
    return {need.link: dict(need.values)["count"] for need in found}


def test_who_leads_is_told_of_the_gaps_the_matrix_shows(office: Office, client: Client) -> None:
    root = office.district.place("root")
    page = f"/phan-cong?noi={root}"
    assert gaps(office, "secretary") == {page: 4}
    assert gaps(office, "head") == {}
    browser = office.sign_in(client, "secretary")
    assert "4 phần chỉ tiêu chưa thành việc" in browser.get(page).content.decode()
    home = browser.get("/").content.decode()
    assert "4 phần chỉ tiêu chưa thành việc." in home
    assert f'href="{page}"' in home

    office.give("head", where=("A", "B"))
    assert gaps(office, "secretary") == {page: office.desk().board().empty} == {page: 2}
    assert "2 phần chỉ tiêu chưa thành việc." in browser.get("/").content.decode()


def test_a_commune_is_told_of_what_its_cells_owe(office: Office) -> None:
    Post.objects.filter(person=office.district.people["official"]).update(role="secretary")
    commune = office.desk("official", "A").board()
    assert commune.empty
    page = f"/phan-cong?noi={office.district.place('A')}"
    assert gaps(office, "official") == {page: commune.empty}


def test_the_page_of_a_cell_lists_its_tasks_and_what_is_owed(
    office: Office, client: Client
) -> None:
    office.give("head")
    place = office.district.place("root")
    column = office.district.place("A")
    page = office.sign_in(client, "secretary").get(f"/phan-cong/o?noi={place}&l=ha-tang&c={column}")
    text = page.content.decode()
    assert "Việc của head" in text
    assert "2. Nước sạch" in text


@pytest.mark.parametrize("query", ["l=x&c=1", "l=ha-tang&c=x", "", "l=ha-tang&c=999999"])
def test_a_cell_that_is_none_leads_back(office: Office, client: Client, query: str) -> None:
    found = office.sign_in(client, "secretary").get(f"/phan-cong/o?{query}")
    assert found.status_code == 302


def test_english_and_the_turned_table(office: Office, client: Client) -> None:
    office.give("head")
    browser = office.sign_in(client, "secretary")
    assert "Infrastructure" in browser.get("/phan-cong?lang=en").content.decode()
    page = browser.get("/phan-cong?xoay=1&kho=a3").content.decode()
    assert page.index("Xã A") < page.index("Xã B")
    assert "assignment-a3" in page


@pytest.mark.parametrize("count", [2, 30])
def test_the_questions_to_the_database_do_not_grow(
    office: Office, client: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    office.give(*["head", "deputy"] * count, where=("A", "B1"))
    browser = office.sign_in(client, "secretary")
    browser.get("/")
    with django_assert_max_num_queries(13):
        office.desk().board()
    with django_assert_max_num_queries(13):
        office.desk().by_body()
    with django_assert_max_num_queries(13):
        office.desk().by_person()


def test_the_day_after_a_place_is_empty_again(district: District, client: Client) -> None:
    client.force_login(district.people["secretary"])
    page = client.get("/phan-cong").content.decode()
    assert "Chưa có gì để phân công" in page
