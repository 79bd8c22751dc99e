"""A form sent after the session had ended: kept, shown again after signing in, never sent alone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.cast import District
from tests.integration.web.helpers import Answer
from vedich.apps.people.kept_forms import FIELD, KeptForm
from vedich.apps.people.models import Person


WRITTEN = {"language": "en", "size": "lon", "keys": "off", "hat": "", "password": "secret"}


def packed(answer: Answer) -> str:
    found = re.search(rf'name="{FIELD}" value="([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return unescape(found[1])


def send_without_session(client: Client) -> Answer:
    return client.post("/them", WRITTEN, headers={"referer": "http://testserver/them"})


def choose(client: Client, district: District, kept: str, name: str = "clerk") -> Answer:
    return client.post("/xem-thu", {"person": district.people[name].pk, FIELD: kept})


def test_the_way_in_carries_what_was_written(client: Client, district: District) -> None:
    answer = send_without_session(client)
    assert answer.status_code == 403
    assert "Chưa gửi gì" in answer.content.decode()
    kept = KeptForm.unpack(packed(answer))
    assert kept is not None
    assert (kept.page, kept.to) == ("/them", "/them")
    assert dict(kept.fields) == {"language": "en", "size": "lon", "keys": "off", "hat": ""}


def test_after_signing_in_the_form_stands_there_filled_in_and_nothing_was_sent(
    client: Client, district: District
) -> None:
    kept = packed(send_without_session(client))
    assert choose(client, district, kept)["Location"] == "/them"
    page = client.get("/them").content.decode()
    assert 'name="size" value="lon" checked' in page
    assert 'name="size" value="" checked' not in page
    assert "Chưa gửi." in page
    assert Person.objects.get(username="clerk").text_size == ""


def test_it_is_shown_once(client: Client, district: District) -> None:
    choose(client, district, packed(send_without_session(client)))
    client.get("/them")
    page = client.get("/them").content.decode()
    assert 'name="size" value="" checked' in page
    assert "Chưa gửi." not in page


def test_in_a_real_database_a_password_comes_between_and_keeps_it_too(
    client: Client, real: District
) -> None:
    kept = packed(send_without_session(client))
    wrong = client.post("/vao", {"username": "clerk", "password": "no", FIELD: kept})
    assert packed(wrong) == kept


def test_another_page_is_not_touched(client: Client, district: District) -> None:
    choose(client, district, packed(send_without_session(client)))
    assert "Chưa gửi." not in client.get("/xem-thu").content.decode()


def test_words_put_in_by_somebody_else_are_dropped(client: Client, district: District) -> None:
    kept = packed(send_without_session(client))
    for forged in (kept[:-1] + ("A" if kept[-1] != "A" else "B"), "x", ""):
        assert choose(Client(), district, forged)["Location"] == "/"


def test_the_page_of_another_site_is_not_gone_to(client: Client, district: District) -> None:
    answer = client.post("/them", WRITTEN, headers={"referer": "https://example.com/evil"})
    kept = KeptForm.unpack(packed(answer))
    assert kept is not None
    assert kept.page == "/them"


def test_a_page_that_only_looks_like_ours_is_not_gone_to(
    client: Client, district: District
) -> None:
    kept = KeptForm("//example.com/them", "/them", (("language", "en"),)).pack()
    assert choose(client, district, kept)["Location"] == "/"


def test_a_form_that_is_gone_is_shown_as_text(client: Client, district: District) -> None:
    kept = KeptForm("/them", "/nowhere", (("reason", "Mưa <b>lớn</b>"),)).pack()
    choose(client, district, kept)
    page = client.get("/them").content.decode()
    assert "Mưa &lt;b&gt;lớn&lt;/b&gt;" in page
    assert "vẫn còn ở đây" in page


@pytest.mark.parametrize("held", [None, 3, {}, {"page": 1, "to": "/", "fields": []}, []])
def test_what_no_form_of_ours_wrote_is_not_read(held: object) -> None:
    assert KeptForm.read(held) is None


def test_a_get_without_a_session_is_sent_to_sign_in_and_back(
    client: Client, district: District
) -> None:
    assert client.get("/them?da=1")["Location"] == "/xem-thu?den=%2Fthem%3Fda%3D1"
