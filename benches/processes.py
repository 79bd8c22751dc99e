"""A process timed from outside: wall clock, processor time, most memory.

Whole processes, because that is what people start: Python's start, imports and reading are in it.
What costs memory (making data, comparing results) runs in processes of its own as well: on Linux a
child's peak starts from its parent's size at the fork, so the one who measures must stay small.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final


ROOT: Final = Path(__file__).parents[1]
_STAT: Final = Path("/proc/stat")
_MEMORY_UNIT: Final = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A process ended badly; carries what it said."""


@dataclass(frozen=True)
class Cost:
    """What one run took. `others`: share of the machine that other processes used meanwhile."""

    wall: float
    cpu: float
    memory: int
    others: float | None


def measure(module: str, *words: str | Path) -> Cost:
    """Run ``python -m module words`` to its end. Raises Failed."""
    busy, start = _busy(), time.perf_counter()
    child = _start(module, words)
    said = child.stdout.read() if child.stdout else b""
    # wait4 and not wait: it alone gives the figures of this child and of nobody else
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed(f"python -m {module}: {said.decode(errors='replace')}")
    cpu = usage.ru_utime + usage.ru_stime
    others = None
    if busy is not None:
        others = max(0.0, (_busy() or 0.0) - busy - cpu) / (wall * (os.cpu_count() or 1))
    return Cost(wall, cpu, usage.ru_maxrss * _MEMORY_UNIT, others)


def ask(module: str, *words: str | Path) -> str:
    """What ``python -m module words`` prints; not timed. Raises Failed."""
    child = _start(module, words)
    said = child.communicate()[0].decode(errors="replace")
    if child.returncode:
        raise Failed(f"python -m {module}: {said}")
    return said


def _start(module: str, words: Sequence[str | Path]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def _busy() -> float | None:
    """Processor seconds that everybody together has used since the machine started (Linux)."""
    if not _STAT.exists():
        return None
    names = _STAT.read_text().splitlines()[0].split()
    user, nice, system, _, _, irq, soft, *_ = map(int, names[1:])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")
