"""What a value is made of: the places directly below, one row each, as far as a reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.figures.queries import Cell, cells
from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.printing import Scale
from vedich.apps.resolutions.standing import Stretch, pair_of
from vedich.core.errors import Language
from vedich.core.permits import Actor, Decision, Locus
from vedich.core.tallies import PlaceRule
from vedich.rulebook.permits import may


VIEW: Final = "figures.view"

ADDED: Final = (PlaceRule.SUM, PlaceRule.COUNT)
"""Rules under which what waits is a difference; of a rate it would be a number nobody reported."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place below: what it and all below it come to.

    `waiting` is what is reported and not verified, "" where nothing is or the rule has no such
    difference. `sent` of `expected` places sent the latest period.
    """

    id: int
    code: str
    name: str
    verified: str
    reported: str
    waiting: str
    differs: bool
    waits: bool
    sent: int
    expected: int

    @property
    def places(self) -> str:
        """“7/9”, or “—” where nothing is asked."""
        return f"{self.sent}/{self.expected}" if self.expected else "—"

    @property
    def missing(self) -> bool:
        """Whether some place asked did not send the latest period."""
        return self.sent < self.expected


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose figures a reader may see of one target, and whom to ask for the others."""

    by: Actor
    field: str
    on: date

    def of(self, spot: Spot) -> Decision:
        """The decision for one place."""
        return may(self.by, VIEW, Locus(spot.path, self.field), on=self.on)

    def seen(self, spots: Iterable[Spot]) -> tuple[Sequence[Spot], Decision | None]:
        """Those that may be seen, and the refusal for the first of the others."""
        kept: list[Spot] = []
        refused: Decision | None = None
        for spot in spots:
            decision = self.of(spot)
            if decision:
                kept.append(spot)
            elif refused is None:
                refused = decision
        return kept, refused


def say_no(decision: Decision | None, tree: Map, language: Language) -> str:
    """Whose it is and whom to ask, with the names of places; "" where all may be seen."""
    if decision is None:
        return ""
    return decision.say(language, {spot.reference: spot.say(language) for spot in tree})


def rows_below(
    row: Row, spots: Sequence[Spot], stretch: Stretch, language: Language
) -> Sequence[PlaceRow]:
    """A row for each of `spots` that has a figure or owes one. One query."""
    if not spots:
        return []
    periods = list(dict.fromkeys([*stretch.latest, stretch.period]))
    found = cells(
        places=[spot.id for spot in spots], indicators=[row.indicator_id], periods=periods
    )
    made = (
        _row(row, spot, [found[spot.id, row.indicator_id, period] for period in periods], language)
        for spot in spots
    )
    return [one for one in made if one]


def _row(row: Row, spot: Spot, told: Sequence[Cell], language: Language) -> PlaceRow | None:
    measure, scale, whole = row.indicator.measure, Scale.of(row), told[-1]
    asked = next((cell.reported for cell in told if cell.reported.expected), whole.reported)
    if not asked.expected and not whole.reported.reported:
        return None
    verified, reported = (measure.value(pair_of(one)) for one in (whole.checked, whole.reported))
    rest = (reported or 0) - (verified or 0)
    return PlaceRow(
        id=spot.id,
        code=spot.code,
        name=spot.say(language),
        verified=scale.write(verified),
        reported=scale.write(reported),
        waiting=scale.write(rest) if rest and measure.place_rule in ADDED else "",
        differs=scale.write(verified) != scale.write(reported),
        waits=whole.reported.verified < whole.reported.reported,
        sent=min(asked.reported, asked.expected),
        expected=asked.expected,
    )


def worst_first(rows: Iterable[PlaceRow]) -> Sequence[PlaceRow]:
    """Places that miss a report first, then those where something waits, else as they came."""
    return sorted(rows, key=lambda one: (not one.missing, not one.waits))
