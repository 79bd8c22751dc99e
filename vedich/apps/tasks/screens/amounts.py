"""How much of a counted task is done: what was checked, and beside it what was reported (R8).

With an indicator the figures of returns speak instead: the verified ones, and all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from vedich.apps.figures.queries import cells
from vedich.apps.tasks.models import Check, Milestone, Progress, Task
from vedich.apps.tasks.screens import pieces
from vedich.apps.tasks.screens.shapes import Amount, Step
from vedich.core.errors import Language, Message, Refused
from vedich.core.periods import Length, Period
from vedich.core.tallies import PlaceRule
from vedich.formats.charts import marks


BULLET = Message(
    code="task.bullet",
    vi="Kiểm {checked}, báo cáo {reported}, đến nay cần {path}, cả việc {whole}.",
    en="Checked {checked}, reported {reported}, needed by now {path}, the whole {whole}.",
)
NONE = "–"


@dataclass(frozen=True, slots=True)
class Counted:
    """Amounts at the task's decimals; `show` are the decimals that show them all whole."""

    unit: str
    decimals: int
    show: int
    whole: int | None
    reported: int | None
    reported_on: date | None
    checked: int | None
    checked_on: date | None
    path: int | None
    by_figures: bool

    def text(self, value: int | None) -> str:
        """“2,8 km”; blank for none."""
        return pieces.amount(value, self.decimals, self.show, self.unit)

    def bare(self, value: int | None) -> str:
        """“2,8”."""
        return pieces.amount(value, self.decimals, self.show)

    @property
    def now(self) -> str:
        """How much there is: checked where somebody checked, else reported."""
        return self.text(self.checked if self.checked is not None else self.reported)

    def shape(
        self, language: Language, day: date, *, late: Sequence[Step], look: str
    ) -> Amount | None:
        """The amount as the page shows it; None for what is not counted."""
        if self.whole is None:
            return None
        checked = self.checked is not None
        shown = self.checked if checked else self.reported
        on = self.checked_on if checked else self.reported_on
        return Amount(
            shown=self.bare(shown) or NONE,
            bare=self.bare(self.whole),
            whole=self.text(self.whole),
            checked=checked,
            on=pieces.on_day(on, day) if on else "",
            reported=self.text(self.reported),
            differs=checked and self.reported is not None and self.reported != self.checked,
            bullet=self._bullet(language, "off" if late else look),
            by_figures=self.by_figures,
        )

    def _bullet(self, language: Language, look: str) -> Markup:
        values = {
            "checked": self.text(self.checked) or NONE,
            "reported": self.text(self.reported) or NONE,
            "path": self.text(self.path) or NONE,
            "whole": self.text(self.whole),
        }
        size = float(10**self.decimals)

        def plain(value: int | None) -> float | None:
            return None if value is None else value / size

        return marks.bullet(
            label=BULLET.say(language, values).removesuffix("."),
            plan=plain(self.whole) or 0.0,
            verified=plain(self.checked),
            reported=plain(self.reported),
            path=plain(self.path),
            outcome=look,
            width=270,
        )


def counted(
    task: Task,
    progress: Sequence[Progress],
    checks: Sequence[Check],
    steps: Sequence[Milestone],
    places: Sequence[int],
    day: date,
) -> Counted:
    """What is known of the amount of a task; `progress` and `checks` come newest first."""
    told = next((one for one in progress if one.amount is not None), None)
    seen = _seen(checks)
    known = [task.amount, *(one.amount for one in progress), *(one.amount for one in steps)]
    known += [one.amount for one in checks]
    due = [one.amount for one in steps if one.due_on <= day and one.amount is not None]
    if task.indicator is not None:
        reported, verified = _figures(task, places, day)
        known += [reported, verified]
        return Counted(
            task.unit or task.indicator.unit,
            task.decimals,
            min(pieces.needed(known, task.decimals), task.decimals),
            task.amount,
            reported,
            None,
            verified,
            None,
            max(due, default=None),
            by_figures=True,
        )
    return Counted(
        task.unit,
        task.decimals,
        pieces.needed(known, task.decimals),
        task.amount,
        told.amount if told else None,
        told.on_day if told else None,
        seen[0] if seen else None,
        seen[1] if seen else None,
        max(due, default=None),
        by_figures=False,
    )


def _seen(checks: Sequence[Check]) -> tuple[int, date] | None:
    """What the latest check that saw an amount saw: its own, or the reported one it agreed with."""
    ordered = sorted(checks, key=lambda one: (one.done_on or date.min, one.pk), reverse=True)
    for one in ordered:
        agreed = one.reported if one.found == Check.Found.AS_REPORTED else None
        amount = one.amount if one.amount is not None else agreed
        if amount is not None and one.done_on:
            return amount, one.done_on
    return None


def _figures(task: Task, places: Sequence[int], day: date) -> tuple[int | None, int | None]:
    """(reported, verified) of the year at the places of the task, at its decimals."""
    indicator = task.indicator
    if indicator is None:
        return None, None
    where = list(places) or [task.place_id]
    measure = indicator.measure
    if len(where) > 1 and measure.place_rule not in (PlaceRule.SUM, PlaceRule.COUNT):
        # rates of several places have no sum
        where = [task.place_id]
    year = Period(day.year * 12, Length.YEAR)
    found = cells(places=where, indicators=[indicator.pk], periods=[year])
    values: list[int | None] = []
    for checked in (False, True):
        parts: list[int] = []
        for place in where:
            try:
                value = measure.value(found[place, indicator.pk, year].pair(checked=checked))
            except Refused:
                # weights of different kinds met: there is no value (R7)
                value = None
            if value is not None:
                parts.append(value)
        total = sum(parts) if parts else None
        values.append(pieces.rescaled(total, measure.value_scale, task.decimals))
    return values[0], values[1]
