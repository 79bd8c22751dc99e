"""What the forms of matters hold: kept as it was typed, with what is wrong beside its box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import QueryDict

from vedich.apps.tasks.models import Matter
from vedich.core.errors import Message, Refused
from vedich.core.vietnamese import normalise, read_date


NO_ONE: Final = Message(
    code="matter.no_one",
    vi="Chưa chọn chuyển cho ai (“{value}”). Hãy chọn một người hoặc một đơn vị.",
    en="Nobody is chosen to pass it to (“{value}”). Choose a post or a body.",
)
PAST: Final = Message(
    code="matter.past",
    vi="Hạn {value} đã qua. Hãy ghi ngày từ hôm nay trở đi.",
    en="The day {value} is over. Give a day from today on.",
)

BOXES: Final[Mapping[str, str]] = {
    "matter.no_words": "words",
    "matter.too_long": "words",
    "matter.no_kind": "kind",
    "matter.no_body": "body",
    "matter.not_to": "to",
    "matter.no_one": "to",
    "matter.past": "due",
    "task.days": "due",
    "task.no_title": "title",
    "task.not_a_post": "holder",
}
"""Which box a refusal speaks of; what is not here is said above the form."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and what is wrong with it, as (box, sentence in the reader's language)."""

    boxes: Mapping[str, str]
    wrong: tuple[tuple[str, Refused], ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.boxes.get(name, "")

    def refused(self, refusal: Refused, box: str = "") -> Typed:
        """The same with one more thing wrong."""
        where = box or BOXES.get(refusal.code, "")
        if refusal.code.startswith("photo."):
            where = "photo"
        return replace(self, wrong=(*self.wrong, (where, refusal)))


def typed(posted: QueryDict, **first: str) -> Typed:
    """The boxes of a form as they came in, over what they hold at first."""
    return Typed(first | {name: posted.get(name, "") for name in posted})


def kind_of(of: Typed) -> str:
    """The kind that was chosen; whoever chooses none means “other”: it should cost no second."""
    return of["kind"] or Matter.Kind.OTHER


def due_day(text: str, today: date) -> date | None:
    """A day to come, typed with or without its year; None where blank. Raises Refused."""
    plain = normalise(text).strip()
    if not plain:
        return None
    day = read_date(plain, year=today.year)
    if day < today:
        raise PAST.refuse(value=plain)
    return day
