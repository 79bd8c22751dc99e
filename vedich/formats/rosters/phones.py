"""Telephone numbers as they stand in lists: without the 0 Excel ate, with +84, of old series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Change(StrEnum):
    """What was done to a number so that it can be called."""

    NONE = ""
    ZERO = "zero"
    """The leading 0 was missing."""
    COUNTRY = "country"
    """+84 became 0."""
    SERIES = "series"
    """An eleven-digit mobile number got the ten digits it has had since 2018."""
    FIRST = "first"
    """The first of several."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number of digits that can be called; `good` False: what was written is none."""

    digits: str
    good: bool
    change: Change = Change.NONE


# Bộ Thông tin và Truyền thông: mobile numbers of 11 digits have had 10 since 15/9/2018
_SERIES: Final = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_MOBILE: Final = re.compile(r"0[35789][0-9]{8}")
_FIXED: Final = re.compile(r"02[0-9]{8,9}")
_SIGNS: Final = re.compile(r"[0-9+().\s-]+")


def read_phone(text: str) -> Phone:
    """The number in `text`. Blank is good: somebody may have none."""
    whole = " ".join(text.split())
    if not whole:
        return Phone("", good=True)
    first = next((part for part in re.split(r"[/;,]|\s[-–]\s", whole) if part.strip()), whole)
    change = Change.FIRST if first.strip() != whole.strip() else Change.NONE
    if not _SIGNS.fullmatch(first.strip()):
        return Phone(whole, good=False)
    digits = re.sub(r"[^0-9]", "", first)
    if first.strip().startswith(("+84", "(+84")) or (digits.startswith("84") and len(digits) > 10):
        digits, change = "0" + digits.removeprefix("84").removeprefix("0"), Change.COUNTRY
    elif not digits.startswith("0"):
        digits, change = "0" + digits, Change.ZERO
    if len(digits) == 11 and digits[:4] in _SERIES:
        digits, change = _SERIES[digits[:4]] + digits[4:], Change.SERIES
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits):
        return Phone(digits, good=True, change=change)
    return Phone(whole, good=False)


def write_phone(digits: str) -> str:
    """A number in the groups people read it in: 0913 000 101, 0275 387 1234."""
    if not digits.isdecimal():
        return digits
    return " ".join(part for part in (digits[:4], digits[4:7], digits[7:]) if part)
