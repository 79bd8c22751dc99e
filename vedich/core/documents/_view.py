"""The text as a reader sees it: one spelling, one kind of blank and dash, and back to the source.

Documents come decomposed, with tones in the new place, with non-breaking blanks and three dashes.
Folding them away must not move the marks on the page, so every character knows where it came from.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from vedich.core.vietnamese import normalise


_MARKS = "\u0300-\u036f"
_CLUSTER = re.compile(f"[^{_MARKS}][{_MARKS}]+|[{_MARKS}]+")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2007\u2008\u2009\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’", "'"),
    }
)


class View:
    """`text` folded with its case kept, `low` in lower case; both have the same length."""

    def __init__(self, source: str) -> None:
        self._length = len(source)
        self._steps: list[int] = []
        self._shifts: list[int] = []
        composed = source
        if not unicodedata.is_normalized("NFC", source):
            composed = self._compose(source)
        self.text = normalise(composed.translate(_SIGNS))
        lower = self.text.lower()
        if len(lower) != len(self.text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        self.low = lower

    def _compose(self, source: str) -> str:
        """NFC, letter by letter, noting where the text becomes shorter."""
        parts: list[str] = []
        last = shift = length = 0
        for found in _CLUSTER.finditer(source):
            start, end = found.span()
            composed = unicodedata.normalize("NFC", found[0])
            parts += (source[last:start], composed)
            length += start - last + len(composed)
            last = end
            if len(composed) != end - start:
                shift += end - start - len(composed)
                self._steps.append(length)
                self._shifts.append(shift)
        parts.append(source[last:])
        return "".join(parts)

    def origin(self, index: int) -> int:
        """Where the character at `index` of the view stands in the source; its end for the end."""
        step = bisect_right(self._steps, index)
        return min(self._length, index + (self._shifts[step - 1] if step else 0))

    def seen(self, index: int) -> int:
        """Where the view has the source's character at `index`."""
        low, high = 0, len(self.low)
        while low < high:
            middle = (low + high) // 2
            if self.origin(middle) < index:
                low = middle + 1
            else:
                high = middle
        return low
