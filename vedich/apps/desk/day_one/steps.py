"""The eight steps of day one and how far each is, counted from what is there.

No step is ticked by hand: it is done when what it brings stands in the database. A level the place
does without may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.desk.day_one.reporting import without_sender
from vedich.apps.journal.queries import pinned_day
from vedich.apps.people.codes import live_codes
from vedich.apps.people.models import Person, Roster
from vedich.apps.places.actions import WRITES
from vedich.apps.places.models import Body
from vedich.apps.places.offices import WRITES as OFFICE
from vedich.apps.places.offices import OfficeValues, office_of
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.resolutions.models import Resolution, State
from vedich.core.errors import Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may
from vedich.rulebook.places.levels import Level, levels


TO_DO = Message(
    code="need.day_one",
    vi="Còn {count} bước là dùng được.",
    en="Steps left before use: {count}.",
)

PLACE: Final = "noi-ngay"
LEVELS: Final = "cac-cap"
HAMLETS: Final = "ap"
BODIES: Final = "don-vi"
PEOPLE: Final = "nguoi"
RESOLUTION: Final = "nghi-quyet"
REPORTING: Final = "ai-bao"
SLIPS: Final = "phieu"
KEYS: Final = (PLACE, LEVELS, HAMLETS, BODIES, PEOPLE, RESOLUTION, REPORTING, SLIPS)
MAY_SKIP: Final = (LEVELS, HAMLETS, BODIES)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `counts` are the numbers its line says, by name."""

    key: str
    number: int
    done: bool
    skipped: bool
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where day one stands: the place at the top, what its office set, the steps."""

    top: Spot
    office: OfficeValues
    levels: tuple[Level, ...]
    steps: tuple[Step, ...]
    resolution: Resolution | None

    @property
    def left(self) -> int:
        """How many steps are left."""
        return sum(not step.done for step in self.steps)

    def step(self, key: str) -> Step:
        """The step with this key."""
        return next(step for step in self.steps if step.key == key)

    @property
    def next(self) -> str:
        """The first step that is left; the last one where none is."""
        return next((step.key for step in self.steps if not step.done), SLIPS)

    def after(self, key: str) -> str:
        """The first step that is left behind this one, else the first that is left at all."""
        later = self.steps[KEYS.index(key) + 1 :]
        return next((step.key for step in later if not step.done), self.next)


def standing(day: date) -> Standing | None:
    """How far day one is on `day`; None where no place stands."""
    tree = on(day)
    if not tree.roots():
        return None
    top = tree.roots()[0]
    office = office_of(top.id)
    below = levels_below(top, day)
    chosen = _resolution(top)
    counts = _counts(top, tree, below, chosen, day)
    done = _done(counts, office, below, chosen)
    steps = tuple(
        Step(
            key=key,
            number=number,
            done=done[key] or key in office.skipped,
            skipped=key in office.skipped and not done[key],
            counts=counts[key],
        )
        for number, key in enumerate(KEYS, 1)
    )
    return Standing(top, office, below, steps, chosen)


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """Whoever enters places sees how much of day one is left (R18)."""
    roots = on(on_day).roots()
    allowed = may(actor, WRITES, Locus(roots[0].path), on=on_day) if roots else None
    if not allowed or pinned_day() is not None:
        # nobody sets a sample up: it is there to look at
        return []
    found = standing(on_day)
    if found is None or not found.left:
        return []
    return [
        Need(
            subject=f"place:{found.top.reference}",
            kind="day_one",
            sentence=TO_DO.code,
            values=(("count", found.left),),
            owner=allowed.require().reference,
            due=None,
            since=on_day,
            link="/ngay-dau",
            place_path=found.top.path,
        )
    ]


def levels_below(top: Spot, day: date) -> tuple[Level, ...]:
    """The levels below that of the place at the top, on the shelf of the day."""
    every = levels(day)
    own = next((n for n, level in enumerate(every) if _holds(level, top.kind)), None)
    return every[own + 1 :] if own is not None else every[-1:]


def may_open(actor: Actor, day: date) -> bool:
    """Whether somebody works on day one at all: who sets up the office there."""
    roots = on(day).roots()
    return bool(roots and may(actor, OFFICE, Locus(roots[0].path), on=day))


def _holds(level: Level, kind: str) -> bool:
    return any(one.code == kind for one in level.kinds)


def _resolution(top: Spot) -> Resolution | None:
    rows = Resolution.objects.filter(place=top.id).order_by("-first", "-pk")
    live = [row for row in rows if row.state != State.CLOSED]
    return next((row for row in live if row.state == State.ADOPTED), live[0] if live else None)


def _counts(
    top: Spot, tree: Map, below: Sequence[Level], chosen: Resolution | None, day: date
) -> dict[str, dict[str, int]]:
    spots = [spot for spot in tree.below(top.id) if spot.id != top.id]
    middle = [spot for spot in spots if not spot.kind.endswith("_cell")]
    hamlets = [spot for spot in spots if spot.kind == "hamlet_cell"]
    agency = sum(spot.kind == "agency_cell" for spot in spots)
    organs = Body.objects.filter(inner=True, until__isnull=True).count()
    people = Person.objects.filter(is_active=True).count()
    roster = Roster.objects.filter(place=top.id, state=Roster.State.OPEN).first()
    waiting = sum(row["state"] == "open" for row in roster.rows) if roster else 0
    with_code = live_codes(day)
    outside = [
        person.pk
        for person in Person.objects.filter(is_active=True, posts__isnull=False).distinct()
        if not person.has_usable_password() and person.pk not in with_code
    ]
    unsent = len(without_sender(chosen, day)) if chosen else 0
    targets = chosen.targets.count() if chosen else 0
    return {
        PLACE: {},
        LEVELS: {"middle": len(middle), "levels": len(below)},
        HAMLETS: {"hamlets": len(hamlets), "within": len({spot.parent for spot in hamlets})},
        BODIES: {"cells": agency, "bodies": organs},
        PEOPLE: {"people": people, "waiting": waiting},
        RESOLUTION: {"targets": targets},
        REPORTING: {"targets": targets, "unsent": unsent},
        SLIPS: {"without": len(outside), "people": people},
    }


def _done(
    counts: Mapping[str, Mapping[str, int]],
    office: OfficeValues,
    below: Sequence[Level],
    chosen: Resolution | None,
) -> Mapping[str, bool]:
    people = counts[PEOPLE]
    adopted = chosen is not None and chosen.state == State.ADOPTED
    return {
        PLACE: office.start is not None,
        LEVELS: len(below) < 2 or bool(counts[LEVELS]["middle"]),
        HAMLETS: bool(counts[HAMLETS]["hamlets"]),
        BODIES: bool(counts[BODIES]["cells"] or counts[BODIES]["bodies"]),
        PEOPLE: people["people"] > 1 and not people["waiting"],
        RESOLUTION: adopted,
        REPORTING: adopted and not counts[REPORTING]["unsent"],
        SLIPS: people["people"] > 1 and not counts[SLIPS]["without"],
    }
