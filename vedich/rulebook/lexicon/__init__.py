"""The shelf of words: what a reader of documents must know that is not grammar.

The command line reads with these alone; the application adds the places and bodies of its tree.
"""

from __future__ import annotations

from functools import cache

from vedich.core.documents import Lexicon
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry


@cache
def lexicon() -> Lexicon:
    """The shipped words. Raises RefusedAt (file and line) where the shelf is not as it must be."""
    return load("lexicon/words.yaml", read_words)


def read_words(entry: Entry) -> Lexicon:
    """The words of a shelf: the newest version, since old documents are read with new words too."""
    *_, newest = Dated.read(entry, "words", _lexicon)
    return newest.value or Lexicon()


def _lexicon(entry: Entry) -> Lexicon:
    return Lexicon(
        units=frozenset(
            word
            for key in ("measures", "places", "people", "organisations", "things")
            for word in entry.texts(key)
        ),
        bodies=frozenset(entry.texts("bodies")),
        abbreviations=dict(entry.many("abbreviations", _short)),
    )


def _short(entry: Entry) -> tuple[str, str]:
    return entry.text("short"), entry.text("words")
