"""The shelf of calendars: when a return is due (R18).

Public holidays are in `public_holidays`, apart, because the library behind them takes a quarter of
a second to import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from vedich.core.errors import Message
from vedich.core.periods import Length, Period, WorkingDays
from vedich.rulebook.dated import Dated
from vedich.rulebook.load import load
from vedich.rulebook.located import Entry, Words


NO_DUE_DAY = Message(
    code="calendar.no_due_day",
    vi="Không có hạn nộp báo cáo cho kỳ “{period}”. Hạn chỉ đặt cho tháng, quý, nửa năm và năm, kể "
    "từ ngày có quy định; hãy chọn kỳ khác.",
    en="No due day is set for a return of “{period}”. Due days exist for months, quarters, "
    "half-years and years, from the day they were set; choose another period.",
)


class Move(StrEnum):
    """What happens to a due day on which offices are closed."""

    NEXT_WORKING_DAY = "next_working_day"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class DueRule:
    """Due on day `day` (1 to 28) of the month `months_after` months after the period's last one."""

    day: int
    months_after: int

    def nominal(self, period: Period) -> date:
        """The due day before holidays are looked at."""
        last_month = Period(period.last - 1, Length.MONTH)
        return last_month.shifted(self.months_after).start.replace(day=self.day)


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """The return of one kind of period: its name, and its due rule by date."""

    name: Words
    rules: Dated[DueRule]


@dataclass(frozen=True, slots=True)
class DueDays:
    """The returns by length in months, and what becomes of a due day with closed offices."""

    returns: Mapping[int, ReturnDue]
    moves: Dated[Move]

    def due(
        self, period: Period, calendar: WorkingDays, local: Mapping[int, DueRule] | None = None
    ) -> date:
        """The last day on which the return of `period` is on time, by the rule on its last day.

        `local` are the rules a place has set for itself, by length in months: they come first.
        `calendar` must know the holidays of the month in which it is due. Raises Refused
        (``calendar.no_due_day``) for terms and for periods before the rule.
        """
        rule = self.effective(period, local or {})
        if not rule:
            raise NO_DUE_DAY.refuse(period=period)
        nominal = rule.nominal(period)
        moves = self.moves.at(nominal) is Move.NEXT_WORKING_DAY
        return calendar.after(nominal, 0) if moves else nominal

    def effective(self, period: Period, local: Mapping[int, DueRule]) -> DueRule | None:
        """The rule that counts for `period`: the local one, else the shipped one of its last day.

        None for a length that has no returns, and for periods before the shipped rule.
        """
        of = self.returns.get(period.months)
        if of is None:
            return None
        return local.get(period.months) or of.rules.at(period.last_day)


@cache
def due_days() -> DueDays:
    """The shipped due days; an issuing body may set its own, read by `read`."""
    return load("calendars/due_days.yaml", read)


def read(entry: Entry) -> DueDays:
    """The due days of one file. Raises RefusedAt."""
    returns = entry.one("returns", _returns)
    return DueDays(returns, Dated.read(entry, "closed_offices", _move))


def _returns(entry: Entry) -> Mapping[int, ReturnDue]:
    return {length: entry.one(length.name.lower(), _return) for length in Length}


def _return(entry: Entry) -> ReturnDue:
    return ReturnDue(entry.words("name"), Dated.read(entry, "due", _rule))


def _rule(entry: Entry) -> DueRule:
    return DueRule(entry.whole("day", 1, 28), entry.whole("months_after", 0, 3))


def _move(entry: Entry) -> Move:
    return entry.choice("move", Move)
