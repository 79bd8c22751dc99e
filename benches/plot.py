"""The plot of growth: what a figure costs and how much memory a roll-up needs, by size."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib import pyplot as plt

from benches.rollup import PANDAS, SCAN, VEDICH, Measured


OUT: Final = Path(__file__).parents[1] / "docs" / "explanation" / "rollup-growth.png"
LINES: Final = {VEDICH: ("#0b5cad", "o"), PANDAS: ("#b3541e", "s"), SCAN: ("#6b6b6b", "^")}


def draw(measured: Measured) -> Path:
    """Draw the medians of `measured`; where the picture is."""
    # no window is wanted, whatever the machine has
    mpl.use("Agg")
    figure, (cost, memory) = plt.subplots(2, 1, figsize=(7, 7), sharex=True)
    for who, (colour, mark) in LINES.items():
        sizes = [size for size in measured.sizes if who in size.contenders]
        counts = [size.figures for size in sizes]
        style = {"color": colour, "marker": mark, "label": who}
        each = [measured.middle(s.name, who, "cpu") / s.figures * 1e6 for s in sizes]
        cost.plot(counts, each, **style)
        memory.plot(
            counts, [measured.middle(s.name, who, "memory") / 2**30 for s in sizes], **style
        )
    cost.set_xscale("log")
    for axes in (cost, memory):
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, which="major", alpha=0.3)
        axes.legend()
    cost.set_ylabel("CPU time per figure (µs)")
    memory.set_ylabel("Peak memory (GiB)")
    memory.set_xlabel("Figures in the file (log scale)")
    cost.set_title("vedich rollup, every year of the file, Parquet to Parquet")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(OUT, dpi=120, bbox_inches="tight")
    return OUT
