"""The form that gives or changes a task: few boxes first, the rest of the six clears beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from vedich.apps.tasks.screens.boxes import Boxes, Typed, shown
from vedich.core.errors import Language, Message
from vedich.core.numbers import write_number
from vedich.core.vietnamese import write_date


STEPS: Final = 5
"""Milestones a form has boxes for; a task with more shows all it has and one more."""

AIMS: Final = 3
MOST_STEPS: Final = 30
TITLE: Final = 300
DECIMALS: Final = 2
"""Decimals of an amount typed here; a task that has others keeps its own."""

EVERY: Final = ("", "1", "3", "6", "12")
HARD: Final = ("", "1", "2", "3")

TITLE_WORD: Final = Message(code="task_form.title", vi="Việc gì?", en="What is to be done?")
DUE_WORD: Final = Message(code="task_form.due", vi="Hạn?", en="Due when?")
WHY_WORD: Final = Message(code="task_form.why", vi="Vì sao?", en="Why?")
STEP_TITLE: Final = Message(
    code="task_form.step_title",
    vi="Mốc {number} có ngày mà chưa có tên ({value}). Hãy ghi phải xong gì.",
    en="Milestone {number} has a day but no name ({value}). Write what must be done.",
)
STEP_DAY: Final = Message(
    code="task_form.step_day",
    vi="Mốc “{value}” chưa có ngày. Hãy ghi ngày.",
    en="The milestone “{value}” has no day. Write one.",
)
NO_UNIT: Final = Message(
    code="task_form.no_unit",
    vi="Khối lượng {value} chưa có đơn vị tính. Hãy ghi km, hộ hay việc.",
    en="The amount {value} has no unit. Write km, households or items.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as typed."""

    title: str
    due_on: date
    amount: int | None


@dataclass(frozen=True, slots=True)
class Meant:
    """What the form means. Numbers are keys; amounts are scaled by `decimals`."""

    title: str
    accountable: int | None
    due_on: date | None
    detail: str
    starts_on: date | None
    answers_for: str
    product: str
    authority: str
    field: str
    source: str
    difficulty: int | None
    every: int | None
    unit: str
    decimals: int
    amount: int | None
    indicator: int | None
    body: int | None
    places: tuple[int, ...]
    targets: tuple[tuple[int, str], ...]
    cooperating: tuple[int, ...]
    evidence_wanted: tuple[str, ...]
    milestones: tuple[Step, ...]
    after: tuple[int, ...]


def read(
    posted: QueryDict, *, day: date, language: Language, decimals: int
) -> tuple[Meant | None, Typed]:
    """What was typed, and what it means; None where a box is wrong. `decimals` of its amounts."""
    boxes = Boxes(posted)
    year = day.year
    title = boxes.text("title", label=_word(TITLE_WORD, language), most=TITLE)
    starts_on, due_on = boxes.day("starts_on", year=year), boxes.day("due_on", year=year)
    amount = boxes.amount("amount", decimals)
    unit = boxes.text("unit", most=40)
    if amount is not None and not unit:
        boxes.refuse("unit", NO_UNIT.refuse(value=boxes.raw("amount")))
    steps = _steps(boxes, decimals, year, posted)
    meant = Meant(
        title=title,
        accountable=boxes.whole("accountable"),
        due_on=due_on,
        detail=boxes.text("detail"),
        starts_on=starts_on,
        answers_for=boxes.text("answers_for"),
        product=boxes.text("product"),
        authority=boxes.text("authority"),
        field=boxes.text("field", most=80),
        source=boxes.text("source", most=200),
        difficulty=_number(boxes.one_of("difficulty", HARD)),
        every=_number(boxes.one_of("every", EVERY)),
        unit=unit,
        decimals=decimals,
        amount=amount,
        indicator=boxes.whole("indicator"),
        body=boxes.whole("body"),
        places=boxes.wholes("places"),
        targets=_aims(boxes),
        cooperating=boxes.wholes("cooperating"),
        evidence_wanted=_lines(boxes.text("evidence_wanted")),
        milestones=steps,
        after=boxes.wholes("after"),
    )
    return (meant if boxes.good else None), boxes.typed()


