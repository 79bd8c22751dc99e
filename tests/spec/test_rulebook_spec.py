"""What the shipped rulebook says, as tables: who reports what, when it is due, what became of whom.

Everything here is read from the YAML inside the package. What is marked `sample` was made up for
the sample data and is never law; what is marked `unconfirmed` waits to be compared with its source.
"""

from __future__ import annotations

from datetime import date

import pytest

from vedich.core.periods import Period, parse_day
from vedich.core.tallies import PlaceRule, TimeRule
from vedich.core.targets import Settles
from vedich.rulebook.calendars import due_days
from vedich.rulebook.calendars.public_holidays import holiday_law, public_holidays, working_days
from vedich.rulebook.dated import Stamp
from vedich.rulebook.indicators import Entered, indicators
from vedich.rulebook.located import parse
from vedich.rulebook.places.gazetteer import cho_lach
from vedich.rulebook.places.levels import levels
from vedich.rulebook.refusals import RefusedAt


SUM, RATIO, COUNT, NONE = PlaceRule.SUM, PlaceRule.RATIO, PlaceRule.COUNT, PlaceRule.NONE
ADD, LAST = TimeRule.SUM, TimeRule.LAST
MONTH, SINCE = Entered.MONTH, Entered.YEAR_TO_DATE
FLOW, LEVEL, DECISION, YEARLY = Settles.FLOW, Settles.LEVEL, Settles.DECISION, Settles.YEARLY
HAMLET, COMMUNE, DISTRICT = ("hamlet_cell",), ("commune_office",), ("district_agency",)
CELLS = ("hamlet_cell", "agency_cell")

# The indicators of the 25 sample targets, in the order of the resolution: ten come from cells, five
# from commune offices, ten from district agencies. "Entered" is what the form asks for: what the
# month brought (of a rate or stock: where it stands when the month ends), or since January.
TABLE_INDICATORS = [
    (1, "chi_bo_trong_sach_vung_manh", COUNT, LAST, MONTH, DECISION, HAMLET),
    (2, "to_chuc_dang_hoan_thanh_tot", RATIO, LAST, MONTH, LEVEL, DISTRICT),
    (3, "ket_nap_dang_vien", SUM, ADD, MONTH, FLOW, CELLS),
    (4, "ty_le_dang_vien_bi_ky_luat", RATIO, LAST, SINCE, FLOW, DISTRICT),
    (5, "chi_bo_co_ke_hoach_khac_phuc", RATIO, LAST, MONTH, FLOW, CELLS),
    (6, "han_che_da_khac_phuc", RATIO, LAST, MONTH, LEVEL, CELLS),
    (7, "sinh_hoat_chi_bo_loai_tot", RATIO, ADD, MONTH, LEVEL, CELLS),
    (8, "ky_giao_uoc_dong_khoi_moi", RATIO, LAST, MONTH, FLOW, CELLS),
    (9, "mo_hinh_dan_van_kheo", SUM, ADD, MONTH, FLOW, CELLS),
    (10, "xa_nong_thon_moi_nang_cao", COUNT, LAST, MONTH, DECISION, COMMUNE),
    (11, "thu_nhap_binh_quan", NONE, LAST, SINCE, YEARLY, DISTRICT),
    (12, "thu_ngan_sach", SUM, ADD, SINCE, FLOW, DISTRICT),
    (13, "von_dau_tu_toan_xa_hoi", SUM, ADD, SINCE, FLOW, DISTRICT),
    (14, "san_luong_trai_cay", SUM, ADD, MONTH, FLOW, COMMUNE),
    (15, "cay_giong_hoa_kieng", SUM, ADD, MONTH, FLOW, COMMUNE),
    (16, "doanh_nghiep_thanh_lap_moi", SUM, ADD, MONTH, FLOW, DISTRICT),
    (17, "hop_tac_xa_hieu_qua", SUM, LAST, MONTH, LEVEL, DISTRICT),
    (18, "san_pham_ocop", SUM, LAST, MONTH, DECISION, DISTRICT),
    (19, "ho_ngheo", RATIO, LAST, MONTH, LEVEL, COMMUNE),
    (20, "viec_lam_moi", SUM, ADD, MONTH, FLOW, COMMUNE),
    (21, "bao_hiem_y_te", RATIO, LAST, MONTH, LEVEL, HAMLET),
    (22, "truong_chuan_quoc_gia", SUM, LAST, MONTH, DECISION, DISTRICT),
    (23, "ho_dung_nuoc_sach", RATIO, LAST, MONTH, LEVEL, HAMLET),
    (24, "duong_be_tong", SUM, ADD, MONTH, FLOW, HAMLET),
    (25, "giao_quan", RATIO, LAST, SINCE, YEARLY, DISTRICT),
]
TABLE_INDICATORS_COLUMNS = (
    "target",
    "indicator",
    "over places",
    "over time",
    "entered",
    "settles",
    "reported by",
)

