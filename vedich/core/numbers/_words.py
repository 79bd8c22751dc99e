"""Numbers in words, and mixed with digits: "3 triệu 150 ngàn", "hai trăm linh năm"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from vedich.core.numbers._digits import Digits, read_digits
from vedich.core.numbers._plain import word_key
from vedich.core.numbers._vocabulary import (
    BILLIONS,
    DIGIT_WORDS,
    FIRST,
    HALVES,
    HUNDRED,
    LATER,
    NO_HUNDREDS,
    ROUND_ENDS,
    SCALES,
    SMALL_SCALES,
    VOCABULARY,
)


_BILLION = 10**9
_TOKEN = re.compile(r"[0-9.,](?:[0-9., ]*[0-9.,])?|[^\W0-9_]+")
# The longest number in words has some 150 characters; the limit also bounds the recursion at tỷ.
_LONGEST = 250
_THREE_DIGITS = re.compile(r"[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read: its value and what its spelling tells.

    `decimals` are those written, if it is one number in digits; `other` is the second meaning of
    those digits. `scale` is the scale word of a one-term number ("2 triệu": 10^6), which a range
    gives to its lower end ("2-3 triệu"), and 0 with more terms, where it is unclear what to give.
    So it is when `round_end`: the amount ends in trăm, chục or mươi ("hai đến ba trăm").
    """

    value: Fraction
    decimals: int | None
    other: Fraction | None
    scale: int
    round_end: bool = False


@dataclass(frozen=True, slots=True)
class _Term:
    """One amount with its scale word: "150 ngàn". `digits` if the amount is in digits alone."""

    amount: Fraction
    scale: int
    digits: Digits | None
    text: str
    half: bool

    @property
    def value(self) -> Fraction:
        """The amount times the scale."""
        return self.amount * self.scale + (Fraction(self.scale, 2) if self.half else 0)


def read_quantity(text: str) -> Quantity | None:
    """The number that `text` (made `plain`) says, or None. Refused: English grouping."""
    keys = _keys(text)
    return None if keys is None else _read(keys)


def knows_words(text: str) -> bool:
    """Whether `text` has number words and no others: unclear then, rather than no number."""
    words = [key for key in _keys(text) or () if not _is_digits(key)]
    return bool(words) and VOCABULARY.issuperset(words)


def _keys(text: str) -> list[str] | None:
    """Numbers in digits and the keys of words, or None where there is anything else."""
    tokens: list[str] = _TOKEN.findall(text)
    if len(text) > _LONGEST or "".join(tokens).replace(" ", "") != text.replace(" ", ""):
        return None
    return [token if _is_digits(token) else word_key(token) for token in tokens]


def _read(keys: list[str]) -> Quantity | None:
    """Split at the last tỷ: what stands before it is a number of its own ("90 nghìn tỷ")."""
    cut = max((i for i, key in enumerate(keys) if key in BILLIONS), default=None)
    if cut is None:
        return _whole(_terms(keys))
    return _billions(_read(keys[:cut]), keys[cut + 1 :])


