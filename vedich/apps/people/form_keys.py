"""The key of a page's form: sent twice it is carried out once, with other words it is another."""

from __future__ import annotations

import hashlib

from django.utils.crypto import get_random_string

from vedich.apps.people.doors import Visit


def key_of(visit: Visit) -> str:
    """The key of the form with what it holds; blank where the form carries none.

    “sure” is no part of it: what was doubted and is sent again is the same form.
    """
    given = visit.POST.get("key", "")[:40]
    held = sorted(
        (name, tuple(values))
        for name, values in visit.POST.lists()
        if name not in ("csrfmiddlewaretoken", "sure")
    )
    return f"{given}:{hashlib.sha256(repr(held).encode()).hexdigest()[:32]}" if given else ""


def page_key(visit: Visit) -> str:
    """The key a page's form carries: that of the form it answers, else a new one."""
    return visit.POST.get("key") or new_key()


def new_key() -> str:
    """A key for a form that is shown now."""
    return get_random_string(22)
