"""The sweep: figures in their usual step are accepted together after ten drawn were opened (R9)."""

from __future__ import annotations

from datetime import date, datetime

from vedich.apps.figures.models import Figure
from vedich.apps.journal.actions import recording
from vedich.apps.places.queries import on as tree_on
from vedich.apps.returns.bench import Bench, bench_of, people_of
from vedich.apps.returns.hands import as_checker, four_eyes, path_of
from vedich.apps.returns.judging import accept, hold_returns, waiting_rows
from vedich.apps.returns.models import Opening
from vedich.core.errors import Message
from vedich.core.periods import Period
from vedich.core.permits import Actor


NOT_DRAWN = Message(
    code="return.not_drawn",
    vi="Số {value} không nằm trong các số máy rút. Hãy mở lại trang Kiểm số để xem số tiếp theo.",
    en="The figure {value} is not among those drawn. Open the page again to see the next one.",
)
STILL_SHUT = Message(
    code="return.still_shut",
    vi="Mới xem {seen}/{count} số máy rút. Hãy xem đủ rồi nhận cả loạt.",
    en="Only {seen} of the {count} figures drawn were opened. Open them all, then accept the rest.",
)
OTHER_COUNT = Message(
    code="return.other_count",
    vi="Lúc mở trang có {seen} số, bây giờ có {count}. Hãy mở lại trang rồi nhận cả loạt.",
    en="There were {seen} figures when the page was opened, now {count}. Open it again, then "
    "accept the rest.",
)
NOTHING_LEFT = Message(
    code="return.nothing_left",
    vi="Không còn số nào của kỳ {value} chờ kiểm một lượt. Hãy mở lại trang Kiểm số.",
    en="No figure of {value} waits for a sweep any more. Open the page again.",
)


def open_drawn(
    *,
    figure: int,
    agrees: bool,
    by: Actor,
    at: datetime,
    on_day: date,
    note: str = "",
) -> None:
    """Say of one of the drawn figures whether it agrees; if not, its return leaves the sweep.

    The figures of that return are then looked at one by one, and another figure is drawn. Raises
    Refused (``return.not_drawn``, ``return.not_waiting``), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        (row,) = waiting_rows([figure])
        (of,) = hold_returns([row])
        path = path_of(of)
        post = as_checker(by, path, on_day=on_day)
        four_eyes(by, post, (row.entered_by, row.entered_for))
        place = of.place_id if of.body.inner else _above(of.place_id, of.period)
        bench = bench_of(place, of.period, of.period.last_day)
        if row.pk not in {drawn.pk for drawn in bench.drawn(people_of(by))}:
            raise NOT_DRAWN.refuse(value=figure)
        Opening.objects.update_or_create(
            figure=row,
            defaults={
                "agrees": agrees,
                "by": by.person,
                "post": post.reference,
                "at": at,
                "on_day": on_day,
                "note": note.strip(),
            },
        )
        ledger.note(
            "returns.open_drawn",
            row.reference,
            path,
            post=post.reference,
            facts={"agrees": agrees, "seed": bench.seed},
        )


def sweep(
    *,
    place: int,
    period: Period,
    count: int,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> int:
    """Accept all figures of `period` in their usual step that the office of `place` checks.

    Only after the drawn ones were opened and agreed; `count` is how many the page showed, so that
    nothing is accepted that was not counted. Those opened count as checked one by one, the others
    as swept. Gives how many were accepted. Raises Refused (``return.still_shut``,
    ``return.other_count``, ``return.nothing_left``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return int(ledger.result or 0)
        for of in hold_returns(_rest(place, period, by)[1]):
            as_checker(by, path_of(of), on_day=on_day)
        # read again now that nobody else can change them
        bench, rest = _rest(place, period, by)
        if not rest:
            raise NOTHING_LEFT.refuse(value=str(period))
        if len(rest) != count:
            raise OTHER_COUNT.refuse(seen=count, count=len(rest))
        drawn = bench.drawn(people_of(by))
        seen = [row.pk for row in drawn if bench.opened.get(row.pk)]
        if len(seen) < len(drawn):
            raise STILL_SHUT.refuse(seen=len(seen), count=len(drawn))
        unseen = [row.pk for row in rest if row.pk not in set(seen)]
        accept(seen, ledger, swept=False, by=by, at=at, on_day=on_day)
        if unseen:
            accept(unseen, ledger, swept=True, by=by, at=at, on_day=on_day)
        ledger.result = str(len(rest))
        return len(rest)


def _rest(place: int, period: Period, by: Actor) -> tuple[Bench, list[Figure]]:
    bench = bench_of(place, period, period.last_day)
    return bench, list(bench.rest(people_of(by)))


def _above(place: int, period: Period) -> int:
    """The place whose office checks a place; itself where none stands above."""
    spot = tree_on(period.last_day)[place]
    return spot.parent or spot.id
