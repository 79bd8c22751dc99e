"""The pages on which a resolution is drafted, adopted and closed. Every one works without script.

A form carries a key that is new for every page; with what was typed it makes the action's key, so
that a form sent twice is carried out once, and one sent again with other words is not swallowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from vedich.apps.figures.actions import NewIndicator
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.queries import names
from vedich.apps.places.offices import office_above
from vedich.apps.places.queries import on
from vedich.apps.resolutions import actions, drafting, drafting_forms, drafting_import
from vedich.apps.resolutions.drafting_forms import Form
from vedich.apps.resolutions.drafting_reader import NEW, TargetReader, Understood, field_of
from vedich.apps.resolutions.kinds import KINDS
from vedich.apps.resolutions.models import Resolution, State, Target
from vedich.apps.resolutions.reading.queries import readings
from vedich.core.errors import Refused
from vedich.core.permits import NotPermitted, Path
from vedich.core.vietnamese import fold
from vedich.formats.targets_csv import MOST_ROWS, read_bytes
from vedich.formats.targets_csv import template as template_text


@door("scorecard.view")
def listing(visit: Visit) -> HttpResponse:
    """All resolutions: in force, drafts the visitor may work on, closed."""
    visit.require("scorecard.view", _root(visit))
    page = drafting.listing(visit.actor, visit.day, visit.language)
    return render(visit, "resolutions/draft_list.html", {"page": page, "said": _said(visit)})


# -- the draft itself ------------------------------------------------------------------------------


@door("resolutions.draft")
def new(visit: Visit) -> HttpResponse:
    """Start a draft."""
    places = drafting.places_to_draft(visit.actor, visit.day)
    if not places:
        visit.require("resolutions.draft", _root(visit))
    form = drafting_forms.blank_resolution(places, visit.day)
    if visit.method == "POST":
        form, wanted = drafting_forms.read_resolution(visit.POST, places)
        if wanted:
            try:
                made = actions.draft(
                    resolution=wanted,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return _to("draft", made.pk, da="soan")
            except Refused as refusal:
                _note(form, refusal)
    context = {"form": form, "places": places, "row": None}
    return _form(visit, "resolutions/draft_head.html", form, context)


@door("resolutions.draft")
def draft(visit: Visit, resolution: int) -> HttpResponse:
    """A draft with its targets, and what is still missing."""
    row = _open(visit, resolution, "resolutions.draft")
    page = drafting.draft_page(row, visit.day, visit.language)
    context = {
        "page": page,
        "said": _said(visit),
        "may_adopt": bool(visit.may("resolutions.adopt", page.path)),
        "own": visit.actor.person in page.hands,
        "readings": readings(row.pk),
    }
    return render(visit, "resolutions/draft_page.html", context)


@door("resolutions.draft")
def change(visit: Visit, resolution: int) -> HttpResponse:
    """A draft's own lines: issuer, title, period, prongs."""
    row = _open(visit, resolution, "resolutions.draft")
    places = drafting.places_to_draft(visit.actor, visit.day)
    here = on(visit.day)[row.place_id]
    form = drafting_forms.shown_resolution(row, here.code)
    if visit.method == "POST":
        form, wanted = drafting_forms.read_resolution(visit.POST, places)
        if wanted:
            try:
                actions.change_draft(
                    resolution=row.pk,
                    to=wanted,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return _to("draft", row.pk, da="sua")
            except Refused as refusal:
                _note(form, refusal)
    context = {"form": form, "places": places, "row": row}
    return _form(visit, "resolutions/draft_head.html", form, context)


@door("resolutions.draft")
def drop(visit: Visit, resolution: int) -> HttpResponse:
    """Throw a draft away, after one question."""
    if visit.method == "POST" and drafting.find(resolution) is None:
        return _to("list", da="bo")  # sent twice: it is gone already, as was wanted
    row = _open(visit, resolution, "resolutions.draft")
    form = Form()
    if visit.method == "POST":
        try:
            actions.drop_draft(
                resolution=row.pk,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return _to("list", da="bo")
        except Refused as refusal:
            _note(form, refusal)
    page = drafting.draft_page(row, visit.day, visit.language)
    context = {"form": form, "page": page}
    return _form(visit, "resolutions/draft_drop.html", form, context)


# -- its targets -----------------------------------------------------------------------------------


@door("resolutions.draft")
def add_target(visit: Visit, resolution: int) -> HttpResponse:
    """A new target of a draft."""
    row = _open(visit, resolution, "resolutions.draft")
    choices = drafting.choices_of(row, visit.day, visit.language)
    last = row.targets.order_by("-number").values_list("number", flat=True).first()
    form = drafting_forms.blank_target(choices, (last or 0) + 1)

    def write(wanted: actions.NewTarget, fresh: NewIndicator | None) -> None:
        actions.add_targets(
            resolution=row.pk,
            targets=[wanted],
            indicator=fresh,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )

    if visit.method == "POST":
        form = drafting_forms.sent_target(visit.POST, choices)
        if _written(visit, form, choices, write):
            number = form.values["number"]
            if "more" in visit.POST:
                return _to("add_target", row.pk, da="them", so=number)
            return _to("draft", row.pk, da="them", so=number)
    return _target_page(visit, row, choices, form, None)


@door("resolutions.draft")
def edit_target(visit: Visit, resolution: int, number: int) -> HttpResponse:
    """A target that stands in a draft."""
    row = _open(visit, resolution, "resolutions.draft")
    target = _target(resolution, number)
    choices = drafting.choices_of(row, visit.day, visit.language)
    form = drafting_forms.shown_target(target, choices)

    def write(wanted: actions.NewTarget, fresh: NewIndicator | None) -> None:
        actions.change_target(
            target=target.pk,
            to=wanted,
            indicator=fresh,
            seen=visit.POST.get("seen", ""),
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )

    if visit.method == "POST":
        form = drafting_forms.sent_target(visit.POST, choices)
        if _written(visit, form, choices, write):
            return _to("draft", row.pk, da="ghi", so=form.values["number"])
    return _target_page(visit, row, choices, form, target)


@door("resolutions.draft")
def drop_target(visit: Visit, resolution: int, number: int) -> HttpResponse:
    """Take a target out of a draft, after one question."""
    row = _open(visit, resolution, "resolutions.draft")
    form = Form()
    if visit.method == "POST":
        found = drafting.find_target(resolution, number)
        if found is None:  # sent twice: it is gone already, as was wanted
            return _to("draft", row.pk, da="bo", so=str(number))
        try:
            actions.drop_target(
                target=found.pk,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return _to("draft", row.pk, da="bo", so=str(number))
        except Refused as refusal:
            _note(form, refusal)
    target = _target(resolution, number)
    choices = drafting.choices_of(row, visit.day, visit.language)
    line = drafting.target_line(target, choices)
    context = {"form": form, "row": row, "line": line}
    return _form(visit, "resolutions/draft_drop_target.html", form, context)


@door("resolutions.draft")
def import_csv(visit: Visit, resolution: int) -> HttpResponse:
    """Targets from a file or pasted cells: shown as understood first, written on “Nhận” only."""
    row = _open(visit, resolution, "resolutions.draft")
    choices = drafting.choices_of(row, visit.day, visit.language)
    form, text, found = Form(), "", None
    if visit.method == "POST":
        text = visit.POST.get("text", "")
        try:
            sent = visit.FILES.get("file")
            if isinstance(sent, UploadedFile):
                text = read_bytes(sent.read())
            taken = dict(row.targets.values_list("number", "name"))
            found = drafting_import.preview(text, choices, taken)
            if visit.POST.get("act") == "write" and found.targets:
                actions.add_targets(
                    resolution=row.pk,
                    targets=found.targets,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return _to("draft", row.pk, da="nhan", so=str(len(found.targets)))
        except Refused as refusal:
            _note(form, refusal)
    faults = [
        (fault.line, drafting_import.column_name(fault.column), fault.refusal)
        for fault in (found.faults if found else ())
    ]
    context = {
        "form": form,
        "row": row,
        "text": text,
        "found": found,
        "faults": faults,
        "most_rows": MOST_ROWS,
    }
    return _form(visit, "resolutions/draft_import.html", form, context, bad=bool(faults))


@door("resolutions.draft")
def template(visit: Visit, resolution: int) -> HttpResponse:
    """The empty table with all columns and two rows to write over."""
    row = _open(visit, resolution, "resolutions.draft")
    choices = drafting.choices_of(row, visit.day, visit.language)
    text = template_text(visit.language, drafting_import.example(choices))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="chi-tieu.csv"'
    return answer


# -- in force, and after ---------------------------------------------------------------------------


@door("resolutions.adopt")
def adopt(visit: Visit, resolution: int) -> HttpResponse:
    """Put a draft in force: the whole of it once more, its number, its day."""
    row = _open(visit, resolution, "resolutions.adopt")
    form = Form()
    if visit.method == "POST":
        form, day = drafting_forms.read_adoption(visit.POST, visit.day)
        if day and not form.faults:
            try:
                done = actions.adopt(
                    resolution=row.pk,
                    number=form.values["number"],
                    issued_on=day,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return _to("list", da="ban-hanh", so=str(done.asks), ky=str(len(done.to_open)))
            except Refused as refusal:
                _note(form, refusal)
    page = drafting.draft_page(row, visit.day, visit.language)
    context = {
        "form": form,
        "page": page,
        "sign": _sign(row, visit),
        "own": visit.actor.person in page.hands,
        "hands": sorted(names(page.hands, visit.language).values()),
    }
    return _form(visit, "resolutions/draft_adopt.html", form, context)


def _sign(row: Resolution, visit: Visit) -> str:
    """The sign of the office's documents: that of the State for a People's Council."""
    office = office_above(row.place_id, visit.day)
    of_state = "hoi dong" in fold(row.issuer)
    return (office.state_sign if of_state else office.party_sign) or "NQ/HU"


@door("resolutions.close")
def close(visit: Visit, resolution: int) -> HttpResponse:
    """Close a resolution whose period is over."""
    row = _open(visit, resolution, "resolutions.close", state=State.ADOPTED)
    form = Form()
    if visit.method == "POST":
        try:
            actions.close(
                resolution=row.pk,
                by=visit.actor,
                at=visit.at,
                on_day=visit.day,
                key=key_of(visit),
            )
            return _to("list", da="dong")
        except Refused as refusal:
            _note(form, refusal)
    page = drafting.draft_page(row, visit.day, visit.language)
    context = {"form": form, "page": page}
    return _form(visit, "resolutions/draft_close.html", form, context)


# -- parts -----------------------------------------------------------------------------------------

_WORD: Final = re.compile(r"[a-z0-9-]{0,12}")
Write = Callable[[actions.NewTarget, NewIndicator | None], None]


def _written(visit: Visit, form: Form, choices: drafting.Choices, write: Write) -> bool:
    """Whether the target was written; what is wrong, or must be confirmed, is noted in the form."""
    fresh = None
    if drafting_forms.wants_new(form):
        fresh = drafting_forms.fresh_indicator(form, choices)
        if fresh is None:
            return False
    found = TargetReader(choices, fresh=fresh).read(drafting_forms.cells_of(form))
    form.faults += found.faults
    form.sort_faults()
    if found.new is None or _unsure(visit, form, found):
        return False
    try:
        write(found.new, drafting_forms.new_indicator(fresh) if fresh else None)
    except Refused as refusal:
        _note(form, refusal)
        return False
    return True


def _unsure(visit: Visit, form: Form, found: Understood) -> bool:
    """Whether a number that can be read two ways has not been confirmed as it is typed now."""
    sure = visit.POST.getlist("sure")
    form.doubts = [doubt for doubt in found.doubts if f"{doubt.column}={doubt.typed}" not in sure]
    return bool(form.doubts)


def _target_page(
    visit: Visit, row: Resolution, choices: drafting.Choices, form: Form, target: Target | None
) -> HttpResponse:
    conflict = any(refusal.code == "resolution.changed_meanwhile" for _, refusal in form.faults)
    now = actions.stamp(target) if target else ""
    seen = now if conflict else visit.POST.get("seen", now)
    context = {
        "form": form,
        "row": row,
        "choices": choices,
        "target": target,
        "seen": seen,
        "standing": drafting.target_line(target, choices) if target and conflict else None,
        "kinds": [(kind.code, kind.say(visit.language)) for kind in KINDS],
        "new": NEW,
        "said": _said(visit),
    }
    return _form(visit, "resolutions/draft_target.html", form, context)


def _open(
    visit: Visit, resolution: int, operation: str, *, state: State = State.DRAFT
) -> Resolution:
    """The resolution, if it is in this state and the visitor may do this there."""
    row = drafting.find(resolution)
    if row is None:
        raise Http404
    visit.require(operation, _path(visit, row))
    # a form sent twice comes back to a resolution that has moved on: the action answers that
    if row.state != state and visit.method != "POST":
        raise Http404
    return row


def _root(visit: Visit) -> Path:
    roots = on(visit.day).roots()
    return roots[0].path if roots else ()


def _path(visit: Visit, row: Resolution) -> Path:
    return on(visit.day)[row.place_id].path


def _target(resolution: int, number: int) -> Target:
    target = drafting.find_target(resolution, number)
    if target is None:
        raise Http404
    return target


def _note(form: Form, refusal: Refused) -> None:
    """Put what an action refused at its box; a missing right is a page of its own."""
    if isinstance(refusal, NotPermitted):
        raise refusal
    form.faults.append((field_of(refusal), refusal))


def _form(
    visit: Visit, page: str, form: Form, context: dict[str, object], *, bad: bool = False
) -> HttpResponse:
    """A page with a form: its key, its faults in the visitor's language, 422 where it has any."""
    context |= {
        "key": page_key(visit),
        "errors": [(column, refusal.say(visit.language)) for column, refusal in form.faults],
    }
    wrong = bad or bool(form.faults)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(visit, page, context, status=status)


def _said(visit: Visit) -> dict[str, str]:
    """What the page before has done: “da” names it, “so” and “ky” are its numbers."""
    found = ((name, visit.GET.get(name, "")) for name in ("da", "so", "ky"))
    # an address can be made up by anybody: nothing but a short word or number is repeated
    return {name: word if _WORD.fullmatch(word) else "" for name, word in found}


def _to(page: str, *of: int, **said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(f'resolutions:{page}', args=of)}?{urlencode(said)}")
