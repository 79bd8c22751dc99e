"""A year in one chart: verified and reported month by month, the path and the plan (UX §5).

No words of its own: the page gives the label, and a legend stands beside the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from vedich.core.targets import Outcome
from vedich.formats.charts.marks import look


WIDTH: Final = 640
HEIGHT: Final = 230
LEFT: Final = 58
RIGHT: Final = 74
TOP: Final = 14
BOTTOM: Final = 26
MONTHS: Final = 12
STEPS: Final = (1, 2, 2.5, 5, 10)
MOST_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn: a value (or None) for the end of each month so far, January first.

    `path` has all twelve months where there is one. Numbers are in the unit of the target.
    """

    verified: Sequence[float | None]
    reported: Sequence[float | None]
    path: Sequence[float | None] = ()
    plan: float | None = None
    outcome: Outcome | str = "none"


def year(of: Year, *, label: str, write: Callable[[float], str]) -> Markup:
    """The chart as SVG; `write` prints a number of an axis, `label` says the chart in words.

    A month without a figure is a gap in the line, never filled in (R7).
    """
    levels = [*of.verified, *of.reported, *of.path, of.plan]
    known = [one for one in levels if one is not None]
    low, high = _ends(known)
    colour = f"var(--st-{look(of.outcome)})"

    def y(value: float) -> float:
        return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [*_grid(low, high, y, write), *_months()]
    parts += _line(of.path, y, ' stroke="var(--ink-2)" stroke-dasharray="2 3"')
    parts += _line(of.reported, y, f' stroke="{colour}" stroke-dasharray="5 3"')
    parts += _line(of.verified, y, f' stroke="{colour}" stroke-width="2.5"')
    parts += _dots(of, y, colour)
    parts += _plan(of, y, write)
    head = f'<svg class="year" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    text = f'{head} aria-label="{escape(label)}">{"".join(parts)}</svg>'
    return Markup(text)


def ticks(low: float, high: float) -> Sequence[float]:
    """At most five round numbers from `low` to `high`, both ends covered."""
    step = 10.0**-9
    while (high - low) / step > MOST_LINES * STEPS[-1]:
        step *= 10
    step = next(step * part for part in STEPS if (high - low) / (step * part) <= MOST_LINES)
    first, last = _floor(low / step), -_floor(-high / step)
    return [n * step for n in range(first, last + 1)]


def _floor(value: float) -> int:
    # a level that is round but for the last bit of a float is round
    near = round(value)
    return near if abs(value - near) < 10**-6 else int(value // 1)


def _ends(known: Sequence[float]) -> tuple[float, float]:
    low, high = min(known, default=0.0), max(known, default=1.0)
    # a quantity starts at 0; of rates that hardly move only the part that moves is shown
    low = min(low, 0.0) if low <= (high - low) or low <= 0 else low
    low, high = (low, high) if high > low else (low - 1, high + 1)
    lines = ticks(low, high)
    return lines[0], lines[-1]


def _x(month: int) -> float:
    return LEFT + month / (MONTHS - 1) * (WIDTH - LEFT - RIGHT)


def _grid(
    low: float, high: float, y: Callable[[float], float], write: Callable[[float], str]
) -> Iterator[str]:
    for value in ticks(low, high):
        at = _n(y(value))
        yield f'<path d="M{LEFT} {at}H{WIDTH - RIGHT}" stroke="var(--grid)"/>'
        yield _text(LEFT - 8, y(value) + 4, "end", write(value), "var(--ink-3)")


def _months() -> Iterator[str]:
    for month in range(MONTHS):
        yield _text(_x(month), HEIGHT - 6, "middle", str(month + 1), "var(--ink-3)")


def _line(points: Sequence[float | None], y: Callable[[float], float], look: str) -> Iterator[str]:
    run: list[str] = []
    for month, value in enumerate([*points, None]):
        if value is not None:
            run.append(f"{_n(_x(month))},{_n(y(value))}")
            continue
        if len(run) > 1:
            yield f'<polyline points="{" ".join(run)}" fill="none"{look}/>'
        run = []


def _dots(of: Year, y: Callable[[float], float], colour: str) -> Iterator[str]:
    for points, fill in ((of.reported, "var(--surface)"), (of.verified, colour)):
        for month, value in enumerate(points):
            if value is not None:
                at = f'cx="{_n(_x(month))}" cy="{_n(y(value))}" r="3"'
                yield f'<circle {at} fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'


def _plan(of: Year, y: Callable[[float], float], write: Callable[[float], str]) -> Iterator[str]:
    if of.plan is None:
        return
    at, right = _n(y(of.plan)), WIDTH - RIGHT
    yield f'<path d="M{LEFT} {at}H{right + 8}" stroke="var(--mark)" stroke-width="1.5"/>'
    yield _text(right + 13, y(of.plan) + 4, "start", write(of.plan), "var(--ink)", bold=True)


def _text(x: float, y: float, anchor: str, words: str, fill: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="12"'
    return f'<text {place} fill="{fill}"{weight}>{escape(words)}</text>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
