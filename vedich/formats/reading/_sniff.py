"""Which format a file has, by its bytes; its name may lie."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from vedich.core.errors import Message
from vedich.formats.reading._charset import decoded
from vedich.formats.reading._refusals import (
    CUT,
    EMPTY,
    OLD_WORD,
    PASSWORD,
    SCANNED,
    SLIDES,
    SPREADSHEET,
    UNKNOWN,
    Source,
)


class Format(StrEnum):
    """What can be read; the name is that of the module that reads it."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    TXT = "txt"


_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_OLE_KINDS: Final = (
    # an encrypted .docx is stored in the old container, by the name of its stream
    ("EncryptedPackage", PASSWORD),
    ("WordDocument", OLD_WORD),
    ("Workbook", SPREADSHEET),
    ("PowerPoint Document", SLIDES),
)
_PDF_HEAD: Final = 1024
_HEAD: Final = 4096
_TAG: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|style|div"
    r"|p|table|span|font|h[1-6]|b|i|u|em|strong|o?l|ul|section|article|main|center|br)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_HTML: Final = re.compile(r"<(?:html|body|table)\b[^>]*>", re.IGNORECASE)
_PIECE: Final = re.compile(r"</(?:p|div|span|b|strong|li|td|a|h[1-6])>", re.IGNORECASE)
"""What is pasted may begin with words."""
_OTHER_XML: Final = re.compile(r"\s*<\?xml|\s*<!DOCTYPE", re.IGNORECASE)
_ARCHIVED_PAGE: Final = re.compile(r"\s*MIME-Version:|\s*Content-Type: multipart/", re.IGNORECASE)


def sniff(source: Source) -> Format:
    """The format of the bytes. Raises Refused where it is one that is not read."""
    data = source.data
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise source.refuse(EMPTY)
    if data.startswith(_ZIP):
        return Format.DOCX
    if data.startswith(_OLE):
        raise source.refuse(_old(data))
    if b"%PDF-" in data[:_PDF_HEAD]:
        return Format.PDF
    if data.startswith(b"{\\rtf"):
        raise source.refuse(OLD_WORD)
    if data.startswith(_PICTURES):
        raise source.refuse(SCANNED)
    return _written(source)


def _old(data: bytes) -> Message:
    for stream, message in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return message
    return CUT


def _written(source: Source) -> Format:
    # the head may end inside a letter or sign: that is one broken byte at most
    text = decoded(source.data[:_HEAD], declares=True)
    if text is None:
        raise source.refuse(UNKNOWN)
    if _TAG.match(text) or _ANY_HTML.search(text):
        return Format.HTML
    if _OTHER_XML.match(text) or _ARCHIVED_PAGE.match(text):
        raise source.refuse(UNKNOWN)
    return Format.HTML if _PIECE.search(text) else Format.TXT
