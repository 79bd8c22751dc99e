"""What was typed into the form of a return: read, understood, held against its limits (R19).

What was typed is kept beside what it was understood as, so that nothing typed is ever lost and
every number is repeated back before it is sent. Names of the boxes are a letter and the indicator's
key: p part, w whole, e estimate, y why, r request, c codes said to be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from vedich.apps.returns.actions import Answer
from vedich.apps.returns.queries import Form, Question
from vedich.apps.returns.typed_numbers import Understood, understand
from vedich.core.errors import Language, Message, Refused
from vedich.core.numbers import rate, write_number
from vedich.core.tallies import Pair
from vedich.core.targets import Finding, Screened, screen


ONLY_WHOLE = Message(
    code="form.only_whole",
    vi="Mới ghi tổng số “{value}”, chưa ghi số đạt. Hãy ghi cả hai ô.",
    en="Only the total “{value}” is given. Fill in both boxes.",
)
TO_CONFIRM = Message(
    code="form.to_confirm",
    vi="Chưa xác nhận số “{value}”. Hãy đánh dấu “Đúng vậy”, hoặc sửa số.",
    en="The figure “{value}” is not confirmed. Tick “That is right”, or change it.",
)
WHY_BLANK = Message(
    code="form.why_blank",
    vi="Chưa có số, cũng chưa nói vì sao. Hãy ghi một trong hai.",
    en="There is no figure, and no word why. Give one of the two.",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one box: the box's id, and the sentence shown there and on top."""

    box: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Typed:
    """One question as it was answered.

    `part_text` and `whole_text` are what was typed; `part`, `whole` what it means, None where
    nothing was typed or nothing could be read. `doubts` repeat back what another habit would read
    otherwise. `odd` are the findings to be confirmed.
    """

    question: Question
    part_text: str = ""
    whole_text: str = ""
    estimate: bool = False
    why: str = ""
    request: str = ""
    confirmed: tuple[str, ...] = ()
    part: int | None = None
    whole: int | None = None
    doubts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    odd: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """What is asked, as a person says it: what a rate counts, else the indicator's name."""
        asked = self.question
        words = asked.part_name if asked.kind == "rate" and asked.part_name else asked.name
        return words[:1].upper() + words[1:]

    @property
    def level(self) -> str:
        """What the place should reach in the year; “” where nothing was set."""
        rules = (one for one in self.question.rules if one.code is Screened.JUST_ENOUGH)
        return next((rule.values["level"] for rule in rules), "")

    @property
    def missing(self) -> bool:
        """Whether no figure was given (and none was tried)."""
        return self.part is None and not self.faults

    @property
    def unconfirmed(self) -> tuple[Finding, ...]:
        """The odd findings that nobody has said to be right yet."""
        return tuple(one for one in self.odd if one.code not in self.confirmed)

    @property
    def number(self) -> str:
        """The number as it was understood, “168” or “0,55”; of a rate its part; “” for none."""
        return "" if self.part is None else self._write(self.part)

    @property
    def total(self) -> str:
        """The whole as it was understood; “” for none."""
        return "" if self.whole is None else self._write(self.whole)

    @property
    def percent(self) -> str:
        """Of a rate: the rate in the indicator's unit with one decimal; “” otherwise."""
        if self.part is None or not self.whole:
            return ""
        per = {"%": 100, "‰": 1000}.get(self.question.unit, 1)
        value = rate(self.part, self.whole, decimals=1, per=per)
        return "" if value is None else write_number(value, decimals=1)

    def answer(self) -> Answer:
        """The answer for the action."""
        codes = {str(one.code) for one in self.odd}
        return Answer(
            indicator=self.question.indicator,
            part=self.part,
            whole=self.whole,
            basis="estimate" if self.estimate and self.part is not None else "actual",
            why=self.why,
            request=self.request,
            confirmed=tuple(code for code in self.confirmed if code in codes),
        )

    def _write(self, scaled: int) -> str:
        asked = self.question
        return write_number(scaled, decimals=asked.decimals, show=asked.typed_decimals)


def standing(form: Form) -> tuple[Typed, ...]:
    """The form as it opens: what stands in it, and nothing to complain about."""
    return tuple(_standing(question) for question in form.questions)


def filled(form: Form, posted: QueryDict, language: Language) -> tuple[Typed, ...]:
    """The form as it was sent, every box read and held against its limits."""
    return tuple(_read(question, posted, language) for question in form.questions)


