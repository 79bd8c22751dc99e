"""`vedich sample`: a year of invented figures, rolled up from the cells, and its scorecard."""

from __future__ import annotations

import csv
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from vedich.apps.desk.sample_figures import figures
from vedich.cli.engines import DEFAULT, ENGINES, load
from vedich.cli.options import Parser, WrongOption, folder_option
from vedich.cli.scorecard import Line, Scorecard, show
from vedich.cli.speech import tell
from vedich.cli.stopping import piece_by_piece
from vedich.cli.waiting import progress
from vedich.core.errors import Language, Message
from vedich.core.numbers import read_scaled
from vedich.core.periods import Period
from vedich.core.tallies import Pair
from vedich.core.targets import NamedSet, Reading, Standing, judge
from vedich.engine import sample
from vedich.engine.base import Engine, Request
from vedich.engine.inputs import read_indicators, read_places
from vedich.engine.output import appearing, scratch
from vedich.rulebook.indicators import indicators_csv_rows
from vedich.rulebook.places.gazetteer import Gazetteer, PlaceRow, places_csv_rows
from vedich.rulebook.samples import SampleTarget, SampleYear, cho_lach_2022
from vedich.rulebook.samples.tree import tree


NOT_A_SEED = Message(
    code="sample.not_a_seed",
    vi="“{value}” không phải là số nguyên từ 0 đến {most}. Hãy ghi một số như 2022.",
    en="“{value}” is not a whole number from 0 to {most}. Write one, like 2022.",
)
KEPT = Message(
    code="sample.kept",
    vi="{label} Đã ghi places.csv, indicators.csv và figures.csv vào “{folder}”.",
    en="{label} places.csv, indicators.csv and figures.csv were written to “{folder}”.",
)

MOST_SEED: Final = 10**9 - 1

_ABOUT: Final = """\
Make the sample year of Chợ Lách 2022, roll it up and print its 25 targets.

Monthly figures of hamlet cells, agency cells, communes and district agencies
are made from a seed and rolled up twice (all figures; verified ones only), and
each target is judged. District and communes are real; every figure is invented
and labelled so."""

