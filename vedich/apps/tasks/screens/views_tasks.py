"""The list of tasks, one task, its files."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vedich.apps.evidence.queries import bytes_of
from vedich.apps.people.doors import SIGNED_IN, Visit, door, kept
from vedich.apps.people.row_keys import row_key
from vedich.apps.tasks.models import Attachment
from vedich.apps.tasks.rights import SEES, visible
from vedich.apps.tasks.screens.listing import Filters, home_of, listing
from vedich.apps.tasks.screens.mine import mine as my_tasks
from vedich.apps.tasks.screens.task_page import task_page


SHOWN: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
"""What a browser may show by itself, by the first bytes; everything else is only taken home."""


@require_safe
@kept()
@door(SEES)
def listed(visit: Visit) -> HttpResponse:
    """The tasks the visitor may see; who works for a commune finds those of his commune first."""
    filters = Filters.read(visit.GET.dict(), home_of(visit.actor, visit.day))
    page = listing(filters, actor=visit.actor, day=visit.day, language=visit.language)
    return render(visit, "tasks/list.html", {"page": page})


@require_safe
@kept()
@door(SEES)
def task(visit: Visit, task: int) -> HttpResponse:
    """One task; whoever may not see it learns nothing of it."""
    page = task_page(task, actor=visit.actor, day=visit.day, language=visit.language)
    return render(visit, "tasks/task.html", {"page": page, "done": visit.GET.get("da", "")})


@require_safe
@kept()
@door(SIGNED_IN)
def mine(visit: Visit) -> HttpResponse:
    """“My tasks” on one page; for the office also a member's, and everybody's."""
    asked = visit.GET.get("nguoi", "")
    page = my_tasks(
        actor=visit.actor,
        day=visit.day,
        language=visit.language,
        post=row_key(asked),
        everybody=visit.GET.get("ca") == "1",
        printing=visit.GET.get("in") == "1",
    )
    return render(visit, "tasks/mine.html", {"page": page})


@require_safe
@door(SEES)
def file(visit: Visit, attachment: int) -> HttpResponse:
    """A file of a task or of one of its checks, for whoever may see the task."""
    row = (
        Attachment.objects.filter(pk=attachment)
        .select_related("file", "task", "check_made")
        .first()
    )
    key = None
    if row is not None:
        key = row.task_id or (row.check_made.task_id if row.check_made else None)
    if row is None or key is None or not visible(visit.actor, visit.day).filter(pk=key).exists():
        raise Http404
    data = bytes_of(row.file)
    kind = next((kind for sign, kind in SHOWN.items() if data.startswith(sign)), "")
    response = HttpResponse(data, content_type=kind or "application/octet-stream")
    way = "inline" if kind else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(row.file.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
