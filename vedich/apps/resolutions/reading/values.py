"""What a person says of a proposal, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vedich.apps.figures.actions import NewIndicator


@dataclass(frozen=True, slots=True)
class Corrected:
    """A proposal as a person says it: its kind, and what belongs to that kind.

    `comparator` is one of core.documents.Comparator; `high` makes it a range. For a task `name` is
    what is to be done.
    """

    kind: str
    name: str
    comparator: str = ""
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    deadline: str = ""
    members: tuple[str, ...] = ()
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    time: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which indicator the number is of: a code of those there are, or one to be made.

    `reporters` say who reports it, as models.Target has them; () takes the catalogue's. Blank
    `owner_body` takes whoever compiles the indicator, else the office that reads.
    """

    code: str = ""
    new: NewIndicator | None = None
    reporters: tuple[str, ...] = ()
    owner_body: int | None = None
    owner_post: str = ""
