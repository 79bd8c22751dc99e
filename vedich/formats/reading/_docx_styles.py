"""Styles of a Word document: which head what follows, and which number their paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from vedich.formats.reading._xml import W


_HEADING: Final = re.compile(r"(?:heading|tiêu đề|đề mục) ?[1-9]|title|subtitle", re.IGNORECASE)
_BODY_LEVEL: Final = 9
"""The outline level that means running text."""
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Numbered:
    """Which list a paragraph belongs to, and how deep; None is not said."""

    list_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; `level` is its outline level where it says one."""

    name: str = ""
    based_on: str | None = None
    level: int | None = None
    numbered: Numbered = Numbered()


class Styles:
    """The paragraph styles of one document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in () if root is None else root.iterfind(f"{W}style"):
            if element.get(f"{W}type", "paragraph") != "paragraph":
                continue
            key = element.get(f"{W}styleId", "")
            self._styles[key] = _style(element)
            if element.get(f"{W}default") in ("1", "true"):
                self._default = key

    def heads(self, key: str | None) -> bool:
        """Whether paragraphs of this style are headings."""
        for style in self._line(key):
            if style.level is not None:
                return style.level < _BODY_LEVEL
            if _HEADING.fullmatch(style.name):
                return True
        return False

    def numbered(self, key: str | None) -> Numbered:
        """The list of this style's paragraphs, its own or inherited."""
        list_id: str | None = None
        level: int | None = None
        for style in self._line(key):
            list_id = list_id if list_id is not None else style.numbered.list_id
            level = level if level is not None else style.numbered.level
        return Numbered(list_id, level)

    def _line(self, key: str | None) -> list[Style]:
        """The style and what it is based on, nearest first; a circle ends."""
        found: list[Style] = []
        key = key or self._default
        while key is not None and key in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[key])
            key = self._styles[key].based_on
        return found


def _style(element: etree._Element) -> Style:
    properties = element.find(f"{W}pPr")
    based_on = element.find(f"{W}basedOn")
    name = element.find(f"{W}name")
    return Style(
        "" if name is None else name.get(f"{W}val", ""),
        None if based_on is None else based_on.get(f"{W}val"),
        outline_level(properties),
        numbered(properties),
    )


def outline_level(properties: etree._Element | None) -> int | None:
    """The outline level that paragraph properties say, if they do."""
    return None if properties is None else number(properties.find(f"{W}outlineLvl"))


def numbered(properties: etree._Element | None) -> Numbered:
    """The list that paragraph properties say, if they do."""
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return Numbered()
    list_id = found.find(f"{W}numId")
    return Numbered(
        None if list_id is None else list_id.get(f"{W}val"), number(found.find(f"{W}ilvl"))
    )


def number(element: etree._Element | None) -> int | None:
    """The whole number in an element's value; None where there is none."""
    text = "" if element is None else element.get(f"{W}val", "")
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else None
