"""Figures to measure with: a national tree, made by arithmetic alone, so that all runs read alike.

A nation, its provinces and communes; every commune reports every indicator every month. Half of the
indicators are flows (sum over places, sum over months), half are rates (part and whole, the last
month of the year). So that no contender can skip work that real figures need:

    2 % of the figures never come      a missing report is not a zero, and a year is not complete
    1 % are corrected a month later    by a second row, so "the latest known" must be found
    5 % are not verified               so every count beside a number is a count

Rows stand in the order in which they come in: month, place, indicator, and a correction among the
rows of the month after. More figures are more months, so that every size has the same tree.

Run as a process of its own (`python -m benches.data`): see benches/processes.py for why.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benches.shapes import FIRST_YEAR, Shape, files_of
from vedich.engine.parquet import quoted, silent


SILENT, CORRECTED, UNVERIFIED = 50, 100, 20
"""One figure in so many."""


def make(shape: Shape, *, text: bool = False) -> None:
    """Write the files of `shape` that are not there yet; with `text`, the figures as CSV too."""
    files = files_of(shape)
    files.folder.mkdir(parents=True, exist_ok=True)
    _write(files.places, ("code", "valid_from", "valid_to", "name", "kind", "parent"), _tree(shape))
    columns = ("code", "name", "unit", "place_rule", "time_rule")
    _write(files.indicators, columns, _measures(shape))
    figures = files.figures()
    if not figures.exists():
        _copy(_rows(shape), figures, "FORMAT parquet")
    if text and not files.figures(".csv").exists():
        _copy(
            f"FROM read_parquet({quoted(str(figures))})",
            files.figures(".csv"),
            "FORMAT csv, HEADER true",
        )


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _tree(shape: Shape) -> Iterable[tuple[str, ...]]:
    yield "00", "", "", "Nước", "nation", ""
    for number in range(shape.provinces):
        yield f"{number + 1:02}", "", "", f"Tỉnh {number + 1}", "province", "00"
    for number in range(shape.communes):
        province = f"{number * shape.provinces // shape.communes + 1:02}"
        yield f"{number + 1:05}", "", "", f"Xã {number + 1}", "commune", province


def _measures(shape: Shape) -> Iterable[tuple[str, ...]]:
    for number in range(shape.indicators):
        rules = ("%", "ratio", "last") if number % 2 else ("km", "sum", "sum")
        yield f"i{number + 1:02}", f"Chỉ tiêu {number + 1}", *rules


def _copy(query: str, path: Path, form: str) -> None:
    half = path.with_suffix(".part")
    with silent() as con:
        for macro in _MACROS:
            con.execute(macro)
        con.execute(f"COPY ({query}) TO {quoted(str(half))} ({form})")
    half.replace(path)


_MACROS: Final = (
    # numbers that look like chance and are the same in every version of every library; each product
    # stays below 2^63
    "CREATE MACRO stir(x) AS xor(x * 2654435761 % 4294967296, (x * 2654435761 % 4294967296) >> 15)",
    "CREATE MACRO mix(x) AS (stir(x) * 1540483477 % 4294967296) >> 7",
    "CREATE MACRO chance(id, salt) AS mix(id * 8 + salt)",
    f"CREATE MACRO said(id) AS chance(id, 0) % {SILENT} <> 0",
    f"CREATE MACRO mended(id) AS chance(id, 1) % {CORRECTED} = 0",
    f"CREATE MACRO month_text(m) AS printf('%d-%02d', {FIRST_YEAR} + m // 12, m % 12 + 1)",
)


def _rows(shape: Shape) -> str:
    """Every slot (month, place, indicator) twice: its figure, and a correction of the month before.

    Nothing is sorted: DuckDB keeps the order of a range, whatever the number of threads.
    """
    pairs = shape.pairs
    return f"""
        SELECT printf('%05d', id % {pairs} // {shape.indicators} + 1) AS place,
               printf('i%02d', id % {shape.indicators} + 1) AS indicator,
               month_text(id // {pairs}) AS period,
               CASE WHEN id % {shape.indicators} % 2 = 0 THEN chance(id, 2 + late) % 1000
                    ELSE whole - chance(id, 2 + late) % (whole // 2) END AS part,
               CASE WHEN id % {shape.indicators} % 2 = 1 THEN whole END AS whole,
               printf('%s-%02d', month_text(id // {pairs} + 1 + late), chance(id, 4) % 20 + 1)
               AS known_since,
               CASE WHEN chance(id, 5 + late) % {UNVERIFIED} = 0 THEN '0' ELSE '1' END AS verified
        FROM (SELECT id, late, 500 + mix(id % {pairs}) % 4500 AS whole
              FROM (SELECT slot // 2 - slot % 2 * {pairs} AS id, slot % 2 AS late
                    FROM range(0, {2 * pairs * (shape.months + 1)}) AS t(slot)) AS slots
              WHERE id >= 0 AND id < {pairs * shape.months} AND said(id)
                    AND (late = 0 OR mended(id))) AS arrivals"""


if __name__ == "__main__":
    make(Shape(*map(int, sys.argv[2:])), text=sys.argv[1] == "csv")
