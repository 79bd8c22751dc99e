"""What the pages of assignment read: a place and its columns, tasks, charges, targets, asks.

Each is one question to the database however large the place is; nothing is asked twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final, NamedTuple

from django.db.models import F, Q

from vedich.apps.figures.models import Ask
from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.offices import OfficeValues, office_above
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.resolutions.models import Resolution, State, Target
from vedich.apps.tasks.assignment.matrix import Key, Owed, Work
from vedich.apps.tasks.models import Charge, Task, TaskPlace, TaskTarget
from vedich.apps.tasks.queries import standing_on
from vedich.core.errors import Language, Message
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import fold, sort_key
from vedich.rulebook.permits import may
from vedich.rulebook.places.levels import levels


SEES: Final = "tasks.view"
GIVES: Final = "tasks.give"
OPEN: Final = (Task.State.OPEN, Task.State.CLAIMED)

_Read = tuple[
    int,
    int,
    str,
    str,
    int,
    int | None,
    int | None,
    str | None,
    int | None,
    int | None,
    date | None,
    str,
]
"""A task as it comes from the database."""

NOWHERE: Final = Message(
    code="assignment.nowhere",
    vi="Không có nơi số {value} vào ngày này. Hãy chọn một nơi trong danh sách.",
    en="There is no place {value} on this day. Choose one of the list.",
)


class TaskRow(NamedTuple):
    """A task of the place as its pages need it. `places` are keys where the work lies."""

    id: int
    number: int
    title: str
    field: str
    place: int
    post: int | None
    person: int | None
    person_name: str
    post_body: int | None
    body: int | None
    due_on: date | None
    done: bool
    claimed: bool
    late: int
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a charge: the post, its words, and the person behind it."""

    post: int
    person: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of a resolution in force, as far as assignment speaks of it."""

    id: int
    number: int
    name: str
    field: str
    resolution: int


@dataclass
class Facts:
    """Everything of one place on one day, read when it is first asked for."""

    place: Spot
    tree: Map
    day: date
    language: Language

    # -- where ---------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> Sequence[Spot]:
        """The localities below: of the highest level there is, so no agency cells of a district."""
        children = self.tree.children(self.place.id)
        order = {kind.code: n for n, one in enumerate(levels(self.day)) for kind in one.kinds}
        highest = min((order.get(one.kind, len(order)) for one in children), default=0)
        return [one for one in children if order.get(one.kind, len(order)) == highest]

    @cached_property
    def column_of(self) -> Mapping[int, int]:
        """The column of every place at or below the localities."""
        return {one.id: spot.id for spot in self.columns for one in self.tree.below(spot.id)}

    @cached_property
    def short_names(self) -> Mapping[int, str]:
        """The columns as a table heads them: “Vĩnh Thành”, “TT. Chợ Lách”; numbers keep “Phường”.

        Where two would be called alike they keep their whole names.
        """
        found = {one.id: bare(one.say(self.language)).partition(" (")[0] for one in self.columns}
        twice = {name for name, count in Counter(found.values()).items() if count > 1}
        return {
            one.id: one.say(self.language) if found[one.id] in twice else found[one.id]
            for one in self.columns
        }

    def columns_of(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """The columns of these places, each once; the place itself where none of them is in one."""
        columns = self._columns_of.get(places)
        if columns is None:
            found = {self.column_of[one] for one in places if one in self.column_of}
            columns = self._columns_of[places] = tuple(sorted(found)) or (self.place.id,)
        return columns

    @cached_property
    def _columns_of(self) -> dict[tuple[int, ...], tuple[int, ...]]:
        # thousands of tasks lie in some hundred places
        return {}

    # -- tasks ---------------------------------------------------------------------------------

    @cached_property
    def tasks(self) -> Sequence[TaskRow]:
        """Tasks given here, and those given above whose work lies here; closed ones of this year.

        What a place below gives to its own people is in its own matrix.
        """
        lying: defaultdict[int, list[int]] = defaultdict(list)
        for task, place in TaskPlace.objects.filter(
            self._wanted("task__"), task__place__in=self.place.ids
        ).values_list("task_id", "place_id"):
            lying[task].append(place)
        rows = Task.objects.filter(self._wanted(), place__in=self.place.ids).values_list(
            "pk",
            "number",
            "title",
            "field",
            "place_id",
            "accountable_id",
            "accountable__person_id",
            "accountable__person__name",
            "accountable__body_id",
            "body_id",
            "due_on",
            "state",
        )
        return [
            self._row(row, tuple(sorted(lying[row[0]])))
            for row in rows.order_by("number")
            if row[4] == self.place.id or self._lies_here(lying[row[0]])
        ]

    def _wanted(self, to: str = "") -> Q:
        begun = date(self.day.year, 1, 1)
        closed = Q(**{f"{to}state": Task.State.CLOSED, f"{to}ended_on__gte": begun})
        return Q(**{f"{to}state__in": OPEN}) | closed

    def _lies_here(self, places: Iterable[int]) -> bool:
        return any(one in self.tree and self.place.id in self.tree[one].ids for one in places)

    def _row(self, row: _Read, places: tuple[int, ...]) -> TaskRow:
        key, number, title, field, place, post, person, name, organ, body, due, state = row
        done = state == Task.State.CLOSED
        return TaskRow(
            id=key,
            number=number,
            title=title,
            field=field,
            place=place,
            post=post,
            person=person,
            person_name=name or "",
            post_body=organ,
            body=body,
            due_on=due,
            done=done,
            claimed=state == Task.State.CLAIMED,
            late=0 if done else _late(due, self.day),
            places=places,
        )

    @cached_property
    def works(self) -> Sequence[Work]:
        """The tasks as the matrix sees them."""
        return [
            Work(one.id, one.field, self.columns_of(one.places), one.person, one.late > 0, one.done)
            for one in self.tasks
        ]

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Names of the people who answer for tasks."""
        return {one.person: one.person_name for one in self.tasks if one.person is not None}

    def given_below(self, fields: Iterable[str]) -> frozenset[Key]:
        """Cells of these fields in which a place below has given itself work that is not done."""
        rows = (
            TaskPlace.objects.filter(task__state__in=OPEN, task__field__in=set(fields))
            .exclude(task__place__in=self.place.ids)
            .values_list("task__field", "place_id")
            .order_by()
            .distinct()
        )
        return frozenset(
            Key(name, self.column_of[place]) for name, place in rows if place in self.column_of
        )

    def read(self) -> None:
        """Ask the database for what the matrix needs, all of it."""
        _ = (self.works, self.owed, self.fields, self.charged_places, self.bodies)

    # -- what is owed --------------------------------------------------------------------------

    @cached_property
    def aims(self) -> Mapping[int, Aim]:
        """The targets of resolutions in force on the day, here and above, by number."""
        running = [
            one.pk
            for one in Resolution.objects.filter(place__in=self.place.ids, state=State.ADOPTED)
            if one.period.start <= self.day <= one.period.last_day
        ]
        rows = Target.objects.filter(resolution__in=running).order_by("resolution_id", "number")
        fields: dict[str, str] = {}
        found = {}
        for row in rows:
            fields.setdefault(row.field, row.field_en)
            name = row.name if self.language == "vi" else row.name_en or row.name
            found[row.pk] = Aim(row.pk, row.number, name, row.field, row.resolution_id)
        self._english = fields
        return found

    @cached_property
    def asked(self) -> Sequence[tuple[int, int, int]]:
        """Who is asked for what: (target, place, body), each once."""
        month = self.day.year * 12 + self.day.month - 1
        target_of = {f"target:{pk}": pk for pk in self.aims}
        rows = Ask.objects.filter(Q(until__isnull=True) | Q(until__gt=month), why__in=target_of)
        found = rows.order_by().values_list("why", "place_id", "body_id")
        return list({(target_of[why], place, body) for why, place, body in found})

    @cached_property
    def owed(self) -> Sequence[Owed]:
        """What the localities owe. A place owes what it is asked for: shares will say how much."""
        aims, column_of = self.aims, self.column_of
        found = {
            (target, column_of[place]) for target, place, _ in self.asked if place in column_of
        }
        return [Owed(Key(aims[target].field, column), target) for target, column in found]

    # -- fields and charges --------------------------------------------------------------------

    @cached_property
    def office(self) -> OfficeValues:
        """What the office has set: its fields in their order, from when somebody is overloaded."""
        return office_above(self.place.id, self.day)

    @cached_property
    def fields(self) -> Sequence[str]:
        """The office's fields, then those of targets in their order, then any other by name."""
        ordered = dict.fromkeys([*self.office.fields, *(a.field for a in self.aims.values())])
        more = {one.field for one in self.tasks} | set(self.charged_fields)
        return [*ordered, *sorted(more - set(ordered), key=lambda one: (not one, sort_key(one)))]

    def field_name(self, field: str) -> str:
        """The field's name in the reader's language."""
        return field if self.language == "vi" else self._field_names.get(field) or field

    @cached_property
    def _field_names(self) -> Mapping[str, str]:
        _ = self.aims
        return self._english

    def field_of(self, slug: str) -> str | None:
        """The field an address means; None: there is none like it."""
        return next((one for one in self.fields if slug_of(one) == slug), None)

    @cached_property
    def _charges(self) -> Sequence[Charge]:
        rows = Charge.objects.filter(place=self.place.id, until__isnull=True)
        return list(rows.select_related("holder__person"))

    @cached_property
    def charged_fields(self) -> Mapping[str, Holder]:
        """Who holds a field. A post that nobody holds any more holds no charge."""
        return {one.field: self._holder(one.holder) for one in self._standing("field")}

    @cached_property
    def charged_places(self) -> Mapping[int, Holder]:
        """Who follows a locality."""
        rows = self._standing("locality")
        return {one.locality_id: self._holder(one.holder) for one in rows if one.locality_id}

    @cached_property
    def charged_bodies(self) -> Mapping[int, Holder]:
        """Who follows a body."""
        return {
            one.body_id: self._holder(one.holder) for one in self._standing("body") if one.body_id
        }

    def _standing(self, kind: str) -> Iterable[Charge]:
        return (
            one
            for one in self._charges
            if one.kind == kind and _held(one.holder, self.day) and one.since <= self.day
        )

    def _holder(self, post: Post) -> Holder:
        title = post.title if self.language == "vi" else post.title_en or post.title
        return Holder(post.pk, post.person_id, post.person.name, title)

    @cached_property
    def bodies(self) -> Sequence[Body]:
        """Organs of the place, and bodies of places right below it that are no localities."""
        columns = {one.id for one in self.columns}
        children = self.tree.children(self.place.id)
        places = [self.place.id, *(one.id for one in children if one.id not in columns)]
        rows = Body.objects.filter(place__in=places, start__lte=self.day)
        standing = rows.filter(Q(until__isnull=True) | Q(until__gt=self.day))
        kept = (one for one in standing if one.inner or one.place_id != self.place.id)
        return sorted(kept, key=lambda one: (sort_key(one.name), one.pk))

    @cached_property
    def targets_of(self) -> Mapping[int, Sequence[int]]:
        """The numbers of the targets each task serves."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        rows = TaskTarget.objects.filter(task__place__in=self.place.ids, target__in=self.aims)
        for task, number in rows.order_by(F("target__number")).values_list(
            "task_id", "target__number"
        ):
            found[task].append(number)
        return found


def facts(place: int | None, *, actor: Actor, day: date, language: Language) -> Facts:
    """The facts of a place the actor may see; None: the highest of his own.

    Raises Refused (``assignment.nowhere``), NotPermitted.
    """
    tree = on(day)
    key = _own(tree, actor, day) if place is None else place
    if key not in tree:
        raise NOWHERE.refuse(value=key)
    spot = tree[key]
    may(actor, SEES, Locus(spot.path), on=day).require()
    return Facts(spot, tree, day, language)


def _own(tree: Map, actor: Actor, day: date) -> int:
    held = [post for post in actor.posts if post.in_force(day)]
    for post in sorted(held, key=lambda post: len(post.place_range)):
        for step in reversed(post.place_range):
            spot = tree.by_code(step.partition("@")[0])
            if spot and spot.path == post.place_range[: len(spot.path)]:
                return spot.id
    return next((spot.id for spot in tree.roots()), 0)


@cache
def _late(due: date | None, day: date) -> int:
    return standing_on(due, day).late


@cache
def slug_of(field: str) -> str:
    """A field in an address: “nong-thon-moi”; “-” for none."""
    return "-".join(fold(field).replace(",", " ").replace("-", " ").split()) or "-"


_TOWN: Final = "Thị trấn "
_KINDS: Final = ("Xã ", "Phường ", "Đặc khu ")


def bare(name: str) -> str:
    """A place without its kind, where a name is left: “Xã Vĩnh Thành” → “Vĩnh Thành”."""
    if name.startswith(_TOWN):
        return f"TT. {name.removeprefix(_TOWN)}"
    kind = next((one for one in _KINDS if name.startswith(one)), "")
    rest = name.removeprefix(kind)
    return rest if len(rest) > 1 and not rest[0].isdigit() else name


@cache
def short(name: str) -> str:
    """A person in a narrow cell: the given name, “Châu”; a name made of a role stays as it is."""
    plain = name.partition("(")[0].strip() or name
    words = plain.split()
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return words[-1]
    return plain


def _held(post: Post, day: date) -> bool:
    return post.held_from <= day and (post.held_until is None or day < post.held_until)
