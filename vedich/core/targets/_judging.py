"""How a figure stands against its target: what may be said, and when (R9, R10).

The order of outcomes is monotone: of two values on the same side the better one never stands worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from vedich.core.errors import Message
from vedich.core.tallies import Pair
from vedich.core.targets._kinds import LIFT, Bounds, Kind, NamedSet
from vedich.core.targets._target import Settles, Target


WRONG_VALUE = Message(
    code="target.wrong_value",
    vi="Giá trị không hợp với loại chỉ tiêu. Chỉ tiêu nêu tên cần danh sách nơi đã đạt; các chỉ "
    "tiêu khác cần một số.",
    en="The value does not fit this kind of target. A named set wants the places that are done; "
    "every other kind wants a number.",
)
BAD_THRESHOLDS = Message(
    code="target.bad_thresholds",
    vi="Ngưỡng “có nguy cơ” {at_risk}% phải lớn hơn 0 và không vượt ngưỡng “đúng tiến độ” "
    "{on_track}%. Hãy sửa một trong hai.",
    en="The threshold for “at risk”, {at_risk}%, must be above 0 and not above that for “on "
    "track”, {on_track}%. Correct one of them.",
)
BAD_OVERRIDE = Message(
    code="target.bad_override",
    vi="Cấp ủy chỉ đổi được sang đúng tiến độ, có nguy cơ hoặc khó đạt, và phải ghi lý do; đang "
    "ghi “{outcome}”, lý do “{reason}”, nơi quyết định “{body}”. Hãy bổ sung.",
    en="A committee may only say on track, at risk or hard, and gives a reason; it says "
    "“{outcome}”, reason “{reason}”, body “{body}”. Complete it.",
)

Value = int | frozenset[str]
"""An integer at the scale of values, or, for a named set, the places that are done."""


class Basis(StrEnum):
    """What a figure rests on (loại số; R9)."""

    ACTUAL = "actual"
    PRELIMINARY = "preliminary"
    ESTIMATE = "estimate"


class Outcome(StrEnum):
    """What may be said of a target (R10; UX §4)."""

    MET = "met"
    """The plan is reached, and that cannot be undone, or the period is over."""

    QUALIFIES = "qualifies"
    """Đủ điều kiện đến nay: it meets what a decision still to come will ask."""

    AT_LEVEL = "at_level"
    """Đang ở mức đạt: the plan is reached today and can still be lost."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    HARD = "hard"

    NOT_MET = "not_met"
    """The period is over and the plan was not reached."""

    NO_FIGURE = "no_figure"
    """No figure that may be judged, which is not a zero (R7)."""

    UNKNOWN = "unknown"
    """The threshold is unknown, or nothing says where the value should stand today."""

    @property
    def is_open(self) -> bool:
        """On track, at risk or hard: what a path, an outlook or a committee says until the end."""
        return self in _OPEN


