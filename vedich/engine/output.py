"""The result on disk: appears by rename, whole or not at all (DESIGN §5 lines 13, 15, 16)."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from vedich.core.errors import Message
from vedich.core.numbers import write_machine
from vedich.engine.base import OUT_COLUMNS, OutRow
from vedich.engine.faults import BadInput, Fault
from vedich.engine.parquet import quoted, silent


CANNOT_WRITE = Message(
    code="file.cannot_write",
    vi="Không ghi được “{value}”: {why}. Chưa có gì được ghi. Hãy giải phóng chỗ trống hoặc chọn "
    "nơi khác.",
    en="“{value}” could not be written: {why}. Nothing was written. Free some space or choose "
    "another place.",
)
NO_ROOM = Message(
    code="file.no_room",
    vi="Không có chỗ cho tệp tạm: {why}. Chưa có gì được ghi. Hãy giải phóng chỗ trống, hoặc đặt "
    "biến TMPDIR là một thư mục còn chỗ.",
    en="There is no room for temporary files: {why}. Nothing was written. Free some space, or set "
    "TMPDIR to a folder that has some.",
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
        error = CANNOT_WRITE.refuse(value=out, why=_why(wrong))
        raise BadInput([Fault(str(out), 1, "", error)]) from None
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """A folder for a run's own files, which goes when the block ends.

    Raises BadInput, about the result `out`, where the disk has no room for them.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="vedich-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except (OSError, duckdb.IOException) as wrong:
        raise BadInput([Fault(str(out), 1, "", NO_ROOM.refuse(why=_why(wrong)))]) from None


def _why(wrong: Exception) -> str:
    """What the system said, without our file names."""
    told = wrong.strerror if isinstance(wrong, OSError) else str(wrong).splitlines()[0]
    return str(told).rstrip(".")


def write_rows(rows: Iterable[OutRow], out: Path) -> None:
    """Write `rows` as CSV, or as Parquet where `out` ends in .parquet. Raises BadInput."""
    with appearing(out) as half:
        if out.suffix != ".parquet":
            _write_csv(rows, half)
            return
        text = half.with_suffix(".csv")
        try:
            _write_csv(rows, text)
            csv_to_parquet(text, half)
        finally:
            text.unlink(missing_ok=True)


def csv_to_parquet(text: Path, out: Path) -> None:
    """The rows of the CSV `text` as typed Parquet."""
    columns = "{" + ", ".join(f"{quoted(c)}: {quoted(t)}" for c, t in PARQUET_TYPES.items()) + "}"
    options = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    scan = f"read_csv({quoted(str(text))}, columns = {columns}, {options})"
    with silent() as con:
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
