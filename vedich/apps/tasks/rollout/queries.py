"""The board of a roll-out, the form of one body, and what of it needs somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Q

from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, Spot, body_path, on
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.tasks.models import Readiness, Rollout, RolloutDates
from vedich.apps.tasks.rollout.shapes import Board, Dates, HandedIn, Mark, Noted, Row, Tally
from vedich.core.errors import Language, Message
from vedich.core.needs import Need
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import sort_key
from vedich.formats.sheets.scorecard import Words
from vedich.rulebook.permits import may


SEES: Final = "rollout.view"
WRITES: Final = "rollout.write"
LEADS: Final = "resolutions.adopt"
OFFICE: Final = "resolutions.draft"
KINDS: Final = tuple(kind.value for kind in Readiness.Kind)
SOON: Final = 14
"""Days before a day from which a body is asked."""

GONE: Final = Message(
    code="rollout.gone",
    vi="Không có nghị quyết số {value} đang thực hiện. Hãy chọn một nghị quyết trong danh sách.",
    en="There is no resolution {value} in force. Choose one of the list.",
)
NOT_BELOW: Final = Message(
    code="rollout.not_below",
    vi="Đơn vị {value} không nằm trong phạm vi nghị quyết này. Hãy chọn đơn vị trên bảng.",
    en="Body {value} lies outside this resolution. Choose one on the board.",
)
GROUP: Final = Words("Chi bộ trực thuộc {place}", "Cells directly under {place}")
TO_NOTE: Final = Message(
    code="need.rollout_to_note",
    vi="{body}: ghi ngày họp và văn bản triển khai “{title}”.",
    en="{body}: note the meeting and the document on “{title}”.",
)
TO_HAND_IN: Final = Message(
    code="need.rollout_to_hand_in",
    vi="{body}: còn {count} loại giấy tờ của quý I chưa nộp cho “{title}”.",
    en="{body}: papers of the first quarter still to hand in for “{title}”: {count}.",
)
MISSING: Final = Message(
    code="need.rollout_missing",
    vi="{count} đơn vị chưa họp hoặc chưa ra văn bản triển khai “{title}”.",
    en="Bodies that have not met on “{title}” or issued a document: {count}.",
)
NO_DATES: Final = Message(
    code="need.rollout_dates",
    vi="Chưa đặt hạn triển khai “{title}” cho cấp dưới.",
    en="No days are set yet by which “{title}” must be rolled out below.",
)
FRESH: Final = 60
"""Days after its adoption in which somebody is asked to set the days of a resolution."""


def resolution_of(pk: int) -> Resolution:
    """A resolution in force. Raises Refused (``rollout.gone``)."""
    found = Resolution.objects.filter(pk=pk).exclude(state=State.DRAFT).first()
    if found is None:
        raise GONE.refuse(value=pk)
    return found


def tree_of(resolution: Resolution, day: date) -> Map:
    """One tree per period (DESIGN §3.4): today's while it runs, else that of its last day."""
    return on(min(max(day, resolution.period.start), resolution.period.last_day))


def bodies_below(resolution: Resolution, tree: Map, place: int) -> Mapping[int, Sequence[Body]]:
    """The bodies that must roll it out, by place: those that speak for a place below, not organs.

    The resolution's own place is left out: it is what is rolled out.
    """
    keys = [spot.id for spot in tree.below(place) if spot.id != resolution.place_id]
    day = resolution.period.last_day
    standing = Q(until__isnull=True) | Q(until__gt=day)
    found: defaultdict[int, list[Body]] = defaultdict(list)
    # a province has thousands of places, more than a statement takes: asked by what stands
    rows = Body.objects.filter(standing, start__lte=day, inner=False).order_by("pk")
    wanted = set(keys)
    for body in rows:
        if body.place_id in wanted:
            found[body.place_id].append(body)
    return found


