"""Reads of tasks that other apps ask: who sees which, what needs somebody, what is unclear.

The pages of tasks and of checks are read in `screens`, the matrix in `assignment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.tasks.checking import PLANS
from vedich.apps.tasks.clear import Clear, Said, unclear
from vedich.apps.tasks.gaps import left_behind, targets_in_force, without_holder, without_task
from vedich.apps.tasks.lateness import SOON, Pace, Standing, in_time_from, standing
from vedich.apps.tasks.models import Check, Milestone, Task
from vedich.apps.tasks.rights import (
    GIVES,
    SEES,
    holds,
    may_give,
    sees,
    stands_in_for,
    visible,
)
from vedich.core.errors import Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Locus, Path
from vedich.core.permits import Post as CorePost
from vedich.rulebook.calendars.public_holidays import working_days
from vedich.rulebook.permits import may


__all__ = [
    "GIVES",
    "GOING",
    "SEES",
    "UNCHECKED",
    "Pace",
    "Standing",
    "holds",
    "may_give",
    "needs",
    "sees",
    "standing_of",
    "unchecked",
    "unclear_of",
    "unclear_rows",
    "visible",
]

GOING: Final = (Task.State.OPEN, Task.State.CLAIMED)

UNCHECKED: Final = 92
"""Days after which an open task that nobody checked is in the Standing members' list: a quarter."""

PATIENCE: Final = 5
"""Days a task that was said to be done waits for its giver before others who may are asked."""

LEADERS: Final = frozenset({"secretary", "standing_member", "clerk"})
"""Roles that are told what nobody holds."""

LATE = Message(
    code="need.task_late",
    vi="Việc {number} “{title}” trễ hạn.",
    en="Task {number} “{title}” is late.",
)
DUE = Message(
    code="need.task_due",
    vi="Việc {number} “{title}” sắp đến hạn.",
    en="Task {number} “{title}” is due soon.",
)
STEP_LATE = Message(
    code="need.task_milestone",
    vi="Việc {number} “{title}” trễ mốc: {step}.",
    en="Task {number} “{title}” is late for its step: {step}.",
)
TO_ACCEPT = Message(
    code="need.task_accept",
    vi="Việc {number} “{title}” đã báo xong, chờ nhận.",
    en="Task {number} “{title}” is said to be done and waits to be accepted.",
)
TO_CLEAR = Message(
    code="need.task_unclear",
    vi="{count} đầu việc của đồng chí chưa đủ sáu rõ.",
    en="Tasks of yours that are not clear in all six ways: {count}.",
)
TO_CHECK = Message(
    code="need.check_due",
    vi="Kiểm việc {number} “{title}”.",
    en="Check task {number} “{title}”.",
)
TO_PLAN = Message(
    code="need.check_unchecked",
    vi="{count} đầu việc hơn một quý chưa ai kiểm.",
    en="Tasks that nobody has checked for more than a quarter: {count}.",
)
NO_HOLDER = Message(
    code="need.charge_missing",
    vi="{count} lĩnh vực, địa phương, cơ quan chưa có người phụ trách.",
    en="Fields, localities and bodies that nobody holds: {count}.",
)
NO_TASK = Message(
    code="need.target_no_task",
    vi="{count} chỉ tiêu chưa có đầu việc nào, ở nơi nào cũng chưa.",
    en="Targets that no task serves anywhere: {count}.",
)

TO_HAND_OVER = Message(
    code="need.task_handover",
    vi="{count} đầu việc của người đã thôi chức vụ, chưa bàn giao.",
    en="Tasks of people who have left the post, not handed over yet: {count}.",
)
_SHOWN: Final = ("pk", "number", "title", "place_id", "accountable_id", "due_on", "given_on")
"""What a need shows of a task."""

BY_PERSON: Final = "/phan-cong/nguoi"
BY_TASK: Final = "/phan-cong/viec"

UNCLEAR: Final = (
    Q(accountable__isnull=True)
    | Q(starts_on__isnull=True)
    | Q(due_on__isnull=True)
    | Q(answers_for="")
    | Q(product="")
    | Q(authority="")
)
"""A task that lacks one of the six clears, as the database asks it; a title is never blank."""


def unclear_of(task: Task) -> tuple[Clear, ...]:
    """Which of the six clears the task lacks."""
    return unclear(
        Said(
            person=task.accountable_id is not None,
            work=f"{task.title} {task.detail}",
            starts_on=task.starts_on,
            due_on=task.due_on,
            answers_for=task.answers_for,
            product=task.product,
            authority=task.authority,
        )
    )


