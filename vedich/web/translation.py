"""Words of the pages: Vietnamese is the source, English comes from locale/en.po, read at the start.

Only templates use it: `{{ _("…") }}` and `{% trans %}…{% endtrans %}`. A text without an English
entry shows its source rather than nothing; a guard test keeps that from shipping. The language is
that of the visit going on, so that macros imported without context speak it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

from polib import pofile

from vedich.core.errors import Language


CATALOGUE: Final = Path(__file__).parent / "locale" / "en.po"

_spoken: ContextVar[Language] = ContextVar("language", default="vi")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, templates speak `language`."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> Language:
    """The language of the visit going on; Vietnamese outside any visit."""
    return _spoken.get()


def gettext(source: str) -> str:
    """`source`, or its English where that is spoken and written down."""
    return source if spoken() == "vi" else english().get(source, (source,))[0]


def ngettext(one: str, many: str, number: int) -> str:
    """As `gettext`, for texts with a number: Vietnamese has one form, English two."""
    if spoken() == "vi":
        return many
    forms = english().get(one, (one, many))
    return forms[0] if number == 1 else forms[-1]


@cache
def english() -> Mapping[str, tuple[str, ...]]:
    """Every English text by its Vietnamese source: one form, or one and many."""
    return read(CATALOGUE)


def read(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The entries of a catalogue that have a translation."""
    entries: dict[str, tuple[str, ...]] = {}
    for entry in pofile(str(path), encoding="utf-8"):
        forms = [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [entry.msgstr]
        if all(forms) and not entry.obsolete:
            entries[entry.msgid] = tuple(forms)
    return entries
