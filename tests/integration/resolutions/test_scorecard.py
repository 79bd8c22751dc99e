"""The scorecard: what it says of a district that can be counted by hand, to whom, in what file."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.cast import AGENCY, District
from tests.support.cards import DAY, FEBRUARY, JANUARY, Year, empty_year
from tests.support.drafts import draft
from vedich.apps.journal.actions import move_day
from vedich.apps.resolutions import queries
from vedich.apps.resolutions.models import Resolution
from vedich.apps.resolutions.printing import Printed
from vedich.apps.resolutions.scorecard import Filter, Scorecard, links, select
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted


def card(year: Year, **more: object) -> Scorecard:
    return queries.scorecard(year.resolution, **({"day": DAY, "language": "vi"} | more))  # type: ignore[arg-type]


def rows(year: Year, **more: object) -> dict[int, Printed]:
    return {row.number: row for row in card(year, **more).rows}


# -- numbers and verdicts --------------------------------------------------------------------------


def test_every_row_is_what_can_be_counted_by_hand(year: Year) -> None:
    told = [
        (row.number, row.plan, row.verified, row.reported, row.outcome, row.places)
        for row in sorted(card(year).rows, key=lambda row: row.number)
    ]
    assert told == [
        (1, "42,0", "22,0", "33,5", "on_track", "1/6"),
        (2, "62,0", "60,0", "45,0", "on_track", "2/6"),
        (3, "≤ 0,80", "0,40", "0,40", "at_level", "1/1"),
        (4, "2", "—", "1", "no_figure", "2/2"),
        (5, "có", "có", "có", "met", "1/1"),
        (6, "—", "5", "5", "unknown", "1/1"),
        (7, "58,0", "—", "29,6", "no_figure", "1/1"),
    ]


def test_verified_is_never_replaced_by_reported(year: Year) -> None:
    roads = rows(year)[1]
    assert (roads.verified, roads.reported, roads.differs, roads.waits) == (
        "22,0",
        "33,5",
        True,
        True,
    )
    assert not rows(year)[3].waits


def test_an_estimate_says_so_until_the_actual_replaces_it(year: Year) -> None:
    assert rows(year)[7].basis == "estimate"
    year.send(year.new(7, AGENCY, FEBRUARY, 301, reason="Đã có số chính thức"))
    assert rows(year)[7].basis == ""


def test_an_estimate_that_a_later_month_replaces_is_not_counted(year: Year) -> None:
    year.send(year.new(7, AGENCY, JANUARY, 140, basis="preliminary"))
    assert rows(year)[7].basis == "estimate"
    year.send(year.new(7, AGENCY, FEBRUARY, 301, reason="Đã có số chính thức"))
    assert rows(year)[7].basis == ""


def test_a_named_set_names_its_places_and_waits_for_a_decision(year: Year) -> None:
    named = rows(year)[4]
    assert (named.note, named.awaits_decision) == ("Xã A, Xã B", True)
    year.check(year.figure(4, "A", FEBRUARY), by="clerk_b")
    assert (rows(year)[4].verified, rows(year)[4].outcome) == ("1", "on_track")


def test_a_place_that_is_not_named_does_not_stand_in(year: Year) -> None:
    Resolution.objects.get(pk=year.resolution).targets.filter(number=4).update(names=["902"])
    assert rows(year)[4].reported == "0"


def test_the_path_is_labelled_and_facts_are_not(year: Year) -> None:
    told = rows(year)
    assert told[1].by_path
    assert not told[3].by_path
    assert not told[5].by_path


def test_thresholds_of_the_resolution_decide(year: Year) -> None:
    year.uncheck(year.figure(1, "A2", JANUARY), by="official")
    assert rows(year)[1].outcome == "on_track"
    Resolution.objects.filter(pk=year.resolution).update(on_track=200, at_risk=150)
    assert rows(year)[1].outcome == "at_risk"
    Resolution.objects.filter(pk=year.resolution).update(on_track=200, at_risk=180)
    assert rows(year)[1].outcome == "hard"


def test_months_run_on_and_a_missing_month_is_a_gap(year: Year) -> None:
    told = rows(year)
    assert "30,0 đến 33,5" in told[1].spark
    assert "Từ tháng 2 đến tháng 2" in told[2].spark


def test_nothing_reported_is_not_a_zero(district: District) -> None:
    told = rows(empty_year(district))
    assert {row.outcome for row in told.values()} == {"no_figure", "unknown"}
    assert {row.verified for row in told.values()} == {"—"}


def test_a_month_that_runs_is_not_counted_yet(year: Year) -> None:
    assert card(year, day=date(2022, 2, 28)).head.day == "31/1"
    assert card(year, day=date(2022, 3, 1)).head.day == "28/2"
    assert card(year, day=date(2023, 5, 1)).head.day == "31/12"


def test_the_head_counts_what_the_rows_say(year: Year) -> None:
    made = card(year)
    counts = made.counts
    assert (counts.total, counts.good, counts.at_risk, counts.hard, counts.none) == (7, 4, 0, 0, 3)
    assert made.head.last == (20, 25)
    assert [(group.number, dict(group.totals)) for group in made.groups] == [
        (1, {"none": 1, "on": 1, "done": 1}),
        (2, {"none": 2, "on": 2}),
    ]


def test_cards_come_worst_first(year: Year) -> None:
    Resolution.objects.filter(pk=year.resolution).update(on_track=900, at_risk=800)
    told = [(row.number, row.outcome) for row in card(year).rows_worst_first]
    assert told == [
        (1, "hard"),
        (2, "hard"),
        (4, "no_figure"),
        (7, "no_figure"),
        (6, "unknown"),
        (3, "at_level"),
        (5, "met"),
    ]


def test_the_number_of_queries_does_not_depend_on_targets_or_figures(
    year: Year, django_assert_num_queries: object
) -> None:
    card(year)
    with django_assert_num_queries(7):  # type: ignore[operator]
        card(year)


def test_a_draft_has_no_scorecard(district: District) -> None:
    with pytest.RaisesExc(Refused, check=lambda error: error.code == "scorecard.gone"):
        queries.scorecard(draft(district).pk, day=DAY, language="vi")


# -- one place below -------------------------------------------------------------------------------


def test_a_place_below_shows_its_own_numbers_without_a_verdict(year: Year) -> None:
    told = rows(year, place=year.district.place("A"))
    assert (told[1].verified, told[1].reported, told[1].plan, told[1].outcome) == (
        "22,0",
        "25,5",
        "",
        "",
    )
    assert (told[2].verified, told[2].places) == ("60,0", "1/3")


def test_a_place_elsewhere_is_refused(year: Year) -> None:
    with pytest.RaisesExc(Refused, check=lambda error: error.code == "scorecard.no_place"):
        queries.scorecard_for(
            year.resolution,
            code="999",
            by=year.district.actor("secretary"),
            day=DAY,
            language="vi",
        )


@pytest.mark.parametrize("who", ["official", "cell_secretary", "agency", "supervisor"])
def test_every_post_sees_the_scorecard_of_the_district(year: Year, who: str) -> None:
    by = year.district.actor(who)
    assert queries.scorecard_for(year.resolution, by=by, day=DAY, language="vi").counts.total == 7


def test_nobody_without_a_post_does(year: Year) -> None:
    with pytest.raises(NotPermitted):
        queries.scorecard_for(
            year.resolution, by=year.district.actor("outsider"), day=DAY, language="vi"
        )


def test_an_official_sees_the_numbers_of_his_own_commune_only(year: Year) -> None:
    by = year.district.actor("official")
    mine = queries.scorecard_for(year.resolution, code="901", by=by, day=DAY, language="vi")
    assert not mine.judged
    with pytest.raises(NotPermitted):
        queries.scorecard_for(year.resolution, code="902", by=by, day=DAY, language="vi")


# -- filters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [3, 5, 6, 1, 2, 4, 7]),
        ({"mui": "1"}, [3, 5, 6]),
        ({"linh-vuc": "Hạ tầng"}, [1, 2]),
        ({"tt": "cho-kiem"}, [1, 2, 4, 7]),
        ({"tt": "cho-kiem", "linh-vuc": "Kinh tế"}, [7]),
        ({"tt": "chu-y"}, []),
        ({"tt": "gì đó"}, [3, 5, 6, 1, 2, 4, 7]),
        ({"mui": "9"}, []),
    ],
)
def test_the_address_filters(year: Year, asked: dict[str, str], numbers: list[int]) -> None:
    assert [row.number for row in select(card(year), Filter.of(asked)).rows] == numbers


def test_links_change_one_filter_and_keep_the_others(year: Year) -> None:
    made = links(card(year), Filter.of({"mui": "1", "linh-vuc": "Hạ tầng", "noi": "901"}))
    assert made.waiting.link == "?mui=1&linh-vuc=H%E1%BA%A1+t%E1%BA%A7ng&noi=901&tt=cho-kiem"
    assert [chip.current for chip in made.prongs] == [True, False]


# -- the page and the files ------------------------------------------------------------------------


@pytest.fixture
def browser(client: Client, year: Year) -> Client:
    """The secretary's browser, on the day of the figures."""
    move_day(to=DAY, by=None, at=year.district.at)
    client.force_login(year.district.people["secretary"])
    return client


