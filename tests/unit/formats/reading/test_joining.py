"""Which line goes on with the sentence of the line before."""

from __future__ import annotations

import pytest

from vedich.formats.reading._joining import joined, starts_item


@pytest.mark.parametrize(
    "line",
    ["1. Thu", "2) Thu", "1.2. Thu", "1.2 Thu ngân sách", "a) Thu", "đ. Thu", "IV. Thu", "A. Thu",
     "- Thu", "-Thu", "+ 5 xã", "• Thu", "– Thu"],
)  # fmt: skip
def test_an_item_is_known_by_its_sign(line: str) -> None:
    assert starts_item(line, "Các chỉ tiêu chủ yếu của")


@pytest.mark.parametrize(
    "line",
    [
        "Thu",
        "5 xã",
        "118,5 tỷ đồng",
        "2.1 tỷ đồng",
        "2022. Phấn đấu",
        "- xã hội",
        "1.500 hộ",
        "IV/2022",
    ],
)
def test_other_beginnings_are_no_item(line: str) -> None:
    assert not starts_item(line, "phát triển kinh tế")


@pytest.mark.parametrize("before", ["", "Thu đạt 5 tỷ;", "gồm:", "một là,"])
def test_a_dash_after_an_end_begins_an_item(before: str) -> None:
    assert starts_item("- thu ngân sách", before)


def test_many_lines_take_little_time() -> None:
    # a paragraph of Word may hold as many breaks as somebody likes
    assert len(joined(["đạt"] * 300_000)[0]) == 300_000 * 4 - 1
