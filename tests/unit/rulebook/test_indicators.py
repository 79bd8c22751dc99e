from __future__ import annotations

from datetime import date

import pytest

from vedich.core.tallies import Measure, PlaceRule, TimeRule
from vedich.core.targets import Settles
from vedich.rulebook.indicators import (
    Entered,
    Indicator,
    catalogue,
    indicators,
    indicators_csv_rows,
    read,
)
from vedich.rulebook.located import parse
from vedich.rulebook.refusals import RefusedAt


IN_2022 = date(2022, 6, 30)

ROADS = """\
indicators:
  - code: roads
    name: {vi: Đường, en: Roads}
    from: 2022-01-01
    source: s
    confidence: sample
    unit: {vi: km, en: km}
    decimals: 2
    place_rule: sum
    time_rule: sum
    entered: month
    reported_by: [hamlet_cell]
    compiled_by: {vi: Phòng, en: Office}
    direction: up
    settles: flow
    public: true
    definition: {vi: Km đường, en: Km of road}
"""


def one(text: str = ROADS) -> Indicator:
    (indicator,) = parse(text, "indicators/test.yaml", read)
    return indicator


def refused(*changes: tuple[str, str]) -> tuple[str, int]:
    text = ROADS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(RefusedAt) as caught:
        one(text)
    return caught.value.code, caught.value.spot.line


def test_an_indicator_gives_the_core_its_measure() -> None:
    assert one().measure == Measure(PlaceRule.SUM, TimeRule.SUM, "km", 2)


def test_a_scorecard_shows_all_decimals_unless_fewer_are_asked_for() -> None:
    assert one().shown == 2
    assert one(ROADS.replace("decimals: 2", "decimals: 2\n    shown: 1")).shown == 1
    assert refused(("decimals: 2", "decimals: 2\n    shown: 3")) == ("rulebook.not_whole", 9)


def test_more_than_six_decimals_are_refused() -> None:
    assert refused(("decimals: 2", "decimals: 7")) == ("rulebook.not_whole", 8)


def test_a_rate_must_name_its_part_and_whole_and_others_must_not() -> None:
    assert refused(("place_rule: sum", "place_rule: ratio")) == ("indicator.pair_mismatch", 9)
    part = "public: true\n    part: {vi: a, en: a}"
    assert refused(("public: true", part)) == ("indicator.pair_mismatch", 9)
    ratio = ("place_rule: sum", "place_rule: ratio")
    assert refused(ratio, ("public: true", part)) == ("indicator.pair_mismatch", 9)


def test_what_is_summed_over_time_is_not_a_level() -> None:
    assert refused(("settles: flow", "settles: level")) == ("indicator.level_of_sums", 15)


def test_rules_that_are_not_the_usual_ones_need_a_reason() -> None:
    changes = ("time_rule: sum", "time_rule: last"), ("settles: flow", "settles: level")
    assert refused(*changes) == ("indicator.no_why", 9)
    assert refused(("settles: flow", "settles: yearly")) == ("indicator.no_why", 9)


def test_only_running_sums_are_stored_as_differences() -> None:
    found = indicators(IN_2022)
    assert {code for code, of in found.items() if of.differenced} == {
        "thu_ngan_sach",
        "von_dau_tu_toan_xa_hoi",
    }
    assert found["ty_le_dang_vien_bi_ky_luat"].entered is Entered.YEAR_TO_DATE
    assert found["ty_le_dang_vien_bi_ky_luat"].settles is Settles.FLOW


def test_part_and_whole_of_a_rate_are_typed_as_whole_numbers() -> None:
    found = indicators(IN_2022)
    assert found["ho_ngheo"].decimals == 2
    assert found["ho_ngheo"].typed_decimals == 0
    assert found["duong_be_tong"].typed_decimals == 2


def test_an_indicator_of_the_district_ends_with_the_district() -> None:
    assert "thu_ngan_sach" in indicators(date(2025, 6, 30))
    assert "thu_ngan_sach" not in indicators(date(2025, 7, 1))
    assert "ho_dung_nuoc_sach" in indicators(date(2025, 7, 1))
    assert not indicators(date(2019, 12, 31))


def test_the_rows_are_those_of_the_indicators_file() -> None:
    header, *rows = indicators_csv_rows(IN_2022, "vi")
    assert header == ("code", "name", "unit", "place_rule", "time_rule", "decimals")
    assert len(rows) == 25
    roads = ("duong_be_tong", "Đường ấp, liên ấp bê tông hóa", "km", "sum", "sum", "2")
    assert roads in rows
    assert [row for row in indicators_csv_rows(IN_2022, "en") if row[0] == "giao_quan"] == [
        ("giao_quan", "Enlistment against quota", "%", "ratio", "last", "1")
    ]


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue()["roads"] = catalogue()["ho_ngheo"]  # type: ignore[index]
