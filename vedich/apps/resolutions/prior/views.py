"""The page that takes last year from one Excel sheet, and shows it as reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from vedich.apps.evidence.downloads import as_download
from vedich.apps.evidence.queries import bytes_of
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, new_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import Spot, on
from vedich.apps.resolutions.drafting import places_to_draft
from vedich.apps.resolutions.prior.actions import DRAFT, decide_prior, keep_prior, take_back_prior
from vedich.apps.resolutions.prior.forms import ANSWERS, Sent
from vedich.apps.resolutions.prior.queries import file_of, own_resolution, priors, tally
from vedich.core.errors import Refused
from vedich.formats.sheets.plan_template import template_book
from vedich.formats.sheets.table import XLSX


_BOX: Final = {"prior.not_a_year": "nam", "plan.other_year": "nam", "prior.no_place": "noi"}


@require_http_methods(["GET", "HEAD", "POST"])
@door(DRAFT)
def page(visit: Visit) -> HttpResponse:
    """Paste, look, take; and what was taken, with a way back."""
    places = _places(visit)
    sent = Sent(places[0], visit.POST.get("nam", str(visit.day.year - 1))[:10])
    errors: list[tuple[str, str]] = []
    unseen = False
    if visit.method == "POST":
        try:
            if answer := _done_with_a_kept_one(visit):
                return answer
            year = sent.read(visit, places)
            # what was changed after looking, or a file chosen since, nobody has looked at
            wanted = visit.POST.get("verb") == "take"
            unseen = wanted and visit.POST.get("seen") != sent.seen
            if wanted and not unseen:
                keep_prior(
                    place=sent.place.id,
                    year=year,
                    lines=sent.lines,
                    source=sent.source,
                    sheet=sent.sheet(),
                    by=visit.actor,
                    at=visit.at,
                    on_day=visit.day,
                    key=key_of(visit),
                )
                return redirect("/nq/nam-truoc?da=nhan")
        except Refused as refused:
            errors = [(_BOX.get(refused.code, "dan"), refused.say(visit.language))]
    lines = sent.lines
    shown = {
        "places": [(one.code, one.say(visit.language)) for one in places],
        "names": {one.id: one.say(visit.language) for one in places},
        "sent": sent,
        "lines": lines,
        "met": sum(line.met is True for line in lines),
        "unclear": sum(line.met is None for line in lines),
        "differ": sum(line.differs for line in lines),
        "fraction": sum(line.fraction for line in lines),
        "unseen": unseen,
        "instead": tally(sent.place.id, int(sent.year)) if lines else None,
        "resolution": own_resolution(sent.place.id, int(sent.year)) if lines else "",
        "kept": priors([one.id for one in places]),
        "saved": visit.GET.get("da", ""),
        "errors": errors,
        "wrong": dict(errors),
        "key": new_key(),
    }
    return render(visit, "resolutions/prior.html", shown, status=400 if errors else 200)


def _places(visit: Visit) -> Sequence[Spot]:
    """Where the reader may draft, at least one. Raises NotPermitted."""
    places = places_to_draft(visit.actor, visit.day)
    if not places:
        roots = on(visit.day).roots()
        visit.require(DRAFT, roots[0].path if roots else ())
    return places


def _done_with_a_kept_one(visit: Visit) -> HttpResponse | None:
    """What the buttons at a kept year do; None where it was none of them."""
    verb = visit.POST.get("verb")
    if verb == "back":
        take_back_prior(
            prior=row_key(visit.POST.get("prior", "")) or 0,
            by=visit.actor,
            at=visit.at,
            on_day=visit.day,
            key=key_of(visit),
        )
        return redirect("/nq/nam-truoc?da=rut")
    met = ANSWERS.get(visit.POST.get("met", ""))
    if verb != "decide" or met is None:
        return None
    target = row_key(visit.POST.get("target", "")) or 0
    decide_prior(
        target=target,
        met=met,
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return redirect(f"/nq/nam-truoc?da=ro#t{target}")


@require_safe
@door(DRAFT)
def sheet(visit: Visit, prior: int) -> HttpResponse:
    """The sheet of a kept year as it came in."""
    places = {one.id for one in _places(visit)}
    found = file_of(prior)
    if found is None or found[0] not in places:
        raise Http404
    return as_download(bytes_of(found[1]), found[1].name)


@require_safe
@door(DRAFT)
def template(visit: Visit) -> HttpResponse:
    """An empty sheet with the heads this page reads, and how lines are written."""
    _places(visit)
    return HttpResponse(
        template_book(label=visit.label, language=visit.language),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="nam-truoc.xlsx"'},
    )
