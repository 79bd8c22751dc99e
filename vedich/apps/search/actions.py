"""Rows of the search index, written by the actions that change what they show.

They join the transaction of that action and write no journal line of their own: the index says
nothing that is not said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from vedich.apps.search.models import Found, Word
from vedich.apps.search.words import joined, words_of
from vedich.core.permits import Path
from vedich.core.vietnamese import fold


_PIECE: Final = 400
_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. `keys` are words it is found by besides its title: a number, a code.

    `path` is where it stands: who may open its kind there finds it. What lies at several places is
    an entry for each of them, and is found once.
    """

    reference: str
    kind: str
    title: str
    address: str
    path: Path
    title_en: str = ""
    more: str = ""
    more_en: str = ""
    keys: tuple[str, ...] = ()


def put(entries: Iterable[Entry]) -> None:
    """Make the rows of these things, anew where there are some already."""
    every = list({(one.reference, one.path): one for one in entries}.values())
    with transaction.atomic():
        # all that go before any that come: rows of one thing may fall into two pieces
        drop(list(dict.fromkeys(one.reference for one in every)))
        for start in range(0, len(every), _PIECE):
            _put(every[start : start + _PIECE])


def drop(references: Sequence[str]) -> None:
    """Take these things out of the index."""
    for start in range(0, len(references), _PIECE):
        some = references[start : start + _PIECE]
        # in two steps: over a fresh index PostgreSQL walks all words for each thing when it is one
        keys = list(Found.objects.filter(reference__in=some).values_list("pk", flat=True))
        if keys:
            Word.objects.filter(found__in=keys).delete()
            Found.objects.filter(pk__in=keys).delete()


def _put(entries: Sequence[Entry]) -> None:
    rows = Found.objects.bulk_create(_row(one) for one in entries)
    Word.objects.bulk_create(
        (
            Word(found=row, word=word)
            for row, one in zip(rows, entries, strict=True)
            for word in words_of(" ".join((one.title, one.title_en, *one.keys)))
        ),
        batch_size=_PIECE,
    )


def _row(one: Entry) -> Found:
    return Found(
        reference=one.reference,
        kind=one.kind,
        title=one.title[:_TITLE],
        title_en=one.title_en[:_TITLE],
        more=one.more[:_TITLE],
        more_en=one.more_en[:_TITLE],
        address=one.address,
        path=joined(one.path),
        folded=fold(one.title)[:400],
    )
