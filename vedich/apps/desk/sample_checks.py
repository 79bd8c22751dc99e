"""Checks of the demo: those of spring, and the plan of quarter III as UX 14b draws it. Invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from vedich.apps.desk.sample_cast import Cast
from vedich.apps.desk.sample_pipes import picture
from vedich.apps.desk.sample_resolution import at
from vedich.apps.people.models import Person
from vedich.apps.people.queries import actor
from vedich.apps.tasks.actions import NewPlannedCheck, Paper, make_check, plan_checks
from vedich.apps.tasks.models import Task
from vedich.core.permits import Actor


PLANNED: Final = date(2022, 6, 30)
TODAY: Final = date(2022, 7, 11)

UNSEEN: Final = 9
"""Tasks that nobody has checked for more than a quarter and nobody plans to."""

OWN_FIELD: Final = "Kinh tế"
"""The field of the one checker who may check in his own field only."""


class Plan(NamedTuple):
    """A check of the plan: by whom, on which day and at what time, why, and what was found."""

    by: str
    day: date
    hour: str
    reason: str
    found: str = ""
    words: str = ""


PLAN: Final = (
    Plan("tam", date(2022, 7, 1), "", "random", "as_reported"),
    Plan("bich", date(2022, 7, 4), "", "differs", "needs_help", "Cần ứng thêm 50% vốn."),
    Plan("tam", date(2022, 7, 4), "", "hard", "as_reported"),
    Plan("tam", date(2022, 7, 5), "", "hard"),
    Plan("bich", date(2022, 7, 6), "", "late"),
    Plan("hung", date(2022, 7, 6), "", "random", "as_reported"),
    Plan("hung", date(2022, 7, 7), "", "differs", "differs", "Sổ thu chưa khớp số đã báo."),
    Plan("tam", date(2022, 7, 11), "08:00", "random", "as_reported"),
    Plan("hung", date(2022, 7, 12), "08:00", "recurs"),
    Plan("tam", date(2022, 7, 14), "14:00", "hard"),
    *(Plan("tam", date(2022, 7, 19) + timedelta(days=14 * n), "", "late") for n in range(5)),
    *(Plan("hung", date(2022, 7, 21) + timedelta(days=14 * n), "", "recurs") for n in range(5)),
    *(Plan("bich", date(2022, 7, 27) + timedelta(days=21 * n), "", "hard") for n in range(3)),
)
"""All but the one of the pipes."""

_Posts = Mapping[str, int]


def check_tasks(tasks: Sequence[Task], pipes: Task, posts: _Posts, cast: Cast) -> None:
    """Every open task but nine was seen in spring; of 24 planned seven are made, two overdue."""
    going = _going(tasks)
    chosen = _chosen(going)
    _planned(chosen, pipes, posts, cast)
    kept = {task.pk for task in chosen}
    _spring([task for task in going if task.pk not in kept])
    _pipes(pipes)


def _going(tasks: Sequence[Task]) -> Sequence[Task]:
    keys = [task.pk for task in tasks]
    rows = Task.objects.filter(pk__in=keys, state__in=[Task.State.OPEN, Task.State.CLAIMED])
    return list(rows.order_by("pk"))


def _chosen(going: Sequence[Task]) -> Sequence[Task]:
    """A task for each check of the plan, spread over all that are going on."""
    open_ones = [task for task in going if task.state == Task.State.OPEN and task.accountable_id]
    own = iter([task for task in open_ones if task.field == OWN_FIELD])
    rest = iter([task for task in open_ones if task.field != OWN_FIELD][3::8])
    return [next(own if one.by == "hung" else rest) for one in PLAN]


def _planned(chosen: Sequence[Task], pipes: Task, posts: _Posts, cast: Cast) -> None:
    plan = [
        NewPlannedCheck(task.pk, posts[one.by], one.day, one.hour, one.reason)
        for task, one in zip(chosen, PLAN, strict=True)
    ]
    plan.append(NewPlannedCheck(pipes.pk, posts["tam"], TODAY, "08:00", "late"))
    rows = plan_checks(checks=plan, by=cast.office, at=at(PLANNED, 9), on_day=PLANNED)
    people = {name: _person(name) for name in ("tam", "bich", "hung")}
    for row, one in zip(rows, PLAN, strict=False):
        if one.found:
            make_check(
                task=row.task_id,
                planned=row.pk,
                found=one.found,
                words=one.words,
                by=people[one.by],
                at=at(one.day, 9, 40),
                on_day=one.day,
            )


def _spring(tasks: Sequence[Task]) -> None:
    """Checks of spring by the two of the Standing members; nine were left out."""
    people = [_person("tam"), _person("bich")]
    step = max(len(tasks) // UNSEEN, 1)
    left = {tasks[n].pk for n in range(step // 2, len(tasks), step)[:UNSEEN]}
    for n, task in enumerate(one for one in tasks if one.pk not in left):
        day = date(2022, 5, 4) + timedelta(days=n * 3 % 55)
        differs = n % 31 == 0
        make_check(
            task=task.pk,
            found="differs" if differs else "as_reported",
            words="Đang làm, chậm hơn đã báo." if differs else "",
            by=people[n % 2],
            at=at(day, 9),
            on_day=day,
        )


def _pipes(pipes: Task) -> None:
    """What was seen today is less than what was told; each stands in its own row."""
    make_check(
        task=pipes.pk,
        found="differs",
        amount=28,
        words="Đoạn tổ 6 ấp Vĩnh Bắc mới đào.",
        papers=[Paper(picture(TODAY.day), "tuyen-ong-1107.png")],
        by=_person("tam"),
        at=at(TODAY, 9),
        on_day=TODAY,
    )


def _person(name: str) -> Actor:
    return actor(Person.objects.get(username=name), PLANNED)
