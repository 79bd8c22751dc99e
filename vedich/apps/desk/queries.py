"""The home page: what needs this reader, of all apps, in one order; and how the year stands.

Knows no rule of its own: apps say what is needed and why, here it is joined, ordered and given the
look it has on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from vedich.apps.desk.large import LargeRow, call
from vedich.apps.desk.large import rows as large_rows
from vedich.apps.desk.needing import due_to_open, joined, needs
from vedich.apps.desk.opening import next_return
from vedich.apps.desk.sections import FIRST, SECTIONS, section_of
from vedich.apps.people.queries import names
from vedich.apps.resolutions import queries as resolutions
from vedich.apps.resolutions.printing import Printed
from vedich.apps.resolutions.scorecard import Group, Scorecard
from vedich.apps.returns import queries as returns
from vedich.apps.returns.shapes import Mine, Row
from vedich.core.errors import Language
from vedich.core.needs import Need, Side, Urgency
from vedich.core.permits import Actor, NotPermitted


__all__ = ["Home", "Item", "Prong", "Section", "Unsent", "home", "needs"]

LARGE_ROWS: Final = "cell_secretary"
"""Whoever holds this role only gets the home of large rows (UX §3)."""

_LOOKS: Final[Mapping[Urgency, str]] = {Urgency.OVERDUE: "off", Urgency.DUE_SOON: "risk"}


@dataclass(frozen=True, slots=True)
class Item:
    """One row: what, how it stands, who has it, one address to go to; `verb` names its button.

    `title` is a target's name, else empty: then `text` says it all. `figure` is what is verified
    and `plan` what is wanted, with `bullet`, for targets.
    """

    kind: str
    look: str
    title: str
    text: str
    link: str
    owner: str
    body: str
    due: date | None
    late: bool
    bullet: Markup
    figure: str
    plan: str


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that ask for the same kind of deed; `key` is one of SECTIONS."""

    key: str
    items: tuple[Item, ...]

    @property
    def first(self) -> tuple[Item, ...]:
        """The rows shown at once."""
        return self.items if len(self.items) <= FIRST + 1 else self.items[:FIRST]

    @property
    def rest(self) -> tuple[Item, ...]:
        """The rows behind one line."""
        return self.items[len(self.first) :]


@dataclass(frozen=True, slots=True)
class Unsent:
    """Returns of bodies below that are late: of one period, the longest late first."""

    period_name: str
    rows: tuple[Row, ...]

    @property
    def latest(self) -> int:
        """Working days the latest of them is late."""
        return max(row.late for row in self.rows)


