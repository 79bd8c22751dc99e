"""Documents that people hand in, as frozen text: .docx, .pdf with text, .html, .txt (R8, R15).

What is wrong with a file is refused as `reading.*` in a sentence; no other exception comes out.
"""

from vedich.formats.reading._apart import read_apart
from vedich.formats.reading._limits import MOST_BYTES, MOST_MEGABYTES
from vedich.formats.reading._read import EXTRACTOR, bytes_of, read_bytes, read_path


__all__ = [
    "EXTRACTOR",
    "MOST_BYTES",
    "MOST_MEGABYTES",
    "bytes_of",
    "read_apart",
    "read_bytes",
    "read_path",
]