# Public holidays of 2022. A holiday on a weekend gives a day in lieu (nghỉ bù) on the working day
# after.
TABLE_HOLIDAYS = [
    ("2022-01-01", "Tết Dương lịch", "New Year's Day"),
    ("2022-01-03", "Tết Dương lịch (nghỉ bù)", "New Year's Day (observed)"),
    ("2022-01-31", "Giao thừa Tết Nguyên Đán", "Lunar New Year's Eve"),
    ("2022-02-01", "Tết Nguyên Đán", "Lunar New Year"),
    ("2022-02-02", "Mùng hai Tết Nguyên Đán", "Second Day of Lunar New Year"),
    ("2022-02-03", "Mùng ba Tết Nguyên Đán", "Third Day of Lunar New Year"),
    ("2022-02-04", "Mùng bốn Tết Nguyên Đán", "Fourth Day of Lunar New Year"),
    ("2022-04-10", "Ngày Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration Day"),
    ("2022-04-11", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)", "Hung Kings' Commemoration Day (observed)"),
    ("2022-04-30", "Ngày Chiến thắng", "Liberation Day/Reunification Day"),
    ("2022-05-01", "Ngày Quốc tế Lao động", "International Labor Day"),
    ("2022-05-02", "Ngày Chiến thắng (nghỉ bù)", "Liberation Day/Reunification Day (observed)"),
    ("2022-05-03", "Ngày Quốc tế Lao động (nghỉ bù)", "International Labor Day (observed)"),
    ("2022-09-01", "Quốc khánh", "National Day"),
    ("2022-09-02", "Quốc khánh", "National Day"),
]
TABLE_HOLIDAYS_COLUMNS = ("day", "vi", "en")

# How long offices are closed over Tết: the last working day before and the first one after.
TABLE_TET = [
    (2021, "2021-02-09", "2021-02-17"),
    (2022, "2022-01-28", "2022-02-07"),
    (2023, "2023-01-19", "2023-01-27"),
    (2024, "2024-02-07", "2024-02-15"),
    (2025, "2025-01-24", "2025-02-03"),
    (2026, "2026-02-13", "2026-02-23"),
]
TABLE_TET_COLUMNS = ("year", "last working day before", "first working day after")

# Swaps that were announced for the whole country: a weekday off, a Saturday worked for it. A swap
# of one province or agency is not known here.
TABLE_SWAPS = [
    ("2018-12-31", "2019-01-05"),
    ("2024-04-29", "2024-05-04"),
    ("2025-05-02", "2025-04-26"),
    ("2026-08-31", "2026-08-22"),
]
TABLE_SWAPS_COLUMNS = ("day off", "Saturday worked")

# The law behind the holidays, by the day it is asked for.
TABLE_HOLIDAY_LAW = [
    ("1994-12-31", ""),
    ("1995-01-01", "Bộ luật Lao động 1994, Điều 73"),
    ("2013-05-01", "Bộ luật Lao động 2012, Điều 115"),
    ("2022-02-01", "Bộ luật Lao động 2019, Điều 112"),
]
TABLE_HOLIDAY_LAW_COLUMNS = ("on", "law")

# Returns are due on the 5th of the month after the period. Where offices are closed that day, on
# the next working day: the return of January 2022 would fall on the Saturday after Tết.
TABLE_DUE_DAYS = [
    ("2021-12", "2022-01-05", "sample"),
    ("2022-01", "2022-02-07", "sample"),
    ("2022-02", "2022-03-07", "sample"),
    ("2022-03", "2022-04-05", "sample"),
    ("2022-07", "2022-08-05", "sample"),
    ("2022-Q1", "2022-04-05", "unconfirmed"),
    ("2022-H1", "2022-07-05", "unconfirmed"),
    ("2022", "2023-01-05", "unconfirmed"),
]
TABLE_DUE_DAYS_COLUMNS = ("return of", "due", "confidence")

