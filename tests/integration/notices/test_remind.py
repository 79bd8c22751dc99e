"""Reminding: once each and counted, taken back within ten seconds, noted; text to copy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import District
from tests.support.refusals import refused
from tests.support.returns import Office, make_office
from tests.support.tasks import give, new
from vedich.apps.desk.reminding.queries import reminder
from vedich.apps.journal.models import Line
from vedich.apps.notices.actions import Telling, remind, take_back, take_note
from vedich.apps.notices.models import Notice
from vedich.apps.notices.queries import inbox, sent, told_of
from vedich.core.permits import NotPermitted


def telling(district: District, **other: Any) -> Telling:
    said: dict[str, Any] = {
        "kind": "task.late",
        "subject": "task:1",
        "sentence": "need.task_late",
        "values": (("number", 1), ("title", "Đặt ống")),
        "link": "/dau-viec/1",
        "path": district.spot("root").path,
        "to": (district.people["head"].pk,),
    }
    return Telling(**said | other)


def tell(district: District, *, by: str | None = "clerk", **more: Any) -> list[Notice]:
    return list(
        remind(
            tellings=[telling(district)],
            by=district.actor(by) if by else None,
            at=more.pop("at", district.at),
            on_day=district.day,
            **more,
        )
    )


def test_told_again_it_counts_and_does_not_pile_up(district: District) -> None:
    tell(district)
    tell(district)
    (notice,) = Notice.objects.all()
    assert notice.times == 2
    (told,) = inbox(district.people["head"], "vi")
    assert "Đặt ống" in told.text
    assert told_of([("task.late", "task:1")]) == {("task.late", "task:1"): (2, district.day)}
    assert [one.who for one in sent(district.people["clerk"], "vi")] == [
        district.people["head"].name
    ]


def test_sent_twice_by_one_form_it_is_told_once(district: District) -> None:
    tell(district, key="k")
    tell(district, key="k")
    assert Notice.objects.get().times == 1


@pytest.mark.parametrize("by", ["cell_secretary", "supervisor", "agency", "outsider"])
def test_who_may_not_remind_there_tells_nobody(district: District, by: str) -> None:
    with pytest.raises(NotPermitted):
        tell(district, by=by)
    assert not Notice.objects.exists()


def test_nobody_to_tell_is_said(district: District) -> None:
    with refused("notice.nobody"):
        remind(
            tellings=[telling(district, to=())],
            by=district.actor("clerk"),
            at=district.at,
            on_day=district.day,
        )


def test_a_reminder_can_be_taken_back_for_ten_seconds(district: District) -> None:
    (notice,) = tell(district)
    clerk = district.actor("clerk")
    with refused("notice.gone"):
        take_back(notices=[notice.pk], by=district.actor("clerk_b"), at=district.at)
    with refused("notice.too_late"):
        take_back(notices=[notice.pk], by=clerk, at=district.at + timedelta(seconds=11))
    take_back(notices=[notice.pk], by=clerk, at=district.at + timedelta(seconds=9))
    assert not Notice.objects.exists()
    assert Line.objects.filter(action="notices.take_back").exists()


def test_taken_back_the_second_time_the_first_stays(district: District) -> None:
    tell(district)
    (notice,) = tell(district, at=district.at + timedelta(hours=1))
    take_back(notices=[notice.pk], by=district.actor("clerk"), at=district.at + timedelta(hours=1))
    assert Notice.objects.get().times == 1


def test_only_who_was_told_takes_note_and_then_a_new_one_begins(district: District) -> None:
    (notice,) = tell(district)
    said: dict[str, Any] = {"at": district.at, "on_day": district.day}
    with refused("notice.gone"):
        take_note(notice=notice.pk, by=district.actor("clerk"), **said)
    take_note(notice=notice.pk, by=district.actor("head"), **said)
    tell(district)
    assert Notice.objects.count() == 2


# -- whom a reminder reaches -----------------------------------------------------------------------


@pytest.fixture
def office(district: District) -> Office:
    """Six months are open; A1 has sent June, nobody else has sent anything."""
    made = make_office(district, 6)
    made.send("A1")
    return made


def test_returns_that_are_late_are_asked_of_who_sends_them(office: Office) -> None:
    district = office.district
    found = reminder(
        "bao-cao:2022-06", actor=district.actor("official"), day=district.day, language="vi"
    )
    assert {line.name for line in found.lines} == {"Chi bộ Ấp A2", "Chi bộ Ấp A3"}
    assert found.reached == 1
    assert found.unreached == 1
    assert "hạn 5/7/2022" in found.lines[0].text


def test_a_task_is_asked_of_who_holds_it(district: District) -> None:
    (task,) = give(district, new(district, due_on=date(2022, 7, 1)))
    found = reminder(
        f"dau-viec:{task.pk}", actor=district.actor("clerk"), day=district.day, language="vi"
    )
    (line,) = found.lines
    assert line.telling.to == (district.people["head"].pk,)
    assert line.telling.kind == "task.late"


@pytest.mark.parametrize("what", ["", "x", "dau-viec:999", "trien-khai:a", "bao-cao"])
def test_what_is_no_reminder_is_refused(district: District, what: str) -> None:
    with refused("reminder.unknown"):
        reminder(what, actor=district.actor("clerk"), day=district.day, language="vi")


def test_the_pages_remind_undo_and_note(office: Office, client: Client) -> None:
    district = office.district
    client.force_login(district.people["official"])
    page = client.get("/nhac", {"viec": "bao-cao:2022-06"}).content.decode()
    assert "Chi bộ Ấp A2: báo cáo" in page
    assert "<textarea" in page
    done = client.post("/nhac", {"viec": "bao-cao:2022-06", "key": "k" * 22}).content.decode()
    assert "Đã nhắc 1 người" in done
    notice = Notice.objects.get()
    cell = Client()
    cell.force_login(district.people["cell_secretary_2"])
    assert "Đã biết" in cell.get("/thong-bao").content.decode()
    assert client.post("/nhac/rut", {"notice": notice.pk}).status_code == 302
    assert not Notice.objects.exists()
    client.post("/nhac", {"viec": "bao-cao:2022-06", "key": "m" * 22})
    key = Notice.objects.get().pk
    assert cell.post(f"/thong-bao/{key}").status_code == 302
    assert Notice.objects.get().noted_on == district.day
