"""Posts given, ended and lent; people locked out and put right (R14, R34, R36)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.refusals import refused
from tests.support.tasks import post_of
from vedich.apps.journal.models import Line
from vedich.apps.people.actions import NewPost
from vedich.apps.people.models import Person, Post
from vedich.apps.people.posts import (
    administrators,
    correct_person,
    end_post,
    give_post,
    lend_post,
    set_active,
    take_back,
)
from vedich.apps.people.queries import actor, holders, names, say_days, say_post
from vedich.apps.places.models import Place
from vedich.apps.search.models import Found
from vedich.core.permits import NotPermitted


def said(district: District, by: str = "administrator") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def new(district: District, **other: Any) -> NewPost:
    given: dict[str, Any] = {
        "role": "administrator",
        "title": "Người quản trị thứ hai",
        "place": Place.objects.get(pk=district.place("root")),
        "held_from": district.day,
    }
    return NewPost(**given | other)


def lend(district: District, by: str = "deputy", **other: Any) -> Post | None:
    given: dict[str, Any] = {
        "post": post_of(district, "deputy"),
        "to": district.people["head"].pk,
        "start": district.day,
        "until": district.day + timedelta(days=15),
    }
    return lend_post(**(given | other), **said(district, by))


def test_a_second_administrator_can_be_made(district: District) -> None:
    assert administrators(district.day) == 1
    give_post(person=district.people["clerk"].pk, new=new(district), **said(district))
    assert administrators(district.day) == 2


@pytest.mark.parametrize("by", ["clerk", "secretary", "official", "outsider"])
def test_only_administrators_write_posts(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        give_post(person=district.people["head"].pk, new=new(district), **said(district, by))
    with pytest.raises(NotPermitted):
        end_post(post=post_of(district, "head"), until=district.day, **said(district, by))


def test_a_post_that_ended_is_not_held_any_more(district: District) -> None:
    post = post_of(district, "head")
    end_post(post=post, until=district.day, **said(district))
    assert post not in holders(district.day)
    assert post in holders(district.day - timedelta(days=1))
    with refused("people.no_post"):
        end_post(post=post, until=district.day, **said(district))


def test_a_post_does_not_end_before_it_began(district: District) -> None:
    with refused("people.before_start"):
        end_post(
            post=post_of(district, "head"),
            until=district.day.replace(year=1999),
            **said(district),
        )


def test_the_last_administrator_stays(district: District) -> None:
    with refused("people.last_administrator"):
        end_post(post=post_of(district, "administrator"), until=district.day, **said(district))
    number = district.people["administrator"].pk
    with refused("people.not_oneself"):
        set_active(person=number, active=False, **said(district))


def test_who_is_locked_out_is_a_stranger_until_let_in_again(
    district: District, client: Client
) -> None:
    client.force_login(district.people["clerk"])
    number = district.people["clerk"].pk
    set_active(person=number, active=False, **said(district))
    assert client.get("/them").status_code == 302
    set_active(person=number, active=True, **said(district))
    assert Person.objects.get(pk=number).is_active


def test_a_correction_is_in_the_journal_without_its_values(district: District) -> None:
    correct_person(
        person=district.people["head"].pk,
        name="Võ  Hoàng Nam",
        phone="0913 000 114",
        email="nam@example.vn",
        **said(district),
    )
    assert Person.objects.get(username="head").name == "Võ Hoàng Nam"
    line = Line.objects.latest("sequence")
    assert line.action == "people.correct"
    assert "0913" not in line.text
    with refused("people.no_name"):
        correct_person(
            person=district.people["head"].pk, name="…", phone="", email="", **said(district)
        )


def test_a_lent_post_acts_under_both_names_for_its_days_only(district: District) -> None:
    made = lend(district)
    assert made is not None
    assert say_post(made, "vi").endswith("(do Phó Bí thư Thường trực (mẫu) ủy quyền 11–25/7/2022)")
    assert say_post(made, "en").endswith("(lent by Phó Bí thư Thường trực (mẫu), 11–25/7/2022)")
    head = district.people["head"]
    roles = {post.role for post in actor(head, district.day).posts if post.in_force(district.day)}
    assert "standing_member" in roles
    over = district.day + timedelta(days=15)
    assert made.pk not in holders(over)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"to": 10**6}, "people.no_person"),
        ({"start": -1}, "people.lent_past"),
        ({"to": "deputy"}, "people.lent_to_oneself"),
        ({"post": 10**6}, "people.not_your_post"),
        ({"until": -1}, "people.lent_no_days"),
        ({"to": "locked"}, "people.lent_to_locked"),
    ],
)
def test_what_cannot_be_lent_is_refused(
    district: District, other: dict[str, Any], code: str
) -> None:
    if other.get("to") == "deputy":
        other = {"to": district.people["deputy"].pk}
    if other.get("to") == "locked":
        Person.objects.filter(username="supervisor").update(is_active=False)
        other = {"to": district.people["supervisor"].pk}
    if other.get("until") == -1:
        other = {"until": district.day}
    if other.get("start") == -1:
        other = {"start": district.day - timedelta(days=1)}
    with refused(code):
        lend(district, **other)


def test_a_lent_post_is_not_lent_on_and_can_be_taken_back(district: District) -> None:
    made = lend(district, start=district.day)
    assert made is not None
    with refused("permit.wider"):
        lend(district, by="head", post=made.pk, to=district.people["clerk"].pk)
    with pytest.raises(NotPermitted):
        take_back(post=made.pk, **said(district, "clerk"))
    take_back(post=made.pk, **said(district, "deputy"))
    assert made.pk not in holders(district.day)
    with refused("people.no_post"):
        take_back(post=made.pk, **said(district, "deputy"))


def test_taken_back_the_day_it_began_it_gives_nothing_and_keeps_its_name(
    district: District,
) -> None:
    made = lend(district)
    assert made is not None
    take_back(post=made.pk, **said(district, "deputy"))
    head = actor(district.people["head"], district.day)
    assert [post.role for post in head.posts] == ["field_head"]
    assert names([made.reference], "vi")[made.reference].startswith("Phó Bí thư Thường trực")


@pytest.mark.parametrize("by", ["clerk", "head", "secretary"])
def test_nobody_lends_the_post_of_another(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        lend(district, by=by, to=district.people["clerk_b"].pk)


def test_who_writes_posts_lends_for_its_holder_under_his_name(district: District) -> None:
    made = lend(district, by="administrator")
    assert made is not None
    assert made.lent_by == district.people["deputy"]


def test_a_post_is_lent_to_one_at_a_time(district: District) -> None:
    lend(district)
    with refused("people.lent_already"):
        lend(district, to=district.people["clerk"].pk)
    after = district.day + timedelta(days=15)
    assert lend(district, start=after, until=after + timedelta(days=1))


def test_a_post_that_ends_takes_what_was_lent_of_it_along(district: District) -> None:
    made = lend(district)
    assert made is not None
    until = district.day + timedelta(days=2)
    end_post(post=post_of(district, "deputy"), until=until, **said(district))
    assert made.pk in holders(district.day)
    assert made.pk not in holders(until)


def test_who_stands_in_for_the_administrator_is_no_second_one(district: District) -> None:
    number, days = district.people["clerk"].pk, timedelta(days=5)
    given: dict[str, Any] = {"post": post_of(district, "administrator"), "to": number}
    lend_post(**given, start=district.day, until=district.day + days, **said(district))
    assert administrators(district.day) == 1
    with refused("people.last_administrator"):
        end_post(post=post_of(district, "administrator"), until=district.day, **said(district))


def test_another_who_will_be_gone_by_then_does_not_count(district: District) -> None:
    soon, later = (district.day + timedelta(days=days) for days in (3, 9))
    made = give_post(person=district.people["clerk"].pk, new=new(district), **said(district))
    assert made is not None
    end_post(post=made.pk, until=soon, **said(district))
    with refused("people.last_administrator"):
        end_post(post=post_of(district, "administrator"), until=later, **said(district))


def test_a_post_given_by_mistake_ends_the_day_it_began(district: District) -> None:
    made = give_post(person=district.people["clerk"].pk, new=new(district), **said(district))
    assert made is not None
    end_post(post=made.pk, until=district.day, **said(district))
    assert administrators(district.day) == 1
    assert len(actor(district.people["clerk"], district.day).posts) == 1


def test_a_post_that_ended_is_not_found_any_more(district: District) -> None:
    post = post_of(district, "head")
    correct_person(
        person=district.people["head"].pk, name="Võ Nam", phone="", email="", **said(district)
    )
    assert Found.objects.filter(reference=f"post:{post}").exists()
    end_post(post=post, until=district.day, **said(district))
    assert not Found.objects.filter(reference=f"post:{post}").exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"phone": "gọi sau"}, "people.bad_phone"),
        ({"phone": "12"}, "people.bad_phone"),
        ({"email": "nam@"}, "people.bad_email"),
        ({"name": "x" * 200}, "people.long_name"),
    ],
)
def test_what_is_no_name_or_number_is_refused(
    district: District, typed: dict[str, str], code: str
) -> None:
    before = Person.objects.get(username="head").name
    given: dict[str, Any] = {"name": "Võ Nam", "phone": "", "email": ""} | typed
    with refused(code):
        correct_person(person=district.people["head"].pk, **given, **said(district))
    assert Person.objects.get(username="head").name == before


def test_days_of_a_loan_are_written_shortly() -> None:
    assert say_days(date(2022, 7, 1), date(2022, 7, 16)) == "1–15/7/2022"
    assert say_days(date(2022, 6, 28), date(2022, 7, 4)) == "28/6–3/7/2022"
    assert say_days(date(2022, 12, 28), date(2023, 1, 4)) == "28/12/2022–3/1/2023"
    assert say_days(date(2022, 7, 1), date(2022, 7, 2)) == "1/7/2022"
    assert say_days(date(2022, 7, 1), None) == "1/7/2022–"


def test_the_pages_lend_and_give_and_end(district: District, client: Client) -> None:
    client.force_login(district.people["deputy"])
    data = {
        "post": post_of(district, "deputy"),
        "to": district.people["head"].pk,
        "start": "11/7/2022",
        "last": "26/7/2022",
    }
    assert client.post("/uy-quyen", data).status_code == 302
    assert "26/7/2022" in client.get("/uy-quyen").content.decode()
    assert client.post("/uy-quyen", {**data, "last": "mai"}).status_code == 400
    admin = Client()
    admin.force_login(district.people["administrator"])
    number = district.people["clerk"].pk
    given = {
        "verb": "give",
        "title": "Người quản trị",
        "role": "administrator",
        "place": district.spot("root").code,
        "held_from": "11/7/2022",
    }
    assert admin.post(f"/nguoi/{number}", given).status_code == 302
    assert admin.post(f"/nguoi/{number}", {**given, "place": "xx"}).status_code == 400
    assert admin.post(f"/nguoi/{number}", {"verb": "dance"}).status_code == 400
    assert administrators(district.day) == 2
