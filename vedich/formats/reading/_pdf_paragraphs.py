"""Lines of a PDF page to paragraphs again, by what a typesetter does: margins, indents, gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from vedich.formats.reading._joining import hyphenated, starts_item, together
from vedich.formats.reading._pdf_words import Line


_ENDS: Final = (".", ";", ":", "!", "?")
_WIDER: Final = 1.35
"""A step to the next line that is so much larger than the usual one parts paragraphs."""
_INDENT: Final = 0.6
"""Of the height of letters: what begins further in begins a paragraph."""
_OTHER_SIZE: Final = 1.18
_ENOUGH: Final = 12
"""So many lines show where the margin of their page is."""
_FEW_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines of a page end at most, and their usual distance."""

    right: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[Line], right: float) -> Margins:
        """As the lines of a page show them; `right` is that of its neighbours, if it has few."""
        steps = sorted(a.y - b.y for a, b in zip(lines, lines[1:], strict=False) if a.y > b.y)
        own = right_of(lines) if len(lines) >= _ENOUGH else right
        return cls(own, steps[len(steps) // 4] if steps else 0.0)


def right_of(lines: Iterable[Line]) -> float:
    """Where lines end at most: the second longest, because one may stick out."""
    ends = sorted((line.x1 for line in lines if line.count > _FEW_WORDS), reverse=True)
    return ends[min(1, len(ends) - 1)] if ends else 0.0


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph so far."""

    page: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one."""
        return together([line.text for line in self.lines])

    def takes(self, line: Line, margins: Margins, *, same_page: bool) -> bool:
        """Whether `line` goes on with this paragraph, which ended at `margins`' page."""
        last = self.lines[-1]
        before = last.text
        if starts_item(line.text, before) or before.isupper() != line.text.isupper():
            return False
        if not 1 / _OTHER_SIZE < line.size / max(last.size, 0.1) < _OTHER_SIZE:
            return False
        if same_page and not 0 < last.y - line.y <= _WIDER * margins.pitch:
            return False
        return hyphenated(before) or (self._full(line, margins) and not self._indented(line))

    def _full(self, line: Line, margins: Margins) -> bool:
        """Whether the next line's first word had no room on the last one."""
        last = self.lines[-1]
        blank = 0.2 * last.size
        return last.x1 + blank + line.first > margins.right - blank

    def _indented(self, line: Line) -> bool:
        last = self.lines[-1]
        step = line.x0 - last.x0
        if len(self.lines) > 1:
            return step > _INDENT * last.size
        # after a first line: further in, or again as far in after the end of a sentence
        ended = last.text.endswith(_ENDS) and line.text[:1].isupper()
        return ended and step > -_INDENT * last.size
