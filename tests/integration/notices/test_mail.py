"""The daily mail, by a real mail server: one a person, told once, tried again where it must be."""

from __future__ import annotations

import asyncio
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
from django.test import Client
from pytest_django import Settings

from tests.cast import District
from vedich.apps.desk.clockwork.noticing import CLIMBED
from vedich.apps.notices.actions import Telling, remind, take_note
from vedich.apps.notices.mail import LEFT_ALONE, MOST, REFUSALS, NotSent, Sent, send_digests
from vedich.apps.notices.models import Mailing, Notice
from vedich.apps.notices.queries import inbox
from vedich.apps.people.actions import set_contact
from vedich.apps.tasks.matters.queries import TO_ANSWER
from vedich.apps.tasks.queries import LATE


pytestmark = pytest.mark.enable_socket


class Post:
    """Takes mail; refuses who is in `unknown`, and has the bad manners of `answers` and `cuts`.

    `answers` holds what a command is answered with instead, `cuts` the commands at which the line
    goes dead: DATA after the mail has been taken in, QUIT at the goodbye.
    """

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.to: list[str] = []
        self.unknown: set[str] = set()
        self.answers: dict[str, str] = {}
        self.cuts: set[str] = set()

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 no such box"
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        self.to += envelope.rcpt_tos
        return self._cut(server, "DATA")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._cut(server, "QUIT")

    def _cut(self, server: SMTP, command: str) -> str:
        if command in self.cuts:
            transport = server.transport
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
        return "250 OK" if command == "DATA" else "221 Bye"


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
    given_up = district.later(REFUSALS)
    assert send(given_up) == Sent(0, 0, 0)
    # a month later once more: the fault may have been the office's own server's
    assert send(given_up.later(LEFT_ALONE.days)).refused == 1
    assert send(given_up.later(LEFT_ALONE.days + 1)) == Sent(0, 0, 0)
    district.people["head"].email = "khac@example.vn"
    district.people["head"].save()
    assert send(given_up.later(LEFT_ALONE.days + 2)).sent == 1


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


# -- servers as they are ---------------------------------------------------------------------------


def test_not_now_is_no_refusal(district: District, server: Post) -> None:
    """Many servers put off whom they see for the first time (greylisting): tried again later."""
    told(district, "head")
    server.answers["RCPT"] = "450 4.2.0 greylisted, try again"
    for days in range(REFUSALS + 1):
        with pytest.raises(NotSent):
            send(district.later(days))
    server.answers.clear()
    assert send(district.later(REFUSALS)) == Sent(1, 0, 0)
    assert len(server.mails) == 1


@pytest.mark.parametrize(("answer", "state"), [("554 no", "refused"), ("451 busy", "later")])
def test_a_mail_refused_after_it_was_read_is_refused_or_put_off(
    district: District, server: Post, answer: str, state: str
) -> None:
    told(district, "head")
    server.answers["DATA"] = answer
    try:
        send(district)
    except NotSent:
        assert state == "later"
    row = Mailing.objects.get()
    assert (row.state, row.fault) == (state, f"SMTPDataError {answer[:3]}")


def test_a_line_that_goes_dead_with_the_mail_on_it_sends_nothing_twice(
    district: District, server: Post
) -> None:
    told(district, "head", "clerk")
    server.cuts.add("DATA")
    with pytest.raises(NotSent):
        send(district)
    assert len(server.mails) == 1
    assert Mailing.objects.get().state == "sending"
    server.cuts.clear()
    # who waited behind it gets his, the one who may have it already does not
    assert send(district) == Sent(1, 0, 0)
    assert sorted(server.to) == ["clerk@example.vn", "head@example.vn"]


def test_how_the_goodbye_goes_does_not_matter(district: District, server: Post) -> None:
    told(district, "head", "clerk")
    server.cuts.add("QUIT")
    assert send(district) == Sent(2, 0, 0)
    assert send(district) == Sent(0, 0, 0)
    assert len(server.mails) == 2


