"""What resolutions are asked: the scorecard, a target, a passport, the default one, who is needed.

Every answer is plain values; permission is asked here wherever an answer depends on the reader, and
by the view for the page as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Map, Spot, on
from vedich.apps.resolutions import passport as passports
from vedich.apps.resolutions import scorecard as cards
from vedich.apps.resolutions import target_page as targets
from vedich.apps.resolutions.breakdown import VIEW
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.models import Target as Row
from vedich.apps.resolutions.passport import Passport
from vedich.apps.resolutions.printing import Scale, rank, said
from vedich.apps.resolutions.scorecard import Scorecard
from vedich.apps.resolutions.standing import (
    Line,
    Stretch,
    number_of,
    resolution_of,
    standing_lines,
    targets_of,
)
from vedich.apps.resolutions.target_page import TargetPage
from vedich.core.errors import Language, Message
from vedich.core.needs import Need
from vedich.core.periods import Period
from vedich.core.permits import Actor, Locus
from vedich.core.targets import Outcome
from vedich.rulebook.permits import may


NO_TARGET = Message(
    code="scorecard.no_target",
    vi="Nghị quyết không có chỉ tiêu số {number}. Hãy chọn trong bảng chỉ tiêu.",
    en="The resolution has no target number {number}. Choose one on the scorecard.",
)
NO_PLACE = Message(
    code="scorecard.no_place",
    vi="“{code}” không phải là một nơi thuộc nghị quyết này. Hãy chọn trong danh sách địa phương.",
    en="“{code}” is no place under this resolution. Choose one in the list of places.",
)
HARD = Message(
    code="need.target_hard",
    vi="Chỉ tiêu {number} khó đạt: mới {verified} đã kiểm chứng, lộ trình {path}, kế hoạch {plan}.",
    en="Target {number} is hard to meet: {verified} verified, path {path}, plan {plan}.",
)
AT_RISK = Message(
    code="need.target_at_risk",
    vi="Chỉ tiêu {number} có nguy cơ: mới {verified} đã kiểm chứng, lộ trình {path}, kế hoạch "
    "{plan}.",
    en="Target {number} is at risk: {verified} verified, path {path}, plan {plan}.",
)
BEHIND: Final[Mapping[Outcome, Message]] = {Outcome.HARD: HARD, Outcome.AT_RISK: AT_RISK}

SEES: Final = "scorecard.view"

LEADS: Final = "resolutions.adopt"
"""Whoever may adopt a resolution answers for it as a whole."""

OWNS: Final = "field_head"
"""The role that answers for the targets of its fields (R14)."""


# -- pages -----------------------------------------------------------------------------------------


def scorecard(
    resolution_id: int, *, place: int | None = None, day: date, language: Language
) -> Scorecard:
    """Every target of a resolution at its own place, or its values at a place below.

    Asks no right: for callers that did. Raises Refused (``scorecard.gone``, ``.no_place``).
    """
    resolution = resolution_of(resolution_id)
    tree = _tree(resolution, day)
    spot = tree[resolution.place_id if place is None else place]
    if resolution.place_id not in spot.ids:
        raise NO_PLACE.refuse(code=spot.code)
    return _card(resolution, tree, spot, day, language)


def scorecard_for(
    resolution_id: int, *, code: str = "", by: Actor, day: date, language: Language
) -> Scorecard:
    """As `scorecard`, for a reader, at the place with this code ("": the resolution's own).

    Raises NotPermitted as well: a place below opens only to who may see its figures.
    """
    resolution = resolution_of(resolution_id)
    tree = _tree(resolution, day)
    _let_in(by, tree[resolution.place_id], day)
    spot = _spot(resolution, tree, code)
    if spot.id != resolution.place_id:
        may(by, VIEW, Locus(spot.path), on=day).require()
    return _card(resolution, tree, spot, day, language)


def target_page(
    resolution_id: int, number: int, *, by: Actor, day: date, language: Language
) -> TargetPage:
    """One target. Raises Refused (``scorecard.gone``, ``.no_target``) and NotPermitted."""
    resolution = resolution_of(resolution_id)
    tree = _tree(resolution, day)
    _let_in(by, tree[resolution.place_id], day)
    row = _target(resolution, number)
    stretch = Stretch.of(resolution.period, day)
    return targets.build(resolution, row, tree, stretch, by, day, language)


def passport(
    resolution_id: int,
    number: int,
    *,
    place: str = "",
    period: str = "",
    by: Actor,
    day: date,
    language: Language,
) -> Passport:
    """Why a number is so, at the place with this code and in this period ("": the resolution's).

    Raises Refused (``scorecard.gone``, ``.no_target``, ``.no_place``, ``period.unreadable``), and
    NotPermitted, also for the numbers of a place below that the reader may not see.
    """
    resolution = resolution_of(resolution_id)
    tree = _tree(resolution, day)
    _let_in(by, tree[resolution.place_id], day)
    row = _target(resolution, number)
    spot = _spot(resolution, tree, place)
    if spot.id != resolution.place_id:
        may(by, VIEW, Locus(spot.path, row.field), on=day).require()
    asked = Period.parse(period) if period else resolution.period
    inside = asked if resolution.period.holds(asked) else resolution.period
    stretch = Stretch.of(inside, day)
    return passports.build(resolution, row, spot, tree, stretch, by, day, language)


def _card(
    resolution: Resolution, tree: Map, spot: Spot, day: date, language: Language
) -> Scorecard:
    stretch = Stretch.of(resolution.period, day)
    return cards.build(resolution, spot, tree, stretch, language)


def _let_in(by: Actor, spot: Spot, day: date) -> None:
    may(by, SEES, Locus(spot.path), on=day).require()


def _target(resolution: Resolution, number: int) -> Row:
    for row in targets_of(resolution, number):
        return row
    raise NO_TARGET.refuse(number=number)


def _tree(resolution: Resolution, day: date) -> Map:
    """One tree per period (DESIGN §3.4): today's while it runs, afterwards that of its last day."""
    return on(min(max(day, resolution.period.start), resolution.period.last_day))


def _spot(resolution: Resolution, tree: Map, code: str) -> Spot:
    if not code:
        return tree[resolution.place_id]
    found = tree.by_code(code)
    if found is None or resolution.place_id not in found.ids:
        raise NO_PLACE.refuse(code=code)
    return found


# -- which one, and who is needed ------------------------------------------------------------------


def default(actor: Actor, day: date) -> int | None:
    """The resolution a reader means when he names none; None where there is none for him.

    Of those whose period holds the day, else of the latest before it: the one of the place nearest
    at or above his posts, else the first below them.
    """
    known = Resolution.objects.exclude(state=State.DRAFT).order_by("-first", "months", "pk")
    rows = list(known.values_list("pk", "place_id", "first", "months"))
    held = [post.place_range for post in actor.posts if post.in_force(day)]
    tree = on(day)
    ranked: list[tuple[bool, int, int, int]] = []
    for order, (pk, place, first, months) in enumerate(rows):
        period = Period(first, months)
        if place not in tree or period.start > day:
            continue
        near = max((_nearness(tree[place].path, one) for one in held), default=0)
        ranked.append((day <= period.last_day, near, -order, pk))
    return max(ranked)[-1] if ranked else None


def _nearness(path: tuple[str, ...], post: tuple[str, ...]) -> int:
    """Above 0 where one holds the other: more, the nearer a place is at or above the post."""
    if post[: len(path)] == path:
        return 1000 + len(path)
    return 1000 - len(path) if path[: len(post)] == post else 0


def needs(actor: Actor, on_day: date) -> Sequence[Need]:
    """Targets that are hard or at risk, for who leads the place or heads their field, worst first.

    A need has no due day. Its subject is the target; `titles` gives the name in a language.
    """
    found: list[tuple[tuple[int, float], Need]] = []
    for resolution in Resolution.objects.filter(state=State.ADOPTED):
        if not resolution.period.start <= on_day <= resolution.period.last_day:
            continue
        tree = on(on_day)
        if resolution.place_id in tree:
            found += _needs_of(resolution, tree, actor, on_day)
    return [need for _, need in sorted(found, key=lambda one: one[0])]


def _needs_of(
    resolution: Resolution, tree: Map, actor: Actor, day: date
) -> Iterable[tuple[tuple[int, float], Need]]:
    spot, stretch = tree[resolution.place_id], Stretch.of(resolution.period, day)
    if not any(post.in_force(day) for post in actor.posts):
        return
    for line in standing_lines(resolution, spot, tree, stretch):
        if not _concerns(actor, spot, line.row, day):
            continue
        message = BEHIND.get(line.verdict.shown) if line.verdict else None
        if message is not None:
            yield rank(line), _need(line, message, resolution, spot, stretch)


def _concerns(actor: Actor, spot: Spot, row: Row, day: date) -> bool:
    if may(actor, LEADS, Locus(spot.path, row.field), on=day):
        return True
    return any(
        post.role == OWNS and post.covers_place(spot.path) and post.covers_field(row.field)
        for post in actor.posts
        if post.in_force(day)
    )


def _need(
    line: Line, message: Message, resolution: Resolution, spot: Spot, stretch: Stretch
) -> Need:
    row, scale = line.row, Scale.of(line.row)
    path = line.verdict.path if line.verdict else None
    bounds = line.core.bounds
    return Need(
        subject=row.reference,
        kind="target",
        sentence=message.code,
        values=(
            ("number", row.number),
            ("verified", scale.write(number_of(line.core, line.verified))),
            ("path", scale.write(path)),
            ("plan", scale.write(bounds.edge if bounds else None)),
        ),
        owner=row.owner_body.reference,
        due=None,
        since=stretch.as_of,
        link=f"/nq/{resolution.pk}/chi-tieu/{row.number}",
        place_path=spot.path,
    )


def titles(subjects: Iterable[str], language: Language) -> Mapping[str, str]:
    """The names of targets by reference (“target:12” → “23. Hộ dùng nước sạch”), for lists."""
    keys = {one.partition(":")[2] for one in subjects if one.startswith("target:")}
    rows = Row.objects.filter(pk__in=[key for key in map(row_key, keys) if key is not None])
    return {
        f"target:{pk}": f"{number}. {said(name, english, language)}"
        for pk, number, name, english in rows.values_list("pk", "number", "name", "name_en")
    }
