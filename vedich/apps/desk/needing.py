"""What needs somebody, of every app, in one order (R18, R34): each app answers `needs`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final

from vedich.apps.desk.day_one import steps as day_one
from vedich.apps.desk.opening import to_open, top
from vedich.apps.journal.memory import Memory
from vedich.apps.journal.queries import written_beside
from vedich.apps.people import wishes as people
from vedich.apps.resolutions import queries as resolutions
from vedich.apps.returns import queries as returns
from vedich.apps.tasks import queries as tasks
from vedich.apps.tasks.assignment import wanting
from vedich.apps.tasks.matters import queries as matters
from vedich.apps.tasks.rollout import queries as rollout
from vedich.apps.tasks.visits import queries as visits
from vedich.core.errors import Message
from vedich.core.needs import Need, join, order
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import may


TO_OPEN = Message(
    code="need.periods_to_open",
    vi="{count} kỳ báo cáo chờ mở, từ {period}.",
    en="Periods that wait to be opened: {count}, from {period} on.",
)

Asked = Callable[[Actor, date], Iterable[Need]]

FOLLOW_FIGURES: Final[tuple[Asked, ...]] = (
    returns.needs,
    resolutions.needs,
)
"""Asked anew after every write."""

STAND_ALONE: Final[tuple[Asked, ...]] = (
    tasks.needs,
    wanting.needs,
    matters.needs,
    visits.needs,
    rollout.needs,
    people.needs,
    day_one.needs,
)
"""What no figure that comes in can change: kept until something else is written."""

FIGURES: Final = frozenset({"figures", "returns", "evidence"})
"""Subjects of the journal that those who stand alone do not follow."""

remembered: Final = Memory[tuple[Need, ...]]()


def needs(actor: Actor, on: date) -> Sequence[Need]:
    """What needs `actor`, of every app, the most pressing first: for the page and its counts."""
    return joined(actor, on, due_to_open(actor, on))


def joined(actor: Actor, on: date, due: Sequence[Period]) -> Sequence[Need]:
    """As `needs`, where it is known already which periods the actor is to open."""
    fresh = (asked(actor, on) for asked in FOLLOW_FIGURES)
    return order(join(*fresh, _alone(actor, on), _opening(due, on)), on=on)


def _alone(actor: Actor, on: date) -> Sequence[Need]:
    # the stamp is read before what it stamps: a write between the two is asked for again
    key = repr((written_beside(FIGURES), on, actor))
    found = remembered.get(key)
    if found is None:
        found = join(*(asked(actor, on) for asked in STAND_ALONE))
        remembered.put(key, found)
    return found


def due_to_open(actor: Actor, on: date) -> Sequence[Period]:
    """The periods that wait for `actor` to open them."""
    may_open = may(actor, "returns.open", Locus(top(on)), on=on)
    return to_open(on) if may_open else ()


def _opening(due: Sequence[Period], on: date) -> Iterable[Need]:
    if due:
        yield Need(
            subject="periods",
            kind="periods.open",
            sentence=TO_OPEN.code,
            values=(("count", len(due)), ("period", str(due[0]))),
            owner=top(on)[-1],
            due=None,
            since=due[0].start,
            link="/",
            place_path=top(on),
        )
