"""Plain text as frozen text: kept letter by letter, only ends of lines are made alike."""

from __future__ import annotations

import re
from typing import Final

from vedich.core.documents import FrozenText, plain
from vedich.formats.reading._charset import decoded
from vedich.formats.reading._limits import MOST_CHARACTERS
from vedich.formats.reading._refusals import TOO_MUCH_TEXT, UNKNOWN, Source


_ENDS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOT_KEPT: Final = re.compile(r"[\x00-\x08\x0e-\x1b\ud800-\udfff]")
"""What no database keeps; a slip in a file that was read as text."""


def read(source: Source) -> FrozenText:
    """The text of a .txt. Raises Refused where the bytes are no text."""
    text = decoded(source.data)
    if text is None:
        raise source.refuse(UNKNOWN)
    text = _NOT_KEPT.sub("", _ENDS.sub("\n", text))
    if len(text) > MOST_CHARACTERS:
        raise source.refuse(TOO_MUCH_TEXT, most=MOST_CHARACTERS)
    return plain(text)
