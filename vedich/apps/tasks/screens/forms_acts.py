"""What the small forms of a task mean, one function a form; None where a box is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vedich.apps.tasks.models import Progress
from vedich.apps.tasks.screens.boxes import Boxes, Paper
from vedich.core.errors import Language, Message


NEW_DAY: Final = Message(code="task_form.new_day", vi="Hạn mới?", en="The new day?")
WHO: Final = Message(code="task_form.who", vi="Người chịu trách nhiệm?", en="Who answers?")
WHY: Final = Message(code="task_form.reason", vi="Vì sao?", en="Why?")
SHORT: Final = Message(code="task_form.short", vi="Còn thiếu gì?", en="What is missing?")
CLEARLY: Final = Message(code="task_form.clearly", vi="Câu trả lời?", en="The answer?")
FILE: Final = Message(code="task_form.file", vi="Ảnh hoặc tài liệu?", en="A photo or document?")
FINDING: Final = Message(
    code="task_form.finding", vi="Tại chỗ thấy thế nào?", en="What was found there?"
)
NO_NUMBER: Final = Message(
    code="task_form.no_number",
    vi="Khác báo cáo thì ghi số thấy tại chỗ. Ô “{value}” đang trống.",
    en="Where it differs, write the number that was seen. The box “{value}” is empty.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """Progress as typed."""

    words: str
    amount: int | None
    trouble: str
    claim: bool
    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Found:
    """A check as typed."""

    found: str
    amount: int | None
    words: str
    done_on: date | None
    paper: Paper | None


def progress(boxes: Boxes, decimals: int) -> Told:
    """What is said of a task."""
    return Told(
        words=boxes.text("words"),
        amount=boxes.amount("amount", decimals),
        trouble=boxes.one_of("trouble", Progress.Trouble.values),
        claim=bool(boxes.raw("claim")),
        paper=boxes.paper("photo"),
    )


def check(boxes: Boxes, decimals: int, *, year: int, language: Language, counted: bool) -> Found:
    """What was found on the spot. A number stands only beside “differs”; elsewhere it is left."""
    found = boxes.one_of(
        "found", ("", "as_reported", "differs", "needs_help"), label=label(FINDING, language)
    )
    differs = found == "differs"
    amount = boxes.amount("amount", decimals) if counted and (differs or not found) else None
    words = boxes.text("words")
    if differs and counted and not boxes.raw("amount").strip() and not words:
        boxes.refuse("amount", NO_NUMBER.refuse(value="Thấy tại chỗ"))
    return Found(found, amount, words, boxes.day("done_on", year=year), boxes.paper("photo"))


def label(message: Message, language: Language) -> str:
    """The name of a box that must be filled."""
    return message.say(language, {}).rstrip("?")
