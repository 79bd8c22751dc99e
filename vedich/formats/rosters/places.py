"""Places and bodies pasted as lists: one a line, under a heading or with what they lie in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vedich.core.vietnamese import fold, normalise


@dataclass(frozen=True, slots=True)
class Line:
    """One place as it stands: line from 1, its name, what it lies in (“” not said), its code."""

    line: int
    name: str
    above: str = ""
    code: str = ""


_HEAD: Final = re.compile(
    r"(?:stt|tt|so tt|no)|(?:ten )?(?:ap|khu pho|thon|xa|phuong|thi tran|don vi|co quan|to chuc"
    r"|dia ban|dia phuong|chi bo|noi|khoi|ma|ma so|ten|name|code)"
    r"(?:[, /]+(?:ap|khu pho|xa|phuong|thi tran))*"
)
_MIDDLE: Final = re.compile(r"(?:xa|phuong|thi tran|dac khu|tt)\b")
_NUMBER: Final = re.compile(r"^\d+\s*[.)/-]\s*|^[-+•*]\s*")
_COUNTS: Final = re.compile(r"\d{1,3}")
_CODE: Final = re.compile(r"\d{2,5}(?:-\d{1,3})?")
_LONGEST: Final = 120


def read_places(lines: Sequence[Sequence[str]], *, headings: bool = True) -> Sequence[Line]:
    """The places of a list in its order; heads, numbers and blank lines go.

    With `headings` a line that is a commune alone (“Xã Vĩnh Thành”, “Xã Vĩnh Thành:”) is what the
    lines after it lie in. A second cell, or what stands behind a comma, is what its line lies in.
    """
    heading, found = "", []
    for number, line in enumerate(lines, 1):
        cells = [_tidy(cell) for cell in line]
        code = next((cell for cell in cells if _CODE.fullmatch(cell) and len(cell) > 3), "")
        words = [cell for cell in cells if cell and not cell.replace(".", "").isdecimal()]
        if not words and sum(bool(_COUNTS.fullmatch(cell)) for cell in cells) > 1:
            # hamlets that are called by a number stand behind the number of their line
            words = [cells[-1]]
        words = [cell for cell in words if cell != code]
        if not words or (number <= 3 and all(_HEAD.fullmatch(fold(cell)) for cell in words)):
            continue
        if len(words) == 1 and "," in words[0]:
            words = [part.strip() for part in words[0].split(",", 1)]
        if headings and len(words) == 1 and _MIDDLE.match(fold(words[0])):
            heading = words[0].rstrip(":").strip()
            continue
        name, above = words[0], words[1] if len(words) > 1 else heading
        if headings and _MIDDLE.match(fold(name)) and above and not _MIDDLE.match(fold(above)):
            name, above = above, name
        if any(sign.isalnum() for sign in name):
            found.append(Line(number, name.rstrip(":").strip()[:_LONGEST], above, code))
    return found


def _tidy(cell: str) -> str:
    return _NUMBER.sub("", " ".join(normalise(cell).split())).strip(" .;")
