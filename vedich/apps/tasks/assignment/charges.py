"""The form that says who holds a field, follows a locality or a body (R14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vedich.apps.tasks.assignment.bulk import posts_at
from vedich.apps.tasks.assignment.facts import GIVES, Facts
from vedich.apps.tasks.assignment.shapes import Choice
from vedich.core.errors import Message
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require


UNKNOWN: Final = Message(
    code="assignment.unknown_charge",
    vi="Không có lĩnh vực, địa phương hay cơ quan “{value}” ở đây. Hãy chọn trên bảng phân công.",
    en="There is no field, place or body “{value}” here. Choose it on the assignment board.",
)


@dataclass(frozen=True, slots=True)
class ChargeForm:
    """What is given, who has it now (blank: nobody), whom it may be given to.

    `field`, `locality`, `body` are as the action wants them; `kind` says which one it is.
    """

    place: int
    place_name: str
    kind: str
    of: str
    name: str
    field: str
    locality: int | None
    body: int | None
    holder: int | None
    holder_name: str
    choices: Sequence[Choice]
    back: str


def charge_form(of: Facts, kind: str, wanted: str, *, actor: Actor) -> ChargeForm:
    """The form of one charge. Raises Refused (``assignment.unknown_charge``), NotPermitted."""
    require(actor, GIVES, Locus(of.place.path), on=of.day)
    field, locality, body, name = "", None, None, ""
    if kind == "field":
        field = of.field_of(wanted) or ""
        name, holder = of.field_name(field), of.charged_fields.get(field)
    elif kind == "locality":
        locality = next((one.id for one in of.columns if str(one.id) == wanted), None)
        name = of.tree[locality].say(of.language) if locality else ""
        holder = of.charged_places.get(locality or 0)
    else:
        row = next((one for one in of.bodies if str(one.pk) == wanted), None)
        body = row.pk if row else None
        name = (row.name if of.language == "vi" else row.name_en or row.name) if row else ""
        holder = of.charged_bodies.get(body or 0)
    if not (field or locality or body):
        raise UNKNOWN.refuse(value=wanted[:60])
    return ChargeForm(
        place=of.place.id,
        place_name=of.place.say(of.language),
        kind=kind,
        of=wanted,
        name=name,
        field=field,
        locality=locality,
        body=body,
        holder=holder.post if holder else None,
        holder_name=f"{holder.name}, {holder.title}" if holder else "",
        choices=post_choices(of),
        back="tasks:assignment_bodies" if kind == "body" else "tasks:assignment",
    )


def post_choices(of: Facts) -> Sequence[Choice]:
    """The posts of the place, by the name of who holds them."""
    vi = of.language == "vi"
    said = ((one, one.title if vi else one.title_en or one.title) for one in posts_at(of))
    return [
        Choice(str(one.pk), f"{one.person.name.partition(' (')[0]} · {title}")
        for one, title in said
    ]
