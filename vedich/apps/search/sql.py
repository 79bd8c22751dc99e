"""Which rows hold all the words, in one statement; the same text on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection


ENOUGH: Final = 300
"""Rows taken at most: they are ranked afterwards, and nobody reads more."""

_END: Final = "{"
"""The sign after “z”: what begins with a word stands before the word and this."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Rows of `operations` below `path`; the path “|” is everywhere."""

    operations: tuple[str, ...]
    path: str


def holding(words: Sequence[str], allowed: Sequence[Allowed], *, whole: bool) -> list[int]:
    """Keys of rows that hold every word (`whole`) or a word that begins so, and may be seen.

    The first word drives, so the caller puts the rarest first. No order; at most ENOUGH.
    """
    if not words or not allowed:
        return []
    values: list[str] = []
    text = (
        "SELECT f.id FROM search_word d CROSS JOIN search_found f "
        f"WHERE {_match('d', words[0], values, whole=whole)} AND f.id = d.found_id"
    )
    # who may see it is asked first: for a commune that leaves one row in ten
    text += f" AND ({' OR '.join(_may(one, values) for one in allowed)})"
    for word in words[1:]:
        text += (
            " AND EXISTS (SELECT 1 FROM search_word w WHERE w.found_id = f.id AND "
            f"{_match('w', word, values, whole=whole)})"
        )
    text += f" LIMIT {ENOUGH}"
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return [row[0] for row in cursor.fetchall()]


def how_many(word: str, most: int) -> int:
    """How many rows hold a word that begins so, counted to `most`."""
    values: list[str] = []
    text = (
        "SELECT COUNT(*) FROM (SELECT 1 FROM search_word d WHERE "
        f"{_match('d', word, values, whole=False)} LIMIT {most}) AS few"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        (count,) = cursor.fetchone()
        return int(count)


def _match(table: str, word: str, values: list[str], *, whole: bool) -> str:
    if whole:
        values.append(word)
        return f"{table}.word = %s"
    values += [word, word + _END]
    return f"{table}.word >= %s AND {table}.word < %s"


def _may(one: Allowed, values: list[str]) -> str:
    values += one.operations
    marks = ", ".join(["%s"] * len(one.operations))
    if one.path == "|":
        return f"f.operation IN ({marks})"
    values += [one.path, one.path + _END]
    return f"(f.operation IN ({marks}) AND f.path >= %s AND f.path < %s)"
