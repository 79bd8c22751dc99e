"""What a person sets for himself on /them, and how every page follows it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import District
from vedich.apps.journal.models import Line
from vedich.apps.people.models import Person, Post


CHOSEN = {"language": "vi", "size": "", "hat": "", "keys": "on"}


def test_language_and_size_are_the_person_s_own_and_journalled(
    clerk: Client, district: District
) -> None:
    assert clerk.post("/them", CHOSEN | {"language": "en", "size": "rat-lon"}).status_code == 302
    person = Person.objects.get(username="clerk")
    assert (person.language, person.text_size) == ("en", "rat-lon")
    line = Line.objects.latest("sequence")
    assert (line.action, line.subject) == ("people.choose_settings", person.reference)
    page = clerk.get("/them").content.decode()
    assert '<html lang="en" data-size="rat-lon">' in page


def test_the_same_again_writes_nothing(clerk: Client, district: District) -> None:
    before = Line.objects.count()
    clerk.post("/them", CHOSEN)
    assert Line.objects.count() == before


def test_a_choice_wins_over_an_older_one_of_this_browser(clerk: Client) -> None:
    clerk.get("/them?lang=en")
    clerk.post("/them", CHOSEN)
    assert '<html lang="vi"' in clerk.get("/them").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"language": "fr"}, {"size": "huge"}, {"hat": "post:1"}, {"keys": "maybe"}]
)
def test_what_the_page_did_not_offer_is_refused(
    clerk: Client, district: District, wrong: dict[str, str]
) -> None:
    answer = clerk.post("/them", CHOSEN | wrong)
    assert answer.status_code == 400
    assert "Không có lựa chọn" in answer.content.decode()


def test_keys_are_switched_off_in_this_browser(clerk: Client) -> None:
    assert "data-keys" in clerk.get("/them").content.decode().split("<header")[0]
    clerk.post("/them", CHOSEN | {"keys": "off"})
    page = clerk.get("/them").content.decode()
    assert "data-keys" not in page.split("<header")[0]
    assert 'id="keys"' not in page


def test_a_hat_leaves_the_other_posts_aside(clerk: Client, district: District) -> None:
    post = Post.objects.create(
        person=district.people["clerk"],
        role="cell_secretary",
        title="Bí thư Ấp B2",
        place_id=district.place("B2"),
        held_from=date(2021, 1, 1),
    )
    page = clerk.get("/them").content.decode()
    assert "Bí thư Ấp B2" in page
    clerk.post("/them", CHOSEN | {"hat": post.reference})
    page = clerk.get("/them").content.decode()
    assert "<span>Bí thư Ấp B2</span></a>" in page
    Post.objects.filter(pk=post.pk).update(held_until=date(2022, 1, 1))
    assert "Chuyên viên Văn phòng" in clerk.get("/them").content.decode()


def test_without_a_post_the_page_still_opens(client: Client, district: District) -> None:
    client.force_login(district.people["outsider"])
    assert client.get("/them").status_code == 200
