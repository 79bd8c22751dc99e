"""Tables as files: numbers stay numbers, texts stay texts, the label goes along."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from vedich.core.targets import Outcome
from vedich.formats.sheets.scorecard import OUTCOMES, SCORECARD
from vedich.formats.sheets.table import Cell, Column, Line, Sheet, as_csv, as_xlsx
from vedich.web.translation import english


COLUMNS = (Column("name", "Tên", "Name"), Column("number", "Số", "Number"))


def sheet(*cells: Cell, label: str = "", decimals: int = 1) -> Sheet:
    lines = [Line({"name": "a", "number": cell}, decimals) for cell in cells]
    return Sheet("Tên: [bảng]/2022*", "Tiêu đề", label, ("Dòng trên",), COLUMNS, lines)


def csv_lines(made: Sheet) -> list[str]:
    return as_csv(made).decode("utf-8-sig").split("\r\n")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1234.5, "1234.5"),
        (1234, "1234"),
        (0.1, "0.1"),
        (-12.5, "-12.5"),
        (1e15, "1000000000000000"),
        (0.0, "0"),
        (None, ""),
        ("", ""),
        ("một, hai", '"một, hai"'),
    ],
)
def test_csv_numbers_are_for_machines(cell: Cell, text: str) -> None:
    assert csv_lines(sheet(cell))[1] == f"a,{text}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_text_is_never_a_formula(text: str) -> None:
    assert csv_lines(sheet(text))[1].startswith(f"a,'{text}")


def test_the_label_is_a_column_of_its_own() -> None:
    assert csv_lines(sheet(1, label="Mẫu"))[:2] == ["name,number,label", "a,1,Mẫu"]
    assert csv_lines(sheet(1))[0] == "name,number"


def test_the_workbook_has_label_title_header_and_rows() -> None:
    data = as_xlsx(sheet(1234.5, 7, "=1+1", None, label="Mẫu & thử"), "vi")
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert page.name == "Tên bảng 2022"
    assert page.to_python() == [
        ["Mẫu & thử", ""],
        ["Tiêu đề", ""],
        ["Dòng trên", ""],
        ["Tên", "Số"],
        ["a", 1234.5],
        ["a", 7.0],
        ["a", "=1+1"],
        ["a", ""],
    ]


def test_the_workbook_is_in_the_readers_language() -> None:
    page = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(sheet(1), "en"))).get_sheet_by_index(0)
    assert ["Name", "Number"] in page.to_python()


def test_every_outcome_has_the_word_the_pages_say() -> None:
    assert set(OUTCOMES) == {one.value for one in Outcome}
    for words in OUTCOMES.values():
        assert english()[words.vi] == (words.en,)


def test_column_codes_are_unique() -> None:
    assert len({column.code for column in SCORECARD}) == len(SCORECARD)
