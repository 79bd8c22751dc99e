"""The form of the office's settings: what is set, as texts of boxes, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import QueryDict

from vedich.apps.places.offices import (
    BOUNDS,
    LENGTHS,
    NOT_A_DUE_DAY,
    NOT_WITHIN,
    OfficeValues,
)
from vedich.core.errors import Language, Refused
from vedich.core.vietnamese import read_date, write_date
from vedich.rulebook.calendars import due_days


BOX: Final = {
    "office.not_a_phone": "phone",
    "office.thresholds": "at_risk",
    "office.not_a_sign": "party_sign",
}
"""Which box a refusal of the action belongs to."""

_LONGEST: Final = 4


@dataclass(frozen=True, slots=True)
class DueLine:
    """One kind of return: its name, the shipped day and month, how sure, who says so."""

    months: int
    name: str
    day: int
    after: int
    confidence: str
    source: str


def due_lines(day: date, language: Language) -> Sequence[DueLine]:
    """What Về Đích ships for each kind of return that has a due day."""
    found = []
    for months in LENGTHS:
        of = due_days().returns[months]
        version = of.rules.version(day)
        if version and version.value:
            rule, stamp = version.value, version.stamp
            said = of.name.say(language)
            found.append(
                DueLine(
                    months, said, rule.day, rule.months_after, stamp.confidence.value, stamp.source
                )
            )
    return found


def shown(values: OfficeValues) -> Mapping[str, str]:
    """The boxes of what is set."""
    return {
        "phone": values.phone,
        "fields": "\n".join(values.fields),
        "prongs": "\n".join(values.prongs),
        "public": "1" if values.public else "",
        "party_sign": values.party_sign,
        "state_sign": values.state_sign,
        "start": write_date(values.start) if values.start else "",
        **{name: str(getattr(values, name)) for name in BOUNDS},
        **{f"due_{n}": str(values.due[n][0]) if n in values.due else "" for n in LENGTHS},
        **{f"after_{n}": str(values.due[n][1]) if n in values.due else "1" for n in LENGTHS},
    }


def typed(post: QueryDict, values: OfficeValues) -> Mapping[str, str]:
    """The boxes as sent; one that the form did not have keeps what is set."""
    stands = shown(values)
    # a box to tick says nothing when it is not ticked: the form says that it had one
    public = post.get("public", "") if "has_public" in post else stands["public"]
    return {name: post.get(name, text) for name, text in stands.items()} | {"public": public}


def read(
    boxes: Mapping[str, str], values: OfficeValues, language: Language
) -> tuple[OfficeValues | None, list[tuple[str, str]]]:
    """What the boxes mean, or what is wrong: (box, sentence) each."""
    errors: list[tuple[str, str]] = []
    numbers: dict[str, int] = {}
    for name, (low, high) in BOUNDS.items():
        text = boxes[name].strip()
        if text.isdecimal() and len(text) <= _LONGEST and low <= int(text) <= high:
            numbers[name] = int(text)
        else:
            errors.append((name, NOT_WITHIN.refuse(value=text, low=low, high=high).say(language)))
    due: dict[int, tuple[int, int]] = {}
    for months in LENGTHS:
        text, after = boxes[f"due_{months}"].strip(), boxes[f"after_{months}"].strip()
        if not text:
            continue
        if text.isdecimal() and 1 <= int(text[:3]) <= 28 and after in ("0", "1", "2", "3"):
            due[months] = (int(text), int(after))
        else:
            errors.append((f"due_{months}", NOT_A_DUE_DAY.refuse(value=text).say(language)))
    start = values.start
    try:
        start = read_date(boxes["start"]) if boxes["start"].strip() else None
    except Refused as refused:
        errors.append(("start", refused.say(language)))
    if errors:
        return None, errors
    wanted = replace(
        values,
        phone=boxes["phone"],
        fields=tuple(boxes["fields"].splitlines()),
        prongs=tuple(boxes["prongs"].splitlines()),
        public=bool(boxes["public"]),
        party_sign=boxes["party_sign"],
        state_sign=boxes["state_sign"],
        start=start,
        due=due,
        answer_days=numbers["answer_days"],
        grace_days=numbers["grace_days"],
        overload=numbers["overload"],
        on_track=numbers["on_track"],
        at_risk=numbers["at_risk"],
    )
    return wanted, []
