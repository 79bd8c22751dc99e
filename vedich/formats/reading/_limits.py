"""How much of a document is read at most: each limit in one place."""

from __future__ import annotations

from typing import Final


MEGABYTE: Final = 1024 * 1024

MOST_MEGABYTES: Final = 20
"""A file above this is refused from its size, before it is read."""
MOST_BYTES: Final = MOST_MEGABYTES * MEGABYTE

MOST_CHARACTERS: Final = 4_000_000
"""Some 1,500 pages: no resolution is as long, and a screen could not show it."""

MOST_PARTS: Final = 5_000
"""Files inside a .docx: each picture is one."""
MOST_UNPACKED: Final = 256 * MEGABYTE
"""All parts of a .docx together, pictures too."""
MOST_XML: Final = 96 * MEGABYTE
"""One part that is read as XML; a document of 300 pages has 3 to 10 megabytes."""
HIGHEST_RATIO: Final = 200
"""Unpacked to packed, of a part above `RATIO_FROM`; words and mark-up stay under 50."""
RATIO_FROM: Final = 8 * MEGABYTE

MOST_COLUMNS: Final = 1_000
"""Columns of one table, as in HTML."""

MOST_MEMORY: Final = 2048 * MEGABYTE
"""Of the process in which a document is read."""
