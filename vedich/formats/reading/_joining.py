"""Lines that are not paragraphs: which of them go on with the sentence of the line before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final


_NUMBERED: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|[a-zđ][.)]|[IVXLC]+[.)]|[A-HĐ]\.)\s"
)
_COUNTED: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}\s+(?P<first>\S)")
_SIGNED: Final = re.compile(r"[-–—+*•●▪]\s*(?P<first>\S)")
_ENDS: Final = (".", ";", ":", "!", "?")


def starts_item(line: str, before: str = "") -> bool:
    """Whether `line` begins an item of a list: “1. ”, “a) ”, “2.1 Thu”, “- ”.

    “kinh tế” and “- xã hội” on the next line is one name, so a dash counts where a capital or a
    number follows, or where the line `before` was at an end. “2.1 tỷ” is an amount.
    """
    if _NUMBERED.match(line):
        return True
    counted = _COUNTED.match(line)
    if counted:
        return counted["first"].isupper()
    signed = _SIGNED.match(line)
    if signed is None:
        return False
    return not before or not signed["first"].islower() or before.endswith((*_ENDS, ","))


def joined(lines: Iterable[str]) -> list[str]:
    """Lines broken by hand inside one paragraph, as paragraphs."""
    found: list[list[str]] = []
    for line in (one.strip() for one in lines):
        if not line:
            continue
        if found and _goes_on(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return list(map(together, found))


def together(lines: Sequence[str]) -> str:
    """Lines as one; a hyphen right after a letter or digit at a line's end takes no blank."""
    parts: list[str] = []
    for line in lines:
        if parts and not hyphenated(parts[-1]):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def hyphenated(line: str) -> bool:
    """Whether a line ends inside a word or range: “2021-”, “Ma-”, “triệu đồng/”."""
    return len(line) > 1 and line[-1] in "-\u2010\u2011/" and line[-2].isalnum()


def _goes_on(before: str, line: str) -> bool:
    if before.endswith(_ENDS) or starts_item(line, before):
        return False
    return before.isupper() == line.isupper()
