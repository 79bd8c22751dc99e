"""The embedded engine: the plan run by DuckDB, in this process (DESIGN §6).

Parquet is read in place. A CSV is first turned into Parquet in a folder that goes away, so that it
is parsed once and memory stays flat. Whatever is found wrong is explained by the reference.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from vedich.engine import statements as sql
from vedich.engine.base import TOO_LARGE, Progress, Report, Request
from vedich.engine.dialects import DUCK, Dialect
from vedich.engine.faults import BadInput, Fault
from vedich.engine.figures import FIGURE_COLUMNS
from vedich.engine.output import appearing, scratch
from vedich.engine.parquet import (
    DOUBLES,
    EXACT,
    ParquetTable,
    cell_text,
    check_types,
    column_kinds,
    column_types,
    quoted,
    silent,
)
from vedich.engine.plan import Cell, Plan, Suspicion
from vedich.engine.reference import explain
from vedich.engine.tables import Header, Row, Table


_TYPES: Final = {"TEXT": "VARCHAR", "INT": "BIGINT", "BOOL": "BOOLEAN"}
_FORM: Final = "auto_detect = false, delim = ',', quote = '\"', escape = '\"', strict_mode = true"
_MOST_LINES: Final = 10_000


def roll_up(request: Request, out: Path, progress: Progress) -> Report:
    """Roll `request` up into the file `out`. Raises BadInput; then nothing is written."""
    with _stoppable(), scratch(out) as folder, silent() as con:
        con.execute(f"SET temp_directory = {quoted(str(folder))}")
        source = _open(con, request.figures, folder)
        plan = Plan(request, DuckSession(con, folder, source.integers), progress)
        decimals = out.suffix == ".parquet"
        try:
            query = plan.run(decimals=decimals)
            with appearing(out) as half:
                form = "FORMAT parquet" if decimals else "FORMAT csv, HEADER true, NULLSTR ''"
                written = con.execute(f"COPY ({query}) TO {quoted(str(half))} ({form})").fetchone()
        except Suspicion as doubt:
            raise _explained(request, con, source, doubt, plan) from None
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            fault = Fault(str(request.figures), 1, "part", TOO_LARGE.refuse())
            raise BadInput([fault]) from None
        except duckdb.Error:
            _check_readable(request.figures)
            raise
        rows = int(written[0]) if written else 0
        return Report(rows, source.header.unknown, plan.left_out)


@contextmanager
def _stoppable() -> Iterator[None]:
    """A Ctrl-C in the middle of any query is one, and not the error DuckDB makes of it."""
    try:
        yield
    except RuntimeError as wrong:
        if isinstance(wrong.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


class DuckSession:
    """A DuckDB connection as a plan sees it."""

    dialect: Dialect = DUCK

    def __init__(self, con: duckdb.DuckDBPyConnection, folder: Path, integers: bool) -> None:
        self._con = con
        self._path = folder / "small.csv"
        self._made: dict[str, str] = {}
        self.integers = integers

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        return self._con.execute(statement).fetchall()

    def make(self, table: str, statement: str) -> None:
        """Keep a query's rows as a table."""
        self._create("TABLE", table, statement)

    def view(self, table: str, statement: str) -> None:
        """Name a query."""
        self._create("VIEW", table, statement)

    def _create(self, kind: str, table: str, statement: str) -> None:
        # DuckDB replaces a view by a view and a table by a table, but neither by the other
        if self._made.get(table, kind) != kind:
            self._con.execute(f"DROP {self._made[table]} {table}")
        self._made[table] = kind
        self._con.execute(f"CREATE OR REPLACE TEMP {kind} {table} AS {statement}")

    def fill(self, table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Cell]]) -> None:
        """Hand small rows over through a file: a hundred times faster than as parameters."""
        with self._path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        types = ", ".join(
            f"{quoted(name)}: {quoted(_TYPES[kind])}" for name, kind in columns.items()
        )
        scan = f"read_csv({quoted(str(self._path))}, columns = {{{types}}}, {_FORM}, header = false"
        # no text of ours is this one: a blank cell is a blank text, not NULL
        scan += ", nullstr = chr(1), allow_quoted_nulls = false)"
        self.make(table, f"SELECT * FROM {scan}")


