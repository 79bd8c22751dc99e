"""Targets as a table: CSV from Excel (comma, semicolon, BOM) or cells pasted from a sheet.

This module knows rows and columns only. What a cell means (which indicator, which body, how much)
is asked of the apps, which say their refusals at the same line and column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Language, Message, Refused
from vedich.core.vietnamese import fold, normalise


NOT_TEXT = Message(
    code="targets_csv.not_text",
    vi="Tệp không phải là CSV dạng UTF-8. Trong Excel hãy chọn “CSV UTF-8”, hoặc dán thẳng các ô "
    "vào khung.",
    en="The file is no CSV in UTF-8. In Excel choose “CSV UTF-8”, or paste the cells into the box.",
)
TOO_BIG = Message(
    code="targets_csv.too_big",
    vi="Tệp lớn hơn {most} MB. Hãy chia thành nhiều tệp.",
    en="The file is larger than {most} MB. Divide it into several files.",
)
TOO_MANY = Message(
    code="targets_csv.too_many",
    vi="Bảng có hơn {most} dòng. Hãy chia thành nhiều lần nhập.",
    en="The table has more than {most} rows. Divide it into several imports.",
)
NOTHING = Message(
    code="targets_csv.nothing",
    vi="Bảng chưa có dòng chỉ tiêu nào. Hãy dán cả dòng tiêu đề và các dòng chỉ tiêu.",
    en="The table has no rows of targets. Paste the header line together with the rows.",
)
NO_COLUMN = Message(
    code="targets_csv.no_column",
    vi="Thiếu cột “{column}”. Hãy thêm cột này vào dòng tiêu đề, như trong tệp mẫu.",
    en="The column “{column}” is missing. Add it to the header line, as in the template.",
)
TWO_COLUMNS = Message(
    code="targets_csv.two_columns",
    vi="Cột “{column}” có hai lần. Hãy bỏ một cột.",
    en="The column “{column}” stands there twice. Remove one.",
)
TOO_WIDE = Message(
    code="targets_csv.too_wide",
    vi="Dòng có {found} ô mà tiêu đề chỉ có {wanted} cột. Ô có dấu phẩy, như 62,5, hãy đặt trong "
    "ngoặc kép, hoặc lưu tệp bằng dấu chấm phẩy.",
    en="The row has {found} cells and the header {wanted} columns. Put cells that hold a comma, "
    "like 62,5, in quotes, or save the file with semicolons.",
)
BROKEN_QUOTES = Message(
    code="targets_csv.broken_quotes",
    vi="Dòng này có dấu ngoặc kép mở mà không đóng. Hãy xóa dấu thừa rồi nhập lại.",
    en="This row opens a quotation mark and does not close it. Remove the mark and try again.",
)
EMPTY_CELL = Message(
    code="targets_csv.empty_cell",
    vi="Ô “{column}” để trống. Hãy điền ô này.",
    en="The cell “{column}” is empty. Fill it in.",
)

MOST_ROWS: Final = 10_000
MOST_MEGABYTES: Final = 2
SEPARATORS: Final = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its name in both languages, whether every row must fill it."""

    code: str
    vi: str
    en: str
    needed: bool = False

    def say(self, language: Language) -> str:
        """The name in `language`."""
        return self.vi if language == "vi" else self.en


