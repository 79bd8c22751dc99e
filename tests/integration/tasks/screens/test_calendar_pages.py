"""The calendar behind an address: shown once, revoked at will, titles and days only (R15)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from tests.support import tasks
from tests.support.task_pages import Work
from tests.support.task_pages import work as work
from vedich.apps.desk.practice import make_practice
from vedich.apps.tasks.models import CalendarToken, Milestone


def make(work: Work, who: str = "head", key: str = "k" * 22) -> str:
    """The path of a new address, taken off the page."""
    page = work.client(who).post("/lich", {"key": key}).content.decode()
    return "/lich/" + page.split("/lich/")[1].split('"')[0]


def read(path: str) -> list[tuple[str, str]]:
    calendar = Calendar.from_ical(Client().get(path).content)
    return [(str(one["summary"]), str(one.decoded("dtstart"))) for one in calendar.walk("VEVENT")]


def test_the_feed_holds_tasks_and_milestones_of_the_person(work: Work) -> None:
    tasks.give(work.district, tasks.new(work.district, "Việc người khác", accountable=None))
    Milestone.objects.filter(task=work.task, number=1).update(reached_on=date(2022, 3, 29))
    assert read(make(work)) == [
        ("Mốc: Đặt 4,0 km (Đặt ống cấp 3)", "2022-06-30"),
        ("Hạn: Đặt ống cấp 3", "2022-09-30"),
    ]


def test_a_planned_check_stands_at_its_hour(work: Work) -> None:
    work.plan(planned_at="08:00")
    assert read(make(work, "deputy")) == [
        ("Kiểm: Đặt ống cấp 3", "2022-07-11 01:00:00+00:00"),
    ]


def test_an_entry_keeps_its_name_when_the_day_moves(work: Work) -> None:
    path = make(work)
    before = Client().get(path).content
    work.client("clerk").post(
        f"{work.address}/han",
        {"to": "31/10", "why": "Chờ vốn.", "stamp": "0", "key": "m" * 22},
    )
    after = Client().get(path).content
    names = [
        [str(one["uid"]) for one in Calendar.from_ical(body).walk("VEVENT")]
        for body in (before, after)
    ]
    assert names[0] == names[1]
    assert before != after


def test_entries_of_a_practice_copy_say_so_each(work: Work) -> None:
    make_practice(at=work.district.at, on_day=work.district.day)
    path = make(work)
    titles = [title for title, _ in read(path)]
    assert "BẢN TẬP: Hạn: Đặt ống cấp 3" in titles
    assert all(title.startswith("BẢN TẬP: ") for title in titles)
    assert "BẢN TẬP" in str(Calendar.from_ical(Client().get(path).content)["x-wr-calname"])


def test_nothing_new_is_not_sent_again(work: Work) -> None:
    path = make(work)
    answer = Client().get(path)
    tag = answer.headers["ETag"]
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/lich/sai.ics", "/lich/" + "0" * 40 + ".ics"])
def test_a_wrong_address_is_no_page(work: Work, path: str) -> None:
    make(work)
    assert Client().get(path).status_code == 404


def test_the_address_is_shown_once_and_only_its_digest_is_kept(work: Work) -> None:
    path = make(work)
    token = path.removeprefix("/lich/").removesuffix(".ics")
    page = work.page("head", "/lich")
    assert token not in page
    assert "Đổi địa chỉ" in page
    assert token not in str(CalendarToken.objects.values())


def test_the_form_sent_twice_shows_the_same_address(work: Work) -> None:
    assert make(work) == make(work)
    assert CalendarToken.objects.count() == 1


def test_another_address_ends_the_one_before(work: Work) -> None:
    old, new = make(work), make(work, key="m" * 22)
    assert old != new
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_switched_off_it_is_no_page(work: Work) -> None:
    path = make(work)
    work.client("head").post("/lich", {"key": "n" * 22, "off": "1"})
    assert Client().get(path).status_code == 404
    assert "Lập địa chỉ" in work.page("head", "/lich")


def test_an_old_form_shows_no_address_that_has_ended(work: Work) -> None:
    make(work)
    work.client("head").post("/lich", {"key": "n" * 22, "off": "1"})
    page = work.client("head").post("/lich", {"key": "k" * 22}).content.decode()
    assert ".ics" not in page


def test_a_form_without_a_key_makes_nothing(work: Work) -> None:
    assert work.client("head").post("/lich", {}).status_code == 400
    assert not CalendarToken.objects.exists()


def test_who_may_not_sign_in_any_more_has_no_calendar(work: Work) -> None:
    path = make(work)
    work.district.people["head"].is_active = False
    work.district.people["head"].save()
    assert Client().get(path).status_code == 404
