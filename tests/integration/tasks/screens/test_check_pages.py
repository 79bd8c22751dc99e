"""The plan of checks and the form of one check: two minutes on a phone (UX 14, 14b)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support import tasks
from tests.support.task_pages import Work, asked, ok
from tests.support.task_pages import work as work
from vedich.apps.tasks import actions
from vedich.apps.tasks.models import Attachment, Check, Progress, Task
from vedich.apps.tasks.screens.plan import plan


KEPT = "Ghi vào dòng của người kiểm. Số báo cáo giữ nguyên."


def form(work: Work) -> str:
    return f"/kiem-tra/{work.task.pk}"


def test_the_form_says_what_was_reported_and_when(work: Work) -> None:
    work.tell()
    page = work.page("deputy", form(work))
    assert "Đặt ống cấp 3: báo đã được 3,1 km" in page
    assert "Thiếu ống." in page
    assert "cả việc cần 6,5 km" in page
    assert KEPT in page


def test_a_differing_number_goes_to_the_checkers_row(work: Work) -> None:
    work.tell()
    typed = {"found": "differs", "amount": "2,8", "words": "Mới đào.", "key": "k" * 22}
    client = work.client("deputy")
    to = ok(client.post(form(work), typed))
    made = Check.objects.get()
    assert to == f"/kiem-tra/ket-qua/{made.pk}?moi=1"
    assert (made.found, made.amount, made.reported) == ("differs", 28, 31)
    assert Progress.objects.get().amount == 31
    page = work.page("deputy", f"/kiem-tra/ket-qua/{made.pk}")
    assert "−0,3 km" in page
    # sent twice it counts once
    assert ok(client.post(form(work), typed)) == to
    assert Check.objects.count() == 1


def test_differing_without_a_number_or_a_word_is_asked_about(work: Work) -> None:
    answer = work.client("deputy").post(form(work), {"found": "differs", "key": "k" * 22})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#amount"' in page
    assert "checked" in page
    assert not Check.objects.exists()


def test_a_finding_must_be_chosen(work: Work) -> None:
    answer = work.client("deputy").post(form(work), {"words": "Tốt.", "key": "k" * 22})
    assert 'href="#found"' in answer.content.decode()
    assert "Tốt." in answer.content.decode()


def test_a_number_left_in_the_box_counts_only_where_it_differs(work: Work) -> None:
    work.tell()
    typed = {"found": "as_reported", "amount": "2,8", "key": "k" * 22}
    ok(work.client("deputy").post(form(work), typed))
    assert Check.objects.get().amount is None


def test_another_day_may_be_said_and_no_day_to_come(work: Work) -> None:
    typed = {"found": "as_reported", "done_on": "8/7", "key": "k" * 22}
    ok(work.client("deputy").post(form(work), typed))
    assert Check.objects.get().done_on == date(2022, 7, 8)
    answer = work.client("deputy").post(form(work), typed | {"done_on": "12/7", "key": "m" * 22})
    assert 'href="#done_on"' in answer.content.decode()


def test_a_photo_comes_with_the_check(work: Work) -> None:
    photo = SimpleUploadedFile("ong.jpg", b"\xff\xd8\xff pipe")
    typed = {"found": "needs_help", "photo": photo, "key": "k" * 22}
    ok(work.client("deputy").post(form(work), typed))
    assert Attachment.objects.get().check_made == Check.objects.get()


def test_who_else_checked_it_today_is_said(work: Work) -> None:
    work.check()
    page = work.page("secretary", form(work))
    assert "Hôm nay Phó Bí thư Thường trực (mẫu) đã kiểm việc này: khác báo cáo." in page
    assert "đã kiểm việc này" not in work.page("deputy", form(work))


def test_after_one_check_the_next_of_today_is_offered(work: Work) -> None:
    district = work.district
    (other,) = tasks.give(district, tasks.new(district, "Sửa cầu"))
    work.plan()
    new = actions.NewPlannedCheck(other.pk, work.post("deputy"), district.day)
    actions.plan_checks(checks=[new], **work.by("clerk"))
    assert "0/2 việc hẹn hôm nay" in work.page("deputy", form(work))
    to = ok(work.client("deputy").post(form(work), {"found": "as_reported", "key": "k" * 22}))
    page = work.page("deputy", to)
    assert "Việc hẹn tiếp: Sửa cầu" in page
    assert "1/2 việc hẹn hôm nay" in page


@pytest.mark.parametrize("who", ["clerk", "agency", "official", "supervisor", "outsider"])
def test_who_may_not_check_gets_no_form(work: Work, who: str) -> None:
    assert work.client(who).get(form(work)).status_code in (400, 403)


def test_nobody_checks_his_own_task(work: Work) -> None:
    answer = work.client("head").post(form(work), {"found": "as_reported", "key": "k" * 22})
    assert answer.status_code == 400
    assert "Phó Chủ tịch phụ trách kinh tế (mẫu)" in answer.content.decode()
    assert not Check.objects.exists()


# -- the plan --------------------------------------------------------------------------------------


def test_the_headline_counts_what_is_done_overdue_and_never_checked(work: Work) -> None:
    district = work.district
    (other,) = tasks.give(district, tasks.new(district, "Sửa cầu"), given_on=date(2022, 2, 28))
    done = work.plan(on=district.day)
    Check.objects.filter(pk=done.pk).update(planned_on=date(2022, 7, 5))
    page = work.page("secretary", "/kiem-tra")
    assert "Đã kiểm 0 trên 1 việc. Một việc quá hẹn, một việc hơn một quý chưa ai kiểm." in page
    assert "trễ hẹn 4 ngày làm việc" in page
    assert f"/dau-viec/{other.pk}" in page
    work.check()
    page = work.page("secretary", "/kiem-tra")
    assert "Đã kiểm 1 trên 1 việc. Một việc hơn một quý chưa ai kiểm." in page
    assert "thấy 2,8" in page or "Khác báo cáo" in page


def test_an_empty_plan_says_so_and_offers_the_next_step(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(given_on=date(2022, 7, 1))
    assert "Quý này chưa hẹn kiểm việc nào." in work.page("clerk", "/kiem-tra")
    assert ">Hẹn kiểm<" in work.page("clerk", "/kiem-tra")
    assert ">Hẹn kiểm<" not in work.page("supervisor", "/kiem-tra")


def test_many_tasks_are_spread_over_working_days(work: Work) -> None:
    district = work.district
    made = tasks.give(district, *(tasks.new(district, f"Việc {n}") for n in range(3)))
    typed = {
        "noi": str(district.place("root")),
        "tasks": [str(one.pk) for one in made],
        "checker": str(work.post("deputy")),
        "from": "15/7",
        "time": "8h",
        "a_day": "2",
        "reason": "",
        "key": "k" * 22,
    }
    client = work.client("clerk")
    ok(client.post("/kiem-tra/hen", typed))
    days = list(Check.objects.order_by("pk").values_list("planned_on", flat=True))
    # the 15th is a Friday
    assert days == [date(2022, 7, 15), date(2022, 7, 15), date(2022, 7, 18)]
    assert set(Check.objects.values_list("planned_at", flat=True)) == {"08:00"}
    ok(client.post("/kiem-tra/hen", typed))
    assert Check.objects.count() == 3


def test_all_that_nobody_checked_are_chosen_at_once(work: Work) -> None:
    page = work.page("clerk", "/kiem-tra/hen", chon="chua-kiem")
    assert f'value="{work.task.pk}" checked' in page


@pytest.mark.parametrize(
    ("more", "box"),
    [
        ({"tasks": []}, "tasks"),
        ({"checker": ""}, "checker"),
        ({"from": "31/2"}, "from"),
        ({"from": "1/7"}, "from"),
        ({"time": "25:00"}, "time"),
        ({"a_day": "99"}, "a_day"),
    ],
)
def test_what_is_wrong_in_the_plan_is_said_at_its_box(
    work: Work, more: dict[str, Any], box: str
) -> None:
    typed = {
        "tasks": [str(work.task.pk)],
        "checker": str(work.post("deputy")),
        "from": "15/7",
        "a_day": "1",
        "key": "k" * 22,
    }
    answer = work.client("clerk").post("/kiem-tra/hen", typed | more)
    assert answer.status_code == 422
    assert f'href="#{box}"' in answer.content.decode()
    assert not Check.objects.exists()


@pytest.mark.parametrize("who", ["agency", "official", "supervisor", "head"])
def test_who_may_not_plan_gets_no_form(work: Work, who: str) -> None:
    assert work.client(who).get("/kiem-tra/hen").status_code == 403


def test_a_planned_check_is_dropped(work: Work) -> None:
    made = work.plan(on=work.district.day + timedelta(days=3))
    assert f"/kiem-tra/hen/{made.pk}/bo" in work.page("clerk", "/kiem-tra")
    assert "Bỏ hẹn" not in work.page("head", "/kiem-tra")
    ok(work.client("clerk").post(f"/kiem-tra/hen/{made.pk}/bo", {"key": "k" * 22}))
    assert Check.objects.get().dropped_on == work.district.day


def test_a_quarter_or_place_that_is_none_is_refused(work: Work) -> None:
    client = work.client("secretary")
    assert client.get("/kiem-tra?quy=mai").status_code == 400
    assert client.get("/kiem-tra?noi=99999").status_code == 400


def test_the_plan_asks_as_often_for_many_as_for_few(work: Work) -> None:
    district = work.district
    work.plan()
    client = work.client("secretary")
    few = asked(client, "/kiem-tra")
    made = tasks.give(district, *(tasks.new(district, f"Việc {n}") for n in range(25)))
    new = [actions.NewPlannedCheck(one.pk, work.post("deputy"), district.day) for one in made]
    actions.plan_checks(checks=new, **work.by("clerk"))
    assert asked(client, "/kiem-tra") <= few


def test_the_plan_itself_asks_a_handful_of_questions(
    work: Work, django_assert_max_num_queries: Any
) -> None:
    work.plan()
    actor = work.district.actor("secretary")
    plan(actor=actor, day=work.district.day, language="vi")
    with django_assert_max_num_queries(6):
        plan(actor=actor, day=work.district.day, language="vi")
