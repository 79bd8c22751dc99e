"""A number that the document states becomes a figure of the place, with the document as its source.

It is what the document says and nobody has checked, so it is never verified. A document gives a
rate without its part and whole; it is kept as so many of a hundred (docs/adr/0010).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from vedich.apps.figures.actions import NewFigure, record_figures
from vedich.apps.figures.models import Basis, Figure, Indicator, Tally
from vedich.apps.resolutions.models import ProposalRow, Resolution
from vedich.apps.resolutions.reading.levels import scaled
from vedich.apps.resolutions.reading.rows import corrected_of
from vedich.core.periods import Length, Period
from vedich.core.permits import Actor
from vedich.core.tallies import PlaceRule


_HUNDRED: Final = 100
_STATED: Final = "Nêu trong văn bản, chưa ai kiểm."
_RATE_ALONE: Final = (
    "Nêu trong văn bản, chưa ai kiểm; văn bản chỉ ghi tỷ lệ, không ghi tử số, mẫu số."
)
_TAKEN_BACK: Final = "Người soạn bỏ nhận câu này trong văn bản."
_RULES: Final = (PlaceRule.SUM, PlaceRule.RATIO, PlaceRule.NONE)


def write_figure(
    row: ProposalRow,
    resolution: Resolution,
    indicator: Indicator,
    body: int,
    *,
    by: Actor,
    at: datetime,
    on_day: date,
) -> Figure | None:
    """The figure a result or baseline states, of the year before the resolution's.

    None where a figure would be no fact: the places below have theirs already (a sum would count
    them twice), or the rule counts places.
    """
    rule = PlaceRule(indicator.place_rule)
    period = _year_before(resolution.period)
    told = Tally.objects.filter(
        place_id=resolution.place_id,
        indicator=indicator,
        first=period.first,
        months=period.months,
        reported__gt=0,
    )
    said = corrected_of(row)
    if rule not in _RULES or said.value is None or said.high is not None or told.exists():
        return None
    part, whole = scaled(said.value, said.unit, indicator), None
    if rule is PlaceRule.RATIO:
        whole = _HUNDRED * 10**indicator.decimals
    new = NewFigure(
        place=resolution.place_id,
        body=body,
        indicator=indicator,
        period=period,
        part=part,
        whole=whole,
        basis=Basis.ACTUAL,
        source=row.text.reference,
        why=_RATE_ALONE if whole else _STATED,
    )
    (made,) = record_figures(figures=[new], operation="figures.mend", by=by, at=at, on_day=on_day)
    return made


def take_back(figure: Figure, row: ProposalRow, *, by: Actor, at: datetime, on_day: date) -> None:
    """Withdraw the figure that was written from a proposal, if it still stands."""
    now = Figure.objects.select_related("indicator").filter(pk=figure.pk, current=True).first()
    if now is None or now.part is None:
        return
    gone = NewFigure(
        place=now.place_id,
        body=now.body_id,
        indicator=now.indicator,
        period=now.period,
        part=None,
        source=row.text.reference,
        reason=_TAKEN_BACK,
    )
    record_figures(figures=[gone], operation="figures.mend", by=by, at=at, on_day=on_day)


def _year_before(period: Period) -> Period:
    """The year that ended when `period` began."""
    return Period(period.first - int(Length.YEAR), Length.YEAR)
