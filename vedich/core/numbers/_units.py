"""Units with scale words, so that 1,2 tỷ đồng and 1.200 triệu đồng compare exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from vedich.core.errors import Message
from vedich.core.numbers._plain import phrase_key, plain, shown


NO_UNIT = Message(
    code="unit.blank",
    vi="“{value}” không phải là đơn vị tính. Hãy viết như triệu đồng/người/năm, hộ hoặc %.",
    en="“{value}” is not a unit. Write it like triệu đồng/người/năm, hộ or %.",
)
BASES_DIFFER = Message(
    code="unit.bases_differ",
    vi="Không so sánh được “{one}” với “{other}”. Hãy dùng cùng một đơn vị gốc.",
    en="“{one}” and “{other}” cannot be compared. Use one base unit for both.",
)

_SCALES = {
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "tr": 10**6,
    "vạn": 10**4,
    "nghìn": 10**3,
    "ngàn": 10**3,
}
# "tỷ lệ", "tỷ trọng" … are rates, not billions. "tr" and "tr." may touch the đ they shorten.
# A number counts as a scale word, because tables print "1.000 đồng" and "giường/10.000 dân".
_SCALE = re.compile(
    r"(tỷ|tỉ|triệu|tr|vạn|nghìn|ngàn|[1-9][0-9]{0,8}(?:\.[0-9]{3}){0,3})"
    r"(?:\.?\s*(?=(?:đ|đồng|vnđ|vnd)$)|\s+|$)(?!(?:lệ|trọng|số|suất)\b)"
)
# Spellings of one base only. Nothing is converted: hectares do not become square metres, since a
# base on a screen must be the one somebody reported in.
_SYNONYMS = {
    phrase_key(word): base
    for base, words in {
        "đồng": ("đ", "vnd", "vnđ", "₫", "đồng việt nam"),
        "usd": ("đô la", "đô la mỹ", "đôla", "us$", "$"),
        "%": ("phần trăm",),
        "‰": ("phần nghìn", "phần ngàn"),
        "điểm %": ("điểm phần trăm",),
        "ha": ("héc ta", "héc-ta", "hecta", "hec-ta"),
        "km": ("ki lô mét", "ki-lô-mét", "cây số"),
        "m2": ("m²", "mét vuông"),
        "m3": ("m³", "mét khối"),
        "km2": ("km²", "ki lô mét vuông"),
        "sản phẩm": ("sp",),
        "hợp tác xã": ("htx",),
    }.items()
    for word in words
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` of its `base`.

    "triệu đồng/người/năm" is 10^6 of "đồng/người/năm"; "giường/vạn dân" is 1/10^4 of "giường/dân".
    `name` is the text as it was written, `base` is in lower case. Two units are equal
    when factor and base are, wherever tones are written and however the parts after "/" stand.
    """

    name: str = field(compare=False)
    base: str = field(compare=False)
    factor: Fraction
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a unit."""

    value: Decimal
    unit: Unit

    @property
    def in_base(self) -> Fraction:
        """The exact number of base units."""
        return Fraction(self.value) * self.unit.factor


def read_unit(text: str) -> Unit:
    """The unit in `text`: "triệu đồng", "tr.đ", "nghìn tấn", "bác sĩ/10.000 dân", "%", "xã".

    Scale words multiply the base before the first "/", and divide it after. A scale word alone
    ("43,3 triệu") has an empty base: nothing says what is counted, so it compares only with its
    like. Kinds of one size (kg, tấn) stay two bases. Refused: blank, or blank around a "/".
    """
    head, *rest = plain(text).split("/")
    if not all(part.strip() for part in (head, *rest)):
        raise NO_UNIT.refuse(value=shown(text))
    factor, base = _measure(head)
    bases = []
    for part in rest:
        size, name = _measure(part)
        factor /= size
        bases.append(name)
    # Sorted: "đồng/người/năm" and "đồng/năm/người" divide by the same two.
    return Unit(
        name=" ".join(text.split()),
        base="/".join([base, *bases]),
        factor=factor,
        key="/".join([phrase_key(base), *sorted(map(phrase_key, bases))]),
    )


def compare(one: Amount, other: Amount) -> int:
    """-1, 0 or 1 as `one` is below, equal to or above `other`, exactly.

    Refused when the bases differ: đồng with người, but also % with ‰, and kg with tấn.
    """
    if one.unit.key != other.unit.key:
        raise BASES_DIFFER.refuse(one=one.unit.name, other=other.unit.name)
    return (one.in_base > other.in_base) - (one.in_base < other.in_base)


def _measure(text: str) -> tuple[Fraction, str]:
    """The factor of the scale words at the front, and the base after them."""
    factor, base = 1, text.strip()
    while found := _SCALE.match(base):
        word = found[1]
        factor *= _SCALES[word] if word in _SCALES else int(word.replace(".", ""))
        base = base[found.end() :]
    return Fraction(factor), _SYNONYMS.get(phrase_key(base), base)
