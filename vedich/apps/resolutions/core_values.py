"""From rows to values of the core: a target that cannot be built there cannot be written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from vedich.apps.resolutions.models import Target as Row
from vedich.core.errors import Message
from vedich.core.periods import Period
from vedich.core.targets import (
    AtLeast,
    AtMost,
    Between,
    DecreaseBy,
    Exactly,
    IncreaseBy,
    Kind,
    Milestone,
    NamedSet,
    Settles,
    Target,
    Unknown,
    YesNo,
)


NO_LEVEL = Message(
    code="resolution.no_level",
    vi="Chỉ tiêu {number} chưa có mức. Hãy ghi mức, hoặc chọn “chưa rõ mức”.",
    en="Target {number} has no level. Write one, or choose “level not known”.",
)
NO_KIND = Message(
    code="resolution.no_kind",
    vi="“{value}” không phải là một cách so sánh. Hãy chọn trong danh sách.",
    en="“{value}” is not a way to compare. Choose one of the list.",
)

WITHOUT_LEVEL: Final = frozenset(
    {Row.Kind.YES_NO.value, Row.Kind.NAMED_SET.value, Row.Kind.UNKNOWN.value}
)
"""Kinds that name no level."""

CHANGES: Final = frozenset({Row.Kind.INCREASE_BY.value, Row.Kind.DECREASE_BY.value})
"""Kinds that start from the baseline."""


def core_target(row: Row) -> Target:
    """The target as the core judges it. Read the row with its indicator and resolution.

    Raises Refused for a row that was never valid (``target.…``, ``resolution.no_level``).
    """
    return build(row, row.resolution.period, row.indicator.decimals)


def build(row: Row, period: Period, decimals: int) -> Target:
    """As `core_target`, for a row that is not stored yet. Raises Refused, as above."""
    return Target(
        kind=_kind(row),
        period=period,
        settles=Settles(row.settles),
        decimals=decimals,
        baseline=row.baseline,
        milestones=tuple(_milestones(row.milestones)),
    )


def _kind(row: Row) -> Kind:
    kind = row.kind
    if kind == Row.Kind.YES_NO:
        return YesNo()
    if kind == Row.Kind.UNKNOWN:
        return Unknown()
    if kind == Row.Kind.NAMED_SET:
        return NamedSet(tuple(row.names))
    if row.level is None or (kind == Row.Kind.BETWEEN and row.high is None):
        raise NO_LEVEL.refuse(number=row.number)
    return _with_level(row, row.level)


def _with_level(row: Row, level: int) -> Kind:
    if row.kind == Row.Kind.BETWEEN:
        return Between(level, row.high or 0)
    if row.kind in CHANGES:
        change = IncreaseBy if row.kind == Row.Kind.INCREASE_BY else DecreaseBy
        return change(level, percent=row.percent)
    plain: dict[str, Callable[[int], Kind]] = {
        Row.Kind.AT_LEAST: AtLeast,
        Row.Kind.AT_MOST: AtMost,
        Row.Kind.EXACTLY: Exactly,
    }
    if row.kind not in plain:
        raise NO_KIND.refuse(value=row.kind)
    return plain[row.kind](level)


def _milestones(stored: Iterable[tuple[str, int]]) -> Iterable[Milestone]:
    return (Milestone(Period.parse(period), level) for period, level in stored)
