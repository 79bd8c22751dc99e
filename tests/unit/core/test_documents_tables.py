"""Tables as they are read: spans that stay in the source, merged cells, pages, lost lines."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from tests.support.drawn_tables import drawn, told_numbers
from vedich.core.documents import Cell, Comparator, FrozenText, Kind, Lexicon, Table, plain
from vedich.core.documents._table_caption import Caption
from vedich.core.documents._table_columns import Role, role_of
from vedich.core.documents._table_recover import recovered
from vedich.core.documents._table_values import CellValue, is_unit, read_cell, spelled
from vedich.core.documents._tables import read_tables
from vedich.core.documents._view import View
from vedich.rulebook.lexicon import lexicon


PLAN = """\
Chỉ tiêu năm 2022
TT | Chỉ tiêu | ĐVT | Kế hoạch 2022
1 | Tỷ lệ hộ nghèo hòa nhập | % | 2,5
2 | Số xã đạt chuẩn | xã | 20/25
"""


def test_the_quote_runs_from_the_name_to_the_number() -> None:
    paper = drawn(PLAN)
    quotes = [paper.quote(one.start, one.end) for one in read_tables(paper, lexicon())]
    assert quotes == ["Tỷ lệ hộ nghèo hòa nhập\t%\t2,5", "Số xã đạt chuẩn\txã\t20/25"]


def test_a_name_too_long_for_a_quote_leaves_the_number_alone() -> None:
    paper = drawn(f"TT | Chỉ tiêu | ĐVT | Kế hoạch 2022\n1 | {'Tỷ lệ hộ ' * 200} | % | 95")
    [one] = read_tables(paper, lexicon())
    assert paper.quote(one.start, one.end) == "95"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_are_those_of_the_source_however_it_is_typed(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, PLAN.replace(" | ", "\t").replace("hòa", "hoà"))
    paper = plain(text.replace("Kế hoạch 2022", "Kế\u00a0hoạch 2022"))
    first, second = read_tables(paper, lexicon())
    assert first.name == "Tỷ lệ hộ nghèo hòa nhập"
    assert paper.quote(first.start, first.end).endswith("2,5")
    assert second.of == 25


def test_a_cell_merged_over_two_years_counts_once() -> None:
    paper = drawn("TT | Chỉ tiêu | ĐVT | KH 2022 | KH 2023\n1 | Số xã đạt chuẩn | xã | 4 | <")
    assert told_numbers(paper, lexicon()) == ["target: Số xã đạt chuẩn = 4 xã, 2022"]


def test_a_table_goes_on_over_a_page_without_its_header() -> None:
    paper = drawn(PLAN + "\n17\n3 | Thu ngân sách | tỷ đồng | 120\n4 | Tổng đàn bò | con | 800")
    assert len(paper.tables) == 2
    assert told_numbers(paper, lexicon())[2:] == [
        "target: Thu ngân sách = 120 tỷ đồng, 2022",
        "target: Tổng đàn bò = 800 con, 2022",
    ]


def test_a_table_after_words_does_not_go_on_from_the_one_before() -> None:
    paper = drawn(PLAN + "\nSố liệu khác\n3 | Thu ngân sách | tỷ đồng | 120\n4 | Đàn bò | con | 8")
    assert len(told_numbers(paper, lexicon())) == 2


def test_places_of_the_lexicon_head_columns() -> None:
    paper = drawn("Giao chỉ tiêu năm 2023\nTT | Chỉ tiêu | ĐVT | An Hòa\n1 | Số hộ | hộ | 40")
    assert told_numbers(paper, lexicon()) == []
    known = replace(lexicon(), places=frozenset({"An Hòa"}))
    assert told_numbers(paper, known) == ["target: Số hộ: An Hòa = 40 hộ, 2023"]


def test_cells_outside_the_text_and_far_away_cost_nothing() -> None:
    far = Cell(0, 5, 10**15, 10**15, 10**15, 10**15)
    source = FrozenText("TT\tA", (), (Table(0, 4, (far, Cell(0, 2, 0, 0, 10**9, 10**9))),))
    assert read_tables(source, Lexicon()) == ()


def test_a_table_that_lost_its_lines_has_its_blocks_as_cells() -> None:
    source = plain("TT\nChỉ tiêu\nĐVT\nKế hoạch 2022\n1\nSố xã\nxã\n5\n2\nSố hộ\nhộ\n7\nHết.")
    [table] = recovered(source, lexicon(), View(source.text))
    assert source.quote(table.start, table.end).startswith("TT\nChỉ tiêu")
    assert source.quote(table.start, table.end).endswith("hộ\n7")
    assert len(table.cells) == 12


def test_one_row_below_a_header_is_no_table() -> None:
    source = plain("TT\nChỉ tiêu\nĐVT\nKế hoạch 2022\n1\nSố xã\nxã\n5\nHết.")
    assert recovered(source, lexicon(), View(source.text)) == ()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("95,5", CellValue(Decimal("95.5"))),
        ("≥ 95", CellValue(Decimal(95), bound=Comparator.AT_LEAST)),
        ("trên 95%", CellValue(Decimal(95), bound=Comparator.AT_LEAST, unit="%")),
        ("từ 95% trở lên", CellValue(Decimal(95), bound=Comparator.AT_LEAST, unit="%")),
        ("12.000 - 13.000", CellValue(Decimal(12000), Decimal(13000))),
        ("7 đến 8%", CellValue(Decimal(7), Decimal(8), unit="%")),
        ("20/25", CellValue(Decimal(20), of=Decimal(25))),
        ("-2,5", CellValue(Decimal("-2.5"))),
        ("giảm 3", CellValue(Decimal(3), bound=Comparator.DECREASE_BY)),
        ("4 (*)", CellValue(Decimal(4))),
        ("3.500 người", CellValue(Decimal(3500), unit="người")),
        ("25/20", None),
        ("12/2022", None),
        ("1,234.5", None),
        ("2 xã, 3 ấp", None),
        ("Đạt", None),
        ("…", None),
        ("", None),
        ("khoảng chừng 5", None),
        ("9" * 200, None),
    ],
)
def test_a_cell_says_a_number_or_nothing(cell: str, value: CellValue | None) -> None:
    assert read_cell(cell.lower(), lexicon()) == value


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Triệu đồng", "triệu đồng"),
        ("TRIỆU ĐỒNG", "triệu đồng"),
        ("Tr.đ", "triệu đồng"),
        ("1.000 tấn", "nghìn tấn"),
        ("triệu USD", "triệu USD"),
        ("HTX", "HTX"),
        ("Ha", "ha"),
    ],
)
def test_units_are_spelled_one_way(written: str, unit: str) -> None:
    assert spelled(written) == unit


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("%", True),
        ("tỷ đồng", True),
        ("triệu đồng/người/năm", True),
        ("kinh tế", False),
        ("", False),
    ],
)
def test_units_are_known_by_the_lexicon(words: str, known: bool) -> None:
    assert is_unit(words, lexicon()) is known


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("stt", Role.ORDER),
        ("chỉ tiêu", Role.NAME),
        ("chỉ tiêu giao năm 2022", Role.VALUE),
        ("ước thực hiện năm 2021", Role.VALUE),
        ("đơn vị tính", Role.UNIT),
        ("đơn vị chủ trì", Role.LEAD),
        ("cơ quan phối hợp", Role.WITH),
        ("th 2021/kh 2021 (%)", Role.RATIO),
        ("năm 2025", Role.TIMED),
        ("nhiệm vụ được giao", Role.NAME),
        ("kế hoạch vốn", Role.MONEY),
        ("xã, thị trấn", Role.PLACE),
        ("ngày ban hành", None),
    ],
)
def test_a_header_tells_what_its_column_holds(header: str, role: Role | None) -> None:
    assert role_of(header) is role


@pytest.mark.parametrize(
    ("year", "kind"), [("2020", Kind.RESULT), ("2021", Kind.TARGET), ("2025", Kind.TARGET)]
)
def test_a_year_before_the_plan_is_a_result(year: str, kind: Kind) -> None:
    assert Caption(Kind.TARGET, first_year=2021).kind_at(year) is kind
