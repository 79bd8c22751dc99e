"""Whatever is changed in a stored journal, the walk names the line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import AT, DAY
from vedich.apps.journal.actions import open_journal, recording
from vedich.apps.journal.models import Line, Personal, Register
from vedich.apps.journal.queries import audit, head
from vedich.core.permits import Actor


pytestmark = pytest.mark.django_db

SALT = b"sixteen bytes ..."
OTHER = "0123456789abcdef" * 4


@pytest.fixture
def written() -> None:
    """Five lines; the fourth has a personal part."""
    open_journal(sample=True, day=DAY, at=AT)
    for number in range(2, 6):
        with recording(by=Actor("person:1", ()), at=AT) as ledger:
            personal = (SALT, {"phone": "090"}) if number == 4 else None
            ledger.note(f"test.line_{number}", "subject", ("a",), personal=personal)


def spoil(**columns: Any) -> Callable[[], None]:
    def spoilt() -> None:
        assert Line.objects.filter(sequence=3).update(**columns) == 1

    return spoilt


def reword() -> None:
    row = Line.objects.get(sequence=3)
    Line.objects.filter(pk=3).update(text=row.text.replace("test.line_3", "test.line_x"))


def swap() -> None:
    three, four = Line.objects.get(sequence=3), Line.objects.get(sequence=4)
    Line.objects.filter(pk=3).update(text=four.text, digest=four.digest, action=four.action)
    Line.objects.filter(pk=4).update(text=three.text, digest=three.digest, action=three.action)


def test_a_journal_that_nobody_touched_holds(written: None) -> None:
    found = audit()
    assert found.broken is None
    assert (found.head, found.confirmed) == (head(), 5)


@pytest.mark.parametrize(
    "tamper",
    [
        spoil(transaction=9),
        spoil(instant=AT + timedelta(microseconds=1)),
        spoil(actor="person:2"),
        spoil(actor=None),
        spoil(action="test.other"),
        spoil(subject="other"),
        spoil(text="not a line"),
        spoil(text=""),
        spoil(digest=OTHER),
        spoil(digest="x"),
        spoil(sequence=9),
        reword,
        swap,
        lambda: Line.objects.filter(sequence=3).delete(),
    ],
)
def test_a_change_of_any_column_is_named_by_its_line(
    written: None, tamper: Callable[[], object]
) -> None:
    tamper()
    broken = audit().broken
    assert broken is not None
    assert broken.sequence == 3
    assert "3" in broken.say("vi")


@pytest.mark.parametrize("change", [{"facts": {"phone": "091"}}, {"salt": b"another salt of 16"}])
def test_a_changed_personal_part_is_named_by_its_line(
    written: None, change: dict[str, object]
) -> None:
    Personal.objects.filter(sequence=4).update(**change)
    broken = audit().broken
    assert broken is not None
    assert broken.sequence == 4


def test_an_erased_personal_part_breaks_nothing(written: None) -> None:
    Personal.objects.all().delete()
    assert audit().broken is None


def test_a_personal_part_put_beside_a_line_without_one_is_found(written: None) -> None:
    Personal.objects.create(sequence=3, salt=SALT, facts={"phone": "090"})
    broken = audit().broken
    assert broken is not None
    assert broken.sequence == 3


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"digest": OTHER}, 5),
        ({"sequence": 7}, 6),
        ({"sequence": 4}, 4),
        ({"day": DAY + timedelta(days=1)}, 1),
        ({"sample": False, "day": None}, 1),
    ],
)
def test_a_register_that_says_otherwise_is_found(
    written: None, change: dict[str, object], sequence: int
) -> None:
    Register.objects.update(**change)
    broken = audit().broken
    assert broken is not None
    assert broken.sequence == sequence


def test_an_end_cut_off_is_found_by_a_code_from_outside(written: None) -> None:
    printed = head().code
    Line.objects.filter(sequence=5).delete()
    four = Line.objects.get(sequence=4)
    Register.objects.update(sequence=4, digest=four.digest)
    assert audit().broken is None
    broken = audit([printed]).broken
    assert broken is not None
    assert broken.sequence == 5
