"""Posts given, ended and lent; people locked out and put right (R14, R34, R36)."""

from __future__ import annotations

from datetime import timedelta
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
from vedich.apps.people.queries import actor, holders, say_post
from vedich.apps.places.models import Place
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
    assert say_post(made, "vi").endswith("do Phó Bí thư Thường trực (mẫu) ủy quyền)")
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
        ({"post": "head"}, "people.not_your_post"),
    ],
)
def test_what_cannot_be_lent_is_refused(
    district: District, other: dict[str, Any], code: str
) -> None:
    if other.get("to") == "deputy":
        other = {"to": district.people["deputy"].pk}
    if other.get("post") == "head":
        other = {"post": post_of(district, "head")}
    if other.get("start") == -1:
        other = {"start": district.day - timedelta(days=1)}
    with refused(code):
        lend(district, **other)


def test_a_lent_post_is_not_lent_on_and_can_be_taken_back(district: District) -> None:
    made = lend(district, start=district.day)
    assert made is not None
    with refused("people.not_your_post"):
        lend(district, by="clerk", post=made.pk)
    with pytest.raises(NotPermitted):
        take_back(post=made.pk, **said(district, "clerk"))
    take_back(post=made.pk, **said(district, "deputy"))
    assert not Post.objects.filter(pk=made.pk).exists()


def test_the_pages_lend_and_give_and_end(district: District, client: Client) -> None:
    client.force_login(district.people["deputy"])
    data = {
        "post": post_of(district, "deputy"),
        "to": district.people["head"].pk,
        "start": "11/7/2022",
        "until": "26/7/2022",
    }
    assert client.post("/uy-quyen", data).status_code == 302
    assert "26/7/2022" in client.get("/uy-quyen").content.decode()
    assert client.post("/uy-quyen", {**data, "until": "mai"}).status_code == 400
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
