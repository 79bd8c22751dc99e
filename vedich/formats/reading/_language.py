"""Whether a text is Vietnamese: letters that hardly any other language has."""

from __future__ import annotations

import unicodedata
from typing import Final


_ENOUGH: Final = 200
"""Fewer letters say nothing about the language: a note of one line is read."""
_LEAST: Final = 0.03
"""Vietnamese has 16 to 20 such letters in a hundred; a bilingual page half of that."""
_SAMPLE: Final = 200_000
_ONLY_HERE: Final = frozenset("\u0323\u0309\u031bđĐ")
"""Dot below, hook above and horn as marks, and đ. Breve, tilde and the accents are others' too."""


def is_vietnamese(text: str) -> bool:
    """Whether `text` has the marked letters of Vietnamese, or is too short to tell."""
    pieces = unicodedata.normalize("NFD", text[:_SAMPLE])
    letters = sum(map(str.isalpha, pieces))
    if letters < _ENOUGH:
        return True
    return sum(pieces.count(one) for one in _ONLY_HERE) >= _LEAST * letters
