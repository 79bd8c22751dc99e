"""The board of a roll-out as a table for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from vedich.apps.tasks.rollout.shapes import Board, Mark, Row
from vedich.core.errors import Language
from vedich.core.vietnamese import write_date
from vedich.formats.sheets.table import Cell, Column, Sheet, rows


TITLE: Final = {"vi": "Triển khai: {title}", "en": "Roll-out: {title}"}

COLUMNS: Final = (
    Column("name", "Địa phương", "Place", 28),
    Column("met_on", "Ngày họp", "Met on", 11),
    Column("number", "Số văn bản", "Document", 18),
    Column("issued_on", "Ngày văn bản", "Issued on", 11),
    Column("met", "Chi bộ đã họp", "Cells met"),
    Column("issued", "Chi bộ đã ra văn bản", "Cells with a document"),
    Column("cells", "Số chi bộ", "Cells"),
    Column("plan", "Kế hoạch", "Plan", 11),
    Column("pledge", "Đăng ký", "Pledge", 11),
    Column("assignment", "Phân công", "Assignment", 11),
    Column("left", "Chi bộ chưa xong", "Cells left", 60),
)


def board_sheet(board: Board, *, label: str, language: Language) -> Sheet:
    """The rows as on the page, with the names behind the empty squares."""
    return Sheet(
        name="Triển khai" if language == "vi" else "Roll-out",
        title=TITLE[language].format(title=board.title),
        label=label,
        above=[board.place_name],
        columns=COLUMNS,
        lines=rows([_cells(row) for row in board.rows]),
    )


def _cells(row: Row) -> dict[str, Cell]:
    left = dict.fromkeys(mark.name for mark in (*row.met, *row.issued) if not mark.done)
    cells: dict[str, Cell] = {
        "name": row.name,
        "met_on": _day(row.met_on),
        "number": row.number,
        "issued_on": _day(row.issued_on),
        "met": _done(row.met),
        "issued": _done(row.issued),
        "cells": len(row.met) or None,
        "left": ", ".join(left),
    }
    return cells | {one.kind: _day(one.on_day) for one in row.handed_in}


def _done(marks: Sequence[Mark]) -> int | None:
    return sum(mark.done for mark in marks) if marks else None


def _day(day: date | None) -> str | None:
    return write_date(day) if day else None
