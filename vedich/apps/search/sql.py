"""Which rows hold all the words, in one statement; the same text on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection


ENOUGH: Final = 300
"""Rows taken of a part at most: they are ranked afterwards, and nobody reads more."""

_END: Final = "{"
"""The sign after “z”: what begins with a word stands before the word and this."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the index that may be seen: rows of `kind` below `path`; “|” is everywhere."""

    kind: str
    path: str


def holding(
    words: Sequence[str], parts: Mapping[Part, bool], *, whole: bool
) -> Mapping[Part, Sequence[int]]:
    """Keys of rows that hold every word (`whole`) or a word that begins so, part by part.

    In a part that says yes its own rows are walked; in others those of the first word, so the
    caller puts the rarest first. No order; at most ENOUGH a part.
    """
    values: list[str] = []
    found: dict[Part, list[int]] = {part: [] for part in parts}
    if not words or not parts:
        return found
    arms = [
        f"SELECT {place} AS part, few.id FROM ("
        f"{_walked(part, words, values, whole=whole, itself=itself)}"
        f" LIMIT {ENOUGH}) AS few"
        for place, (part, itself) in enumerate(parts.items())
    ]
    order = list(parts)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), values)
        for place, key in cursor.fetchall():
            found[order[place]].append(key)
    return found


def how_many(word: str, most: int, *, whole: bool) -> int:
    """How many rows hold a word (`whole`) or one that begins so, counted to `most`."""
    values: list[str] = []
    rows = f"search_word d WHERE {_match('d', word, values, whole=whole)}"
    (count,) = _one_row(f"SELECT {_count(rows, most)}", values)
    return count


def has_longer(word: str) -> bool:
    """Whether any row holds a word that begins so and goes on."""
    (count,) = _one_row(
        f"SELECT {_count('search_word d WHERE d.word > %s AND d.word < %s', 1)}",
        [word, word + _END],
    )
    return bool(count)


def sizes(parts: Sequence[Part], most: int) -> Mapping[Part, int]:
    """How many rows each part has, counted to `most`."""
    values: list[str] = []
    counts = [_count(f"search_found f WHERE {_inside(part, values)}", most) for part in parts]
    if not counts:
        return {}
    return dict(zip(parts, _one_row(f"SELECT {', '.join(counts)}", values), strict=True))


def _walked(
    part: Part, words: Sequence[str], values: list[str], *, whole: bool, itself: bool
) -> str:
    if itself:
        text = f"SELECT f.id FROM search_found f WHERE {_inside(part, values)}"
        return text + _holds("f.id", words, values, whole=whole)
    text = (
        "SELECT f.id FROM search_word d CROSS JOIN search_found f "
        f"WHERE {_match('d', words[0], values, whole=whole)} AND f.id = d.found_id"
    )
    # further words are asked of the index, before the thing itself is read
    text += _holds("d.found_id", words[1:], values, whole=whole)
    return f"{text} AND {_inside(part, values)}"


def _holds(key: str, words: Sequence[str], values: list[str], *, whole: bool) -> str:
    return "".join(
        f" AND EXISTS (SELECT 1 FROM search_word w WHERE w.found_id = {key} AND "
        f"{_match('w', word, values, whole=whole)})"
        for word in words
    )


def _match(table: str, word: str, values: list[str], *, whole: bool) -> str:
    if whole:
        values.append(word)
        return f"{table}.word = %s"
    values += [word, word + _END]
    return f"{table}.word >= %s AND {table}.word < %s"


def _inside(part: Part, values: list[str]) -> str:
    values.append(part.kind)
    if part.path == "|":
        return "f.kind = %s"
    values += [part.path, part.path + _END]
    return "f.kind = %s AND f.path >= %s AND f.path < %s"


def _count(rows: str, most: int) -> str:
    return f"(SELECT COUNT(*) FROM (SELECT 1 FROM {rows} LIMIT {most}) AS few)"


def _one_row(text: str, values: Sequence[str]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return tuple(map(int, cursor.fetchone()))
