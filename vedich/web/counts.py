"""What waits for a visitor, for the rail: asked once, until something is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vedich.apps.desk.queries import needs
from vedich.apps.journal.memory import Memory
from vedich.apps.people.doors import Visit
from vedich.apps.resolutions.reading.rail import Waiting, waiting
from vedich.core.needs import Need
from vedich.web.pagecache import rights


OF_PAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "returns": ("return.send", "return.mend"),
    "checks": ("figures.check", "return.reopen"),
    "tasks": ("task.late", "task.due", "task.milestone", "task.unclear", "task.accept"),
    "assignment": ("assignment.gap", "target.no_task", "charge.missing", "task.handover"),
    "task_checks": ("check.due", "check.unchecked"),
    "matters": ("matter.answer", "matter.look", "matter.climbed"),
    "visits": ("promise.due", "promise.not_done", "promise.confirm"),
    "rollout": ("rollout.note", "rollout.hand_in", "rollout.missing", "rollout.dates"),
    "people": ("people.code",),
    "day_one": ("day_one",),
}
"""Which kinds of need a page of the rail counts; the home page counts them all."""

remembered: Final = Memory[Mapping[str, int]]()
read: Final = Memory[tuple[Waiting | None]]()


def counts(visit: Visit) -> Mapping[str, int]:
    """How many needs wait behind each entry of the rail."""
    key = repr((visit.state, rights(visit.actor), visit.day))
    found = remembered.get(key)
    if found is None:
        known = visit.needs
        found = _counted(needs(visit.actor, visit.day) if known is None else known)
        remembered.put(key, found)
    return found


def documents(visit: Visit) -> Waiting | None:
    """The document the visitor may go on reading, asked for once until something is written."""
    key = repr((visit.state, rights(visit.actor), visit.day))
    found = read.get(key)
    if found is None:
        found = (waiting(visit.actor, visit.day),)
        read.put(key, found)
    return found[0]


def _counted(found: Sequence[Need]) -> Mapping[str, int]:
    of_page = {page: sum(need.kind in kinds for need in found) for page, kinds in OF_PAGE.items()}
    return {"home": len(found), **of_page}
