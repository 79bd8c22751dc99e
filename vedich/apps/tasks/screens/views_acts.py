"""What people do with a task: each act is a small page with one button (R15).

An old form changes nothing: it carries the task's stamp where the action asks for it, and a key, so
that sent twice it counts once. Whatever is refused comes back with all that was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.places.queries import on
from vedich.apps.tasks import actions, refusals
from vedich.apps.tasks.clear import QUESTIONS, Clear
from vedich.apps.tasks.models import Progress, Task
from vedich.apps.tasks.reporting import missing_evidence
from vedich.apps.tasks.rights import GIVES, SEES, giver, holds, may_give, reporter
from vedich.apps.tasks.screens import forms_acts as forms
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.boxes import Boxes, Typed, shown
from vedich.apps.tasks.screens.choices import REPORTS, Grouped, holders, named
from vedich.apps.tasks.screens.task_page import task_of
from vedich.apps.tasks.screens.telling import tell
from vedich.core.errors import Language, Message, Refused
from vedich.core.vietnamese import write_date


CLEAR_NAMES: Final = {
    Clear.PERSON: Message(code="task_form.clear_person", vi="Rõ người?", en="Clear who?"),
    Clear.WORK: Message(code="task_form.clear_work", vi="Rõ việc?", en="Clear what?"),
    Clear.TIME: Message(code="task_form.clear_time", vi="Rõ thời gian?", en="Clear when?"),
    Clear.RESPONSIBILITY: Message(
        code="task_form.clear_responsibility", vi="Rõ trách nhiệm?", en="Clear responsibility?"
    ),
    Clear.PRODUCT: Message(code="task_form.clear_product", vi="Rõ kết quả?", en="Clear product?"),
    Clear.AUTHORITY: Message(
        code="task_form.clear_authority", vi="Rõ thẩm quyền?", en="Clear authority?"
    ),
}

# which box a refusal of an action speaks of
_BOX: Final = {
    "task.no_reason": "why",
    "task.same_day": "to",
    "task.days": "to",
    "task.same_post": "post",
    "task.not_a_post": "post",
    "task.nothing_said": "words",
    "task.no_evidence": "claim",
    "task.waits": "claim",
    "task.figures_speak": "amount",
    "task.no_amount": "amount",
    "task.amount": "amount",
    "task.far_day": "to",
}

STALE: Final = "task.stale"

Act = Callable[[Visit, "Case", Boxes], None]


@dataclass(frozen=True, slots=True)
class Shown:
    """The task above a form."""

    id: int
    number: int
    title: str
    holder: str
    due_on: date | None
    last: str
    counted: bool
    unit: str
    whole_hint: str
    by_returns: str
    for_post: str
    wanted: Sequence[str]
    missing: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The clear that is asked for."""

    which: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class Case:
    """One act on one task by one visitor."""

    act: str
    row: Task
    which: Clear | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@door("tasks.report")
def progress(visit: Visit, task: int) -> HttpResponse:
    """How far it is, by its holder or by the office for him."""
    row = _seen(visit, task)
    reporter(visit.actor, row, on(visit.day), visit.day)
    _going(row)
    return _page(visit, Case("progress", row), _progress, shown(trouble="none"))


@require_POST
@door("tasks.report")
def milestone(visit: Visit, task: int, number: int) -> HttpResponse:
    """A step on the way is done, or is not after all."""
    row = _seen(visit, task)
    reporter(visit.actor, row, on(visit.day), visit.day)
    back = bool(visit.POST.get("back"))
    try:
        actions.reach_milestone(task=task, number=number, back=back, **_by(visit, key_of(visit)))
    except Refused:
        # gone or closed meanwhile: the page shows how it stands now
        return redirect(f"/dau-viec/{task}")
    return redirect(f"/dau-viec/{task}#moc")


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def move_due(visit: Visit, task: int) -> HttpResponse:
    """Another day, with the reason."""
    return _given(visit, task, "move_due", _move_due)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def pass_on(visit: Visit, task: int) -> HttpResponse:
    """Another person, with the reason."""
    return _given(visit, task, "pass_on", _pass_on)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def clear(visit: Visit, task: int) -> HttpResponse:
    """One of the six clears that is missing, named by ?dieu=."""
    text = visit.GET.get("dieu", "")
    if not text:
        return redirect("tasks:task", task)
    if text not in list(Clear):
        raise refusals.UNKNOWN_CLEAR.refuse(value=text[:40])
    return _given(visit, task, "clear", _clear, which=Clear(text))


