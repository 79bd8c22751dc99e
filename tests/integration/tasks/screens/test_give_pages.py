"""The form that gives a task, and the one that changes it (R14, R15)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support import tasks
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.task_pages import Work, asked, ok
from tests.support.task_pages import work as work
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks.models import Task, TaskTarget


GIVE = "/dau-viec/giao"


def typed(work: Work, **more: Any) -> dict[str, Any]:
    few = {
        "noi": str(work.district.place("root")),
        "title": "Sửa cầu Vĩnh Bắc",
        "accountable": str(work.post("head")),
        "due_on": "30/9",
        "key": "k" * 22,
    }
    return few | more


def test_three_boxes_are_enough(work: Work) -> None:
    to = ok(work.client("clerk").post(GIVE, typed(work)))
    made = Task.objects.latest("pk")
    assert to == f"/dau-viec/{made.pk}?da=give"
    assert (made.title, made.due_on) == ("Sửa cầu Vĩnh Bắc", date(2022, 9, 30))
    assert made.starts_on == work.district.day
    assert "điều chưa rõ" in work.page("clerk", f"/dau-viec/{made.pk}")


def test_all_of_it_is_kept(work: Work) -> None:
    district = work.district
    whole = typed(
        work,
        detail="Đặt 6,5 km ống cấp 3.",
        product="Biên bản nghiệm thu",
        answers_for="Ban Thường vụ",
        authority="Trong dự toán",
        evidence_wanted="Biên bản\r\nẢnh hiện trường\r\n\r\n",
        amount="6,5",
        unit="km",
        step0="Đặt 4 km",
        step_day0="30/6",
        step_amount0="4",
        places=[str(district.place("A"))],
        cooperating=[str(district.body("A").pk)],
        field="Nước sạch",
        difficulty="3",
        every="3",
        after=[str(work.task.pk)],
    )
    ok(work.client("clerk").post(GIVE, whole))
    made = Task.objects.latest("pk")
    assert (made.amount, made.decimals, made.unit) == (650, 2, "km")
    assert made.evidence_wanted == ["Biên bản", "Ảnh hiện trường"]
    assert made.milestones.get().amount == 400
    assert (made.difficulty, made.every) == (3, 3)
    page = work.page("clerk", f"/dau-viec/{made.pk}")
    assert "6/6" in page
    assert "/6,5 km" in page
    assert "Chờ việc:" in page
    # and the form to change it holds the same
    again = work.page("clerk", f"/dau-viec/{made.pk}/sua")
    assert 'value="6,5"' in again
    assert 'value="30/6/2022"' in again
    assert "Ảnh hiện trường" in again


def test_sent_twice_it_is_given_once(work: Work) -> None:
    client = work.client("clerk")
    ok(client.post(GIVE, typed(work)))
    ok(client.post(GIVE, typed(work)))
    assert Task.objects.filter(title="Sửa cầu Vĩnh Bắc").count() == 1


@pytest.mark.parametrize(
    ("more", "box"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"due_on": "31/2"}, "due_on"),
        ({"due_on": "1/6", "starts_on": "1/7"}, "due_on"),
        ({"accountable": "99999"}, "accountable"),
        ({"accountable": "ai"}, "accountable"),
        ({"amount": "6,5"}, "unit"),
        ({"amount": "-1", "unit": "km"}, "amount"),
        ({"step0": "Đặt 4 km"}, "step_day0"),
        ({"step_day0": "30/6"}, "step0"),
        ({"places": ["mot"]}, "places"),
        ({"difficulty": "9"}, "difficulty"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_is_lost(
    work: Work, more: dict[str, Any], box: str
) -> None:
    answer = work.client("clerk").post(GIVE, typed(work, product="Biên bản bàn giao", **more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{box}"' in page
    assert f'id="{box}"' in page
    assert "Biên bản bàn giao" in page
    assert Task.objects.count() == 1


def test_a_key_that_is_no_row_is_refused_in_words(work: Work) -> None:
    answer = work.client("clerk").post(GIVE, typed(work, places=["99999"]))
    assert answer.status_code == 422
    assert "99999" in answer.content.decode()


@pytest.mark.parametrize("who", ["agency", "cell_secretary", "supervisor", "outsider"])
def test_who_may_not_give_gets_no_form(work: Work, who: str) -> None:
    assert work.client(who).get(GIVE).status_code == 403


def test_an_official_gives_at_his_own_commune_only(work: Work) -> None:
    assert "Xã A" in work.page("official", GIVE)
    there = str(work.district.place("B"))
    assert work.client("official").get(GIVE, {"noi": there}).status_code == 403


def test_the_form_is_filled_from_a_target(year: Year, db: None) -> None:
    target = Target.objects.get(resolution=year.resolution, number=2)
    district = year.district
    (given,) = tasks.give(district)
    work = Work(district, given)
    page = work.page("clerk", GIVE, tu=target.reference)
    assert "2. Nước sạch" in page
    assert f'value="{target.pk}" selected' in page
    ok(work.client("clerk").post(GIVE, typed(work, target0=str(target.pk), brings0="thêm 412 hộ")))
    assert TaskTarget.objects.get().brings == "thêm 412 hộ"
    page = work.page("secretary", f"/dau-viec/{Task.objects.latest('pk').pk}")
    assert "2. Nước sạch" in page
    assert "Xong việc này: thêm 412 hộ." in page


def test_the_form_is_filled_from_the_matrix(work: Work) -> None:
    here = str(work.district.place("A"))
    page = work.page(
        "clerk", GIVE, linh_vuc="Nước sạch", dia_ban=here, nguoi=str(work.post("head"))
    )
    assert 'value="Nước sạch"' in page
    assert f'value="{here}" checked' in page
    assert f'value="{work.post("head")}" selected' in page


@pytest.mark.parametrize("tu", ["target:99999", "matter:1", "visit_line:1", "x:1", "target:a"])
def test_what_does_not_exist_fills_nothing(work: Work, tu: str) -> None:
    assert work.client("clerk").get(GIVE, {"tu": tu}).status_code == 200


def test_a_task_is_changed_and_an_old_form_is_not_taken(work: Work) -> None:
    page = work.client("clerk").get(f"{work.address}/sua").content.decode()
    assert "Đặt ống cấp 3" in page
    change = {"title": "Đặt ống cấp 4", "unit": "km", "amount": "6,5", "stamp": "0"}
    client = work.client("clerk")
    ok(client.post(f"{work.address}/sua", change | {"key": "a" * 22}))
    assert work.now().title == "Đặt ống cấp 4"
    old = change | {"title": "Đặt ống cấp 5", "key": "b" * 22}
    answer = client.post(f"{work.address}/sua", old)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Người khác vừa sửa việc này." in page
    assert "Đặt ống cấp 5" in page
    assert work.now().title == "Đặt ống cấp 4"


def test_the_form_asks_as_often_for_many_as_for_few(work: Work) -> None:
    district = work.district
    client = work.client("clerk")
    few = asked(client, GIVE)
    tasks.give(district, *(tasks.new(district, f"Việc {n}") for n in range(40)))
    assert asked(client, GIVE) <= few
