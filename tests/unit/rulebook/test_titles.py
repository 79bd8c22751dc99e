"""What titles of lists mean, and which role they suggest."""

from __future__ import annotations

from datetime import date

import pytest

from vedich.rulebook.permits import table
from vedich.rulebook.titles import At, Fields, title_versions, titles


DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("title", "unit", "at", "full", "role"),
    [
        ("Bí thư Huyện ủy", "Huyện ủy", At.TOP, "Bí thư Huyện ủy", "secretary"),
        ("Phó Bí thư TT", "Huyện ủy", At.TOP, "Phó Bí thư Thường trực", "standing_member"),
        ("PCT UBND", "UBND huyện", At.TOP, "Phó Chủ tịch UBND", "field_head"),
        ("CN UBKT", "Huyện ủy", At.TOP, "Chủ nhiệm Ủy ban Kiểm tra", "field_head"),
        ("CVP", "Văn phòng Huyện ủy", At.BODY, "Chánh Văn phòng", "clerk"),
        ("Trưởng phòng", "Phòng Nội vụ", At.BODY, "Trưởng phòng", "agency_officer"),
        ("Bí thư Đảng ủy", "xã Phú Sơn", At.MIDDLE, "Bí thư Đảng ủy", "secretary"),
        ("Văn phòng", "Phú Sơn", At.MIDDLE, "Văn phòng", "official"),
        ("Bí thư chi bộ", "ấp Vĩnh Hưng", At.CELL, "Bí thư chi bộ", "cell_secretary"),
        ("Trưởng ấp", "Phú Thới", At.CELL, "Trưởng ấp", "cell_secretary"),
        ("Chủ tịch UBMTTQ", "", At.TOP, "Chủ tịch UBMTTQ", "supervisor"),
        ("Chủ tịch", "Ủy ban Mặt trận Tổ quốc", At.BODY, "Chủ tịch", "supervisor"),
        ("Thợ máy", "Phòng Nội vụ", At.BODY, "Thợ máy", ""),
    ],
)
def test_a_title_is_written_out_and_suggests_a_role(
    title: str, unit: str, at: At, full: str, role: str
) -> None:
    found = titles(DAY).read(title, unit, at)
    assert (found.title, found.role) == (full, role)


def test_a_vice_chair_has_no_field_until_somebody_says_which() -> None:
    assert titles(DAY).read("Phó Chủ tịch UBND", "", At.TOP).fields is Fields.NONE
    assert titles(DAY).read("Chủ tịch UBND", "", At.TOP).fields is Fields.ALL


def test_only_words_in_capitals_are_abbreviations() -> None:
    assert titles(DAY).in_full("Trưởng tt, PBT.") == "Trưởng tt, Phó Bí thư."


def test_no_line_makes_an_administrator_and_every_role_is_in_the_table() -> None:
    for version in title_versions():
        assert version.value is not None
        roles = {one.role for one in version.value.posts}
        assert "administrator" not in roles
        assert roles <= set(table(DAY).roles)


def test_before_the_shelf_begins_no_title_means_anything() -> None:
    assert titles(date(2000, 1, 1)).read("Bí thư", "", At.TOP).role == ""
