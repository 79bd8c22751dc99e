"""Numbers with their units as documents print them: “4,4 km”, “1-1,5%/năm”, “20/25 chỉ tiêu”.

Only the spelling is read here. Days, years, articles of law and numbers of documents are passed
over, because they count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from vedich.core.documents.lexicon import Lexicon
from vedich.core.errors import Refused
from vedich.core.numbers import read_number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: its span with the unit, its value in that unit.

    `at` and `number_end` are the span of the digits; `of` is 25 in “20/25”; `known` says that the
    lexicon has the unit; `worded` that the number is written in words; `rate` that the unit is %.
    """

    at: int
    end: int
    number_end: int
    value: Decimal
    unit: str
    high: Decimal | None = None
    of: Decimal | None = None
    known: bool = False
    worded: bool = False
    shared: bool = False

    @property
    def rate(self) -> bool:
        """Whether it is a percentage."""
        return self.unit.startswith(("%", "phần trăm", "điểm %", "điểm phần trăm"))


_YEAR = r"(?:19|20)[0-9]{2}"
_DIGITS = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]+[.,][0-9]+|,[0-9]+|[0-9]+)"
)
_PASSED: Final = re.compile(
    "|".join(
        (
            rf"(?:(?:từ |đến |tới )?ngày )?[0-9]{{1,2}} ?[/.-] ?[0-9]{{1,2}} ?[/.-] ?{_YEAR}",
            (
                rf"ngày (?:mùng |mồng )?[0-9]{{1,2}}(?: ?[/-] ?[0-9]{{1,2}}| tháng [0-9]{{1,2}})?"
                rf"(?:,? năm {_YEAR})?"
            ),
            rf"tháng [0-9]{{1,2}}(?: ?[/-] ?{_YEAR}|,? năm {_YEAR})?(?![0-9])",
            rf"quý (?:[iv]+|[0-9])(?: ?[/-] ?{_YEAR}|,? năm {_YEAR})?\b",
            (
                rf"(?:năm |giai đoạn |nhiệm kỳ |thời kỳ |khóa |\(|\b)(?:từ )?{_YEAR}"
                rf"(?: ?- ?| đến năm | đến | và )(?:năm )?{_YEAR}(?![0-9])"
            ),
            # glued text: “năm 2020,100% xã”
            rf"(?:năm|niên độ|vụ)\s?(?:học )?{_YEAR}(?:-{_YEAR})?(?![0-9])",
            rf"(?<![0-9.,]){_YEAR}(?![0-9]|[.,][0-9]| ?%| ?[-/] ?[0-9])",
            r"[0-9]{1,2} ?h ?[0-9]{0,2}\b",
            r"(?<![0-9])[0-9]{1,4}(?: [0-9]{1,4}){0,2}/(?:19|20) ?[0-9]{2}(?:/[^\s,;.)]*| ?/)?",
            (
                r"(?<![^\W_])(?:điều|khoản|mục|chương|phụ lục|bảng|biểu|mẫu|hình|trang|quốc lộ"
                r"|tỉnh lộ|đường số"
                r"|huyện lộ|ql\.?|đt\.?|hl\.?|khóa|lần thứ|kỳ họp thứ|thế kỷ|lớp|khối|quận|q\.|"
                r"mức độ|công nghệ|cấp độ|covid ?-|covid|iso|tcvn|phiên bản|vùng|tuyến|trạm"
                r"|tổ|khu phố|khu|ấp|thôn|phường|điện thoại|đt|fax|email|zalo) ?(?:số )?[0-9]+"
                r"(?:[.:/-][0-9]+)*(?:[,;] ?[0-9]{1,2}(?![0-9.,%]))*(?![0-9]|[.,][0-9]|%)"
            ),
            (
                r"(?<![^\W_])(?:nghị quyết|quyết định|kế hoạch|chỉ thị|kết luận|nghị định|thông tư"
                r"|công văn"
                r"|hướng dẫn|quy định|chương trình|đề án|thông báo|báo cáo|tờ trình|luật|công điện"
                r"|pháp lệnh|văn bản|dự án)(?: hành động)? số:? ?[0-9]+\S*"
            ),
            r"\bsố:? ?[0-9]+ ?[-/]\S*",
            r"[0-9]+\.?[0-9]* ?[-/](?=[a-zđ]{2,}[-/])\S*",
            r"[0-9]+-(?:ct|nq|kl|qđ|ctr|kh|hd|tb|bc|qc|tt)(?:/\S*)?",
            r"(?:https?:|www\.)\S*",
            r"\b[a-zđ]+[0-9]+(?:[.,-][0-9]+)*\b",
        )
    )
)
_NUMBER: Final = re.compile(rf"(?<![0-9./])(?<![0-9],){_DIGITS}|(?<={_YEAR},){_DIGITS}")
_SCALE: Final = re.compile(r"\s?(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm)(?![^\W\d_])")
_WORDS: Final = re.compile(
    r"(?<![^\W_])(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|năm)"
    r"(?: (?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|mốt|tư|lăm|trăm|nghìn|ngàn|linh|lẻ"
    r"|triệu|tỷ|chục))*(?= )"
)
_NONE: Final = re.compile(r"(?<![^\W_])không còn(?= )")
_WORD: Final = re.compile(r" ?[^\W\d_]+[²³]?[0-9]?(?![^\W_])")
_PERCENT: Final = re.compile(r" ?(?:%o|‰|%|phần trăm|phần nghìn|điểm phần trăm|điểm %)")
_RANGE: Final = re.compile(rf"( ?- ?| đến | tới | ?~ ?)({_DIGITS})")
_OF: Final = re.compile(rf" ?/ ?({_DIGITS})(?![0-9]|[.,/-][0-9]|-[^\W\d])")
_PER: Final = re.compile(
    r" ?/ ?(?:(?:1|10|100|1\.000|10\.000|100\.000|một)? ?(?:vạn |nghìn |ngàn |triệu )?"
    r"(?:người dân|người|dân|năm|tháng|ngày|quý|hộ dân|hộ|xã|ha|hecta|héc ta|lao động|km2|m2|m3|km"
    r"|đơn vị|thôn|ấp|trẻ|lượt|chuyến|vụ|buổi|phụ nữ|bà mẹ|trường|lớp|giường|bác sĩ|đảng viên"
    r"|con|kg|tấn|lít|cây|sản phẩm|doanh nghiệp|huyện|tỉnh|khách|giờ|giây|s|lần|suất|mô hình))"
)
_LONGEST_UNIT: Final = 6
_LONGEST_NUMBER: Final = 24
_NO_UNIT: Final = re.compile(
    r"và|hoặc|của|là|đến|tới|lên|xuống|so|trở|còn|thì|đã|được|bằng|tăng|giảm|đạt|trong|tại|ở|với"
    r"|cho|theo|từ|trên|dưới|hơn|khi|nếu|để|do|vì|bởi|này|đó|nêu|lần|gồm|thuộc|năm|nhằm|cùng|ngày"
    r"|tháng|quý"
)
_GLUE: Final = re.compile(
    r"đạt|là|còn|có|trên|hơn|dưới|từ|đến|lên|tăng|giảm|khoảng|được|gần|và|xuống|chiếm"
)


