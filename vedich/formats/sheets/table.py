"""A table as a file: XLSX for people, CSV for programs; numbers stay numbers, texts stay texts.

A label (of sample data) stands in the file itself, because a file is separated from its page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import xlsxwriter

from vedich.core.errors import Language


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook."""

Cell = str | float | int | None

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be carried out as a formula by some programs."""

_NAME: Final = 31
"""The most letters a sheet's name may have."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code (the header of the CSV), its name in both languages, its width."""

    code: str
    vi: str
    en: str
    width: int = 12

    def say(self, language: Language) -> str:
        """The name in `language`."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells by column code; `decimals` are shown ones of its numbers."""

    cells: Mapping[str, Cell]
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: title and lines above it, columns, rows; `label` is printed first where given."""

    name: str
    title: str
    label: str
    above: Sequence[str]
    columns: Sequence[Column]
    lines: Sequence[Line]


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a BOM, commas, machine numbers; codes as header; the label is the last column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    codes = [column.code for column in sheet.columns]
    writer.writerow([*codes, *(["label"] if sheet.label else [])])
    for line in sheet.lines:
        cells = [_plain(line.cells.get(code)) for code in codes]
        writer.writerow([*cells, *([sheet.label] if sheet.label else [])])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(sheet: Sheet, language: Language) -> bytes:
    """One sheet, ready to print: A4 landscape, the header row repeats, numbers are numbers."""
    return as_book([sheet], language)


def as_book(sheets: Sequence[Sheet], language: Language) -> bytes:
    """Several sheets in one file, each as `as_xlsx` makes it; their names differ."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for sheet in sheets:
        _write(book, sheet, language)
    book.close()
    return out.getvalue()


def _write(book: xlsxwriter.Workbook, sheet: Sheet, language: Language) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name))
    bold, quiet = book.add_format({"bold": True}), book.add_format({"italic": True})
    large = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    row = 0
    tops = [(sheet.label, bold), (sheet.title, large), *((one, quiet) for one in sheet.above)]
    for words, form in tops:
        if words:
            page.write_string(row, 0, words, form)
            row += 1
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width)
        page.write_string(row, n, column.say(language), head)
    page.repeat_rows(row)
    page.freeze_panes(row + 1, 0)
    formats = {
        shown: book.add_format({"num_format": _format(shown), "valign": "top"})
        for shown in {line.decimals for line in sheet.lines} | {0}
    }
    for line in sheet.lines:
        row += 1
        for n, column in enumerate(sheet.columns):
            cell = line.cells.get(column.code)
            if isinstance(cell, str):
                page.write_string(row, n, cell, text)
            elif cell is not None:
                whole = isinstance(cell, int)
                page.write_number(row, n, cell, formats[0 if whole else line.decimals])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    # “&” begins a code in the foot of a page
    page.set_footer(f"&L{sheet.label.replace('&', '&&')}&R&P/&N")


def _sheet_name(words: str) -> str:
    kept = "".join(" " if sign in "[]:*?/\\'" else sign for sign in words)
    return " ".join(kept.split())[:_NAME] or "1"


def _format(decimals: int) -> str:
    # Excel writes the separators of the reader's own country
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_RISKY) else cell
    return f"{cell:.10f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def rows(cells: Iterable[Mapping[str, Cell]], decimals: int = 0) -> Sequence[Line]:
    """Lines that all show their numbers alike."""
    return [Line(one, decimals) for one in cells]
