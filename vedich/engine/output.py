"""The result on disk: appears by rename, whole or not at all (DESIGN §5 lines 13, 15, 16)."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from vedich.core.errors import Message
from vedich.core.numbers import write_machine
from vedich.engine.base import OUT_COLUMNS, OutRow
from vedich.engine.faults import BadInput, Fault
from vedich.engine.parquet import quoted


CANNOT_WRITE = Message(
    code="file.cannot_write",
    vi="Không ghi được “{value}”: {why}. Chưa có gì được ghi. Hãy giải phóng chỗ trống hoặc chọn "
    "nơi khác.",
    en="“{value}” could not be written: {why}. Nothing was written. Free some space or choose "
    "another place.",
)
PARQUET_TYPES: Final = {
    "place": "VARCHAR",
    "indicator": "VARCHAR",
    "period": "VARCHAR",
    "value": "DECIMAL(38,12)",
    "part": "DECIMAL(38,12)",
    "whole": "DECIMAL(38,12)",
    "reported": "BIGINT",
    "expected": "BIGINT",
    "verified": "BIGINT",
    "complete": "BIGINT",
}


@contextmanager
def appearing(out: Path) -> Iterator[Path]:
    """A file beside `out` to write to; it becomes `out` only when the block ends well.

    A full disk or a folder that cannot be written becomes BadInput, and the half-written file goes.
    """
    half = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        yield half
        with half.open("rb") as stream:
            os.fsync(stream.fileno())
        half.replace(out)
    except (OSError, duckdb.IOException) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) else str(wrong).splitlines()[0]
        error = CANNOT_WRITE.refuse(value=out, why=why)
        raise BadInput([Fault(str(out), 1, "", error)]) from None
    finally:
        half.unlink(missing_ok=True)


def write_rows(rows: Iterable[OutRow], out: Path) -> None:
    """Write `rows` as CSV, or as Parquet where `out` ends in .parquet. Raises BadInput."""
    if out.suffix == ".parquet":
        with appearing(out) as half, appearing(half.with_suffix(".csv")) as text:
            _write_csv(rows, text)
            csv_to_parquet(text, half)
    else:
        with appearing(out) as half:
            _write_csv(rows, half)


def csv_to_parquet(text: Path, out: Path) -> None:
    """The rows of the CSV `text` as typed Parquet."""
    columns = "{" + ", ".join(f"{quoted(c)}: {quoted(t)}" for c, t in PARQUET_TYPES.items()) + "}"
    options = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    scan = f"read_csv({quoted(str(text))}, columns = {columns}, {options})"
    with duckdb.connect() as con:
        con.execute(f"COPY (SELECT * FROM {scan}) TO {quoted(str(out))} (FORMAT parquet)")


def _write_csv(rows: Iterable[OutRow], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(OUT_COLUMNS)
        writer.writerows(_cells(row) for row in rows)


def _cells(row: OutRow) -> tuple[object, ...]:
    numbers = zip((row.value, row.part, row.whole), row.scales, strict=True)
    texts = ("" if n is None else write_machine(n, decimals=scale) for n, scale in numbers)
    counts = (row.reported, row.expected, row.verified, row.complete)
    return (row.place, row.indicator, str(row.period), *texts, *counts)