# Lateness counts working days after the due day. Tết 2022 (31/01 to 04/02) and weekends do not
# count, so what was due on the last day before Tết and came on 07/02 is one day late.
TABLE_LATENESS = [
    # due, came, working days late
    ("2022-01-28", "2022-01-28", 0),
    ("2022-01-28", "2022-01-30", 0),
    ("2022-01-28", "2022-02-04", 0),
    ("2022-01-28", "2022-02-06", 0),
    ("2022-01-28", "2022-02-07", 1),
    ("2022-02-07", "2022-02-07", 0),
    ("2022-02-07", "2022-02-12", 4),
    ("2022-02-07", "2022-02-14", 5),
    ("2022-04-29", "2022-05-04", 1),
    ("2024-04-26", "2024-05-04", 3),
]
TABLE_LATENESS_COLUMNS = ("due", "came", "working days late")

# The levels of the tree, from the top down. Districts ended on 30/06/2025.
TABLE_LEVELS = [
    ("2015-12-31", ()),
    ("2022-06-30", ("province", "district", "commune", "cell")),
    ("2025-06-30", ("province", "district", "commune", "cell")),
    ("2025-07-01", ("province", "commune", "cell")),
]
TABLE_LEVELS_COLUMNS = ("on", "levels")

# What became of Chợ Lách's places on 01/07/2025. Codes and names are used again for other extents:
# the new xã Phú Phụng has the code of the old xã Vĩnh Bình.
TABLE_SUCCESSION = [
    ("28870", "Thị trấn Chợ Lách", "28870", "Xã Chợ Lách"),
    ("28882", "Xã Hòa Nghĩa", "28870", "Xã Chợ Lách"),
    ("28885", "Xã Long Thới", "28870", "Xã Chợ Lách"),
    ("28873", "Xã Phú Phụng", "28879", "Xã Phú Phụng"),
    ("28876", "Xã Sơn Định", "28879", "Xã Phú Phụng"),
    ("28879", "Xã Vĩnh Bình", "28879", "Xã Phú Phụng"),
    ("28888", "Xã Phú Sơn", "28894", "Xã Vĩnh Thành"),
    ("28891", "Xã Tân Thiềng", "28894", "Xã Vĩnh Thành"),
    ("28894", "Xã Vĩnh Thành", "28894", "Xã Vĩnh Thành"),
    ("28897", "Xã Vĩnh Hòa", "28901", "Xã Hưng Khánh Trung"),
    ("28900", "Xã Hưng Khánh Trung B", "28901", "Xã Hưng Khánh Trung"),
    ("28901", "Xã Hưng Khánh Trung A", "28901", "Xã Hưng Khánh Trung"),
    ("83", "Tỉnh Bến Tre", "86", "Tỉnh Vĩnh Long"),
    ("84", "Tỉnh Trà Vinh", "86", "Tỉnh Vĩnh Long"),
    ("86", "Tỉnh Vĩnh Long", "86", "Tỉnh Vĩnh Long"),
    ("832", "Huyện Chợ Lách", "", ""),
    ("838", "Huyện Mỏ Cày Bắc", "", ""),
]
TABLE_SUCCESSION_COLUMNS = ("old code", "until 30/06/2025", "new code", "since 01/07/2025")

# A value without date, source or confidence is refused with its file and line.
TABLE_REFUSALS = [
    (
        "source: NQ 1; confidence: sourced",
        (
            "law.yaml:1: This value has no date. Write “from:” with the first day it holds, like "
            "2022-01-01."
        ),
    ),
    (
        "from: 2022-01-01; confidence: sourced",
        (
            "law.yaml:1: This value has no source. Write “source:” with the number and date of the "
            "document, or the page it was read on."
        ),
    ),
    (
        "from: 2022-01-01; source: NQ 1",
        "law.yaml:1: “confidence” is missing or blank. Write its value.",
    ),
    (
        "from: 2022-01-01; source: NQ 1; confidence: certain",
        (
            "law.yaml:3: “confidence” cannot be “certain”. Choose one of: sourced, unconfirmed, "
            "sample."
        ),
    ),
    (
        "from: 01/01/2022; source: NQ 1; confidence: sourced",
        "law.yaml:1: “01/01/2022” is not a day. Write it like 2022-06-30 (year-month-day).",
    ),
    (
        "from: always; source: NQ 1; confidence: sourced",
        (
            "law.yaml:1: “from: always” means that nobody knows the first day. Write a “note:” "
            "that says so."
        ),
    ),
    (
        "from: 2022-01-01; source: NQ 1; confidence: sourced; from: 2023-01-01",
        "law.yaml:4: “from” is already on line 1. Keep one of the lines.",
    ),
    (
        "from: 2022-01-01; source: NQ 1; confidence: sourced; untill: 2023-01-01",
        (
            "law.yaml:4: “untill” is not known. Check the spelling or leave the line out; known "
            "here: from, source, note, until, confidence."
        ),
    ),
]
TABLE_REFUSALS_COLUMNS = ("the file's lines", "refusal")


