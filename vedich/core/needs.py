"""What needs me (R18, R34; UX §1 principle 2): needs of several apps and hats in one order.

Every app answers `queries.needs(actor, on)` with `Need` values; `desk` joins and orders them and
knows no rule. A need holds a sentence's code and values, never a finished text, so that each reader
gets it in his language. How urgent it is follows from the day asked for and is stored nowhere.

Beside it stands the life of a return, because whose turn it is must be known at any moment (R18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from vedich.core.errors import Language, Message, catalogue
from vedich.core.periods import Period


class Urgency(IntEnum):
    """How pressing a need is on a day, the worst first."""

    OVERDUE = 0
    DUE_SOON = 1
    LATER = 2
    UNDATED = 3


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for one owner: an exception row, or one of a cell's four large rows.

    `subject` is a reference; `kind` says what sort of need; `sentence` is a message code and
    `values` its gaps, as pairs (“period” holds a period's text form); `owner` is the post or body
    whose turn it is; `due` is the last day that is in time, None if there is none; `since` the day
    it began to wait; `link` the address that opens the exact row; `place_path` where it is, root
    first. All days are calendar days.

    Raises ValueError where the link is no address of this site with one query at most: what it
    opened would be another page than the row's.
    """

    subject: str
    kind: str
    sentence: str
    values: tuple[tuple[str, str | int], ...]
    owner: str
    due: date | None
    since: date
    link: str
    place_path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.link.startswith("/") or self.link.count("?") > 1:
            raise ValueError(f"“{self.link}” is no address of a need.")

    def say(self, language: Language) -> str:
        """The sentence in `language`, a period by its name there: “quý II/2022”."""
        said: dict[str, object] = dict(self.values)
        if "period" in said:
            said["period"] = Period.parse(str(said["period"])).name(language)
        return catalogue()[self.sentence].say(language, said)

    def days_late(self, on: date) -> int:
        """Calendar days past `due`, negative before it, 0 without one.

        Not working days: two people in one office must see one order, whatever calendar each
        body follows. The lateness that counts against a body is in working days, elsewhere (R18).
        """
        return 0 if self.due is None else (on - self.due).days

    def urgency(self, on: date, *, soon: int = 7) -> Urgency:
        """OVERDUE after `due`; DUE_SOON on it and in the `soon` days before; LATER; UNDATED."""
        if self.due is None:
            return Urgency.UNDATED
        late = self.days_late(on)
        if late > 0:
            return Urgency.OVERDUE
        return Urgency.DUE_SOON if late >= -soon else Urgency.LATER


def join(*lists: Iterable[Need]) -> tuple[Need, ...]:
    """One need for each (subject, kind), of however many apps and hats, in the order of both names.

    Where two differ, the earlier due stays, then the longer waiting, then the lesser by all it
    says: so neither the order of the lists nor joining in steps changes the result.
    """
    kept: dict[tuple[str, str], Need] = {}
    for needs in lists:
        for need in needs:
            key = (need.kind, need.subject)
            kept[key] = min(kept.get(key, need), need, key=_precedence)
    return tuple(kept[key] for key in sorted(kept))


def order(needs: Iterable[Need], *, on: date, soon: int = 7) -> tuple[Need, ...]:
    """The needs as the home page lists them on that day: a total order, the same on every machine.

    Overdue first, the latest on top; then due soon, later, undated, each by day; then by kind, by
    subject, and by the rest of what they say.
    """
    return tuple(
        sorted(
            needs,
            key=lambda n: (
                (n.urgency(on, soon=soon), -n.days_late(on), n.kind, n.subject) + _precedence(n)
            ),
        )
    )


def _precedence(need: Need) -> tuple[object, ...]:
    # With its type: the number 1 and the text “1” would tie, and a tie is no total order.
    values = tuple((name, type(value).__name__, str(value)) for name, value in need.values)
    rest = (need.owner, need.sentence, values, need.link, need.place_path)
    # None has no place among dates, and the last date there is may be somebody's due day.
    return (need.due is None, need.due or date.max, need.since, *rest)


# -- the life of a return --------------------------------------------------------------------------


class Side(StrEnum):
    """Who moves a return: the body that sends it, or the second person one level up (R9, R18)."""

    SENDER = "sender"
    CHECKER = "checker"


class State(StrEnum):
    """Where a return stands (R18, R36)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REOPEN_ASKED = "reopen_asked"
    REOPENED = "reopened"


class Move(StrEnum):
    """What can be done with a return."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    ASK_REOPEN = "ask_reopen"
    REOPEN = "reopen"
    KEEP_ACCEPTED = "keep_accepted"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table of a return's life."""

    before: State
    side: Side
    move: Move
    after: State
    needs_reason: bool = False