_OPEN: Final = (Outcome.ON_TRACK, Outcome.AT_RISK, Outcome.HARD)
_FACTS: Final = (Outcome.MET, Outcome.NOT_MET, Outcome.NO_FIGURE)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From what percent of path a target is on track, and at risk; the issuing body's (R10).

    Raises Refused (``target.bad_thresholds``) unless 0 < at_risk ≤ on_track.
    """

    on_track: int = 100
    at_risk: int = 90

    def __post_init__(self) -> None:
        if not 0 < self.at_risk <= self.on_track:
            raise BAD_THRESHOLDS.refuse(at_risk=self.at_risk, on_track=self.on_track)

    def outcome(self, of_path: Pair) -> Outcome:
        """On track, at risk or hard for a percent of path as `Judgement.of_path` gives it."""
        way = of_path.whole or 0
        if 100 * of_path.part >= self.on_track * way:
            return Outcome.ON_TRACK
        return Outcome.AT_RISK if 100 * of_path.part >= self.at_risk * way else Outcome.HARD


@dataclass(frozen=True, slots=True)
class Override:
    """A committee's own word in place of the computed status; both are shown (R10).

    It may say on track, at risk or hard. Raises Refused (``target.bad_override``) for any other
    outcome, because “met” is a fact (R9), and without a reason or the body's name.
    """

    outcome: Outcome
    reason: str
    body: str

    def __post_init__(self) -> None:
        if not (self.outcome.is_open and self.reason.strip() and self.body.strip()):
            raise BAD_OVERRIDE.refuse(outcome=self.outcome, reason=self.reason, body=self.body)


@dataclass(frozen=True, slots=True)
class Reading:
    """A value to judge, and its basis.

    `whole` says that it speaks for the target's whole period: the yearly figure itself, or the
    body's estimate of where the period will end. Otherwise it is what stands to date.
    """

    value: Value
    basis: Basis = Basis.ACTUAL
    whole: bool = False

    @property
    def is_estimate(self) -> bool:
        """Whether the actual may still replace it (R9): then it is never beyond undoing."""
        return self.basis is Basis.ESTIMATE


@dataclass(frozen=True, slots=True)
class Standing:
    """The three numbers of one target, side by side and never merged (R9); None: there is none.

    `recognised` is what decisions have recognised; None while a decision is still to come. It is
    read only where `Settles.DECISION` makes the decision the result.
    """

    verified: Reading | None = None
    reported: Reading | None = None
    recognised: Value | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one value comes to.

    `of_plan` is (value, plan), for two-sided kinds the lower edge. `of_path` is percent of path:
    (way asked + lead, way asked), where the lead is how far the value is ahead of the path in the
    direction that is better, below 0 where behind, and the way asked is how far the path has come
    from the start: from 0 for a flow, from the baseline for rates and stocks. Where the path asks
    no way (a level to hold, a running ceiling, no baseline) it is the size of the path itself. Both
    are exact, at the scale of values; a whole of 0 gives no percentage.
    """

    outcome: Outcome
    by_estimate: bool = False
    of_plan: Pair | None = None
    of_path: Pair | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on the verified value, beside the one on the reported value (R9).

    `path` is where the value should stand, at the scale of values. `awaits_decision` says that the
    numbers are of those that qualify so far.
    """

    verified: Judgement
    reported: Judgement
    path: int | None = None
    awaits_decision: bool = False
    override: Override | None = None

    @property
    def outcome(self) -> Outcome:
        """What is computed, from the verified value alone."""
        return self.verified.outcome

    @property
    def against_path(self) -> bool:
        """Whether the computed outcome is to be labelled “against path”: no outlook is in it."""
        return self.outcome.is_open

    @property
    def shown(self) -> Outcome:
        """What heads the page: a committee's word, except against facts (R10)."""
        if self.override is None or self.outcome in _FACTS:
            return self.outcome
        return self.override.outcome

    @property
    def awaits_check(self) -> bool:
        """Met on the reported value and not on the verified one: waits to be checked."""
        return self.reported.outcome is Outcome.MET and self.outcome is not Outcome.MET


def judge(
    target: Target,
    standing: Standing,
    *,
    on: date,
    over: bool,
    thresholds: Thresholds | None = None,
    override: Override | None = None,
) -> Verdict:
    """How `target` stands at the end of day `on` (R9, R10).

    `over`: the period is over and its last figures are in, or a review has closed it; until then
    nothing is “not met”. Raises Refused (``target.wrong_value``) for a number where names are
    wanted, or the other way round.
    """
    path, bounds = target.path(on), target.bounds
    if bounds is None:
        unknown = Judgement(Outcome.UNKNOWN)
        return Verdict(unknown, unknown, override=override)
    decides = target.settles is Settles.DECISION
    recognised = standing.recognised if decides else None
    met = None if recognised is None else _by_recognition(target.kind, bounds, recognised, over)
    if met is not None:
        return Verdict(met, met, path, override=override)
    awaits = decides and not (over and recognised is not None)
    due = None if path is None else target.due(path)
    case = _Case(target, bounds, due, thresholds or Thresholds(), over, awaits)
    return Verdict(
        case.judgement(standing.verified), case.judgement(standing.reported), path, awaits, override
    )


