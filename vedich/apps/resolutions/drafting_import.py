"""A table of targets, understood row by row before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vedich.apps.resolutions.actions import NewTarget
from vedich.apps.resolutions.drafting import Choices, TargetLine, target_line
from vedich.apps.resolutions.drafting_reader import OTHER_UNIT, Doubt, TargetReader, Understood
from vedich.apps.resolutions.kinds import KINDS
from vedich.apps.resolutions.refusals import NUMBER_TAKEN
from vedich.core.errors import Message
from vedich.core.vietnamese import fold
from vedich.formats.targets_csv import BY_CODE, Fault, Row, Sheet, read_targets


TWICE = Message(
    code="drafting.twice",
    vi="Số thứ tự {number} đã có ở dòng {line}. Hãy sửa một trong hai.",
    en="Number {number} stands on line {line} already. Correct one of the two.",
)

MOST_FAULTS: Final = 20
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """A table as understood: lines to look at, numbers to confirm, faults; `more` faults exist.

    `targets` are there only where the whole table is right.
    """

    lines: Sequence[tuple[int, TargetLine, Sequence[Doubt]]]
    count: int
    unknown: Sequence[str]
    faults: Sequence[Fault]
    more: bool
    targets: Sequence[NewTarget]


def preview(text: str, choices: Choices, taken: Mapping[int, str]) -> Preview:
    """What the table means for this draft; `taken` are its targets by number."""
    sheet = read_targets(text)
    faults = list(sheet.faults)
    reader = TargetReader(choices)
    seen: dict[int, int] = {}
    read: list[tuple[Row, Understood]] = []
    for row in sheet.rows:
        if len(faults) > MOST_FAULTS:
            break  # nobody mends more at once, and near names cost time to find
        if _is_empty(row, sheet):
            continue
        found = reader.read(row.cells)
        faults += [Fault(row.line, column, refusal) for column, refusal in found.faults]
        faults += _unit_faults(row, found)
        if found.new:
            faults += _number_faults(row, found.new, seen, taken)
            read.append((row, found))
    faults.sort(key=lambda fault: fault.line)
    return Preview(
        lines=[
            (row.line, target_line(found.row, choices), found.doubts)
            for row, found in read[:MOST_SHOWN]
            if found.row
        ],
        count=len(read),
        unknown=sheet.unknown,
        faults=faults[:MOST_FAULTS],
        more=len(faults) > MOST_FAULTS,
        targets=() if faults else [found.new for _, found in read if found.new],
    )


def example(choices: Choices) -> Sequence[Mapping[str, str]]:
    """Two rows for the template, made of the draft's own catalogue and bodies."""
    owners, indicators = choices.owners, choices.indicator_options
    kinds = {kind.code: kind.say(choices.language) for kind in KINDS}
    rows = []
    for number, option in enumerate(indicators[:2], start=1):
        of = choices.indicators[option.value]
        rows.append(
            {
                "number": str(number),
                "prong": choices.prongs[0].value if choices.prongs else "",
                "name": option.text,
                "indicator": option.value,
                "kind": kinds["at_least"],
                "level": "10",
                "unit": of.unit,
                "owner": owners[0].value if owners else "",
            }
        )
    return rows


def column_name(code: str) -> tuple[str, str]:
    """A column's name in both languages; blank for a fault of the whole line."""
    column = BY_CODE.get(code)
    return (column.vi, column.en) if column else ("", "")


def _is_empty(row: Row, sheet: Sheet) -> bool:
    """Whether the table itself has already said that a needed cell of this row is blank."""
    return any(fault.line == row.line for fault in sheet.faults)


def _unit_faults(row: Row, found: Understood) -> Sequence[Fault]:
    typed = row.cells.get("unit", "")
    if not typed or found.row is None:
        return ()
    of = found.row.indicator
    if fold(typed) in (fold(of.unit), fold(of.unit_en)):
        return ()
    return (Fault(row.line, "unit", OTHER_UNIT.refuse(value=typed, unit=of.unit)),)


def _number_faults(
    row: Row, new: NewTarget, seen: dict[int, int], taken: Mapping[int, str]
) -> Sequence[Fault]:
    if new.number in taken:
        refusal = NUMBER_TAKEN.refuse(number=new.number, name=taken[new.number])
        return (Fault(row.line, "number", refusal),)
    if new.number in seen:
        refusal = TWICE.refuse(number=new.number, line=seen[new.number])
        return (Fault(row.line, "number", refusal),)
    seen[new.number] = row.line
    return ()
