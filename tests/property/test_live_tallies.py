"""Live tallies are what the figures come to, whatever was written, in whatever order (R7).

Random writes go through the actions, over random dated trees and all rules. After every step each
tally is compared with the core's fold of the figures that stand, at the end with the oracle of the
engines as well. Runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from vedich.apps.figures.actions import (
    NewAsk,
    NewFigure,
    NewIndicator,
    add_indicators,
    carry,
    check_figures,
    expect,
    rebuild,
    record_figures,
    uncheck_figures,
    write_asks,
)
from vedich.apps.figures.models import Figure, Indicator
from vedich.apps.figures.queries import cells, drift
from vedich.apps.journal.actions import open_journal
from vedich.apps.places.actions import NewBody, NewLink, add_bodies, add_links
from vedich.apps.places.models import Body, Place
from vedich.apps.places.queries import atlas
from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.permits import Actor, Post
from vedich.core.places import Book, Link, PlaceId
from vedich.core.rollup import Figure as Told
from vedich.core.rollup import fold_places, own
from vedich.core.tallies import Own, Pair, PlaceRule, Tally, TimeRule
from vedich.engine import reference
from vedich.engine.base import Request
from vedich.engine.inputs import read_indicators, read_places


pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SINCE, CHANGE, DAY = date(2020, 1, 1), date(2022, 7, 1), date(2022, 12, 31)
AT = datetime(2022, 12, 31, 8, 0, tzinfo=timezone(timedelta(hours=7)))
SMALLER = bool(os.environ.get("VEDICH_SHRINK"))
"""Whether to look minutes for a smaller example of a failure."""
POOL = [
    *(f"2022-{month:02}" for month in (1, 2, 3, 4, 6, 7, 12)),
    *("2022-Q1", "2022-Q2", "2022-Q3", "2022-H1", "2022", "2021-12", "2021-Q4", "2021"),
]
PERIODS = [Period.parse(text) for text in POOL]
SMALL = st.integers(-3, 12)
PARTS = SMALL | SMALL | SMALL | st.sampled_from([10**15, -(10**15), 10**12, 999_999_999_999])
NUMBERS = st.none() | PARTS | PARTS | PARTS | PARTS
CLERK = Actor("person:1", (Post("post:1", "clerk", (), SINCE),))
MIXED = (PlaceRule.MEAN, PlaceRule.MIN, PlaceRule.MAX)

Key = tuple[int, int, Period]
Rules = tuple[Sequence[PlaceRule], Sequence[TimeRule]]
RULES: Mapping[str, Rules] = {
    "any": (list(PlaceRule), list(TimeRule)),
    # rare among all the rules, and the ones with something to go wrong: told apart
    "extremes": ([PlaceRule.MIN, PlaceRule.MAX], list(TimeRule)),
    "carried": (list(PlaceRule), [TimeRule.CARRIED]),
}


@dataclass(frozen=True)
class Stored:
    """A tally as the product shows it."""

    tally: Tally
    pair: Pair | None


def spans(period: Period) -> set[Period]:
    """The period and the quarter, half-year and year that hold it."""
    return {Period.of(period.start, length) for length in (1, 3, 6, 12) if length >= period.months}


class Writing(RuleBasedStateMachine):
    """People write, correct, withdraw, check, and open periods; sometimes they are refused."""

    allowed: ClassVar[Rules]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.opened: set[Period] = set()
        self.expected: set[Key] = set()
        self.touched: set[Period] = set()

    def teardown(self) -> None:
        try:
            if hasattr(self, "places"):
                self.compare_with_the_oracle()
                assert drift() == []
                rebuild(by=None, at=AT, on_day=DAY)
                self.every_tally_is_what_the_figures_come_to()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @initialize(data=st.data())
    def make(self, data: st.DataObject) -> None:
        open_journal(sample=True, day=DAY, at=AT)
        links = list(draw_links(data))
        add_links(links=[NewLink(link) for link in links], source="Mẫu", by=None, at=AT, on_day=DAY)
        self.places = {place.code: place.pk for place in Place.objects.all()}
        self.codes = {pk: code for code, pk in self.places.items()}
        standing = {spot.code for spot in atlas().on(DAY)}
        add_bodies(
            bodies=[NewBody(code, code, "hamlet_cell", code, start=DAY) for code in standing],
            by=None,
            at=AT,
            on_day=DAY,
        )
        self.bodies = {body.code: body.pk for body in Body.objects.all()}
        somebody = min(self.bodies.values())
        self.body_of = {pk: self.bodies.get(code, somebody) for code, pk in self.places.items()}
        count = data.draw(st.integers(1, 2))
        new = [draw_indicator(data, number, self.allowed) for number in range(count)]
        self.indicators = {i.pk: i for i in add_indicators(indicators=new, by=None, at=AT)}
        paths = {spot.path for day in (SINCE, DAY) for spot in atlas().on(day)}
        posts = [Post(f"post:{n}", "clerk", path[:-1], SINCE) for n, path in enumerate(paths)]
        self.checker = Actor("person:2", tuple(posts))
        # few periods, so that figures meet
        self.periods = sorted(data.draw(st.sets(st.sampled_from(PERIODS), min_size=2, max_size=5)))

    @rule(data=st.data(), count=st.integers(1, 6))
    def record(self, data: st.DataObject, count: int) -> None:
        new = {one.key: one for one in (self.draw_figure(data) for _ in range(count))}
        self.write_figures(list(new.values()))

    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        new = []
        for row in Figure.objects.filter(pk__in=self.draw_some(data)):
            part, indicator = data.draw(NUMBERS), self.indicators[row.indicator_id]
            new.append(
                NewFigure(
                    place=row.place_id,
                    body=row.body_id,
                    indicator=indicator,
                    period=row.period,
                    part=part,
                    whole=None if part is None else draw_whole(data, indicator),
                    reason="sửa",
                )
            )
        self.write_figures(new)

    def write_figures(self, new: Sequence[NewFigure]) -> None:
        try:
            record_figures(figures=new, operation="figures.mend", by=CLERK, at=AT, on_day=DAY)
        except Refused as refused:
            # the next comparison shows that nothing of it stayed behind
            lost = any(one.place not in atlas().on(one.period.last_day) for one in new)
            mean = any(one.indicator.place_rule == PlaceRule.MEAN for one in new)
            why = {"place.unknown": lost, "figures.too_large_sum": mean}
            assert why.get(refused.code), refused
            return
        for one in new:
            self.touched |= spans(one.period)
            if one.indicator.time_rule == TimeRule.CARRIED:
                self.opened |= spans(one.period)

    @rule(data=st.data(), swept=st.booleans())
    def check(self, data: st.DataObject, swept: bool) -> None:
        keys = self.draw_some(data)
        check_figures(figures=keys, swept=swept, by=self.checker, at=AT, on_day=DAY)

    @rule(data=st.data())
    def uncheck(self, data: st.DataObject) -> None:
        uncheck_figures(figures=self.draw_some(data), by=self.checker, at=AT, on_day=DAY)

    @rule(data=st.data())
    def carry(self, data: st.DataObject) -> None:
        period = data.draw(st.sampled_from(self.periods))
        carry(period=period, by=None, at=AT)
        self.opened |= spans(period)

    @rule(data=st.data())
    def expect(self, data: st.DataObject) -> None:
        period = data.draw(st.sampled_from(self.periods))
        places = data.draw(st.sets(st.sampled_from(sorted(self.codes)), min_size=1))
        indicator = data.draw(st.sampled_from(sorted(self.indicators)))
        asks = write_asks(
            asks=[
                NewAsk(indicator, place, self.body_of[place], 2022 * 12, None, f"target:{place}")
                for place in sorted(places)
            ],
            by=None,
            at=AT,
        )
        expect(asks=asks, period=period, by=None, at=AT)
        self.expected |= {(place, indicator, p) for place in places for p in spans(period)}
        self.touched |= spans(period)

    # -- what is drawn -----------------------------------------------------------------------------

    def draw_some(self, data: st.DataObject) -> list[int]:
        keys = list(Figure.objects.filter(current=True).order_by("pk").values_list("pk", flat=True))
        assume(keys)
        # the fewest by number, so that examples shrink to the first figures
        some = data.draw(st.sets(st.integers(0, len(keys) - 1), min_size=1, max_size=4))
        return [keys[n] for n in sorted(some)]

    def draw_figure(self, data: st.DataObject) -> NewFigure:
        indicator = self.indicators[data.draw(st.sampled_from(sorted(self.indicators)))]
        place = data.draw(st.sampled_from(sorted(self.codes)))
        part = data.draw(NUMBERS)
        return NewFigure(
            place=place,
            body=self.body_of[place],
            indicator=indicator,
            period=data.draw(st.sampled_from(self.periods)),
            part=part,
            whole=None if part is None else draw_whole(data, indicator),
            basis=data.draw(st.sampled_from(["actual", "estimate"])),
            reason="sửa",
        )

    # -- what must hold ----------------------------------------------------------------------------

    def series(self) -> dict[tuple[int, int], list[Told]]:
        found: dict[tuple[int, int], list[Told]] = {}
        for row in Figure.objects.filter(current=True, part__isnull=False):
            told = Told(row.period, Pair(row.part or 0, row.whole), row.verified)
            found.setdefault((row.place_id, row.indicator_id), []).append(told)
        return found

    @invariant()
    def every_tally_is_what_the_figures_come_to(self) -> None:
        if not hasattr(self, "places"):
            return
        asked = sorted(self.touched | self.opened)
        stored = cells(places=sorted(self.codes), indicators=sorted(self.indicators), periods=asked)
        series = self.series()
        for indicator in self.indicators.values():
            for period in asked:
                for checked in (False, True):
                    true = self.true(indicator, period, series, checked=checked)
                    for place, code in self.codes.items():
                        cell = stored[place, indicator.pk, period]
                        found = cell.checked if checked else cell.reported
                        wanted = true.get(code, Stored(Tally(found.rule), None))
                        where = f"{code} {indicator.code} {period} checked={checked}"
                        if found.rule is not PlaceRule.NONE:
                            assert found == wanted.tally, where
                        for name in ("reported", "verified", "complete", "expected"):
                            assert getattr(found, name) == getattr(wanted.tally, name), where
                        assert cell.pair(checked=checked) == wanted.pair, where

    def true(
        self,
        indicator: Indicator,
        period: Period,
        series: Mapping[tuple[int, int], Sequence[Told]],
        *,
        checked: bool,
    ) -> dict[str, Stored]:
        """The tallies of one period, folded from nothing."""
        book = Book(atlas().links())
        tree, measure = book.tree(period.last_day), indicator.measure
        owns: dict[str, Own] = {}
        silent = measure.time_rule is TimeRule.CARRIED and period not in self.opened
        for (place, of), figures in series.items():
            if (
                of != indicator.pk
                or silent
                or self.codes[place] not in {x.place.code for x in tree}
            ):
                continue
            said = own(measure, [f for f in figures if f.verified or not checked], period)
            if said is not None:
                owns[self.codes[place]] = said
        due = {
            self.codes[place]
            for place, of, when in self.expected
            if (of, when) == (indicator.pk, period)
        }
        tallies = fold_places(measure, tree, owns, due)
        if measure.place_rule is PlaceRule.NONE:
            pairs = {code: owns[code].pair if code in owns else None for code in tallies}
        else:
            pairs = {code: tally.pair for code, tally in tallies.items()}
        return {code: Stored(tally, pairs[code]) for code, tally in tallies.items()}

    def compare_with_the_oracle(self) -> None:
        """Every row that the engines' reference writes for the same figures."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            self.write(folder)
            asked = sorted(self.touched | self.opened)
            if not asked:
                return
            places, indicators = sorted(self.codes), sorted(self.indicators)
            stored = cells(places=places, indicators=indicators, periods=asked)
            by_code = {one.code: one for one in self.indicators.values()}
            for checked in (False, True):
                told = 0
                for row in oracle(folder, asked, only_verified=checked):
                    indicator, period = by_code[row["indicator"]], Period.parse(row["period"])
                    carried = indicator.time_rule == TimeRule.CARRIED
                    if carried and period not in self.opened:
                        continue
                    told += 1
                    cell = stored[self.places[row["place"]], indicator.pk, period]
                    tally = cell.checked if checked else cell.reported
                    counts = (tally.reported, tally.verified, tally.complete)
                    names = ("reported", "verified", "complete")
                    assert counts == tuple(int(row[name]) for name in names), row
                    scales = indicator.measure.out_scales
                    pair = cell.pair(checked=checked)
                    for number, text, scale in zip(
                        (pair.part, pair.whole) if pair else (None, None),
                        (row["part"], row["whole"]),
                        scales,
                        strict=True,
                    ):
                        assert number == (Fraction(text) * 10**scale if text else None), row
                both = (one.checked if checked else one.reported for one in stored.values())
                assert told == sum(tally.reported > 0 for tally in both)

    def write(self, folder: Path) -> None:
        table(
            folder / "places.csv",
            ("code", "valid_from", "valid_to", "name", "kind", "parent", "place_from"),
            (
                (
                    link.place.code,
                    link.start.isoformat(),
                    (link.until - timedelta(days=1)).isoformat() if link.until else "",
                    link.name,
                    link.kind,
                    link.parent or "",
                    link.place.since.isoformat(),
                )
                for link in atlas().links()
            ),
        )
        table(
            folder / "indicators.csv",
            ("code", "name", "unit", "place_rule", "time_rule", "decimals"),
            (
                (one.code, one.code, one.unit, one.place_rule, one.time_rule, "0")
                for one in self.indicators.values()
            ),
        )
        table(
            folder / "figures.csv",
            ("place", "indicator", "period", "part", "whole", "known_since", "verified"),
            (
                (
                    self.codes[row.place_id],
                    self.indicators[row.indicator_id].code,
                    str(row.period),
                    str(row.part),
                    "" if row.whole is None else str(row.whole),
                    "",
                    str(int(row.verified)),
                )
                for row in Figure.objects.filter(current=True, part__isnull=False)
            ),
        )


