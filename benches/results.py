"""What was measured as ratios: beside the goals of DESIGN §7, and beside the saved baseline."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benches.rollup import PANDAS, PLAIN, SCAN, VEDICH, Measured


BASELINE: Final = Path(__file__).parent / "results" / "rollup.json"
GOAL_FROM: Final = 20_000_000
"""Figures from which on a goal is asked: below, starting Python is most of what is timed."""
GROWTH: Final = "cost per figure"


@dataclass(frozen=True)
class Goal:
    """What a ratio should reach. Told of CPU time: of two contenders one may use every core."""

    most: float | None = None
    least: float | None = None

    def __str__(self) -> str:
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"

    def met(self, ratio: float) -> bool:
        """Whether `ratio` reaches it."""
        return ratio <= self.most if self.most is not None else ratio >= (self.least or 0)


@dataclass(frozen=True)
class Ratio:
    """One line of the table."""

    name: str
    size: str
    by: Mapping[str, float]
    goal: Goal | None

    @property
    def key(self) -> str:
        """Its name in the file of results."""
        return f"{self.name} at {self.size}"


GOALS: Final = {
    f"{PANDAS} / {VEDICH}": Goal(least=12),
    f"{VEDICH} / {SCAN}": Goal(most=2),
    GROWTH: Goal(most=1.2),
}


def ratios(measured: Measured) -> Iterator[Ratio]:
    """Every ratio that these runs allow."""
    for size in measured.sizes:
        asked = size.figures >= 0.9 * GOAL_FROM
        for top, bottom in ((PANDAS, VEDICH), (PLAIN, VEDICH), (VEDICH, SCAN)):
            if top in size.contenders and bottom in size.contenders:
                one, two = (size.name, top), (size.name, bottom)
                by = {x: measured.ratio(one, two, x) for x in ("cpu", "wall", "memory")}
                name = f"{top} / {bottom}"
                yield Ratio(name, size.name, by, GOALS.get(name) if asked else None)
    yield from _growth(measured)


def _growth(measured: Measured) -> Iterator[Ratio]:
    """What a figure costs at the largest size, over what it costs at each smaller one."""
    *smaller, largest = sorted(measured.sizes, key=lambda size: size.figures)
    for size in smaller:
        one, two = (largest.name, VEDICH), (size.name, VEDICH)
        more = largest.figures / size.figures
        by = {x: measured.ratio(one, two, x) / more for x in ("cpu", "wall", "memory")}
        goal = GOALS[GROWTH] if size.figures >= 0.9 * GOAL_FROM else None
        yield Ratio(GROWTH, f"{largest.name} over {size.name}", by, goal)


# -- the file --------------------------------------------------------------------------------------


def as_json(measured: Measured, load: float) -> dict[str, Any]:
    """What is saved: ratios first, then the medians they stand for."""
    others = measured.others()
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    medians = {
        size.name: {
            "figures": size.figures,
            **{
                contender: {
                    "wall_s": round(measured.middle(size.name, contender, "wall"), 3),
                    "cpu_s": round(measured.middle(size.name, contender, "cpu"), 3),
                    "memory_mb": round(measured.middle(size.name, contender, "memory") / 2**20),
                    "runs": len(measured.costs[size.name, contender]),
                }
                for contender in size.contenders
            },
        }
        for size in measured.sizes
    }
    return {
        "ratios": {r.key: {x: round(y, 3) for x, y in r.by.items()} for r in ratios(measured)},
        "medians": medians,
        "machine": {
            "cores": os.cpu_count(),
            "memory_gb": round(gigabytes),
            "load_at_start": round(load, 2),
            "used_by_others": None if others is None else round(others, 3),
        },
        "versions": {name: version(name) for name in ("duckdb", "pandas", "pyarrow")},
    }


def save(results: Mapping[str, Any], path: Path) -> None:
    """Write `results` to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def baseline() -> Mapping[str, Any]:
    """The ratios that were saved, by key; none where nothing was."""
    if not BASELINE.exists():
        return {}
    saved: Mapping[str, Any] = json.loads(BASELINE.read_text(encoding="utf-8"))["ratios"]
    return saved


# -- the terminal ----------------------------------------------------------------------------------


def show(measured: Measured, console: Console) -> None:
    """Two tables: what was timed, and the ratios."""
    table = Table("size", "figures", "who", title="Medians of whole processes; CPU time a figure")
    for name in ("wall s", "CPU s", "peak MB", "µs/figure", "runs"):
        table.add_column(name, justify="right")
    for size in measured.sizes:
        for who in size.contenders:
            wall, cpu, memory = (
                measured.middle(size.name, who, x) for x in ("wall", "cpu", "memory")
            )
            told = (f"{wall:.2f}", f"{cpu:.2f}", f"{memory / 2**20:,.0f}")
            each = f"{cpu / size.figures * 1e6:.3f}"
            runs = str(len(measured.costs[size.name, who]))
            table.add_row(size.name, f"{size.figures:,}", who, *told, each, runs)
    console.print(table)

    saved = baseline()
    title = "Ratios (saved ones in brackets); goals are of CPU time"
    table = Table("ratio", "at", title=title)
    for name in ("CPU", "wall", "memory", "goal", ""):
        table.add_column(name, justify="right")
    for ratio in ratios(measured):
        old = saved.get(ratio.key, {})
        cells = [f"{x:.2f}" + (f" ({old[w]:.2f})" if w in old else "") for w, x in ratio.by.items()]
        met = "" if ratio.goal is None else "met" if ratio.goal.met(ratio.by["cpu"]) else "not met"
        table.add_row(ratio.name, ratio.size, *cells, str(ratio.goal or ""), met)
    console.print(table)
