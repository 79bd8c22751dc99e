"""The places of a sample year: real district and communes, made-up cells below them.

Only places are summed (R3). Boards and offices of the district are bodies of the district, so what
they report is entered at the district itself. Cells of agencies stand on the shelf of levels as
places of their own kind; they hang from the district, because no commune has a part in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vedich.rulebook.dated import Stamp
from vedich.rulebook.located import Words
from vedich.rulebook.places.gazetteer import PlaceRow, cho_lach
from vedich.rulebook.places.levels import body_kind, levels
from vedich.rulebook.samples import SampleTarget, SampleYear


def tree(year: SampleYear) -> tuple[PlaceRow, ...]:
    """The rows of the sample's places file: the district as root, its units, all the cells."""
    standing = [row for row in cho_lach().rows if row.stamp.stands(year.on)]
    (district,) = (row for row in standing if row.code == year.place)
    units = {row.code: row for row in standing if row.parent == year.place}
    agencies = (
        _cell(district, n, "agency_cell", year.places.stamp)
        for n in range(1, year.places.agency_cells + 1)
    )
    hamlets = (
        _cell(units[code], n, "hamlet_cell", year.places.stamp)
        for code, cells in year.places.hamlet_cells
        for n in range(1, cells + 1)
    )
    return (replace(district, parent=None), *units.values(), *hamlets, *agencies)


def _cell(above: PlaceRow, number: int, kind: str, stamp: Stamp) -> PlaceRow:
    names = {
        "hamlet_cell": Words(f"Ấp {number} (mẫu)", f"Hamlet {number} (sample)"),
        "agency_cell": Words(f"Chi bộ cơ quan {number} (mẫu)", f"Agency cell {number} (sample)"),
    }
    return PlaceRow(f"{above.code}-{number:02}", names[kind], kind, above.code, stamp.start, stamp)


def reporters(target: SampleTarget, rows: tuple[PlaceRow, ...], on: date) -> Iterator[PlaceRow]:
    """The places whose bodies report the target's indicator, in the order of `rows` (R6)."""
    kinds = target.from_kinds or tuple(
        kind for body in target.indicator.reported_by for kind in _kinds(body, on)
    )
    return (row for row in rows if row.kind in kinds)


def _kinds(body: str, on: date) -> tuple[str, ...]:
    """The kinds of place that a kind of body belongs to: a cell is one itself."""
    of = body_kind(body, on)
    (level,) = (level for level in levels(on) if level.code == of.level)
    kinds = tuple(kind.code for kind in level.kinds)
    return (body,) if body in kinds else kinds
