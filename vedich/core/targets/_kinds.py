"""The kinds of target (R8). Direction is part of the kind; a kind cannot be built wrongly.

Every kind whose threshold is known comes to one thing: the values that meet it lie between two
bounds, either of which may be open. All judging is done on these bounds, so a kind is this file's
business alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from vedich.core.errors import Message
from vedich.core.numbers import check_scaled
from vedich.core.tallies import EXTRA_DECIMALS


NO_BASELINE = Message(
    code="target.no_baseline",
    vi="Chỉ tiêu “tăng thêm” hoặc “giảm bớt” chưa có số gốc. Hãy ghi số gốc mà chỉ tiêu lấy làm "
    "mốc.",
    en="A target that says “increase by” or “decrease by” has no baseline. Give the value it "
    "starts from.",
)
PERCENT_OF_NOTHING = Message(
    code="target.percent_of_nothing",
    vi="Số gốc bằng 0 nên không tính được phần trăm tăng, giảm. Hãy ghi mức tăng, giảm bằng số.",
    en="The baseline is 0, and a percentage of nothing is nothing. Give the change as an amount.",
)
# A kind does not know the indicator's decimals, so these two name no value: 85,0 would read 850.
NO_CHANGE = Message(
    code="target.no_change",
    vi="Mức tăng, giảm phải lớn hơn 0. Nếu chỉ cần giữ mức cũ, hãy chọn “ít nhất” hoặc “không "
    "quá”.",
    en="An increase or decrease must be above 0. To hold the old level choose “at least” or “at "
    "most”.",
)
EMPTY_BETWEEN = Message(
    code="target.empty_between",
    vi="Mức thấp không nhỏ hơn mức cao. Hãy đổi chỗ hai mức, hoặc chọn “đúng bằng” nếu chỉ có một "
    "mức.",
    en="The low level is not below the high level. Swap the two, or choose “exactly” if there is "
    "only one.",
)
NO_NAMES = Message(
    code="target.no_names",
    vi="Danh sách nêu tên {names} trống, có tên trống hoặc có tên lặp lại. Hãy ghi mỗi nơi một "
    "lần.",
    en="The named list {names} is empty, holds a blank or repeats a name. Write each place once.",
)

LIFT: Final = 10**EXTRA_DECIMALS
"""What a level (at the indicator's decimals) is multiplied by to be at the scale of values."""

PERCENT_DECIMALS: Final = 4
"""Decimals of a percentage of change: 10 % is 100000, so that a baseline changed by it is exact."""


class Bounds(NamedTuple):
    """The least and the greatest value that meet, at the scale of values; None is open."""

    low: int | None
    high: int | None

    @property
    def edge(self) -> int:
        """The level a one-sided kind names; of a two-sided one the lower."""
        return (self.high or 0) if self.low is None else self.low

    def nearest(self, value: int) -> int:
        """The value that meets and lies nearest to `value`: itself where it meets."""
        if self.low is not None and value < self.low:
            return self.low
        return value if self.high is None else min(value, self.high)

    def reached(self, value: int) -> bool:
        """Whether `value` meets; the bounds themselves do."""
        return self.nearest(value) == value


@dataclass(frozen=True, slots=True)
class _Level:
    """What kinds with one level share. Refused (``number.too_large``) beyond 10^15."""

    level: int

    def __post_init__(self) -> None:
        check_scaled(self.level)


@dataclass(frozen=True, slots=True)
class AtLeast(_Level):
    """At least `level`: more is better."""

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets, at the scale of values."""
        return Bounds(self.level * LIFT, None)


@dataclass(frozen=True, slots=True)
class AtMost(_Level):
    """At most `level`, a ceiling: less is better."""

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets, at the scale of values."""
        return Bounds(None, self.level * LIFT)


@dataclass(frozen=True, slots=True)
class Exactly(_Level):
    """`level` and nothing else: nearer is better."""

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets, at the scale of values."""
        return Bounds(self.level * LIFT, self.level * LIFT)


@dataclass(frozen=True, slots=True)
class Between:
    """From `low` to `high`, both included: nearer is better.

    Raises Refused (``target.empty_between``) unless low is below high.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if check_scaled(self.low) >= check_scaled(self.high):
            raise EMPTY_BETWEEN.refuse()

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets, at the scale of values."""
        return Bounds(self.low * LIFT, self.high * LIFT)


@dataclass(frozen=True, slots=True)
class _Change:
    """What the two changes share: `amount` at the indicator's decimals, or of `percent`.

    Raises Refused (``target.no_change``) unless the amount is above 0.
    """

    amount: int
    percent: bool = False

    def __post_init__(self) -> None:
        if check_scaled(self.amount) <= 0:
            raise NO_CHANGE.refuse()

    def _size(self, baseline: int | None) -> tuple[int, int]:
        if baseline is None:
            raise NO_BASELINE.refuse()
        if self.percent and baseline == 0:
            raise PERCENT_OF_NOTHING.refuse()
        # a tenth more of a deficit of 50 is a deficit of 45: up is up on both sides of zero
        step = abs(baseline) * self.amount if self.percent else self.amount * LIFT
        return baseline * LIFT, step


@dataclass(frozen=True, slots=True)
class IncreaseBy(_Change):
    """At least `amount` above the baseline: more is better.

    The amount is absolute, at the indicator's decimals, or, where `percent`, a percentage of the
    baseline at `PERCENT_DECIMALS`; of a negative baseline, of its size. “Points” of a rate are an
    absolute amount.
    """

    def bounds(self, baseline: int | None) -> Bounds:
        """What meets. Refused without a baseline, or for a percentage of a baseline of 0."""
        start, step = self._size(baseline)
        return Bounds(start + step, None)


@dataclass(frozen=True, slots=True)
class DecreaseBy(_Change):
    """At least `amount` below the baseline: less is better. The amount is as in IncreaseBy."""

    def bounds(self, baseline: int | None) -> Bounds:
        """What meets. Refused without a baseline, or for a percentage of a baseline of 0."""
        start, step = self._size(baseline)
        return Bounds(None, start - step)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Done or not: the value is 1 (at the scale of values: `LIFT`) or 0."""

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets, at the scale of values."""
        return Bounds(LIFT, None)


class Named(NamedTuple):
    """How a named set stands: “3/4 named, 1 other besides” (R8). Names are in order."""

    done: tuple[str, ...]
    missing: tuple[str, ...]
    besides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedSet:
    """The places or bodies that `names` lists, by code; others do not stand in for them (R8).

    Raises Refused (``target.no_names``) for no names, blank names or one written twice.
    """

    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.names or not all(self.names) or len(set(self.names)) < len(self.names):
            raise NO_NAMES.refuse(names=", ".join(self.names))

    def bounds(self, _baseline: int | None) -> Bounds:
        """What meets: the number of names, at the scale of values."""
        return Bounds(len(self.names) * LIFT, None)

    def tell(self, done: Collection[str]) -> Named:
        """Which of the names are among `done`, which are not, and who is done besides."""
        return Named(
            done=tuple(name for name in self.names if name in done),
            missing=tuple(name for name in self.names if name not in done),
            besides=tuple(sorted(set(done) - set(self.names))),
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """The resolution, or the paper it points to, gives no threshold we know: never met (R9)."""

    def bounds(self, _baseline: int | None) -> None:
        """None: nobody can say what meets."""
        return


Kind = AtLeast | AtMost | Between | Exactly | IncreaseBy | DecreaseBy | YesNo | NamedSet | Unknown
