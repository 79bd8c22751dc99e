"""What the form of a new task holds already, from the page one came from.

`?tu=` names it: a target, a matter, a line of a visit (“target:5”, “matter:3”, “visit_line:7”). The
matrix says more by itself: `linh_vuc`, `dia_ban`, `co_quan`, `chi_tieu`, `nguoi`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedich.apps.people.row_keys import row_key
from vedich.apps.resolutions.models import Target
from vedich.apps.tasks.models import Matter, VisitLine
from vedich.apps.tasks.screens.boxes import Typed, shown
from vedich.core.errors import Language


LONGEST = 300
KEPT = ("target", "matter", "visit_line")


@dataclass(frozen=True, slots=True)
class Prefill:
    """The boxes, and the words it came from, to be shown above."""

    typed: Typed
    words: str


def prefill(asked: Mapping[str, str], language: Language) -> Prefill:
    """From the query of an address; what does not exist fills nothing."""
    boxes: dict[str, str | Sequence[str]] = {"difficulty": "", "every": ""}
    boxes["field"] = asked.get("linh_vuc", "")[:80]
    boxes["accountable"] = asked.get("nguoi", "")
    boxes["body"] = asked.get("co_quan", "")
    if asked.get("dia_ban"):
        boxes["places"] = [asked["dia_ban"]]
    if asked.get("chi_tieu"):
        boxes["target0"] = asked["chi_tieu"]
    kind, _, number = asked.get("tu", "").partition(":")
    words = ""
    key = row_key(number)
    if kind in KEPT and key is not None:
        words = _from(kind, key, boxes, language)
    return Prefill(shown(**boxes), words)


def _from(kind: str, key: int, boxes: dict[str, str | Sequence[str]], language: Language) -> str:
    if kind == "target":
        target = Target.objects.filter(pk=key).first()
        if target is None:
            return ""
        boxes["target0"] = str(target.pk)
        boxes["field"] = target.field
        name = target.name if language == "vi" else target.name_en or target.name
        return f"{target.number}. {name}"
    if kind == "matter":
        matter = Matter.objects.filter(pk=key).first()
        if matter is None:
            return ""
        boxes["origin"], boxes["title"] = matter.reference, matter.words[:LONGEST]
        boxes["places"] = [str(matter.raised_at_place_id)]
        return matter.words
    line = VisitLine.objects.filter(pk=key).select_related("visit").first()
    if line is None:
        return ""
    boxes["origin"], boxes["title"] = line.reference, line.words[:LONGEST]
    boxes["places"] = [str(line.visit.place_id)]
    if line.owner_id:
        boxes["accountable"] = str(line.owner_id)
    return line.words
