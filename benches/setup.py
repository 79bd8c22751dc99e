"""`python -m benches.setup`: a cold `make setup` against pip with the same lock, as one ratio.

Both start from a checkout without an environment and without caches, and fetch every wheel anew; so
the ratio says as much about the network of the day as about the tools. Nothing of it is a test.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final


Way = Callable[[Path, Path], None]

ROOT: Final = Path(__file__).parents[1]
NEEDED: Final = ("Makefile", "README.md", "LICENSE", "pyproject.toml", "requirements", "vedich")


def by_make(checkout: Path, caches: Path) -> None:
    """What a new user runs."""
    _run(["make", "--silent", "setup"], checkout, caches)


def by_pip(checkout: Path, caches: Path) -> None:
    """The same lock by the tool that comes with Python."""
    _run([sys.executable, "-m", "venv", ".venv"], checkout, caches)
    pip = [".venv/bin/pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", "requirements/main.txt"], checkout, caches)


def seconds(way: Way, checkout: Path) -> tuple[float, float]:
    """Seconds by the clock and of the processor that `way` takes in a new `checkout`."""
    checkout.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, checkout / name)
        else:
            shutil.copy(source, checkout / name)
    started, worked = time.perf_counter(), _worked()
    way(checkout, checkout.with_suffix(".caches"))
    return time.perf_counter() - started, _worked() - worked


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(words: list[str], folder: Path, caches: Path) -> None:
    # pip keeps wheels and pages, uv keeps wheels: with either cache this would measure the disk
    cold = {"UV_CACHE_DIR": str(caches / "uv"), "PIP_CACHE_DIR": str(caches / "pip")}
    subprocess.run(words, cwd=folder, env={**os.environ, **cold}, check=True)


def main() -> None:
    """Measure in turn and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    ours: list[tuple[float, float]] = []
    pip: list[tuple[float, float]] = []
    # Nothing is deleted before the end: ext4 looks long for inodes that were not deleted a moment
    # ago, and a new machine has deleted none.
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs):
            ours.append(seconds(by_make, Path(folder) / f"make-{run}"))
            pip.append(seconds(by_pip, Path(folder) / f"pip-{run}"))
    for index, what in enumerate(("by the clock", "of the processor")):
        mine, theirs = (median(one[index] for one in taken) for taken in (ours, pip))
        print(f"make setup {mine:.1f} s, pip {theirs:.1f} s {what} (median of {runs})")
        print(f"make setup / pip: {mine / theirs:.2f} (goal 0.25)")


if __name__ == "__main__":
    main()
