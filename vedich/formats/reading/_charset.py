"""Bytes to letters: what the file says of itself, else what its bytes allow."""

from __future__ import annotations

import codecs
import re
from typing import Final


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{3,20})""")
_HEAD: Final = 4096
_FEW: Final = 1_000
"""One broken byte in so many is a slip in a text; more is another alphabet."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd\ufffe\uffff]")
_TEXTS: Final = frozenset(
    ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "iso8859-1", "ascii")
)


def decoded(data: bytes, *, declares: bool = False) -> str | None:
    """The text of `data`, or None where it is no text at all.

    In order: a byte order mark; UTF-16 by its zero bytes; UTF-8 where the bytes are that; what the
    head of the file `declares`; windows-1258, the old Vietnamese code page.
    """
    text = _decoded(data, declares=declares)
    if text is None or _rubbish(text):
        return None
    return text.removeprefix("\ufeff")


def _decoded(data: bytes, *, declares: bool) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _tried(data, name) or data.decode(name, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    text = _utf8(data)
    if text is not None:
        return text
    said = _declared(data) if declares else None
    return (_tried(data, said) if said else None) or _tried(data, "cp1258")


def _tried(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of blanks and signs is zero."""
    head = data[:_HEAD]
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    least = len(head) // 10
    if odd > least and not even:
        return "utf-16-le"
    if even > least and not odd:
        return "utf-16-be"
    return None


def _utf8(data: bytes) -> str | None:
    text = _tried(data, "utf-8")
    if text is not None:
        return text
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    marked = sum(letter > "\x7f" for letter in text) - broken
    return text if marked and broken <= 1 + len(text) // _FEW else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return name if name in _TEXTS else None


def _rubbish(text: str) -> bool:
    """Whether so many signs are no letters that this never was a text."""
    return len(_CONTROLS.findall(text)) > 1 + len(text) // 200
