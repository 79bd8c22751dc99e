"""What the matrix shows to be wanting, told to who leads the place (R14, R34)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from vedich.apps.places.queries import on
from vedich.apps.tasks.assignment.facts import Facts
from vedich.apps.tasks.assignment.queries import Desk
from vedich.apps.tasks.queries import counted, own_places
from vedich.core.errors import Message
from vedich.core.needs import Need
from vedich.core.permits import Actor


PAGE: Final = "/phan-cong"

GAPS = Message(
    code="need.assignment_gap",
    vi="{count} phần chỉ tiêu chưa thành việc.",
    en="Parts of targets without a task: {count}.",
)


def needs(actor: Actor, on_day: date) -> Iterable[Need]:
    """One line for each place the actor leads in which something is owed and no task serves it.

    The number is that of the matrix. A commune is told of what its cells are asked for by the
    district's targets, though it has no resolution of its own.
    """
    tree = on(on_day)
    for spot in own_places(actor, tree, on_day):
        count = Desk(Facts(spot, tree, on_day, "vi"), actor).empty
        if count:
            yield counted(GAPS, "assignment.gap", spot, count, PAGE, on_day)