@dataclass
class _Reader:
    """Everything one board needs, read once: five questions however many bodies there are."""

    resolution: Resolution
    place: Spot
    tree: Map
    actor: Actor
    day: date
    language: Language

    @cached_property
    def bodies(self) -> Mapping[int, Sequence[Body]]:
        return bodies_below(self.resolution, self.tree, self.place.id)

    @cached_property
    def noted(self) -> Mapping[int, Rollout]:
        rows = Rollout.objects.filter(resolution=self.resolution)
        return {row.body_id: row for row in rows}

    @cached_property
    def in_hand(self) -> Mapping[tuple[int, str], date]:
        rows = Readiness.objects.filter(resolution=self.resolution)
        return {(row.body_id, row.kind): row.on_day for row in rows}

    @cached_property
    def dates(self) -> Dates:
        return dates_of(self.resolution)

    def row(self, spot: Spot) -> Iterable[Row]:
        """A row for each body that speaks for the place; a place without one gives none."""
        below = [
            body
            for one in self.tree.below(spot.id)
            if one.id != spot.id
            for body in self.bodies.get(one.id, ())
        ]
        for body in self.bodies.get(spot.id, ()):
            yield self._row(spot.say(self.language), body, spot, below)

    def group(self, spots: Sequence[Spot]) -> Iterable[Row]:
        """One row for the cells directly under the place: agency cells of a district."""
        bodies = [body for spot in spots for body in self.bodies.get(spot.id, ())]
        if bodies:
            name = GROUP.say(self.language).format(place=self.place.say(self.language))
            yield self._row(name, None, None, bodies)

    def _row(self, name: str, body: Body | None, spot: Spot | None, below: Sequence[Body]) -> Row:
        of = self.noted.get(body.pk) if body else None
        return Row(
            name=name,
            body=body.pk if body else None,
            place=spot.id if spot else None,
            met_on=of.met_on if of else None,
            number=of.number if of else "",
            issued_on=of.issued_on if of else None,
            no_meeting=bool(body) and not (of and of.met_on) and self._over(self.dates.meet_by),
            no_document=bool(body) and not (of and of.number) and self._over(self.dates.issue_by),
            met=tuple(self._mark(one, met=True) for one in below),
            issued=tuple(self._mark(one, met=False) for one in below),
            handed_in=self.papers(body) if body else self._together(below),
            may_write=bool(body and self.may_write(body)),
        )

    def may_write(self, body: Body) -> bool:
        path = body_path(body, self.tree)
        return bool(may(self.actor, WRITES, Locus(path), on=self.day))

    def _mark(self, body: Body, *, met: bool) -> Mark:
        of = self.noted.get(body.pk)
        done = bool(of and (of.met_on if met else of.number))
        return Mark(body.pk, said(body, self.language), done)

    def papers(self, body: Body) -> tuple[HandedIn, ...]:
        """Plan, pledge and assignment of a body that owes them: one directly below the place."""
        if not owes_papers(self.resolution, body, self.tree):
            return ()
        return tuple(self.handed_in(body, kind) for kind in KINDS)

    def _together(self, bodies: Sequence[Body]) -> tuple[HandedIn, ...]:
        """Those of a group: in once the last of it is in."""
        found = []
        for kind in KINDS:
            days = [self.in_hand.get((body.pk, kind)) for body in bodies]
            last = max((day for day in days if day), default=None)
            whole = last if all(days) else None
            found.append(HandedIn(kind, whole, whole is None and self._over(self.dates.of(kind))))
        return tuple(found)

    def handed_in(self, body: Body, kind: str) -> HandedIn:
        when = self.in_hand.get((body.pk, kind))
        return HandedIn(kind, when, when is None and self._over(self.dates.of(kind)))

    def _over(self, by: date | None) -> bool:
        return by is not None and self.day > by


def owes_papers(resolution: Resolution, body: Body, tree: Map) -> bool:
    """Whether plan, pledge and assignment are owed by this body: directly below the place.

    What stands further down hands them in to its own committee.
    """
    return tree[body.place_id].parent == resolution.place_id


def said(body: Body, language: Language) -> str:
    """The body's name in `language`."""
    return body.name if language == "vi" or not body.name_en else body.name_en


def dates_of(resolution: Resolution) -> Dates:
    """By when everybody must have done what; blank where nobody has said."""
    row = RolloutDates.objects.filter(resolution=resolution).first()
    if row is None:
        return Dates()
    return Dates(row.meet_by, row.issue_by, row.plan_by, row.pledge_by, row.assignment_by)


def boards_place(resolution: Resolution, *, actor: Actor, day: date) -> int:
    """The highest place of the resolution whose board the reader may see; its own if none."""
    tree = tree_of(resolution, day)
    for post in actor.posts:
        if not post.in_force(day):
            continue
        for spot in tree.below(resolution.place_id):
            if may(actor, SEES, Locus(spot.path), on=day):
                return spot.id
    return resolution.place_id


