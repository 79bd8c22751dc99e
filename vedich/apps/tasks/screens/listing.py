"""The list of tasks a visitor may see: counted, filtered, paged (R15). Nobody is ranked (R17).

Whatever the number of tasks, a page asks the database as often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Map, on
from vedich.apps.tasks.lateness import SOON, Pace
from vedich.apps.tasks.models import Task, TaskPlace
from vedich.apps.tasks.queries import UNCLEAR, unclear_of, visible
from vedich.apps.tasks.rights import sees_all, stands_in_for
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.choices import Option, giving_places, named
from vedich.core.errors import Language
from vedich.core.permits import Actor
from vedich.core.vietnamese import sort_key


PAGE: Final = 50
LIST: Final = "/dau-viec"

ASKING: Final = frozenset({"tt", "linh-vuc", "noi", "nguoi", "cua"})
"""The questions of an address; without any of them it shows the visitor's own place."""

STATES: Final = ("tre", "sap", "chua-ro", "cho", "xong", "bo")
"""Late, due soon, unclear, waiting to be accepted, done, dropped; none: all that goes on."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for. `mine`: only what the visitor answers for or gave.

    `home`: the place whose tasks an address without any question shows; None: those of all places.
    """

    state: str = ""
    field: str = ""
    place: int | None = None
    person: int | None = None
    mine: bool = False
    page: int = 1
    home: int | None = None

    @staticmethod
    def read(asked: Mapping[str, str], home: int | None = None) -> Filters:
        """From the query of an address; what cannot be read is not asked."""
        state = asked.get("tt", "")
        place = row_key(asked.get("noi", ""))
        return Filters(
            state=state if state in STATES else "",
            field=asked.get("linh-vuc", "")[:80],
            place=place if ASKING & asked.keys() else home,
            person=row_key(asked.get("nguoi", "")),
            mine=asked.get("cua") == "toi",
            page=max(1, row_key(asked.get("trang", "")) or 1),
            home=home,
        )

    @property
    def everything(self) -> str:
        """The address that asks for all that may be seen."""
        return LIST if self.home is None else f"{LIST}?noi="

    def link(self) -> str:
        """The address that asks for the same."""
        asked: dict[str, str | int] = {}
        if self.state:
            asked["tt"] = self.state
        if self.field:
            asked["linh-vuc"] = self.field
        if self.place is not None:
            asked["noi"] = self.place
        if self.person is not None:
            asked["nguoi"] = self.person
        if self.mine:
            asked["cua"] = "toi"
        if self.page > 1:
            asked["trang"] = self.page
        if not asked.keys() & ASKING and self.home is not None:
            asked["noi"] = ""
        return f"{LIST}?{urlencode(asked)}" if asked else LIST


@dataclass(frozen=True, slots=True)
class Counts:
    """How many: going on, late, due soon, unclear, waiting to be accepted, done, dropped."""

    open: int
    late: int
    soon: int
    unclear: int
    waiting: int
    closed: int
    dropped: int