def unclear_rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Those of the open tasks that are not clear in all six ways (R15)."""
    return tasks.filter(UNCLEAR, state__in=GOING)


def standing_of(task: Task, on_day: date) -> Standing:
    """How the task stands against its day, in working days.

    What was said to be done counts as done on that day, however long it waits to be accepted.
    """
    done = task.claimed_on if task.state in (Task.State.CLAIMED, Task.State.CLOSED) else None
    return standing_on(task.due_on, on_day, done_on=done)


def standing_on(due: date | None, on_day: date, *, done_on: date | None = None) -> Standing:
    """How anything with that day stands, by the Vietnamese calendar, Tết included."""
    years = [day.year for day in (due, on_day, done_on) if day]
    calendar = working_days(min(years), max(years))
    return standing(due, on_day, calendar, done_on=done_on)


def unchecked(tasks: QuerySet[Task], on_day: date) -> QuerySet[Task]:
    """Open tasks given more than a quarter ago that nobody has checked since, nor is to check.

    A planned check whose day is over still stands in its checker's list; one whose checker has left
    the post stands in nobody's.
    """
    since = on_day - timedelta(days=UNCHECKED)
    lately = Check.objects.filter(task=OuterRef("pk"), done_on__gt=since)
    held = Q(checker__held_until__isnull=True) | Q(checker__held_until__gt=on_day)
    planned = Check.objects.filter(held, task=OuterRef("pk"), found="", dropped_on__isnull=True)
    old = tasks.filter(state__in=GOING, given_on__lte=since)
    return old.exclude(Exists(lately)).exclude(Exists(planned))


# -- needs -----------------------------------------------------------------------------------------


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """What of tasks, charges and checks needs the actor. So many questions, however many tasks."""
    held = [post for post in actor.posts if post.in_force(on_day)]
    if not held:
        return ()
    tree = on(on_day)
    mine = stands_in_for(actor, on_day)
    return [
        *_own(mine, tree, on_day),
        *_steps(mine, tree, on_day),
        *_unclear(mine, actor, held[0].place_range, on_day),
        *_to_accept(actor, held, tree, on_day),
        *_to_check(mine, tree, on_day),
        *_for_leaders(actor, tree, on_day),
    ]


def _own(mine: Iterable[int], tree: Map, day: date) -> Iterable[Need]:
    rows = Task.objects.filter(
        accountable__in=mine, state=Task.State.OPEN, due_on__lte=day + timedelta(days=SOON)
    )
    in_time = _in_time_from(day)
    for task in rows.only(*_SHOWN).order_by("due_on", "pk"):
        late = task.due_on is not None and task.due_on < in_time
        kind, sentence = ("task.late", LATE) if late else ("task.due", DUE)
        yield _need(task, kind, sentence, tree, due=task.due_on)


def _steps(mine: Iterable[int], tree: Map, day: date) -> Iterable[Need]:
    in_time = _in_time_from(day)
    rows = (
        Milestone.objects.filter(
            task__accountable__in=mine,
            task__state=Task.State.OPEN,
            reached_on__isnull=True,
            due_on__lt=in_time,
        )
        # a task that is late itself says so once
        .exclude(task__due_on__lt=in_time)
        .select_related("task")
        .order_by("due_on", "pk")
    )
    seen: set[int] = set()
    for step in rows:
        if step.task_id not in seen:
            seen.add(step.task_id)
            values = (("step", step.title),)
            yield _need(step.task, "task.milestone", STEP_LATE, tree, due=step.due_on, more=values)


def _in_time_from(day: date) -> date:
    return in_time_from(day, working_days(day.year - 1, day.year))


def _unclear(mine: Iterable[int], actor: Actor, path: Path, day: date) -> Iterable[Need]:
    own = Q(accountable__in=mine) | Q(given_by=actor.person)
    found = unclear_rows(Task.objects.filter(own)).aggregate(
        count=Count("pk"), since=Min("given_on")
    )
    if found["count"]:
        yield Need(
            subject=f"unclear:{actor.person}",
            kind="task.unclear",
            sentence=TO_CLEAR.code,
            values=(("count", found["count"]),),
            owner=actor.person,
            due=None,
            since=found["since"] or day,
            link="/dau-viec?tt=chua-ro&cua=toi",
            place_path=path,
        )


def _to_accept(actor: Actor, held: Sequence[CorePost], tree: Map, day: date) -> Iterable[Need]:
    places = _places(actor, held, GIVES, tree, day)
    if not places:
        return
    long_ago = day - timedelta(days=PATIENCE)
    rows = (
        Task.objects.filter(state=Task.State.CLAIMED, place__in=places)
        .filter(Q(given_by=actor.person) | Q(claimed_on__lte=long_ago))
        .select_related("accountable")
        .only(*_SHOWN, "claimed_on", "field", "accountable__person_id")
    )
    allowed: dict[tuple[int, str], bool] = {}
    for task in rows.order_by("claimed_on", "pk"):
        holder = task.accountable
        own = holder is not None and f"person:{holder.person_id}" == actor.person
        where = (task.place_id, task.field)
        if where not in allowed:
            allowed[where] = may_give(actor, task, tree, day)
        if not own and allowed[where]:
            since = task.claimed_on or day
            yield _need(task, "task.accept", TO_ACCEPT, tree, due=None, since=since)


def _to_check(mine: Iterable[int], tree: Map, day: date) -> Iterable[Need]:
    rows = Check.objects.filter(
        checker__in=mine,
        found="",
        dropped_on__isnull=True,
        planned_on__lte=day + timedelta(days=SOON),
        task__state__in=GOING,
    ).select_related("task")
    for check in rows.order_by("planned_on", "pk"):
        need = _need(check.task, "check.due", TO_CHECK, tree, due=check.planned_on)
        yield Need(
            subject=check.reference,
            kind=need.kind,
            sentence=need.sentence,
            values=need.values,
            owner=f"post:{check.checker_id}",
            due=check.planned_on,
            since=check.planned_on or day,
            link=f"/kiem-tra/{check.task_id}",
            place_path=need.place_path,
        )


def _for_leaders(actor: Actor, tree: Map, day: date) -> Iterable[Need]:
    for spot in own_places(actor, tree, day):
        if may(actor, PLANS, Locus(spot.path), on=day):
            count = unchecked(Task.objects.filter(place=spot.id), day).count()
            if count:
                yield counted(TO_PLAN, "check.unchecked", spot, count, "/kiem-tra", day)
        behind = left_behind(spot, day).count()
        if behind:
            yield counted(TO_HAND_OVER, "task.handover", spot, behind, BY_PERSON, day)
        targets = targets_in_force(spot, day)
        if not targets.exists():
            # nobody is told of gaps where nothing is in force: nothing began
            continue
        bare = without_task(targets).count()
        if bare:
            yield counted(NO_TASK, "target.no_task", spot, bare, BY_TASK, day)
        missing = without_holder(spot, tree, targets, day)
        if missing:
            yield counted(NO_HOLDER, "charge.missing", spot, missing, "/phan-cong", day)


def own_places(actor: Actor, tree: Map, day: date) -> Sequence[Spot]:
    """The places of the actor's own leading posts, each once."""
    found: dict[int, Spot] = {}
    for post in actor.posts:
        if post.in_force(day) and post.role in LEADERS and post.place_range:
            spot = tree.by_code(post.place_range[-1].partition("@")[0])
            if spot and may(actor, GIVES, Locus(spot.path), on=day):
                found[spot.id] = spot
    return list(found.values())


