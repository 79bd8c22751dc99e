"""What a body does: it sends its return, takes it back, asks to open it again (R18, R22, R36).

A return that is withdrawn leaves the reported tally: its figures get rows that withdraw them, and
come back when it is sent again. One that is sent back or opened again keeps them there until the
body sends anew, since they were reported and nobody took that back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vedich.apps.figures.actions import NewFigure, record_figures
from vedich.apps.figures.models import Basis, Figure, Indicator
from vedich.apps.journal.actions import recording
from vedich.apps.returns.asking import ask_for
from vedich.apps.returns.hands import SEND_FOR, as_sender, holder, late, locked, path_of
from vedich.apps.returns.models import Return
from vedich.apps.returns.series import Series, asked_of, held_around
from vedich.apps.returns.steps import Act, move
from vedich.core.chain import Plain
from vedich.core.errors import Message, Refused
from vedich.core.needs import WHERE_IT_STANDS, Move, Side, State, possible
from vedich.core.permits import Actor
from vedich.core.tallies import Pair
from vedich.core.targets import Finding, screen


IMPOSSIBLE = Message(
    code="return.impossible",
    vi="{count} số không thể đúng: {names}. Hãy sửa rồi gửi lại.",
    en="{count} figures cannot be right: {names}. Correct them and send again.",
)
UNCONFIRMED = Message(
    code="return.unconfirmed",
    vi="{count} số trông lạ: {names}. Hãy xem lại, đúng thì xác nhận rồi gửi.",
    en="{count} figures look odd: {names}. Look at them again and confirm them if they are right.",
)
BLANK = Message(
    code="return.blank",
    vi="Còn trống {count} câu: {names}. Hãy ghi số, hoặc viết vì sao chưa có số.",
    en="{count} questions are blank: {names}. Give the figure, or write why there is none yet.",
)
ALL_BLANK = Message(
    code="return.all_blank",
    vi="Báo cáo {value} chưa có số nào. Hãy ghi ít nhất một số rồi gửi.",
    en="The return {value} holds no figure. Give at least one and send it.",
)
NOT_ASKED = Message(
    code="return.not_asked",
    vi="Báo cáo này không hỏi chỉ tiêu số {value}. Hãy mở lại trang rồi điền lại.",
    en="This return does not ask for indicator number {value}. Open the page again and fill it in.",
)
STALE = Message(
    code="return.stale",
    vi="Báo cáo đã được gửi lần {round} sau khi mở trang này. Hãy mở lại trang để xem số mới nhất.",
    en="The return was sent for time {round} after this page was opened. Open it again to see the "
    "latest figures.",
)
FUTURE = Message(
    code="return.future",
    vi="Kỳ báo cáo bắt đầu từ {day}, chưa tới. Hãy gửi từ ngày đó.",
    en="The period of the return starts on {day}, which is still to come. Send it from then on.",
)
PARTLY_CHECKED = Message(
    code="return.partly_checked",
    vi="Đã có {count} số được kiểm nên không rút về được. Hãy nhắn người kiểm trả lại báo cáo.",
    en="{count} figures are checked, so it cannot be withdrawn. Ask the checker to send it back.",
)
TAKEN_BACK = Message(
    code="return.taken_back",
    vi="Đơn vị rút báo cáo về để sửa.",
    en="The body withdrew its return to correct it.",
)
AFTER_RETURN = Message(
    code="return.after_return",
    vi="Sửa vì báo cáo bị trả lại: “{reason}”.",
    en="Corrected because the return was sent back: “{reason}”.",
)
AFTER_REOPEN = Message(
    code="return.after_reopen",
    vi="Sửa sau khi báo cáo được mở lại.",
    en="Corrected after the return was opened again.",
)
AFTER_WITHDRAWAL = Message(
    code="return.after_withdrawal",
    vi="Gửi lại sau khi rút về.",
    en="Sent again after it was withdrawn.",
)
FOLLOWS = Message(
    code="return.follows",
    vi="Số từ đầu năm giữ như đã ghi, vì kỳ trước đã sửa.",
    en="The figure since January stays as typed, because an earlier period was corrected.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question: integers scaled by the indicator's decimals.

    `part` as the form asks it: of a running figure, what has been reached since 1 January. `part`
    None: no figure, and then `why` must say why. `confirmed` are codes of what looks odd and was
    said to be right.
    """

    indicator: int
    part: int | None
    whole: int | None = None
    basis: str = Basis.ACTUAL.value
    why: str = ""
    request: str = ""
    confirmed: tuple[str, ...] = ()


class WithFindings(Refused):
    """A refusal that names indicators; `found` are the findings about each, by its key."""

    def __init__(
        self,
        message: Message,
        named: Sequence[Indicator],
        found: Mapping[int, tuple[Finding, ...]],
    ) -> None:
        names = ", ".join(one.name for one in named)
        super().__init__(message, {"count": len(named), "names": names})
        self.found = found


