"""The passport: every row behind a number, who entered and checked it, what was restated (R35)."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tests.cast import AGENCY, District
from tests.support.cards import DAY, FEBRUARY, JANUARY, Year, empty_year
from vedich.apps.journal.actions import move_day
from vedich.apps.journal.queries import head
from vedich.apps.resolutions import queries
from vedich.apps.resolutions.passport import Passport
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


def passport(
    year: Year, number: int = 1, place: str = "", who: str = "secretary", period: str = ""
) -> Passport:
    return queries.passport(
        year.resolution,
        number,
        place=place,
        period=period,
        by=year.district.actor(who),
        day=DAY,
        language="vi",
    )


# -- rows ------------------------------------------------------------------------------------------


def test_rows_add_up_and_say_who_and_how(year: Year) -> None:
    told = [
        (one.place.name, one.place.verified, one.figures, one.entered_by, one.checked_by)
        for one in passport(year).sources
    ]
    assert told == [
        ("Xã A", "22,0", 3, "Chuyên viên Văn phòng", "Cán bộ Xã A"),
        ("Xã B", "—", 1, "Chuyên viên Văn phòng", ""),
    ]


def test_swept_and_single_checks_are_counted_apart(year: Year) -> None:
    first, second = passport(year).sources
    assert (first.single, first.swept, second.single, second.swept) == (1, 1, 0, 0)


def test_a_figure_of_an_earlier_period_in_use_says_so(year: Year) -> None:
    told = {one.place.name: one.used_to for one in passport(year).sources}
    assert told == {"Xã A": "", "Xã B": "31/1"}


def test_missing_places_are_named_and_counted(year: Year) -> None:
    told = passport(year)
    assert told.missing == 5
    assert [(one.name, one.within) for one in told.absent] == [
        ("Ấp A2", "Xã A"),
        ("Ấp A3", "Xã A"),
        ("Ấp B1", "Xã B"),
        ("Ấp B2", "Xã B"),
        ("Ấp B3", "Xã B"),
    ]
    assert told.absent_for == "tháng 2/2022"


def test_a_place_below_is_explained_by_its_own_cells(year: Year) -> None:
    told = passport(year, place="901")
    assert (told.row.verified, told.row.outcome, told.home) == ("22,0", "", False)
    assert [one.place.name for one in told.sources] == ["Ấp A2", "Ấp A3", "Ấp A1"]


def test_a_cell_shows_its_history(year: Year) -> None:
    told = passport(year, place="901-01")
    assert told.leaf
    assert [(one.period, one.value, one.checked_by) for one in told.history] == [
        ("tháng 1/2022", "12,0", "Cán bộ Xã A"),
        ("tháng 2/2022", "3,5", ""),
    ]


def test_what_an_agency_reports_is_the_places_own_row(year: Year) -> None:
    told = passport(year, 3)
    assert told.leaf
    assert [(one.value, one.entered_by) for one in told.history] == [
        ("0,40", "Chuyên viên Văn phòng")
    ]


def test_a_rate_shows_part_and_whole(year: Year) -> None:
    assert [one.value for one in passport(year, 2, "901-01").history] == ["60/100"]


def test_a_shorter_period_can_be_asked_for(year: Year) -> None:
    told = passport(year, period="2022-01")
    assert (told.row.reported, told.period, told.row.outcome) == ("30,0", "tháng 1/2022", "")


@pytest.mark.parametrize("period", ["2021", "2020..2025", "1000..9998"])
def test_a_period_outside_the_resolution_falls_back_to_its_own(year: Year, period: str) -> None:
    assert passport(year, period=period).period_code == "2022"


def test_a_period_nobody_can_read_is_refused(year: Year) -> None:
    with pytest.RaisesExc(Refused, check=lambda error: error.code == "period.unreadable"):
        passport(year, period="mai")


# -- states and restatements -----------------------------------------------------------------------


def test_a_correction_keeps_both_values_the_reason_and_the_post(year: Year) -> None:
    year.send(year.new(1, "A2", JANUARY, 90, reason="Đo lại đoạn tổ 5."))
    (mended,) = passport(year).mended
    assert (mended.place, mended.period, mended.old, mended.new, mended.reason, mended.by) == (
        "Ấp A2",
        "tháng 1/2022",
        "10,0",
        "9,0",
        "Đo lại đoạn tổ 5.",
        "Chuyên viên Văn phòng",
    )
    struck = [one.current for one in passport(year, place="901-02").history]
    assert struck == [False, True]


def test_a_withdrawn_figure_says_so(year: Year) -> None:
    year.send(year.new(7, AGENCY, FEBRUARY, None, reason="Nhầm", why="Chưa có số"))
    told = passport(year, 7)
    assert told.withdrawn
    assert told.history[-1].withdrawn
    assert told.row.reported == "—"


def test_a_check_that_was_undone_waits_again(year: Year) -> None:
    year.uncheck(year.figure(1, "A1", JANUARY), by="official")
    assert passport(year, place="901-01").history[0].checked_by == ""


def test_nothing_reported_is_a_state_of_its_own(district: District) -> None:
    told = passport(empty_year(district))
    assert not told.withdrawn
    assert (told.row.reported_known, told.missing, told.mended) == (False, 6, ())


def test_the_code_of_the_journal_is_that_of_its_head(year: Year) -> None:
    assert passport(year).journal == str(head().code)


def test_the_rule_is_said_in_whole_sentences(year: Year) -> None:
    assert passport(year).rule[0] == "Cộng số của các nơi bên dưới."
    assert passport(year, 2).rule[0].startswith("Cộng riêng tử số và mẫu số")
    assert passport(year, place="901-01").rule[0].startswith("Mỗi nơi báo số")


# -- who may see -----------------------------------------------------------------------------------


def test_an_official_does_not_see_another_communes_passport(year: Year) -> None:
    assert passport(year, place="901", who="official").row.reported == "25,5"
    for place in ("902", "902-01"):
        with pytest.raises(NotPermitted):
            passport(year, place=place, who="official")


def test_of_the_district_an_official_sees_the_rows_of_his_own_commune(year: Year) -> None:
    told = passport(year, who="official")
    assert [one.place.code for one in told.sources] == ["901"]
    assert {one.code for one in told.rows} == {"901-01", "901-02"}
    assert {one.within for one in told.absent} == {"Xã A"}
    assert "Xã B" in told.hidden


def test_a_cell_secretary_sees_the_passport_of_his_own_cell(year: Year) -> None:
    assert passport(year, place="901-01", who="cell_secretary").row.reported == "15,5"
    with pytest.raises(NotPermitted):
        passport(year, place="901-02", who="cell_secretary")


def test_the_district_rows_of_an_agency_are_not_shown_to_a_commune(year: Year) -> None:
    told = passport(year, 3, who="official")
    assert (told.sources, told.history, told.rows) == ((), (), ())


def test_nobody_without_a_post_sees_any(year: Year) -> None:
    with pytest.raises(NotPermitted):
        passport(year, who="outsider")


@pytest.mark.parametrize(("place", "queries_made"), [("", 13), ("901", 13), ("901-02", 10)])
def test_the_number_of_queries_is_fixed(
    year: Year, place: str, queries_made: int, django_assert_num_queries: object
) -> None:
    year.send(*(year.new(1, "A2", FEBRUARY, 5), year.new(1, "A3", JANUARY, 5)))
    by = year.district.actor("secretary")
    with django_assert_num_queries(queries_made):  # type: ignore[operator]
        queries.passport(year.resolution, 1, place=place, by=by, day=DAY, language="vi")


# -- the page --------------------------------------------------------------------------------------


@pytest.fixture
def browser(client: Client, year: Year) -> Client:
    move_day(to=DAY, by=None, at=year.district.at)
    client.force_login(year.district.people["secretary"])
    return client


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("1/ho-chieu", "22,0 km là số đã kiểm chứng. Số báo cáo là 33,5 km, 5 nơi chưa gửi."),
        ("3/ho-chieu", "0,40% là số đã kiểm chứng."),
        ("7/ho-chieu", "29,6 triệu đồng mới là số báo cáo, chưa số nào được kiểm chứng."),
        ("1/ho-chieu?noi=902-03", "Chưa có số nào."),
    ],
)
def test_the_heading_is_the_answer(browser: Client, year: Year, query: str, heading: str) -> None:
    told = browser.get(f"/nq/{year.resolution}/chi-tieu/{query}").content.decode()
    assert f"<h1>{heading}</h1>" in told


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("place", ["900", "901", "901-01"])
def test_every_passport_is_written_in_english(
    browser: Client, year: Year, number: int, place: str
) -> None:
    address = f"/nq/{year.resolution}/chi-tieu/{number}/ho-chieu?noi={place}&lang=en"
    answer = browser.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    for vietnamese in ("Đã kiểm", "Người nhập", "Cách tính", "nơi", "Mã nhật ký", "chưa gửi"):
        assert vietnamese not in main


def test_the_rows_leave_as_a_file(browser: Client, year: Year) -> None:
    address = f"/nq/{year.resolution}/chi-tieu/1/ho-chieu.csv"
    text = browser.get(address).content.decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(text)))
    assert sum(float(row["part"]) for row in told) == 33.5
    assert {row["checked"] for row in told} == {"kiểm từng số", "kiểm một lượt", ""}
    assert all(row["label"].startswith("Dữ liệu mẫu") for row in told)
