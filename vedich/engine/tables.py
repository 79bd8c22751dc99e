"""Text tables, read strictly: UTF-8, commas, a header by name in any order (DESIGN §5 line 1)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from vedich.core.errors import Refused
from vedich.engine.faults import (
    CELLS,
    COLUMN_TWICE,
    EMPTY,
    NO_COLUMN,
    NO_FILE,
    NOT_UTF8,
    QUOTES,
    SEMICOLONS,
    BadInput,
    Fault,
    Faults,
)


MOST_CELL: Final = 131_072
"""Longest cell in characters: one never closed quotation mark must not swallow the file."""


class Row(NamedTuple):
    """One line of a table: its number in the file and its cells by column, blank where empty."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: where each wanted column stands, and which columns nobody asked for."""

    width: int
    places: dict[str, int]
    unknown: tuple[str, ...]

    @staticmethod
    def of(file: str, names: Sequence[str], wanted: Sequence[str], extra: Sequence[str]) -> Header:
        """Checks `names` against the `wanted` columns and the `extra` ones that may be there.

        Raises BadInput for a wanted column that is missing or any known column that is there twice.
        """
        faults = Faults()
        if len(names) == 1 and ";" in names[0]:
            raise BadInput([Fault(file, 1, "", SEMICOLONS.refuse())])
        known = [*wanted, *extra]
        for column in known:
            if names.count(column) > 1:
                faults.add(file, 1, column, COLUMN_TWICE.refuse(column=column))
            if column in wanted and column not in names:
                faults.add(file, 1, column, NO_COLUMN.refuse(column=column))
        faults.check()
        places = {name: names.index(name) for name in known if name in names}
        return Header(len(names), places, tuple(name for name in names if name not in known))


class Table:
    """A CSV file, opened: its header is checked at once, its rows stream.

    Raises BadInput: a missing file, bytes that are not UTF-8, a header that lacks a column, a line
    with too few or too many cells, a quotation mark never closed (a file cut in the middle).
    """

    def __init__(self, path: Path, wanted: Sequence[str], extra: Sequence[str] = ()) -> None:
        self.path = path
        self.file = str(path)
        self._wanted = wanted
        self._lines = _records(path)
        names = next(self._lines, None)
        if names is None:
            raise BadInput([Fault(self.file, 1, "", EMPTY.refuse(columns=",".join(wanted)))])
        self.header = Header.of(self.file, names[1], wanted, extra)

    def __iter__(self) -> Iterator[Row]:
        places = self.header.places.items()
        for line, cells in self._lines:
            if len(cells) != self.header.width:
                error = CELLS.refuse(found=len(cells), wanted=self.header.width)
                raise BadInput([Fault(self.file, line, "", error)])
            yield Row(line, {name: cells[place] for name, place in places})


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line on which the record starts, its cells); blank lines are passed over."""
    csv.field_size_limit(MOST_CELL)
    try:
        with path.open("rb") as stream:
            reader = csv.reader(_decoded(str(path), stream), strict=True)
            line = 1
            try:
                for cells in reader:
                    if cells:
                        yield line, cells
                    line = reader.line_num + 1
            except csv.Error:
                raise _fault(path, line, QUOTES.refuse()) from None
    except OSError:
        raise _fault(path, 1, NO_FILE.refuse(value=path)) from None


def _decoded(file: str, stream: BinaryIO) -> Iterator[str]:
    """Lines as text. Line by line, so that a wrong byte is named with its line."""
    for number, raw in enumerate(stream, start=1):
        try:
            # the mark at the head of a file that Windows programs write
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as wrong:
            value = f"0x{raw[wrong.start]:02x}"
            raise BadInput([Fault(file, number, "", NOT_UTF8.refuse(value=value))]) from None


def _fault(path: Path, line: int, error: Refused) -> BadInput:
    return BadInput([Fault(str(path), line, "", error)])
