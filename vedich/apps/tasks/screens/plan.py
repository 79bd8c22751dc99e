"""The plan of checks of a quarter (UX 14b): who checks what when, what was found, what is left.

Nobody is ranked: each checker's own plan stands beside what he did of it (R17).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Max, Q
from markupsafe import Markup

from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.tasks.models import Attachment, Check, Task
from vedich.apps.tasks.queries import unchecked
from vedich.apps.tasks.rights import SEES, visible
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.buttons import CHECKS, PLANS
from vedich.apps.tasks.screens.listing import places_of
from vedich.core.errors import Language, Message
from vedich.core.numbers import write_words
from vedich.core.periods import Length, Period
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import may, require


WORDS_TO: Final = 10
"""Counts up to this are said in words in a Vietnamese headline."""

NOWHERE: Final = Message(
    code="check_plan.nowhere",
    vi="Không có nơi số {value}. Hãy chọn một nơi trong danh sách.",
    en="There is no place {value}. Choose one of the list.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One check. `late` are working days gone since its day; `photos` are those of the check."""

    id: int
    task: int
    on: str
    at: str
    checker: str
    title: str
    task_link: str
    where: str
    holder: str
    reason: str
    found: str
    amount: str
    reported: str
    words: str
    late: int
    photos: int
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    """Checks that are overdue, of this week, later, or made in the quarter."""

    key: str
    rows: tuple[Row, ...]
    days: str = ""


