"""Where a target's own sentence stands."""

from __future__ import annotations

from vedich.apps.resolutions.models import Target


def text_link(target: Target) -> str:
    """The address of a target's marked sentence, blank for one that was typed."""
    if target.text_id is None or target.text_number is None:
        return ""
    number = target.text_number
    return f"/van-ban/{target.text_id}?muc={number}#c{number}"
