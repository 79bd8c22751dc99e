"""Status shapes, line icons, bullet and spark as SVG text (UX §4, §5); no words of their own.

Two channels are kept apart: colour and shape say how a target stands, texture how sure we are
(solid: verified, hatched: reported only). Colours are the style sheet's tokens, never literals, so
that print and high contrast reach them. Every `label` comes from the page, in its language; what
has none is hidden from screen readers, because a word stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from markupsafe import Markup, escape

from vedich.core.targets import Outcome
from vedich.formats.charts import _paths


STATUSES: Final = ("done", "on", "risk", "off", "none")
"""The five looks a target can have, as the style sheet names them."""

LOOKS: Final[Mapping[Outcome, str]] = {
    Outcome.MET: "done",
    Outcome.QUALIFIES: "on",
    Outcome.AT_LEVEL: "on",
    Outcome.ON_TRACK: "on",
    Outcome.AT_RISK: "risk",
    Outcome.HARD: "off",
    Outcome.NOT_MET: "off",
    Outcome.NO_FIGURE: "none",
    Outcome.UNKNOWN: "none",
}

BEYOND: Final = 1.2
"""How far past the plan the track of a bullet goes, as a share of the plan."""

BEYOND_CEILING: Final = 1.5
LAST_MONTH: Final = 11


def look(outcome: Outcome | str) -> str:
    """The look of an outcome; a look itself stays as it is. Raises ValueError for anything else."""
    return outcome if outcome in STATUSES else LOOKS[Outcome(outcome)]


def mark(outcome: Outcome | str, size: int = 16) -> Markup:
    """The shape of a status, hidden from screen readers: a word stands beside it."""
    shown = look(outcome)
    return Markup(
        f'<svg class="ic-{shown}" width="{size}" height="{size}" viewBox="0 0 16 16"'
        f' aria-hidden="true" focusable="false">{_paths.SHAPES[shown]}</svg>'
    )


def status(outcome: Outcome | str, word: str) -> Markup:
    """Shape, colour and word together; `word` is the outcome in the reader's language."""
    text = f'<span class="st st-{look(outcome)}">{mark(outcome)}{escape(word)}</span>'
    return Markup(text)


def icon(name: str, size: int = 18) -> Markup:
    """A line icon by name, hidden from screen readers. Raises KeyError for an unknown name."""
    return Markup(
        f'<svg width="{size}" height="{size}" viewBox="0 0 18 18" fill="none"'
        ' stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
        f' aria-hidden="true" focusable="false"><path d="{_paths.ICONS[name]}"/></svg>'
    )


def logo(size: int = 30) -> Markup:
    """The sign of the product; its name stands beside it."""
    return Markup(
        f'<svg width="{size}" height="{size}" viewBox="0 0 30 30" aria-hidden="true"'
        f' focusable="false">{_paths.LOGO}</svg>'
    )


def hatches() -> Markup:
    """The patterns that bullets and legends fill with; once on a page, before the first of them."""
    made = "".join(
        f'<pattern id="hx-{name}" width="5" height="5" patternTransform="rotate(45)"'
        ' patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="var(--surface)"/>'
        f'<rect width="2.2" height="5" fill="{colour}"/></pattern>'
        for name, colour in [*((one, _colour(one)) for one in STATUSES), ("bar", "var(--bar)")]
    )
    svg = '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">'
    return Markup(f"{svg}<defs>{made}</defs></svg>")


def bullet(
    *,
    label: str,
    plan: float,
    verified: float | None,
    reported: float | None = None,
    path: float | None = None,
    outcome: Outcome | str = "none",
    ceiling: bool = False,
    width: int = 160,
    height: int = 22,
) -> Markup:
    """Verified (solid) and reported beyond it (hatched) on a track, with plan and path.

    The tick is the year's plan, the small triangle the path to date. Of a `ceiling` the area beyond
    the plan is hatched. Numbers are in the unit of the target; a plan of 0 or less has no length,
    so the track ends at the largest number. `label` gives the four numbers in words.
    """
    colour, shown = _colour(look(outcome)), look(outcome)
    known = [one for one in (plan, verified, reported, path) if one is not None]
    beyond = BEYOND_CEILING if ceiling else BEYOND
    most = plan * beyond if plan > 0 else max(*known, 1.0)
    end = width - 2

    def x(value: float) -> float:
        return round(max(0.0, min(value, most)) / most * end + 1, 1)

    top = (height - 8) / 2
    parts = [
        _rect(1, top - 2, x(plan) - 1, 12, "var(--track)"),
        _rect(x(plan), top - 2, end + 1 - x(plan), 12, "url(#hx-none)", ' opacity=".35"')
        if ceiling
        else _rect(x(plan), top - 2, end + 1 - x(plan), 12, "var(--sunk)"),
    ]
    done, said = verified or 0.0, reported or 0.0
    if said > done:
        length = max(1.0, x(said) - x(done))
        hatch = f' stroke="{colour}" stroke-width="1"'
        parts.append(_rect(x(done), top + 0.75, length, 6.5, f"url(#hx-{shown})", hatch))
    if done > 0:
        parts.append(_rect(1, top, x(done) - 1, 8, colour))
    if path is not None:
        parts.append(f'<path d="M{_n(x(path) - 3)} {_n(top - 4.5)}h6l-3 4z" fill="var(--ink-2)"/>')
    parts.append(_rect(x(plan) - 1.25, top - 4, 2.5, 16, "var(--mark)"))
    return _drawn("bullet", width, height, label, parts)


