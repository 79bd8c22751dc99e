"""Which column of last year's sheet is which, by its head: one row of heads, or two merged ones.

A sheet often shows the year before beside the one that is wanted, and a column of percent of plan
beside the result. Either taken for the result would give another tally without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.vietnamese import fold


HEADS: Final[Mapping[str, re.Pattern[str]]] = {
    "number": re.compile(r"(?:s?tt|so tt|so thu tu|no)"),
    "yes": re.compile(r"(?:danh gia |ket luan )?(?:dat|hoan thanh)"),
    "no": re.compile(r"(?:danh gia |ket luan )?(?:khong|chua|ko) (?:dat|hoan thanh)"),
    "verdict": re.compile(
        r".*\b(?:danh gia|dat/khong dat|dat khong dat|ket luan|xep loai|muc do hoan thanh)\b.*"
    ),
    "result": re.compile(
        r".*\b(?:thuc hien|ket qua|uoc dat|uoc thuc hien|dat duoc|th \d{4}|th nam|uoc th)\b.*"
        r"|(?:nam \d{4} )?th|result"
    ),
    "plan": re.compile(
        r".*\b(?:ke hoach|nghi quyet|chi tieu giao|muc tieu|duoc giao|kh \d{4}|kh nam)\b.*"
        r"|(?:nam \d{4} )?kh|plan"
    ),
    "unit": re.compile(r"(?:don vi(?: tinh)?|dvt|đvt|unit)"),
    "name": re.compile(
        r"(?:(?:ten |cac )*(?:chi tieu|noi dung|danh muc)|name|target)(?: chu yeu)?.*"
    ),
}
_NUMBERS: Final = ("plan", "result")

_COMPARED: Final = re.compile(
    r"\bso (?:sanh|voi|ke hoach|kh)\b|\b(?:th|thuc hien) ?/ ?(?:kh|ke hoach)\b"
    r"|\bty le (?:thuc hien|hoan thanh|dat)\b|/ ?nghi quyet\b"
)
"""A column that compares: percent of plan, growth."""

_PART: Final = re.compile(r"\b\d+ thang\b|\bquy (?:[1-4]|i|ii|iii|iv)\b")
_BEFORE: Final = re.compile(r"\bnam truoc\b|\bcung ky\b|\bnam lien ke\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WITHIN: Final = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column is (“” unknown), and the row, from 0, where the lines begin."""

    codes: tuple[str, ...]
    begin: int


def find_columns(lines: Sequence[Sequence[str]], year: int | None) -> Columns | None:
    """The columns of the first row, or pair of rows, that names them; None where none does.

    A column whose head names another year than `year` is neither plan nor result.
    """
    for number, line in enumerate(lines[:_WITHIN]):
        below = lines[number + 1] if number + 1 < len(lines) else ()
        for heads, taken in ((line, 1), (_joined(line, below), 2)):
            codes = _codes(heads, year)
            if {"name", *_NUMBERS} <= set(codes):
                return Columns(codes, number + taken)
    return None


def years_of(lines: Sequence[Sequence[str]]) -> Sequence[str]:
    """The years that the heads of plans and results name, in order."""
    found = [
        year
        for line in lines[:_WITHIN]
        for cell in line
        if any(HEADS[code].fullmatch(_plain(cell)) for code in _NUMBERS)
        for year in _YEAR.findall(_plain(cell))
    ]
    return sorted(set(found))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> Sequence[str]:
    """Each head with the one merged above it: Excel keeps a merged text in its first cell only."""
    heads, above = [], ""
    for n in range(max(len(upper), len(lower))):
        own = upper[n] if n < len(upper) else ""
        below = lower[n] if n < len(lower) else ""
        above = own or (above if below else "")
        heads.append(f"{above} {below}".strip())
    return heads


def _codes(heads: Sequence[str], year: int | None) -> tuple[str, ...]:
    codes: list[str] = []
    for cell in heads:
        code = _code(_plain(cell), year)
        # a head that comes twice is the first of them: the second may mean something else
        codes.append(code if code not in codes else "")
    if not {"yes", "no"} <= set(codes):  # one alone may be anything: “Đạt” over a number
        codes = ["" if code in ("yes", "no") else code for code in codes]
    return tuple(codes)


def _code(plain: str, year: int | None) -> str:
    code = next((name for name, head in HEADS.items() if head.fullmatch(plain)), "")
    if code in _NUMBERS:
        years = _YEAR.findall(plain)
        other = year is not None and bool(years) and str(year) not in years
        if other or _COMPARED.search(plain) or _PART.search(plain) or _BEFORE.search(plain):
            return ""
    return code


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9/ ]+", " ", fold(text)).split())