@dataclass(frozen=True, slots=True)
class Prong:
    """A prong of the waffle: its targets the worst first."""

    name: str
    met: int
    rows: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the home page shows.

    `card` is None where no resolution is in force for this reader. `opens` and `due` are the next
    return's days. `large`: the reader gets large rows, made of `mine`.
    """

    day: date
    card: Scorecard | None
    sections: tuple[Section, ...]
    unsent: tuple[Unsent, ...]
    prongs: tuple[Prong, ...]
    totals: tuple[tuple[str, int], ...]
    next_period: str
    opens: date
    due: date
    large: bool
    mine: Mine | None
    to_open: tuple[str, ...] = ()
    """Names of the periods that the reader may open and that are due to be."""
    rows: tuple[LargeRow, ...] = ()
    """The large rows, for who gets them."""
    call: tuple[str, str] = ("", "")
    """Whom such a reader may call: the kind of place above, and its telephone number."""
    needs: tuple[Need, ...] = ()
    """Everything that needs the reader, for the counts beside the page."""

    @property
    def count(self) -> int:
        """How many things need the reader; what others owe him is beside them."""
        return sum(len(section.items) for section in self.sections)


def home(actor: Actor, on: date, language: Language) -> Home:
    """The home page of `actor` on that day."""
    card = _card(actor, on, language)
    large = _large(actor, on)
    mine = returns.mine(actor, on, language) if large else None
    others = mine.on_behalf if mine else returns.on_behalf(actor, on, language)
    due_periods = due_to_open(actor, on)
    period, opens, due = next_return(on)
    every = tuple(joined(actor, on, due_periods))
    return Home(
        day=on,
        card=card,
        sections=tuple(_sections(every, card, on, language)),
        unsent=tuple(_unsent(others)),
        prongs=tuple(_prong(group) for group in card.groups) if card else (),
        totals=_totals(card),
        next_period=period.name(language),
        opens=opens,
        due=due,
        large=large,
        mine=mine,
        to_open=tuple(period.name(language) for period in due_periods),
        rows=tuple(large_rows(actor, on, language, mine)) if large else (),
        call=call(actor, on, language) if large else ("", ""),
        needs=every,
    )


def _card(actor: Actor, on: date, language: Language) -> Scorecard | None:
    chosen = resolutions.default(actor, on)
    if chosen is None:
        return None
    try:
        return resolutions.scorecard_for(chosen, by=actor, day=on, language=language)
    except NotPermitted:
        return None


def _large(actor: Actor, on: date) -> bool:
    held = [post for post in actor.posts if post.in_force(on)]
    return bool(held) and all(post.role == LARGE_ROWS for post in held)


# -- rows ------------------------------------------------------------------------------------------


def _sections(
    needs: Iterable[Need], card: Scorecard | None, on: date, language: Language
) -> Iterable[Section]:
    needs = list(needs)
    printed = _by_link(card)
    owners = names((need.owner for need in needs if need.kind != "target"), language)
    found: dict[str, list[tuple[tuple[int, float], Item]]] = {}
    for need in needs:
        row = printed.get(need.link) if need.kind == "target" else None
        # of the same urgency targets stand the worst first, as on the scorecard
        rank = row.rank if row else (0, 0.0)
        item = _item(need, row, on, language, owners.get(need.owner, ""))
        key = "watch" if row and row.look != "off" else section_of(need.kind)
        found.setdefault(key, []).append((rank, item))
    for key in SECTIONS:
        if key in found:
            ranked = sorted(found[key], key=lambda one: one[0])
            yield Section(key, tuple(item for _, item in ranked))


def _by_link(card: Scorecard | None) -> Mapping[str, Printed]:
    if card is None:
        return {}
    return {f"/nq/{card.head.id}/chi-tieu/{row.number}": row for row in card.rows}


def _item(need: Need, row: Printed | None, on: date, language: Language, owner: str) -> Item:
    urgency = need.urgency(on)
    return Item(
        kind=need.kind,
        look=row.look if row else _LOOKS.get(urgency, "none"),
        title=row.name if row else "",
        text=need.say(language),
        link=need.link,
        owner=row.post if row else owner,
        body=row.body if row else "",
        due=need.due,
        late=urgency is Urgency.OVERDUE,
        bullet=row.bullet if row else Markup(),
        figure=row.verified if row else "",
        plan=row.plan_unit if row else "",
    )


def _unsent(others: Sequence[Row]) -> Iterable[Unsent]:
    late: dict[str, list[Row]] = {}
    for row in others:
        if row.late and row.turn is Side.SENDER:
            late.setdefault(row.period_name, []).append(row)
    for name, rows in late.items():
        yield Unsent(name, tuple(sorted(rows, key=lambda row: (-row.late, row.id))))


# -- how the year stands ---------------------------------------------------------------------------


def _prong(group: Group) -> Prong:
    return Prong(
        group.short or group.name,
        sum(row.look == "done" for row in group.rows),
        tuple(sorted(group.rows, key=lambda row: (row.rank, row.number))),
    )


def _totals(card: Scorecard | None) -> tuple[tuple[str, int], ...]:
    if card is None:
        return ()
    looks: Sequence[str] = [row.look for row in card.rows]
    counts = ((look, looks.count(look)) for look in ("off", "risk", "on", "done", "none"))
    return tuple((look, count) for look, count in counts if count)
