"""Who may open the page of a return, and in which part; the pages share it."""

from __future__ import annotations

from vedich.apps.people.doors import Visit
from vedich.apps.returns import queries
from vedich.apps.returns.hands import sides
from vedich.apps.returns.queries import Form
from vedich.core.needs import Side


def opened(visit: Visit, number: int, *, to_send: bool = False) -> Form:
    """The return, for whoever sends it, checks it or may see the figures there.

    Raises Refused (``return.unknown``) and NotPermitted, which says whose it is.
    """
    found = queries.form(number, visit.language)
    on_side = sides(visit.actor, found.path, visit.day)
    may_see = bool(on_side) or bool(visit.may("figures.view", found.path))
    if Side.SENDER not in on_side and (to_send or not may_see):
        visit.require("returns.send", found.path)
    return found
