"""One task as its page shows it (UX 16): who answers, what is clear, how far it is and who says so.

Every part is one question to the database; how many rows there are changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from vedich.apps.people.queries import names
from vedich.apps.places.queries import Map, on
from vedich.apps.resolutions.models import ProposalRow
from vedich.apps.resolutions.printing import said
from vedich.apps.tasks.clear import QUESTIONS, Clear
from vedich.apps.tasks.lateness import Pace, standing
from vedich.apps.tasks.models import (
    Check,
    DueChange,
    Holding,
    Milestone,
    Progress,
    Task,
    TaskAfter,
    TaskPlace,
)
from vedich.apps.tasks.queries import unclear_of
from vedich.apps.tasks.refusals import UNKNOWN
from vedich.apps.tasks.rights import visible
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.amounts import Counted, counted
from vedich.apps.tasks.screens.buttons import Rights
from vedich.apps.tasks.screens.evidence import Files, files_of
from vedich.apps.tasks.screens.shapes import (
    ClearRow,
    Given,
    Holder,
    Line,
    Linked,
    Past,
    Step,
    TaskPage,
)
from vedich.apps.tasks.screens.targets import aims_of
from vedich.core.errors import Language
from vedich.core.numbers import write_words
from vedich.core.periods import WorkingDays
from vedich.core.permits import Actor
from vedich.core.vietnamese import write_date


_RELATED: Final = (
    "accountable__person",
    "accountable__body",
    "accountable__lent_by",
    "body",
    "indicator",
    "resolution",
    "proposal",
)


def task_of(task: int, *, actor: Actor, day: date) -> Task:
    """The task, for who may see it. Raises Refused (``task.unknown``), also where it is hidden."""
    found = visible(actor, day).select_related(*_RELATED).filter(pk=task).first()
    if found is None:
        raise UNKNOWN.refuse(value=task)
    return found


def task_page(task: int, *, actor: Actor, day: date, language: Language) -> TaskPage:
    """The page of one task. Raises Refused (``task.unknown``)."""
    return _Builder(task_of(task, actor=actor, day=day), actor, day, language).page()


@dataclass
class _Builder:
    """Reads what hangs on a task, each once."""

    row: Task
    actor: Actor
    day: date
    language: Language

    @cached_property
    def tree(self) -> Map:
        return on(self.day)

    @cached_property
    def progress(self) -> Sequence[Progress]:
        return list(Progress.objects.filter(task=self.row).order_by("-pk"))

    @cached_property
    def checks(self) -> Sequence[Check]:
        """All of them; the planned ones have found nothing yet."""
        rows = Check.objects.filter(task=self.row, dropped_on=None)
        return list(rows.select_related("checker__person").order_by("-pk"))

    @cached_property
    def made(self) -> Sequence[Check]:
        return [one for one in self.checks if one.found]

    @cached_property
    def steps(self) -> Sequence[Milestone]:
        return list(Milestone.objects.filter(task=self.row))

    @cached_property
    def place_keys(self) -> Sequence[int]:
        rows = TaskPlace.objects.filter(task=self.row).order_by("pk")
        return [key for key in rows.values_list("place_id", flat=True) if key in self.tree]

    @cached_property
    def files(self) -> Files:
        return files_of(self.row, [one.pk for one in self.made], self.day)

    @cached_property
    def counted(self) -> Counted:
        return counted(self.row, self.progress, self.made, self.steps, self.place_keys, self.day)

    @cached_property
    def held(self) -> Sequence[Holding]:
        rows = Holding.objects.filter(task=self.row).select_related("post__person")
        return list(rows.order_by("-pk"))

    @cached_property
    def moved(self) -> Sequence[DueChange]:
        return list(DueChange.objects.filter(task=self.row).order_by("-pk"))

    @cached_property
    def called(self) -> dict[str, str]:
        """Names behind references, of all lines at once."""
        wanted = {self.row.given_by, *(one.by for one in self.progress)}
        wanted |= {one.for_post for one in self.progress} | {one.by for one in self.moved}
        wanted |= {one.done_by for one in self.made} | {one.by for one in self.held}
        return dict(names(wanted - {""}, self.language))

    # -- the page ------------------------------------------------------------------------------

    def page(self) -> TaskPage:
        row = self.row
        days = pieces.calendar(
            [row.due_on, row.ended_on, row.claimed_on, *(one.due_on for one in self.steps)],
            self.day,
        )
        stands = pieces.pace(row, self.day, days)
        rights = Rights(row, self.actor, self.day, self.tree)
        milestones = [self._step(one, days, rights) for one in self.steps]
        late_steps = [one for one in milestones if one.look == "off"]
        look = pieces.LOOKS[stands.pace]
        if row.state == Task.State.DROPPED:
            look = "none"
        elif late_steps and look == "on":
            look = "risk"
        planned = next((one for one in self.checks if not one.found), None)
        buttons, more = rights.buttons(planned)
        return TaskPage(
            id=row.pk,
            number=row.number,
            title=row.title,
            stamp=row.stamp,
            place=self._place(),
            field=row.field,
            detail=row.detail,
            state=row.state,
            pace=stands.pace.value,
            look=look,
            late=stands.late,
            left=stands.left,
            due_on=row.due_on,
            ended_on=row.ended_on,
            ended_why=row.ended_why,
            claimed_on=row.claimed_on,
            every=row.every,
            difficulty=row.difficulty,
            holder=self._holder(),
            given=self._given(),
            source_link=_sentence(row.proposal),
            origin=_origin(row.origin),
            body=said(row.body.name, row.body.name_en, self.language) if row.body else "",
            cooperating=self._cooperating(),
            places=tuple(self.tree[key].say(self.language) for key in self.place_keys),
            clears=self._clears(gives=rights.gives),
            unclear_word=self._words(len(unclear_of(row))),
            lines=self._lines(),
            history=self._history(),
            amount=self.counted.shape(self.language, self.day, late=late_steps, look=look),
            late_step=late_steps[-1] if late_steps and stands.pace is not Pace.DONE else None,
            milestones=tuple(milestones),
            targets=aims_of(row, self.tree, self.actor, self.day, self.language),
            evidence=self.files.evidence,
            wanted=self.files.wanted(row.evidence_wanted),
            waits_for=self._after(before=True),
            holds_up=self._after(before=False),
            buttons=buttons,
            more=more,
        )

    def _place(self) -> str:
        known = self.row.place_id in self.tree
        return self.tree[self.row.place_id].say(self.language) if known else ""

    def _holder(self) -> Holder:
        post = self.row.accountable
        if post is None:
            return Holder()
        body = said(post.body.name, post.body.name_en, self.language) if post.body else ""
        lent = post.lent_by.name if post.lent_by else ""
        return Holder(post.person.name, pieces.title_of(post, self.language), body, lent)

    def _given(self) -> Given:
        of = self.row.resolution
        title = said(of.title, of.title_en, self.language) if of else ""
        given = pieces.on_day(self.row.given_on, self.day)
        return Given(self.row.source, title, given, self.called.get(self.row.given_by, ""))

    def _cooperating(self) -> tuple[str, ...]:
        rows = self.row.cooperations.select_related("body").order_by("pk")
        return tuple(said(one.body.name, one.body.name_en, self.language) for one in rows)

    def _clears(self, *, gives: bool) -> tuple[ClearRow, ...]:
        row, lacking = self.row, unclear_of(self.row)
        start = pieces.on_day(row.starts_on, self.day) if row.starts_on else ""
        texts = {
            Clear.PERSON: row.accountable.person.name if row.accountable else "",
            Clear.WORK: row.detail or row.title,
            Clear.TIME: f"{start} → {write_date(row.due_on)}" if row.due_on else start,
            Clear.RESPONSIBILITY: row.answers_for,
            Clear.PRODUCT: row.product,
            Clear.AUTHORITY: row.authority,
        }
        mends = gives and row.state in pieces.GOING
        order = (
            Clear.PERSON,
            Clear.WORK,
            Clear.TIME,
            Clear.RESPONSIBILITY,
            Clear.PRODUCT,
            Clear.AUTHORITY,
        )
        return tuple(
            ClearRow(
                which=which.value,
                clear=which not in lacking,
                text=QUESTIONS[which].say(self.language, {}) if which in lacking else texts[which],
                link=f"/dau-viec/{row.pk}/ghi-ro?dieu={which.value}"
                if which in lacking and mends
                else "",
            )
            for which in order
        )

    def _words(self, count: int) -> str:
        return write_words(count) if self.language == "vi" else str(count)

    def _lines(self) -> tuple[Line, ...]:
        told = [(one.on_day, one.at, self._told(one)) for one in self.progress]
        checked = [
            (one.done_on, one.done_at, self._checked(one))
            for one in self.made
            if one.done_on and one.done_at
        ]
        # by the day it is about, then by when it was written
        ordered = sorted([*told, *checked], key=lambda one: (one[0], one[1]), reverse=True)
        return tuple(line for _, _, line in ordered)

    def _told(self, one: Progress) -> Line:
        return Line(
            on=pieces.on_day(one.on_day, self.day),
            who=self.called.get(one.by, ""),
            move=one.move,
            amount=self.counted.text(one.amount),
            words=one.words,
            trouble=one.trouble,
            for_name=self.called.get(one.for_post, "") if one.for_post else "",
        )

    def _checked(self, one: Check) -> Line:
        done = one.done_on or self.day
        return Line(
            on=pieces.on_day(done, self.day),
            who=self.called.get(one.done_by, "") or one.checker.person.name,
            move="check",
            amount=self.counted.text(one.amount),
            reported=self.counted.text(one.reported),
            found=one.found,
            words=one.words,
            files=self.files.of_check(one.pk),
        )

    def _history(self) -> tuple[Past, ...]:
        past: list[tuple[date, int, Past]] = []
        for number, one in enumerate(self.held):
            name = one.post.person.name
            before = self.held[number + 1].post.person.name if number + 1 < len(self.held) else ""
            if len(self.held) > 1:
                kind = "holder" if before else "first_holder"
                on_text = pieces.on_day(one.since, self.day)
                by = self.called.get(one.by, "")
                past.append((one.since, one.pk, Past(on_text, kind, before, name, one.why, by)))
        for change in self.moved:
            earlier = pieces.on_day(change.before, self.day) if change.before else ""
            later = pieces.on_day(change.after, self.day)
            on_text = pieces.on_day(change.on_day, self.day)
            by = self.called.get(change.by, "")
            past.append(
                (change.on_day, change.pk, Past(on_text, "due", earlier, later, change.why, by))
            )
        return tuple(one for _, _, one in sorted(past, key=lambda one: one[:2], reverse=True))

    def _step(self, one: Milestone, days: WorkingDays, rights: Rights) -> Step:
        done = one.reached_on or (self.row.ended_on if self.row.ended_on else None)
        stands = standing(one.due_on, self.day, days, done_on=done)
        waiting = stands.pace is Pace.LATE
        look = {Pace.DONE: "done", Pace.LATE: "off"}.get(stands.pace, "none")
        return Step(
            title=one.title,
            on=pieces.on_day(one.due_on, self.day),
            look=look,
            reached=pieces.on_day(one.reached_on, self.day) if one.reached_on else "",
            late=stands.late,
            now=self.counted.now if waiting and one.amount is not None else "",
            due_on=one.due_on,
            number=one.number,
            press=self._press(one, rights),
        )

    def _press(self, one: Milestone, rights: Rights) -> str:
        """What a button says of a step: one with an amount is reached by the amount itself."""
        may = (rights.holds or rights.helps) and self.row.state in pieces.GOING
        if not may or one.amount is not None:
            return ""
        return "reach" if one.reached_on is None else "back"

    def _after(self, *, before: bool) -> tuple[Linked, ...]:
        rows = TaskAfter.objects.select_related("waits_for", "task").order_by("pk")
        rows = rows.filter(task=self.row) if before else rows.filter(waits_for=self.row)
        found = [one.waits_for if before else one.task for one in rows]
        return tuple(
            Linked(one.title, f"/dau-viec/{one.pk}", one.state in pieces.ENDED) for one in found
        )


def _sentence(proposal: ProposalRow | None) -> str:
    if proposal is None:
        return ""
    return f"/van-ban/{proposal.text_id}?muc={proposal.number}#c{proposal.number}"


def _origin(reference: str) -> Linked | None:
    """Where the task came from, by its kind; the page of it says more."""
    kind, _, number = reference.partition(":")
    links = {"visit": "/di-co-so", "visit_line": "/di-co-so", "matter": "/viec-phat-sinh"}
    if kind not in links or not number.isdigit():
        return None
    return Linked(kind, f"{links[kind]}/{number}" if kind != "visit_line" else links[kind])