class Impossible(WithFindings):
    """Figures that cannot be: they block (R19)."""


class Unconfirmed(WithFindings):
    """Figures that look odd and were not yet confirmed: asked once, then recorded (R19)."""


class Blank(WithFindings):
    """Questions without a figure and without a word; `found` has their keys, without findings."""


def submit(
    *,
    of: int,
    answers: Sequence[Answer],
    round: int,  # noqa: A002
    by: Actor,
    at: datetime,
    on_day: date,
    key: str = "",
) -> Return:
    """Send a return: all its answers and the step, in one transaction (R18).

    By whoever holds the body's own post, else on behalf of it, with both names (R22). Late is
    allowed and shows. `round` is what the form was made with: an older one is refused
    (``return.stale``), so that nothing newer is overwritten; `key` makes a second click harmless.
    Raises Impossible, Unconfirmed, Blank, other Refused and NotPermitted.
    """
    with recording(by=by, at=at, key=key) as ledger:
        found = locked(of)
        if ledger.repeated:
            return found
        post, operation = as_sender(by, path_of(found), on_day=on_day)
        _check_open(found, round, on_day)
        indicators = asked_of(found)
        series = held_around(found.place_id, indicators, found.period)
        given = _answers(found, answers, indicators)
        odd = _screened(found, given, series)
        on_behalf = holder(found, on_day) if operation == SEND_FOR else ""
        again = _why_again(found)
        new = [_figure(found, one, series, odd, on_behalf, again) for one in given.values()]
        new = [one for one in new if _says_something(one, series)]
        figures = [*new, *follow_ups(new, series, on_behalf)]
        record_figures(figures=figures, operation=operation, by=by, at=at, on_day=on_day)
        facts: dict[str, Plain] = {
            "operation": operation,
            "entered_for": on_behalf,
            "figures": len(new),
            "late": late(found.due, on_day),
        }
        act = Act(by, post, at, on_day)
        move(found, Move.SUBMIT, Side.SENDER, act, ledger, facts=facts)
        ask_for(found, new, operation, act)
        return found


