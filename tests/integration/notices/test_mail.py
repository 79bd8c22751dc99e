"""The daily mail, by a real mail server: one a person, told once, tried again where it must be."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message as Mail
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from tests.cast import District
from vedich.apps.notices.actions import Telling, remind, take_note
from vedich.apps.notices.mail import REFUSALS, NotSent, Sent, send_digests
from vedich.apps.notices.models import Mailing, Notice
from vedich.apps.tasks.queries import LATE


pytestmark = pytest.mark.enable_socket


class Post:
    """Takes mail; refuses who is in `unknown`."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.to: list[str] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        self.to += envelope.rcpt_tos
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Settings) -> Iterator[Post]:
    box = Post()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 5
    settings.SITE_ADDRESS = "https://ve-dich.example"
    settings.DEFAULT_FROM_EMAIL = "van-phong@example.vn"
    yield box
    controller.stop()


def told(district: District, *names: str, subject: str = "task:1", title: str = "Đặt ống") -> None:
    for name in names:
        person = district.people[name]
        person.email = person.email or f"{name}@example.vn"
        person.save()
    telling = Telling(
        kind="task.late",
        subject=subject,
        sentence=LATE.code,
        values=(("number", 1), ("title", title)),
        link="/dau-viec/1",
        path=district.spot("root").path,
        to=tuple(district.people[name].pk for name in names),
    )
    remind(tellings=[telling], by=None, at=district.at, on_day=district.day)


def send(district: District) -> Sent:
    return send_digests(at=district.at, on_day=district.day)


def body(mail: Mail) -> str:
    found = mail.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found.decode()


def test_one_mail_carries_everything_new(district: District, server: Post) -> None:
    told(district, "head")
    told(district, "head", subject="task:2", title="Mở đường")
    assert send(district) == Sent(1, 0, 0)
    (mail,) = server.mails
    assert mail["Subject"].strip() == "Về Đích: việc cần đồng chí xem (2)"
    assert mail["To"] == "head@example.vn"
    assert "Đặt ống" in body(mail)
    assert "Mở đường" in body(mail)
    assert "https://ve-dich.example/dau-viec/1" in body(mail)


def test_a_second_run_of_the_day_sends_nothing(district: District, server: Post) -> None:
    told(district, "head")
    send(district)
    told(district, "head", subject="task:2")
    assert send(district) == Sent(0, 0, 0)
    assert len(server.mails) == 1
    assert send(district.later(1)) == Sent(1, 0, 0)
    assert "Đặt ống" in body(server.mails[1])
    assert body(server.mails[1]).count("/dau-viec/1") == 1


def test_who_reads_english_gets_english(district: District, server: Post) -> None:
    district.people["head"].language = "en"
    told(district, "head")
    send(district)
    assert server.mails[0]["Subject"].strip() == "Về Đích: things for you to look at (1)"


def test_who_gave_no_address_or_knows_already_gets_none(district: District, server: Post) -> None:
    told(district, "head")
    take_note(
        notice=Notice.objects.get().pk,
        by=district.actor("head"),
        at=district.at,
        on_day=district.day,
    )
    person = district.people["clerk"]
    told(district, "clerk", subject="task:2")
    person.email = ""
    person.save()
    assert send(district) == Sent(0, 0, 0)
    assert not server.mails


def test_a_refused_address_holds_nobody_up_and_is_given_up_after_a_while(
    district: District, server: Post
) -> None:
    server.unknown.add("head@example.vn")
    told(district, "head", "clerk")
    assert send(district) == Sent(1, 1, 0)
    assert server.to == ["clerk@example.vn"]
    for days in range(1, REFUSALS):
        assert send(district.later(days)).refused == 1
    assert send(district.later(REFUSALS)) == Sent(0, 0, 0)
    district.people["head"].email = "khac@example.vn"
    district.people["head"].save()
    assert send(district.later(REFUSALS + 1)).sent == 1


def test_a_server_that_is_away_loses_nothing(
    district: District, server: Post, settings: Settings
) -> None:
    told(district, "head", "clerk")
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    with pytest.raises(NotSent):
        send(district)
    assert set(Mailing.objects.values_list("state", flat=True)) == {"later"}
    settings.EMAIL_PORT = there
    assert send(district) == Sent(2, 0, 0)
    assert send(district) == Sent(0, 0, 0)


def test_a_mail_cut_off_in_the_middle_is_not_sent_again_that_day(
    district: District, server: Post
) -> None:
    told(district, "head")
    person = district.people["head"]
    Mailing.objects.create(
        person=person, day=district.day, sent_to=person.email, at=district.at, told=1
    )
    assert send(district) == Sent(0, 0, 0)
    assert send(district.later(1)) == Sent(1, 0, 0)


def test_without_a_server_nothing_is_tried(district: District, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    told(district, "head")
    assert send(district) == Sent(0, 0, 0)
    assert not Mailing.objects.exists()


def test_told_again_by_a_person_it_is_news_again(district: District, server: Post) -> None:
    told(district, "head")
    send(district)
    later: Any = district.later(2)
    told(later, "head")
    assert later.at - district.at == timedelta(days=2)
    assert send(later).sent == 1
