"""What is impossible and what is odd in a figure as it is typed (R19, R21).

`limits` turns what is known before (the figures of earlier periods, a level to be reached) into
rules, and `screen` holds a figure against them. A rule is plain data: linear tests on the scaled
integers and a sentence, so that one small script in a browser can hold the same table against what
is being typed (DESIGN §3.1); `Rule.plain` is what it gets. Impossible blocks; odd is asked once and
recorded, for it is “to look at”, not wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from vedich.core.errors import LANGUAGES, Language, Message
from vedich.core.numbers import MAX_SCALED, write_number
from vedich.core.tallies import Measure, Pair, PlaceRule, TimeRule


JUMP: Final = 3
"""A step is odd beyond so many times the usual one (R19)."""

ENOUGH_STEPS: Final = 3
"""Fewer earlier steps than these are no habit, and nothing is a jump."""

ALIKE_PERIODS: Final = 3
"""A figure is odd when it equals the figures of so many periods before it."""

ALIKE_FROM: Final = 10
"""Numbers of one digit repeat by themselves; from two digits on that is odd."""

WHOLE_SHARE: Final = 20
"""A whole that rises by more than one part in so many is odd; any fall of it is."""

JUST_ABOVE: Final = 50
"""“Just above” is at most one part in so many beyond the level."""


class Screened(StrEnum):
    """Everything a screen can find; the first five are impossible, the others odd."""

    NEGATIVE = "negative"
    NO_WHOLE = "no_whole"
    OVER_WHOLE = "over_whole"
    TOO_FINE = "too_fine"
    TOO_LARGE = "too_large"
    JUMP_UP = "jump_up"
    JUMP_DOWN = "jump_down"
    RUNNING_FELL = "running_fell"
    WHOLE_FELL = "whole_fell"
    WHOLE_ROSE = "whole_rose"
    JUST_ENOUGH = "just_enough"
    ALIKE = "alike"
    AFTER_GAP = "after_gap"


ODD: Final = tuple(Screened)[5:]
"""The codes that ask to be confirmed."""

STRONG: Final = frozenset(
    {Screened.JUMP_UP, Screened.JUMP_DOWN, Screened.RUNNING_FELL, Screened.WHOLE_FELL}
)
"""The strong signs among them; the others are weak."""

# What the person who types is told. “{part}” and “{whole}” are his own numbers.
ASKED: Final[Mapping[Screened, Message]] = {
    Screened.NEGATIVE: Message(
        code="screen.negative",
        vi="“{part}” nhỏ hơn 0. Số này không thể âm; hãy ghi 0 hoặc số lớn hơn.",
        en="“{part}” is below 0. This cannot be negative; write 0 or more.",
    ),
    Screened.NO_WHOLE: Message(
        code="screen.no_whole",
        vi="Mới ghi “{part}”, chưa ghi tổng số. Hãy ghi cả hai ô.",
        en="Only “{part}” is given, without the total. Fill in both boxes.",
    ),
    Screened.OVER_WHOLE: Message(
        code="screen.over_whole",
        vi="“{part}” lớn hơn tổng số “{whole}”. Hãy sửa một trong hai số.",
        en="“{part}” is more than the total “{whole}”. Correct one of the two.",
    ),
    Screened.TOO_FINE: Message(
        code="screen.too_fine",
        vi="“{part}” có nhiều hơn {decimals} chữ số thập phân. Hãy làm tròn.",
        en="“{part}” has more than {decimals} decimals. Round it.",
    ),
    Screened.TOO_LARGE: Message(
        code="screen.too_large",
        vi="“{part}” vượt giới hạn {limit}. Hãy xem lại số chữ số và đơn vị tính.",
        en="“{part}” is beyond the limit of {limit}. Check the digits and the unit.",
    ),
    Screened.JUMP_UP: Message(
        code="screen.jump_up",
        vi="“{part}” tăng hơn {times} lần mức thường kỳ ({usual}); kỳ trước {last}. Đúng vậy?",
        en="“{part}” rises over {times} times as usual ({usual}); last time {last}. Is that right?",
    ),
    Screened.JUMP_DOWN: Message(
        code="screen.jump_down",
        vi="“{part}” giảm hơn {times} lần mức thường kỳ ({usual}); kỳ trước {last}. Đúng vậy?",
        en="“{part}” falls over {times} times as usual ({usual}); last time {last}. Is that right?",
    ),
    Screened.RUNNING_FELL: Message(
        code="screen.running_fell",
        vi="“{part}” nhỏ hơn số từ đầu năm của kỳ trước ({last}). Kỳ trước ghi sai?",
        en="“{part}” is below the figure since January of last time ({last}). Was that one wrong?",
    ),
    Screened.WHOLE_FELL: Message(
        code="screen.whole_fell",
        vi="Tổng số “{whole}” nhỏ hơn kỳ trước ({last_whole}). Đúng vậy?",
        en="The total “{whole}” is below that of last time ({last_whole}). Is that right?",
    ),
    Screened.WHOLE_ROSE: Message(
        code="screen.whole_rose",
        vi="Tổng số “{whole}” tăng nhiều so với kỳ trước ({last_whole}). Đúng vậy?",
        en="The total “{whole}” is well above that of last time ({last_whole}). Is that right?",
    ),
    Screened.JUST_ENOUGH: Message(
        code="screen.just_enough",
        vi="“{part}” vừa đủ mức cần {level}. Đã xem lại số gốc?",
        en="“{part}” just reaches the {level} needed. Have you looked at the source again?",
    ),
    Screened.ALIKE: Message(
        code="screen.alike",
        vi="“{part}” giống hệt {periods} kỳ trước. Không đổi thật?",
        en="“{part}” is the same as the {periods} times before. Is it really unchanged?",
    ),
    Screened.AFTER_GAP: Message(
        code="screen.after_gap",
        vi="Kỳ trước không có số. “{part}” là của riêng kỳ này?",
        en="There was no figure last time. Is “{part}” of this period only?",
    ),
}

# What the checker reads beside the figure.
SEEN: Final[Mapping[Screened, Message]] = {
    Screened.JUMP_UP: Message(
        code="screen.seen_jump_up",
        vi="Tăng gấp {ratio} lần thường kỳ.",
        en="Up by {ratio} times the usual.",
    ),
    Screened.JUMP_DOWN: Message(
        code="screen.seen_jump_down",
        vi="Giảm {step}, gấp {ratio} lần thường kỳ.",
        en="Down by {step}, {ratio} times the usual.",
    ),
    Screened.RUNNING_FELL: Message(
        code="screen.seen_running_fell",
        vi="Số từ đầu năm giảm {step}.",
        en="The figure since January fell by {step}.",
    ),
    Screened.WHOLE_FELL: Message(
        code="screen.seen_whole_fell",
        vi="Tổng số đổi {last_whole} thành {whole}.",
        en="The total went from {last_whole} to {whole}.",
    ),
    Screened.WHOLE_ROSE: Message(
        code="screen.seen_whole_rose",
        vi="Tổng số tăng {last_whole} thành {whole}.",
        en="The total rose from {last_whole} to {whole}.",
    ),
    Screened.JUST_ENOUGH: Message(
        code="screen.seen_just_enough",
        vi="Vừa đủ mức cần {level}.",
        en="Just reaches the {level} needed.",
    ),
    Screened.ALIKE: Message(
        code="screen.seen_alike",
        vi="Giống hệt {periods} kỳ trước.",
        en="The same as the {periods} times before.",
    ),
    Screened.AFTER_GAP: Message(
        code="screen.seen_after_gap",
        vi="Kỳ trước không có số.",
        en="No figure last time.",
    ),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a form asks of one indicator.

    `running`: what was reached since 1 January is typed. `rises`: more is better. `level` is what
    the place should reach in the year, at the indicator's decimals, None where nothing was set.
    `signed`: the figure may be below 0.
    """

    measure: Measure
    running: bool = False
    rises: bool = True
    level: int | None = None
    signed: bool = False

    @property
    def is_rate(self) -> bool:
        """Whether part and whole are asked for."""
        return self.measure.place_rule is PlaceRule.RATIO

    @property
    def typed_decimals(self) -> int:
        """Decimals a person may type: part and whole of a rate are counted, so whole numbers."""
        return 0 if self.is_rate else self.measure.decimals

    @property
    def flows(self) -> bool:
        """Whether each period has its own amount, so that the figure itself is the step."""
        return self.measure.time_rule is TimeRule.SUM and not self.running