def draw_links(data: st.DataObject) -> Iterator[Link]:
    """Up to eight places of any shape; some leaves end, begin or move in the middle of 2022."""
    parents: dict[str, str | None] = {}
    for number in range(data.draw(st.integers(2, 8))):
        # mostly one root, so that there is something to roll up
        above = st.sampled_from(sorted(parents)) if parents else st.none()
        parents[f"p{number}"] = data.draw(above if number < 6 else st.none() | above)
    inner = {parent for parent in parents.values() if parent}
    for code, parent in parents.items():
        fates = ["stays"] if code in inner else ["stays", "stays", "ends", "begins", "moves"]
        fate = data.draw(st.sampled_from(fates))
        place = PlaceId(code, CHANGE if fate == "begins" else SINCE)
        until = CHANGE if fate in ("ends", "moves") else None
        start = CHANGE if fate == "begins" else SINCE
        yield Link(place, parent, start, until, code, "ap")
        if fate == "moves":
            others = sorted(inner - {code})
            other = data.draw(st.none() | st.sampled_from(others)) if others else None
            yield Link(place, other, CHANGE, None, code, "ap")


def draw_indicator(data: st.DataObject, number: int, rules: Rules) -> NewIndicator:
    place_rule = data.draw(st.sampled_from(rules[0]))
    whole = place_rule is PlaceRule.RATIO or (place_rule in MIXED and data.draw(st.booleans()))
    return NewIndicator(
        code=f"i{number}",
        name=f"Chỉ tiêu {number}",
        unit=data.draw(st.sampled_from(["km", "%"])),
        decimals=0,
        shown=0,
        place_rule=place_rule.value,
        time_rule=data.draw(st.sampled_from(rules[1])).value,
        settles="flow",
        whole="hộ" if whole else "",
    )


