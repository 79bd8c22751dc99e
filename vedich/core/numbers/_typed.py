"""Numbers and ranges that people type or a document prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from vedich.core.errors import Message
from vedich.core.numbers._exact import (
    MAX_DECIMALS,
    MAX_SCALED,
    TOO_FINE,
    TOO_LARGE,
    from_scaled,
)
from vedich.core.numbers._plain import in_groups, plain, shown
from vedich.core.numbers._words import Quantity, knows_words, read_quantity


Mark = Literal["", "%", "‰"]

UNREADABLE = Message(
    code="number.unreadable",
    vi="“{value}” không đọc được thành một số. Hãy viết như 1.234,5 hoặc 3 triệu 150 nghìn.",
    en="“{value}” cannot be read as a number. Write it like 1.234,5 or 3 triệu 150 nghìn.",
)
HEARD_TWO_WAYS = Message(
    code="number.heard_two_ways",
    vi="“{value}” có thể hiểu nhiều cách. Hãy viết bằng chữ số, như 250 hoặc 3.200.000.",
    en="“{value}” can be understood in several ways. Write it in digits, like 250 or 3.200.000.",
)
NOT_A_RANGE = Message(
    code="number.not_a_range",
    vi="“{value}” không phải là một khoảng. Hãy viết như 18–22 hoặc từ 18 đến 22.",
    en="“{value}” is not a range. Write it like 18–22 or từ 18 đến 22.",
)
REVERSED = Message(
    code="number.reversed_range",
    vi="Khoảng “{value}” bắt đầu cao hơn chỗ kết thúc. Hãy viết số nhỏ trước, đủ đơn vị ở cả hai.",
    en="The range “{value}” starts above its end. Put the smaller first, each with its scale.",
)

# The en dash too: Word turns a typed minus into it. A blank after it would make it a bullet.
_SIGN = re.compile(r"[-−–](?=[^\s\-−–])|âm ")
_MARKED = re.compile(r"(.*?) ?(%|‰|phần trăm|phần nghìn|phần ngàn)")
_MARKS: dict[str, Mark] = {"%": "%", "phần trăm": "%"}
# The lower end as short as it can be, so that a minus of the upper end stays with it.
_RANGE = re.compile(r"(?:từ )?(.+?)(?: ?[-–—] ?| (?:đến|tới) )(.+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was understood, to be repeated back.

    `value` is in the unit written ("38,81%" is 38.81, not 0.3881); `decimals` are those written,
    so that "62,0" can be shown again as 62,0. `other` is what another habit would have meant by
    the same signs, or None.
    """

    value: Decimal
    decimals: int
    mark: Mark
    other: Decimal | None

    @property
    def ambiguous(self) -> bool:
        """Whether a person must see the number again before it counts (UX §6)."""
        return self.other is not None

    @property
    def scaled(self) -> int:
        """The value as an integer at its own `decimals`, for `write_number`."""
        return int(Fraction(self.value) * 10**self.decimals)


@dataclass(frozen=True, slots=True)
class Span:
    """A range, both ends included; low is not above high."""

    low: Reading
    high: Reading


def read_number(text: str) -> Reading:
    """The one number in `text`, in Vietnamese habit: digits, words, or both (UX §6).

    Point and space group, the comma is decimal: "1.234,5", "1 234,5", ",55". "0.55" is accepted;
    "1.234" is 1234 and ambiguous; "1,234" is 1.234 and ambiguous. "%", "‰" become the mark.

    Refused with the value and the remedy: two numbers, English grouping ("1,234.5"), words heard
    two ways ("hai trăm năm"), over 6 decimals that matter, over 10^15 at its decimals.
    """
    negative, body, mark = _undress(plain(text))
    quantity = read_quantity(body)
    if quantity is None:
        message = HEARD_TWO_WAYS if knows_words(body) else UNREADABLE
        raise message.refuse(value=shown(text))
    return _reading(quantity, negative=negative, mark=mark, text=text)


def read_range(text: str) -> Span:
    """The range in `text`: "3-5", "3–5", "từ 3 đến 5", "1-1,5%", "2-3 triệu".

    A mark or scale word that stands only at the upper end holds for both, as people say it.
    Refused: no range, ends that cannot be read, marks that differ, a start above the end, and
    "3 đến 5 trăm nghìn", whose lower end may be 3, 300 or 300 000.
    """
    found = _RANGE.fullmatch(plain(text))
    if found is None:
        raise NOT_A_RANGE.refuse(value=shown(text))
    low_negative, low_body, low_mark = _undress(found[1])
    high_negative, high_body, high_mark = _undress(found[2])
    low, high = read_quantity(low_body), read_quantity(high_body)
    if low is None or high is None or low_mark not in ("", high_mark):
        raise NOT_A_RANGE.refuse(value=shown(text))
    # "2 đến 3 triệu 200 nghìn", "3 đến 5 trăm nghìn": may start at 2 or at 2 million, at 3 or 300.
    shares = low.scale == 1
    if shares and (high.scale == 0 or (high.round_end and low.value < 10)):
        raise HEARD_TWO_WAYS.refuse(value=shown(text))
    if shares and high.scale > 1:
        low = _scaled_by(low, high.scale)
    span = Span(
        _reading(low, negative=low_negative, mark=high_mark, text=text),
        _reading(high, negative=high_negative, mark=high_mark, text=text),
    )
    if span.low.value > span.high.value:
        raise REVERSED.refuse(value=shown(text))
    return span


def _undress(body: str) -> tuple[bool, str, Mark]:
    """Take the sign and the mark off."""
    # The sign first: a range has split already, so a dash in front can only be a minus.
    sign = _SIGN.match(body)
    body = body[sign.end() :] if sign else body
    marked = _MARKED.fullmatch(body)
    if marked is None:
        return sign is not None, body, ""
    return sign is not None, marked[1], _MARKS.get(marked[2], "‰")


def _scaled_by(low: Quantity, scale: int) -> Quantity:
    other = None if low.other is None else low.other * scale
    return Quantity(low.value * scale, None, other, scale)


def _reading(quantity: Quantity, *, negative: bool, mark: Mark, text: str) -> Reading:
    sign = -1 if negative else 1
    needed = _needed_decimals(quantity.value)
    if needed is None:
        raise TOO_FINE.refuse(value=shown(text), decimals=MAX_DECIMALS)
    if not _fits(quantity.value, needed):
        raise TOO_LARGE.refuse(value=shown(text), limit=in_groups(MAX_SCALED))
    # Zeros written at the end are kept if there is room for them; digits are never dropped.
    written = quantity.decimals
    keeps = written is not None and written <= MAX_DECIMALS and _fits(quantity.value, written)
    decimals = written if written is not None and keeps else needed
    other = quantity.other
    return Reading(
        _decimal(sign * quantity.value, decimals),
        decimals,
        mark,
        None if other is None else _decimal(sign * other, _needed_decimals(other) or 0),
    )


def _needed_decimals(value: Fraction) -> int | None:
    """The fewest decimals that hold `value` exactly, None above 6."""
    return next((n for n in range(MAX_DECIMALS + 1) if not value * 10**n % 1), None)


def _fits(value: Fraction, decimals: int) -> bool:
    return value * Fraction(10) ** decimals <= MAX_SCALED


def _decimal(value: Fraction, decimals: int) -> Decimal:
    return from_scaled(int(value * 10**decimals), decimals=decimals)