def test_an_office_that_is_not_let_in_knocks_once(district: District, server: Post) -> None:
    told(district, "head", "clerk")
    server.answers["MAIL"] = "550 no mail from here"
    with pytest.raises(NotSent):
        send(district)
    assert list(Mailing.objects.values_list("state", "fault")) == [
        ("later", "SMTPSenderRefused 550")
    ]


def test_an_address_no_mail_can_have_holds_nobody_up(district: District, server: Post) -> None:
    district.people["head"].email = "no address\nat all"
    told(district, "head", "clerk")
    assert send(district) == Sent(1, 1, 0)
    assert server.to == ["clerk@example.vn"]


def test_whose_address_is_refused_is_told_where_he_reads_his_reminders(
    district: District, server: Post, client: Client
) -> None:
    server.unknown.add("head@example.vn")
    told(district, "head")
    send(district)
    client.force_login(district.people["head"])
    page = client.get("/thong-bao").content.decode()
    assert "Máy chủ thư không nhận địa chỉ head@example.vn" in page
    server.unknown.clear()
    send(district.later(1))
    assert "Máy chủ thư không nhận" not in client.get("/thong-bao").content.decode()


# -- what leaves the house -------------------------------------------------------------------------


def matter(district: District, name: str, *, inside: bool = False) -> None:
    """Tell the person of a matter; `inside` as his superior is told of what somebody was told."""
    district.people[name].email = f"{name}@example.vn"
    district.people[name].save()
    values: tuple[tuple[str, object], ...] = (
        ("body", "Chi bộ Ấp 1"),
        ("words", "Nhà bà Nguyễn Thị Lụa bị dột."),
    )
    sentence = TO_ANSWER.code
    if inside:
        inner = {"sentence": sentence, "values": [list(pair) for pair in values]}
        values = (("who", "đồng chí phụ trách"), ("due", "1/7/2022"), ("what", inner))
        sentence = CLIMBED.code
    telling = Telling(
        kind="matter.answer",
        subject="matter:1",
        sentence=sentence,
        values=values,
        link="/viec-phat-sinh/1",
        path=district.spot("root").path,
        to=(district.people[name].pk,),
    )
    remind(tellings=[telling], by=None, at=district.at, on_day=district.day)


@pytest.mark.parametrize("inside", [False, True])
def test_no_words_that_may_name_a_citizen_leave_the_house(
    district: District, server: Post, inside: bool
) -> None:
    matter(district, "head", inside=inside)
    send(district)
    text = body(server.mails[0])
    assert "Lụa" not in text
    assert "việc phát sinh chờ trả lời" in text
    assert "https://ve-dich.example/viec-phat-sinh/1" in text
    assert "Lụa" in inbox(district.people["head"], "vi")[0].text


def test_more_than_a_mail_holds_is_counted_in_it(district: District, server: Post) -> None:
    for number in range(MOST + 2):
        told(district, "head", subject=f"task:{number}")
    send(district)
    text = body(server.mails[0])
    assert server.mails[0]["Subject"].strip().endswith(f"({MOST + 2})")
    assert text.count("Đặt ống") == MOST
    assert "Và 2 việc nữa" in text


def test_no_program_is_to_answer_it(district: District, server: Post) -> None:
    told(district, "head")
    send(district)
    assert server.mails[0]["Auto-Submitted"].strip() == "auto-generated"


def test_who_switched_mail_off_gets_none(district: District, server: Post) -> None:
    told(district, "head", "clerk")
    by = district.actor("head")
    set_contact(phone="", email="head@example.vn", mail=False, by=by, at=district.at)
    assert send(district) == Sent(1, 0, 0)
    assert server.to == ["clerk@example.vn"]
    set_contact(phone="", email="head@example.vn", mail=True, by=by, at=district.at)
    assert send(district.later(1)) == Sent(1, 0, 0)
