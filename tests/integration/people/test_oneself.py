"""What somebody sets for himself: password, telephone, hat; the devices he is signed in with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from tests.cast import PASSWORD, District, make_district
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.people import codes
from vedich.apps.people.actions import change_password, set_contact
from vedich.apps.people.devices import devices_of, rough_name, say_device, sign_out
from vedich.apps.people.models import Device, Person, Post
from vedich.apps.people.signs import Signs
from vedich.core.permits import NotPermitted


NEW = "bến nước cây đa 7"
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def town(db: None, settings: Settings) -> District:
    """The small district; everybody has a password, kept in a way that costs a test no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make_district(password=PASSWORD)


def enter(name: str, agent: str = PHONE, password: str = PASSWORD) -> Client:
    browser = Client(headers={"user-agent": agent})
    answer = browser.post("/vao", {"username": name, "password": password})
    assert answer.status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/them").status_code == 200


def typed(**other: str) -> dict[str, str]:
    return {"password": PASSWORD, "password_new": NEW, "password_again": NEW} | other


# -- password --------------------------------------------------------------------------------------


def test_a_new_password_ends_every_other_session_and_code(town: District) -> None:
    issued = codes.issue_codes(
        people=[town.people["clerk"].pk],
        by=None,
        at=town.at,
        on_day=town.day,
        chance=Signs(),
    )
    here, there = enter("clerk"), enter("clerk")
    answer = here.post("/them/mat-khau", typed())
    assert answer.headers["Location"] == "/them?mat-khau=1"
    assert is_in(here)
    assert not is_in(there)
    assert [one.here for one in devices(town, here)] == [True]
    enter("clerk", password=NEW)
    with refused("code.wrong"):
        codes.redeem(name="clerk", code=issued[0].code, password=NEW, at=town.at, on_day=town.day)


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"password": "sai rồi sai rồi"}, "password"),
        ({"password_new": "ngắn", "password_again": "ngắn"}, "password_new"),
        ({"password_again": NEW + "x"}, "password_again"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(
    town: District, wrong: dict[str, str], box: str
) -> None:
    browser = enter("clerk")
    answer = browser.post("/them/mat-khau", typed(**wrong))
    assert answer.status_code == 400
    assert f'id="{box}-error"' in answer.content.decode()
    assert NEW not in answer.content.decode()
    enter("clerk")


def test_a_stolen_session_guesses_the_password_five_times_only(town: District) -> None:
    browser = enter("clerk")
    for _ in range(5):
        browser.post("/them/mat-khau", typed(password="đoán mò thôi"))
    answer = browser.post("/them/mat-khau", typed())
    assert answer.status_code == 400
    assert "Hãy thử lại sau" in answer.content.decode()


def test_passwords_never_reach_the_journal(town: District) -> None:
    change_password(
        old=PASSWORD, new=NEW, here="", by=town.actor("clerk"), at=town.at, on_day=town.day
    )
    line = Line.objects.latest("sequence")
    assert line.action == "people.change_password"
    assert NEW not in line.text


def test_who_has_no_password_is_told_how_to_get_one(district: District, client: Client) -> None:
    client.force_login(district.people["clerk"])
    assert "nhờ văn phòng cấp mã" in client.get("/them/mat-khau").content.decode()


# -- telephone, address, hat -----------------------------------------------------------------------


def test_telephone_and_address_are_one_s_own(district: District, client: Client) -> None:
    client.force_login(district.people["clerk"])
    given = {"contact": "1", "phone": "0913 000 114", "email": "nam@example.vn"}
    assert client.post("/them", given).status_code == 302
    row = Person.objects.get(username="clerk")
    assert (row.phone, row.email) == ("0913 000 114", "nam@example.vn")
    assert "0913" not in Line.objects.latest("sequence").text
    wrong = client.post("/them", given | {"email": "nam"})
    assert wrong.status_code == 400
    assert 'value="nam"' in wrong.content.decode()


def test_mail_is_switched_off_and_on_by_oneself(district: District, client: Client) -> None:
    client.force_login(district.people["clerk"])
    given = {"contact": "1", "phone": "", "email": "nam@example.vn"}
    for mail, wants in (("off", False), ("", False), ("on", True), ("yes", True)):
        assert client.post("/them", given | {"mail": mail}).status_code == 302
        row = Person.objects.get(username="clerk")
        assert (row.email, row.wants_mail) == ("nam@example.vn", wants)
    page = client.post("/them", given | {"mail": "off", "email": "nam"}).content.decode()
    assert 'name="mail" value="off" checked' in page
    assert Person.objects.get(username="clerk").wants_mail


def test_the_same_contact_again_writes_nothing(district: District) -> None:
    before = Line.objects.count()
    set_contact(phone="", email="", by=district.actor("clerk"), at=district.at)
    assert Line.objects.count() == before


def test_a_hat_is_one_press(district: District, client: Client) -> None:
    Post.objects.create(
        person=district.people["clerk"],
        role="cell_secretary",
        title="Bí thư Ấp B2",
        place_id=district.place("B2"),
        held_from=district.day,
    )
    client.force_login(district.people["clerk"])
    own = Post.objects.filter(person=district.people["clerk"]).latest("pk")
    assert client.post("/them", {"hat": own.reference}).headers["Location"] == "/"
    assert "<span>Bí thư Ấp B2</span></a>" in client.get("/them").content.decode()
    assert client.post("/them", {"hat": ""}).status_code == 302
    assert client.post("/them", {"hat": "post:1"}).status_code == 400


# -- devices ---------------------------------------------------------------------------------------


def devices(town: District, browser: Client) -> Any:
    key = str(browser.session.session_key)
    return devices_of(town.people["clerk"], town.day, "vi", key)


def test_devices_are_named_roughly_and_dated_by_the_day_of_the_sample(town: District) -> None:
    browser = enter("clerk")
    (one,) = devices(town, browser)
    assert (one.name, one.here) == ("Chrome trên Android", True)
    assert (one.since, one.seen) == (town.day, town.day)
    assert Person.objects.get(username="clerk").last_login is not None
    assert "vào lần cuối 11/7/2022" in enter("administrator").get("/nguoi").content.decode()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/17 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/110 Chrome/104", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (Linux; Android 12) Chrome/99 Zalo/1.0", "Zalo trên Android"),
        ("curl/8", "Trình duyệt"),
        ("", "Trình duyệt"),
    ],
)
def test_a_device_is_known_by_browser_and_system_only(agent: str, name: str) -> None:
    assert say_device(rough_name(agent), "vi") == name


