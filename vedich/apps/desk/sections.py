"""Under which heading of the home page a need stands, and how many rows are shown at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


SECTIONS: Final = ("open", "send", "do", "answer", "check", "remind", "decide", "watch")
"""In the order of the page; “watch” are targets that are at risk only."""

SECTION: Final[Mapping[str, str]] = {
    "periods.open": "open",
    "return.send": "send",
    "return.mend": "send",
    "rollout.note": "send",
    "rollout.hand_in": "send",
    "figures.check": "check",
    "return.reopen": "answer",
    "task.late": "do",
    "task.due": "do",
    "task.milestone": "do",
    "task.unclear": "do",
    "check.due": "do",
    "promise.due": "do",
    "task.accept": "answer",
    "matter.answer": "answer",
    "matter.climbed": "answer",
    "matter.look": "answer",
    "promise.not_done": "answer",
    "promise.confirm": "answer",
    "people.code": "answer",
    "target": "decide",
    "rollout.missing": "remind",
}
"""What is not named here is for somebody to decide."""

FIRST: Final = 7
"""Rows a section shows at first; the rest opens behind one line."""


def section_of(kind: str) -> str:
    """The heading for a kind of need."""
    return SECTION.get(kind, "decide")
