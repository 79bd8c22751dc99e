"""Finding: all words must match, marks and case do not count, and rights hold (R34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.search.models import Found
from vedich.apps.search.sql import ENOUGH, Allowed, holding, how_many
from vedich.apps.search.words import joined, words_of
from vedich.core.errors import Language
from vedich.core.permits import Actor, Scope
from vedich.rulebook.permits import table


KINDS: Final = tuple(kind.value for kind in Found.Kind)
OPERATIONS: Final = ("scorecard.view", "tasks.view", "figures.view", "people.codes")
"""The rights that open what is in the index."""

RARE: Final = 5000
"""Up to so many rows a word is counted, to begin with the rarest."""

MOST_WORDS: Final = 8
SHOWN: Final = 8
"""Rows of each kind on the page."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of the answer, in the reader's language."""

    kind: str
    title: str
    more: str
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by kind in the order of the page; `more` where a kind has rows left out."""

    asked: str
    groups: tuple[tuple[str, tuple[Hit, ...], bool], ...]

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return sum(len(hits) for _, hits, _ in self.groups)


def find(asked: str, *, actor: Actor, on: date, language: Language, shown: int = SHOWN) -> Answer:
    """What holds all the words asked for, each whole or as the beginning of one, best first.

    A blank question finds nothing. The order is total: the same for everybody who sees the same.
    """
    words = words_of(asked)[:MOST_WORDS]
    allowed = _allowed(actor, on)
    if not words or not allowed:
        return Answer(asked, ())
    rarest = sorted(words, key=lambda word: (how_many(word, RARE), -len(word), word))
    keys = dict.fromkeys(holding(rarest, allowed, whole=False))
    if len(keys) == ENOUGH:
        # there are more than were taken: those that hold the words whole must be among them
        keys |= dict.fromkeys(holding(rarest, allowed, whole=True))
    # a thing that lies at several places is one thing: its first row stands for it
    rows = Found.objects.filter(pk__in=keys).order_by("-pk")
    once = {row.reference: row for row in rows}
    ranked = sorted(once.values(), key=lambda row: _rank(row, words))
    return Answer(asked, tuple(_groups(ranked, language, shown)))


def nearest(asked: str, *, actor: Actor, on: date, language: Language) -> str:
    """Words that would find something: those asked for without the ones nothing holds."""
    words = words_of(asked)[:MOST_WORDS]
    kept = [word for word in words if how_many(word, 1)]
    if not kept or len(kept) == len(words):
        return ""
    said = [one for one in asked.split() if set(words_of(one)) & set(kept)]
    found = find(" ".join(said), actor=actor, on=on, language=language, shown=1)
    return " ".join(said) if found.count else ""


def _allowed(actor: Actor, on: date) -> Sequence[Allowed]:
    """Where the actor may do what opens a row; everywhere once says it all."""
    rights = table(on)
    everywhere: set[str] = set()
    inside: dict[str, set[str]] = {}
    for post in actor.posts:
        if not post.in_force(on):
            continue
        for operation in OPERATIONS:
            scopes = rights.scopes(post.role, operation)
            if Scope.OUTSIDE in scopes:
                everywhere.add(operation)
            elif Scope.INSIDE in scopes:
                inside.setdefault(joined(post.place_range), set()).add(operation)
    found = [Allowed(tuple(sorted(everywhere)), "|")] if everywhere else []
    for path, operations in sorted(inside.items()):
        left = operations - everywhere
        if left:
            found.append(Allowed(tuple(sorted(left)), path))
    return found


def _rank(row: Found, words: Sequence[str]) -> tuple[object, ...]:
    """The best first: the title begins so, holds the words in a row, holds them whole; then short.

    The kinds stand in the order of the page; of equals the lower key.
    """
    said = " ".join(words)
    whole = set(words) <= set(words_of(row.folded))
    return (
        KINDS.index(row.kind),
        not row.folded.startswith(said),
        said not in row.folded,
        not whole,
        len(row.folded),
        row.pk,
    )


def _groups(
    rows: Iterable[Found], language: Language, shown: int
) -> Iterable[tuple[str, tuple[Hit, ...], bool]]:
    by_kind: Mapping[str, list[Found]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind[row.kind].append(row)
    for kind, found in by_kind.items():
        if found:
            hits = tuple(_hit(row, language) for row in found[:shown])
            yield kind, hits, len(found) > shown


def _hit(row: Found, language: Language) -> Hit:
    english = language == "en"
    return Hit(
        row.kind,
        row.title_en if english and row.title_en else row.title,
        row.more_en if english and row.more_en else row.more,
        row.address,
    )
