"""What the draft pages show and offer, as plain values: the list, a draft, a form's choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count

from vedich.apps.figures.models import Indicator
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.resolutions.links import text_link
from vedich.apps.resolutions.models import Resolution, State, Target
from vedich.apps.resolutions.reporters import AskedBodies, asked_bodies
from vedich.core.errors import Language
from vedich.core.numbers import write_number
from vedich.core.periods import Length, Period
from vedich.core.permits import Actor, Locus, Path
from vedich.core.targets import PERCENT_DECIMALS
from vedich.core.vietnamese import sort_key, write_date
from vedich.rulebook.permits import may
from vedich.rulebook.places.levels import body_versions


MOST_PRONGS: Final = 9


@dataclass(frozen=True, slots=True)
class Listed:
    """A resolution in the list; `may_draft`, `may_adopt`, `may_close` are the visitor's rights."""

    id: int
    title: str
    place: str
    period: str
    number: str
    issued_on: str
    targets: int
    state: str
    over: bool
    may_draft: bool
    may_adopt: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The list page: what is in force, what is drafted, what is closed; newest first."""

    in_force: Sequence[Listed]
    drafts: Sequence[Listed]
    closed: Sequence[Listed]
    may_start: bool


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of a draft, ready to print; `level` and `high` with their mark."""

    id: int
    number: int
    field: str
    name: str
    kind: str
    level: str
    high: str
    unit: str
    names: tuple[str, ...]
    indicator: str
    reporters: tuple[tuple[str, int], ...]
    owner_body: str
    owner_post: str
    public: bool
    source: str
    """The address of its sentence, marked in its document; "" for one that was typed."""


@dataclass(frozen=True, slots=True)
class Group:
    """A prong with its targets; number 0 and no name: targets under no prong."""

    number: int
    name: str
    targets: Sequence[TargetLine]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft as its page shows it. `silent` are numbers of targets that nobody would report."""

    id: int
    path: Path
    state: str
    title: str
    issuer: str
    motto: str
    place: str
    period: str
    over: bool
    last_day: str
    number: str
    issued_on: str
    count: int
    groups: Sequence[Group]
    silent: Sequence[int]
    asks: int
    hands: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from; `more` is a second line or a count."""

    value: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a target of one resolution can be made of, as rows and as options."""

    place: Spot
    tree: Map
    period: Period
    day: date
    language: Language
    prongs: Sequence[Option]
    indicators: Mapping[str, Indicator]
    bodies: AskedBodies
    body_kinds: Mapping[str, str]

    @property
    def indicator_options(self) -> Sequence[Option]:
        """The catalogue in alphabetical order, each with its unit."""
        english = self.language == "en"
        found = [
            Option(
                one.code,
                one.name_en if english and one.name_en else one.name,
                one.unit_en if english and one.unit_en else one.unit,
            )
            for one in self.indicators.values()
        ]
        return sorted(found, key=lambda option: sort_key(option.text))

    @property
    def owners(self) -> Sequence[Option]:
        """Bodies that can answer for a target: of the place itself, then of those right below."""
        near = {self.place.id, *(spot.id for spot in self.tree.children(self.place.id))}
        return [self._body(one) for one in self.bodies.bodies if one.place_id in near]

    @property
    def agencies(self) -> Sequence[Option]:
        """Bodies that are asked by name."""
        return [self._body(one) for one in self.bodies.agencies()]

    @property
    def kinds(self) -> Sequence[Option]:
        """Kinds of body that are asked all together, each with how many there are."""
        return [
            Option(kind, self.body_kinds.get(kind, kind), str(count))
            for kind, count in self.bodies.kinds().items()
        ]

    @property
    def below(self) -> Sequence[Option]:
        """Places right below, which a named set may list."""
        children = self.tree.children(self.place.id)
        return [Option(spot.code, spot.say(self.language)) for spot in children]

    @property
    def stops(self) -> Sequence[Period]:
        """Where a path may have a milestone: the quarters' ends of a year, the years of a term."""
        if self.period.months > Length.YEAR:
            return list(self.period.parts(Length.YEAR))[:-1]
        first, _, third, _ = self.period.parts(Length.QUARTER)
        return [first, Period(self.period.first, Length.HALF), third]

    def _body(self, body: Body) -> Option:
        name = body.name_en if self.language == "en" and body.name_en else body.name
        where = self.tree[body.place_id].say(self.language)
        return Option(body.code, name, where)


# -- the list --------------------------------------------------------------------------------------


def listing(actor: Actor, day: date, language: Language) -> Listing:
    """The resolutions the visitor may see: all that are in force or closed, and his drafts."""
    tree = on(day)
    rows = Resolution.objects.order_by("-first", "-months", "pk")
    by_resolution = Target.objects.order_by().values_list("resolution_id")
    counts: dict[int, int] = dict(by_resolution.annotate(Count("pk")))
    listed = [
        _listed(row, actor, tree[row.place_id], day, language, counts.get(row.pk, 0))
        for row in rows
        if row.place_id in tree
    ]
    drafts = [one for one in listed if one.state == State.DRAFT]
    return Listing(
        in_force=[one for one in listed if one.state == State.ADOPTED],
        drafts=[one for one in drafts if one.may_draft or one.may_adopt],
        closed=[one for one in listed if one.state == State.CLOSED],
        may_start=bool(places_to_draft(actor, day)),
    )


def places_to_draft(actor: Actor, day: date) -> Sequence[Spot]:
    """The places with places below them for which the actor may draft, from the top down."""
    tree = on(day)
    roots = [post.place_range for post in actor.posts if post.in_force(day)]
    return [
        spot
        for spot in tree
        if any(spot.path[: len(root)] == root for root in roots)
        and tree.children(spot.id)
        and may(actor, "resolutions.draft", Locus(spot.path), on=day)
    ]


