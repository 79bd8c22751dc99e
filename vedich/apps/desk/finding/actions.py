"""The index of search, made anew from every app."""

from __future__ import annotations

from datetime import date
from itertools import chain

from django.db import transaction

from vedich.apps.people.finding import held, post_entries
from vedich.apps.places.finding import body_entries, place_entries
from vedich.apps.places.models import Body
from vedich.apps.places.queries import on
from vedich.apps.resolutions.finding import entries as resolution_entries
from vedich.apps.resolutions.models import Resolution
from vedich.apps.search.actions import put
from vedich.apps.search.models import Found, Word
from vedich.apps.tasks.finding import entries as task_entries
from vedich.apps.tasks.models import Task


def rebuild(*, on_day: date) -> int:
    """Sweep the index and make it anew; gives how many things can be found.

    No journal line: the index says nothing that is not said elsewhere.
    """
    tree = on(on_day)
    with transaction.atomic():
        Word.objects.all().delete()
        Found.objects.all().delete()
        put(
            chain(
                place_entries(tree),
                body_entries(Body.objects.order_by("pk"), tree),
                post_entries(held(on_day), tree),
                resolution_entries(Resolution.objects.order_by("pk"), tree),
            )
        )
        tasks = Task.objects.exclude(state=Task.State.DROPPED).order_by("pk")
        put(task_entries(list(tasks), tree))
        return Found.objects.count()
