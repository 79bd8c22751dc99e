"""Programs from outside that tests need: found, installed where we may, or named.

`python -m tests.support.tools postgresql chromium` is what `make test` runs first. VEDICH_REQUIRE
names those without which the run must fail: a pipeline may not pass by skipping.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final


def postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs: Debian's newest, else that of the PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if found:
        return max(found, key=lambda path: [int(n) for n in path.parent.name.split(".")])
    other = shutil.which("postgres")
    return Path(other).resolve().parent if other else None


def chromium() -> Path | None:
    """The browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return Path(found) if found else None


TOOLS: Final[Mapping[str, Callable[[], Path | None]]] = {
    "postgresql": postgresql,
    "chromium": chromium,
}
"""By the name of the Debian package."""


def required(name: str) -> bool:
    """Whether this run must not go on without it."""
    return name in os.environ.get("VEDICH_REQUIRE", "").split()


def missing(name: str) -> str:
    """What to say where `name` is not there."""
    return f"{name} is not installed (on Debian: apt-get install {name})"


def install(names: Sequence[str]) -> None:
    """Ask Debian for the packages `names`; where that fails, what is still missing says so."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing {' '.join(names)} for the tests (once) ...", flush=True)
    for words in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *names]):
        subprocess.run(
            ["apt-get", *words], env=quiet, check=False, stdout=subprocess.DEVNULL, timeout=900
        )


def main(names: Sequence[str]) -> int:
    """Provide the tools `names`. 1 where a required one is missing, else 0."""
    absent = [name for name in names if TOOLS[name]() is None]
    if absent and os.geteuid() == 0 and shutil.which("apt-get"):
        install(absent)
        absent = [name for name in names if TOOLS[name]() is None]
    for name in absent:
        skipped = "" if required(name) else ": its tests are skipped"
        print(f"{missing(name)}{skipped}.")
    return int(any(required(name) for name in absent))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
