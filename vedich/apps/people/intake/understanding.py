"""What each row of a pasted list means, and what has to be asked before it is taken over.

Pure but for `known`, which reads what the database has. Nothing is guessed in silence: what was
inferred is a note on the row, what is in doubt is a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vedich.apps.people.models import Person, Post, Roster
from vedich.apps.places.models import Body
from vedich.apps.places.offices import office_above
from vedich.apps.places.queries import Map, on
from vedich.core.vietnamese import fold
from vedich.formats.rosters.names import is_name, tidy
from vedich.formats.rosters.pairs import Pair, pairs
from vedich.formats.rosters.phones import Change, read_phone, write_phone
from vedich.formats.rosters.whereabouts import Found, How, Unit, Whereabouts
from vedich.rulebook.places.levels import levels
from vedich.rulebook.titles import At, Fields, Titles, titles


READY: Final = "ready"
ASK: Final = "ask"
PAIR: Final = "pair"
KNOWN: Final = "known"
SKIPPED: Final = "skipped"
TAKEN: Final = "taken"
STATES: Final = (READY, ASK, PAIR, KNOWN, SKIPPED, TAKEN)

ADMINISTRATOR: Final = "administrator"
"""A role that no list gives: whoever looks after people is entered by hand."""

_CELL: Final = "cell"


@dataclass(frozen=True, slots=True)
class Said:
    """A note or a question: a code the page has words for, with what it is about."""

    code: str
    value: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post somebody holds already: where (the key of a unit) and its title without marks."""

    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who is in the database already."""

    key: int
    phone: str
    posts: frozenset[KnownPost]


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows are held against."""

    where: Whereabouts
    titles: Titles
    fields: tuple[str, ...]
    people: Mapping[str, Sequence[KnownPerson]]

    def unit(self, key: str) -> Unit | None:
        """The unit with this key."""
        return next((unit for unit in self.where.units if unit.key == key), None)


@dataclass(frozen=True, slots=True)
class Read:
    """A row as it is understood. `person` is whom it belongs to in the database, `joins` the index
    of the row before that is the same person. `phone` are digits."""

    index: int
    line: int
    name: str
    title: str
    written: str
    unit_text: str
    unit: Unit | None
    role: str
    fields: tuple[str, ...] | None
    phone: str
    phone_text: str
    state: str
    notes: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()
    choices: tuple[Unit, ...] = ()
    person: int | None = None
    joins: int | None = None

    @property
    def phone_shown(self) -> str:
        """The number in groups; as it was written where it is none."""
        return write_phone(self.phone) if self.phone else self.phone_text


@dataclass(frozen=True, slots=True)
class Twin:
    """Two rows that may be one person. `answer` is “one”, “two” or “” while nobody said."""

    first: Read
    second: Read
    why: str
    likely_one: bool
    answer: str

    @property
    def key(self) -> str:
        """How a form names the pair."""
        return f"{self.first.index}-{self.second.index}"


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows of a list, and the pairs among those that are still open."""

    rows: tuple[Read, ...]
    twins: tuple[Twin, ...]

    def count(self, *states: str) -> int:
        """How many rows are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def open_twins(self) -> tuple[Twin, ...]:
        """The pairs that nobody has answered yet."""
        return tuple(twin for twin in self.twins if not twin.answer)


def known(place: int, day: date) -> Known:
    """What the database has at and below a place on a day."""
    tree = on(day)
    spots = [spot.id for spot in tree.below(place)]
    units = [*_places(place, tree, day), *_bodies(spots, tree)]
    people: dict[str, list[KnownPerson]] = {}
    for person in Person.objects.prefetch_related("posts"):
        held = frozenset(
            KnownPost(_unit_of(post), fold(post.title))
            for post in person.posts.all()
            if post.held_until is None or post.held_until > day
        )
        digits = read_phone(person.phone)
        one = KnownPerson(person.pk, digits.digits if digits.good else "", held)
        people.setdefault(fold(tidy(person.name)), []).append(one)
    return Known(Whereabouts(units), titles(day), office_above(place, day).fields, people)


def understand(roster: Roster, of: Known) -> Reading:
    """Every row of the list, with what was answered about it."""
    said = roster.said
    rows = [_row(index, row, said, of) for index, row in enumerate(roster.rows)]
    live = [row for row in rows if row.state not in (TAKEN, SKIPPED, KNOWN)]
    found = pairs([(row.name, row.phone) for row in live])
    twins = tuple(_twin(pair, live, said.get("pairs", {})) for pair in found)
    return Reading(tuple(_paired(rows, twins)), twins)


def _paired(rows: Iterable[Read], twins: Sequence[Twin]) -> Iterable[Read]:
    waiting = {one.index for twin in twins if not twin.answer for one in (twin.first, twin.second)}
    joins = {twin.second.index: twin.first.index for twin in twins if twin.answer == "one"}
    for row in rows:
        state = PAIR if row.state == READY and row.index in waiting else row.state
        yield _with(row, state=state, joins=joins.get(row.index))


def _with(row: Read, **changes: Any) -> Read:
    values = {name: getattr(row, name) for name in row.__slots__}
    return Read(**{**values, **changes})


def _twin(pair: Pair, rows: Sequence[Read], answers: Mapping[str, str]) -> Twin:
    first, second = rows[pair.first], rows[pair.second]
    answer = answers.get(f"{first.index}-{second.index}", "")
    return Twin(first, second, pair.why.value, pair.likely_one, answer)


# -- one row ---------------------------------------------------------------------------------------


