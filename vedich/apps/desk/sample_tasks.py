"""Who answers for what in the demo: charges, some 240 tasks, what was told of them (UX 04, 04b).

Everything here is invented, made by a pattern without chance, and done through the real actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q

from vedich.apps.desk.sample_cast import HEADS, Cast
from vedich.apps.desk.sample_checks import check_tasks
from vedich.apps.desk.sample_pipes import lay_pipes
from vedich.apps.desk.sample_resolution import at
from vedich.apps.desk.sample_task_words import (
    ANSWERS,
    AUTHORITY,
    CELL_DEED,
    DEEDS,
    DISTURBED,
    DONE_TITLES,
    FIELDS,
    FINISHED,
    GOING,
    HARD,
    LEADERS,
    MEASURED,
    MOVED,
    PRODUCT,
    SOURCE,
    SURVEY,
)
from vedich.apps.people.models import Post
from vedich.apps.people.queries import actor
from vedich.apps.places.models import Body, Place
from vedich.apps.resolutions.models import Resolution, Target
from vedich.apps.tasks.actions import (
    NewTask,
    TaskChanges,
    accept_done,
    change_task,
    give_tasks,
    move_due,
    note_progress,
    pass_on,
    repeat_due,
    set_charge,
    take_proposals,
)
from vedich.apps.tasks.models import Task, TaskPlace
from vedich.apps.tasks.proposing import proposed
from vedich.core.permits import Actor
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleYear


GIVEN: Final = (date(2022, 2, 11), date(2022, 2, 14), date(2022, 2, 21))

FOLLOWS: Final[Mapping[str, str]] = {
    "28873": "tam",
    "28894": "lan",
    "28876": "ngoc",
    "28891": "nam",
    "28900": "hung",
    "28879": "be",
    "28897": "lan",
    "28882": "son",
    "28885": "ngoc",
    "28888": "thang",
    "28870": "son",
}
"""Who follows each commune."""

NOBODY_HOLDS: Final = "Dân vận"
NOBODY_FOLLOWS: Final = "Bảo hiểm xã hội huyện"
"""A field and a body that nobody has yet, so that the demo shows both."""

EMPTY: Final = {("Hạ tầng", 9), ("Nông nghiệp", 6), ("Xã hội", 8)}
"""(field, commune): something is owed there and no task serves it."""

OF_CELLS: Final = (3, 5, 6, 7, 8, 9)
INCOME: Final = 11
"""Numbers of the targets that every cell, and that the statisticians, are asked for."""

STATISTICS: Final = "Chi cục Thống kê"
AGENCIES_FIELD: Final = "Tổ chức"

COUNTS: Final = (1, 2, 3, 1)
"""Tasks of a cell of the matrix, by a pattern."""

NOT_ASKED: Final = ("Kinh tế", "Quốc phòng")
"""Fields whose figures no commune reports: a cell without tasks owes nothing."""

LOADS: Final[Mapping[str, int]] = {
    "yen-hu": 31,
    "lien": 27,
    "thao": 26,
    "phuoc": 16,
    "duy": 15,
    "nhan": 12,
    "vinh": 12,
    "bao": 11,
    "minh": 11,
    "khoa": 10,
    "ha": 9,
    "sang": 8,
    "quan": 8,
    "an": 7,
    "rang": 7,
    "chau": 5,
    "uyen": 5,
    "xuan": 2,
    "giang": 2,
}
"""How much each member carries beside the others; the first three carry too much."""

LATE: Final = 25
"""Every so many tasks one is late."""

AGAIN: Final = 23
"""Every so many tasks one comes again each quarter."""

_Posts = Mapping[str, int]


def assign(year: SampleYear, rows: Sequence[PlaceRow], cast: Cast) -> None:
    """Charges and tasks of February, what was told and checked until the pinned day."""
    root = cast.places[year.place]
    resolution = Resolution.objects.get(place=root)
    communes = [cast.places[row.code] for row in rows if row.kind in ("commune", "town")]
    posts = _posts(root)
    _charges(root, communes, posts, cast)
    taken = _take(resolution, posts, cast)
    targets = _targets(resolution)
    new = [*_new_tasks(resolution, communes, posts, targets)]
    given = _give(root, [*new, *_of_agencies(root, resolution, posts)], cast)
    _wait(given, cast)
    _tell(given, cast)
    _move(given, posts, cast)
    repeat_due(at=at(date(2022, 7, 1), 6), on_day=date(2022, 7, 1))
    pipes = lay_pipes(root, resolution, cast, posts, targets)
    check_tasks([*taken, *given], pipes, posts, cast)


def _by(cast: Cast, day: date, hour: int) -> dict[str, Any]:
    """The office, at an hour of a day."""
    return {"by": cast.office, "at": at(day, hour), "on_day": day}


def _posts(root: Place) -> _Posts:
    """The first post of everybody of the district, by sign-in name."""
    rows = Post.objects.filter(place=root, body__isnull=True).select_related("person")
    found: dict[str, int] = {}
    for post in rows.order_by("pk"):
        found.setdefault(post.person.username, post.pk)
    return found


def _targets(resolution: Resolution) -> Mapping[str, Sequence[Target]]:
    found: dict[str, list[Target]] = {}
    for target in Target.objects.filter(resolution=resolution).order_by("number"):
        found.setdefault(target.field, []).append(target)
    return found


# -- charges ---------------------------------------------------------------------------------------


def _charges(root: Place, communes: Sequence[Place], posts: _Posts, cast: Cast) -> None:
    day = GIVEN[0]
    for kind, of, holder in _wanted(root, communes, posts):
        set_charge(
            place=root.pk, kind=kind, holder=holder, by=cast.office, at=at(day, 8), on_day=day, **of
        )


def _wanted(
    root: Place, communes: Sequence[Place], posts: _Posts
) -> Iterator[tuple[str, dict[str, Any], int]]:
    by_field = {
        name: post.pk
        for post in Post.objects.filter(place=root, fields__isnull=False).order_by("-pk")
        for name in post.fields or ()
    } | {"Thi đua": posts["tam"]}
    for name, holder in sorted(by_field.items()):
        if name != NOBODY_HOLDS:
            yield "field", {"field": name}, holder
    for commune in communes:
        yield "locality", {"locality": commune.pk}, posts[FOLLOWS[commune.code]]
    heads = [posts[name] for name in HEADS]
    near = Q(place=root, inner=True) | Q(place__code__startswith=f"{root.code}-")
    for n, body in enumerate(Body.objects.filter(near).order_by("pk")):
        leader = LEADERS.get(FIELDS.get(body.name, ""))
        if body.name != NOBODY_FOLLOWS:
            yield "body", {"body": body.pk}, posts[leader] if leader else heads[n % len(heads)]


# -- tasks of the document -------------------------------------------------------------------------


def _take(resolution: Resolution, posts: _Posts, cast: Cast) -> Sequence[Task]:
    """What the document gives: to who follows the body that leads it; four are nobody's yet."""
    day = GIVEN[0]
    names = dict(Body.objects.values_list("pk", "name"))
    chosen: dict[int, int | None] = {}
    for one in proposed(resolution.pk, on_day=day):
        field = FIELDS.get(names.get(one.task.body or 0, ""), "")
        chosen[one.proposal] = posts[LEADERS[field]] if field else None
    said = _by(cast, day, 8)
    taken = take_proposals(resolution=resolution.pk, chosen=chosen, **said)
    for task in taken:
        if task.body_id is not None:
            words = {
                "field": FIELDS[names[task.body_id]],
                "answers_for": ANSWERS,
                "product": task.product or PRODUCT,
                "authority": AUTHORITY,
            }
            change_task(task=task.pk, stamp=None, changes=TaskChanges(words), **said)
    rows = list(Task.objects.filter(pk__in=[task.pk for task in taken]).order_by("pk"))
    people = _actors(rows)
    for task in rows:
        if task.accountable_id and task.due_on and task.due_on <= date(2022, 6, 30):
            _finish(task, people[task.accountable_id], task.due_on - timedelta(days=2), cast)
    return rows


