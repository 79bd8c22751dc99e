"""Errors for people: what is wrong, which value, how to mend it, in their language.

A message is declared once, as a constant beside the rule that needs it, in Vietnamese (the source)
and English. Its code never changes, so that a screen, a test or a support call can name it::

    UNREADABLE = Message(
        code="period.unreadable",
        vi="“{value}” không phải là một kỳ. Hãy viết như 2022-06 hoặc 2022-Q2.",
        en="“{value}” is not a period. Write it like 2022-06 or 2022-Q2.",
    )
    raise UNREADABLE.refuse(value=text)

House rule for the words: whole sentences; first what is wrong, with the value; then the remedy.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_catalogue: dict[str, Message] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that can be wrong, in every language, with named gaps for the values.

    Raises ValueError when it is declared badly: a code that is not dotted lower case or is taken,
    a gap without a plain name, languages whose gaps differ, a text that is not a whole sentence. So
    a bad message cannot ship.
    """

    code: str
    vi: str
    en: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is not a code like period.unreadable")
        if not all(gap.isidentifier() for gap in _gaps(self.vi) | _gaps(self.en)):
            raise ValueError(f"{self.code}: a gap has a name, like {{value}}")
        if _gaps(self.vi) != _gaps(self.en):
            raise ValueError(f"{self.code}: the languages name different values")
        if not all(text.endswith((".", "?")) for text in (self.vi, self.en)):
            raise ValueError(f"{self.code}: a message is a whole sentence")
        if self.code in _catalogue and _catalogue[self.code] != self:
            raise ValueError(f"{self.code} is taken by another message")
        _catalogue[self.code] = self

    def say(self, language: Language, values: Mapping[str, object]) -> str:
        """The sentence in `language`, its gaps filled with `values`."""
        return (self.vi if language == "vi" else self.en).format_map(values)

    def refuse(self, **values: object) -> Refused:
        """The exception to raise. Raises ValueError unless `values` fill the gaps exactly."""
        if set(values) != _gaps(self.vi):
            raise ValueError(f"{self.code} wants {sorted(_gaps(self.vi))}, got {sorted(values)}")
        return Refused(self, values)


def catalogue() -> Mapping[str, Message]:
    """Every message declared so far, by code: for guards, the manual and translators."""
    return dict(_catalogue)


class Refused(ValueError):
    """A value that was refused, ready to be said in any language.

    `str(error)` is English, for logs and tracebacks; people get `error.say(language)`.
    """

    def __init__(self, message: Message, values: Mapping[str, object]) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = dict(values)

    @property
    def code(self) -> str:
        """The lasting name of what is wrong, like ``period.unreadable``."""
        return self.message.code

    def say(self, language: Language) -> str:
        """What is wrong, which value, and how to mend it, in `language`."""
        return self.message.say(language, self.values)

    def __str__(self) -> str:
        return self.say("en")


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
