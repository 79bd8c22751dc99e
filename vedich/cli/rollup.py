"""`vedich rollup`: figures of many places and periods, added up the tree (DESIGN §5)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from vedich.cli.engines import DEFAULT, ENGINES, load
from vedich.cli.options import Parser, path_option, read_option, table_option, target_option
from vedich.cli.speech import tell
from vedich.cli.waiting import progress
from vedich.core.errors import Language, Message
from vedich.core.periods import parse_day
from vedich.core.places import Book
from vedich.engine.base import UNKNOWN_COLUMNS, Indicator, Report, Request
from vedich.engine.faults import NOT_A_CHOICE
from vedich.engine.inputs import check_trees, read_indicators, read_periods, read_places


NO_ROWS = Message(
    code="rollup.no_rows",
    vi="Không có số liệu nào cho các kỳ được hỏi: kết quả không có dòng nào.",
    en="No figure speaks for the periods asked: the result has no rows.",
)

_ABOUT: Final = """\
Add figures up the tree of places, from the smallest cell to the whole, exactly.

Rates travel as part and whole and are divided once, at the end. A missing report
is not a zero: every row says how many places reported, how many should have, and
how many of the reports are verified."""

_USAGE: Final = """vedich rollup --places P.csv --indicators I.csv --figures F.csv
                     --periods PERIODS --out O.csv [options]"""

_EPILOG: Final = """\
example:
  vedich rollup --places places.csv --indicators indicators.csv \\
    --figures figures.csv --periods 2022-Q2,2022 --out result.csv

exit codes:
  0    the result is written; standard error names columns that were ignored
       and figures that were left out
  2    refused, nothing is written; standard error has up to 20 lines
       FILE:LINE:COLUMN with what is wrong, the value and the remedy
  130  stopped by Ctrl-C, nothing is written"""


def parser() -> Parser:
    """The options of the command."""
    made = Parser("vedich rollup", _ABOUT, _EPILOG)
    made.usage = _USAGE
    files = made.add_argument_group("must be given")
    files.add_argument(
        "--places",
        metavar="P.csv",
        help="the tree of places: code, valid_from, valid_to, name, kind, parent (and place_from); "
        "a row for each stretch of days under one parent",
    )
    files.add_argument(
        "--indicators",
        metavar="I.csv",
        help="what is measured: code, name, unit, place_rule (sum, ratio, mean, min, max, count, "
        "none), time_rule (sum, last, carried, first, mean, min, max) (and decimals)",
    )
    files.add_argument(
        "--figures",
        metavar="F.csv|F.parquet",
        help="what places reported: place, indicator, period, part, whole, known_since, verified",
    )
    files.add_argument(
        "--periods",
        metavar="PERIODS",
        help="what is asked, with commas between: 2022-06, 2022-Q2, 2022-H1, 2022, 2020..2025",
    )
    files.add_argument(
        "--out",
        metavar="O.csv|O.parquet",
        help="the result: place, indicator, period, value, part, whole, reported, expected, "
        "verified, complete; it appears whole or not at all",
    )
    asked = made.add_argument_group("may be given")
    asked.add_argument(
        "--tree-on",
        metavar="DAY",
        default="",
        help="use the tree of this day, like 2022-06-30; by default each period's last day",
    )
    asked.add_argument(
        "--known-by",
        metavar="DAY",
        default="",
        help="use only what was known by this day: later rows do not exist",
    )
    asked.add_argument(
        "--only", metavar="verified", default="", help="use only figures marked as verified"
    )
    names = "|".join(ENGINES)
    told = f"what computes; all write the same bytes (by default {DEFAULT})"
    asked.add_argument("--engine", metavar=names, default=DEFAULT, help=told)
    return made


def run(options: Namespace, language: Language) -> None:
    """Roll up as `options` ask. Raises BadInput and WrongOption; nothing is written then."""
    inputs = _Inputs(
        path_option("--places", options.places),
        path_option("--indicators", options.indicators),
        table_option("--figures", options.figures),
    )
    out = target_option("--out", options.out, inputs)
    asked = read_option("--periods", options.periods, read_periods)
    tree_day = read_option("--tree-on", options.tree_on, parse_day) if options.tree_on else None
    known_day = read_option("--known-by", options.known_by, parse_day) if options.known_by else None
    verified = read_option("--only", options.only, _verified)
    roll_up = load(options.engine)

    book, indicators = _small_inputs(inputs, language)
    request = Request(book, indicators, inputs.figures, asked, tree_day, known_day, verified)
    days = dict.fromkeys(request.tree_day(period) for period in asked)
    check_trees(inputs.places, book, list(days))
    before = _stamp(out)
    try:
        with progress() as show:
            report = roll_up(request, out, show)
        _tell_report(inputs.figures, report, language)
    except KeyboardInterrupt:
        if _stamp(out) == before:
            raise
        # it came when the result stood there already: saying that nothing is written were untrue


def _stamp(out: Path) -> tuple[int, int] | None:
    """What tells one file under this name from the next; None where there is none."""
    try:
        found = out.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


class _Inputs(NamedTuple):
    places: Path
    indicators: Path
    figures: Path


def _verified(text: str) -> bool:
    if text not in ("", "verified"):
        raise NOT_A_CHOICE.refuse(value=text, choices="verified")
    return bool(text)


def _small_inputs(inputs: _Inputs, language: Language) -> tuple[Book, dict[str, Indicator]]:
    book, strange = read_places(inputs.places)
    _tell_columns(inputs.places, strange, language)
    indicators, strange = read_indicators(inputs.indicators)
    _tell_columns(inputs.indicators, strange, language)
    return book, indicators


def _tell_report(figures: Path, report: Report, language: Language) -> None:
    _tell_columns(figures, report.unknown_columns, language)
    for notice in report.left_out.notices(language):
        tell(notice)
    if not report.rows:
        tell(NO_ROWS.say(language, {}))


def _tell_columns(file: Path, columns: Sequence[str], language: Language) -> None:
    if columns:
        tell(UNKNOWN_COLUMNS.say(language, {"file": file, "columns": ", ".join(columns)}))
