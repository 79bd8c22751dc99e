"""The six clears of a task (“6 rõ”, R15): which of them are missing, and what is asked for each.

Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from vedich.apps.tasks.said import says
from vedich.core.errors import Message


class Clear(StrEnum):
    """One of the six: person, work, time, responsibility, product, authority."""

    PERSON = "person"
    WORK = "work"
    TIME = "time"
    RESPONSIBILITY = "responsibility"
    PRODUCT = "product"
    AUTHORITY = "authority"


QUESTIONS: Final[Mapping[Clear, Message]] = {
    Clear.PERSON: Message(
        code="task.unclear_person",
        vi="Ai chịu trách nhiệm chính việc này?",
        en="Who answers for this task?",
    ),
    Clear.WORK: Message(
        code="task.unclear_work",
        vi="Làm gì, ở đâu, bao nhiêu thì xong?",
        en="What is to be done, where, and how much of it?",
    ),
    Clear.TIME: Message(
        code="task.unclear_time",
        vi="Làm từ ngày nào đến ngày nào?",
        en="From which day to which day?",
    ),
    Clear.RESPONSIBILITY: Message(
        code="task.unclear_responsibility",
        vi="Chậm hoặc không xong thì giải trình với ai?",
        en="If it is late or not done, who is told why?",
    ),
    Clear.PRODUCT: Message(
        code="task.unclear_product",
        vi="Xong thì có sản phẩm gì để nhận?",
        en="What is there to accept when it is done?",
    ),
    Clear.AUTHORITY: Message(
        code="task.unclear_authority",
        vi="Được quyết đến đâu, việc gì phải xin ai duyệt?",
        en="What may be decided here, and what must somebody approve?",
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a task, as far as clearness asks."""

    person: bool
    work: str
    starts_on: date | None
    due_on: date | None
    answers_for: str
    product: str
    authority: str


def unclear(said: Said) -> tuple[Clear, ...]:
    """Those of the six that are missing, in their order; empty: the task is clear."""
    there = {
        Clear.PERSON: said.person,
        Clear.WORK: says(said.work),
        Clear.TIME: said.starts_on is not None and said.due_on is not None,
        Clear.RESPONSIBILITY: says(said.answers_for),
        Clear.PRODUCT: says(said.product),
        Clear.AUTHORITY: says(said.authority),
    }
    return tuple(one for one in Clear if not there[one])
