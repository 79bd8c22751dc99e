"""Scorecard and passport as tables for Excel and for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vedich.apps.resolutions.passport import Passport, Used
from vedich.apps.resolutions.printing import Printed
from vedich.apps.resolutions.scorecard import Scorecard
from vedich.core.errors import Language, Message
from vedich.formats.sheets.scorecard import (
    AT_A_PLACE,
    BASES,
    BY_PATH,
    ONE_BY_ONE,
    OUTCOMES,
    PASSPORT,
    SCORECARD,
    SWEPT,
)
from vedich.formats.sheets.table import Cell, Line, Sheet, rows


AS_OF: Final = Message(
    code="sheet.as_of",
    vi="{place}, số liệu đến {day}. Đã kiểm chứng: đã có người thứ hai kiểm.",
    en="{place}, figures to {day}. Verified: checked by a second person.",
)


def scorecard_sheet(card: Scorecard, *, label: str, language: Language) -> Sheet:
    """The rows of `card` as they are filtered."""
    head = card.head
    said = {"place": card.name, "day": head.day_year}
    above = [one for one in (head.motto, AS_OF.say(language, said)) if one]
    return Sheet(
        name=head.title,
        title=head.title,
        label=label,
        above=above,
        columns=SCORECARD if card.judged else AT_A_PLACE,
        lines=[_line(row, language) for row in card.rows],
    )


def _line(row: Printed, language: Language) -> Line:
    sign, _, _ = row.plan.rpartition(" ")
    cells: dict[str, Cell] = {
        "number": row.number,
        "prong": row.prong or None,
        "field": row.field,
        "name": row.name,
        "unit": row.unit,
        "plan_sign": sign or "≥",
        "plan": row.plain_plan,
        "verified": row.plain_verified,
        "reported": row.plain_reported,
        "path": row.plain_path,
        "basis": BASES[row.basis or "actual"].say(language) if row.reported_known else "",
        "outcome": OUTCOMES[row.outcome].say(language) if row.outcome else "",
        "by": BY_PATH.say(language) if row.by_path else "",
        "sent": row.sent if row.expected else None,
        "expected": row.expected or None,
        "post": row.post,
        "body": row.body,
    }
    return Line(cells, row.decimals)


def passport_sheet(passport: Passport, *, label: str, language: Language) -> Sheet:
    """Every row that makes the number."""
    said = {"place": passport.place, "day": passport.day}
    return Sheet(
        name=passport.row.name,
        title=f"{passport.row.number}. {passport.row.name}",
        label=label,
        above=[AS_OF.say(language, said)],
        columns=PASSPORT,
        lines=rows(_used(passport.rows, language)),
    )


def _used(used: Iterable[Used], language: Language) -> Iterable[dict[str, Cell]]:
    for one in used:
        how = (SWEPT if one.swept else ONE_BY_ONE) if one.checked_on else None
        yield {
            "code": one.code,
            "place": one.place,
            "period": one.period,
            "part": one.part,
            "whole": one.whole,
            "basis": BASES[one.basis].say(language),
            "body": one.body,
            "entered_by": one.entered_by,
            "entered_on": one.entered_on.isoformat(),
            "checked_by": one.checked_by,
            "checked_on": one.checked_on.isoformat() if one.checked_on else "",
            "checked": how.say(language) if how else "",
        }
