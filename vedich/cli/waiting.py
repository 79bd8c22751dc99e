"""How far a long run is, for people who watch a terminal; silence for programs that do not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from vedich.engine.base import Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """Where an engine reports its steps: a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield _silence
        return
    # a tenth of a second that only a person at a terminal has to wait for
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(doing: str, done: int, steps: int) -> None:
            bar.update(task, description=doing, completed=done, total=steps)

        yield show


def _silence(doing: str, done: int, steps: int) -> None:
    pass
