"""What the office of a place has set: read by whoever counts days, asks, or is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
NOT_A_SIGN = Message(
    code="office.not_a_sign",
    vi="“{value}” không giống ký hiệu văn bản. Hãy ghi như NQ/HU hoặc NQ-HĐND.",
    en="“{value}” does not look like the sign of documents. Write it like NQ/HU or NQ-HĐND.",
)
NOT_A_DUE_DAY = Message(
    code="office.not_a_due_day",
    vi="Hạn nộp “{value}” chưa đủ. Hãy ghi ngày từ 1 đến 28 và chọn tháng nào.",
    en="The due day “{value}” is not complete. Write a day from 1 to 28 and choose the month.",
)
THRESHOLDS = Message(
    code="office.thresholds",
    vi="Mức có nguy cơ {low} phải thấp hơn mức đúng tiến độ {high}. Hãy sửa một trong hai.",
    en="The level of “at risk”, {low}, must be below that of “on track”, {high}. Correct one.",
)

BOUNDS: Final = {
    "answer_days": (1, 60),
    "grace_days": (0, 60),
    "overload": (100, 1000),
    "on_track": (2, 100),
    "at_risk": (1, 99),
}
LENGTHS: Final = (1, 3, 6, 12)
"""The lengths of periods, in months, that may have a due day of their own."""

_PLAIN: Final = ("phone", "public", "party_sign", "state_sign", *BOUNDS)
_LISTS: Final = ("fields", "prongs", "skipped")
_LEAST_DIGITS: Final = 8
_MOST_FIELDS: Final = 40
_MOST_PRONGS: Final = 9
_LAST_DUE: Final = 28
_LATEST_MONTH: Final = 3
_SIGN: Final = re.compile(r"[A-ZĐƯƠÂÊÔĂ][A-ZĐƯƠÂÊÔĂa-z0-9./ -]{0,38}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class OfficeValues:
    """What is set: for a place without a row, what Về Đích ships.

    `place` is the key of the place that set it, 0 where none did. `overload` in percent of the
    mean, `grace_days` and `answer_days` in working days. `due`: months of a period → (day, months
    after its last month), only where it differs from the shipped due day. `start`: the day from
    which the place works with Về Đích.
    """

    place: int = field(default=0, compare=False)
    phone: str = ""
    fields: tuple[str, ...] = ()
    prongs: tuple[str, ...] = ()
    public: bool = False
    party_sign: str = ""
    state_sign: str = ""
    due: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    start: date | None = None
    skipped: tuple[str, ...] = ()
    grace_days: int = 3
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
                **{name: getattr(wanted, name) for name in (*_PLAIN, "start")},
                **{name: list(getattr(wanted, name)) for name in _LISTS},
                "due": {str(months): list(rule) for months, rule in wanted.due.items()},
            },
        )
        facts = _changes(was, wanted)
        ledger.note(
            "places.set_office", f"office:{path[-1]}", path, post=post.reference, facts=facts
        )


def _changes(was: OfficeValues, wanted: OfficeValues) -> dict[str, Plain]:
    facts: dict[str, Plain] = {
        name: getattr(wanted, name)
        for name in _PLAIN
        if getattr(wanted, name) != getattr(was, name)
    }
    for name in _LISTS:
        if getattr(wanted, name) != getattr(was, name):
            facts[name] = " | ".join(getattr(wanted, name))
    if wanted.due != was.due:
        rules = sorted(wanted.due.items())
        facts["due"] = " | ".join(f"{months}: {day}+{after}" for months, (day, after) in rules)
    if wanted.start != was.start:
        facts["start"] = wanted.start.isoformat() if wanted.start else None
    return facts


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
    for months, (day, after) in values.due.items():
        if months not in LENGTHS or not (1 <= day <= _LAST_DUE and 0 <= after <= _LATEST_MONTH):
            raise NOT_A_DUE_DAY.refuse(value=day)
    party, state = (" ".join(one.split()) for one in (values.party_sign, values.state_sign))
    for sign in filter(None, (party, state)):
        if not _SIGN.fullmatch(sign):
            raise NOT_A_SIGN.refuse(value=sign)
    return replace(
        values,
        phone=phone[:20],
        fields=_listed(values.fields, 80)[:_MOST_FIELDS],
        prongs=_listed(values.prongs, 160)[:_MOST_PRONGS],
        party_sign=party,
        state_sign=state,
    )


def _listed(lines: Sequence[str], longest: int) -> tuple[str, ...]:
    """The lines without blanks and twins, each cut to its column."""
    return tuple(dict.fromkeys(" ".join(one.split())[:longest] for one in lines if one.strip()))


def _values(row: Office) -> OfficeValues:
    return OfficeValues(
        place=row.place_id,
        phone=row.phone,
        fields=tuple(row.fields),
        prongs=tuple(row.prongs),
        public=row.public,
        party_sign=row.party_sign,
        state_sign=row.state_sign,
        due={int(months): (rule[0], rule[1]) for months, rule in row.due.items()},
        start=row.start,
        skipped=tuple(row.skipped),
        grace_days=row.grace_days,
        answer_days=row.answer_days,
        overload=row.overload,
        on_track=row.on_track,
        at_risk=row.at_risk,
    )