def quantities(low: str, start: int, end: int, lexicon: Lexicon) -> list[Quantity]:
    """The quantities between `start` and `end` of `low`, a view's lower text, in order."""
    passed = [found.span() for found in _PASSED.finditer(low, start, end)]
    found = list(_digits(low, start, end, passed, lexicon))
    found += _in_words(low, start, end, passed, found, lexicon)
    found += _none_left(low, start, end, lexicon)
    found.sort(key=lambda one: one.at)
    return _share(low, found)


def _digits(
    low: str, start: int, end: int, passed: list[tuple[int, int]], lexicon: Lexicon
) -> Iterator[Quantity]:
    at = start
    while found := _NUMBER.search(low, at, end):
        at = found.end()
        over = _over(found.start(), passed)
        if over is not None:
            at = over
            continue
        if _in_code(low, found.start()):
            continue
        quantity = _quantity(low, found, end, lexicon)
        if quantity is not None:
            yield quantity
            at = max(at, quantity.end)


def _over(at: int, passed: list[tuple[int, int]]) -> int | None:
    return next((end for start, end in passed if start <= at < end), None)


def _in_code(low: str, at: int) -> bool:
    """Whether letters run into the number as in “B12”; “đạt95%” is glued text."""
    before = at
    while before and low[before - 1].isalpha():
        before -= 1
    if before == at:
        return at > 0 and low[at - 1] == "_"
    return _GLUE.fullmatch(low, before, at) is None


def _quantity(low: str, found: re.Match[str], end: int, lexicon: Lexicon) -> Quantity | None:
    if len(found[0]) > _LONGEST_NUMBER:
        return None
    value = read_digits(found[0])
    at = number_end = found.end()
    of = high = None
    part = _OF.match(low, at, end)
    if part and "%" not in low[at : part.start() + 1]:
        of = read_digits(part[1])
        at = number_end = part.end()
        if of < value:
            return None
    unit, unit_end, known = _unit(low, at, end, lexicon)
    if of is None:
        ranged = _RANGE.match(low, unit_end if unit else at, end)
        if ranged and not _lifts(low, found.start(), ranged):
            high = read_digits(ranged[2])
            after, after_end, after_known = _unit(low, ranged.end(), end, lexicon)
            if high > value and after and (not known or _same(unit, after)):
                return Quantity(
                    found.start(), after_end, ranged.end(), value, after, high, None, after_known
                )
            high = None
    compound = _compound(low, found.start(), unit_end, end, lexicon) if unit else None
    if compound is not None:
        return compound
    return Quantity(
        found.start(), max(unit_end, number_end), number_end, value, unit, high, of, known
    )


