"""The page on which one makes, changes and revokes his calendar's address; and the feed itself."""

from __future__ import annotations

from hashlib import sha256
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods, require_safe

from vedich.apps.journal.labels import PRACTICE, label
from vedich.apps.people.doors import ANYBODY, SIGNED_IN, Visit, door
from vedich.apps.people.models import Person
from vedich.apps.tasks.feeds.actions import make_address, revoke_address
from vedich.apps.tasks.feeds.calendars import as_ics
from vedich.apps.tasks.feeds.queries import NAME, address_of, events, owner_of
from vedich.core.errors import Language, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@door(SIGNED_IN)
def mine(visit: Visit) -> HttpResponse:
    """Whether I have an address; a new one is shown once, in the answer to the form itself."""
    person = cast("Person", visit.person)
    token, wrong = "", ""
    if visit.method == "POST":
        key = visit.POST.get("key", "")
        if "off" in visit.POST:
            revoke_address(person=person, by=visit.everything, at=visit.at, key=key)
            return redirect("/lich?da=tat")
        try:
            token = make_address(person=person, by=visit.everything, at=visit.at, key=key)
        except Refused as refused:
            wrong = refused.say(visit.language)
    alive = address_of(person)
    # an old form sent again shows no address that has ended since
    found = owner_of(token) if token else None
    address = visit.build_absolute_uri(reverse("tasks:feed", args=[token])) if found else ""
    # the buttons below a new address ask for something new
    key = get_random_string(22)
    more = {"alive": alive, "address": address, "wrong": wrong, "key": key}
    response = render(visit, "tasks/calendar.html", more, status=400 if wrong else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@door(ANYBODY)
def feed(visit: Visit, token: str) -> HttpResponse:
    """The calendar behind an address, for programs that cannot sign in."""
    owner = owner_of(token)
    if owner is None:
        raise Http404
    language = cast("Language", owner.person.language)
    # in a calendar stand entries of many feeds side by side: each says for itself what it is not
    mark = PRACTICE.say(language, {}).partition(":")[0] if visit.practice else ""
    said = label(sample=visit.sample, practice=visit.practice, language=language)
    body = as_ics(
        events(owner.person, visit.day, language),
        name=f"{NAME.say(language, {}).removesuffix('.')} {said}".strip(),
        mark=mark,
        made_at=owner.made_at,
        office=ZoneInfo(settings.TIME_ZONE),
    )
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    same = tag in visit.headers.get("If-None-Match", "")
    response: HttpResponse = (
        HttpResponseNotModified()
        if same
        else HttpResponse(body, content_type="text/calendar; charset=utf-8")
    )
    response.headers["ETag"] = tag
    # whoever finds an address in a list of pages must not find it by searching
    response.headers["X-Robots-Tag"] = "noindex"
    return response
