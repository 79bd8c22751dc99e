"""A PostgreSQL of our own for one run: private folder, private socket, gone afterwards.

`python -m tests.support.postgres COMMAND …` runs the command with VEDICH_DATABASE_URL set::

    python -m tests.support.postgres pytest -m database

It listens on no network at all. As root the server runs as the user postgres, because it refuses to
run as root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tests.support.tools import missing, postgresql, required


URL: Final = "VEDICH_DATABASE_URL"
_PATIENCE: Final = 60.0
# nothing here outlives the run, so nothing needs to survive a power cut
_FAST: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_QUIET: Final = ("listen_addresses=", "max_connections=100", "logging_collector=off")


class NoServer(Exception):
    """The server did not start; carries what it said."""


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """The address of a fresh database, while the block runs. Raises NoServer.

    `durable` keeps PostgreSQL's own promises about the disk, for measuring.
    """
    programs = postgresql()
    if programs is None:
        raise NoServer(missing("postgresql"))
    # a short path: the name of a socket has 107 characters at most
    folder = Path(tempfile.mkdtemp(prefix="vpg-", dir="/tmp" if os.name == "posix" else None))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    child: subprocess.Popen[bytes] | None = None
    try:
        _run(user, folder, programs / "initdb", "-D", folder / "data", "-U", "vedich", "-A",
             "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        child = _start(user, folder, programs, durable=durable)
        _run(user, folder, programs / "createdb", "-h", folder, "-U", "vedich", "vedich")
        yield f"postgresql://vedich@/vedich?host={quote(str(folder))}"
    finally:
        if child is not None:
            child.send_signal(signal.SIGINT)  # SIGTERM would wait for clients that stay
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    user: str | None, folder: Path, programs: Path, *, durable: bool
) -> subprocess.Popen[bytes]:
    settings = (*_QUIET, f"unix_socket_directories={folder}", *(() if durable else _FAST))
    words = [str(programs / "postgres"), "-D", str(folder / "data")]
    words += [word for setting in settings for word in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as said:
        child = subprocess.Popen(
            words,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=user,
            group=user,
        )
    until = time.monotonic() + _PATIENCE
    ready = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-U", "vedich"]
    while subprocess.run(ready, check=False).returncode:
        if child.poll() is not None or time.monotonic() > until:
            child.kill()
            child.wait()
            raise NoServer(log.read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.05)
    return child


def _run(user: str | None, folder: Path, *words: str | Path) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        check=False,
        capture_output=True,
        user=user,
        group=user,
    )
    if done.returncode:
        raise NoServer(done.stderr.decode(errors="replace"))


def main(words: Sequence[str]) -> int:
    """Run the command `words` on a fresh PostgreSQL; gives its exit code."""
    if postgresql() is None:
        if required("postgresql"):
            print(f"{missing('postgresql')}, and VEDICH_REQUIRE asks for it.")
            return 1
        print(f"{missing('postgresql')}: nothing was tested on it.")
        return 0
    # so that whoever stops us leaves no server behind
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with server() as url:
            return subprocess.run(words, env={**os.environ, URL: url}, check=False).returncode
    except NoServer as wrong:
        print(f"PostgreSQL did not start: {wrong}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
