"""The pages of day one: one step a page, what is left on the left, nothing written unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final, TypedDict

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vedich.apps.desk.day_one import lists, people, steps
from vedich.apps.desk.day_one.reporting import duties
from vedich.apps.desk.day_one.steps import Standing
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, new_key
from vedich.apps.people.rights import ISSUES
from vedich.apps.people.rights import WRITES as PEOPLE_WRITES
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.actions import WRITES as PLACES_WRITES
from vedich.apps.places.offices import WRITES, set_office
from vedich.apps.places.settling import add_organs, add_spots, withdraw_organ, withdraw_place
from vedich.apps.resolutions.drafting import places_to_draft
from vedich.core.errors import Message, Refused
from vedich.core.permits import Actor, Path
from vedich.core.vietnamese import read_date, write_date
from vedich.formats.sheets.pasted import as_text, of_file, of_text


NO_DAY = Message(
    code="day_one.no_day",
    vi="Chưa ghi ngày bắt đầu ({count} ký tự). Hãy ghi như 1/1/2022.",
    en="The first day is not written ({count} characters). Write it like 1/1/2022.",
)
LATE = Message(
    code="day_one.late",
    vi="Ngày {value} còn chưa tới. Hãy ghi hôm nay hoặc một ngày đã qua.",
    en="{value} is still to come. Write today or a day that has gone by.",
)
NOTHING_NEW = Message(
    code="day_one.nothing_new",
    vi="Không có dòng nào mới trong {count} dòng. Hãy dán thêm, hoặc sang bước sau.",
    en="None of the {count} lines is new. Paste more, or go on to the next step.",
)

Said = list[tuple[str, str]]


class _Common(TypedDict):
    by: Actor
    at: datetime
    on_day: date


_BOX: Final = {"office.not_a_phone": "phone"}
_MOST: Final = 3000


@require_http_methods(["GET", "HEAD"])
@door(WRITES)
def index(visit: Visit) -> HttpResponse:
    """On to the first step that is left."""
    of = _standing(visit)
    return redirect("desk:day_one_step", of.next)


@require_http_methods(["GET", "HEAD", "POST"])
@door(WRITES)
def step(visit: Visit, key: str) -> HttpResponse:
    """One step."""
    of = _standing(visit)
    if key not in _PAGES:
        raise Http404
    if visit.method == "POST" and visit.POST.get("verb") in ("skip", "need"):
        return _skip(visit, of, key)
    return _PAGES[key](visit, of)


def _standing(visit: Visit) -> Standing:
    of = steps.standing(visit.day)
    path: Path = of.top.path if of else ()
    visit.require(WRITES, path)
    if of is None:
        raise Http404
    return of


def show(
    visit: Visit, of: Standing, key: str, page: Mapping[str, object], errors: Said | None = None
) -> HttpResponse:
    """One step's page inside the frame of day one."""
    wrong = errors or []
    shown = {
        "of": of,
        "now": of.step(key),
        "top": of.top.say(visit.language),
        "levels": [level.name.say(visit.language) for level in of.levels],
        "errors": wrong,
        "wrong": dict(wrong),
        "key": new_key(),
        "may_skip": key in steps.MAY_SKIP,
        "next": of.after(key),
        "saved": visit.GET.get("da", ""),
        **page,
    }
    return render(visit, f"day_one/{_TEMPLATES[key]}.html", shown, status=400 if wrong else 200)


