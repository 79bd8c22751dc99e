"""The cases of `tests/spec/rollup/line_NN.toml`: one file for each line of the law (DESIGN §5).

A file has a `title`, the `law` it shows and cases. What stands under `[given]` holds for every case
that does not say otherwise. Tables are drawn with bars; a column that is not drawn is blank. A case
shows in a `result` the columns it is about, or in `refused` every line of standard error; `notices`
are lines of standard error beside a result. `exact.figures` (places, indicators, result) is a file
character by character; `parquet.part = "DOUBLE"` makes the figures a Parquet file with that column
of that type (text where nothing is said).
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from vedich.cli.main import main
from vedich.engine.figures import FIGURE_COLUMNS
from vedich.engine.inputs import INDICATOR_COLUMNS, PLACE_COLUMNS


FOLDER: Final = Path(__file__).parent / "rollup"
COLUMNS: Final = {
    "places": PLACE_COLUMNS,
    "indicators": INDICATOR_COLUMNS,
    "figures": FIGURE_COLUMNS,
}


@dataclass(frozen=True)
class Case:
    """A question and its answer, as drawn: what stands under `[given]` is already in it."""

    name: str
    data: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What the case shows, as a sentence."""
        return str(self.data["title"])

    @property
    def text(self) -> str:
        """Why it is so; often nothing."""
        return str(self.data.get("text", "")).strip()

    @property
    def exact(self) -> Mapping[str, str]:
        """Files given character by character."""
        files: Mapping[str, str] = self.data.get("exact", {})
        return {name: text.removeprefix("\n") for name, text in files.items()}

    @property
    def types(self) -> Mapping[str, str]:
        """Types of Parquet columns; none where the figures are a CSV file."""
        types: Mapping[str, str] = self.data.get("parquet", {})
        return types

    @property
    def figures(self) -> str:
        """The name of the file of figures."""
        return "figures.parquet" if self.types else "figures.csv"

    @property
    def out(self) -> str:
        """The name of the file to be written."""
        return str(self.data.get("out", "out.csv"))

    @property
    def words(self) -> list[str]:
        """The command line, less the engine."""
        files = ["--places", "places.csv", "--indicators", "indicators.csv"]
        asked = ["--figures", self.figures, "--periods", str(self.data["periods"])]
        return ["rollup", *files, *asked, "--out", self.out, *self.data.get("options", "").split()]

    def rows(self, table: str) -> list[list[str]]:
        """The drawn `table`, its header first; nothing where the case does not draw it."""
        if table in self.exact:
            return []
        return drawn(self.data.get(table, ""))


def drawn(text: str) -> list[list[str]]:
    """The cells of a table drawn with bars."""
    lines = text.strip("\n").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@dataclass(frozen=True)
class Chapter:
    """One line of the law with its cases."""

    number: int
    data: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What the line is about."""
        return str(self.data["title"])

    @property
    def law(self) -> str:
        """The line itself."""
        return str(self.data["law"]).strip()

    @property
    def given(self) -> Case:
        """What holds for all cases, drawn like a case."""
        return Case(f"line_{self.number:02}", {"title": self.title, **self.data.get("given", {})})

    @property
    def cases(self) -> Sequence[Case]:
        """The cases, each with what was given."""
        given = {key: value for key, value in self.data["given"].items() if key != "text"}
        found = []
        for order, case in enumerate(self.data["case"], start=1):
            known = {key: value for key, value in given.items() if key not in case.get("exact", {})}
            found.append(Case(f"line_{self.number:02}-{order}", {**known, **case}))
        return found


def chapters() -> list[Chapter]:
    """All lines of the law, in order."""
    paths = sorted(FOLDER.glob("line_*.toml"))
    return [Chapter(int(path.stem[5:]), tomllib.loads(path.read_text("utf-8"))) for path in paths]


# -- running a case --------------------------------------------------------------------------------


def write_inputs(case: Case, folder: Path) -> None:
    """The input files of `case`, in `folder`."""
    for table, columns in COLUMNS.items():
        text = case.exact.get(table)
        if text is None:
            text = csv_text(case.rows(table), columns)
        (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
    if case.types:
        write_parquet(folder / "figures.csv", folder / "figures.parquet", case.types)


def csv_text(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> str:
    """Drawn `rows` as a file: columns that were not drawn are there, and blank."""
    absent = [column for column in columns if column not in rows[0]]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*rows[0], *absent])
    writer.writerows([*row, *[""] * len(absent)] for row in rows[1:])
    return stream.getvalue()


def write_parquet(text: Path, out: Path, types: Mapping[str, str]) -> None:
    """The CSV file `text` as Parquet; a column without a type is text, a blank cell is NULL."""
    cells = ", ".join(
        f"CAST(nullif({column}, '') AS {types.get(column, 'VARCHAR')}) AS {column}"
        for column in FIGURE_COLUMNS
    )
    with duckdb.connect() as con:
        scan = f"read_csv('{text}', header = true, all_varchar = true, delim = ',')"
        con.execute(f"COPY (SELECT {cells} FROM {scan}) TO '{out}' (FORMAT parquet)")


def run(case: Case, engine: str) -> int:
    """The exit code of `case` on `engine`, its files standing in the working folder."""
    return main([*case.words, "--engine", engine, "--language", "en"])


def read_result(path: Path) -> list[list[str]]:
    """The rows that were written, header first, numbers as text."""
    if path.suffix == ".parquet":
        with duckdb.connect() as con:
            found = con.execute(f"SELECT * FROM read_parquet('{path}')")
            header = [column[0] for column in found.description]
            rows = [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()]
        return [header, *rows]
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