def board(
    resolution_id: int, *, place: int | None, actor: Actor, day: date, language: Language
) -> Board:
    """The board at a place (None: the highest the reader may see), who lags first.

    Raises Refused (``rollout.gone``, ``rollout.not_below``), NotPermitted.
    """
    resolution = resolution_of(resolution_id)
    tree = tree_of(resolution, day)
    key = boards_place(resolution, actor=actor, day=day) if place is None else place
    if key not in tree or resolution.place_id not in tree[key].ids:
        raise NOT_BELOW.refuse(value=key)
    spot = tree[key]
    may(actor, SEES, Locus(spot.path), on=day).require()
    reader = _Reader(resolution, spot, tree, actor, day, language)
    rows, cells = _rows(reader)
    counted = [row for row in rows if row.body is not None]
    # a square is a body; it stands in one row only
    return Board(
        resolution=resolution.pk,
        title=title_of(resolution, language),
        place=spot.id,
        place_name=spot.say(language),
        issued_on=resolution.issued_on,
        dates=reader.dates,
        rows=tuple(sorted(rows, key=_order)),
        bodies_met=_tally(row.met_on is not None for row in counted),
        bodies_issued=_tally(bool(row.number) for row in counted),
        cells_met=_tally(mark.done for row in rows for mark in row.met),
        cells_issued=_tally(mark.done for row in rows for mark in row.issued),
        flat=not cells,
        may_set_dates=bool(may(actor, OFFICE, Locus(tree[resolution.place_id].path), on=day)),
        may_remind=bool(may(actor, "notices.send", Locus(spot.path), on=day)),
        own=next(iter(reader.row(spot)), None) if spot.id != resolution.place_id else None,
    )


def _rows(reader: _Reader) -> tuple[list[Row], bool]:
    """The rows, and whether any has squares."""
    children = reader.tree.children(reader.place.id)
    parents = [spot for spot in children if reader.tree.children(spot.id)]
    leaves = [spot for spot in children if spot not in parents]
    if not parents:
        return [row for spot in leaves for row in reader.row(spot)], False
    rows = [row for spot in parents for row in reader.row(spot)]
    return [*rows, *reader.group(leaves)], True


def _order(row: Row) -> tuple[object, ...]:
    missing = (row.met_on is None) + (not row.number) if row.body else 0
    below = sum(not mark.done for mark in (*row.met, *row.issued))
    gaps = sum(one.on_day is None for one in row.handed_in)
    return (-missing, row.body is None, -bool(below or gaps), -below, -gaps, sort_key(row.name))


def _tally(done: Iterable[bool]) -> Tally:
    found = list(done)
    return Tally(sum(found), len(found))


def title_of(resolution: Resolution, language: Language) -> str:
    """The resolution's title in `language`."""
    return resolution.title if language == "vi" else resolution.title_en or resolution.title


def noted(
    resolution_id: int, body_id: int, *, actor: Actor, day: date, language: Language
) -> Noted:
    """What one body has done, for who may write it. Raises Refused, NotPermitted."""
    resolution = resolution_of(resolution_id)
    tree = tree_of(resolution, day)
    body = body_of(resolution, body_id, tree)
    may(actor, WRITES, Locus(body_path(body, tree)), on=day).require()
    reader = _Reader(resolution, tree[body.place_id], tree, actor, day, language)
    of = Rollout.objects.filter(resolution=resolution, body=body).select_related("file").first()
    return Noted(
        resolution=resolution.pk,
        title=title_of(resolution, language),
        body=body.pk,
        name=said(body, language),
        place=body.place_id,
        met_on=of.met_on if of else None,
        number=of.number if of else "",
        issued_on=of.issued_on if of else None,
        file=of.file_id if of else None,
        file_name=of.file.name if of and of.file else "",
        handed_in=reader.papers(body),
        dates=reader.dates,
    )


def body_of(resolution: Resolution, body_id: int, tree: Map) -> Body:
    """A body that must roll the resolution out. Raises Refused (``rollout.not_below``)."""
    body = Body.objects.filter(pk=body_id, inner=False).first()
    outside = body is None or body.place_id not in tree or body.place_id == resolution.place_id
    if body is None or outside or resolution.place_id not in tree[body.place_id].ids:
        raise NOT_BELOW.refuse(value=body_id)
    return body


def choices(*, actor: Actor, day: date, language: Language) -> Sequence[tuple[int, str]]:
    """Resolutions whose board the reader may see, the newest first."""
    rows = Resolution.objects.exclude(state=State.DRAFT).order_by("-first", "-pk")
    return [
        (row.pk, title_of(row, language))
        for row in rows
        if may(actor, SEES, Locus(_board_path(row, actor, day)), on=day)
    ]


def _board_path(resolution: Resolution, actor: Actor, day: date) -> tuple[str, ...]:
    tree = tree_of(resolution, day)
    return tree[boards_place(resolution, actor=actor, day=day)].path


