"""The shelf of yardsticks: what others measured of their plans, to hold ours against (peers).

They are neither norm nor law; each says who measured it and how sure we are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from vedich.core.errors import Language
from vedich.rulebook.dated import Confidence, Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


CODES: Final = ("never_reported", "fresh", "owned", "size")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What others measured: `percent` of theirs, the sentence that says it, who says so."""

    percent: int
    words: Words
    source: str
    confidence: Confidence

    def say(self, language: Language) -> str:
        """The sentence in `language`."""
        return self.words.say(language)


@cache
def yardsticks() -> Mapping[str, tuple[Words, Dated[int]]]:
    """The shelf by code. Raises RefusedAt where it is not as it must be."""
    return load("yardsticks/yardsticks.yaml", read)


def yardstick(code: str, day: date) -> Yardstick | None:
    """What is held against `code` on `day`; None where nobody measured it."""
    if code not in yardsticks():
        return None
    words, dated = yardsticks()[code]
    for version in dated:
        if version.stamp.stands(day) and version.value is not None:
            stamp = version.stamp
            return Yardstick(version.value, words, stamp.source, stamp.confidence)
    return None


def read(entry: Entry) -> Mapping[str, tuple[Words, Dated[int]]]:
    """The whole file. Raises RefusedAt."""
    return {code: entry.one(code, _read) for code in CODES}


def _read(entry: Entry) -> tuple[Words, Dated[int]]:
    return entry.words("words"), Dated.read(entry, "yardsticks", _percent)


def _percent(entry: Entry) -> int:
    return entry.whole("percent", 0, 100)