def _by_recognition(kind: Kind, bounds: Bounds, recognised: Value, over: bool) -> Judgement | None:
    count = _number(kind, recognised)
    # one more decision could still break a ceiling, none can take a floor away
    if bounds.reached(count) and (over or bounds.high is None):
        return Judgement(Outcome.MET, of_plan=Pair(count, bounds.edge))
    return None


def _number(kind: Kind, value: Value) -> int:
    if isinstance(kind, NamedSet) and isinstance(value, frozenset):
        return len(kind.tell(value).done) * LIFT
    if isinstance(kind, NamedSet) or isinstance(value, frozenset):
        raise WRONG_VALUE.refuse()
    return value


@dataclass(frozen=True, slots=True)
class _Case:
    """A target on one day: what the reported and the verified value are judged by alike."""

    target: Target
    bounds: Bounds
    due: Bounds | None
    thresholds: Thresholds
    over: bool
    awaits: bool

    def judgement(self, reading: Reading | None) -> Judgement:
        """The judgement on `reading`: final facts first, then the plan, then the path."""
        settles = self.target.settles
        if reading is None or (settles is Settles.YEARLY and not reading.whole):
            return Judgement(Outcome.NO_FIGURE)
        value = _number(self.target.kind, reading.value)
        # a value for the whole period is held against the plan: June's path would flatter it
        due = self.bounds if reading.whole else self.due
        of_path = due and _of_path(due, self.target.start, value)
        by_plan = self._by_decision if settles is Settles.DECISION else self._by_plan
        outcome = by_plan(reading, value) or self._by_path(reading, value, of_path)
        return Judgement(outcome, reading.is_estimate, Pair(value, self.bounds.edge), of_path)

    def _by_decision(self, _reading: Reading, value: int) -> Outcome | None:
        if self.bounds.reached(value) and self.awaits:
            return Outcome.QUALIFIES
        return Outcome.NOT_MET if self.over else None

    def _by_plan(self, reading: Reading, value: int) -> Outcome | None:
        """What the plan alone says; None where the path has to."""
        reaches = self.bounds.reached(value)
        if self.over or (reading.whole and not reading.is_estimate):
            return Outcome.MET if reaches else Outcome.NOT_MET
        # on its first day every sum is under its ceiling: that says nothing yet
        if not reaches or self.target.is_running_ceiling:
            return None
        stays = self._stays(reading) and self.bounds.high is None
        return Outcome.MET if stays else Outcome.AT_LEVEL

    def _by_path(self, reading: Reading, value: int, of_path: Pair | None) -> Outcome:
        high = self.bounds.high
        if self._stays(reading) and high is not None and value > high:
            return Outcome.HARD  # a sum that has passed its ceiling does not come back
        return Outcome.UNKNOWN if of_path is None else self.thresholds.outcome(of_path)

    def _stays(self, reading: Reading) -> bool:
        """Whether what the value says is done stays done; an estimate may yet be replaced (R9)."""
        return self.target.settles is Settles.FLOW and not reading.is_estimate


# Why a way and not value / path: of a poverty rate that is to fall from 3.86 to 3.20 and should
# stand at 3.53, path / value gives 91 % to a place where nothing has moved; the way gone gives 0 %
# to it, and 136 % to 3.41. For a sum, which starts at 0, the way is value / path as everybody says
# it. Being a difference it needs no rule of its own for zero and negative baselines; being linear
# in the value, with a way that is never negative, it cannot fall when the value gets better.


def _of_path(due: Bounds, start: int | None, value: int) -> Pair:
    """Percent of path at the edge in question, as `Judgement` defines it."""
    low, high = due
    if high is not None and (low is None or value > high):
        lead, asked, size = high - value, (start or 0) - high, abs(high)
    else:
        lead, asked, size = value - due.edge, due.edge - (start or 0), abs(due.edge)
    way = asked if start is not None and asked > 0 else size
    return Pair(way + lead, way)
