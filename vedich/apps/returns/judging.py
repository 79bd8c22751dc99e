"""What the checker does: accepts figures, sends a return back, opens one again, or does not (R9).

Always a second person, exactly one level up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from vedich.apps.figures.actions import check_figures, uncheck_figures
from vedich.apps.figures.models import Figure
from vedich.apps.journal.actions import Ledger, recording
from vedich.apps.returns.hands import TO_CHECK, as_checker, four_eyes, locked, path_of
from vedich.apps.returns.models import Return
from vedich.apps.returns.steps import Act, move
from vedich.core.errors import Message
from vedich.core.needs import WHERE_IT_STANDS, Move, Side, State
from vedich.core.permits import Actor


NOT_WAITING = Message(
    code="return.not_waiting",
    vi="Số {value} không còn chờ kiểm: đã kiểm, đã sửa hoặc đã rút. Hãy mở lại trang Kiểm số.",
    en="The figure {value} waits no more: checked, mended or withdrawn. Open the page again.",
)
NOT_OF_IT = Message(
    code="return.not_of_it",
    vi="Số {value} không thuộc báo cáo này. Hãy chọn lại số cần sửa.",
    en="The figure {value} is not of this return. Choose again which figure to mend.",
)


def check(*, figures: Sequence[int], by: Actor, at: datetime, on_day: date, key: str = "") -> None:
    """Accept figures that were looked at one by one; a return all of whose figures are is accepted.

    Raises Refused (``return.not_waiting``; a second person; one level up), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if not ledger.repeated:
            accept(figures, ledger, swept=False, by=by, at=at, on_day=on_day)


def accept(
    figures: Sequence[int],
    ledger: Ledger,
    *,
    swept: bool,
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    """The body of `check`, also used by the sweep."""
    rows = waiting_rows(figures)
    returns = hold_returns(rows)
    for of in returns:
        post = as_checker(by, path_of(of), on_day=on_day)
        four_eyes(by, post, _people(row for row in rows if row.source == of.reference))
        if of.state not in TO_CHECK:
            raise WHERE_IT_STANDS[State(of.state)].refuse()
    check_figures(figures=[row.pk for row in rows], swept=swept, by=by, at=at, on_day=on_day)
    left = set(
        Figure.objects.filter(
            source__in=[of.reference for of in returns],
            current=True,
            verified=False,
            part__isnull=False,
        ).values_list("source", flat=True)
    )
    for of in returns:
        if of.state == State.SUBMITTED and of.reference not in left:
            post = as_checker(by, path_of(of), on_day=on_day)
            move(of, Move.ACCEPT, Side.CHECKER, Act(by, post, at, on_day), ledger)


def waiting_rows(figures: Sequence[int]) -> Sequence[Figure]:
    """The rows, all of returns and all waiting. Raises Refused (``return.not_waiting``)."""
    found = {
        row.pk: row
        for row in Figure.objects.filter(
            pk__in=figures, current=True, verified=False, part__isnull=False
        )
    }
    for figure in figures:
        if figure not in found or not found[figure].source.startswith("return:"):
            raise NOT_WAITING.refuse(value=figure)
    return [found[figure] for figure in dict.fromkeys(figures)]


def hold_returns(rows: Iterable[Figure]) -> Sequence[Return]:
    """The returns the rows came in, held in the order of their keys, so that nobody waits round."""
    return hold(int(row.source.removeprefix("return:")) for row in rows)


def hold(keys: Iterable[int]) -> Sequence[Return]:
    """The returns with these keys, held in the order of the keys."""
    query = Return.objects.select_for_update(of=("self",), no_key=True).select_related("body")
    return list(query.filter(pk__in=set(keys)).order_by("pk"))


def send_back(
    *,
    of: int,
    reason: str,
    by: Actor,
    at: datetime,
    on_day: date,
    figures: Sequence[int] = (),
) -> None:
    """Send a return back to its body with what has to be mended; `figures` may point some out.

    What was already accepted of it stays accepted, unless the body changes it. Raises Refused
    (``return.no_reason``, ``return.not_of_it``; where it is not waiting), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = locked(of)
        rows = _current(found)
        known = {row.pk for row in rows}
        for figure in figures:
            if figure not in known:
                raise NOT_OF_IT.refuse(value=figure)
        _judge(found, rows, Move.SEND_BACK, ledger, by, at, on_day, reason, figures)


def reopen(*, of: int, by: Actor, at: datetime, on_day: date, reason: str = "") -> None:
    """Open an accepted return again: its figures wait for their check anew (R36).

    On the body's wish, or with a reason of the checker's own. Raises Refused
    (``return.no_reason``; where it is not accepted), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = locked(of)
        rows = _current(found)
        _judge(found, rows, Move.REOPEN, ledger, by, at, on_day, reason)
        checked = [row.pk for row in rows if row.verified]
        if checked:
            uncheck_figures(figures=checked, by=by, at=at, on_day=on_day)


def keep_accepted(*, of: int, reason: str, by: Actor, at: datetime, on_day: date) -> None:
    """Answer a wish to reopen with no, and say why.

    Raises Refused (``return.no_reason``; where there is no such wish), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = locked(of)
        _judge(found, _current(found), Move.KEEP_ACCEPTED, ledger, by, at, on_day, reason)


def _judge(
    of: Return,
    rows: Sequence[Figure],
    what: Move,
    ledger: Ledger,
    by: Actor,
    at: datetime,
    on_day: date,
    reason: str,
    figures: Sequence[int] = (),
) -> None:
    post = as_checker(by, path_of(of), on_day=on_day)
    four_eyes(by, post, _people(rows))
    act = Act(by, post, at, on_day)
    move(of, what, Side.CHECKER, act, ledger, reason=reason, figures=figures)


def _current(of: Return) -> Sequence[Figure]:
    return list(Figure.objects.filter(source=of.reference, current=True, part__isnull=False))


def _people(rows: Iterable[Figure]) -> frozenset[str]:
    return frozenset(person for row in rows for person in (row.entered_by, row.entered_for))
