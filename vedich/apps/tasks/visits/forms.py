"""The form of a visit: two lists of lines that grow, and nothing typed is lost (UX 15).

Boxes of a line are `heard-words-0`, `heard-as-0`, `heard-who-0`, `heard-due-0`, `heard-to-0`, and
the same for `promised`, which has `promised-by-0` for the day of a plain promise. A button may ask
for one more line, or for another place, instead of sending: then the form comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from vedich.apps.people.models import Post
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.models import Body
from vedich.apps.tasks.matters.actions import To
from vedich.apps.tasks.matters.forms import due_day
from vedich.apps.tasks.visits.actions import MOST_LINES, NewLine
from vedich.core.errors import Message, Refused
from vedich.core.vietnamese import normalise, read_date, write_date


KINDS: Final = ("heard", "promised")
AT_FIRST: Final[Mapping[str, int]] = {"heard": 2, "promised": 1}
"""Empty lines a new form shows."""

MORE: Final = "do"
"""The name of the buttons: “heard” and “promised” add a line, “noi” changes the place."""

NO_DAY: Final = Message(
    code="visit.no_day",
    vi="Chưa ghi ngày đi (“{value}”). Hãy ghi như 11/7/2022.",
    en="The day of the visit is missing (“{value}”). Write it like 11/7/2022.",
)
NOBODY: Final = Message(
    code="visit.nobody",
    vi="“{value}” không trả lời được việc ở nơi này. Hãy chọn trong danh sách.",
    en="“{value}” cannot answer matters of this place. Choose from the list.",
)

BOXES: Final[Mapping[str, str]] = {
    "visit.to_come": "on",
    "visit.no_day": "on",
    "visit.no_place": "place",
    "visit.empty": "heard-words-0",
}

_LINE = re.compile(r"(heard|promised)-words-([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it was typed, empty or not."""

    kind: str
    number: int
    words: str = ""
    becomes: str = ""
    who: str = ""
    due: str = ""
    by: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """The whole form as it was typed, and what is wrong, as (box, refusal)."""

    place: str
    met: str
    on: str
    half: str
    heard: tuple[TypedLine, ...]
    promised: tuple[TypedLine, ...]
    wrong: tuple[tuple[str, Refused], ...] = ()

    @property
    def lines(self) -> tuple[TypedLine, ...]:
        """Both lists."""
        return (*self.heard, *self.promised)


@dataclass(frozen=True, slots=True)
class Meant:
    """What the form means."""

    place: int
    on: date
    half: str
    met: str
    lines: tuple[NewLine, ...]


def fresh(place: int | None, today: date, hour: int) -> Typed:
    """A form that nobody has typed into: today, and the half of the day that is now."""
    half = "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
    heard, promised = (tuple(TypedLine(kind, n) for n in range(AT_FIRST[kind])) for kind in KINDS)
    return Typed(str(place or ""), "", write_date(today), half, heard, promised)


def read(posted: QueryDict) -> Typed:
    """The form as it came in, with one more line where a button asked for it."""
    counts = dict(AT_FIRST)
    for name in posted:
        found = _LINE.fullmatch(name)
        if found:
            counts[found[1]] = max(counts[found[1]], int(found[2]) + 1)
    asked = posted.get(MORE, "")
    if asked in counts:
        counts[asked] += 1
    heard, promised = (
        tuple(_line(posted, kind, n) for n in range(min(counts[kind], MOST_LINES)))
        for kind in KINDS
    )
    return Typed(
        place=posted.get("place", ""),
        met=posted.get("met", ""),
        on=posted.get("on", ""),
        half=posted.get("half", ""),
        heard=heard,
        promised=promised,
    )


def _line(posted: QueryDict, kind: str, n: int) -> TypedLine:
    def box(name: str) -> str:
        return posted.get(f"{kind}-{name}-{n}", "")

    return TypedLine(kind, n, box("words"), box("as"), box("who"), box("due"), box("by"), box("to"))


def understood(typed: Typed, today: date) -> tuple[Meant | None, tuple[tuple[str, Refused], ...]]:
    """What was typed means this; None where a box cannot be read, with what is wrong."""
    wrong: list[tuple[str, Refused]] = []
    on = today
    try:
        text = normalise(typed.on).strip()
        if not text:
            raise NO_DAY.refuse(value="")
        on = read_date(text, year=today.year)
    except Refused as refusal:
        wrong.append(("on", refusal))
    lines: list[NewLine] = []
    for line in typed.lines:
        if not line.words.strip():
            continue
        try:
            lines.append(_new(line, today))
        except Refused as refusal:
            box = "to" if refusal.code == NOBODY.code else "due" if line.becomes else "by"
            wrong.append((f"{line.kind}-{box}-{line.number}", refusal))
    if wrong:
        return None, tuple(wrong)
    return Meant(row_key(typed.place) or 0, on, typed.half, typed.met, tuple(lines)), ()


def _new(line: TypedLine, today: date) -> NewLine:
    # each choice has its own boxes, and what stands in those that are hidden was not meant
    days = {"task": line.due, "": line.by if line.kind == "promised" else ""}
    due = due_day(days.get(line.becomes, ""), today)
    return NewLine(
        kind=line.kind,
        words=line.words,
        becomes=line.becomes,
        owner=row_key(line.who.removeprefix("post:")),
        to=_to(line.to) if line.becomes == "matter" else None,
        due_on=due,
    )


def _to(text: str) -> To | None:
    """Who answers, from “post:3” or “body:8”; None: the place above. Raises Refused."""
    kind, _, key = text.partition(":")
    if not text:
        return None
    if kind == "post" and (post := Post.objects.filter(pk=row_key(key) or 0).first()):
        return To(post.place_id, post=post.pk)
    if kind == "body" and (body := Body.objects.filter(pk=row_key(key) or 0).first()):
        return To(body.place_id, body=body.pk)
    raise NOBODY.refuse(value=text[:40])
