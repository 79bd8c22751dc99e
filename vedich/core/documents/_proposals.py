"""What a reader proposes: numbers that are targets, results or baselines, and tasks.

Each is tied to the words it was read from. A proposal is never a fact: a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Target: to be reached, or set for a past period. Result: reached or estimated. Baseline:
    the earlier value in “từ A lên B”."""

    TARGET = "target"
    RESULT = "result"
    BASELINE = "baseline"


class Comparator(StrEnum):
    """How the number binds, by the words of the text (R8)."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    INCREASE_BY = "increase-by"
    DECREASE_BY = "decrease-by"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number with its meaning. `start` and `end` are the span of its words in the text.

    `value` is in `unit` as written (18 with “triệu lượt khách”); `high` is the upper end of a
    range; `deadline` is the day or period as written or as the document gives it, else empty;
    `of` is 25 in “20 of 25”; `members` are the names of a named set; `baseline` is the index,
    among the proposals, of the earlier value this one starts from.
    """

    start: int
    end: int
    kind: Kind
    name: str
    comparator: Comparator
    value: Decimal
    unit: str
    high: Decimal | None = None
    deadline: str = ""
    of: Decimal | None = None
    members: tuple[str, ...] = ()
    baseline: int | None = None


@dataclass(frozen=True, slots=True)
class TaskProposal:
    """A task with who leads, who cooperates, by when and what comes out of it, where it is said.

    `time` and `product` are the words of the text; empty where the text does not say.
    """

    start: int
    end: int
    what: str
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    time: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document, each list in the order of the text."""

    proposals: tuple[Proposal, ...]
    tasks: tuple[TaskProposal, ...]
