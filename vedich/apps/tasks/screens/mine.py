"""“My tasks” on one A4 page, per member; the office prints them for everybody (R15).

The pages stand in the order of posts and are never ranked by a number (R17).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Spot, on
from vedich.apps.tasks.lateness import Pace
from vedich.apps.tasks.models import Task, TaskTarget
from vedich.apps.tasks.rights import REPORTS_FOR, SEES, own_posts, visible
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.choices import REPORTS, Option, held_on, named
from vedich.core.errors import Language, Message
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may, require, table


GROUPS: Final = ("late", "month", "later", "undated")
A_PAGE: Final = 21
"""Rows of two lines, and lines of groups, that fit one page upright; the rest is counted below."""

NOT_YOURS: Final = Message(
    code="task_form.not_yours",
    vi="Không có trang việc của chức vụ số {value}. Hãy chọn trong danh sách.",
    en="There is no page of tasks of post {value}. Choose one of the list.",
)


@dataclass(frozen=True, slots=True)
class Work:
    """One task on the page; `late` are working days."""

    title: str
    link: str
    due: str
    late: int
    product: str
    targets: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that are late, due this month, later, or without a day."""

    key: str
    rows: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One member's page."""

    name: str
    title: str
    groups: tuple[Group, ...]
    count: int
    late: int
    month: int
    more: int


@dataclass(frozen=True, slots=True)
class Mine:
    """The page: one's own sheet, somebody's, or everybody's (`whole`).

    `without` counts the members who have no open task: they get no page of paper.
    """

    sheets: tuple[Sheet, ...]
    without: int
    whole: bool
    printing: bool
    place: str
    choices: Sequence[Option]
    chosen: str
    all_link: str
    print_link: str


def mine(
    *,
    actor: Actor,
    day: date,
    language: Language,
    post: int | None = None,
    everybody: bool = False,
    printing: bool = False,
) -> Mine:
    """The sheet of the visitor; for the office also that of `post`, or of `everybody`.

    Raises Refused (``task_form.not_yours``), NotPermitted.
    """
    office = _office(actor, day)
    if everybody and office is None:
        require(actor, REPORTS_FOR, Locus(()), on=day)
    members = _members(office, day, language) if office else {}
    if everybody:
        hats: Sequence[Sequence[int]] = [person for person, _ in members.values()]
    elif post is not None:
        hats = [_allowed(post, actor, day)]
    else:
        hats = [sorted(own_posts(actor, day))]
    rows = held_on(day).filter(pk__in=[key for keys in hats for key in keys])
    posts = {one.pk: one for one in rows}
    work = _work(posts, actor, day)
    worn = [[posts[key] for key in keys if key in posts] for keys in hats]
    sheets = [_sheet(held, work, day, language) for held in worn if held]
    shown = [one for one in sheets if one.count or not everybody]
    query = f"nguoi={post}" if post is not None else "ca=1" if everybody else ""
    return Mine(
        sheets=tuple(shown),
        without=len(sheets) - len(shown),
        whole=everybody,
        printing=printing,
        place=office.say(language) if office else "",
        choices=[(str(key), name) for key, (_, name) in members.items()],
        chosen=str(post or ""),
        all_link="/dau-viec/cua-toi?ca=1&in=1" if office and not everybody else "",
        print_link=f"/dau-viec/cua-toi?{query + '&' if query else ''}in=1",
    )


def _office(actor: Actor, day: date) -> Spot | None:
    """The place whose office the actor works for."""
    tree = on(day)
    for post in actor.posts:
        if not post.in_force(day) or not post.place_range:
            continue
        spot = tree.by_code(post.place_range[-1].partition("@")[0])
        if spot and may(actor, REPORTS_FOR, Locus(spot.path), on=day):
            return spot
    return None


def _members(office: Spot, day: date, language: Language) -> Mapping[int, tuple[list[int], str]]:
    """Everybody who reports at the office's place, by first post: all his posts there, his name."""
    roles = [role for role in table(day).roles if table(day).scopes(role, REPORTS)]
    found: dict[int, list[Post]] = {}
    for post in held_on(day).filter(place=office.id, role__in=roles):
        found.setdefault(post.person_id, []).append(post)
    return {
        held[0].pk: ([one.pk for one in held], named(held[0], language)) for held in found.values()
    }


def _allowed(post: int, actor: Actor, day: date) -> Sequence[int]:
    """All posts of whoever holds this one, if the actor may see tasks there or it is he himself."""
    row = held_on(day).filter(pk=post).first()
    tree = on(day)
    if row is None or row.place_id not in tree:
        raise NOT_YOURS.refuse(value=post)
    if post not in own_posts(actor, day):
        require(actor, SEES, Locus(tree[row.place_id].path), on=day)
    same = held_on(day).filter(person=row.person_id, place=row.place_id)
    return list(same.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class _Given:
    """Open tasks by post, and the numbers of the targets each task serves."""

    tasks: Mapping[int, Sequence[Task]]
    serves: Mapping[int, str]


def _work(posts: Iterable[int], actor: Actor, day: date) -> _Given:
    rows = visible(actor, day).filter(accountable__in=posts, state__in=pieces.GOING)
    found: defaultdict[int, list[Task]] = defaultdict(list)
    for task in rows.order_by(F("due_on").asc(nulls_last=True), "pk"):
        if task.accountable_id is not None:
            found[task.accountable_id].append(task)
    serving = TaskTarget.objects.filter(
        task__in=[task.pk for tasks in found.values() for task in tasks]
    )
    numbers: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in serving.order_by("target__number").values_list("task_id", "target__number"):
        numbers[key].append(str(number))
    return _Given(found, {key: ", ".join(one) for key, one in numbers.items()})


def _sheet(posts: Sequence[Post], work: _Given, day: date, language: Language) -> Sheet:
    tasks = [task for post in posts for task in work.tasks.get(post.pk, ())]
    tasks.sort(key=lambda one: (one.due_on or date.max, one.pk))
    days = pieces.calendar([one.due_on for one in tasks], day)
    groups: dict[str, list[Work]] = {key: [] for key in GROUPS}
    for task in tasks:
        stands = pieces.pace(task, day, days)
        late = stands.late if stands.pace is Pace.LATE else 0
        groups[_group(task, late, day)].append(
            Work(
                title=task.title,
                link=f"/dau-viec/{task.pk}",
                due=pieces.on_day(task.due_on, day) if task.due_on else "",
                late=late,
                product=task.product,
                targets=work.serves.get(task.pk, ""),
            )
        )
    left = A_PAGE
    shown: list[Group] = []
    for key, rows in groups.items():
        # a group needs its own line and one row at least
        if rows and left > 1:
            shown.append(Group(key, tuple(rows[: left - 1])))
            left -= len(rows) + 1
    return Sheet(
        name=posts[0].person.name,
        title=" · ".join(pieces.title_of(post, language) for post in posts),
        groups=tuple(shown),
        count=len(tasks),
        late=len(groups["late"]),
        month=len(groups["month"]),
        more=len(tasks) - sum(len(group.rows) for group in shown),
    )


def _group(task: Task, late: int, day: date) -> str:
    if late:
        return "late"
    if task.due_on is None:
        return "undated"
    return "month" if (task.due_on.year, task.due_on.month) <= (day.year, day.month) else "later"
