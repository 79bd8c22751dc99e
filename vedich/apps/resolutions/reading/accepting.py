"""What becomes of an accepted number: a target of the draft, a figure, a baseline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from vedich.apps.evidence.queries import frozen_text
from vedich.apps.figures.actions import NewIndicator, add_indicators
from vedich.apps.figures.models import Indicator
from vedich.apps.people.models import Post as PostRow
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.apps.resolutions.actions import NewTarget, add_targets
from vedich.apps.resolutions.models import ProposalRow, Resolution, Target
from vedich.apps.resolutions.reading.figures import write_figure
from vedich.apps.resolutions.reading.levels import Level, level_of, scaled
from vedich.apps.resolutions.reading.outline import Outline, outline, sentence
from vedich.apps.resolutions.reading.refusals import NO_INDICATOR
from vedich.apps.resolutions.reading.rows import corrected_of
from vedich.apps.resolutions.reading.values import Choice, Corrected
from vedich.apps.resolutions.reporters import AskedBodies, asked_bodies
from vedich.core.permits import Actor
from vedich.core.vietnamese import fold
from vedich.rulebook.indicators import indicators as shipped


_LONGEST_NAME: Final = 200


def accept_number(
    row: ProposalRow,
    resolution: Resolution,
    choice: Choice | None,
    *,
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    """Give the number its place: `row.target`, `row.figure` and `row.indicator` say where.

    Raises Refused (``reading.no_indicator`` for a target without one, and as `accept`).
    """
    wanted = choice or Choice()
    indicator = _indicator(wanted, by, at) or _of_its_target(row)
    if row.kind == ProposalRow.Kind.TARGET and indicator is None:
        raise NO_INDICATOR.refuse()
    row.indicator = indicator
    if indicator is None:
        return
    bodies = asked_bodies(resolution.place_id, on_day)
    owner = _owner(wanted, indicator, bodies, by, on_day)
    if row.kind == ProposalRow.Kind.TARGET:
        row.target = _target(row, resolution, indicator, owner, wanted, by, at, on_day)
        _write_earlier(row, resolution, indicator, owner, by, at, on_day)
        return
    row.figure = write_figure(row, resolution, indicator, owner, by=by, at=at, on_day=on_day)
    if row.kind == ProposalRow.Kind.BASELINE:
        _start_from(row, indicator)


def _of_its_target(row: ProposalRow) -> Indicator | None:
    """The indicator of the target that a baseline leads to, once that is in the draft."""
    if row.kind != ProposalRow.Kind.BASELINE:
        return None
    later = row.leads_to.filter(target__isnull=False).select_related("target__indicator").first()
    return later.target.indicator if later is not None and later.target is not None else None


def _write_earlier(
    row: ProposalRow,
    resolution: Resolution,
    indicator: Indicator,
    owner: int,
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    """A baseline that was accepted before its target had no indicator yet: now it has."""
    earlier = row.starts_from
    taken = (ProposalRow.State.ACCEPTED, ProposalRow.State.CORRECTED)
    if earlier is None or earlier.state not in taken or earlier.figure_id is not None:
        return
    earlier.indicator = indicator
    earlier.figure = write_figure(
        earlier, resolution, indicator, owner, by=by, at=at, on_day=on_day
    )
    earlier.save(update_fields=["indicator", "figure"])


def _indicator(choice: Choice, by: Actor, at: datetime) -> Indicator | None:
    if choice.new is not None:
        (made,) = add_indicators(indicators=[_named(choice.new)], by=by, at=at)
        return made
    if not choice.code:
        return None
    found = Indicator.objects.filter(code=choice.code).first()
    if found is None:
        raise NO_INDICATOR.refuse()
    return found


def _named(new: NewIndicator) -> NewIndicator:
    """An indicator made here gets a code from its name, and a number where that is taken."""
    if new.code:
        return new
    plain = "_".join(fold(new.name).split())[:50] or "so_moi"
    taken = set(Indicator.objects.filter(code__startswith=plain).values_list("code", flat=True))
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}_{number}"
    return replace(new, code=code)


def _target(
    row: ProposalRow,
    resolution: Resolution,
    indicator: Indicator,
    owner: int,
    choice: Choice,
    by: Actor,
    at: datetime,
    on_day: date,
) -> Target:
    said = corrected_of(row)
    source = frozen_text(row.text.frozen)
    level = level_of(said, indicator, resolution.place_id, on(on_day))
    above = outline(source, row.start)
    new = _new_target(row, resolution, indicator, level, above, said)
    bodies = asked_bodies(resolution.place_id, on_day)
    reference = next((one.reference for one in bodies.bodies if one.pk == owner), "")
    new = replace(
        new,
        sentence=sentence(source, row.start, row.end),
        baseline=_baseline(row, indicator),
        owner_body=owner,
        owner_post=choice.owner_post,
        reporters=choice.reporters or bodies.usual(indicator.code, reference, on_day),
    )
    (made,) = add_targets(resolution=resolution.pk, targets=[new], by=by, at=at, on_day=on_day)
    made.text, made.text_number = row.text, row.number
    made.save(update_fields=["text", "text_number"])
    return made


def _new_target(
    row: ProposalRow,
    resolution: Resolution,
    indicator: Indicator,
    level: Level,
    above: Outline,
    said: Corrected,
) -> NewTarget:
    last = resolution.targets.order_by("-number").values_list("number", flat=True).first()
    return NewTarget(
        number=(last or 0) + 1,
        name=(said.name or indicator.name)[:_LONGEST_NAME],
        name_en=indicator.name_en,
        indicator=indicator.pk,
        kind=level.kind,
        level=level.level,
        high=level.high,
        percent=level.percent,
        names=level.names,
        prong=above.prong(resolution.prongs.all()),
        field=above.field[:80],
        public=indicator.public,
        owner_body=0,
        owner_post="",
    )


def _owner(choice: Choice, indicator: Indicator, bodies: AskedBodies, by: Actor, day: date) -> int:
    """Who answers: the body chosen, else the one that compiles the indicator, else the office."""
    if choice.owner_body:
        return choice.owner_body
    known = shipped(day).get(indicator.code)
    named = known.compiled_by.vi if known else ""
    compiler = next((one.pk for one in bodies.agencies() if named and one.name == named), None)
    return compiler or _office(by, bodies)


def _office(by: Actor, bodies: AskedBodies) -> int:
    """The body of a post the reader holds, else the first organ of the place."""
    keys = [int(post.reference.partition(":")[2]) for post in by.posts]
    held = PostRow.objects.filter(pk__in=keys, body__isnull=False).order_by("pk")
    mine = held.values_list("body_id", flat=True).first()
    organs: list[Body] = [*bodies.agencies(), *bodies.bodies]
    return mine or organs[0].pk


def _baseline(row: ProposalRow, indicator: Indicator) -> int | None:
    """The earlier value the words start from, unless it was dropped."""
    before = row.starts_from
    if before is None or before.state == ProposalRow.State.REJECTED or not before.value:
        return None
    said = corrected_of(before)
    return scaled(said.value, said.unit, indicator) if said.value is not None else None


def _start_from(row: ProposalRow, indicator: Indicator) -> None:
    """Give a baseline accepted after its target to that target."""
    said = corrected_of(row)
    for later in row.leads_to.filter(target__isnull=False).select_related("target"):
        target = later.target
        if target is not None and target.indicator_id == indicator.pk and said.value is not None:
            target.baseline = scaled(said.value, said.unit, indicator)
            target.save(update_fields=["baseline"])
