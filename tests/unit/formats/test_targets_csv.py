"""Targets as a table: every habit of Excel is read, every fault has its line and its column."""

from __future__ import annotations

import unicodedata

import pytest

from vedich.core.errors import Refused
from vedich.formats.targets_csv import (
    BY_CODE,
    COLUMNS,
    MOST_MEGABYTES,
    MOST_ROWS,
    Sheet,
    read_bytes,
    read_targets,
    template,
)


HEADER = ("STT", "Chỉ tiêu", "Chỉ số", "So sánh", "Mức", "Đơn vị chịu trách nhiệm", "Chức danh")
ROW = ("1", "Đường ấp", "duong_ap", "ít nhất", "42,5", "phong-a", "Trưởng phòng")


def table(*rows: tuple[str, ...], sign: str = ";", header: tuple[str, ...] = HEADER) -> str:
    return "\n".join(sign.join(row) for row in (header, *rows)) + "\n"


def said(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.refusal.code) for fault in sheet.faults]


# -- what is read ----------------------------------------------------------------------------------


def test_a_row_is_read_into_cells_by_column() -> None:
    sheet = read_targets(table(ROW))
    assert said(sheet) == []
    (row,) = sheet.rows
    assert row.line == 2
    assert row.cells["name"] == "Đường ấp"
    assert row.cells["level"] == "42,5"
    assert row.cells["owner"] == "phong-a"


@pytest.mark.parametrize("sign", [";", "\t"])
def test_excel_separators_are_recognised(sign: str) -> None:
    (row,) = read_targets(table(ROW, sign=sign)).rows
    assert (row.cells["name"], row.cells["level"]) == ("Đường ấp", "42,5")


def test_commas_separate_where_the_header_says_so() -> None:
    row = (*ROW[:4], '"42,5"', *ROW[5:])
    sheet = read_targets(table(row, sign=","))
    assert said(sheet) == []
    assert sheet.rows[0].cells["level"] == "42,5"


def test_a_bom_does_not_spoil_the_first_column() -> None:
    data = table(ROW).encode("utf-8-sig")
    assert data[:3] == b"\xef\xbb\xbf"
    assert read_targets(read_bytes(data)).rows[0].cells["number"] == "1"
    # pasted text may hold it too
    assert read_targets("\ufeff" + table(ROW)).rows[0].cells["number"] == "1"


def test_excels_unicode_text_is_read() -> None:
    data = table(ROW, sign="\t").encode("utf-16")
    assert read_targets(read_bytes(data)).rows[0].cells["name"] == "Đường ấp"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_end_of_line_is_read(end: str) -> None:
    sheet = read_targets(table(ROW, ("2", *ROW[1:])).replace("\n", end))
    assert [row.line for row in sheet.rows] == [2, 3]


def test_columns_come_in_any_order_and_any_case() -> None:
    header = tuple(name.upper() for name in reversed(HEADER))
    (row,) = read_targets(table(tuple(reversed(ROW)), header=header)).rows
    assert row.cells["number"] == "1"
    assert row.cells["post"] == "Trưởng phòng"


def test_columns_may_have_their_english_names_or_codes() -> None:
    header = ("No.", "Target", "indicator", "Comparison", "Level", "Owner body", "post")
    sheet = read_targets(table(ROW, header=header))
    assert said(sheet) == []
    assert sheet.rows[0].cells["indicator"] == "duong_ap"


def test_letters_in_pieces_are_put_together() -> None:
    decomposed = unicodedata.normalize("NFD", table(ROW))
    assert "Đường ấp" not in decomposed
    assert read_targets(decomposed).rows[0].cells["name"] == "Đường ấp"


def test_unknown_columns_are_named_and_unread() -> None:
    sheet = read_targets(table((*ROW, "x"), header=(*HEADER, "Ghi chú")))
    assert sheet.unknown == ("Ghi chú",)
    assert "x" not in sheet.rows[0].cells.values()


def test_blank_lines_and_blank_cells_at_the_end_are_nothing() -> None:
    sheet = read_targets("\n;;;\n" + table((*ROW, "", "", "")) + ";;;;\n\n")
    assert said(sheet) == []
    assert [row.line for row in sheet.rows] == [4]


