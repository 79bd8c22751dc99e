"""The targets a task serves, and how they stand today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.printing import Printed, printed, said
from vedich.apps.resolutions.standing import Stretch, standing_lines
from vedich.apps.tasks.models import Task, TaskTarget
from vedich.apps.tasks.screens.shapes import Aim
from vedich.core.errors import Language
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import write_date
from vedich.rulebook.permits import may


SEES = "scorecard.view"


def aims_of(task: Task, tree: Map, actor: Actor, day: date, language: Language) -> tuple[Aim, ...]:
    """The targets of a task; their numbers only for who may see the scorecard."""
    rows = TaskTarget.objects.filter(task=task).select_related("target__resolution")
    ordered = list(rows.order_by("target__resolution_id", "target__number"))
    known = {
        row.target.resolution_id: _standing(row.target.resolution, tree, actor, day, language)
        for row in ordered
    }
    return tuple(
        _aim(row, known[row.target.resolution_id].get(row.target_id), language) for row in ordered
    )


def _standing(
    resolution: Resolution, tree: Map, actor: Actor, day: date, language: Language
) -> Mapping[int, Printed]:
    if resolution.state == State.DRAFT or resolution.place_id not in tree:
        return {}
    spot = tree[resolution.place_id]
    if not may(actor, SEES, Locus(spot.path), on=day):
        return {}
    stretch = Stretch.of(resolution.period, day)
    until = write_date(stretch.as_of, with_year=False)
    lines = standing_lines(resolution, spot, tree, stretch)
    return {line.row.pk: printed(line, language, until) for line in lines}


def _aim(row: TaskTarget, stands: Printed | None, language: Language) -> Aim:
    target = row.target
    return Aim(
        number=target.number,
        name=said(target.name, target.name_en, language),
        link=f"/nq/{target.resolution_id}/chi-tieu/{target.number}",
        look=(stands.look if stands else "") or "none",
        verified=stands.verified if stands else "",
        plan=stands.plan_unit if stands else "",
        word=stands.word if stands else "",
        brings=row.brings,
    )
