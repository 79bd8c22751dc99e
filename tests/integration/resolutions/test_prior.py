"""Last year from one Excel sheet: as reported, never verified, taken back at one press."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import District
from tests.support.cards import Year
from tests.support.cards import year as year
from vedich.apps.evidence.models import File
from vedich.apps.evidence.queries import bytes_of
from vedich.apps.evidence.waiting import held, hold, let_go
from vedich.apps.figures.models import Check, Figure
from vedich.apps.resolutions.models import PriorTarget, PriorYear, Resolution
from vedich.formats.sheets.pasted import of_file
from vedich.formats.sheets.plan_template import template_book
from vedich.formats.sheets.plans import read_plan


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


@pytest.fixture(autouse=True)
def folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Files wait in one folder for all: not beside those of other tests that run now."""
    settings.EVIDENCE = tmp_path


OPEN = SHEET.replace("62,5\tĐạt", "nhiều\t")
"""The first line leaves open whether it was met."""


def post(browser: Client, **data: Any) -> Any:
    return browser.post("/nq/nam-truoc", {"nam": "2021", "dan": SHEET, **data})


def hidden(words: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', words)
    assert found
    return found[1]


def take(browser: Client, **data: Any) -> Any:
    """Look first, then write just what was looked at."""
    words = post(browser, verb="look", **data).content.decode()
    seen = {name: hidden(words, name) for name in ("seen", "tep_cho", "tep_ten")}
    return post(browser, verb="take", **{**data, **seen})


def test_looking_writes_nothing_and_shows_where_word_and_numbers_differ(
    district: District,
) -> None:
    words = post(page(district), verb="look").content.decode()
    assert "Đọc được 3 chỉ tiêu, 2 đạt." in words
    assert "số cho thấy chưa đạt" in words
    assert not PriorYear.objects.exists()


def test_taken_it_is_kept_as_reported_and_makes_no_figure(district: District) -> None:
    browser = page(district)
    assert take(browser, nguon="Báo cáo 120-BC/HU").status_code == 302
    words = browser.get("/nq/nam-truoc").content.decode()
    assert "Năm 2021: 2 trên 3 chỉ tiêu đạt, theo báo cáo" in words
    assert "Báo cáo 120-BC/HU" in words
    assert [one.by_numbers for one in PriorTarget.objects.all()] == [True, False, False]
    assert not Figure.objects.exists()
    assert not Check.objects.exists()


def test_a_verdict_that_only_the_numbers_give_says_so(district: District) -> None:
    browser = page(district)
    silent = SHEET.replace("62,5\tĐạt", "62,5\t")
    assert post(browser, verb="look", dan=silent).content.decode().count("tính từ số") == 1
    take(browser, dan=silent)
    assert browser.get("/nq/nam-truoc").content.decode().count("tính từ số") == 1
    assert [one.counted for one in PriorTarget.objects.all()] == [True, False, False]


def test_taken_twice_the_year_counts_once(district: District) -> None:
    browser = page(district)
    for _ in range(2):
        take(browser)
    assert PriorYear.objects.filter(taken_back_on=None).count() == 1
    assert PriorYear.objects.count() == 2


def test_a_form_sent_twice_is_carried_out_once(district: District) -> None:
    browser = page(district)
    for _ in range(2):
        take(browser, key="k")
    assert PriorYear.objects.count() == 1


def test_it_can_be_taken_back(district: District) -> None:
    browser = page(district)
    take(browser)
    browser.post("/nq/nam-truoc", {"verb": "back", "prior": PriorYear.objects.get().pk})
    assert "theo báo cáo</span>" not in browser.get("/nq/nam-truoc").content.decode()
    again = browser.post("/nq/nam-truoc", {"verb": "back", "prior": PriorYear.objects.get().pk})
    assert again.status_code == 400


def test_the_scorecard_says_what_the_year_before_reached(year: Year) -> None:
    Resolution.objects.update(last_met=None, last_targets=None)
    district = year.district
    browser = page(district)
    take(browser)
    (row,) = Resolution.objects.exclude(state="draft")[:1]
    words = browser.get(f"/nq/{row.pk}/chi-tieu").content.decode()
    assert "2/3" in words.replace("<b>", "").replace("</b>", "")
    assert "theo báo cáo" in words


def test_the_scorecard_marks_nothing_where_the_resolution_says_it_itself(year: Year) -> None:
    Resolution.objects.update(last_met=20, last_targets=25)
    browser = page(year.district)
    take(browser)
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
        {"verb": "back", "prior": "x"},
        {"verb": "back", "prior": "²"},
        {"verb": "decide", "target": "²", "met": "1"},
        {"verb": "decide", "target": "999999", "met": "1"},
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


# -- what nobody has looked at is not written ------------------------------------------------------


@pytest.mark.parametrize("change", [{"nam": "2020"}, {"dan": SHEET.replace("60\t62,5", "60\t59")}])
def test_what_was_changed_after_looking_is_shown_again(
    district: District, change: dict[str, str]
) -> None:
    browser = page(district)
    seen = hidden(post(browser, verb="look").content.decode(), "seen")
    answer = post(browser, verb="take", seen=seen, **change)
    assert "đã đổi sau lần xem trước" in answer.content.decode()
    assert not PriorYear.objects.exists()
    again = hidden(answer.content.decode(), "seen")
    assert post(browser, verb="take", seen=again, **change).status_code == 302


def test_breaks_of_a_browser_are_no_change(district: District) -> None:
    browser = page(district)
    seen = hidden(post(browser, verb="look").content.decode(), "seen")
    text = SHEET.replace("\n", "\r\n")
    assert post(browser, verb="take", seen=seen, dan=text).status_code == 302


# -- what is unclear waits -------------------------------------------------------------------------


def test_good_lines_are_taken_while_an_unclear_one_waits(year: Year) -> None:
    Resolution.objects.update(last_met=None, last_targets=None)
    browser = page(year.district)
    assert take(browser, dan=OPEN).status_code == 302
    assert [one.met for one in PriorTarget.objects.all()] == [None, False, True]
    words = browser.get("/nq/nam-truoc").content.decode()
    assert "1 chỉ tiêu chưa rõ đạt hay không." in words
    (row,) = Resolution.objects.exclude(state="draft")[:1]
    card = browser.get(f"/nq/{row.pk}/chi-tieu").content.decode()
    assert "Năm 2021 đạt 1/3." in card.replace("<b>", "").replace("</b>", "")
    assert "1 chỉ tiêu chưa rõ đạt hay không." in card


def test_an_answer_on_the_row_is_marked_as_one_from_here(district: District) -> None:
    browser = page(district)
    assert take(browser, dan=OPEN, **{"ro-2": "1", "ro-4": "0"}).status_code == 302
    rows = list(PriorTarget.objects.values_list("met", "by_hand"))
    # what the report says clearly is not changed by an answer
    assert rows == [(True, True), (False, False), (True, False)]
    assert "do người nhập ghi" in browser.get("/nq/nam-truoc").content.decode()


def test_it_is_answered_later_and_changed_again_but_never_what_the_report_says(
    district: District,
) -> None:
    browser = page(district)
    take(browser, dan=OPEN)
    first, second, _ = PriorTarget.objects.all()
    for met in ("1", "0"):
        answer = post(browser, verb="decide", target=first.pk, met=met)
        assert answer.status_code == 302
        first.refresh_from_db()
        assert (first.met, first.by_hand) == (met == "1", True)
    refused = post(browser, verb="decide", target=second.pk, met="1")
    assert refused.status_code == 400
    assert "Báo cáo đã ghi rõ" in refused.content.decode()
    second.refresh_from_db()
    assert second.met is False


# -- the sheet itself ------------------------------------------------------------------------------


def workbook(rows: str = SHEET) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for n, line in enumerate(rows.split("\n")):
        sheet.write_row(n, 0, line.split("\t"))
    book.close()
    return out.getvalue()


def look_at_file(browser: Client, data: bytes) -> dict[str, str]:
    file = SimpleUploadedFile("kết quả 2021.xlsx", data)
    words = post(browser, verb="look", tep=file, dan="").content.decode()
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", words, re.DOTALL)
    assert found
    return {name: hidden(words, name) for name in ("seen", "tep_cho", "tep_ten")} | {
        "dan": found[1].replace("&lt;", "<")
    }


def test_the_file_is_kept_as_it_came_once_it_is_taken(district: District) -> None:
    browser, data = page(district), workbook()
    sent = look_at_file(browser, data)
    assert not File.objects.exists()
    assert post(browser, verb="take", **sent).status_code == 302
    prior = PriorYear.objects.get()
    assert prior.file is not None
    assert (bytes_of(prior.file), prior.file.name) == (data, "kết quả 2021.xlsx")
    assert not prior.edited
    answer = browser.get(f"/nq/nam-truoc/{prior.pk}/tep")
    assert answer.content == data
    assert "attachment" in answer["Content-Disposition"]


def test_a_line_changed_by_hand_is_said_beside_the_file(district: District) -> None:
    browser = page(district)
    sent = look_at_file(browser, workbook())
    changed = {**sent, "dan": sent["dan"].replace("62,5", "61")}
    seen = hidden(post(browser, verb="look", **changed).content.decode(), "seen")
    assert post(browser, verb="take", **{**changed, "seen": seen}).status_code == 302
    assert PriorYear.objects.get().edited
    assert "đã sửa tay trước khi ghi" in browser.get("/nq/nam-truoc").content.decode()


def test_pasted_words_are_kept_too(district: District) -> None:
    take(page(district))
    prior = PriorYear.objects.get()
    assert prior.file is not None
    assert bytes_of(prior.file).decode() == SHEET


@pytest.mark.parametrize("name", ["secretary", "supervisor", "outsider"])
def test_the_sheet_is_for_who_drafts(district: District, name: str) -> None:
    take(page(district))
    answer = page(district, name).get(f"/nq/nam-truoc/{PriorYear.objects.get().pk}/tep")
    assert answer.status_code in (403, 404)


def test_a_file_that_was_only_looked_at_goes_after_a_day(district: District) -> None:
    at = district.at
    digest = hold(b"x", at=at)
    assert let_go(at=at + timedelta(hours=23)) == 0
    assert held(digest) == b"x"
    # looked at once more, it waits from then on
    hold(b"x", at=at + timedelta(hours=20))
    assert let_go(at=at + timedelta(hours=43)) == 0
    assert let_go(at=at + timedelta(hours=45)) == 1
    assert held(digest) is None


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "a" * 64, "A" * 64])
def test_nothing_else_on_the_disk_is_a_waiting_file(digest: str) -> None:
    assert held(digest) is None


# -- what is there already -------------------------------------------------------------------------


def test_who_replaces_a_year_is_told_before(district: District) -> None:
    browser = page(district)
    take(browser)
    words = post(browser, verb="look").content.decode()
    assert "Năm 2021 ở đây đã có 3 chỉ tiêu theo báo cáo, 2 đạt." in words


def test_who_enters_a_year_with_its_own_resolution_is_told(year: Year) -> None:
    row = Resolution.objects.exclude(state="draft")[0]
    Resolution.objects.filter(pk=row.pk).update(first=row.first - 12)
    words = post(page(year.district), verb="look").content.decode()
    assert f"Năm 2021 ở đây đã có nghị quyết {row.number}" in words


# -- the empty sheet -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_empty_sheet_filled_in_is_read(language: Any) -> None:
    empty = of_file(template_book(label="Dữ liệu mẫu", language=language), "mau.xlsx")
    filled = [*empty, ["1", "Thu ngân sách", "tỷ đồng", "60", "62,5", ""]]
    (line,) = read_plan(filled, 2021)
    assert (line.name, line.met) == ("Thu ngân sách", True)


def test_it_can_be_downloaded(district: District) -> None:
    answer = page(district).get("/nq/nam-truoc/mau.xlsx")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