def test_the_line_excel_writes_for_itself_is_skipped() -> None:
    sheet = read_targets("sep=;\n" + table(ROW))
    assert [row.line for row in sheet.rows] == [3]


def test_a_cell_over_two_lines_counts_where_it_starts() -> None:
    long = ("1", '"Đường ấp\nliên ấp"', *ROW[2:])
    sheet = read_targets(table(long, ("2", *ROW[1:])))
    assert [row.line for row in sheet.rows] == [2, 4]
    assert sheet.rows[0].cells["name"] == "Đường ấp liên ấp"


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["STT", "Chỉ tiêu", "Chỉ số", "So sánh", "Chức danh"])
def test_a_missing_column_is_named(missing: str) -> None:
    at = HEADER.index(missing)
    header, row = (tuple(x for n, x in enumerate(one) if n != at) for one in (HEADER, ROW))
    sheet = read_targets(table(row, header=header))
    (fault,) = sheet.faults
    assert (fault.line, BY_CODE[fault.column].vi) == (0, missing)
    assert missing in fault.refusal.say("vi")
    assert sheet.rows == ()


def test_a_column_that_stands_twice_is_refused() -> None:
    sheet = read_targets(table((*ROW, "43"), header=(*HEADER, "mức")))
    assert said(sheet) == [(0, "level", "targets_csv.two_columns")]


def test_an_empty_cell_is_a_fault_of_its_line_and_column() -> None:
    sheet = read_targets(table(ROW, ("2", "", *ROW[2:])))
    assert said(sheet) == [(3, "name", "targets_csv.empty_cell")]


def test_a_level_may_be_empty_here() -> None:
    assert said(read_targets(table((*ROW[:4], "", *ROW[5:])))) == []


def test_a_comma_in_a_number_outside_quotes_is_seen_as_a_cell_too_many() -> None:
    sheet = read_targets(table(ROW, sign=","))
    assert said(sheet) == [(2, "", "targets_csv.too_wide")]
    assert "62,5" in sheet.faults[0].refusal.say("vi")


def test_an_open_quotation_mark_is_refused_with_its_line() -> None:
    sheet = read_targets(table(ROW, ("2", '"Đường', *ROW[2:]), ("3", *ROW[1:])))
    assert said(sheet) == [(3, "", "targets_csv.broken_quotes")]
    assert sheet.rows == ()


@pytest.mark.parametrize("text", ["", "\n\n", table(), "\ufeff"])
def test_a_table_without_rows_is_refused(text: str) -> None:
    sheet = read_targets(text)
    assert sheet.rows == ()
    assert sheet.faults[0].refusal.code in ("targets_csv.nothing", "targets_csv.no_column")


def test_as_many_rows_as_allowed_are_read() -> None:
    row = ("1", "a", "b", "c", "", "d", "e")
    assert len(read_targets(table(*[row] * MOST_ROWS)).rows) == MOST_ROWS


def test_one_row_more_is_refused_whole() -> None:
    row = ("1", "a", "b", "c", "", "d", "e")
    sheet = read_targets(table(*[row] * (MOST_ROWS + 1)))
    assert (sheet.rows, said(sheet)) == ((), [(0, "", "targets_csv.too_many")])


def test_a_file_that_is_too_large_is_refused() -> None:
    big = b"x" * (MOST_MEGABYTES * 1_000_000 + 1)
    with pytest.raises(Refused) as refused:
        read_bytes(big)
    assert refused.value.code == "targets_csv.too_big"
    assert said(read_targets(big.decode())) == [(0, "", "targets_csv.too_big")]


@pytest.mark.parametrize("data", [table(ROW).encode("cp1258", "replace"), b"PK\x03\x04\x00\x01"])
def test_a_file_in_another_coding_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(data)
    assert refused.value.code == "targets_csv.not_text"


# -- the template ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_reads_back_with_all_its_columns(language: str) -> None:
    filled = {column.code: "x" for column in COLUMNS}
    text = template("vi" if language == "vi" else "en", [filled])
    assert text.startswith("\ufeff")
    sheet = read_targets(text)
    assert (said(sheet), sheet.unknown) == ([], ())
    assert sheet.rows[0].cells == filled


def test_an_empty_template_has_no_rows() -> None:
    assert said(read_targets(template("vi"))) == [(0, "", "targets_csv.nothing")]
