"""`vedich rollup` beside pandas and beside a full read of the same file, in turn.

Everything is run once a round, one after the other, so that what disturbs the machine disturbs all
alike; a ratio is taken inside each round, and the median of the rounds is told. After each run its
rows are compared with those of the others: a faster answer that is another answer is an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from benches.processes import Cost, ask, measure
from benches.shapes import WORK, Files, Shape, files_of


VEDICH, PANDAS, PLAIN, SCAN = "vedich", "pandas", "pandas, plain", "full scan"
CSV_OUT, CSV_IN = "vedich, CSV out", "vedich, CSV in"
TINY: Final = Shape(months=18, provinces=3, communes=12, indicators=20)

Tell = Callable[[str], None]


class Differs(Exception):
    """Two contenders wrote different rows."""


@dataclass(frozen=True)
class Size:
    """One size to measure: its name as asked, its shape, and who takes part."""

    name: str
    shape: Shape
    contenders: tuple[str, ...]
    figures: int

    @property
    def files(self) -> Files:
        """Its inputs."""
        return files_of(self.shape)


@dataclass
class Measured:
    """Costs by size and contender, one a round; what a contender does only once has one."""

    sizes: Sequence[Size]
    costs: dict[tuple[str, str], list[Cost]] = field(default_factory=dict)

    def middle(self, size: str, contender: str, what: str) -> float:
        """The median of "wall", "cpu" or "memory"."""
        return float(median(getattr(cost, what) for cost in self.costs[size, contender]))

    def ratio(self, one: tuple[str, str], two: tuple[str, str], what: str) -> float:
        """`one` over `two`, (size, contender) each: the median of the rounds' ratios."""
        pairs = zip(self.costs[one], self.costs[two], strict=False)
        return float(median(getattr(a, what) / getattr(b, what) for a, b in pairs))

    def others(self) -> float | None:
        """The share of the machine that others used, in the middle run."""
        shares = [c.others for costs in self.costs.values() for c in costs if c.others is not None]
        return median(shares) if shares else None


def prepare(name: str, figures: int, contenders: Sequence[str]) -> Size:
    """Make the files of a size, unless they are there, and read them once.

    Once, so that the first one timed does not pay for the disk.
    """
    shape = Shape.of_size(figures)
    make(shape, text=CSV_IN in contenders)
    counted = int(ask("benches.full_scan", files_of(shape).figures()))
    return Size(name, shape, tuple(contenders), counted)


def make(shape: Shape, *, text: bool = False) -> Files:
    """Make the files of `shape`, unless they are there."""
    numbers = (shape.months, shape.provinces, shape.communes, shape.indicators)
    ask("benches.data", "csv" if text else "parquet", *map(str, numbers))
    return files_of(shape)


def check_reference(tell: Tell) -> None:
    """The oracle, the fast engine and both peers agree on a few thousand figures. Raises Differs.

    The engines to the byte, the peers by their sums.
    """
    files = make(TINY, text=True)
    written = {}
    for engine in ("reference", "columnar"):
        out = WORK / f"tiny-{engine}.csv"
        ask(*vedich(files, files.figures(), out, engine))
        written[engine] = out.read_bytes()
    if written["reference"] != written["columnar"]:
        raise Differs("the columnar engine and the reference wrote different bytes")
    same = Same()
    same.check("vedich", WORK / "tiny-columnar.csv")
    for kind in ("categoricals", "plain"):
        out = WORK / "tiny-pandas.parquet"
        ask("benches.pandas_peer", kind, files.folder, out)
        same.check(f"pandas, {kind}", out)
    tell(f"reference and columnar: the same {len(written['reference']):,} bytes")


def rounds(sizes: Sequence[Size], runs: int, tell: Tell) -> Measured:
    """Run every contender of every size, `runs` times in turn. Raises Differs."""
    measured = Measured(sizes)
    same = {size.name: Same() for size in sizes}
    for number in range(runs):
        for size, contender in _turn(sizes, first=number == 0):
            module, *words = _command(size.files, contender)
            cost = measure(module, *words)
            measured.costs.setdefault((size.name, contender), []).append(cost)
            tell(
                f"round {number + 1} of {runs}  {size.name:>5}  {contender:<16}"
                f"{cost.wall:9.2f} s  {cost.cpu:9.2f} s CPU"
            )
            if contender != SCAN:
                out = _out(contender)
                same[size.name].check(contender, out)
                out.unlink()
    return measured


def _turn(sizes: Sequence[Size], *, first: bool) -> Iterator[tuple[Size, str]]:
    for size in sizes:
        for contender in size.contenders:
            if first or contender != CSV_OUT:
                yield size, contender


def vedich(files: Files, figures: Path, out: Path, engine: str = "columnar") -> tuple[str, ...]:
    """The command line of a roll-up that asks for all years."""
    inputs = ("--places", files.places, "--indicators", files.indicators, "--figures", figures)
    asked = ("--periods", ",".join(files.years), "--out", out, "--engine", engine)
    return ("vedich.cli", "rollup", *map(str, (*inputs, *asked)))


def _command(files: Files, contender: str) -> tuple[str, ...]:
    if contender == SCAN:
        return ("benches.full_scan", str(files.figures()))
    out = _out(contender)
    if contender in (PANDAS, PLAIN):
        kind = "plain" if contender == PLAIN else "categoricals"
        return ("benches.pandas_peer", kind, str(files.folder), str(out))
    return vedich(files, files.figures(".csv" if contender == CSV_IN else ".parquet"), out)


def _out(contender: str) -> Path:
    return WORK / ("result.csv" if contender == CSV_OUT else "result.parquet")


class Same:
    """Holds what the first result adds up to, and every later one against it."""

    def __init__(self) -> None:
        self._first: tuple[str, Mapping[str, str]] | None = None

    def check(self, who: str, result: Path) -> None:
        """Raises Differs where `result` holds other rows than the first one."""
        sums = json.loads(ask("benches.checks", result))
        if self._first is None:
            self._first = (who, sums)
        name, first = self._first
        wrong = [f"{key}: {first[key]}, {sums[key]}" for key in first if first[key] != sums[key]]
        if wrong:
            raise Differs(f"{name} and {who} wrote different rows. {'; '.join(wrong)}")