@dataclass(frozen=True, slots=True)
class Checker:
    """How much of his own plan one checker has made."""

    name: str
    done: int
    of: int
    bar: Markup


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A task nobody has checked for a quarter; `since` the last check, or the day it was given."""

    id: int
    title: str
    link: str
    since: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A quarter or a place to look at."""

    name: str
    link: str
    current: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The page. `total` counts planned and made checks of the quarter."""

    place: str
    place_id: int
    quarter: str
    quarters: tuple[Choice, ...]
    places: tuple[Choice, ...]
    query: str
    groups: tuple[Group, ...]
    done: int
    total: int
    overdue: int
    overdue_word: str
    unchecked: tuple[Unchecked, ...]
    unchecked_word: str
    unchecked_word_first: str
    results: tuple[tuple[str, int], ...]
    people: tuple[Checker, ...]
    may_plan: bool


def plan(
    *,
    actor: Actor,
    day: date,
    language: Language,
    place: int | None = None,
    quarter: str = "",
) -> Plan:
    """The plan of a place the actor may see, of a quarter (“2022-Q3”; "": today's).

    Raises Refused (``check_plan.nowhere``, ``period.unreadable``), NotPermitted.
    """
    tree = on(day)
    known = own_places(actor, day, tree)
    if place is not None and place not in tree:
        raise NOWHERE.refuse(value=place)
    spot = tree[place] if place is not None else _first(known, actor, day, tree)
    require(actor, SEES, Locus(spot.path), on=day)
    period = Period.parse(quarter) if quarter else _quarter(day)
    checks = _checks(spot, actor, day, period)
    rows = _rows(checks, actor, tree, day, language)
    groups = _groups(checks, rows, day)
    left = _unchecked(spot, actor, day)
    made = [one for one in checks if one.found]
    overdue = sum(len(one.rows) for one in groups if one.key == "overdue")
    query = f"noi={spot.id}&quy={period}"
    return Plan(
        place=spot.say(language),
        place_id=spot.id,
        quarter=period.name(language),
        quarters=tuple(
            Choice(one.name(language), f"/kiem-tra?noi={spot.id}&quy={one}", one == period)
            for one in (period.shifted(-1), period, period.shifted(1))
        ),
        places=tuple(
            Choice(one.say(language), f"/kiem-tra?noi={one.id}&quy={period}", one.id == spot.id)
            for one in known
        ),
        query=query,
        groups=groups,
        done=len(made),
        total=len(checks),
        overdue=overdue,
        overdue_word=_word(overdue, language, first=True, beside=len(left)),
        unchecked=left,
        unchecked_word=_word(len(left), language, first=False, beside=overdue),
        unchecked_word_first=_word(len(left), language, first=True),
        results=_results(made),
        people=_people(checks),
        may_plan=bool(may(actor, PLANS, Locus(spot.path), on=day)),
    )


def own_places(actor: Actor, day: date, tree: Map) -> Sequence[Spot]:
    """The places of the actor's posts at which checks are planned or made, each once."""
    found: dict[int, Spot] = {}
    for post in actor.posts:
        path = [step for step in post.place_range if not step.startswith("body:")]
        spot = tree.by_code(path[-1].partition("@")[0]) if path else None
        if spot is None or not post.in_force(day):
            continue
        fields = [None] if post.fields is None else sorted(post.fields)
        if any(
            may(actor, operation, Locus(spot.path, one), on=day)
            for operation in (PLANS, CHECKS)
            for one in fields
        ):
            found[spot.id] = spot
    return list(found.values())


def _first(known: Sequence[Spot], actor: Actor, day: date, tree: Map) -> Spot:
    if known:
        return known[0]
    for post in actor.posts:
        path = [step for step in post.place_range if not step.startswith("body:")]
        spot = tree.by_code(path[-1].partition("@")[0]) if path else None
        if spot and post.in_force(day):
            return spot
    root = next(iter(tree.roots()), None)
    if root is None:
        raise NOWHERE.refuse(value=0)
    return root


def _quarter(day: date) -> Period:
    return Period(day.year * 12 + (day.month - 1) // 3 * 3, Length.QUARTER)


def _checks(spot: Spot, actor: Actor, day: date, period: Period) -> Sequence[Check]:
    """Planned or made in the quarter; in the present one also all that are overdue."""
    first, last = period.start, period.last_day
    inside = Q(found="", planned_on__gte=first, planned_on__lte=last)
    inside |= ~Q(found="") & Q(done_on__gte=first, done_on__lte=last)
    if first <= day <= last:
        inside |= Q(found="", planned_on__lt=first)
    rows = Check.objects.filter(inside, dropped_on=None, task__place=spot.id)
    rows = rows.filter(task__in=visible(actor, day))
    return list(
        rows.select_related("task__accountable__person", "checker__person").order_by(
            "planned_on", "planned_at", "pk"
        )
    )


def _rows(
    checks: Sequence[Check], actor: Actor, tree: Map, day: date, language: Language
) -> Mapping[int, Row]:
    days = pieces.calendar([one.planned_on for one in checks], day)
    where = places_of({one.task_id: one.task for one in checks}.values(), tree, language)
    photos = dict(
        Attachment.objects.filter(check_made__in=checks)
        .values_list("check_made")
        .annotate(Count("pk"))
    )
    made: dict[int, Row] = {}
    for one in checks:
        task = one.task
        show = pieces.needed([one.amount, one.reported], task.decimals)
        held = task.accountable
        shown_on = one.done_on or one.planned_on
        late = days.late(one.planned_on, day) if one.planned_on and not one.found else 0
        made[one.pk] = Row(
            id=one.pk,
            task=task.pk,
            on=pieces.on_day(shown_on, day) if shown_on else "",
            at=one.planned_at,
            checker=one.checker.person.name,
            title=task.title,
            task_link=f"/dau-viec/{task.pk}",
            where=where[task.pk],
            holder=held.person.name if held else "",
            reason=one.reason,
            found=one.found,
            amount=pieces.amount(one.amount, task.decimals, show),
            reported=pieces.amount(one.reported, task.decimals, show, task.unit),
            words=one.words,
            late=late,
            photos=photos.get(one.pk, 0),
            link=_link(one, actor, tree, day),
        )
    return made


def _link(one: Check, actor: Actor, tree: Map, day: date) -> str:
    if one.found:
        return f"/kiem-tra/ket-qua/{one.pk}"
    task = one.task
    path = tree[task.place_id].path if task.place_id in tree else ()
    own = task.accountable and task.accountable.person.reference == actor.person
    if own or not may(actor, CHECKS, Locus(path, task.field or None), on=day):
        return ""
    return f"/kiem-tra/{task.pk}"


def _groups(checks: Sequence[Check], rows: Mapping[int, Row], day: date) -> tuple[Group, ...]:
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    found: dict[str, list[Row]] = {"overdue": [], "week": [], "later": [], "done": []}
    for one in checks:
        if one.found:
            # what was checked this week stays in its week: the plan of the week is read as one
            this_week = one.done_on is not None and monday <= one.done_on <= sunday
            found["week" if this_week else "done"].append(rows[one.pk])
        elif rows[one.pk].late:
            found["overdue"].append(rows[one.pk])
        else:
            near = one.planned_on is not None and one.planned_on <= sunday
            found["week" if near else "later"].append(rows[one.pk])
    found["done"].reverse()
    days = f"{monday.day}–{write_date(monday + timedelta(days=4), with_year=False)}"
    if monday.month != (monday + timedelta(days=4)).month:
        days = f"{write_date(monday, with_year=False)}–{days.partition('–')[2]}"
    return tuple(
        Group(key, tuple(held), days if key == "week" else "")
        for key, held in found.items()
        if held
    )


def _unchecked(spot: Spot, actor: Actor, day: date) -> tuple[Unchecked, ...]:
    tasks = visible(actor, day).filter(place=spot.id)
    rows = unchecked(tasks, day).annotate(
        last=Max("checks__done_on", filter=Q(checks__dropped_on=None))
    )
    return tuple(
        Unchecked(
            one.pk, one.title, f"/dau-viec/{one.pk}", pieces.on_day(one.last or one.given_on, day)
        )
        for one in rows.order_by("given_on", "pk")
    )


def _results(made: Sequence[Check]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.found for one in made)
    return tuple((found, counted[found]) for found in Check.Found.values if found)


def _people(checks: Sequence[Check]) -> tuple[Checker, ...]:
    """By post, in the order the posts were entered; never by number (R17)."""
    found: dict[int, list[Check]] = {}
    for one in sorted(checks, key=lambda check: check.checker_id):
        found.setdefault(one.checker_id, []).append(one)
    most = max((len(held) for held in found.values()), default=1)
    return tuple(
        Checker(
            name=held[0].checker.person.name,
            done=sum(bool(one.found) for one in held),
            of=len(held),
            bar=_bar(sum(bool(one.found) for one in held), len(held), most),
        )
        for held in found.values()
    )


def _bar(done: int, of: int, most: int) -> Markup:
    whole, part = round(66 * of / most), round(66 * done / most)
    return Markup(
        '<svg width="66" height="10" viewBox="0 0 66 10" aria-hidden="true" focusable="false">'
        f'<rect width="{whole}" height="10" fill="var(--track)"/>'
        f'<rect width="{part}" height="10" fill="var(--bar)"/></svg>'
    )


def _word(count: int, language: Language, *, first: bool, beside: int = 0) -> str:
    """A count in words, where it and the one `beside` it are small; else in digits, both."""
    if language != "vi" or max(count, beside) > WORDS_TO or count < 1:
        return str(count)
    text = write_words(count)
    return text.capitalize() if first else text


def tasks_to_plan(
    spot: Spot, actor: Actor, day: date, *, also: Iterable[int] = ()
) -> Sequence[Task]:
    """Open tasks of a place that no check is planned for, those longest unchecked first."""
    wanted = set(also)
    planned = Check.objects.filter(found="", dropped_on=None, planned_on__gte=day).values("task")
    rows = visible(actor, day).filter(place=spot.id, state__in=pieces.GOING)
    rows = rows.filter(~Q(pk__in=planned) | Q(pk__in=wanted))
    found = rows.select_related("accountable__person").annotate(
        last=Max("checks__done_on", filter=Q(checks__dropped_on=None))
    )
    return sorted(found, key=lambda one: (one.last or one.given_on, one.pk))
