"""In which language the command line speaks, and how it tells what to mend."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from vedich.cli.options import WrongOption
from vedich.core.errors import LANGUAGES, Language, Message
from vedich.engine.faults import NOT_A_CHOICE, BadInput


MORE_FAULTS = Message(
    code="cli.more_faults",
    vi="Còn lỗi khác nữa. Hãy sửa những chỗ trên rồi chạy lại để xem tiếp.",
    en="There are more faults. Mend these and run again to see the rest.",
)

VARIABLE: Final = "VEDICH_LANGUAGE"


def choose_language(typed: str, environ: Mapping[str, str]) -> Language:
    """The language `typed` after ``--language``, else of VEDICH_LANGUAGE, else of the locale.

    Raises WrongOption where one of the first two names a language we do not speak.
    """
    for source, word in (("--language", typed), (VARIABLE, environ.get(VARIABLE, ""))):
        if word and word not in LANGUAGES:
            raise WrongOption(source, NOT_A_CHOICE.refuse(value=word, choices=", ".join(LANGUAGES)))
        if word:
            return "vi" if word == "vi" else "en"
    # POSIX: the first of these that is set decides
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    return "vi" if locale.startswith("vi") else "en"


def error_language(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language of refusals, which must be known even where `words` cannot be parsed."""
    typed = ""
    for word, following in pairwise([*words, ""]):
        if word == "--language":
            typed = following
        elif word.startswith("--language="):
            typed = word.removeprefix("--language=")
    for word in (typed, environ.get(VARIABLE, "")):
        if word in LANGUAGES:
            return word
    return choose_language("", {**environ, VARIABLE: ""})


def tell(line: str) -> None:
    """A line for people: standard output is for results."""
    sys.stderr.write(f"{line}\n")


def refuse(wrong: BadInput | WrongOption, language: Language) -> None:
    """Tell what to mend, a line each."""
    if isinstance(wrong, WrongOption):
        tell(wrong.say(language))
        return
    for fault in wrong.faults:
        tell(fault.say(language))
    if wrong.more:
        tell(MORE_FAULTS.say(language, {}))
