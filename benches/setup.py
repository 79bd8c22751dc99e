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
from pathlib import Path
from statistics import median
from typing import Final


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


def seconds(way: object, *, runs: int) -> list[tuple[float, float]]:
    """Seconds by the clock and of the processor of each run of `way`."""
    assert callable(way)
    taken = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            checkout = Path(folder) / "checkout"
            checkout.mkdir()
            for name in NEEDED:
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, checkout / name)
                else:
                    shutil.copy(source, checkout / name)
            started, worked = time.perf_counter(), _worked()
            way(checkout, Path(folder) / "caches")
            taken.append((time.perf_counter() - started, _worked() - worked))
    return taken


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
    for _ in range(runs):
        ours += seconds(by_make, runs=1)
        pip += seconds(by_pip, runs=1)
    for index, what in enumerate(("by the clock", "of the processor")):
        mine, theirs = (median(one[index] for one in taken) for taken in (ours, pip))
        print(f"make setup {mine:.1f} s, pip {theirs:.1f} s {what} (median of {runs})")
        print(f"make setup / pip: {mine / theirs:.2f} (goal 0.25)")


if __name__ == "__main__":
    main()
