"""What typing and pasting leave in a text, taken out before it is read."""

from __future__ import annotations

import unicodedata


# Typed with an East Asian keyboard, or pasted from such a page.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Left behind by web pages and by Word; invisible, so nobody could mend a refusal.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
# The five tone marks only: the breve, circumflex and horn make other letters.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def plain(text: str) -> str:
    """`text` composed (NFC), in lower case, full-width signs as ASCII, each blank one space.

    Not NFKC: that would turn 10² into 102.
    """
    cleaned = text.translate(_INVISIBLE).translate(_FULL_WIDTH)
    return " ".join(unicodedata.normalize("NFC", cleaned).lower().split())


def word_key(word: str) -> str:
    """One key for a word wherever its tone is written: hòa and hoà, triệu and triêụ."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in letters if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tones


def phrase_key(phrase: str) -> str:
    """The keys of the words of a phrase, a space between them."""
    return " ".join(word_key(word) for word in phrase.split())


def in_groups(limit: int) -> str:
    """A limit for a message, its thousands set off by thin spaces, which both languages read."""
    return f"{limit:,}".replace(",", "\u202f")


def shown(text: str) -> str:
    """`text` for a message: whole, unless it is so long that the message would drown."""
    return text if len(text) <= 60 else text[:59] + "…"