def draw_whole(data: st.DataObject, indicator: Indicator) -> int | None:
    if indicator.whole:
        return data.draw(st.integers(0, 9) | st.just(10**9))
    mixed = PlaceRule(indicator.place_rule) not in MIXED
    return data.draw(st.none() | st.integers(0, 9)) if mixed else None


def oracle(folder: Path, periods: Sequence[Period], *, only_verified: bool) -> list[dict[str, Any]]:
    book, _ = read_places(folder / "places.csv")
    indicators, _ = read_indicators(folder / "indicators.csv")
    request = Request(
        book, indicators, folder / "figures.csv", tuple(periods), only_verified=only_verified
    )
    out = folder / "out.csv"
    reference.roll_up(request, out, lambda *_: None)
    with out.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(path: Path, names: Sequence[str], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(names)
        writer.writerows(rows)


@pytest.mark.parametrize("rules", RULES)
def test_tallies_follow_every_write(rules: str) -> None:
    run_state_machine_as_test(
        type("Writing", (Writing,), {"allowed": RULES[rules]}),
        settings=settings(
            stateful_step_count=12,
            suppress_health_check=[HealthCheck.too_slow],
            # a database makes each try dear: a failure is told as it was found
            phases=[Phase.generate, Phase.shrink] if SMALLER else [Phase.generate],
        ),
    )
