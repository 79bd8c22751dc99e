"""Matters and visits of the cast's district, by the actions, with as little said as will do."""

from __future__ import annotations

from typing import Any

from tests.cast import District
from vedich.apps.tasks.matters import actions
from vedich.apps.tasks.models import Matter


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
WORDS = "Cống ngang đường tổ 3 sụt, xe ba gác không qua được."


def who(district: District, by: str) -> dict[str, Any]:
    """The three things every action is told."""
    return {"by": district.actor(by), "at": district.at, "on_day": district.day}


def raised(
    district: District, body: str = "A1", *, by: str = "cell_secretary", **more: Any
) -> Matter:
    """A matter of that body."""
    said: dict[str, Any] = {"kind": "road", "words": WORDS} | more
    return actions.raise_matter(body=district.body(body).pk, **said, **who(district, by))


def answered(district: District, *, by: str = "official", words: str = "Xã sẽ sửa.") -> Matter:
    """A matter of cell A1 that the commune has answered."""
    row = raised(district)
    return actions.answer(matter=row.pk, words=words, **who(district, by))


def again(row: Matter) -> Matter:
    """The row as the database has it now."""
    return Matter.objects.get(pk=row.pk)
