"""Parquet figures as text cells, so that one checker serves both kinds of file (§5 line 1).

A typed cell is told as the text a CSV would hold: a DECIMAL without the zeros that pad it, a date
in ISO form, a truth value as true or false. What cannot be told exactly is refused by type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import duckdb

from vedich.engine.faults import BAD_TYPE, NO_FILE, NOT_PARQUET, BadInput, Fault, Faults
from vedich.engine.figures import FIGURE_COLUMNS
from vedich.engine.tables import Header, Row


TEXT: Final = ("VARCHAR",)
INTEGERS: Final = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
)
EXACT: Final = tuple(kind for kind in INTEGERS if kind not in ("HUGEINT", "UBIGINT"))
"""Types whose every value fits 64 bits with a sign."""
DOUBLES: Final = ("DOUBLE", "FLOAT")
NUMBERS: Final = (*TEXT, *INTEGERS, *DOUBLES, "DECIMAL")

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    # a number has lost the zero of "01": codes must be text
    "place": TEXT,
    "indicator": TEXT,
    "period": (*TEXT, *INTEGERS),
    "part": NUMBERS,
    "whole": NUMBERS,
    "known_since": (*TEXT, "DATE"),
    "verified": (*TEXT, *INTEGERS, "BOOLEAN"),
}
_BATCH: Final = 10_000


def quoted(text: str) -> str:
    """`text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def silent() -> duckdb.DuckDBPyConnection:
    """DuckDB in memory. Left alone it draws a bar on standard output once a query takes long."""
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    return con


def column_types(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """The columns of a Parquet file and their types. Raises BadInput if it cannot be read."""
    file = str(path)
    if not path.is_file():
        raise BadInput([Fault(file, 1, "", NO_FILE.refuse(value=file))])
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {_scan(file)}").fetchall()
    except duckdb.Error:
        raise BadInput([Fault(file, 1, "", NOT_PARQUET.refuse(value=file))]) from None
    return {str(row[0]): str(row[1]) for row in described}


def check_types(file: str, types: Mapping[str, str]) -> Header:
    """The header, once every column we read has a type that can be told exactly.

    Raises BadInput: a column missing, or of a type that loses digits or zeros.
    """
    header = Header.of(file, list(types), FIGURE_COLUMNS, ())
    faults = Faults()
    for column, allowed in ALLOWED.items():
        found = types[column].partition("(")[0]
        if found not in (*allowed, '"NULL"'):
            wanted = ", ".join(allowed)
            faults.add(file, 1, column, BAD_TYPE.refuse(found=types[column], wanted=wanted))
    faults.check()
    return header


def column_kinds(types: Mapping[str, str]) -> dict[str, str]:
    """The types of the columns we read, without width and scale."""
    return {column: types[column].partition("(")[0] for column in FIGURE_COLUMNS}


def cell_text(column: str, kind: str) -> str:
    """SQL for the cell of `column`, of type `kind`, as the text a CSV would hold; '' where NULL."""
    text = f"CAST({column} AS STRING)"
    if kind in DOUBLES:
        # beyond 2^53 a DOUBLE names no single whole number; its own text shows that
        exact = f"abs({column}) <= {2**53} AND {column} % 1 = 0"
        text = f"CASE WHEN {exact} THEN CAST(CAST({column} AS BIGINT) AS STRING) ELSE {text} END"
    return f"coalesce({text}, '')"


class ParquetTable:
    """A Parquet file of figures, opened like a text table; lines are row numbers from 1."""

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self._con = silent()
        types = column_types(self._con, path)
        self.header = check_types(self.file, types)
        self._kinds = column_kinds(types)
        self.doubles = frozenset(c for c, kind in self._kinds.items() if kind in DOUBLES)

    def __iter__(self) -> Iterator[Row]:
        cells = ", ".join(cell_text(column, self._kinds[column]) for column in FIGURE_COLUMNS)
        try:
            cursor = self._con.execute(f"SELECT {cells} FROM {_scan(self.file)}")
            first = 1
            while batch := cursor.fetchmany(_BATCH):
                for line, row in enumerate(batch, start=first):
                    yield Row(line, dict(zip(FIGURE_COLUMNS, row, strict=True)))
                first += len(batch)
        except duckdb.Error:
            raise BadInput([Fault(self.file, 1, "", NOT_PARQUET.refuse(value=self.file))]) from None


def _scan(file: str) -> str:
    # a folder called place=01 must not take the place of the column of that name
    return f"read_parquet({quoted(file)}, hive_partitioning = false)"