def page(browser: Client, year: Year, query: str = "") -> str:
    answer = browser.get(f"/nq/{year.resolution}/chi-tieu{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_heading_is_the_finding(browser: Client, year: Year) -> None:
    told = page(browser, year)
    assert "7 chỉ tiêu: 4 đang tốt, 0 có nguy cơ, 0 khó đạt, 3 chưa có số" in told
    assert "Đoàn kết, kỷ cương" in told
    assert "Năm 2021 đạt 20/25." in told


def test_no_outlook_is_invented(browser: Client, year: Year) -> None:
    told = page(browser, year)
    assert "Dự báo" not in told
    assert "khả năng" not in told


def test_the_english_page_is_english(browser: Client, year: Year) -> None:
    told = page(browser, year, "?lang=en")
    for vietnamese in ("Đã kiểm", "Tình trạng", "Lọc", "nơi", "chỉ tiêu", "lộ trình"):
        assert vietnamese not in told.partition("<main")[2]
    assert "7 targets: 4 going well" in told
    assert "Hamlet roads" in told


def test_a_filter_that_keeps_nothing_says_so(browser: Client, year: Year) -> None:
    assert "Không có chỉ tiêu nào hợp với bộ lọc" in page(browser, year, "?tt=chu-y")


def test_a_place_below_says_why_it_has_no_plan(browser: Client, year: Year) -> None:
    told = page(browser, year, "?noi=901")
    assert "chưa được giao phần chỉ tiêu nào" in told
    assert "So với kế hoạch" not in told


def test_names_are_text_and_never_markup(browser: Client, year: Year) -> None:
    Resolution.objects.get(pk=year.resolution).targets.filter(number=1).update(name="<b>x</b>")
    assert "<b>x</b>" not in page(browser, year)


def test_the_csv_holds_machine_numbers_and_the_label(browser: Client, year: Year) -> None:
    answer = browser.get(f"/nq/{year.resolution}/chi-tieu.csv")
    text = answer.content.decode("utf-8-sig")
    told = {row["number"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (told["1"]["verified"], told["1"]["reported"], told["1"]["plan"]) == ("22", "33.5", "42")
    assert told["1"]["name"] == "'=Đường ấp"
    assert told["4"]["verified"] == ""
    assert all(row["label"].startswith("Dữ liệu mẫu") for row in told.values())


def test_the_workbook_holds_numbers_as_numbers_and_the_label(browser: Client, year: Year) -> None:
    answer = browser.get(f"/nq/{year.resolution}/chi-tieu.xlsx?tt=cho-kiem")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    lines = sheet.to_python()
    assert str(lines[0][0]).startswith("Dữ liệu mẫu")
    heads = next(line for line in lines if "Đã kiểm chứng" in line)
    told = {
        line[0]: dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :]
    }
    assert set(told) == {1.0, 2.0, 4.0, 7.0}
    assert told[1.0]["Đã báo cáo"] == 33.5
    assert told[1.0]["Chỉ tiêu"] == "=Đường ấp"
    assert told[4.0]["Đã kiểm chứng"] == ""
    assert told[7.0]["Loại số"] == "ước"


# -- default and needs -----------------------------------------------------------------------------


def test_everybody_below_is_shown_the_resolution_of_the_district(year: Year) -> None:
    for who in ("secretary", "official", "cell_secretary", "agency"):
        assert queries.default(year.district.actor(who), DAY) == year.resolution
    assert queries.default(year.district.actor("secretary"), date(2021, 12, 31)) is None


def test_the_nearest_resolution_above_is_the_default(year: Year) -> None:
    other = draft(year.district, place=year.district.place("A"))
    Resolution.objects.filter(pk=other.pk).update(
        state="adopted", number="1", issued_on=DAY, adopted_by="x", adopted_at=year.district.at
    )
    assert queries.default(year.district.actor("official"), DAY) == other.pk
    assert queries.default(year.district.actor("official_b"), DAY) == year.resolution
    assert queries.default(year.district.actor("secretary"), DAY) == year.resolution


def test_targets_behind_need_the_leaders_and_the_head_of_the_field(year: Year) -> None:
    year.uncheck(year.figure(1, "A1", JANUARY), by="official")
    Resolution.objects.filter(pk=year.resolution).update(on_track=200, at_risk=180)
    for who in ("secretary", "deputy", "head"):
        needs = queries.needs(year.district.actor(who), DAY)
        assert [dict(need.values)["number"] for need in needs] == [1]
    assert needs[0].sentence == "need.target_hard"
    assert needs[0].link == f"/nq/{year.resolution}/chi-tieu/1"
    assert queries.titles([needs[0].subject], "en") == {needs[0].subject: "1. Hamlet roads"}
    for who in ("official", "clerk", "supervisor", "outsider"):
        assert queries.needs(year.district.actor(who), DAY) == []
