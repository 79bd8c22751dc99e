"""A target with its path to date: where it should stand on a day (lộ trình; R10, R12)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vedich.core.errors import Message
from vedich.core.numbers import MAX_DECIMALS, check_scaled, div_round, write_number
from vedich.core.periods import Period
from vedich.core.tallies import EXTRA_DECIMALS, Measure, PlaceRule, TimeRule
from vedich.core.targets._kinds import LIFT, Bounds, Kind, NamedSet, YesNo


BAD_DECIMALS = Message(
    code="target.bad_decimals",
    vi="Chỉ tiêu không thể có {decimals} chữ số thập phân. Hãy chọn từ 0 đến {limit}; chỉ tiêu "
    "có/không hoặc nêu tên thì chọn 0.",
    en="A target cannot have {decimals} decimals. Choose 0 to {limit}, and 0 for a target that is "
    "yes/no or names places.",
)
FLOW_BELOW_ZERO = Message(
    code="target.flow_below_zero",
    vi="Số cộng dồn bắt đầu từ 0 nên không thể giữ ở mức không quá {high}. Hãy sửa mức, hoặc chọn "
    "loại số mức (không cộng dồn).",
    en="A running sum starts at 0 and cannot be held to at most {high}. Correct the level, or "
    "choose a level in place of a flow.",
)
BAD_MILESTONE = Message(
    code="target.bad_milestone",
    vi="Mốc {milestone} phải nằm trong {period}, sau mốc trước và hết trước khi {period} hết. Hãy "
    "sửa kỳ của mốc; cuối kỳ đã có chính mức kế hoạch.",
    en="The milestone {milestone} must lie in {period}, after the one before it, and end before "
    "{period} ends. Correct its period; at the end the plan itself applies.",
)


class Settles(StrEnum):
    """When a result is beyond undoing, which decides when “met” may be said (R8, R10)."""

    FLOW = "flow"
    """A running sum or a deed, counted from 0: what is done stays done."""

    LEVEL = "level"
    """A rate or a stock: it can fall back until the period is over."""

    DECISION = "decision"
    """What only a decision recognises: until it comes, one can merely qualify."""

    YEARLY = "yearly"
    """One figure for the period; what is seen before it is not judged."""

    @staticmethod
    def of(measure: Measure) -> Settles:
        """FLOW for what is summed over time and places, else LEVEL.

        That a decision is needed, or that the figure comes once a year, no measure can say.
        """
        summed = measure.place_rule in (PlaceRule.SUM, PlaceRule.COUNT)
        return Settles.FLOW if summed and measure.time_rule is TimeRule.SUM else Settles.LEVEL


@dataclass(frozen=True, slots=True)
class Milestone:
    """The level due by the end of `period`, at the indicator's decimals; a flow's since the start.

    Raises Refused (``number.too_large``) beyond 10^15.
    """

    period: Period
    level: int

    def __post_init__(self) -> None:
        check_scaled(self.level)


@dataclass(frozen=True, slots=True)
class Target:
    """One commitment on one indicator for one period: a year, or a term with milestones (R12).

    `decimals` are the indicator's; `baseline` is the value the resolution starts from, at these
    decimals. Raises Refused where the parts do not fit: ``target.no_baseline``,
    ``.percent_of_nothing``, ``.bad_decimals``, ``.bad_milestone``, ``.flow_below_zero``,
    ``number.too_large``.
    """

    kind: Kind
    period: Period
    settles: Settles
    decimals: int = 0
    baseline: int | None = None
    milestones: tuple[Milestone, ...] = ()

    bounds: Bounds | None = field(init=False, repr=False, compare=False)
    """The values that meet, at the scale of values; None where the threshold is unknown."""

    _knots: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        limit = 0 if isinstance(self.kind, YesNo | NamedSet) else MAX_DECIMALS
        if not 0 <= self.decimals <= limit:
            raise BAD_DECIMALS.refuse(decimals=self.decimals, limit=MAX_DECIMALS)
        check_scaled(self.baseline or 0)
        # made once: a scorecard asks for them with every judgement
        object.__setattr__(self, "bounds", self.kind.bounds(self.baseline))
        high = self.bounds.high if self.bounds else None
        if self.settles is Settles.FLOW and high is not None and high < 0:
            raise FLOW_BELOW_ZERO.refuse(
                high=write_number(high, decimals=self.decimals + EXTRA_DECIMALS, show=self.decimals)
            )
        self._check_milestones()
        object.__setattr__(self, "_knots", tuple(self._find_knots()))

    def _check_milestones(self) -> None:
        before = self.period.start
        for milestone in self.milestones:
            end = milestone.period.end
            if not self.period.holds(milestone.period) or not before < end < self.period.end:
                raise BAD_MILESTONE.refuse(milestone=milestone.period, period=self.period)
            before = end

    @property
    def start(self) -> int | None:
        """Where the path begins, at the scale of values; None where nobody gave a baseline.

        A flow begins at 0 even where last year's result is its baseline. A count of decisions
        begins at 0 unless some stood before.
        """
        if self.settles is Settles.FLOW:
            return 0
        if self.baseline is not None:
            return self.baseline * LIFT
        return 0 if self.settles is Settles.DECISION else None

    @property
    def is_running_ceiling(self) -> bool:
        """True for a flow under a ceiling alone: it is used up day by day, so it has a path.

        A flow that has a floor too is not held to a pace by its ceiling: ahead is not over.
        """
        return self.settles is Settles.FLOW and self.bounds is not None and self.bounds.low is None

    def path(self, on: date) -> int | None:
        """Where the value should stand at the end of day `on`, at the scale of values (R10).

        A straight line by days through the start, the milestones and the plan, rounded half away
        from zero to the indicator's decimals: a path is printed, and what is printed is what is
        judged. It never asks for more than the plan. Yes/no, named sets and yearly figures go by
        steps, from milestone to milestone. None where nothing says: no threshold, nothing before
        the first milestone, steps without milestones.
        """
        line, bounds = self._line(on), self.bounds
        if line is None or bounds is None:
            return None
        if bounds.high is None or self.is_running_ceiling:
            return min(line, bounds.edge)
        return max(line, bounds.edge) if bounds.low is None else line

    def due(self, path: int) -> Bounds | None:
        """The values that are not behind where the path stands at `path` (see `path`).

        They are the plan's bounds, stretched to take in the path: what meets the plan is never
        behind. A running ceiling is the path itself. None where the threshold is unknown.
        """
        if self.bounds is None or self.is_running_ceiling:
            return self.bounds and Bounds(None, path)
        low, high = self.bounds
        return Bounds(
            None if low is None else min(low, path), None if high is None else max(high, path)
        )

    def milestone(self, year: Period) -> int | None:
        """The level due by the end of `year`, a part of a term (R12): its milestone, or the path's.

        For a flow it counts since the term's start; a year's own part is the difference of two.
        """
        return self.path(year.last_day)

    @property
    def _by_steps(self) -> bool:
        return isinstance(self.kind, YesNo | NamedSet) or self.settles is Settles.YEARLY

    def _line(self, on: date) -> int | None:
        knots = self._knots
        # a day counts once it is over, as in Period.elapsed: levels are due by the end of a day
        now = on.toordinal() + 1
        passed = bisect_right(knots, now, key=lambda knot: knot[0])
        if not knots or passed == 0:
            return self.start if knots else None
        day, level = knots[passed - 1]
        if passed == len(knots) or self._by_steps:
            return level
        next_day, next_level = knots[passed]
        scaled = level * (next_day - now) + next_level * (now - day)
        return LIFT * div_round(scaled, (next_day - day) * LIFT)

    def _find_knots(self) -> list[tuple[int, int]]:
        """(day after, level) of the start, the milestones and the plan; empty without a path."""
        bounds, start = self.bounds, self.start
        if bounds is None or (not self.milestones and (start is None or self._by_steps)):
            return []
        knots = [] if start is None else [(self.period.start.toordinal(), start)]
        knots += [(m.period.end.toordinal(), m.level * LIFT) for m in self.milestones]
        # the nearest edge; but a sum under a ceiling meets from the start and still runs up to it
        plan = bounds.edge if self.is_running_ceiling else bounds.nearest(knots[-1][1])
        return [*knots, (self.period.end.toordinal(), plan)]
