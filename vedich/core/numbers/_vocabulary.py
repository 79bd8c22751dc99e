"""Every spelling of a number below a thousand, and the scale words.

What is not in the table is refused, so no rule can accept by accident what people hear two ways:
"hai trăm năm" (250 or 205), "hai ba" (23, or two to three), "mười năm" (ten years).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from vedich.core.numbers._plain import phrase_key, word_key


BILLIONS = {word_key(word) for word in ("tỷ", "tỉ")}
# "tr" because tables of budgets say so; no "k" and "M", which the house does not use (UX §6).
SCALES = {
    word_key(word): size
    for word, size in (
        ("nghìn", 10**3),
        ("ngàn", 10**3),
        ("vạn", 10**4),
        ("triệu", 10**6),
        ("tr", 10**6),
    )
}
HUNDRED = word_key("trăm")
# After digits these multiply ("5 trăm triệu"); in words they are part of a spelling below.
SMALL_SCALES = {word_key("chục"): 10, HUNDRED: 100}
# After these an upper end may speak for the lower one: "hai đến ba trăm".
ROUND_ENDS = (*SMALL_SCALES, word_key("mươi"))
HALVES = {word_key(word) for word in ("rưỡi", "rưởi")}

_UNDER_TEN = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
# Without "năm": after mười and mươi that is the word for years, and five is lăm or nhăm.
_AFTER_TENS = {word: n for word, n in _UNDER_TEN.items() if n != 5} | {"lăm": 5, "nhăm": 5}
# Words that say by themselves that a ten went before, so that mươi may be left out.
_CLIPPED = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_TENS = {word: 10 * n for word, n in _UNDER_TEN.items() if n > 1 and word != "tư"}


def _under_hundred() -> dict[str, int]:
    """mười … chín mươi chín, and the clipped "hai mốt", "ba lăm"."""
    table = {"mười": 10} | {f"mười {word}": 10 + n for word, n in _AFTER_TENS.items()}
    for tens, ten in _TENS.items():
        table[f"{tens} mươi"] = ten
        table |= {f"{tens} mươi {w}": ten + n for w, n in (_AFTER_TENS | {"mốt": 1}).items()}
        table |= {f"{tens} {word}": ten + n for word, n in _CLIPPED.items()}
    return table


def _hundreds(digits: Mapping[str, int], tails: Mapping[str, int]) -> dict[str, int]:
    return {
        f"{digit} trăm {tail}".rstrip(): 100 * hundred + n
        for digit, hundred in digits.items()
        for tail, n in tails.items()
    }


def _keyed(*tables: Mapping[str, int]) -> dict[str, Fraction]:
    """The tables in one, their phrases as keys."""
    # Some thousand phrases of some thirty words: each word is made a key once, at import.
    words = {word for table in tables for phrase in table for word in phrase.split()}
    keys = {word: word_key(word) for word in words}
    return {
        " ".join(keys[word] for word in phrase.split()): Fraction(n)
        for table in tables
        for phrase, n in table.items()
    }


_LINKED = {f"{link} {w}": n for link in ("linh", "lẻ") for w, n in _UNDER_TEN.items()}
_ROUND_TENS = {"một chục": 10} | {f"{word} chục": n for word, n in _TENS.items()}
_HUNDRED_DIGITS = {word: n for word, n in _UNDER_TEN.items() if word != "tư"}
# A digit alone is no tail: "một trăm hai" is 120 in speech, and 102 to a child at school.
_HUNDRED_TAILS = {"": 0, "rưỡi": 50, "rưởi": 50} | _LINKED | _under_hundred()

NO_HUNDREDS = phrase_key("không trăm")
DIGIT_WORDS = _keyed(_UNDER_TEN)
FIRST = (
    _keyed({"không": 0}, _UNDER_TEN, _under_hundred(), _ROUND_TENS)
    | _keyed(_hundreds(_HUNDRED_DIGITS, _HUNDRED_TAILS))
    | {phrase_key(half): Fraction(1, 2) for half in ("nửa", "một nửa")}
)
LATER = FIRST | _keyed(_LINKED, _hundreds({"không": 0}, _LINKED | _under_hundred()))
VOCABULARY = {word for phrase in LATER for word in phrase.split()}.union(
    BILLIONS, SCALES, SMALL_SCALES, HALVES
)