COLUMNS: Final = (
    Column("number", "STT", "No.", needed=True),
    Column("prong", "Mũi", "Prong"),
    Column("field", "Lĩnh vực", "Field"),
    Column("name", "Chỉ tiêu", "Target", needed=True),
    Column("sentence", "Câu trong nghị quyết", "Sentence"),
    Column("indicator", "Chỉ số", "Indicator", needed=True),
    Column("kind", "So sánh", "Comparison", needed=True),
    Column("level", "Mức", "Level"),
    Column("high", "Mức cao", "High level"),
    Column("unit", "Đơn vị tính", "Unit"),
    Column("names", "Nơi nêu tên", "Named places"),
    Column("baseline", "Số gốc", "Baseline"),
    Column("milestones", "Lộ trình", "Path"),
    Column("owner", "Đơn vị chịu trách nhiệm", "Owner body", needed=True),
    Column("post", "Chức danh", "Owner post", needed=True),
    Column("reporters", "Ai báo", "Reported by"),
    Column("public", "Công khai", "Public"),
)
BY_CODE: Final = {column.code: column for column in COLUMNS}
_BY_NAME: Final = {
    fold(name).rstrip("."): column.code
    for column in COLUMNS
    for name in (column.code, column.vi, column.en)
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line and column; column "" is the whole line, line 0 the whole table."""

    line: int
    column: str
    refusal: Refused


@dataclass(frozen=True, slots=True)
class Row:
    """One target as typed: cells by column code, trimmed; columns left out are blank."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as read. `unknown` are names of columns that nothing reads."""

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_bytes(data: bytes) -> str:
    """The text of an uploaded file. Raises Refused (``targets_csv.too_big``, ``.not_text``)."""
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise TOO_BIG.refuse(most=MOST_MEGABYTES)
    # Excel's “Unicode text” is UTF-16; a BOM is the only safe sign of it
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        raise NOT_TEXT.refuse() from None
    if "\0" in text:
        raise NOT_TEXT.refuse()
    return text


def read_targets(text: str) -> Sheet:
    """The rows of `text` with everything that is wrong about the table itself.

    The separator is the one under which the header line names most columns.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode()) > MOST_MEGABYTES * 1_000_000:
        return _whole(TOO_BIG.refuse(most=MOST_MEGABYTES))
    first, separator = _header_line(text)
    lines = _lines(text, first, separator)
    try:
        _, header = next(lines, (0, []))
        codes = [_BY_NAME.get(fold(name).rstrip(".")) for name in header]
        faults = list(_header_faults(codes))
        if faults:
            return Sheet((), (), tuple(faults))
        rows: list[Row] = []
        for line, cells in lines:
            if len(rows) == MOST_ROWS:
                return _whole(TOO_MANY.refuse(most=MOST_ROWS))
            if len(cells) > len(codes):
                wide = TOO_WIDE.refuse(found=len(cells), wanted=len(codes))
                faults.append(Fault(line, "", wide))
                continue
            row = Row(line, {code: cell for code, cell in zip(codes, cells, strict=False) if code})
            rows.append(row)
            faults += _empty_cells(row)
    except _Broken as broken:
        return Sheet((), (), (Fault(broken.line, "", BROKEN_QUOTES.refuse()),))
    if not rows and not faults:
        return _whole(NOTHING.refuse())
    unknown = (name for name, code in zip(header, codes, strict=True) if name and not code)
    return Sheet(tuple(rows), tuple(unknown), tuple(faults))


def template(language: Language, rows: Iterable[Mapping[str, str]] = ()) -> str:
    """A table with every column and these example rows, as Excel opens it: BOM and semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.say(language) for column in COLUMNS])
    writer.writerows([row.get(column.code, "") for column in COLUMNS] for row in rows)
    return "\ufeff" + out.getvalue()


class _Broken(Exception):
    """The text cannot be split into cells from this line on."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _whole(refusal: Refused) -> Sheet:
    return Sheet((), (), (Fault(0, "", refusal),))


def _header_line(text: str) -> tuple[int, str]:
    """How many lines stand before the header, and the separator."""
    lines = text.split("\n")
    for skipped, line in enumerate(lines):
        # “sep=;” is a line Excel itself writes for Excel
        if line.strip("\t;, ") and not line.casefold().startswith("sep="):
            known = {sign: _known(line.split(sign)) for sign in SEPARATORS}
            return skipped, max(SEPARATORS, key=lambda sign: known[sign])
    return len(lines), ","


def _known(names: Sequence[str]) -> int:
    return sum(fold(name.strip(' "')).rstrip(".") in _BY_NAME for name in names)


def _lines(text: str, skipped: int, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that is not blank, the header first."""
    body = "\n".join(text.split("\n")[skipped:])
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _Broken(line) from None
        cells = [_clean(cell) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _clean(cell: str) -> str:
    return " ".join(normalise(cell).replace("\ufeff", "").split())


def _header_faults(codes: Sequence[str | None]) -> Iterator[Fault]:
    for column in COLUMNS:
        if column.needed and column.code not in codes:
            yield Fault(0, column.code, NO_COLUMN.refuse(column=column.vi))
        if codes.count(column.code) > 1:
            yield Fault(0, column.code, TWO_COLUMNS.refuse(column=column.vi))


def _empty_cells(row: Row) -> Iterator[Fault]:
    for column in COLUMNS:
        if column.needed and not row.cells.get(column.code):
            yield Fault(row.line, column.code, EMPTY_CELL.refuse(column=column.vi))
