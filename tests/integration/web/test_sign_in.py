"""Signing in: by name and password, by role in a sample; a name is locked for one address only."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import PASSWORD, District, make_district
from tests.integration.web.helpers import Answer
from vedich.apps.people.models import Person


HERE, ELSEWHERE = "203.0.113.9", "203.0.113.10"


@pytest.fixture
def town(db: None, settings: Settings) -> District:
    """The small district; everybody has a password, kept in a way that costs a test no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_district(password=PASSWORD)


def sign_in(
    client: Client, name: str, password: str = PASSWORD, *, at: str = HERE, **more: str
) -> Answer:
    data = {"username": name, "password": password, **more}
    return client.post("/vao", data, REMOTE_ADDR=at)


def text(response: Answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def signed_in(client: Client) -> bool:
    return client.get("/them").status_code == 200


def test_name_and_password_lead_to_the_page_wanted(client: Client, town: District) -> None:
    page = client.get("/them")
    assert page.status_code == 302
    answer = sign_in(client, "clerk", den="/them")
    assert (answer.status_code, answer["Location"]) == (302, "/them")
    assert signed_in(client)


@pytest.mark.parametrize(
    "den", ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"]
)
def test_the_way_back_never_leaves_the_site(client: Client, town: District, den: str) -> None:
    assert sign_in(client, "clerk", den=den)["Location"] == "/"


@pytest.mark.parametrize("name", ["clerk", "nobody at all"])
def test_a_wrong_password_and_an_unknown_name_read_the_same(
    client: Client, town: District, name: str
) -> None:
    answer = sign_in(client, name, "wrong")
    assert answer.status_code == 400
    assert f"“{name}” hoặc mật khẩu không đúng" in text(answer)
    assert "sai 4 lần nữa" in text(answer)
    assert "wrong" not in answer.content.decode()
    assert not signed_in(client)


def test_a_missing_name_is_said_before_any_try_counts(client: Client, town: District) -> None:
    assert "Chưa ghi tên đăng nhập" in text(sign_in(client, "  "))
    assert AccessAttempt.objects.count() == 0


def test_five_wrong_tries_lock_this_name_here_and_nobody_else(
    client: Client, town: District
) -> None:
    for _ in range(5):
        answer = sign_in(client, "clerk", "wrong")
    assert re.search(r"Hãy thử lại sau \d\d:\d\d, hoặc nhờ Người quản trị \(mẫu\)", text(answer))
    assert sign_in(client, "clerk").status_code == 400
    assert not signed_in(client)
    assert sign_in(client, "secretary").status_code == 302


def test_a_locked_name_still_gets_in_from_another_address(client: Client, town: District) -> None:
    for _ in range(5):
        sign_in(client, "clerk", "wrong")
    assert sign_in(client, "clerk", at=ELSEWHERE).status_code == 302


def test_the_lock_opens_at_the_time_it_named(client: Client, town: District) -> None:
    for _ in range(5):
        sign_in(client, "clerk", "wrong")
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=16)
        attempt.save()
    assert sign_in(client, "clerk").status_code == 302


def test_getting_in_forgets_the_wrong_tries(client: Client, town: District) -> None:
    for _ in range(4):
        sign_in(client, "clerk", "wrong")
    assert sign_in(client, "clerk").status_code == 302
    assert "sai 4 lần nữa" in text(sign_in(Client(), "clerk", "wrong"))


def test_somebody_who_left_does_not_get_in(client: Client, town: District) -> None:
    Person.objects.filter(username="clerk").update(is_active=False)
    assert sign_in(client, "clerk").status_code == 400


def test_in_a_sample_one_press_signs_in(client: Client, town: District) -> None:
    page = client.get("/xem-thu").content.decode()
    assert "Chuyên viên Văn phòng (mẫu)" in page
    person = town.people["clerk"].pk
    assert client.post("/xem-thu", {"person": person, "den": "/them"})["Location"] == "/them"
    assert signed_in(client)


@pytest.mark.parametrize("person", ["", "0", "abc", "999999", "1;2"])
def test_nobody_who_is_not_there_can_be_chosen(client: Client, town: District, person: str) -> None:
    assert client.post("/xem-thu", {"person": person}).status_code == 404


def test_a_real_database_has_no_page_of_roles(client: Client, real: District) -> None:
    person = real.people["clerk"].pk
    assert client.get("/xem-thu").status_code == 404
    assert client.post("/xem-thu", {"person": person}).status_code == 404
    assert not signed_in(client)
    assert client.get("/them")["Location"].startswith("/vao?")


def test_signing_out_ends_the_session(client: Client, town: District) -> None:
    client.force_login(town.people["clerk"])
    assert client.get("/ra").status_code == 405
    assert client.post("/ra").status_code == 302
    assert not signed_in(client)


def test_a_form_without_its_token_is_refused_in_words(town: District) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/vao", {"username": "clerk", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Chưa có gì được ghi" in text(answer)


def test_cookies_are_out_of_reach_of_scripts_and_of_plain_http(
    client: Client, town: District, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    answer = sign_in(client, "clerk")
    cookie = answer.cookies["vedich_session"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie["max-age"] == 12 * 3600


def test_passwords_are_kept_as_argon2(client: Client, district: District) -> None:
    clerk = district.people["clerk"]
    clerk.set_password(PASSWORD)
    clerk.save()
    assert clerk.password.startswith("argon2")
    assert sign_in(client, "clerk").status_code == 302
