"""The roll-out: who has met and issued a document, who may write it, who is asked (UX 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.refusals import refused
from vedich.apps.journal.models import Line
from vedich.apps.tasks.models import Readiness, Rollout
from vedich.apps.tasks.rollout import actions
from vedich.apps.tasks.rollout.actions import Handed, Paper
from vedich.apps.tasks.rollout.queries import board, needs
from vedich.apps.tasks.rollout.shapes import Board, Dates
from vedich.core.permits import NotPermitted


MET = date(2022, 2, 20)
DATES = Dates(
    meet_by=date(2022, 2, 28),
    issue_by=date(2022, 3, 5),
    plan_by=date(2022, 7, 20),
    pledge_by=date(2022, 3, 5),
)


def note(year: Year, body: str, *, by: str = "clerk", **more: Any) -> None:
    district = year.district
    said: dict[str, Any] = {"met_on": MET, "number": "", "issued_on": None} | more
    actions.note(
        resolution=year.resolution,
        body=district.body(body).pk,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
        **said,
    )


def set_dates(year: Year, dates: Dates = DATES, *, by: str = "clerk") -> None:
    district = year.district
    actions.set_dates(
        resolution=year.resolution,
        dates=dates,
        by=district.actor(by),
        at=district.at,
        on_day=district.day,
    )


def seen(year: Year, by: str = "secretary", place: int | None = None) -> Board:
    district = year.district
    return board(
        year.resolution, place=place, actor=district.actor(by), day=district.day, language="vi"
    )


def kinds(year: Year, by: str, day: date | None = None) -> list[str]:
    district = year.district
    return [need.kind for need in needs(district.actor(by), day or district.day)]


def test_a_row_a_commune_and_a_square_a_cell(year: Year) -> None:
    found = seen(year)
    assert [row.name for row in found.rows] == ["Xã A", "Xã B"]
    assert [len(row.met) for row in found.rows] == [3, 3]
    assert (found.bodies_met.done, found.bodies_met.of) == (0, 2)
    assert (found.cells_issued.done, found.cells_issued.of) == (0, 6)


def test_who_lags_stands_first(year: Year) -> None:
    note(year, "A", number="NQ 02-NQ/ĐU", issued_on=MET)
    found = seen(year)
    assert [row.name for row in found.rows] == ["Xã B", "Xã A"]
    assert found.lagging == ("Xã B",)
    assert found.cells_left == 6


def test_a_cell_that_met_is_counted_as_met_and_not_as_issued(year: Year) -> None:
    note(year, "A1")
    found = seen(year)
    assert (found.cells_met.done, found.cells_issued.done) == (1, 0)


def test_a_commune_sees_its_cells_as_rows(year: Year) -> None:
    found = seen(year, "official")
    assert found.flat
    assert [row.name for row in found.rows] == ["Ấp A1", "Ấp A2", "Ấp A3"]
    assert found.own is not None
    assert found.own.name == "Xã A"


def test_a_commune_does_not_see_the_board_of_another(year: Year) -> None:
    with pytest.raises(NotPermitted):
        seen(year, "official", year.district.place("B"))


def test_a_place_outside_is_refused(year: Year) -> None:
    with refused("rollout.not_below"):
        seen(year, place=10**6)


def test_a_resolution_that_is_not_there_is_refused(year: Year) -> None:
    district = year.district
    with refused("rollout.gone"):
        board(9999, place=None, actor=district.actor("clerk"), day=district.day, language="vi")


def test_a_commune_writes_for_its_cells_and_for_no_other(year: Year) -> None:
    note(year, "A2", by="official")
    with pytest.raises(NotPermitted):
        note(year, "B1", by="official")


def test_a_cell_writes_for_itself_only(year: Year) -> None:
    note(year, "A1", by="cell_secretary")
    with pytest.raises(NotPermitted):
        note(year, "A2", by="cell_secretary")


def test_the_front_reads_and_does_not_write(year: Year) -> None:
    assert seen(year, "supervisor").bodies_met.of == 2
    with pytest.raises(NotPermitted):
        note(year, "A", by="supervisor")


def test_an_organ_is_not_asked(year: Year) -> None:
    with refused("rollout.not_below"):
        note(year, "agency")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"met_on": date(2023, 1, 1)}, "rollout.to_come"),
        ({"met_on": date(2019, 1, 1)}, "rollout.before"),
        ({"number": "NQ 01"}, "rollout.half"),
        ({"issued_on": MET}, "rollout.half"),
        ({"handed": [Handed("motto", MET)]}, "rollout.unknown_kind"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    year: Year, said: dict[str, Any], code: str
) -> None:
    with refused(code):
        note(year, "A", **said)
    assert not Rollout.objects.exists()


def test_what_was_said_before_stays_in_the_journal(year: Year) -> None:
    note(year, "A")
    note(year, "A", met_on=date(2022, 2, 21))
    last = Line.objects.filter(action="rollout.note").latest("sequence")
    assert "2022-02-20" in last.text
    assert "2022-02-21" in last.text
    assert Rollout.objects.count() == 1


def test_sent_twice_it_counts_once(year: Year) -> None:
    note(year, "A", key="k1")
    lines = Line.objects.count()
    note(year, "A", key="k1")
    assert Line.objects.count() == lines


def test_what_is_handed_in_can_be_taken_back(year: Year) -> None:
    note(year, "A", handed=[Handed("plan", MET, Paper(b"plan", "ke-hoach.pdf"))])
    assert Readiness.objects.get().kind == "plan"
    row = next(row for row in seen(year).rows if row.name == "Xã A")
    assert [one.on_day for one in row.handed_in] == [MET, None, None]
    note(year, "A", handed=[])
    assert not Readiness.objects.exists()


def test_late_is_said_only_after_the_day(year: Year) -> None:
    set_dates(year)
    row = seen(year).rows[0]
    assert row.no_meeting
    assert row.no_document
    assert [one.late for one in row.handed_in] == [False, True, False]
    set_dates(year, Dates(meet_by=year.district.day))
    assert not seen(year).rows[0].no_meeting


def test_only_the_office_sets_days(year: Year) -> None:
    with pytest.raises(NotPermitted):
        set_dates(year, by="official")


# -- who is asked ----------------------------------------------------------------------------------


def test_without_days_the_office_is_asked_to_set_them_and_nobody_else(year: Year) -> None:
    fresh = date(2022, 2, 1)
    assert kinds(year, "clerk", fresh) == ["rollout.dates"]
    assert kinds(year, "secretary", fresh) == []
    assert kinds(year, "cell_secretary", fresh) == []
    assert kinds(year, "clerk") == []


def test_a_body_is_asked_for_what_it_owes_until_it_is_noted(year: Year) -> None:
    set_dates(year)
    assert kinds(year, "official") == ["rollout.note", "rollout.hand_in"]
    papers = [Handed("pledge", MET), Handed("plan", MET)]
    note(year, "A", by="official", number="NQ 01", issued_on=MET, handed=papers)
    assert kinds(year, "official") == []


def test_a_cell_owes_its_meeting_and_document_but_no_papers_of_the_district(year: Year) -> None:
    set_dates(year)
    assert kinds(year, "cell_secretary") == ["rollout.note"]
    with refused("rollout.not_owed"):
        note(year, "A1", handed=[Handed("plan", MET)])
    note(year, "A1", by="cell_secretary", number="NQ 01", issued_on=MET)
    assert kinds(year, "cell_secretary") == []


def test_an_official_is_asked_for_his_own_office_not_for_its_cells(year: Year) -> None:
    set_dates(year)
    district = year.district
    found = needs(district.actor("official"), district.day)
    assert {need.owner for need in found} == {district.body("A").reference}


def test_leaders_are_told_how_many_are_missing_once_the_day_is_over(year: Year) -> None:
    set_dates(year)
    assert kinds(year, "secretary", date(2022, 3, 5)) == []
    district = year.district
    (need,) = needs(district.actor("secretary"), date(2022, 3, 11))
    assert need.kind == "rollout.missing"
    assert dict(need.values)["count"] == 8


def test_nobody_is_asked_after_the_year(year: Year) -> None:
    set_dates(year)
    assert kinds(year, "secretary", date(2023, 1, 5)) == []


# -- pages -----------------------------------------------------------------------------------------


def client(year: Year, name: str) -> Client:
    browser = Client()
    browser.force_login(year.district.people[name])
    return browser


def test_the_board_names_who_is_missing(year: Year) -> None:
    note(year, "A", number="NQ 02-NQ/ĐU", issued_on=MET)
    page = client(year, "secretary").get(f"/trien-khai/{year.resolution}").content.decode()
    assert "1 trên 2 xã đã họp, 1 xã đã ra văn bản riêng." in page
    assert "Còn Xã B và 6 chi bộ." in page
    assert "NQ 02-NQ/ĐU" in page


def test_the_newest_board_opens_without_a_number(year: Year) -> None:
    answer = client(year, "official").get("/trien-khai")
    assert answer.headers["Location"] == f"/trien-khai/{year.resolution}"


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(year: Year) -> None:
    body = year.district.body("A").pk
    typed = {"met_on": "31/2/2022", "number": "NQ 01", "issued_on": "20/2/2022", "key": "k" * 22}
    answer = client(year, "official").post(f"/trien-khai/{year.resolution}/{body}", typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "31/2/2022" in page
    assert "NQ 01" in page
    assert not Rollout.objects.exists()


def test_the_form_writes_day_document_and_papers(year: Year) -> None:
    body = year.district.body("A").pk
    typed = {
        "met_on": "20/2/2022",
        "number": "NQ 01",
        "issued_on": "21/2/2022",
        "plan": "22/2/2022",
        "plan_file": SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4 plan"),
        "key": "k" * 22,
    }
    answer = client(year, "official").post(f"/trien-khai/{year.resolution}/{body}", typed)
    assert answer.status_code == 302
    found = Rollout.objects.get()
    assert (found.met_on, found.number) == (MET, "NQ 01")
    kept = Readiness.objects.get()
    assert kept.file is not None
    assert kept.file.name == "ke-hoach.pdf"


def test_a_file_without_its_day_is_asked_about(year: Year) -> None:
    body = year.district.body("A").pk
    typed = {"plan_file": SimpleUploadedFile("ke-hoach.pdf", b"x"), "key": "k" * 22}
    answer = client(year, "official").post(f"/trien-khai/{year.resolution}/{body}", typed)
    assert answer.status_code == 400
    assert "ke-hoach.pdf" in answer.content.decode()


def test_days_are_set_on_the_page(year: Year) -> None:
    address = f"/trien-khai/{year.resolution}/han"
    answer = client(year, "clerk").post(address, {"meet_by": "28/2/2022", "key": "k" * 22})
    assert answer.status_code == 302
    assert seen(year).dates.meet_by == date(2022, 2, 28)
    assert client(year, "clerk").post(address, {"meet_by": "mai"}).status_code == 400


def test_excel_holds_a_row_a_place(year: Year) -> None:
    answer = client(year, "clerk").get(f"/trien-khai/{year.resolution}.xlsx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def test_the_board_asks_the_database_as_often_for_many_as_for_few(
    year: Year, django_assert_max_num_queries: Any
) -> None:
    district = year.district
    for name in ("A", "B", "A1", "A2", "B1"):
        note(year, name)
    actor = district.actor("secretary")
    with django_assert_max_num_queries(8):
        board(year.resolution, place=None, actor=actor, day=district.day, language="vi")
