"""The distributed engine: the same plan run by Apache Spark (DESIGN §6), extra ``vedich[cluster]``.

The cluster is the one that spark-defaults.conf or VEDICH_SPARK_MASTER names; without any, all cores
of this machine. What is found wrong is explained by
the reference, which reads the file itself.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vedich.engine import statements as sql
from vedich.engine.base import OUT_COLUMNS, TOO_LARGE, Progress, Report, Request
from vedich.engine.dialects import SPARK, Dialect
from vedich.engine.faults import BadInput, Fault
from vedich.engine.figures import FIGURE_COLUMNS
from vedich.engine.output import appearing, csv_to_parquet
from vedich.engine.parquet import (
    EXACT,
    ParquetTable,
    check_types,
    column_kinds,
    column_types,
    silent,
)
from vedich.engine.plan import Cell, Plan, Suspicion
from vedich.engine.reference import explain
from vedich.engine.tables import Header, Table


if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


_TYPES: Final = {"TEXT": "string", "INT": "bigint", "BOOL": "boolean"}


def roll_up(request: Request, out: Path, progress: Progress) -> Report:
    """Roll `request` up into the file `out`. Raises BadInput; then nothing is written.

    PySpark and Java must be there; the command line checks that first.
    """
    spark = start()
    try:
        header, kinds = _open(spark, request.figures)
        integers = all(kinds[column] in EXACT for column in ("part", "whole"))
        plan = Plan(request, SparkTables(spark, integers), progress)
        try:
            rows = _write(spark, plan.run(decimals=False), out)
        except Suspicion as doubt:
            raise _explained(request, doubt, plan) from None
        except _spark_errors() as wrong:
            if "OVERFLOW" not in str(wrong) and "OUT_OF_RANGE" not in str(wrong):
                raise
            fault = Fault(str(request.figures), 1, "part", TOO_LARGE.refuse())
            raise BadInput([fault]) from None
        return Report(rows, header.unknown, plan.left_out)
    finally:
        spark.catalog.clearCache()


class SparkTables:
    """A Spark session as a plan sees it."""

    dialect: Dialect = SPARK

    def __init__(self, spark: SparkSession, integers: bool) -> None:
        self._spark = spark
        self.integers = integers

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return [tuple(row) for row in self._spark.sql(statement).collect()]

    def make(self, table: str, statement: str) -> None:
        """Keep a query's rows; its lineage is cut, or plans would grow with every period."""
        self._spark.sql(statement).localCheckpoint().createOrReplaceTempView(table)

    def view(self, table: str, statement: str) -> None:
        """Name a query."""
        self._spark.sql(statement).createOrReplaceTempView(table)

    def fill(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Cell]]) -> None:
        """Hand small rows over."""
        schema = ", ".join(f"`{column}` {_TYPES[kind]}" for column, kind in columns.items())
        self._spark.createDataFrame(map(tuple, rows), schema).createOrReplaceTempView(table)


def start() -> SparkSession:
    """The session of the cluster that the environment names, set to refuse overflows."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("vedich rollup")
    if master := os.environ.get("VEDICH_SPARK_MASTER"):
        builder = builder.master(master)
    settings = {
        # overflow is an error, not a NULL
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        # a table kept from one statement is read by two: rewriting its constraints fails in Spark 4
        "spark.sql.constraintPropagation.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _spark_errors() -> type[Exception]:
    from pyspark.errors import PySparkException

    return PySparkException


def _open(spark: SparkSession, path: Path) -> tuple[Header, Mapping[str, str]]:
    """Make the view raw over the figures file. Raises BadInput if it cannot be read at all."""
    if path.suffix == ".parquet":
        with silent() as con:
            types = column_types(con, path)
        header, kinds = check_types(str(path), types), column_kinds(types)
        frame = spark.read.parquet(str(path.resolve()))
    else:
        table = Table(path, FIGURE_COLUMNS)
        for _ in table:  # whoever reads strictly says where a broken file breaks
            pass
        header, kinds = table.header, dict.fromkeys(FIGURE_COLUMNS, "VARCHAR")
        frame = _csv(spark, path, header)
    frame.createOrReplaceTempView("file")
    spark.sql(f"SELECT {sql.raw(SPARK, kinds)} FROM file").createOrReplaceTempView("raw")
    return header, kinds


def _csv(spark: SparkSession, path: Path, header: Header) -> DataFrame:
    names = [f"c{n}" for n in range(header.width)]
    for column, place in header.places.items():
        names[place] = column
    schema = ", ".join(f"`{name}` string" for name in names)
    return spark.read.csv(
        str(path.resolve()),
        schema=schema,
        header=True,
        enforceSchema=True,
        quote='"',
        escape='"',
        multiLine=True,
        mode="FAILFAST",
        ignoreLeadingWhiteSpace=False,
        ignoreTrailingWhiteSpace=False,
        emptyValue="",
    )


def _write(spark: SparkSession, query: str, out: Path) -> int:
    if out.suffix == ".parquet":
        with appearing(out) as half, appearing(half.with_suffix(".csv")) as text:
            rows = _write_csv(spark, query, text)
            csv_to_parquet(text, half)
    else:
        with appearing(out) as half:
            rows = _write_csv(spark, query, half)
    return rows


def _write_csv(spark: SparkSession, query: str, path: Path) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(OUT_COLUMNS)
        for row in spark.sql(query).toLocalIterator():
            writer.writerow(["" if cell is None else cell for cell in row])
            rows += 1
    return rows


def _explained(request: Request, doubt: Suspicion, plan: Plan) -> BadInput:
    """What the reference says of the file that the plan found wrong."""
    if request.figures.suffix == ".parquet":
        table = ParquetTable(request.figures)
        return explain(request, table, table.doubles, plan.measures, doubt.period)
    rows = Table(request.figures, FIGURE_COLUMNS)
    return explain(request, rows, (), plan.measures, doubt.period)
