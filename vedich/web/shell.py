"""What stands around every page: navigation, resolutions to pick, who is here and in what hat.

Only pages that exist, and that a post of the visitor may open, are offered. Everything is asked
when a template asks for it, so that the pages of faults ask the database for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final, cast

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from vedich.apps.desk.help.catalogue import key_of
from vedich.apps.people.doors import HAT, KEYS_COOKIE, Visit
from vedich.apps.people.queries import say_post
from vedich.apps.places.queries import on
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.reading.rail import DRAFTS, Waiting
from vedich.rulebook.permits import table
from vedich.web.counts import counts, documents
from vedich.web.pages import has_page, url


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation. `needs`: any of these operations opens it; none: everybody."""

    key: str
    page: str
    icon: str
    group: str
    needs: tuple[str, ...] = ()
    of_resolution: bool = False


PAGES: Final = (
    Entry("home", "desk:home", "home", "today"),
    Entry("targets", "resolutions:scorecard", "list", "resolution", ("scorecard.view",), True),
    Entry("resolutions", "resolutions:list", "book", "resolution", ("scorecard.view",)),
    Entry("reading", "resolutions:reading", "doc", "resolution", (DRAFTS,)),
    Entry("assignment", "tasks:assignment", "grid", "resolution", ("tasks.give",)),
    Entry("rollout", "tasks:rollouts", "bell", "resolution", ("rollout.view",)),
    Entry("returns", "returns:mine", "pen", "work", ("returns.send", "returns.send_for")),
    Entry("checks", "returns:checks", "check", "work", ("returns.check",)),
    Entry("tasks", "tasks:list", "clock", "work", ("tasks.view",)),
    Entry("task_checks", "tasks:checks", "find", "work", ("checks.do", "checks.plan")),
    Entry("matters", "tasks:matters", "chat", "work", ("matters.raise", "matters.answer")),
    Entry("visits", "tasks:visits", "flag", "work", ("visits.write",)),
    Entry("health", "desk:health", "warn", "office", ("health.view",)),
    Entry("people", "people:people", "user", "office", ("people.codes", "people.write")),
    Entry("office", "desk:office", "tree", "office", ("office.write",)),
    Entry("day_one", "desk:day_one", "star", "office", ("places.write",)),
)

# which pages light up which entry: the first that fits
_UNDER: Final[Mapping[str, tuple[str, ...]]] = {
    "checks": ("returns:check", "returns:sweep"),
    "returns": ("returns:",),
    "assignment": ("tasks:assignment", "tasks:hand_over"),
    "rollout": ("tasks:rollout",),
    "task_checks": ("tasks:check",),
    "matters": ("tasks:matter", "tasks:raise"),
    "visits": ("tasks:visit",),
    "tasks": ("tasks:",),
    "health": ("desk:health",),
    "office": ("desk:office",),
    "day_one": ("desk:day_one",),
    "people": ("people:people", "people:person", "people:slips"),
    "targets": ("resolutions:scorecard", "resolutions:target", "resolutions:passport"),
    "reading": ("resolutions:reading", "resolutions:read"),
    "resolutions": ("resolutions:",),
    "home": ("desk:home",),
}