_EPILOG: Final = """\
example:
  vedich sample --language en --out sample
  vedich rollup --places sample/places.csv --indicators sample/indicators.csv \\
    --figures sample/figures.csv --periods 2022-06,2022-H1 --out result.csv

exit codes:
  0    the scorecard is on standard output
  2    refused; standard error says what to mend
  130  stopped by Ctrl-C; files that were finished stay"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich sample", _ABOUT, _EPILOG)
    made.usage = "vedich sample [options]"
    made.add_argument(
        "--out",
        metavar="FOLDER",
        default="",
        help="keep the three files of the sample here; the folder is made if it is missing",
    )
    made.add_argument(
        "--seed", metavar="N", default="2022", help="another seed, another spread over the places"
    )
    names = "|".join(ENGINES)
    told = f"what computes; all give the same (by default {DEFAULT})"
    made.add_argument("--engine", metavar=names, default=DEFAULT, help=told)
    return made


def run(options: Namespace, language: Language) -> None:
    """Print the scorecard. Raises BadInput and WrongOption."""
    out = folder_option("--out", options.out) if options.out else None
    seed = read_seed(options.seed)
    roll_up = load(options.engine)
    year = cho_lach_2022()
    rows = tree(year)
    # three files appear one after the other
    stopping = piece_by_piece() if out else nullcontext()
    with stopping, scratch(Path("figures.csv")) as work:
        # files that are kept are those that are read: what people see is what was rolled up
        folder = out or work
        _write(folder, year, rows, seed, language)
        reported = _rolled_up(roll_up, folder, work / "reported.csv", year, only_verified=False)
        verified = _rolled_up(roll_up, folder, work / "verified.csv", year, only_verified=True)
    if out:
        tell(KEPT.say(language, {"label": year.label.say(language), "folder": out}))
    show(_scorecard(year, rows, reported, verified, language), language, sys.stdout)


def read_seed(text: str) -> int:
    """The seed typed as `text`. Raises WrongOption."""
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_SEED))
    if not digits:
        raise WrongOption("--seed", NOT_A_SEED.refuse(value=text, most=MOST_SEED))
    return int(text)


# -- the three files -------------------------------------------------------------------------------


def _write(
    folder: Path, year: SampleYear, rows: tuple[PlaceRow, ...], seed: int, language: Language
) -> None:
    folder.mkdir(exist_ok=True)
    _table(folder / "places.csv", places_csv_rows(Gazetteer(rows, ())))
    _table(folder / "indicators.csv", indicators_csv_rows(year.on, language))
    _table(folder / "figures.csv", [sample.COLUMNS, *figures(year, rows, Random(seed))])


def _table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with appearing(path) as half, half.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


# -- rolling up ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """What the roll-up says of one place, indicator and period."""

    part: str
    whole: str
    reported: int
    expected: int


_Result = dict[tuple[str, str, Period], _Cell]


def _rolled_up(
    roll_up: Engine, folder: Path, out: Path, year: SampleYear, *, only_verified: bool
) -> _Result:
    book, _ = read_places(folder / "places.csv")
    indicators, _ = read_indicators(folder / "indicators.csv")
    request = Request(
        book,
        indicators,
        folder / "figures.csv",
        (year.milestone, year.months[-1]),
        known_by=year.known_by,
        only_verified=only_verified,
    )
    with progress() as step:
        roll_up(request, out, step)
    with out.open(encoding="utf-8", newline="") as stream:
        return {
            (row["place"], row["indicator"], Period.parse(row["period"])): _Cell(
                row["part"], row["whole"], int(row["reported"]), int(row["expected"])
            )
            for row in csv.DictReader(stream)
        }


# -- judging ---------------------------------------------------------------------------------------


def _scorecard(
    year: SampleYear,
    rows: tuple[PlaceRow, ...],
    reported: _Result,
    verified: _Result,
    language: Language,
) -> Scorecard:
    names = {row.code: row.name.say(language) for row in rows}
    month = year.months[-1]
    sent = {place for place, _, period in reported if period == month}
    late = [row for row in rows if row.code not in sent]
    return Scorecard(
        year=year,
        lines=[_line(target, year, reported, verified) for target in year.targets],
        names=names,
        late=[f"{names[row.code]}, {names.get(row.parent or '', '')}" for row in late],
    )


def _line(target: SampleTarget, year: SampleYear, reported: _Result, verified: _Result) -> Line:
    standing = Standing(
        verified=_reading(target, year, verified),
        reported=_reading(target, year, reported),
        recognised=target.recognised,
    )
    verdict = judge(target.target, standing, on=year.on, over=False)
    june = reported.get((year.place, target.indicator.code, year.months[-1]))
    return Line(
        target,
        verdict,
        standing,
        sent=june.reported if june else 0,
        expected=june.expected if june else 0,
    )


def _reading(target: SampleTarget, year: SampleYear, result: _Result) -> Reading | None:
    code = target.indicator.code
    cell = result.get((year.place, code, year.milestone))
    if cell is None:
        return None
    if isinstance(target.target.kind, NamedSet):
        done = {
            place
            for (place, indicator, period), found in result.items()
            if (indicator, period) == (code, year.milestone) and found.part == "1"
        }
        return Reading(frozenset(done - {year.place}), whole=target.speaks_for_year)
    # from the pair and not from the value column: it has more decimals than a number in a file
    measure = target.indicator.measure
    part_scale, whole_scale = measure.out_scales
    whole = read_scaled(cell.whole, decimals=whole_scale) if cell.whole else None
    value = measure.value(Pair(read_scaled(cell.part, decimals=part_scale), whole))
    return None if value is None else Reading(value, whole=target.speaks_for_year)
