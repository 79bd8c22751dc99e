"""The oracle: the roll-up in plain Python over the algebra of the core, as it reads in DESIGN §5.

Slow and meant to be read. Every fast engine must write the same bytes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from vedich.core.errors import Refused
from vedich.core.periods import Period
from vedich.core.places import Link, Tree
from vedich.core.rollup import Figure, concerns, fold_places, own
from vedich.core.tallies import Measure, Own, Pair, PlaceRule, Tally
from vedich.engine.base import MIXED, MOST, TOO_LARGE, LeftOut, OutRow, Progress, Report, Request
from vedich.engine.faults import BadInput, Fault, Faults
from vedich.engine.figures import FIGURE_COLUMNS, TWO_FIGURES, Checker, FigureRow
from vedich.engine.output import write_rows
from vedich.engine.parquet import ParquetTable
from vedich.engine.tables import Row, Table


Series = Mapping[Period, FigureRow]
"""What one place said of one indicator, by the figure's own period."""


def roll_up(request: Request, out: Path, progress: Progress) -> Report:
    """Roll `request` up into the file `out`. Raises BadInput; then nothing is written."""
    rows, unknown = read_figures(request)
    plan = _Plan(request, rows, find_measures(request, rows))
    answers: list[OutRow] = []
    for done, period in enumerate(request.periods):
        progress(str(period), done, len(request.periods))
        answers.extend(plan.answer(period))
    answers.sort(key=lambda row: (row.place, row.indicator))  # stable: periods stay as asked
    write_rows(answers, out)
    return Report(len(answers), unknown, plan.left_out)


def read_figures(request: Request) -> tuple[list[FigureRow], tuple[str, ...]]:
    """The rows of the figures file that exist by the asked day, and the columns nobody knows.

    Every row is checked, those not known yet as well: a broken file is broken on any day.
    Raises BadInput.
    """
    parquet = request.figures.suffix == ".parquet"
    table = ParquetTable(request.figures) if parquet else Table(request.figures, FIGURE_COLUMNS)
    doubles = table.doubles if isinstance(table, ParquetTable) else ()
    faults = Faults()
    checker = Checker(table.file, request.book, request.indicators, faults, doubles)
    rows = [checked for row in table if (checked := checker.row(row)) is not None]
    faults.check()
    return [row for row in rows if _exists(request, row)], table.header.unknown


def explain(
    request: Request,
    rows: Iterable[Row],
    doubles: Container[str],
    measures: Mapping[str, Measure],
    period: Period | None,
) -> BadInput:
    """Why these rows of the figures file are refused, as this engine would say it.

    `measures` are those found from the whole file; `period` is the asked one whose folding is
    refused, None where the rows themselves are. Raises RuntimeError where nothing is wrong: then
    two engines disagree about the rules.
    """
    try:
        faults = Faults()
        checker = Checker(str(request.figures), request.book, request.indicators, faults, doubles)
        checked = [row for cells in rows if (row := checker.row(cells)) is not None]
        faults.check()
        plan = _Plan(request, [row for row in checked if _exists(request, row)], measures)
        if period is not None:
            list(plan.answer(period))
    except BadInput as refused:
        return refused
    raise RuntimeError(f"nothing is wrong with lines {[row.line for row in checked][:20]}")


def _exists(request: Request, row: FigureRow) -> bool:
    """Rows known later than the asked day do not exist (§5 line 6). ISO days compare as texts."""
    return request.known_by is None or row.known <= request.known_by.isoformat()


def find_measures(request: Request, rows: Iterable[FigureRow]) -> Mapping[str, Measure]:
    """Each indicator's rules and scale: the most decimals met in its rows (§5 line 2)."""
    met = dict.fromkeys(request.indicators, 0)
    for row in rows:
        for number in (row.part, row.whole):
            if number is not None:
                met[row.indicator] = max(met[row.indicator], number.decimals)
    return {code: one.measure(met[code]) for code, one in request.indicators.items()}


def latest(file: str, rows: Iterable[FigureRow]) -> Mapping[str, Mapping[str, Series]]:
    """By indicator, place and period the row known last, less those withdrawn (§5 line 6).

    Raises BadInput where two rows known since the same day differ.
    """
    faults = Faults()
    seen: dict[tuple[str, str, Period, str], FigureRow] = {}
    chosen: dict[tuple[str, str, Period], FigureRow] = {}
    for row in rows:
        key = (row.indicator, row.place, row.period)
        twin = seen.setdefault((*key, row.known), row)
        if twin.content != row.content:
            error = TWO_FIGURES.refuse(one=twin.line, two=row.line, period=row.period)
            faults.add(file, row.line, "known_since", error)
        if key not in chosen or chosen[key].known < row.known:
            chosen[key] = row
    faults.check()
    found: dict[str, dict[str, dict[Period, FigureRow]]] = {}
    for (indicator, place, period), row in chosen.items():
        if row.part is not None:
            found.setdefault(indicator, {}).setdefault(place, {})[period] = row
    return found


