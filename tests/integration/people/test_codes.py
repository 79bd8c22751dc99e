"""One-time codes: who may issue one for whom, that it works once, that the person is told (R34)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.people import codes
from vedich.apps.people.listing import needs, people_below
from vedich.apps.people.models import CodeWish, Device, Person, SignInCode
from vedich.apps.people.views_people import Signs
from vedich.core.permits import NotPermitted


PASSWORD = "sông nước miệt vườn"


def issue(district: District, whom: str, by: str | None = "clerk", **more: Any) -> str:
    found = codes.issue_codes(
        people=[district.people[whom].pk],
        by=district.actor(by) if by else None,
        at=district.at,
        on_day=district.day,
        chance=Signs(),
        **more,
    )
    return found[0].code if found else ""


def use(district: District, name: str, code: str, password: str = PASSWORD) -> Person:
    return codes.redeem(
        name=name, code=code, password=password, at=district.at, on_day=district.day
    )


def test_a_code_sets_the_password_once(district: District) -> None:
    code = issue(district, "cell_secretary")
    person = use(district, "cell_secretary", code)
    assert person.check_password(PASSWORD)
    with refused("code.wrong"):
        use(district, "cell_secretary", code)


def test_case_blanks_and_dashes_do_not_count(district: District) -> None:
    code = issue(district, "cell_secretary")
    use(district, "cell_secretary", f" {code.lower().replace('-', ' ')} ")


def test_neither_the_code_nor_a_name_is_kept_anywhere(district: District) -> None:
    code = issue(district, "cell_secretary")
    plain = code.replace("-", "")
    assert plain not in SignInCode.objects.get().digest
    assert not Line.objects.filter(text__contains=plain).exists()
    assert not Line.objects.filter(text__contains="Bí thư Ấp A1 (mẫu)").exists()


@pytest.mark.parametrize(
    ("name", "typed"), [("cell_secretary", "AAAA-AAAA"), ("nobody", "AAAA-AAAA"), ("clerk", "")]
)
def test_a_wrong_code_and_an_unknown_name_read_the_same(
    district: District, name: str, typed: str
) -> None:
    issue(district, "cell_secretary")
    with refused("code.wrong"):
        use(district, name, typed)


def test_a_code_is_over_after_its_day_and_when_a_new_one_is_made(district: District) -> None:
    old = issue(district, "cell_secretary")
    new = issue(district, "cell_secretary")
    with refused("code.wrong"):
        use(district, "cell_secretary", old)
    with refused("code.wrong"):
        use(district.later(codes.DAYS + 1), "cell_secretary", new)
    use(district.later(codes.DAYS), "cell_secretary", new)


def test_a_short_password_does_not_use_up_the_code(district: District) -> None:
    code = issue(district, "cell_secretary")
    with refused("code.short"):
        use(district, "cell_secretary", code, "ngắn")
    use(district, "cell_secretary", code)


@pytest.mark.parametrize(
    ("by", "whom"),
    [
        ("clerk", "cell_secretary"),
        ("clerk", "secretary"),
        ("official", "cell_secretary"),
        ("official", "official_2"),
        ("administrator", "clerk"),
        ("administrator", "outsider"),
    ],
)
def test_the_office_issues_codes_within_its_places(district: District, by: str, whom: str) -> None:
    assert issue(district, whom, by)


@pytest.mark.parametrize(
    ("by", "whom"),
    [
        ("official", "cell_secretary_b"),
        ("official", "clerk"),
        ("official", "secretary"),
        ("clerk", "administrator"),
        ("clerk", "outsider"),
        ("cell_secretary", "cell_secretary_2"),
        ("secretary", "cell_secretary"),
        ("supervisor", "cell_secretary"),
    ],
)
def test_nobody_issues_a_code_for_who_stands_above_or_beside_him(
    district: District, by: str, whom: str
) -> None:
    with pytest.raises((NotPermitted, ValueError)):
        issue(district, whom, by)
    assert not SignInCode.objects.exists()


def test_nobody_issues_a_code_for_himself_nor_for_who_is_locked_out(district: District) -> None:
    with refused("code.own"):
        issue(district, "clerk")
    Person.objects.filter(username="cell_secretary").update(is_active=False)
    with refused("code.inactive"):
        issue(district, "cell_secretary")


def test_the_server_issues_a_code_for_anybody(district: District) -> None:
    use(district, "administrator", issue(district, "administrator", None))


def test_the_person_is_told_at_the_next_sign_in_and_once(district: District) -> None:
    issue(district, "cell_secretary")
    person = district.people["cell_secretary"]
    assert len(codes.tell_issued(person, at=district.at)) == 1
    assert codes.tell_issued(person, at=district.at) == []


def test_a_wish_is_a_need_of_the_nearest_office_until_it_is_answered(district: District) -> None:
    codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
    codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
    codes.wish_for_code(name="nobody", at=district.at, on_day=district.day)
    assert CodeWish.objects.count() == 1

    def kinds(name: str) -> list[str]:
        return [need.kind for need in needs(district.actor(name), district.day)]

    assert kinds("official") == ["people.code"]
    assert kinds("official_b") == []
    issue(district, "cell_secretary", "official")
    assert kinds("official") == []


def test_one_administrator_is_asked_for_a_second(district: District) -> None:
    found = needs(district.actor("administrator"), district.day)
    assert [need.kind for need in found] == ["people.second"]


def test_the_list_reaches_as_far_as_the_right_does(district: District) -> None:
    def names(by: str, words: str = "") -> set[str]:
        rows = people_below(district.actor(by), district.day, "vi", words)
        return {row.username for row in rows}

    assert names("official") == {
        "official",
        "official_2",
        "cell_secretary",
        "cell_secretary_2",
    }
    assert "outsider" in names("administrator")
    assert names("clerk", "ap a1") == {"cell_secretary"}
    with pytest.raises(NotPermitted):
        names("cell_secretary")


# -- pages -----------------------------------------------------------------------------------------


def page(district: District, name: str) -> Client:
    browser = Client()
    browser.force_login(district.people[name])
    return browser


def test_a_code_on_the_page_lets_the_person_in(district: District, client: Client) -> None:
    number = district.people["cell_secretary"].pk
    answer = page(district, "official").post(f"/nguoi/{number}", {"verb": "code"})
    (code,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", answer.content.decode())
    data = {
        "username": "cell_secretary",
        "code": code,
        "password": PASSWORD,
        "again": PASSWORD,
    }
    wrong = client.post("/vao/ma", {**data, "again": "khác"})
    assert wrong.status_code == 400
    entered = client.post("/vao/ma", data)
    assert entered.headers["Location"] == "/them"
    told = client.get("/them").content.decode()
    assert "Đã có người cấp mã vào cho đồng chí" in told
    assert "Đã có người cấp mã vào cho đồng chí" not in client.get("/them").content.decode()
    assert Device.objects.get().person == district.people["cell_secretary"]


def test_after_eight_wrong_codes_the_page_stops_listening(
    district: District, client: Client
) -> None:
    code = issue(district, "cell_secretary")
    data = {"username": "cell_secretary", "password": PASSWORD, "again": PASSWORD}
    for _ in range(8):
        client.post("/vao/ma", {**data, "code": "AAAA-AAAA"})
    assert client.post("/vao/ma", {**data, "code": code}).status_code == 400


def test_slips_carry_a_code_each_and_a_square(district: District) -> None:
    browser = page(district, "clerk")
    chosen = [district.people[name].pk for name in ("cell_secretary", "official")]
    text = browser.post("/nguoi/phieu", {"person": chosen}).content.decode()
    assert len(set(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text))) == 2
    assert text.count("<svg") >= 2
    assert browser.post("/nguoi/phieu", {}).status_code == 400


def test_slips_leave_out_who_is_not_of_ones_places(district: District) -> None:
    browser = page(district, "official")
    chosen = [district.people["cell_secretary_b"].pk]
    assert browser.post("/nguoi/phieu", {"person": chosen}).status_code == 400
    assert not SignInCode.objects.exists()


def test_a_lost_phone_is_signed_out(district: District, client: Client) -> None:
    use_code = issue(district, "cell_secretary")
    data = {
        "username": "cell_secretary",
        "code": use_code,
        "password": PASSWORD,
        "again": PASSWORD,
    }
    client.post("/vao/ma", data)
    assert client.get("/them").status_code == 200
    device = Device.objects.get()
    number = district.people["cell_secretary"].pk
    page(district, "official").post(f"/nguoi/{number}", {"verb": f"out:{device.pk}"})
    assert client.get("/them").status_code == 302


def test_the_forgotten_page_answers_the_same_for_every_name(
    district: District, client: Client
) -> None:
    known = client.post("/vao/quen", {"username": "clerk"}).content.decode()
    unknown = Client().post("/vao/quen", {"username": "xxxxx"}).content.decode()
    strip = re.compile(r"clerk|xxxxx|csrf\S+ value=\S+")
    assert strip.sub("", known) == strip.sub("", unknown)


def test_somebody_elses_person_is_not_there(district: District) -> None:
    number = district.people["cell_secretary_b"].pk
    assert page(district, "official").get(f"/nguoi/{number}").status_code == 404
