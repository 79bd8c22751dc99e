"""Words and paths as the index keeps them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from vedich.core.permits import Path
from vedich.core.vietnamese import fold


_WORDS: Final = re.compile(r"[0-9a-z]+")
_LONGEST: Final = 40


def words_of(text: str) -> Sequence[str]:
    """The folded words of a text, each once, in their order."""
    return list(dict.fromkeys(word[:_LONGEST] for word in _WORDS.findall(fold(text))))


def words_in(folded: str) -> Set[str]:
    """The words of a text that is folded already."""
    return {word[:_LONGEST] for word in _WORDS.findall(folded)}


def joined(path: Path) -> str:
    """A path as the index keeps it: “|83|832|”; the path of everything is “|”."""
    return "|" + "".join(f"{step}|" for step in path)
