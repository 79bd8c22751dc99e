"""Page versions in one statement, the same text on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import connection


_MOST_ROWS: Final = 1000


def raise_versions(places: Sequence[str]) -> None:
    """One more for the page version of each place, in the order given: so they are locked."""
    with connection.cursor() as cursor:
        for start in range(0, len(places), _MOST_ROWS):
            some = places[start : start + _MOST_ROWS]
            cursor.execute(
                "INSERT INTO journal_pageversion (place, number) "
                f"VALUES {', '.join(['(%s, 1)'] * len(some))} "
                "ON CONFLICT (place) DO UPDATE SET number = journal_pageversion.number + 1",
                list(some),
            )