def _listed(
    row: Resolution, actor: Actor, spot: Spot, day: date, language: Language, targets: int
) -> Listed:
    def allows(operation: str) -> bool:
        return bool(may(actor, operation, Locus(spot.path), on=day))

    return Listed(
        id=row.pk,
        title=_said(row.title, row.title_en, language),
        place=spot.say(language),
        period=row.period.name(language),
        number=row.number,
        issued_on=write_date(row.issued_on) if row.issued_on else "",
        targets=targets,
        state=row.state,
        over=day >= row.period.end,
        may_draft=allows("resolutions.draft"),
        may_adopt=allows("resolutions.adopt"),
        may_close=allows("resolutions.close"),
    )


# -- one draft -------------------------------------------------------------------------------------


def find(resolution: int) -> Resolution | None:
    """The resolution with this key."""
    return Resolution.objects.filter(pk=resolution).first()


def find_target(resolution: int, number: int) -> Target | None:
    """The target with this number, with its indicator, prong and owner."""
    rows = Target.objects.select_related("indicator", "prong", "owner_body", "resolution")
    return rows.filter(resolution_id=resolution, number=number).first()


def draft_page(row: Resolution, day: date, language: Language) -> DraftPage:
    """Everything the page of a draft, and the page that adopts it, shows."""
    choices = choices_of(row, day, language)
    rows = Target.objects.filter(resolution=row).select_related("indicator", "owner_body")
    targets = list(rows.order_by("number"))
    lines = {target.pk: target_line(target, choices) for target in targets}
    prongs = [*row.prongs.order_by("number")]
    groups = [
        Group(
            prong.number if prong else 0,
            _said(prong.name, prong.name_en, language) if prong else "",
            [lines[one.pk] for one in targets if one.prong_id == (prong.pk if prong else None)],
        )
        for prong in (None, *prongs)
    ]
    asked = {one.number: len(choices.bodies.chosen(one.reporters)) for one in targets}
    return DraftPage(
        id=row.pk,
        path=choices.place.path,
        state=row.state,
        title=_said(row.title, row.title_en, language),
        issuer=_said(row.issuer, row.issuer_en, language),
        motto=_said(row.motto, row.motto_en, language),
        place=choices.place.say(language),
        period=row.period.name(language),
        over=day >= row.period.end,
        last_day=write_date(row.period.last_day),
        number=row.number,
        issued_on=write_date(row.issued_on) if row.issued_on else "",
        count=len(targets),
        groups=[group for group in groups if group.targets or group.number],
        silent=[number for number, bodies in asked.items() if not bodies],
        asks=sum(asked.values()),
        hands=frozenset(row.hands),
    )


def target_line(target: Target, choices: Choices) -> TargetLine:
    """A target, stored or only understood, as a table prints it."""
    language, of = choices.language, target.indicator
    names = (choices.tree.by_code(code) for code in target.names)
    return TargetLine(
        id=target.pk or 0,
        number=target.number,
        field=_said(target.field, target.field_en, language),
        name=_said(target.name, target.name_en, language),
        kind=target.kind,
        level=level_text(target, target.level),
        high=level_text(target, target.high),
        unit="" if target.percent else _said(of.unit, of.unit_en, language),
        names=tuple(spot.say(language) for spot in names if spot),
        indicator=_said(of.name, of.name_en, language),
        reporters=tuple(_reporters(target.reporters, choices)),
        owner_body=_said(target.owner_body.name, target.owner_body.name_en, language),
        owner_post=_said(target.owner_post, target.owner_post_en, language),
        public=target.public,
        source=text_link(target),
    )


def level_text(target: Target, level: int | None) -> str:
    """A level as printed: never fewer decimals than it has, a percentage of change with “%”."""
    if level is None:
        return ""
    if target.percent:
        return printed(level, decimals=PERCENT_DECIMALS, shown=0) + "%"
    return printed(level, decimals=target.indicator.decimals, shown=target.indicator.shown)


def printed(scaled: int, *, decimals: int, shown: int) -> str:
    """A number with `shown` decimals, or as many more as it needs to be exact."""
    show = decimals
    while show > shown and scaled % 10 ** (decimals - show + 1) == 0:
        show -= 1
    return write_number(scaled, decimals=decimals, show=show)


def choices_of(row: Resolution, day: date, language: Language) -> Choices:
    """What a target of this resolution can be made of."""
    tree = on(day)
    kinds = body_versions().at(day) or ()
    return Choices(
        place=tree[row.place_id],
        tree=tree,
        period=row.period,
        day=day,
        language=language,
        prongs=[
            Option(str(prong.number), _said(prong.name, prong.name_en, language))
            for prong in row.prongs.order_by("number")
        ],
        indicators={one.code: one for one in Indicator.objects.order_by("code")},
        bodies=asked_bodies(row.place_id, day),
        body_kinds={kind.code: kind.name.say(language) for kind in kinds},
    )


def _reporters(chosen: Iterable[str], choices: Choices) -> Iterable[tuple[str, int]]:
    """Who was chosen, by name, with how many bodies that is."""
    kinds = choices.bodies.kinds()
    names = {
        one.reference: _said(one.name, one.name_en, choices.language)
        for one in choices.bodies.bodies
    }
    for one in chosen:
        if one in kinds:
            yield choices.body_kinds.get(one, one), kinds[one]
        elif one in names:
            yield names[one], 1


def _said(vi: str, en: str, language: Language) -> str:
    return en if language == "en" and en else vi