@dataclass(frozen=True, slots=True)
class State:
    """A filter as a link, with how many it finds."""

    key: str
    count: int
    link: str
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A task in the list. `pace` as in `lateness`; `late` and `left` are working days."""

    number: int
    title: str
    link: str
    where: str
    holder: str
    due: str
    look: str
    state: str
    pace: str
    late: int
    left: int
    unclear: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the boxes of the form show."""

    field: str
    place: str
    person: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The page. `total` are all tasks the visitor may see, `found` those that the filters leave."""

    total: int
    counts: Counts
    states: tuple[State, ...]
    rows: tuple[Row, ...]
    fields: Sequence[Option]
    places: Sequence[Option]
    people: Sequence[Option]
    chosen: Chosen
    state: str
    mine: bool
    filtered: tuple[str, ...]
    found: int
    first: int
    last: int
    before: str
    after: str
    may_give: bool
    everything: str


def home_of(actor: Actor, day: date) -> int | None:
    """The place below the top that somebody works for who sees the tasks of all places.

    None at the top, for several places, and for who sees no more than those of his place anyhow.
    """
    if not sees_all(actor, day):
        return None
    tree = on(day)
    tops = {spot.id for spot in tree.roots()}
    paths = {
        tuple(step for step in post.place_range if not step.startswith("body:"))
        for post in actor.posts
        if post.in_force(day)
    }
    spots = [tree.by_code(path[-1].partition("@")[0]) for path in paths if path]
    if len(spots) != 1 or spots[0] is None or spots[0].id in tops:
        return None
    return spots[0].id


def listing(filters: Filters, *, actor: Actor, day: date, language: Language) -> Listing:
    """The tasks the actor may see, as `filters` ask."""
    tree = on(day)
    seen = visible(actor, day)
    asked = _narrow(seen, filters, actor, tree, day)
    counts = _counts(asked, day)
    states = _states(filters, counts)
    rows = _of_state(asked, filters.state, day)
    found = next((one.count for one in states if one.current), counts.open)
    start = (filters.page - 1) * PAGE
    if start >= found:
        filters, start = replace(filters, page=1), 0
    page = list(
        rows.select_related("accountable__person").order_by(F("due_on").asc(nulls_last=True), "pk")[
            start : start + PAGE
        ]
        if filters.state not in ("xong", "bo")
        else rows.select_related("accountable__person").order_by("-ended_on", "pk")[
            start : start + PAGE
        ]
    )
    people = _people(seen, language)
    places = _places(seen, tree, language)
    last = start + len(page)
    return Listing(
        total=found or seen.count(),
        counts=counts,
        states=states,
        rows=_rows(page, tree, day, language),
        fields=_fields(seen),
        places=places,
        people=people,
        chosen=Chosen(filters.field, _said(filters.place), _said(filters.person)),
        state=filters.state,
        mine=filters.mine,
        filtered=_filtered(filters, places, people),
        found=found,
        first=start + 1,
        last=last,
        before=replace(filters, page=filters.page - 1).link() if start else "",
        after=replace(filters, page=filters.page + 1).link() if last < found else "",
        may_give=bool(giving_places(actor, day)),
        everything=filters.everything,
    )


def _narrow(
    tasks: QuerySet[Task], filters: Filters, actor: Actor, tree: Map, day: date
) -> QuerySet[Task]:
    if filters.field:
        tasks = tasks.filter(field=filters.field)
    if filters.person is not None:
        tasks = tasks.filter(accountable=filters.person)
    if filters.mine:
        own = stands_in_for(actor, day)
        tasks = tasks.filter(Q(accountable__in=own) | Q(given_by=actor.person))
    if filters.place is not None:
        below = [one.id for one in tree.below(filters.place)] if filters.place in tree else []
        lies = TaskPlace.objects.filter(place__in=below).values("task")
        tasks = tasks.filter(Q(place__in=below) | Q(pk__in=lies))
    return tasks


def _late(day: date) -> Q:
    return Q(state=Task.State.OPEN, due_on__lt=pieces.last_in_time(day))


def _soon(day: date) -> Q:
    first, last = pieces.last_in_time(day), day + timedelta(days=SOON)
    return Q(state=Task.State.OPEN, due_on__gte=first, due_on__lte=last)


def _of_state(tasks: QuerySet[Task], state: str, day: date) -> QuerySet[Task]:
    going = Q(state__in=pieces.GOING)
    wanted = {
        "tre": _late(day),
        "sap": _soon(day),
        "chua-ro": going & UNCLEAR,
        "cho": Q(state=Task.State.CLAIMED),
        "xong": Q(state=Task.State.CLOSED),
        "bo": Q(state=Task.State.DROPPED),
    }
    return tasks.filter(wanted.get(state, going))


def _counts(tasks: QuerySet[Task], day: date) -> Counts:
    going = Q(state__in=pieces.GOING)
    found = tasks.aggregate(
        open=Count("pk", filter=going),
        late=Count("pk", filter=_late(day)),
        soon=Count("pk", filter=_soon(day)),
        unclear=Count("pk", filter=going & UNCLEAR),
        waiting=Count("pk", filter=Q(state=Task.State.CLAIMED)),
        closed=Count("pk", filter=Q(state=Task.State.CLOSED)),
        dropped=Count("pk", filter=Q(state=Task.State.DROPPED)),
    )
    return Counts(**found)


def _states(filters: Filters, counts: Counts) -> tuple[State, ...]:
    known = {
        "": counts.open,
        "tre": counts.late,
        "sap": counts.soon,
        "chua-ro": counts.unclear,
        "cho": counts.waiting,
        "xong": counts.closed,
        "bo": counts.dropped,
    }
    return tuple(
        State(key, count, replace(filters, state=key, page=1).link(), key == filters.state)
        for key, count in known.items()
        # nobody looks for what was dropped where nothing was
        if key != "bo" or count or filters.state == "bo"
    )


def _rows(tasks: Sequence[Task], tree: Map, day: date, language: Language) -> tuple[Row, ...]:
    days = pieces.calendar([one.due_on for one in tasks], day)
    where = places_of(tasks, tree, language)
    made: list[Row] = []
    for task in tasks:
        stands = pieces.pace(task, day, days)
        look = pieces.LOOKS[stands.pace]
        if task.state == Task.State.DROPPED:
            look = "none"
        elif task.state == Task.State.CLAIMED:
            look = "on"
        made.append(
            Row(
                number=task.number,
                title=task.title,
                link=f"{LIST}/{task.pk}",
                where=where[task.pk],
                holder=task.accountable.person.name if task.accountable else "",
                due=pieces.on_day(task.due_on, day) if task.due_on else "",
                look=look,
                state=task.state,
                pace=stands.pace.value if task.state != Task.State.CLOSED else Pace.DONE.value,
                late=stands.late,
                left=stands.left,
                unclear=len(unclear_of(task)) if task.state in pieces.GOING else 0,
            )
        )
    return tuple(made)


def places_of(tasks: Iterable[Task], tree: Map, language: Language) -> Mapping[int, str]:
    """Where the work of each task lies, in words; else where it was given. One question."""
    ordered = list(tasks)
    lying: defaultdict[int, list[str]] = defaultdict(list)
    rows = TaskPlace.objects.filter(task__in=ordered).order_by("pk")
    for task, place in rows.values_list("task_id", "place_id"):
        if place in tree:
            lying[task].append(tree[place].say(language))
    given = {
        one.pk: tree[one.place_id].say(language) if one.place_id in tree else "" for one in ordered
    }
    return {one.pk: ", ".join(lying[one.pk]) or given[one.pk] for one in ordered}


def _fields(tasks: QuerySet[Task]) -> Sequence[Option]:
    names = tasks.exclude(field="").order_by().values_list("field", flat=True).distinct()
    return [(name, name) for name in sorted(names, key=sort_key)]


def _places(tasks: QuerySet[Task], tree: Map, language: Language) -> Sequence[Option]:
    lying = TaskPlace.objects.filter(task__in=tasks).order_by().values_list("place_id", flat=True)
    found = [tree[key] for key in lying.distinct() if key in tree]
    ordered = sorted(found, key=lambda spot: (len(spot.path), sort_key(spot.name)))
    return [(str(spot.id), spot.say(language)) for spot in ordered]


def _people(tasks: QuerySet[Task], language: Language) -> Sequence[Option]:
    holders = tasks.filter(accountable__isnull=False).order_by().values("accountable").distinct()
    posts = Post.objects.filter(pk__in=holders).select_related("person").order_by("pk")
    return [(str(post.pk), named(post, language)) for post in posts]


def _filtered(
    filters: Filters, places: Sequence[Option], people: Sequence[Option]
) -> tuple[str, ...]:
    words = [filters.field]
    words.append(dict(places).get(_said(filters.place), ""))
    words.append(dict(people).get(_said(filters.person), ""))
    asked = any((filters.place is not None, filters.person is not None, filters.mine))
    named_ones = tuple(word for word in words if word)
    if not named_ones and (filters.state or asked):
        return ("",)
    return named_ones


def _said(key: int | None) -> str:
    return "" if key is None else str(key)
