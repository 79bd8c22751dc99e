"""Last year's targets as an Excel sheet has them: name, unit, plan, result, met or not.

The texts are kept as they are printed. Their numbers are read only to say whether a result reaches
its plan, and where the sheet's own word says otherwise. Where that cannot be said for certain,
nothing is said: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from vedich.core.errors import Message, Refused
from vedich.core.numbers import read_number, read_range
from vedich.core.vietnamese import fold, normalise
from vedich.formats.sheets.plan_columns import HEADS, find_columns, years_of


NO_COLUMNS: Final = Message(
    code="plan.no_columns",
    vi="Không thấy đủ cột tên chỉ tiêu, kế hoạch, thực hiện trong {value} dòng. Hãy chép cả dòng "
    "tên cột.",
    en="Columns of name, plan and result were not found in {value} rows. Copy the heads too.",
)
OTHER_YEAR: Final = Message(
    code="plan.other_year",
    vi="Cột kế hoạch, thực hiện là của năm {found}, không phải năm {value}. Hãy sửa năm, hoặc chép "
    "bảng của năm {value}.",
    en="The columns of plan and result are of {found}, not of {value}. Correct the year, or copy "
    "the table of {value}.",
)
NO_LINES: Final = Message(
    code="plan.no_lines",
    vi="Chưa có chỉ tiêu nào trong {value} dòng. Hãy chép các dòng trong Excel rồi dán.",
    en="There is no target in the {value} rows. Copy the rows in Excel and paste them.",
)
TWICE: Final = Message(
    code="plan.twice",
    vi="“{name}” có ở dòng {first} và dòng {value}, giống hệt nhau. Hãy bỏ một dòng.",
    en="“{name}” stands in row {first} and in row {value}, word for word. Take one of them out.",
)

_NOT: Final = re.compile(r"\b(?:khong|chua|ko)\b")
_MET: Final = re.compile(r"\b(?:dat|vuot|hoan thanh|met|x)\b")
_SHARE: Final = re.compile(r"\d ?%")
"""“Đạt 95% kế hoạch” names a share of the plan; it does not say that the plan was met."""

_FLOOR: Final = re.compile(
    r"^(?:≥|>=|>)|^(?:tren|tu|dat|toi thieu|it nhat)\b|\btro len$|^(?:tang|giam)\b(?! con)"
)
_CEILING: Final = re.compile(
    r"^(?:≤|<=|<)|^(?:duoi|khong qua|khong vuot|toi da|nhieu nhat|giam con|con)\b|\btro xuong$"
)
_SIGNS: Final = re.compile(
    r"^(?:≥|>=|>|≤|<=|<|(?:tren|tu|dat|duoi|khong qua|khong vuot(?: qua)?|toi da|nhieu nhat"
    r"|toi thieu|it nhat|giam con|con duoi|con)\b)\s*|\s*\b(?:tro len|tro xuong)$"
)
_BAD: Final = (
    r"(?:ho (?:can )?ngheo|ngheo|suy dinh duong|that nghiep|tai nan|toi pham|pham phap"
    r"|tu vong|sinh con thu (?:3|ba)|bo hoc|tao hon|no dong|no xau|that thoat|vi pham|ky luat)"
)
_LESS_IS_BETTER: Final = re.compile(
    rf"(?:[-+•–*. ]*)(?:(?:ty|ti) (?:le|suat) |muc |so (?:vu |nguoi |ho )?)?"
    rf"(?:tre em (?:duoi \d+ tuoi )?|nguoi |dang vien |ho )?(?:bi )?{_BAD}"
    r"(?: (?:da chieu|theo|tren|giao thong|hinh su|the|o|toan|ca|nam|hang nam|trong|tro len)\b.*)?"
)
"""The whole name, or nearly: “hộ nghèo được vay vốn” counts something good."""

_MAYBE: Final = re.compile(rf"\b(?:giam|khong de|{_BAD})\b")
"""Words beside which a bare number may be a ceiling or a floor: nobody should guess."""

_STAYS: Final = re.compile(r"\b(?:(?:giam|xuong) con|con (?:duoi|lai)|con$)")

_TOTAL: Final = re.compile(
    r"(?:tong cong|cong|tong|tong so|tong hop)|(?:tong so |so )?chi tieu (?:khong |chua )?dat\b.*"
    r"|tong so chi tieu\b.*"
)
_INNER: Final = re.compile(r"[-+•–*. ]*trong do\b.*")
_APART: Final = 20
_LONGEST: Final = {"name": 400, "plan": 120, "result": 120, "unit": 60, "number": 20}


class _Wanted(NamedTuple):
    """What a plan asks for; None is open."""

    low: Fraction | None
    high: Fraction | None

    @property
    def size(self) -> Fraction:
        return self.high if self.low is None and self.high is not None else self.low or Fraction(0)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One target. `said` is what the sheet says (None: nothing), `by_numbers` what its numbers say.

    `group` is the heading above it. `fraction`: a percentage that Excel may have stored as 0,62.
    `by_hand`: `said` comes from a person here, because the sheet left it open.
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
    fraction: bool = False
    by_hand: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it counts as met: the sheet's own word first, then its numbers."""
        return self.by_numbers if self.said is None else self.said

    @property
    def counted(self) -> bool:
        """Whether `met` was counted from the numbers, because the sheet says no word of it."""
        return self.said is None and self.by_numbers is not None

    @property
    def differs(self) -> bool:
        """Whether the sheet's word and its numbers disagree."""
        return self.said is not None and self.by_numbers not in (None, self.said)


