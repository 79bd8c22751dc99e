"""The statements by hand, the same text on SQLite and PostgreSQL (DESIGN §3.2).

`add` is the one that moves tallies. Adding inside the database lets two people write below one
place at once and lose nothing. Rows come deepest place first, so that everybody locks in one order
and nobody waits in a circle. `current` is what every write reads first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection

from vedich.apps.figures.limbs import Sums


NEVER: Final = 12 * 10_000
"""A month after every period."""

_KEY: Final = ("place_id", "first", "months", "indicator_id", "checked")
_COLUMNS: Final = (*_KEY, "parent_id", "best", *Sums._fields)
_ROW: Final = f"({', '.join(['%s'] * len(_COLUMNS))})"
_ADD: Final = ", ".join(f"{name} = figures_tally.{name} + excluded.{name}" for name in Sums._fields)
_READ: Final = (
    "SELECT id, place_id, indicator_id, first, months, part, whole, basis, verified "
    'FROM figures_figure WHERE "current" AND indicator_id IN '
)
_MOST_ROWS: Final = 500
"""Rows or keys of one statement: SQLite may be built to take 32,766 values."""


class Row(NamedTuple):
    """A tally's key, the place above it, its winner (“” while it is only added to), its sums."""

    place: int
    first: int
    months: int
    indicator: int
    checked: bool
    parent: int | None
    best: str
    sums: Sums


def add(rows: Sequence[Row]) -> None:
    """Add the sums of `rows` to the tallies, making those that are not there yet."""
    _write(rows, _ADD)


def put_best(rows: Sequence[Row]) -> None:
    """Put the winners of `rows` in place of those stored; their sums must be empty."""
    _write(rows, "best = excluded.best")


def current(
    places: Sequence[int], indicators: Sequence[int], first: int, until: int
) -> Iterator[tuple[Any, ...]]:
    """Current figures of these places whose period begins from month `first` until before `until`.

    (pk, place, indicator, first, months, part, whole, basis, verified) each.
    """
    with connection.cursor() as cursor:
        for start in range(0, len(places), _MOST_ROWS):
            some = places[start : start + _MOST_ROWS]
            text = (
                f"{_READ}{_list(len(indicators))} AND place_id IN {_list(len(some))} "
                "AND first >= %s AND first < %s"
            )
            cursor.execute(text, [*indicators, *some, first, until])
            yield from cursor.fetchall()


def current_everywhere(indicators: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """As `current`, of all places and periods."""
    if indicators:
        with connection.cursor() as cursor:
            cursor.execute(f"{_READ}{_list(len(indicators))}", list(indicators))
            yield from cursor.fetchall()


def _write(rows: Sequence[Row], change: str) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _MOST_ROWS):
            some = rows[start : start + _MOST_ROWS]
            values: list[int | str | None] = []
            for row in some:
                values += row[:-1]
                values += row.sums
            cursor.execute(_text(len(some), change), values)


@lru_cache(maxsize=64)
def _text(count: int, change: str) -> str:
    return (
        f"INSERT INTO figures_tally ({', '.join(_COLUMNS)}) "
        f"VALUES {', '.join([_ROW] * count)} "
        f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {change}"
    )


def _list(count: int) -> str:
    return f"({', '.join(['%s'] * count)})"
