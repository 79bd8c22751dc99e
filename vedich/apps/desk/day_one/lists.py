"""Pasted lists of communes, hamlets and bodies: each line with what it would become.

Nothing is kept between looking and taking: the text itself travels in the form, and what stands
there already is left alone, so that a list pasted twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.desk.day_one.steps import BODIES, HAMLETS, LEVELS, Standing
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.places.settling import NewOrgan, NewSpot
from vedich.core.vietnamese import fold, sort_key
from vedich.formats.rosters.places import Line, read_places
from vedich.rulebook.places.levels import body_versions, levels


NEW: Final = "new"
THERE: Final = "there"
ASK: Final = "ask"

HAMLET: Final = "hamlet_cell"
AGENCY_CELL: Final = "agency_cell"

_CELL_NAMES: Final = ("chi bo", "dang bo bo phan")


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: what it would become. `state`: “new”, “there” already, or “ask” with `why`."""

    line: int
    name: str
    above: str
    kind: str
    state: str
    why: str = ""
    spot: NewSpot | None = None
    organ: NewOrgan | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was understood."""

    rows: tuple[Shown, ...]

    def count(self, state: str) -> int:
        """How many lines are in this state."""
        return sum(row.state == state for row in self.rows)

    @property
    def spots(self) -> list[NewSpot]:
        """The places it would bring."""
        return [row.spot for row in self.rows if row.state == NEW and row.spot]

    @property
    def organs(self) -> list[NewOrgan]:
        """The bodies it would bring."""
        return [row.organ for row in self.rows if row.state == NEW and row.organ]


def read_list(step: str, lines: Sequence[Sequence[str]], of: Standing, day: date) -> Listed:
    """What the lines of a list mean at one of the three steps that take lists of places."""
    tree = on(day)
    if step == LEVELS:
        return Listed(tuple(_middle(read_places(lines, headings=False), of, tree, day)))
    if step == HAMLETS:
        return Listed(tuple(_hamlets(read_places(lines, headings=len(of.levels) > 1), of, tree)))
    return Listed(tuple(_bodies(read_places(lines, headings=False), of, tree, day)))


@dataclass(frozen=True, slots=True)
class Present:
    """Something that stands already: shown with a button that takes it out again."""

    key: str
    name: str
    within: str


def there(step: str, of: Standing, day: date) -> Sequence[Present]:
    """What stands already of what a step brings."""
    tree = on(day)
    spots = [spot for spot in tree.below(of.top.id) if spot.id != of.top.id]
    if step == LEVELS:
        wanted = [spot for spot in spots if not spot.kind.endswith("_cell")]
    elif step == HAMLETS:
        wanted = [spot for spot in spots if spot.kind == HAMLET]
    else:
        wanted = [spot for spot in spots if spot.kind == AGENCY_CELL]
    found = [
        Present(f"place:{spot.id}", spot.name, tree[spot.parent].name if spot.parent else "")
        for spot in wanted
    ]
    if step == BODIES:
        rows = Body.objects.filter(inner=True, until__isnull=True, place__in=[of.top.id])
        found += [Present(f"organ:{row.pk}", row.name, row.block) for row in rows.order_by("pk")]
    return sorted(found, key=lambda one: (sort_key(one.within), sort_key(one.name)))


# -- the middle level ------------------------------------------------------------------------------


def _middle(lines: Iterable[Line], of: Standing, tree: Map, day: date) -> Iterable[Shown]:
    level = of.levels[0]
    known = {fold(spot.name) for spot in tree.children(of.top.id)}
    usual = level.kinds[0]
    for line in lines:
        plain = fold(line.name)
        kind = next((one for one in level.kinds if plain.startswith(fold(one.name.vi))), usual)
        spot = NewSpot(line.name, kind.code, of.top.id, line.code)
        state = THERE if plain in known else NEW
        known.add(plain)
        yield Shown(line.line, line.name, of.top.name, kind.name.vi, state, spot=spot)


# -- hamlets ---------------------------------------------------------------------------------------


def _hamlets(lines: Iterable[Line], of: Standing, tree: Map) -> Iterable[Shown]:
    direct = len(of.levels) < 2
    parents = [of.top] if direct else list(tree.children(of.top.id))
    known = {
        (spot.parent, _bare(spot.name)) for spot in tree.below(of.top.id) if spot.kind == HAMLET
    }
    for line in lines:
        above = of.top if direct else _parent(line.above, parents)
        if above is None:
            why = "no_above" if not line.above else "unknown_above"
            yield Shown(line.line, line.name, line.above, "", ASK, why)
            continue
        key = (above.id, _bare(line.name))
        state = THERE if key in known else NEW
        known.add(key)
        spot = NewSpot(line.name, HAMLET, above.id, line.code)
        yield Shown(line.line, line.name, above.name, "", state, spot=spot)


def _parent(text: str, parents: Sequence[Spot]) -> Spot | None:
    plain = fold(text).strip()
    same = [one for one in parents if plain in (fold(one.name), one.code)]
    near = same or [one for one in parents if plain and _bare(plain) == _bare(one.name)]
    return near[0] if len(near) == 1 else None


_KINDS: Final = (
    *("chi bo ap ", "chi bo khu pho ", "chi bo "),
    *(
        "thi tran ",
        "tt ",
        "tt. ",
        "xa ",
        "phuong ",
        "dac khu ",
        "ap ",
        "khu pho ",
        "khom ",
        "thon ",
    ),
)


def _bare(name: str) -> str:
    """A name without marks and without the word of its kind; “Ấp 1” keeps it."""
    plain = fold(name).strip()
    for kind in _KINDS:
        rest = plain.removeprefix(kind)
        if rest != plain and not rest.isdecimal():
            return rest
    return plain


# -- bodies ----------------------------------------------------------------------------------------


def _bodies(lines: Iterable[Line], of: Standing, tree: Map, day: date) -> Iterable[Shown]:
    kind = _organ_kind(of.top, day)
    cells = {fold(spot.name) for spot in tree.children(of.top.id)}
    organs = set(map(fold, Body.objects.filter(place=of.top.id).values_list("name", flat=True)))
    for line in lines:
        plain = fold(line.name)
        if plain.startswith(_CELL_NAMES):
            state = THERE if plain in cells else NEW
            cells.add(plain)
            spot = NewSpot(line.name, AGENCY_CELL, of.top.id, line.code)
            yield Shown(line.line, line.name, line.above, "cell", state, spot=spot)
        else:
            state = THERE if plain in organs else NEW
            organs.add(plain)
            organ = NewOrgan(line.name, kind, line.above)
            yield Shown(line.line, line.name, line.above, "body", state, organ=organ)


def _organ_kind(top: Spot, day: date) -> str:
    """The kind of an agency of the place at the top, on the shelf of the day."""
    own = next((one.code for one in levels(day) if any(k.code == top.kind for k in one.kinds)), "")
    kinds = (one.code for one in body_versions().at(day) or () if one.level == own)
    return next((code for code in kinds if code.endswith("_agency")), f"{own or 'place'}_agency")