def test_one_s_other_devices_are_signed_out(town: District) -> None:
    here, there, third = enter("clerk"), enter("clerk"), enter("clerk")
    away = next(one for one in devices(town, here) if not one.here)
    here.post("/may", {"device": away.id})
    assert [is_in(there), is_in(third)].count(True) == 1
    here.post("/may", {"device": ""})
    assert (is_in(there), is_in(third), is_in(here)) == (False, False, True)
    assert Line.objects.filter(action="people.sign_out").count() == 2


def test_nobody_signs_out_the_device_of_another(town: District) -> None:
    here, other = enter("official"), enter("clerk")
    device = Device.objects.get(person=town.people["clerk"])
    here.post("/may", {"device": device.pk})
    assert is_in(other)
    with pytest.raises(NotPermitted):
        sign_out(
            person=town.people["clerk"].pk,
            device=device.pk,
            by=town.actor("cell_secretary"),
            at=town.at,
            on_day=town.day,
        )
    with refused("code.higher"):
        sign_out(
            person=town.people["administrator"].pk,
            by=town.actor("clerk"),
            at=town.at,
            on_day=town.day,
        )


def test_sessions_that_ran_out_are_no_devices_and_are_swept(town: District) -> None:
    browser = enter("clerk")
    session = Session.objects.get(session_key=browser.session.session_key)
    session.expire_date -= timedelta(days=2)
    session.save()
    assert devices(town, browser) == []
    enter("clerk")
    assert Device.objects.filter(person=town.people["clerk"]).count() == 1
