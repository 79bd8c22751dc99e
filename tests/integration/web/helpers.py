"""What several tests of the pages need."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from tests.cast import District
from vedich.apps.resolutions.models import Resolution, State


Answer: TypeAlias = Any
"""What the test client answers: a response that learnt more on the way."""


def draft_in_force(district: District) -> Resolution:
    """A resolution in force, without targets: enough for the frame to offer it."""
    return Resolution.objects.create(
        place_id=district.place("root"),
        issuer="Huyện ủy",
        title="Nghị quyết mẫu",
        first=2022 * 12,
        months=12,
        state=State.ADOPTED,
        number="01-NQ/HU",
        issued_on=date(2022, 1, 5),
        drafted_by="person:1",
        drafted_at=district.at,
        adopted_by="person:2",
        adopted_at=district.at,
    )