@dataclass(frozen=True, slots=True)
class Limit:
    """``low ≤ part × pair.part + whole × pair.whole ≤ high``; an end that is None is open.

    With `modulo` the absolute amount is first reduced by it. `blank` asks instead that no whole was
    given; any other test on a whole that was not given fails.
    """

    part: int = 0
    whole: int = 0
    low: int | None = None
    high: int | None = None
    modulo: int = 0
    blank: bool = False

    def holds(self, pair: Pair) -> bool:
        """Whether the figure passes."""
        if self.blank:
            return pair.whole is None
        if self.whole and pair.whole is None:
            return False
        amount = self.part * pair.part + self.whole * (pair.whole or 0)
        if self.modulo:
            amount = abs(amount) % self.modulo
        low = amount if self.low is None else self.low
        high = amount if self.high is None else self.high
        return low <= amount <= high

    def plain(self) -> dict[str, str | bool]:
        """The test as data; integers are texts, because a script's numbers end at 2^53."""
        ends = {"low": self.low, "high": self.high}
        return {
            "part": str(self.part),
            "whole": str(self.whole),
            "modulo": str(self.modulo),
            "blank": self.blank,
            **{name: str(end) for name, end in ends.items() if end is not None},
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit: it is broken by figures for which all `tests` hold (none: by every figure).

    `values` fill the gaps of its sentences except “part” and “whole”; `decimals` and `shown` are
    how those are written. `base` and `usual` are what a step is measured from and against, scaled.
    """

    code: Screened
    tests: tuple[Limit, ...]
    values: Mapping[str, str]
    decimals: int
    shown: int
    base: int = 0
    usual: int = 0

    @property
    def blocks(self) -> bool:
        """Whether the figure is impossible and cannot be sent."""
        return self.code not in ODD

    @property
    def strong(self) -> bool:
        """Whether it is a strong sign; what is impossible always is."""
        return self.blocks or self.code in STRONG

    def broken_by(self, pair: Pair) -> bool:
        """Whether the figure is what the rule is about."""
        return all(test.holds(pair) for test in self.tests)

    def found(self, pair: Pair) -> Finding:
        """The finding about this figure."""
        # what is too fine must be shown with the digits that are too many
        shown = self.decimals if self.code is Screened.TOO_FINE else self.shown
        step = abs(pair.part - self.base)
        values = {
            **self.values,
            "part": write_number(pair.part, decimals=self.decimals, show=shown),
            "whole": write_number(pair.whole or 0, decimals=self.decimals, show=shown),
            "step": write_number(step, decimals=self.decimals, show=shown),
            "ratio": str(step // self.usual) if self.usual else "",
        }
        return Finding(self.code, values)

    def plain(self) -> dict[str, object]:
        """The rule as data for the script; “{part}” and “{whole}” are left for it to fill."""
        values = {**self.values, "part": "{part}", "whole": "{whole}"}
        return {
            "code": self.code.value,
            "blocks": self.blocks,
            "tests": [test.plain() for test in self.tests],
            **{language: ASKED[self.code].say(language, values) for language in LANGUAGES},
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one figure, with the numbers as people read them."""

    code: Screened
    values: Mapping[str, str] = field(compare=False)

    @property
    def blocks(self) -> bool:
        """Whether the figure is impossible."""
        return self.code not in ODD

    @property
    def strong(self) -> bool:
        """Whether it is a strong sign."""
        return self.blocks or self.code in STRONG

    def ask(self, language: Language) -> str:
        """What the person who typed it is told or asked."""
        return ASKED[self.code].say(language, self.values)

    def seen(self, language: Language) -> str:
        """What the checker reads: for what is impossible the same words."""
        return SEEN.get(self.code, ASKED[self.code]).say(language, self.values)


def limits(shape: Shape, earlier: Sequence[Pair | None]) -> tuple[Rule, ...]:
    """The rules for the next figure of a place, the impossible first.

    `earlier` are its figures as typed, one a period, oldest first, None where there was none; the
    last is that of the period just before. Of a running figure only those of the same year count,
    and the caller gives no others.
    """
    rules = _Rules(shape, earlier)
    return (*rules.impossible(), *rules.jumps(), *rules.wholes(), *rules.habits())


def screen(rules: Sequence[Rule], pair: Pair) -> tuple[Finding, ...]:
    """What is impossible in the figure; where nothing is, what is odd; in the order of the rules.

    The odd is kept back while something is impossible: that has to be typed anew anyway.
    """
    broken = [rule for rule in rules if rule.broken_by(pair)]
    blocking = [rule for rule in broken if rule.blocks]
    return tuple(rule.found(pair) for rule in blocking or broken)


class _Rules:
    """The makers of the rules, over what they share."""

    def __init__(self, shape: Shape, earlier: Sequence[Pair | None]) -> None:
        self._shape = shape
        self._earlier = list(earlier)
        self._known = [pair for pair in earlier if pair]
        self._last = self._known[-1] if self._known else None

    def impossible(self) -> list[Rule]:
        """Signs, wholes, digits and size."""
        shape, rules = self._shape, []
        fine = 10 ** (shape.measure.decimals - shape.typed_decimals)
        if not shape.signed:
            rules.append(self._rule(Screened.NEGATIVE, Limit(part=1, high=-1)))
        if shape.is_rate:
            rules.append(self._rule(Screened.NO_WHOLE, Limit(blank=True)))
            rules.append(self._rule(Screened.OVER_WHOLE, Limit(part=1, whole=-1, low=1)))
        if fine > 1:
            rules.append(self._rule(Screened.TOO_FINE, Limit(part=1, low=1, modulo=fine)))
        rules.append(self._rule(Screened.TOO_LARGE, Limit(part=1, low=MAX_SCALED + 1)))
        return rules

    def jumps(self) -> list[Rule]:
        """Steps beyond the usual, and a running figure that falls at all."""
        shape, last = self._shape, self._last
        if last is None or shape.measure.place_rule is PlaceRule.COUNT:
            return []
        rules: list[Rule] = []
        base = 0 if shape.flows else last.part
        usual = self._usual_step()
        if usual:
            up = Limit(part=1, low=base + JUMP * usual + 1)
            rules.append(self._rule(Screened.JUMP_UP, up, base=base, usual=usual))
        if usual and not shape.flows and not shape.running:
            down = Limit(part=1, high=base - JUMP * usual - 1)
            rules.append(self._rule(Screened.JUMP_DOWN, down, base=base, usual=usual))
        if shape.running:
            fell = Limit(part=1, high=base - 1)
            rules.append(self._rule(Screened.RUNNING_FELL, fell, base=base))
        return rules

    def wholes(self) -> list[Rule]:
        """A denominator that moved (R21)."""
        last = self._last
        if last is None or last.whole is None:
            return []
        most = last.whole + last.whole // WHOLE_SHARE
        return [
            self._rule(Screened.WHOLE_FELL, Limit(whole=1, high=last.whole - 1)),
            self._rule(Screened.WHOLE_ROSE, Limit(whole=1, low=most + 1)),
        ]

    def habits(self) -> list[Rule]:
        """Just enough, always the same, back after a gap."""
        rules = self._just_enough()
        recent = self._earlier[-ALIKE_PERIODS:]
        last = self._last
        # nothing moved since January is common, and so is a yes that stays a yes
        counted = self._shape.measure.place_rule is PlaceRule.COUNT or self._shape.running
        alike = len(recent) == ALIKE_PERIODS and len(set(recent)) == 1 and not counted
        finest = 10 ** (self._shape.measure.decimals - self._shape.typed_decimals)
        if alike and last is not None and abs(last.part) >= ALIKE_FROM * finest:
            same = [Limit(part=1, low=last.part, high=last.part)]
            if last.whole is not None:
                same.append(Limit(whole=1, low=last.whole, high=last.whole))
            rules.append(self._rule(Screened.ALIKE, *same))
        if last is not None and self._earlier[-1] is None:
            rules.append(self._rule(Screened.AFTER_GAP))
        return rules

    def _just_enough(self) -> list[Rule]:
        shape, last, level = self._shape, self._last, self._shape.level
        if level is None or (last is not None and self._reaches(last, level)):
            return []
        slack = max(abs(level) // JUST_ABOVE, 1)
        low, high = (level, level + slack) if shape.rises else (level - slack, level)
        if not shape.is_rate:
            return [self._rule(Screened.JUST_ENOUGH, Limit(part=1, low=low, high=high))]
        # part / whole × factor against a level, multiplied out: no rate is divided to be compared
        scale = shape.measure.factor * 10**shape.measure.decimals
        return [
            self._rule(
                Screened.JUST_ENOUGH,
                Limit(part=scale, whole=-low, low=0),
                Limit(part=scale, whole=-high, high=0),
                Limit(whole=1, low=1),
            )
        ]

    def _reaches(self, pair: Pair, level: int) -> bool:
        reached, needed = pair.part, level
        if self._shape.is_rate:
            scale = self._shape.measure.factor * 10**self._shape.measure.decimals
            reached, needed = pair.part * scale, level * (pair.whole or 0)
        return reached >= needed if self._shape.rises else reached <= needed

    def _usual_step(self) -> int:
        """The upper median of the earlier steps that were any, 0 where they are no habit yet."""
        if self._shape.flows:
            steps = [abs(pair.part) for pair in self._known]
        else:
            steps = [abs(b.part - a.part) for a, b in pairwise(self._earlier) if a and b]
        taken = sorted(step for step in steps if step)
        return taken[len(taken) // 2] if len(taken) >= ENOUGH_STEPS else 0

    def _rule(self, code: Screened, *tests: Limit, base: int = 0, usual: int = 0) -> Rule:
        decimals, shown = self._shape.measure.decimals, self._shape.typed_decimals
        last = self._last

        def written(scaled: int | None, show: int = shown) -> str:
            return "" if scaled is None else write_number(scaled, decimals=decimals, show=show)

        mark = "%" if self._shape.is_rate and self._shape.measure.factor == 100 else ""
        values = {
            "decimals": str(shown),
            "limit": written(MAX_SCALED),
            "times": str(JUMP),
            "usual": written(usual),
            "last": written(last.part if last else None),
            "last_whole": written(last.whole if last else None),
            "level": written(self._shape.level, decimals) + mark,
            "periods": str(ALIKE_PERIODS),
        }
        return Rule(code, tests, values, decimals, shown, base, usual)
