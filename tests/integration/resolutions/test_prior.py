"""Last year from one Excel sheet: as reported, never verified, taken back at one press."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from vedich.apps.figures.models import Check, Figure
from vedich.apps.resolutions.models import PriorTarget, PriorYear, Resolution


SHEET = (
    "TT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tĐánh giá\n"
    "1\tThu ngân sách\ttỷ đồng\t60\t62,5\tĐạt\n"
    "2\tHộ nghèo\t%\tDưới 3\t3,4\tKhông đạt\n"
    "3\tNước sạch\t%\t62\t60\tĐạt"
)


def page(district: District, name: str = "clerk") -> Client:
    browser = Client()
    browser.force_login(district.people[name])
    return browser


def post(browser: Client, **data: Any) -> Any:
    return browser.post("/nq/nam-truoc", {"nam": "2021", "dan": SHEET, **data})


def test_looking_writes_nothing_and_shows_where_word_and_numbers_differ(
    district: District,
) -> None:
    words = post(page(district), verb="look").content.decode()
    assert "Đọc được 3 chỉ tiêu, 2 đạt." in words
    assert "số cho thấy chưa đạt" in words
    assert not PriorYear.objects.exists()


def test_taken_it_is_kept_as_reported_and_makes_no_figure(district: District) -> None:
    browser = page(district)
    assert post(browser, verb="take", nguon="Báo cáo 120-BC/HU").status_code == 302
    words = browser.get("/nq/nam-truoc").content.decode()
    assert "Năm 2021: 2 trên 3 chỉ tiêu đạt, theo báo cáo" in words
    assert "Báo cáo 120-BC/HU" in words
    assert [one.by_numbers for one in PriorTarget.objects.all()] == [True, False, False]
    assert not Figure.objects.exists()
    assert not Check.objects.exists()


def test_taken_twice_the_year_counts_once(district: District) -> None:
    browser = page(district)
    for _ in range(2):
        post(browser, verb="take")
    assert PriorYear.objects.filter(taken_back_on=None).count() == 1
    assert PriorYear.objects.count() == 2


def test_a_form_sent_twice_is_carried_out_once(district: District) -> None:
    browser = page(district)
    for _ in range(2):
        post(browser, verb="take", key="k")
    assert PriorYear.objects.count() == 1


def test_it_can_be_taken_back(district: District) -> None:
    browser = page(district)
    post(browser, verb="take")
    browser.post("/nq/nam-truoc", {"verb": "back", "prior": PriorYear.objects.get().pk})
    assert "theo báo cáo</span>" not in browser.get("/nq/nam-truoc").content.decode()
    again = browser.post("/nq/nam-truoc", {"verb": "back", "prior": PriorYear.objects.get().pk})
    assert again.status_code == 400


def test_the_scorecard_says_what_the_year_before_reached(year: Year) -> None:
    Resolution.objects.update(last_met=None, last_targets=None)
    district = year.district
    browser = page(district)
    post(browser, verb="take")
    (row,) = Resolution.objects.exclude(state="draft")[:1]
    words = browser.get(f"/nq/{row.pk}/chi-tieu").content.decode()
    assert "2/3" in words.replace("<b>", "").replace("</b>", "")
    assert "theo báo cáo" in words


def test_the_scorecard_marks_nothing_where_the_resolution_says_it_itself(year: Year) -> None:
    Resolution.objects.update(last_met=20, last_targets=25)
    browser = page(year.district)
    post(browser, verb="take")
    row = Resolution.objects.exclude(state="draft")[0]
    words = browser.get(f"/nq/{row.pk}/chi-tieu").content.decode()
    assert "20/25" in words
    assert "theo báo cáo" not in words


@pytest.mark.parametrize(
    "data",
    [
        {"dan": ""},
        {"dan": "1\t2"},
        {"nam": "2022"},
        {"nam": "hai nghìn"},
        {"dan": SHEET.replace("\tĐạt", "\t").replace("62,5", "nhiều")},
        {"verb": "back", "prior": "x"},
        {"verb": "back", "prior": "²"},
        {"noi": "khong-co"},
        {"dan": SHEET.replace("Thực hiện", "Thực hiện 2020")},
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_nothing_is_lost(
    district: District, data: dict[str, str]
) -> None:
    answer = post(page(district), **{"verb": "take", **data})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not PriorYear.objects.exists()


def test_a_file_does_as_well(district: District) -> None:
    file = SimpleUploadedFile("kq.csv", SHEET.encode())
    words = post(page(district), verb="look", tep=file, dan="").content.decode()
    assert "Đọc được 3 chỉ tiêu" in words


def test_a_file_that_nobody_has_looked_at_is_shown_and_not_written(district: District) -> None:
    file = SimpleUploadedFile("kq.csv", SHEET.encode())
    words = post(page(district), verb="take", tep=file).content.decode()
    assert "Đọc được 3 chỉ tiêu" in words
    assert not PriorYear.objects.exists()


def test_percentages_that_excel_may_have_divided_are_pointed_out(district: District) -> None:
    words = post(page(district), verb="look", dan=SHEET.replace("62\t60", "0,62\t0,6"))
    assert "Excel có thể đã đổi 62% thành 0,62" in words.content.decode()


@pytest.mark.parametrize("name", ["secretary", "official", "cell_secretary", "supervisor"])
def test_only_who_drafts_resolutions_enters_it(district: District, name: str) -> None:
    assert post(page(district, name), verb="take").status_code == 403