def _skip(visit: Visit, of: Standing, key: str) -> HttpResponse:
    """Leave a step out, or want it after all."""
    if key not in steps.MAY_SKIP:
        raise Http404
    without = [one for one in of.office.skipped if one != key]
    if visit.POST["verb"] == "skip":
        without.append(key)
    set_office(
        place=of.top.id,
        to=replace(of.office, skipped=tuple(without)),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return redirect("desk:day_one" if visit.POST["verb"] == "skip" else visit.path)


# -- 1: place and day ------------------------------------------------------------------------------


def _place(visit: Visit, of: Standing) -> HttpResponse:
    office = of.office
    typed = {
        "start": write_date(office.start) if office.start else "",
        "phone": office.phone,
        "fields": "\n".join(office.fields),
    }
    errors: Said = []
    if visit.method == "POST":
        typed = {name: visit.POST.get(name, "") for name in typed}
        try:
            start = _start(typed["start"], visit)
        except Refused as refused:
            errors = [("start", refused.say(visit.language))]
        else:
            try:
                wanted = replace(
                    office,
                    start=start,
                    phone=typed["phone"],
                    fields=tuple(typed["fields"].splitlines()),
                )
                set_office(
                    place=of.top.id,
                    to=wanted,
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("desk:day_one")
            except Refused as refused:
                errors = [(_BOX.get(refused.code, "start"), refused.say(visit.language))]
    return show(visit, of, steps.PLACE, {"typed": typed}, errors)


def _start(text: str, visit: Visit) -> date:
    if not text.strip():
        raise NO_DAY.refuse(count=0)
    start = read_date(text)
    if start > visit.day:
        raise LATE.refuse(value=write_date(start))
    return start


# -- 2 to 4: lists of places -----------------------------------------------------------------------


def _listing(key: str) -> Callable[[Visit, Standing], HttpResponse]:
    def page(visit: Visit, of: Standing) -> HttpResponse:
        text, listed, errors = "", None, []
        may_write = bool(visit.may(PLACES_WRITES, of.top.path))
        if visit.method == "POST":
            visit.require(PLACES_WRITES, of.top.path)
            try:
                if visit.POST.get("verb") == "out":
                    _take_out(visit)
                    return redirect(f"{visit.path}?da=bo")
                text = _sent(visit)
                listed = lists.read_list(key, of_text(text, _MOST), of, visit.day)
                if visit.POST.get("verb") == "take":
                    count = _take(visit, of, listed)
                    return redirect(f"{visit.path}?da={count}")
            except Refused as refused:
                errors = [("dan", refused.say(visit.language))]
        shown = {
            "text": text,
            "listed": listed,
            "there": lists.there(key, of, visit.day),
            "may_write": may_write,
        }
        return show(visit, of, key, shown, errors)

    return page


def _sent(visit: Visit) -> str:
    """The list as text: of the file, where one was chosen, else of the box."""
    file = visit.FILES.get("tep")
    if file is not None:
        return as_text(of_file(file.read(), file.name or "", _MOST))
    return visit.POST.get("dan", "")


def _take(visit: Visit, of: Standing, listed: lists.Listed) -> int:
    if not (listed.spots or listed.organs):
        raise NOTHING_NEW.refuse(count=len(listed.rows))
    key = key_of(visit)
    common: _Common = {"by": visit.actor, "at": visit.at, "on_day": visit.day}
    count = 0
    if listed.spots:
        count += add_spots(spots=listed.spots, key=key and f"{key}:s", **common)
    if listed.organs:
        organs = listed.organs
        count += add_organs(place=of.top.id, organs=organs, key=key and f"{key}:o", **common)
    return count


def _take_out(visit: Visit) -> None:
    kind, _, number = visit.POST.get("what", "").partition(":")
    wanted = row_key(number) or 0
    if kind == "organ":
        withdraw_organ(
            body=wanted, by=visit.actor, at=visit.at, on_day=visit.day, key=key_of(visit)
        )
    else:
        withdraw_place(
            place=wanted, by=visit.actor, at=visit.at, on_day=visit.day, key=key_of(visit)
        )


# -- 5 to 8 ----------------------------------------------------------------------------------------


def _people(visit: Visit, of: Standing) -> HttpResponse:
    page, errors, done = people.page(visit, of)
    return done or show(visit, of, steps.PEOPLE, page, errors)


def _resolution(visit: Visit, of: Standing) -> HttpResponse:
    drafts = any(spot.id == of.top.id for spot in places_to_draft(visit.actor, visit.day))
    page = {"drafts": drafts, "row": of.resolution, "who": people.drafters(of.top, visit.day)}
    return show(visit, of, steps.RESOLUTION, page)


def _reporting(visit: Visit, of: Standing) -> HttpResponse:
    found = duties(of.resolution, visit.day, visit.language) if of.resolution else None
    return show(visit, of, steps.REPORTING, {"duties": found, "row": of.resolution})


def _slips(visit: Visit, of: Standing) -> HttpResponse:
    page = {
        "may_issue": bool(visit.may(ISSUES, of.top.path)),
        "may_write": bool(visit.may(PEOPLE_WRITES, of.top.path)),
    }
    return show(visit, of, steps.SLIPS, page)


_TEMPLATES: Final = {
    steps.PLACE: "place",
    steps.LEVELS: "list",
    steps.HAMLETS: "list",
    steps.BODIES: "list",
    steps.PEOPLE: "people",
    steps.RESOLUTION: "resolution",
    steps.REPORTING: "reporting",
    steps.SLIPS: "slips",
}
_PAGES: Final[Mapping[str, Callable[[Visit, Standing], HttpResponse]]] = {
    steps.PLACE: _place,
    steps.LEVELS: _listing(steps.LEVELS),
    steps.HAMLETS: _listing(steps.HAMLETS),
    steps.BODIES: _listing(steps.BODIES),
    steps.PEOPLE: _people,
    steps.RESOLUTION: _resolution,
    steps.REPORTING: _reporting,
    steps.SLIPS: _slips,
}
