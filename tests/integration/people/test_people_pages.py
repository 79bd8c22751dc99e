"""The list of people, the page of one, somebody new: who sees whom, and in how many queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import SINCE, District
from tests.support.tasks import post_of
from vedich.apps.journal.models import Line
from vedich.apps.people import codes
from vedich.apps.people.actions import NewPerson, NewPost, add_people, set_active
from vedich.apps.people.listing import narrowed, people_below
from vedich.apps.people.models import Person, Post
from vedich.apps.people.names import free_usernames
from vedich.apps.people.queries import find_people, holders
from vedich.apps.people.views_people import ON_A_PAGE
from vedich.apps.places.models import Place


def page(district: District, name: str) -> Client:
    browser = Client()
    browser.force_login(district.people[name])
    return browser


def said(district: District, by: str = "administrator") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def many(district: District, count: int) -> None:
    place = Place.objects.get(pk=district.place("A"))
    new = [
        NewPerson(f"p{n}", f"Người {n}", (NewPost("official", "Cán bộ", place, SINCE),))
        for n in range(count)
    ]
    add_people(people=new, by=None, at=district.at, on_day=district.day)


def form(district: District, **other: str) -> dict[str, str]:
    return {
        "name": "Trần Thị Út",
        "title": "Bí thư Chi bộ Ấp A3",
        "role": "cell_secretary",
        "place": "Ấp A3",
        "held_from": "1/7/2022",
    } | other


# -- the list --------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["secretary", "cell_secretary", "supervisor", "outsider", "agency"])
def test_the_list_is_closed_to_who_looks_after_nobody(district: District, by: str) -> None:
    assert page(district, by).get("/nguoi").status_code == 403


def test_a_commune_sees_its_own_people_only(district: District) -> None:
    text = page(district, "official").get("/nguoi").content.decode()
    assert "Bí thư Ấp A1 (mẫu)" in text
    assert "Bí thư Ấp B1 (mẫu)" not in text
    assert "Người quản trị (mẫu)" not in text


def test_search_knows_no_marks_and_finds_telephones(district: District) -> None:
    Person.objects.filter(username="head").update(phone="0913 000 114")
    clerk = page(district, "clerk")
    for words in ("pho chu tich", "0913 000 114", "HEAD"):
        text = clerk.get("/nguoi", {"q": words}).content.decode()
        assert text.count('class="row"') == 1, words
    assert "Không có ai khớp" in clerk.get("/nguoi?q=zzz").content.decode()


def test_states_narrow_the_list_and_their_counts_agree(district: District) -> None:
    code = codes.issue_codes(
        people=[district.people["official"].pk], chance=Chance(), **said(district)
    )
    set_active(person=district.people["head"].pk, active=False, **said(district))
    Person.objects.filter(username="clerk").update(password="md5$x$y")
    rows = people_below(district.actor("administrator"), district.day, "vi")
    assert {row.username for row in narrowed(rows, "code")} == {code[0].person.username}
    assert {row.username for row in narrowed(rows, "locked")} == {"head"}
    assert {row.username for row in narrowed(rows, "password")} == {"clerk"}
    assert len(rows) == 15 == len(narrowed(rows, "never")) + 3
    text = page(district, "administrator").get("/nguoi?loc=locked").content.decode()
    assert text.count('class="row"') == 1


class Chance:
    def choice(self, seq: str, /) -> str:
        return seq[0]


def test_a_box_is_offered_only_for_whom_a_code_may_be_issued(district: District) -> None:
    text = page(district, "clerk").get("/nguoi").content.decode()
    offered = {int(key) for key in re.findall(r'name="person" value="(\d+)"', text)}
    assert district.people["official"].pk in offered
    for name in ("secretary", "administrator", "clerk"):
        assert district.people[name].pk not in offered


def test_pages_of_the_list_turn(district: District) -> None:
    many(district, ON_A_PAGE)
    admin = page(district, "administrator")
    first, second = admin.get("/nguoi").content.decode(), admin.get("/nguoi?trang=2")
    assert first.count('class="row"') == ON_A_PAGE
    assert second.content.decode().count('class="row"') == 15
    for odd in ("0", "-1", "99999999999999999999", "x"):
        assert admin.get("/nguoi", {"trang": odd}).status_code == 200


def test_the_list_asks_no_more_of_the_database_for_more_people(
    district: District, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin = page(district, "administrator")
    many(district, 90)
    with django_assert_max_num_queries(30):
        admin.get("/nguoi")
    one = len(_queries(admin, "/nguoi?q=cell"))
    assert len(_queries(admin, "/nguoi")) <= one + 1


def _queries(browser: Client, address: str) -> list[Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        browser.get(address)
    return list(caught.captured_queries)


# -- one person ------------------------------------------------------------------------------------


def test_a_page_acts_on_its_own_person_only(district: District) -> None:
    admin = page(district, "administrator")
    clerk, head = district.people["clerk"].pk, post_of(district, "head")
    assert admin.post(f"/nguoi/{clerk}", {"verb": f"end:{head}"}).status_code == 400
    lent = {"verb": "lend", "post": head, "to": clerk, "last": "12/7/2022"}
    assert admin.post(f"/nguoi/{clerk}", lent).status_code == 400
    assert head in holders(district.day)
    assert not Post.objects.filter(lent_by__isnull=False).exists()


def test_the_office_sees_no_button_that_it_may_not_press(district: District) -> None:
    number = district.people["secretary"].pk
    clerk = page(district, "clerk")
    text = clerk.get(f"/nguoi/{number}").content.decode()
    assert 'name="verb"' not in text
    assert "Người này có quyền mà đồng chí không có" in text
    for verb in ("code", "lock", f"end:{post_of(district, 'secretary')}", "correct", "out:"):
        assert clerk.post(f"/nguoi/{number}", {"verb": verb, "name": "X"}).status_code in (400, 403)
    assert Person.objects.get(pk=number).is_active


def test_a_refused_form_keeps_what_was_typed_beside_the_fault(district: District) -> None:
    number = district.people["clerk"].pk
    typed = {"verb": "correct", "name": "Lê Tâm", "phone": "số cũ", "email": ""}
    answer = page(district, "administrator").post(f"/nguoi/{number}", typed)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="Lê Tâm"' in text
    assert 'id="phone-error"' in text


def test_the_page_locks_and_lets_in_again(district: District) -> None:
    admin, number = page(district, "administrator"), district.people["clerk"].pk
    admin.post(f"/nguoi/{number}", {"verb": "lock"})
    assert "đã bị khóa" in admin.get(f"/nguoi/{number}").content.decode()
    admin.post(f"/nguoi/{number}", {"verb": "unlock"})
    assert Person.objects.get(pk=number).is_active


def test_a_loan_is_made_shown_and_taken_back_on_the_page(district: District) -> None:
    admin, number = page(district, "administrator"), district.people["deputy"].pk
    given = {
        "verb": "lend",
        "post": post_of(district, "deputy"),
        "to": district.people["head"].pk,
        "start": "11/7/2022",
        "last": "15/7/2022",
    }
    assert admin.post(f"/nguoi/{number}", given).status_code == 302
    lent = Post.objects.get(lent_by__isnull=False)
    taker = f"/nguoi/{district.people['head'].pk}"
    assert "ủy quyền 11–15/7/2022" in admin.get(taker).content.decode()
    assert admin.post(taker, {"verb": f"back:{lent.pk}"}).status_code == 302
    assert lent.pk not in holders(district.day)


def test_the_page_of_one_is_cheap(
    district: District, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    admin, number = page(district, "administrator"), district.people["clerk"].pk
    with django_assert_max_num_queries(35):
        admin.get(f"/nguoi/{number}")


# -- somebody new ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["clerk", "official", "secretary", "outsider"])
def test_only_who_writes_posts_enters_somebody(district: District, by: str) -> None:
    browser = page(district, by)
    assert browser.get("/nguoi/them").status_code == 403
    assert browser.post("/nguoi/them", form(district)).status_code == 403
    assert not Person.objects.filter(name="Trần Thị Út").exists()


def test_somebody_new_has_a_post_and_a_name_to_sign_in(district: District) -> None:
    answer = page(district, "administrator").post("/nguoi/them", form(district, phone="0913000137"))
    made = Person.objects.get(username="tran-thi-ut")
    assert answer.headers["Location"] == f"/nguoi/{made.pk}?da=1"
    assert holders(district.day)[made.posts.get().pk].place == district.place("A3")
    assert not made.has_usable_password()
    assert not Line.objects.filter(text__contains="0913000137").exists()


def test_sent_twice_it_is_one_person(district: District) -> None:
    admin = page(district, "administrator")
    for _ in range(2):
        assert admin.post("/nguoi/them", form(district, key="k")).status_code == 302
    assert Person.objects.filter(name="Trần Thị Út").count() == 1
    admin.post("/nguoi/them", form(district, key="k", title="Trưởng ấp"))
    assert Person.objects.filter(name="Trần Thị Út").count() == 2


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"name": " "}, "name"),
        ({"title": ""}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"role": "king"}, "role"),
        ({"place": "Ấp Không Có"}, "place"),
        ({"place": ""}, "place"),
        ({"body": "Phòng Không Có"}, "body"),
        ({"held_from": "mai"}, "held_from"),
        ({"phone": "abc"}, "phone"),
        ({"email": "abc"}, "email"),
        ({"username": "tên có dấu"}, "username"),
        ({"username": "clerk"}, "username"),
    ],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_is_lost(
    district: District, typed: dict[str, str], box: str
) -> None:
    answer = page(district, "administrator").post("/nguoi/them", form(district, **typed))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert f'id="{box}-error"' in text
    if box != "name":
        assert 'value="Trần Thị Út"' in text
    assert not Person.objects.filter(name="Trần Thị Út").exists()


def test_a_place_is_found_by_name_by_code_and_with_the_place_above(district: District) -> None:
    admin = page(district, "administrator")
    for number, place in enumerate(("ap a3", "901-03", "Ấp A3, Xã A", "Ấp A3, xa a")):
        answer = admin.post("/nguoi/them", form(district, place=place, username=f"u{number}"))
        assert answer.status_code == 302, place
    assert admin.post("/nguoi/them", form(district, place="Ấp A3, Xã B")).status_code == 400


def test_a_body_is_found_by_its_name(district: District) -> None:
    page(district, "administrator").post(
        "/nguoi/them", form(district, place="900", body="phong a", role="agency_officer")
    )
    made = Post.objects.get(person__name="Trần Thị Út")
    assert made.body == district.body("agency")


def test_sign_in_names_follow_names_and_are_free(district: District) -> None:
    assert free_usernames(["Võ Hoàng Nam"]) == ["vo-hoang-nam"]
    assert free_usernames(["…"]) == ["nguoi"]
    many(district, 1)
    Person.objects.filter(username="p0").update(username="vo-hoang-nam")
    assert free_usernames(["Võ Hoàng Nam"]) == ["vo-hoang-nam-2"]
    assert free_usernames(["Clerk"]) == ["clerk-2"]


def test_people_are_found_by_name_and_post_in_one_question(
    district: District, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        found = find_people("bi thu ap", district.day)
    assert {line.name for line in found} == {f"Bí thư Ấp {one} (mẫu)" for one in ("A1", "A2", "B1")}
    assert find_people("bi thu", district.day, places=[district.place("root")])[0].title == "Bí thư"
    assert len(find_people("", district.day, most=3)) == 3
