"""The keys of rows that forms, addresses and references name."""

from __future__ import annotations


def row_key(text: str | None) -> int | None:
    """The key of a row, or a small number, that a form or an address names; None for anything else.

    ASCII digits only: “²” is a digit to Python and no number. No longer than a database's key.
    """
    good = text and text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if text and good else None
