"""The order of Vietnamese names and words (UX §6)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vedich.core.vietnamese._spelling import TONES, normalise, split_tones


# f, j, w, z are not Vietnamese but occur in names; they stand where Latin has them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONE_RANK = {tone: str(place) for place, tone in enumerate(TONES, start=1)}
_RUNS = re.compile(r"[0-9]+|.", re.DOTALL)
_WORDS = re.compile(r"\w+|\W+")
_LEVEL = "\x01"
_LONG = 999


@lru_cache(maxsize=10_000)
def sort_key(text: str) -> str:
    """The text by whose code points Vietnamese text is sorted; different texts never tie.

    Compared in turn: letters (a ă â b c d đ e ê … y), tones word by word (ngang huyền hỏi ngã sắc
    nặng), case (lower first), the text itself. Blanks come before digits, digits before letters,
    and numbers by value: "Ấp 2" before "Ấp 10". The levels are Unicode collation's (UTS #10).
    A key can be stored: sort it by bytes ("C"), not by a locale.
    """
    spelled = " ".join(normalise(unicodedata.normalize("NFKC", text)).split())
    bare = [split_tones(run) for run in _WORDS.findall(spelled)]
    letters = "".join(run for run, _ in bare)
    return _LEVEL.join(
        (
            "".join(_rank(run) for run in _RUNS.findall(letters.casefold())),
            " ".join("".join(_TONE_RANK[tone] for tone in tones) for _, tones in bare),
            "".join("1" if letter.isupper() else "0" for letter in letters),
            text,
        )
    )


def _rank(run: str) -> str:
    """One sign or number for the first level. The first character tells the kinds apart."""
    if run.isdecimal() and run.isascii():
        digits = run.lstrip("0")
        # The length first, so that numbers sort by value without becoming integers.
        return f"0{chr(ord('0') + min(len(digits), _LONG))}{digits}"
    if run in _RANK:
        return _RANK[run]
    if run == " ":
        return run
    base = unicodedata.normalize("NFD", run)[0]
    if base in _RANK:
        return _RANK[base]
    return f"~{run}" if run.isalpha() else f"!{run}"
