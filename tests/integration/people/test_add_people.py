"""People and posts: written with their rights, refused in words, known by reference only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import SINCE, District
from vedich.apps.journal.models import Line
from vedich.apps.people.actions import NewPerson, NewPost, add_people
from vedich.apps.people.models import Person, Post
from vedich.apps.people.queries import actor, names
from vedich.apps.places.models import Place
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


def add(district: District, *people: NewPerson, by: str | None = "administrator") -> list[Person]:
    giver = district.actor(by) if by else None
    made = add_people(people=people, by=giver, at=district.at, on_day=district.day)
    return list(made)


def post(district: District, role: str = "clerk", **more: object) -> NewPost:
    place = Place.objects.get(pk=district.place("A"))
    return NewPost(role, "Chức vụ mới", place, SINCE, **more)  # type: ignore[arg-type]


def test_a_person_with_a_post_has_its_rights_from_its_first_day(district: District) -> None:
    (made,) = add(district, NewPerson("moi", "Người mới", (post(district),)))
    held = actor(made, district.day).posts
    assert [one.place_range for one in held] == [district.spot("A").path]
    assert not held[0].in_force(SINCE - timedelta(days=1))


def test_the_journal_names_the_person_by_reference_only(district: District) -> None:
    (made,) = add(district, NewPerson("moi", "Nguyễn Văn Bí Mật", (post(district),)))
    line = Line.objects.order_by("-sequence")[0]
    assert line.action == "people.give_post"
    assert made.reference in line.text
    assert not Line.objects.filter(text__contains="Bí Mật").exists()
    assert not Line.objects.filter(text__contains="moi").exists()


@pytest.mark.parametrize("by", ["secretary", "clerk", "outsider"])
def test_only_an_administrator_enters_people(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        add(district, NewPerson("moi", "Người mới", (post(district),)), by=by)
    assert not Person.objects.filter(username="moi").exists()


def test_nobody_but_an_administrator_enters_a_person_without_a_post(district: District) -> None:
    with pytest.raises(NotPermitted):
        add(district, NewPerson("moi", "Người mới"), by="clerk")
    assert not Person.objects.filter(username="moi").exists()


def test_a_sign_in_name_is_given_once(district: District) -> None:
    with pytest.raises(Refused) as refused:
        add(district, NewPerson("clerk", "Người khác"))
    assert refused.value.code == "people.taken"


def test_a_sign_in_name_twice_in_one_list_is_refused_in_words(district: District) -> None:
    with pytest.raises(Refused) as refused:
        add(district, NewPerson("moi", "Một"), NewPerson("moi", "Hai"))
    assert refused.value.code == "people.taken"
    assert not Person.objects.filter(username="moi").exists()


def test_a_role_that_the_table_does_not_have_is_refused(district: District) -> None:
    with pytest.raises(Refused) as refused:
        add(district, NewPerson("moi", "Người mới", (post(district, "king"),)))
    assert refused.value.code == "people.no_role"
    assert not Person.objects.filter(username="moi").exists()


def test_without_a_password_nobody_signs_in_by_one(district: District) -> None:
    plain, sealed = add(district, NewPerson("a", "A"), NewPerson("b", "B", password="dài lắm rồi"))
    assert not plain.has_usable_password()
    assert sealed.check_password("dài lắm rồi")
    assert sealed.password.startswith("argon2")


def test_a_post_that_ended_gives_nothing(district: District) -> None:
    until = district.day - timedelta(days=1)
    (made,) = add(district, NewPerson("cu", "Người cũ", (post(district, held_until=until),)))
    assert not any(one.in_force(district.day) for one in actor(made, district.day).posts)


def test_a_post_whose_place_does_not_stand_is_left_out(district: District) -> None:
    assert actor(district.people["official"], date(2019, 12, 31)).posts == ()


def test_references_become_names_in_the_language_asked_for(district: District) -> None:
    person = district.people["official"]
    held = Post.objects.get(person=person)
    Post.objects.filter(pk=held.pk).update(title_en="Official of A")
    asked = [person.reference, held.reference, "person:999", "nobody", "post:x"]
    assert names(asked, "vi") == {
        person.reference: "Cán bộ Xã A (mẫu)",
        held.reference: "Cán bộ Xã A",
    }
    assert names(asked, "en")[held.reference] == "Official of A"
