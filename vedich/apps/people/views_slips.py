"""Sign-in slips to print and cut: a code each, on this one page and never again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from markupsafe import Markup

from vedich.apps.people.codes import Issued, issue_codes
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.listing import PersonRow, people_below
from vedich.apps.people.rights import ISSUES
from vedich.apps.people.row_keys import row_key
from vedich.apps.people.signs import Signs
from vedich.apps.people.views_codes import unkept
from vedich.apps.people.views_people import shown_list
from vedich.apps.places.queries import on
from vedich.core.errors import Message, Refused


MOST: Final = 400
"""Slips at once: fifty sheets."""

NOBODY_CHOSEN = Message(
    code="slips.nobody",
    vi="Chưa chọn ai ({count} người). Hãy đánh dấu người cần phiếu.",
    en="Nobody is chosen ({count} people). Tick those who need a slip.",
)
TOO_MANY = Message(
    code="slips.too_many",
    vi="{count} phiếu một lần là quá nhiều. Hãy in tối đa {most} phiếu mỗi lần.",
    en="{count} slips at once are too many. Print {most} at most.",
)
SHOWN_ALREADY = Message(
    code="slips.shown_already",
    vi="{count} phiếu này đã hiện một lần rồi, không xem lại mã được. Cần thì chọn người, in lại.",
    en="These {count} slips were shown once; codes cannot be seen again. Choose and print anew.",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip to cut out."""

    office: str
    name: str
    posts: tuple[str, ...]
    place: str
    username: str
    code: str
    last_day: date
    square: Markup


@require_POST
@door(ISSUES)
def slips(visit: Visit) -> HttpResponse:
    """Sign-in slips of those who were ticked, or of all who have no password yet."""
    rows = {row.id: row for row in people_below(visit.actor, visit.day, visit.language)}
    try:
        wanted = _wanted(visit, rows)
        issued = issue_codes(
            people=wanted,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            chance=Signs(),
            key=visit.POST.get("key", "")[:40],
        )
        if not issued:
            raise SHOWN_ALREADY.refuse(count=len(wanted))
    except Refused as refused:
        return shown_list(visit, refused=refused)
    site = visit.build_absolute_uri("/vao/ma")
    made = [_slip(visit, site, one, rows[one.person.pk]) for one in issued]
    shown = {"slips": made, "site": site.partition("://")[2]}
    return unkept(render(visit, "people/slips.html", shown))


def _wanted(visit: Visit, rows: dict[int, PersonRow]) -> list[int]:
    sent = map(row_key, visit.POST.getlist("person"))
    chosen = [key for key in sent if key is not None]
    if "never" in visit.POST:
        chosen = [key for key, row in rows.items() if row.state == "never" and row.issuable]
    wanted = [key for key in dict.fromkeys(chosen) if key in rows]
    if not wanted:
        raise NOBODY_CHOSEN.refuse(count=0)
    if len(wanted) > MOST:
        raise TOO_MANY.refuse(count=len(wanted), most=MOST)
    return wanted


def _slip(visit: Visit, site: str, one: Issued, row: PersonRow) -> Slip:
    # behind the “#”: a browser keeps that to itself, so the code is in no log of any server
    query = urlencode({"ten": one.person.username, "ma": one.code})
    code = segno.make(f"{site}#{query}", error="m", micro=False)
    # the drawing comes from our own text; what it holds is encoded in squares
    drawn = code.svg_inline(scale=2, border=2, omitsize=True, svgclass="qr", lineclass=None)
    roots = on(visit.day).roots()
    return Slip(
        office=roots[0].say(visit.language) if roots else "",
        name=row.name,
        posts=row.posts,
        place=row.place,
        username=one.person.username,
        code=one.code,
        last_day=one.last_day,
        square=Markup(drawn),
    )
