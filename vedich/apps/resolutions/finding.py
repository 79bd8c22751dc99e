"""Resolutions in force and their targets as search shows them; drafts are nobody's to find."""

from __future__ import annotations

from collections.abc import Iterable

from vedich.apps.places.queries import Map
from vedich.apps.resolutions.models import Resolution, State, Target
from vedich.apps.search.actions import Entry, put


def entries(resolutions: Iterable[Resolution], tree: Map) -> Iterable[Entry]:
    """A row for each resolution that was adopted, and one for each of its targets."""
    for row in resolutions:
        if row.state == State.DRAFT or row.place_id not in tree:
            continue
        path = tree[row.place_id].path
        yield Entry(
            reference=row.reference,
            kind="resolution",
            title=row.title,
            title_en=row.title_en,
            more=row.number,
            address=f"/nq/{row.pk}/chi-tieu",
            path=path,
            keys=(row.number,),
        )
        for target in Target.objects.filter(resolution=row).order_by("number"):
            yield Entry(
                reference=target.reference,
                kind="target",
                title=f"{target.number}. {target.name}",
                title_en=f"{target.number}. {target.name_en}" if target.name_en else "",
                more=row.title,
                more_en=row.title_en,
                address=f"/nq/{row.pk}/chi-tieu/{target.number}",
                path=path,
                keys=(target.field, target.field_en),
            )


def index(row: Resolution, tree: Map) -> None:
    """Make the rows of a resolution and of its targets anew."""
    put(entries([row], tree))
