"""Last year's targets as an Excel sheet has them: name, unit, plan, result, met or not.

The texts are kept as they are printed. Their numbers are read only to say whether a result reaches
its plan, and where the sheet's own word says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vedich.core.errors import Message, Refused
from vedich.core.numbers import read_number
from vedich.core.vietnamese import fold, normalise


NO_COLUMNS: Final = Message(
    code="plan.no_columns",
    vi="Không thấy đủ cột tên chỉ tiêu, kế hoạch, thực hiện trong {value} dòng. Hãy chép cả dòng "
    "tên cột.",
    en="Columns of name, plan and result were not found in {value} rows. Copy the heads too.",
)
NO_LINES: Final = Message(
    code="plan.no_lines",
    vi="Chưa có chỉ tiêu nào trong {value} dòng. Hãy chép các dòng trong Excel rồi dán.",
    en="There is no target in the {value} rows. Copy the rows in Excel and paste them.",
)

HEADS: Final[Mapping[str, re.Pattern[str]]] = {
    "number": re.compile(r"(?:s?tt|so tt|so thu tu|no)"),
    "verdict": re.compile(
        r".*\b(?:danh gia|dat/khong dat|dat khong dat|ket luan|xep loai|muc do hoan thanh)\b.*"
    ),
    "result": re.compile(
        r".*\b(?:thuc hien|ket qua|uoc dat|uoc thuc hien|dat duoc|th \d{4}|th nam)\b.*|result"
    ),
    "plan": re.compile(
        r".*\b(?:ke hoach|nghi quyet|chi tieu giao|muc tieu|duoc giao|kh \d{4}|kh nam)\b.*|plan"
    ),
    "unit": re.compile(r"(?:don vi(?: tinh)?|dvt|đvt|unit)"),
    "name": re.compile(r"(?:ten )?(?:chi tieu|noi dung|danh muc|name|target)(?: chu yeu)?.*"),
}
_NOT: Final = re.compile(r"\b(?:khong|chua|ko)\b")
_MET: Final = re.compile(r"\b(?:dat|vuot|hoan thanh|met|x)\b")
_CEILING: Final = re.compile(r"^(?:≤|<=|<|duoi|khong qua|toi da|giam con|con duoi)\b|^[≤<]")
_SIGNS: Final = re.compile(r"^(?:≥|>=|>|≤|<=|<|tren|tu|dat|duoi|khong qua|toi da|toi thieu)\s*")
_WITHIN: Final = 12
_LONGEST: Final = {"name": 400, "plan": 120, "result": 120, "unit": 60, "number": 20}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One target. `said` is what the sheet says (None: nothing), `by_numbers` what its numbers say.

    `group` is the heading above it.
    """

    line: int
    number: str
    group: str
    name: str
    unit: str
    plan: str
    result: str
    said: bool | None
    by_numbers: bool | None

    @property
    def met(self) -> bool | None:
        """Whether it counts as met: the sheet's own word first, then its numbers."""
        return self.by_numbers if self.said is None else self.said

    @property
    def differs(self) -> bool:
        """Whether the sheet's word and its numbers disagree."""
        return self.said is not None and self.by_numbers not in (None, self.said)


def read_plan(lines: Sequence[Sequence[str]]) -> Sequence[PlanLine]:
    """The targets of a sheet. Raises Refused (``plan.no_columns``, ``plan.no_lines``)."""
    tidied = [[" ".join(normalise(cell).split()) for cell in line] for line in lines]
    filled = sum(any(line) for line in tidied)
    head = _head(tidied)
    if head is None:
        raise (NO_COLUMNS if filled else NO_LINES).refuse(value=filled)
    begin, columns = head
    found, group = [], ""
    for number, line in enumerate(tidied[begin:], begin + 1):
        cells = dict.fromkeys(HEADS, "")
        for code, cell in zip(columns, line, strict=False):
            if code:
                cells[code] = cell
        if not cells["name"]:
            continue
        if not (cells["plan"] or cells["result"]):
            group = cells["name"][:200]
            continue
        texts = {name: cells[name][:most] for name, most in _LONGEST.items()}
        found.append(
            PlanLine(
                line=number,
                group=group,
                said=_said(cells["verdict"]),
                by_numbers=_by_numbers(cells["plan"], cells["result"]),
                **texts,
            )
        )
    if not found:
        raise NO_LINES.refuse(value=filled)
    return found


def _head(lines: Sequence[Sequence[str]]) -> tuple[int, list[str]] | None:
    for number, line in enumerate(lines[:_WITHIN]):
        columns: list[str] = []
        for cell in line:
            plain = " ".join(re.sub(r"[^a-z0-9/ ]+", " ", fold(cell)).split())
            code = next((name for name, head in HEADS.items() if head.fullmatch(plain)), "")
            columns.append(code if code not in columns else "")
        if {"name", "plan", "result"} <= set(columns):
            return number + 1, columns
    return None


def _said(text: str) -> bool | None:
    plain = fold(text)
    if _NOT.search(plain):
        return False
    return True if _MET.search(plain) else None


def _by_numbers(plan: str, result: str) -> bool | None:
    wanted, got = _number(plan), _number(result)
    if wanted is None or got is None:
        return None
    return got <= wanted if _CEILING.search(fold(plan)) else got >= wanted


def _number(text: str) -> Fraction | None:
    plain = _SIGNS.sub("", fold(text)).rstrip(" %")
    try:
        value = read_number(plain).value
    except Refused:
        return None
    return Fraction(value)