def _finish(task: Task, holder: Actor, day: date, cast: Cast, *, accepted: bool = True) -> None:
    note_progress(
        task=task.pk,
        words=DONE_TITLES if task.proposal_id else FINISHED,
        amount=task.amount,
        claim=True,
        by=holder,
        at=at(day, 10),
        on_day=day,
    )
    if accepted:
        later = day + timedelta(days=1)
        accept_done(task=task.pk, by=cast.secretary, at=at(later, 15), on_day=later)


# -- tasks of the communes -------------------------------------------------------------------------


def _give(root: Place, new: Sequence[NewTask], cast: Cast) -> list[Task]:
    return [
        task
        for number, day in enumerate(GIVEN)
        for task in give_tasks(
            place=root.pk,
            tasks=new[number :: len(GIVEN)],
            by=cast.office,
            at=at(day, 9),
            on_day=day,
        )
    ]


def _new_tasks(
    resolution: Resolution,
    communes: Sequence[Place],
    posts: _Posts,
    targets: Mapping[str, Sequence[Target]],
) -> Iterator[NewTask]:
    carried = dict.fromkeys(LOADS, 0)
    number = 0
    for row, (field, deeds) in enumerate(DEEDS.items()):
        for column, commune in enumerate(communes):
            spare = field in NOT_ASKED and (row * 5 + column * 3) % 7 == 0
            count = 0 if spare or (field, column) in EMPTY else COUNTS[(row * 7 + column * 5) % 4]
            member = min(LOADS, key=lambda name: carried[name] / LOADS[name])
            carried[member] += count
            for nth in range(count):
                number += 1
                # the tasks of a cell serve all targets of its field between them
                aims = [target.pk for target in targets.get(field, ())[nth::count]]
                holder = posts[member]
                yield _task(resolution, field, deeds[nth], commune, holder, aims, number)


