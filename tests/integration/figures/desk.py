"""Words for tests of figures: indicators by their rules, figures by name, tallies by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.cast import District
from vedich.apps.figures.actions import (
    NewFigure,
    NewIndicator,
    add_indicators,
    check_figures,
    record_figures,
    uncheck_figures,
)
from vedich.apps.figures.models import Check, Expected, Figure, Indicator, Opened, Tally
from vedich.apps.figures.queries import Cell, cells
from vedich.apps.journal.models import Line
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.tallies import PlaceRule, TimeRule


@dataclass(frozen=True)
class Numbers:
    """The district with one indicator."""

    district: District
    indicator: Indicator

    def new(
        self, place: str, period: str, part: int | None, whole: int | None = None, **more: str
    ) -> NewFigure:
        """A figure of the place called `place` (“A1”); “agency” is that of the district."""
        return NewFigure(
            place=self.district.place("root" if place == "agency" else place),
            body=self.district.body(place).pk,
            indicator=self.indicator,
            period=Period.parse(period),
            part=part,
            whole=whole,
            **more,  # type: ignore[arg-type]
        )

    def record(
        self, *figures: NewFigure, by: str = "clerk", operation: str = "returns.send_for"
    ) -> Sequence[Figure]:
        """Write the figures; a clerk of the district may enter for everybody."""
        return record_figures(
            figures=figures,
            operation=operation,
            by=self.district.actor(by),
            at=self.district.at,
            on_day=self.district.day,
        )

    def send(
        self, place: str, period: str, part: int | None, whole: int | None = None, **more: str
    ) -> Figure:
        """Write one figure."""
        return self.record(self.new(place, period, part, whole, **more))[0]

    def check(self, *figures: Figure, by: str = "official", swept: bool = False) -> None:
        """Say that they are right; the official is the one above the cells of commune A."""
        check_figures(
            figures=[figure.pk for figure in figures],
            swept=swept,
            by=self.district.actor(by),
            at=self.district.at,
            on_day=self.district.day,
        )

    def uncheck(self, *figures: Figure, by: str = "official", operation: str = "") -> None:
        """Let them wait again."""
        more = {"operation": operation} if operation else {}
        uncheck_figures(
            figures=[figure.pk for figure in figures],
            by=self.district.actor(by),
            at=self.district.at,
            on_day=self.district.day,
            **more,
        )

    def cell(self, place: str, period: str) -> Cell:
        """What a place comes to."""
        where, when = self.district.place(place), Period.parse(period)
        asked = cells(places=[where], indicators=[self.indicator.pk], periods=[when])
        return asked[where, self.indicator.pk, when]

    def part(self, place: str, period: str) -> int | None:
        """The part reported; None where there is none."""
        pair = self.cell(place, period).pair(checked=False)
        return pair.part if pair else None

    def checked(self, place: str, period: str) -> int | None:
        """The part of verified figures only."""
        pair = self.cell(place, period).pair(checked=True)
        return pair.part if pair else None


def numbers(
    district: District, place_rule: str = "sum", time_rule: str = "sum", *, whole: str = ""
) -> Numbers:
    """An indicator with these rules; `whole` is what a rate is of."""
    rules = PlaceRule(place_rule), TimeRule(time_rule)
    new = NewIndicator(
        code=f"{place_rule}_{time_rule}",
        name="Đường bê tông",
        unit="km",
        decimals=0,
        shown=0,
        place_rule=rules[0].value,
        time_rule=rules[1].value,
        settles="flow",
        part="hộ đạt" if whole else "",
        whole=whole,
    )
    return Numbers(district, add_indicators(indicators=[new], by=None, at=district.at)[0])


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect a refusal with this code, in two languages, that leaves nothing behind."""
    before = _counted()
    with pytest.raises(Refused) as found:
        yield
    assert found.value.code == code
    assert found.value.say("vi") != found.value.say("en")
    assert _counted() == before


def _counted() -> list[int]:
    return [model.objects.count() for model in (Figure, Check, Tally, Line, Opened, Expected)]
