"""What rows of work mean: whom, by when, what for; with a question where a person must say. Pure.

A row comes from a pasted table, from a task the reader found in a resolution, or from a cell of the
matrix in which something is owed. All are read alike, and nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from vedich.apps.tasks.assignment.due_words import read_due
from vedich.apps.tasks.assignment.people_words import Named, Names, several
from vedich.core.errors import Message, Refused
from vedich.core.vietnamese import fold, normalise, write_date


NO_TITLE: Final = Message(
    code="bulk.no_title",
    vi="Dòng {line} chưa ghi nội dung việc. Hãy ghi, hoặc bỏ dòng này.",
    en="Row {line} does not say what is to be done. Write it, or leave the row out.",
)
LONG_TITLE: Final = Message(
    code="bulk.long_title",
    vi="Dòng {line} có nội dung dài {value} chữ, tối đa {most}. Hãy viết gọn lại.",
    en="Row {line} has {value} characters of work, {most} at most. Write it shorter.",
)
WHO: Final = Message(
    code="bulk.who",
    vi="“{value}” là ai, giữ chức vụ nào?",
    en="Who is “{value}”, and in which post?",
)
WHICH: Final = Message(
    code="bulk.which",
    vi="“{value}” là cơ quan, đơn vị nào?",
    en="Which body is “{value}”?",
)
WHERE: Final = Message(
    code="bulk.where",
    vi="“{value}” là địa phương nào?",
    en="Which place is “{value}”?",
)
READ_AS: Final = Message(
    code="bulk.read_as",
    vi="hiểu là {value}.",
    en="understood as {value}.",
)
NO_END: Final = Message(
    code="bulk.no_end",
    vi="“{value}” không có hạn, sẽ nằm trong danh sách chưa rõ thời gian.",
    en="“{value}” has no due day, and will be listed as unclear in time.",
)
SET_ASIDE: Final = Message(
    code="bulk.set_aside",
    vi="không thấy {value}, để vào phần nội dung.",
    en="{value} was not found and is kept in the details.",
)

THERE_ALREADY: Final = Message(
    code="bulk.there_already",
    vi="trùng nội dung với đầu việc số {value} đang làm. Nếu là một việc, hãy bỏ dòng này.",
    en="task {value} says the same and is going on. If it is the same work, leave the row out.",
)

LONGEST: Final = 300
BLANK: Final = "-"
"""The answer “leave it blank”."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that names in the rows may mean. `targets`: by their number in the resolution."""

    people: Names
    bodies: Names
    places: Names
    targets: Mapping[str, tuple[int, str]]
    """(key, field)"""
    fields: Mapping[str, str]
    """By their name without marks."""
    year: int
    titles: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the tasks going on, by their titles without marks: a table may be pasted twice."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A row before it is read. `key` names it in a form; `line` is what a person calls it."""

    key: str
    line: int
    cells: Mapping[str, str]
    proposal: int | None = None
    place: int | None = None
    """Where the work lies, where that is known already."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must say: `box` is the column, `near` the likeliest answers."""

    box: str
    said: Refused
    near: tuple[Named, ...]
    answered: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """A row as it was read. `wrong` are faults by column, `notes` how something was understood."""

    raw: Raw
    title: str
    detail: str
    person: Named | None
    body: Named | None
    cooperating: tuple[Named, ...]
    places: tuple[Named, ...]
    targets: tuple[int, ...]
    target_words: str
    field: str
    due_on: date | None
    product: str
    questions: tuple[Question, ...]
    wrong: tuple[tuple[str, Refused], ...]
    notes: tuple[Refused, ...]
    left_out: bool

    @property
    def ready(self) -> bool:
        """Whether it can be given as it stands."""
        return not self.wrong and all(one.answered for one in self.questions)


