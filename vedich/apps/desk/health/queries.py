"""The measures of a plan's health at a place and below it, each with the exceptions behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vedich.apps.figures.models import Figure
from vedich.apps.people.models import Post
from vedich.apps.places.queries import Map, on
from vedich.apps.resolutions.models import State, Target
from vedich.apps.returns.models import Return
from vedich.apps.tasks.models import Check, Progress, Task, TaskPlace
from vedich.apps.tasks.queries import UNCLEAR
from vedich.core.errors import Language
from vedich.core.needs import Side, whose_turn
from vedich.core.needs import State as ReturnState
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may
from vedich.rulebook.yardsticks import Yardstick, yardstick


SEES: Final = "health.view"

STALE: Final = 35
"""Days after which an open task nobody wrote of is stale: a month and a few days of grace."""

MONTHS: Final = 3
"""Months back in which it is asked who typed the figures."""

SHOWN: Final = 12
"""Exceptions named under a measure; the number says how many there are."""

ALIVE: Final = (Task.State.OPEN, Task.State.CLAIMED)


@dataclass(frozen=True, slots=True)
class Behind:
    """One thing behind a measure: what it is called, and where it is mended."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Measure:
    """`part` of `whole`; `rising` where more is better. `exceptions` are the first few."""

    code: str
    part: int
    whole: int
    rising: bool
    yardstick: Yardstick | None
    exceptions: tuple[Behind, ...] = ()

    @property
    def percent(self) -> int | None:
        """Rounded to whole percent; None where there is nothing to count."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def behind(self) -> int:
        """How many it is about: those not reached, or those that should not be."""
        return self.whole - self.part if self.rising else self.part


@dataclass(frozen=True, slots=True)
class Health:
    """All measures of one place. `elements` are targets in force and open tasks together."""

    place: str
    day: date
    measures: tuple[Measure, ...]
    targets: int
    tasks: int
    size: Yardstick | None

    @property
    def elements(self) -> int:
        """How many things the plan consists of."""
        return self.targets + self.tasks

    @property
    def worst(self) -> Measure | None:
        """The measure with most behind it, in percent; None where there is nothing to mend."""
        found = [one for one in self.measures if one.whole and one.behind]
        return max(found, key=lambda one: one.behind / one.whole, default=None)


def place_of(actor: Actor, day: date) -> int | None:
    """The highest place whose health the reader may see."""
    tree = on(day)
    for root in tree.roots():
        for spot in tree.below(root.id):
            if may(actor, SEES, Locus(spot.path), on=day):
                return spot.id
    return None


def health(place: int, *, actor: Actor, day: date, language: Language) -> Health:
    """The measures at a place. Raises NotPermitted. The number of queries is constant."""
    tree = on(day)
    spot = tree[place]
    may(actor, SEES, Locus(spot.path), on=day).require()
    inside = frozenset(one.id for one in tree.below(place))
    tasks = _tasks(inside, day, whole=spot.parent is None)
    targets = Target.objects.filter(resolution__state=State.ADOPTED)
    held = sum(key in inside for key in targets.values_list("resolution__place_id", flat=True))
    measures = (
        _owned(tasks, day),
        _fresh(tasks, day),
        _never(tasks, tree, inside, day, language),
        _returns(tree, inside, day, language),
        _typed(inside, day),
        _clear(tasks, day),
    )
    # what there is nothing to count of comes last
    ordered = tuple(sorted(measures, key=lambda one: not one.whole))
    size = yardstick("size", day)
    return Health(spot.say(language), day, ordered, held, len(tasks), size)


@dataclass(frozen=True, slots=True)
class _Row:
    """An open task as far as the measures need it."""

    id: int
    title: str
    post: int | None
    given_on: date
    told: bool
    unclear: bool

    @property
    def shown(self) -> Behind:
        return Behind(self.title, f"/dau-viec/{self.id}")


def _tasks(inside: frozenset[int], day: date, *, whole: bool) -> Sequence[_Row]:
    """Open tasks given inside, or whose work lies there: what the list and the matrix show of it.

    `whole`: it is the whole tree, so that nothing given elsewhere can lie in it.
    """
    lying = frozenset[int]() if whole else _lying(inside)
    since = day - timedelta(days=STALE)
    told = Progress.objects.filter(task=OuterRef("pk"), on_day__gt=since)
    seen = Check.objects.filter(task=OuterRef("pk"), done_on__gt=since)
    rows = (
        Task.objects.filter(state__in=ALIVE, given_on__lte=day)
        .annotate(told=Exists(told), seen=Exists(seen), unclear=Exists(_itself(UNCLEAR)))
        .order_by("given_on", "pk")
        .values_list(
            "place_id", "pk", "title", "accountable_id", "given_on", "told", "seen", "unclear"
        )
    )
    return [
        _Row(pk, title, post, given, told or seen, unclear)
        for place, pk, title, post, given, told, seen, unclear in rows
        if place in inside or pk in lying
    ]


def _lying(inside: frozenset[int]) -> frozenset[int]:
    # compared here: a province has more places than a statement takes
    rows = TaskPlace.objects.filter(task__state__in=ALIVE).values_list("task_id", "place_id")
    return frozenset(task for task, place in rows.order_by() if place in inside)


def _itself(condition: Q) -> QuerySet[Task]:
    # a condition as a column that every database can give
    return Task.objects.filter(condition, pk=OuterRef("pk"))


def _owned(tasks: Sequence[_Row], day: date) -> Measure:
    without = [row.shown for row in tasks if row.post is None]
    return _measure("owned", len(tasks), without, day)


def _fresh(tasks: Sequence[_Row], day: date) -> Measure:
    old = [row for row in tasks if row.given_on <= day - timedelta(days=STALE)]
    stale = [row.shown for row in old if not row.told]
    return _measure("fresh", len(old), stale, day)


def _clear(tasks: Sequence[_Row], day: date) -> Measure:
    unclear = [row.shown for row in tasks if row.unclear]
    return _measure("clear", len(tasks), unclear, day)


def _never(
    tasks: Sequence[_Row], tree: Map, inside: frozenset[int], day: date, language: Language
) -> Measure:
    """Who has held an open task for longer than it may lie, and never wrote of any."""
    old = day - timedelta(days=STALE)
    held = {row.post for row in tasks if row.post is not None and row.given_on <= old}
    posts = Post.objects.filter(pk__in=held).select_related("person").order_by("pk")
    told = set(
        Progress.objects.filter(by__in=[f"person:{post.person_id}" for post in posts])
        .values_list("by", flat=True)
        .distinct()
    )
    silent = [
        Behind(_title(post, language), f"/dau-viec?nguoi={post.pk}")
        for post in posts
        if f"person:{post.person_id}" not in told
    ]
    found = yardstick("never_reported", day)
    return Measure("never", len(silent), len(held), False, found, tuple(silent[:SHOWN]))


def _title(post: Post, language: Language) -> str:
    title = post.title if language == "vi" else post.title_en or post.title
    return f"{post.person.name}, {title}"


def _returns(tree: Map, inside: frozenset[int], day: date, language: Language) -> Measure:
    """Returns that were due within the last months: how many are in."""
    since = day - timedelta(days=31 * MONTHS)
    rows = Return.objects.filter(due__lt=day, due__gte=since).select_related("body")
    due = [row for row in rows.order_by("due", "pk") if row.place_id in inside]
    late = [row for row in due if whose_turn(ReturnState(row.state)) is Side.SENDER]
    names = [
        Behind(
            f"{row.body.name if language == 'vi' else row.body.name_en or row.body.name}, "
            f"{row.period.name(language)}",
            f"/bao-cao/{row.pk}",
        )
        for row in late
    ]
    return _measure("returns", len(due), names, day)


def _typed(inside: frozenset[int], day: date) -> Measure:
    """Figures of the last months that somebody else typed for the body (R22)."""
    since = day - timedelta(days=31 * MONTHS)
    rows = (
        Figure.objects.filter(current=True, part__isnull=False, entered_on__gt=since)
        .filter(entered_on__lte=day)
        .values("place_id")
        .annotate(every=Count("pk"), theirs=Count("pk", filter=~Q(entered_for="")))
        .values_list("place_id", "every", "theirs")
    )
    counted = [(every, theirs) for place, every, theirs in rows if place in inside]
    part, whole = sum(theirs for _, theirs in counted), sum(every for every, _ in counted)
    return Measure("typed", part, whole, False, None)


_YARDS: Final[Mapping[str, str]] = {"owned": "owned", "fresh": "fresh"}


def _measure(code: str, whole: int, missing: Iterable[Behind], day: date) -> Measure:
    behind = tuple(missing)
    found = yardstick(_YARDS[code], day) if code in _YARDS else None
    return Measure(code, whole - len(behind), whole, True, found, behind[:SHOWN])
