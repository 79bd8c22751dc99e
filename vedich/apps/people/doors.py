"""What every page knows of its visitor, and what a page asks of him before it opens.

The web layer's middleware fills a `Visit`; views take it instead of a bare request. `door` names
the operation a page stands for, so that a guard test can walk all routes with the whole cast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from vedich.apps.journal.models import EVERYWHERE
from vedich.apps.people.models import Person, Post
from vedich.core.errors import Language
from vedich.core.needs import Need
from vedich.core.permits import Actor, Decision, Locus, Path
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require


ANYBODY: Final = "anybody"
"""The operation of pages that need no sign-in."""

SIGNED_IN: Final = "signed in"
"""The operation of pages that any signed-in person may open."""

HAT: Final = "hat"
"""Where a session keeps the reference of the post chosen as hat; none: all posts (R34)."""

KEYS_COOKIE: Final = "vedich_keys"
"""The cookie that says “off” where single-letter keys are switched off in this browser (UX §8)."""


class Visit(HttpRequest):
    """A request with its visitor: who, in which language, on which day, at which instant.

    `day` is the pinned day of a sample, else today in Viet Nam; `at` an aware instant on that day.
    `practice` is the day a practice copy was made on, None in any other; `label` is what pages and
    files of a sample or a practice copy say. `person` is None before sign-in, `actor` then holds no
    post. `actor` wears the hat chosen, `everything` all posts; `held` are all he ever held, as the
    database has them. `state` is the head of the journal: it changes with every write. `restored`:
    the form on the page holds what a visitor wrote before his session ended. `needs` is what needs
    him, where the page has asked already.
    """

    person: Person | None
    actor: Actor
    everything: Actor
    held: Sequence[Post]
    language: Language
    day: date
    at: datetime
    sample: bool
    practice: date | None
    label: str
    state: str
    restored: bool
    needs: Sequence[Need] | None

    def may(self, operation: str, path: Path, *, field: str | None = None) -> Decision:
        """Whether the visitor may do this there today."""
        return may(self.actor, operation, Locus(path, field), on=self.day)

    def require(self, operation: str, path: Path, *, field: str | None = None) -> CorePost:
        """The post that allows it. Raises NotPermitted, which becomes the page “no access”."""
        return require(self.actor, operation, Locus(path, field), on=self.day)


Rest = ParamSpec("Rest")
View = Callable[Concatenate[Visit, Rest], HttpResponse]


def door(operation: str) -> Callable[[View[Rest]], View[Rest]]:
    """Mark a view with the operation it stands for, and let nobody in who is not signed in.

    The view itself asks `visit.require` once it knows the place. A visitor without a session is
    sent to sign in and comes back; what a form held is kept by the middleware.
    """

    def marked(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def opened(visit: Visit, /, *rest: Rest.args, **more: Rest.kwargs) -> HttpResponse:
            if operation != ANYBODY and visit.person is None:
                back = visit.get_full_path() if visit.method in ("GET", "HEAD") else "/"
                way_in = "/xem-thu" if visit.sample else "/vao"
                return redirect(f"{way_in}?{urlencode({'den': back})}")
            return view(visit, *rest, **more)

        opened.operation = operation  # type: ignore[attr-defined]
        return opened

    return marked


def kept(place: Callable[..., str] | None = None) -> Callable[[View[Rest]], View[Rest]]:
    """Mark a page whose content follows from the journal, the visitor, the day and its address.

    The web layer keeps such pages and answers 304 until one of these changes. `place`, called with
    the arguments of the address, names the place (a reference) at or below which changes matter;
    without it every write of the whole database counts, which is always right. Put it above `door`.
    """

    def marked(view: View[Rest]) -> View[Rest]:
        view.kept = place or everywhere  # type: ignore[attr-defined]
        return view

    return marked


def everywhere(*_: object, **__: object) -> str:
    """The place of pages that any write may change."""
    return EVERYWHERE