def spark(
    *,
    label: str,
    points: Sequence[float | None],
    plan: float | None = None,
    fan: tuple[float, float, float] | None = None,
    outcome: Outcome | str = "none",
    width: int = 116,
    height: int = 30,
) -> Markup:
    """The months so far, January first, with the plan as a dash at the year's end.

    A month without a figure (None) is a gap, never filled in. `fan` (low, middle, high) is an
    outlook to 31/12; without one nothing is drawn ahead. `label` says first, last and plan.
    """
    known = [one for one in points if one is not None]
    values = [*known, *([plan] if plan is not None else []), *(fan or ())] or [0.0]
    low, high = min(values), max(values)
    spread = (high - low) or 1.0

    def x(month: int) -> float:
        return round(3 + month / LAST_MONTH * (width - 12), 1)

    def y(value: float) -> float:
        return round(float(height - 3 - (value - low) / spread * (height - 6)), 1)

    parts: list[str] = []
    latest = max((n for n, one in enumerate(points) if one is not None), default=None)
    end = x(LAST_MONTH)
    if latest is not None:
        here = f"M{_n(x(latest))} {_n(y(known[-1]))}"
        if fan:
            least, middle, most = (_n(y(one)) for one in fan)
            parts.append(f'<path d="{here}L{_n(end)} {most}V{least}z" fill="var(--line-2)"/>')
            dash = ' stroke="var(--line-strong)" stroke-width="1.2" stroke-dasharray="2.5 2"'
            parts.append(f'<path d="{here}L{_n(end)} {middle}" fill="none"{dash}/>')
        for run in _runs(points):
            drawn = " ".join(f"{_n(x(month))},{_n(y(value))}" for month, value in run)
            line = ' stroke="var(--mark)" stroke-width="1.5" stroke-linejoin="round"'
            parts.append(f'<polyline points="{drawn}" fill="none"{line}/>')
        dot = f'cx="{_n(x(latest))}" cy="{_n(y(known[-1]))}" r="2.6"'
        parts.append(f'<circle {dot} fill="{_colour(look(outcome))}"/>')
    if plan is not None:
        tick = f'<path d="M{_n(end - 3)} {_n(y(plan))}H{width}"'
        parts.append(f'{tick} stroke="var(--mark)" stroke-width="2"/>')
    return _drawn("spark", width, height, label, parts)


def swatch(kind: str, outcome: Outcome | str = "on") -> Markup:
    """A sample for a legend: ``solid``, ``hatched``, ``plan``, ``path``. Raises KeyError."""
    shown = look(outcome)
    colour = _colour(shown)
    inside = {
        "solid": _rect(0, 2, 24, 8, colour),
        "hatched": _rect(0.5, 2.5, 23, 7, f"url(#hx-{shown})", f' stroke="{colour}"'),
        "plan": _rect(11, 0, 2.5, 12, "var(--mark)"),
        "path": '<path d="M8 4h8l-4 5z" fill="var(--ink-2)"/>',
    }[kind]
    svg = '<svg width="24" height="12" viewBox="0 0 24 12" aria-hidden="true" focusable="false">'
    return Markup(f"{svg}{inside}</svg>")


def _drawn(kind: str, width: int, height: int, label: str, parts: Sequence[str]) -> Markup:
    head = f'<svg class="{kind}" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    text = f'{head} role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    return Markup(text)


def _runs(points: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    run: list[tuple[int, float]] = []
    for month, value in enumerate(points):
        if value is not None:
            run.append((month, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    at = f'x="{_n(x)}" y="{_n(y)}" width="{_n(max(0.0, width))}" height="{_n(height)}"'
    return f'<rect {at} fill="{fill}"{more}/>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _colour(shown: str) -> str:
    return f"var(--st-{shown})"