# -- needs -----------------------------------------------------------------------------------------


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """What a body still has to note or hand in; who leads is told how many are missing (R18).

    Only of resolutions that run: a closed year's board is history.
    """
    found: list[Need] = []
    rows = Resolution.objects.filter(state=State.ADOPTED)
    for resolution in rows:
        if resolution.period.start <= on_day <= resolution.period.last_day:
            found += _needs_of(resolution, actor, on_day)
    return found


def _needs_of(resolution: Resolution, actor: Actor, day: date) -> Iterable[Need]:
    tree = tree_of(resolution, day)
    top = tree[resolution.place_id]
    dates = dates_of(resolution)
    leads = may(actor, LEADS, Locus(top.path), on=day) or may(
        actor, OFFICE, Locus(top.path), on=day
    )
    if leads:
        yield from _for_leaders(resolution, tree, dates, actor, day)
    else:
        yield from _for_bodies(resolution, tree, dates, actor, day)


def _for_leaders(
    resolution: Resolution, tree: Map, dates: Dates, actor: Actor, day: date
) -> Iterable[Need]:
    top = tree[resolution.place_id]
    if dates == Dates():
        issued = resolution.issued_on
        fresh = issued is not None and day <= issued + timedelta(days=FRESH)
        if fresh and may(actor, OFFICE, Locus(top.path), on=day):
            yield _need(NO_DATES, "rollout.dates", resolution, top, None, day, ())
        return
    by = max((one for one in (dates.meet_by, dates.issue_by) if one), default=None)
    if by is None or day <= by:
        return
    reader = _Reader(resolution, top, tree, actor, day, "vi")
    owing = [body for bodies in reader.bodies.values() for body in bodies]
    missing = [body for body in owing if not _has_done(reader.noted.get(body.pk))]
    if missing:
        values = (("count", len(missing)),)
        yield _need(MISSING, "rollout.missing", resolution, top, by, day, values)


def _for_bodies(
    resolution: Resolution, tree: Map, dates: Dates, actor: Actor, day: date
) -> Iterable[Need]:
    mine = list(_own(resolution, tree, actor, day))
    if not mine or dates == Dates():
        return
    reader = _Reader(resolution, tree[resolution.place_id], tree, actor, day, "vi")
    asked = min((one for one in (dates.meet_by, dates.issue_by) if one), default=None)
    for body in mine:
        spot = tree[body.place_id]
        values: tuple[tuple[str, str | int], ...] = (("body", body.name),)
        done = _has_done(reader.noted.get(body.pk))
        if asked and day >= asked - timedelta(days=SOON) and not done:
            yield _need(TO_NOTE, "rollout.note", resolution, spot, asked, day, values, body=body)
        left = [
            by
            for kind in KINDS
            if owes_papers(resolution, body, tree)
            and (by := dates.of(kind))
            and day >= by - timedelta(days=SOON)
            and (body.pk, kind) not in reader.in_hand
        ]
        if left:
            values = (*values, ("count", len(left)))
            yield _need(
                TO_HAND_IN, "rollout.hand_in", resolution, spot, min(left), day, values, body=body
            )


def _own(resolution: Resolution, tree: Map, actor: Actor, day: date) -> Iterable[Body]:
    """The bodies of the actor's own posts: he is asked for these, not for all he may write."""
    places = {
        spot.id
        for post in actor.posts
        if post.in_force(day)
        for spot in [_spot_of(tree, post.place_range)]
        if spot
        and resolution.place_id in spot.ids
        and spot.id != resolution.place_id
        and may(actor, WRITES, Locus(spot.path), on=day)
    }
    return Body.objects.filter(place__in=places, inner=False).order_by("pk")


def _spot_of(tree: Map, path: tuple[str, ...]) -> Spot | None:
    spot = tree.by_code(path[-1].partition("@")[0]) if path else None
    return spot if spot and spot.path == path else None


def _has_done(of: Rollout | None) -> bool:
    return of is not None and of.met_on is not None and bool(of.number)


def _need(
    message: Message,
    kind: str,
    resolution: Resolution,
    spot: Spot,
    due: date | None,
    day: date,
    values: tuple[tuple[str, str | int], ...],
    *,
    body: Body | None = None,
) -> Need:
    link = f"/trien-khai/{resolution.pk}"
    since = resolution.issued_on or day
    return Need(
        subject=f"{resolution.reference}:{body.pk if body else ''}",
        kind=kind,
        sentence=message.code,
        values=(("title", resolution.title), *values),
        owner=body.reference if body else spot.reference,
        due=due,
        since=since,
        link=f"{link}/{body.pk}" if body else link,
        place_path=spot.path,
    )