class _Plan:
    """The figures of a request at the scale of their indicators, asked period by period."""

    def __init__(
        self, request: Request, rows: Sequence[FigureRow], measures: Mapping[str, Measure]
    ) -> None:
        self._request = request
        self._file = str(request.figures)
        self._measures = measures
        scaled = self._scale(rows)
        self._series = latest(self._file, rows)
        self._figures = {
            indicator: {
                place: [Figure(period, scaled[row], row.verified) for period, row in series.items()]
                for place, series in places.items()
            }
            for indicator, places in self._series.items()
        }
        self._kinds = {
            indicator: {self._link(p, q).kind for p, series in places.items() for q in series}
            for indicator, places in self._series.items()
        }
        self._trees: dict[date, Tree] = {}
        self.left_out = LeftOut()

    def _scale(self, rows: Iterable[FigureRow]) -> Mapping[FigureRow, Pair]:
        """Every row's numbers as integers. Raises BadInput beyond 10^15 or declared decimals."""
        faults = Faults()
        scaled: dict[FigureRow, Pair] = {}
        for row in rows:
            measure = self._measures[row.indicator]
            weighs = measure.place_rule is PlaceRule.MEAN
            numbers: dict[str, int | None] = {"part": 0, "whole": None}
            for column, number in (("part", row.part), ("whole", row.whole)):
                try:
                    if number is not None:
                        decimals = 0 if weighs and column == "whole" else measure.decimals
                        numbers[column] = number.at(decimals)
                except Refused as wrong:
                    faults.add(self._file, row.line, column, wrong)
            scaled[row] = Pair(numbers["part"] or 0, numbers["whole"])
        faults.check()
        return scaled

    def _link(self, code: str, period: Period) -> Link:
        link = self._request.book.on(code, period.last_day)
        assert link is not None  # the checker refused the row otherwise
        return link

    def answer(self, period: Period) -> Iterator[OutRow]:
        """The rows of one asked period, for every indicator with a report in it."""
        day = self._request.tree_day(period)
        if day not in self._trees:
            self._trees[day] = self._request.book.tree(day)
        tree = self._trees[day]
        for indicator in self._figures:
            owns = self._owns(indicator, period, tree)
            kinds = self._kinds[indicator]
            expected = {link.place.code for link in tree if link.kind in kinds}
            tallies = fold_places(self._measures[indicator], tree, owns, expected)
            for place, tally in tallies.items():
                if tally.reported:
                    yield self._row(place, indicator, period, tally, owns)

    def _owns(self, indicator: str, period: Period, tree: Tree) -> dict[str, Own]:
        measure = self._measures[indicator]
        owns: dict[str, Own] = {}
        for place, figures in self._figures[indicator].items():
            standing = [
                f for f in figures if self._stands(indicator, place, f.period, period, tree)
            ]
            speaking = [f for f in standing if f.verified or not self._request.only_verified]
            try:
                reported = own(measure, speaking, period)
            except Refused as wrong:
                line = self._series[indicator][place][wrong.values["two"]].line  # type: ignore[index]
                raise BadInput([Fault(self._file, line, "period", wrong)]) from None
            if reported is not None:
                owns[place] = reported
        return owns

    def _stands(self, indicator: str, code: str, own: Period, period: Period, tree: Tree) -> bool:
        """Whether the figure's place stands in `tree`; one left out is counted (§5 line 5)."""
        place = self._link(code, own).place
        if place not in tree and concerns(self._measures[indicator].time_rule, own, period):
            self.left_out.add(str(place), period, tree.day)
        return place in tree

    def _row(
        self, place: str, indicator: str, period: Period, tally: Tally, owns: Mapping[str, Own]
    ) -> OutRow:
        measure = self._measures[indicator]
        if measure.place_rule is PlaceRule.NONE:
            pair = owns[place].pair if place in owns else None
        else:
            try:
                pair = tally.pair
            except Refused:
                raise self._mixed(indicator, period, measure, owns) from None
        part, whole = (pair.part, pair.whole) if pair else (None, None)
        if max(abs(part or 0), abs(whole or 0)) >= MOST:
            raise BadInput([Fault(self._file, 1, "part", TOO_LARGE.refuse())])
        return OutRow(
            place=place,
            indicator=indicator,
            period=period,
            value=measure.value(pair),
            part=part,
            whole=whole,
            reported=tally.reported,
            expected=tally.expected,
            verified=tally.verified,
            complete=tally.complete,
            scales=(measure.value_scale, *measure.out_scales),
        )

    def _mixed(
        self, indicator: str, period: Period, measure: Measure, owns: Mapping[str, Own]
    ) -> BadInput:
        bare = min(code for code, own in owns.items() if own.pair and own.pair.whole is None)
        rows = self._series[indicator][bare].values()
        line = min(row.line for row in rows if row.whole is None)
        rule = measure.place_rule.value
        error = MIXED.refuse(period=period, place=bare, indicator=indicator, rule=rule)
        return BadInput([Fault(self._file, line, "whole", error)])
