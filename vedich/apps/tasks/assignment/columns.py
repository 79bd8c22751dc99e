"""Which column of a pasted table is which, by its header (TT, Nội dung, Chủ trì, …). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.errors import Message
from vedich.core.vietnamese import fold, normalise


NO_HEADER: Final = Message(
    code="bulk.no_header",
    vi="Không thấy dòng tên cột có “Nội dung” trong {value} dòng đầu. Hãy chép cả dòng tên cột.",
    en="None of the first {value} rows names a column “Nội dung”. Copy the row of names as well.",
)
EMPTY: Final = Message(
    code="bulk.empty",
    vi="Không có dòng việc nào dưới dòng {value}. Hãy chép cả các dòng việc.",
    en="There is no row of work below row {value}. Copy the rows of work as well.",
)
TOO_MANY: Final = Message(
    code="bulk.too_many",
    vi="Bảng có {value} việc, mỗi lần giao được {most}. Hãy chia làm nhiều lần.",
    en="The table has {value} tasks, and {most} can be given at once. Divide it.",
)

MOST: Final = 1000
HEADER_WITHIN: Final = 15
"""Rows from the top in which the names of columns are looked for."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("tt", "stt", "so tt", "no"),
    "title": (
        "noi dung",
        "noi dung cong viec",
        "noi dung nhiem vu",
        "noi dung thuc hien",
        "dau viec",
        "nhiem vu",
        "cong viec",
        "ten viec",
        "viec",
        "ten nhiem vu",
        "task",
    ),
    "lead": (
        "chu tri",
        "co quan chu tri",
        "don vi chu tri",
        "don vi thuc hien",
        "co quan thuc hien",
        "lead",
    ),
    "cooperating": (
        "phoi hop",
        "co quan phoi hop",
        "don vi phoi hop",
        "co quan don vi phoi hop",
        "with",
    ),
    "time": (
        "thoi gian",
        "thoi gian hoan thanh",
        "thoi gian thuc hien",
        "thoi han",
        "thoi han hoan thanh",
        "han",
        "han hoan thanh",
        "due",
    ),
    "product": ("san pham", "ket qua", "san pham dau ra", "ket qua dau ra", "product"),
    "person": (
        "nguoi",
        "nguoi phu trach",
        "nguoi chiu trach nhiem",
        "nguoi thuc hien",
        "lanh dao phu trach",
        "lanh dao chi dao",
        "ca nhan phu trach",
        "person",
    ),
    "field": ("linh vuc", "field"),
    "places": ("dia phuong", "dia ban", "noi lam", "noi thuc hien", "xa", "ap", "places"),
    "targets": ("chi tieu", "chi tieu so", "targets"),
    "note": ("ghi chu", "note"),
}
"""What each column may be called, without marks; the first is its own name."""

_BY_NAME: Final = {name: code for code, names in COLUMNS.items() for name in names}
_ROMAN: Final = re.compile(r"[ivxlc]+\.?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of work: its line in what was sent, from 1, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of work, headings that stand between them, columns nobody knows (by their name)."""

    rows: tuple[Row, ...]
    headings: int
    unknown: tuple[str, ...]


def read_table(lines: Sequence[Sequence[str]]) -> Table:
    """The rows of work of a table. Raises Refused (``bulk.no_header``, ``empty``, ``too_many``)."""
    at, names = _header(lines)
    rows: list[Row] = []
    headings = 0
    for number, line in enumerate(lines[at + 1 :], at + 2):
        cells = {
            code: text
            for code, text in zip(names, map(normalise, line), strict=False)
            if code and text
        }
        if _is_heading(cells):
            headings += 1
        elif cells.get("title"):
            rows.append(Row(number, cells))
        elif any(code != "number" for code in cells):
            rows.append(Row(number, {"title": "", **cells}))
    if not rows:
        raise EMPTY.refuse(value=at + 1)
    if len(rows) > MOST:
        raise TOO_MANY.refuse(value=len(rows), most=MOST)
    named = [normalise(one) for one in lines[at] if normalise(one)]
    unknown = [one for one in named if key_of(one) not in _BY_NAME]
    return Table(tuple(rows), headings, tuple(unknown))


def key_of(name: str) -> str:
    """A column's name as it is compared: no marks, no case, no signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(name)).split())


def _header(lines: Sequence[Sequence[str]]) -> tuple[int, Sequence[str]]:
    """The first row that names the work and one column more, or nothing but the work."""
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        names = [_BY_NAME.get(key_of(one), "") for one in line]
        # a name that comes twice is the first of them: the second may mean something else
        once = [one if one not in names[:n] else "" for n, one in enumerate(names)]
        filled = sum(bool(normalise(one)) for one in line)
        if "title" in once and (len(set(once) - {""}) > 1 or filled == 1):
            return number, once
    raise NO_HEADER.refuse(value=min(len(lines), HEADER_WITHIN))


def _is_heading(cells: Mapping[str, str]) -> bool:
    """“I. Xây dựng Đảng”: a row that names what follows and is no work itself."""
    if set(cells) - {"number", "title"}:
        return False
    number = fold(cells.get("number", ""))
    title = cells.get("title", "")
    return bool(_ROMAN.fullmatch(number)) or (
        not number and bool(title) and re.match(r"[IVXLC]+[.)] ", title) is not None
    )
