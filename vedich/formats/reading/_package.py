"""A .docx is an archive of parts: checked before anything is unpacked, and again while it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final
from zipfile import ZipInfo

from vedich.core.errors import Message
from vedich.formats.reading._limits import (
    HIGHEST_RATIO,
    MOST_PARTS,
    MOST_UNPACKED,
    MOST_XML,
    RATIO_FROM,
)
from vedich.formats.reading._refusals import (
    BOMB,
    BROKEN,
    CUT,
    MACROS,
    PASSWORD,
    SLIDES,
    SPREADSHEET,
    UNKNOWN,
    Source,
)


_DOCUMENT: Final = "word/document.xml"
_END: Final = b"PK\x05\x06"
_LOCKED: Final = 0x1
_PLAIN_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Package:
    """The parts of a Word document. Raises Refused where the archive is not one, or is unsafe.

    Nothing is written to disk, and an archive inside the archive is never opened.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._zip = _opened(source)
        self._parts = {info.filename: info for info in self._zip.infolist()}
        self._check()

    def part(self, name: str) -> bytes | None:
        """One part unpacked, or None where there is none. Raises Refused past the limits."""
        info = self._parts.get(name)
        if info is None:
            return None
        try:
            with self._zip.open(info) as opened:
                # never more than the size that was checked, whatever the part unpacks to
                return opened.read(info.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise self._source.refuse(BROKEN) from None

    def document(self) -> bytes:
        """The part with the words."""
        data = self.part(_DOCUMENT)
        if not data:
            raise self._source.refuse(BROKEN)
        return data

    def has_pictures(self) -> bool:
        """Whether a picture is packed in: a scanned page in a Word document is one."""
        return any(name.startswith("word/media/") for name in self._parts)

    def _check(self) -> None:
        infos = self._zip.infolist()
        names = {name.lower() for name in self._parts}
        refuse = self._source.refuse
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise refuse(BOMB)
        if any(map(_swells, infos)):
            raise refuse(BOMB)
        if any(info.flag_bits & _LOCKED for info in infos):
            raise refuse(PASSWORD)
        if any(name.endswith("vbaproject.bin") for name in names):
            raise refuse(MACROS)
        if _DOCUMENT not in self._parts:
            raise refuse(_other(names))
        if len(self._parts) != len(infos) or any(
            info.compress_type not in _PLAIN_METHODS for info in infos
        ):
            raise refuse(BROKEN)


def _opened(source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # the list of parts stands at the end: without it the file was cut
        whole = _END in source.data[-(1 << 16) - 22 :]
        raise source.refuse(BROKEN if whole else CUT) from None


def _swells(info: ZipInfo) -> bool:
    if info.file_size > MOST_XML:
        return True
    return info.file_size > RATIO_FROM and info.file_size > HIGHEST_RATIO * info.compress_size


def _other(names: set[str]) -> Message:
    """What an archive is that is no Word document."""
    if any(name.startswith("xl/") for name in names):
        return SPREADSHEET
    return SLIDES if any(name.startswith("ppt/") for name in names) else UNKNOWN