@require_http_methods(["GET", "HEAD", "POST"])
@door(SEES)
def attach(visit: Visit, task: int) -> HttpResponse:
    """A photo or document, by who may report or give."""
    row = _seen(visit, task)
    tree = on(visit.day)
    if not may_give(visit.actor, row, tree, visit.day):
        reporter(visit.actor, row, tree, visit.day)
    _going(row)
    return _page(visit, Case("attach", row), _attach, shown(kind=visit.GET.get("loai", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def accept(visit: Visit, task: int) -> HttpResponse:
    """It is done."""
    return _given(visit, task, "accept", _accept)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def send_back(visit: Visit, task: int) -> HttpResponse:
    """It is not done yet; what is missing."""
    return _given(visit, task, "send_back", _send_back)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def drop(visit: Visit, task: int) -> HttpResponse:
    """It is not to be done any more."""
    return _given(visit, task, "drop", _drop)


@require_http_methods(["GET", "HEAD", "POST"])
@door(GIVES)
def reopen(visit: Visit, task: int) -> HttpResponse:
    """It was ended too early."""
    return _given(visit, task, "reopen", _reopen, ended=True)


# -- what the button does --------------------------------------------------------------------------


def _progress(visit: Visit, case: Case, boxes: Boxes) -> None:
    told = forms.progress(boxes, case.row.decimals)
    if boxes.good:
        tell(task=case.row, told=told, **_by(visit, key_of(visit)))


def _move_due(visit: Visit, case: Case, boxes: Boxes) -> None:
    to = boxes.day("to", label=_label(forms.NEW_DAY, visit), year=visit.day.year)
    why = boxes.text("why", label=_label(forms.WHY, visit) if case.row.due_on else "")
    if boxes.good and to:
        stamp = boxes.whole("stamp")
        actions.move_due(task=case.row.pk, to=to, why=why, stamp=stamp, **_by(visit, key_of(visit)))


def _pass_on(visit: Visit, case: Case, boxes: Boxes) -> None:
    post = boxes.whole("post")
    if not boxes.raw("post"):
        boxes.text("post", label=_label(forms.WHO, visit))
    why = boxes.text("why", label=_label(forms.WHY, visit) if case.row.accountable_id else "")
    if boxes.good and post is not None:
        stamp = boxes.whole("stamp")
        actions.pass_on(
            task=case.row.pk, post=post, why=why, stamp=stamp, **_by(visit, key_of(visit))
        )


def _clear(visit: Visit, case: Case, boxes: Boxes) -> None:
    if case.which is Clear.PERSON:
        _pass_on(visit, case, boxes)
    elif case.which is Clear.TIME:
        _set_time(visit, case, boxes)
    else:
        text = boxes.text("text", label=_label(forms.CLEARLY, visit))
        if boxes.good and case.which is not None:
            actions.clear_up(
                task=case.row.pk,
                which=case.which.value,
                text=text,
                stamp=boxes.whole("stamp"),
                **_by(visit, key_of(visit)),
            )


def _set_time(visit: Visit, case: Case, boxes: Boxes) -> None:
    year = visit.day.year
    start = boxes.day("starts_on", year=year) or case.row.starts_on or case.row.given_on
    to = boxes.day("to", label=_label(forms.NEW_DAY, visit), year=year)
    if boxes.good and to:
        actions.move_due(
            task=case.row.pk,
            to=to,
            why=boxes.text("why") or case.row.title,
            starts_on=start,
            stamp=boxes.whole("stamp"),
            **_by(visit, key_of(visit)),
        )


def _attach(visit: Visit, case: Case, boxes: Boxes) -> None:
    paper = boxes.paper("photo")
    kind = boxes.text("kind", most=120)
    if paper is None and boxes.good:
        boxes.text("photo", label=_label(forms.FILE, visit))
    if boxes.good and paper is not None:
        actions.attach(
            task=case.row.pk,
            data=paper.data,
            name=paper.name,
            kind=kind,
            **_by(visit, key_of(visit)),
        )


def _accept(visit: Visit, case: Case, boxes: Boxes) -> None:
    words = boxes.text("words")
    if boxes.good:
        actions.accept_done(task=case.row.pk, words=words, **_by(visit, key_of(visit)))


def _send_back(visit: Visit, case: Case, boxes: Boxes) -> None:
    words = boxes.text("words", label=_label(forms.SHORT, visit))
    if boxes.good:
        actions.send_back(task=case.row.pk, why=words, **_by(visit, key_of(visit)))


def _drop(visit: Visit, case: Case, boxes: Boxes) -> None:
    why = boxes.text("why", label=_label(forms.WHY, visit))
    if boxes.good:
        actions.drop(task=case.row.pk, why=why, **_by(visit, key_of(visit)))


def _reopen(visit: Visit, case: Case, boxes: Boxes) -> None:
    why = boxes.text("why", label=_label(forms.WHY, visit))
    if boxes.good:
        actions.reopen(task=case.row.pk, why=why, **_by(visit, key_of(visit)))


# -- the page --------------------------------------------------------------------------------------


def _given(
    visit: Visit,
    task: int,
    act: str,
    do: Act,
    *,
    which: Clear | None = None,
    ended: bool = False,
) -> HttpResponse:
    """A page for who may give the task."""
    row = _seen(visit, task)
    giver(visit.actor, row, on(visit.day), visit.day)
    if not ended:
        _going(row)
    start = write_date(row.starts_on or row.given_on)
    before = shown(
        to=write_date(row.due_on) if row.due_on and act == "clear" else "",
        starts_on=start,
    )
    return _page(visit, Case(act, row, which), do, before)


def _page(visit: Visit, case: Case, do: Act, typed: Typed) -> HttpResponse:
    stale = False
    if visit.method == "POST":
        boxes = Boxes(visit.POST, visit.FILES)
        try:
            do(visit, case, boxes)
            if boxes.good:
                return redirect(f"/dau-viec/{case.row.pk}?da={case.act}")
        except Refused as refused:
            stale = refused.code == STALE
            box = _BOX.get(refused.code, "")
            named_one = pieces.by_name(refused, visit.language)
            boxes.refuse("words" if box == "why" and case.act == "send_back" else box, named_one)
        typed = boxes.typed()
    errors = typed.said(visit.language)
    row = task_of(case.row.pk, actor=visit.actor, day=visit.day) if stale else case.row
    more = {
        "act": case.act,
        "task": _shown(visit, row),
        "typed": typed,
        "errors": errors,
        "wrong": dict(errors),
        "stale": stale,
        "stamp": row.stamp,
        "key": page_key(visit),
        "posts": _posts(visit, row) if _needs_posts(case) else (),
        "clear": _asked(case.which, visit.language),
    }
    return render(visit, "tasks/act.html", more, status=422 if errors else 200)


def _shown(visit: Visit, row: Task) -> Shown:
    held = row.accountable
    told = Progress.objects.filter(task=row, amount__isnull=False).order_by("-pk").first()
    show = pieces.needed([row.amount, told.amount if told else None], row.decimals)
    whole = pieces.amount(row.amount, row.decimals, show, row.unit)
    said = pieces.amount(told.amount, row.decimals, show, row.unit) if told else ""
    mine = holds(visit.actor, row, visit.day)
    kinds = missing_evidence(row)
    return Shown(
        id=row.pk,
        number=row.number,
        title=row.title,
        holder=held.person.name if held else "",
        due_on=row.due_on,
        last=said,
        counted=bool(row.unit) and row.indicator_id is None,
        unit=row.unit,
        whole_hint=whole,
        by_returns=row.indicator.name if row.indicator else "",
        for_post="" if mine or held is None else named(held, visit.language),
        wanted=row.evidence_wanted,
        missing=", ".join(kinds),
    )


def _needs_posts(case: Case) -> bool:
    return case.act == "pass_on" or case.which is Clear.PERSON


def _posts(visit: Visit, row: Task) -> Sequence[Grouped]:
    tree = on(visit.day)
    if row.place_id not in tree:
        return ()
    near = [tree[row.place_id], *tree.children(row.place_id)]
    grouped = holders(near, visit.day, visit.language, REPORTS)
    held = str(row.accountable_id)
    return [(name, [one for one in options if one[0] != held]) for name, options in grouped]


def _asked(which: Clear | None, language: Language) -> Asked | None:
    if which is None:
        return None
    name = CLEAR_NAMES[which].say(language, {}).rstrip("?")
    return Asked(which.value, name, QUESTIONS[which].say(language, {}))


def _seen(visit: Visit, task: int) -> Task:
    return task_of(task, actor=visit.actor, day=visit.day)


def _going(row: Task) -> None:
    if row.state not in pieces.GOING:
        raise refusals.NOT_OPEN.refuse(value=row.title)


def _by(visit: Visit, key: str) -> dict[str, Any]:
    return {"by": visit.actor, "at": visit.at, "on_day": visit.day, "key": key}


def _label(message: Message, visit: Visit) -> str:
    return forms.label(message, visit.language)
