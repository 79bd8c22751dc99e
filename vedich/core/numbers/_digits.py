"""One number in digits, as Vietnamese people type it (UX §6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from vedich.core.errors import Message


ENGLISH_STYLE = Message(
    code="number.english_style",
    vi="“{value}” dùng dấu phẩy để phân nhóm theo lối Anh. Hãy viết {mended}.",
    en="“{value}” groups with commas, the English way. Write {mended}.",
)

# A zero in front is accepted in whole numbers and before a comma: documents print "05 tiêu chí".
# Before a point it is refused, since "012.345" is neither grouped nor a likely decimal.
_WHOLE = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,([0-9]+))?")
_COMMA = re.compile(r"([0-9]*),([0-9]+)")
_POINT = re.compile(r"(0|[1-9][0-9]*)?\.([0-9]+)")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}|[1-9][0-9]*\.[0-9]{3}")
# What is longer is no number of ours (limit 10^15), and int() need not be asked.
_LONGEST = 60
_SWAPPED = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Digits:
    """A number in digits: its value, its decimals as written, and what else it may have meant."""

    value: Fraction
    decimals: int
    other: Fraction | None


def read_digits(text: str) -> Digits | None:
    """The number, or None if `text` is not one.

    A point groups when one to three digits stand before it and exactly three after; otherwise it
    is a decimal point. A comma is always decimal. `other` is set wherever a different habit gives
    a number a thousand times larger or smaller: "1.234", "1,234", "1234.567".

    Refused: English grouping, "1,234.5". It has one meaning only, yet "1,234" has another here
    than there: taking the first would teach a habit that is silently wrong in the second.
    """
    if _ENGLISH.fullmatch(text):
        raise ENGLISH_STYLE.refuse(value=text, mended=text.translate(_SWAPPED))
    parts = _parts(text) if len(text) <= _LONGEST else None
    if parts is None:
        return None
    whole, tail = parts
    value = Fraction(int(whole + tail), 10 ** len(tail))
    return Digits(value, len(tail), _other(text, grouped=not tail))


def _parts(text: str) -> tuple[str, str] | None:
    """The digits before and after the decimal sign."""
    if _WHOLE.fullmatch(text):
        return text, ""
    if found := _GROUPED.fullmatch(text):
        return re.sub(r"[. ]", "", found[1]), found[2] or ""
    if found := _COMMA.fullmatch(text) or _POINT.fullmatch(text):
        return found[1] or "", found[2]
    return None


def _other(text: str, *, grouped: bool) -> Fraction | None:
    if not _DOUBTFUL.fullmatch(text):
        return None
    # The same digits without the sign between them are the other habit's number.
    together = int(re.sub(r"[.,]", "", text))
    return Fraction(together, 1000) if grouped else Fraction(together)
