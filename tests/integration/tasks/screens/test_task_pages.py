"""The page of one task, the list, my tasks: what they say, who may do what (UX 16, R15, R34)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import District
from tests.support import tasks
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.task_pages import Work, asked, ok
from tests.support.task_pages import work as work
from vedich.apps.people.models import Post
from vedich.apps.tasks import actions
from vedich.apps.tasks.models import Attachment, Milestone, Progress, Task
from vedich.apps.tasks.screens.listing import Filters, listing
from vedich.apps.tasks.screens.task_page import task_page


BUTTONS = {
    "progress": "Ghi tiến độ<",
    "progress_for": "Ghi tiến độ thay<",
    "move_due": "Đổi hạn<",
    "pass_on": "Chuyển người<",
    "edit": "Sửa việc<",
    "drop": "Bỏ việc<",
    "check": ">Kiểm<",
    "attach": "Thêm minh chứng<",
    "accept": "Nhận xong<",
    "send_back": "Trả lại<",
    "reopen": "Mở lại<",
    "plan_check": "Hẹn kiểm<",
}


def offered(page: str) -> set[str]:
    """The acts a page has buttons for."""
    return {name for name, text in BUTTONS.items() if text in page}


# -- one task --------------------------------------------------------------------------------------


def test_the_headline_says_what_was_seen_and_which_milestone_is_late(work: Work) -> None:
    work.tell()
    work.check()
    page = work.page("secretary", work.address)
    assert "Đặt ống cấp 3: thấy 2,8 trên 6,5 km, trễ mốc tháng 6." in page


def test_the_headline_says_what_was_reported_where_nobody_checked(work: Work) -> None:
    work.tell()
    assert "báo 3,1 trên 6,5 km" in work.page("secretary", work.address)


def test_report_and_check_stand_in_lines_of_their_own(work: Work) -> None:
    work.tell()
    work.check()
    page = work.page("secretary", work.address)
    assert "Thấy 2,8 km, báo 3,1 km." in page
    assert "Báo <b>3,1 km</b>" in page
    assert page.count('class="tg kt"') == 1
    assert page.count('class="tg bc"') == 1


def test_four_lines_are_shown_and_the_rest_is_folded(work: Work) -> None:
    for number in range(7):
        work.tell(f"Ngày {number}.", amount=number)
    assert "Xem 3 dòng trước" in work.page("secretary", work.address)


def test_an_unclear_thing_is_a_question_with_one_button(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(authority="")
    page = work.page("secretary", work.address)
    assert "Còn một điều chưa rõ." in page
    assert "Được quyết đến đâu, việc gì phải xin ai duyệt?" in page
    assert f"{work.address}/ghi-ro?dieu=authority" in page
    assert "ghi-ro" not in work.page("supervisor", work.address)


@pytest.mark.parametrize(
    ("who", "acts"),
    [
        ("head", {"progress", "move_due", "pass_on", "edit", "drop", "attach"}),
        ("secretary", {"check", "move_due", "pass_on", "edit", "drop", "attach", "plan_check"}),
        (
            "clerk",
            {"progress_for", "move_due", "pass_on", "edit", "drop", "attach", "plan_check"},
        ),
        ("agency", set()),
        ("official", {"progress_for", "attach"}),
        ("supervisor", set()),
    ],
)
def test_only_what_one_may_do_is_offered(work: Work, who: str, acts: set[str]) -> None:
    assert offered(work.page(who, work.address)) == acts


def test_what_is_said_to_be_done_is_accepted_by_a_second_person(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(evidence_wanted=[])
    work.tell("Xong rồi.", amount=65, claim=True)
    assert {"accept", "send_back"} <= offered(work.page("clerk", work.address))
    assert not {"accept", "send_back"} & offered(work.page("head", work.address))


def test_a_task_out_of_sight_is_no_task(work: Work) -> None:
    answer = work.client("official_b").get(work.address)
    assert answer.status_code == 400
    assert "Đặt ống" not in answer.content.decode()


def test_a_closed_task_can_only_be_opened_again(work: Work) -> None:
    actions.drop(task=work.task.pk, why="Không làm nữa.", **work.by("clerk"))
    page = work.page("clerk", work.address)
    assert offered(page) == {"reopen"}
    assert "đã bỏ" in page


def test_english_says_the_same(work: Work) -> None:
    work.tell()
    page = work.page("secretary", work.address, lang="en")
    assert "Six clears" in page


# -- acts ------------------------------------------------------------------------------------------


def test_progress_is_told_with_a_number_and_counts_once(work: Work) -> None:
    typed = {"words": "Đặt xong tổ 3.", "amount": "3,1", "trouble": "some", "key": "k" * 22}
    client = work.client("head")
    assert ok(client.post(f"{work.address}/tien-do", typed)) == f"{work.address}?da=progress"
    assert ok(client.post(f"{work.address}/tien-do", typed))
    told = Progress.objects.get(task=work.task)
    assert (told.amount, told.trouble) == (31, "some")


def test_a_bad_number_keeps_what_was_typed(work: Work) -> None:
    typed = {"words": "Đặt xong tổ 3.", "amount": "ba phẩy", "key": "k" * 22}
    answer = work.client("head").post(f"{work.address}/tien-do", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đặt xong tổ 3." in page
    assert "ba phẩy" in page
    assert page.count('href="#amount"') == 1
    assert not Progress.objects.exists()


def test_done_without_its_evidence_is_refused_and_the_photo_is_not_kept_twice(work: Work) -> None:
    typed = {"words": "Xong.", "claim": "1", "key": "k" * 22}
    client = work.client("head")
    answer = client.post(f"{work.address}/tien-do", typed)
    assert "Báo xong còn thiếu minh chứng" in answer.content.decode()
    photo = SimpleUploadedFile("bien-ban.jpg", b"\xff\xd8\xff photo")
    ok(client.post(f"{work.address}/tien-do", typed | {"photo": photo}))
    assert work.now().state == "claimed"
    assert Attachment.objects.get().kind == "Biên bản nghiệm thu"


def test_a_photo_comes_back_only_to_who_sees_the_task(work: Work) -> None:
    photo = SimpleUploadedFile("bien-ban.jpg", b"\xff\xd8\xff photo")
    ok(work.client("head").post(f"{work.address}/minh-chung", {"photo": photo, "key": "k" * 22}))
    link = f"/dau-viec/tep/{Attachment.objects.get().pk}"
    answer = work.client("supervisor").get(link)
    assert (answer.content, answer.headers["Content-Type"]) == (b"\xff\xd8\xff photo", "image/jpeg")
    assert work.client("official_b").get(link).status_code == 404


def test_a_file_that_a_browser_could_run_is_only_taken_home(work: Work) -> None:
    page = SimpleUploadedFile("x.html", b"<script>1</script>")
    ok(work.client("head").post(f"{work.address}/minh-chung", {"photo": page, "key": "k" * 22}))
    answer = work.client("head").get(f"/dau-viec/tep/{Attachment.objects.get().pk}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_file_too_large_is_refused_by_name(work: Work) -> None:
    big = SimpleUploadedFile("to.jpg", b"\xff\xd8\xff" + b"0" * (5 * 1024 * 1024))
    answer = work.client("head").post(f"{work.address}/minh-chung", {"photo": big, "key": "k" * 22})
    assert answer.status_code == 422
    assert "to.jpg" in answer.content.decode()


def test_a_day_is_moved_with_a_reason_and_both_days_stay(work: Work) -> None:
    typed = {"to": "31/10/2022", "why": "Chờ vốn.", "stamp": str(work.task.stamp), "key": "k" * 22}
    ok(work.client("clerk").post(f"{work.address}/han", typed))
    assert work.now().due_on == date(2022, 10, 31)
    assert "Hạn 30/9 đổi sang 31/10. Chờ vốn." in work.page("secretary", work.address)


def test_an_old_form_moves_nothing(work: Work) -> None:
    work.tell()
    typed = {"to": "31/10/2022", "why": "Chờ vốn.", "stamp": "0", "key": "k" * 22}
    answer = work.client("clerk").post(f"{work.address}/han", typed)
    assert answer.status_code == 422
    assert "Người khác vừa sửa việc này." in answer.content.decode()
    assert work.now().due_on == tasks.DUE


def test_a_day_without_a_reason_is_asked_for_one(work: Work) -> None:
    typed = {"to": "31/10/2022", "why": "", "stamp": str(work.task.stamp), "key": "k" * 22}
    answer = work.client("clerk").post(f"{work.address}/han", typed)
    assert 'href="#why"' in answer.content.decode()


def test_a_task_is_passed_on_and_both_names_stay(work: Work) -> None:
    typed = {
        "post": str(work.post("agency")),
        "why": "Đổi phân công.",
        "stamp": str(work.task.stamp),
        "key": "k" * 22,
    }
    ok(work.client("secretary").post(f"{work.address}/chuyen", typed))
    assert work.now().accountable_id == work.post("agency")
    page = work.page("secretary", work.address)
    assert "Phó Chủ tịch phụ trách kinh tế (mẫu) chuyển cho Cán bộ Phòng A (mẫu)." in page


def test_an_unclear_thing_is_said(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(authority="")
    typed = {"text": "UBND huyện duyệt.", "stamp": str(work.task.stamp), "key": "k" * 22}
    ok(work.client("clerk").post(f"{work.address}/ghi-ro?dieu=authority", typed))
    assert work.now().authority == "UBND huyện duyệt."


def test_an_unclear_thing_that_is_none_of_the_six_is_refused(work: Work) -> None:
    assert work.client("clerk").get(f"{work.address}/ghi-ro?dieu=motto").status_code == 400


def test_a_task_is_sent_back_dropped_and_opened_again(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(evidence_wanted=[])
    work.tell("Xong.", amount=65, claim=True)
    client = work.client("clerk")
    ok(client.post(f"{work.address}/tra-lai", {"words": "Thiếu hồ sơ.", "key": "a" * 22}))
    assert work.now().state == "open"
    ok(client.post(f"{work.address}/bo", {"why": "Chuyển sang năm sau.", "key": "b" * 22}))
    assert work.now().state == "dropped"
    ok(client.post(f"{work.address}/mo-lai", {"why": "Có vốn rồi.", "key": "c" * 22}))
    assert work.now().state == "open"


def test_what_is_done_is_accepted_on_its_page(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(evidence_wanted=[])
    work.tell("Xong.", amount=65, claim=True)
    ok(work.client("clerk").post(f"{work.address}/nhan", {"words": "", "key": "a" * 22}))
    assert work.now().state == "closed"
    assert "đã xong 11/7/2022" in work.page("secretary", work.address)


def test_who_did_it_is_named_when_he_would_accept_it_himself(work: Work) -> None:
    Task.objects.filter(pk=work.task.pk).update(evidence_wanted=[])
    work.tell("Xong.", amount=65, claim=True)
    answer = work.client("head").post(f"{work.address}/nhan", {"words": "", "key": "a" * 22})
    assert answer.status_code == 422
    assert "Phó Chủ tịch phụ trách kinh tế (mẫu) là người làm" in answer.content.decode()


@pytest.mark.parametrize("act", ["han", "chuyen", "nhan", "tra-lai", "bo", "mo-lai", "sua"])
def test_who_may_not_give_gets_no_form(work: Work, act: str) -> None:
    assert work.client("supervisor").get(f"{work.address}/{act}").status_code == 403


# -- the list --------------------------------------------------------------------------------------


def test_the_list_counts_what_is_late_unclear_and_waiting(work: Work) -> None:
    district = work.district
    tasks.give(
        district,
        tasks.new(district, "Trễ rồi", due_on=date(2022, 7, 1)),
        tasks.new(district, "Chưa rõ ai", accountable=None),
    )
    page = work.page("secretary", "/dau-viec")
    assert "3 việc đang làm, 1 việc trễ. 1 việc chưa rõ." in page
    assert page.index("Trễ rồi") < page.index("Đặt ống cấp 3")
    assert "Trễ 6 ngày làm việc" in page


def test_the_list_is_filtered_by_links(work: Work) -> None:
    district = work.district
    tasks.give(district, tasks.new(district, "Trễ rồi", due_on=date(2022, 7, 1)))
    page = work.page("secretary", "/dau-viec", tt="tre")
    assert "Trễ rồi" in page
    assert "Đặt ống cấp 3" not in page
    assert "Không có việc nào như vậy" in work.page("secretary", "/dau-viec", tt="cho")


def test_a_bad_filter_asks_nothing(work: Work) -> None:
    page = work.page("secretary", "/dau-viec", tt="x", noi="9" * 30, nguoi="-1", trang="0")
    assert "Đặt ống cấp 3" in page


def test_somebody_sees_his_own_and_those_of_his_place_only(work: Work) -> None:
    district = work.district
    tasks.give(district, tasks.new(district, "Ở xã B", places=(district.place("B"),)))
    page = work.page("official", "/dau-viec")
    assert "Đặt ống cấp 3" in page
    assert "Ở xã B" not in page


def test_who_works_for_a_commune_and_sees_all_finds_his_own_place_first(work: Work) -> None:
    district = work.district
    tasks.give(district, tasks.new(district, "Ở xã B", places=(district.place("B"),)))
    tasks.give(district, tasks.new(district, "Trễ ở xã B", due_on=date(2022, 7, 1)))
    Post.objects.filter(person=district.people["official_b"]).update(role="secretary")
    own = work.page("official_b", "/dau-viec")
    assert "Đầu việc · Xã B" in own
    assert "1 việc đang làm, không việc nào trễ." in own
    assert 'href="/dau-viec?noi=">Bỏ lọc' in own
    everywhere = work.page("official_b", "/dau-viec", noi="")
    assert "3 việc đang làm, 1 việc trễ." in everywhere
    assert "Bỏ lọc" not in everywhere
    # a link that asks for something asks for it everywhere
    assert "Trễ ở xã B" in work.page("official_b", "/dau-viec", tt="tre")
    assert 'href="/dau-viec?noi="' in work.page("official_b", "/dau-viec", tt="tre")
    assert "Đầu việc · Xã" not in work.page("secretary", "/dau-viec")


def test_the_list_asks_as_often_for_many_as_for_few(
    work: Work, django_assert_max_num_queries: Any
) -> None:
    district = work.district
    client = work.client("secretary")
    few = asked(client, "/dau-viec")
    tasks.give(district, *(tasks.new(district, f"Việc {n}") for n in range(60)))
    assert asked(client, "/dau-viec") <= few
    assert "51–61 trên 61" in work.page("secretary", "/dau-viec", trang="2")
    actor = district.actor("secretary")
    with django_assert_max_num_queries(8):
        listing(Filters(), actor=actor, day=district.day, language="vi")


def test_a_task_page_asks_as_often_for_many_lines_as_for_few(
    work: Work, django_assert_max_num_queries: Any
) -> None:
    work.tell()
    work.check()
    client = work.client("secretary")
    few = asked(client, work.address)
    for number in range(12):
        work.tell(f"Ngày {number}.", amount=number)
        work.check(found="as_reported", amount=None)
    assert asked(client, work.address) <= few
    actor = work.district.actor("secretary")
    with django_assert_max_num_queries(18):
        task_page(work.task.pk, actor=actor, day=work.district.day, language="vi")


def add_posts(district: District, name: str, title: str) -> None:
    """Another post at the district for somebody who has one there."""
    first = Post.objects.get(pk=tasks.post_of(district, name))
    Post.objects.create(
        person=first.person,
        role=first.role,
        title=title,
        place=first.place,
        held_from=first.held_from,
    )


# -- my tasks on one page --------------------------------------------------------------------------


def test_my_tasks_are_grouped_by_their_days(work: Work) -> None:
    district = work.district
    tasks.give(
        district,
        tasks.new(district, "Trễ rồi", due_on=date(2022, 7, 1)),
        tasks.new(district, "Tháng này", due_on=date(2022, 7, 29)),
    )
    page = work.page("head", "/dau-viec/cua-toi")
    order = ["Trễ hạn", "Trễ rồi", "Trong tháng này", "Tháng này<", "Sau tháng này", "Đặt ống"]
    assert [page.index(text) for text in order] == sorted(page.index(text) for text in order)


def test_the_office_prints_everybody_in_the_order_of_posts(work: Work) -> None:
    for name in ("agency", "secretary"):
        tasks.give(work.district, tasks.new(work.district, accountable=work.post(name)))
    page = work.page("clerk", "/dau-viec/cua-toi", ca="1", **{"in": "1"})
    names = [part.split("</h2>")[0] for part in page.split("<h2>Việc của đồng chí ")[1:]]
    assert names == [
        "Bí thư (mẫu)",
        "Phó Chủ tịch phụ trách kinh tế (mẫu)",
        "Cán bộ Phòng A (mẫu)",
    ]
    assert "3 đồng chí không có việc nào đang làm" in page


def test_a_sheet_is_one_page_and_counts_the_rest(work: Work) -> None:
    district = work.district
    tasks.give(district, *(tasks.new(district, f"Việc {n}") for n in range(40)))
    page = work.page("head", "/dau-viec/cua-toi")
    assert page.count('class="wr"></td>') == 20
    assert "Còn 21 việc hạn xa hơn" in page


def test_two_hats_of_one_person_are_one_sheet(work: Work) -> None:
    district = work.district
    add_posts(district, "head", "Trưởng ban Chỉ đạo")
    page = work.page("clerk", "/dau-viec/cua-toi", nguoi=str(work.post("head")))
    assert page.count('<section class="a4') == 1
    assert "Phó Chủ tịch phụ trách kinh tế · Trưởng ban Chỉ đạo" in page


def test_others_do_not_print_everybody(work: Work) -> None:
    assert work.client("supervisor").get("/dau-viec/cua-toi?ca=1").status_code == 403


def test_a_sheet_of_a_post_nobody_holds_is_refused(work: Work) -> None:
    assert work.client("clerk").get("/dau-viec/cua-toi?nguoi=99999").status_code == 400


def test_somebody_without_tasks_is_told_so(work: Work) -> None:
    assert "Không có việc nào" in work.page("outsider", "/dau-viec/cua-toi")


# -- where the returns speak -----------------------------------------------------------------------


def test_the_amount_comes_from_the_returns_where_an_indicator_says_so(year: Year) -> None:
    district = year.district
    roads = year.indicators[1].pk
    places = (district.place("A"), district.place("B"))
    (task,) = tasks.give(
        district, tasks.new(district, "Làm đường", indicator=roads, amount=500, places=places)
    )
    work = Work(district, task)
    page = work.page("secretary", work.address)
    # A1 12,0 + 3,5 and A2 10,0 and B1 8,0 reported; January of A1 and A2 verified
    assert "kiểm chứng 22,0 trên 50,0 km" in page
    assert "đã kiểm chứng" in page
    assert "33,5 km" in page
    form = work.page("head", f"{work.address}/tien-do")
    assert "Số lấy từ báo cáo" in form
    assert 'id="amount"' not in form


def test_rates_of_several_places_are_not_added_up(year: Year) -> None:
    district = year.district
    water = year.indicators[2].pk
    places = (district.place("A1"), district.place("B1"))
    (task,) = tasks.give(
        district,
        tasks.new(district, "Nước sạch", indicator=water, unit="%", amount=620, places=places),
    )
    page = Work(district, task).page("secretary", f"/dau-viec/{task.pk}")
    assert "90" not in page.split("<h1>")[1].split("</h1>")[0]


# -- milestones ------------------------------------------------------------------------------------


def test_a_step_without_an_amount_is_reached_by_a_button_and_back_again(work: Work) -> None:
    step = Milestone.objects.create(
        task=work.task, number=9, title="Nghiệm thu", due_on=date(2022, 12, 1)
    )
    head = work.client("head")
    assert "Xong mốc này" in head.get(work.address).content.decode()
    head.post(f"{work.address}/moc/9")
    step.refresh_from_db()
    assert step.reached_on == work.district.day
    assert "Chưa xong, mở lại" in head.get(work.address).content.decode()
    head.post(f"{work.address}/moc/9", {"back": "1"})
    step.refresh_from_db()
    assert step.reached_on is None


def test_nobody_else_says_that_a_step_is_done(work: Work) -> None:
    Milestone.objects.create(task=work.task, number=9, title="Nghiệm thu", due_on=date(2022, 12, 1))
    assert "Xong mốc này" not in work.page("secretary", work.address)
    assert work.client("secretary").post(f"{work.address}/moc/9").status_code >= 400
    assert Milestone.objects.get(task=work.task, number=9).reached_on is None


def test_a_step_that_is_gone_leads_back_to_the_task(work: Work) -> None:
    answer = work.client("head").post(f"{work.address}/moc/77")
    assert answer.headers["Location"] == work.address
