"""The form of one check (UX 14), what a check found, and which one comes next today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedich.apps.people.models import Post
from vedich.apps.people.queries import names
from vedich.apps.places.queries import on
from vedich.apps.tasks.models import Attachment, Check, Progress, Task
from vedich.apps.tasks.refusals import OWN_CHECK, PLAN_GONE
from vedich.apps.tasks.rights import own_posts, path_of, visible
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.buttons import CHECKS
from vedich.apps.tasks.screens.evidence import link
from vedich.apps.tasks.screens.listing import places_of
from vedich.apps.tasks.screens.shapes import Linked
from vedich.apps.tasks.screens.task_page import task_of
from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else checked the same task today."""

    who: str
    found: str


@dataclass(frozen=True, slots=True)
class CheckForm:
    """What the checker has before him. `reported_number` is a plain decimal for the script."""

    task: int
    planned: int | None
    title: str
    checker: str
    done_today: int
    of_today: int
    holder: str
    places: str
    reported: str
    reported_value: int | None
    reported_number: str | None
    reported_on: date | None
    words: str
    whole: str
    due_on: date | None
    counted: bool
    unit: str
    decimals: int
    others: tuple[Other, ...]

    @property
    def head(self) -> str:
        """What the headline calls it."""
        return pieces.short(self.title)


@dataclass(frozen=True, slots=True)
class CheckDone:
    """One check as it was written; numbers are texts."""

    task: int
    title: str
    checker: str
    done_today: int
    of_today: int
    found: str
    amount: str
    reported: str
    difference: str
    words: str
    done_on: date
    files: tuple[Linked, ...]
    next: Linked | None


def check_form(task: int, *, actor: Actor, day: date, language: Language) -> CheckForm:
    """The form for a task. Raises Refused (``task.unknown``, ``.own_check``), NotPermitted."""
    row = task_of(task, actor=actor, day=day)
    tree = on(day)
    require(actor, CHECKS, Locus(path_of(row, tree), row.field or None), on=day)
    if row.accountable and row.accountable.person.reference == actor.person:
        raise OWN_CHECK.refuse(value=row.accountable.person.name)
    told = Progress.objects.filter(task=row, move__in=["note", "claim"]).order_by("-pk")
    latest = told.first()
    said = told.filter(amount__isnull=False).first()
    known = [row.amount, said.amount if said else None]
    show = pieces.needed(known, row.decimals)
    reported = said.amount if said else None
    speaks = said or latest
    today = _today(actor, day)
    held = row.accountable
    planned = next((one for one in today if one.task_id == row.pk and not one.found), None)
    return CheckForm(
        task=row.pk,
        planned=planned.pk if planned else None,
        title=row.title,
        checker=_checker(actor, day),
        done_today=sum(bool(one.found) for one in today),
        of_today=len(today),
        holder=", ".join(one for one in (held.person.name, pieces.title_of(held, language)) if one)
        if held
        else "",
        places=places_of([row], tree, language)[row.pk],
        reported=pieces.amount(reported, row.decimals, show),
        reported_value=reported,
        reported_number=_plain(reported, row.decimals),
        reported_on=speaks.on_day if speaks else None,
        words=latest.words if latest else "",
        whole=pieces.amount(row.amount, row.decimals, show, row.unit),
        due_on=row.due_on,
        counted=bool(row.unit) and row.indicator_id is None,
        unit=row.unit,
        decimals=show,
        others=_others(row, actor, day, language),
    )


def check_done(check: int, *, actor: Actor, day: date, language: Language) -> CheckDone:
    """A check that was made. Raises Refused (``task.plan_gone``) where there is none to see."""
    rows = Check.objects.exclude(found="").filter(task__in=visible(actor, day))
    row = rows.select_related("task", "checker__person").filter(pk=check).first()
    if row is None or row.done_on is None:
        raise PLAN_GONE.refuse(value=check)
    task = row.task
    show = pieces.needed([row.amount, row.reported], task.decimals)
    files = Attachment.objects.filter(check_made=row).select_related("file").order_by("pk")
    today = _today(actor, day)
    mine = row.checker_id in own_posts(actor, day)
    following = next((one for one in today if not one.found), None)
    return CheckDone(
        task=task.pk,
        title=task.title,
        checker=row.checker.person.name,
        done_today=sum(bool(one.found) for one in today) if mine else 0,
        of_today=len(today) if mine else 0,
        found=row.found,
        amount=pieces.amount(row.amount, task.decimals, show, task.unit),
        reported=pieces.amount(row.reported, task.decimals, show, task.unit),
        difference=difference(row.amount, row.reported, task.decimals, show, task.unit),
        words=row.words,
        done_on=row.done_on,
        files=tuple(Linked(one.file.name, link(one)) for one in files),
        next=Linked(following.task.title, f"/kiem-tra/{following.task_id}")
        if mine and following
        else None,
    )


def difference(
    seen: int | None, reported: int | None, decimals: int, show: int, unit: str = ""
) -> str:
    """“−0,3 km”: what was seen less what was reported; blank where one is missing or both agree."""
    if seen is None or reported is None or seen == reported:
        return ""
    text = pieces.amount(seen - reported, decimals, show, unit)
    return text if seen < reported else f"+{text}"


def _today(actor: Actor, day: date) -> Sequence[Check]:
    """What is planned for the actor today or overdue, and what of his plan he made today."""
    mine = Check.objects.filter(checker__in=own_posts(actor, day), dropped_on=None)
    waiting = mine.filter(found="", planned_on__lte=day, task__state__in=pieces.GOING)
    made = mine.exclude(found="").filter(done_on=day, planned_on__isnull=False)
    rows = (waiting | made).select_related("task")
    return sorted(rows, key=lambda one: (one.planned_on or day, one.planned_at, one.pk))


def _others(row: Task, actor: Actor, day: date, language: Language) -> tuple[Other, ...]:
    made = Check.objects.exclude(found="").filter(task=row, done_on=day)
    checks = list(made.exclude(done_by=actor.person).order_by("pk"))
    called = names({one.done_by for one in checks}, language)
    return tuple(Other(called.get(one.done_by, ""), one.found) for one in checks)


def _checker(actor: Actor, day: date) -> str:
    held = Post.objects.filter(pk__in=own_posts(actor, day)).select_related("person").first()
    return held.person.name if held else ""


def _plain(value: int | None, decimals: int) -> str | None:
    """A number as a script reads it: “3.1”."""
    if value is None:
        return None
    return write_number(value, decimals=decimals, language="en").replace(",", "").replace("−", "-")
