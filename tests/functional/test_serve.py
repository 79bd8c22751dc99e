"""`vedich serve` refuses what cannot be served, and stops when it is told to."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from tests.functional.conftest import VEDICH, Site, served


T = TypeVar("T")


def serve(*words: str, **environment: str) -> tuple[int, str]:
    """The exit code and what it said, of a start that must fail."""
    told = {**os.environ, "VEDICH_LANGUAGE": "en", **environment}
    done = subprocess.run(
        [*VEDICH, "serve", *words],
        capture_output=True,
        text=True,
        env=told,
        timeout=60,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_a_missing_database_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    code, said = serve("--data", str(tmp_path / "none"))
    assert code == 2
    assert "Run vedich demo (sample) or vedich init (real) first." in said
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [("--port", "0"), ("--port", "65536"), ("--port", "http"), ("--workers", "0"), ("--port", "٨")],
)
def test_a_number_out_of_range_is_refused(option: str, value: str) -> None:
    code, said = serve(option, value)
    assert (code, f"“{value}” is not a whole number" in said) == (2, True)


def test_a_port_that_is_taken_is_refused(site: Site, sample: Path) -> None:
    port = str(urlsplit(site.address).port)
    code, said = serve("--data", str(sample / "data"), "--port", port)
    assert (code, f"Port {port} at 127.0.0.1 cannot be opened" in said) == (2, True)


def test_bad_configuration_is_refused_with_its_code(sample: Path) -> None:
    code, said = serve("--data", str(sample / "data"), VEDICH_HTTPS="1")
    assert (code, "vedich.E004" in said) == (2, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_to(sample: Path, tmp_path: Path, how: signal.Signals) -> None:
    shutil.copytree(sample / "data", tmp_path / "data")
    process, _ = served(tmp_path / "data", 41000 + os.getpid() % 9000)
    process.send_signal(how)
    assert process.wait(timeout=30) == 0
    assert "Stopped" in (tmp_path / "said").read_text(encoding="utf-8")


def test_one_worker_for_the_daily_jobs_stands_beside_the_site_and_goes_with_it(
    sample: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample / "data", tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "vedich.sqlite3") as base:
        base.execute("UPDATE journal_register SET sample = 0, day = NULL")
    process, _ = served(tmp_path / "data", 41000 + (os.getpid() + 17) % 9000)
    try:
        beside = wait_for(lambda: children(process.pid, "--watch"))
        assert len(beside) == 1
        done = wait_for(lambda: jobs_done(tmp_path / "data"))
        assert {"open", "rounds", "matters"} <= set(done)
    finally:
        process.kill()
        process.wait(timeout=30)
    # killed outright, the site could end nothing: the worker sees that it is gone and goes too
    assert wait_for(lambda: not alive(beside[0]))


def test_a_worker_that_dies_is_started_again(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample / "data", tmp_path / "data")
    with sqlite3.connect(tmp_path / "data" / "vedich.sqlite3") as base:
        base.execute("UPDATE journal_register SET sample = 0, day = NULL")
    process, _ = served(tmp_path / "data", 41000 + (os.getpid() + 34) % 9000)
    try:
        (first,) = wait_for(lambda: children(process.pid, "--watch"))
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: not alive(first))
        (second,) = wait_for(lambda: children(process.pid, "--watch"), seconds=60)
        assert second != first
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert wait_for(lambda: not alive(second))


def children(parent: int, word: str) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if int(status[1]) == parent and word in command:
            found.append(int(folder.name))
    return found


def alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return status[0] != "Z"


def jobs_done(data: Path) -> list[str]:
    with sqlite3.connect(data / "vedich.sqlite3", timeout=20) as base:
        rows = base.execute("SELECT job FROM notices_run WHERE state = 'done'").fetchall()
    return [job for (job,) in rows] if len(rows) >= 3 else []


def wait_for(look: Callable[[], T], seconds: float = 40) -> T:
    """What `look` finds, as soon as it finds anything."""
    until = monotonic() + seconds
    while not (found := look()) and monotonic() < until:
        sleep(0.2)
    return found
