"""A wrong cell of the figures file is named with line, column, value and remedy."""

from __future__ import annotations

import pytest

from tests.desk import MACHINE, Desk


BILLION = "1\u202f000\u202f000\u202f000"

# row of the figures file, where and what is wrong with it
TABLE_CELLS = [
    ("011,roads,2022-04,1e5,,,", f"part “1e5” {MACHINE}"),
    ("011,roads,2022-04,1E5,,,", f"part “1E5” {MACHINE}"),
    ('011,roads,2022-04,"1,000",,,', f"part “1,000” {MACHINE}"),
    ("011,roads,2022-04,1.000.000,,,", f"part “1.000.000” {MACHINE}"),
    ("011,roads,2022-04,1_000,,,", f"part “1_000” {MACHINE}"),
    ("011,roads,2022-04, 1,,,", f"part “ 1” {MACHINE}"),
    ("011,roads,2022-04,−1,,,", f"part “−1” {MACHINE}"),
    ("011,roads,2022-04,١,,,", f"part “١” {MACHINE}"),
    ("011,roads,2022-04,NaN,,,", f"part “NaN” {MACHINE}"),
    ("011,roads,2022-04,inf,,,", f"part “inf” {MACHINE}"),
    ("011,roads,2022-04,0x10,,,", f"part “0x10” {MACHINE}"),
    ('011,roads,2022-04,"1\n",,,', f"part “1\n” {MACHINE}"),
    ("011,roads,2022-04,1,ten,,", f"whole “ten” {MACHINE}"),
    (
        "011,roads,2022-04,0.1234567,,,",
        "part “0.1234567” has more than 6 decimals. Round it, or give the indicator more decimals.",
    ),
    (
        "011,roads,2022-04,1000000000000001,,,",
        (
            f"part “1000000000000001” is beyond the limit of {BILLION}\u202f000\u202f000. "
            "Use a larger unit, like million đồng for đồng."
        ),
    ),
    (
        "011,roads,2022-04,-1000000000.000001,,,",
        (
            f"part “-1000000000.000001” is beyond the limit of {BILLION}. "
            "Use a larger unit, like million đồng for đồng."
        ),
    ),
    (
        "011,water,2022-04,1,,,",
        (
            "whole The indicator “water” is a ratio and needs whole as well. Write whole, or leave "
            "part blank to withdraw the figure."
        ),
    ),
    ("011,water,2022-04,1,-5,,", "whole The whole is “-5”, below 0. Write 0 or more."),
    (
        "011,weight,2022-04,1,2.5,,",
        (
            f"whole The weight “2.5” must be a whole number from 0 to {BILLION}. "
            "Count in whole persons, households or hectares."
        ),
    ),
    (
        "011,roads,2022-04,1,,5/7/2022,",
        "known_since “5/7/2022” is not a day. Write it like 2022-06-30 (year-month-day).",
    ),
    (
        "011,roads,2022-04,1,,2022-02-30,",
        "known_since “2022-02-30” is not a day. Write it like 2022-06-30 (year-month-day).",
    ),
    (
        "011,roads,2022-04,1,,,maybe",
        "verified “maybe” is not a choice here. Write one of: 1, 0, true, false, yes, no.",
    ),
    (
        "11,roads,2022-04,1,,,",
        "place The places file has no code “11”. Correct the code, or add the place to that file.",
    ),
    (
        "012,roads,2022-Q3,1,,,",
        "place No place has the code “012” on 2022-09-30. Check the code and the day.",
    ),
    (
        "011,Roads,2022-04,1,,,",
        (
            "indicator The indicators file has no code “Roads”. Correct the code, or add the "
            "indicator to it."
        ),
    ),
    (
        "011,roads,04/2022,1,,,",
        (
            "period “04/2022” is not a period. Write it like 2022-06 (month), 2022-Q2 (quarter), "
            "2022-H1 (half-year), 2022 (year) or 2020..2025 (several years)."
        ),
    ),
    (
        "011,roads,2023..2022,1,,,",
        "period The period “2023..2022” ends before it starts. Write the first year first.",
    ),
    (
        ",roads,2022-04,1,,,",
        "place The cell “place” is blank. Every line needs a value in this column: fill it in.",
    ),
]


@pytest.mark.parametrize(("row", "wrong"), TABLE_CELLS)
def test_wrong_cell_is_named_by_line_and_column(desk: Desk, row: str, wrong: str) -> None:
    desk.add("011,roads,2022-05,1,,,", row, "011,roads,2022-06,1,,,")
    assert "\n".join(desk.refusals()) == f"figures.csv:3:{wrong}"
