"""Who holds a field, a local Party organisation, an agency or unit: one each at a time (R14)."""

from __future__ import annotations

from datetime import date, datetime

from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.tasks import refusals
from vedich.apps.tasks.models import Charge
from vedich.apps.tasks.rights import GIVES, post_on
from vedich.core.chain import Plain
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require


def set_charge(
    *,
    place: int,
    kind: str,
    holder: int | None,
    by: Actor,
    at: datetime,
    on_day: date,
    field: str = "",
    locality: int | None = None,
    body: int | None = None,
    key: str = "",
) -> Charge | None:
    """Say who holds a field, a locality or a body of `place` from this day on; None: nobody.

    The row before ends on the day; the same holder again changes nothing. Raises Refused:
    ``task.unknown_kind``, ``task.not_there``, ``task.outside``, ``task.not_a_post``. NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        tree = on(on_day)
        if place not in tree:
            raise refusals.NOT_THERE.refuse(what="địa bàn", value=place)
        path = tree[place].path
        post = require(by, GIVES, Locus(path), on=on_day)
        if ledger.repeated:
            return None
        target = _target(kind, field, locality, body, tree[place], tree)
        # the place's row is held, so that of two who give one charge at once the second sees it
        Place.objects.select_for_update().get(pk=place)
        current = (
            Charge.objects.select_for_update(of=("self",))
            .filter(place=place, until__isnull=True, **target)
            .first()
        )
        taker = post_on(holder, on_day) if holder is not None else None
        if (current.holder_id if current else None) == holder:
            return current
        before = current.reference if current else ""
        if current:
            _end(current, on_day)
        made = None
        if taker:
            made = Charge.objects.create(
                place_id=place, holder=taker, since=on_day, by=by.person, **target
            )
        facts: dict[str, Plain] = {
            "kind": kind,
            "field": field or None,
            "locality": locality,
            "body": body,
            "from": f"post:{current.holder_id}" if current else None,
            "to": taker.reference if taker else None,
        }
        ledger.note(
            "tasks.set_charge",
            made.reference if made else before,
            path,
            post=post.reference,
            facts=facts,
        )
        return made


def _end(charge: Charge, day: date) -> None:
    # a charge that was given and taken back on one day was never held
    if charge.since == day:
        charge.delete()
        return
    charge.until = day
    charge.save(update_fields=["until"])


def _target(
    kind: str, field: str, locality: int | None, body: int | None, spot: Spot, tree: Map
) -> dict[str, str | int | None]:
    """What is in charge, at or below the place whose committee says so."""
    if kind == Charge.Kind.FIELD and field.strip():
        return {"kind": kind, "field": field.strip()}
    if kind == Charge.Kind.LOCALITY and locality is not None:
        if locality not in tree:
            raise refusals.NOT_THERE.refuse(what="địa bàn", value=locality)
        _within(tree[locality].name, locality, spot, tree)
        return {"kind": kind, "locality_id": locality}
    if kind == Charge.Kind.BODY and body is not None:
        row = Body.objects.filter(pk=body).first()
        if row is None:
            raise refusals.NOT_THERE.refuse(what="đơn vị", value=body)
        _within(row.name, row.place_id, spot, tree)
        return {"kind": kind, "body_id": body}
    raise refusals.UNKNOWN_KIND.refuse(value=kind)


def _within(name: str, place: int, spot: Spot, tree: Map) -> None:
    if place not in tree or spot.id not in tree[place].ids:
        raise refusals.OUTSIDE.refuse(value=name)
