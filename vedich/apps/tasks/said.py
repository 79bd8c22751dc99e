"""What may be said of a task: words that say something, numbers that can be counted. Pure.

Whatever the forms let through is looked at once more here, because tasks also come from tables,
documents, visits and matters (R33: an action refuses, it never fails).
"""

from __future__ import annotations

from typing import Final

from vedich.apps.tasks import refusals
from vedich.core.vietnamese import normalise


LONGEST: Final = 300
"""Letters of a title; what is longer goes on in the detail."""

MOST_MONTHS: Final = 60
HARDEST: Final = 3
MOST_DECIMALS: Final = 6
MOST_AMOUNT: Final = 10**15
"""An amount is kept in 64 bits and shown; nothing a committee counts comes near."""


def says(words: str) -> bool:
    """Whether the words hold a letter or a digit: “-” and “…” say nothing."""
    return any(sign.isalnum() for sign in words)


def worded(words: str) -> str:
    """The words as they are kept: blank where they say nothing, so that unclear is unclear."""
    return words.strip() if says(words) else ""


def titled(title: str, detail: str, number: int) -> tuple[str, str]:
    """(title, detail): a title that is too long is cut there and stands whole in the detail.

    Raises Refused (``task.no_title``); `number` is which task it is.
    """
    title, detail = " ".join(normalise(title).split()), worded(detail)
    if not says(title):
        raise refusals.NO_TITLE.refuse(value=number)
    if len(title) <= LONGEST:
        return title, detail
    whole = "\n".join(part for part in (title, detail) if part)
    return f"{title[: LONGEST - 1].rstrip()}…", detail if title in detail else whole


def counted(amount: int | None) -> int | None:
    """An amount that can be kept. Raises Refused (``task.amount``)."""
    if amount is not None and not 0 <= amount <= MOST_AMOUNT:
        raise refusals.AMOUNT.refuse(value=amount)
    return amount


def monthly(every: int | None) -> int | None:
    """Months after which it comes again. Raises Refused (``task.every``)."""
    if every is not None and not 1 <= every <= MOST_MONTHS:
        raise refusals.EVERY.refuse(value=every, most=MOST_MONTHS)
    return every


def hard(difficulty: int | None) -> int | None:
    """How hard it is, 1 to 3. Raises Refused (``task.difficulty``)."""
    if difficulty is not None and not 1 <= difficulty <= HARDEST:
        raise refusals.DIFFICULTY.refuse(value=difficulty)
    return difficulty


def places_after_point(decimals: int) -> int:
    """Decimals of an amount. Raises Refused (``task.decimals``)."""
    if not 0 <= decimals <= MOST_DECIMALS:
        raise refusals.DECIMALS.refuse(value=decimals, most=MOST_DECIMALS)
    return decimals