def _row(index: int, row: Mapping[str, Any], said: Mapping[str, Any], of: Known) -> Read:
    answers = said.get("rows", {}).get(str(index), {})
    texts = {**row, **{key: answers[key] for key in _TEXTS if key in answers}}
    name = tidy(texts["name"])
    notes: list[Said] = []
    asks: list[Said] = []
    if not is_name(name):
        asks.append(Said("name", texts["name"]))
    unit, choices = _unit(texts["unit"], answers.get("unit_key", ""), of, notes, asks)
    title, role, fields = _post(texts, unit, answers, said, of, notes, asks)
    phone = _phone(texts["phone"], notes, asks)
    person, held = _person(name, phone, unit, title, of)
    if person and not held:
        notes.append(Said("known_person"))
    state = row["state"] if row["state"] in (TAKEN, SKIPPED) else ASK if asks else READY
    return Read(
        index=index,
        line=row["line"],
        name=name or texts["name"],
        title=title,
        written=texts["title"],
        unit_text=texts["unit"],
        unit=unit,
        role=role,
        fields=fields,
        phone=phone,
        phone_text=texts["phone"],
        state=KNOWN if held and state == READY else state,
        notes=tuple(notes),
        asks=tuple(asks),
        choices=choices,
        person=person.key if person else None,
    )


_TEXTS: Final = ("name", "title", "unit", "phone", "field")


def _unit(
    text: str, chosen: str, of: Known, notes: list[Said], asks: list[Said]
) -> tuple[Unit | None, tuple[Unit, ...]]:
    if chosen and (unit := of.unit(chosen)):
        return unit, ()
    found: Found = of.where.find(text)
    one = found.one
    if one is None:
        many = found.how is How.MANY
        near = found.units if many else tuple(of.where.near(text))
        asks.append(Said("units" if many else "no_unit", text, str(len(near))))
        return None, near
    if found.how is How.BLANK:
        notes.append(Said("top", one.name))
    elif one.at == _CELL and one.above and fold(one.above) not in fold(text):
        notes.append(Said("above", one.above))
    elif found.how is How.INFERRED and fold(one.name) != fold(text):
        notes.append(Said("unit", one.name))
    return one, ()


def _post(
    texts: Mapping[str, str],
    unit: Unit | None,
    answers: Mapping[str, str],
    said: Mapping[str, Any],
    of: Known,
    notes: list[Said],
    asks: list[Said],
) -> tuple[str, str, tuple[str, ...] | None]:
    written = " ".join(texts["title"].split())
    if not written:
        asks.append(Said("title"))
        return "", "", None
    at = At(unit.at) if unit else At.ANY
    meaning = of.titles.read(written, f"{texts['unit']} {unit.name if unit else ''}", at)
    role = answers.get("role") or said.get("roles", {}).get(role_key(meaning.title, at.value))
    role = role or meaning.role
    if meaning.title != written:
        notes.append(Said("title", meaning.title))
    if not role and unit:
        asks.append(Said("role", meaning.title))
    fields = _fields(texts.get("field", ""), meaning.fields, of, notes)
    return meaning.title, role, fields


def role_key(title: str, at: str) -> str:
    """What an answer about the role of a title holds for: the title, at that kind of place."""
    return f"{fold(title)}|{at}"


def _fields(text: str, usual: Fields, of: Known, notes: list[Said]) -> tuple[str, ...] | None:
    wanted = [" ".join(one.split()) for one in text.replace(";", ",").split(",") if one.strip()]
    by_name = {fold(one): one for one in of.fields}
    found = tuple(by_name[fold(one)] for one in wanted if fold(one) in by_name)
    for one in wanted:
        if fold(one) not in by_name:
            notes.append(Said("no_field", one))
    return found or (None if usual is Fields.ALL else ())


_CHANGES: Final[Mapping[Change, str]] = {
    Change.ZERO: "phone_zero",
    Change.COUNTRY: "phone_country",
    Change.SERIES: "phone_series",
    Change.FIRST: "phone_first",
}


def _phone(text: str, notes: list[Said], asks: list[Said]) -> str:
    phone = read_phone(text)
    if not phone.good:
        asks.append(Said("phone", text))
        return ""
    if phone.change in _CHANGES:
        notes.append(Said(_CHANGES[phone.change]))
    return phone.digits


def _person(
    name: str, phone: str, unit: Unit | None, title: str, of: Known
) -> tuple[KnownPerson | None, bool]:
    """Who of those known this is, and whether he holds this very post already."""
    post = KnownPost(unit.key, fold(title)) if unit else None
    for one in of.people.get(fold(name), ()):
        held = post in one.posts
        if held or (phone and one.phone == phone):
            return one, held
    return None, False


# -- what is there ---------------------------------------------------------------------------------


def _places(place: int, tree: Map, day: date) -> Iterable[Unit]:
    kinds = {kind.code: level.code for level in levels(day) for kind in level.kinds}
    for spot in tree.below(place):
        cell = kinds.get(spot.kind) == _CELL or spot.kind.endswith("_cell")
        at = "top" if spot.id == place else _CELL if cell else "middle"
        above = tree[spot.parent].name if spot.parent and spot.id != place else ""
        yield Unit(f"place:{spot.id}", spot.name, at, above, (spot.name_en,))


def _bodies(places: Sequence[int], tree: Map) -> Iterable[Unit]:
    wanted = set(places)
    rows = Body.objects.filter(inner=True, until__isnull=True).order_by("pk")
    for body in rows:
        if body.place_id in wanted:
            above = tree[body.place_id].name
            yield Unit(f"organ:{body.pk}", body.name, "body", above, (body.name_en,))


def _unit_of(post: Post) -> str:
    return f"organ:{post.body_id}" if post.body_id else f"place:{post.place_id}"
