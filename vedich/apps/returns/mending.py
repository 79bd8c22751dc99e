"""A slip is mended: a wrong figure or unit, a figure entered at the wrong place (R11, R36).

Nothing is overwritten. A mended figure is a new row that waits for its check again; the return
stays where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from vedich.apps.figures.actions import NewFigure, record_figures
from vedich.apps.figures.models import Figure
from vedich.apps.figures.opening import hold as hold_places
from vedich.apps.journal.actions import recording
from vedich.apps.places.models import Body
from vedich.apps.returns.hands import holder, own_posts, path_of
from vedich.apps.returns.judging import hold, hold_returns
from vedich.apps.returns.models import Return
from vedich.apps.returns.sending import follow_ups, refuse_findings, withdrawal
from vedich.apps.returns.series import Series, around, asked_of, held_around
from vedich.core.errors import Message
from vedich.core.needs import NO_REASON, WHERE_IT_STANDS, State
from vedich.core.permits import Actor, Locus, Post
from vedich.core.tallies import Pair
from vedich.core.targets import screen
from vedich.rulebook.permits import require


MEND: Final = "figures.mend"

CHANGED_SINCE = Message(
    code="return.changed_since",
    vi="Số {value} đã được sửa sau khi mở trang này. Hãy mở lại trang để xem số mới nhất.",
    en="The figure {value} was mended after this page was opened. Open it again to see the latest.",
)
SAME_FIGURE = Message(
    code="return.same_figure",
    vi="Số “{value}” không khác số đang có. Hãy ghi số đúng, hoặc để nguyên.",
    en="“{value}” is the figure that stands. Give the right one, or leave it.",
)
NO_RETURN_THERE = Message(
    code="return.no_return_there",
    vi="{body} không có báo cáo kỳ {period} hỏi chỉ tiêu này. Hãy chọn đơn vị khác.",
    en="{body} has no return of {period} that asks for this indicator. Choose another body.",
)
OCCUPIED = Message(
    code="return.occupied",
    vi="{body} đã có số kỳ {period} của chỉ tiêu này. Hãy sửa số đó, không chuyển thêm.",
    en="{body} already has this figure for {period}. Mend that one; do not move another there.",
)

_MENDED: Final = (State.SUBMITTED, State.ACCEPTED)


def mend_figure(
    *,
    figure: int,
    part: int,
    whole: int | None,
    reason: str,
    by: Actor,
    at: datetime,
    on_day: date,
    basis: str = "",
    confirmed: Sequence[str] = (),
    key: str = "",
) -> None:
    """Correct a figure that was sent, also one in the wrong unit; the reason is required.

    `part` as the form asks it: of a running figure, what has been reached since 1 January. An empty
    `basis` keeps the one there is. Raises Impossible, Unconfirmed, Refused (``return.no_reason``,
    ``return.changed_since``, ``return.same_figure``; where the body has the return), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        _want_reason(reason)
        row, of = _held(figure)
        post = require(by, MEND, Locus(path_of(of)), on=on_day)
        if State(of.state) not in _MENDED:
            raise WHERE_IT_STANDS[State(of.state)].refuse()
        series = held_around(row.place_id, [row.indicator], row.period)
        pair = Pair(part, whole)
        same = pair == series.typed(row.place_id, row.indicator_id, row.first)
        if same and basis in ("", row.basis):
            raise SAME_FIGURE.refuse(value=part)
        rules = series.rules(row.place_id, row.indicator_id, row.first)
        found = screen(rules, pair)
        refuse_findings(series.indicators, {row.indicator_id: found}, {row.indicator_id: confirmed})
        on_behalf = _behalf(by, of, on_day)
        new = NewFigure(
            place=row.place_id,
            body=row.body_id,
            indicator=row.indicator,
            period=row.period,
            part=part - series.base(row.place_id, row.indicator_id, row.first),
            whole=whole,
            basis=basis or row.basis,
            source=row.source,
            reason=reason.strip(),
            why=row.why,
            request=row.request,
            entered_for=on_behalf,
            oddities=tuple(one.code.value for one in found),
        )
        _write([new], series, on_behalf, by, at, on_day)
        ledger.note(
            "returns.mend_figure",
            row.reference,
            path_of(of),
            post=post.reference,
            facts={"return": of.reference, "entered_for": on_behalf},
        )