def as_typed(meant: Meant) -> Typed:
    """The form as a task stands."""
    boxes: dict[str, str | Sequence[str]] = {
        "title": meant.title,
        "accountable": _said(meant.accountable),
        "due_on": _on(meant.due_on),
        "detail": meant.detail,
        "starts_on": _on(meant.starts_on),
        "answers_for": meant.answers_for,
        "product": meant.product,
        "authority": meant.authority,
        "field": meant.field,
        "source": meant.source,
        "difficulty": _said(meant.difficulty),
        "every": _said(meant.every),
        "unit": meant.unit,
        "amount": amount_text(meant.amount, meant.decimals),
        "indicator": _said(meant.indicator),
        "body": _said(meant.body),
        "places": [str(one) for one in meant.places],
        "cooperating": [str(one) for one in meant.cooperating],
        "evidence_wanted": "\n".join(meant.evidence_wanted),
        "after": [str(one) for one in meant.after],
    }
    for number, step in enumerate(meant.milestones):
        boxes[f"step{number}"] = step.title
        boxes[f"step_day{number}"] = _on(step.due_on)
        boxes[f"step_amount{number}"] = amount_text(step.amount, meant.decimals)
    for number, (target, brings) in enumerate(meant.targets):
        boxes[f"target{number}"] = str(target)
        boxes[f"brings{number}"] = brings
    return shown(**boxes)


def rows(typed: Typed, prefix: str, least: int) -> range:
    """How many rows of boxes the page draws: all that are filled, one more, at least `least`."""
    filled = [n for n in range(MOST_STEPS) if typed[f"{prefix}{n}"]]
    return range(max(least, max(filled, default=-1) + 2))


def amount_text(amount: int | None, decimals: int) -> str:
    """An amount as it is typed: “6,5”, without zeros that say nothing and without groups."""
    if amount is None:
        return ""
    text = write_number(amount, decimals=decimals).replace(".", "")
    return text.rstrip("0").rstrip(",") if "," in text else text


def _steps(
    boxes: Boxes, decimals: int, year: int, posted: Mapping[str, object]
) -> tuple[Step, ...]:
    found: list[Step] = []
    for number in range(MOST_STEPS):
        if not any(f"{name}{number}" in posted for name in ("step", "step_day", "step_amount")):
            continue
        title = boxes.text(f"step{number}", most=200)
        due_on = boxes.day(f"step_day{number}", year=year)
        amount = boxes.amount(f"step_amount{number}", decimals)
        if title and due_on:
            found.append(Step(title, due_on, amount))
        elif title and not boxes.raw(f"step_day{number}").strip():
            boxes.refuse(f"step_day{number}", STEP_DAY.refuse(value=title[:40]))
        elif due_on or amount is not None:
            value = boxes.raw(f"step_day{number}") or boxes.raw(f"step_amount{number}")
            boxes.refuse(f"step{number}", STEP_TITLE.refuse(number=number + 1, value=value))
    return tuple(found)


def _aims(boxes: Boxes) -> tuple[tuple[int, str], ...]:
    found: dict[int, str] = {}
    for number in range(MOST_STEPS):
        target = boxes.whole(f"target{number}")
        if target is not None:
            found.setdefault(target, boxes.text(f"brings{number}", most=200))
    return tuple(found.items())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))


def _number(text: str) -> int | None:
    return int(text) if text else None


def _said(number: int | None) -> str:
    return "" if number is None else str(number)


def _on(day: date | None) -> str:
    return write_date(day) if day else ""


def _word(message: Message, language: Language) -> str:
    return message.say(language, {}).rstrip("?")