@pytest.mark.parametrize(
    ("number", "code", "place_rule", "time_rule", "entered", "settles", "reported_by"),
    TABLE_INDICATORS,
)
def test_who_reports_an_indicator_and_how_it_adds_up(
    number: int,
    code: str,
    place_rule: PlaceRule,
    time_rule: TimeRule,
    entered: Entered,
    settles: Settles,
    reported_by: tuple[str, ...],
) -> None:
    of = indicators(date(2022, 6, 30))[code]
    assert 1 <= number <= len(indicators(date(2022, 6, 30))) == len(TABLE_INDICATORS)
    assert (of.place_rule, of.time_rule) == (place_rule, time_rule)
    assert (of.entered, of.settles, of.reported_by) == (entered, settles, reported_by)


def test_the_holidays_of_2022_are_these_and_no_others() -> None:
    found = public_holidays(2022, 2022)
    assert [(day.isoformat(), name.vi, name.en) for day, name in found.items()] == TABLE_HOLIDAYS


@pytest.mark.parametrize(("year", "before", "after"), TABLE_TET)
def test_offices_are_closed_over_tet(year: int, before: str, after: str) -> None:
    calendar = working_days(year, year)
    assert calendar.works(parse_day(before))
    assert calendar.after(parse_day(before), 1) == parse_day(after)


@pytest.mark.parametrize(("off", "worked"), TABLE_SWAPS)
def test_a_saturday_is_worked_for_a_weekday_off(off: str, worked: str) -> None:
    calendar = working_days(2018, 2026)
    assert not calendar.works(parse_day(off))
    assert calendar.works(parse_day(worked))


def test_no_other_saturday_is_worked() -> None:
    found = sorted(worked.isoformat() for worked in working_days(2020, 2026).made_up)
    assert found == sorted(worked for _, worked in TABLE_SWAPS[1:])


@pytest.mark.parametrize(("on", "law"), TABLE_HOLIDAY_LAW)
def test_the_law_behind_the_holidays(on: str, law: str) -> None:
    found = holiday_law().at(parse_day(on))
    assert (found.vi if found else "") == law


@pytest.mark.parametrize(("period", "due", "confidence"), TABLE_DUE_DAYS)
def test_when_a_return_is_due(period: str, due: str, confidence: str) -> None:
    of = Period.parse(period)
    assert due_days().due(of, working_days(2022, 2023)) == parse_day(due)
    rule = due_days().returns[of.months].rules.version(of.last_day)
    assert rule is not None
    assert rule.stamp.confidence.value == confidence


@pytest.mark.parametrize(("due", "came", "late"), TABLE_LATENESS)
def test_lateness_counts_working_days(due: str, came: str, late: int) -> None:
    assert working_days(2022, 2024).late(parse_day(due), parse_day(came)) == late


@pytest.mark.parametrize(("on", "expected"), TABLE_LEVELS)
def test_the_levels_of_a_day(on: str, expected: tuple[str, ...]) -> None:
    assert tuple(level.code for level in levels(parse_day(on))) == expected


def test_what_became_of_each_place() -> None:
    book, events = cho_lach().book, cho_lach().events
    names = {link.place: link.name for link in book}
    told = {
        (edge.old.code, names[edge.old], edge.new.code, names[edge.new])
        for event in events
        for edge in event.succession.edges
    }
    told |= {(old.code, names[old], "", "") for event in events for old in event.ended}
    assert told == set(TABLE_SUCCESSION)


@pytest.mark.parametrize(("lines", "refusal"), TABLE_REFUSALS)
def test_what_the_loader_refuses(lines: str, refusal: str) -> None:
    with pytest.raises(RefusedAt) as caught:
        parse(lines.replace("; ", "\n"), "law.yaml", Stamp.read)
    assert caught.value.say("en") == refusal
