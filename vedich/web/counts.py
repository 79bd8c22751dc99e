"""How much waits for a visitor, for the rail: counted once, until something is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vedich.apps.journal.memory import Memory
from vedich.apps.people.doors import Visit
from vedich.apps.resolutions.queries import needs as of_resolutions
from vedich.apps.returns.queries import needs as of_returns
from vedich.core.needs import Need, join
from vedich.web.pagecache import rights


OF_PAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "returns": ("return.send", "return.mend"),
    "checks": ("figures.check", "return.reopen"),
}
"""Which kinds of need a page of the rail counts; the home page counts them all."""

remembered: Final = Memory[Mapping[str, int]]()


def counts(visit: Visit) -> Mapping[str, int]:
    """How many needs wait behind each entry of the rail."""
    key = repr((visit.state, rights(visit.actor), visit.day))
    found = remembered.get(key)
    if found is None:
        actor, day = visit.actor, visit.day
        found = _counted(join(of_returns(actor, day), of_resolutions(actor, day)))
        remembered.put(key, found)
    return found


def _counted(needs: tuple[Need, ...]) -> Mapping[str, int]:
    of_page = {page: sum(need.kind in kinds for need in needs) for page, kinds in OF_PAGE.items()}
    return {"home": len(needs), **of_page}