GROUPS: Final = ("today", "resolution", "work", "office")


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as drawn. `number` is its key after `g`; `count` work that waits, `hot` for me."""

    key: str
    icon: str
    group: str
    address: str
    current: bool
    number: int
    count: int = 0
    hot: bool = False

    @property
    def group_rank(self) -> int:
        """Where the group stands."""
        return GROUPS.index(self.group)


@dataclass(frozen=True, slots=True)
class Choice:
    """A resolution to pick."""

    title: str
    period: str
    place: str
    address: str
    current: bool


class Shell:
    """The frame of one visit's page."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    @cached_property
    def links(self) -> Sequence[Link]:
        """The navigation, in its order."""
        current, waiting = self._current(), counts(self._visit)
        return [
            Link(
                key=one.key,
                icon=one.icon,
                group=one.group,
                address=address,
                current=one.key == current,
                number=number,
                count=waiting.get(one.key, 0) if one.key != "reading" else self._left,
                hot=one.key == "home",
            )
            for number, one in enumerate(PAGES, 1)
            if self._may(one) and (address := self._address(one))
        ]

    @property
    def at_more(self) -> bool:
        """Whether this is the page of everything else."""
        match = self._visit.resolver_match
        return bool(match and match.view_name == "people:more")

    @cached_property
    def picked(self) -> Choice | None:
        """The resolution the page is about, else the newest in force."""
        return next((one for one in self.choices if one.current), None)

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """Every resolution that was adopted, the newest first."""
        if not has_page("resolutions:scorecard", 1):
            return []
        rows = list(Resolution.objects.exclude(state=State.DRAFT).order_by("-first", "-pk"))
        match = self._visit.resolver_match
        asked = match.kwargs.get("resolution") if match else None
        here = next((row.pk for row in rows if row.pk == asked), rows[0].pk if rows else None)
        language, tree = self._visit.language, on(self._visit.day)
        return [
            Choice(
                row.title if language == "vi" else row.title_en or row.title,
                str(row.period).replace("..", "–"),
                tree[row.place_id].say(language) if row.place_id in tree else "",
                scorecard(row.pk),
                row.pk == here,
            )
            for row in rows
        ]

    @cached_property
    def document(self) -> Waiting | None:
        """The document the visitor may go on reading, if a draft has one."""
        return documents(self._visit)

    @property
    def size(self) -> str:
        """The text size as the style sheet names it; empty: normal."""
        return self._visit.person.text_size if self._visit.person else ""

    @property
    def keys(self) -> bool:
        """Whether single-letter keys are on."""
        return self._visit.COOKIES.get(KEYS_COOKIE) != "off"

    @property
    def name(self) -> str:
        """The visitor's name."""
        return self._visit.person.name if self._visit.person else ""

    @cached_property
    def title(self) -> str:
        """The post the visitor acts under: the hat chosen, else the only post, else nothing."""
        posts = [post for post in self._visit.actor.posts if post.in_force(self._visit.day)]
        if posts and (self._visit.session.get(HAT) or len(posts) == 1):
            worn, language = posts[0].reference, self._visit.language
            held = (row for row in self._visit.held if row.reference == worn)
            return next((say_post(row, language) for row in held), "")
        return ""

    def language_address(self, word: str) -> str:
        """This page in another language."""
        query = self._visit.GET.copy()
        query["lang"] = word
        return f"{self._visit.path}?{query.urlencode()}"

    @property
    def move_day(self) -> str:
        """Where the sample's day is moved on; empty where there is no such page."""
        return _there("/ngay") if self._visit.sample else ""

    @property
    def remake(self) -> str:
        """Where the sample is made anew; empty where there is no such page."""
        return _there("/lam-lai") if self._visit.sample else ""

    @property
    def tomorrow(self) -> str:
        """The day after this one, as a form sends it."""
        return (self._visit.day + timedelta(days=1)).isoformat()

    @property
    def help(self) -> str:
        """The address of the help of this page."""
        match = self._visit.resolver_match
        key = key_of(match.view_name) if match else ""
        return url("desk:help", key) if key else url("desk:help_index")

    @property
    def _left(self) -> int:
        return self.document.left if self.document else 0

    def _may(self, entry: Entry) -> bool:
        if not entry.needs:
            return True
        rights = table(self._visit.day)
        roles = {p.role for p in self._visit.actor.posts if p.in_force(self._visit.day)}
        return any(rights.scopes(role, one) for role in roles for one in entry.needs)

    def _address(self, entry: Entry) -> str:
        if entry.of_resolution:
            return self.picked.address if self.picked else ""
        if entry.key == "reading":
            return url(entry.page, self.document.text) if self.document else ""
        return page(entry.page)

    def _current(self) -> str:
        match = self._visit.resolver_match
        name = match.view_name if match else ""
        found = (key for key, under in _UNDER.items() if name.startswith(under))
        return next(found, "")


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor of every page."""
    visit = cast("Visit", request)
    return {"visit": visit, "shell": Shell(visit)}


def page(name: str) -> str:
    """The address of a page without arguments; empty where it is not built yet."""
    return url(name) if has_page(name) else ""


def scorecard(resolution: int) -> str:
    """The address of a resolution's scorecard."""
    return url("resolutions:scorecard", resolution)


def _there(path: str) -> str:
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
