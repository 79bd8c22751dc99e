"""What the office of a place has set: read by whoever counts days, asks, or is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Office
from vedich.apps.places.queries import on
from vedich.core.chain import Plain
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require


WRITES: Final = "office.write"

NOT_WITHIN = Message(
    code="office.not_within",
    vi="“{value}” không phải là số nguyên từ {low} đến {high}. Hãy sửa số này.",
    en="“{value}” is no whole number from {low} to {high}. Correct it.",
)
NOT_A_PHONE = Message(
    code="office.not_a_phone",
    vi="“{value}” không phải số điện thoại. Hãy ghi như 0275 387 1234.",
    en="“{value}” is no telephone number. Write it like 0275 387 1234.",
)
THRESHOLDS = Message(
    code="office.thresholds",
    vi="Mức có nguy cơ {low} phải thấp hơn mức đúng tiến độ {high}. Hãy sửa một trong hai.",
    en="The level of “at risk”, {low}, must be below that of “on track”, {high}. Correct one.",
)

BOUNDS: Final = {
    "answer_days": (1, 60),
    "overload": (100, 1000),
    "on_track": (2, 100),
    "at_risk": (1, 99),
}
_LEAST_DIGITS: Final = 8
_MOST_FIELDS: Final = 40


@dataclass(frozen=True, slots=True)
class OfficeValues:
    """What is set: for a place without a row, what Về Đích ships."""

    phone: str = ""
    fields: tuple[str, ...] = ()
    answer_days: int = 5
    overload: int = 200
    on_track: int = 100
    at_risk: int = 90


def office_of(place: int) -> OfficeValues:
    """What the office of this very place has set."""
    row = Office.objects.filter(place=place).first()
    return OfficeValues() if row is None else _values(row)


def office_above(place: int, day: date) -> OfficeValues:
    """As `office_of`, of the nearest place at or above that has set anything."""
    tree = on(day)
    ids = tree[place].ids if place in tree else (place,)
    rows = {row.place_id: row for row in Office.objects.filter(place__in=ids)}
    return next((_values(rows[key]) for key in reversed(ids) if key in rows), OfficeValues())


def phone_above(places: Sequence[int]) -> str:
    """The number of the nearest of these places (the last first) whose office has given one."""
    rows = dict(
        Office.objects.filter(place__in=places).exclude(phone="").values_list("place_id", "phone")
    )
    return next((rows[key] for key in reversed(places) if key in rows), "")


def set_office(
    *, place: int, to: OfficeValues, by: Actor, at: datetime, on_day: date, key: str = ""
) -> None:
    """Change what the office of a place has set. Raises Refused (``office.*``), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        path = on(on_day)[place].path
        post = require(by, WRITES, Locus(path), on=on_day)
        if ledger.repeated:
            return
        wanted = checked(to)
        was = office_of(place)
        Office.objects.update_or_create(
            place_id=place,
            defaults={
                "phone": wanted.phone,
                "fields": list(wanted.fields),
                "answer_days": wanted.answer_days,
                "overload": wanted.overload,
                "on_track": wanted.on_track,
                "at_risk": wanted.at_risk,
            },
        )
        facts: dict[str, Plain] = {
            name: getattr(wanted, name)
            for name in ("phone", *BOUNDS)
            if getattr(wanted, name) != getattr(was, name)
        }
        if wanted.fields != was.fields:
            facts["fields"] = " | ".join(wanted.fields)
        ledger.note(
            "places.set_office", f"office:{path[-1]}", path, post=post.reference, facts=facts
        )


def checked(values: OfficeValues) -> OfficeValues:
    """The values with blanks gone. Raises Refused (``office.*``)."""
    for name, (low, high) in BOUNDS.items():
        value = getattr(values, name)
        if not low <= value <= high:
            raise NOT_WITHIN.refuse(value=value, low=low, high=high)
    if values.at_risk >= values.on_track:
        raise THRESHOLDS.refuse(low=values.at_risk, high=values.on_track)
    phone = " ".join(values.phone.split())
    digits = [sign for sign in phone if sign.isdigit()]
    if phone and (len(digits) < _LEAST_DIGITS or set(phone) - set("0123456789 .+-()")):
        raise NOT_A_PHONE.refuse(value=phone)
    fields = tuple(
        dict.fromkeys(" ".join(one.split())[:80] for one in values.fields if one.strip())
    )
    return replace(values, phone=phone[:20], fields=fields[:_MOST_FIELDS])


def _values(row: Office) -> OfficeValues:
    return OfficeValues(
        phone=row.phone,
        fields=tuple(row.fields),
        answer_days=row.answer_days,
        overload=row.overload,
        on_track=row.on_track,
        at_risk=row.at_risk,
    )
