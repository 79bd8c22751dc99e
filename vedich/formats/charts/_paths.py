"""The paths behind `marks`: five status shapes (16 px), line icons (18 px), the logo (30 px)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


SHAPES: Final[Mapping[str, str]] = {
    "done": '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
    '<path d="M4.8 8.3l2.2 2.2 4.3-4.6" fill="none" stroke="var(--surface)" stroke-width="1.9"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "on": '<circle cx="8" cy="8" r="5.6" fill="currentColor"/>',
    "risk": '<path d="M8 1.6 15 14H1z" fill="currentColor" stroke="currentColor"'
    ' stroke-width="1.2" stroke-linejoin="round"/><path d="M8 6v3.6" stroke="var(--surface)"'
    ' stroke-width="1.8" stroke-linecap="round"/><circle cx="8" cy="12" r="1"'
    ' fill="var(--surface)"/>',
    "off": '<path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor"/>'
    '<path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" stroke="var(--surface)" stroke-width="1.8"'
    ' stroke-linecap="round"/>',
    "none": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"'
    ' stroke-dasharray="2.6 2"/>',
}

LOGO: Final = (
    '<rect width="30" height="30" rx="7" fill="var(--brand)"/>'
    '<path d="M5.5 23.5h5v-4.5h5v-4.5h5" fill="none" stroke="var(--surface)" stroke-width="2.4"'
    ' stroke-linejoin="round" stroke-linecap="round"/>'
    '<path d="M22 4.2l1.5 3.1 3.4.5-2.5 2.4.6 3.4-3-1.6-3 1.6.6-3.4-2.5-2.4 3.4-.5z"'
    ' fill="var(--gold)"/>'
)

ICONS: Final[Mapping[str, str]] = {
    "bell": "M4 13h10l-1.3-2V8a3.7 3.7 0 00-7.4 0v3zM7.5 15h3",
    "book": "M9 5C7.5 3.8 5.3 3.4 3 3.6v10.6c2.3-.2 4.5.2 6 1.4 1.5-1.2 3.7-1.6 6-1.4V3.6c-2.3-.2"
    "-4.5.2-6 1.4zM9 5v10.6",
    "cam": "M2.5 6h3l1.2-2h4.6l1.2 2h3v8.5h-13zM9 7.5a2.6 2.6 0 100 5.2 2.6 2.6 0 000-5.2z",
    "chat": "M3 4h12v8H9l-3.5 3V12H3z",
    "check": "M3.5 9.5l3.5 3.5 7.5-8",
    "clock": "M9 2.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM9 5.5V9l2.5 1.5",
    "doc": "M4.5 2.5h6l3 3v10h-9zM7 9h4M7 11.5h4",
    "down": "M5 7.5l4 4 4-4",
    "find": "M7.8 3a4.8 4.8 0 100 9.6 4.8 4.8 0 000-9.6zM11.5 11.5L15 15",
    "flag": "M4 16V2.5M4 3h9.5l-2 3.2 2 3.3H4",
    "globe": "M9 2.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM2.5 9h13M9 2.5c4 4 4 9 0 13M9 2.5c-4 4"
    "-4 9 0 13",
    "grid": "M3 3h5v5H3zM10 3h5v5h-5zM3 10h5v5H3zM10 10h5v5h-5z",
    "home": "M3 9l6-5.5L15 9v6.5h-4V11H7v4.5H3z",
    "link": "M7.5 10.5l3-3M6 8L4.3 9.7a2.7 2.7 0 003.9 3.9L10 12M12 10l1.7-1.7a2.7 2.7 0 00-3"
    ".9-3.9L8 6",
    "list": "M3 4.5h12M3 9h12M3 13.5h8",
    "meet": "M3 4h12v8H9l-3.5 3V12H3zM6 7h6M6 9.3h4",
    "mic": "M9 2.5a2 2 0 00-2 2V9a2 2 0 004 0V4.5a2 2 0 00-2-2zM4.5 8.5a4.5 4.5 0 009 0M9 13v2.5",
    "more": "M4 9h.1M9 9h.1M14 9h.1",
    "off": "M2.5 7.2a10 10 0 0113 0M5 10a6.4 6.4 0 018 0M9 13.6v.2M3 15.5L15 2.5",
    "pen": "M3.5 14.5l.7-3.2 7.6-7.6 2.5 2.5-7.6 7.6zM10.5 5l2.5 2.5",
    "phone": "M5.5 2.5h7v13h-7zM8.3 13.5h1.4",
    "print": "M5 7V3h8v4M5 13H3V7h12v6h-2M5 11h8v4.5H5z",
    "right": "M7 5l4 4-4 4",
    "star": "M9 2.3l2 4.3 4.7.6-3.5 3.2.9 4.7L9 12.8l-4.1 2.3.9-4.7L2.3 7.2 7 6.6z",
    "tree": "M7 2.5h4v3.5H7zM2 12h4v3.5H2zM12 12h4v3.5h-4zM9 6v3M4 12V9h10v3",
    "user": "M9 3a3 3 0 100 6 3 3 0 000-6zM3.5 15.5c.5-3 2.8-4.5 5.5-4.5s5 1.5 5.5 4.5",
    "warn": "M9 2.5l7 12.5H2zM9 7v4M9 13v.3",
    "xls": "M4 2.5h7l3 3v10H4zM6.5 8l5 5M11.5 8l-5 5",
}
"""Line icons by name; drawn for this product."""
