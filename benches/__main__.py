"""`python -m benches` (or `make bench`): measure `vedich rollup` and print ratios."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import Final

from rich.console import Console

from benches.processes import Failed
from benches.results import BASELINE, as_json, save, show
from benches.rollup import (
    CSV_IN,
    CSV_OUT,
    PANDAS,
    PLAIN,
    SCAN,
    VEDICH,
    Differs,
    Size,
    check_reference,
    prepare,
    rounds,
)
from benches.shapes import WORK


QUIET: Final = 0.05
"""The share of the machine that others may use before the ratios are called doubtful."""
BUSY: Final = 0.5
"""A load average from which on somebody must be there."""
UNITS: Final = {"k": 10**3, "M": 10**6}
LAST: Final = WORK / "last.json"


def main(words: Sequence[str]) -> int:
    """Measure what `words` ask."""
    options = _options(words)
    console = Console()
    load = os.getloadavg()[0]
    if load > BUSY:
        console.print(f"The load average is {load:.1f}: others use this machine. Expect noise.")

    def tell(line: str) -> None:
        console.print(line, highlight=False, soft_wrap=True)

    try:
        check_reference(tell)
        measured = rounds(_sizes(options), options.runs, tell)
    except (Differs, Failed) as wrong:
        console.print(str(wrong), markup=False)
        return 1
    show(measured, console)
    others = measured.others()
    if others is not None and others > QUIET:
        console.print(
            f"In the middle run others used {others:.0%} of this machine: these ratios are not a "
            "baseline."
        )
    results = as_json(measured, load)
    save(results, BASELINE if options.save else LAST)
    if options.plot:
        # the process that measures loads nothing large before it is done
        from benches.plot import draw

        draw(measured)
    return 0


def _options(words: Sequence[str]) -> Namespace:
    parser = ArgumentParser(
        prog="python -m benches",
        description="Measure `vedich rollup` against pandas, a full read of the same file, and "
        "itself at other sizes.",
        epilog="the committed baseline is made on a machine that does nothing else, by\n"
        "  python -m benches --plain --save --plot",
        formatter_class=RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--sizes", default="1M,20M", help="figures, pandas takes part (default: %(default)s)")
    add("--largest", default="100M", help="one size more without pandas; 0: none (%(default)s)")
    add("--runs", type=_count, default=3, help="rounds (default: %(default)s)")
    add("--quick", action="store_true", help="1M only, to try things out")
    add("--plain", action="store_true", help="pandas without categoricals as well")
    add("--plot", action="store_true", help="draw docs/explanation/rollup-growth.png")
    add("--save", action="store_true", help="make these results the baseline")
    return parser.parse_args(words)


def _count(text: str) -> int:
    if not text.isdigit() or text == "0":
        raise ArgumentTypeError("a number from 1 on")
    return int(text)


def _sizes(options: Namespace) -> list[Size]:
    names = ["1M"] if options.quick else options.sizes.split(",")
    peers = [VEDICH, PANDAS, *([PLAIN] if options.plain else []), SCAN, CSV_OUT]
    taking_part = {name: list(peers) for name in names}
    # parsing text is a cost of its own, told once, at the smallest size
    taking_part[min(names, key=_figures)].append(CSV_IN)
    if not options.quick and options.largest != "0":
        taking_part.setdefault(options.largest, [VEDICH, SCAN])
    ordered = sorted(taking_part, key=_figures)
    return [prepare(name, _figures(name), taking_part[name]) for name in ordered]


def _figures(name: str) -> int:
    number, unit = name[:-1], name[-1:]
    if unit not in UNITS or not number.isdigit() or not int(number):
        sys.exit(f"“{name}” is not a number of figures. Write it like 1M, 20M or 500k.")
    return int(number) * UNITS[unit]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
