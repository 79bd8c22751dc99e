"""Giving a task, and changing what is said of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Spot, on
from vedich.apps.tasks.actions import (
    NewMilestone,
    NewTask,
    TaskChanges,
    change_task,
    give_tasks,
)
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.rights import GIVES, giver, visible
from vedich.apps.tasks.screens import forms_give as forms
from vedich.apps.tasks.screens.boxes import Typed
from vedich.apps.tasks.screens.choices import Option, choices, giving_places
from vedich.apps.tasks.screens.forms_give import Meant, Step
from vedich.apps.tasks.screens.pieces import GOING
from vedich.apps.tasks.screens.prefill import KEPT, prefill
from vedich.apps.tasks.screens.task_page import task_of
from vedich.core.errors import Refused
from vedich.core.permits import Locus
from vedich.rulebook.permits import require


MOST_AFTER: Final = 60
"""Open tasks that a form offers to wait for, those due first."""

# which box a refusal of an action speaks of
_BOX: Final = {
    "task.no_title": "title",
    "task.days": "due_on",
    "task.not_a_post": "accountable",
    "task.circle": "after",
    "task.waits": "after",
    "task.amount": "amount",
    "task.unit_fixed": "unit",
    "task.every": "every",
    "task.difficulty": "difficulty",
    "task.far_day": "due_on",
    "task.outside": "places",
}


@dataclass(frozen=True, slots=True)
class Open:
    """Which folded parts of the form stand open: those that hold something, or something wrong."""

    serves: bool
    where: bool
    steps: bool
    more: bool


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def give(visit: Visit) -> HttpResponse:
    """The form of a new task; what is refused comes back with all that was typed."""
    asked = visit.POST if visit.method == "POST" else visit.GET
    spot = _place(visit, asked.get("noi", ""))
    filled = prefill(visit.GET.dict(), visit.language)
    typed = filled.typed
    if visit.method == "POST":
        meant, typed = forms.read(
            visit.POST, day=visit.day, language=visit.language, decimals=forms.DECIMALS
        )
        if meant is not None:
            try:
                made = give_tasks(
                    place=spot.id,
                    tasks=[_new(meant, visit)],
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                # sent twice: the list shows the one that was given
                return redirect(f"/dau-viec/{made[0].pk}?da=give" if made else "/dau-viec")
            except Refused as refused:
                typed = typed.but(_BOX.get(refused.code, ""), refused)
    return _form(visit, spot, typed, {"task": None, "from_words": filled.words})


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def edit(visit: Visit, task: int) -> HttpResponse:
    """The form of a task that was given. Its person and day have pages of their own."""
    row = task_of(task, actor=visit.actor, day=visit.day)
    tree = on(visit.day)
    giver(visit.actor, row, tree, visit.day)
    typed, stale = forms.as_typed(_standing(row)), False
    if visit.method == "POST":
        meant, typed = forms.read(
            visit.POST, day=visit.day, language=visit.language, decimals=row.decimals
        )
        if meant is not None:
            try:
                change_task(
                    task=row.pk,
                    stamp=_stamp(visit.POST),
                    changes=_changes(meant, row),
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect(f"/dau-viec/{row.pk}?da=edit")
            except Refused as refused:
                stale = refused.code == "task.stale"
                typed = typed.but(_BOX.get(refused.code, ""), refused)
                row = task_of(task, actor=visit.actor, day=visit.day)
    return _form(visit, tree[row.place_id], typed, {"task": _Head.of(row), "stale": stale}, row)


@dataclass(frozen=True, slots=True)
class _Head:
    id: int
    number: int
    title: str
    due_on: date | None

    @staticmethod
    def of(row: Task) -> _Head:
        return _Head(row.pk, row.number, row.title, row.due_on)


def _place(visit: Visit, asked: str) -> Spot:
    """Where the task is given: the place asked for, else the first of the visitor's own."""
    tree = on(visit.day)
    key = row_key(asked)
    if key is not None and key in tree:
        spot = tree[key]
        if any(one.id == spot.id for one in giving_places(visit.actor, visit.day)):
            return spot
        require(visit.actor, GIVES, Locus(spot.path), on=visit.day)
        return spot
    found = giving_places(visit.actor, visit.day)
    if not found:
        held = [post for post in visit.actor.posts if post.in_force(visit.day)]
        require(visit.actor, GIVES, Locus(held[0].place_range if held else ()), on=visit.day)
    return found[0]


