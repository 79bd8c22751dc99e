"""A district that reports: indicators asked of its bodies, months opened, short ways to act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from tests.cast import District
from vedich.apps.figures.actions import NewAsk, add_indicators, from_catalogue, write_asks
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.figures.queries import cells
from vedich.apps.returns import actions
from vedich.apps.returns.actions import Answer
from vedich.apps.returns.models import Return
from vedich.core.errors import Refused
from vedich.core.needs import State
from vedich.core.periods import Period
from vedich.core.permits import Actor
from vedich.core.tallies import Pair, Tally


WATER, ROAD, MEMBERS = "ho_dung_nuoc_sach", "duong_be_tong", "ket_nap_dang_vien"
POOR, STANDARD = "ho_ngheo", "xa_nong_thon_moi_nang_cao"
BUDGET = "thu_ngan_sach"

ASKED = {
    **dict.fromkeys(("A1", "A2", "A3", "B1", "B2", "B3"), (WATER, ROAD, MEMBERS)),
    **dict.fromkeys(("A", "B"), (POOR, STANDARD)),
    "agency": (BUDGET,),
}
"""body → what it is asked for every month of 2022. Budget is a running figure, stored as months."""

USUAL: dict[str, tuple[int, int | None]] = {
    WATER: (1600, 2450),
    ROAD: (5, None),
    MEMBERS: (1, None),
    POOR: (1200, 90000),
    STANDARD: (0, None),
    BUDGET: (1000, None),
}
"""An everyday answer to each, scaled by its decimals."""

NOTHING: Mapping[str, object] = MappingProxyType({})

SECRETARY = {"A1": "cell_secretary", "A2": "cell_secretary_2", "B1": "cell_secretary_b"}


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    """Expect a refusal with this code."""
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


@dataclass(frozen=True)
class Office:
    """The district at work. Months are numbers of 2022; bodies and people have the cast's names."""

    district: District
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def when(self, by: str, day: date | None = None) -> dict[str, Any]:
        """The arguments every action takes."""
        on_day = day or self.district.day
        return {"by": self.actor(by), "at": self.district.at, "on_day": on_day}

    def actor(self, name: str) -> Actor:
        return self.district.actor(name)

    def open(self, *months: int) -> None:
        for month in months:
            actions.open_period(
                period=period(month), by=None, at=self.district.at, on_day=self.district.day
            )

    def of(self, body: str, month: int = 6) -> Return:
        """The return of a body, as it stands now."""
        found = period(month)
        return Return.objects.select_related("body").get(
            body=self.district.body(body), first=found.first, months=found.months
        )

    def state(self, body: str, month: int = 6) -> State:
        return State(self.of(body, month).state)

    def answers(self, body: str, changed: Mapping[str, object] = NOTHING) -> list[Answer]:
        """Everyday answers, but for those changed: a part, (part, whole), or an Answer's fields."""
        return [self._answer(code, changed.get(code)) for code in ASKED[body]]

    def _answer(self, code: str, changed: object) -> Answer:
        part, whole = USUAL[code]
        fields: dict[str, Any] = {"part": part, "whole": whole}
        if isinstance(changed, dict):
            fields |= changed
        elif isinstance(changed, tuple):
            fields["part"], fields["whole"] = changed
        elif isinstance(changed, int):
            fields["part"] = changed
        return Answer(indicator=self.indicators[code].pk, **fields)

    def send(
        self,
        body: str,
        month: int = 6,
        *,
        by: str = "",
        answers: Sequence[Answer] | None = None,
        round: int | None = None,  # noqa: A002
        key: str = "",
        day: date | None = None,
        changed: Mapping[str, object] = NOTHING,
        **also: object,
    ) -> Return:
        """Send a body's return with everyday answers, those `changed` put in their place.

        An indicator's code may be a keyword too.
        """
        changed = {**changed, **also}
        of = self.of(body, month)
        sender = by or SECRETARY.get(body) or {"A": "official", "agency": "agency"}[body]
        return actions.submit(
            of=of.pk,
            answers=self.answers(body, changed) if answers is None else answers,
            round=of.round if round is None else round,
            key=key,
            **self.when(sender, day),
        )

    def figure(self, body: str, code: str, month: int = 6) -> Figure:
        """The current row of a body's indicator, a withdrawn one too."""
        return Figure.objects.get(
            body=self.district.body(body),
            indicator=self.indicators[code],
            first=period(month).first,
            current=True,
        )

    def figures(self, body: str, month: int = 6) -> list[int]:
        """The keys of all figures of a return that stand."""
        of = self.of(body, month)
        rows = Figure.objects.filter(source=of.reference, current=True, part__isnull=False)
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def check(self, body: str, month: int = 6, *, by: str = "official_2") -> None:
        """Accept all figures of a return one by one."""
        actions.check(figures=self.figures(body, month), **self.when(by))

    def tally(
        self, place: str, code: str, of: Period | None = None, *, checked: bool = False
    ) -> Tally:
        """What a place comes to."""
        spot, key, when = self.district.place(place), self.indicators[code].pk, of or period(6)
        cell = cells(places=[spot], indicators=[key], periods=[when])[spot, key, when]
        return cell.checked if checked else cell.reported

    def pair(
        self, place: str, code: str, of: Period | None = None, *, checked: bool = False
    ) -> Pair | None:
        return self.tally(place, code, of, checked=checked).pair


def period(month: int) -> Period:
    """A month of 2022."""
    return Period(2022 * 12 + month - 1, 1)


def make_office(district: District, *months: int) -> Office:
    """Write indicators and asks, and open the months."""
    new = [one for one in from_catalogue(date(2022, 6, 30)) if one.code in USUAL]
    made = add_indicators(indicators=new, by=None, at=district.at)
    indicators = {one.code: one for one in made}
    asks = [
        NewAsk(
            indicator=indicators[code].pk,
            place=district.body(body).place_id,
            body=district.body(body).pk,
            first=2022 * 12,
            until=2023 * 12,
            why="target:1",
        )
        for body, codes in ASKED.items()
        for code in codes
    ]
    write_asks(asks=asks, by=None, at=district.at)
    office = Office(district, indicators)
    office.open(*months)
    return office
