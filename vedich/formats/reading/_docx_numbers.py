"""Numbers that Word counts itself: “1.”, “a)”, “-” before the words of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from vedich.formats.reading._docx_styles import Styles, number
from vedich.formats.reading._xml import W


_LEVELS: Final = 9
_BULLETS: Final = frozenset("-–—+*•")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_GAP: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and written (“%1.%2.”)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False

    def bullet(self) -> str:
        """The sign of a list that does not count; signs of picture fonts become a dash."""
        return self.text if self.text in _BULLETS else "-"


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far each has been counted in the document."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the lists of one document; `of` is asked once a paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        abstract = {
            one.get(f"{W}abstractNumId", ""): one for one in root.iterfind(f"{W}abstractNum")
        }
        concrete = {one.get(f"{W}numId", ""): one for one in root.iterfind(f"{W}num")}
        shared: dict[str, _List] = {}
        for key, element in concrete.items():
            home = _home(element, abstract, concrete, styles)
            if home not in abstract:
                continue
            base = shared.setdefault(home, _List(_levels(abstract[home])))
            changed = _overrides(element, base.levels)
            # lists of one kind count on, unless this one starts anew
            self._lists[key] = _List(changed) if changed else base

    def of(self, list_id: str | None, level: int | None) -> str:
        """The number or sign that stands before a paragraph, and counts it; blank for none."""
        found = self._lists.get(list_id or "")
        at = min(max(level or 0, 0), _LEVELS - 1)
        if found is None or at not in found.levels:
            return ""
        here = found.levels[at]
        found.counts[at] = found.counts.get(at, here.start - 1) + 1
        for deeper in [one for one in found.counts if one > at]:
            del found.counts[deeper]
        if here.form == "none":
            return ""
        return here.bullet() if here.form == "bullet" else _filled(found, here)


def _home(
    element: etree._Element,
    abstract: dict[str, etree._Element],
    concrete: dict[str, etree._Element],
    styles: Styles,
) -> str:
    """The list's definition; it may be named by way of a style."""
    found = element.find(f"{W}abstractNumId")
    home = "" if found is None else found.get(f"{W}val", "")
    link = abstract[home].find(f"{W}numStyleLink") if home in abstract else None
    if link is None:
        return home
    by_style = {
        one.get(f"{W}val", ""): key
        for key, element in abstract.items()
        for one in element.iterfind(f"{W}styleLink")
    }
    name = link.get(f"{W}val", "")
    target = concrete.get(styles.numbered(name).list_id or "")
    through = None if target is None else target.find(f"{W}abstractNumId")
    otherwise = "" if through is None else through.get(f"{W}val", "")
    return by_style.get(name, otherwise)


def _levels(element: etree._Element) -> dict[int, Level]:
    return {
        at: _level(one)
        for one in element.iterfind(f"{W}lvl")
        if (at := _place(one)) is not None and 0 <= at < _LEVELS
    }


def _level(element: etree._Element) -> Level:
    form, text, start = (element.find(f"{W}{tag}") for tag in ("numFmt", "lvlText", "start"))
    first = number(start)
    return Level(
        1 if first is None else first,
        "decimal" if form is None else form.get(f"{W}val", "decimal"),
        "" if text is None else text.get(f"{W}val", ""),
        element.find(f"{W}isLgl") is not None,
    )


def _place(element: etree._Element) -> int | None:
    text = element.get(f"{W}ilvl", "")
    return int(text) if re.fullmatch(r"[0-9]", text) else None


def _overrides(element: etree._Element, levels: dict[int, Level]) -> dict[int, Level]:
    """The levels as this list changes them; empty where it changes nothing."""
    found = dict(levels)
    for one in element.iterfind(f"{W}lvlOverride"):
        at = _place(one)
        if at is None:
            continue
        own = one.find(f"{W}lvl")
        if own is not None:
            found[at] = _level(own)
        first = number(one.find(f"{W}startOverride"))
        if first is not None and at in found:
            found[at] = replace(found[at], start=first)
    return found if len(element.findall(f"{W}lvlOverride")) else {}


def _filled(found: _List, here: Level) -> str:
    def one(gap: re.Match[str]) -> str:
        at = int(gap[1]) - 1
        level = found.levels.get(at, Level())
        return written(found.counts.get(at, level.start), "decimal" if here.legal else level.form)

    return _GAP.sub(one, here.text).strip()


def written(count: int, form: str) -> str:
    """`count` as a list writes it: 4 is “4”, “d”, “D”, “iv” or “IV”."""
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min(1 + (count - 1) // 26, 9)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (count // value)
            count %= value
        return text.lower() if form == "lowerRoman" else text
    return f"{count:02d}" if form == "decimalZero" else str(count)
