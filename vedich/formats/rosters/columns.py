"""Which column of a list of people is which: by its head, or by what stands in it.

Any order does; number, name, post, unit, telephone. A head may say “Họ và tên” or “ĐT”; without a
head the cells say it themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from vedich.core.errors import Message
from vedich.core.vietnamese import fold, normalise
from vedich.formats.rosters.names import begins_like_a_name, is_name
from vedich.formats.rosters.phones import read_phone


NO_NAMES: Final = Message(
    code="roster.no_names",
    vi="Không thấy cột họ tên trong {value} dòng. Hãy chép cả cột họ và tên.",
    en="No column of names was found in {value} rows. Copy the column of names too.",
)
NO_ROWS: Final = Message(
    code="roster.no_rows",
    vi="Chưa có dòng nào trong {value} ký tự đã dán. Hãy chép các dòng trong Excel rồi dán.",
    en="There is no row in the {value} characters pasted. Copy the rows in Excel and paste them.",
)

HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("tt", "stt", "so tt", "so thu tu", "no"),
    "name": (
        "ho ten",
        "ho va ten",
        "ho ten can bo",
        "ho va ten can bo",
        "ten can bo",
        "can bo",
        "nguoi",
        "ten day du",
        "name",
        "full name",
    ),
    "family": ("ho", "ho dem", "ho va dem", "ho va ten dem", "ho lot", "ho va chu dem"),
    "given": ("ten",),
    "title": (
        "chuc vu",
        "chuc danh",
        "chuc vu chuc danh",
        "chuc danh chuc vu",
        "chuc vu dang",
        "chuc vu cong tac",
        "nhiem vu",
        "cong viec",
        "post",
        "position",
    ),
    "unit": (
        "don vi",
        "don vi cong tac",
        "co quan",
        "co quan don vi",
        "don vi co quan",
        "noi cong tac",
        "noi lam viec",
        "to chuc",
        "dia ban",
        "dia phuong",
        "noi",
        "chi bo",
        "ap",
        "ap khu pho",
        "thon",
        "khu pho",
        "unit",
        "body",
    ),
    "wide": ("xa", "xa phuong", "xa thi tran", "xa phuong thi tran", "phuong", "huyen"),
    "field": ("linh vuc", "linh vuc phu trach", "phu trach", "phu trach linh vuc", "mang", "field"),
    "phone": (
        "dt",
        "sdt",
        "so dt",
        "dien thoai",
        "so dien thoai",
        "dien thoai di dong",
        "dt di dong",
        "di dong",
        "so di dong",
        "lien he",
        "zalo",
        "so zalo",
        "phone",
        "mobile",
        "telephone",
    ),
}
"""What each column may be called, without marks. `wide` is the commune of a unit given apart."""

_BY_HEAD: Final = {head: code for code, heads in HEADS.items() for head in heads}
HEAD_WITHIN: Final = 10
"""Rows from the top in which heads are looked for: titles of the sheet may stand above."""

_POSTS: Final = re.compile(
    r"(?:pho |q\.? |quyen )?(?:bi thu|chu tich|truong|chanh|giam doc|hieu truong|thuong truc"
    r"|uy vien|chu nhiem|can bo|chuyen vien|nhan vien|van phong|phu trach|doi truong|thu ky|ke toan"
    r"|cong chuc|chi huy|bt|pbt|ct|pct|tp|ptp|tb|ptb|cvp|pcvp|cv|uvbtv|uv|gd|pgd|cb)\b"
)
_UNITS: Final = re.compile(
    r"(?:xa|phuong|thi tran|tt|huyen|tinh|ap|khu pho|khom|thon|to dan pho|ban|buon|lang|chi bo"
    r"|dang bo|dang uy|huyen uy|tinh uy|ubnd|uy ban|hdnd|phong|so|van phong|mttq|mat tran|hoi|doan"
    r"|cong an|truong|trung tam|chi cuc|hat|vien|toa)\b"
)
_ENOUGH: Final = 0.6
_SAMPLE: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list as it stands: line from 1 in what was sent, cells as texts."""

    line: int
    name: str
    title: str = ""
    unit: str = ""
    phone: str = ""
    field: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order we write them."""
        return self.name, self.title, self.unit, self.phone, self.field


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of a list; `columns` says what each of its columns is (“” unknown).

    `headed`: a row of heads named them; else the cells did.
    """

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    headed: bool


