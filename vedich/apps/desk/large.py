"""The cell secretary's home: at most four large rows, the one that needs him first on top (UX 13).

Every row is one thing he owes or may say. What has not been built, or is not owed, stays away; the
return and the way to raise a matter are always there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.places.queries import on as places
from vedich.apps.returns.shapes import Mine
from vedich.apps.tasks.matters import clock
from vedich.apps.tasks.matters import queries as matters
from vedich.apps.tasks.matters.offices import calendar, phone
from vedich.apps.tasks.matters.rights import raising_bodies, spot_of
from vedich.apps.tasks.models import Task
from vedich.apps.tasks.rights import stands_in_for
from vedich.apps.tasks.rollout import queries as rollout
from vedich.apps.tasks.visits import queries as visits
from vedich.core.errors import Language
from vedich.core.needs import Need
from vedich.core.permits import Actor


MOST: Final = 4
SHORT: Final = 40
ALWAYS: Final = frozenset({"return", "matter"})

SOON: Final = 2
"""Working days before its day from which a task counts as one of this week's things."""


@dataclass(frozen=True, slots=True)
class LargeRow:
    """One row. `kind` is “return”, “tasks”, “matter”, “rollout” or “promise”.

    `case` says which sentence of the kind it is. `waits`: it is one of this week's things. `left`
    are working days to `due`, negative once it is late. `words` is a title, a reason or what was
    said, `count` how many there are, `late` how many of them are late.
    """

    kind: str
    case: str
    link: str
    waits: bool
    due: date | None = None
    left: int = 0
    words: str = ""
    place: str = ""
    count: int = 0
    late: int = 0

    @property
    def look(self) -> str:
        """The shape beside the day: late, due in a day or two, or neither."""
        if self.due is None or not self.waits:
            return "none"
        return "off" if self.left < 0 else "risk"


def rows(actor: Actor, on: date, language: Language, mine: Mine | None) -> Sequence[LargeRow]:
    """The rows of the home, worst first, at most four."""
    found = [
        *_return(mine, on),
        *_tasks(actor, on),
        *_rollout(actor, on),
        *_promises(actor, on),
        *_matter(actor, on, language),
    ]
    # sorted is stable: of two that press alike the one that is asked for every month stays first
    ranked = sorted(found, key=lambda row: (not row.waits, row.left if row.waits else 0))
    spare = [row for row in ranked if row.kind not in ALWAYS]
    room = MOST - (len(ranked) - len(spare))
    kept = spare[:room]
    return [row for row in ranked if row.kind in ALWAYS or row in kept]


def call(actor: Actor, on: date, language: Language) -> tuple[str, str]:
    """Whom the button at the foot calls: the nearest office above that has given a number.

    Its kind of place in small letters (“xã”) and the number; two empty texts where none has.
    """
    tree = places(on)
    spots = (spot_of(post.place_range, tree) for post in actor.posts if post.in_force(on))
    for spot in filter(None, spots):
        for above in reversed(spot.ids[:-1]):
            if number := phone(above):
                return matters.level_word(tree[above].kind, on, language), number
    return "", ""


def _left(due: date, on: date) -> int:
    return clock.left(due, on, calendar(due, on))


def _return(mine: Mine | None, on: date) -> Iterable[LargeRow]:
    if mine is None:
        return
    if not mine.waiting:
        last = mine.done[0] if mine.done else None
        case = last.state.value if last else "none"
        words = last.period_name if last else ""
        count = last.asked if last else 0
        done = last.verified if last else 0
        yield LargeRow("return", case, "/bao-cao", waits=False, words=words, count=count, late=done)
        return
    first = mine.waiting[0]
    yield LargeRow(
        kind="return",
        case=f"back:{first.state.value}" if first.reason else "send",
        link=f"/bao-cao/{first.id}",
        waits=True,
        due=first.due,
        left=_left(first.due, on),
        words=first.period_name,
        place=first.reason,
        count=len(mine.waiting),
    )


def _tasks(actor: Actor, on: date) -> Iterable[LargeRow]:
    going = Task.objects.filter(accountable__in=stands_in_for(actor, on), state=Task.State.OPEN)
    days = [
        (due, title) for due, title in going.order_by("due_on", "pk").values_list("due_on", "title")
    ]
    if not days:
        return
    dated = [(due, title) for due, title in days if due]
    due, title = dated[0] if dated else (None, days[0][1])
    left = _left(due, on) if due else 0
    yield LargeRow(
        kind="tasks",
        case="one" if len(days) == 1 else "many",
        link="/dau-viec/cua-toi",
        waits=due is not None and left <= SOON,
        due=due,
        left=left,
        words=matters.shorten(title),
        count=len(days),
        late=sum(_left(one, on) < 0 for one, _ in dated),
    )


def _rollout(actor: Actor, on: date) -> Iterable[LargeRow]:
    owed = [need for need in rollout.needs(actor, on) if need.kind == "rollout.note"]
    if owed:
        yield _of_need("rollout", owed, on)


def _promises(actor: Actor, on: date) -> Iterable[LargeRow]:
    asked = [need for need in visits.needs(actor, on) if need.kind == "promise.confirm"]
    if asked:
        yield _of_need("promise", asked, on)


def _of_need(kind: str, needs: Sequence[Need], on: date) -> LargeRow:
    first = needs[0]
    said = dict(first.values)
    return LargeRow(
        kind=kind,
        case="one" if len(needs) == 1 else "many",
        link=first.link,
        waits=True,
        due=first.due,
        left=_left(first.due, on) if first.due else 0,
        words=str(said.get("title", said.get("words", ""))),
        place=str(said.get("who", "")),
        count=len(needs),
    )


def _matter(actor: Actor, on: date, language: Language) -> Iterable[LargeRow]:
    bodies = raising_bodies(actor, places(on), on)
    if not bodies:
        return
    last = matters.last_of([body.pk for body in bodies], day=on, language=language)
    if last is None:
        yield LargeRow("matter", "none", "/bao-viec", waits=False)
        return
    answered = last.state == clock.State.ANSWERED
    yield LargeRow(
        kind="matter",
        case=last.state,
        link=f"/viec-phat-sinh/{last.id}" if answered else "/bao-viec",
        waits=answered,
        due=None if answered else last.due_on,
        left=0 if answered else last.left,
        words=matters.shorten(last.short.rstrip("."), SHORT),
        place=last.place,
    )