def _lifts(low: str, at: int, ranged: re.Match[str]) -> bool:
    """“từ 46,8% đến 62%” after a verb of change goes from one to the other: it is no range."""
    if "-" in ranged[1]:
        return False
    before = low[max(0, at - 40) : at]
    return re.search(r"(?:tăng|giảm|nâng|hạ|đưa)[^,;.]*từ (?:mức )?$", before) is not None


def read_digits(digits: str) -> Decimal:
    """The number of `digits` as Vietnamese documents write it, the decimal point allowed."""
    if digits.startswith(","):
        digits = "0" + digits
    if digits.count(",") > 1:
        return Decimal(digits.replace(",", ""))
    if digits.count(".") == 1 and "," not in digits and len(digits.rpartition(".")[2]) != 3:
        return Decimal(digits)
    return Decimal(digits.replace(".", "").replace(",", "."))


def _unit(low: str, at: int, end: int, lexicon: Lexicon) -> tuple[str, int, bool]:
    """The unit at `at`, where it ends, and whether the lexicon knows it."""
    percent = _PERCENT.match(low, at, end)
    if percent:
        return _with_per(low, at, percent.end(), end, known=True)
    stop = at
    while scale := _SCALE.match(low, stop, end):
        stop = scale.end()
    scaled = stop > at
    words: list[int] = []
    cursor = stop
    while len(words) < _LONGEST_UNIT and (word := _WORD.match(low, cursor, end)):
        cursor = word.end()
        words.append(cursor)
    for cursor in reversed(words):
        if low[stop:cursor].strip() in lexicon.units:
            return _with_per(low, at, cursor, end, known=True)
    if scaled:
        return _with_per(low, at, stop, end, known=True)
    if not words or low[at : at + 1] not in (" ", ""):
        return "", at, False
    guess = at
    for cursor in words[:2]:
        if _NO_UNIT.fullmatch(low[guess:cursor].strip()):
            break
        guess = cursor
    return low[at:guess].strip(), guess, False


def _with_per(low: str, at: int, stop: int, end: int, *, known: bool) -> tuple[str, int, bool]:
    while per := _PER.match(low, stop, end):
        stop = per.end()
    return low[at:stop].strip(), stop, known


def _same(one: str, other: str) -> bool:
    return other.split("/")[0].startswith(one.split("/")[0])


def _compound(low: str, at: int, stop: int, end: int, lexicon: Lexicon) -> Quantity | None:
    """“3 triệu 150 ngàn đồng”: one number in several scales, given in the first one's unit."""
    first = re.match(rf"{_DIGITS} (triệu|tỷ|tỉ)", low[at:stop])
    if first is None or first.end() + at != stop:
        return None
    rest = re.compile(rf" ({_DIGITS}) (nghìn|ngàn|triệu)(?![^\W\d_])").match(low, stop, end)
    total = _read(low[at : rest.end()].replace("tỉ", "tỷ")) if rest else None
    if rest is None or total is None:
        return None
    scale = Decimal(1_000_000 if first[1] == "triệu" else 1_000_000_000)
    unit, unit_end, known = _unit(low, rest.end(), end, lexicon)
    unit_end = unit_end if known else rest.end()
    whole = f"{first[1]} {unit}" if known else first[1]
    return Quantity(at, unit_end, rest.end(), total / scale, whole, None, None, True)


def _in_words(
    low: str,
    start: int,
    end: int,
    passed: list[tuple[int, int]],
    digits: list[Quantity],
    lexicon: Lexicon,
) -> Iterator[Quantity]:
    """“mười hai xã”: numbers in words, only before a unit the lexicon knows."""
    for found in _WORDS.finditer(low, start, end):
        if found[0] in ("một", "năm") or _over(found.start(), passed) is not None:
            continue
        if any(one.at <= found.start() < one.end for one in digits):
            continue
        unit, unit_end, known = _unit(low, found.end(), end, lexicon)
        if not known:
            continue
        value = _read(found[0])
        if value is None:
            continue
        yield Quantity(found.start(), unit_end, found.end(), value, unit, None, None, True, True)


def _read(words: str) -> Decimal | None:
    try:
        return read_number(words).value
    except Refused:
        return None


def _none_left(low: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Quantity]:
    """“không còn hộ nghèo” is a number too: 0."""
    for found in _NONE.finditer(low, start, end):
        unit, unit_end, known = _unit(low, found.end(), end, lexicon)
        if known:
            yield Quantity(found.start(), unit_end, found.end(), Decimal(0), unit, known=True)


def _share(low: str, found: list[Quantity]) -> list[Quantity]:
    """Give the unit of a list's last number to those before it: “91, 82, 81, 78, 75,4%”."""
    for index in range(len(found) - 2, -1, -1):
        one, after = found[index], found[index + 1]
        bare = one.unit == "" or one.end > after.at
        between = low[one.number_end : after.at]
        if bare and after.known and one.of is None and re.fullmatch(r", | và |; |,", between):
            found[index] = replace(one, unit=after.unit, known=True, shared=True)
    return found
