"""What goes wrong is said in words: whose it is, what to do, when; never how it looks inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from tests.cast import District
from tests.integration.web.helpers import Answer
from vedich.apps.people.doors import SIGNED_IN, Visit, door
from vedich.core.errors import Message
from vedich.core.permits import second_person
from vedich.web.urls import urlpatterns as real_pages


BAD = Message(
    code="test.faults.bad", vi="Số “{value}” sai ở {place}.", en="“{value}” is wrong at {place}."
)


@door(SIGNED_IN)
def refused(visit: Visit) -> HttpResponse:
    raise BAD.refuse(value="17", place="901@2020-01-01")


@door(SIGNED_IN)
def twice(visit: Visit) -> HttpResponse:
    refusal = second_person({visit.actor.person}, {visit.actor.person})
    assert refusal
    raise refusal


@door(SIGNED_IN)
def closed(visit: Visit) -> HttpResponse:
    visit.require("people.write", ("900@2020-01-01", "901@2020-01-01"))
    return HttpResponse("never")


@door(SIGNED_IN)
def broken(visit: Visit) -> HttpResponse:
    raise RuntimeError("Nguyễn Văn A, 17,4")


urlpatterns = [
    *real_pages,
    path("refused", refused),
    path("twice", twice),
    path("closed", closed),
    path("broken", broken),
]
handler404 = "vedich.web.faults.missing"
handler500 = "vedich.web.faults.broken"


@pytest.fixture
def visitor(clerk: Client, settings: Settings) -> Iterator[Client]:
    settings.ROOT_URLCONF = __name__
    clerk.raise_request_exception = False
    yield clerk


def text(response: Answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_refusal_is_its_own_sentence_with_names_for_references(visitor: Client) -> None:
    answer = visitor.get("/refused")
    assert answer.status_code == 400
    assert "Số “17” sai ở Xã A." in text(answer)
    assert "test.faults.bad" in text(answer)


def test_a_person_is_called_by_name_and_never_by_reference(visitor: Client) -> None:
    said = text(visitor.get("/twice"))
    assert "Chuyên viên Văn phòng (mẫu) đã nhập số này" in said
    assert "person:" not in said


def test_no_access_says_whose_it_is_and_whom_to_ask(visitor: Client) -> None:
    answer = visitor.get("/closed")
    assert answer.status_code == 403
    said = text(answer)
    assert "Văn phòng cấp ủy" in said
    assert "Xã A" in said
    assert "403" not in said
    assert "@2020" not in said


def test_no_access_names_people_who_hold_the_right_there(
    visitor: Client, district: District
) -> None:
    # nobody holds it at the commune itself, so who holds it above is named
    assert "Người quản trị (mẫu) , Người quản trị" in text(visitor.get("/closed"))


def test_they_say_it_in_english_too(visitor: Client) -> None:
    assert "“17” is wrong at Xã A." in text(visitor.get("/refused?lang=en"))


def test_a_page_that_is_not_there_is_said_to_be_not_there(visitor: Client) -> None:
    answer = visitor.get("/khong-co/<script>")
    assert answer.status_code == 404
    assert "Không có trang “/khong-co/<script>”" in answer.content.decode().replace(
        "&lt;", "<"
    ).replace("&gt;", ">")
    assert "<script>" not in answer.content.decode().replace("<script src", "")


def test_a_defect_shows_the_time_and_a_code_and_no_values(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = visitor.get("/broken")
    assert answer.status_code == 500
    said = text(answer)
    assert re.search(r"Lúc \d\d:\d\d, ngày \d+/\d+/\d{4}", said)
    assert re.search(r"mã [0-9a-f]{6}\.", said)
    assert "Nguyễn" not in said
    assert "Traceback" not in said


def test_a_database_that_was_never_made_says_which_command_makes_it(
    client: Client, db: None
) -> None:
    answer = client.get("/")
    assert answer.status_code == 503
    assert "vedich demo" in text(answer)
    assert "vedich init" in text(answer)


def test_a_strange_host_is_told_what_to_declare(client: Client, district: District) -> None:
    answer = client.get("/vao", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "VEDICH_HOSTS" in text(answer)


@pytest.mark.parametrize("address", ["/tim?q=%00", "/tim?%00=a", "/dau-viec/%00"])
def test_a_text_with_a_sign_that_nobody_types_is_odd(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 400
    assert visitor.get("/tim?q=%2500").status_code == 200


def test_a_form_with_a_sign_that_nobody_types_is_odd(client: Client, district: District) -> None:
    answer = client.post("/vao", {"username": "clerk\0", "password": "no"})
    assert (answer.status_code, "ký tự không phải chữ" in text(answer)) == (400, True)


@pytest.mark.parametrize("address", ["/vao", "/xem-thu", "/khong-co", "/refused", "/broken"])
def test_every_page_of_a_sample_says_so(visitor: Client, address: str) -> None:
    visitor.post("/ra")
    assert "Dữ liệu mẫu." in text(visitor.get(address, follow=True))


def test_pages_are_closed_to_other_sites_and_to_inline_code(visitor: Client) -> None:
    answer = visitor.get("/them")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script>", page)