def unchanged(answers: Sequence[Typed], indicator: int) -> tuple[Typed, ...]:
    """The same, the question of `indicator` answered by “no change since last time”."""
    return tuple(_copied(one) if one.question.indicator == indicator else one for one in answers)


def faults(answers: Sequence[Typed]) -> list[tuple[Typed, Fault]]:
    """Everything wrong, in the order of the questions."""
    return [(one, fault) for one in answers for fault in one.faults]


def unconfirmed(answers: Sequence[Typed], language: Language) -> list[tuple[Typed, Fault]]:
    """What is odd and not confirmed yet, as faults of the review page."""
    return [
        (one, Fault(f"c{one.question.indicator}", TO_CONFIRM.say(language, {"value": one.number})))
        for one in answers
        if one.unconfirmed
    ]


def blanks(answers: Sequence[Typed], language: Language) -> list[tuple[Typed, Fault]]:
    """Questions with neither a figure nor a word why there is none, as faults of the review."""
    return [
        (one, Fault(f"y{one.question.indicator}", WHY_BLANK.say(language, {})))
        for one in answers
        if one.missing and not one.why
    ]


def refused(
    answers: Sequence[Typed], found: Mapping[int, Sequence[Finding]], language: Language
) -> tuple[Typed, ...]:
    """The answers with what the action itself found: the tables may have moved meanwhile."""
    return tuple(_found(one, found.get(one.question.indicator, ()), language) for one in answers)


def _standing(question: Question) -> Typed:
    return Typed(
        question,
        part_text=question.part,
        whole_text=question.whole or question.last_whole,
        estimate=question.basis == "estimate",
        why=question.why,
        request=question.request,
        confirmed=question.confirmed,
    )


def _read(question: Question, posted: QueryDict, language: Language) -> Typed:
    key = question.indicator
    texts = {box: (posted.get(f"{box}{key}") or "").strip() for box in "pwyr"}
    kept = Typed(
        question,
        part_text=texts["p"],
        whole_text=texts["w"],
        estimate=bool(posted.get(f"e{key}")),
        why=texts["y"],
        request=texts["r"],
        confirmed=tuple(posted.getlist(f"c{key}")),
    )
    if not kept.part_text:
        return _without_part(kept, language)
    return _with_numbers(kept, language)


def _without_part(kept: Typed, language: Language) -> Typed:
    asked = kept.question
    # the box of the whole opens with the last one in it: that alone is no answer
    known = {"", asked.whole, asked.last_whole}
    if asked.kind != "rate" or kept.whole_text in known:
        return kept
    said = ONLY_WHOLE.say(language, {"value": kept.whole_text})
    return _with(kept, faults=(Fault(f"p{asked.indicator}", said),))


def _with_numbers(kept: Typed, language: Language) -> Typed:
    asked = kept.question
    boxes = {"p": kept.part_text, "w": kept.whole_text if asked.kind == "rate" else ""}
    found: dict[str, Understood] = {}
    wrong: list[Fault] = []
    for box, text in boxes.items():
        if not text:
            continue
        try:
            found[box] = understand(text, asked, language)
        except Refused as error:
            wrong.append(Fault(f"{box}{asked.indicator}", error.say(language)))
    # what the page itself put into a box needs no second look
    printed = {asked.part, asked.whole, asked.last, asked.last_whole}
    doubts = tuple(
        one.doubt for box, one in found.items() if one.doubt and boxes[box] not in printed
    )
    part = found["p"].scaled if "p" in found else None
    whole = found["w"].scaled if "w" in found else None
    read = _with(kept, part=part, whole=whole, doubts=doubts, faults=tuple(wrong))
    if wrong or part is None:
        return read
    return _found(read, screen(asked.rules, Pair(part, whole)), language)


def _found(one: Typed, findings: Sequence[Finding], language: Language) -> Typed:
    if not findings:
        return one
    key = one.question.indicator
    wrong = tuple(
        Fault(f"{'w' if _of_whole(f) else 'p'}{key}", f.ask(language)) for f in findings if f.blocks
    )
    odd = tuple(finding for finding in findings if not finding.blocks)
    return _with(one, faults=wrong, odd=odd or one.odd)


def _of_whole(finding: Finding) -> bool:
    return str(finding.code) == "no_whole"


def _copied(one: Typed) -> Typed:
    if one.question.unchanged is None:
        return one
    part, whole = one.question.unchanged
    return _with(one, part_text=part, whole_text=whole or one.whole_text, faults=())


def _with(one: Typed, **changed: object) -> Typed:
    return replace(one, **changed)  # type: ignore[arg-type]
