"""Vietnamese text: one spelling, search without marks, order of the alphabet, dates in words."""

from __future__ import annotations

from vedich.core.vietnamese._dates import read_date, write_date, write_formal_date
from vedich.core.vietnamese._order import sort_key
from vedich.core.vietnamese._spelling import fold, normalise, same_name


__all__ = [
    "fold",
    "normalise",
    "read_date",
    "same_name",
    "sort_key",
    "write_date",
    "write_formal_date",
]
