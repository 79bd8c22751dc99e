"""What a cell of a table says: a number with its bound, range or unit, or nothing that counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vedich.core.documents._proposals import Comparator
from vedich.core.documents.lexicon import Lexicon
from vedich.core.errors import Refused
from vedich.core.numbers import read_number, read_range


@dataclass(frozen=True, slots=True)
class CellValue:
    """A number in a cell; `bound` only where the cell has words or a sign for it."""

    value: Decimal
    high: Decimal | None = None
    of: Decimal | None = None
    bound: Comparator | None = None
    unit: str = ""


_LONGEST: Final = 80
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)*"
_CELL: Final = re.compile(
    rf"(?P<words>[^0-9]{{0,40}}?)(?P<low>(?<![^\W_])-?{_NUMBER})"
    rf"(?: ?(?P<mark>%)? ?(?:(?P<to>-|đến|tới|~) ?(?P<high>{_NUMBER})|/ ?(?P<of>{_NUMBER}))?)"
    r"(?P<tail>[^0-9].*|)"
)
_BOUNDS: Final[Mapping[str, Comparator]] = {
    **dict.fromkeys(
        (">=", "=>", "≥", ">", "trên", "hơn", "tối thiểu", "ít nhất", "đạt ít nhất", "không dưới")
        + (
            "không thấp hơn",
            "đạt trên",
            "từ trên",
            "đạt tối thiểu",
            "tối thiểu đạt",
            "đạt >",
            "đạt ≥",
        ),
        Comparator.AT_LEAST,
    ),
    **dict.fromkeys(
        ("<=", "=<", "≤", "<", "dưới", "không quá", "không vượt quá", "tối đa", "còn dưới")
        + ("giảm còn dưới", "không cao hơn", "nhiều nhất", "xuống dưới", "ở mức dưới"),
        Comparator.AT_MOST,
    ),
    **dict.fromkeys(
        ("tăng", "tăng thêm", "tăng ít nhất", "tăng bình quân", "+"), Comparator.INCREASE_BY
    ),
    **dict.fromkeys(
        ("giảm", "giảm thêm", "giảm ít nhất", "giảm bình quân", "kéo giảm"), Comparator.DECREASE_BY
    ),
}
_PLAIN: Final = frozenset(
    ("", "đạt", "đạt từ", "từ", "khoảng", "bằng", "=", "còn", "giảm còn", "xuống còn", "ước", "~")
    + ("ước đạt", "đạt khoảng", "tăng lên", "đạt tỷ lệ", "giữ", "duy trì", "bình quân", "gần")
)
_UP: Final = re.compile(r"\s*(?P<unit>.*?)\s*\(?(?P<way>trở lên|trở xuống)\)?")
_NOTED: Final = re.compile(r"\s*\((?:\*+|[0-9]{1,2})\)|\*+\s*$")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def read_cell(low: str, lexicon: Lexicon) -> CellValue | None:
    """The number the words `low` of a cell say, None unless all of them are understood."""
    if len(low) > _LONGEST:
        return None
    low = _NOTED.sub("", low).strip(" .;")
    found = _CELL.fullmatch(low)
    if found is None:
        return None
    words, tail = found["words"].strip(), found["tail"].strip()
    turn = _UP.fullmatch(tail)
    if turn:
        tail = turn["unit"]
    bound = _BOUNDS.get(words)
    if bound is None and words not in _PLAIN:
        return None
    if turn:
        bound = Comparator.AT_LEAST if turn["way"] == "trở lên" else Comparator.AT_MOST
    unit = _tail_unit(found["mark"] or "", tail, lexicon)
    if unit is None:
        return None
    return _numbers(found, bound, unit)


def _numbers(found: re.Match[str], bound: Comparator | None, unit: str) -> CellValue | None:
    try:
        if found["high"]:
            span = read_range(f"{found['low']} - {found['high']}")
            return CellValue(span.low.value, span.high.value, None, bound, unit)
        value = read_number(found["low"]).value
        if not found["of"]:
            return CellValue(value, None, None, bound, unit)
        of = read_number(found["of"]).value
    except Refused:
        return None
    if _YEAR.fullmatch(found["of"]) or not 0 <= value <= of or of == 0:
        return None
    return CellValue(value, None, of, bound, unit)


def _tail_unit(mark: str, tail: str, lexicon: Lexicon) -> str | None:
    """The unit after the number, blank if none; None where the tail is something else."""
    tail = tail.strip(" .;()")
    if mark:
        return mark + tail if not tail or tail.startswith("/") else None
    if not tail:
        return ""
    rate = _RATE_UNIT.match(tail)
    if rate:
        return rate[0]
    return tail if is_unit(tail, lexicon) else None


_RATE_UNIT: Final = re.compile(r"[%‰](?: ?/ ?[^\W\d_]+)?")


_SCALED: Final = re.compile(
    r"(?:(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm|[0-9]{1,3}(?:\.[0-9]{3})*) ?)+(?P<rest>.*)"
)
_SHORT: Final[Mapping[str, str]] = {
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
    "tr đ": "triệu đồng",
    "tr.đồng": "triệu đồng",
    "tr đồng": "triệu đồng",
    "trđ/người/năm": "triệu đồng/người/năm",
    "tr.đ/người/năm": "triệu đồng/người/năm",
    "tr.đồng/người/năm": "triệu đồng/người/năm",
    "tỷ đ": "tỷ đồng",
    "tỷđ": "tỷ đồng",
    "ng.đ": "nghìn đồng",
    "1.000 đồng": "nghìn đồng",
    "1000 đồng": "nghìn đồng",
    "1.000đ": "nghìn đồng",
    "phần trăm": "%",
}


_THOUSANDS: Final = re.compile(r"1[. ]?000([. ]?000)? ?(?=[^\W\d_])")


def is_unit(low: str, lexicon: Lexicon) -> bool:
    """Whether `low` is a unit the lexicon knows, with scale words and “/người/năm” allowed."""
    low = low.strip(" .:()")
    if not low or len(low) > 60:
        return False
    if low in _SHORT or low in lexicon.units or low[0] in "%‰":
        return True
    head = low.split("/")[0].strip()
    scaled = _SCALED.fullmatch(head)
    if scaled:
        head = scaled["rest"].strip()
        return not head or head in lexicon.units or head in _SHORT
    return head in lexicon.units


def spelled(unit: str) -> str:
    """A unit as it is proposed: in lower case but for abbreviations, short forms in full."""
    unit = " ".join(unit.strip(" .:()").split())
    low = unit.lower()
    if low in _SHORT:
        return _SHORT[low]
    if found := _THOUSANDS.match(low):
        return f"{'triệu' if found[1] else 'nghìn'} {low[found.end() :]}"
    if unit.isupper() and " " in unit:
        return low
    return re.sub(
        r"[^\W\d_]+", lambda word: word[0] if _is_short(word[0]) else word[0].lower(), unit
    )


def _is_short(word: str) -> bool:
    return word.isupper() and len(word) > 1 and word not in ("HA", "KM", "KG", "XÃ", "HỘ", "CON")


_IN_NAME: Final = re.compile(r"\((?:đvt|đơn vị(?: tính)?)?\s*:?\s*([^()]{1,40})\)")
_AFTER_COMMA: Final = re.compile(r"[,:] ?(?:đvt|đơn vị tính)?:? ?([^,:()]{1,30})$")
_NUMBER_OF: Final = re.compile(r"^(?:tổng )?(?:số lượng|số) (?P<rest>.{1,60})")
_RATE: Final = re.compile(
    r"^(?:trong đó:? |- )?(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tốc độ (?:tăng|phát triển|giảm)"
    r"|độ che phủ|mức giảm tỷ lệ)"
)


def unit_of_name(low: str, lexicon: Lexicon) -> tuple[str, tuple[int, int]]:
    """A unit written in a name, and its span there: “Thu ngân sách (tỷ đồng)”, “…, tỷ đồng”."""
    for found in _IN_NAME.finditer(low):
        if is_unit(found[1], lexicon):
            return found[1].strip(), found.span()
    found_end = _AFTER_COMMA.search(low)
    if found_end and is_unit(found_end[1], lexicon):
        return found_end[1].strip(), found_end.span()
    return "", (len(low), len(low))


def unit_by_name(low: str, lexicon: Lexicon) -> str:
    """The unit that a name lets one know: “Số xã đạt chuẩn …” counts xã, “Tỷ lệ …” is in %."""
    if _RATE.search(low):
        return "%"
    found = _NUMBER_OF.search(low)
    if found is None:
        return ""
    words = found["rest"].split()
    for count in range(min(5, len(words)), 0, -1):
        unit = " ".join(words[:count])
        if unit in lexicon.units:
            return unit
    return ""