def read_plan(lines: Sequence[Sequence[str]], year: int | None = None) -> Sequence[PlanLine]:
    """The targets of a sheet; `year` is the one wanted where it has several.

    Raises Refused (``plan.no_columns``, ``plan.other_year``, ``plan.no_lines``, ``plan.twice``).
    """
    tidied = [[" ".join(normalise(cell).split()) for cell in line] for line in lines]
    filled = sum(any(line) for line in tidied)
    columns = find_columns(tidied, year)
    if columns is None:
        if year is not None and find_columns(tidied, None):
            found = ", ".join(years_of(tidied))
            raise OTHER_YEAR.refuse(found=found, value=year)
        raise (NO_COLUMNS if filled else NO_LINES).refuse(value=filled)
    targets: list[PlanLine] = []
    group = ""
    for number, line in enumerate(tidied[columns.begin :], columns.begin + 1):
        cells = dict.fromkeys(HEADS, "")
        cells |= {code: cell for code, cell in zip(columns.codes, line, strict=False) if code}
        if not cells["name"] or _is_no_target(cells):
            continue
        if _is_heading(cells):
            group = cells["name"][:200]
        else:
            targets.append(_target(number, group, cells))
    if not targets:
        raise NO_LINES.refuse(value=filled)
    _check_once(targets)
    return targets


def _is_no_target(cells: Mapping[str, str]) -> bool:
    """A line of totals, or of what a target consists of."""
    plain = fold(cells["name"]).rstrip(" :.")
    inner = bool(_INNER.fullmatch(plain)) and _word(cells) is None
    return inner or (not cells["number"] and bool(_TOTAL.fullmatch(plain)))


def _is_heading(cells: Mapping[str, str]) -> bool:
    """A line with nothing but its name. One with a unit or a word of its own is a target."""
    return not any(cells[code] for code in HEADS if code not in ("name", "number"))


def _target(line: int, group: str, cells: Mapping[str, str]) -> PlanLine:
    said = _word(cells)
    if said is None and not any(sign.isdigit() for sign in cells["result"]):
        said = _said(cells["result"])  # “hoàn thành”, “chưa đạt” in place of a number
    fraction = _is_fraction(cells)

    def text(code: str) -> str:
        return cells[code][: _LONGEST[code]]

    return PlanLine(
        line=line,
        number=text("number"),
        group=group,
        name=text("name"),
        unit=text("unit"),
        plan=text("plan"),
        result=text("result"),
        said=said,
        by_numbers=_by_numbers(cells, fraction=fraction),
        fraction=fraction,
    )


def _check_once(targets: Sequence[PlanLine]) -> None:
    first: dict[tuple[str, ...], int] = {}
    for one in targets:
        same = (fold(one.group), fold(one.name), fold(one.unit), one.plan, one.result)
        if same in first:
            raise TWICE.refuse(name=one.name, first=first[same], value=one.line)
        first[same] = one.line


# -- met or not ------------------------------------------------------------------------------------


def _word(cells: Mapping[str, str]) -> bool | None:
    """What the sheet says: by its column of words, or by a sign under “Đạt” or “Không đạt”."""
    yes, no = bool(cells["yes"]), bool(cells["no"])
    return yes if yes != no else _said(cells["verdict"])


def _said(text: str) -> bool | None:
    plain = fold(text)
    if _NOT.search(plain):
        return False
    return True if _MET.search(plain) and not _SHARE.search(plain) else None


def _by_numbers(cells: Mapping[str, str], *, fraction: bool) -> bool | None:
    wanted, got = _wanted(cells["plan"], cells["name"]), _number(cells["result"])
    if wanted is None or got is None:
        return None
    if fraction and not Fraction(1, _APART) < got / (wanted.size or 1) < _APART:
        return None  # 62 beside 0,655: two ways to write a percentage
    low, high = wanted
    return (low is None or got >= low) and (high is None or got <= high)


def _wanted(plan: str, name: str) -> _Wanted | None:
    """What the plan asks for; None where its number, or which side of it is good, is not clear."""
    plain = fold(plan)
    level = _number(plan)
    if level is None:
        try:
            span = read_range(plan)
        except Refused:
            return None
        return _Wanted(Fraction(span.low.value), Fraction(span.high.value))
    if _CEILING.search(plain):
        return _Wanted(None, level)
    if _FLOOR.search(plain):
        return _Wanted(level, None)
    return _by_name(level, fold(name))


def _by_name(level: Fraction, name: str) -> _Wanted | None:
    """A bare number binds in the good direction of what it counts, as the name says it."""
    plain = " ".join(re.sub(r"[^\w]+", " ", name).split())
    stays, maybe = bool(_STAYS.search(plain)), bool(_MAYBE.search(plain))
    if (stays and maybe) or _LESS_IS_BETTER.fullmatch(plain):
        return _Wanted(None, level)
    return None if stays or maybe else _Wanted(level, None)


def _is_fraction(cells: Mapping[str, str]) -> bool:
    """Whether a number of percent stands as Excel stores 62%: 0,62."""
    if "%" not in cells["unit"] + cells["plan"] + cells["result"]:
        return False
    bare = (_number(cells[code]) for code in ("plan", "result") if "%" not in cells[code])
    return any(one is not None and 0 < one <= 1 for one in bare)


def _number(text: str) -> Fraction | None:
    plain = _SIGNS.sub("", fold(text)).rstrip(" %")
    try:
        value = read_number(plain).value
    except Refused:
        return None
    return Fraction(value)