def _form(
    visit: Visit, spot: Spot, typed: Typed, more: dict[str, Any], row: Task | None = None
) -> HttpResponse:
    offered = choices(spot, visit.actor, visit.day, visit.language)
    errors = typed.said(visit.language)
    wrong = dict(errors)
    held = {
        "choices": offered,
        "typed": typed,
        "errors": errors,
        "wrong": wrong,
        "key": page_key(visit),
        "stamp": row.stamp if row else 0,
        "aims": forms.rows(typed, "target", forms.AIMS),
        "steps": forms.rows(typed, "step", forms.STEPS),
        "after": _after(visit, spot, row),
        "open": _open(typed, wrong),
        "stale": False,
        "from_words": "",
    }
    return render(visit, "tasks/give.html", held | more, status=422 if errors else 200)


def _open(typed: Typed, wrong: dict[str, str]) -> Open:
    steps = any(name.startswith("step") for name in wrong)
    return Open(
        serves=bool(typed["target0"]) or "targets" in wrong,
        where=bool(typed.many("places") or typed.many("cooperating") or typed["body"]),
        steps=steps or bool({"amount", "unit"} & set(wrong)) or bool(typed["amount"]),
        more=bool({"field", "source", "after"} & set(wrong)) or bool(typed.many("after")),
    )


def _after(visit: Visit, spot: Spot, row: Task | None) -> list[Option]:
    rows = visible(visit.actor, visit.day).filter(place=spot.id, state__in=GOING)
    if row is not None:
        rows = rows.exclude(pk=row.pk)
    return [
        (str(pk), f"{number}. {title}")
        for pk, number, title in rows.order_by("due_on", "pk").values_list("pk", "number", "title")[
            :MOST_AFTER
        ]
    ]


def _new(meant: Meant, visit: Visit) -> NewTask:
    origin = visit.POST.get("origin", "")[:80]
    return NewTask(
        title=meant.title,
        field=meant.field,
        detail=meant.detail,
        accountable=meant.accountable,
        body=meant.body,
        places=meant.places,
        targets=meant.targets,
        # a task begins when it is given, unless another day is said
        starts_on=meant.starts_on or (visit.day if meant.due_on else None),
        due_on=meant.due_on,
        answers_for=meant.answers_for,
        product=meant.product,
        authority=meant.authority,
        evidence_wanted=meant.evidence_wanted,
        difficulty=meant.difficulty,
        unit=meant.unit,
        decimals=meant.decimals,
        amount=meant.amount,
        indicator=meant.indicator,
        every=meant.every,
        cooperating=meant.cooperating,
        after=meant.after,
        milestones=_milestones(meant.milestones),
        source=meant.source,
        origin=origin if origin.partition(":")[0] in KEPT else "",
    )


def _changes(meant: Meant, row: Task) -> TaskChanges:
    return TaskChanges(
        {
            "title": meant.title,
            "field": meant.field,
            "detail": meant.detail,
            "body_id": meant.body,
            "answers_for": meant.answers_for,
            "product": meant.product,
            "authority": meant.authority,
            "evidence_wanted": list(meant.evidence_wanted),
            "difficulty": meant.difficulty,
            "unit": meant.unit,
            "amount": meant.amount,
            "indicator_id": meant.indicator,
            "every": meant.every,
            "source": meant.source,
        },
        places=meant.places,
        targets=meant.targets,
        cooperating=meant.cooperating,
        after=meant.after,
        milestones=_milestones(meant.milestones),
    )


def _milestones(steps: tuple[Step, ...]) -> tuple[NewMilestone, ...]:
    ordered = sorted(steps, key=lambda one: one.due_on)
    return tuple(NewMilestone(one.title, one.due_on, one.amount) for one in ordered)


def _standing(row: Task) -> Meant:
    """The task as its form shows it."""
    return Meant(
        title=row.title,
        accountable=row.accountable_id,
        due_on=row.due_on,
        detail=row.detail,
        starts_on=row.starts_on,
        answers_for=row.answers_for,
        product=row.product,
        authority=row.authority,
        field=row.field,
        source=row.source,
        difficulty=row.difficulty,
        every=row.every,
        unit=row.unit,
        decimals=row.decimals,
        amount=row.amount,
        indicator=row.indicator_id,
        body=row.body_id,
        places=tuple(row.places.order_by("pk").values_list("place_id", flat=True)),
        targets=tuple(row.targets.order_by("pk").values_list("target_id", "brings")),
        cooperating=tuple(row.cooperations.order_by("pk").values_list("body_id", flat=True)),
        evidence_wanted=tuple(row.evidence_wanted),
        milestones=tuple(Step(one.title, one.due_on, one.amount) for one in row.milestones.all()),
        after=tuple(row.after.order_by("pk").values_list("waits_for_id", flat=True)),
    )


def _stamp(posted: QueryDict) -> int:
    stamp = row_key(posted.get("stamp"))
    return -1 if stamp is None else stamp
