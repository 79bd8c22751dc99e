"""Day one through its pages: from an empty real database to people with slips (screen 18)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import AT, PASSWORD, VIET_NAM, District
from tests.cast import district as district
from vedich.apps.desk.day_one import steps
from vedich.apps.journal.actions import open_journal
from vedich.apps.people.actions import NewPerson, NewPost, add_people
from vedich.apps.people.models import Person, Roster
from vedich.apps.people.queries import actor
from vedich.apps.places.actions import NewLink, add_links
from vedich.apps.places.models import Body, Place
from vedich.apps.places.offices import office_of
from vedich.core.places import ALWAYS, Link, PlaceId


pytestmark = pytest.mark.django_db

HAMLETS = "STT\tẤp\n1\tẤp Vĩnh Hưng 1\n2\tẤp Vĩnh Hưng 2\n3\tẤp Phú Thới"
PEOPLE = (
    "Họ tên\tChức vụ\tĐơn vị\tĐT\n"
    "Nguyễn Ngọc Bích\tBí thư Đảng ủy\tĐảng ủy xã\t0913 000 001\n"
    "Trần Thị Út\tBí thư chi bộ\tấp Vĩnh Hưng\t0913 000 137\n"
    "Phan Văn Đạt\tTrưởng ấp\tPhú Thới\t913 000 152"
)


def today() -> date:
    return datetime.now(VIET_NAM).date()


@pytest.fixture
def browser() -> Client:
    """The first administrator of a real, empty database of one commune, signed in."""
    open_journal(sample=False, day=None, at=AT)
    link = Link(PlaceId("28879", ALWAYS), None, ALWAYS, None, "Xã Phú Phụng", "commune")
    day = today()
    add_links(links=[NewLink(link)], source="init", by=None, at=AT, on_day=day)
    post = NewPost("administrator", "Người quản trị", Place.objects.get(), day)
    person = NewPerson("quan-tri", "Người quản trị", (post,), password=PASSWORD)
    (made,) = add_people(people=[person], by=None, at=AT, on_day=day)
    found = Client()
    found.force_login(made)
    return found


def page(browser: Client, key: str, query: str = "") -> str:
    answer = browser.get(f"/ngay-dau/{key}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def post(browser: Client, key: str, **data: Any) -> Any:
    return browser.post(f"/ngay-dau/{key}", data)


def settle(browser: Client) -> None:
    post(browser, "noi-ngay", start="1/1/2026", phone="0275 387 1234", fields="Nông nghiệp")
    post(browser, "ap", verb="take", dan=HAMLETS)
    post(browser, "don-vi", verb="take", dan="Phòng Kinh tế\nChi bộ Quân sự")


def left(day: date) -> list[str]:
    found = steps.standing(day)
    assert found is not None
    return [one.key for one in found.steps if not one.done]


def test_the_administrator_is_told_how_many_steps_are_left(browser: Client) -> None:
    words = browser.get("/").content.decode()
    assert "Còn 7 bước là dùng được." in words
    assert 'href="/ngay-dau"' in words
    assert browser.get("/ngay-dau").headers["Location"] == "/ngay-dau/noi-ngay"


def test_each_step_is_done_when_what_it_brings_is_there(browser: Client) -> None:
    settle(browser)
    assert left(today()) == ["nguoi", "nghi-quyet", "ai-bao", "phieu"]
    top = Place.objects.get(code="28879")
    assert office_of(top.pk).start == date(2026, 1, 1)
    assert office_of(top.pk).fields == ("Nông nghiệp",)
    assert Body.objects.filter(kind="hamlet_cell").count() == 3
    assert Body.objects.get(name="Phòng Kinh tế").kind == "commune_agency"
    assert Body.objects.get(name="Chi bộ Quân sự").kind == "agency_cell"


def test_looking_writes_nothing_and_pasting_twice_counts_once(browser: Client) -> None:
    settle(browser)
    before = Place.objects.count()
    words = post(browser, "ap", verb="look", dan=HAMLETS + "\n4\tẤp Mới").content.decode()
    assert "Nhận 1 dòng" in words
    assert Place.objects.count() == before
    again = post(browser, "ap", verb="take", dan=HAMLETS)
    assert again.status_code == 400
    assert "Không có dòng nào mới" in again.content.decode()
    assert Place.objects.count() == before


def test_a_level_that_is_not_there_is_left_out_and_wanted_again(browser: Client) -> None:
    post(browser, "ap", verb="skip")
    assert "ap" not in left(today())
    post(browser, "ap", verb="need")
    assert "ap" in left(today())


def test_people_are_asked_about_taken_and_taken_back(browser: Client) -> None:
    settle(browser)
    post(browser, "nguoi", verb="paste", dan=PEOPLE)
    words = page(browser, "nguoi")
    assert "Đọc được 3 người" in words
    assert "1 dòng cần đồng chí xem." in words
    roster = Roster.objects.get()
    hamlet = Place.objects.get(links__name="Ấp Vĩnh Hưng 2")
    post(browser, "nguoi", verb="row", roster=roster.pk, row=1, unit_key=f"place:{hamlet.pk}")
    post(browser, "nguoi", verb="take", roster=roster.pk)
    assert Person.objects.count() == 4
    assert left(today()) == ["nghi-quyet", "ai-bao", "phieu"]
    post(browser, "nguoi", verb="back", roster=roster.pk)
    assert Person.objects.count() == 1


def test_a_list_left_in_the_middle_is_there_tomorrow(browser: Client) -> None:
    settle(browser)
    post(browser, "nguoi", verb="paste", dan=PEOPLE)
    assert "Trần Thị Út" in page(browser, "nguoi", "?loc=can-xem")
    assert "Nguyễn Ngọc Bích" not in page(browser, "nguoi", "?loc=can-xem")
    assert "nguoi" in left(today())


def test_slips_are_printed_for_everybody_without_a_code(browser: Client) -> None:
    settle(browser)
    post(browser, "nguoi", verb="paste", dan=PEOPLE.replace("ấp Vĩnh Hưng\t", "ấp Vĩnh Hưng 1\t"))
    post(browser, "nguoi", verb="take", roster=Roster.objects.get().pk)
    assert "In 3 phiếu" in page(browser, "phieu")
    slips = browser.post("/nguoi/phieu", {"never": "1", "key": "k"}).content.decode()
    assert slips.count('class="slip"') == 3
    assert "phieu" not in left(today())


def test_a_file_is_as_good_as_a_paste_and_a_bad_one_says_so(browser: Client) -> None:
    good = SimpleUploadedFile("ap.csv", HAMLETS.encode())
    assert "Nhận 3 dòng" in post(browser, "ap", verb="look", tep=good).content.decode()
    bad = post(browser, "ap", verb="look", tep=SimpleUploadedFile("ap.xlsx", b"\x00\x01"))
    assert bad.status_code == 400
    assert "không đọc được thành bảng" in bad.content.decode()


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("noi-ngay", {"start": "hôm qua", "phone": "", "fields": ""}),
        ("noi-ngay", {"start": "1/1/2999", "phone": "", "fields": ""}),
        ("noi-ngay", {"start": "1/1/2026", "phone": "gọi tôi", "fields": ""}),
        ("ap", {"verb": "take", "dan": ""}),
        ("ap", {"verb": "out", "what": "place:999999"}),
        ("don-vi", {"verb": "out", "what": "organ:x"}),
        ("nguoi", {"verb": "paste", "dan": ""}),
        ("nguoi", {"verb": "paste", "dan": "1\t2\t3"}),
        ("nguoi", {"verb": "take", "roster": "7"}),
        ("nguoi", {"verb": "row", "roster": "x", "row": "y"}),
        ("nguoi", {"verb": "back", "roster": ""}),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    browser: Client, key: str, data: dict[str, str]
) -> None:
    answer = post(browser, key, **data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_no_step_is_called_otherwise(browser: Client) -> None:
    assert browser.get("/ngay-dau/khac").status_code == 404
    assert post(browser, "noi-ngay", verb="skip").status_code == 404


def test_the_office_sees_the_steps_and_enters_no_people(district: District) -> None:
    office = Client()
    office.force_login(district.people["clerk"])
    assert "Người quản trị nhập ở bước này." in page(office, "nguoi")
    assert "Người quản trị nhập ở bước này." in page(office, "ap")
    assert post(office, "nguoi", verb="paste", dan=PEOPLE).status_code == 403
    assert post(office, "ap", verb="take", dan=HAMLETS).status_code == 403


def test_communes_of_a_district_come_by_their_kind(district: District) -> None:
    browser = Client()
    browser.force_login(district.people["administrator"])
    post(browser, "cac-cap", verb="take", dan="Thị trấn Chợ Lách\nXã A\nXã Phú Sơn")
    kinds = dict(Place.objects.filter(code__gte="900-").values_list("code", "links__kind"))
    assert sorted(kind for code, kind in kinds.items() if code.startswith("900-")) == [
        "commune",
        "town",
    ]
    post(browser, "ap", verb="take", dan="Xã Phú Sơn\nẤp 1\nẤp 2\nThị trấn Chợ Lách\nẤp 1")
    assert Place.objects.filter(links__kind="hamlet_cell").count() == 9


def test_nobody_is_told_of_steps_in_a_sample(district: District) -> None:
    by = actor(district.people["administrator"], district.day)
    assert not steps.needs(by, district.day)
