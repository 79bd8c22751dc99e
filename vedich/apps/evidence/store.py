"""Where the bytes of files lie: beside the database, by their own digest, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie, or would."""
    return Path(settings.EVIDENCE) / sha256[:2] / sha256


def put(sha256: str, data: bytes) -> None:
    """Write `data` under its digest: on the disk before it counts, by rename, once."""
    write(path_of(sha256), data)


def write(target: Path, data: bytes) -> None:
    """Write `data` to a file whose name stands for just these bytes; nothing where it is there."""
    if target.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
