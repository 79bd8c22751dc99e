"""What the form of a prior year sends: a table, a year, a place, and answers to what is unclear."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedich.apps.evidence.waiting import held, hold
from vedich.apps.people.doors import Visit
from vedich.apps.places.queries import Spot
from vedich.apps.resolutions.prior.actions import NOT_A_YEAR, Sheet, is_past
from vedich.core.errors import Message, Refused
from vedich.formats.sheets.pasted import as_text, of_file, of_text
from vedich.formats.sheets.plans import PlanLine, read_plan


MOST: Final = 600
ANSWERS: Final = {"1": True, "0": False}

NO_PLACE: Final = Message(
    code="prior.no_place",
    vi="“{value}” không phải nơi đồng chí được soạn nghị quyết. Hãy chọn trong danh sách.",
    en="“{value}” is no place for which you may draft. Choose one of the list.",
)
_YEAR: Final = re.compile(r"[0-9]{4}")
_LONGEST_NAME: Final = 200


@dataclass
class Sent:
    """The form as it came, and what was read of it.

    `seen` stands for table, year and place as they are now; what is written must have been looked
    at just so. `file` and `file_name` name the sheet that waits; blank where the table was pasted.
    """

    place: Spot
    year: str
    text: str = ""
    source: str = ""
    file: str = ""
    file_name: str = ""
    lines: Sequence[PlanLine] = ()

    @property
    def seen(self) -> str:
        """What stands for table, year and place together."""
        words = "\0".join((self.place.code, self.year, self.text))
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def read(self, visit: Visit, places: Sequence[Spot]) -> int:
        """Take everything from the form; the year. What came so far stays when it is refused.

        Raises Refused (``prior.…``, ``pasted.…``, ``plan.…``).
        """
        form = visit.POST
        self.source = form.get("nguon", "")[:_LONGEST_NAME]
        self.text = form.get("dan", "").replace("\r\n", "\n").replace("\r", "\n")
        self.file, self.file_name = form.get("tep_cho", ""), form.get("tep_ten", "")[:_LONGEST_NAME]
        file = visit.FILES.get("tep")
        self.place = _place(form.get("noi", ""), places)
        if file is not None:
            name = (file.name or "")[:_LONGEST_NAME]
            data = file.read()
            self.text = as_text(of_file(data, name, MOST))
            self.file, self.file_name = hold(data, at=visit.at), name
        year = int(self.year) if _YEAR.fullmatch(self.year) else 0
        if not is_past(year, visit.day):
            raise NOT_A_YEAR.refuse(value=self.year)
        self.lines = [
            _answered(line, ANSWERS.get(form.get(f"ro-{line.line}", "")))
            for line in read_plan(of_text(self.text, MOST), year)
        ]
        return year

    def sheet(self) -> Sheet:
        """What is kept as the source: the file as it came, else the words that were pasted."""
        data = held(self.file)
        if data is None:
            return Sheet(self.text.encode(), "dan.txt")
        try:
            same = as_text(of_file(data, self.file_name, MOST)) == self.text
        except Refused:
            same = False
        return Sheet(data, self.file_name, edited=not same)


def _place(code: str, places: Sequence[Spot]) -> Spot:
    for one in places:
        if code in ("", one.code):
            return one
    raise NO_PLACE.refuse(value=code[:40])


def _answered(line: PlanLine, met: bool | None) -> PlanLine:
    """A line with what somebody here says of it, where the sheet leaves it open."""
    return line if met is None or line.met is not None else replace(line, said=met, by_hand=True)