def _places(
    actor: Actor, held: Sequence[CorePost], operation: str, tree: Map, day: date
) -> Sequence[int]:
    """Places of the actor's own posts where he may do this, in whatever field."""
    found = []
    for post in held:
        path = [step for step in post.place_range if not step.startswith("body:")]
        spot = tree.by_code(path[-1].partition("@")[0]) if path else None
        fields = [None] if post.fields is None else sorted(post.fields)
        if spot and any(may(actor, operation, Locus(spot.path, one), on=day) for one in fields):
            found.append(spot.id)
    return found


def _need(
    task: Task,
    kind: str,
    sentence: Message,
    tree: Map,
    *,
    due: date | None,
    since: date | None = None,
    more: tuple[tuple[str, str | int], ...] = (),
) -> Need:
    return Need(
        subject=task.reference,
        kind=kind,
        sentence=sentence.code,
        values=(("number", task.number), ("title", task.title), *more),
        owner=f"post:{task.accountable_id}" if task.accountable_id else "",
        due=due,
        since=since or task.given_on,
        link=f"/dau-viec/{task.pk}",
        place_path=tree[task.place_id].path if task.place_id in tree else (),
    )


def counted(message: Message, kind: str, spot: Spot, count: int, page: str, day: date) -> Need:
    """One need of who leads the place: how many of something there are, and on which page."""
    return Need(
        subject=f"{kind}:{spot.reference}",
        kind=kind,
        sentence=message.code,
        values=(("count", count),),
        owner=spot.reference,
        due=None,
        since=day,
        link=f"{page}?noi={spot.id}",
        place_path=spot.path,
    )
