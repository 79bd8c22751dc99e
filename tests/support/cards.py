"""The cast's district with a resolution of seven targets and two months of figures, by the actions.

What a scorecard, a target page and a passport of it must say can be counted by hand::

    1 roads       Σ cells, km        A1 12,0 + 3,5   A2 10,0   B1 8,0     verified: A1, A2 (January)
    2 water       Σ part / Σ whole   A1 60/100, B1 30/100 (February)      verified: A1
    3 discipline  ≤ 0,80 %           the agency 0,40                      verified
    4 named set   communes A and B   A done, B not                             reported only
    5 yes or no   the agency: done                                             verified
    6 unknown     the agency 5                                                 verified
    7 once a year the agency: 29,6 by estimate                                 reported only
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.cast import AGENCY, COMMITTEE, COMMUNES, District
from tests.support import drafts
from vedich.apps.figures.actions import (
    NewFigure,
    check_figures,
    expect,
    record_figures,
    uncheck_figures,
)
from vedich.apps.figures.models import Ask, Figure, Indicator
from vedich.apps.resolutions.models import Resolution
from vedich.core.periods import Period


DAY = date(2022, 3, 11)
"""February is over; figures stand to 28/2."""

JANUARY, FEBRUARY = Period.parse("2022-01"), Period.parse("2022-02")


@dataclass(frozen=True)
class Year:
    """The district, its resolution in force and its indicators by target number."""

    district: District
    resolution: int
    indicators: dict[int, Indicator]

    def new(
        self,
        number: int,
        who: str,
        period: Period,
        part: int | None,
        whole: int | None = None,
        **more: Any,
    ) -> NewFigure:
        """A figure of target `number`, sent by the body called `who`."""
        place = "root" if who in (AGENCY, COMMITTEE) else who
        return NewFigure(
            place=self.district.place(place),
            body=self.district.body(who).pk,
            indicator=self.indicators[number],
            period=period,
            part=part,
            whole=whole,
            **more,
        )

    def send(self, *figures: NewFigure, on_day: date = DAY) -> Sequence[Figure]:
        """Written down by the clerk, on behalf."""
        return record_figures(
            figures=figures,
            operation="returns.send_for",
            by=self.district.actor("clerk"),
            at=self.district.at,
            on_day=on_day,
        )

    def check(self, *figures: Figure, by: str, swept: bool = False) -> None:
        """Verified by the one above."""
        check_figures(
            figures=[one.pk for one in figures],
            swept=swept,
            by=self.district.actor(by),
            at=self.district.at,
            on_day=DAY,
        )

    def uncheck(self, *figures: Figure, by: str) -> None:
        """The return was opened again."""
        uncheck_figures(
            figures=[one.pk for one in figures],
            by=self.district.actor(by),
            at=self.district.at,
            on_day=DAY,
        )

    def figure(self, number: int, who: str, period: Period) -> Figure:
        """The current row."""
        place = "root" if who in (AGENCY, COMMITTEE) else who
        return Figure.objects.get(
            indicator=self.indicators[number],
            place=self.district.place(place),
            first=period.first,
            months=period.months,
            current=True,
        )


@pytest.fixture
def year(district: District) -> Year:
    """The resolution in force with its figures to the end of February."""
    made = empty_year(district)
    _send(made)
    return made


def empty_year(district: District) -> Year:
    """The resolution in force, asked of everybody, and nothing reported."""
    indicators = _indicators()
    row = drafts.draft(district, motto="Đoàn kết, kỷ cương", motto_en="Unity and order")
    drafts.add(district, row, *_targets(district, indicators))
    drafts.adopt(district, row)
    for month in (JANUARY, FEBRUARY):
        expect(asks=list(Ask.objects.all()), period=month, by=None, at=district.at)
    Resolution.objects.filter(pk=row.pk).update(last_targets=25, last_met=20)
    return Year(district, row.pk, indicators)


def _indicators() -> dict[int, Indicator]:
    made = {
        1: drafts.indicator("roads"),
        2: drafts.water(),
        3: drafts.indicator(
            "discipline", name="Kỷ luật", unit="%", decimals=2, shown=2, time_rule="last",
            settles="level",
        ),
        4: drafts.indicator(
            "advanced", name="Xã nâng cao", unit="xã", decimals=0, shown=0, place_rule="count",
            time_rule="last", settles="decision",
        ),
        5: drafts.indicator(
            "plan", name="Kế hoạch", unit="", decimals=0, shown=0, settles="flow"
        ),
        6: drafts.indicator(
            "vague", name="Việc khác", unit="việc", decimals=0, shown=0, time_rule="last",
            settles="level",
        ),
        7: drafts.indicator(
            "income", name="Thu nhập", unit="triệu đồng", place_rule="none", time_rule="last",
            settles="yearly",
        ),
    }  # fmt: skip
    return made


def _targets(district: District, indicators: dict[int, Indicator]) -> list[Any]:
    agency = (district.body(AGENCY).reference,)
    half = (("2022-H1", 210),)
    return [
        drafts.target(
            district, indicators[1], milestones=half, field="Hạ tầng", name="=Đường ấp",
            name_en="Hamlet roads", owner_post_en="Head", field_en="Infrastructure",
        ),
        drafts.target(
            district, indicators[2], number=2, kind="at_least", level=6200, baseline=4700,
            name="Nước sạch", field="Hạ tầng",
        ),
        drafts.target(
            district, indicators[3], number=3, prong=1, kind="at_most", level=80, baseline=50,
            name="Kỷ luật đảng viên", field="Kiểm tra", reporters=agency,
        ),
        drafts.target(
            district, indicators[4], number=4, kind="named_set", level=None,
            names=tuple(COMMUNES.values()), name="Hai xã nâng cao", field="Nông thôn mới",
            reporters=("commune_office",), milestones=(("2022-01", 1),),
        ),
        drafts.target(
            district, indicators[5], number=5, prong=1, kind="yes_no", level=None,
            name="Có kế hoạch", field="Tổ chức", reporters=agency,
        ),
        drafts.target(
            district, indicators[6], number=6, prong=1, kind="unknown", level=None,
            name="Chưa rõ mức", field="Tổ chức", reporters=agency,
        ),
        drafts.target(
            district, indicators[7], number=7, kind="at_least", level=580,
            name="Thu nhập bình quân", field="Kinh tế", reporters=agency,
        ),
    ]  # fmt: skip


def _send(year: Year) -> None:
    sent = year.send(
        year.new(1, "A1", JANUARY, 120),
        year.new(1, "A1", FEBRUARY, 35, why="Thiếu đá.", request="Xin ứng vốn."),
        year.new(1, "A2", JANUARY, 100),
        year.new(1, "B1", JANUARY, 80),
        year.new(2, "A1", FEBRUARY, 6000, 10000),
        year.new(2, "B1", FEBRUARY, 3000, 10000),
        year.new(3, AGENCY, FEBRUARY, 40),
        year.new(4, "A", FEBRUARY, 1),
        year.new(4, "B", FEBRUARY, 0),
        year.new(5, AGENCY, FEBRUARY, 1),
        year.new(6, AGENCY, FEBRUARY, 5),
        year.new(7, AGENCY, FEBRUARY, 296, basis="estimate"),
    )
    year.check(sent[0], sent[4], by="official")
    year.check(sent[2], by="official", swept=True)
    year.check(sent[6], sent[9], sent[10], by="clerk_b")
