"""The plan of checks (UX 14b), planning them, making one on the spot (UX 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.people.doors import Visit, door, kept
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Spot, on
from vedich.apps.tasks.actions import (
    NewPlannedCheck,
    Paper,
    drop_check,
    make_check,
    plan_checks,
)
from vedich.apps.tasks.models import Check, Task
from vedich.apps.tasks.queries import unchecked
from vedich.apps.tasks.rights import SEES, visible
from vedich.apps.tasks.screens import forms_acts, pieces
from vedich.apps.tasks.screens.boxes import Boxes, Typed, shown
from vedich.apps.tasks.screens.buttons import CHECKS, PLANS
from vedich.apps.tasks.screens.check_form import CheckForm, check_done, check_form, difference
from vedich.apps.tasks.screens.choices import Grouped, holders
from vedich.apps.tasks.screens.plan import NOWHERE, own_places, plan, tasks_to_plan
from vedich.core.errors import Message, Refused
from vedich.core.periods import WorkingDays
from vedich.core.permits import Locus
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import require


MOST_A_DAY: Final = 20
OFFERED: Final = 40
"""Tasks the form offers beside those that are chosen: the ones longest unchecked."""

NO_TASK: Final = Message(
    code="check_plan.no_task",
    vi="Chưa chọn việc nào để kiểm ({value}). Hãy chọn ít nhất một việc.",
    en="No task is chosen to be checked ({value}). Choose at least one.",
)
BAD_TIME: Final = Message(
    code="check_plan.bad_time",
    vi="“{value}” không phải là giờ. Hãy ghi như 8:00.",
    en="“{value}” is no time of day. Write it like 8:00.",
)
A_DAY: Final = Message(
    code="check_plan.a_day",
    vi="“{value}” việc một ngày không được. Hãy ghi từ 1 đến {most}.",
    en="“{value}” checks a day is not possible. Write 1 to {most}.",
)
CHECKER: Final = Message(code="check_plan.checker", vi="Người kiểm?", en="Who checks?")
FROM: Final = Message(code="check_plan.from", vi="Từ ngày?", en="From which day?")

_BOX: Final = {
    "task.planned_past": "from",
    "task.own_check": "checker",
    "task.not_a_post": "checker",
    "task.not_open": "tasks",
    "task.far_day": "from",
}
_CHECK_BOX: Final = {
    "task.no_finding": "found",
    "task.no_seen": "amount",
    "task.no_amount": "amount",
    "task.amount": "amount",
    "task.to_come": "done_on",
}


@dataclass(frozen=True, slots=True)
class ToPlan:
    """A task in the form that plans checks."""

    id: int
    title: str
    holder: str
    since: str
    late: int
    checked: bool


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What the form offers."""

    place: str
    place_id: int
    tasks: Sequence[ToPlan]
    more: int
    checkers: Sequence[Grouped]


@require_safe
@kept()
@door(SEES)
def planned(visit: Visit) -> HttpResponse:
    """The checks of a quarter at ?noi=, ?quy=."""
    found = plan(
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
        place=row_key(visit.GET.get("noi", "")),
        quarter=visit.GET.get("quy", ""),
    )
    return render(visit, "tasks/checks.html", {"plan": found, "said": visit.GET.get("da", "")})


