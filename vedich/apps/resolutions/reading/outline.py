"""What stands above a place of the text: headings, and with them prong, field and where to look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from vedich.apps.resolutions.models import Prong
from vedich.core.documents import BlockKind, FrozenText
from vedich.core.vietnamese import fold


_NUMBER: Final = re.compile(
    r"^\s*(?:phần (?:thứ )?\S+|[IVXLC]+|[A-Z]|[0-9]+(?:\.[0-9]+)*)[.)/:\s-]+", re.I
)
_ABOUT: Final = re.compile(r"^(?:về|lĩnh vực|chỉ tiêu về|nhóm chỉ tiêu(?: về)?|mũi)\s+", re.I)
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (r"phần.*", r"[IVXLC]+", r"[A-ZĐ]", r"[0-9]+(?:\.[0-9]+)*")
)
_UNNUMBERED: Final = 9
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings above a place, nearest first, and the page it stands on."""

    headings: tuple[str, ...]
    page: int | None

    def prong(self, prongs: Iterable[Prong]) -> int | None:
        """The number of the prong that a heading names."""
        by_words = [(one.number, [fold(one.name), fold(one.short)]) for one in prongs]
        for heading in map(fold, self.headings):
            for number, names in by_words:
                if any(name and name in heading for name in names):
                    return number
        return None

    @property
    def field(self) -> str:
        """The nearest heading without its number: “1. Về kinh tế” is kinh tế."""
        if not self.headings:
            return ""
        words = _ABOUT.sub("", _NUMBER.sub("", self.headings[0])).strip(" .:;-")
        return words[:1].upper() + words[1:]

    @property
    def section(self) -> str:
        """The numbers of the headings, outermost first: “II.3”."""
        found = [_NUMBER.match(heading) for heading in reversed(self.headings)]
        return ".".join(one[0].strip(" .):/-") for one in found if one)


def outline(source: FrozenText, at: int) -> Outline:
    """The headings above the place `at`, each of a lower rank than the one before."""
    above = [block for block in source.blocks if block.start <= at]
    standing: list[tuple[int, str]] = []
    for block in above:
        if block.kind is BlockKind.HEADING:
            words = source.quote(block.start, block.end)
            rank = _rank(words)
            standing = [one for one in standing if one[0] < rank]
            standing.append((rank, words))
    tables = [table.page for table in source.tables if table.start <= at < table.end]
    page = tables[0] if tables else above[-1].page if above else None
    return Outline(tuple(words for _, words in reversed(standing)), page)


def _rank(heading: str) -> int:
    """How high a heading stands by its number: Phần, I, A, 1, 1.1; without one it is the lowest."""
    found = _NUMBER.match(heading)
    number = found[0].strip(" .):/-") if found else ""
    for rank, shape in enumerate(_SHAPES):
        if shape.fullmatch(number):
            return rank + number.count(".")
    return _UNNUMBERED if number or not heading.isupper() else 0


def sentence(source: FrozenText, start: int, end: int) -> str:
    """The whole sentence, list item or row that holds a span."""
    text = source.text
    first = max(text.rfind(sign, 0, start) + len(sign) for sign in ("\n", ". ", "; ", "\n"))
    first = max(first, start - _LONGEST) if first else max(0, start - _LONGEST)
    stops = [at for at in (text.find(sign, end) for sign in ("\n", ". ", ";")) if at >= 0]
    last = min([*stops, len(text), end + _LONGEST])
    if end > start and text[end - 1 : end] in ".;\n":
        last = end
    return text[min(first, start) : max(last, end)].strip(" -+*•\t\n;")
