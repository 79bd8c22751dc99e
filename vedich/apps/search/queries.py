"""Finding: all words must match, marks and case do not count, and rights hold (R34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from vedich.apps.search.models import Found
from vedich.apps.search.sql import ENOUGH, Part, has_longer, holding, how_many, sizes
from vedich.apps.search.words import joined, words_in, words_of
from vedich.core.errors import Language
from vedich.core.permits import Actor, Scope
from vedich.rulebook.permits import table


OPENED_BY: Final = {
    "target": "scorecard.view",
    "task": "tasks.view",
    "person": "tasks.view",
    "place": "figures.view",
    "body": "figures.view",
    "resolution": "scorecard.view",
}
"""The right that opens what is found, of each kind in the order of the page."""

KINDS: Final = tuple(OPENED_BY)

RARE: Final = 20_000
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


class _Row(NamedTuple):
    """What ranks a row: the rest is read of those that are shown."""

    reference: str
    pk: int
    kind: str
    folded: str


def find(asked: str, *, actor: Actor, on: date, language: Language, shown: int = SHOWN) -> Answer:
    """What holds all the words asked for, each whole or as the beginning of one, best first.

    A blank question finds nothing. The order is total: the same for everybody who sees the same.
    """
    words = words_of(asked)[:MOST_WORDS]
    parts = _seen_by(actor, on)
    if not words or not parts:
        return Answer(asked, ())
    keys = _keys(words, parts)
    # a thing that lies at several places is one thing: its first row stands for it
    rows = Found.objects.filter(pk__in=keys).order_by("-pk")
    once = {row[0]: _Row(*row) for row in rows.values_list("reference", "pk", "kind", "folded")}
    ranked = sorted(once.values(), key=lambda row: _rank(row, words))
    return Answer(asked, tuple(_groups(ranked, language, shown)))


def nearest(asked: str, *, actor: Actor, on: date, language: Language) -> str:
    """Words that would find something: those asked for without the ones nothing holds."""
    words = words_of(asked)[:MOST_WORDS]
    kept = [word for word in words if how_many(word, 1, whole=False)]
    if not kept or len(kept) == len(words):
        return ""
    said = [one for one in asked.split() if set(words_of(one)) & set(kept)]
    found = find(" ".join(said), actor=actor, on=on, language=language, shown=1)
    return " ".join(said) if found.count else ""


def _seen_by(actor: Actor, on: date) -> Sequence[Part]:
    """Where the actor may open what, kind by kind; no part lies in another."""
    rights = table(on)
    parts: list[Part] = []
    for kind, operation in OPENED_BY.items():
        paths: set[str] = set()
        for post in actor.posts:
            scopes = rights.scopes(post.role, operation) if post.in_force(on) else ()
            if Scope.OUTSIDE in scopes:
                paths.add("|")
            elif Scope.INSIDE in scopes:
                paths.add(joined(post.place_range))
        # the place of one post may lie in that of another: the wider says it all
        widest = (one for one in paths if not any(one.startswith(it) for it in paths - {one}))
        parts += (Part(kind, path) for path in sorted(widest))
    return parts


def _keys(words: Sequence[str], parts: Sequence[Part]) -> Sequence[int]:
    """Rows that hold the words, of each part enough: a hundred thousand tasks hide no place."""
    found = _walk(words, parts, whole=False)
    full = [part for part, keys in found.items() if len(keys) == ENOUGH]
    # there are more than were taken: those that hold the words whole must be among them
    again = _walk(words, full, whole=True) if full and any(map(has_longer, words)) else {}
    return list({key for some in (found, again) for keys in some.values() for key in keys})


def _walk(
    words: Sequence[str], parts: Sequence[Part], *, whole: bool
) -> Mapping[Part, Sequence[int]]:
    rarest, least = _rarest_first(words, whole=whole)
    size = sizes(parts, least) if least else {}
    # what is smaller is walked: the part, or the rows of the rarest word
    return holding(rarest, {part: n < least for part, n in size.items() if n}, whole=whole)


def _rarest_first(words: Sequence[str], *, whole: bool) -> tuple[Sequence[str], int]:
    """The words in an order that leaves little to look at, and how many rows the first one holds.

    Long words are rare as a rule, so they are counted first; no word is counted beyond the least
    count there was, as only the rarest matters.
    """
    least = RARE
    counts: dict[str, int] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        counts[word] = how_many(word, least, whole=whole)
        least = min(least, counts[word])
    return sorted(counts, key=lambda word: counts[word]), least


def _rank(row: _Row, words: Sequence[str]) -> tuple[object, ...]:
    """The best first: the title begins so, holds the words in a row, holds them whole; then short.

    The kinds stand in the order of the page; of equals the lower key.
    """
    said = " ".join(words)
    whole = set(words) <= words_in(row.folded)
    return (
        KINDS.index(row.kind),
        not row.folded.startswith(said),
        said not in row.folded,
        not whole,
        len(row.folded),
        row.pk,
    )


def _groups(
    rows: Iterable[_Row], language: Language, shown: int
) -> Iterable[tuple[str, tuple[Hit, ...], bool]]:
    by_kind: Mapping[str, list[int]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind[row.kind].append(row.pk)
    full = Found.objects.in_bulk([pk for found in by_kind.values() for pk in found[:shown]])
    for kind, found in by_kind.items():
        if found:
            hits = tuple(_hit(full[pk], language) for pk in found[:shown])
            yield kind, hits, len(found) > shown


def _hit(row: Found, language: Language) -> Hit:
    english = language == "en"
    return Hit(
        row.kind,
        row.title_en if english and row.title_en else row.title,
        row.more_en if english and row.more_en else row.more,
        row.address,
    )
