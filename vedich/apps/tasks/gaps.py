"""What is owed at a place and nobody has: no holder, no task, nobody in the post any more (R14).

The board of assignment shows the same things one by one; a test holds that both agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from vedich.apps.people.models import Post
from vedich.apps.places.models import Body
from vedich.apps.places.queries import Map, Spot
from vedich.apps.resolutions.models import Resolution, State, Target
from vedich.apps.tasks.models import Charge, Task, TaskTarget
from vedich.rulebook.places.levels import levels


def targets_in_force(spot: Spot, day: date) -> QuerySet[Target]:
    """The targets of the resolutions of the place that are in force on the day."""
    running = [
        one.pk
        for one in Resolution.objects.filter(place=spot.id, state=State.ADOPTED)
        if one.period.start <= day <= one.period.last_day
    ]
    return Target.objects.filter(resolution__in=running)


def without_task(targets: QuerySet[Target]) -> QuerySet[Target]:
    """Those that no task serves; a task that was dropped serves nothing."""
    serving = TaskTarget.objects.filter(target=OuterRef("pk"))
    return targets.exclude(Exists(serving.exclude(task__state=Task.State.DROPPED)))


def localities(spot: Spot, tree: Map, day: date) -> Sequence[Spot]:
    """The local Party organisations below: the children of the highest level there is.

    A district's agencies stand beside its communes in the tree and are no localities.
    """
    children = tree.children(spot.id)
    order = {kind.code: n for n, one in enumerate(levels(day)) for kind in one.kinds}
    highest = min((order.get(one.kind, len(order)) for one in children), default=0)
    return [one for one in children if order.get(one.kind, len(order)) == highest]


def bodies(spot: Spot, tree: Map, day: date) -> QuerySet[Body]:
    """Agencies and units of the place: its organs, and bodies of children that are no locality."""
    local = {one.id for one in localities(spot, tree, day)}
    near = [one.id for one in tree.children(spot.id) if one.id not in local]
    standing = Q(until__isnull=True) | Q(until__gt=day)
    rows = Body.objects.filter(standing, start__lte=day)
    return rows.filter(Q(place=spot.id, inner=True) | Q(place__in=near))


def without_holder(spot: Spot, tree: Map, targets: QuerySet[Target], day: date) -> int:
    """How many fields of these targets, localities and bodies of the place nobody holds.

    A charge whose holder has left the post is nobody's.
    """
    held_on = Q(holder__held_until__isnull=True) | Q(holder__held_until__gt=day)
    charges = Charge.objects.filter(held_on, place=spot.id, until__isnull=True, since__lte=day)
    held = set(charges.values_list("kind", "field", "locality_id", "body_id"))
    fields = set(targets.order_by().values_list("field", flat=True))
    wanted = [
        *((Charge.Kind.FIELD.value, name, None, None) for name in fields if name),
        *((Charge.Kind.LOCALITY.value, "", one.id, None) for one in localities(spot, tree, day)),
        *(
            (Charge.Kind.BODY.value, "", None, key)
            for key in bodies(spot, tree, day).values_list("pk", flat=True)
        ),
    ]
    return sum(one not in held for one in wanted)


def left_behind(spot: Spot, day: date) -> QuerySet[Task]:
    """Open tasks of the place whose holder has left the post: they wait to be handed over."""
    # few posts have ended and many tasks are open: asked in one, every open task would be looked at
    gone = list(Post.objects.filter(held_until__lte=day).values_list("pk", flat=True))
    return Task.objects.filter(
        place=spot.id, state__in=[Task.State.OPEN, Task.State.CLAIMED], accountable__in=gone
    )
