"""A working folder with small valid inputs of `vedich rollup`, for tests that spoil one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pytest

from vedich.cli.main import main


PLACES: Final = """\
code,valid_from,valid_to,name,kind,parent
01,,,District,district,
011,,,Commune 1,commune,01
012,,2022-06-30,Commune 2,commune,01
"""
INDICATORS: Final = """\
code,name,unit,place_rule,time_rule
roads,Roads,km,sum,sum
water,Clean water,%,ratio,last
weight,Weight,,mean,last
"""
HEADER: Final = "place,indicator,period,part,whole,known_since,verified\n"
FIGURES: Final = f"""\
{HEADER}011,roads,2022-04,1.5,,2022-05-03,yes
012,roads,2022-Q2,2.25,,2022-07-03,
011,water,2022-06,1560,1600,,1
"""


MACHINE: Final = (
    "is not a number for files. Write it like -12.5: a decimal point, no blanks, no grouping."
)


@dataclass(frozen=True)
class Answer:
    """What the command said: its exit code and the lines of standard error."""

    code: int
    lines: list[str]


@dataclass
class Desk:
    """Runs the command in `folder`, on `engine`."""

    folder: Path
    engine: str
    capsys: pytest.CaptureFixture[str]
    figures: str = "figures.csv"
    periods: str = "2022-Q2"

    def write(self, **files: str | bytes) -> None:
        """Write ``places=…`` as places.csv, and so on."""
        for name, text in files.items():
            content = text if isinstance(text, bytes) else text.encode()
            (self.folder / f"{name}.csv").write_bytes(content)

    def add(self, *rows: str) -> None:
        """Write a file of figures that has the header and `rows`."""
        self.write(figures=HEADER + "".join(f"{row}\n" for row in rows))

    def parquet(self, select: str) -> None:
        """Make the figures a Parquet file of what the SQL `select` gives."""
        self.figures = "figures.parquet"
        with duckdb.connect() as con:
            con.execute(f"COPY ({select}) TO '{self.folder / self.figures}' (FORMAT parquet)")

    def words(self, *more: str) -> list[str]:
        """The command line; of an option that is there twice the last one counts."""
        files = ["--places", "places.csv", "--indicators", "indicators.csv"]
        asked = ["--figures", self.figures, "--periods", self.periods, "--out", "out.csv"]
        said = ["--engine", self.engine, "--language", "en"]
        return ["rollup", *files, *asked, *said, *more]

    def run(self, *more: str) -> Answer:
        """Run the command inside this process, `more` words added."""
        return self.say(self.words(*more))

    def say(self, words: Sequence[str]) -> Answer:
        """Run the command with exactly these `words` inside this process."""
        code = main(words)
        told = self.capsys.readouterr()
        assert told.out == ""
        return Answer(code, told.err.splitlines())

    def refusals(self, *more: str) -> list[str]:
        """The lines of a refusal. Fails where it is none, or left anything behind."""
        before = self.listing()
        answer = self.run(*more)
        assert answer.code == 2, answer.lines
        assert self.listing() == before
        return answer.lines

    def refusal(self, *more: str) -> str:
        """The only line of a refusal."""
        lines = self.refusals(*more)
        assert len(lines) == 1, lines
        return lines[0]

    def listing(self) -> dict[str, bytes]:
        """Every file of the folder, hidden ones too, with what is in it."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}


def in_process(
    words: Sequence[str], folder: Path, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "vedich.cli", *words],
        cwd=folder,
        env={**clean, **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
