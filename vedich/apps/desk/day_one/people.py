"""Step 5: a list of people pasted, asked about, taken over, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypedDict

from django.http import HttpResponse
from django.shortcuts import redirect

from vedich.apps.desk.day_one.steps import Standing
from vedich.apps.people.doors import Visit
from vedich.apps.people.form_keys import key_of
from vedich.apps.people.forms_people import roles
from vedich.apps.people.intake import actions
from vedich.apps.people.intake.understanding import (
    ADMINISTRATOR,
    ASK,
    KNOWN,
    PAIR,
    READY,
    SKIPPED,
    TAKEN,
    Read,
    Reading,
    known,
    understand,
)
from vedich.apps.people.models import Roster
from vedich.apps.people.rights import WRITES, held_or_to_come
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Spot
from vedich.core.errors import Refused
from vedich.core.permits import Actor, Scope
from vedich.formats.rosters.columns import read_roster
from vedich.formats.sheets.pasted import of_file, of_text
from vedich.rulebook.permits import table


FILTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "": (READY, ASK, PAIR, KNOWN, SKIPPED),
    "can-xem": (ASK, PAIR),
    "dung-duoc": (READY,),
    "nghi-trung": (PAIR,),
    "chua-ro": (ASK,),
    "da-co": (KNOWN, SKIPPED),
}
"""What each filter of the preview shows."""

ON_A_PAGE: Final = 100
_MOST: Final = 3000
DRAFT: Final = "resolutions.draft"

Said = list[tuple[str, str]]
Page = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A list that was taken over before, and can still be taken back."""

    id: int
    people: int


def page(visit: Visit, of: Standing) -> tuple[Page, Said, HttpResponse | None]:
    """What the step shows; or, after something was done, where to go."""
    errors: Said = []
    text = ""
    if visit.method == "POST":
        visit.require(WRITES, of.top.path)
        text = visit.POST.get("dan", "")
        try:
            return {}, [], redirect(_do(visit, of))
        except Refused as refused:
            errors = [(visit.POST.get("box", "dan")[:40], refused.say(visit.language))]
    return _shown(visit, of, text), errors, None


def drafters(top: Spot, day: date) -> Sequence[str]:
    """Names of those who may draft a resolution at the top."""
    rights = table(day)
    found = {
        post.person.name: None
        for posts in held_or_to_come(None, day).values()
        for post in posts
        if post.place_id == top.id and Scope.INSIDE in rights.scopes(post.role, DRAFT)
    }
    return list(found)


def _shown(visit: Visit, of: Standing, text: str) -> Page:
    roster = _open(of)
    may_write = bool(visit.may(WRITES, of.top.path))
    earlier = [
        Earlier(row.pk, len(row.made))
        for row in Roster.objects.filter(
            place=of.top.id, state__in=(Roster.State.OPEN, Roster.State.DONE)
        ).order_by("-pk")
        if row.posts
    ][:3]
    base = {
        "text": text,
        "roster": roster,
        "earlier": earlier,
        "may_write": may_write,
        "reading": None,
    }
    if roster is None:
        return base
    reading = understand(roster, known(of.top.id, visit.day))
    wanted = visit.GET.get("loc", "")
    wanted = wanted if wanted in FILTERS else ""
    rows = [row for row in reading.rows if row.state in FILTERS[wanted]]
    last = max(1, -(-len(rows) // ON_A_PAGE))
    number = min(max(1, row_key(visit.GET.get("trang")) or 1), last)
    names = roles(visit.day, english=visit.language == "en")
    return {
        **base,
        "reading": reading,
        "twins": reading.open_twins if wanted in ("", "can-xem", "nghi-trung") else (),
        "rows": _ordered(rows)[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        "found": len(rows),
        "page": number,
        "last": last,
        "wanted": wanted,
        "counts": {name: reading.count(*states) for name, states in FILTERS.items()},
        "ready": reading.count(READY),
        "waiting": reading.count(ASK, PAIR),
        "roles": [(code, name) for code, name in names if code != ADMINISTRATOR],
        "role_names": dict(names),
        "mending": _mending(visit, reading),
        "taken": reading.count(TAKEN),
    }


def _ordered(rows: Sequence[Read]) -> Sequence[Read]:
    # as on the sheet: whoever checks has the sheet beside him
    return sorted(rows, key=lambda row: row.index)


def _mending(visit: Visit, reading: Reading) -> Read | None:
    index = row_key(visit.GET.get("sua"))
    return reading.rows[index] if index is not None and index < len(reading.rows) else None


def _open(of: Standing) -> Roster | None:
    return Roster.objects.filter(place=of.top.id, state=Roster.State.OPEN).first()


class _Common(TypedDict):
    by: Actor
    at: datetime
    on_day: date


# -- what a button does ----------------------------------------------------------------------------


def _do(visit: Visit, of: Standing) -> str:
    """Do what the button says; where to go on."""
    verb = visit.POST.get("verb", "")
    here = visit.get_full_path()
    if verb == "paste":
        return _paste(visit, of)
    roster = _number(visit, "roster")
    common: _Common = {"by": visit.actor, "at": visit.at, "on_day": visit.day}
    if verb == "pair":
        pair, _, answer = visit.POST.get("pair", "").partition(":")
        actions.answer_pair(roster=roster, pair=pair, answer=answer, **common)
    elif verb == "row":
        index = _number(visit, "row")
        names = ("name", "title", "unit", "phone", "field", "unit_key", "role")
        said = {name: visit.POST[name] for name in names if name in visit.POST}
        actions.answer_row(roster=roster, index=index, answers=said, **common)
        here = f"{visit.path}?loc={visit.GET.get('loc', '')[:20]}#r{index}"
    elif verb in ("skip", "keep"):
        back = verb == "keep"
        actions.skip_row(roster=roster, index=_number(visit, "row"), back=back, **common)
    elif verb == "take":
        made = actions.take_list(roster=roster, key=key_of(visit), **common)
        return f"{visit.path}?da=nhan-{made.people}"
    elif verb == "drop":
        actions.drop_list(roster=roster, **common)
        return visit.path
    elif verb == "back":
        done = actions.take_back_list(roster=roster, key=key_of(visit), **common)
        return f"{visit.path}?da=rut-{done.gone}"
    return here


def _paste(visit: Visit, of: Standing) -> str:
    file = visit.FILES.get("tep")
    if file is not None:
        lines = of_file(file.read(), file.name or "", _MOST)
    else:
        lines = of_text(visit.POST.get("dan", ""), _MOST)
    roster = read_roster(lines)
    actions.keep_list(
        place=of.top.id,
        rows=roster.rows,
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return visit.path


def _number(visit: Visit, name: str) -> int:
    found = row_key(visit.POST.get(name))
    return -1 if found is None else found