def move_figure(
    *,
    figure: int,
    to: int,
    reason: str,
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> None:
    """Move a figure that was entered at the wrong place: withdrawn there, written at body `to`.

    Whoever does it may mend at both places. A return that was not sent yet keeps waiting for its
    body, with this answer in it. Raises Refused (``return.no_reason``, ``return.changed_since``,
    ``return.no_return_there``, ``return.occupied``), NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        if ledger.repeated:
            return
        _want_reason(reason)
        row, of, there = _both_held(figure, to)
        post = require(by, MEND, Locus(path_of(of)), on=on_day)
        require(by, MEND, Locus(path_of(there)), on=on_day)
        # both at once: two that move a figure opposite ways would wait for each other
        hold_places({row.place_id, there.place_id})
        series = around(row.place_id, [row.indicator], row.period)
        series_there = around(there.place_id, [row.indicator], row.period)
        standing = series_there.at(there.place_id, row.indicator_id, row.first)
        if standing and standing.part is not None:
            raise OCCUPIED.refuse(body=there.body.name, period=str(row.period))
        new = _moved(row, there, series, series_there, reason, _behalf(by, there, on_day))
        gone = withdrawal(row, series, reason.strip(), _behalf(by, of, on_day))
        _write([gone], series, gone.entered_for, by, at, on_day)
        _write([new], series_there, new.entered_for, by, at, on_day)
        for one in (of, there):
            ledger.note(
                "returns.move_figure",
                row.reference,
                path_of(one),
                post=post.reference,
                facts={"from": of.reference, "to": there.reference},
            )


def _held(figure: int) -> tuple[Figure, Return]:
    """The current row and its return, held. Raises Refused (``return.changed_since``)."""
    row = Figure.objects.select_related("indicator").filter(pk=figure).first()
    if row is None or not row.source.startswith("return:"):
        raise CHANGED_SINCE.refuse(value=figure)
    (of,) = hold_returns([row])
    # asked again now that nobody else can write: it may have been mended while we waited
    row.refresh_from_db(fields=["current", "part", "whole", "basis"])
    if not row.current or row.part is None:
        raise CHANGED_SINCE.refuse(value=figure)
    return row, of


def _both_held(figure: int, to: int) -> tuple[Figure, Return, Return]:
    """The row, its return and that of body `to`, held in the order of keys, so nobody waits round.

    Raises Refused (``return.changed_since``, ``return.no_return_there``).
    """
    row = Figure.objects.filter(pk=figure).first()
    if row is None:
        raise CHANGED_SINCE.refuse(value=figure)
    alike = Return.objects.filter(first=row.first, months=row.months)
    theirs = alike.filter(body=to).values_list("pk", flat=True).first()
    mine = int(row.source.removeprefix("return:")) if row.source.startswith("return:") else 0
    held = {of.pk: of for of in hold(key for key in (mine, theirs) if key)}
    row, of = _held(figure)
    there = held.get(theirs or 0)
    asked = {one.pk for one in asked_of(there)} if there else set()
    if there is None or there.pk == of.pk or row.indicator_id not in asked:
        body = Body.objects.filter(pk=to).first()
        raise NO_RETURN_THERE.refuse(body=body.name if body else to, period=str(row.period))
    return row, of, there


def _moved(
    row: Figure,
    there: Return,
    series: Series,
    series_there: Series,
    reason: str,
    entered_for: str,
) -> NewFigure:
    typed = series.typed(row.place_id, row.indicator_id, row.first) or Pair(0)
    pair = Pair(typed.part, typed.whole)
    found = screen(series_there.rules(there.place_id, row.indicator_id, row.first), pair)
    refuse_impossible = {row.indicator_id: tuple(one for one in found if one.blocks)}
    refuse_findings(series_there.indicators, refuse_impossible, {})
    return NewFigure(
        place=there.place_id,
        body=there.body_id,
        indicator=row.indicator,
        period=row.period,
        part=pair.part - series_there.base(there.place_id, row.indicator_id, row.first),
        whole=pair.whole,
        basis=row.basis,
        source=there.reference,
        reason=reason.strip(),
        why=row.why,
        request=row.request,
        entered_for=entered_for,
        oddities=tuple(one.code.value for one in found),
    )


def _write(
    new: Sequence[NewFigure],
    series: Series,
    entered_for: str,
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    figures = [*new, *follow_ups(new, series, entered_for)]
    record_figures(figures=figures, operation=MEND, by=by, at=at, on_day=on_day)


def _behalf(by: Actor, of: Return, on_day: date) -> str:
    """Whose figure it is, where somebody else's hand mends it; “” for one's own."""
    own: Sequence[Post] = own_posts(by, path_of(of)).posts
    return "" if any(post.in_force(on_day) for post in own) else holder(of, on_day)


def _want_reason(reason: str) -> None:
    if not any(sign.isalnum() for sign in reason):
        raise NO_REASON.refuse(value=reason)
