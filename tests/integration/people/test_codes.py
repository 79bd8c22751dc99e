"""One-time codes: who may issue one for whom, that it works once, that the person is told (R34)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import segno
from axes.models import AccessAttempt
from django.test import Client

from tests.cast import District
from tests.support.refusals import refused
from tests.support.tasks import post_of
from vedich.apps.journal.models import Line
from vedich.apps.people import codes
from vedich.apps.people.actions import NewPost, end_post, give_post, lend_post, set_active
from vedich.apps.people.listing import people_below
from vedich.apps.people.models import CodeWish, Device, Person, Post, SignInCode
from vedich.apps.people.signs import Signs
from vedich.apps.people.wishes import needs
from vedich.apps.places.models import Place
from vedich.apps.places.offices import OfficeValues, set_office
from vedich.core.errors import Refused
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
        ("clerk", "official"),
        ("clerk", "agency"),
        ("clerk", "clerk_b"),
        ("clerk", "supervisor"),
        ("official", "cell_secretary"),
        ("official", "official_2"),
        ("administrator", "clerk"),
        ("administrator", "secretary"),
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
        ("clerk", "secretary"),
        ("clerk", "deputy"),
        ("clerk", "head"),
        ("clerk", "outsider"),
        ("cell_secretary", "cell_secretary_2"),
        ("secretary", "cell_secretary"),
        ("supervisor", "cell_secretary"),
    ],
)
def test_nobody_issues_a_code_for_who_stands_above_or_beside_him(
    district: District, by: str, whom: str
) -> None:
    with pytest.raises(Refused):
        issue(district, whom, by)
    assert not SignInCode.objects.exists()


def test_nobody_issues_a_code_for_himself_nor_for_who_is_locked_out(district: District) -> None:
    with refused("code.own"):
        issue(district, "clerk")
    Person.objects.filter(username="cell_secretary").update(is_active=False)
    with refused("code.inactive"):
        issue(district, "cell_secretary")


def said(district: District, by: str = "administrator") -> dict[str, Any]:
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def give(district: District, whom: str, role: str, place: str, later: int = 0) -> Post:
    new = NewPost(
        role,
        "Chức vụ thêm",
        Place.objects.get(pk=district.place(place)),
        district.day + timedelta(days=later),
    )
    made = give_post(person=district.people[whom].pk, new=new, **said(district))
    assert made is not None
    return made


@pytest.mark.parametrize("role", ["administrator", "secretary"])
def test_a_second_post_above_the_office_puts_its_holder_out_of_reach(
    district: District, role: str
) -> None:
    give(district, "official", role, "root")
    with refused("code.higher"):
        issue(district, "official")


def test_an_administrator_of_a_commune_is_nobody_s_of_the_office(district: District) -> None:
    give(district, "cell_secretary", "administrator", "A")
    with refused("code.higher"):
        issue(district, "cell_secretary")


def test_a_post_elsewhere_puts_its_holder_out_of_reach_of_one_commune(district: District) -> None:
    give(district, "cell_secretary", "cell_secretary", "B1")
    with refused("code.not_yours"):
        issue(district, "cell_secretary", "official")
    assert issue(district, "cell_secretary", "clerk")


def test_a_post_that_begins_tomorrow_counts(district: District) -> None:
    give(district, "cell_secretary", "administrator", "root", later=1)
    with refused("code.higher"):
        issue(district, "cell_secretary")


def test_a_post_that_is_over_does_not_count(district: District) -> None:
    made = give(district, "cell_secretary", "administrator", "root")
    end_post(post=made.pk, until=district.day, **said(district))
    assert issue(district, "cell_secretary")


def test_a_lent_post_counts_as_long_as_it_lasts(district: District) -> None:
    lent: dict[str, Any] = {
        "post": post_of(district, "secretary"),
        "to": district.people["clerk_b"].pk,
    }
    until = district.day + timedelta(days=3)
    lend_post(**lent, start=district.day, until=until, **said(district, "secretary"))
    with refused("code.higher"):
        issue(district, "clerk_b")
    assert issue(district.later(3), "clerk_b")


def test_a_code_dies_when_its_holder_rises_above_who_issued_it(district: District) -> None:
    code, other = issue(district, "cell_secretary"), issue(district, "official", "administrator")
    give(district, "cell_secretary", "administrator", "root")
    give(district, "official", "administrator", "root")
    with refused("code.wrong"):
        use(district, "cell_secretary", code)
    use(district, "official", other)


def test_who_has_two_posts_issues_under_the_one_that_reaches(district: District) -> None:
    give(district, "clerk", "official", "A")
    give(district, "head", "secretary", "A")
    end_post(post=post_of(district, "head"), until=district.day, **said(district))
    assert issue(district, "head", "clerk")
    with refused("code.higher"):
        issue(district, "head", "official")


def test_codes_are_made_for_all_or_for_none(district: District) -> None:
    people = [district.people[name].pk for name in ("cell_secretary", "administrator")]
    with refused("code.higher"):
        codes.issue_codes(people=people, chance=Signs(), **said(district, "clerk"))
    with refused("people.no_person"):
        codes.issue_codes(people=[people[0], 10**6], chance=Signs(), **said(district, "clerk"))
    assert not SignInCode.objects.exists()


def test_a_form_sent_twice_shows_no_code_again(district: District) -> None:
    code = issue(district, "cell_secretary", key="k")
    assert issue(district, "cell_secretary", key="k") == ""
    use(district, "cell_secretary", code)


def test_locked_out_codes_and_sessions_end_for_good(district: District, client: Client) -> None:
    code = issue(district, "cell_secretary")
    client.force_login(district.people["cell_secretary"])
    number = district.people["cell_secretary"].pk
    Device.objects.create(
        person_id=number, session=str(client.session.session_key), name="", since=district.day
    )
    for active in (False, True):
        set_active(person=number, active=active, **said(district))
    assert client.get("/them").status_code == 302
    with refused("code.wrong"):
        use(district, "cell_secretary", code)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn", "code.short"),
        ("a" * 300, "password.long"),
        ("0123456789", "password.plain"),
        ("aaaaaaaaaabb", "password.plain"),
        ("cell_secretary", "password.own"),
        ("Bí thư Ấp A1 mẫu", "password.own"),
        ("CODE của tôi", "password.same_as_code"),
    ],
)
def test_a_bad_password_is_refused_and_the_code_stays(
    district: District, password: str, why: str
) -> None:
    code = issue(district, "cell_secretary")
    with refused(why):
        use(district, "cell_secretary", code, password.replace("CODE", code))
    use(district, "cell_secretary", code)


def test_the_server_issues_a_code_for_anybody(district: District) -> None:
    use(district, "administrator", issue(district, "administrator", None))


def test_the_person_is_told_at_the_next_sign_in_and_once(district: District) -> None:
    issue(district, "cell_secretary")
    person = district.people["cell_secretary"]
    assert len(codes.tell_issued(person, at=district.at)) == 1
    assert codes.tell_issued(person, at=district.at) == []


def test_he_is_told_of_a_code_of_the_server_too_and_can_look_again(
    district: District, client: Client
) -> None:
    issue(district, "cell_secretary", None)
    client.force_login(district.people["cell_secretary"])
    assert "mã được cấp từ máy chủ" in client.get("/them").content.decode()
    again = client.get("/them").content.decode()
    assert "mã được cấp từ máy chủ" not in again
    assert "máy chủ · dùng được đến hết 25/7/2022" in again


def test_who_gave_the_code_is_named_by_his_post(district: District, client: Client) -> None:
    issue(district, "cell_secretary")
    client.force_login(district.people["cell_secretary"])
    page = client.get("/them").content.decode()
    assert "Ngày 11/7/2022, Chuyên viên Văn phòng đã cấp mã." in page


def test_a_wish_is_a_need_of_the_nearest_office_until_it_is_answered(district: District) -> None:
    codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
    codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
    codes.wish_for_code(name="nobody", at=district.at, on_day=district.day)
    assert CodeWish.objects.count() == 1

    def kinds(name: str) -> list[str]:
        return [need.kind for need in needs(district.actor(name), district.day)]

    assert kinds("official") == kinds("official_2") == ["people.code"]
    assert kinds("official_b") == kinds("clerk") == kinds("cell_secretary") == []
    assert "people.code" not in kinds("administrator")
    issue(district, "cell_secretary", "official")
    assert kinds("official") == []


def test_a_wish_that_waits_goes_up(district: District) -> None:
    codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
    soon, late = district.later(1), district.later(2)
    assert needs(soon.actor("clerk"), soon.day) == []
    assert [need.kind for need in needs(late.actor("clerk"), late.day)] == ["people.code"]


def test_the_wish_of_the_secretary_goes_to_the_administrator(district: District) -> None:
    codes.wish_for_code(name="secretary", at=district.at, on_day=district.day)
    assert needs(district.actor("clerk"), district.day) == []
    found = needs(district.actor("administrator"), district.day)
    assert {need.kind for need in found} == {"people.code", "people.second"}


def test_so_many_wishes_a_day_and_no_more(district: District) -> None:
    for _ in range(codes.WISHES_A_DAY + 2):
        codes.wish_for_code(name="cell_secretary", at=district.at, on_day=district.day)
        if CodeWish.objects.filter(answered_on=None).exists():
            issue(district, "cell_secretary")
    assert CodeWish.objects.count() == codes.WISHES_A_DAY


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


def test_after_five_wrong_codes_this_name_waits_here_whatever_the_browser(
    district: District,
) -> None:
    code = issue(district, "cell_secretary")
    data = {"username": "cell_secretary", "password": PASSWORD, "again": PASSWORD}
    for _ in range(5):
        Client().post("/vao/ma", {**data, "code": "AAAA-AAAA"})
    answer = Client().post("/vao/ma", {**data, "code": code})
    assert answer.status_code == 400
    assert "Hãy thử lại sau" in answer.content.decode()
    from_elsewhere = Client().post("/vao/ma", {**data, "code": code}, REMOTE_ADDR="203.0.113.9")
    assert from_elsewhere.status_code == 302


def test_neither_codes_nor_passwords_are_kept_of_wrong_tries(
    district: District, client: Client
) -> None:
    data = {"username": "cell_secretary", "password": PASSWORD, "again": PASSWORD}
    client.post("/vao/ma", {**data, "code": "ZZZZ-ZZZZ"})
    kept = AccessAttempt.objects.get()
    assert "ZZZZ" not in kept.post_data + kept.get_data
    assert PASSWORD not in kept.post_data


def test_pages_with_a_code_are_kept_by_no_browser(district: District) -> None:
    browser = page(district, "official")
    number = district.people["cell_secretary"].pk
    for answer in (
        browser.post(f"/nguoi/{number}", {"verb": "code"}),
        browser.post("/nguoi/phieu", {"person": [number]}),
        Client().get("/vao/ma"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_address_of_a_slip_keeps_its_code_from_the_server(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    drawn = segno.make

    def kept(text: str, **how: Any) -> Any:
        made.append(text)
        return drawn(text, **how)

    monkeypatch.setattr(segno, "make", kept)
    page(district, "official").post(
        "/nguoi/phieu", {"person": [district.people["cell_secretary"].pk]}
    )
    before, _, after = made[0].partition("#")
    assert before == "http://testserver/vao/ma"
    assert after.startswith("ten=cell_secretary&ma=")


def test_slips_carry_a_code_each_and_a_square(district: District) -> None:
    browser = page(district, "clerk")
    chosen = [district.people[name].pk for name in ("cell_secretary", "official")]
    text = browser.post("/nguoi/phieu", {"person": chosen}).content.decode()
    assert len(set(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}", text))) == 2
    assert text.count("<svg") >= 2
    assert browser.post("/nguoi/phieu", {}).status_code == 400


def test_slips_sent_twice_say_that_they_were_shown(district: District) -> None:
    browser = page(district, "clerk")
    data = {"person": [district.people["official"].pk], "key": "once"}
    assert browser.post("/nguoi/phieu", data).status_code == 200
    answer = browser.post("/nguoi/phieu", data)
    assert answer.status_code == 400
    assert "đã hiện một lần" in answer.content.decode()
    assert SignInCode.objects.count() == 1


def test_slips_for_all_without_a_password_leave_out_whom_one_may_not_help(
    district: District,
) -> None:
    text = page(district, "clerk").post("/nguoi/phieu", {"never": "1"}).content.decode()
    made = set(SignInCode.objects.values_list("person__username", flat=True))
    assert "cell_secretary_b" in made
    assert not made & {"clerk", "secretary", "deputy", "head", "administrator", "outsider"}
    assert text.count('class="slip"') == len(made)


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
    assert "Đã nhắn văn phòng" in known
    strip = re.compile(r"clerk|xxxxx|csrf\S+ value=\S+")
    assert strip.sub("", known) == strip.sub("", unknown)


def test_somebody_elses_person_is_not_there(district: District) -> None:
    number = district.people["cell_secretary_b"].pk
    assert page(district, "official").get(f"/nguoi/{number}").status_code == 404


def test_one_address_asks_for_so_many_codes_and_then_waits(district: District) -> None:
    answers = [
        Client().post("/vao/quen", {"username": f"nobody{number}"}).status_code
        for number in range(6)
    ]
    assert answers == [200] * 5 + [429]
    Client().post("/vao/quen", {"username": "cell_secretary"})
    assert not CodeWish.objects.exists()


def test_the_forgotten_page_names_the_office_s_telephone(
    district: District, client: Client
) -> None:
    values = OfficeValues(phone="0275 387 1234")
    set_office(place=district.place("root"), to=values, **said(district, "clerk"))
    assert "0275 387 1234" in client.get("/vao/quen").content.decode()
