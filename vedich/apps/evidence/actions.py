"""Keeping files and freezing their texts. The right is asked by the action that wants them kept."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from vedich.apps.evidence.models import File, Frozen
from vedich.apps.evidence.store import put
from vedich.apps.journal.actions import recording
from vedich.core.chain import Plain
from vedich.core.documents import FrozenText
from vedich.core.permits import Actor, Path


def keep(
    *,
    data: bytes,
    name: str,
    place: int,
    path: Path,
    by: Actor,
    at: datetime,
    shows_on: date | None = None,
) -> File:
    """Keep a file. The same bytes are one file, whoever brings them and however they are named.

    The bytes are on the disk before the row is: a row without bytes cannot be, and bytes without
    a row are found again by their digest.
    """
    digest = hashlib.sha256(data).hexdigest()
    put(digest, data)
    with recording(by=by, at=at) as ledger:
        kept, fresh = File.objects.get_or_create(
            sha256=digest,
            defaults={
                "name": name,
                "size": len(data),
                "shows_on": shows_on,
                "received_at": at,
                "received_by": by.person,
                "place_id": place,
            },
        )
        if fresh:
            facts: dict[str, Plain] = {"sha256": digest, "size": len(data)}
            ledger.note("evidence.keep", kept.reference, path, facts=facts)
        return kept


def freeze(
    *, file: File, extractor: str, source: FrozenText, path: Path, by: Actor, at: datetime
) -> Frozen:
    """Freeze the text that `extractor` took out of `file`; a second time it is the first one."""
    with recording(by=by, at=at) as ledger:
        pages = [block.page for block in source.blocks if block.page is not None]
        pages += [table.page for table in source.tables if table.page is not None]
        kept, fresh = Frozen.objects.get_or_create(
            file=file,
            extractor=extractor,
            defaults={
                "text": source.text,
                "blocks": [[b.start, b.end, b.kind.value, b.page] for b in source.blocks],
                "tables": [
                    {
                        "span": [t.start, t.end, t.page],
                        "cells": [
                            [c.start, c.end, c.row, c.column, c.rows, c.columns] for c in t.cells
                        ],
                    }
                    for t in source.tables
                ],
                "pages": max(pages, default=None),
            },
        )
        if fresh:
            digest = hashlib.sha256(source.text.encode()).hexdigest()
            facts: dict[str, Plain] = {"extractor": extractor, "text": digest}
            ledger.note("evidence.freeze", file.reference, path, facts=facts)
        return kept
