"""The key of a page's form: sent twice it is carried out once, with other words it is another.

And the keys of rows that its fields name.
"""

from __future__ import annotations

import hashlib

from django.utils.crypto import get_random_string

from vedich.apps.people.doors import Visit


def key_of(visit: Visit) -> str:
    """The key of the form with what it holds; blank where the form carries none."""
    given = visit.POST.get("key", "")[:40]
    held = sorted(
        (name, tuple(values))
        for name, values in visit.POST.lists()
        if name != "csrfmiddlewaretoken"
    )
    return f"{given}:{hashlib.sha256(repr(held).encode()).hexdigest()[:32]}" if given else ""


def row_key(text: str) -> int | None:
    """The key of a row that a form names; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def new_key() -> str:
    """A key for a form that is shown now."""
    return get_random_string(22)
