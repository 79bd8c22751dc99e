"""Reading in a process of its own: no file can take the server down, or its memory or time.

The libraries that read documents are written in C; a file made to break them ends the child alone.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

from vedich.core.documents import FrozenText
from vedich.core.errors import Refused, catalogue
from vedich.formats.reading._read import checked_size
from vedich.formats.reading._refusals import BROKEN, TOO_LONG, Source, shown
from vedich.formats.reading._wire import unpacked


_ROOT: Final = Path(__file__).parents[3]
_OVER_TIME: Final = -signal.SIGXCPU


def read_apart(data: bytes, *, name: str, seconds: int = 60) -> FrozenText:
    """`read_bytes` in a child process with little memory and `seconds` of time.

    Raises the same refusals; a child that dies is `reading.broken`, one that does not come to an
    end `reading.too_long`.
    """
    source = checked_size(Source(data, name))
    command = [sys.executable, "-P", "-m", "vedich.formats.reading", str(seconds), shown(name)]
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environ,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise source.refuse(TOO_LONG, seconds=seconds) from None
    if done.returncode == _OVER_TIME:
        raise source.refuse(TOO_LONG, seconds=seconds)
    return _answer(source, done.stdout if done.returncode == 0 else b"")


def _answer(source: Source, said: bytes) -> FrozenText:
    try:
        answer = json.loads(said)
        if "refused" not in answer:
            return unpacked(answer)
        refused = Refused(catalogue()[answer["refused"]], answer["values"])
    except (ValueError, KeyError, TypeError):
        raise source.refuse(BROKEN) from None
    raise refused
