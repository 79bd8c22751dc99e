"""Files that somebody looked at and has not taken: they wait a day beside the kept ones, and go.

A file that was chosen by mistake must not stay for good, so nothing of it is in the database yet.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from vedich.apps.evidence.store import write


WAITS: Final = timedelta(days=1)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def hold(data: bytes, *, at: datetime) -> str:
    """Let a file wait from `at` on; its digest, by which `held` finds it again."""
    digest = hashlib.sha256(data).hexdigest()
    target = _folder() / digest
    write(target, data)
    os.utime(target, (at.timestamp(), at.timestamp()))
    return digest


def held(digest: str) -> bytes | None:
    """The file with this digest, as long as it waits."""
    target = _folder() / digest
    if not _DIGEST.fullmatch(digest) or not target.is_file():
        return None
    data = target.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == digest else None


def let_go(*, at: datetime) -> int:
    """Remove what has waited a day by `at`; how many files went."""
    if not _folder().is_dir():
        return 0
    old = [one for one in _folder().iterdir() if one.stat().st_mtime < (at - WAITS).timestamp()]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.EVIDENCE) / "waiting"