# A sender may always take back what nobody has judged yet (R36). Once it is accepted, figures above
# stand on it and the checker decides; so a wish to reopen is a state of its own, with its turn.
STEPS: tuple[Step, ...] = (
    Step(State.DRAFT, Side.SENDER, Move.SUBMIT, State.SUBMITTED),
    Step(State.SUBMITTED, Side.SENDER, Move.WITHDRAW, State.WITHDRAWN),
    Step(State.SUBMITTED, Side.CHECKER, Move.ACCEPT, State.ACCEPTED),
    Step(State.SUBMITTED, Side.CHECKER, Move.SEND_BACK, State.RETURNED, needs_reason=True),
    Step(State.RETURNED, Side.SENDER, Move.SUBMIT, State.SUBMITTED),
    Step(State.WITHDRAWN, Side.SENDER, Move.SUBMIT, State.SUBMITTED),
    Step(State.ACCEPTED, Side.SENDER, Move.ASK_REOPEN, State.REOPEN_ASKED, needs_reason=True),
    Step(State.ACCEPTED, Side.CHECKER, Move.REOPEN, State.REOPENED, needs_reason=True),
    Step(State.REOPEN_ASKED, Side.CHECKER, Move.REOPEN, State.REOPENED),
    Step(State.REOPEN_ASKED, Side.CHECKER, Move.KEEP_ACCEPTED, State.ACCEPTED, needs_reason=True),
    Step(State.REOPENED, Side.SENDER, Move.SUBMIT, State.SUBMITTED),
)

# A closed return can still be asked back, but nobody owes anything: so it is nobody's turn.
_TURN: Mapping[State, Side] = {
    State.DRAFT: Side.SENDER,
    State.SUBMITTED: Side.CHECKER,
    State.RETURNED: Side.SENDER,
    State.WITHDRAWN: Side.SENDER,
    State.REOPEN_ASKED: Side.CHECKER,
    State.REOPENED: Side.SENDER,
}

NO_REASON = Message(
    code="return.no_reason",
    vi="“{value}” chưa phải là lý do. Hãy viết một câu để bên kia biết cần làm gì.",
    en="“{value}” is not a reason. Write one sentence, so that the other side knows what to do.",
)
FOR_SIDE: Mapping[Side, Message] = {
    Side.SENDER: Message(
        code="return.for_sender",
        vi="Việc này của đơn vị gửi báo cáo. Hãy nhắn để đơn vị làm.",
        en="This is for the body that sends the return. Send them a word.",
    ),
    Side.CHECKER: Message(
        code="return.for_checker",
        vi="Việc này của người kiểm ở cấp trên. Hãy chờ, hoặc nhắn cho người kiểm.",
        en="This is for the checker one level up. Wait, or send the checker a word.",
    ),
}
# One sentence a state, not one with the state's name in a gap: a gap would be English everywhere.
WHERE_IT_STANDS: Mapping[State, Message] = {
    State.DRAFT: Message(
        code="return.is_draft",
        vi="Báo cáo còn là bản nháp nên chưa làm việc này được. Đơn vị cần gửi trước.",
        en="The return is still a draft, so this is not possible yet. Its body has to submit it.",
    ),
    State.SUBMITTED: Message(
        code="return.is_submitted",
        vi="Báo cáo đã gửi và đang chờ kiểm nên không làm việc này được. Cần sửa thì hãy rút về.",
        en="The return waits for its check, so this is not possible. To change it, withdraw it.",
    ),
    State.ACCEPTED: Message(
        code="return.is_accepted",
        vi="Báo cáo đã được nhận nên không làm việc này được. Cần sửa thì hãy đề nghị mở lại.",
        en="The return is accepted, so this is not possible. To change it, ask to reopen it.",
    ),
    State.RETURNED: Message(
        code="return.is_returned",
        vi="Báo cáo đã trả lại nên chưa làm việc này được. Đơn vị cần sửa rồi gửi lại.",
        en="The return was sent back, so this is not possible yet. Its body must submit it again.",
    ),
    State.WITHDRAWN: Message(
        code="return.is_withdrawn",
        vi="Đơn vị đã rút báo cáo nên chưa làm việc này được. Đơn vị cần gửi lại.",
        en="The return was withdrawn, so this is not possible yet. Its body must submit it again.",
    ),
    State.REOPEN_ASKED: Message(
        code="return.is_reopen_asked",
        vi="Có đề nghị mở lại báo cáo nên chưa làm việc này được. Hãy trả lời đề nghị đó trước.",
        en="A wish to reopen the return waits, so this is not possible. Answer that wish first.",
    ),
    State.REOPENED: Message(
        code="return.is_reopened",
        vi="Báo cáo đã mở lại nên chưa làm việc này được. Đơn vị cần sửa rồi gửi lại.",
        en="The return is open again, so this is not possible yet. Its body has to submit it.",
    ),
}


def whose_turn(state: State) -> Side | None:
    """Who has to act now; None once it is accepted (R18)."""
    return _TURN.get(state)


def possible(state: State, side: Side) -> tuple[Step, ...]:
    """What this side may do now: the buttons of its page, and which of them ask for a reason."""
    return tuple(step for step in STEPS if step.before is state and step.side is side)


def advance(state: State, move: Move, *, side: Side, reason: str = "") -> State:
    """The state after `move` by `side`.

    Raises Refused when the return does not stand where that is possible, when the move is the
    other side's, or when it wants a reason and `reason` holds no letter or digit (R18).
    """
    steps = [step for step in STEPS if step.before is state and step.move is move]
    if not steps:
        raise WHERE_IT_STANDS[state].refuse()
    if steps[0].side is not side:
        raise FOR_SIDE[steps[0].side].refuse()
    if steps[0].needs_reason and not any(sign.isalnum() for sign in reason):
        raise NO_REASON.refuse(value=reason)
    return steps[0].after
