"""The cascade: a target shared among places or bodies, what they take, what nobody took (R13).

Three numbers stand side by side: assigned (adds up to the target by construction), taken (what
places accepted or registered) and done. All are integers at the indicator's decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from vedich.core.errors import Message
from vedich.core.numbers import write_number
from vedich.core.periods import WorkingDays
from vedich.core.tallies import Measure, PlaceRule, apportion
from vedich.core.targets import LIFT, Between, NamedSet, Target, YesNo


NOT_A_SUM = Message(
    code="cascade.not_a_sum",
    vi="Chỉ tiêu tính theo quy tắc “{rule}” không chia được thành phần cộng lại. Hãy giao cho mọi "
    "nơi cùng một mức.",
    en="A target under the rule “{rule}” cannot be shared into parts that add up. Give every place "
    "the same level.",
)
LOWER_IS_BETTER = Message(
    code="cascade.lower_is_better",
    vi="Mức trần càng thấp càng tốt nên không chia thành phần để nhận. Hãy giao cho mọi nơi cùng "
    "một mức.",
    en="A ceiling, where lower is better, is not shared into parts to be taken. Give every place "
    "the same level.",
)
NOTHING_TO_SHARE = Message(
    code="cascade.nothing_to_share",
    vi="Chỉ tiêu có/không, nêu tên, trong khoảng hoặc chưa biết ngưỡng thì không có tổng để chia. "
    "Hãy giao nguyên chỉ tiêu cho từng nơi thực hiện.",
    en="A target that is yes/no, names places, is a range or has no known threshold has no total "
    "to share. Give it whole to each place that carries it.",
)
NO_NUMBER = Message(
    code="cascade.no_number",
    vi="Chưa có số để chia theo quy tắc “{rule}” cho: {places}. Hãy bổ sung, hoặc chọn cách chia "
    "khác.",
    en="No number to share by the rule “{rule}” for: {places}. Add it, or choose another rule.",
)
BELOW_ZERO = Message(
    code="cascade.below_zero",
    vi="Phần của “{place}” không thể dưới 0. Hãy ghi 0 hoặc một số lớn hơn.",
    en="The share of “{place}” cannot be below 0. Write 0 or more.",
)
OTHER_SUM = Message(
    code="cascade.other_sum",
    vi="Các phần giao cộng lại được {sum}, chỉ tiêu là {total}, lệch {difference}. Hãy sửa cho "
    "bằng nhau.",
    en="The shares add up to {sum} and the target is {total}: {difference} apart. Make them equal.",
)
NO_ANSWER_REASON = Message(
    code="cascade.no_answer_reason",
    vi="“{place}” nhận ít hơn phần được giao mà không ghi lý do. Hãy ghi lý do.",
    en="“{place}” takes less than its share and gives no reason. Give the reason.",
)


class Rule(StrEnum):
    """By what a target is shared (R13). All but HAND are proportional to a number of each place."""

    EQUAL = "equal"
    POPULATION = "population"
    BASELINE = "baseline"
    CAPACITY = "capacity"
    PREVIOUS = "previous"
    HAND = "hand"


class State(StrEnum):
    """Where a share stands with the place that was given it (R13)."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    PLEDGED = "pledged"
    """It registered more than it was given."""

    OBJECTED = "objected"
    """It gave a reason and an offer below its share; the offer is what it takes."""

    SILENT = "silent"
    """No answer within the working days it had: 0 taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a place says it takes, on a day; `reason` is owed where that is less than its share."""

    on: date
    taken: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one place or body was given of a target on the day `given`, and what it answered.

    `done` is its verified result to date, None where there is no figure, which is not a zero (R7).
    Raises Refused: ``cascade.below_zero`` for a negative share or offer,
    ``cascade.no_answer_reason`` for an objection without a reason.
    """

    place: str
    assigned: int
    given: date
    answer: Answer | None = None
    done: int | None = None

    def __post_init__(self) -> None:
        if min(self.assigned, self.taken) < 0:
            raise BELOW_ZERO.refuse(place=self.place)
        if self.answer and self.answer.taken < self.assigned and not self.answer.reason.strip():
            raise NO_ANSWER_REASON.refuse(place=self.place)

    @property
    def taken(self) -> int:
        """What it accepted, pledged or offered; 0 without an answer (R13)."""
        return self.answer.taken if self.answer else 0

    @property
    def gap(self) -> int:
        """Taken less assigned (chênh): below 0 where part of the share is left to nobody."""
        return self.taken - self.assigned

    def state(self, on: date, calendar: WorkingDays, days: int) -> State:
        """Where it stands at the end of day `on`, `days` working days being given to answer.

        An answer that comes late counts from then on.
        """
        if self.answer is None:
            return State.SILENT if on > calendar.after(self.given, days) else State.WAITING
        if self.gap == 0:
            return State.ACCEPTED
        return State.PLEDGED if self.gap > 0 else State.OBJECTED


class Sums(NamedTuple):
    """The three numbers over all shares, with how many places have a figure for the third."""

    assigned: int
    taken: int
    done: int
    reported: int


def total_to_share(target: Target, measure: Measure) -> int:
    """What the shares of `target` have to add up to, at its decimals; rounded up to reach the plan.

    Raises Refused: ``cascade.not_a_sum`` for rates and other rules that do not add up over places,
    ``cascade.lower_is_better`` for ceilings, ``cascade.nothing_to_share`` for kinds without one
    total.
    """
    bounds = target.bounds
    if bounds is None or isinstance(target.kind, YesNo | NamedSet | Between):
        raise NOTHING_TO_SHARE.refuse()
    if measure.place_rule not in (PlaceRule.SUM, PlaceRule.COUNT):
        raise NOT_A_SUM.refuse(rule=measure.place_rule.value)
    if bounds.low is None:
        raise LOWER_IS_BETTER.refuse()
    # upward: 49.5 models cut to 49 would let every place keep its word and the target be missed
    return -(-bounds.low // LIFT)


def share_out(
    total: int, rule: Rule, numbers: Mapping[str, int | None], *, decimals: int = 0
) -> dict[str, int]:
    """`total` shared among the places that are keys of `numbers`, in order of their codes.

    The value is what the rule goes by: population, baseline, capacity, last year's result, or by
    hand the share itself; under EQUAL it is not looked at. Largest remainder, ties to the smaller
    code, so that the order in which places are listed changes nothing. By hand the shares must add
    up as they are. `decimals` are those of `total`, for the words of a refusal.

    Raises Refused: ``cascade.no_number``, ``.below_zero``, ``.other_sum``, ``tally.no_weights``.
    """
    if rule is Rule.EQUAL:
        numbers = dict.fromkeys(numbers, 1)
    # by code, so that two people who sort their lists differently get the same shares
    shares = {place: number for place, number in sorted(numbers.items()) if number is not None}
    if len(shares) < len(numbers):
        missing = ", ".join(sorted(numbers.keys() - shares.keys()))
        raise NO_NUMBER.refuse(rule=rule.value, places=missing)
    if rule is not Rule.HAND:
        shares = dict(zip(shares, apportion(total, list(shares.values())), strict=True))
    # true by construction unless by hand; checked always, because R13 promises it
    check_sum(total, shares, decimals=decimals)
    return shares


def check_sum(total: int, shares: Mapping[str, int], *, decimals: int = 0) -> None:
    """Refused unless `shares` add up to `total` (``cascade.other_sum``) and none is below 0."""
    for place, amount in shares.items():
        if amount < 0:
            raise BELOW_ZERO.refuse(place=place)
    found = sum(shares.values())
    if found != total:
        named = {"sum": found, "total": total, "difference": found - total}
        raise OTHER_SUM.refuse(
            **{name: write_number(n, decimals=decimals) for name, n in named.items()}
        )


def sums(shares: Iterable[Share]) -> Sums:
    """Assigned, taken and done over `shares`."""
    rows = tuple(shares)
    done = [row.done for row in rows if row.done is not None]
    return Sums(sum(r.assigned for r in rows), sum(r.taken for r in rows), sum(done), len(done))


def residual(total: int, shares: Iterable[Share]) -> int:
    """What nobody has taken: the target less all that is taken; below 0, pledged beyond it (R13).

    The one number for every screen and document: “4,4 km nobody has taken”.
    """
    return total - sums(shares).taken
