"""Entering places and bodies on day one, and taking out those entered by mistake (R3, R36).

A place below the top comes with the body that speaks for it: a cell for a hamlet, an office for a
commune. So whoever owes returns is there as soon as the place is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from vedich.apps.journal.actions import recording
from vedich.apps.places.actions import WRITES, NewBody, NewLink, add_bodies, add_links
from vedich.apps.places.models import Body, Link, Place
from vedich.apps.places.queries import TREE, changed, on
from vedich.apps.search.actions import drop
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.core.places import ALWAYS, PlaceId
from vedich.core.places import Link as CoreLink
from vedich.core.vietnamese import fold
from vedich.rulebook.permits import require


IN_USE = Message(
    code="place.in_use",
    vi="{value} đã có việc, số liệu hoặc người nên không bỏ được. Hãy chuyển đi trước.",
    en="{value} has work, figures or people, so it cannot be taken out. Keep it, or move them.",
)
NOT_BELOW = Message(
    code="place.not_below",
    vi="Không bỏ được {value}: đây là nơi trên cùng, hoặc không có. Hãy mở lại trang.",
    en="{value} cannot be taken out: it is the top, or is not there. Open the page again.",
)
CODE_TAKEN = Message(
    code="place.code_taken",
    vi="Mã {value} đã có nơi khác dùng. Hãy sửa mã ở dòng đó, hoặc bỏ cột mã.",
    en="The code {value} is another place's. Mend it in that row, or leave out the codes.",
)

SOURCE: Final = "day one"
LONGEST: Final = 120
_CODE: Final = 20
_BODY_CODE: Final = 60

CELL_OF: Final = "Chi bộ {name}"
OFFICE_OF: Final = "Văn phòng {name}"


@dataclass(frozen=True, slots=True)
class NewSpot:
    """A place to enter: its name, its kind on the shelf, the place it lies in, its code or “”."""

    name: str
    kind: str
    parent: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class NewOrgan:
    """A body of a place: its name, its kind on the shelf, the group (khối) it belongs to."""

    name: str
    kind: str
    block: str = ""


def add_spots(
    *, spots: Sequence[NewSpot], by: Actor, at: datetime, on_day: date, key: str = ""
) -> int:
    """Enter places with the bodies that speak for them; how many.

    Raises Refused (``place.code_taken``, ``place.unknown``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        tree = on(on_day)
        for parent in {one.parent for one in spots}:
            require(by, WRITES, Locus(tree[parent].path), on=on_day)
        if ledger.repeated:
            return int(ledger.result)
        codes = _codes(spots, on_day)
        begins = _begins({one.parent for one in spots}, on_day)
        links = [
            NewLink(
                CoreLink(
                    PlaceId(code, ALWAYS),
                    tree[one.parent].code,
                    begins[one.parent],
                    None,
                    one.name[:LONGEST],
                    one.kind,
                )
            )
            for one, code in zip(spots, codes, strict=True)
        ]
        add_links(links=links, source=SOURCE, by=by, at=at, on_day=on_day)
        bodies = [
            replace(own_body(code, one.kind, one.name), start=begins[one.parent])
            for one, code in zip(spots, codes, strict=True)
        ]
        add_bodies(bodies=bodies, by=by, at=at, on_day=on_day)
        ledger.result = str(len(spots))
        return len(spots)


def add_organs(
    *,
    place: int,
    organs: Sequence[NewOrgan],
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> int:
    """Enter bodies of a place; how many. Raises Refused (``place.unknown``), NotPermitted."""
    with recording(by=by, at=at, key=key) as ledger:
        spot = on(on_day)[place]
        require(by, WRITES, Locus(spot.path), on=on_day)
        if ledger.repeated:
            return int(ledger.result)
        taken = set(Body.objects.values_list("code", flat=True))
        new = []
        for one in organs:
            code = _free(f"{spot.code}-{_slug(one.name)}"[: _BODY_CODE - 4], taken)
            new.append(
                NewBody(
                    code, spot.code, one.kind, one.name[:LONGEST], inner=True, block=one.block[:60]
                )
            )
        add_bodies(bodies=new, by=by, at=at, on_day=on_day)
        ledger.result = str(len(new))
        return len(new)


def own_body(code: str, kind: str, name: str) -> NewBody:
    """The body that speaks for a place: its cell, or its office."""
    if kind == "agency_cell":
        return NewBody(code, code, kind, name[:LONGEST])
    if kind == "hamlet_cell":
        return NewBody(code, code, kind, CELL_OF.format(name=name)[:LONGEST])
    inside = name[:1].lower() + name[1:]
    return NewBody(code, code, "commune_office", OFFICE_OF.format(name=inside)[:LONGEST])


def withdraw_place(*, place: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Take out a place that was entered by mistake, with the body that speaks for it.

    Raises Refused (``place.not_below``, ``place.in_use``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        tree = on(on_day)
        if place not in tree or tree[place].parent is None:
            raise NOT_BELOW.refuse(value=place)
        spot = tree[place]
        post = require(by, WRITES, Locus(spot.path), on=on_day)
        if tree.children(place) or Body.objects.filter(place=place, inner=True).exists():
            raise IN_USE.refuse(value=spot.name)
        bodies = list(Body.objects.filter(place=place))
        try:
            with transaction.atomic():
                Body.objects.filter(place=place).delete()
                Link.objects.filter(place=place).delete()
                Place.objects.filter(pk=place).delete()
        except ProtectedError:
            raise IN_USE.refuse(value=spot.name) from None
        drop([f"place:{spot.reference}", *(body.reference for body in bodies)])
        changed(ledger)
        ledger.note(
            "places.withdraw", TREE, (TREE,), post=post.reference, facts={"place": spot.reference}
        )


def withdraw_organ(*, body: int, by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Take out a body that was entered by mistake.

    Raises Refused (``place.not_below``, ``place.in_use``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        row = Body.objects.filter(pk=body, inner=True).first()
        if row is None:
            raise NOT_BELOW.refuse(value=body)
        post = require(by, WRITES, Locus(on(on_day)[row.place_id].path), on=on_day)
        try:
            with transaction.atomic():
                Body.objects.filter(pk=body).delete()
        except ProtectedError:
            raise IN_USE.refuse(value=row.name) from None
        drop([row.reference])
        ledger.note(
            "places.withdraw", TREE, (TREE,), post=post.reference, facts={"body": row.reference}
        )


def _begins(parents: Collection[int], day: date) -> dict[int, date]:
    """From which day each place stands where it stands on `day`: nothing in it began earlier."""
    rows = Link.objects.filter(place__in=parents, start__lte=day).order_by("start")
    return dict(rows.values_list("place_id", "start"))


def _codes(spots: Sequence[NewSpot], day: date) -> list[str]:
    """A code for each: its own, else the number after the last one under its parent."""
    taken = set(Place.objects.values_list("code", flat=True))
    taken |= set(Body.objects.values_list("code", flat=True))
    tree, found = on(day), []
    for one in spots:
        if one.code:
            if one.code in taken:
                raise CODE_TAKEN.refuse(value=one.code)
            code = one.code[:_CODE]
        else:
            parent, number = tree[one.parent].code, 1
            while f"{parent}-{number:02d}" in taken:
                number += 1
            code = f"{parent}-{number:02d}"
        taken.add(code)
        found.append(code)
    return found


def _slug(name: str) -> str:
    kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(name))
    return "-".join(part for part in kept.split("-") if part) or "don-vi"


def _free(code: str, taken: set[str]) -> str:
    chosen, number = code, 1
    while chosen in taken:
        number += 1
        chosen = f"{code}-{number}"
    taken.add(chosen)
    return chosen