def _billions(count: Quantity | None, rest: list[str]) -> Quantity | None:
    if count is None:
        return None
    value, other = count.value * _BILLION, count.other
    if not rest:
        other = None if other is None else other * _BILLION
        return Quantity(value, None, other, count.scale * _BILLION, count.round_end)
    if count.value.denominator != 1:
        return None
    if len(rest) == 1 and rest[0] in HALVES:
        # "2 nghìn tỷ rưỡi" may mean half a billion or half a thousand billions.
        sure = count.scale == 1 and not count.round_end
        return Quantity(value + _BILLION // 2, None, None, 0) if sure else None
    terms = _terms(rest, later=True)
    if terms is None or not _descends(terms, below=_BILLION):
        return None
    return Quantity(value + sum(term.value for term in terms), None, None, 0)


def _whole(terms: list[_Term] | None) -> Quantity | None:
    """A number without tỷ, from its terms."""
    if not terms or not _descends(terms[1:], below=terms[0].scale):
        return None
    if len(terms) > 1:
        if terms[0].amount.denominator != 1:
            return None
        return Quantity(sum((term.value for term in terms), Fraction(0)), None, None, 0)
    [term] = terms
    digits = term.digits
    other = None
    if digits is not None and digits.other is not None:
        other = term.value + (digits.other - digits.value) * term.scale
    bare = digits is not None and term.scale == 1
    decimals = digits.decimals if digits and bare else None
    return Quantity(term.value, decimals, other, term.scale, _is_round(term.text))


def _descends(terms: Iterable[_Term], *, below: int) -> bool:
    """Whether each term is smaller than the scale before it, and the last one is sure."""
    # A fraction ends a number: "1 tỷ 200,5 triệu" is said, "1 tỷ 2,5 triệu 300 nghìn" is a slip.
    broken = False
    for term in terms:
        if broken or (term.scale == 1 and not _is_sure(term, below=below)):
            return False
        if term.amount >= 1000 or term.value >= below:
            return False
        broken = term.amount.denominator != 1
        below = term.scale
    return True


def _is_sure(term: _Term, *, below: int) -> bool:
    """Whether an amount without a scale word means units, whoever hears it.

    "3 triệu 2" is 3 200 000 in speech. A full group is sure after nghìn; one that says its empty
    hundreds ("không trăm linh hai") is sure anywhere.
    """
    if term.digits is not None:
        return below == 1000 and _THREE_DIGITS.fullmatch(term.text) is not None
    return term.text.startswith(NO_HUNDREDS) or (below == 1000 and term.text not in DIGIT_WORDS)


def _terms(keys: list[str], *, later: bool = False) -> list[_Term] | None:
    terms: list[_Term] = []
    while keys:
        taken = _amount(keys, later=later or bool(terms))
        if taken is None:
            return None
        amount, digits, used = taken
        text, keys = " ".join(keys[:used]), keys[used:]
        scale = SCALES.get(keys[0], 1) if keys else 1
        keys = keys[1:] if scale > 1 else keys
        half = bool(keys) and keys[0] in HALVES
        # "rưỡi" ends a number, and halves a scale word, never a bare amount or a fraction.
        whole = amount.denominator == 1 and not _is_round(text)
        if half and (len(keys) > 1 or scale == 1 or not whole):
            return None
        keys = keys[1:] if half else keys
        terms.append(_Term(amount, scale, digits, text, half))
    return terms


def _amount(keys: list[str], *, later: bool) -> tuple[Fraction, Digits | None, int] | None:
    """The amount at the front, its digits if it is in digits, and how many keys it took."""
    if _is_digits(keys[0]):
        return _amount_in_digits(keys)
    used = next((i for i, key in enumerate(keys) if key in SCALES or _is_digits(key)), len(keys))
    phrase = (LATER if later else FIRST).get(" ".join(keys[:used]))
    return None if phrase is None else (phrase, None, used)


def _amount_in_digits(keys: list[str]) -> tuple[Fraction, Digits | None, int] | None:
    """Digits, with the "trăm", "chục", "trăm rưỡi" after them: then no longer digits alone."""
    digits = read_digits(keys[0])
    size = SMALL_SCALES.get(keys[1]) if len(keys) > 1 else None
    if digits is None or size is None:
        return None if digits is None else (digits.value, digits, 1)
    if digits.other is not None:
        return None
    # As in words: "3 trăm rưỡi" is 350, and may count nghìn or triệu after it.
    if keys[1] == HUNDRED and len(keys) > 2 and keys[2] in HALVES:
        return digits.value * size + 50, None, 3
    return digits.value * size, None, 2


def _is_round(text: str) -> bool:
    return text.endswith(ROUND_ENDS)


def _is_digits(key: str) -> bool:
    return key[0] in "0123456789.,"
