"""The roll-out of the demo's resolution as the mock-up draws it: nearly done, two communes lag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from vedich.apps.desk.sample_cast import Cast
from vedich.apps.desk.sample_resolution import at
from vedich.apps.resolutions.models import Resolution
from vedich.apps.tasks.rollout.actions import Handed, note, set_dates
from vedich.apps.tasks.rollout.shapes import Dates
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleYear


NOT_MET: Final[Mapping[str, int]] = {"Phú Sơn": 2, "Long Thới": 1, "Hòa Nghĩa": 1, "Tân Thiềng": 1}
"""How many cells of a commune have not met; Phú Sơn itself has not."""

NOT_ISSUED: Final[Mapping[str, int]] = {
    "Phú Sơn": 4,
    "Long Thới": 3,
    "Vĩnh Hòa": 2,
    "Hòa Nghĩa": 2,
    "Tân Thiềng": 1,
}
WITHOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "Phú Sơn": ("met", "issued", "plan", "pledge", "assignment"),
    "Long Thới": ("issued", "pledge", "assignment"),
    "Hòa Nghĩa": ("pledge",),
    "Tân Thiềng": ("assignment",),
}
"""What a commune has not done."""

NUMBER: Final = "NQ {number:02d}-NQ/ĐU"
CELL_NUMBER: Final = "KH {number:02d}-KH/CB"


def roll_out(year: SampleYear, rows: Sequence[PlaceRow], cast: Cast) -> None:
    """Meetings, documents and papers of communes and cells, as they are said to have come in."""
    resolution = Resolution.objects.get(place=cast.places[year.place])
    begin = resolution.issued_on or year.period.start
    set_dates(
        resolution=resolution.pk,
        dates=Dates(
            meet_by=begin + timedelta(days=20),
            issue_by=begin + timedelta(days=30),
            plan_by=begin + timedelta(days=35),
            pledge_by=begin + timedelta(days=40),
            assignment_by=begin + timedelta(days=40),
        ),
        by=cast.office,
        at=at(begin, 16),
        on_day=begin,
    )
    for number, (row, without) in enumerate(_owing(year, rows)):
        met = begin + timedelta(days=3 + number % 9)
        issued = met + timedelta(days=2 + number % 7)
        commune = not row.kind.endswith("_cell")
        pattern = NUMBER if commune else CELL_NUMBER
        has_document = "issued" not in without
        note(
            resolution=resolution.pk,
            body=cast.own[row.code].pk,
            met_on=None if "met" in without else met,
            number=pattern.format(number=2 + number % 6) if has_document else "",
            issued_on=issued if has_document else None,
            handed=_handed(without, issued) if row.parent == year.place or commune else (),
            by=cast.office,
            at=at(issued, 9),
            on_day=issued,
        )


def _handed(without: Sequence[str], day: date) -> Sequence[Handed]:
    kinds = ("plan", "pledge", "assignment")
    return [Handed(kind, day) for kind in kinds if kind not in without]


def _owing(
    year: SampleYear, rows: Sequence[PlaceRow]
) -> Iterator[tuple[PlaceRow, tuple[str, ...]]]:
    """Every place with a body below the district, and what it has not done."""
    names = {row.code: _bare(row.name.vi) for row in rows}
    counted: dict[str, int] = {}
    for row in rows:
        if row.code == year.place:
            continue
        parent = names.get(row.parent or "", "")
        if not row.kind.endswith("_cell"):
            yield row, WITHOUT.get(names[row.code], ())
            continue
        nth = counted[parent] = counted.get(parent, 0) + 1
        missing = []
        if nth <= NOT_MET.get(parent, 0):
            missing.append("met")
        if nth <= NOT_ISSUED.get(parent, 0):
            missing.append("issued")
        yield row, tuple(missing)


def _bare(name: str) -> str:
    """“Xã Phú Sơn” → “Phú Sơn”."""
    return name.removeprefix("Xã ").removeprefix("Thị trấn ")
