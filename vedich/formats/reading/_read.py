"""Bytes to a frozen text, or a refusal: whatever a library raises, people get a sentence."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

from vedich.core.documents import FrozenText
from vedich.core.errors import Refused
from vedich.formats.reading._language import is_vietnamese
from vedich.formats.reading._limits import MOST_BYTES, MOST_MEGABYTES
from vedich.formats.reading._refusals import (
    BROKEN,
    EMPTY,
    MISSING,
    OTHER_LANGUAGE,
    TOO_LARGE,
    Source,
)
from vedich.formats.reading._sniff import Format, sniff


EXTRACTOR: Final[str] = "vedich-reading 1"
"""Kept beside a frozen text: with another version, spans may stand elsewhere."""


def read_bytes(data: bytes, *, name: str) -> FrozenText:
    """The text of a document with its blocks and tables; `name` is what refusals call it.

    Raises Refused (`reading.*`) for everything that is not a readable Vietnamese document.
    """
    source = checked_size(Source(data, name))
    try:
        found: FrozenText = _reader(sniff(source)).read(source)
    except Refused:
        raise
    except Exception:
        # libraries raise all kinds of things at broken files
        raise source.refuse(BROKEN) from None
    if not any(c.isalnum() for c in found.text):
        raise source.refuse(EMPTY)
    if not is_vietnamese(found.text):
        raise source.refuse(OTHER_LANGUAGE)
    return found


def read_path(path: Path | str) -> FrozenText:
    """The same of a file; one that is too large is refused from its size."""
    return read_bytes(bytes_of(path), name=str(path))


def bytes_of(path: Path | str) -> bytes:
    """The bytes of a file. Raises Refused where it cannot be opened or is too large."""
    source, file = Source(b"", str(path)), Path(path)
    try:
        too_large = file.is_file() and file.stat().st_size > MOST_BYTES
        if not too_large:
            with file.open("rb") as opened:
                # a device or a pipe tells no size, so the reading has an end as well
                source = Source(opened.read(MOST_BYTES + 1), str(path))
    except (OSError, ValueError):
        raise source.refuse(MISSING) from None
    if too_large:
        raise source.refuse(TOO_LARGE, most=MOST_MEGABYTES)
    return checked_size(source).data


def checked_size(source: Source) -> Source:
    """`source`, if it is not too large. Raises Refused."""
    if len(source.data) > MOST_BYTES:
        raise source.refuse(TOO_LARGE, most=MOST_MEGABYTES)
    return source


def _reader(kind: Format) -> Any:
    """The module that reads this format; its library is loaded when it is needed."""
    return import_module(f"vedich.formats.reading._{kind.value}")