def withdraw(*, of: int, by: Actor, at: datetime, on_day: date, reason: str = "") -> None:
    """Take back what was sent and nobody has checked yet; its figures leave the tally (R36).

    Raises Refused (``return.partly_checked``; where it is not waiting), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = locked(of)
        post, operation = as_sender(by, path_of(found), on_day=on_day)
        rows = list(Figure.objects.filter(source=found.reference, current=True, part__isnull=False))
        checked = sum(row.verified for row in rows)
        if checked and State(found.state) is State.SUBMITTED:
            raise PARTLY_CHECKED.refuse(count=checked)
        move(found, Move.WITHDRAW, Side.SENDER, Act(by, post, at, on_day), ledger, reason=reason)
        indicators = list(Indicator.objects.filter(pk__in={row.indicator_id for row in rows}))
        series = held_around(found.place_id, indicators, found.period)
        on_behalf = holder(found, on_day) if operation == SEND_FOR else ""
        said = reason.strip() or TAKEN_BACK.say("vi", {})
        gone = [withdrawal(row, series, said, on_behalf) for row in rows]
        record_figures(
            figures=[*gone, *follow_ups(gone, series, on_behalf)],
            operation=operation,
            by=by,
            at=at,
            on_day=on_day,
        )


def ask_reopen(*, of: int, reason: str, by: Actor, at: datetime, on_day: date) -> None:
    """Ask the checker to open an accepted return again; the reason is required (R36).

    Raises Refused (``return.no_reason``; where it is not accepted), NotPermitted.
    """
    with recording(by=by, at=at) as ledger:
        found = locked(of)
        post, _ = as_sender(by, path_of(found), on_day=on_day)
        act = Act(by, post, at, on_day)
        move(found, Move.ASK_REOPEN, Side.SENDER, act, ledger, reason=reason)


# -- figures as they are stored --------------------------------------------------------------------


def withdrawal(row: Figure, series: Series, reason: str, entered_for: str) -> NewFigure:
    """The row that withdraws a figure; its words stay with it."""
    return NewFigure(
        place=row.place_id,
        body=row.body_id,
        indicator=series.indicators[row.indicator_id],
        period=row.period,
        part=None,
        basis=row.basis,
        source=row.source,
        reason=reason,
        why=row.why,
        request=row.request,
        entered_for=entered_for,
    )


def follow_ups(new: Sequence[NewFigure], series: Series, entered_for: str) -> Sequence[NewFigure]:
    """What changes in the next figure of the year, so that running figures stay as typed (R6).

    A running figure is stored as its difference: when an earlier one changes by d, the next one of
    the year changes by −d. It is a new row, so it waits for its check again.
    """
    found = []
    for one in new:
        old = series.at(one.place, one.indicator.pk, one.period.first)
        change = (one.part or 0) - ((old.part or 0) if old else 0)
        following = series.next_in_year(one.place, one.indicator.pk, one.period.first)
        if not change or following is None or following.part is None:
            continue
        found.append(
            NewFigure(
                place=following.place_id,
                body=following.body_id,
                indicator=one.indicator,
                period=following.period,
                part=following.part - change,
                whole=following.whole,
                basis=following.basis,
                source=following.source,
                reason=FOLLOWS.say("vi", {}),
                why=following.why,
                request=following.request,
                entered_for=entered_for or following.entered_for,
                oddities=tuple(following.oddities),
            )
        )
    return found


def refuse_findings(
    indicators: Mapping[int, Indicator],
    found: Mapping[int, tuple[Finding, ...]],
    confirmed: Mapping[int, Sequence[str]],
) -> None:
    """Raise Impossible for what cannot be, Unconfirmed for what is odd and was not confirmed."""
    cannot = {key: them for key, them in found.items() if any(one.blocks for one in them)}
    if cannot:
        raise Impossible(IMPOSSIBLE, [indicators[key] for key in cannot], cannot)
    open_still = {
        key: left
        for key, them in found.items()
        if (left := tuple(one for one in them if one.code.value not in confirmed.get(key, ())))
    }
    if open_still:
        raise Unconfirmed(UNCONFIRMED, [indicators[key] for key in open_still], open_still)


def _check_open(of: Return, seen: int, on_day: date) -> None:
    if on_day < of.period.start:
        start = of.period.start
        raise FUTURE.refuse(day=f"{start.day}/{start.month}/{start.year}")
    if seen != of.round:
        raise STALE.refuse(round=of.round)
    state = State(of.state)
    # said before the figures are judged: who may not send now need not mend anything first
    if all(step.move is not Move.SUBMIT for step in possible(state, Side.SENDER)):
        raise WHERE_IT_STANDS[state].refuse()


def _answers(
    of: Return, answers: Sequence[Answer], indicators: Sequence[Indicator]
) -> Mapping[int, Answer]:
    """The answers in the order of the questions. Raises Refused for what is blank, or not asked."""
    given = {answer.indicator: answer for answer in answers}
    asked = {one.pk: one for one in indicators}
    for other in given.keys() - asked.keys():
        raise NOT_ASKED.refuse(value=other)
    blank = [
        one
        for key, one in asked.items()
        if key not in given or (given[key].part is None and not given[key].why.strip())
    ]
    if blank:
        raise Blank(BLANK, blank, {one.pk: () for one in blank})
    if all(answer.part is None for answer in given.values()):
        raise ALL_BLANK.refuse(value=str(of.period))
    return {key: given[key] for key in asked}


def _screened(
    of: Return, given: Mapping[int, Answer], series: Series
) -> Mapping[int, tuple[str, ...]]:
    """The codes of what is odd and was confirmed. Raises Impossible, Unconfirmed."""
    found = {}
    for key, answer in given.items():
        if answer.part is not None:
            rules = series.rules(of.place_id, key, of.first)
            found[key] = screen(rules, Pair(answer.part, answer.whole))
    confirmed = {key: answer.confirmed for key, answer in given.items()}
    refuse_findings(series.indicators, found, confirmed)
    return {key: tuple(one.code.value for one in them) for key, them in found.items()}


def _figure(
    of: Return,
    answer: Answer,
    series: Series,
    odd: Mapping[int, tuple[str, ...]],
    entered_for: str,
    again: str,
) -> NewFigure:
    replaces = series.at(of.place_id, answer.indicator, of.first) is not None
    part = answer.part
    if part is not None:
        part -= series.base(of.place_id, answer.indicator, of.first)
    return NewFigure(
        place=of.place_id,
        body=of.body_id,
        indicator=series.indicators[answer.indicator],
        period=of.period,
        part=part,
        whole=None if part is None else answer.whole,
        basis=answer.basis,
        source=of.reference,
        reason=again if replaces else "",
        why=answer.why.strip(),
        request=answer.request.strip(),
        entered_for=entered_for,
        oddities=odd.get(answer.indicator, ()),
    )


def _why_again(of: Return) -> str:
    """Why rows of an earlier submission are replaced, for the passport; “” for the first."""
    state = State(of.state)
    if state is State.RETURNED:
        sent_back = of.steps.filter(move=Move.SEND_BACK.value).last()
        return AFTER_RETURN.say("vi", {"reason": sent_back.reason if sent_back else ""})
    if state is State.REOPENED:
        return AFTER_REOPEN.say("vi", {})
    return AFTER_WITHDRAWAL.say("vi", {}) if state is State.WITHDRAWN else ""


def _says_something(new: NewFigure, series: Series) -> bool:
    """Whether a row is needed: not for a blank that follows nothing and says nothing."""
    if new.part is not None or new.why:
        return True
    return series.at(new.place, new.indicator.pk, new.period.first) is not None
