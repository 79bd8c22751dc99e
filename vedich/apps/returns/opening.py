"""A period is opened: who owes what is asked for, and what is known is carried on (DESIGN §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from os.path import commonprefix

from django.db.models import Q

from vedich.apps.figures.actions import carry, expect
from vedich.apps.figures.models import Ask
from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body
from vedich.apps.places.queries import body_path
from vedich.apps.places.queries import on as tree_on
from vedich.apps.returns.hands import OPENED, due_of, subject_of
from vedich.apps.returns.models import Return
from vedich.core.chain import rows_digest
from vedich.core.errors import Message
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus
from vedich.rulebook.permits import require


TOO_EARLY = Message(
    code="return.too_early",
    vi="Kỳ {value} bắt đầu từ {day}, chưa mở được. Hãy mở từ ngày đó.",
    en="The period {value} starts on {day} and cannot be opened yet. Open it from that day on.",
)


def open_period(
    *, period: Period, by: Actor | None, at: datetime, on_day: date
) -> Sequence[Return]:
    """Make the returns that are due for `period`, and those only; the ones that are new.

    Called again it makes those of asks written since, and nothing twice. `by` None is a job. Raises
    Refused (``return.too_early``, ``calendar.no_due_day``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        if on_day < period.start:
            start = period.start
            day = f"{start.day}/{start.month}/{start.year}"
            raise TOO_EARLY.refuse(value=str(period), day=day)
        tree = tree_on(period.last_day)
        asks = [ask for ask in asks_of(period) if _stands(ask.body, period)]
        bodies = {ask.body_id: ask.body for ask in asks if ask.body.place_id in tree}
        # one right over all of them: the narrowest place that holds every body
        above = tuple(commonprefix([body_path(body, tree) for body in bodies.values()]))
        post = require(by, "returns.open", Locus(above), on=on_day) if by else None
        known = set(
            Return.objects.filter(first=period.first, months=period.months).values_list(
                "body_id", flat=True
            )
        )
        fresh = [body for key, body in bodies.items() if key not in known]
        returns = _make(fresh, period, on_day)
        expect(asks=[ask for ask in asks if ask.body_id in bodies], period=period, by=by, at=at)
        carry(period=period, by=by, at=at)
        if returns:
            ledger.note(
                OPENED,
                subject_of(period),
                above,
                post=post.reference if post else None,
                facts={"count": len(returns)},
                rows=rows_digest({"body": body.code} for body in fresh),
            )
        return returns


def asks_of(period: Period) -> Sequence[Ask]:
    """The asks that fall due for this very period."""
    asks = Ask.objects.filter(owed(period)).select_related("body", "indicator", "place")
    return list(asks.order_by("pk"))


def owed(period: Period) -> Q:
    """The condition on asks that fall due for this very period."""
    runs = Q(until__isnull=True) | Q(until__gt=period.first)
    return runs & Q(months=period.months, first__lte=period.first)


def _stands(body: Body, period: Period) -> bool:
    day = period.last_day
    return body.start <= day and (body.until is None or day < body.until)


def _make(bodies: Sequence[Body], period: Period, on_day: date) -> Sequence[Return]:
    due = due_of(period)
    return Return.objects.bulk_create(
        Return(
            body=body,
            place_id=body.place_id,
            first=period.first,
            months=period.months,
            due=due,
            opened_on=on_day,
        )
        for body in bodies
    )
