"""Asks written down, reports expected, latest-known figures carried into a new period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from vedich.apps.figures.live import expect as expect_live
from vedich.apps.figures.models import Ask, Expected
from vedich.apps.figures.opening import hold, reach
from vedich.apps.figures.recording import common
from vedich.apps.figures.spans import spans
from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.places.queries import Atlas, atlas
from vedich.core.chain import Plain, rows_digest
from vedich.core.periods import Period
from vedich.core.permits import Actor, Path


@dataclass(frozen=True, slots=True)
class NewAsk:
    """An ask to write; the fields are those of models.Ask, with keys of the rows it refers to."""

    indicator: int
    place: int
    body: int
    first: int
    until: int | None
    why: str
    months: int = 1

    @property
    def key(self) -> tuple[int, int, int, str]:
        """What only one ask may have."""
        return self.indicator, self.body, self.first, self.why


def write_asks(*, asks: Sequence[NewAsk], by: Actor | None, at: datetime) -> Sequence[Ask]:
    """Write who owes what. One that is there already is not written twice.

    Gives the rows in the order of `asks`. The right is asked by the action that wants them.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not asks:
            return []
        known = {_key(ask): ask for ask in Ask.objects.filter(why__in={new.why for new in asks})}
        fresh = {new.key: new for new in asks if new.key not in known}
        made = Ask.objects.bulk_create(
            Ask(
                indicator_id=new.indicator,
                place_id=new.place,
                body_id=new.body,
                months=new.months,
                first=new.first,
                until=new.until,
                why=new.why,
            )
            for new in fresh.values()
        )
        known |= {_key(ask): ask for ask in made}
        if made:
            paths = {
                path
                for ask in made
                for path in _paths(atlas(), [ask.place_id], Period(ask.first, 1))
            }
            _note(ledger, "figures.write_asks", "asks", paths, made, {})
        return [known[new.key] for new in asks]


def expect(*, asks: Sequence[Ask], period: Period, by: Actor | None, at: datetime) -> None:
    """Count the places of `asks` as expected in `period` and in the longer ones that hold it.

    Once each, however many asks, and however often. The right is asked by the action that wants it.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated or not asks:
            return
        tree = atlas()
        # all of them: whoever opens a period goes on to `carry`, which holds them all
        hold(None)
        wanted = {(ask.place_id, ask.indicator_id, span) for ask in asks for span in spans(period)}
        rows = Expected.objects.filter(
            indicator_id__in={ask.indicator_id for ask in asks},
            first__in={span.first for span in spans(period)},
        ).values_list("place_id", "indicator_id", "first", "months")
        wanted -= {(place, indicator, Period(*span)) for place, indicator, *span in rows}
        fresh = sorted(wanted)
        if not fresh:
            return
        Expected.objects.bulk_create(
            Expected(place_id=place, indicator_id=indicator, first=span.first, months=span.months)
            for place, indicator, span in fresh
        )
        expect_live(fresh, tree)
        paths = set(_paths(tree, {place for place, _, _ in fresh}, period))
        _note(ledger, "figures.expect", "asks", paths, asks, {"period": str(period)})


def carry(*, period: Period, by: Actor | None, at: datetime) -> None:
    """Open `period` and the longer ones that hold it for latest-known figures (rule ``carried``).

    What is open already stays as it is. The right is asked by the action that wants it.
    """
    with recording(by=by, at=at) as ledger:
        if ledger.repeated:
            return
        tree = atlas()
        hold(None)
        moved = reach(spans(period), tree)
        if moved:
            paths = set(_paths(tree, moved, period))
            facts: dict[str, Plain] = {"period": str(period), "places": len(moved)}
            ledger.note("figures.carry", "figures", common(paths), facts=facts, touched=paths)


def _key(ask: Ask) -> tuple[int, int, int, str]:
    return ask.indicator_id, ask.body_id, ask.first, ask.why


def _paths(book: Atlas, places: Iterable[int], period: Period) -> Iterable[Path]:
    trees = {book.on(span.last_day) for span in spans(period)}
    return (tree[place].path for place in places for tree in trees if place in tree)


def _note(
    ledger: Ledger,
    action: str,
    subject: str,
    paths: set[Path],
    asks: Sequence[Ask],
    facts: dict[str, Plain],
) -> None:
    ledger.note(
        action,
        subject,
        common(paths),
        facts={"count": len(asks), **facts},
        rows=rows_digest(
            {
                "indicator": ask.indicator_id,
                "body": ask.body_id,
                "months": ask.months,
                "first": ask.first,
                "until": ask.until,
                "why": ask.why,
            }
            for ask in asks
        ),
        touched=paths,
    )
