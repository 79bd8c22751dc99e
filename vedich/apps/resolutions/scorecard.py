"""The scorecard (bảng chỉ tiêu) as plain values: head, groups by prong, filters (UX 02)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.printing import Printed, printed, said
from vedich.apps.resolutions.prior.queries import tally
from vedich.apps.resolutions.standing import Stretch, standing_lines
from vedich.core.errors import Language
from vedich.core.vietnamese import write_date


ATTENTION, WAITING = "chu-y", "cho-kiem"
"""The two values of the filter `tt`."""


@dataclass(frozen=True, slots=True)
class Head:
    """What every page of a resolution says of it.

    `day` and `day_year` are the last day counted, “30/6” and “30/6/2022”; `last` is last year's
    result, (met, of), if it is known, and `last_by_report` says that it is only what a sheet told,
    which leaves `last_unclear` of its targets open.
    """

    id: int
    title: str
    issuer: str
    number: str
    issued: str
    motto: str
    period: str
    year: int
    place: str
    code: str
    path: tuple[str, ...]
    day: str
    day_year: str
    closed: bool
    last: tuple[int, int] | None
    last_by_report: bool
    last_unclear: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many targets stand how; `good` are met, qualified, at the level or on track."""

    total: int
    met: int
    good: int
    at_risk: int
    hard: int
    none: int
    with_figure: int
    waiting: int

    @staticmethod
    def of(rows: Sequence[Printed]) -> Counts:
        """The counts of `rows`."""
        looks = Counter(row.look for row in rows)
        return Counts(
            total=len(rows),
            met=looks["done"],
            good=looks["done"] + looks["on"],
            at_risk=looks["risk"],
            hard=looks["off"],
            none=looks["none"],
            with_figure=sum(row.plain_reported is not None for row in rows),
            waiting=sum(row.waits for row in rows),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The targets under one prong; `totals` are (look, count), the worst first."""

    number: int
    name: str
    short: str
    rows: tuple[Printed, ...]
    totals: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All targets at one place. `judged`: it is the resolution's own place, so there are plans.

    `spot` is the place, `below` those a filter can choose; `rows_worst_first` are for cards.
    """

    head: Head
    spot: Spot
    name: str
    judged: bool
    counts: Counts
    groups: tuple[Group, ...]
    below: tuple[Spot, ...]

    @property
    def rows(self) -> Sequence[Printed]:
        """Every row in the order of the resolution."""
        return [row for group in self.groups for row in group.rows]

    @property
    def rows_worst_first(self) -> Sequence[Printed]:
        """Every row, the worst first, as cards on a phone."""
        return sorted(self.rows, key=lambda row: (row.rank, row.number))

    @property
    def fields(self) -> Sequence[str]:
        """The fields of its targets, in order."""
        return list(dict.fromkeys(row.field for row in self.rows))


def head_of(resolution: Resolution, spot: Spot, stretch: Stretch, language: Language) -> Head:
    """The head of a page about `resolution`, whose own place is `spot`."""
    met, of = resolution.last_met, resolution.last_targets
    prior = tally(resolution.place_id, resolution.period.start.year - 1) if met is None else None
    if prior is not None:
        met, of = prior.met, prior.of
    return Head(
        id=resolution.pk,
        title=said(resolution.title, resolution.title_en, language),
        issuer=said(resolution.issuer, resolution.issuer_en, language),
        number=resolution.number,
        issued=write_date(resolution.issued_on) if resolution.issued_on else "",
        motto=said(resolution.motto, resolution.motto_en, language),
        period=resolution.period.name(language),
        year=resolution.period.start.year,
        place=spot.say(language),
        code=spot.code,
        path=spot.path,
        day=write_date(stretch.as_of, with_year=False),
        day_year=write_date(stretch.as_of),
        closed=resolution.state == State.CLOSED,
        last=None if met is None or of is None else (met, of),
        last_by_report=prior is not None,
        last_unclear=prior.unclear if prior else 0,
    )


def build(
    resolution: Resolution, spot: Spot, tree: Map, stretch: Stretch, language: Language
) -> Scorecard:
    """The scorecard of `resolution` at `spot`."""
    home = tree[resolution.place_id]
    told = standing_lines(resolution, spot, tree, stretch)
    day = write_date(stretch.as_of, with_year=False)
    made = [printed(line, language, day, names_of(line.row, tree, language)) for line in told]
    return Scorecard(
        head=head_of(resolution, home, stretch, language),
        spot=spot,
        name=spot.say(language),
        judged=spot.id == home.id,
        counts=Counts.of(made),
        groups=tuple(_groups([line.row for line in told], made, language)),
        below=tuple(tree.children(home.id)),
    )


def names_of(row: Row, tree: Map, language: Language) -> str:
    """The names of a named set's places; a code nobody knows stays a code."""
    spots = ((code, tree.by_code(code)) for code in row.names)
    return ", ".join(spot.say(language) if spot else code for code, spot in spots)


def _groups(rows: Iterable[Row], made: Sequence[Printed], language: Language) -> Iterable[Group]:
    prongs = {row.prong.number: row.prong for row in rows if row.prong}
    for number in dict.fromkeys(sorted(row.prong for row in made)):
        prong = prongs.get(number)
        name = said(prong.name, prong.name_en, language) if prong else ""
        short = said(prong.short, prong.short_en, language) if prong else ""
        yield group_of(number, name, short or name, [r for r in made if r.prong == number])


def group_of(number: int, name: str, short: str, rows: Sequence[Printed]) -> Group:
    """A group with its totals by status, the worst first."""
    looks = Counter(row.look for row in rows)
    totals = ((look, looks[look]) for look in ("off", "risk", "none", "on", "done"))
    return Group(number, name, short, tuple(rows), tuple(pair for pair in totals if pair[1]))


# -- filters ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks to see; "" asks for all. Values nobody knows ask for all, too."""

    prong: str = ""
    field: str = ""
    place: str = ""
    state: str = ""

    @staticmethod
    def of(asked: Mapping[str, str]) -> Filter:
        """The filter in an address: mui, linh-vuc, noi, tt."""
        state = asked.get("tt", "")
        return Filter(
            prong=asked.get("mui", ""),
            field=asked.get("linh-vuc", ""),
            place=asked.get("noi", ""),
            state=state if state in (ATTENTION, WAITING) else "",
        )

    def link(self, **change: str) -> str:
        """The query of an address with these parts changed: “?mui=1&tt=chu-y”, or "?"."""
        other = replace(self, **change)
        parts = {
            "mui": other.prong,
            "linh-vuc": other.field,
            "noi": other.place,
            "tt": other.state,
        }
        return "?" + urlencode({key: value for key, value in parts.items() if value})

    def keeps(self, row: Printed) -> bool:
        """Whether the filter shows `row`."""
        return (
            self.prong in ("", str(row.prong))
            and self.field in ("", row.field)
            and (self.state != ATTENTION or row.attention)
            and (self.state != WAITING or row.waits)
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice of a filter: its words, how many rows it would show, whether it is chosen."""

    name: str
    count: int
    link: str
    current: bool


def select(card: Scorecard, chosen: Filter) -> Scorecard:
    """The card with only the rows `chosen` keeps; counts of the head stay those of all."""
    kept = (
        group_of(one.number, one.name, one.short, [row for row in one.rows if chosen.keeps(row)])
        for one in card.groups
    )
    return replace(card, groups=tuple(group for group in kept if group.rows))


@dataclass(frozen=True, slots=True)
class Links:
    """The choices of the filters as links, and what a form must carry along."""

    every: str
    every_current: bool
    prongs: tuple[Chip, ...]
    attention: Chip
    waiting: Chip
    download: str
    carried: tuple[tuple[str, str], ...]


def links(card: Scorecard, chosen: Filter) -> Links:
    """The choices beside `chosen`; a choice that is taken already leads back to all."""
    rows = card.rows
    prongs = (
        Chip(
            one.short,
            len(one.rows),
            chosen.link(prong=str(one.number)),
            chosen.prong == str(one.number),
        )
        for one in card.groups
        if one.number
    )

    def state(name: str, count: int) -> Chip:
        current = chosen.state == name
        return Chip("", count, chosen.link(state="" if current else name), current)

    return Links(
        every=chosen.link(prong="", state=""),
        every_current=not chosen.prong and not chosen.state,
        prongs=tuple(prongs),
        attention=state(ATTENTION, sum(row.attention for row in rows)),
        waiting=state(WAITING, sum(row.waits for row in rows)),
        download=chosen.link().removeprefix("?"),
        carried=tuple(
            (name, value) for name, value in (("mui", chosen.prong), ("tt", chosen.state)) if value
        ),
    )
