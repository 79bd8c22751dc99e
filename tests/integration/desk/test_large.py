"""The home of large rows: what the cell secretary owes, worst first, four at most (UX 13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.matters import answered, raised, who
from tests.support.returns import make_office
from vedich.apps.desk import large
from vedich.apps.desk.large import LargeRow
from vedich.apps.places.models import Office
from vedich.apps.places.offices import OfficeValues, set_office
from vedich.apps.returns import actions as returns
from vedich.apps.returns.queries import mine
from vedich.apps.tasks.actions import NewTask, give_tasks
from vedich.apps.tasks.matters import actions as matters
from vedich.apps.tasks.rollout import actions as rollout
from vedich.apps.tasks.rollout.shapes import Dates
from vedich.apps.tasks.visits.actions import NewLine, write_visit


def rows(district: District, name: str = "cell_secretary") -> Sequence[LargeRow]:
    actor = district.actor(name)
    return large.rows(actor, district.day, "vi", mine(actor, district.day, "vi"))


def kinds(district: District) -> list[tuple[str, str]]:
    return [(row.kind, row.case) for row in rows(district)]


def give(district: District, due: date, title: str = "Vận động hai hộ cuối tuyến") -> None:
    post = district.people["cell_secretary"].posts.get()
    new = NewTask(title=title, accountable=post.pk, due_on=due)
    give_tasks(place=district.place("A"), tasks=[new], **who(district, "official"))


def promise(district: District, due: date) -> None:
    write_visit(
        place=district.place("A1"),
        visited_on=district.day,
        lines=[NewLine("promised", "Cho lấp tạm đoạn tổ 6.", due_on=due)],
        **who(district, "deputy"),
    )


def test_the_return_and_the_way_to_raise_a_matter_are_always_there(district: District) -> None:
    assert kinds(district) == [("return", "none"), ("matter", "none")]
    assert [row.link for row in rows(district)] == ["/bao-cao", "/bao-viec"]
    assert not any(row.waits for row in rows(district))


def test_a_return_that_waits_stands_first_with_its_working_days(district: District) -> None:
    office = make_office(district, 6)
    first = rows(district)[0]
    assert (first.kind, first.case, first.waits) == ("return", "send", True)
    assert (first.due, first.left) == (date(2022, 7, 5), -4)
    assert first.link == f"/bao-cao/{office.of('A1').pk}"
    assert first.look == "off"


def test_a_return_that_was_sent_back_shows_why(district: District) -> None:
    office = make_office(district, 6)
    office.send("A1")
    assert rows(district)[0].case == "submitted"
    returns.send_back(of=office.of("A1").pk, reason="Thiếu tổ 3", **who(district, "official_2"))
    first = rows(district)[0]
    assert (first.case, first.place, first.waits) == ("back:returned", "Thiếu tổ 3", True)


def test_the_last_matter_says_where_it_stands(district: District) -> None:
    raised(district)
    row = rows(district)[1]
    assert (row.case, row.left, row.place) == ("open", 5, "Xã A")
    assert row.words == "Cống ngang đường tổ 3 sụt, xe ba gác…"
    assert (row.link, row.waits) == ("/bao-viec", False)


def test_an_answer_to_look_at_leads_to_it(district: District) -> None:
    row = answered(district)
    raised(district, words="Đèn tổ 1 cháy.")
    first = rows(district)[0]
    assert (first.kind, first.case, first.waits) == ("matter", "answered", True)
    assert first.link == f"/viec-phat-sinh/{row.pk}"


def test_a_matter_that_is_over_is_not_shown_any_more(district: District) -> None:
    row = answered(district)
    matters.close(matter=row.pk, **who(district, "cell_secretary"))
    assert rows(district)[1].case == "none"


def test_tasks_show_the_nearest_day_and_how_many(district: District) -> None:
    give(district, date(2022, 7, 29), "Xa")
    give(district, date(2022, 7, 12), "Gần")
    give(district, date(2022, 7, 8), "Trễ")
    row = next(row for row in rows(district) if row.kind == "tasks")
    assert (row.words, row.count, row.late, row.waits) == ("Trễ", 3, 1, True)


def test_a_task_far_off_is_there_and_does_not_wait(district: District) -> None:
    give(district, date(2022, 9, 1))
    found = {row.kind: row.waits for row in rows(district)}
    assert found == {"return": False, "tasks": False, "matter": False}


def test_a_promise_is_to_be_confirmed_on_its_day(district: District) -> None:
    promise(district, district.day)
    first = rows(district)[0]
    assert (first.kind, first.words) == ("promise", "Cho lấp tạm đoạn tổ 6.")
    assert first.place == "Phó Bí thư Thường trực"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_row_can_be_drawn(year: Year, client: Client, language: str) -> None:
    district = year.district
    rollout.set_dates(
        resolution=year.resolution, dates=Dates(meet_by=date(2022, 7, 8)), **who(district, "clerk")
    )
    Office.objects.create(place_id=district.place("A"), phone="0275 387 5678")
    client.force_login(district.people["cell_secretary"])

    def drawn() -> str:
        response = client.get("/", {"lang": language})
        assert response.status_code == 200
        return str(response.content.decode())

    assert drawn().count("<h1") == 1
    promise(district, district.day)
    row = raised(district)
    assert 'href="tel:02753875678"' in drawn()
    give(district, date(2022, 7, 1))
    matters.answer(matter=row.pk, words="Sẽ sửa.", **who(district, "official"))
    page = drawn()
    assert page.count('class="ic"') == large.MOST
    assert f'href="/viec-phat-sinh/{row.pk}"' in page


def test_four_rows_at_most_and_the_worst_of_them_first(year: Year) -> None:
    district = year.district
    rollout.set_dates(
        resolution=year.resolution,
        dates=Dates(meet_by=date(2022, 7, 8)),
        **who(district, "clerk"),
    )
    promise(district, district.day)
    give(district, date(2022, 7, 1))
    answered(district)
    found = rows(district)
    assert len(found) == large.MOST
    assert found[0].kind == "tasks"
    assert {row.kind for row in found} >= {"return", "matter"}
    lefts = [row.left for row in found if row.waits]
    assert lefts == sorted(lefts)


def test_without_a_number_there_is_nobody_to_call(district: District) -> None:
    assert large.call(district.actor("cell_secretary"), district.day, "vi") == ("", "")


def test_the_nearest_office_above_is_called(district: District) -> None:
    actor = district.actor("cell_secretary")
    set_office(
        place=district.place("root"),
        to=OfficeValues(phone="0275 387 1234"),
        **who(district, "clerk"),
    )
    assert large.call(actor, district.day, "vi") == ("huyện", "0275 387 1234")
    Office.objects.create(place_id=district.place("A"), phone="0275 387 5678")
    assert large.call(actor, district.day, "vi") == ("xã", "0275 387 5678")


@pytest.mark.parametrize("name", ["cell_secretary", "outsider"])
def test_the_rows_ask_the_database_as_often_for_many_as_for_few(
    district: District, name: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        give(district, district.day)
        raised(district)
        promise(district, district.day)
    actor = district.actor(name)
    own = mine(actor, district.day, "vi")
    with django_assert_max_num_queries(12):
        large.rows(actor, district.day, "vi", own)