@require_http_methods(["GET", "HEAD", "POST"])
@door(PLANS)
def plan_some(visit: Visit) -> HttpResponse:
    """Plan checks of some tasks, spread over working days."""
    asked = visit.POST if visit.method == "POST" else visit.GET
    spot = _place(visit, asked.get("noi", ""))
    require(visit.actor, PLANS, Locus(spot.path), on=visit.day)
    rows = tasks_to_plan(spot, visit.actor, visit.day, also=_asked(asked.get("viec", "")))
    typed = _before(visit, spot)
    if visit.method == "POST":
        boxes = Boxes(visit.POST)
        wanted = _wanted(boxes, visit, spot)
        if wanted and boxes.good:
            try:
                plan_checks(
                    checks=wanted,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect(f"/kiem-tra?noi={spot.id}&da=hen")
            except Refused as refused:
                boxes.refuse(_BOX.get(refused.code, ""), pieces.by_name(refused, visit.language))
        typed = boxes.typed()
    errors = typed.said(visit.language)
    more = {
        "form": _plan_form(visit, spot, rows, typed.many("tasks")),
        "typed": typed,
        "errors": errors,
        "wrong": dict(errors),
        "key": page_key(visit),
    }
    return render(visit, "tasks/plan_check.html", more, status=422 if errors else 200)


@require_POST
@door(PLANS)
def drop_one(visit: Visit, check: int) -> HttpResponse:
    """Take a planned check out of the plan."""
    drop_check(check=check, by=visit.actor, at=visit.at, on_day=visit.day, key=key_of(visit))
    return redirect("/kiem-tra?da=bo")


@require_http_methods(["GET", "HEAD", "POST"])
@door(CHECKS)
def check(visit: Visit, task: int) -> HttpResponse:
    """What was found on the spot: in two minutes, on a phone."""
    form = check_form(task, actor=visit.actor, day=visit.day, language=visit.language)
    typed = shown(found="", done_on=write_date(visit.day))
    seen: int | None = None
    if visit.method == "POST":
        boxes = Boxes(visit.POST, visit.FILES)
        row = visible(visit.actor, visit.day).get(pk=task)
        meant = forms_acts.check(
            boxes,
            row.decimals,
            year=visit.day.year,
            language=visit.language,
            counted=form.counted,
        )
        seen = meant.amount
        if boxes.good:
            try:
                made = make_check(
                    task=task,
                    found=meant.found,
                    planned=form.planned,
                    amount=meant.amount,
                    words=meant.words,
                    done_on=meant.done_on,
                    papers=[Paper(meant.paper.data, meant.paper.name)] if meant.paper else (),
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return _after_check(visit, task, made)
            except Refused as refused:
                boxes.refuse(
                    _CHECK_BOX.get(refused.code, ""), pieces.by_name(refused, visit.language)
                )
        typed = boxes.typed()
    return _check_page(visit, form, typed, seen)


@require_safe
@kept()
@door(SEES)
def result(visit: Visit, check: int) -> HttpResponse:
    """What one check found; fresh from the form also which one comes next today."""
    done = check_done(check, actor=visit.actor, day=visit.day, language=visit.language)
    return render(visit, "tasks/check_done.html", {"done": done, "fresh": "moi" in visit.GET})


def _after_check(visit: Visit, task: int, made: Check | None) -> HttpResponse:
    if made is not None:
        return redirect(f"/kiem-tra/ket-qua/{made.pk}?moi=1")
    # sent twice: show what the first one wrote
    latest = Check.objects.filter(task=task, done_by=visit.actor.person).order_by("-pk").first()
    return redirect(f"/kiem-tra/ket-qua/{latest.pk}?moi=1" if latest else f"/dau-viec/{task}")


def _check_page(visit: Visit, form: CheckForm, typed: Typed, seen: int | None) -> HttpResponse:
    errors = typed.said(visit.language)
    row = Task.objects.get(pk=form.task)
    more = {
        "form": form,
        "typed": typed,
        "today": write_date(visit.day),
        "difference": difference(seen, form.reported_value, row.decimals, form.decimals),
        "errors": errors,
        "wrong": dict(errors),
        "key": page_key(visit),
    }
    return render(visit, "tasks/check.html", more, status=422 if errors else 200)


# -- planning --------------------------------------------------------------------------------------


def _place(visit: Visit, asked: str) -> Spot:
    tree = on(visit.day)
    key = row_key(asked)
    if key is not None and key in tree:
        return tree[key]
    known = own_places(visit.actor, visit.day, tree)
    if not known:
        held = [post for post in visit.actor.posts if post.in_force(visit.day)]
        require(visit.actor, PLANS, Locus(held[0].place_range if held else ()), on=visit.day)
        raise NOWHERE.refuse(value=asked)
    return known[0]


def _before(visit: Visit, spot: Spot) -> Typed:
    chosen = [str(key) for key in _asked(visit.GET.get("viec", ""))]
    if visit.GET.get("chon") == "chua-kiem":
        own = visible(visit.actor, visit.day).filter(place=spot.id)
        chosen = [str(key) for key in unchecked(own, visit.day).values_list("pk", flat=True)]
    return shown(**{"tasks": chosen, "from": write_date(visit.day), "a_day": "2", "reason": ""})


def _wanted(boxes: Boxes, visit: Visit, spot: Spot) -> Sequence[NewPlannedCheck]:
    tasks = boxes.wholes("tasks")
    # also one that has a plan already: a form sent twice must read the same twice
    own = visible(visit.actor, visit.day).filter(place=spot.id, pk__in=tasks)
    known = {row.pk: row for row in own}
    if not tasks:
        boxes.refuse("tasks", NO_TASK.refuse(value=0))
    elif any(key not in known for key in tasks):
        boxes.refuse("tasks", NO_TASK.refuse(value=next(k for k in tasks if k not in known)))
    checker = boxes.whole("checker")
    if checker is None:
        boxes.text("checker", label=forms_acts.label(CHECKER, visit.language))
    start = boxes.day("from", label=forms_acts.label(FROM, visit.language), year=visit.day.year)
    hour = _hour(boxes)
    a_day = boxes.whole("a_day") or 1
    if not 1 <= a_day <= MOST_A_DAY:
        boxes.refuse("a_day", A_DAY.refuse(value=a_day, most=MOST_A_DAY))
    reason = boxes.one_of("reason", ("", *Check.Reason.values))
    if not boxes.good or start is None or checker is None:
        return ()
    days = _spread(start, len(tasks), a_day)
    return [
        NewPlannedCheck(key, checker, day, hour, reason or _reason(known[key], visit.day))
        for key, day in zip(tasks, days, strict=True)
    ]


def _spread(start: date, count: int, a_day: int) -> Sequence[date]:
    """The day of each check: the first as asked, then working days, so many a day."""
    calendar = pieces.calendar([start], start)
    days, current = [], start
    for number in range(count):
        if number and not number % a_day:
            current = calendar.after(current, 1)
        days.append(current)
    return days


def _reason(task: Task, day: date) -> str:
    """Why this one, where nobody said: it is late, hard, or was not checked for long."""
    if task.due_on and task.due_on < pieces.last_in_time(day):
        return Check.Reason.LATE
    if task.difficulty == Task.Difficulty.HARD:
        return Check.Reason.HARD
    return Check.Reason.UNCHECKED


def _hour(boxes: Boxes) -> str:
    text = boxes.text("time", most=5).replace("h", ":").replace("g", ":")
    if not text:
        return ""
    first, _, rest = text.partition(":")
    hour, minute = row_key(first), row_key(rest or "00")
    if hour is None or minute is None or hour > 23 or minute > 59:
        boxes.refuse("time", BAD_TIME.refuse(value=text))
        return ""
    return f"{hour:02}:{minute:02}"


def _plan_form(visit: Visit, spot: Spot, rows: Sequence[Task], chosen: Sequence[str]) -> PlanForm:
    days = pieces.calendar([row.due_on for row in rows], visit.day)
    first = [row for row in rows if str(row.pk) in chosen]
    others = [row for row in rows if str(row.pk) not in chosen]
    return PlanForm(
        place=spot.say(visit.language),
        place_id=spot.id,
        tasks=[_to_plan(row, visit, days) for row in (*first, *others[:OFFERED])],
        more=max(0, len(others) - OFFERED),
        checkers=holders([spot], visit.day, visit.language, CHECKS),
    )


def _to_plan(row: Task, visit: Visit, days: WorkingDays) -> ToPlan:
    last = getattr(row, "last", None)
    late = days.late(row.due_on, visit.day) if row.due_on else 0
    return ToPlan(
        id=row.pk,
        title=row.title,
        holder=row.accountable.person.name if row.accountable else "",
        since=pieces.on_day(last or row.given_on, visit.day),
        late=late,
        checked=last is not None,
    )


def _asked(text: str) -> Sequence[int]:
    key = row_key(text)
    return [] if key is None else [key]
