"""The document that waits for a reader: what the navigation offers him (UX 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.places.queries import on
from vedich.apps.resolutions.models import ProposalRow, ResolutionText, State
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may


DRAFTS: Final = "resolutions.draft"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The text to go on with, and how many of its proposals nobody has decided."""

    text: int
    left: int


def waiting(actor: Actor, day: date) -> Waiting | None:
    """The newest document of a draft the actor may work on; None where there is none."""
    tree = on(day)
    rows = ResolutionText.objects.filter(resolution__state=State.DRAFT).order_by("-pk")
    for text, place in rows.values_list("pk", "resolution__place_id"):
        if place in tree and may(actor, DRAFTS, Locus(tree[place].path), on=day):
            state = ProposalRow.State.OPEN
            return Waiting(text, ProposalRow.objects.filter(text_id=text, state=state).count())
    return None
