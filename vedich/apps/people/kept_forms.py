"""What somebody wrote in a form while his session had ended: kept, and shown again (UX §7).

How it goes, and why so: a POST without a session is never carried out. Its fields (no passwords, no
tokens, no files) are signed into one hidden field of the sign-in form that answers it, so that they
live in the page in front of the writer and nowhere on the server. Signing in moves them into the
new session and leads by GET to the page the form stood on; there the web layer puts the values into
the form and says that nothing was sent. Only the writer's own press on the button sends them. The
signature keeps another site from slipping in words; a view needs to know nothing of this.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest


FIELD: Final = "giu"
"""The name of the hidden field, in the sign-in form and in the session."""

LONGEST: Final = 24 * 3600
"""Seconds after which what was kept is no longer taken back."""

_NEVER: Final = ("csrfmiddlewaretoken", FIELD)
_SECRET: Final = ("password", "mat-khau", "mat_khau")
_SALT: Final = "vedich.kept_forms"


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The page the form stood on, where it was sent, and its fields in order."""

    page: str
    to: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HttpRequest) -> KeptForm:
        """What this POST holds. The page is the one it came from, if that is ours."""
        fields = tuple(
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in _NEVER and not any(word in name.lower() for word in _SECRET)
        )
        return cls(_page(request), request.path, fields)

    def pack(self) -> str:
        """The form as one signed text."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    @classmethod
    def unpack(cls, text: str) -> KeptForm | None:
        """The form that `pack` gave; None for anything else, or when it is too old."""
        try:
            held = signing.loads(text, salt=_SALT, max_age=LONGEST)
        except signing.BadSignature:
            return None
        return cls.read(held)

    @classmethod
    def read(cls, held: object) -> KeptForm | None:
        """The form from plain values, as a session keeps it."""
        match held:
            case {"page": str(page), "to": str(to), "fields": [*fields]}:
                pairs = ((str(name), str(value)) for name, value in fields)
                return cls(page, to, tuple(pairs))
        return None


def _page(request: HttpRequest) -> str:
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or not came.path:
        return request.path
    return f"{came.path}?{came.query}" if came.query else came.path
