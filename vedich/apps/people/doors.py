"""What every page knows of its visitor, and what a page asks of him before it opens.

The web layer's middleware fills a `Visit`; views take it instead of a bare request. `door` names
the operation a page stands for, so that a guard test can walk all routes with the whole cast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from vedich.apps.people.models import Person
from vedich.core.errors import Language
from vedich.core.permits import Actor, Decision, Locus, Path
from vedich.core.permits import Post as CorePost
from vedich.rulebook.permits import may, require


ANYBODY: Final = "anybody"
"""The operation of pages that need no sign-in."""

SIGNED_IN: Final = "signed in"
"""The operation of pages that any signed-in person may open."""


class Visit(HttpRequest):
    """A request with its visitor: who, in which language, on which day, at which instant.

    `day` is the pinned day of a sample, else today in Viet Nam; `at` an aware instant on that day.
    `person` is None before sign-in, `actor` then holds no post.
    """

    person: Person | None
    actor: Actor
    language: Language
    day: date
    at: datetime
    sample: bool

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
                return redirect(f"/vao?den={visit.get_full_path()}")
            return view(visit, *rest, **more)

        opened.operation = operation  # type: ignore[attr-defined]
        return opened

    return marked