class Reader:
    """Reads one row with what was answered: `answers` holds the boxes of the form, by name."""

    def __init__(self, raw: Raw, known: Known, answers: Mapping[str, str]) -> None:
        self._raw, self._known, self._answers = raw, known, answers
        self._questions: list[Question] = []
        self._wrong: list[tuple[str, Refused]] = []
        self._notes: list[Refused] = []
        self._aside: list[str] = []

    def read(self) -> Understood:
        """The row as understood."""
        title = self._title()
        person = self._one("person", self._known.people, WHO)
        body = self._one("lead", self._known.bodies, WHICH)
        due = self._due()
        cooperating = tuple(self._many("cooperating", self._known.bodies))
        here = self._known.places.of(self._raw.place)
        places = (here,) if here else tuple(self._many("places", self._known.places))
        targets, words, of_target = self._targets()
        detail = "\n".join((self._cell("detail"), *self._aside, self._cell("note"))).strip()
        return Understood(
            raw=self._raw,
            title=title,
            detail=detail,
            person=person,
            body=body,
            cooperating=cooperating,
            places=places,
            targets=targets,
            target_words=words,
            field=self._field(of_target),
            due_on=due,
            product=self._cell("product"),
            questions=tuple(self._questions),
            wrong=tuple(self._wrong),
            notes=tuple(self._notes),
            left_out=self._answer("skip") is not None,
        )

    def _cell(self, column: str) -> str:
        return self._raw.cells.get(column, "").strip()

    def _answer(self, box: str) -> str | None:
        return self._answers.get(f"{box}-{self._raw.key}")

    def _title(self) -> str:
        answered = self._answer("title")
        text = normalise(self._cell("title") if answered is None else answered)
        if not any(sign.isalnum() for sign in text):
            self._wrong.append(("title", NO_TITLE.refuse(line=self._raw.line)))
        elif len(text) > LONGEST:
            line = self._raw.line
            refused = LONG_TITLE.refuse(line=line, value=len(text), most=LONGEST)
            self._wrong.append(("title", refused))
        same = self._known.titles.get(fold(text))
        if same is not None:
            self._notes.append(THERE_ALREADY.refuse(value=same))
        return text

    def _due(self) -> date | None:
        answered = self._answer("time")
        text = normalise(self._cell("time") if answered is None else answered)
        if not text or text == BLANK:
            return None
        try:
            found = read_due(text, year=self._known.year)
        except Refused as refused:
            self._wrong.append(("time", refused))
            return None
        if found.day is None:
            self._notes.append(NO_END.refuse(value=text[:60]))
        elif not found.plain:
            self._notes.append(READ_AS.refuse(value=write_date(found.day)))
        return found.day

    def _one(self, column: str, names: Names, ask: Message) -> Named | None:
        """Whom a cell names; a person is asked where that is not sure."""
        typed, answered = self._cell(column), self._answer(column)
        if answered == BLANK or (answered is None and not typed):
            return None
        wanted = normalise(answered or "") or typed
        if not wanted:
            return None
        found = names.find(wanted)
        if answered is not None and not normalise(answered) and found.sure:
            # somebody known was taken out; an empty answer to a question answers nothing
            return None
        if found.sure is None:
            said = ask.refuse(value=wanted[:80])
            self._questions.append(Question(column, said, found.near, answered=False))
            return None
        if not found.plain and answered is None:
            self._notes.append(READ_AS.refuse(value=found.sure.text))
        return found.sure

    def _many(self, column: str, names: Names) -> Iterable[Named]:
        """Those a cell names; what is not known is kept in the details and loses nothing."""
        typed = self._cell(column)
        if not typed:
            return
        whole = names.find(typed).sure
        if whole:
            yield whole
            return
        seen = set()
        for part in several(typed):
            found = names.find(part).sure
            if found is None:
                self._aside.append(part)
                self._notes.append(SET_ASIDE.refuse(value=f"“{part[:60]}”"))
            elif found.key not in seen:
                seen.add(found.key)
                yield found

    def _targets(self) -> tuple[tuple[int, ...], str, str]:
        """Keys of the targets a cell names by number, the words for it, the first one's field."""
        keys: list[int] = []
        fields: list[str] = []
        numbers = self._cell("targets").replace(";", ",").split(",")
        for part in (one.strip(" .") for one in numbers):
            number = "".join(sign for sign in part if sign.isdigit())
            known = self._known.targets.get(number)
            if known and known[0] not in keys:
                keys.append(known[0])
                fields.append(known[1])
            elif part and not known:
                self._notes.append(SET_ASIDE.refuse(value=f"“{part[:60]}”"))
                self._aside.append(part)
        return tuple(keys), self._cell("targets"), fields[0] if fields else ""

    def _field(self, of_target: str) -> str:
        typed = self._cell("field")
        return self._known.fields.get(fold(typed), typed)[:80] or of_target


def understand(
    rows: Sequence[Raw], known: Known, answers: Mapping[str, str]
) -> Sequence[Understood]:
    """Every row as understood, with what was answered so far."""
    return [Reader(row, known, answers).read() for row in rows]