class _Source:
    """The figures file: its header, and its rows by number for those that must be explained."""

    def __init__(self, path: Path, header: Header, kinds: Mapping[str, str] | None = None) -> None:
        self.path, self.header, self._kinds = path, header, kinds
        self.doubles = frozenset(c for c, kind in (kinds or {}).items() if kind in DOUBLES)
        self.integers = all((kinds or {}).get(column) in EXACT for column in ("part", "whole"))

    def everything(self) -> Iterable[Row]:
        """All rows, as the reference reads them."""
        return Table(self.path, FIGURE_COLUMNS) if self._kinds is None else ParquetTable(self.path)

    def read(self, con: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows whose numbers (from 1, in ascending order) are asked, as text cells."""
        if self._kinds is not None:
            cells = ", ".join(cell_text(column, self._kinds[column]) for column in FIGURE_COLUMNS)
            scan = _numbered(self.path)
            listed = ", ".join(str(number - 1) for number in numbers)
            found = con.execute(
                f"SELECT file_row_number + 1, {cells} FROM {scan} "
                f"WHERE file_row_number IN ({listed}) ORDER BY 1"
            ).fetchall()
            for number, *texts in found:
                yield Row(number, dict(zip(FIGURE_COLUMNS, texts, strict=True)))
            return
        wanted = set(numbers)
        for number, row in enumerate(Table(self.path, FIGURE_COLUMNS), start=1):
            if number in wanted:
                yield row
            if number >= numbers[-1]:
                return


def _open(con: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> _Source:
    """Make the view raw over the figures file. Raises BadInput if it cannot be read at all."""
    if path.suffix == ".parquet":
        types = column_types(con, path)
        header = check_types(str(path), types)
        kinds = column_kinds(types)
        scan = _numbered(path)
        columns = f"file_row_number + 1 AS line, {sql.raw(DUCK, kinds)}"
        con.execute(f"CREATE TEMP VIEW raw AS SELECT {columns} FROM {scan}")
        return _Source(path, header, kinds)
    header = Table(path, FIGURE_COLUMNS).header
    packed = folder / "figures.parquet"
    try:
        _pack(con, path, header, packed)
    except duckdb.Error:
        # it may be broken, which the strict reader says, or only written in an unusual way
        plain = folder / "figures.csv"
        _rewrite(path, plain)
        _pack(con, plain, Header.of(str(plain), FIGURE_COLUMNS, FIGURE_COLUMNS, ()), packed)
        plain.unlink()
    scan = _numbered(packed)
    con.execute(f"CREATE TEMP VIEW raw AS SELECT *, file_row_number + 1 AS line FROM {scan}")
    return _Source(path, header)


def _check_readable(path: Path) -> None:
    """Raises BadInput where a page in the middle of a Parquet file is broken."""
    if path.suffix == ".parquet":
        for _ in ParquetTable(path):
            pass


def _numbered(path: Path) -> str:
    # a folder called place=01 must not take the place of the column of that name
    options = "file_row_number = true, hive_partitioning = false"
    return f"read_parquet({quoted(str(path))}, {options})"


def _pack(con: duckdb.DuckDBPyConnection, path: Path, header: Header, packed: Path) -> None:
    """Parse a CSV once, into Parquet: row numbers there are those of the records."""
    types = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(header.width)) + "}"
    named = ", ".join(f"c{header.places[c]} AS {c}" for c in FIGURE_COLUMNS)
    scan = f"read_csv({quoted(str(path))}, columns = {types}, {_FORM}, header = true)"
    raw = sql.raw(DUCK, dict.fromkeys(FIGURE_COLUMNS, "VARCHAR"))
    con.execute(
        f"COPY (SELECT {raw} FROM (SELECT {named} FROM {scan})) TO {quoted(str(packed))} "
        "(FORMAT parquet)"
    )


def _rewrite(path: Path, plain: Path) -> None:
    """The same records in the plainest form. Raises BadInput where the file is broken."""
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(FIGURE_COLUMNS)
        writer.writerows(row.cells.values() for row in Table(path, FIGURE_COLUMNS))


def _explained(
    request: Request,
    con: duckdb.DuckDBPyConnection,
    source: _Source,
    doubt: Suspicion,
    plan: Plan,
) -> BadInput:
    """What the reference says of the rows that the plan found wrong."""
    limit = "" if doubt.period else f"LIMIT {_MOST_LINES}"
    found = con.execute(f"SELECT line FROM raw WHERE {doubt.where} ORDER BY line {limit}")
    numbers = [number for (number,) in found.fetchall()]
    # damaged statistics can hide the very row that was met: then the whole file is read
    rows = source.read(con, numbers) if numbers else source.everything()
    return explain(request, rows, source.doubles, plan.measures, doubt.period)
