"""Who answers for what in the demo: charges, some 230 tasks, progress, checks (UX 04, 14b, 16).

Everything here is invented, made by a pattern without chance, and done through the real actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from vedich.apps.desk.sample_cast import HEADS, MEMBERS, Cast
from vedich.apps.desk.sample_resolution import at
from vedich.apps.desk.sample_task_words import AUTHORITY, DEEDS, MEASURED, PIPES
from vedich.apps.people.models import Post
from vedich.apps.people.queries import actor
from vedich.apps.places.models import Body, Place
from vedich.apps.resolutions.models import Resolution, Target
from vedich.apps.tasks.actions import (
    NewMilestone,
    NewPlannedCheck,
    NewTask,
    accept_done,
    give_tasks,
    make_check,
    note_progress,
    plan_checks,
    reach_milestone,
    set_charge,
    take_proposals,
)
from vedich.apps.tasks.models import Check, Task
from vedich.core.permits import Actor
from vedich.rulebook.places.gazetteer import PlaceRow
from vedich.rulebook.samples import SampleYear


GIVEN: Final = (date(2022, 2, 11), date(2022, 2, 14), date(2022, 2, 21))
LOCALITIES: Final = (
    "tam",
    "lan",
    "ngoc",
    "nam",
    "hung",
    "be",
    "tam",
    "son",
    "lan",
    "thang",
    "ngoc",
)
"""Who follows each commune, in Vietnamese order of their names."""

NOBODY: Final = "Dân vận"
"""A field that nobody holds yet, so that the demo shows one."""

EMPTY: Final = {("Hạ tầng", 9), ("Nông nghiệp", 6), ("Xã hội", 8)}
"""(field, commune): something is owed there and no task serves it."""

LATE: Final = 29
"""Every so many tasks one is late."""

UNSEEN: Final = 24
"""Every so many tasks one was never checked."""

HEAVY: Final = ("yen-hu", "lien", "thao")
"""Who carries too much: the pattern gives every third task to one of them."""

_Posts = Mapping[str, int]


def assign(year: SampleYear, rows: Sequence[PlaceRow], cast: Cast) -> None:
    """Charges and tasks of February, what was told and checked until the pinned day."""
    resolution = Resolution.objects.get(place=cast.places[year.place])
    root = cast.places[year.place]
    communes = [cast.places[row.code] for row in rows if row.kind in ("commune", "town")]
    posts = _posts(root)
    _charges(root, communes, posts, cast)
    taken = take_proposals(
        resolution=resolution.pk, by=cast.office, at=at(GIVEN[0], 8), on_day=GIVEN[0]
    )
    targets = _targets(resolution)
    new = list(_new_tasks(resolution, communes, posts, targets))
    given = [
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
    _tell(given, len(taken), cast)
    pipes = _pipes(root, resolution, cast, posts, targets)
    _spring(given, cast, posts)
    _checks(pipes, given, cast, posts)


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
    by_field = {
        name: post.pk
        for post in Post.objects.filter(place=root, fields__isnull=False).order_by("-pk")
        for name in post.fields or ()
    } | {"Thi đua": posts["tam"], NOBODY: 0}
    wanted = [("field", {"field": name}, holder) for name, holder in sorted(by_field.items())]
    wanted += [
        ("locality", {"locality": commune.pk}, posts[LOCALITIES[n % len(LOCALITIES)]])
        for n, commune in enumerate(communes)
    ]
    leaders = [posts[name] for name in HEADS]
    organs = Body.objects.filter(place=root, inner=True).order_by("pk")
    wanted += [
        ("body", {"body": body.pk}, leaders[n % len(leaders)])
        for n, body in enumerate(organs)
        if n != len(organs) - 1
    ]
    for kind, of, holder in wanted:
        if holder:
            set_charge(
                place=root.pk,
                kind=kind,
                holder=holder,
                by=cast.office,
                at=at(day, 8),
                on_day=day,
                **of,
            )


# -- tasks -----------------------------------------------------------------------------------------


def _new_tasks(
    resolution: Resolution,
    communes: Sequence[Place],
    posts: _Posts,
    targets: Mapping[str, Sequence[Target]],
) -> Iterator[NewTask]:
    members = [name for name in MEMBERS if name not in HEAVY]
    number = 0
    for row, (field, deeds) in enumerate(DEEDS.items()):
        for column, commune in enumerate(communes):
            count = 0 if (field, column) in EMPTY else (row * 7 + column * 5) % 3 + 1
            if (row * 5 + column * 3) % 13 == 0:
                count = 0
            for nth in range(count):
                number += 1
                heavy = number % 3 == 0
                pool = HEAVY if heavy else members
                holder = posts[pool[(number // 3 + row + column) % len(pool)]]
                aims = targets.get(field, ())
                yield _task(resolution, field, deeds[nth], commune, holder, aims, number)


def _task(
    resolution: Resolution,
    field: str,
    deed: str,
    commune: Place,
    holder: int,
    aims: Sequence[Target],
    number: int,
) -> NewTask:
    late = number % LATE == 0
    due = date(2022, 7, 1) - timedelta(days=number % 5) if late else _due(number)
    amount = MEASURED.get(field)
    return NewTask(
        title=deed,
        field=field,
        accountable=holder,
        places=(commune.pk,),
        targets=((aims[number % len(aims)].pk, ""),) if aims else (),
        starts_on=date(2022, 2, 21),
        due_on=due,
        answers_for="Chậm thì giải trình trước Ban Thường vụ",
        product="Báo cáo kết quả, có danh sách kèm theo",
        authority="" if number % 17 == 0 else AUTHORITY,
        difficulty=number % 3 + 1,
        unit=amount[0] if amount else "",
        decimals=amount[1] if amount else 0,
        amount=amount[2] if amount else None,
        every=3 if number % 23 == 0 else None,
        resolution=resolution.pk,
        source="Nghị quyết 2022, mục III",
    )


def _due(number: int) -> date:
    return date(2022, 7, 29) + timedelta(days=number * 11 % 140)


def _tell(given: Sequence[Task], skipped: int, cast: Cast) -> None:
    """Progress of two tasks in three, a few said to be done, fewer accepted."""
    told = [task for task in given if (task.number + skipped) % 3]
    people = _actors(told)
    for n, task in enumerate(told):
        day = date(2022, 4, 1) + timedelta(days=n * 7 % 96)
        if task.accountable_id is None:
            continue
        done = n % 19 == 0
        note_progress(
            task=task.pk,
            words="Đã xong, có danh sách kèm theo." if done else "Đang làm theo kế hoạch.",
            amount=None if task.amount is None else task.amount * (n % 10) // 10,
            trouble="some" if n % 11 == 0 else "none",
            claim=done,
            by=people[task.accountable_id],
            at=at(day, 10),
            on_day=day,
        )
        if done and n % 2:
            later = day + timedelta(days=2)
            accept_done(task=task.pk, by=cast.secretary, at=at(later, 15), on_day=later)


def _actors(tasks: Sequence[Task]) -> Mapping[int, Actor]:
    keys = {task.accountable_id for task in tasks if task.accountable_id}
    rows = Post.objects.filter(pk__in=keys).select_related("person")
    return {post.pk: actor(post.person, GIVEN[0]) for post in rows}


# -- the task of screen 16 -------------------------------------------------------------------------


def _pipes(
    root: Place,
    resolution: Resolution,
    cast: Cast,
    posts: _Posts,
    targets: Mapping[str, Sequence[Target]],
) -> Task:
    """“Ống nước cấp 3”: steps, reports and checks as the mock-up draws them."""
    water = next(target for target in targets["Hạ tầng"] if target.number == 23)
    new = NewTask(
        title=PIPES,
        field="Hạ tầng",
        accountable=posts["nam"],
        places=(cast.places["28903"].pk, cast.places["28894"].pk)
        if "28903" in cast.places
        else (cast.places["28894"].pk,),
        targets=((water.pk, "thêm 412 hộ"),),
        starts_on=GIVEN[2],
        due_on=date(2022, 9, 30),
        detail="Đặt 6,5 km ống cấp 3, đấu nối 412 hộ",
        answers_for="Chậm thì giải trình trước Ban Thường vụ",
        product="Biên bản nghiệm thu, danh sách hộ đấu nối",
        evidence_wanted=("Hồ sơ thiết kế", "Ảnh hiện trường", "Biên bản nghiệm thu"),
        difficulty=3,
        unit="km",
        decimals=1,
        amount=65,
        milestones=(
            NewMilestone("Xong thiết kế", date(2022, 3, 31)),
            NewMilestone("Đặt 2,0 km", date(2022, 5, 30), 20),
            NewMilestone("Đặt 4,0 km", date(2022, 6, 30), 40),
            NewMilestone("Đặt 6,5 km", date(2022, 8, 31), 65),
            NewMilestone("Nghiệm thu, đấu nối 412 hộ", date(2022, 9, 30)),
        ),
        resolution=resolution.pk,
        source="Nghị quyết 2022, mục III",
    )
    (task,) = give_tasks(
        place=root.pk, tasks=[new], by=cast.office, at=at(GIVEN[2], 14), on_day=GIVEN[2]
    )
    holder = actor(Post.objects.get(pk=posts["nam"]).person, GIVEN[2])
    designed = date(2022, 3, 29)
    reach_milestone(task=task.pk, number=1, by=holder, at=at(designed, 9), on_day=designed)
    for day, amount, words, trouble in (
        (date(2022, 5, 4), 14, "Xong đoạn qua ấp Vĩnh Phú.", "none"),
        (date(2022, 6, 10), 22, "Hai hộ ở Vĩnh Phú chưa cho qua đất.", "some"),
        (date(2022, 7, 8), 31, "Thiếu ống phi 60, nhà cung cấp hẹn 20/7.", "stuck"),
    ):
        note_progress(
            task=task.pk,
            words=words,
            amount=amount,
            trouble=trouble,
            by=holder,
            at=at(day, 16),
            on_day=day,
        )
    return task


# -- checks ----------------------------------------------------------------------------------------


def _spring(given: Sequence[Task], cast: Cast, posts: _Posts) -> None:
    """Checks of spring: every task but a few was seen once, by one of three leaders."""
    by = [posts["tam"], posts["bich"]]
    people = {
        post.pk: actor(post.person, GIVEN[0])
        for post in Post.objects.filter(pk__in=by).select_related("person")
    }
    for n, task in enumerate(given):
        if n % UNSEEN == UNSEEN - 1:
            continue
        day = date(2022, 5, 2) + timedelta(days=n * 3 % 55)
        make_check(
            task=task.pk,
            found="differs" if n % 31 == 0 else "as_reported",
            words="Đang làm, chậm hơn đã báo." if n % 31 == 0 else "",
            by=people[by[n % 2]],
            at=at(day, 9),
            on_day=day,
        )


def _checks(pipes: Task, given: Sequence[Task], cast: Cast, posts: _Posts) -> None:
    """The plan of quarter III: two overdue, some of this week, seven made."""
    planned = date(2022, 6, 27)
    deputy, secretary = posts["tam"], posts["bich"]
    chair = posts["hung"]
    open_ones = [task for task in given if task.state == Task.State.OPEN]
    reasons = [reason for reason in Check.Reason.values if reason]
    plan = [NewPlannedCheck(pipes.pk, deputy, date(2022, 7, 11), "08:00", "late")]
    for n, task in enumerate(open_ones[5:115:5]):
        day = date(2022, 6, 28) + timedelta(days=(0, 1, 2, 3, 6, 7, 8, 14, 15, 17, 21, 28)[n % 12])
        checker = (deputy, secretary, chair)[n % 3]
        if task.accountable_id != checker:
            plan.append(NewPlannedCheck(task.pk, checker, day, "", reasons[n % len(reasons)]))
    made = plan_checks(checks=plan, by=cast.office, at=at(planned, 9), on_day=planned)
    people = {
        post.pk: actor(post.person, planned)
        for post in Post.objects.filter(pk__in=[deputy, secretary, chair]).select_related("person")
    }
    found = ("as_reported", "as_reported", "differs", "as_reported", "needs_help", "as_reported")
    overdue = 2
    for n, check in enumerate(
        one for one in made if one.planned_on and one.planned_on < date(2022, 7, 9)
    ):
        if n < overdue or check.planned_on is None or check.checker_id == chair:
            continue
        make_check(
            task=check.task_id,
            planned=check.pk,
            found=found[n % len(found)],
            words="Xem tại chỗ, có ảnh." if n % 2 else "Cần thêm kinh phí.",
            by=people[check.checker_id],
            at=at(check.planned_on, 15),
            on_day=check.planned_on,
        )
    seen = date(2022, 5, 5)
    make_check(
        task=pipes.pk,
        found="as_reported",
        amount=14,
        by=people[secretary],
        at=at(seen, 15),
        on_day=seen,
    )
