"""What tells one state of the tree from another, in one statement for SQLite and PostgreSQL."""

from __future__ import annotations

from django.db import connection


Mark = tuple[int, str] | None
"""The last link and the digest of the journal line that wrote it; None before there is a tree."""


def mark(subject: str) -> Mark:
    """The mark of the tree as it stands; `subject` is that of its journal lines.

    A counter would not do: after a rollback it would give the same number to another tree. The
    digest of a journal line stands for everything written before it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, (SELECT digest FROM journal_line WHERE subject = %s "
            "ORDER BY sequence DESC LIMIT 1) FROM places_link ORDER BY id DESC LIMIT 1",
            [subject],
        )
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1] or "")