def read_roster(lines: Sequence[Sequence[str]]) -> Roster:
    """The people of a list. Raises Refused (``roster.no_names``, ``roster.no_rows``)."""
    tidied = [[" ".join(normalise(cell).split()) for cell in line] for line in lines]
    if not any(cell for line in tidied for cell in line):
        raise NO_ROWS.refuse(value=sum(len(cell) for line in lines for cell in line))
    head = _head(tidied)
    begin, columns = (head[0] + 1, head[1]) if head else (0, _by_content(tidied))
    if not {"name", "given"} & set(columns):
        raise NO_NAMES.refuse(value=sum(any(line) for line in tidied))
    rows = []
    for number, line in enumerate(tidied[begin:], begin + 1):
        row = _row(number, line, columns)
        if any(row.cells) and not _is_heading(row):
            rows.append(row)
    if not rows:
        raise NO_ROWS.refuse(value=sum(len(cell) for line in lines for cell in line))
    return Roster(tuple(rows), tuple(columns), headed=head is not None)


def head_of(text: str) -> str:
    """What a head names, “” for one that nobody reads."""
    return _BY_HEAD.get(" ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split()), "")


def _head(lines: Sequence[Sequence[str]]) -> tuple[int, list[str]] | None:
    for number, line in enumerate(lines[:HEAD_WITHIN]):
        found = [head_of(cell) for cell in line]
        # a head that comes twice is the first of them: the second may mean something else
        once = [one if one not in found[:n] else "" for n, one in enumerate(found)]
        if {"name", "given"} & set(once) and len(set(once) - {""}) > 1:
            if "given" in once and "name" not in once and "family" not in once:
                once[once.index("given")] = "name"
            return number, once
    return None


def _row(number: int, line: Sequence[str], columns: Sequence[str]) -> Row:
    cells = dict.fromkeys(HEADS, "")
    for code, cell in zip(columns, line, strict=False):
        if code and not cells[code]:
            cells[code] = cell
    name = cells["name"] or " ".join(filter(None, (cells["family"], cells["given"])))
    unit = ", ".join(filter(None, (cells["unit"], cells["wide"])))
    return Row(number, name, cells["title"], unit, cells["phone"], cells["field"])


def _is_heading(row: Row) -> bool:
    """“I. Ban Thường vụ”, “XÃ PHÚ PHỤNG”: a row between the rows that is nobody."""
    alone = not (row.title or row.unit or row.phone)
    return alone and not begins_like_a_name(row.name)


def _by_content(lines: Sequence[Sequence[str]]) -> list[str]:
    """What each column is, by what stands in it: the arrangement that fits most cells."""
    filled = [line for line in lines if any(line)][:_SAMPLE]
    width = max(map(len, filled))
    columns = [[line[n] for line in filled if n < len(line) and line[n]] for n in range(width)]
    columns = columns[:8]
    kinds = ("name", "title", "unit", "phone")
    scores = {
        (n, kind): _score(kind, cells, len(filled))
        for n, cells in enumerate(columns)
        for kind in kinds
    }
    spare = [-1] * len(kinds)
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    for chosen in set(permutations([*range(len(columns)), *spare], len(kinds))):
        total = sum(scores[n, kind] for n, kind in zip(chosen, kinds, strict=True) if n >= 0)
        best = max(best, (total, chosen))
    found = [""] * width
    for n, kind in zip(best[1], kinds, strict=False):
        if n >= 0 and scores[n, kind] > 0:
            found[n] = kind
    return found


def _score(kind: str, cells: Sequence[str], rows: int) -> float:
    """How much of a column fits a kind, 0 to 2; 0 where less than a few cells do."""
    if not cells:
        return 0.0
    share = sum(_fits(kind, cell) for cell in cells) / len(cells)
    if kind in ("name", "phone") and share < _ENOUGH:
        return 0.0
    return share * float((len(cells) / rows) ** 0.5)


def _fits(kind: str, cell: str) -> float:
    folded = fold(cell)
    if kind == "phone":
        phone = read_phone(cell)
        return 2.0 if phone.good and phone.digits else 0.0
    if kind == "name":
        known = begins_like_a_name(cell) and not _POSTS.match(folded)
        return 1.5 if known else 0.3 * is_name(cell)
    if any(sign.isdigit() for sign in cell) and not any(sign.isalpha() for sign in cell):
        return 0.0
    post, unit = bool(_POSTS.match(folded)), bool(_UNITS.match(folded))
    if kind == "title":
        return 1.2 if post else 0.1
    return 1.0 if unit and not post else 0.4 * (not post)
