"""`python -m vedich.formats.reading SECONDS NAME`: the child of `read_apart`.

The document comes on standard input; one JSON object goes out: the frozen text, or the refusal.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Final

from vedich.core.errors import Refused
from vedich.formats.reading._limits import MOST_MEMORY
from vedich.formats.reading._read import read_bytes
from vedich.formats.reading._wire import packed


_GRACE: Final = 2
"""Seconds between the signal that ends the process and the one that must."""


def limit(seconds: int) -> None:
    """Take little memory and `seconds` of the processor, and leave no picture of a death."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _GRACE))


def main(seconds: int, name: str) -> None:
    """Read within the limits and answer."""
    limit(seconds)
    try:
        answer = packed(read_bytes(sys.stdin.buffer.read(), name=name))
    except Refused as refused:
        answer = {"refused": refused.code, "values": refused.values}
    # dumps and not dump: only in one go it is written in C
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