def _task(
    resolution: Resolution,
    field: str,
    deed: str,
    commune: Place,
    holder: int,
    aims: Sequence[int],
    number: int,
) -> NewTask:
    amount = MEASURED.get(field)
    return NewTask(
        title=deed,
        field=field,
        accountable=holder,
        places=(commune.pk,),
        targets=tuple((aim, "") for aim in aims),
        starts_on=GIVEN[2],
        due_on=_due(number),
        answers_for=ANSWERS,
        product=PRODUCT,
        authority="" if number % 19 == 0 else AUTHORITY,
        difficulty=number % 3 + 1,
        unit=amount[0] if amount else "",
        decimals=amount[1] if amount else 0,
        amount=amount[2] if amount else None,
        every=3 if number % AGAIN == 0 else None,
        resolution=resolution.pk,
        source=SOURCE,
    )


def _of_agencies(root: Place, resolution: Resolution, posts: _Posts) -> Iterator[NewTask]:
    """What cells of agencies and the statisticians have to do; the last cell has nothing yet."""
    heads = [posts[name] for name in HEADS]
    of_cells = [target.pk for target in Target.objects.filter(number__in=OF_CELLS)]
    cells = Body.objects.filter(place__code__startswith=f"{root.code}-").order_by("pk")
    plan = [(body, CELL_DEED, of_cells) for body in list(cells)[:-1]]
    income = [target.pk for target in Target.objects.filter(number=INCOME)]
    plan += [(body, SURVEY, income) for body in Body.objects.filter(name=STATISTICS)]
    for n, (body, deed, aims) in enumerate(plan):
        base = _task(resolution, "", deed, body.place, heads[n % len(heads)], aims, n + 1)
        places = () if body.place_id == root.pk else (body.place_id,)
        yield replace(base, body=body.pk, places=places, field=AGENCIES_FIELD)


def _due(number: int) -> date:
    if number % LATE == 0:
        return date(2022, 7, 8) - timedelta(days=number % 7)
    if number % AGAIN == 0:
        return date(2022, 6, 30)
    return date(2022, 7, 29) + timedelta(days=number * 11 % 140)


def _wait(given: Sequence[Task], cast: Cast) -> None:
    """Roads are widened before they are laid: in a commune that has both, one waits."""
    said = _by(cast, GIVEN[2], 10)
    laying, _, widening = DEEDS["Hạ tầng"]
    lying = TaskPlace.objects.filter(task__in=given)
    where = dict(lying.values_list("task_id", "place_id"))
    first = {where[task.pk]: task.pk for task in given if task.title == widening}
    for task in given:
        before = first.get(where[task.pk]) if task.title == laying else None
        if before:
            change_task(task=task.pk, stamp=None, changes=TaskChanges(after=(before,)), **said)


def _tell(given: Sequence[Task], cast: Cast) -> None:
    """Progress of every other task; some are done, and a few wait to be accepted."""
    people = _actors(given)
    for n, task in enumerate(given):
        if task.accountable_id is None or task.due_on is None:
            continue
        holder = people[task.accountable_id]
        if task.every:
            # the round that is over was done, or is late
            _finish(task, holder, task.due_on - timedelta(days=3), cast)
        elif n % 37 == 5:
            _finish(task, holder, date(2022, 6, 1) + timedelta(days=n % 28), cast)
        elif n % 59 == 7:
            _finish(task, holder, date(2022, 7, 5), cast, accepted=False)
        elif n % 2:
            _note(task, n, holder)


def _note(task: Task, n: int, holder: Actor) -> None:
    day = date(2022, 4, 1) + timedelta(days=n * 7 % 96)
    hard = n % 11 == 0
    note_progress(
        task=task.pk,
        words=HARD if hard else GOING[n % len(GOING)],
        amount=None if task.amount is None else task.amount * (n % 10) // 10,
        trouble="some" if hard else "none",
        by=holder,
        at=at(day, 10),
        on_day=day,
    )


def _move(given: Sequence[Task], posts: _Posts, cast: Cast) -> None:
    """Two days were moved, and one task went to another member."""
    day = date(2022, 6, 20)
    said = _by(cast, day, 14)
    going = [task for task in given if task.due_on and task.due_on > date(2022, 8, 1)]
    for task in going[10:50:20]:
        if task.due_on and not _ended(task):
            later = task.due_on + timedelta(days=21)
            move_due(task=task.pk, to=later, why=DISTURBED, **said)
    task = next(one for one in going[60:] if not _ended(one))
    taker = next(posts[name] for name in LOADS if posts[name] != task.accountable_id)
    pass_on(task=task.pk, post=taker, why=MOVED, **said)


def _ended(task: Task) -> bool:
    return Task.objects.filter(pk=task.pk).exclude(state=Task.State.OPEN).exists()


def _actors(tasks: Sequence[Task]) -> Mapping[int, Actor]:
    keys = {task.accountable_id for task in tasks if task.accountable_id}
    rows = Post.objects.filter(pk__in=keys).select_related("person")
    return {post.pk: actor(post.person, GIVEN[0]) for post in rows}
