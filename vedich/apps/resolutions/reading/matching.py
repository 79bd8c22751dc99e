"""Which indicator of the catalogue the words of a document mean: shared words, then the unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vedich.apps.figures.models import Indicator
from vedich.core.errors import Language, Refused
from vedich.core.numbers import Unit, read_unit
from vedich.core.vietnamese import fold
from vedich.rulebook.lexicon import lexicon


MOST: Final = 3
"""As many are offered; the whole catalogue is one press away."""

_ENOUGH: Final = 0.3
_WORD: Final = re.compile(r"\w+")
# words that every second name has say nothing about which one is meant
_COMMON: Final = frozenset(
    fold(word)
    for word in (
        "tỷ lệ",
        "số",
        "tổng",
        "có",
        "được",
        "đạt",
        "các",
        "của",
        "và",
        "trên",
        "còn",
        "lại",
        "mới",
    )
    for word in word.split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator that may be meant; `more` says what it measures and who compiles it."""

    code: str
    name: str
    more: str
    best: bool


def matches(
    name: str, unit: str, indicators: Iterable[Indicator], language: Language
) -> Sequence[Match]:
    """The likeliest indicators, best first; one below the mark is not offered at all."""
    wanted = _words(name)
    scored = [(_score(wanted, unit, one), one.code, one) for one in indicators]
    likely = sorted((one for one in scored if one[0] >= _ENOUGH), key=lambda one: (-one[0], one[1]))
    return [_match(one, language, best=not n) for n, (_, _, one) in enumerate(likely[:MOST])]


def same_unit(written: str, indicator: Indicator) -> Fraction | None:
    """By what a number in the written unit is multiplied to be in the indicator's, if they agree.

    What follows “/” (per head, per year) is not compared: documents leave it out.
    """
    mine, theirs = _unit(written), _unit(indicator.unit)
    if mine is None or theirs is None or mine.key != theirs.key:
        bare = not written.strip()
        return Fraction(1) if bare else None
    return mine.factor / theirs.factor


def _unit(text: str) -> Unit | None:
    try:
        return read_unit(text.split("/")[0])
    except Refused:
        return None


def _words(text: str) -> frozenset[str]:
    """The words that tell one indicator from another, short forms written out."""
    short = lexicon().abbreviations
    full = " ".join(short.get(word, word) for word in _WORD.findall(text))
    return frozenset(_WORD.findall(fold(full))) - _COMMON


def _score(wanted: frozenset[str], unit: str, one: Indicator) -> float:
    """Words shared with the name, or with what is counted, or said of it; a unit that fits adds."""
    best = max(
        _alike(wanted, _words(one.name)),
        0.95 * _alike(wanted, _words(f"{one.name} {one.part}")),
        0.5 * len(wanted & _words(one.definition)) / (len(wanted) or 1),
    )
    fits = same_unit(unit, one) is not None
    return best + (0.1 if fits else -0.15) if best else 0.0


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of all their words that both have."""
    return len(one & other) / (len(one | other) or 1)


def _match(one: Indicator, language: Language, *, best: bool) -> Match:
    english = language == "en"
    name = one.name_en if english and one.name_en else one.name
    unit = one.unit_en if english and one.unit_en else one.unit
    said = one.definition_en if english and one.definition_en else one.definition
    return Match(one.code, name, f"{said} ({unit})" if said else unit, best)
