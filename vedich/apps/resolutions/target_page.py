"""One target's page: its sentence, verdict, months, places below, words of bodies (R8–R10, R18)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from vedich.apps.figures.models import Figure
from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.breakdown import PlaceRow, Sight, rows_below, say_no, worst_first
from vedich.apps.resolutions.links import text_link
from vedich.apps.resolutions.models import Resolution
from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.printing import Printed, Scale, printed, said, spark_label
from vedich.apps.resolutions.scorecard import Head, head_of, names_of
from vedich.apps.resolutions.standing import (
    Line,
    Numbers,
    Stretch,
    lines,
    series_of,
)
from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.periods import Length
from vedich.core.permits import Actor
from vedich.core.vietnamese import write_date
from vedich.formats.charts import lines as charts


MOST_WORDS: Final = 12
"""How many bodies' words a page shows, the latest first."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the table: what stood at its end; "" where it is not over."""

    number: int
    verified: str
    reported: str
    path: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What a body wrote with a figure: why, and what it asks of whom (R18).

    `place` is the place its own lies in, "" where that is the page's place.
    """

    body: str
    place: str
    on: str
    period: str
    why: str
    request: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    """All of it. `hidden` says whom to ask for places the reader may not see; "" if he sees all."""

    head: Head
    row: Printed
    sentence: str
    source: str
    """The address of the sentence, marked in its document; "" for one that was typed."""
    indicator: str
    definition: str
    public: bool
    months: tuple[Month, ...]
    chart: Markup
    places: tuple[PlaceRow, ...]
    hidden: str
    words: tuple[Words, ...]

    @property
    def day(self) -> str:
        """The last day counted, as a passport has it."""
        return self.head.day_year


def build(
    resolution: Resolution,
    row: Row,
    tree: Map,
    stretch: Stretch,
    by: Actor,
    day: date,
    language: Language,
) -> TargetPage:
    """The page of one target at the resolution's own place."""
    spot = tree[resolution.place_id]
    numbers = Numbers.read([row], spot, tree, stretch, checked_series=True)
    (line,) = lines(resolution, [row], numbers)
    head = head_of(resolution, spot, stretch, language)
    sight = Sight(by, row.field, day)
    spots, refused = sight.seen(tree.children(spot.id))
    checked = series_of(row, numbers, line.verified, checked=True)
    return TargetPage(
        head=head,
        row=printed(line, language, head.day, names_of(row, tree, language)),
        sentence=said(row.sentence, row.sentence_en, language),
        source=text_link(row),
        indicator=said(row.indicator.name, row.indicator.name_en, language),
        definition=said(row.indicator.definition, row.indicator.definition_en, language),
        public=row.public,
        months=tuple(_months(line, checked)),
        chart=_chart(line, checked, language),
        places=tuple(worst_first(rows_below(row, spots, stretch, language))),
        hidden=say_no(refused, tree, language),
        words=tuple(words_of(row, spot, tree, stretch, sight, language)),
    )


def _months(line: Line, checked: Sequence[int | None]) -> Sequence[Month]:
    scale = Scale.of(line.row)
    year = line.core.period
    made: list[Month] = []
    for n, month in enumerate(year.parts(Length.MONTH), start=1):
        path = line.core.path(month.last_day) if line.verdict else None
        over = n <= len(line.series)
        verified, reported = (
            scale.write(series[n - 1]) if over else "" for series in (checked, line.series)
        )
        made.append(Month(n, verified, reported, scale.write(path), verified != reported))
    return made


def _chart(line: Line, checked: Sequence[int | None], language: Language) -> Markup:
    scale, verdict = Scale.of(line.row), line.verdict
    size = 10**scale.stored

    def floats(values: Sequence[int | None]) -> Sequence[float | None]:
        return [scale.plain(value) for value in values]

    months = line.core.period.parts(Length.MONTH) if line.core.period.months == Length.YEAR else ()
    bounds = line.core.bounds
    of = charts.Year(
        verified=floats(checked),
        reported=floats(line.series),
        path=floats([line.core.path(month.last_day) for month in months]),
        plan=scale.plain(bounds.edge) if bounds else None,
        outcome=verdict.shown if verdict else "none",
    )
    return charts.year(
        of, label=spark_label(language, scale, line.series), write=_axis(scale, size)
    )


def _axis(scale: Scale, size: int) -> Callable[[float], str]:
    """Axis numbers: no decimals where the ticks have none."""

    def write(value: float) -> str:
        scaled = round(value * size)
        show = next((n for n in range(scale.shown + 1) if not scaled % 10 ** (scale.stored - n)), 2)
        return write_number(scaled, decimals=scale.stored, show=show)

    return write


def words_of(
    row: Row, spot: Spot, tree: Map, stretch: Stretch, sight: Sight, language: Language
) -> Sequence[Words]:
    """The words that came with current figures at or below `spot`, the latest first. One query."""
    period = stretch.period
    found = (
        Figure.objects.filter(
            indicator=row.indicator_id,
            current=True,
            first__gte=period.first,
            first__lt=period.last,
        )
        .exclude(why="", request="")
        .select_related("body")
        .order_by("-entered_on", "-pk")
    )
    told: list[Words] = []
    for figure in found.iterator(chunk_size=100):
        below = figure.place_id in tree and spot.id in tree[figure.place_id].ids
        if not below or not sight.of(tree[figure.place_id]):
            continue
        told.append(
            Words(
                body=said(figure.body.name, figure.body.name_en, language),
                place=within(tree, figure.place_id, spot, language),
                on=write_date(figure.entered_on, with_year=False),
                period=figure.period.name(language),
                why=figure.why,
                request=figure.request,
            )
        )
        if len(told) == MOST_WORDS:
            break
    return told


def within(tree: Map, place: int, spot: Spot, language: Language) -> str:
    """The name of the place above, for a place that does not lie directly under `spot`."""
    above = tree[place].parent
    return tree[above].say(language) if above and place != spot.id and above != spot.id else ""
